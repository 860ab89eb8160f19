//! How well a line reads on into another, by how the one ends and the other
//! begins: where white leaves the order open, sentences tell.
//!
//! Nothing is asked of a language but that its sentences begin with capitals.

/// How a line ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Ending {
    /// In a hyphen.
    Hyphen,
    /// With what ends a sentence.
    Stop,
    /// With a comma or a semicolon.
    Comma,
    /// With a letter.
    Open,
    /// With anything else, which tells nothing.
    #[default]
    Other,
}

/// How a line begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Beginning {
    Lower,
    Upper,
    Digit,
    #[default]
    Other,
}

/// How a text ends, its closing marks aside.
pub(super) fn ending(text: &str) -> Ending {
    let text = text.trim_end_matches(|c: char| " \"'”»“’)]|_".contains(c));
    match text.chars().next_back() {
        Some('-' | '\u{ad}' | '¬' | '⸗' | '‐') => Ending::Hyphen,
        Some('.' | '!' | '?') => Ending::Stop,
        Some(',' | ';') => Ending::Comma,
        Some(c) if c.is_alphabetic() => Ending::Open,
        _ => Ending::Other,
    }
}

/// How a text begins, its opening marks aside; a bullet begins something new.
pub(super) fn beginning(text: &str) -> Beginning {
    let text = text.trim_start_matches(|c: char| " \"'„»«‘“([|_".contains(c));
    match text.chars().next() {
        Some(c) if c.is_lowercase() => Beginning::Lower,
        Some(c) if c.is_uppercase() => Beginning::Upper,
        Some(c) if c.is_ascii_digit() => Beginning::Digit,
        _ => Beginning::Other,
    }
}

/// Log odds that the one is read right after the other. Rounded by hand from
/// counts of lines that follow each other across the foot of a column against
/// lines that stand at any foot and any head (766 of the gazettes and books
/// whose order people gave).
pub(super) fn reads_on(ends: Ending, begins: Beginning) -> f32 {
    match (ends, begins) {
        (Ending::Hyphen, Beginning::Lower) => 3.3,
        (Ending::Hyphen, _) => -0.3,
        (Ending::Comma, Beginning::Lower) => 3.0,
        (Ending::Open, Beginning::Lower) => 2.6,
        (Ending::Comma | Ending::Open, _) => 0.4,
        (Ending::Stop, Beginning::Lower) => -0.8,
        (Ending::Stop, _) => -0.4,
        (Ending::Other, _) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_at_the_edges_of_a_line_hide_nothing() {
        assert_eq!(ending("gezegd.”"), Ending::Stop);
        assert_eq!(ending("verwar-"), Ending::Hyphen);
        assert_eq!(beginning("„Wie"), Beginning::Upper);
        assert_eq!(beginning("• de"), Beginning::Other);
    }
}
