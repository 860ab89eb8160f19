//! Labelled lines to the fields of an [`Outline`].

use std::collections::BTreeSet;

use super::lines::TextLine;
use super::parts::{Label, OutlinePart};
use super::{cells, dates};
use crate::language::Language;
use crate::model::{Break, Outline, Paragraph, ParagraphKind, Role, Section, Text, addresses};

/// Gathers the lines into the outline that their labels describe.
pub(super) fn gather(lines: Vec<TextLine>, labels: &[Label], language: &Language) -> Outline {
    let mut outline = Outline::default();
    let mut dates_seen = Vec::new();
    let mut rows = Vec::new();
    for (line, label) in lines.into_iter().zip(labels) {
        dates_seen.push((line.date.clone(), label.part));
        if label.part != OutlinePart::Row || label.opens {
            keep_rows(&mut rows, &mut outline);
        }
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
            OutlinePart::Row => rows.push(line),
            OutlinePart::Text | OutlinePart::Item | OutlinePart::Caption => {
                let kind = match label.part {
                    OutlinePart::Item => ParagraphKind::ListItem,
                    OutlinePart::Caption if is_note(&line) => ParagraphKind::Note,
                    OutlinePart::Caption => ParagraphKind::Caption,
                    _ => ParagraphKind::Text,
                };
                let paragraphs = &mut section(&mut outline).paragraphs;
                match paragraphs.last_mut() {
                    Some(last) if !label.opens && last.kind == kind => last.text.pieces.extend(line.pieces),
                    last => {
                        // It is whole now: the room into which it would have grown is a third of it.
                        if let Some(last) = last {
                            last.text.pieces.shrink_to_fit();
                        }
                        paragraphs
                            .push(Paragraph { kind, text: Text { pieces: line.pieces, breaks: Vec::new() } });
                    }
                }
            }
        }
    }
    keep_rows(&mut rows, &mut outline);
    outline.date = match &outline.dateline {
        // What is written as `/date/text` must be the field's own text.
        Some(line) => {
            let text = line.plain();
            dates::whole(&text, language).map(|date| crate::model::Date { text, ..date })
        }
        None => dates_seen.into_iter().find_map(|(date, part)| date.filter(|_| part != OutlinePart::Item)),
    };
    outline.links = links(&outline);
    outline
}

/// Whether the file says that a line is one of a note.
fn is_note(line: &TextLine) -> bool {
    line.print.is_some_and(|print| print.role == Role::Note)
}

/// Rows as one paragraph: those of a table with their cells, others as lines.
fn keep_rows(rows: &mut Vec<TextLine>, outline: &mut Outline) {
    if rows.is_empty() {
        return;
    }
    let cells = cells::of_table(rows);
    let kind = match &cells {
        Some(_) => ParagraphKind::Table,
        // One line keeps nothing that a paragraph would not.
        None if rows.len() == 1 => ParagraphKind::Text,
        None => ParagraphKind::Lines,
    };
    let mut text = Text::default();
    for (nth, row) in rows.drain(..).enumerate() {
        let from = text.pieces.len();
        if nth > 0 {
            text.breaks.push((from, Break::Line));
        }
        for &cell in cells.iter().flat_map(|cells| &cells[nth]) {
            text.breaks.push((from + cell, Break::Cell));
        }
        text.pieces.extend(row.pieces);
    }
    section(outline).paragraphs.push(Paragraph { kind, text });
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
fn links(outline: &Outline) -> Vec<String> {
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
            addresses(&field.plain()).for_each(&mut add);
        } else {
            // The words of each piece are those of the field.
            field.pieces.iter().flat_map(|piece| addresses(&piece.text)).for_each(&mut add);
        }
    }
    found
}
