//! A document drawn for a person at a terminal, with its changes marked.

use std::fmt::Write as _;

use ontwar::write::{Block, Correction, Role, Run, Wire, marked};

use crate::show::Show;

/// How many words stand on either side of a change.
const AROUND: usize = 5;

/// The whole document, changes marked in their place.
pub(crate) fn whole(wire: &Wire<'_>, show: Show) -> String {
    let mut out = String::new();
    for block in marked(wire) {
        let text: String = block.runs.iter().map(|run| drawn(run, show)).collect();
        let text = match block.role {
            Role::Title | Role::Heading => show.bold(text),
            Role::Item => format!("  {text}"),
            Role::Date | Role::Subheading | Role::Paragraph | Role::Footer => text,
        };
        // The items of a list stand together.
        let _ = write!(out, "{text}{}", if block.role == Role::Item { "\n" } else { "\n\n" });
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Only what was changed, with a few words around it, by section.
pub(crate) fn changes(wire: &Wire<'_>, show: Show) -> String {
    let mut out = String::new();
    let mut heading = wire.title.clone().unwrap_or_default();
    let mut told = String::new();
    for block in marked(wire) {
        if block.role == Role::Heading {
            heading = plain(&block);
        }
        for (at, run) in block.runs.iter().enumerate() {
            let Run::Changed(_, change) = run else { continue };
            if !is_seen(change) {
                continue;
            }
            if told != heading {
                told.clone_from(&heading);
                let _ = writeln!(out, "{}", show.bold(&heading));
            }
            // Other changes nearby have lines of their own.
            let before: String = block.runs[..at].iter().map(plain_run).collect();
            let after: String = block.runs[at + 1..].iter().map(plain_run).collect();
            let _ = writeln!(
                out,
                "  {}{}{}   ({}, {}, {:.2})",
                last_words(&before),
                drawn(run, show),
                first_words(&after),
                change.kind,
                change.rule,
                change.confidence
            );
        }
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
