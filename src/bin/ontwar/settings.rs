//! From what was typed to what the library takes: languages found, folders read.

use std::path::Path;

use anyhow::{Context as _, bail};
use ontwar::language::Language;
use ontwar::{Cleaner, Options};

use crate::args::{LanguageChoice, Work};

/// The cleaner that was asked for.
pub(crate) fn cleaner(work: &Work) -> anyhow::Result<Cleaner> {
    Ok(Cleaner::new(language(work)?, options(work)))
}

fn language(work: &Work) -> anyhow::Result<Language> {
    let tag = match work.language {
        // One pack is built in so far.
        LanguageChoice::Nl | LanguageChoice::Auto => "nl",
    };
    let language = Language::builtin(tag)?;
    match &work.dictionary {
        Some(folder) => with_dictionary(&language, folder),
        None => Ok(language),
    }
}

fn with_dictionary(_language: &Language, folder: &Path) -> anyhow::Result<Language> {
    bail!("{}: no dictionary can be laid over the built-in pack yet", folder.display())
}

fn options(work: &Work) -> Options {
    let mut options = Options::default();
    options.read.encoding.clone_from(&work.encoding);
    options.layout.columns = work.columns.0;
    options.layout.keep = work.no_layout;
    options.repair.keep = work.no_repair;
    if let Some(least) = work.min_confidence {
        options.repair.min_confidence = least;
    }
    options
}

/// The bytes of an input and what it is called; `-` is standard input.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    use std::io::Read as _;
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).context("standard input")?;
        return Ok(bytes);
    }
    if path.is_dir() {
        bail!("is a folder; `ontwar batch` takes folders");
    }
    Ok(std::fs::read(path)?)
}
