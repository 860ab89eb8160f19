use super::RewriteError;
use super::edits::{Edit, edits, original, shares};
use super::markup::{Ids, Tag, get, inner, local, prefix, set, tags};
use super::ranks::LineOrder;
use super::tree::{Disordered, ElementNode, Names, disordered};
use crate::model::{Area, Document};
use quick_xml::escape::escape;
use std::collections::BTreeMap;
use std::ops::Range;

/// Writes an ALTO back with its words repaired.
///
/// `bytes` are those that the document was cleaned from. What a word said
/// stands in an `ALTERNATIVE`; the step stands among the others, as an
/// automatic one: `CS`, which says that a person corrected, is never set. An
/// order that differs from that of the file is named in a `ReadingOrder`, which
/// ALTO has from version 4.3 on; older files keep the order of their lines.
///
/// # Errors
/// When the document did not come from an ALTO in UTF-8.
pub fn alto(document: &Document, bytes: &[u8], order: LineOrder) -> Result<String, RewriteError> {
    let original = original(document, bytes, "alto", "ALTO")?;
    let text = &*original;
    let edits = edits(document);
    let ids = Ids::new(text);
    let all = tags(text);
    let modern = text.contains("standards/alto/ns-v4") || text.contains("alto-4-");
    let ends = |wanted: &str| {
        all.iter().rposition(|(_, tag)| matches!(tag, Tag::End(name) if local(name) == wanted))
    };
    // The step follows those that were before it; where none is told, it is told by itself.
    let processing = ends("OCRProcessing").filter(|_| !modern);
    let description = ends("Description").filter(|_| processing.is_none());
    let order = match order {
        LineOrder::Untangled => reading_order(document, text, &all, &edits, &ids),
        LineOrder::Kept => None,
    };
    let mut out = String::with_capacity(text.len() + 1024);
    let mut number = 0;
    // Where the last word ended in `out`.
    let mut after_word = 0;
    let mut at = 0;
    while let Some((range, tag)) = all.get(at) {
        let raw = &text[range.clone()];
        at += 1;
        match tag {
            Tag::Start(name) | Tag::Empty(name) if local(name) == "String" => {
                let edit = edits.get(&number);
                number += 1;
                let empty = matches!(tag, Tag::Empty(_));
                let inner = if empty { 0 } else { inner(&all[at..], name) };
                let inside = &all[at..at + inner];
                at += inner;
                let within = inside.first().zip(inside.last());
                let within = within.map_or("", |(first, last)| &text[first.0.start..last.0.end]);
                match edit {
                    None => {
                        out.push_str(raw);
                        out.push_str(within);
                    }
                    // The blank before it goes too.
                    Some(Edit::Gone) => out.truncate(after_word),
                    Some(Edit::Words { words, before, area, .. }) => {
                        word(&mut out, &ids, (raw, within, name), words, before, *area);
                    }
                }
                after_word = out.len();
            }
            Tag::Start(name) if local(name) == "Layout" => {
                if let Some(order) = &order {
                    out.push_str(&order.replace("{}", prefix(name)));
                }
                out.push_str(raw);
            }
            Tag::End(name) if processing == Some(at - 1) => {
                let step = step(prefix(name), "postProcessingStep", "", document);
                // On a line of its own, as the others are.
                let tail = out.len() - out.trim_end().len();
                let white = out.split_off(out.len() - tail);
                out.push_str(&format!("{white}\t{step}{white}{raw}"));
            }
            Tag::End(name) if description == Some(at - 1) => {
                let (id, prefix) = (ids.fresh("ontwar", 1), prefix(name));
                let step = if modern {
                    let category =
                        format!("<{prefix}processingCategory>postOperation</{prefix}processingCategory>");
                    // The first of the fourth had no categories.
                    let first = text.contains("alto-4-0") || text.contains("SCHEMAVERSION=\"4.0\"");
                    let category = if first { "" } else { &category };
                    step(prefix, &format!("Processing ID=\"{id}\""), category, document)
                } else {
                    let step = step(prefix, "postProcessingStep", "", document);
                    format!(
                        "<{prefix}OCRProcessing ID=\"{id}\"><{prefix}ocrProcessingStep/>{step}</{prefix}OCRProcessing>"
                    )
                };
                let tail = out.len() - out.trim_end().len();
                let white = out.split_off(out.len() - tail);
                out.push_str(&format!("{white}\t{step}{white}{raw}"));
            }
            _ => out.push_str(raw),
        }
    }
    Ok(out)
}

