//! Words in the form under which the lexicon keeps them.

use std::borrow::Cow;

use ontwar_pack::sources;
use unicode_normalization::UnicodeNormalization as _;

/// The form under which a word is kept in the lexicon.
pub fn fold(word: &str) -> String {
    folded(word).into_owned()
}

/// The same, without a copy where the word is in that form already, as most are.
pub(crate) fn folded(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let is_folded = |c: char| {
        if c.is_ascii() {
            !c.is_ascii_uppercase()
        } else {
            c.is_lowercase() || !c.is_alphabetic() && c != '’'
        }
    };
    if word.chars().all(is_folded) { Cow::Borrowed(word) } else { Cow::Owned(sources::fold(word)) }
}

/// Whether a letter of the Latin script is a vowel, whatever stands above or below it, or may be one, as it is none
/// of the twenty-six.
pub(crate) fn is_vowel(letter: char) -> bool {
    let base = letter.to_lowercase().nfd().next();
    base.is_some_and(|base| match base {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' => true,
        _ => !base.is_ascii() && base.is_alphabetic(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vowel_is_one_with_any_accent() {
        assert!("aÉïöyü".chars().all(is_vowel));
        assert!("bçñj7'".chars().all(|letter| !is_vowel(letter)));
    }

    #[test]
    fn a_word_in_its_kept_form_is_not_copied() {
        for word in ["huis", "coördinatie", "d'r", "3e", "…", ""] {
            assert!(matches!(folded(word), Cow::Borrowed(_)), "{word}");
        }
        for word in ["Huis", "d’r", "Één", "ΟΔΟΣ", "Ⅷ", "ǅ"] {
            assert_eq!(folded(word), sources::fold(word));
        }
    }
}
