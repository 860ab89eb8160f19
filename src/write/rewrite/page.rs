use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::escape::{escape, unescape};

use super::RewriteError;
use super::edits::{Edit, edits, original, shares};
use super::markup::{Ids, Tag, get, inner, local, prefix, set, tags};
use super::ranks::LineOrder;
use super::regions;
use crate::model::{Area, Document};

/// Writes a PAGE file back with its words repaired.
///
/// `bytes` are those that the document was cleaned from. A repaired word gets
/// a first `TextEquiv`, and what was read moves to the next `index`; the text
/// of its line and of its region follow. The step is a `MetadataItem`, or a
/// comment in the older schemas, which know none. The schemas before 2016 know
/// one `TextEquiv` without an `index`: there the repaired text takes the place
/// of what was read. An order of the regions that differs from that of the file
/// is named in a `ReadingOrder`; a file that has one keeps it.
///
/// # Errors
/// When the document did not come from a PAGE file in UTF-8.
pub fn page(document: &Document, bytes: &[u8], order: LineOrder) -> Result<String, RewriteError> {
    let original = original(document, bytes, "page", "PAGE")?;
    let text = &*original;
    let orders = match order {
        LineOrder::Untangled => regions::orders(document, text),
        LineOrder::Kept => BTreeMap::new(),
    };
    let mut writer = Writer {
        text,
        orders,
        ids: Ids::new(text),
        edits: edits(document),
        out: String::with_capacity(text.len() + 1024),
        number: 0,
        after_word: 0,
        lines: Vec::new(),
        regions: Vec::new(),
        single: SINGLE.iter().any(|version| text.contains(&format!("pagecontent/{version}"))),
    };
    writer.run(document);
    Ok(writer.out)
}

/// The schemas that know no more than one `TextEquiv`, without an `index`.
const SINGLE: [&str; 3] = ["2009-", "2010-", "2013-"];

/// A line that is being written.
#[derive(Default)]
struct LineElement {
    /// What its words are now, one for each that it had.
    words: Vec<Option<(String, String)>>,
    /// What its own text is now, if it has no words.
    own: Option<(String, f32)>,
    /// How sure we are of what changed.
    confidence: f32,
    /// How many of its own texts were met.
    texts: usize,
}

struct Writer<'a> {
    text: &'a str,
    /// What is to be written before a stretch.
    orders: BTreeMap<usize, String>,
    ids: Ids<'a>,
    edits: BTreeMap<u32, Edit>,
    out: String,
    number: u32,
    after_word: usize,
    lines: Vec<LineElement>,
    /// For each region that is open, how the texts of its lines changed, and
    /// how many of its own texts were met.
    regions: Vec<(Vec<(String, String)>, usize)>,
    /// Whether the schema knows one `TextEquiv` only.
    single: bool,
}

