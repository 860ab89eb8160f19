//! The words of a reading: mostly one or two, which need no memory of their own.

use smallvec::SmallVec;

use crate::language::{Item, Language, WordId};

/// A word of a reading, with what it costs whatever stands before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    /// The word as context for the next.
    pub(super) item: Item,
    /// ln P in modern text.
    pub(super) modern: f32,
    /// ln P in old print.
    pub(super) old: f32,
    /// Whether `modern` and `old` are of letters alone, so that the page's share of unknown words counts.
    pub(super) unknown: bool,
    /// Whether it is written with a capital at the front.
    pub(super) capital: bool,
    /// The share of its uses inside a sentence that have one; negative if nothing is known.
    pub(super) capital_share: f32,
}

/// Some words, in order.
pub(super) type Units = SmallVec<[Unit; 2]>;

/// Makes the unit of one word.
pub(super) fn unit(language: &Language, word: WordId, text: &str) -> Unit {
    Unit {
        item: language.item(word),
        modern: language.unigram(word),
        old: language.historical_unigram(word),
        unknown: false,
        capital: text.chars().next().is_some_and(char::is_uppercase),
        capital_share: language.capital(word),
    }
}
