//! What is seen of the lines of a document, for those who learn from pages whose
//! headings are known what a heading looks like (`examples/learn_headings`).

use super::heading_features::{NAMES, OF_PAIR};
use super::{labels, read};
use crate::language::Language;
use crate::model::{Geometry, Piece, Span, Stream};

/// What is seen of a line, in the order of [`TextLine::seen`].
pub const SEEN: &[&str] = &NAMES;
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
}

/// The lines of a document in reading order; speckle is left out.
pub fn lines(
    streams: Vec<Stream<Piece>>,
    geometry: Option<&Geometry>,
    language: &Language,
) -> Vec<LineExample> {
    let read = read(streams, geometry, language).lines;
    let seen = labels::look(&read, language).seen;
    let spans = |line: &super::lines::TextLine| line.pieces.iter().map(|piece| piece.span).collect();
    let line =
        |(line, seen): (_, [f32; NAMES.len()])| LineExample { spans: spans(line), seen: seen.to_vec() };
    read.iter().zip(seen).map(line).collect()
}
