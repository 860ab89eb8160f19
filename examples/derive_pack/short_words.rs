//! The tables that guard the splitting of words.

use std::io;

use crate::filter::Filter;
use crate::function_words::{FUNCTION_WORDS, NOT_SHORT_WORDS, TWO_LETTERS};
use crate::hash::Map;
use crate::lexicon::rounded;
use crate::write::Folder;

/// Frequency, in our mix and in the open list alike, from which a listed word
/// of three letters may be split off.
const COMMON: f64 = 1e-5;

/// Writes `function-words.tsv` and `short-words.tsv`.
pub(crate) fn write(folder: &Folder, filter: &Filter, dutch: &Map<String, f64>) -> io::Result<()> {
    let head = ["Function words, which are never part of a compound. Ours, edited by hand.", "word"];
    let rows = FUNCTION_WORDS.iter().map(|word| vec![(*word).to_owned()]).collect();
    folder.table("function-words.tsv", &head, rows)?;
    let head = [
        "Words of two and three letters that may be split off a merged token.",
        "Two letters: edited by hand. Three: words of the OpenTaal list that are common in the mix.",
        "word\tcount",
    ];
    let corpus = filter.corpus;
    let count = |word: &str| corpus.find(word).map_or(0.0, |key| corpus.weighted(key));
    let three = filter.listed.iter().filter(|(word, forms)| {
        word.chars().count() == 3
            && word.chars().all(char::is_alphabetic)
            && forms.contains(word)
            && word.contains(|c| "aeiouyéèëï".contains(c))
            && !NOT_SHORT_WORDS.contains(&word.as_str())
            && filter.frequency(word) > COMMON
            && dutch.get(*word).is_some_and(|&frequency| frequency > COMMON)
    });
    let rows = TWO_LETTERS
        .iter()
        .copied()
        .chain(three.map(|(word, _)| word.as_str()))
        .map(|word| vec![word.to_owned(), rounded(count(word)).to_string()])
        .collect();
    folder.table("short-words.tsv", &head, rows)
}
