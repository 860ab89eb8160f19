//! The layer for old print: transcribed old texts, the truths of aligned OCR
//! segments, and the older spelling in scans and in old statutes.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use crate::corpus::{MARKS, UNKNOWN};
use crate::filter::{Filter, is_shaped_like_a_word};
use crate::lexicon::rounded;
use crate::ngram::{Runs, unpack};
use crate::road::Road;
use crate::source::Kind;
use crate::spelling::is_older_spelling_of_listed;
use crate::text::fold;
use crate::token::{Token, tokens};
use crate::write::Folder;

/// Which documents of the pairs are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Half {
    All,
    /// The first, third, fifth … document.
    A,
    /// The second, fourth, sixth … document.
    B,
}

/// What an occurrence elsewhere counts for.
const ELSEWHERE_WEIGHT: f64 = 0.05;
const ELSEWHERE_LEAST: u32 = 3;
/// Shorter words there are as often debris or abbreviations.
const SHORTEST: usize = 5;
/// How often a listed word must stand in transcribed old texts.
const OLD_LEAST: u32 = 2;
/// The rarest pair of words there that is kept.
const OLD_LEAST_PAIR: f64 = 3.0;

/// What is counted of the historical text. Sorted maps: the text is small.
#[derive(Default)]
struct Counts {
    words: BTreeMap<String, u32>,
    forms: BTreeMap<String, u32>,
    bigrams: BTreeMap<(String, String), u32>,
    tokens: u32,
}

/// Writes `words.tsv`, `bigrams.tsv` and `rare.tsv` of the layer.
pub(crate) fn write(folder: &Folder, pairs: Option<&Path>, half: Half, filter: &Filter) -> io::Result<()> {
    let road = filter.road;
    let mut counts = Counts::default();
    if let Some(pairs) = pairs {
        for truth in truths(pairs, half)? {
            counts.add(&join_broken_words(&truth, &road.suspending));
        }
    }
    eprintln!("historical {half:?}: {} tokens, {} types", counts.tokens, counts.words.len());
    let mut words = counts.words.clone();
    let elsewhere = older_words(filter);
    eprintln!("historical: {} words of older spelling from elsewhere", elsewhere.len());
    for (word, count) in elsewhere.into_iter().chain(old_words(filter)) {
        *words.entry(word).or_default() += count;
    }
    let from = head(road);
    let head = [from.as_str(), "word\tcount"];
    folder.table("words.tsv", &head, counted(&words, 1))?;
    let mut rare = counts.rare(road);
    rare.extend(old_rare(filter, road.most.rare));
    let head = [from.as_str(), "Words seen once or twice, as written.", "word\tcount"];
    folder.table("rare.tsv", &head, rare)?;
    let rows = counts.bigrams.iter().filter(|&(_, &count)| count > 1);
    let mut rows: Vec<Vec<String>> =
        rows.map(|((a, b), count)| vec![a.clone(), b.clone(), count.to_string()]).collect();
    rows.extend(old_pairs(filter, &words, road.most.historical_bigrams));
    folder.table("bigrams.tsv", &[from.as_str(), "word\tnext word\tcount"], rows)
}

/// The sources of the layer, as the head of its tables names them.
fn head(road: &Road) -> String {
    let of = road.origins.iter().filter(|origin| {
        origin.kind == Some(Kind::Old) || origin.makes.iter().any(|file| file.starts_with("historical/"))
    });
    let of: Vec<&str> = of.map(|origin| origin.title.as_str()).collect();
    format!("Sources: {}; see pack.toml.", of.join("; "))
}

/// The words of transcribed old texts, with counts.
fn old_words(filter: &Filter) -> Vec<(String, u32)> {
    let corpus = filter.corpus;
    let old = (0_u32..).zip(&corpus.key_text).skip(MARKS.len()).filter_map(|(key, word)| {
        let count = corpus.count_in(key, &[Kind::Old]);
        let listed = filter.listed.contains_key(word);
        let least = if listed { OLD_LEAST } else { filter.road.old_least_unlisted };
        let word_like = listed
            || corpus.key_spread[key as usize]
                && filter.is_shaped_like_a_word(word)
                && !filter.is_foreign(word, word)
                && !filter.is_glued(word, f64::from(count), word);
        (count >= least && word_like).then(|| (word.clone(), count))
    });
    old.collect()
}

/// The most frequent pairs of words of transcribed old texts.
fn old_pairs(filter: &Filter, words: &BTreeMap<String, u32>, most: usize) -> Vec<Vec<String>> {
    let corpus = filter.corpus;
    let weights: Vec<f64> =
        corpus.sources.iter().map(|source| f64::from(u8::from(source.kind == Kind::Old))).collect();
    if weights.iter().all(|&weight| weight == 0.0) {
        return Vec::new();
    }
    let known: Vec<bool> = corpus.key_text.iter().map(|word| words.contains_key(word)).collect();
    let keep = |run: &[u32]| run.iter().all(|&token| token < UNKNOWN || known[token as usize]);
    let mut pairs = Runs::count(&corpus.streams, 2, keep).mixed(&weights);
    pairs.retain(|&(_, count)| count >= OLD_LEAST_PAIR);
    let row = |(run, count): (u64, f64)| {
        let [_, a, b] = unpack(run);
        let text = |token: u32| corpus.key_text[token as usize].clone();
        vec![text(a), text(b), rounded(count).to_string()]
    };
    crate::prune::frequent(&pairs, most).into_iter().map(row).collect()
}

