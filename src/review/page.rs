//! The page of one document: scan or source on one side, text on the other.

use std::fmt::{Arguments, Write as _};

use serde::Serialize;

use super::html;
use super::index::IndexRow;
use super::zones::{Zone, zones};
use crate::decisions::Decision;
use crate::write::{Block, MarkedRole, Run, Wire, marked};

const STYLE: &str = include_str!("assets/review.css");
const SCRIPT: &str = include_str!("assets/page.js");

/// What a page is made from.
#[derive(Debug)]
pub struct ReviewPage<'a> {
    /// The document.
    pub wire: &'a Wire<'a>,
    /// The decoded source, which stands beside the text where there is no scan.
    pub source: &'a str,
    /// The scan.
    pub scan: Option<Scan<'a>>,
    /// Why each correction was made, in their order; may be empty.
    pub why: &'a [Why],
    /// What was decided before.
    pub decisions: &'a [Decision],
    /// Where the index is, and the pages before and after, as links.
    pub index: Option<&'a str>,
    /// The page before.
    pub previous: Option<&'a str>,
    /// The page after.
    pub next: Option<&'a str>,
}

/// Why a correction was made.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Why {
    /// The rule in words.
    pub words: String,
    /// What was weighed, the likeliest first; empty where that is not known.
    pub readings: Vec<Weighed>,
}

/// A reading with what it was weighed by. Natural logarithms: nearer to 0 is likelier.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Weighed {
    /// What was read.
    pub token: String,
    /// What it may say.
    pub text: String,
    /// What the scanner must have done.
    pub channel: f32,
    /// How likely the words are.
    pub words: f32,
    /// The worth of the whole text with it, relative to the best.
    pub total: f32,
    /// Whether it was taken.
    pub taken: bool,
}

/// An image that browsers show.
#[derive(Debug, Clone, Copy)]
pub struct Scan<'a> {
    bytes: &'a [u8],
    media: &'static str,
}

impl<'a> Scan<'a> {
    /// A scan, if browsers show its format: PNG, JPEG, GIF or WebP.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let media = match bytes {
            [0x89, b'P', b'N', b'G', ..] => "image/png",
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [b'G', b'I', b'F', b'8', ..] => "image/gif",
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
            _ => return None,
        };
        Some(Self { bytes, media })
    }
}

/// What the script of a page is told.
#[derive(Serialize)]
struct PageData<'a> {
    document: &'a str,
    name: &'a str,
    corrections: Vec<ShownChange<'a>>,
    boxes: Vec<(u32, u32, [f32; 4])>,
    /// In reading order.
    zones: Vec<Zone<'a>>,
    decisions: &'a [Decision],
    /// What the index has of it, for a run that goes on where another ended.
    row: &'a IndexRow,
}

#[derive(Serialize)]
struct ShownChange<'a> {
    path: &'a str,
    source: (u32, u32),
    before: &'a str,
    after: &'a str,
    kind: &'a str,
    rule: &'a str,
    confidence: f32,
    alternatives: Vec<(&'a str, f32)>,
    why: &'a str,
    readings: &'a [Weighed],
}

