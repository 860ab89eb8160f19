//! Decoding: of all readings of a stream the one that the language model and
//! the channel like best.
//!
//! Each token is a slot with its candidates and the ways in which it may be one
//! word with the next (`joins`); one search over them all (`lattice`) decides,
//! and says what every choice would have been worth.

mod broken;
mod edit_class;
mod evidence;
mod holds;
mod joins;
mod lattice;
mod quotations;
mod rerank;
mod strokes;

use crate::language::{Item, Language};

use super::analysis::AnalysedToken;
use super::candidate::Candidate;
use super::page::PageStatistics;
use super::token::Shape;
use super::vocabulary::PageVocabulary;
pub(super) use broken::halves;
pub(super) use edit_class::edit_class;
#[cfg(feature = "training")]
pub use evidence::EVIDENCE;
pub(super) use evidence::evidence;
pub(super) use lattice::SlotDecision;
use lattice::{Lattice, Slot};
#[cfg(feature = "training")]
pub use rerank::OLD_CONTEXT;
pub(super) use rerank::score;

/// The tokens of a stream and what was decided of them.
pub(super) struct DecodedStream {
    pub(super) tokens: Vec<AnalysedToken>,
    pub(super) decisions: Vec<SlotDecision>,
    /// The ways in which each token could be joined with the next.
    pub(super) joins: Vec<Vec<Candidate>>,
}

/// A line of more letters is none of a page: its line ends are gone.
const LINE_ENDS_GONE: usize = 160;

/// How many histories are kept at each place, and for who learns what readings are worth: those should see all.
const BEAM: usize = 8;
const WIDE: usize = 64;

/// Decides a stream; where that is asked, by a wide beam.
pub(super) fn decode(
    tokens: Vec<AnalysedToken>,
    language: &Language,
    vocabulary: &PageVocabulary,
    page: &PageStatistics,
    wide: bool,
) -> DecodedStream {
    let mut slots: Vec<Slot<'_>> = Vec::with_capacity(tokens.len());
    let mut letters = vec![0; tokens.last().map_or(0, |last| last.fragment + 1)];
    for token in &tokens {
        letters[token.fragment] += token.token.text.len();
    }
    let quoted = quotations::quotations(&tokens, language);
    for (at, token) in tokens.iter().enumerate() {
        let entry = &vocabulary.entries[token.entry];
        let (joins, apart) = match tokens.get(at + 1) {
            Some(next) => {
                let gone = letters[token.fragment] > LINE_ENDS_GONE;
                joins::joins(language, page, vocabulary, (token, next), gone)
            }
            None => (Vec::new(), 0.0),
        };
        slots.push(Slot {
            readings: if quoted[at] || holds::holds(language, page, &tokens, at, entry) {
                entry.readings.get(..1).unwrap_or_default()
            } else {
                &entry.readings
            },
            fixed: entry.item,
            mark: mark(language, &token.token.text[token.core.end..], token.core.shape),
            fresh: token.opens,
            seam: token.first,
            joins,
            apart,
            needs: token.needs,
        });
    }
    let decisions = Lattice::decide(language, page, &slots, if wide { WIDE } else { BEAM });
    let joins = slots.into_iter().map(|slot| slot.joins).collect();
    DecodedStream { tokens, decisions, joins }
}

/// The mark that follows a core, as context.
fn mark(language: &Language, after: &str, shape: Shape) -> Option<Item> {
    if after.is_empty() || shape == Shape::Opaque { None } else { language.mark(after) }
}