/// The order in which the file is read, where it differs from that of its
/// elements; `{}` stands for the prefix of their names.
fn reading_order(
    document: &Document,
    text: &str,
    all: &[(Range<usize>, Tag)],
    edits: &BTreeMap<u32, Edit>,
    ids: &Ids<'_>,
) -> Option<String> {
    let is_new = text.contains("standards/alto/ns-v4")
        && ![
            "alto-4-0",
            "alto-4-1",
            "alto-4-2",
            "SCHEMAVERSION=\"4.0\"",
            "SCHEMAVERSION=\"4.1\"",
            "SCHEMAVERSION=\"4.2\"",
        ]
        .iter()
        .any(|old| text.contains(old));
    let told = all.iter().any(|(_, tag)| matches!(tag, Tag::Start(name) if local(name) == "ReadingOrder"));
    if !is_new || told {
        return None;
    }
    let names =
        Names { is_word: |_, name| local(name) == "String", is_page: |_, name| local(name) == "Page" };
    let disordered = disordered(document, text, all, names);
    if disordered.is_empty() {
        return None;
    }
    let mut pages = disordered.iter().peekable();
    let mut references = Vec::new();
    for (at, (range, tag)) in all.iter().enumerate() {
        if !matches!(tag, Tag::Start(name) if local(name) == "Page") {
            continue;
        }
        if let Some(page) = pages.next_if(|page| page.page.open == at) {
            let mut referrer = Referrer { text, all, edits, ids, page, references: &mut references };
            if !referrer.inside(&page.page, &page.order) {
                return None;
            }
        } else {
            references.push(get(&text[range.clone()], "ID")?.to_owned());
        }
    }
    let id = |number: usize| ids.fresh("ontwar_order", number);
    let references: Vec<String> = references
        .iter()
        .enumerate()
        .map(|(at, reference)| format!("<{{}}ElementRef ID=\"{}\" REF=\"{reference}\"/>", id(at + 2)))
        .collect();
    let references = references.concat();
    Some(format!(
        "<{{}}ReadingOrder><{{}}OrderedGroup ID=\"{}\">{references}</{{}}OrderedGroup></{{}}ReadingOrder>",
        id(1)
    ))
}

/// Names the elements of a page in the order in which they are read.
struct Referrer<'a, 't> {
    text: &'a str,
    all: &'a [(Range<usize>, Tag)],
    edits: &'a BTreeMap<u32, Edit>,
    ids: &'a Ids<'t>,
    page: &'a Disordered,
    references: &'a mut Vec<String>,
}

impl Referrer<'_, '_> {
    /// Names what is in an element; false where something has no name.
    fn inside(&mut self, node: &ElementNode, order: &[usize]) -> bool {
        order.chunk_by(|&a, &b| node.child_of(a) == node.child_of(b)).all(|group| {
            let child = &node.children[node.child_of(group[0])];
            let (range, tag) = &self.all[child.open];
            let named = !matches!(tag, Tag::Start(name) if matches!(local(name), "PrintSpace" | "TopMargin" | "BottomMargin" | "LeftMargin" | "RightMargin"));
            let whole = named && group.len() == child.leaves.len() && group.is_sorted();
            if !whole && !child.children.is_empty() {
                return self.inside(child, group);
            }
            let edit = self.edits.get(&self.page.leaves[group[0]].element).filter(|_| child.children.is_empty());
            if matches!(edit, Some(Edit::Gone)) {
                return true;
            }
            let Some(id) = get(&self.text[range.clone()], "ID") else { return false };
            self.references.push(id.to_owned());
            if let Some(Edit::Words { words, .. }) = edit {
                self.references.extend((2..=words.len()).map(|more| self.ids.fresh(id, more)));
            }
            true
        })
    }
}

