//! The order in which the elements of a source are read, after untangling.

use crate::model::{Document, Span, Text};

/// Whether what is written back stands in the order in which it is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LineOrder {
    /// Lines and blocks stand, or are named, in the order in which they are read.
    #[default]
    Untangled,
    /// They stay where the file has them.
    Kept,
}

/// The place of each word of the geometry in the reading order, from 1. A word
/// that stands in no text (a page number, noise) has the place of the word
/// before it in the file, so that it stays behind that.
pub(in crate::write) fn places(document: &Document) -> Vec<u32> {
    let Some(geometry) = &document.source.geometry else { return Vec::new() };
    let mut places = vec![0; geometry.words.len()];
    let mut next = 0;
    let outline = &document.outline;
    let sections = outline.sections.iter().flat_map(|section| {
        let heads = section.heading.iter().chain(&section.subheading);
        heads.chain(section.paragraphs.iter().map(|paragraph| &paragraph.text))
    });
    let fields: Vec<&Text> = outline.title.iter().chain(sections).chain(&outline.footer).collect();
    for span in fields.into_iter().flat_map(|field| &field.pieces).map(|piece| piece.span) {
        for at in touching(document, span) {
            if places[at] == 0 {
                next += 1;
                places[at] = next;
            }
        }
    }
    let (mut page, mut last) = (0, 0);
    for (place, word) in places.iter_mut().zip(&geometry.words) {
        if word.page != page {
            (page, last) = (word.page, 0);
        }
        if *place == 0 {
            *place = last;
        }
        last = *place;
    }
    places
}

fn touching(document: &Document, span: Span) -> std::ops::Range<usize> {
    let words = document.source.geometry.as_ref().map_or(&[][..], |geometry| &geometry.words);
    let from = words.partition_point(|word| word.span.end <= span.start);
    from..from + words[from..].partition_point(|word| word.span.start < span.end)
}
