//! Which dictionaries lie over a pack: of the user, of the environment, of the command line.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use ontwar::language::{FILES, Language, choose};
use serde::Deserialize;

use crate::args::Dictionaries;
use crate::input;
use crate::packs::Packs;

/// Folders that every run lays over the built-in pack, with the separator of `PATH` between them.
pub(crate) const VARIABLE: &str = "ONTWAR_DICTIONARIES";

/// A dictionary folder, read.
#[derive(Debug)]
pub(crate) struct Folder {
    /// The path of each file as a person would write it, and its text.
    pub(crate) files: Vec<(String, String)>,
    /// The language that it is for, if it says so.
    pub(crate) language: Option<String>,
}

/// What a folder's `pack.toml` says.
#[derive(Debug, Default, Deserialize)]
struct About {
    language: Option<String>,
}

/// The languages that were asked for, each with the dictionaries over it.
pub(crate) fn languages(asked: &Dictionaries) -> anyhow::Result<Vec<Language>> {
    let packs = Packs::with(&asked.pack)?;
    let folders = folders(asked, &packs)?;
    packs.of(&asked.language)?.into_iter().map(|language| laid_over(&language, &folders)).collect()
}

/// The one language that fits a text best among those asked for.
pub(crate) fn language_of(asked: &Dictionaries, text: &str) -> anyhow::Result<Language> {
    let mut languages = languages(asked)?;
    Ok(languages.swap_remove(choose(&languages, text.split_whitespace())))
}

/// A language with folders over it, those of other languages left out.
pub(crate) fn laid_over(language: &Language, folders: &[Folder]) -> anyhow::Result<Language> {
    let ours = |folder: &&Folder| folder.language.as_ref().is_none_or(|tag| tag == language.tag());
    let files = folders.iter().filter(ours).flat_map(|folder| &folder.files);
    let mut files = files.map(|(path, text)| (path.as_str(), text.as_str())).peekable();
    if files.peek().is_none() {
        return Ok(language.clone());
    }
    Ok(language.with_dictionary(files)?)
}

/// The folders in the order in which they are laid: the user's, the environment's, the command line's.
fn folders(asked: &Dictionaries, packs: &Packs) -> anyhow::Result<Vec<Folder>> {
    let mut folders = Vec::new();
    if let Some(folder) = user_folder().filter(|folder| folder.is_dir()) {
        let folder = Folder::read(&folder, packs)?;
        // A person may keep it empty.
        folders.extend((!folder.files.is_empty()).then_some(folder));
    }
    for path in of_environment() {
        folders.push(Folder::read_some(&path, packs).with_context(|| VARIABLE.to_owned())?);
    }
    for path in &asked.dictionary {
        folders.push(Folder::read_some(path, packs)?);
    }
    Ok(folders)
}

/// The folders that `ONTWAR_DICTIONARIES` names.
pub(crate) fn of_environment() -> Vec<PathBuf> {
    let named = std::env::var_os(VARIABLE).unwrap_or_default();
    std::env::split_paths(&named).filter(|path| !path.as_os_str().is_empty()).collect()
}

/// Where the user's own dictionary lies, if it is there: the platform's usual place.
pub(crate) fn user_folder() -> Option<PathBuf> {
    let places = directories::ProjectDirs::from("", "", "ontwar")?;
    Some(places.config_dir().join("dictionary"))
}

impl Folder {
    /// Reads the files of a folder, of which there may be none.
    pub(crate) fn read(folder: &Path, packs: &Packs) -> anyhow::Result<Self> {
        if !folder.is_dir() {
            bail!(
                "{}: not a folder; a dictionary is a folder of files such as words.tsv, and \
                 `ontwar dict new {}` makes one",
                folder.display(),
                folder.display()
            );
        }
        let mut files = Vec::new();
        for path in FILES.map(|name| folder.join(name)).into_iter().filter(|path| path.exists()) {
            let shown = path.display().to_string();
            files.push((shown.clone(), text(&path)?));
        }
        Ok(Self { files, language: language_in(folder, packs)? })
    }

    /// Reads the files of a folder, of which there must be one.
    fn read_some(path: &Path, packs: &Packs) -> anyhow::Result<Self> {
        let folder = Self::read(path, packs)?;
        if folder.files.is_empty() {
            bail!("{}: no dictionary file in this folder; it may hold {}", path.display(), FILES.join(", "));
        }
        Ok(folder)
    }
}

/// The text of a file of a dictionary.
pub(crate) fn text(path: &Path) -> anyhow::Result<String> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {shown}"))?;
    input::utf8(bytes, &shown)
}

/// The language that a folder's `pack.toml` names.
pub(crate) fn language_in(folder: &Path, packs: &Packs) -> anyhow::Result<Option<String>> {
    let path = folder.join("pack.toml");
    if !path.exists() {
        return Ok(None);
    }
    let about: About = toml::from_str(&text(&path)?)
        .map_err(|error| anyhow!("{}: {}", path.display(), error.to_string().trim_end()))?;
    if let Some(tag) = &about.language
        && !packs.tags().contains(&tag.as_str())
    {
        let known = packs.tags();
        bail!("{}: there is no pack for language {tag:?}; put one of {}", path.display(), known.join(", "));
    }
    Ok(about.language)
}
