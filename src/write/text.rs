//! Clean plain text: title, headings and paragraphs with a blank line between
//! them, the items of a list, the rows of a table and lines of verse line by line.

use super::assemble::assemble;
use super::wire::{Paragraph, Section, Wire};
use crate::model::Document;

/// A document as plain text. Ends with a line break unless it is empty.
pub fn to_text(document: &Document) -> String {
    text(&assemble(document))
}

impl Document {
    /// The whole text in reading order: title, headings and paragraphs with a
    /// blank line between them. Ends with a line break unless it is empty.
    ///
    /// ```
    /// use ontwar::{Cleaner, Language, Options};
    ///
    /// let cleaner = Cleaner::new(Language::builtin("nl")?, Options::default());
    /// let document = cleaner.clean("page.txt", "Het is voor dejaren 2022-2026.".as_bytes())?;
    /// assert_eq!(document.text(), "Het is voor de jaren 2022-2026.\n");
    /// # Ok::<(), ontwar::Error>(())
    /// ```
    pub fn text(&self) -> String {
        to_text(self)
    }
}

/// Wire data as plain text. Ends with a line break unless it is empty.
pub fn text(wire: &Wire<'_>) -> String {
    let mut blocks: Vec<String> = Vec::new();
    blocks.extend(wire.title.clone());
    blocks.extend(dateline(wire).map(str::to_owned));
    for section in &wire.sections {
        blocks.extend(section.heading.clone());
        blocks.extend(section.subheading.clone());
        blocks.extend(body(section, shown));
    }
    blocks.extend(wire.footer.clone());
    join(&blocks)
}

/// A paragraph as it is shown: an item whose bullet was misread, and set aside, gets one.
fn shown(made: &Paragraph) -> String {
    let first = made.text.split(' ').next().unwrap_or_default();
    let is_mark = first.chars().count() == 1
        || first.ends_with(['.', ')', '°']) && first.chars().count() <= 5
        || !first.contains(char::is_alphanumeric);
    if made.kind == "list_item" && !is_mark { format!("• {}", made.text) } else { made.text.clone() }
}

/// The text of the date, if it is a field and not only read off one.
pub(super) fn dateline<'w>(wire: &'w Wire<'_>) -> Option<&'w str> {
    wire.date
        .as_ref()
        .map(|date| &*date.text)
        .filter(|_| wire.spans.iter().any(|field| field.path == "/date/text"))
}

/// The paragraphs of a section, with the items of a list together in one block.
pub(super) fn body(section: &Section, write: impl Fn(&Paragraph) -> String) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut in_list = false;
    for made in &section.paragraphs {
        let is_item = made.kind == "list_item";
        let text = write(made);
        match blocks.last_mut() {
            Some(list) if is_item && in_list => {
                list.push('\n');
                list.push_str(&text);
            }
            _ => blocks.push(text),
        }
        in_list = is_item;
    }
    blocks
}

/// Blocks with a blank line between them.
pub(super) fn join(blocks: &[String]) -> String {
    let mut out = blocks.join("\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}
