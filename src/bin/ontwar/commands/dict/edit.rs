//! `ontwar dict add`, `keep` and `correct`: one entry into the right file, in its place.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use ontwar::language::{Fault, Language, lint, tidy};

use super::super::Outcome;
use super::templates;
use crate::args::dict::{Add, Correct, Keep, Target};
use crate::dictionaries;
use crate::output::AtomicFile;
use crate::packs::Packs;
use crate::show::Show;

pub(super) fn add(arguments: &Add, show: Show) -> anyhow::Result<Outcome> {
    let file = if arguments.name { "names.tsv" } else { "words.tsv" };
    let mut endings = String::new();
    for form in &arguments.forms {
        let ending = form.trim().trim_start_matches('-');
        if ending.is_empty() {
            bail!("{form:?} is no ending; write --forms -en,-s");
        }
        endings.push_str(" -");
        endings.push_str(ending);
    }
    let rows = arguments.words.iter().map(|word| format!("{word}{endings}"));
    put(&arguments.target, file, &rows.collect::<Vec<_>>(), show)
}

pub(super) fn keep(arguments: &Keep, show: Show) -> anyhow::Result<Outcome> {
    if arguments.reason.trim().is_empty() {
        bail!("a reason is for whoever reads the file later; give one with --reason");
    }
    put(&arguments.target, "keep.tsv", &[row(&[&arguments.word, arguments.reason.trim()])?], show)
}

pub(super) fn correct(arguments: &Correct, show: Show) -> anyhow::Result<Outcome> {
    let reason = arguments.reason.as_deref().unwrap_or("").trim();
    let (read, meant) = (arguments.read.as_str(), arguments.meant.as_str());
    if arguments.regex {
        return put(&arguments.target, "patterns.tsv", &[row(&[read, meant, reason])?], show);
    }
    let (left, right) = (arguments.left.join("|"), arguments.right.join("|"));
    let scope = match (arguments.part, left.is_empty() && right.is_empty()) {
        (true, _) => "part",
        (false, true) => "",
        (false, false) => "word",
    };
    put(&arguments.target, "corrections.tsv", &[row(&[read, meant, reason, scope, &left, &right])?], show)
}

/// Fields as a row, empty ones at its end left out.
fn row(fields: &[&str]) -> anyhow::Result<String> {
    if let Some(bad) = fields.iter().find(|field| field.contains(['\t', '\n'])) {
        bail!("{bad:?} holds a tab or a line end; a field cannot");
    }
    Ok(fields.join("\t").trim_end_matches('\t').to_owned())
}

/// Puts rows into a file of the target folder, sorted in.
fn put(target: &Target, name: &str, rows: &[String], show: Show) -> anyhow::Result<Outcome> {
    let folder = folder(target)?;
    let path = folder.join(name);
    let shown = path.display().to_string();
    let before = if path.exists() { dictionaries::text(&path)? } else { head(name) };
    let mut text = before.clone();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    for row in rows {
        text.push_str(row);
        text.push('\n');
    }
    let text = tidy(name, &text);
    // A row that cannot be read must not come into the file.
    let packs = Packs::with(&[])?;
    let language = language(&folder, &packs)?;
    language.with_dictionary([(shown.as_str(), text.as_str())])?;
    if text == tidy(name, &before) {
        show.hint(format_args!("{shown}: it stands there already"));
        return Ok(Outcome::Done);
    }
    let doubts = || -> anyhow::Result<Vec<Fault>> {
        let files = dictionaries::Folder::read(&folder, &packs)?.files;
        Ok(lint(&language, &files).into_iter().filter(|fault| fault.wrong).collect())
    };
    let earlier: Vec<String> = doubts()?.into_iter().map(|fault| fault.reason).collect();
    replace(&path, &text)?;
    for row in rows {
        let line =
            text.lines().position(|line| line == row).map_or(String::new(), |at| format!(":{}", at + 1));
        show.hint(format_args!("{shown}{line}: {}", row.replace('\t', "  ")));
    }
    // What is doubtful about it is said, and the entry stays: it was asked for.
    for fault in doubts()?.iter().filter(|fault| !earlier.contains(&fault.reason)) {
        show.hint(format_args!("note: {fault}"));
    }
    Ok(Outcome::Done)
}

/// The head of a file that is not there yet.
fn head(name: &str) -> String {
    let files = templates::overlay(None);
    let text = files.into_iter().find(|(file, _)| *file == name).map_or(String::new(), |(_, text)| text);
    // The examples are for a new folder; here there is a row to look at.
    text.lines().take_while(|line| *line != "#").fold(String::new(), |text, line| text + line + "\n")
}

/// The folder to edit, made if it is the user's own.
fn folder(target: &Target) -> anyhow::Result<PathBuf> {
    if let Some(folder) = &target.folder {
        if !folder.is_dir() {
            bail!("{}: not a folder; `ontwar dict new {}` makes one", folder.display(), folder.display());
        }
        return Ok(folder.clone());
    }
    let Some(folder) = dictionaries::user_folder() else {
        bail!("there is no place for a dictionary of your own here; name a folder with --to");
    };
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

fn language(folder: &Path, packs: &Packs) -> anyhow::Result<Language> {
    let tag = dictionaries::language_in(folder, packs)?.unwrap_or_else(|| "auto".to_owned());
    let mut packs = packs.of(&tag)?;
    let at = ontwar::language::choose(&packs, std::iter::empty());
    Ok(packs.swap_remove(at))
}

/// Replaces a file, whole or not at all.
pub(super) fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let write = || {
        let mut file = AtomicFile::create(path)?;
        file.write_all(text.as_bytes())?;
        file.commit()
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}
