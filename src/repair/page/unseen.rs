//! Words that no list has, as words of a candidate: by their parts or by their letters.

use crate::language::{Compound, Language};
use crate::repair::units::Unit;

use super::statistics::{PageStatistics, USUAL_UNKNOWN};

/// Makes the unit of a word that no list has, from its parts or its letters.
pub(in crate::repair) fn unseen(language: &Language, text: &str, lower: &str, page: &PageStatistics) -> Unit {
    unseen_as(language, text, lower, page, language.compound_of(lower))
}

/// The same where it is known what the word is as a compound.
pub(in crate::repair) fn unseen_as(
    language: &Language,
    text: &str,
    lower: &str,
    page: &PageStatistics,
    compound: Option<Compound>,
) -> Unit {
    let repeated = page.repeated(lower);
    let mut item = language.item(Language::UNKNOWN);
    let mut unit = Unit {
        item,
        modern: language.letters(text) + repeated,
        old: language.historical_letters(text) + repeated,
        unknown: true,
        capital: text.chars().next().is_some_and(char::is_uppercase),
        capital_share: -1.0,
    };
    if let Some(compound) = compound {
        item.class = language.class(compound.head);
        unit.item = item;
        // The share of unknown words is about what `unknown` adds; take it off again.
        unit.modern = unit.modern.max(compound.ln_p - USUAL_UNKNOWN);
    }
    unit
}
