//! From the pieces of a document to what becomes of the elements of its source.

use std::collections::{BTreeMap, BTreeSet};

use super::RewriteError;
use crate::model::{Area, Document, Kind, Piece, Word};

/// What becomes of an element.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::write) enum Edit {
    /// Its words are others.
    Words {
        /// What it says now, a word each.
        words: Vec<String>,
        /// What it said.
        before: String,
        /// How sure we are.
        confidence: f32,
        /// Where the words stand, with those of the elements that went into it.
        area: Option<Area>,
    },
    /// It went into the element before it.
    Gone,
}

/// What becomes of each element that changes.
pub(super) fn edits(document: &Document) -> BTreeMap<u32, Edit> {
    let words = document.source.geometry.iter().flat_map(|geometry| &geometry.words);
    edits_of(document, &words.map(|word| word.element).collect::<Vec<u32>>())
}

/// What becomes of each word that changes, by its place among the words.
pub(in crate::write) fn word_edits(document: &Document) -> BTreeMap<u32, Edit> {
    let many = document.source.geometry.as_ref().map_or(0, |geometry| geometry.words.len());
    edits_of(document, &(0..many as u32).collect::<Vec<u32>>())
}

/// The same where each word has its number; `u32::MAX` is none.
fn edits_of(document: &Document, numbers: &[u32]) -> BTreeMap<u32, Edit> {
    let mut edits = BTreeMap::new();
    let Some(geometry) = &document.source.geometry else { return edits };
    // The pieces of each word, by its place among the words.
    let mut pieces: BTreeMap<usize, Vec<&Piece>> = BTreeMap::new();
    let mut joined: BTreeMap<usize, usize> = BTreeMap::new();
    for piece in all_pieces(document) {
        let from = geometry.words.partition_point(|word| word.span.end <= piece.span.start);
        let many = geometry.words[from..].partition_point(|word| word.span.start < piece.span.end);
        if many == 0 {
            continue;
        }
        pieces.entry(from).or_default().push(piece);
        for more in from + 1..from + many {
            joined.insert(more, from);
        }
    }
    let mut elements: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, &number) in numbers.iter().enumerate().filter(|(_, number)| **number != u32::MAX) {
        elements.entry(number).or_default().push(at);
    }
    let changed: BTreeSet<u32> = pieces
        .iter()
        .filter(|(_, pieces)| pieces.iter().any(|piece| is_repair(piece)))
        .filter(|(_, pieces)| pieces.iter().all(|piece| !is_broken(piece)))
        .map(|(&at, _)| numbers[at])
        .filter(|&element| element != u32::MAX)
        .collect();
    for element in changed {
        let Some(own) = elements.get(&element) else { continue };
        let mut words = Vec::new();
        let mut confidence = 1.0_f32;
        let mut area = area(own.iter().map(|&at| &geometry.words[at]));
        let mut gone = Vec::new();
        for &at in own {
            match pieces.get(&at) {
                // Joined to the word before it, and told there.
                None if joined.contains_key(&at) => {}
                None => words.push(seen(document, &geometry.words[at])),
                Some(pieces) => {
                    let mut text = String::new();
                    for piece in pieces {
                        if !text.is_empty() && !piece.glued {
                            text.push(' ');
                        }
                        text.push_str(&piece.text);
                        confidence = confidence.min(piece.confidence);
                    }
                    words.extend(text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned));
                }
            }
            for (&more, _) in joined.range(at + 1..).take_while(|(more, first)| **first == at && **more > at)
            {
                if numbers[more] != element {
                    gone.push(more);
                }
            }
        }
        let alone = |at: &usize| elements.get(&numbers[*at]).is_some_and(|words| words.len() == 1);
        let line = geometry.words[own[0]].line;
        // Elements that hold more than a word, or stand on another line, stay.
        if words.is_empty() || !gone.iter().all(|at| alone(at) && geometry.words[*at].line == line) {
            continue;
        }
        let all = own.iter().chain(&gone).map(|&at| &geometry.words[at]);
        let before: Vec<String> = all.map(|word| seen(document, word)).collect();
        for at in gone {
            area = match (area, geometry.words[at].area) {
                (Some(area), Some(more)) => Some(area.to(more)),
                (area, more) => area.or(more),
            };
            edits.insert(numbers[at], Edit::Gone);
        }
        edits.insert(element, Edit::Words { words, before: before.join(" "), confidence, area });
    }
    edits
}

fn area<'w>(words: impl Iterator<Item = &'w Word>) -> Option<Area> {
    words.filter_map(|word| word.area).reduce(Area::to)
}

/// What the source says at a word.
pub(in crate::write) fn seen(document: &Document, word: &Word) -> String {
    document.source.slice(word.span).iter().collect()
}

/// Whether repair made a piece what it is.
fn is_repair(piece: &Piece) -> bool {
    piece.change.is_some()
}

/// Whether a piece is the first half of a word at a line end.
fn is_broken(piece: &Piece) -> bool {
    piece.change.as_ref().is_some_and(|change| change.kind == Kind::Dehyphenate)
}

fn all_pieces(document: &Document) -> impl Iterator<Item = &Piece> {
    let outline = &document.outline;
    let sections = outline.sections.iter().flat_map(|section| {
        let heads = section.heading.iter().chain(&section.subheading);
        heads.chain(section.paragraphs.iter().map(|paragraph| &paragraph.text))
    });
    let fields = outline.title.iter().chain(&outline.dateline).chain(sections).chain(&outline.footer);
    fields.flat_map(|field| &field.pieces)
}

/// The original as text, if it is of the format and in UTF-8.
pub(super) fn original<'a>(
    document: &Document,
    bytes: &'a [u8],
    format: &str,
    wanted: &'static str,
) -> Result<&'a str, RewriteError> {
    // Of an image it is what the engine wrote of it.
    let is_hocr = format == "hocr" && document.source.format == "image";
    if document.source.format != format && !is_hocr {
        return Err(RewriteError::Format { seen: document.source.format.clone(), wanted });
    }
    let encoding = &document.source.encoding;
    match std::str::from_utf8(bytes) {
        Ok(text) if encoding == "utf-8" => Ok(text),
        _ => Err(RewriteError::Encoding { encoding: encoding.clone() }),
    }
}

/// The stretches of an area that words take up, side by side as their lengths are.
pub(in crate::write) fn shares(words: &[String], area: Area) -> Vec<Area> {
    let length = |word: &String| word.chars().count() as f32;
    let total = words.iter().map(|word| length(word) + 1.0).sum::<f32>() - 1.0;
    let mut from = 0.0;
    words
        .iter()
        .map(|word| {
            let to = from + length(word);
            let part = area.part(from / total.max(1.0), (to / total.max(1.0)).min(1.0));
            from = to + 1.0;
            part
        })
        .collect()
}
