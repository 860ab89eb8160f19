//! Whether a reading in several columns is believed. The order that came is the
//! null hypothesis: it stays unless the evidence against it is clear.

use std::sync::LazyLock;

use super::cohesion::Cohesion;
use super::evidence::{self, Proposal};
use super::token_features::TokenFeatures;
use crate::language::{Forest, compiled};

/// The log odds that a reading gains neighbouring words or order over the lines as
/// they came, and puts no more words out of order; learnt from made pages of
/// many kinds (`training/zones`).
static GATE: LazyLock<Forest<32>> =
    LazyLock::new(|| Forest::new(compiled!("gate.gate"), &evidence::NAMES).expect("its test reads it"));

/// How much it gains a line: pairs of neighbouring words, and three tenths of
/// the words that come into order.
static GAIN: LazyLock<Forest<32>> =
    LazyLock::new(|| Forest::new(compiled!("gate.gain"), &evidence::NAMES).expect("its test reads it"));

/// The log odds that are asked of a reading. Chosen for an earlier gate, with the infographics and
/// the pages of zones in view: between -1 and 1.5 no made one-column document moved.
const ASKED: f32 = 0.5;
/// Within this of what is asked it is said that the columns are unsure.
const UNSURE: f32 = 1.5;
/// No line gains more.
const MOST: f32 = 3.0;
/// A reading of the whole page that is believed so surely, and gains so much a line, is taken at
/// once. On made pages other readings were hardly ever better then; from 3.0 on, they were on pages of zones.
const SURE: (f32, f32) = (5.0, 0.4);

/// What the gate says of a reading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct GateVerdict {
    /// Log odds above what is asked.
    over: f32,
    /// What it gains a line.
    gain: f32,
}

impl GateVerdict {
    /// Whether the reading is believed.
    pub(super) fn passes(self) -> bool {
        self.over >= 0.0
    }

    /// Log odds above what is asked.
    pub(super) fn over(self) -> f32 {
        self.over
    }

    /// Whether it is believed beyond doubt.
    pub(super) fn is_sure(self) -> bool {
        self.over + ASKED >= SURE.0 && self.gain >= SURE.1
    }

    /// What is gained by reading so many lines so.
    pub(super) fn worth(self, lines: usize) -> f32 {
        lines as f32 * self.gain.min(MOST)
    }

    /// How sure it is, where that is worth telling.
    pub(super) fn unsure(self) -> Option<f32> {
        let odds = self.over + ASKED;
        let confidence = 1.0 / (1.0 + if self.passes() { -odds } else { odds }.exp());
        (self.over.abs() < UNSURE).then_some(confidence)
    }
}

/// Judges a reading.
pub(super) fn judge(sheet: &TokenFeatures, links: &mut Cohesion, proposal: Proposal) -> GateVerdict {
    let features = evidence::features(sheet, links, proposal);
    let over = GATE.sum(&features) - ASKED;
    // What is not believed need not be weighed.
    GateVerdict { over, gain: if over < 0.0 { 0.0 } else { GAIN.sum(&features) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trees_can_be_read() {
        LazyLock::force(&GATE);
        LazyLock::force(&GAIN);
    }

    fn verdict(over: f32) -> GateVerdict {
        GateVerdict { over, gain: 1.0 }
    }

    #[test]
    fn near_the_threshold_it_is_unsure() {
        assert_eq!(verdict(-6.0).unsure(), None);
        assert!(verdict(0.1).unsure().is_some_and(|confidence| confidence > 0.5));
        // Just below what is asked several columns are the likelier, if by little: the order is kept all the same.
        assert!(verdict(-0.1).unsure().is_some_and(|confidence| confidence < 0.5));
        assert!(verdict(-1.0).unsure().is_some_and(|confidence| confidence > 0.5));
    }
}
