//! `ontwar decisions`: files of decisions merged, counted, and turned into proposals.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use ontwar::decisions::{Decision, Proposals, Tally, merge, propose, tally, write};

use super::Outcome;
use crate::args::decide::{Decisions, DecisionsCommand};
use crate::documents;
use crate::output::Output;
use crate::show::Show;

pub(crate) fn run(arguments: &Decisions, show: Show) -> anyhow::Result<Outcome> {
    match &arguments.command {
        DecisionsCommand::Merge { files } => merged(&read(files)?, show),
        DecisionsCommand::Count { files } => count(&read(files)?),
        DecisionsCommand::Propose { files, least, output } => {
            let mut proposals = propose(&read(files)?);
            proposals.keeps.retain(|_, count| *count >= *least);
            proposals.words.retain(|_, count| *count >= *least);
            proposals.corrections.retain(|_, count| *count >= *least);
            proposed(&proposals, output.as_deref(), show)
        }
    }
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

fn count(decisions: &[Decision]) -> anyhow::Result<Outcome> {
    let (kinds, tenths) = tally(decisions);
    let mut output = Output::new(None)?;
    let row = |name: &str, tally: &Tally| {
        let share = tally.accepted as f64 / (tally.accepted + tally.rejected).max(1) as f64;
        format!("{name:<14}{:>9}{:>9}{share:>8.2}\n", tally.accepted, tally.rejected)
    };
    let head = format!("{:<14}{:>9}{:>9}{:>8}\n", "", "right", "wrong", "share");
    let kinds: String = kinds.iter().map(|(kind, tally)| row(kind, tally)).collect();
    let tenths: String = tenths
        .iter()
        .map(|(tenth, tally)| {
            row(&format!("{:.1} to {:.1}", f32::from(*tenth) / 10.0, f32::from(tenth + 1) / 10.0), tally)
        })
        .collect();
    write!(output, "{head}{kinds}\nconfidence\n{tenths}")?;
    output.finish()?;
    Ok(Outcome::Done)
}

fn proposed(proposals: &Proposals, folder: Option<&Path>, show: Show) -> anyhow::Result<Outcome> {
    let (mut keep, mut words, mut corrections) = (String::new(), String::new(), String::new());
    // Writing to a string cannot fail.
    for (word, count) in &proposals.keeps {
        let _ = writeln!(keep, "{word}\tput back {count} times");
    }
    for word in proposals.words.keys() {
        let _ = writeln!(words, "{word}");
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
