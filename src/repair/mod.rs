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

pub use crate::language::EVIDENCE;
use crate::language::Language;
use crate::model::{Budget, Discarded, Fragment, Notice, Piece, Source, Stream, Token};
use channel::OcrConfidence;
pub use decode::usual_weights;
pub use explain::{Explained, ExplainedCandidate, Explanation, explain_text};
pub use page::Settled;
use record::PageRecord;
use stretches::{Stretch, stretches};
pub use tell::repair_told;
pub use volume::Volume;

/// When a page was printed, which says what spelling it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    /// Found out: by which layer of the pack explains the page better.
    #[default]
    Auto,
    /// Today's spelling.
    Modern,
    /// Print before 1947, to be repaired to its own spelling.
    Historical,
}

/// What repair may do.
#[derive(Debug, Clone)]
pub struct Options {
    /// Change nothing.
    pub keep: bool,
    /// The least confidence a change must have, from 0 to 1.
    pub min_confidence: f32,
    /// When the page was printed.
    pub period: Period,
    /// What is known of the volume that the document is a part of.
    pub volume: Option<Arc<Settled>>,
    /// Whether the language is told rather than found out: words that it does not explain are repaired all the same.
    pub language_is_told: bool,
    /// When to give the document up.
    pub budget: Budget,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            keep: false,
            min_confidence: 0.4,
            period: Period::Auto,
            volume: None,
            language_is_told: true,
            budget: Budget::default(),
        }
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
}

/// Repairs the words of all streams of a document.
pub fn repair(
    streams: Vec<Stream<Token>>,
    source: &Source,
    language: &Language,
    options: &Options,
) -> Repaired {
    if options.keep {
        return Repaired { streams: streams.into_iter().map(kept).collect(), ..Repaired::default() };
    }
    let ocr = source.geometry.as_ref().map(OcrConfidence::new);
    let mut repaired = Repaired::default();
    for Stretch { streams, goes_on } in stretches(streams) {
        let before = repaired.streams.len();
        if options.budget.is_spent() {
            repaired.streams.extend(streams.into_iter().map(kept));
        } else {
            repair_page(streams, ocr.as_ref(), language, options, &mut repaired);
        }
        if goes_on && (1..repaired.streams.len()).contains(&before) {
            let next = repaired.streams.remove(before);
            repaired.streams[before - 1].fragments.extend(next.fragments);
        }
    }
    repaired
}

/// Explains the repair of all streams of a document, page by page.
pub fn explain(
    streams: Vec<Stream<Token>>,
    source: &Source,
    language: &Language,
    options: &Options,
) -> Vec<Explanation> {
    let ocr = source.geometry.as_ref().map(OcrConfidence::new);
    let explain = |mut page: Vec<Stream<Token>>| {
        let record = PageRecord::of(&mut page, ocr.as_ref(), language, options, &mut Vec::new());
        explain::explained(&record, language, options.keep)
    };
    stretches(streams).map(|stretch| explain(stretch.streams)).collect()
}

/// Repairs the streams of one page, which share their statistics.
fn repair_page(
    mut streams: Vec<Stream<Token>>,
    ocr: Option<&OcrConfidence<'_>>,
    language: &Language,
    options: &Options,
    repaired: &mut Repaired,
) {
    let mut page = PageRecord::of(&mut streams, ocr, language, options, &mut repaired.discarded);
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
