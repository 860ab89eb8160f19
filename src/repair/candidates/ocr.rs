//! What the OCR engine offers for a word instead; only words of the lists are taken from it.

use crate::language::fold;
use crate::repair::candidate::{Candidate, kind_of};
use crate::repair::channel::Offer;
use crate::repair::units::unit;

use super::CandidateSource;
use super::context::{CandidateContext, Written};

/// What a reading on offer must gain on top before a word that is none, and one that is, gives way to it.
const PENALTY: f32 = 1.0;
const PENALTY_KNOWN: f32 = 4.0;

/// The words that an engine offers.
pub(super) struct OcrAlternatives<'o> {
    /// Whether what was read is a word itself.
    pub(super) known: bool,
    /// What is on offer.
    pub(super) offers: &'o [Offer],
}

impl CandidateSource for OcrAlternatives<'_> {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let Written { core, lower } = *word;
        if context.language.word(lower).is_some_and(|w| context.language.flags(w).is_keep()) {
            return;
        }
        for offer in self.offers {
            let other = fold(&offer.text);
            let Some(word) = context.language.word(&other).filter(|&w| other != lower && context.knows(w))
            else {
                continue;
            };
            if let Some(same) = found.iter_mut().skip(1).find(|r| r.text == offer.text) {
                same.ln_channel = same.ln_channel.max(offer.ln_channel);
                continue;
            }
            if found.is_empty() {
                found.push(context.untouched(core, lower));
            }
            found.push(Candidate {
                misread: 1,
                ln_channel: offer.ln_channel,
                penalty: if self.known { PENALTY_KNOWN } else { PENALTY },
                kind: Some(kind_of(core, &offer.text)),
                offered: true,
                ..Candidate::untouched(&offer.text, unit(context.language, word, &offer.text))
            });
        }
    }
}
