//! Streams of tokens to streams of corrected pieces.
//!
//! A token goes down one straight line. What it is is found out once
//! (`token`, `analysis`) and kept with the distinct words of its page
//! (`vocabulary`). The page is measured and its words get candidates from the
//! noisy channel (`adapt`, with `channel`, `candidates` and `page`); one search
//! along the stream decides between them (`decode`); what is no text at all is
//! told (`noise`); what becomes of each token is written down (`verdict`,
//! `record`) and carried out (`emit`).

mod adapt;
mod analysis;
mod candidate;
mod candidates;
mod channel;
mod decode;
mod emit;
mod explain;
mod foreign;
mod gates;
mod interner;
#[cfg(any(test, feature = "training"))]
mod learn;
mod letter_marks;
mod lone_bar;
mod noise;
mod orthography;
mod page;
mod record;
mod say;
mod stretches;
mod tell;
#[cfg(test)]
mod tests;
mod token;
mod tongues;
mod units;
mod verdict;
mod vocabulary;
mod volume;
mod well_read;

use std::sync::Arc;

use crate::context::Context;
use crate::language::Language;
use crate::model::{Discarded, Explanation, Fragment, Notice, Piece, Stream, Token};
use channel::OcrConfidence;
#[cfg(feature = "training")]
pub use decode::{EVIDENCE, OLD_CONTEXT};
#[cfg(feature = "training")]
pub use learn::noise_examples;
#[cfg(any(test, feature = "training"))]
pub use learn::page_of;
#[cfg(feature = "training")]
pub use noise::{NOISE_EVIDENCE, NoiseExample};
#[cfg(feature = "training")]
pub use page::OLD;
pub(crate) use page::Settled;
use record::PageRecord;
use stretches::{Stretch, stretches};
pub use volume::Volume;

/// What is repaired.
#[derive(Debug, Clone, Default)]
pub struct RepairInput {
    /// The streams of a document.
    pub streams: Vec<Stream<Token>>,
    /// What is known of the volume that the document is a part of.
    pub(crate) volume: Option<Arc<Settled>>,
    /// Whether it is to be said why each word is repaired as it is.
    pub(crate) explain: bool,
    /// Whether readings are compared by a wide beam.
    pub(crate) wide: bool,
}

impl RepairInput {
    /// The same, with why each word is repaired as it is.
    #[must_use]
    pub fn explained(self) -> Self {
        Self { explain: true, ..self }
    }

    /// The same, with all readings compared, however far they lie behind: for who learns what they are worth.
    #[cfg(feature = "training")]
    #[must_use]
    pub fn compared(self) -> Self {
        Self { wide: true, ..self }
    }
}

impl From<Vec<Stream<Token>>> for RepairInput {
    fn from(streams: Vec<Stream<Token>>) -> Self {
        Self { streams, ..Self::default() }
    }
}

/// What repair made.
#[derive(Debug, Clone, Default)]
pub struct Repaired {
    /// The same streams and fragments, with pieces for tokens.
    pub streams: Vec<Stream<Piece>>,
    /// Marks that belong to no word.
    pub discarded: Vec<Discarded>,
    /// What was left alone, and why.
    pub notices: Vec<Notice>,
    /// How many tokens stand on pages that the pack does not explain, and were left alone.
    pub foreign: usize,
    /// The BCP 47 tag of the language of most of it, where that was asked and something tells.
    pub language: Option<String>,
    /// Why, page by page and language by language, where that was asked.
    pub explanations: Vec<Explanation>,
}

impl Repaired {
    /// Streams as they stand.
    fn of_kept(streams: Vec<Stream<Token>>) -> Self {
        Self { streams: streams.into_iter().map(kept).collect(), ..Self::default() }
    }
}

/// Repairs the words of all streams of a document, each part by the pack of its language.
pub fn repair(read: RepairInput, context: &Context<'_>) -> Repaired {
    let RepairInput { streams, volume, explain, wide } = read;
    let ocr = context.geometry().map(OcrConfidence::new);
    let shared = Shared { ocr, volume: volume.as_ref(), explain, wide, context };
    match context.identifier {
        None => shared.repair(streams, context.language),
        Some(identifier) => tell::repair_told(streams, identifier, &shared),
    }
}

/// What the parts of a document share, whatever their language.
struct Shared<'a> {
    ocr: Option<OcrConfidence<'a>>,
    volume: Option<&'a Arc<Settled>>,
    explain: bool,
    wide: bool,
    context: &'a Context<'a>,
}

impl Shared<'_> {
    /// Whether words are neither repaired nor explained.
    fn asks_nothing(&self) -> bool {
        !self.context.options.repair && !self.explain
    }

    /// Repairs streams that are in one language.
    fn repair(&self, streams: Vec<Stream<Token>>, language: &Language) -> Repaired {
        if self.asks_nothing() {
            return Repaired::of_kept(streams);
        }
        let mut repaired = Repaired::default();
        for Stretch { streams, goes_on } in stretches(streams) {
            let before = repaired.streams.len();
            if self.context.budget.is_spent() {
                repaired.streams.extend(streams.into_iter().map(kept));
            } else {
                self.repair_page(streams, language, &mut repaired);
            }
            if goes_on && (1..repaired.streams.len()).contains(&before) {
                let next = repaired.streams.remove(before);
                repaired.streams[before - 1].fragments.extend(next.fragments);
            }
        }
        repaired
    }

    /// Repairs the streams of one page, which share their statistics.
    fn repair_page(&self, mut streams: Vec<Stream<Token>>, language: &Language, repaired: &mut Repaired) {
        let does = self.context.options.repair;
        let untouched = if does { Vec::new() } else { streams.clone() };
        let mut marks = Vec::new();
        let mut page = PageRecord::of(&mut streams, language, self, &mut marks);
        if self.explain {
            repaired.explanations.push(explain::explained(&page, language, !does));
        }
        if !does {
            repaired.streams.extend(untouched.into_iter().map(kept));
            return;
        }
        repaired.discarded.append(&mut marks);
        if page.statistics.is_foreign {
            say::foreign(&page, &mut repaired.notices);
            repaired.foreign += page.tokens();
        } else if page.statistics.unexplained {
            say::unexplained(&page, &mut repaired.notices);
        }
        let decided = std::mem::take(&mut page.streams);
        for (stream, (decoded, verdicts)) in streams.into_iter().zip(decided) {
            let emitted = emit::emit(stream, decoded, &verdicts, page.facts(), &mut repaired.discarded);
            repaired.streams.push(emitted);
        }
    }
}

/// A stream as it stands.
fn kept(stream: Stream<Token>) -> Stream<Piece> {
    Stream {
        page: stream.page,
        zone: stream.zone,
        column: stream.column,
        columns: stream.columns,
        width: stream.width,
        fragments: stream
            .fragments
            .into_iter()
            .map(|fragment| Fragment {
                line: fragment.line,
                items: fragment
                    .items
                    .into_iter()
                    .map(|token| Piece {
                        text: token.text,
                        span: token.span,
                        glued: false,
                        confidence: 1.0,
                        change: None,
                    })
                    .collect(),
                opens_block: fragment.opens_block,
                gap_before: fragment.gap_before,
            })
            .collect(),
    }
}
