//! What a person sees on standard error.
#![allow(clippy::print_stderr)]

use std::fmt::Display;
use std::io::IsTerminal as _;

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
}

const RED: &str = "\x1b[1;31m";
const GREEN: &str = "\x1b[1;32m";
const YELLOW: &str = "\x1b[33m";
const BOLD: &str = "\x1b[1m";
const PLAIN: &str = "\x1b[0m";

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

    /// What was found, and how to see it, for a person whose screen is full of JSON.
    pub(crate) fn found(self, wire: &Wire<'_>) {
        if !self.verbose {
            self.hint(format_args!(
                "{}; `--format text` gives the text, `--diff` what was changed, `ontwar review` pages to look at",
                summary(wire)
            ));
        }
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

/// `447 words in 7 sections; 48 corrections: 41 split, 6 character, 1 diacritic`
fn summary(wire: &Wire<'_>) -> String {
    let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let statistics = &wire.statistics;
    let mut line = format!(
        "{} in {}; {}",
        count(statistics.words, "word"),
        count(wire.sections.len(), "section"),
        count(wire.corrections.len(), "correction"),
    );
    let mut kinds: Vec<_> = statistics.corrections.iter().filter(|(_, n)| **n > 0).collect();
    kinds.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let kinds: Vec<String> = kinds.into_iter().map(|(kind, n)| format!("{n} {kind}")).collect();
    if !kinds.is_empty() {
        line = format!("{line}: {}", kinds.join(", "));
    }
    match wire.discarded.len() {
        0 => line,
        n => format!("{line}; {} set aside", count(n, "mark")),
    }
}
