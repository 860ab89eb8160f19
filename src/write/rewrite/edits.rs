//! From the pieces of a document to what becomes of the elements of its source.

use std::borrow::Cow;
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

/// The text of the original; what was in another encoding than UTF-8 says that
/// it is in UTF-8 now.
pub(super) fn original<'a>(
    document: &Document,
    bytes: &'a [u8],
    format: &str,
    wanted: &'static str,
) -> Result<Cow<'a, str>, RewriteError> {
    // Of an image it is what the engine wrote of it.
    let is_hocr = format == "hocr" && document.source.format == "image";
    if document.source.format != format && !is_hocr {
        return Err(RewriteError::Format { seen: document.source.format.clone(), wanted });
    }
    let encoding = &document.source.encoding;
    let unknown = || RewriteError::Encoding { encoding: encoding.clone() };
    if encoding == "utf-8" {
        return std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| unknown());
    }
    let known = encoding_rs::Encoding::for_label(encoding.as_bytes()).ok_or_else(unknown)?;
    let (text, _, bad) = known.decode(bytes);
    if bad { Err(unknown()) } else { Ok(Cow::Owned(declared_as_utf8(&text))) }
}

/// A text that declares UTF-8 where it declared another encoding: in its XML
/// declaration, and in the `meta` elements of its head.
fn declared_as_utf8(text: &str) -> String {
    // Only the head declares anything.
    let mut head = text.len().min(2048);
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    let (head, rest) = text.split_at(head);
    let mut out = String::with_capacity(text.len());
    let mut left = head;
    while let Some(at) = left.find('<') {
        let end = left[at..].find('>').map_or(left.len(), |end| at + end + 1);
        let tag = &left[at..end];
        out.push_str(&left[..at]);
        let name = if tag.starts_with("<?xml") {
            "encoding="
        } else if tag.len() > 5 && tag.is_char_boundary(5) && tag[..5].eq_ignore_ascii_case("<meta") {
            "charset="
        } else {
            ""
        };
        out.push_str(&with_value(tag, name));
        left = &left[end..];
    }
    out + left + rest
}

/// A tag with `UTF-8` as the value that follows a name in it.
fn with_value(tag: &str, name: &str) -> String {
    let Some(at) = tag.to_ascii_lowercase().find(name).filter(|_| !name.is_empty()) else {
        return tag.to_owned();
    };
    let from = at + name.len();
    let from = from + tag[from..].len() - tag[from..].trim_start_matches(['"', '\'']).len();
    let label = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
    let to = from + tag[from..].find(|c: char| !label(c)).unwrap_or(tag.len() - from);
    format!("{}UTF-8{}", &tag[..from], &tag[to..])
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

#[cfg(test)]
mod tests {
    use super::declared_as_utf8;

    #[test]
    fn another_encoding_is_declared_as_utf8() {
        let xml = "<?xml version='1.0' encoding='ISO-8859-1'?>\n<alto/>";
        assert_eq!(declared_as_utf8(xml), "<?xml version='1.0' encoding='UTF-8'?>\n<alto/>");
        let html = "<html><META content=\"text/html; charset=windows-1252\"><p title=\"charset=x\">é";
        assert_eq!(
            declared_as_utf8(html),
            "<html><META content=\"text/html; charset=UTF-8\"><p title=\"charset=x\">é"
        );
        assert_eq!(declared_as_utf8("<alto>é</alto>"), "<alto>é</alto>");
    }
}
