//! A run of source characters to the text of a token.
//!
//! Only what means the same everywhere: ligatures and long s, characters that
//! do not show, and accents composed with their letters (NFC). Compatibility
//! forms (NFKC) stay as they are: `½`, `²` and `…` are what the page says.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text that a run of characters without white space stands for; empty
/// if none of it shows.
pub(super) fn normalise(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            'ﬀ' => text.push_str("ff"),
            'ﬁ' => text.push_str("fi"),
            'ﬂ' => text.push_str("fl"),
            'ﬃ' => text.push_str("ffi"),
            'ﬄ' => text.push_str("ffl"),
            'ﬅ' | 'ﬆ' => text.push_str("st"),
            'ĳ' => text.push_str("ij"),
            'Ĳ' => text.push_str("IJ"),
            'ſ' => text.push('s'),
            '\u{80}'..='\u{9F}' => text.extend(misdecoded(c)),
            _ if is_invisible(c) => {}
            _ => text.push(c),
        }
    }
    if is_nfc_quick(text.chars()) == IsNormalized::Yes { text } else { text.nfc().collect() }
}

/// Whether a character is the same in the token, whatever stands beside it
/// and however the line ends. Says `false` when in doubt; ASCII is not its business.
pub(super) fn is_plain(c: char) -> bool {
    matches!(c, '\u{A1}'..='\u{2FF}' | '\u{2010}'..='\u{2027}' | '€')
        && !matches!(c, '\u{AD}' | '¬' | 'ĳ' | 'Ĳ' | 'ſ')
}

/// Whether a character leaves no ink: controls, zero-width characters, marks
/// of direction, and hyphens that show only at the end of a line. Not what
/// says that a sign is drawn as text or as a picture.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FE00}'..='\u{FE0D}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// Whether a run ends in a hyphen that shows only at the end of a line: a
/// soft hyphen, or the `¬` that OCR engines write for one. Gives how many
/// characters of the normalised text stand for it.
pub(super) fn optional_hyphen(raw: &str) -> Option<usize> {
    let mut tail = raw.chars().rev().skip_while(|&c| c != '\u{AD}' && is_invisible(c));
    match tail.next()? {
        '\u{AD}' => Some(0),
        '¬' if tail.next().is_some_and(char::is_alphabetic) => Some(1),
        _ => None,
    }
}

/// What a control character of the upper range was before it was decoded as
/// Latin-1 instead of Windows-1252, as happens: `foto\u{92}s` is `foto’s`.
fn misdecoded(c: char) -> Option<char> {
    const MEANT: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    let meant = MEANT.get((c as usize).checked_sub(0x80)?)?;
    (!meant.is_control()).then_some(*meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_ligatures_and_long_s() {
        assert_eq!(normalise("ﬁjn eﬃciënt Ĳſel aſﬅ"), "fijn efficiënt IJsel asst");
    }

    #[test]
    fn drops_what_does_not_show() {
        assert_eq!(normalise("be\u{AD}leid\u{200B}s\u{FEFF}plan\0"), "beleidsplan");
        assert_eq!(normalise("\u{200B}\u{7}"), "");
    }

    #[test]
    fn composes_accents_even_across_what_is_dropped() {
        assert_eq!(normalise("e\u{301}e\u{200B}\u{301}n"), "één");
    }

    #[test]
    fn leaves_compatibility_forms_alone() {
        assert_eq!(normalise("½ m² … ™"), "½ m² … ™");
    }

    #[test]
    fn knows_the_hyphens_of_line_ends() {
        assert_eq!(optional_hyphen("voor\u{AD}"), Some(0));
        assert_eq!(optional_hyphen("voor\u{AD}\u{200B}"), Some(0));
        assert_eq!(optional_hyphen("voor¬"), Some(1));
        assert_eq!(optional_hyphen("¬"), None);
        assert_eq!(optional_hyphen("voor-"), None);
    }

    #[test]
    fn reads_quotes_that_were_decoded_as_controls() {
        assert_eq!(normalise("foto\u{92}s"), "foto’s");
        assert_eq!(normalise("a\u{81}b"), "ab");
    }

    #[test]
    fn plain_characters_are_their_own_normal_form() {
        for c in (0x80..0x11_0000).filter_map(char::from_u32).filter(|&c| is_plain(c)) {
            assert_eq!(normalise(&format!("a{c}")), format!("a{c}"));
        }
    }
}
