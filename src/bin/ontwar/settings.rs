//! From what was typed to what the library takes: languages found, folders read.

use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use ontwar::language::{FILES, Language};
use ontwar::repair::Period;
use ontwar::{Cleaner, Options};

use crate::args::{LanguageChoice, PeriodChoice, Work};

/// The cleaner that was asked for.
pub(crate) fn cleaner(work: &Work) -> anyhow::Result<Cleaner> {
    Ok(Cleaner::new(language(work)?, options(work)))
}

/// The language that was asked for, with a dictionary over it.
pub(crate) fn language(work: &Work) -> anyhow::Result<Language> {
    let language = builtin(work.language)?;
    match &work.dictionary {
        Some(folder) => with_dictionary(&language, folder),
        None => Ok(language),
    }
}

/// The built-in pack that was asked for.
pub(crate) fn builtin(choice: LanguageChoice) -> anyhow::Result<Language> {
    let tag = match choice {
        // One pack is built in so far.
        LanguageChoice::Nl | LanguageChoice::Auto => "nl",
    };
    Ok(Language::builtin(tag)?)
}

fn with_dictionary(language: &Language, folder: &Path) -> anyhow::Result<Language> {
    let files = dictionary_files(folder)?;
    let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    Ok(language.with_dictionary(texts)?)
}

/// The files of a dictionary folder: path as a person would write it, and text.
pub(crate) fn dictionary_files(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    if !folder.is_dir() {
        bail!("{}: not a folder; a dictionary is a folder of files such as words.tsv", folder.display());
    }
    let mut files = Vec::new();
    for path in FILES.map(|name| folder.join(name)).into_iter().filter(|path| path.exists()) {
        let shown = path.display().to_string();
        let bytes = std::fs::read(&path).with_context(|| shown.clone())?;
        files.push((shown.clone(), utf8(bytes, &shown)?));
    }
    if files.is_empty() {
        bail!("{}: no dictionary file in this folder; it may hold {}", folder.display(), FILES.join(", "));
    }
    Ok(files)
}

/// Bytes as text, or the line that is none.
pub(crate) fn utf8(bytes: Vec<u8>, name: &str) -> anyhow::Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let good = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
        anyhow!("{name}:{}: not UTF-8; save the file as UTF-8", good.split('\n').count())
    })
}

pub(crate) fn options(work: &Work) -> Options {
    let mut options = Options::default();
    options.read.encoding.clone_from(&work.encoding);
    options.layout.columns = work.columns.0;
    options.layout.keep = work.no_layout;
    options.repair.keep = work.no_repair;
    options.repair.period = match work.period {
        PeriodChoice::Auto => Period::Auto,
        PeriodChoice::Modern => Period::Modern,
        PeriodChoice::Historical => Period::Historical,
    };
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
