//! `ontwar dict`: dictionaries of one's own, checked and learnt.

use std::io::Write as _;

use anyhow::{Context as _, anyhow};
use ontwar::language::learn::{LONGEST_PAIR, Learner, to_tsv};
use serde::Deserialize;

use super::Outcome;
use crate::args::{Dict, DictCommand, Learn};
use crate::output::Output;
use crate::settings;
use crate::show::Show;

pub(crate) fn run(arguments: &Dict, show: Show) -> anyhow::Result<Outcome> {
    match &arguments.command {
        DictCommand::Learn(arguments) => learn(arguments, show),
    }
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