/// Words seen once or twice in transcribed old texts.
fn old_rare(filter: &Filter, most: usize) -> Vec<Vec<String>> {
    let corpus = filter.corpus;
    let mut rare: Vec<&String> = (0_u32..)
        .zip(&corpus.key_text)
        .skip(MARKS.len())
        .filter(|&(key, word)| {
            (1..filter.road.old_least_unlisted).contains(&corpus.count_in(key, &[Kind::Old]))
                && word.chars().count() > 3
                && !filter.listed.contains_key(word)
                && filter.is_shaped_like_a_word(word)
        })
        .map(|(_, word)| word)
        .collect();
    rare.sort_unstable();
    // Evenly over the alphabet, where there are too many.
    let step = rare.len().div_ceil(most.max(1)).max(1);
    rare.into_iter().step_by(step).map(|word| vec![word.clone(), "1".to_owned()]).collect()
}

fn counted(words: &BTreeMap<String, u32>, least: u32) -> Vec<Vec<String>> {
    let rows = words.iter().filter(|&(_, &count)| count >= least);
    rows.map(|(word, count)| vec![word.clone(), count.to_string()]).collect()
}

/// The truths of the rows in the half. Documents take turns, in the order of
/// the file: neighbouring pages of one book fall into both halves, so a book
/// is not unseen, only its pages are.
fn truths(path: &Path, half: Half) -> io::Result<Vec<String>> {
    let mut documents: Vec<String> = Vec::new();
    let mut truths = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let document = field("id").split(':').next().unwrap_or_default().to_owned();
        if documents.last() != Some(&document) {
            documents.push(document);
        }
        let odd = documents.len() % 2 == 1;
        if half == Half::All || odd == (half == Half::A) {
            truths.push(field("truth"));
        }
    }
    Ok(truths)
}

/// Joins `ont‐ fangen`; leaves `land- en zeemacht`.
fn join_broken_words(text: &str, suspending: &[String]) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut open = false;
    for chunk in text.split_whitespace() {
        let word = chunk.trim_end_matches(|c: char| !c.is_alphabetic());
        let goes_on = chunk.starts_with(char::is_lowercase) && !suspending.iter().any(|other| other == word);
        if !(open && goes_on) {
            if open {
                joined.push('-');
            }
            joined.push(' ');
        }
        let stem = chunk.trim_end_matches(['-', '‐', '‑', '⸗', '¬']);
        open = stem.len() < chunk.len() && stem.ends_with(char::is_alphabetic);
        joined.push_str(if open { stem } else { chunk });
    }
    joined
}

impl Counts {
    fn add(&mut self, text: &str) {
        let mut before = MARKS[0].to_owned();
        // A segment is cut out of running text: its first word may be a piece.
        let mut first = true;
        tokens(&fold(text).replace('ƒ', " "), |token| {
            let now = match token {
                Token::Stop => MARKS[0].to_owned(),
                Token::Comma => MARKS[1].to_owned(),
                Token::Number => MARKS[2].to_owned(),
                Token::Unknown => MARKS[3].to_owned(),
                Token::Word { text, fresh } => self.word(text, fresh),
            };
            let repeated_stop = now == MARKS[0] && before == now;
            if !first && !repeated_stop {
                *self.bigrams.entry((before.clone(), now.clone())).or_default() += 1;
            }
            first = false;
            before = now;
        });
    }

    fn word(&mut self, text: &str, fresh: bool) -> String {
        let lower = text.to_lowercase();
        self.tokens += 1;
        if !lower.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '-')) {
            return MARKS[3].to_owned();
        }
        *self.words.entry(lower.clone()).or_default() += 1;
        if !fresh || lower == text {
            *self.forms.entry(text.to_owned()).or_default() += 1;
        }
        lower
    }

    /// Types seen once or twice, in the case they stood in.
    fn rare(&self, road: &Road) -> Vec<Vec<String>> {
        let rare = self.forms.iter().filter(|(form, _)| {
            let lower = form.to_lowercase();
            lower.chars().count() > 3 && self.words[&lower] < 3 && is_shaped_like_a_word(&lower, road)
        });
        rare.map(|(form, count)| vec![form.clone(), count.to_string()]).collect()
    }
}

/// Older spellings of listed words in the scanned programmes, in statutes that
/// are still in force and in what quotes them, with counts.
fn older_words(filter: &Filter) -> Vec<(String, u32)> {
    let corpus = filter.corpus;
    let mut found = Vec::new();
    for (key, word) in (0_u32..).zip(&corpus.key_text).skip(MARKS.len()) {
        let count = corpus.count_in(key, &[Kind::Prose, Kind::Law, Kind::Scanned]);
        if count >= ELSEWHERE_LEAST
            && word.chars().count() >= SHORTEST
            && filter.is_shaped_like_a_word(word)
            && !filter.is_debris(key, word)
            && !filter.is_foreign(word, word)
            && !filter.is_glued(word, f64::from(count) * ELSEWHERE_WEIGHT, word)
            && is_older_spelling_of_listed(word, filter.listed, &filter.road.changes)
        {
            found.push((word.clone(), rounded(f64::from(count) * ELSEWHERE_WEIGHT).max(1)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_broken_at_a_line_end_are_joined() {
        let text = "mede oock ont‐ fangen, land- en zeemacht, Noord- Holland";
        let joined = " mede oock ontfangen, land- en zeemacht, Noord- Holland";
        let suspending = ["en".to_owned()];
        assert_eq!(join_broken_words(text, &suspending), joined);
    }
}
