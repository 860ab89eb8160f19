//! Where one line may be cut: the few best ways for each number of fragments.

use std::cmp::Ordering;

use super::cohesion::Cohesion;
use super::heading::{FragmentReading, Likeness};
use super::token_features::{Case, LayoutToken, TokenFeatures};
use super::weights::{self, MOST_COLUMNS, SHARES, Weights};

/// One way to cut a line into fragments.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segmentation {
    /// How many fragments.
    pub(super) fragments: u8,
    /// Where each begins, as an index into [`Segmentations::starts`]; one more for the end.
    pub(super) at: [u8; MOST_COLUMNS + 1],
    /// How each fragment may be taken ([`Likeness`]), two bits each.
    pub(super) likeness: u16,
    /// Which fragments are nothing but debris, a bit each.
    pub(super) debris: u8,
    /// What the fragments are worth by themselves: links inside, their number
    /// and what they are wider than a column.
    pub(super) score: f32,
}

/// A way to cut a line, while the best are sought.
#[derive(Debug, Clone, Copy, Default)]
struct PartialSegmentation {
    /// As of [`Segmentation`].
    at: [u8; MOST_COLUMNS + 1],
    /// As of [`Segmentation`].
    score: f32,
    /// The same with a guess at what their widths will cost.
    rank: f32,
}

impl PartialSegmentation {
    /// The higher rank first; of two alike the one cut further left.
    fn before(&self, other: &Self) -> Ordering {
        other.rank.total_cmp(&self.rank).then_with(|| self.at.cmp(&other.at))
    }
}

/// The ways to cut a line.
#[derive(Debug, Default)]
pub(super) struct Segmentations {
    /// The tokens at which a fragment may begin, and the end of the line.
    pub(super) starts: Vec<u32>,
    /// The ways, grouped by the number of fragments.
    pub(super) cuts: Vec<Segmentation>,
    scratch: Vec<(f32, u32)>,
    /// The ways of one number of fragments.
    group: Vec<PartialSegmentation>,
    edges: Vec<FragmentEdge>,
    /// Every fragment that may be, by its start and end, for columns of each width.
    pieces: Vec<CandidateFragment>,
    /// The widths that columns have: one where all are equally wide.
    widths: Vec<f32>,
    /// Which of them each column has.
    width_of: [u8; MOST_COLUMNS],
}

/// A fragment that a cut may have.
#[derive(Debug, Clone, Copy, Default)]
struct CandidateFragment {
    /// What it is worth by itself.
    worth: f32,
    /// What it is worth more or less when it is not the first of its line.
    behind: f32,
    /// What it is worth more or less when it is not the last of its line.
    before: f32,
    /// A guess at what its width will cost.
    room: f32,
    width: f32,
    /// Whether it is too wide for any but the last of a line.
    too_wide: bool,
    likeness: u8,
    debris: bool,
}

/// How a line may be cut.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits<'w> {
    /// The widths of the columns, in average letters: the most fragments are as many.
    pub(super) widths: &'w [f32],
    /// The most ways for each number of fragments.
    pub(super) ways: usize,
    /// The most places at which a cut is considered.
    pub(super) places: usize,
}

/// What a fragment is worth in a column that it cannot be in.
const TOO_WIDE: f32 = -1e6;
/// Cuts that leave so much more than their columns hold, in letters, are not looked at.
const FAR_TOO_WIDE: f32 = 30.0;

impl Segmentation {
    /// How a fragment may be taken: an index into what attaching it is worth.
    #[inline]
    pub(super) fn likeness(&self, fragment: usize) -> usize {
        usize::from(self.likeness >> (2 * fragment) & 3)
    }
}

