//! Every fragment that a line may be cut into, and what each is worth by itself.

use super::cohesion::Cohesion;
use super::heading::{FragmentReading, Likeness};
use super::token_features::{Case, LayoutToken, TokenFeatures};
use super::weights::{self, MOST_COLUMNS, SHARES, Weights};

/// A fragment that a cut may have.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CandidateFragment {
    /// What it is worth by itself.
    pub(super) worth: f32,
    /// What it is worth more or less when it is not the first of its line.
    pub(super) behind: f32,
    /// What it is worth more or less when it is not the last of its line.
    pub(super) before: f32,
    /// A guess at what its width will cost.
    pub(super) room: f32,
    pub(super) width: f32,
    /// Whether it is too wide for any but the last of a line.
    pub(super) too_wide: bool,
    pub(super) likeness: u8,
    pub(super) debris: bool,
}

/// The fragments of a line.
#[derive(Debug, Default)]
pub(super) struct FragmentTable {
    edges: Vec<FragmentEdge>,
    /// Every fragment that may be, by its start and end, for columns of each width.
    pieces: Vec<CandidateFragment>,
    /// The widths that columns have: one where all are equally wide.
    widths: Vec<f32>,
    /// Which of them each column has.
    width_of: [u8; MOST_COLUMNS],
    /// How many places there are at which one may begin or end.
    many: usize,
}

/// What a fragment is worth in a column that it cannot be in.
pub(super) const TOO_WIDE: f32 = -1e6;

impl FragmentTable {
    /// Takes columns of these widths, in average letters.
    pub(super) fn set_widths(&mut self, widths: &[f32]) {
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
    pub(super) fn best(&self) -> u8 {
        if self.widths.len() > 1 { self.widths.len() as u8 } else { 0 }
    }

    /// Which width each column has, as [`piece`](Self::piece) asks for it.
    #[inline]
    pub(super) fn width_of(&self) -> [u8; MOST_COLUMNS] {
        self.width_of
    }

    /// Whether columns are of different widths.
    #[inline]
    pub(super) fn are_unequal(&self) -> bool {
        self.widths.len() > 1
    }

    /// The fragment from one place to another, in a column of such a width.
    #[inline]
    pub(super) fn piece(&self, width: u8, from: usize, end: usize) -> &CandidateFragment {
        &self.pieces[(usize::from(width) * self.many + from) * self.many + end]
    }

    /// How wide a fragment is.
    #[inline]
    pub(super) fn width(&self, from: usize, end: usize) -> f32 {
        self.piece(0, from, end).width
    }

    /// Looks at every fragment between these tokens that may be, once for all cuts.
    pub(super) fn look(
        &mut self,
        starts: &[u32],
        sheet: &TokenFeatures,
        links: &Cohesion,
        weights: &Weights,
    ) {
        let many = starts.len();
        self.many = many;
        let table = many * many;
        // Those of another line are overwritten, or not asked for.
        let tables = usize::from(self.best()) + 1;
        self.pieces.resize(self.pieces.len().max(table * tables), CandidateFragment::default());
        let longest = self.widths.iter().copied().fold(0.0, f32::max);
        self.edges.clear();
        self.edges.extend(starts.iter().map(|&start| FragmentEdge::at(sheet, links, start as usize)));
        for from in 0..many - 1 {
            let start = self.edges[from];
            let a = starts[from] as usize;
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
                let (b, stop) = (starts[end] as usize, self.edges[end]);
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

/// The mean width of the columns.
pub(super) fn mean(widths: &[f32]) -> f32 {
    widths.iter().sum::<f32>() / widths.len().max(1) as f32
}
