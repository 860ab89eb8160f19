//! What is seen of the lines of a document, for those who learn from pages whose
//! headings are known what a heading looks like (`training/structure`).

use super::heading_features::{NAMES, OF_PAIR};
use super::{labels, read, rows};
use crate::language::Language;
use crate::model::{Piece, Source, Span, Stream};

/// What is seen of a line, in the order of [`LineExample::seen`].
pub const SEEN: &[&str] = &NAMES;
/// What is seen of a line as a row, in the order of [`LineExample::as_row`].
pub const AS_ROW: &[&str] = &rows::NAMES;
/// What is asked of two lines that follow each other: `this-` and what is seen of
/// the first, `next-` and what is seen of the second.
pub const OF_TWO: &[&str] = &OF_PAIR;

/// A line of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct LineExample {
    /// What of the source stands on it.
    pub spans: Vec<Span>,
    /// What is seen of it.
    pub seen: Vec<f32>,
    /// What is seen of it as a row of a table, of verse and the like.
    pub as_row: Vec<f32>,
}

/// The lines of a document in reading order; speckle is left out.
pub fn lines(streams: Vec<Stream<Piece>>, source: Option<&Source>, language: &Language) -> Vec<LineExample> {
    let read = read(streams, source, language).lines;
    let labels::Looked { seen, as_rows, .. } = labels::look(&read, language);
    let spans = |line: &super::lines::TextLine| line.pieces.iter().map(|piece| piece.span).collect();
    let line = |((line, seen), as_row): ((_, [f32; NAMES.len()]), rows::Features)| LineExample {
        spans: spans(line),
        seen: seen.to_vec(),
        as_row: as_row.to_vec(),
    };
    read.iter().zip(seen).zip(as_rows).map(line).collect()
}
