//! Which language packs there are: inside the program, in the user's folder, on the command line.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use ontwar::language::{Language, PackError};

/// How the name of a pack's file ends.
const ENDING: &str = "pack";

/// All packs that can be asked for.
pub(crate) struct Packs {
    /// Those from files; of several for one language the last counts.
    files: Vec<Language>,
}

impl Packs {
    /// Those of the program, of the user's folder, and these.
    pub(crate) fn with(given: &[PathBuf]) -> anyhow::Result<Self> {
        let own = user_folder().map_or_else(Vec::new, |folder| in_folder(&folder));
        let files = own.iter().chain(given).map(|path| load(path)).collect::<anyhow::Result<_>>()?;
        Ok(Self { files })
    }

    /// The tags of all of them: those of the program, of which the first is taken in doubt, then the others.
    pub(crate) fn tags(&self) -> Vec<&str> {
        let mut tags: Vec<&str> = Language::builtin_tags().map(|tag| -> &str { tag }).collect();
        let mut others: Vec<&str> = self.files.iter().map(Language::tag).collect();
        others.retain(|tag| !tags.contains(tag));
        others.sort_unstable();
        others.dedup();
        tags.extend(others);
        tags
    }

    /// The packs of a tag; every one for `auto`. There is one at least.
    pub(crate) fn of(&self, tag: &str) -> anyhow::Result<Vec<Language>> {
        let tags = if tag == "auto" { self.tags() } else { vec![tag] };
        if tags.is_empty() {
            return Err(anyhow!(
                "there is no language pack in this program; give one with --pack, or build it with one"
            ));
        }
        tags.into_iter().map(|tag| self.get(tag)).collect()
    }

    fn get(&self, tag: &str) -> anyhow::Result<Language> {
        if let Some(language) = self.files.iter().rev().find(|language| language.tag() == tag) {
            return Ok(language.clone());
        }
        Language::builtin(tag).map_err(|error| match error {
            PackError::NoSuchLanguage { tag, .. } => anyhow!(
                "there is no language pack for {tag:?}; there are: {}; give another with --pack, or make \
                 one with `ontwar dict build`",
                self.tags().join(", ")
            ),
            other => other.into(),
        })
    }
}

/// Where the packs of the user lie, if there are any: the platform's usual place.
pub(crate) fn user_folder() -> Option<PathBuf> {
    let places = directories::ProjectDirs::from("", "", "ontwar")?;
    Some(places.data_dir().join("packs"))
}

/// The name of a pack's file.
pub(crate) fn file_name(tag: &str) -> String {
    format!("{tag}.{ENDING}")
}

/// The packs in a folder; none where there is no such folder.
fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut packs: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == ENDING))
        .collect();
    packs.sort();
    packs
}

/// A pack from a file, mapped for as long as the program runs.
fn load(path: &Path) -> anyhow::Result<Language> {
    let shown = || path.display().to_string();
    let Ok((map, _)) = vmap::Map::with_options().open(path) else {
        // What cannot be mapped tells more by being read: that it is not there, a folder, or empty.
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", shown()))?;
        return Language::from_pack(bytes.leak()).with_context(shown);
    };
    let map: &'static vmap::Map = Box::leak(Box::new(map));
    Language::from_pack(map).with_context(shown)
}
