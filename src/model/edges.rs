//! How a text begins and how it ends, by its letters and marks alone: what layout, repair and structure all ask of
//! words and lines.

/// Marks that stand before the first word of what is said. No bars and strokes: engines make them of a rule, and of
/// the letter itself.
const OPENING: [char; 12] = ['"', '\'', '“', '”', '„', '‘', '’', '«', '»', '(', '[', ' '];
/// Marks that stand behind the last one, and stars of notes.
const CLOSING: [char; 10] = ['"', '\'', '”', '“', '’', '»', ')', ']', '*', ' '];

/// How a text begins, its opening marks aside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Beginning {
    /// With a small letter.
    Lower,
    /// With a capital.
    Upper,
    /// With a digit.
    Digit,
    /// With anything else, such as a bullet, or not at all.
    #[default]
    Other,
}

/// How a text ends, its closing marks aside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With a hyphen, of whatever form.
    Hyphen,
    /// With what ends a sentence.
    Stop,
    Colon,
    /// With a comma or a semicolon.
    Comma,
    /// With a letter: it may go on.
    Open,
    /// With anything else, such as a digit, or not at all.
    #[default]
    Other,
}

impl Ending {
    /// Whether no mark tells that anything ended there.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Other)
    }
}

/// The text without its opening marks.
fn opened(text: &str) -> &str {
    text.trim_start_matches(OPENING)
}

/// The text without its closing marks.
pub(crate) fn closed(text: &str) -> &str {
    text.trim_end_matches(CLOSING)
}

/// How the text begins.
pub(crate) fn beginning(text: &str) -> Beginning {
    match opened(text).chars().next() {
        Some(c) if c.is_lowercase() => Beginning::Lower,
        Some(c) if c.is_uppercase() => Beginning::Upper,
        Some(c) if c.is_numeric() => Beginning::Digit,
        _ => Beginning::Other,
    }
}

/// How the text ends.
pub(crate) fn ending(text: &str) -> Ending {
    match closed(text).chars().next_back() {
        Some('-' | '\u{2010}' | '\u{ad}' | '¬' | '⸗' | '=') => Ending::Hyphen,
        Some('.' | '!' | '?' | '…') => Ending::Stop,
        Some(':') => Ending::Colon,
        Some(',' | ';') => Ending::Comma,
        Some(c) if c.is_alphabetic() => Ending::Open,
        _ => Ending::Other,
    }
}

/// A number below 500 in Roman letters, small or capital, as printers set them: `xiv`, `IIII`, `xxiij`.
pub(crate) fn is_roman(text: &str) -> bool {
    let lower = text.to_lowercase().replace('j', "i");
    let mut rest = lower.as_str();
    let places: [(char, &str, &[&str]); 3] =
        [('c', "", &[]), ('x', "l", &["xc", "xl"]), ('i', "v", &["ix", "iv"])];
    for (one, five, less) in places {
        let begun = less.iter().find_map(|less| rest.strip_prefix(less));
        rest = begun.unwrap_or_else(|| {
            let rest = rest.strip_prefix(five).unwrap_or(rest);
            let many = rest.chars().take(4).take_while(|&letter| letter == one).count();
            &rest[many..]
        });
    }
    !lower.is_empty() && rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_roman_letters_are_told_from_words_of_these_letters() {
        for text in ["i", "xiv", "IIII", "xxiij", "XC", "cxlviii"] {
            assert!(is_roman(text), "{text}");
        }
        for text in ["", "il", "ill", "vil", "civil", "LLC", "12"] {
            assert!(!is_roman(text), "{text}");
        }
    }

    #[test]
    fn marks_around_what_is_said_are_looked_past() {
        assert_eq!(beginning("„Wie"), Beginning::Upper);
        assert_eq!(beginning("(de"), Beginning::Lower);
        assert_eq!(beginning("1898"), Beginning::Digit);
        assert_eq!(ending("gezegd.”"), Ending::Stop);
        assert_eq!(ending("zeggen:"), Ending::Colon);
        assert_eq!(ending("kerk*)"), Ending::Open);
    }

    #[test]
    fn bullets_begin_nothing_and_hyphens_have_many_forms() {
        assert_eq!(beginning("• de"), Beginning::Other);
        assert_eq!(beginning("»"), Beginning::Other);
        for text in ["verwar-", "verwar¬", "verwar⸗", "verwar\u{ad}"] {
            assert_eq!(ending(text), Ending::Hyphen, "{text}");
        }
        assert_eq!(ending("1898"), Ending::Other);
    }
}
