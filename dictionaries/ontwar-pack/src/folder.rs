//! A pack from a folder of its sources.

use std::fs;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use crate::PackError;
use crate::compile::{self, Sources};
use crate::share_alike;

/// Compiles a folder, with what it has under share-alike licences or without.
///
/// # Errors
///
/// With the file and the line, what was seen there and what was wanted.
pub fn compile(folder: &Path, share_alike: bool) -> Result<Vec<u8>, PackError> {
    let text = |name: &str| {
        if !share_alike && name == share_alike::FREQUENCIES {
            return Ok(String::new());
        }
        let own = read(&folder.join(name))?;
        let key = share_alike::TABLES.iter().find(|(table, _)| *table == name).filter(|_| share_alike);
        let Some(&(_, key)) = key else { return Ok(own) };
        let others = read(&folder.join(share_alike::FOLDER).join(name))?;
        if others.is_empty() { Ok(own) } else { share_alike::merged(name, key, &own, &others) }
    };
    let sources = Sources {
        tag: tag(&folder.join("pack.toml"))?,
        words: text("words.tsv")?,
        seen: text("seen.tsv")?,
        names: text("names.tsv")?,
        onward: text("onward.tsv")?,
        wordfreq: text("wordfreq.tsv")?,
        keep: text("keep.tsv")?,
        function_words: text("function-words.tsv")?,
        short_words: text("short-words.tsv")?,
        marks: text("marks.tsv")?,
        rare: text("rare.tsv")?,
        bigrams: text("bigrams.tsv")?,
        trigrams: text("trigrams.tsv")?,
        classes: text("classes.tsv")?,
        class_bigrams: text("class-bigrams.tsv")?,
        class_trigrams: text("class-trigrams.tsv")?,
        confusions: text("confusions.tsv")?,
        corrections: text("corrections.tsv")?,
        patterns: text("patterns.tsv")?,
        grammar: text("grammar.tsv")?,
        profile: text("profile.toml")?,
        historical_words: text("historical/words.tsv")?,
        historical_rare: text("historical/rare.tsv")?,
        historical_bigrams: text("historical/bigrams.tsv")?,
        historical_confusions: text("historical/confusions.tsv")?,
        long_s_confusions: text("historical/long-s.tsv")?,
        gothic_confusions: text("historical/gothic.tsv")?,
        historical_weights: text("historical/weights.tsv")?,
    };
    compile::compile(&sources).map_err(|error| error.within(folder))
}

/// The language that a `pack.toml` names.
fn tag(path: &Path) -> Result<String, PackError> {
    let text = fs::read_to_string(path).map_err(|error| PackError::file(path, &error))?;
    let about: toml::Table = text.parse().map_err(|error: toml::de::Error| PackError::Folder {
        path: path.to_owned(),
        reason: error.to_string().trim_end().to_owned(),
    })?;
    let tag = about.get("language").and_then(toml::Value::as_str).filter(|tag| !tag.is_empty());
    tag.map(str::to_owned).ok_or_else(|| PackError::Folder {
        path: path.to_owned(),
        reason: "it names no language; put language = \"…\" with the tag of it".to_owned(),
    })
}

/// A source file, or its `.xz`; empty if there is neither.
fn read(path: &Path) -> Result<String, PackError> {
    if path.exists() {
        return fs::read_to_string(path).map_err(|error| PackError::file(path, &error));
    }
    let packed = PathBuf::from(format!("{}.xz", path.display()));
    if !packed.exists() {
        return Ok(String::new());
    }
    let unpacked = || {
        let mut text = Vec::new();
        let file = fs::File::open(&packed)?;
        lzma_rs::xz_decompress(&mut BufReader::new(file), &mut text)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, format!("{error:?}")))?;
        String::from_utf8(text).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    };
    unpacked().map_err(|error: io::Error| PackError::file(&packed, &error))
}
