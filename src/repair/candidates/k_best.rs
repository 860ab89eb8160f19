//! The k best ways to cover a token with words, place by place.

use crate::language::WordId;
use crate::repair::candidate::Used;
use crate::repair::units::Unit;

/// How many ways to take a token apart are kept at each place.
const KEPT: usize = 3;

/// Room to take tokens apart in, kept from one to the next: most come apart into few parts.
#[derive(Default)]
pub(super) struct SegmentationBuffers {
    /// The known words that a token holds, by where they begin, then by where they end.
    pub(super) stretches: Vec<(usize, usize, WordId)>,
    pub(super) tiles: Vec<Segment>,
    pub(super) covers: Vec<KBest>,
    /// The tiles of a reading, in order.
    pub(super) chain: Vec<u32>,
}

/// A word that a stretch of the token may be.
pub(super) struct Segment {
    /// The stretch, from and to.
    pub(super) stretch: (u32, u32),
    /// What it is read as, where that is something else.
    pub(super) other: Option<String>,
    pub(super) unit: Unit,
    pub(super) price: f32,
    pub(super) ln_channel: f32,
    pub(super) used: Used,
    pub(super) edits: u8,
    pub(super) misread: u8,
}

/// A way to cover the text up to some place.
#[derive(Clone, Copy, Default)]
pub(super) struct Hypothesis {
    pub(super) score: f32,
    /// Its last tile.
    pub(super) tile: u32,
    /// The place where that begins, and which of the ways to get there it goes on from.
    pub(super) from: (u8, u8),
    pub(super) edits: u8,
}

/// The best ways to cover the text up to a place, the best first.
#[derive(Clone, Copy, Default)]
pub(super) struct KBest {
    pub(super) covers: [Hypothesis; KEPT],
    pub(super) count: u8,
}

impl KBest {
    pub(super) fn all(&self) -> &[Hypothesis] {
        &self.covers[..usize::from(self.count)]
    }

    pub(super) fn add(&mut self, cover: Hypothesis) {
        let at = self.all().partition_point(|other| other.score.total_cmp(&cover.score).is_ge());
        if at < KEPT {
            for later in (at + 1..KEPT).rev() {
                self.covers[later] = self.covers[later - 1];
            }
            self.covers[at] = cover;
            self.count = (self.count + 1).min(KEPT as u8);
        }
    }
}

impl Segment {
    pub(super) fn text<'t>(&'t self, core: &'t str) -> &'t str {
        self.other.as_deref().unwrap_or(&core[self.stretch.0 as usize..self.stretch.1 as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_stay_in_order_and_the_first_of_equals_comes_first() {
        let scores = [-3.0, -1.0, -2.0, -5.0, -1.0];
        let mut best = KBest::default();
        for (tile, score) in (0..).zip(scores) {
            best.add(Hypothesis { score, tile, ..Hypothesis::default() });
        }
        let kept: Vec<u32> = best.all().iter().map(|hypothesis| hypothesis.tile).collect();
        assert_eq!(kept, [1, 4, 2]);
    }
}
