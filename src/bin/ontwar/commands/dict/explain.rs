//! `ontwar dict explain`: which entry of which dictionary decided what.

use std::io::{Read as _, Write as _};

use anyhow::Context as _;
use ontwar::language::{Language, core_of};
use ontwar::write::{assemble, text};
use ontwar::{Cleaner, Options};

use super::super::Outcome;
use crate::args::dict::Explain;
use crate::dictionaries;
use crate::output::Output;

pub(super) fn run(arguments: &Explain) -> anyhow::Result<Outcome> {
    let mut read = arguments.text.join(" ");
    if arguments.text.is_empty() || read == "-" {
        read.clear();
        std::io::stdin().lock().read_to_string(&mut read).context("standard input")?;
    }
    let language = dictionaries::language_of(&arguments.dictionaries, &read)?;
    let options = Options { untangle: false, ..Options::default() };
    let document = Cleaner::new(language.clone(), options).clean("-", read.as_bytes())?;
    let wire = assemble(&document);
    let mut output = Output::new(None)?;
    writeln!(output, "{}", text(&wire).split_whitespace().collect::<Vec<_>>().join(" "))?;
    writeln!(output, "language: {}\n", language.version())?;
    for correction in wire.corrections.iter().filter(|correction| correction.before != correction.after) {
        let why = match &*correction.rule {
            "lexicon" | "context" | "confusion" | "engine" => {
                confusions(&language, &correction.before, &correction.after)
            }
            _ => String::new(),
        };
        writeln!(
            output,
            "{} → {}\n    {}, by {}{why}, confidence {:.3}",
            correction.before, correction.after, correction.kind, correction.rule, correction.confidence
        )?;
        for word in correction.after.split_whitespace() {
            entry(&language, word, &mut output)?;
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    let changed =
        |word: &str| wire.corrections.iter().any(|c| c.after.split_whitespace().any(|part| part == word));
    for word in text(&wire).split_whitespace() {
        let core = core_of(word);
        let kept = language.keeps(word);
        let shown = if kept { word } else { core };
        if !shown.is_empty() && !changed(word) && !changed(core) && seen.insert(shown.to_owned()) {
            writeln!(output, "{shown}")?;
            entry(&language, shown, &mut output)?;
        }
    }
    output.finish()?;
    Ok(Outcome::Done)
}

/// Says which lists have a word.
fn entry(language: &Language, word: &str, output: &mut Output) -> std::io::Result<()> {
    let core = core_of(word);
    let word = if language.keeps(word) { word } else { core };
    writeln!(output, "    {word}: {}", language.lists_with(word).join(", "))
}

/// The confusions that lead from what was read to what was written, if one or two do.
fn confusions(language: &Language, before: &str, after: &str) -> String {
    let joined: String = after.split_whitespace().collect();
    let rows = language.misread(before, &joined).into_iter();
    rows.fold(String::new(), |text, row| text + " (" + &row + ")")
}
