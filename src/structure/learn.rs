//! What is seen of the lines of a document, for those who learn from pages whose
//! headings are known what a heading looks like (`training/structure`), and from
//! pages whose regions are labelled what stands around the text (`training/regions`).

use super::heading_features::{NAMES, OF_PAIR};
use super::{furniture, labels, lines as text_lines, paragraphs, printed, read, rows};
use crate::context::Context;
use crate::language::Closed;
use crate::model::{Piece, Role, Span, Stream};

/// What is seen of a line, in the order of [`LineExample::seen`].
pub const SEEN: &[&str] = &NAMES;
/// What is seen of a line as a row, in the order of [`LineExample::as_row`].
pub const AS_ROW: &[&str] = &rows::NAMES;
/// What is asked of two lines that follow each other: `this-` and what is seen of
/// the first, `next-` and what is seen of the second.
pub const OF_TWO: &[&str] = &OF_PAIR;
/// The same of two lines that may be of one paragraph.
pub const OF_PARAGRAPH: &[&str] = &paragraphs::OF_PAIR;

/// What is seen of a line as it is printed, in the order of [`LineExample::printed`].
pub const PRINTED: &[&str] = &printed::NAMES;
/// What is seen of a bit of a page, in the order of [`BitExample::seen`].
pub const OF_BIT: &[&str] = &furniture::features::NAMES;

/// A stretch of a line without wide white in it.
#[derive(Debug, Clone, PartialEq)]
pub struct BitExample {
    /// What of the source stands on it.
    pub spans: Vec<Span>,
    /// What it says.
    pub text: String,
    /// What is seen of it.
    pub seen: Vec<f32>,
    /// What the file says that it is.
    pub role: Role,
}

/// A line of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct LineExample {
    /// What of the source stands on it.
    pub spans: Vec<Span>,
    /// What is seen of it.
    pub seen: Vec<f32>,
    /// What is seen of it as a row of a table, of verse and the like.
    pub as_row: Vec<f32>,
    /// What is seen of it as it is printed, in the order of [`PRINTED`], where it has a place.
    pub printed: Option<Vec<f32>>,
    /// What the file says that it is.
    pub role: Role,
}

/// The lines of a document in reading order; speckle is left out.
pub fn lines(streams: Vec<Stream<Piece>>, context: &Context<'_>) -> Vec<LineExample> {
    let read = read(streams, context).lines;
    let labels::Looked { seen, as_rows, printed, .. } = labels::look(&read, context.language);
    let spans = |line: &text_lines::TextLine| line.pieces.iter().map(|piece| piece.span).collect();
    let all = read.iter().zip(seen).zip(as_rows).zip(printed);
    let line = |(((line, seen), as_row), printed): (((_, [f32; NAMES.len()]), rows::Features), Option<_>)| {
        let line: &text_lines::TextLine = line;
        LineExample {
            spans: spans(line),
            seen: seen.to_vec(),
            as_row: as_row.to_vec(),
            printed: printed.map(|printed: printed::Features| printed.to_vec()),
            role: line.print.map(|print| print.role).unwrap_or_default(),
        }
    };
    all.map(line).collect()
}

/// The bits of the pages of a document whose words have places.
pub fn bits(streams: &[Stream<Piece>], context: &Context<'_>) -> Vec<BitExample> {
    let Some(geometry) = context.geometry() else { return Vec::new() };
    let is_page_word = |word: &str| context.language.lists(Closed::Page, word);
    let mut pages: Vec<usize> = streams.iter().map(|stream| stream.page).collect();
    pages.dedup();
    let mut examples = Vec::new();
    for page in pages {
        let own: Vec<usize> = (0..streams.len()).filter(|&at| streams[at].page == page).collect();
        let (bits, places): (Vec<_>, Vec<_>) = furniture::bits(streams, &own, geometry).into_iter().unzip();
        let Some(page) = furniture::features::PageBits::of(&bits, 0, &is_page_word) else { continue };
        let seen = page.seen();
        for ((bit, places), seen) in bits.into_iter().zip(places).zip(seen) {
            let spans: Vec<Span> =
                places.iter().map(|&(s, f, i)| streams[s].fragments[f].items[i].span).collect();
            let role = spans.first().and_then(|&span| geometry.touching(span).first()).map(|word| word.role);
            examples.push(BitExample {
                spans,
                text: bit.text,
                seen: seen.to_vec(),
                role: role.unwrap_or_default(),
            });
        }
    }
    examples
}
