//! What sort of change a reading of a token is.

use crate::repair::candidate::Candidate;

/// The sorts of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::repair) enum EditClass {
    /// A known word read as another.
    Known,
    /// A word that no list has read as a known one.
    Listed,
    /// A word that no list has read as another that no list has.
    Unseen,
    /// One token read as several words.
    Several,
}

/// The sort of change that a reading is.
pub(in crate::repair) fn edit_class(reading: &Candidate, known: bool) -> EditClass {
    if reading.units.len() > 1 {
        EditClass::Several
    } else if known {
        EditClass::Known
    } else if reading.units.iter().any(|u| u.unknown) {
        EditClass::Unseen
    } else {
        EditClass::Listed
    }
}
