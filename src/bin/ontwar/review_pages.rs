//! Pages of `ontwar review` and of `batch --format html`: made, named and linked.

use std::path::Path;

use ontwar::Cleaner;
use ontwar::decisions::Decision;
use ontwar::model::{Explained, Explanation};
use ontwar::review::{IndexRow, ReviewPage, Scan, Weighed, Why};
use ontwar::write::{Correction, Wire};

use crate::tesseract::{self, Cleaned};

/// The name of the index.
pub(crate) const INDEX: &str = "index.html";

/// So many readings of a word are shown, and of so many words of a change.
const READINGS: usize = 6;
const TOKENS: usize = 3;

/// What a page is made from.
pub(crate) struct Page<'a> {
    pub(crate) wire: &'a Wire<'a>,
    pub(crate) source: &'a str,
    pub(crate) explained: &'a [Explanation],
    /// The bytes of its scan.
    pub(crate) scan: Option<&'a [u8]>,
    pub(crate) decisions: &'a [Decision],
    pub(crate) index: &'a str,
    pub(crate) previous: Option<&'a str>,
    pub(crate) next: Option<&'a str>,
}

impl Page<'_> {
    /// Its file, and its row in the index, which finds it under this link.
    pub(crate) fn made(&self, href: &str) -> (String, IndexRow) {
        let mut tokens: Vec<&Explained> = self.explained.iter().flat_map(|page| &page.tokens).collect();
        tokens.sort_by_key(|token| token.span);
        let why: Vec<Why> = self.wire.corrections.iter().map(|change| why(change, &tokens)).collect();
        let row = IndexRow::new(href, self.wire);
        let page = ReviewPage {
            wire: self.wire,
            source: self.source,
            scan: self.scan.and_then(Scan::new),
            why: &why,
            decisions: self.decisions,
            index: Some(self.index),
            previous: self.previous,
            next: self.next,
        };
        (page.to_html(&row), row)
    }
}

/// Why the words of a document were repaired; nothing where that cannot be told.
pub(crate) fn explained(cleaner: &Cleaner, name: &str, bytes: &[u8], cleaned: &Cleaned) -> Vec<Explanation> {
    // What an engine made of an image is what was cleaned.
    let read = cleaned.hocr.as_deref().unwrap_or(bytes);
    if tesseract::is_image(read) {
        return Vec::new();
    }
    cleaner.explain(name, read).unwrap_or_default()
}

/// Why a correction was made; `tokens` in the order of the source.
fn why(change: &Correction<'_>, tokens: &[&Explained]) -> Why {
    let from = tokens.partition_point(|token| token.span.end <= change.source.0);
    let to = tokens.partition_point(|token| token.span.start < change.source.1);
    let own = tokens.get(from..to).unwrap_or_default();
    let mut readings = Vec::new();
    for token in own.iter().filter(|token| !token.candidates.is_empty()).take(TOKENS) {
        let mut candidates: Vec<_> = token.candidates.iter().collect();
        candidates.sort_by(|a, b| b.taken.cmp(&a.taken).then(b.total.total_cmp(&a.total)));
        readings.extend(candidates.into_iter().take(READINGS).map(|candidate| Weighed {
            token: token.token.clone(),
            text: candidate.text.clone() + if candidate.join { " (with the next)" } else { "" },
            channel: candidate.channel,
            words: candidate.words,
            total: candidate.total,
            taken: candidate.taken,
        }));
    }
    // Sums of another reading than the one that stands there would explain nothing.
    if !readings.iter().any(|reading| reading.taken) {
        readings.clear();
    }
    Why { words: rule_in_words(&change.rule).to_owned(), readings }
}

fn rule_in_words(rule: &str) -> &'static str {
    match rule {
        "lexicon" => "no such word is known, and this one is near by the mistakes that scanners make",
        "confusion" => "the letters are often taken for each other by scanners",
        "context" => "the words around it make this reading the likelier one",
        "engine" => "the engine itself offered this reading",
        "unicode" => "the same characters, written as Unicode has them",
        "layout" => "joined or parted by where the words stand on the page",
        "person" => "a person decided so",
        _ => "a rule of a dictionary says so",
    }
}

/// A path of plain names as a link.
pub(crate) fn link(path: &Path) -> String {
    use std::fmt::Write as _;
    let mut link = String::new();
    for part in path.components() {
        if !link.is_empty() {
            link.push('/');
        }
        for &byte in part.as_os_str().as_encoded_bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                link.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _ = write!(link, "%{byte:02X}");
            }
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_holds_nothing_but_what_a_link_may() {
        assert_eq!(link(Path::new("a b/1#é.txt.html")), "a%20b/1%23%C3%A9.txt.html");
    }
}