impl Writer<'_> {
    fn run(&mut self, document: &Document) {
        let text = self.text;
        let all = tags(text);
        let items = ["2018-07-15", "2019-07-15", "2024-07-15"].iter().any(|version| text.contains(version));
        let mut at = 0;
        while let Some((range, tag)) = all.get(at) {
            let raw = &text[range.clone()];
            if let Some(order) = self.orders.remove(&at) {
                self.out.push_str(&order);
            }
            at += 1;
            match tag {
                Tag::Start(name) if local(name) == "TextRegion" => {
                    self.regions.push((Vec::new(), 0));
                    self.out.push_str(raw);
                }
                Tag::End(name) if local(name) == "TextRegion" => {
                    let below = self.regions.pop();
                    if let (Some((changes, _)), Some((around, _))) = (below, self.regions.last_mut()) {
                        around.extend(changes);
                    }
                    self.out.push_str(raw);
                }
                Tag::Start(name) if local(name) == "TextLine" => {
                    self.line();
                    self.out.push_str(raw);
                }
                Tag::Empty(name) if local(name) == "TextLine" => {
                    self.number += 1;
                    self.out.push_str(raw);
                }
                Tag::End(name) if local(name) == "TextLine" => {
                    self.lines.pop();
                    self.out.push_str(raw);
                }
                Tag::Start(name) | Tag::Empty(name) if local(name) == "Word" => {
                    let many = if matches!(tag, Tag::Empty(_)) { 0 } else { inner(&all[at..], name) };
                    let within = whole(text, &all[at..at + many]);
                    at += many;
                    self.word(raw, within, name);
                }
                Tag::Start(name) if local(name) == "TextEquiv" => {
                    let many = inner(&all[at..], name);
                    let within = whole(text, &all[at..at + many]);
                    at += many;
                    self.equivalent(raw, within, name);
                }
                Tag::End(name) if local(name) == "Metadata" => {
                    let note = note(prefix(name), document, items, &self.out);
                    let tail = self.out.len() - self.out.trim_end().len();
                    let white = self.out.split_off(self.out.len() - tail);
                    self.out.push_str(&format!("{white}{note}{white}{raw}"));
                }
                _ => self.out.push_str(raw),
            }
        }
    }

    /// A line begins.
    fn line(&mut self) {
        let own = match self.edits.get(&self.number) {
            Some(Edit::Words { words, confidence, .. }) => Some((words.join(" "), *confidence)),
            _ => None,
        };
        self.number += 1;
        self.lines.push(LineElement { own, confidence: 1.0, ..LineElement::default() });
    }

    fn word(&mut self, raw: &str, within: &str, name: &str) {
        let edit = self.edits.get(&self.number);
        self.number += 1;
        let line = self.lines.last_mut();
        match edit {
            None => {
                self.out.push_str(raw);
                self.out.push_str(within);
                if let Some(line) = line {
                    line.words.push(None);
                }
            }
            Some(Edit::Gone) => {
                self.out.truncate(self.after_word);
                if let Some(line) = line {
                    line.words.push(Some((String::new(), String::new())));
                }
            }
            Some(Edit::Words { words, before, confidence, area }) => {
                if let Some(line) = line {
                    line.confidence = line.confidence.min(*confidence);
                    line.words.push(Some((before.clone(), words.join(" "))));
                }
                let parts = area.map(|area| shares(words, area));
                let prefix = prefix(name);
                let alone = words.len() == 1;
                let first = if self.single {
                    with_single(within, prefix, &words[0])
                } else {
                    with_text(within, prefix, &words[0], *confidence)
                };
                // The outline of a word that stays whole is left as it is.
                let first = match &parts {
                    Some(parts) if !alone || before.contains(' ') => with_points(&first, parts[0]),
                    _ => first,
                };
                self.out.push_str(&format!("{raw}{first}"));
                for (more, word) in words.iter().enumerate().skip(1) {
                    let id = get(raw, "id").map_or_else(String::new, |id| self.ids.fresh(id, more + 1));
                    let points = parts.as_ref().map_or_else(|| "0,0".to_owned(), |parts| points(parts[more]));
                    let equivalent =
                        if self.single { plain(prefix, word) } else { equivalent(prefix, word, *confidence) };
                    self.out.push_str(&format!(
                        "<{name} id=\"{id}\"><{prefix}Coords points=\"{points}\"/>{equivalent}</{name}>"
                    ));
                }
            }
        }
        self.after_word = self.out.len();
    }

    /// The text of a line or of a region.
    fn equivalent(&mut self, raw: &str, within: &str, name: &str) {
        let old = unicode(within);
        let (new, confidence, number) = if let Some(line) = self.lines.last_mut() {
            line.texts += 1;
            let new = match &line.own {
                Some((own, _)) => Some(own.clone()),
                None => follow(&old, &line.words),
            };
            let confidence = line.own.as_ref().map_or(line.confidence, |(_, confidence)| *confidence);
            if let (Some(new), 1, Some((changes, _))) = (&new, line.texts, self.regions.last_mut()) {
                changes.push((old.clone(), new.clone()));
            }
            (new, confidence, line.texts)
        } else if let Some((changes, texts)) = self.regions.last_mut() {
            *texts += 1;
            let mut new = old.clone();
            for (before, after) in changes.iter().filter(|(before, _)| !before.is_empty()) {
                if new.matches(before.as_str()).count() == 1 {
                    new = new.replacen(before.as_str(), after, 1);
                }
            }
            ((new != old).then_some(new), 1.0, *texts)
        } else {
            (None, 1.0, 1)
        };
        match new {
            // It takes the place of what was read.
            Some(new) if self.single => {
                self.out.push_str(&format!("{raw}{}", with_unicode(within, &new)));
            }
            Some(new) => {
                if number == 1 {
                    self.out.push_str(&equivalent(prefix(name), &new, confidence));
                }
                self.out.push_str(&format!("{}{within}", indexed(raw, number + 1)));
            }
            None => self.out.push_str(&format!("{raw}{within}")),
        }
    }
}

fn whole<'t>(text: &'t str, parts: &[(Range<usize>, Tag)]) -> &'t str {
    parts.first().zip(parts.last()).map_or("", |(first, last)| &text[first.0.start..last.0.end])
}

/// What a line says when its words are what they are now; `None` if nothing changed.
fn follow(old: &str, words: &[Option<(String, String)>]) -> Option<String> {
    if words.iter().all(Option::is_none) {
        return None;
    }
    let tokens: Vec<&str> = old.split_whitespace().collect();
    if tokens.len() == words.len() {
        let now = tokens.iter().zip(words).map(|(token, word)| match word {
            None => (*token).to_owned(),
            Some((_, after)) => after.clone(),
        });
        return Some(now.filter(|token| !token.is_empty()).collect::<Vec<_>>().join(" "));
    }
    let mut new = old.to_owned();
    for (before, after) in words.iter().flatten().filter(|(before, _)| !before.is_empty()) {
        new = new.replacen(before.as_str(), after, 1);
    }
    Some(new)
}

