//! Forests that are asked of two lines that follow each other.

use super::heading_features::{Features, NAMES};
use crate::language::Forest;

/// Trees, and where what they are asked about stands among the features of both lines.
pub(super) struct PairForest<const LEAVES: usize, const ASKED: usize> {
    trees: Forest<LEAVES>,
    asked: [usize; ASKED],
}

impl<const LEAVES: usize, const ASKED: usize> PairForest<LEAVES, ASKED> {
    /// A forest of this program that is asked about what these name: `this-` and what is seen of the first
    /// line, `next-` and what is seen of the second. Its test reads it.
    pub(super) fn new(compiled: &'static [u8], names: &[&str; ASKED]) -> Self {
        let place = |name: &str| {
            let (line, name) = name.split_once('-').expect("a line and what is seen of it");
            let at = NAMES.iter().position(|&known| known == name).expect("something that is seen");
            if line == "this" { at } else { NAMES.len() + at }
        };
        Self { trees: Forest::new(compiled, names).expect("its test reads it"), asked: names.map(place) }
    }

    /// What the trees say of both.
    pub(super) fn sum(&self, first: &Features, second: &Features) -> f32 {
        self.trees
            .sum(&self.asked.map(|at| if at < NAMES.len() { first[at] } else { second[at - NAMES.len()] }))
    }
}
