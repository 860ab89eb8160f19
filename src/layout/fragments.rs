//! Every fragment that a line may be cut into, and what each is worth by itself.

use super::heading;
use super::line_spans::LineSpans;
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

    /// Looks at every fragment between these places of a line that it may be cut into in so many columns,
    /// once for all cuts.
    pub(super) fn look(&mut self, places: &[u8], line: &LineSpans, weights: &Weights, columns: usize) {
        let many = places.len();
        self.many = many;
        let table = many * many;
        // Those of another line are overwritten, or not asked for.
        let tables = usize::from(self.best()) + 1;
        self.pieces.resize(self.pieces.len().max(table * tables), CandidateFragment::default());
        for (nth, &column) in self.widths.iter().enumerate() {
            let pieces = &mut self.pieces[nth * table..][..table];
            look(pieces, places, line, weights, column, columns == 2);
        }
        if tables > 1 {
            let (own, best) = self.pieces.split_at_mut((tables - 1) * table);
            best[..table].copy_from_slice(&own[..table]);
            for own in own.chunks_exact(table).skip(1) {
                for (best, piece) in best.iter_mut().zip(own) {
                    if piece.worth > best.worth {
                        *best = *piece;
                    }
                }
            }
        }
    }
}

/// Looks at every fragment between these places of a line in a column of this width.
fn look(
    pieces: &mut [CandidateFragment],
    places: &[u8],
    line: &LineSpans,
    weights: &Weights,
    column: f32,
    two: bool,
) {
    let (many, end) = (places.len(), places[places.len() - 1]);
    let widest = weights::widest(column);
    for (nth, &from) in places[..many - 1].iter().enumerate() {
        let begins = line.place(from);
        let mut behind = if begins.wide_gap { weights.wide_gap } else { 0.0 };
        behind += if begins.repeats { weights.cut_seam } else { 0.0 };
        behind += if begins.after_number { weights.after_number } else { 0.0 };
        let spans = line.from(from);
        // Of two fragments one begins the line and one ends it.
        let first = if two && nth > 0 { many - 1 } else { nth + 1 };
        let row = pieces[nth * many..][first..many].iter_mut().zip(&places[first..]);
        for (piece, &to) in row {
            let span = &spans[usize::from(to)];
            let (width, last) = (span.width, to == end);
            if width > widest && !span.lone && !last {
                let none = CandidateFragment::default();
                *piece = CandidateFragment { worth: TOO_WIDE, width, too_wide: true, ..none };
                continue;
            }
            let likeness = heading::in_column(span.heading, width, column);
            let over = (width - column - weights::SLACK).max(0.0);
            let by_width = weights.width[share_class(width / column)][usize::from(span.end)]
                [usize::from(last)][likeness as usize];
            *piece = CandidateFragment {
                worth: weights.inside * span.inside + weights.fragment + weights.over * over + by_width,
                behind,
                before: if span.lone { weights.lone } else { 0.0 },
                room: (weights::ROOM * (column - 6.0 - width)).clamp(0.0, line.place(to).room_most),
                width,
                too_wide: false,
                likeness: likeness as u8,
                debris: span.debris,
            };
        }
    }
}

/// How wide a fragment is, as a share of its column: a place in [`Weights::width`].
#[inline]
pub(super) fn share_class(share: f32) -> usize {
    const STEPS: [f32; SHARES - 1] = [0.2, 0.4, 0.6, 0.75, 0.87, 0.95, 1.02];
    STEPS.iter().filter(|&&step| share >= step).count()
}

/// The mean width of the columns.
pub(super) fn mean(widths: &[f32]) -> f32 {
    widths.iter().sum::<f32>() / widths.len().max(1) as f32
}
