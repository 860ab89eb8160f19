//! `ontwar dict`: dictionaries of one's own, made, checked, extended, tried.

mod attempt;
mod build;
mod check;
mod count;
mod edit;
mod explain;
mod learn;
mod pages;
mod stats;
mod templates;

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};

use super::Outcome;
use crate::args::dict::{Dict, DictCommand, New};
use crate::dictionaries;
use crate::output::Output;
use crate::packs;
use crate::show::Show;

pub(crate) fn run(arguments: &Dict, show: Show) -> anyhow::Result<Outcome> {
    match &arguments.command {
        DictCommand::New(arguments) => new(arguments, show),
        DictCommand::Check(arguments) => check::run(arguments, show),
        DictCommand::Add(arguments) => edit::add(arguments, show),
        DictCommand::Keep(arguments) => edit::keep(arguments, show),
        DictCommand::Correct(arguments) => edit::correct(arguments, show),
        DictCommand::Explain(arguments) => explain::run(arguments),
        DictCommand::Stats(arguments) => stats::run(arguments, show),
        DictCommand::Try(arguments) => attempt::run(arguments, show),
        DictCommand::Learn(arguments) => learn::run(arguments, show),
        DictCommand::Count(arguments) => count::run(arguments, show),
        DictCommand::Build(arguments) => build::run(arguments, show),
        DictCommand::Where => whereabouts(),
    }
}

fn new(arguments: &New, show: Show) -> anyhow::Result<Outcome> {
    let folder = &arguments.folder;
    let tag = Some(arguments.language.as_str()).filter(|tag| *tag != "auto");
    make(folder, tag)?;
    show.hint(format_args!("{}: made; edit its files, then run `ontwar dict check`", folder.display()));
    Ok(Outcome::Done)
}

/// Makes a folder with an example of every file.
fn make(folder: &Path, language: Option<&str>) -> anyhow::Result<()> {
    let files = templates::overlay(language);
    if let Some((name, _)) = files.iter().find(|(name, _)| folder.join(name).exists()) {
        bail!("{}: there is a {name} in it already; name a new folder", folder.display());
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Tells the folders that every run lays over the pack, the lowest first, and where packs lie.
fn whereabouts() -> anyhow::Result<Outcome> {
    let mut output = Output::new(None)?;
    if let Some(folder) = dictionaries::user_folder() {
        let there = if folder.is_dir() { "" } else { "\tnot there yet; `ontwar dict new` makes it" };
        writeln!(output, "{}{there}", folder.display())?;
    }
    for folder in dictionaries::of_environment() {
        writeln!(output, "{}\tof {}", folder.display(), dictionaries::VARIABLE)?;
    }
    if let Some(folder) = packs::user_folder() {
        writeln!(output, "{}\tfor packs that `ontwar dict build` made", folder.display())?;
    }
    output.finish()?;
    Ok(Outcome::Done)
}
