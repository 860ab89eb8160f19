use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use quick_xml::escape::escape;

use super::RewriteError;
use super::edits::{Edit, edits, original, shares};
use super::markup::{Ids, Tag, closed, get, set, tags};
use super::ranks::LineOrder;
use super::script::{Script, ScriptPosition};
use super::tree::{self, Disordered, ElementNode, Leaf, Names};
use crate::model::{Area, Document};

/// Writes an hOCR back with its words repaired and in the order in which they are read.
///
/// `bytes` are those that the document was cleaned from. A repaired word is
/// plain text, which every reader of hOCR understands; what it was read as
/// stands in its title as `x_source`, a string of JSON without semicolons. A
/// word that was split off from the one before it has an empty one. The step
/// is told in `ocr-system`, and a comment at the end holds the way back, which
/// [`restore`](super::restore) takes.
///
/// # Errors
/// When the document did not come from an hOCR in UTF-8.
pub fn hocr(document: &Document, bytes: &[u8], order: LineOrder) -> Result<String, RewriteError> {
    let original = original(document, bytes, "hocr", "hOCR")?;
    let text = &*original;
    let all = tags(text);
    let mut writer = HocrRewriter {
        text,
        all: &all,
        ids: Ids::new(text),
        edits: edits(document),
        script: Script::new(text),
        number: 0,
        after_word: None,
        leads: BTreeSet::new(),
        noted: false,
    };
    let mut from = 0;
    if order == LineOrder::Untangled {
        let names = Names { is_word: |tag, _| is_word(tag), is_page: |tag, _| is_page(tag) };
        for Disordered { page, leaves, order } in tree::disordered(document, text, &all, names) {
            writer.flat(from..page.open);
            from = page.close + 1;
            writer.whole(&page, &order, &leaves);
            writer.number = leaves.last().map_or(writer.number, |leaf| leaf.element + 1);
        }
    }
    writer.flat(from..all.len());
    Ok(writer.script.finish())
}

struct HocrRewriter<'a> {
    text: &'a str,
    all: &'a [(Range<usize>, Tag)],
    ids: Ids<'a>,
    edits: BTreeMap<u32, Edit>,
    script: Script<'a>,
    /// The number of the next word of the file.
    number: u32,
    /// Where the last word ended, if it was changed as it should be.
    after_word: Option<ScriptPosition>,
    /// What stands before an element that was moved, where that was written already.
    leads: BTreeSet<usize>,
    noted: bool,
}

