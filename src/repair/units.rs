//! The words of a reading: mostly one or two, which need no memory of their own.

use std::ops::{Deref, DerefMut};

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
#[derive(Debug, Clone)]
pub(super) enum Units {
    One([Unit; 1]),
    Two([Unit; 2]),
    /// Any other number.
    More(Vec<Unit>),
}

impl Units {
    /// One word.
    pub(super) fn one(unit: Unit) -> Self {
        Self::One([unit])
    }

    /// Adds a word at the end.
    pub(super) fn push(&mut self, unit: Unit) {
        match self {
            Self::One([first]) => *self = Self::Two([*first, unit]),
            Self::Two([first, second]) => *self = Self::More(vec![*first, *second, unit]),
            Self::More(units) => units.push(unit),
        }
    }
}

impl Deref for Units {
    type Target = [Unit];

    #[inline]
    fn deref(&self) -> &[Unit] {
        match self {
            Self::One(units) => units,
            Self::Two(units) => units,
            Self::More(units) => units,
        }
    }
}

impl DerefMut for Units {
    fn deref_mut(&mut self) -> &mut [Unit] {
        match self {
            Self::One(units) => units,
            Self::Two(units) => units,
            Self::More(units) => units,
        }
    }
}

impl Extend<Unit> for Units {
    fn extend<I: IntoIterator<Item = Unit>>(&mut self, units: I) {
        units.into_iter().for_each(|unit| self.push(unit));
    }
}

impl FromIterator<Unit> for Units {
    fn from_iter<I: IntoIterator<Item = Unit>>(units: I) -> Self {
        let mut units = units.into_iter();
        match (units.next(), units.next()) {
            (Some(first), None) => Self::One([first]),
            (Some(first), Some(second)) => {
                let mut all = Self::Two([first, second]);
                all.extend(units);
                all
            }
            (None, _) => Self::More(Vec::new()),
        }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_in_order_however_many_there_are() {
        let unit = |n: u32| Unit {
            item: Item { word: WordId(n), class: 0 },
            modern: 0.0,
            old: 0.0,
            unknown: false,
            capital: false,
            capital_share: 0.0,
        };
        for many in 0..5 {
            let units: Units = (0..many).map(unit).collect();
            assert!(units.iter().map(|unit| unit.item.word.0).eq(0..many), "{many}");
        }
        let mut units = Units::one(unit(0));
        units.extend((1..4).map(unit));
        units[0].unknown = true;
        assert_eq!((units.len(), units[0].unknown, units[3].unknown), (4, true, false));
    }
}
