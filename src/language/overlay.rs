//! A user's dictionary folder, lying over the built-in pack: any subset of
//! the same files. Small, so it is kept as maps and a lexicon made at load.

use std::collections::{BTreeMap, HashMap};

use super::bytes::flag;
use super::confusions::{Confusion, Confusions};
use super::error::PackError;
use super::{fold, sources};

/// A maintainer's rule: what is read so was meant so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What stands in the text.
    pub read: String,
    /// What should stand there.
    pub meant: String,
    /// `corrections.tsv:12`: where the rule is.
    pub place: String,
}

/// What an overlay knows of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Own {
    pub(crate) flags: u8,
    pub(crate) capital: f32,
}

/// Tables over those of the pack.
#[derive(Clone, Default)]
pub(crate) struct Overlay {
    pub(crate) words: BTreeMap<String, Own>,
    pub(crate) fst: Option<fst::raw::Fst<Vec<u8>>>,
    pub(crate) entries: Vec<Own>,
    /// Flags added to words of the pack.
    pub(crate) added: BTreeMap<u32, u8>,
    pub(crate) rules: HashMap<String, Rule>,
    pub(crate) confusions: Confusions,
    pub(crate) historical_confusions: Confusions,
    /// A short name for the contents of the folder; 0 without one.
    pub(crate) stamp: u64,
}

impl std::fmt::Debug for Overlay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Overlay").field("words", &self.words.len()).finish_non_exhaustive()
    }
}

/// The files that a dictionary folder may hold.
pub const FILES: [&str; 5] = ["words.tsv", "names.tsv", "keep.tsv", "corrections.tsv", "confusions.tsv"];

impl Overlay {
    /// Reads one file over what is there.
    pub(crate) fn read(&mut self, file: &str, text: &str) -> Result<(), PackError> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        match name {
            "words.tsv" | "names.tsv" => {
                let flags = if name == "words.tsv" { flag::LISTED } else { flag::NAME };
                for word in sources::words(file, text)? {
                    let own = self.words.entry(fold(word.word)).or_default();
                    own.flags |= flags;
                    let written = word.word.starts_with(char::is_uppercase);
                    own.capital =
                        (word.capital as f32).max(f32::from(u8::from(written || flags == flag::NAME)));
                }
            }
            "keep.tsv" => {
                for row in sources::rows(file, text, 1, 2)? {
                    self.words.entry(fold(row.fields[0])).or_default().flags |= flag::KEEP;
                }
            }
            "corrections.tsv" => {
                for row in sources::rows(file, text, 2, 3)? {
                    let (read, meant) = (row.fields[0].to_owned(), row.fields[1].to_owned());
                    let place = format!("{file}:{}", row.line);
                    self.rules.insert(read.clone(), Rule { read, meant, place });
                }
            }
            "confusions.tsv" => {
                for (read, meant, rate) in sources::confusions(file, text)? {
                    let ln_rate = rate.ln() as f32;
                    self.confusions.put(Confusion {
                        read: read.to_owned(),
                        meant: meant.to_owned(),
                        ln_rate,
                    });
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Numbers the words that the pack lacks and makes them walkable.
    pub(crate) fn finish(&mut self, first: u32) -> Result<(), PackError> {
        let mut builder = fst::raw::Builder::memory();
        self.entries.clear();
        for (i, (word, own)) in self.words.iter().enumerate() {
            let id = first + i as u32;
            builder
                .insert(word, u64::from(id))
                .map_err(|_| PackError::Compiled("the words of the dictionary folder are not in order"))?;
            self.entries.push(*own);
        }
        let bytes = builder
            .into_inner()
            .map_err(|_| PackError::Compiled("the dictionary folder's words do not fit"))?;
        self.fst = fst::raw::Fst::new(bytes).ok();
        Ok(())
    }
}
