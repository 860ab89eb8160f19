//! How wide a word is in print, without knowing the font.

use unicode_normalization::UnicodeNormalization as _;

/// The blank between two words, in average letters.
pub(super) const BLANK: f32 = 0.57;

/// Advance widths of U+0020 to U+007E in hundredths of an average Dutch letter:
/// the mean of a common sans serif (Helvetica) and a common serif face (Times),
/// so that neither is far off.
#[rustfmt::skip]
const ASCII: [u8; 95] = [
    57, 67, 83, 115, 115, 187, 158, 40, 73, 73, 98, 125, 57, 73, 57, 61, // ' ' …
    115, 115, 115, 115, 115, 115, 115, 115, 115, 115, 61, 61, 125, 125, 125, 108, // '0' …
    210, 152, 145, 151, 157, 139, 127, 163, 157, 67, 96, 152, 127, 188, 157, 163, // '@' …
    132, 163, 151, 132, 133, 157, 152, 206, 152, 152, 133, 67, 61, 67, 102, 115, // 'P' …
    73, 108, 115, 102, 115, 108, 67, 115, 115, 55, 55, 109, 55, 175, 115, 115, // '`' …
    115, 115, 73, 96, 61, 115, 109, 157, 109, 109, 102, 90, 50, 90, 122, // 'p' …
];

/// The width of a word, in average letters.
pub(super) fn of(word: &str) -> f32 {
    word.chars().map(letter).sum()
}

fn letter(c: char) -> f32 {
    if let Some(known) = ascii(c) {
        return known;
    }
    match c {
        '‘' | '’' | '‚' => 0.6,
        '–' | '“' | '”' | '„' => 1.1,
        '—' | '…' => 2.1,
        _ => c.nfd().next().and_then(ascii).unwrap_or(1.13),
    }
}

fn ascii(c: char) -> Option<f32> {
    let at = (c as usize).checked_sub(0x20)?;
    ASCII.get(at).map(|&hundredths| f32::from(hundredths) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accent_has_no_width() {
        assert!((of("één") - of("een")).abs() < 1e-4);
    }

    #[test]
    fn narrow_letters_are_narrower() {
        assert!(of("illi") < of("mama") / 2.0);
    }
}
