//! Forests that are asked of two lines that follow each other.

use crate::language::Forest;

/// Trees, and where what they are asked about stands among the features of both lines.
pub(super) struct PairForest<const LEAVES: usize, const ASKED: usize> {
    trees: Forest<LEAVES>,
    asked: [usize; ASKED],
}

impl<const LEAVES: usize, const ASKED: usize> PairForest<LEAVES, ASKED> {
    /// A forest of this program that is asked about what `asked` names, `this-` and what is `seen` of the first
    /// line, `next-` and what is seen of the second. Its test reads it.
    pub(super) fn new(compiled: &'static [u8], asked: &[&str; ASKED], seen: &[&str]) -> Self {
        let place = |name: &str| {
            let (line, name) = name.split_once('-').expect("a line and what is seen of it");
            let at = seen.iter().position(|&known| known == name).expect("something that is seen");
            if line == "this" { at } else { seen.len() + at }
        };
        Self { trees: Forest::new(compiled, asked).expect("its test reads it"), asked: asked.map(place) }
    }

    /// What the trees say of both lines, by what is seen of each.
    pub(super) fn sum(&self, first: &[f32], second: &[f32]) -> f32 {
        let see = |at: usize| if at < first.len() { first[at] } else { second[at - first.len()] };
        self.trees.sum(&self.asked.map(see))
    }
}
