//! What a person sees on standard error.
#![allow(clippy::print_stderr)]

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::IsTerminal as _;
use std::path::Path;

use ontwar::write::Wire;

use crate::args::{Color, Verbosity};

/// Talks to the person at the terminal, as much as was asked for.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools)] // Each is a switch by itself.
pub(crate) struct Show {
    verbose: bool,
    quiet: bool,
    color: bool,
    /// The same for results on standard output.
    color_results: bool,
    /// Whether a person reads standard error.
    terminal: bool,
}

const RED: &str = "\x1b[1;31m";
const GREEN: &str = "\x1b[1;32m";
const YELLOW: &str = "\x1b[33m";
const BOLD: &str = "\x1b[1m";
const PLAIN: &str = "\x1b[0m";

/// A name on one line: it may hold anything, so that its controls are shown as escapes.
pub(crate) fn one_line(name: impl Display) -> String {
    let name = name.to_string();
    let mut line = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_control() { line.extend(c.escape_debug()) } else { line.push(c) }
    }
    line
}

impl Show {
    pub(crate) fn new(talk: Verbosity) -> Self {
        let color = |terminal: bool| match talk.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
                !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb") && terminal
            }
        };
        Self {
            verbose: talk.verbose > 0,
            quiet: talk.quiet,
            color: color(std::io::stderr().is_terminal()),
            color_results: color(std::io::stdout().is_terminal()),
            terminal: std::io::stderr().is_terminal(),
        }
    }

    /// Something that is gone, in a result.
    pub(crate) fn gone(self, text: &str) -> String {
        if self.color_results { format!("{RED}{text}{PLAIN}") } else { format!("[-{text}-]") }
    }

    /// Something that is new, in a result.
    pub(crate) fn new_text(self, text: &str) -> String {
        if self.color_results { format!("{GREEN}{text}{PLAIN}") } else { format!("{{+{text}+}}") }
    }

    /// Something good or bad, in a result: told by colour alone.
    pub(crate) fn verdict(self, good: bool, text: &str) -> String {
        let color = if good { GREEN } else { RED };
        if self.color_results { format!("{color}{text}{PLAIN}") } else { text.to_owned() }
    }

    /// Something that stands out, in a result.
    pub(crate) fn bold(self, text: impl Display) -> String {
        if self.color_results { format!("{BOLD}{text}{PLAIN}") } else { text.to_string() }
    }

    fn paint(self, color: &'static str, text: impl Display) -> String {
        if self.color { format!("{color}{text}{PLAIN}") } else { text.to_string() }
    }

    /// Why the program stops.
    pub(crate) fn error(self, error: &anyhow::Error) {
        eprintln!("ontwar: {}: {error:#}", self.paint(RED, "error"));
    }

    /// Why one document failed, while the others go on.
    pub(crate) fn failure(self, name: impl Display, error: &anyhow::Error) {
        eprintln!("ontwar: {name}: {}: {error:#}", self.paint(RED, "error"));
    }

    /// Something to know that is no error.
    pub(crate) fn hint(self, text: impl Display) {
        if !self.quiet {
            eprintln!("ontwar: {text}");
        }
    }

    /// What was done, for those who asked.
    pub(crate) fn verbose(self, text: impl Display) {
        if self.verbose {
            eprintln!("ontwar: {text}");
        }
    }

    /// The last line at a terminal: what was found, and how to see it, for a
    /// person whose screen is full of JSON or whose JSON went elsewhere.
    pub(crate) fn found(self, found: &FoundInAll, file: Option<&Path>) {
        if self.verbose || !self.terminal || found.documents == 0 {
            return;
        }
        let how = match file {
            Some(file) => {
                format!("`ontwar show {0}` shows the text with every change marked", file.display())
            }
            None => {
                "`--format text` gives the text, `--diff` what was changed, `ontwar review` pages to look at"
                    .to_owned()
            }
        };
        self.hint(format_args!("{}; {how}", found.line()));
    }

    /// What there is to know about a document; with `-v` also what was done.
    pub(crate) fn document(self, wire: &Wire<'_>) {
        if !self.quiet {
            for notice in &wire.notices {
                eprintln!("ontwar: {}: {}: {}", wire.source.name, self.paint(YELLOW, "note"), notice.message);
            }
        }
        if self.verbose {
            eprintln!("ontwar: {}: {}", self.paint(BOLD, &wire.source.name), summary(wire));
        }
    }
}

/// What was found in all documents of a run.
#[derive(Debug, Default)]
pub(crate) struct FoundInAll {
    documents: usize,
    words: usize,
    sections: usize,
    corrections: BTreeMap<String, usize>,
    discarded: usize,
}

impl FoundInAll {
    pub(crate) fn add(&mut self, wire: &Wire<'_>) {
        self.documents += 1;
        self.words += wire.statistics.words;
        self.sections += wire.sections.len();
        self.discarded += wire.discarded.len();
        for (kind, many) in wire.statistics.corrections.iter().filter(|(_, many)| **many > 0) {
            *self.corrections.entry(kind.to_string()).or_default() += many;
        }
    }

    /// `447 words in 7 sections; 48 corrections: 41 split, 6 character, 1 diacritic`
    fn line(&self) -> String {
        let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
        let mut line = format!(
            "{} in {}; {}",
            count(self.words, "word"),
            count(self.sections, "section"),
            count(self.corrections.values().sum(), "correction"),
        );
        if self.documents > 1 {
            line = format!("{} documents: {line}", self.documents);
        }
        let mut kinds: Vec<_> = self.corrections.iter().collect();
        kinds.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let kinds: Vec<String> = kinds.into_iter().map(|(kind, n)| format!("{n} {kind}")).collect();
        if !kinds.is_empty() {
            line = format!("{line}: {}", kinds.join(", "));
        }
        match self.discarded {
            0 => line,
            n => format!("{line}; {} set aside", count(n, "mark")),
        }
    }
}

fn summary(wire: &Wire<'_>) -> String {
    let mut found = FoundInAll::default();
    found.add(wire);
    found.line()
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_name_stays_on_its_line() {
        assert_eq!(one_line("a\nb\u{1b}[31m"), "a\\nb\\u{1b}[31m");
        assert_eq!(one_line("C:\\scans\\één \"1\".txt"), "C:\\scans\\één \"1\".txt");
    }
}
