//! Streams of tokens to streams of corrected pieces.
//!
//! Every distinct word of a page is looked at once (`vocabulary`): what is no
//! word gets readings from the noisy channel (`candidates`), priced by what
//! the page is like (`page_statistics`). Then each stream is one search (`lattice`)
//! over the readings of its tokens and the joins of neighbours, and the margin
//! of a change over leaving the text alone is the evidence for it (`decode`).

mod candidate;
mod candidates;
mod confusion_graph;
mod decode;
mod emit;
mod explain;
mod foreign;
mod interner;
mod lattice;
mod noise;
mod noise_bigrams;
mod ocr_confidence;
mod page_statistics;
mod punctuation;
mod rerank;
mod segmentation;
mod spelling;
#[cfg(test)]
mod tests;
mod token;
mod trie_search;
mod typeface;
mod units;
mod vocabulary;
mod weights;

use crate::language::Language;
use crate::model::{Budget, Discarded, Fragment, Piece, Source, Stream, Token};
pub use explain::{Explained, ExplainedCandidate, Explanation, explain};
use ocr_confidence::OcrConfidence;
pub use rerank::EVIDENCE;
use vocabulary::PageVocabulary;

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
    /// When to give the document up.
    pub budget: Budget,
}

impl Default for Options {
    fn default() -> Self {
        Self { keep: false, min_confidence: 0.2, period: Period::Auto, budget: Budget::default() }
    }
}

/// What repair made.
#[derive(Debug, Clone, Default)]
pub struct Repaired {
    /// The same streams and fragments, with pieces for tokens.
    pub streams: Vec<Stream<Piece>>,
    /// Marks that belong to no word.
    pub discarded: Vec<Discarded>,
}

/// Repairs the words of all streams of a document.
pub fn repair(
    streams: Vec<Stream<Token>>,
    source: &Source,
    language: &Language,
    options: &Options,
) -> Repaired {
    if options.keep {
        return Repaired { streams: streams.into_iter().map(kept).collect(), discarded: Vec::new() };
    }
    let engine = source.geometry.as_ref().map(OcrConfidence::new);
    let mut repaired = Repaired::default();
    let mut streams = streams.into_iter().peekable();
    while let Some(first) = streams.next() {
        let page = first.page;
        let mut together = vec![first];
        while let Some(more) = streams.next_if(|s| s.page == page) {
            together.push(more);
        }
        if options.budget.is_spent() {
            repaired.streams.extend(together.into_iter().map(kept));
        } else {
            repair_page(together, engine.as_ref(), language, options, &mut repaired);
        }
    }
    repaired
}

/// Repairs the streams of one page, which share their measures.
fn repair_page(
    mut streams: Vec<Stream<Token>>,
    engine: Option<&OcrConfidence<'_>>,
    language: &Language,
    options: &Options,
    repaired: &mut Repaired,
) {
    let mut vocabulary = PageVocabulary::new();
    let mut taken = Vec::with_capacity(streams.len());
    for stream in &mut streams {
        taken.push(decode::places(stream, engine, language, &mut vocabulary, &mut repaired.discarded));
    }
    let page = vocabulary.adapt(language, options.period);
    let decided: Vec<_> =
        taken.iter().map(|places| decode::decide(places, language, &vocabulary, &page)).collect();
    let read: Vec<_> = taken
        .iter()
        .zip(&decided)
        .map(|(places, (decisions, joins))| noise::DecodedStream { places, decisions, joins })
        .collect();
    let noise = noise::noise(&read, &vocabulary, engine, &page);
    for (((stream, places), (decisions, joins)), noise) in
        streams.into_iter().zip(taken).zip(decided).zip(noise)
    {
        let out =
            emit::Outcome { decisions, joins, noise, old: page.is_old(), closes_marks: page.closes_marks };
        let done =
            emit::pieces(stream, places, &vocabulary, &out, options.min_confidence, &mut repaired.discarded);
        repaired.streams.push(done);
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
