//! A document drawn for a person at a terminal, with its changes marked.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ontwar::model::{Stream, Token};
use ontwar::write::{Block, Correction, MarkedRole, Run, Wire, marked};

use crate::show::Show;

/// How many words stand on either side of a change.
const AROUND: usize = 5;
/// How many words name a column.
const NAMED: usize = 4;

/// The whole document, changes marked in their place.
pub(crate) fn whole(wire: &Wire<'_>, show: Show) -> String {
    let mut out = String::new();
    for block in marked(wire) {
        let text: String = block.runs.iter().map(|run| drawn(run, show)).collect();
        let text = match block.role {
            MarkedRole::Title | MarkedRole::Heading => show.bold(text),
            MarkedRole::Item => format!("  {text}"),
            MarkedRole::Date | MarkedRole::Subheading | MarkedRole::Paragraph | MarkedRole::Footer => text,
        };
        // The items of a list stand together.
        let _ = write!(out, "{text}{}", if block.role == MarkedRole::Item { "\n" } else { "\n\n" });
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// The columns that were untangled, named by their first words; nothing for a page of one column.
pub(crate) fn columns(streams: &[Stream<Token>]) -> String {
    let mut zones: BTreeMap<(usize, usize), Vec<&Stream<Token>>> = BTreeMap::new();
    for stream in streams.iter().filter(|stream| stream.columns > 1) {
        zones.entry((stream.page, stream.zone)).or_default().push(stream);
    }
    let mut out = String::new();
    for ((page, _), mut streams) in zones {
        streams.sort_by_key(|stream| stream.column);
        let named = streams.iter().filter_map(|stream| {
            let words = stream.fragments.iter().flat_map(|fragment| &fragment.items);
            let words: Vec<&str> = words.take(NAMED).map(|token| &*token.text).collect();
            (!words.is_empty()).then(|| format!("\"{} …\"", words.join(" ")))
        });
        let named: Vec<String> = named.collect();
        let _ = writeln!(out, "page {}, {} columns: {}", page + 1, streams.len(), named.join(" | "));
    }
    out
}

/// A change with a few words around it.
pub(crate) struct ShownChange {
    /// The heading of its section, or the title above them all.
    pub(crate) heading: String,
    pub(crate) line: String,
    pub(crate) kind: String,
    pub(crate) confidence: f32,
}

/// What was changed and can be seen, in the order of the text.
pub(crate) fn listed(wire: &Wire<'_>, show: Show) -> Vec<ShownChange> {
    let mut listed = Vec::new();
    let mut heading = wire.title.clone().unwrap_or_default();
    for block in marked(wire) {
        if block.role == MarkedRole::Heading {
            heading = plain(&block);
        }
        for (at, run) in block.runs.iter().enumerate() {
            let Run::Changed(_, change) = run else { continue };
            if !is_seen(change) {
                continue;
            }
            // Other changes nearby have lines of their own.
            let before: String = block.runs[..at].iter().map(plain_run).collect();
            let after: String = block.runs[at + 1..].iter().map(plain_run).collect();
            let line = format!(
                "{}{}{}   ({}, {}, {:.2})",
                last_words(&before),
                drawn(run, show),
                first_words(&after),
                change.kind,
                change.rule,
                change.confidence
            );
            listed.push(ShownChange {
                heading: heading.clone(),
                // A table or a verse is of several lines.
                line: line.replace(['\n', '\t'], " "),
                kind: change.kind.to_string(),
                confidence: change.confidence,
            });
        }
    }
    listed
}

/// Only what was changed, by section.
pub(crate) fn changes(wire: &Wire<'_>, show: Show) -> String {
    let mut out = String::new();
    let mut told = String::new();
    for change in listed(wire, show) {
        if told != change.heading {
            told.clone_from(&change.heading);
            let _ = writeln!(out, "{}", show.bold(&change.heading));
        }
        let _ = writeln!(out, "  {}", change.line);
    }
    if out.is_empty() {
        "nothing was changed\n".clone_into(&mut out);
    }
    out
}

/// Whether there is something to see of a change: a line break that was closed is none.
fn is_seen(change: &Correction<'_>) -> bool {
    change.before != change.after
}

fn plain(block: &Block<'_>) -> String {
    block.runs.iter().map(plain_run).collect()
}

fn plain_run<'r>(run: &'r Run<'_>) -> &'r str {
    match run {
        Run::Kept(text) => text,
        Run::Changed(_, change) => &change.after,
    }
}

fn drawn(run: &Run<'_>, show: Show) -> String {
    match run {
        Run::Kept(text) => text.clone(),
        Run::Changed(_, change) if !is_seen(change) => change.after.clone(),
        Run::Changed(_, change) => {
            let part = |text: &str, of: fn(Show, &str) -> String| {
                if text.is_empty() { String::new() } else { of(show, text) }
            };
            format!("{}{}", part(&change.before, Show::gone), part(&change.after, Show::new_text))
        }
    }
}

/// The last few words, as they stand.
fn last_words(text: &str) -> String {
    let mut starts = text.char_indices().rev().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
    match starts.nth(AROUND) {
        Some(at) => format!("… {}", &text[at + 1..]),
        None => text.to_owned(),
    }
}

/// The first few words, as they stand.
fn first_words(text: &str) -> String {
    match text.match_indices(' ').nth(AROUND) {
        Some((at, _)) => format!("{} …", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_words_are_enough() {
        assert_eq!(last_words("a b c d e f g "), "… c d e f g ");
        assert_eq!(last_words("a b "), "a b ");
        assert_eq!(first_words(" a b c d e f g"), " a b c d e …");
    }
}
