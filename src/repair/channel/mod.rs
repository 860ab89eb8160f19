//! The noisy channel of a page: what its scanner reads for what, and how often.
//!
//! The tables of the pack say how often each confusion is made anywhere
//! (`confusion_graph` lays them along a text), the page itself how much oftener
//! here (`adaptation`), and the OCR engine how sure it is of each word
//! (`ocr_confidence`).

mod adaptation;
mod confusion_graph;
mod ocr_confidence;

use crate::language::{Confusion, Confusions};

pub(super) use adaptation::{Adaptation, Uses};
pub(super) use confusion_graph::{ConfusionArc, ConfusionGraph, LEAST_CHANNEL};
pub(super) use ocr_confidence::{OcrConfidence, Offer};

/// What may be confused on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Channel<'a> {
    /// The table of modern scans.
    pub(super) modern: &'a Confusions,
    /// That of old print, where the page is old.
    pub(super) historical: Option<&'a Confusions>,
    /// What is oftener confused here than elsewhere.
    pub(super) adaptation: &'a Adaptation,
    /// Two spellings of one sound, later and older, and whether the page has the older one.
    pub(super) alternating: Option<&'a [String; 2]>,
    pub(super) spells_y: bool,
}

impl Channel<'_> {
    /// Whether a confusion would bring in the spelling that the page has not.
    pub(super) fn is_respelling(&self, confusion: &Confusion) -> bool {
        let Some([later, older]) = self.alternating.filter(|_| self.historical.is_some()) else {
            return false;
        };
        let is = |text: &str, spelling: &str| text.eq_ignore_ascii_case(spelling);
        if is(&confusion.read, older) && is(&confusion.meant, later) {
            return self.spells_y;
        }
        is(&confusion.read, later) && is(&confusion.meant, older) && !self.spells_y
    }
}
