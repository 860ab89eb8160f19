//! How much a line looks like a heading, by itself.

use super::lines::TextLine;
use crate::model::{Beginning, Ending};

/// A heading wraps where its own, larger letters fill the column: at about
/// this share of the column's letters, and no sooner.
const WRAPS_FROM: f32 = 0.55;

/// Log odds that a line is the first of a heading rather than of a paragraph's
/// lines; what stands around it is the seams' matter.
pub(super) fn opens(line: &TextLine) -> f32 {
    let mut odds = match line.first {
        Beginning::Upper => 0.5,
        Beginning::Digit => -0.8,
        Beginning::Lower => -4.0,
        Beginning::Other => -1.5,
    };
    // The mark of a list may also number a heading.
    if line.mark.is_some() {
        odds -= 0.8;
    }
    odds + phrase(line) - 6.0 * (line.fill() - 0.7).clamp(0.0, 0.3)
}

/// Log odds that a line is a later line of a heading.
pub(super) fn goes_on(line: &TextLine) -> f32 {
    // A date stands by itself.
    let date = if line.date.is_some() { 6.0 } else { 0.0 };
    phrase(line).min(0.0) - 0.5 - date
}

/// What is true of any line of a heading: short, no sentence.
fn phrase(line: &TextLine) -> f32 {
    let fill = line.fill();
    // Its letters are larger than the text's: it seldom fills the column.
    let mut odds = 1.5 - 4.5 * (fill - 0.3).clamp(0.0, 0.8);
    if line.letters > 60.0 {
        odds -= (line.letters - 60.0) / 15.0;
    }
    odds -= 0.5 * (line.words as f32 - 6.0).max(0.0);
    if line.inner_stop {
        odds -= 3.0;
    }
    if line.inner_comma {
        odds -= 0.8;
    }
    if line.open_bracket {
        odds -= 1.5;
    }
    if line.known == 0.0 {
        odds -= 0.7;
    }
    if line.date.is_some() {
        odds += 1.0;
    }
    if line.letters < 3.0 || (line.words > 1 && line.letters < 5.0) {
        odds -= 3.0;
    }
    // A line in capitals is set apart whatever its length.
    if line.words > 0
        && line.letters > 3.0
        && !line.text.chars().any(char::is_lowercase)
        && line.first == Beginning::Upper
    {
        odds += 1.0;
    }
    odds
}

/// Log odds that a heading may end with this line.
pub(super) fn ends(line: &TextLine) -> f32 {
    let end: f32 = match line.last {
        Ending::Open | Ending::Other => 0.0,
        Ending::Colon => -0.8,
        Ending::Stop if line.text.ends_with(['?', '!']) => -0.7,
        Ending::Stop => -3.5,
        Ending::Comma => -5.0,
        Ending::Hyphen => -4.0,
    };
    end - 1.2 * line.dangles
}

/// Log odds, from the lengths alone, that a heading was wrapped after a line:
/// `room` is the share of the column left behind it when the next word is added.
pub(super) fn wraps(room: f32) -> f32 {
    let filled = 1.0 - room;
    // Below the point no printer would have wrapped; above it, he may have.
    14.0 * (filled - WRAPS_FROM).clamp(-0.3, 0.12)
}
