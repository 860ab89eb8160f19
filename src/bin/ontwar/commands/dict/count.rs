//! `ontwar dict count`: the counted files of a new language pack.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use ontwar::language::count::{Counter, Most};

use super::super::Outcome;
use super::templates;
use crate::args::dict::Count;
use crate::dictionaries;
use crate::show::Show;

pub(super) fn run(arguments: &Count, show: Show) -> anyhow::Result<Outcome> {
    let folder = &arguments.output;
    let Some(tag) = folder.file_name().and_then(|name| name.to_str()) else {
        bail!("{}: the folder's name must be the language's tag, such as fr", folder.display());
    };
    let mut counter = Counter::new(&dictionaries::text(&arguments.words)?);
    for path in &arguments.texts {
        counter.text(&dictionaries::text(path)?);
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (name, text) in counter.tables(Most { bigrams: arguments.bigrams, trigrams: arguments.trigrams }) {
        write(folder, name, &text)?;
    }
    let mut by_hand = Vec::new();
    for (name, text) in templates::pack(tag) {
        if !folder.join(name).exists() {
            write(folder, name, &text)?;
            by_hand.push(name);
        }
    }
    show.hint(format_args!("{}: counted {} tokens", folder.display(), counter.tokens()));
    if !by_hand.is_empty() {
        show.hint(format_args!("now edit {}", by_hand.join(", ")));
    }
    Ok(Outcome::Done)
}

fn write(folder: &Path, name: &str, text: &str) -> anyhow::Result<()> {
    let path = folder.join(name);
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}
