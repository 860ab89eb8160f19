//! The frequency lists of wordfreq: one for the pack, one to know English by.

use std::fs;
use std::io;
use std::path::Path;

use crate::hash::Map;
use crate::lexicon::{Listed, rounded};
use crate::text::is_plain;
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
}

/// Writes the Dutch list without what is English only. A word that is not in
/// the word list and is much more frequent in English entered through quotes.
pub(crate) fn write(
    folder: &Folder,
    dutch: &Frequencies,
    english: &Frequencies,
    listed: &Listed,
) -> io::Result<()> {
    let rows = dutch
        .words
        .iter()
        .filter_map(|word| {
            let frequency = dutch.of[word];
            let foreign = english.of.get(word).copied().unwrap_or(0.0) > 5.0 * frequency;
            let kept = frequency >= RARE
                && is_plain(word)
                && !word.starts_with(['\'', '-'])
                && !word.ends_with(['\'', '-'])
                && (listed.contains_key(word) || !foreign);
            kept.then(|| vec![word.clone(), rounded(frequency * 1e9).to_string()])
        })
        .collect();
    let head = [
        "Dutch word frequencies, in occurrences per thousand million words.",
        "Source: wordfreq by Robyn Speer, its list \"best\" for nl; data CC BY-SA 4.0.",
        "This file is a selection of it under the same licence; it stands by itself for that reason.",
        "word\tcount",
    ];
    folder.table("wordfreq.tsv", &head, rows)
}
