//! What is measured of a reading: means and spreads, how words around line ends are written, and
//! how much room lines leave.

use std::ops::Range;

use super::token_features::{Case, LayoutToken, TokenFeatures};
use super::width::BLANK;
use crate::language::flag;

/// A line that fills this share of its column is full.
const FULL: f32 = 0.85;
/// The share of lines that are narrower than a full line.
const WIDE: f32 = 0.9;

/// Some numbers, of which the mean is asked.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RunningMean {
    pub(super) sum: f32,
    pub(super) many: f32,
}

impl RunningMean {
    pub(super) fn add(&mut self, value: f32) {
        self.sum += value;
        self.many += 1.0;
    }

    /// The mean; nothing where there is nothing to count.
    pub(super) fn get(self) -> f32 {
        if self.many > 0.0 { self.sum / self.many } else { 0.0 }
    }
}

/// How the words around line ends are written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LineEnds {
    /// After a stop or not, before a capital or a small letter.
    kinds: [[RunningMean; 2]; 2],
}

impl LineEnds {
    pub(super) fn add(&mut self, before: &LayoutToken, after: &LayoutToken) {
        for (stop, kinds) in self.kinds.iter_mut().enumerate() {
            for (kind, case) in kinds.iter_mut().zip([Case::Upper, Case::Lower]) {
                kind.add(flag(usize::from(!before.ends) == stop && after.case == case));
            }
        }
    }

    pub(super) fn get(self) -> [f32; 4] {
        let [[a, b], [c, d]] = self.kinds.map(|kinds| kinds.map(RunningMean::get));
        [a, b, c, d]
    }
}

/// How far some numbers lie apart.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spread {
    pub(super) mean: RunningMean,
    squares: RunningMean,
}

impl Spread {
    pub(super) fn add(&mut self, value: f32) {
        self.mean.add(value);
        self.squares.add(value * value);
    }

    pub(super) fn deviation(self) -> f32 {
        (self.squares.get() - self.mean.get().powi(2)).max(0.0).sqrt()
    }

    /// The deviation as a share of the mean.
    pub(super) fn share(self) -> f32 {
        self.deviation() / self.mean.get().max(0.01)
    }
}

/// The width of a full line of a column.
pub(super) fn wide(sheet: &TokenFeatures, runs: &[Range<usize>]) -> f32 {
    let mut widths: Vec<f32> = runs.iter().map(|run| sheet.run(run.start, run.end)).collect();
    if widths.is_empty() {
        return 0.0;
    }
    let at = (WIDE * (widths.len() - 1) as f32) as usize;
    widths.select_nth_unstable_by(at, f32::total_cmp).1.max(1.0)
}

/// What the ends of lines say of how wide their column is: a printer broke a
/// line because the next word did not fit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RoomMeasures {
    /// Breaks that left room for the next word; after the end of a sentence none is counted.
    pub(super) breaks: RunningMean,
    /// How much room, as a share of the width.
    room: RunningMean,
    full: RunningMean,
    pub(super) widths: Spread,
}

impl RoomMeasures {
    /// Adds one column: its runs of tokens from top to bottom. Says its width.
    pub(super) fn add(&mut self, sheet: &TokenFeatures, runs: &[Range<usize>]) -> f32 {
        let full = wide(sheet, runs);
        for (nth, run) in runs.iter().enumerate() {
            let width = sheet.run(run.start, run.end);
            self.full.add(flag(width >= FULL * full));
            self.widths.add(width / full);
            let Some(next) = runs.get(nth + 1) else { break };
            if !sheet.words[run.end - 1].ends {
                let room = full - (width + BLANK + sheet.words[next.start].width);
                self.breaks.add(flag(room >= 0.0));
                self.room.add(room.max(0.0) / full);
            }
        }
        full
    }

    pub(super) fn get(self) -> [f32; 4] {
        [self.breaks.get(), self.room.get(), self.full.get(), self.widths.share()]
    }
}
