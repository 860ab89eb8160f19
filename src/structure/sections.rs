//! Labelled lines to the fields of an [`Outline`].

use std::collections::BTreeSet;

use super::labels::{Label, OutlinePart};
use super::lines::TextLine;
use super::{dates, links};
use crate::language::Language;
use crate::model::{Outline, Paragraph, ParagraphKind, Section, Text};

/// Gathers the lines into the outline that their labels describe.
pub(super) fn gather(lines: Vec<TextLine>, labels: &[Label], language: &Language) -> Outline {
    let mut outline = Outline::default();
    let mut dates_seen = Vec::new();
    for (line, label) in lines.into_iter().zip(labels) {
        dates_seen.push((line.date.clone(), label.part));
        match label.part {
            OutlinePart::Title => add(&mut outline.title, line),
            OutlinePart::Dateline => add(&mut outline.dateline, line),
            OutlinePart::Footer => add(&mut outline.footer, line),
            OutlinePart::Heading => {
                if label.opens {
                    outline.sections.push(Section::default());
                }
                add(&mut section(&mut outline).heading, line);
            }
            OutlinePart::Subheading => add(&mut section(&mut outline).subheading, line),
            OutlinePart::Text | OutlinePart::Item => {
                let kind = if label.part == OutlinePart::Item {
                    ParagraphKind::ListItem
                } else {
                    ParagraphKind::Text
                };
                let paragraphs = &mut section(&mut outline).paragraphs;
                match paragraphs.last_mut() {
                    Some(last) if !label.opens && last.kind == kind => last.text.pieces.extend(line.pieces),
                    last => {
                        // It is whole now: the room into which it would have grown is a third of it.
                        if let Some(last) = last {
                            last.text.pieces.shrink_to_fit();
                        }
                        paragraphs.push(Paragraph { kind, text: Text { pieces: line.pieces } });
                    }
                }
            }
        }
    }
    outline.date = match &outline.dateline {
        // What is written as `/date/text` must be the field's own text.
        Some(line) => {
            let text = line.plain();
            dates::whole(&text, language).map(|date| crate::model::Date { text, ..date })
        }
        None => dates_seen.into_iter().find_map(|(date, part)| date.filter(|_| part != OutlinePart::Item)),
    };
    outline.links = addresses(&outline);
    outline
}

/// The section that is being filled; the first has no heading if none was found.
fn section(outline: &mut Outline) -> &mut Section {
    if outline.sections.is_empty() {
        outline.sections.push(Section::default());
    }
    let last = outline.sections.len() - 1;
    &mut outline.sections[last]
}

fn add(field: &mut Option<Text>, line: TextLine) {
    field.get_or_insert_default().pieces.extend(line.pieces);
}

/// The addresses in all fields, in reading order, each once.
fn addresses(outline: &Outline) -> Vec<String> {
    let fields = outline.title.iter().chain(outline.sections.iter().flat_map(|section| {
        let head = section.heading.iter().chain(&section.subheading);
        head.chain(section.paragraphs.iter().map(|paragraph| &paragraph.text))
    }));
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for field in fields.chain(&outline.footer) {
        let mut add = |link: &str| {
            if !seen.contains(link) {
                seen.insert(link.to_owned());
                found.push(link.to_owned());
            }
        };
        if field.pieces.iter().any(|piece| piece.glued) {
            links::find(&field.plain()).for_each(&mut add);
        } else {
            // The words of each piece are those of the field.
            field.pieces.iter().flat_map(|piece| links::find(&piece.text)).for_each(&mut add);
        }
    }
    found
}
