//! How well a line reads on into another, by how the one ends and the other
//! begins: where white leaves the order open, sentences tell.
//!
//! Nothing is asked of a language but that its sentences begin with capitals.

use crate::model::{Beginning, Ending};

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
        (Ending::Colon | Ending::Other, _) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_letter_goes_on_where_no_sentence_ended() {
        assert!(reads_on(Ending::Open, Beginning::Lower) > reads_on(Ending::Open, Beginning::Upper));
        assert!(reads_on(Ending::Stop, Beginning::Lower) < 0.0);
        assert!(reads_on(Ending::Other, Beginning::Lower).abs() < f32::EPSILON);
    }
}
