//! The index over many pages: what needs eyes first.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::html;
use crate::write::Wire;

const STYLE: &str = include_str!("assets/review.css");
const SCRIPT: &str = include_str!("assets/index.js");

/// Changes less sure than this are counted as doubtful.
pub const DOUBTFUL: f32 = 0.8;

/// What a notice weighs beside a doubtful change: it is about more than a word.
const NOTICE_WEIGHT: f32 = 5.0;

/// A page as it stands in the index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexRow {
    /// The file of the page, relative to the index.
    pub href: String,
    /// The name of the source.
    pub name: String,
    /// The SHA-256 of the source, by which decisions find it.
    pub document: String,
    /// The title of the page.
    pub title: String,
    /// How many words it has.
    pub words: usize,
    /// How many changes it has.
    pub changes: usize,
    /// How many of them are doubtful.
    pub doubtful: usize,
    /// Its changes by kind and rule, each with the confidence of the least sure one.
    pub sorts: Vec<(String, String, f32)>,
    /// The codes of its notices.
    pub notices: Vec<String>,
    /// How much it needs eyes; the more, the higher.
    pub need: f32,
}

impl IndexRow {
    /// The row of a document whose page is in this file.
    pub fn new(href: &str, wire: &Wire<'_>) -> Self {
        let mut sorts: BTreeMap<(&str, &str), f32> = BTreeMap::new();
        for change in &wire.corrections {
            let least = sorts.entry((&change.kind, &change.rule)).or_insert(1.0);
            *least = least.min(change.confidence);
        }
        let notices: Vec<String> = wire.notices.iter().map(|notice| notice.code.to_string()).collect();
        let doubts: f32 = wire.corrections.iter().map(|change| (1.0 - change.confidence).max(0.0)).sum();
        Self {
            href: href.to_owned(),
            name: wire.source.name.to_string(),
            document: wire.source.sha256.to_string(),
            title: wire.title.clone().unwrap_or_default(),
            words: wire.statistics.words,
            need: doubts + NOTICE_WEIGHT * notices.len() as f32,
            changes: wire.corrections.len(),
            doubtful: wire.corrections.iter().filter(|change| change.confidence < DOUBTFUL).count(),
            sorts: sorts
                .into_iter()
                .map(|((kind, rule), least)| (kind.to_owned(), rule.to_owned(), least))
                .collect(),
            notices,
        }
    }
}

/// The row of a page, read back from its file; `None` for what this program did not write.
pub fn row_of(page: &str) -> Option<IndexRow> {
    #[derive(Deserialize)]
    struct Kept {
        row: IndexRow,
    }
    let data = page.split_once(html::DATA)?.1.split_once("</script>")?.0;
    serde_json::from_str::<Kept>(data).ok().map(|kept| kept.row)
}

#[derive(Serialize)]
struct IndexData<'a> {
    rows: &'a [IndexRow],
}

/// The index of pages as one file of HTML, those that need eyes most at the top.
pub fn index(mut rows: Vec<IndexRow>) -> String {
    rows.sort_by(|a, b| b.need.total_cmp(&a.need).then_with(|| a.name.cmp(&b.name)));
    let body = "<header><h1>Pages to review</h1><p class=\"facts\" id=\"facts\" aria-live=\"polite\"></p></header>\n\
        <form class=\"bar\" role=\"search\" aria-label=\"Filter\" id=\"filter\"></form>\n\
        <main class=\"index\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Pages\"><table><thead><tr>\
        <th scope=\"col\">Page</th><th scope=\"col\">Title</th><th scope=\"col\">Words</th><th scope=\"col\">Changes</th>\
        <th scope=\"col\">Doubtful</th><th scope=\"col\">Decided</th><th scope=\"col\">Notices</th></tr></thead>\
        <tbody id=\"rows\"></tbody></table></div></main>\n<noscript>The index needs JavaScript.</noscript>";
    html::file("Pages to review", STYLE, body, &html::data(&IndexData { rows: &rows }), SCRIPT)
}