impl HocrRewriter<'_> {
    /// Writes stretches in the order in which they stand.
    fn flat(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let (stretch, tag) = &self.all[at];
            let raw = &self.text[stretch.clone()];
            at += 1;
            match tag {
                Tag::End(name) if !self.noted && name.eq_ignore_ascii_case("head") => {
                    self.noted = true;
                    self.script.add(&format!("<meta name=\"ocr-system\" content=\"{}\"/>", system()));
                    self.script.copy(stretch.clone());
                }
                Tag::Start(name) | Tag::Empty(name)
                    if name.eq_ignore_ascii_case("meta") && get(raw, "name") == Some("ocr-system") =>
                {
                    self.noted = true;
                    self.note(stretch.clone(), raw);
                }
                Tag::Start(name) | Tag::Empty(name) if is_word(raw) => {
                    at = self.word(at, stretch.clone(), name, matches!(tag, Tag::Empty(_)));
                }
                _ => self.script.copy(stretch.clone()),
            }
        }
    }

    /// Tells the step behind those that were told before.
    fn note(&mut self, stretch: Range<usize>, raw: &str) {
        let before = get(raw, "content").unwrap_or_default();
        // What is written there is escaped already.
        match raw.find(before).map(|at| at + before.len()).filter(|_| !before.is_empty()) {
            Some(at) => {
                self.script.copy(stretch.start..stretch.start + at);
                self.script.add(&format!("; {}", system()));
                self.script.copy(stretch.start + at..stretch.end);
            }
            None => self.script.add(&set(raw, "content", &system())),
        }
    }

    /// Writes a word whose first tag is behind; gives where it ends.
    fn word(&mut self, at: usize, stretch: Range<usize>, name: &str, empty: bool) -> usize {
        let raw = &self.text[stretch.clone()];
        let edit = self.edits.remove(&self.number);
        self.number += 1;
        let many = if empty { Some(0) } else { closed(&self.all[at..], name) };
        let nested = |(range, tag): &(Range<usize>, Tag)| {
            matches!(tag, Tag::Start(_)) && is_word(&self.text[range.clone()])
        };
        let Some(many) = many.filter(|&many| !self.all[at..at + many].iter().any(nested)) else {
            // Where a word ends that is not closed is a guess: nothing is written in its place.
            self.script.copy(stretch);
            self.after_word = None;
            return at;
        };
        let end = self.all[..at + many].last().map_or(stretch.end, |(range, _)| range.end);
        let (before_text, after_text) = letters(&self.text[stretch.end.min(end)..end]);
        match (edit, self.after_word) {
            (Some(Edit::Gone), Some(mark)) => self.script.cut(mark),
            (None | Some(Edit::Gone), _) => self.script.copy(stretch.start..end),
            (Some(Edit::Words { words, before, confidence, area }), _) => {
                let parts = area.map(|area| shares(&words, area));
                let part = |at: usize| parts.as_ref().map(|parts| parts[at]);
                let first = sourced(&placed(raw, part(0)), &before, confidence);
                let put = |tag: &str, word: &str| {
                    format!("{}{before_text}{}{after_text}</{name}>", open(tag), escape(word))
                };
                let mut written = put(&first, &words[0]);
                for (more, word) in words.iter().enumerate().skip(1) {
                    let mut tag = sourced(&placed(raw, part(more)), "", confidence);
                    if let Some(id) = get(raw, "id") {
                        tag = set(&tag, "id", &self.ids.fresh(id, more + 1));
                    }
                    written.push(' ');
                    written.push_str(&put(&tag, word));
                }
                self.script.add(&written);
            }
        }
        self.after_word = Some(self.script.mark());
        at + many
    }

    /// Writes an element with all its words, in an order.
    fn whole(&mut self, node: &ElementNode, order: &[usize], leaves: &[Leaf]) {
        if order.is_sorted() {
            self.number = leaves[order[0]].element;
            self.flat(node.open..node.close + 1);
            return;
        }
        self.script.copy(self.all[node.open].0.clone());
        self.inside(node, order, leaves);
        self.script.copy(self.all[node.close].0.clone());
    }

    /// Writes an element with some of its words: it stands in several places.
    fn part(&mut self, node: &ElementNode, order: &[usize], leaves: &[Leaf]) {
        let raw = &self.text[self.all[node.open].0.clone()];
        let area = order.iter().filter_map(|&leaf| leaves[leaf].area).reduce(Area::to);
        let mut tag = placed(raw, area);
        let again = !self.leads.insert(node.close);
        if let Some(id) = get(raw, "id").filter(|_| again) {
            // The number of its first word is no other part's.
            tag = set(&tag, "id", &self.ids.fresh(id, leaves[order[0]].element as usize + 1));
        }
        self.script.add(&tag);
        self.inside(node, order, leaves);
        self.script.add(&self.text[self.all[node.close].0.clone()]);
    }

    fn inside(&mut self, node: &ElementNode, order: &[usize], leaves: &[Leaf]) {
        self.after_word = None;
        for (at, group) in order.chunk_by(|&a, &b| node.child_of(a) == node.child_of(b)).enumerate() {
            let number = node.child_of(group[0]);
            let child = &node.children[number];
            let from = number.checked_sub(1).map_or(node.open, |before| node.children[before].close) + 1;
            let lead = self.stretch(from..child.open);
            if self.leads.insert(child.open) {
                self.script.copy(lead.clone());
            } else if self.text[lead.clone()].trim().is_empty() {
                self.script.add(&self.text[lead.clone()]);
            }
            // Words stay apart.
            if at > 0 && lead.is_empty() && child.children.is_empty() {
                self.script.add(" ");
            }
            if group.len() == child.leaves.len() {
                self.whole(child, group, leaves);
            } else {
                self.part(child, group, leaves);
            }
        }
        let last = node.children.last().map_or(node.open, |child| child.close) + 1;
        // A key of its own: no element opens where this one closes.
        if self.leads.insert(usize::MAX - node.close) {
            self.script.copy(self.stretch(last..node.close));
        }
    }

    fn stretch(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            return 0..0;
        }
        self.all[range.start].0.start..self.all[range.end - 1].0.end
    }
}

