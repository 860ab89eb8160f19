use super::RewriteError;
use super::edits::{Edit, edits, original, shares};
use super::markup::{Ids, Tag, closed, get, set, tags};
use crate::model::{Area, Document};
use quick_xml::escape::escape;

/// Writes an hOCR back with its words repaired.
///
/// `bytes` are those that the document was cleaned from. A repaired word is
/// the first of two `alternatives`, what it was read as the second; the step
/// is told in `ocr-system`.
///
/// # Errors
/// When the document did not come from an hOCR in UTF-8.
pub fn hocr(document: &Document, bytes: &[u8]) -> Result<String, RewriteError> {
    let original = original(document, bytes, "hocr", "hOCR")?;
    let text = &*original;
    let edits = edits(document);
    let ids = Ids::new(text);
    let all = tags(text);
    let mut out = String::with_capacity(text.len() + 1024);
    let (mut number, mut after_word, mut at) = (0, 0, 0);
    let mut noted = false;
    // Whether the last word that was to change was left as it was.
    let mut left = false;
    while let Some((range, tag)) = all.get(at) {
        let raw = &text[range.clone()];
        at += 1;
        let (Tag::Start(name) | Tag::Empty(name)) = tag else {
            if !noted && matches!(tag, Tag::End(name) if name.eq_ignore_ascii_case("head")) {
                out.push_str(&format!("<meta name=\"ocr-system\" content=\"{}\"/>", system()));
            }
            out.push_str(raw);
            continue;
        };
        if name.eq_ignore_ascii_case("meta") && get(raw, "name") == Some("ocr-system") {
            noted = true;
            let before = get(raw, "content").unwrap_or_default();
            // What is written there is escaped already.
            let at = raw.find(before).map(|at| at + before.len()).filter(|_| !before.is_empty());
            match at {
                Some(at) => out.push_str(&format!("{}; {}{}", &raw[..at], system(), &raw[at..])),
                None => out.push_str(&set(raw, "content", &system())),
            }
            continue;
        }
        if !is_word(raw) {
            out.push_str(raw);
            continue;
        }
        let edit = edits.get(&number);
        number += 1;
        let inner = if matches!(tag, Tag::Empty(_)) { Some(0) } else { closed(&all[at..], name) };
        let nested = |(range, tag): &(std::ops::Range<usize>, Tag)| {
            matches!(tag, Tag::Start(_)) && is_word(&text[range.clone()])
        };
        let Some(inner) = inner.filter(|&many| !all[at..at + many].iter().any(nested)) else {
            // Where a word ends that is not closed is a guess: nothing is written in its place.
            out.push_str(raw);
            after_word = out.len();
            left = true;
            continue;
        };
        let within = &all[at..at + inner];
        let within = within.first().zip(within.last());
        let within = within.map_or("", |(first, last)| &text[first.0.start..last.0.end]);
        at += inner;
        match edit {
            Some(Edit::Gone) if !left => out.truncate(after_word),
            None | Some(Edit::Gone) => {
                out.push_str(raw);
                out.push_str(within);
            }
            Some(Edit::Words { words, before, confidence, area }) => {
                left = false;
                let parts = area.map(|area| shares(words, area));
                let part = |at: usize| parts.as_ref().map(|parts| parts[at]);
                let cost = format!("nlp {:.3}", -confidence.clamp(0.001, 1.0).ln());
                let other = format!("nlp {:.3}", -(1.0 - confidence).clamp(0.001, 1.0).ln());
                out.push_str(&format!(
                    "{}<span class=\"alternatives\"><ins class=\"alt\" title=\"{cost}\">{}</ins><del class=\"alt\" title=\"{other}\">{}</del></span></{name}>",
                    placed(raw, part(0)),
                    escape(&words[0]),
                    escape(before)
                ));
                for (more, word) in words.iter().enumerate().skip(1) {
                    let mut tag = placed(raw, part(more));
                    if let Some(id) = get(raw, "id") {
                        tag = set(&tag, "id", &ids.fresh(id, more + 1));
                    }
                    out.push_str(&format!(" {tag}{}</{name}>", escape(word)));
                }
            }
        }
        after_word = out.len();
    }
    Ok(out)
}

/// Whether a tag begins a word.
fn is_word(tag: &str) -> bool {
    let classes = get(tag, "class").unwrap_or_default();
    classes.split_whitespace().any(|class| class == "ocrx_word" || class == "ocr_word")
}

fn system() -> String {
    format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
}

/// A tag whose `bbox` is an area.
fn placed(tag: &str, area: Option<Area>) -> String {
    let (Some(area), Some(title)) = (area, get(tag, "title")) else { return tag.to_owned() };
    let edges = [area.left, area.top, area.right, area.bottom].map(|edge| (edge.round() as i64).to_string());
    let is_box = |property: &&str| property.trim().starts_with("bbox ");
    let Some(own) = title.split(';').find(is_box) else { return tag.to_owned() };
    let made = format!("bbox {}", edges.join(" "));
    tag.replacen(own.trim(), &made, 1)
}