/// The text of a `TextEquiv`.
fn unicode(within: &str) -> String {
    let from = within.find("Unicode>").map(|at| at + "Unicode>".len());
    let text = from.and_then(|from| within[from..].find('<').map(|to| &within[from..from + to]));
    text.map(|text| unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned))
        .unwrap_or_default()
}

fn equivalent(prefix: &str, text: &str, confidence: f32) -> String {
    format!(
        "<{prefix}TextEquiv index=\"1\" conf=\"{:.3}\"><{prefix}Unicode>{}</{prefix}Unicode></{prefix}TextEquiv>",
        confidence.clamp(0.0, 1.0),
        escape(text)
    )
}

/// A `TextEquiv` of the schemas that know one only.
fn plain(prefix: &str, text: &str) -> String {
    let text = escape(text);
    format!("<{prefix}TextEquiv><{prefix}Unicode>{text}</{prefix}Unicode></{prefix}TextEquiv>")
}

/// What is in a `Word`, with another text in its own `TextEquiv`.
fn with_single(within: &str, prefix: &str, text: &str) -> String {
    let glyphs = format!("</{prefix}Glyph>");
    let from = within.rfind(&glyphs).map_or(0, |at| at + glyphs.len());
    format!("{}{}", &within[..from], with_unicode(&within[from..], text))
}

/// What holds a `Unicode`, with another text in the first; its `PlainText` says
/// what was read, and goes.
fn with_unicode(within: &str, text: &str) -> String {
    let within = match (within.find("PlainText>"), within.rfind("PlainText>")) {
        (Some(first), Some(last)) if first < last => {
            let from = within[..first].rfind('<').unwrap_or(first);
            format!("{}{}", &within[..from], within[last + "PlainText>".len()..].trim_start())
        }
        _ => within.to_owned(),
    };
    let Some(from) = within.find("Unicode>").map(|at| at + "Unicode>".len()) else { return within };
    let to = within[from..].find('<').map_or(within.len(), |to| from + to);
    format!("{}{}{}", &within[..from], escape(text), &within[to..])
}

/// A tag of a `TextEquiv` with this index.
fn indexed(raw: &str, index: usize) -> String {
    if get(raw, "index").is_some() {
        return set(raw, "index", &index.to_string());
    }
    let end = raw.len() - if raw.ends_with("/>") { 2 } else { 1 };
    format!("{} index=\"{index}\"{}", raw[..end].trim_end(), &raw[end..])
}

/// What is in a `Word`, with another text before those that it has.
fn with_text(within: &str, prefix: &str, text: &str, confidence: f32) -> String {
    // Those of its glyphs come before its own.
    let glyphs = format!("</{prefix}Glyph>");
    let from = within.rfind(&glyphs).map_or(0, |at| at + glyphs.len());
    let open = format!("<{prefix}TextEquiv");
    let mut out = within[..from].to_owned();
    let mut rest = &within[from..];
    let mut number = 1;
    while let Some(at) = rest.find(&open) {
        out.push_str(&rest[..at]);
        if number == 1 {
            out.push_str(&equivalent(prefix, text, confidence));
        }
        number += 1;
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        out.push_str(&indexed(&rest[at..end], number));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// What is in a `Word`, with another outline.
fn with_points(within: &str, area: Area) -> String {
    let Some(at) = within.find("Coords") else { return within.to_owned() };
    let from = within[..at].rfind('<').unwrap_or(at);
    let to = within[from..].find('>').map_or(within.len(), |to| from + to + 1);
    format!("{}{}{}", &within[..from], set(&within[from..to], "points", &points(area)), &within[to..])
}

fn points(area: Area) -> String {
    let [left, top, right, bottom] =
        [area.left, area.top, area.right, area.bottom].map(|edge| edge.round().max(0.0) as u32);
    format!("{left},{top} {right},{top} {right},{bottom} {left},{bottom}")
}

/// The note of what was done.
fn note(prefix: &str, document: &Document, items: bool, before: &str) -> String {
    let tool = format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    let settings = format!("pack={} {}", document.pack, document.options);
    if items {
        return format!(
            "<{prefix}MetadataItem type=\"processingStep\" name=\"recognition/post-correction\" value=\"{tool}\">\
             <{prefix}Labels><{prefix}Label type=\"settings\" value=\"{}\"/></{prefix}Labels></{prefix}MetadataItem>",
            escape(&settings)
        );
    }
    // Only one comment may be there.
    if before.contains(&format!("<{prefix}Comments")) {
        return String::new();
    }
    format!("<{prefix}Comments>words repaired by {tool}, {}</{prefix}Comments>", escape(&settings))
}
