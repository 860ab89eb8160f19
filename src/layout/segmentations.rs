//! Where one line may be cut: the few best ways for each number of fragments.

use std::cmp::Ordering;

use super::fragments::{CandidateFragment, FragmentTable, TOO_WIDE, mean};
use super::line_spans::{LineSpans, MOST_PLACES};
use super::weights::{self, MOST_COLUMNS, Weights};

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
    /// Which places of the line those are.
    places: Vec<u8>,
    /// The ways of one number of fragments.
    group: Vec<PartialSegmentation>,
    /// What every fragment is worth by itself.
    fragments: FragmentTable,
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
    pub(super) fn find(&mut self, line: &LineSpans, weights: &Weights, limits: Limits) {
        let columns = limits.widths.len();
        self.cuts.clear();
        self.fragments.set_widths(limits.widths);
        self.places.clear();
        self.places.extend(line.likeliest(if columns > 1 { limits.places } else { 0 }));
        self.starts.clear();
        self.starts.extend(self.places.iter().map(|&place| line.place(place).token));
        self.fragments.look(&self.places, line, weights, columns);
        let mut hopes = [[f32::NEG_INFINITY; PLACES]; MOST_COLUMNS];
        for fragments in 1..=columns.min(self.starts.len() - 1) {
            self.group.clear();
            // Where all columns speak it is known whose each fragment is.
            let all = fragments == columns;
            let of = if all { self.fragments.width_of() } else { [self.fragments.best(); MOST_COLUMNS] };
            let mut search = SegmentationSearch {
                pieces: &self.fragments,
                of,
                last: self.starts.len() - 1,
                fragments,
                column: mean(limits.widths),
                torn_full: weights.torn_full,
                most: limits.ways,
                floor: f32::NEG_INFINITY,
                hopes: &mut hopes,
                found: &mut self.group,
            };
            search.begin();
            let cuts = self.group.iter().map(|way| cut(way, fragments, &self.fragments, of));
            self.cuts.extend(cuts);
        }
    }

    /// What a fragment of a cut into fewer than all columns is worth less in this
    /// `column` than in the one that suits it best, and its likeness there.
    #[inline]
    pub(super) fn instead(&self, cut: &Segmentation, fragment: usize, column: usize) -> (f32, usize) {
        let (from, end) = (usize::from(cut.at[fragment]), usize::from(cut.at[fragment + 1]));
        let own = self.fragments.piece(self.fragments.width_of()[column], from, end);
        let best = self.fragments.piece(self.fragments.best(), from, end);
        let too_wide = if own.too_wide { TOO_WIDE } else { 0.0 };
        (own.worth - best.worth + too_wide, usize::from(own.likeness))
    }

    /// Whether columns are of different widths, so that [`Self::instead`] must be asked.
    #[inline]
    pub(super) fn are_unequal(&self) -> bool {
        self.fragments.are_unequal()
    }
}

/// The search for the best ways to cut a line into so many fragments.
struct SegmentationSearch<'c> {
    /// What each fragment is worth.
    pieces: &'c FragmentTable,
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
    /// How much rank what comes after each place may gain at most, by the number of fragments that are left.
    hopes: &'c mut [[f32; PLACES]; MOST_COLUMNS],
    found: &'c mut Vec<PartialSegmentation>,
}

/// The most places of a line, its ends among them.
const PLACES: usize = MOST_PLACES + 2;
/// Sums of the same numbers in another order differ by less.
const ROUNDING: f32 = 1e-3;

