//! What there is to read: files, folders and globs as they are typed, and the
//! text of whatever they lead to. Shared by all commands that take pages.

mod list;
mod names;
mod skipped;
mod worklist;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};

pub(crate) use list::reads_as;
pub(crate) use names::PAGES;
pub(crate) use skipped::{Counts, Skipped};
pub(crate) use worklist::{Found, Item, PageList, Worklist};

use crate::input;
use crate::tesseract::{self, EngineOptions};

/// What the folder is called in which outputs are written before they take their names.
pub(crate) const MEANWHILE: &str = ".ontwar";

/// Inputs as files: what is no file but a pattern, which no shell has
/// expanded, is expanded here.
pub(crate) fn expanded(inputs: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::with_capacity(inputs.len());
    for input in inputs {
        let is_pattern = input.to_str().is_some_and(|text| text.contains(['*', '?', '[']));
        if !is_pattern || input.exists() {
            files.push(input.clone());
            continue;
        }
        let list = Worklist::new(&[input.clone().into_os_string()], &[], None)?;
        let before = files.len();
        for found in list.walk(&Arc::default()) {
            match found {
                Found::Item(item) => files.push(item.path),
                Found::Unreadable(error) => return Err(error.into()),
            }
        }
        if files.len() == before {
            bail!("{}: nothing matches", input.display());
        }
    }
    Ok(files)
}

/// All files that inputs lead to, in the order of their names; `-` is standard input.
pub(crate) fn files(inputs: &[PathBuf]) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let (standard, named): (Vec<&PathBuf>, Vec<&PathBuf>) =
        inputs.iter().partition(|input| input.as_os_str() == "-");
    let mut files: Vec<(String, PathBuf)> =
        standard.into_iter().map(|input| ("-".to_owned(), input.clone())).collect();
    if named.is_empty() {
        return Ok(files);
    }
    let named: Vec<OsString> = named.into_iter().map(|input| input.clone().into_os_string()).collect();
    let list = Worklist::new(&named, &[], None)?;
    for found in list.walk(&Arc::default()) {
        match found {
            Found::Item(item) => files.push((item.below.display().to_string(), item.path)),
            Found::Unreadable(error) => return Err(error.into()),
        }
    }
    if files.is_empty() {
        bail!("no page was found: looked for {}", list.wanted());
    }
    Ok(files)
}

/// What a file says, whatever its format, as it stands: images are read by the engine.
pub(crate) fn text(path: &Path, engine: EngineOptions<'_>) -> anyhow::Result<String> {
    let bytes = input::read(path).with_context(|| path.display().to_string())?;
    tesseract::read(&path.to_string_lossy(), &bytes, engine)
}