fn word(
    out: &mut String,
    ids: &Ids<'_>,
    (raw, within, name): (&str, &str, &str),
    words: &[String],
    before: &str,
    area: Option<Area>,
) {
    let prefix = prefix(name);
    let own: Option<Area> = area.filter(|_| get(raw, "HPOS").is_some() && get(raw, "WIDTH").is_some());
    let parts = own.map(|area| shares(words, area));
    let mut first = set(raw, "CONTENT", &words[0]);
    // One digit a character: of other characters nobody knows.
    if get(raw, "CC").is_some() && words[0].chars().count() != before.chars().count() {
        first = drop(&first, "CC");
    }
    if let Some(parts) = &parts {
        first = placed(&first, raw, parts[0]);
    }
    let alternative =
        format!("<{prefix}ALTERNATIVE PURPOSE=\"as read\">{}</{prefix}ALTERNATIVE>", escape(before));
    if within.is_empty() {
        let open = first.trim_end_matches('>').trim_end_matches('/').trim_end();
        out.push_str(&format!("{open}>{alternative}</{name}>"));
    } else {
        out.push_str(&first);
        // The shape of a word comes before all else in it.
        let shape = format!("</{prefix}Shape>");
        let at = within.find(&shape).map_or(0, |at| at + shape.len());
        out.push_str(&format!("{}{alternative}{}", &within[..at], &within[at..]));
    }
    for (more, word) in words.iter().enumerate().skip(1) {
        let mut tag = set(raw, "CONTENT", word);
        for name in ["CC", "SUBS_TYPE", "SUBS_CONTENT"] {
            tag = drop(&tag, name);
        }
        if let Some(id) = get(raw, "ID") {
            tag = set(&tag, "ID", &ids.fresh(id, more + 1));
        }
        let mut blank = format!("<{prefix}SP/>");
        if let Some(parts) = &parts {
            tag = placed(&tag, raw, parts[more]);
            let white = parts[more].left - parts[more - 1].right;
            blank = format!(
                "<{prefix}SP WIDTH=\"{}\" VPOS=\"{}\" HPOS=\"{}\"/>",
                number(white, raw),
                number(parts[more].top, raw),
                number(parts[more - 1].right, raw)
            );
        }
        let open = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
        out.push_str(&format!("{blank}{open}/>"));
    }
}

/// A tag that stands at an area.
fn placed(tag: &str, raw: &str, area: Area) -> String {
    let edges = [("HPOS", area.left), ("VPOS", area.top), ("WIDTH", area.width()), ("HEIGHT", area.height())];
    edges.iter().fold(tag.to_owned(), |tag, (name, value)| set(&tag, name, &number(*value, raw)))
}

/// A number written as those of the tag are: whole where they are whole.
fn number(value: f32, raw: &str) -> String {
    if get(raw, "HPOS").is_some_and(|hpos| hpos.contains('.')) {
        format!("{value:.2}")
    } else {
        format!("{}", value.round() as i64)
    }
}

/// A tag without an attribute.
fn drop(tag: &str, name: &str) -> String {
    let Some(value) = get(tag, name) else { return tag.to_owned() };
    let at = value.as_ptr() as usize - tag.as_ptr() as usize;
    let end = at + value.len() + 1;
    let start = tag[..at].rfind(name).unwrap_or(at);
    format!("{}{}", tag[..start].trim_end(), &tag[end.min(tag.len())..])
}

/// The note of what was done.
fn step(prefix: &str, element: &str, category: &str, document: &Document) -> String {
    let close = element.split(' ').next().unwrap_or(element);
    let tag = |name: &str, text: &str| format!("<{prefix}{name}>{}</{prefix}{name}>", escape(text));
    let description = tag("processingStepDescription", "words repaired");
    let settings = format!("pack={} {}", document.pack, document.options);
    let settings = tag("processingStepSettings", &settings);
    let software = format!(
        "<{prefix}processingSoftware>{}{}</{prefix}processingSoftware>",
        tag("softwareName", env!("CARGO_PKG_NAME")),
        tag("softwareVersion", env!("CARGO_PKG_VERSION"))
    );
    format!("<{prefix}{element}>{category}{description}{settings}{software}</{prefix}{close}>")
}
