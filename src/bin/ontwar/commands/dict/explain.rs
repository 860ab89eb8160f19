//! `ontwar dict explain`: which entry of which dictionary decided what.

use std::io::{Read as _, Write as _};

use anyhow::Context as _;
use ontwar::language::{Confusion, Language, Typeface, fold};
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
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let kept = language.word(&fold(word)).is_some_and(|id| language.flags(id).is_keep());
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
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    let word = if language.word(&fold(word)).is_some() { word } else { core };
    writeln!(output, "    {word}: {}", lists(language, word).join(", "))
}

fn lists(language: &Language, word: &str) -> Vec<String> {
    let lower = fold(word);
    let mut lists: Vec<String> = language.places(&lower).to_vec();
    let Some(id) = language.word(&lower) else {
        let kind =
            match (language.compound(&lower), language.knows(word), word.chars().any(char::is_alphabetic)) {
                (Some(_), _, _) => "a compound of known words",
                (None, true, true) => "its parts are known",
                (None, _, false) => "no word",
                (None, false, true) => "in no list",
            };
        lists.push(kind.to_owned());
        return lists;
    };
    let flags = language.flags(id);
    let own = !lists.is_empty();
    let tag = language.tag();
    let files = [
        (flags.is_keep() && !own, "keep.tsv"),
        (flags.is_listed() && !own, "words.tsv"),
        (flags.is_seen(), "seen.tsv"),
        (flags.is_name() && !own, "names.tsv"),
        (flags.is_common(), "wordfreq.tsv"),
        (flags.is_function(), "function-words.tsv"),
        (flags.is_historical(), "historical/words.tsv"),
    ];
    lists.extend(files.iter().filter(|file| file.0).map(|file| format!("{tag}/{}", file.1)));
    lists
}

/// The confusions that lead from what was read to what was written, if one or two do.
fn confusions(language: &Language, before: &str, after: &str) -> String {
    let joined: String = after.split_whitespace().collect();
    let mut found = Vec::new();
    let old = Typeface::ALL.map(|print| language.historical_confusions(print));
    for table in std::iter::once(language.confusions()).chain(old) {
        if found.is_empty() {
            path(
                &|rest| table.at(rest).map(|(_, confusion)| confusion).collect(),
                before,
                &joined,
                2,
                &mut found,
            );
        }
    }
    let rows = found.iter().rev().map(|c| format!(" ({}→{}, {})", c.read, c.meant, c.place()));
    rows.collect()
}

/// Looks for at most `most` confusions that turn `before` into `after`, from the front.
fn path<'a>(
    at: &dyn Fn(&str) -> Vec<&'a Confusion>,
    before: &str,
    after: &str,
    most: usize,
    found: &mut Vec<&'a Confusion>,
) -> bool {
    if before == after {
        return true;
    }
    if most > 0 {
        for confusion in at(before) {
            if let (Some(rest), Some(target)) =
                (before.strip_prefix(confusion.read.as_str()), after.strip_prefix(confusion.meant.as_str()))
                && path(at, rest, target, most - 1, found)
            {
                found.push(confusion);
                return true;
            }
        }
    }
    let (Some(a), Some(b)) = (before.chars().next(), after.chars().next()) else { return false };
    a.to_lowercase().eq(b.to_lowercase())
        && path(at, &before[a.len_utf8()..], &after[b.len_utf8()..], most, found)
}
