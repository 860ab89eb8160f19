//! The tables that guard the splitting of words.

use std::io;

use crate::filter::Filter;
use crate::hash::Map;
use crate::lexicon::rounded;
use crate::road::Road;
use crate::write::Folder;

/// Frequency, in our mix and in the open list alike, from which a listed word
/// of three letters may be split off.
const COMMON: f64 = 1e-5;

/// Writes `short-words.tsv`.
pub(crate) fn write(
    folder: &Folder,
    filter: &Filter,
    open: &Map<String, f64>,
    road: &Road,
) -> io::Result<()> {
    let head = [
        "Words of two and three letters that may be split off a merged token.",
        "Two letters: edited by hand. Three: words of the list that are common in the mix.",
        "word\tcount",
    ];
    let corpus = filter.corpus;
    let count = |word: &str| corpus.find(word).map_or(0.0, |key| corpus.weighted(key));
    let three = filter.listed.iter().filter(|(word, forms)| {
        word.chars().count() == 3
            && word.chars().all(char::is_alphabetic)
            && forms.contains(word)
            && word.contains(|c| "aeiouyéèëïäöüâêîôûàù".contains(c))
            && !road.not_short_words.contains(word)
            && filter.frequency(word) > COMMON
            && open.get(*word).is_some_and(|&frequency| frequency > COMMON)
    });
    let rows = road
        .two_letters
        .iter()
        .map(String::as_str)
        .chain(three.map(|(word, _)| word.as_str()))
        .map(|word| vec![word.to_owned(), rounded(count(word)).to_string()])
        .collect();
    folder.table("short-words.tsv", &head, rows)
}
