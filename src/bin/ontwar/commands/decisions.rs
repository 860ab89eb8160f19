//! `ontwar decisions`: files of decisions merged, counted, and turned into proposals.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use ontwar::decisions::{Decision, Proposals, Tally, merge, propose, tally, write};
use serde_json::{Map, Value, json};

use super::Outcome;
use crate::args::decide::{Decisions, DecisionsCommand};
use crate::documents;
use crate::output::Output;
use crate::show::Show;

/// A decision is not longer than this.
const MOST_OF_A_LINE: u64 = 1 << 20;

pub(crate) fn run(arguments: &Decisions, show: Show) -> anyhow::Result<Outcome> {
    match &arguments.command {
        DecisionsCommand::Merge { files } => merged(&read(files)?, show),
        DecisionsCommand::Count { files } => count(files, false),
        DecisionsCommand::Propose { files, least, output } => learn(files, *least, output.as_deref(), show),
    }
}

/// Whether a file is one of decisions: its first line says a verdict.
pub(super) fn is_decisions(path: &Path) -> bool {
    // Standard input is read but once.
    if path.as_os_str() == "-" || !path.is_file() {
        return false;
    }
    let Ok(file) = fs::File::open(path) else { return false };
    let mut lines = BufReader::new(file.take(MOST_OF_A_LINE)).lines();
    let first = lines.find_map(|line| line.ok().filter(|line| !line.trim().is_empty()));
    let value = first.and_then(|line| serde_json::from_str(line.trim_start_matches('\u{feff}')).ok());
    value.is_some_and(|value: Value| value["verdict"].is_string() && value["document"].is_string())
}

/// What decisions propose for a dictionary, if they were made as often as that.
pub(super) fn learn(
    files: &[PathBuf],
    least: usize,
    output: Option<&Path>,
    show: Show,
) -> anyhow::Result<Outcome> {
    let mut proposals = propose(&read(files)?);
    proposals.keeps.retain(|_, count| *count >= least);
    proposals.words.retain(|_, count| *count >= least);
    proposals.corrections.retain(|_, count| *count >= least);
    proposed(&proposals, output, show)
}

fn read(files: &[PathBuf]) -> anyhow::Result<Vec<Decision>> {
    let mut all = Vec::new();
    for file in files {
        all.extend(documents::decisions(file).with_context(|| file.display().to_string())?);
    }
    Ok(all)
}

fn merged(decisions: &[Decision], show: Show) -> anyhow::Result<Outcome> {
    let merged = merge(decisions);
    for conflict in &merged.conflicts {
        let said = conflict.decisions.iter().map(|decision| {
            let who = decision.who.as_deref().unwrap_or("somebody");
            format!("{who} says {:?}", decision.text)
        });
        let first = &conflict.decisions[0];
        let name = first.name.as_deref().unwrap_or(&first.document);
        let said: Vec<String> = said.collect();
        show.hint(format_args!("{name} at {}: {}", first.source.0, said.join(", ")));
    }
    let mut output = Output::new(None)?;
    output.write_all(write(&merged.decisions).as_bytes())?;
    output.finish()?;
    Ok(if merged.conflicts.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}

/// What the decisions say of the program: how many of its changes were right, by kind and by confidence.
pub(super) fn count(files: &[PathBuf], as_json: bool) -> anyhow::Result<Outcome> {
    let (kinds, tenths) = tally(&read(files)?);
    let tenth = |tenth: u8| format!("{:.1} to {:.1}", f32::from(tenth) / 10.0, f32::from(tenth + 1) / 10.0);
    let precision = |tally: &Tally| tally.accepted as f64 / (tally.accepted + tally.rejected).max(1) as f64;
    let mut all = Tally::default();
    for tally in kinds.values() {
        all.accepted += tally.accepted;
        all.rejected += tally.rejected;
    }
    let mut output = Output::new(None)?;
    if as_json {
        let row = |tally: &Tally| json!({"accepted": tally.accepted, "rejected": tally.rejected, "precision": precision(tally)});
        let kinds: Map<String, Value> =
            kinds.iter().map(|(kind, tally)| (kind.clone(), row(tally))).collect();
        let tenths: Map<String, Value> = tenths.iter().map(|(at, tally)| (tenth(*at), row(tally))).collect();
        writeln!(output, "{}", json!({"all": row(&all), "kinds": kinds, "confidence": tenths}))?;
    } else {
        let row = |name: &str, tally: &Tally| {
            format!("{name:<14}{:>9}{:>9}{:>11.2}\n", tally.accepted, tally.rejected, precision(tally))
        };
        let head = format!("{:<14}{:>9}{:>9}{:>11}\n", "", "accepted", "rejected", "precision");
        let kinds: String = kinds.iter().map(|(kind, tally)| row(kind, tally)).collect();
        let tenths: String = tenths.iter().map(|(at, tally)| row(&tenth(*at), tally)).collect();
        write!(output, "{head}{}{kinds}\nconfidence\n{tenths}", row("all", &all))?;
    }
    output.finish()?;
    Ok(Outcome::Done)
}

fn proposed(proposals: &Proposals, folder: Option<&Path>, show: Show) -> anyhow::Result<Outcome> {
    let (mut keep, mut words, mut corrections) = (String::new(), String::new(), String::new());
    // Writing to a string cannot fail.
    for (word, count) in &proposals.keeps {
        let _ = writeln!(keep, "{word}\tput back {count} times");
    }
    for (word, count) in &proposals.words {
        let _ = writeln!(words, "# {count} times\n{word}");
    }
    for ((read, meant), count) in &proposals.corrections {
        let _ = writeln!(corrections, "# {count} times\n{read}\t{meant}");
    }
    let files = [("keep.tsv", keep), ("words.tsv", words), ("corrections.tsv", corrections)];
    let Some(folder) = folder else {
        let mut output = Output::new(None)?;
        for (name, lines) in files.iter().filter(|(_, lines)| !lines.is_empty()) {
            writeln!(output, "# {name}\n{lines}")?;
        }
        output.finish()?;
        return Ok(Outcome::Done);
    };
    for (name, _) in &files {
        if folder.join(name).exists() {
            bail!(
                "{}: there is a {name} in it already; name a new folder for the proposals",
                folder.display()
            );
        }
    }
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    for (name, lines) in files.iter().filter(|(_, lines)| !lines.is_empty()) {
        let path = folder.join(name);
        fs::write(&path, lines).with_context(|| path.display().to_string())?;
    }
    show.hint(format_args!(
        "{} holds proposals: look through them, then `ontwar clean --dictionary {}`",
        folder.display(),
        folder.display()
    ));
    Ok(Outcome::Done)
}
