//! How surely a paragraph runs on from a line into the next, by all that is seen of both.

use std::sync::LazyLock;

use super::heading_features::{Features, NAMES};
use super::line_pairs::PairForest;
use crate::language::compiled;

/// Log odds that two lines of text that follow each other are of one paragraph, learnt from pages of many
/// kinds whose paragraphs are known (`training/structure`).
static PARAGRAPHS: LazyLock<PairForest<32, { OF_PAIR.len() }>> =
    LazyLock::new(|| PairForest::new(compiled!("paragraphs.table"), &OF_PAIR, &NAMES));

/// Log odds that a paragraph runs on, if both lines are of text.
pub(super) fn runs_on(first: &Features, second: &Features) -> f32 {
    PARAGRAPHS.sum(first, second)
}

/// What is asked of the two lines: of which of them, and what is seen of it.
pub(super) const OF_PAIR: [&str; 56] = [
    "this-below-runs-on",
    "this-below-completes",
    "this-below-room",
    "this-above-runs-on",
    "this-above-room",
    "this-stop",
    "this-colon",
    "this-comma",
    "this-fill",
    "this-full",
    "this-letters",
    "this-many-words",
    "this-inner-stop",
    "this-inner-comma",
    "this-bracket",
    "this-dangles",
    "this-known",
    "this-capitals",
    "this-ragged",
    "this-lower",
    "this-digit",
    "this-opens",
    "this-gap",
    "this-first-word",
    "this-columns",
    "this-above-fill",
    "this-above-other-column",
    "this-below-other-column",
    "this-below-distance",
    "this-above-stop",
    "next-lower",
    "next-digit",
    "next-fresh",
    "next-opens",
    "next-gap",
    "next-ragged",
    "next-first-word",
    "next-fill",
    "next-full",
    "next-letters",
    "next-capitals",
    "next-known",
    "next-digits",
    "next-uppers",
    "next-marks",
    "next-stop",
    "next-inner-stop",
    "next-colon",
    "next-bracket",
    "next-below-runs-on",
    "next-below-room",
    "next-below-fill",
    "next-below-fresh",
    "next-below-letters",
    "next-second-below-runs-on",
    "next-dangles",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trees_can_be_read() {
        LazyLock::force(&PARAGRAPHS);
    }
}
