//! The words of the pack: the listed ones, those seen besides, the rare ones.

use std::io;

use crate::corpus::{Corpus, MARKS, UNKNOWN, capital_share};
use crate::filter::Filter;
use crate::lexicon::{rounded, written};
use crate::road::{MOST, Road};
use crate::source::Kind;
use crate::spelling::is_older_spelling_of_listed;
use crate::write::Folder;

/// Weighted count from which an unlisted word counts as a word.
const SEEN: f64 = 2.5;

/// The words that n-grams are made of, numbered by falling count.
pub(crate) struct Vocabulary {
    /// The lower-case text; the first are [`MARKS`].
    pub(crate) text: Vec<String>,
    /// From corpus keys to the numbers here; [`UNKNOWN`] for other words.
    pub(crate) of_key: Vec<u32>,
}

/// One row of a word table.
struct Entry {
    form: String,
    count: u32,
    capital: u32,
    key: Option<u32>,
}

impl Entry {
    fn row(&self) -> Vec<String> {
        vec![self.form.clone(), self.count.to_string(), self.capital.to_string()]
    }
}

const MIX: &str = "Corpora: see pack.toml; counts are a weighted mix of them.";

/// Writes `words.tsv`, `seen.tsv` and `rare.tsv`; gives the vocabulary.
pub(crate) fn write(
    folder: &Folder,
    filter: &Filter,
    forms: &[Vec<u32>],
    road: &Road,
) -> io::Result<Vocabulary> {
    let listed = listed_entries(filter, forms);
    let (seen, rare) = unlisted_entries(filter, forms, road.most.rare);
    let vocabulary = Vocabulary::new(filter.corpus, listed.iter().chain(&seen));
    let lists: Vec<&str> =
        road.origins.iter().filter(|origin| origin.word_list).map(|origin| origin.title.as_str()).collect();
    let list = format!("Every form of {}.", lists.join("; "));
    let head = [list.as_str(), MIX, "word\tcount\tcapital (percentage of the occurrences inside sentences)"];
    folder.table("words.tsv", &head, listed.iter().map(Entry::row).collect())?;
    let head = [
        "Words that the corpora have and the word list has not, filtered.",
        MIX,
        "word\tcount\tcapital (percentage of the occurrences inside sentences)",
    ];
    folder.table("seen.tsv", &head, seen.iter().map(Entry::row).collect())?;
    let head = [
        "Rare words in neither words.tsv nor seen.tsv, as written: they train the model of letters.",
        MIX,
        "word\tcount",
    ];
    folder.table("rare.tsv", &head, rare)?;
    Ok(vocabulary)
}

fn listed_entries(filter: &Filter, forms: &[Vec<u32>]) -> Vec<Entry> {
    let corpus = filter.corpus;
    let entry = |(word, listed): (&String, &Vec<String>)| {
        let key = corpus.find(word);
        let none = Vec::new();
        let forms = key.map_or(&none, |key| &forms[key as usize]);
        let written = written(corpus, forms, listed);
        let count = key.map_or(0, |key| rounded(corpus.weighted(key)));
        Entry { form: written.form, count, capital: written.capital, key }
    };
    filter.listed.iter().map(entry).collect()
}

fn unlisted_entries(filter: &Filter, forms: &[Vec<u32>], most_rare: usize) -> (Vec<Entry>, Vec<Vec<String>>) {
    let corpus = filter.corpus;
    let mut seen = Vec::new();
    let mut rare = Vec::new();
    for (key, word) in (0_u32..).zip(&corpus.key_text).skip(MARKS.len()) {
        let count = corpus.weighted(key);
        if count <= 0.0 || filter.listed.contains_key(word) {
            continue;
        }
        let forms = &forms[key as usize];
        let written = written(corpus, forms, &[]);
        if !filter.accepts(key, &written.form) {
            continue;
        }
        if is_only_old(filter, key, word) {
            continue;
        }
        if is_seen(corpus, key) {
            let count = rounded(count).max(1);
            seen.push(Entry { form: written.form, count, capital: written.capital, key: Some(key) });
        } else if is_told_apart(corpus, key, forms) {
            rare.push((order_of_trust(corpus, key), written.form, count));
        }
    }
    // Within one order of trust, spread over the alphabet: shorter first.
    rare.sort_unstable_by_key(|(trust, form, _)| (*trust, form.chars().count(), form.clone()));
    rare.truncate(most_rare);
    let row = |(_, form, count): (u8, String, f64)| vec![form, rounded(count).max(1).to_string()];
    (seen, rare.into_iter().map(row).collect())
}

/// Whether a word is one of old texts only, in a spelling that is no longer used: it has its place in the
/// historical layer.
fn is_only_old(filter: &Filter, key: u32, word: &str) -> bool {
    let today = filter.corpus.count_in(key, &[Kind::Prose, Kind::Law, Kind::Manual]);
    let old = filter.corpus.count_in(key, &[Kind::Old]);
    old > 10 * today && is_older_spelling_of_listed(word, filter.listed, &filter.road.changes)
}

/// Whether an unlisted word is a word: often enough and not in one place. A
/// source that weighs little in the mix still shows that a word exists.
fn is_seen(corpus: &Corpus, key: u32) -> bool {
    let prose = corpus.count_in_mix(key, &[Kind::Prose, Kind::Old]);
    let law = corpus.count_in_mix(key, &[Kind::Law]);
    let often = corpus.weighted(key) >= SEEN || prose >= 3 || prose + law >= 6;
    often && corpus.key_spread[key as usize]
}

/// Whether it is known how a rare word is written: it stood inside a sentence.
fn is_told_apart(corpus: &Corpus, key: u32, forms: &[u32]) -> bool {
    capital_share(corpus, forms).1 > 0.0 && corpus.key_text[key as usize].len() > 3
}

/// Prose first, then statutes, manuals last.
fn order_of_trust(corpus: &Corpus, key: u32) -> u8 {
    if corpus.count_in_mix(key, &[Kind::Prose, Kind::Old]) > 0 {
        0
    } else if corpus.count_in(key, &[Kind::Law]) > 0 {
        1
    } else {
        2
    }
}

impl Vocabulary {
    fn new<'a>(corpus: &Corpus, entries: impl Iterator<Item = &'a Entry>) -> Self {
        let mut keys: Vec<u32> = entries
            .filter_map(|entry| entry.key)
            .filter(|&key| corpus.key_counts[key as usize] != [0; MOST])
            .collect();
        keys.sort_unstable_by(|&a, &b| {
            let order = corpus.weighted(b).total_cmp(&corpus.weighted(a));
            order.then_with(|| corpus.key_text[a as usize].cmp(&corpus.key_text[b as usize]))
        });
        let mut of_key = vec![UNKNOWN; corpus.key_text.len()];
        let mut text = Vec::new();
        for (number, key) in (0_u32..).zip((0..MARKS.len() as u32).chain(keys)) {
            of_key[key as usize] = number;
            text.push(corpus.key_text[key as usize].clone());
        }
        Self { text, of_key }
    }
}
