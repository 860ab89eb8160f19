//! What a page that is read well keeps: on it a rare word is a rare word.
//!
//! A scanner that misreads a letter here misreads others elsewhere. Where next
//! to nothing else is wrong, a word that no list has is a name, a loan, a new
//! compound or a typing error oftener than a misreading, and each of these has
//! its own look.

use smallvec::SmallVec;

use crate::language::{Language, fold};
use crate::model::Kind;

use super::candidate::Candidate;
use super::page::PageStatistics;
use super::token::has_odd_capital;

/// From so many misread letters on, as ln of how much oftener than one in a thousand, a page is read badly.
pub(super) const NOISY: f32 = 1.0;
/// From this share of lost blanks on (ln), a page loses them between any words.
pub(super) const LOSES_BLANKS: f32 = -5.3;
/// Words of so few letters are abbreviations oftener than misread words, but for those of the grammar.
const SHORT: usize = 3;
/// A word is typed with two letters exchanged if it is at least so likely (ln P) without.
const TYPED: f32 = -14.5;
/// A word of so few letters is another with two letters exchanged by chance.
const SHORTEST_TYPED: usize = 5;

/// Whether few letters of a page were misread.
pub(super) fn is_read_well(page: &PageStatistics) -> bool {
    page.ln_misread < NOISY
}

/// Whether a page is of today: repaired as such, or read well and with nothing that shows old print.
pub(super) fn is_of_today(page: &PageStatistics) -> bool {
    !page.is_old() || !page.shows_old && is_read_well(page)
}

/// Whether a word of a modern page stays rather than being read so. `known`: whether a list has the word.
pub(super) fn stays(
    language: &Language,
    page: &PageStatistics,
    (core, lower): (&str, &str),
    known: bool,
    reading: &Candidate,
) -> bool {
    if reading.units.len() > 1 {
        return page.ln_lost_blank < LOSES_BLANKS && is_compound(language, core, reading);
    }
    if !is_read_well(page) {
        return false;
    }
    match reading.kind {
        Some(Kind::Diacritic) => loses_accents(core, &reading.text),
        Some(Kind::Case) => has_odd_capital(core),
        Some(Kind::Punctuation) => is_field(language, core),
        Some(Kind::Character) => {
            has_odd_capital(core) && (!known || !has_odd_capital(&reading.text))
                || !known
                    && (is_abbreviation(language, core, reading)
                        || is_inflected(language, lower, &reading.text)
                        || is_typed(language, lower))
        }
        _ => false,
    }
}

/// Whether words may well stand together without a blank: where none of them is of the grammar, or
/// in a word that has a hyphen; not where another mark parts them.
fn is_compound(language: &Language, core: &str, reading: &Candidate) -> bool {
    let marked = core.chars().any(|c| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'));
    core.contains('-')
        || !marked && !reading.units.iter().any(|unit| language.flags(unit.item.word).is_function())
}

/// Whether words that are known stand around each stop inside a word: so programs name what belongs to what (*user.name*).
fn is_field(language: &Language, core: &str) -> bool {
    core.contains('.') && core.split('.').all(|part| language.word(&fold(part)).is_some())
}

/// Whether a reading has fewer accents than what was read: a scanner puts other ones on, it hardly invents them.
fn loses_accents(core: &str, text: &str) -> bool {
    let accents = |text: &str| text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    accents(text) < accents(core)
}

/// Whether a short word would become anything but a word of the grammar.
fn is_abbreviation(language: &Language, core: &str, reading: &Candidate) -> bool {
    core.chars().count() <= SHORT
        && !reading.units.iter().any(|unit| language.flags(unit.item.word).is_function())
}

/// Whether a word is a form of the other one.
fn is_inflected(language: &Language, lower: &str, text: &str) -> bool {
    let endings = &language.profile().spelling.endings;
    lower.strip_prefix(&*text.to_lowercase()).is_some_and(|rest| endings.iter().any(|ending| ending == rest))
}

/// Whether a word is a known one with two neighbouring letters exchanged, which no scanner does.
fn is_typed(language: &Language, lower: &str) -> bool {
    let mut letters: SmallVec<[char; 32]> = lower.chars().collect();
    if letters.len() < SHORTEST_TYPED {
        return false;
    }
    (1..letters.len()).any(|at| {
        letters.swap(at - 1, at);
        let exchanged: String = letters.iter().collect();
        letters.swap(at - 1, at);
        exchanged != lower && language.word(&exchanged).is_some_and(|word| language.unigram(word) > TYPED)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_exchanged_by_a_typist_are_told() {
        let dutch = Language::builtin("nl").unwrap();
        for word in ["gemeetne", "voroal", "bevolknig"] {
            assert!(is_typed(&dutch, word), "{word}");
        }
        for word in ["gemeenlc", "bevolkiug", "hte"] {
            assert!(!is_typed(&dutch, word), "{word}");
        }
    }

    #[test]
    fn a_form_of_a_known_word_is_told() {
        let english = Language::builtin("en").unwrap();
        assert!(is_inflected(&english, "neuroscientists", "neuroscientist"));
        assert!(!is_inflected(&english, "modem", "modern"));
    }

    #[test]
    fn accents_go_on_and_not_off() {
        assert!(loses_accents("grâce", "grace"));
        assert!(!loses_accents("financiéle", "financiële"));
        assert!(!loses_accents("beinvloed", "beïnvloed"));
    }
}