impl Segmentations {
    /// Finds the ways to cut a line.
    pub(super) fn find(
        &mut self,
        sheet: &TokenFeatures,
        links: &Cohesion,
        weights: &Weights,
        line: usize,
        limits: Limits,
    ) {
        let range = sheet.lines[line].clone();
        self.starts.clear();
        self.cuts.clear();
        self.scratch.clear();
        if range.is_empty() {
            return;
        }
        let columns = limits.widths.len();
        self.set_widths(limits.widths);
        if columns > 1 {
            for at in range.start + 1..range.end {
                self.scratch.push((links.inner(at) - gap(sheet, at), at as u32));
            }
            let most = limits.places;
            if self.scratch.len() > most {
                self.scratch.select_nth_unstable_by(most, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                self.scratch.truncate(most);
            }
            self.starts.extend(self.scratch.iter().map(|place| place.1));
        }
        self.starts.push(range.start as u32);
        self.starts.sort_unstable();
        self.starts.push(range.end as u32);
        self.look(sheet, links, weights);
        for fragments in 1..=columns.min(self.starts.len() - 1) {
            self.group.clear();
            // Where all columns speak it is known whose each fragment is.
            let of = if fragments == columns { self.width_of } else { [self.best(); MOST_COLUMNS] };
            let mut search = SegmentationSearch {
                pieces: &self.pieces,
                of,
                last: self.starts.len() - 1,
                fragments,
                column: mean(limits.widths),
                torn_full: weights.torn_full,
                most: limits.ways,
                floor: f32::NEG_INFINITY,
                found: &mut self.group,
            };
            search.begin();
            let cuts = self.group.iter().map(|way| cut(way, fragments, &self.pieces, of, self.starts.len()));
            self.cuts.extend(cuts);
        }
    }

    fn set_widths(&mut self, widths: &[f32]) {
        self.widths.clear();
        for (of, &width) in self.width_of.iter_mut().zip(widths) {
            let known = self.widths.iter().position(|known| known.to_bits() == width.to_bits());
            *of = known.unwrap_or_else(|| {
                self.widths.push(width);
                self.widths.len() - 1
            }) as u8;
        }
    }

    /// Where among the pieces those stand that are in the column that suits them
    /// best: after those of each width, where there are several.
    fn best(&self) -> u8 {
        if self.widths.len() > 1 { self.widths.len() as u8 } else { 0 }
    }

    /// What a fragment of a cut into fewer than all columns is worth less in this
    /// `column` than in the one that suits it best, and its likeness there.
    #[inline]
    pub(super) fn instead(&self, cut: &Segmentation, fragment: usize, column: usize) -> (f32, usize) {
        let many = self.starts.len();
        let at = usize::from(cut.at[fragment]) * many + usize::from(cut.at[fragment + 1]);
        let own = &self.pieces[usize::from(self.width_of[column]) * many * many + at];
        let best = &self.pieces[usize::from(self.best()) * many * many + at];
        let too_wide = if own.too_wide { TOO_WIDE } else { 0.0 };
        (own.worth - best.worth + too_wide, usize::from(own.likeness))
    }

    /// Whether columns are of different widths, so that [`Self::instead`] must be asked.
    #[inline]
    pub(super) fn are_unequal(&self) -> bool {
        self.widths.len() > 1
    }

    /// Looks at every fragment that may be, once for all cuts.
    fn look(&mut self, sheet: &TokenFeatures, links: &Cohesion, weights: &Weights) {
        let many = self.starts.len();
        let table = many * many;
        // Those of another line are overwritten, or not asked for.
        let tables = usize::from(self.best()) + 1;
        self.pieces.resize(self.pieces.len().max(table * tables), CandidateFragment::default());
        let longest = self.widths.iter().copied().fold(0.0, f32::max);
        self.edges.clear();
        self.edges.extend(self.starts.iter().map(|&start| FragmentEdge::at(sheet, links, start as usize)));
        for from in 0..many - 1 {
            let start = self.edges[from];
            let a = self.starts[from] as usize;
            let mut behind = if sheet.words[a].gap > 0 { weights.wide_gap } else { 0.0 };
            if from > 0 {
                if links.repeats(a) {
                    behind += weights.cut_seam;
                }
                if sheet.words[a - 1].digit && sheet.words[a].case == Case::Upper {
                    behind += weights.after_number;
                }
            }
            // Debris all along so far.
            let mut debris = true;
            let mut reading = FragmentReading::new(a);
            // What begins with a small letter is no heading.
            let text = sheet.words[sheet.speaking_from(a)].case == Case::Lower;
            let mut read = a;
            for end in from + 1..many {
                let (b, stop) = (self.starts[end] as usize, self.edges[end]);
                let width = stop.ends_at - start.begins_at;
                if !text && width < weights::SHORT * longest {
                    for at in read..b {
                        reading.push(sheet, links, at);
                    }
                }
                debris = debris && sheet.is_debris(read, b);
                read = b;
                let inside = stop.sum_before - start.sum;
                let by_end = &weights.width;
                for (nth, &column) in self.widths.iter().enumerate() {
                    let too_wide = width > weights::widest(column) && b > a + 1;
                    let piece = &mut self.pieces[nth * table + from * many + end];
                    if too_wide && end < many - 1 {
                        *piece = CandidateFragment {
                            worth: TOO_WIDE,
                            width,
                            too_wide,
                            ..CandidateFragment::default()
                        };
                        continue;
                    }
                    let likeness = if text || width >= weights::SHORT * column {
                        Likeness::Text
                    } else {
                        reading.likeness(sheet, links, b - 1, width, column)
                    };
                    let over = (width - column - weights::SLACK).max(0.0);
                    let by_width = by_end[share_class(width / column)][end_class(&sheet.words[b - 1])]
                        [usize::from(end == many - 1)][likeness as usize];
                    *piece = CandidateFragment {
                        worth: weights.inside * inside + weights.fragment + weights.over * over + by_width,
                        behind,
                        before: if b == a + 1 { weights.lone } else { 0.0 },
                        room: (weights::ROOM * (column - 6.0 - width)).clamp(0.0, stop.room_most),
                        width,
                        too_wide: false,
                        likeness: likeness as u8,
                        debris,
                    };
                }
                if tables > 1 {
                    let of = |nth: usize| self.pieces[nth * table + from * many + end];
                    let best = (1..self.widths.len())
                        .map(of)
                        .fold(of(0), |best, piece| if piece.worth > best.worth { piece } else { best });
                    self.pieces[self.widths.len() * table + from * many + end] = best;
                }
            }
        }
    }
}

/// What is asked of a place at which a fragment may begin or end.
#[derive(Debug, Clone, Copy)]
struct FragmentEdge {
    /// Where its token begins on the line, in average letters.
    begins_at: f32,
    /// Where the token before it ends.
    ends_at: f32,
    /// The links up to its token, that to it included.
    sum: f32,
    /// The same without that.
    sum_before: f32,
    /// The most that room after the token before it may cost.
    room_most: f32,
}

impl FragmentEdge {
    fn at(sheet: &TokenFeatures, links: &Cohesion, token: usize) -> Self {
        let before = token.checked_sub(1);
        Self {
            begins_at: sheet.offsets.get(token).copied().unwrap_or(0.0),
            ends_at: before.map_or(0.0, |before| sheet.offsets[before] + sheet.words[before].width),
            sum: links.sum(token),
            sum_before: before.map_or(0.0, |before| links.sum(before)),
            room_most: if before.is_some_and(|before| sheet.words[before].ends) { 2.0 } else { 3.0 },
        }
    }
}

/// The search for the best ways to cut a line into so many fragments.
struct SegmentationSearch<'c> {
    /// What each fragment is worth, by its start and end, for columns of each width.
    pieces: &'c [CandidateFragment],
    /// Which width the column of each fragment has.
    of: [u8; MOST_COLUMNS],
    /// The end of the line, as an index into its starts.
    last: usize,
    fragments: usize,
    /// The mean width of the columns.
    column: f32,
    torn_full: f32,
    /// How many are kept.
    most: usize,
    /// A rank that so many are above.
    floor: f32,
    found: &'c mut Vec<PartialSegmentation>,
}

