//! Corrected streams to an [`Outline`]: title, date, sections, footer, links.

use crate::language::Language;
use crate::model::{Outline, Paragraph, ParagraphKind, Piece, Section, Stream, Text};

/// Finds the structure of the streams of a document.
pub fn structure(streams: Vec<Stream<Piece>>, _language: &Language) -> Outline {
    let mut section = Section::default();
    let mut text = Text::default();
    for fragment in streams.into_iter().flat_map(|stream| stream.fragments) {
        if fragment.opens_block && !text.pieces.is_empty() {
            section.paragraphs.push(Paragraph { kind: ParagraphKind::Text, text: std::mem::take(&mut text) });
        }
        text.pieces.extend(fragment.items);
    }
    if !text.pieces.is_empty() {
        section.paragraphs.push(Paragraph { kind: ParagraphKind::Text, text });
    }
    Outline { sections: vec![section], ..Outline::default() }
}