/// A tag that opens an element, whether the original held something or not.
fn open(tag: &str) -> String {
    match tag.strip_suffix("/>") {
        Some(tag) => format!("{}>", tag.trim_end()),
        None => tag.to_owned(),
    }
}

/// How the letters of a word are set: what opens before them, and what closes after them.
fn letters(within: &str) -> (String, String) {
    let (mut opened, mut closing) = (String::new(), String::new());
    let mut rest = within;
    while let Some(name) = ["strong", "em", "b", "i"].into_iter().find(|name| {
        rest.strip_prefix('<')
            .and_then(|rest| rest.strip_prefix(name))
            .is_some_and(|rest| rest.starts_with('>'))
    }) {
        opened.push_str(&format!("<{name}>"));
        closing.insert_str(0, &format!("</{name}>"));
        rest = &rest[name.len() + 2..];
    }
    (opened, closing)
}

/// Whether a tag begins a word.
pub(super) fn is_word(tag: &str) -> bool {
    has_class(tag, &["ocrx_word", "ocr_word"])
}

/// Whether a tag begins a page.
pub(super) fn is_page(tag: &str) -> bool {
    has_class(tag, &["ocr_page"])
}

fn has_class(tag: &str, wanted: &[&str]) -> bool {
    get(tag, "class").unwrap_or_default().split_whitespace().any(|class| wanted.contains(&class))
}

fn system() -> String {
    format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
}

/// What a title tells of a change: what was read, and how sure the change is.
pub(in crate::write) fn source_property(before: &str, confidence: f32) -> String {
    // Readers cut a title at its semicolons, whether they stand in quotes or not.
    let before = serde_json::to_string(before).unwrap_or_default().replace(';', "\\u003b");
    format!("x_source {before}; x_repair {:.3}", confidence.clamp(0.0, 1.0))
}

/// A tag whose title tells what was read, and how sure the change is.
fn sourced(tag: &str, before: &str, confidence: f32) -> String {
    let source = source_property(before, confidence);
    let Some(title) = get(tag, "title") else {
        let end = tag.len() - if tag.ends_with("/>") { 2 } else { 1 };
        return format!("{} title=\"{}\"{}", tag[..end].trim_end(), escape(source.as_str()), &tag[end..]);
    };
    let start = title.as_ptr() as usize - tag.as_ptr() as usize;
    let at = start + title.trim_end().len();
    if !tag[..start].ends_with(['"', '\'']) {
        return format!("{}\"{title}; {}\"{}", &tag[..start], escape(source.as_str()), &tag[at..]);
    }
    let semicolon = if title.trim().is_empty() || title.trim_end().ends_with(';') { "" } else { "; " };
    format!("{}{semicolon}{}{}", &tag[..at], escape(source.as_str()), &tag[at..])
}

/// A tag whose `bbox` is an area; the base line stays where it is on the page.
fn placed(tag: &str, area: Option<Area>) -> String {
    let (Some(area), Some(title)) = (area, get(tag, "title")) else { return tag.to_owned() };
    let edges = [area.left, area.top, area.right, area.bottom].map(|edge| edge.round() as i64);
    let own = |name: &str| title.split(';').map(str::trim).find(|property| property.starts_with(name));
    let Some(before) = own("bbox ") else { return tag.to_owned() };
    let made = format!("bbox {}", edges.map(|edge| edge.to_string()).join(" "));
    let mut placed = tag.replacen(before, &made, 1);
    let numbers = |property: &str| -> Vec<f32> {
        property.split_whitespace().skip(1).filter_map(|number| number.parse().ok()).collect()
    };
    // It is told from the lower left corner.
    if let Some(base) = own("baseline ")
        && let [left, _, _, bottom] = numbers(before)[..]
        && let [slope, offset] = numbers(base)[..]
    {
        let offset = bottom + offset + slope * (edges[0] as f32 - left) - edges[3] as f32;
        placed = placed.replacen(base, &format!("baseline {slope} {}", offset.round() as i64), 1);
    }
    placed
}
