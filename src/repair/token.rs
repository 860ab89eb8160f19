//! What of a token is word and what is punctuation, and what may be touched.

use crate::language::parts_of;
use crate::model::is_host;

/// Longer tokens are not taken apart.
pub(super) const LONGEST: usize = 96;

/// The stretch of a token (in bytes) that repair looks at, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Core {
    /// Where the core begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// What it is.
    pub(super) shape: Shape,
}

/// The sorts of core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters, perhaps with inner hyphens or apostrophes: may be repaired.
    Word,
    /// Begins with a digit, or holds one: a number, a code, a clock time.
    Number,
    /// An address, an abbreviation, an acronym: never touched.
    Opaque,
    /// No letter and no digit.
    Marks,
}

/// Marks that a scanner makes of a letter and that hardly ever stand at the edge of a word.
const LETTER_LIKE: [char; 4] = ['|', '!', ']', '['];
/// Marks that belong to no word: specks, lines and frames of the page.
pub(super) const SPECKS: [char; 10] = ['^', '_', '|', '~', '■', '□', '▪', '¦', '¬', '`'];

impl Core {
    /// Takes edge punctuation off a token and says what is left.
    pub(super) fn of(text: &str) -> Self {
        let [before, core, _] = parts_of(text);
        if core.is_empty() {
            return Self { start: 0, end: text.len(), shape: Shape::Marks };
        }
        Self { start: before.len(), end: before.len() + core.len(), shape: shape(core, text) }
    }

    /// The core without what was taken in.
    pub(super) fn narrowed(self, text: &str) -> Self {
        if self.shape != Shape::Word {
            return self;
        }
        let [before, core, _] = parts_of(&text[self.start..self.end]);
        let start = self.start + before.len();
        Self { start, end: start + core.len(), shape: self.shape }
    }

    /// The core with a mark that may be a misread letter taken in at the front or at the end.
    pub(super) fn widened(self, text: &str) -> Option<Self> {
        let mut wide = self;
        if let Some(c) = text[..self.start].chars().next_back().filter(|c| LETTER_LIKE.contains(c)) {
            wide.start -= c.len_utf8();
        }
        // A closing mark that has an opening one is just that.
        let bracketed = text[..self.start].contains(['[', '(']);
        if let Some(c) =
            text[self.end..].chars().next().filter(|c| LETTER_LIKE.contains(c) && !(bracketed && *c == ']'))
        {
            wide.end += c.len_utf8();
        }
        (wide != self).then_some(wide)
    }
}

fn shape(core: &str, text: &str) -> Shape {
    if core.len() == text.len() && is_plain_word(core) {
        return Shape::Word;
    }
    let (mut letters, mut capitals) = (0, 0);
    for c in core.chars() {
        if c.is_ascii_digit() {
            return Shape::Number;
        }
        letters += usize::from(c.is_alphabetic());
        capitals += usize::from(c.is_uppercase());
    }
    // Where all is letters there is no sign of anything else to look for.
    let plain = letters == text.len();
    let address = has(core, b"www") || !plain && (has(text, b"@") || has(text, b"://") || has(core, b"&"));
    let address = address || !plain && is_host(core);
    let acronym = letters < 6 && capitals == letters && letters > 1;
    if address || acronym || letters == 0 || !plain && is_abbreviation(core) {
        return Shape::Opaque;
    }
    Shape::Word
}

/// Whether it is small letters of ASCII, perhaps after a capital, as most words are, and no address.
fn is_plain_word(core: &str) -> bool {
    let is_letter =
        |(at, byte): (usize, u8)| byte.is_ascii_lowercase() || at == 0 && byte.is_ascii_uppercase();
    core.bytes().enumerate().all(is_letter) && !(core.as_bytes().contains(&b'w') && has(core, b"www"))
}

/// Whether a short run of characters stands in a token.
fn has<const N: usize>(text: &str, run: &[u8; N]) -> bool {
    text.as_bytes().windows(N).any(|here| here == run)
}

/// Whether full stops stand between short runs of letters, as in `d.w.z` or `m.b.t`.
fn is_abbreviation(core: &str) -> bool {
    has(core, b".") && core.split('.').all(|part| part.chars().count() <= 2)
}

