//! The frequency lists of wordfreq: one for the pack, the others to know foreign words by.

use std::fs;
use std::io;
use std::path::Path;

use crate::corpus::Corpus;
use crate::filter::Filter;
use crate::hash::Map;
use crate::lexicon::rounded;
use crate::road::Road;
use crate::write::Folder;

/// Frequency from which a word of the list is of use.
const RARE: f64 = 1e-7;

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

/// Writes the list without what is of another language only: English entered everywhere through quotes.
pub(crate) fn write(
    folder: &Folder,
    own: &Frequencies,
    english: Option<&Frequencies>,
    filter: &Filter,
    road: &Road,
) -> io::Result<()> {
    let rows = own
        .words
        .iter()
        .filter_map(|word| {
            let frequency = own.of[word];
            let foreign =
                english.and_then(|list| list.of.get(word)).copied().unwrap_or(0.0) > 5.0 * frequency;
            let kept = frequency >= RARE
                && road.is_plain(word)
                && !word.starts_with(['\'', '-'])
                && !word.ends_with(['\'', '-'])
                && (filter.listed.contains_key(word)
                    || !foreign && !filter.is_forgotten_blank(word, frequency));
            kept.then(|| vec![word.clone(), rounded(frequency * 1e9).to_string()])
        })
        .collect();
    let title = format!("{} word frequencies, in occurrences per thousand million words.", road.english_name);
    let source = format!(
        "Source: wordfreq by Robyn Speer, its list \"best\" for {}; data CC BY-SA 4.0.",
        road.language
    );
    let head = [
        title.as_str(),
        source.as_str(),
        "This file is a selection of it under the same licence; it stands by itself for that reason.",
        "word\tcount",
    ];
    folder.table("wordfreq.tsv", &head, rows)
}
