//! The vocabulary: every word of every list under its lower-case form.

use std::collections::{BTreeMap, HashMap};

use zerocopy::IntoBytes as _;
use zerocopy::little_endian::U16;

use super::Sources;
use crate::PackError;
use crate::automaton::Automaton;
pub(crate) use crate::bytes::FIRST_WORD;
use crate::bytes::{NONE, quantise};
use crate::ranks::Ranks;
use crate::records::{Part, Word, flag};
use crate::sources::{self, fold};

/// The marks, by id.
pub(crate) const MARKS: [&str; FIRST_WORD] = ["<s>", ",", "<n>", "<u>"];
/// The share of the corpora in a word's probability; the rest is `wordfreq`'s.
const CORPUS_SHARE: f64 = 0.5;
/// What a listed word gets that no corpus has.
const LISTED_FLOOR: f64 = 2e-9;
/// How often any word with a capital is taken to have stood before another that has one, and before any word.
const USUAL_ONWARD: [f64; 2] = [0.3, 1.5];
/// What any other word gets.
const FLOOR: f64 = 5e-10;

/// How likely each word is as the first and as the last part of a compound; 0 for never.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) modifiers: Vec<f64>,
    pub(crate) heads: Vec<f64>,
}

/// A word of the vocabulary.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entry {
    pub(crate) flags: u8,
    pub(crate) count: f64,
    pub(crate) capital: f64,
    pub(crate) frequency: f64,
    pub(crate) historical: f64,
    pub(crate) class: u8,
    /// The share of its uses with a capital before another word that has one.
    pub(crate) onward: Option<f64>,
}

/// All words with what is known of each.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// Marks first, then words in byte order.
    pub(crate) words: Vec<String>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) ids: HashMap<String, u32>,
    total: f64,
    frequency_total: f64,
    historical_total: f64,
}

impl Vocabulary {
    /// Reads the word lists.
    pub(crate) fn gather(from: &Sources) -> Result<Self, PackError> {
        let mut all: BTreeMap<String, Entry> = BTreeMap::new();
        let lists = [
            ("words.tsv", &from.words, flag::LISTED),
            ("seen.tsv", &from.seen, flag::SEEN),
            ("names.tsv", &from.names, flag::NAME),
        ];
        for (file, text, flags) in lists {
            for word in sources::words(file, text)? {
                let entry = all.entry(fold(word.word)).or_default();
                entry.flags |= flags;
                entry.count += word.count;
                entry.capital = entry.capital.max(word.capital);
                if flags == flag::NAME {
                    entry.capital = 1.0;
                }
            }
        }
        for word in sources::words("wordfreq.tsv", &from.wordfreq)? {
            let entry = all.entry(fold(word.word)).or_default();
            entry.flags |= flag::COMMON;
            entry.frequency += word.count;
        }
        for word in sources::words("historical/words.tsv", &from.historical_words)? {
            let entry = all.entry(fold(word.word)).or_default();
            entry.flags |= flag::HISTORICAL;
            entry.historical += word.count;
        }
        for word in sources::words("onward.tsv", &from.onward)? {
            if let Some(entry) = all.get_mut(&fold(word.word)) {
                let [onward, uses] = USUAL_ONWARD;
                entry.onward = Some((word.count * word.capital + onward) / (word.count + uses));
            }
        }
        for row in sources::rows("keep.tsv", &from.keep, 1, 2)? {
            all.entry(fold(row.fields[0])).or_default().flags |= flag::KEEP;
        }
        for word in sources::words("function-words.tsv", &from.function_words)? {
            all.entry(fold(word.word)).or_default().flags |= flag::FUNCTION | flag::PART;
        }
        for word in sources::words("short-words.tsv", &from.short_words)? {
            all.entry(fold(word.word)).or_default().flags |= flag::PART;
        }
        let mut marks = [0.0; FIRST_WORD];
        for mark in sources::words("marks.tsv", &from.marks)? {
            if let Some(i) = MARKS.iter().position(|m| *m == mark.word) {
                marks[i] = mark.count;
            }
        }
        Ok(Self::number(all, marks))
    }

    fn number(all: BTreeMap<String, Entry>, marks: [f64; FIRST_WORD]) -> Self {
        let total = all.values().map(|e| e.count).sum::<f64>().max(1.0);
        let frequency_total = all.values().map(|e| e.frequency).sum::<f64>();
        let historical_total = all.values().map(|e| e.historical).sum::<f64>().max(1.0);
        let mut words: Vec<String> = MARKS.iter().map(|m| (*m).to_owned()).collect();
        let mut entries: Vec<Entry> =
            marks.iter().map(|&count| Entry { count, historical: count, ..Entry::default() }).collect();
        for (word, entry) in all {
            words.push(word);
            entries.push(entry);
        }
        let ids = words.iter().enumerate().map(|(i, w)| (w.clone(), i as u32)).collect();
        Self { words, entries, ids, total, frequency_total, historical_total }
    }

    /// The probability of a word by itself.
    pub(crate) fn p(&self, id: u32) -> f64 {
        let entry = &self.entries[id as usize];
        if (id as usize) < FIRST_WORD {
            return (entry.count / self.total).max(FLOOR);
        }
        let floor = if entry.flags & (flag::LISTED | flag::NAME) == 0 { FLOOR } else { LISTED_FLOOR };
        let corpus = (entry.count - 0.3).max(0.0) / self.total;
        if self.frequency_total == 0.0 {
            return corpus + floor;
        }
        CORPUS_SHARE * corpus + (1.0 - CORPUS_SHARE) * entry.frequency / self.frequency_total + floor
    }

    /// The probability of a word by itself in old print.
    pub(crate) fn p_historical(&self, id: u32) -> f64 {
        if (id as usize) < FIRST_WORD {
            return self.p(id);
        }
        let entry = &self.entries[id as usize];
        (entry.historical - 0.3).max(0.0) / self.historical_total
    }

    /// The lower-case words as an automaton that numbers them by their ids.
    pub(crate) fn automaton(&self) -> Result<Vec<u8>, PackError> {
        let words = self.words.iter().skip(FIRST_WORD).map(String::as_str);
        let automaton = Automaton::of(words, FIRST_WORD as u32);
        Ok(automaton.ok_or(PackError::Words("its words"))?.bytes().to_vec())
    }

    /// A record a word.
    pub(crate) fn records(&self, doubtful: &[u8]) -> Vec<u8> {
        let record = |(i, entry): (usize, &Entry)| {
            let id = i as u32;
            Word {
                flags: entry.flags,
                capital: (entry.capital * 100.0).round() as u8,
                class: entry.class,
                more: doubtful[i],
                onward: entry.onward.map_or(0, |share| 1 + (share * 100.0).round() as u8),
                unigram: quantised(self.p(id)),
                historical: quantised(self.p_historical(id)),
            }
        };
        let records: Vec<Word> = self.entries.iter().enumerate().map(record).collect();
        records.as_bytes().to_vec()
    }
}

impl Parts {
    /// Which words are parts, and a record for each.
    pub(crate) fn records(&self) -> (Vec<Ranks>, Vec<Part>) {
        let is_part = |&i: &usize| self.heads[i] > 0.0 || self.modifiers[i] > 0.0;
        let words: Vec<usize> = (0..self.heads.len()).filter(is_part).collect();
        let record =
            |&i: &usize| Part { head: quantised(self.heads[i]), modifier: quantised(self.modifiers[i]) };
        (Ranks::of(words.iter().copied()), words.iter().map(record).collect())
    }
}

fn quantised(p: f64) -> U16 {
    U16::new(if p > 0.0 { quantise(p.ln()) } else { NONE })
}
