//! Streams of tokens to streams of corrected pieces.

use crate::language::Language;
use crate::model::{Budget, Discarded, Fragment, Piece, Source, Stream, Token};

/// What repair may do.
#[derive(Debug, Clone)]
pub struct Options {
    /// Change nothing.
    pub keep: bool,
    /// The least confidence a change must have, from 0 to 1.
    pub min_confidence: f32,
    /// When to give the document up.
    pub budget: Budget,
}

impl Default for Options {
    fn default() -> Self {
        Self { keep: false, min_confidence: 0.5, budget: Budget::default() }
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
    _source: &Source,
    _language: &Language,
    _options: &Options,
) -> Repaired {
    let streams = streams
        .into_iter()
        .map(|stream| Stream {
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
        })
        .collect();
    Repaired { streams, discarded: Vec::new() }
}