impl SegmentationSearch<'_> {
    fn begin(&mut self) {
        if self.fragments == 1 {
            let whole = self.piece(0, 0, self.last);
            self.found.push(whole.of(PartialSegmentation::default(), whole.worth, 1, self.last));
            return;
        }
        self.extend(PartialSegmentation::default(), 0);
        self.cull();
        self.found.sort_unstable_by(PartialSegmentation::before);
    }

    /// The `nth` fragment of a cut.
    #[inline]
    fn piece(&self, nth: usize, from: usize, end: usize) -> &CandidateFragment {
        let many = self.last + 1;
        &self.pieces[usize::from(self.of[nth]) * many * many + from * many + end]
    }

    /// Goes on after the first `done` fragments.
    fn extend(&mut self, way: PartialSegmentation, done: usize) {
        let left = self.fragments - done;
        let from = usize::from(way.at[done]);
        for end in from + 1..=self.last + 1 - left {
            let piece = self.piece(done, from, end);
            if piece.too_wide {
                break;
            }
            // What is left has to find room in the columns that are left.
            let rest = self.piece(done + 1, end, self.last);
            if rest.width > (left - 1) as f32 * weights::widest(self.column) + FAR_TOO_WIDE {
                continue;
            }
            let behind = if done > 0 { piece.behind + self.torn(&way, done, end) } else { 0.0 };
            let next = piece.of(way, piece.worth + piece.before + behind, done + 1, end);
            if left > 2 {
                self.extend(next, done + 1);
                continue;
            }
            let behind = rest.behind + self.torn(&next, done + 1, self.last);
            let all = rest.of(next, rest.worth + behind, done + 2, self.last);
            if all.rank >= self.floor {
                self.found.push(all);
                if self.found.len() > 2 * self.most {
                    self.cull();
                }
            }
        }
    }

    /// What it is worth if the fragment that ends at `end` and the one before it
    /// fill one line of a column together.
    #[inline]
    fn torn(&self, way: &PartialSegmentation, done: usize, end: usize) -> f32 {
        let both = self.width(usize::from(way.at[done - 1]), end);
        if both > 0.85 * self.column && both < self.column + 1.0 { self.torn_full } else { 0.0 }
    }

    /// How wide a fragment is.
    #[inline]
    fn width(&self, from: usize, end: usize) -> f32 {
        self.pieces[from * (self.last + 1) + end].width
    }

    /// Keeps the best.
    fn cull(&mut self) {
        if self.found.len() > self.most {
            self.found.select_nth_unstable_by(self.most - 1, PartialSegmentation::before);
            self.found.truncate(self.most);
            self.floor = self.found[self.most - 1].rank;
        }
    }
}

