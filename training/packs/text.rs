//! Folding of a line of text before it is cut into tokens: composed letters,
//! one apostrophe, no ligatures, no mojibake.

use unicode_normalization::UnicodeNormalization;

/// A line in the one spelling that the counts use.
pub(crate) fn fold(line: &str) -> String {
    if line.is_ascii() {
        return line.to_owned();
    }
    let repaired = repair_mojibake(line);
    let mut folded = String::with_capacity(repaired.len());
    for letter in repaired.nfc() {
        match letter {
            '’' | '‘' | '`' | '´' | 'ʼ' => folded.push('\''),
            '‐' | '‑' | '⸗' => folded.push('-'),
            'ĳ' => folded.push_str("ij"),
            'Ĳ' => folded.push_str("IJ"),
            'ﬀ' => folded.push_str("ff"),
            'ﬁ' => folded.push_str("fi"),
            'ﬂ' => folded.push_str("fl"),
            'ﬃ' => folded.push_str("ffi"),
            'ﬄ' => folded.push_str("ffl"),
            'ſ' => folded.push('s'),
            // Old print sets a small e above the letter.
            '\u{364}' => match folded.pop() {
                Some('a') => folded.push('ä'),
                Some('o') => folded.push('ö'),
                Some('u') => folded.push('ü'),
                Some(other) => folded.push(other),
                None => {}
            },
            '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
            '\u{a0}' | '\u{202f}' => folded.push(' '),
            other => folded.push(other),
        }
    }
    folded
}

/// UTF-8 that was once read as Windows-1252 (`Ã©`), read properly (`é`).
///
/// Works on each run by itself, because such text is often mixed with sound
/// text in one line.
fn repair_mojibake(line: &str) -> String {
    if !line.contains(['Ã', 'Â', 'â', 'Å']) {
        return line.to_owned();
    }
    let letters: Vec<char> = line.chars().collect();
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    while at < letters.len() {
        if let Some((meant, length)) = misread_sequence(&letters[at..]) {
            out.push(meant);
            at += length;
        } else {
            out.push(letters[at]);
            at += 1;
        }
    }
    out
}

/// The character whose UTF-8 bytes stand at the start of `letters` as
/// Windows-1252, and how many letters that takes.
fn misread_sequence(letters: &[char]) -> Option<(char, usize)> {
    let first = windows_1252_byte(*letters.first()?)?;
    let length = match first {
        0xc2..=0xdf => 2,
        0xe2..=0xef => 3,
        _ => return None,
    };
    let bytes: Option<Vec<u8>> =
        letters.get(..length)?.iter().map(|&letter| windows_1252_byte(letter)).collect();
    let bytes = bytes?;
    let meant = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    Some((meant, length))
}

/// The byte that Windows-1252 shows as `letter`.
fn windows_1252_byte(letter: char) -> Option<u8> {
    const SPECIAL: [(char, u8); 27] = [
        ('€', 0x80),
        ('‚', 0x82),
        ('ƒ', 0x83),
        ('„', 0x84),
        ('…', 0x85),
        ('†', 0x86),
        ('‡', 0x87),
        ('ˆ', 0x88),
        ('‰', 0x89),
        ('Š', 0x8a),
        ('‹', 0x8b),
        ('Œ', 0x8c),
        ('Ž', 0x8e),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('•', 0x95),
        ('–', 0x96),
        ('—', 0x97),
        ('˜', 0x98),
        ('™', 0x99),
        ('š', 0x9a),
        ('›', 0x9b),
        ('œ', 0x9c),
        ('ž', 0x9e),
        ('Ÿ', 0x9f),
    ];
    if let Ok(byte) = u8::try_from(u32::from(letter)) {
        return Some(byte);
    }
    SPECIAL.iter().find(|(shown, _)| *shown == letter).map(|&(_, byte)| byte)
}

/// Whether a capital follows a small letter within one hyphenated part.
pub(crate) fn is_camel_case(word: &str) -> bool {
    word.split(['-', '\'']).any(|part| {
        let mut seen_small = false;
        part.chars().any(|letter| {
            seen_small |= letter.is_lowercase();
            seen_small && letter.is_uppercase()
        })
    })
}

/// Whether a shouted word and another are stuck together: `CONCEPTzullen`,
/// `DierenRECHTEN`.
pub(crate) fn is_stuck(word: &str) -> bool {
    word.split(['-', '\'']).any(|part| {
        let letters: Vec<char> = part.chars().collect();
        let shouts_late = letters
            .windows(5)
            .any(|run| run[0].is_lowercase() && run[1..].iter().all(|letter| letter.is_uppercase()));
        shouts_late || is_stuck_to_capitals(part)
    })
}

/// `CONCEPTzullen`: small letters after two capitals or more; a plural such
/// as `VMs` is not meant.
fn is_stuck_to_capitals(part: &str) -> bool {
    let small = part.trim_start_matches(char::is_uppercase);
    let capitals = part.chars().count() - small.chars().count();
    capitals > 1 && small.chars().count() > 2
}

/// The word without the marks above and below its letters.
pub(crate) fn without_accents(word: &str) -> String {
    word.nfd().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).collect()
}

/// Whether the first letter is a capital.
pub(crate) fn is_capitalised(word: &str) -> bool {
    word.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mojibake_is_read_again() {
        assert_eq!(fold("Bonne SoirÃ©e, idee\u{0308}n"), "Bonne Soirée, ideën");
        assert_eq!(fold("â€œjaâ€™s"), "“ja's");
    }

    #[test]
    fn accents_come_off() {
        assert_eq!(without_accents("ingrediënten"), "ingredienten");
    }

    #[test]
    fn sound_accents_stay() {
        assert_eq!(fold("château Ãb"), "château Ãb");
    }
}