/// Whether a token holds nothing but specks.
pub(super) fn is_speck(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| SPECKS.contains(&c))
}

/// Whether a token is a mark that stands right after a word.
pub(super) fn is_stop(text: &str) -> bool {
    matches!(text, "," | ";" | ":" | "." | "?" | "!")
}

/// `word` with a capital at the front if `like` has one there.
pub(super) fn cased_like(word: &str, like: &str) -> String {
    if like.chars().next().is_some_and(char::is_uppercase) {
        let mut chars = word.chars();
        return chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect());
    }
    word.to_owned()
}

/// A reading with capitals as the token has them: throughout, at the front, or none; those inside words are misread.
pub(super) fn cased_throughout(text: &str, core: &str) -> String {
    if !core.contains(char::is_lowercase) && core.chars().filter(|c| c.is_uppercase()).count() > 1 {
        return text.to_uppercase();
    }
    let front = core.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let mut fresh = true;
    let mut small = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if at == 0 && front {
            small.extend(c.to_uppercase());
        } else if fresh {
            small.push(c);
        } else {
            small.extend(c.to_lowercase());
        }
        fresh = !c.is_alphabetic();
    }
    small
}

/// Whether a word and the same in lower case go letter by letter.
pub(super) fn is_aligned(core: &str, lower: &str) -> bool {
    core.len() == lower.len()
        && (core.is_ascii() && lower.is_ascii()
            || core.char_indices().all(|(at, _)| lower.is_char_boundary(at)))
}

/// Whether a small letter is followed by a capital.
pub(super) fn has_odd_capital(text: &str) -> bool {
    let mut small = false;
    for c in text.chars() {
        if small && c.is_uppercase() {
            return true;
        }
        small = c.is_lowercase();
    }
    false
}

/// Whether a reading would put capitals where none were read, but for one at the front.
pub(super) fn gains_capitals(before: &str, after: &str) -> bool {
    let count = |text: &str| text.chars().skip(1).filter(|c| c.is_uppercase()).count();
    count(after) > count(before)
}

/// How many bytes two words share at the front.
pub(super) fn common_prefix(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn core(text: &str) -> (&str, Shape) {
        let core = Core::of(text);
        (&text[core.start..core.end], core.shape)
    }

    #[test]
    fn edge_punctuation_is_no_part_of_a_word() {
        assert_eq!(core("(envoor,"), ("envoor", Shape::Word));
        assert_eq!(core("veiligheids-"), ("veiligheids", Shape::Word));
    }

    #[test]
    fn addresses_abbreviations_and_acronyms_are_never_touched() {
        for text in [
            "d.w.z.",
            "wwwnctvnl",
            "o.a.",
            "m.b.t.",
            "info@nctv.nl",
            "www.nctv.nl",
            "EU",
            "GCTF",
            "P.S.",
            "politie.nl",
        ] {
            assert_eq!(core(text).1, Shape::Opaque, "{text}");
        }
    }

    #[test]
    fn what_holds_a_digit_is_a_number_or_a_code() {
        for text in ["24/7", "2-cd-single", "20-minuten", "30's", "17kg", "1a", "16u00", "26ste"] {
            assert_eq!(core(text).1, Shape::Number, "{text}");
        }
    }

    #[test]
    fn a_bar_at_the_front_may_be_a_letter() {
        let wide = Core::of("|deologie").widened("|deologie").unwrap();
        assert_eq!((wide.start, wide.end), (0, 9));
        assert_eq!(wide.narrowed("|deologie"), Core::of("|deologie"));
        assert!(Core::of("(deologie)").widened("(deologie)").is_none());
    }

    #[test]
    fn capitals_inside_words_go_and_headlines_keep_theirs() {
        assert_eq!(cased_throughout("gUTeSt tag", "Gutbstiag"), "Gutest tag");
        assert_eq!(cased_throughout("GUILLAuME", "GUILLAVME"), "GUILLAUME");
        assert_eq!(cased_throughout("l'Ambassade", "l'Ambaffade"), "l'Ambassade");
    }
}
