//! A user's dictionary folder, lying over the built-in pack: any subset of
//! the same files. Small, so it is kept as maps and a lexicon made at load.

use std::collections::BTreeMap;

use super::PackError;
use super::automaton::Automaton;
use super::confusions::Confusions;
use super::rules::Rules;
use super::{fold, sources};
use ontwar_pack::records::flag;

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
    pub(crate) lexicon: Option<Automaton>,
    pub(crate) entries: Vec<Own>,
    /// Flags added to words of the pack.
    pub(crate) added: BTreeMap<u32, u8>,
    /// Where each word stands.
    pub(crate) places: BTreeMap<String, Vec<String>>,
    pub(crate) rules: Rules,
    pub(crate) confusions: Confusions,
    pub(crate) historical_confusions: Confusions,
    pub(crate) long_s_confusions: Confusions,
    pub(crate) gothic_confusions: Confusions,
    /// A short name for the contents of the folders; 0 without one.
    pub(crate) stamp: u64,
}

impl std::fmt::Debug for Overlay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Overlay").field("words", &self.words.len()).finish_non_exhaustive()
    }
}

/// The files of a dictionary folder that bear on what is made with it.
pub const FILES: [&str; 6] =
    ["words.tsv", "names.tsv", "keep.tsv", "corrections.tsv", "patterns.tsv", "confusions.tsv"];

impl Overlay {
    /// Reads one file over what is there.
    pub(crate) fn read(&mut self, file: &str, text: &str) -> Result<(), PackError> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        match name {
            "words.tsv" | "names.tsv" => {
                let flags = if name == "words.tsv" { flag::LISTED } else { flag::NAME };
                for row in sources::forms(file, text)? {
                    for form in &row.all {
                        let lower = self.place(form, file, row.line);
                        let own = self.words.entry(lower).or_default();
                        own.flags |= flags;
                        let written = form.starts_with(char::is_uppercase) || flags == flag::NAME;
                        let least = f32::from(u8::from(written));
                        own.capital = row.capital.map_or(least, |share| (share as f32).max(least));
                    }
                }
            }
            "keep.tsv" => {
                for row in sources::rows(file, text, 1, 2)? {
                    let lower = self.place(row.fields[0], file, row.line);
                    self.words.entry(lower).or_default().flags |= flag::KEEP;
                }
            }
            "corrections.tsv" => self.rules.read_corrections(file, text)?,
            "patterns.tsv" => self.rules.read_patterns(file, text)?,
            "confusions.tsv" => self.confusions.read(file, text)?,
            _ => {}
        }
        Ok(())
    }

    /// Notes where a word stands; gives the form under which it is kept.
    fn place(&mut self, word: &str, file: &str, line: usize) -> String {
        let lower = fold(word);
        self.places.entry(lower.clone()).or_default().push(format!("{file}:{line}"));
        lower
    }

    /// Numbers the words that the pack lacks and makes them walkable.
    pub(crate) fn finish(&mut self, first: u32) -> Result<(), PackError> {
        self.rules.finish()?;
        self.entries = self.words.values().copied().collect();
        let lexicon = Automaton::of(self.words.keys().map(String::as_str), first);
        self.lexicon = Some(lexicon.ok_or(PackError::Words("the dictionary folder's words"))?);
        Ok(())
    }
}
