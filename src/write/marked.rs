//! A document as a person reads it: block by block, each with its changes marked.

use std::collections::BTreeMap;

use super::wire::{Correction, Wire};

/// What a block of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The title of the page.
    Title,
    /// A line that holds a date.
    Date,
    /// The heading of a section.
    Heading,
    /// Its second line.
    Subheading,
    /// A paragraph, of whatever kind.
    Paragraph,
    /// An item of a list.
    Item,
    /// What stands below the last section.
    Footer,
}

/// A field of text with its changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Block<'w> {
    /// What it is.
    pub role: Role,
    /// The field, as a JSON Pointer.
    pub path: String,
    /// Its text, in order.
    pub runs: Vec<Run<'w>>,
}

/// A stretch of the text of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Run<'w> {
    /// As the source has it, its white space aside.
    Kept(String),
    /// Changed: the correction, and its place among those of the document.
    Changed(usize, &'w Correction<'w>),
}

/// The blocks of a document in reading order.
///
/// Corrections that lie outside their text, as in a document that was edited by
/// hand, are passed over.
pub fn marked<'w>(wire: &'w Wire<'w>) -> Vec<Block<'w>> {
    let mut corrections: BTreeMap<&str, Vec<(usize, &Correction<'_>)>> = BTreeMap::new();
    for (at, correction) in wire.corrections.iter().enumerate() {
        corrections.entry(&correction.path).or_default().push((at, correction));
    }
    let mut blocks = Vec::new();
    let mut add = |role, path: String, text: Option<&str>| {
        if let Some(text) = text {
            let changes = corrections.remove(path.as_str()).unwrap_or_default();
            blocks.push(Block { role, runs: runs(text, changes), path });
        }
    };
    add(Role::Title, "/title".to_owned(), wire.title.as_deref());
    add(Role::Date, "/date/text".to_owned(), super::text::dateline(wire));
    for (at, section) in wire.sections.iter().enumerate() {
        let path = format!("/sections/{at}");
        add(Role::Heading, format!("{path}/heading"), section.heading.as_deref());
        add(Role::Subheading, format!("{path}/subheading"), section.subheading.as_deref());
        for (at, paragraph) in section.paragraphs.iter().enumerate() {
            let role = if paragraph.kind == "list_item" { Role::Item } else { Role::Paragraph };
            add(role, format!("{path}/paragraphs/{at}/text"), Some(&paragraph.text));
        }
    }
    add(Role::Footer, "/footer".to_owned(), wire.footer.as_deref());
    blocks
}

fn runs<'w>(text: &str, mut changes: Vec<(usize, &'w Correction<'w>)>) -> Vec<Run<'w>> {
    changes.sort_by_key(|(_, change)| (change.start, change.end));
    let characters: Vec<char> = text.chars().collect();
    let (mut runs, mut at) = (Vec::new(), 0);
    for (place, change) in changes {
        let (start, end) = (change.start as usize, change.end as usize);
        if start < at || end < start || end > characters.len() {
            continue;
        }
        if start > at {
            runs.push(Run::Kept(characters[at..start].iter().collect()));
        }
        runs.push(Run::Changed(place, change));
        at = end;
    }
    if at < characters.len() {
        runs.push(Run::Kept(characters[at..].iter().collect()));
    }
    runs
}
