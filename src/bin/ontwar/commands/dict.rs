//! `ontwar dict`: dictionaries of one's own, checked and learnt.

use std::io::Write as _;

use anyhow::{Context as _, anyhow, bail};
use ontwar::language::learn::{LONGEST_PAIR, Learner, to_tsv};
use ontwar::write::to_text;
use ontwar::{Cleaner, Options};
use serde::Deserialize;

use super::Outcome;
use crate::args::{Check, Dict, DictCommand, Learn};
use crate::output::Output;
use crate::{dictionaries, settings};
use crate::show::Show;

pub(crate) fn run(arguments: &Dict, show: Show) -> anyhow::Result<Outcome> {
    match &arguments.command {
        DictCommand::Check(arguments) => check(arguments, show),
        DictCommand::Learn(arguments) => learn(arguments, show),
    }
}

fn check(arguments: &Check, show: Show) -> anyhow::Result<Outcome> {
    let builtin = dictionaries::builtin(&arguments.language)?.remove(0);
    let files = dictionaries::Folder::read(&arguments.folder)?.files;
    let mut failures = 0;
    // File by file, so that a mistake in one does not hide those in the others.
    for (path, text) in &files {
        if let Err(error) = builtin.with_dictionary([(path.as_str(), text.as_str())]) {
            show.error(&error.into());
            failures += 1;
        }
    }
    let mut cases = 0;
    let path = arguments.folder.join("cases.tsv");
    if failures == 0 && path.exists() {
        let language = builtin.with_dictionary(files.iter().map(|(p, t)| (p.as_str(), t.as_str())))?;
        let mut options = Options::default();
        options.layout.keep = true;
        let cleaner = Cleaner::new(language, options);
        let name = path.display().to_string();
        let text = settings::utf8(settings::read(&path).with_context(|| name.clone())?, &name)?;
        for (i, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            cases += 1;
            if let Err(error) = case(&cleaner, line) {
                show.failure(format_args!("{name}:{}", i + 1), &error);
                failures += 1;
            }
        }
    }
    if failures > 0 {
        return Ok(Outcome::SomeFailed);
    }
    show.hint(format_args!(
        "{}: all is well (files: {}, cases: {cases})",
        arguments.folder.display(),
        files.len()
    ));
    Ok(Outcome::Done)
}

/// Cleans a line as read and holds it against the line as it should be.
fn case(cleaner: &Cleaner, line: &str) -> anyhow::Result<()> {
    let mut fields = line.split('\t');
    let (Some(read), Some(meant)) = (fields.next(), fields.next()) else {
        bail!("saw one field, wanted the line as read, a tab, and the line as it should be");
    };
    let made = to_text(&cleaner.clean("case", read.as_bytes())?);
    // Structure may make a heading of it: the words are what counts.
    let words: Vec<&str> = made.split_whitespace().collect();
    if words.join(" ") != meant {
        bail!("{read:?} became {:?}, wanted {meant:?}", words.join(" "));
    }
    Ok(())
}

/// One line of the pairs: what was read and what the page says.
#[derive(Deserialize)]
struct Pair {
    #[serde(alias = "read", alias = "ocr")]
    text: String,
    #[serde(alias = "meant")]
    truth: String,
}

fn learn(arguments: &Learn, show: Show) -> anyhow::Result<Outcome> {
    let path = &arguments.pairs;
    let text = String::from_utf8(settings::read(path).with_context(|| path.display().to_string())?)
        .with_context(|| path.display().to_string())?;
    let mut learner = Learner::new();
    let mut pairs = 0;
    let mut outcome = Outcome::Done;
    for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match pair(line) {
            Ok(pair) if learner.pair(&pair.text, &pair.truth) => pairs += 1,
            Ok(_) => show.hint(format_args!(
                "{}:{}: passed over: longer than {LONGEST_PAIR} characters; cut it into segments",
                path.display(),
                i + 1
            )),
            Err(error) => {
                show.failure(format_args!("{}:{}", path.display(), i + 1), &error);
                outcome = Outcome::SomeFailed;
            }
        }
    }
    let table = learner.table(arguments.least);
    let mut output = Output::new(arguments.output.as_deref())?;
    output.write_all(to_tsv(&table).as_bytes()).context("cannot write the confusions")?;
    output.finish()?;
    show.verbose(format_args!("{} confusions learnt from {pairs} pairs", table.len()));
    Ok(outcome)
}

fn pair(line: &str) -> anyhow::Result<Pair> {
    serde_json::from_str(line).map_err(|error| {
        anyhow!("{error}; wanted a line such as {{\"text\": \"as read\", \"truth\": \"as printed\"}}")
    })
}