impl SegmentationSearch<'_> {
    fn begin(&mut self) {
        if self.fragments == 1 {
            let whole = self.piece(0, 0, self.last);
            self.found.push(whole.of(PartialSegmentation::default(), whole.worth, 1, self.last));
            return;
        }
        if self.fragments > 2 {
            self.hope();
        }
        self.extend(PartialSegmentation::default(), 0);
    }

    /// Finds out what the fragments that are left may gain at most, from the last back.
    fn hope(&mut self) {
        let torn = self.torn_full.max(0.0);
        for left in 1..self.fragments {
            let nth = self.fragments - left;
            for from in nth..=self.last - left {
                let of = |piece: &CandidateFragment| piece.worth + piece.behind - piece.room + torn;
                let mut most = f32::NEG_INFINITY;
                if left == 1 {
                    most = of(self.piece(nth, from, self.last));
                } else {
                    for end in from + 1..=self.last + 1 - left {
                        let piece = self.piece(nth, from, end);
                        if piece.too_wide {
                            break;
                        }
                        most = most.max(of(piece) + piece.before + self.hopes[left - 1][end]);
                    }
                }
                self.hopes[left][from] = most;
            }
        }
    }

    /// The `nth` fragment of a cut.
    #[inline]
    fn piece(&self, nth: usize, from: usize, end: usize) -> &CandidateFragment {
        self.pieces.piece(self.of[nth], from, end)
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
                if next.rank + self.hopes[left - 1][end] >= self.floor - ROUNDING {
                    self.extend(next, done + 1);
                }
                continue;
            }
            let behind = rest.behind + self.torn(&next, done + 1, self.last);
            let all = rest.of(next, rest.worth + behind, done + 2, self.last);
            if all.rank >= self.floor {
                self.keep(all);
            }
        }
    }

    /// What it is worth if the fragment that ends at `end` and the one before it
    /// fill one line of a column together.
    #[inline]
    fn torn(&self, way: &PartialSegmentation, done: usize, end: usize) -> f32 {
        let both = self.pieces.width(usize::from(way.at[done - 1]), end);
        if both > 0.85 * self.column && both < self.column + 1.0 { self.torn_full } else { 0.0 }
    }

    /// Keeps a way if it is among the best.
    #[inline]
    fn keep(&mut self, way: PartialSegmentation) {
        let mut at = self.found.len();
        if at < self.most {
            self.found.push(way);
        } else if self.found[at - 1].before(&way).is_lt() {
            return;
        } else {
            at -= 1;
        }
        while at > 0 && way.before(&self.found[at - 1]).is_lt() {
            self.found[at] = self.found[at - 1];
            at -= 1;
        }
        self.found[at] = way;
        if self.found.len() == self.most {
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
    pieces: &FragmentTable,
    of: [u8; MOST_COLUMNS],
) -> Segmentation {
    let mut cut =
        Segmentation { fragments: fragments as u8, at: way.at, likeness: 0, debris: 0, score: way.score };
    for (fragment, &width) in of.iter().enumerate().take(fragments) {
        let (from, end) = (usize::from(way.at[fragment]), usize::from(way.at[fragment + 1]));
        let piece = pieces.piece(width, from, end);
        cut.debris |= u8::from(piece.debris) << fragment;
        cut.likeness |= u16::from(piece.likeness) << (2 * fragment);
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::super::cohesion::Cohesion;
    use super::super::line_spans::PageSpans;
    use super::super::tests::page;
    use super::super::token_features::TokenFeatures;
    use super::*;
    use crate::language::tests::ten_words;

    /// The cuts into so many fragments, the best first, when so many of each number are kept.
    fn cuts(text: &str, widths: &[f32], fragments: u8, ways: usize) -> Vec<([u8; MOST_COLUMNS + 1], f32)> {
        let (page, language) = (page(text), ten_words());
        let sheet = TokenFeatures::new(&page, &language);
        let links = Cohesion::new(&sheet, &page, &language);
        let mut found = Segmentations::default();
        let spans = PageSpans::new(&sheet);
        let limits = Limits { widths, ways, places: MOST_PLACES };
        found.find(spans.of(&sheet, &links, 0), Weights::learnt(), limits);
        let own = found.cuts.iter().filter(|cut| cut.fragments == fragments);
        own.map(|cut| (cut.at, cut.score)).collect()
    }

    const LINE: &str = "een warm huis een kamer een rijk museum. een muur een warme zomer een huis";

    #[test]
    fn the_best_are_found_however_few_are_kept() {
        for widths in [&[25.0, 25.0, 25.0][..], &[18.0; 4], &[15.0; 5], &[12.0; 6], &[20.0, 40.0, 20.0]] {
            for fragments in 2..=widths.len() as u8 {
                let all = cuts(LINE, widths, fragments, 10_000);
                for few in [1, 3, 10] {
                    let found = cuts(LINE, widths, fragments, few);
                    assert_eq!(found, all[..few.min(all.len())], "{few} of {widths:?} into {fragments}");
                }
            }
        }
    }

    #[test]
    fn a_line_is_whole_in_one_column() {
        let whole = cuts(LINE, &[80.0], 1, 10);
        assert_eq!(whole.len(), 1);
        assert_eq!(whole[0].0[..2], [0, 1]);
    }
}
