//! The frequency lists of wordfreq: one for the pack, the others to know foreign words by.

use std::fs;
use std::io;
use std::path::Path;

use crate::corpus::Corpus;
use crate::hash::Map;
use crate::road::Road;

/// Frequencies by word, and the words in the order of the file.
pub(crate) struct Frequencies {
    pub(crate) of: Map<String, f64>,
    words: Vec<String>,
}

impl Frequencies {
    /// Reads lines of `word<TAB>frequency`.
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        let mut list = Self { of: Map::default(), words: Vec::new() };
        for line in fs::read_to_string(path)?.lines() {
            let Some((word, frequency)) = line.split_once('\t') else { continue };
            let word = crate::text::fold(word);
            if let Ok(frequency) = frequency.parse() {
                list.words.push(word.clone());
                list.of.insert(word, frequency);
            }
        }
        Ok(list)
    }

    /// The words in the order of the file.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }

    /// Undoes what the list folds away, where the corpora say so: `grosse` was `große`.
    pub(crate) fn unfold(mut self, road: &Road, corpus: &Corpus) -> Self {
        let seen = |word: &str| corpus.find(word).map_or(0.0, |key| corpus.weighted(key));
        for word in &mut self.words {
            let own = seen(word);
            let best = road.unfolded(word).into_iter().max_by(|a, b| seen(a).total_cmp(&seen(b)));
            if let Some(meant) = best.filter(|meant| seen(meant) > own)
                && let Some(frequency) = self.of.remove(word)
            {
                *self.of.entry(meant.clone()).or_default() += frequency;
                *word = meant;
            }
        }
        self.words.sort_unstable();
        self.words.dedup();
        self
    }
}
