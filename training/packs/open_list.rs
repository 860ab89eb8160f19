//! The frequency list of a pack, from wordfreq.

use std::io;

use crate::filter::Filter;
use crate::frequencies::Frequencies;
use crate::lexicon::rounded;
use crate::road::Road;
use crate::write::Folder;

/// Frequency from which a word of the list is of use.
const RARE: f64 = 1e-7;

/// Writes the list without what is of another language only: English entered everywhere through quotes.
pub(crate) fn write(
    folder: &Folder,
    own: &Frequencies,
    english: Option<&Frequencies>,
    filter: &Filter,
    road: &Road,
) -> io::Result<()> {
    let rows = own
        .words()
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
