//! A bar that stands by itself where a word would: `|` for `I`.
//!
//! Such a mark is a line of the page, a speck or the frame of a table oftener than
//! a letter, so it is one only where the words on either side go with it.

use crate::language::{Language, WordId, fold};

/// Below these log odds a bar is no letter at all; what is not sure above them stays as it stands. Set by hand.
const NO_LETTER: f32 = -2.0;

/// A bar that may be a word of one letter.
#[derive(Debug, Clone)]
pub(super) struct LoneBar {
    /// What it is read as.
    pub(super) meant: String,
    /// Which word that is.
    pub(super) word: WordId,
    /// How sure that is.
    pub(super) confidence: f32,
}

/// The word that a mark of its own is, where the pack says that it is read for a letter which is a word of the grammar, and
/// the words around it go with that word rather than stand there by chance. Where no word follows on the line the one
/// before says it alone, if it is known: rules and frames end lines too. A word with a capital is no sign, as one stands in
/// each cell of a table.
pub(super) fn lone_bar(
    language: &Language,
    read: &str,
    before: Option<&str>,
    after: Option<&str>,
) -> Option<LoneBar> {
    let word = |text: &str| language.word(&fold(text));
    let (_, meant) = language.confusions().at(read).find(|(_, confusion)| {
        confusion.read == read
            && confusion.meant.chars().count() == 1
            // What an apostrophe parts is a word of the grammar too (*l, d*), and never stands by itself.
            && confusion.meant.starts_with(char::is_uppercase)
            && word(&confusion.meant).is_some_and(|word| language.flags(word).is_function())
    })?;
    let own = word(&meant.meant)?;
    let link = |a, b| language.bigram(a, b) - language.unigram(b);
    let before = before.and_then(word).map(|before| link(before, own));
    let ln_odds = match after {
        Some(after) if after.starts_with(char::is_lowercase) => {
            before.unwrap_or(0.0) + link(own, word(after)?)
        }
        Some(_) => return None,
        None => before?,
    };
    let confidence = 1.0 / (1.0 + (-ln_odds).exp());
    (ln_odds > NO_LETTER).then(|| LoneBar { meant: meant.meant.clone(), word: own, confidence })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_between_words_is_one_where_they_go_with_it() {
        let Ok(english) = Language::builtin("en") else { return };
        let meant = |before, after| lone_bar(&english, "|", before, after).map(|found| found.meant);
        assert_eq!(meant(Some("that"), Some("was")).as_deref(), Some("I"));
        assert_eq!(meant(Some("Home"), Some("About")), None);
        assert_eq!(meant(Some("price"), Some("of")), None);
        assert_eq!(meant(Some("Xqzvty"), None), None, "a frame ends the line");
        assert_eq!(meant(None, None), None);
    }

    #[test]
    fn no_bar_is_a_word_of_a_language_without_one() {
        for tag in ["nl", "de", "fr"] {
            let Ok(language) = Language::builtin(tag) else { continue };
            assert!(lone_bar(&language, "|", None, None).is_none(), "{tag}");
        }
    }
}