impl ReviewPage<'_> {
    /// The page as one file of HTML; `row` is what stands of it in the index.
    pub fn to_html(&self, row: &IndexRow) -> String {
        let wire = self.wire;
        let title = wire.title.as_deref().unwrap_or(&wire.source.name);
        let link = |href: Option<&str>, key: &str, text: &str| {
            href.map_or(String::new(), |href| {
                format!("<a href=\"{}\" accesskey=\"{key}\">{text}</a>", html::escape(href))
            })
        };
        let body = format!(
            "<a class=\"skip\" href=\"#text\">Skip to the text</a>\n<header>\n<nav aria-label=\"Pages\">{}{}{}</nav>\n\
             <h1>{}</h1>\n<p class=\"facts\">{}</p>\n{}\n</header>\n\
             <div class=\"bar\" role=\"toolbar\" aria-label=\"Changes\" id=\"bar\"></div>\n\
             <main>\n<section class=\"beside\" aria-label=\"{}\" tabindex=\"0\">{}</section>\n\
             <section class=\"text\" id=\"text\" aria-label=\"Text\" tabindex=\"0\">{}</section>\n</main>\n\
             <aside id=\"why\" aria-live=\"polite\" aria-label=\"The change\"></aside>\n<noscript>{}</noscript>",
            link(self.index, "i", "Index"),
            link(self.previous, "p", "Previous page"),
            link(self.next, "n", "Next page"),
            html::escape(&wire.source.name),
            html::escape(&self.facts()),
            self.notices(),
            if self.scan.is_some() { "Scan" } else { "Source" },
            self.beside(),
            self.text(),
            "Deciding about changes needs JavaScript; the text and its changes can be read without."
        );
        html::file(title, STYLE, &body, &html::data(&self.data(row)), SCRIPT)
    }

    fn facts(&self) -> String {
        let wire = self.wire;
        let doubtful = wire.corrections.iter().filter(|c| c.confidence < super::index::DOUBTFUL).count();
        format!(
            "{} words, language {}, {} changes, {doubtful} of them doubtful",
            wire.statistics.words,
            wire.language,
            wire.corrections.len()
        )
    }

    fn notices(&self) -> String {
        if self.wire.notices.is_empty() {
            return String::new();
        }
        let line = |notice: &crate::write::Notice<'_>| {
            format!("<li><b>{}</b> {}</li>", html::escape(&notice.code), html::escape(&notice.message))
        };
        let lines: String = self.wire.notices.iter().map(line).collect();
        format!("<ul class=\"notices\" aria-label=\"Notices\">{lines}</ul>")
    }

    /// The scan, or else the source with a mark on every stretch that was changed.
    fn beside(&self) -> String {
        if let Some(scan) = self.scan {
            return format!(
                "<div class=\"scan\" id=\"scan\"><img alt=\"Scan of {}\" src=\"data:{};base64,{}\"></div>",
                html::escape(&self.wire.source.name),
                scan.media,
                html::base64(scan.bytes)
            );
        }
        let mut places: Vec<(u32, u32, usize)> = self
            .wire
            .corrections
            .iter()
            .enumerate()
            .map(|(at, change)| (change.source.0, change.source.1, at))
            .filter(|(start, end, _)| start < end)
            .collect();
        places.sort_unstable();
        let characters: Vec<char> = self.source.chars().collect();
        let piece = |start: usize, end: usize| {
            let end = end.min(characters.len());
            html::escape(&characters[start.min(end)..end].iter().collect::<String>())
        };
        let (mut out, mut at) = (String::from("<pre id=\"source\">"), 0);
        for (start, end, change) in places {
            let (start, end) = (start as usize, end as usize);
            if start < at {
                continue;
            }
            out.push_str(&piece(at, start));
            push(
                &mut out,
                format_args!("<span class=\"read\" data-at=\"{change}\">{}</span>", piece(start, end)),
            );
            at = end;
        }
        out.push_str(&piece(at, characters.len()));
        out.push_str("</pre>");
        out
    }

    fn text(&self) -> String {
        let blocks = marked(self.wire);
        let mut out = String::new();
        let mut in_list = false;
        for block in &blocks {
            let is_item = block.role == MarkedRole::Item;
            if is_item != in_list {
                out.push_str(if is_item { "<ul>" } else { "</ul>" });
                in_list = is_item;
            }
            let (element, class) = match block.role {
                MarkedRole::Title => ("h2", "title"),
                MarkedRole::Heading => ("h3", "heading"),
                MarkedRole::Subheading => ("h4", "subheading"),
                MarkedRole::Item => ("li", "item"),
                MarkedRole::Date => ("p", "date"),
                MarkedRole::Footer => ("p", "footer"),
                MarkedRole::Paragraph => ("p", "paragraph"),
            };
            push(
                &mut out,
                format_args!("<{element} class=\"{class}\" data-path=\"{}\">", html::escape(&block.path)),
            );
            out.push_str(&runs(block));
            push(&mut out, format_args!("</{element}>\n"));
        }
        if in_list {
            out.push_str("</ul>");
        }
        out
    }

    fn data<'p>(&'p self, row: &'p IndexRow) -> PageData<'p> {
        let wire = self.wire;
        let change = |at: usize| {
            let change = &wire.corrections[at];
            ShownChange {
                path: &change.path,
                source: (change.source.0, change.source.1),
                before: &change.before,
                after: &change.after,
                kind: &change.kind,
                rule: &change.rule,
                confidence: change.confidence,
                alternatives: change.alternatives.iter().map(|a| (&*a.text, a.confidence)).collect(),
                why: self.why.get(at).map_or("", |why| &why.words),
                readings: self.why.get(at).map_or(&[], |why| &why.readings),
            }
        };
        // Without a scan there is nothing to frame.
        let placed = wire.boxes.iter().filter(|b| self.scan.is_some() && b.page == 1);
        PageData {
            document: &wire.source.sha256,
            name: &wire.source.name,
            corrections: (0..wire.corrections.len()).map(change).collect(),
            boxes: placed.map(|b| (b.source.0, b.source.1, b.edges)).collect(),
            zones: if self.scan.is_some() { zones(wire, 1) } else { Vec::new() },
            decisions: self.decisions,
            row,
        }
    }
}

/// The text of a block, with a button for each change.
fn runs(block: &Block<'_>) -> String {
    let mut out = String::new();
    for run in &block.runs {
        match run {
            Run::Kept(text) => out.push_str(&html::escape(text)),
            Run::Changed(at, change) => {
                // A change that left nothing needs something to stand on.
                let shown = if change.after.is_empty() { "∅" } else { &change.after };
                push(
                    &mut out,
                    format_args!(
                        "<button type=\"button\" class=\"change {}\" data-at=\"{}\" \
                         aria-label=\"{}, read as {}\">{}</button>",
                        sureness(change.confidence),
                        at,
                        html::escape(shown),
                        html::escape(&change.before),
                        html::escape(shown)
                    ),
                );
            }
        }
    }
    out
}

/// Writing to a string cannot fail.
fn push(out: &mut String, text: Arguments<'_>) {
    let _ = out.write_fmt(text);
}

/// How a change is marked.
fn sureness(confidence: f32) -> &'static str {
    match confidence {
        ..0.8 => "doubtful",
        ..0.95 => "likely",
        _ => "sure",
    }
}