impl CandidateFragment {
    /// The way that goes on with it as the fragment that ends `nth`, at `end`.
    #[inline]
    fn of(&self, mut way: PartialSegmentation, worth: f32, nth: usize, end: usize) -> PartialSegmentation {
        way.at[nth] = end as u8;
        way.score += worth;
        way.rank += worth - self.room;
        way
    }
}

/// All that the search over lines asks of a way to cut.
fn cut(
    way: &PartialSegmentation,
    fragments: usize,
    pieces: &[CandidateFragment],
    of: [u8; MOST_COLUMNS],
    many: usize,
) -> Segmentation {
    let mut cut =
        Segmentation { fragments: fragments as u8, at: way.at, likeness: 0, debris: 0, score: way.score };
    for fragment in 0..fragments {
        let at = usize::from(way.at[fragment]) * many + usize::from(way.at[fragment + 1]);
        let piece = &pieces[usize::from(of[fragment]) * many * many + at];
        cut.debris |= u8::from(piece.debris) << fragment;
        cut.likeness |= u16::from(piece.likeness) << (2 * fragment);
    }
    cut
}

/// The mean width of the columns.
pub(super) fn mean(widths: &[f32]) -> f32 {
    widths.iter().sum::<f32>() / widths.len().max(1) as f32
}

/// How wide a fragment is, as a share of its column: a place in [`Weights::width`].
#[inline]
pub(super) fn share_class(share: f32) -> usize {
    const STEPS: [f32; SHARES - 1] = [0.2, 0.4, 0.6, 0.75, 0.87, 0.95, 1.02];
    STEPS.iter().filter(|&&step| share >= step).count()
}

/// How a fragment ends: with a sentence, inside a word, with debris, or else.
#[inline]
pub(super) fn end_class(last: &LayoutToken) -> usize {
    if last.ends {
        0
    } else if last.hyphen {
        1
    } else if last.junk {
        2
    } else {
        3
    }
}

fn gap(sheet: &TokenFeatures, at: usize) -> f32 {
    if sheet.words[at].gap > 0 { 20.0 } else { 0.0 }
}
