//! The corpora in memory: every token a number, every word form once.

use std::io;
use std::path::Path;

use crate::hash::Map;
use crate::road::MOST;
use crate::source::{self, Kind, Source};
use crate::text::is_capitalised;
use crate::token::{Token, tokens};

/// The tokens that are not words have the first numbers, in this order.
pub(crate) const MARKS: [&str; 4] = ["<s>", ",", "<n>", "<u>"];
pub(crate) const STOP: u32 = 0;
pub(crate) const COMMA: u32 = 1;
pub(crate) const NUMBER: u32 = 2;
pub(crate) const UNKNOWN: u32 = 3;

/// The words of the corpora, by number, with what was counted of each.
#[derive(Default)]
pub(crate) struct Corpus {
    /// What was read, in order.
    pub(crate) sources: Vec<Source>,
    forms: Map<String, u32>,
    keys: Map<String, u32>,
    /// Every form as it stood in the text.
    pub(crate) form_text: Vec<String>,
    /// The lower-case word of every form.
    pub(crate) form_key: Vec<u32>,
    /// Weighted occurrences of a form where its capital says something.
    pub(crate) form_evidence: Vec<f64>,
    /// The lower-case words; the first are [`MARKS`].
    pub(crate) key_text: Vec<String>,
    /// Occurrences of each word in each source, held-out lines left out.
    pub(crate) key_counts: Vec<[u32; MOST]>,
    key_place: Vec<Option<(usize, u32)>>,
    /// Whether a word was seen in more than one place.
    pub(crate) key_spread: Vec<bool>,
    /// The running text of each source as key numbers.
    pub(crate) streams: Vec<Vec<u32>>,
    /// The held-out text of each source.
    pub(crate) held_out: Vec<Vec<u32>>,
}

impl Corpus {
    /// Reads all sources of a directory.
    pub(crate) fn read(directory: &Path, sources: Vec<Source>) -> io::Result<Self> {
        let mut corpus = Self::default();
        for mark in MARKS {
            corpus.key(mark);
        }
        for (number, source) in sources.iter().enumerate() {
            corpus.read_source(directory, number, source)?;
        }
        corpus.sources = sources;
        Ok(corpus)
    }

    fn read_source(&mut self, directory: &Path, number: usize, source: &Source) -> io::Result<()> {
        let mut stream = vec![STOP];
        let mut held_out = vec![STOP];
        for line in source::read(directory, source)? {
            let starts_small = line.text.starts_with(char::is_lowercase);
            let heading = is_heading(&line.text);
            let target = if line.held_out { &mut held_out } else { &mut stream };
            // A line that goes on in small letters continues the one before.
            if !starts_small {
                push_stop(target);
            }
            tokens(&line.text, |token| match token {
                Token::Stop => push_stop(target),
                Token::Comma => target.push(COMMA),
                Token::Number => target.push(NUMBER),
                Token::Unknown => target.push(UNKNOWN),
                Token::Word { text, fresh } => {
                    let form = self.form(text);
                    let key = self.form_key[form as usize];
                    target.push(key);
                    if !line.held_out {
                        self.count(key, number, line.place);
                        if !fresh && !heading {
                            self.form_evidence[form as usize] += case_weight(source);
                        }
                    }
                }
            });
        }
        push_stop(&mut stream);
        push_stop(&mut held_out);
        self.streams.push(stream);
        self.held_out.push(held_out);
        Ok(())
    }

    fn count(&mut self, key: u32, source: usize, place: u32) {
        let key = key as usize;
        self.key_counts[key][source] += 1;
        match self.key_place[key] {
            None => self.key_place[key] = Some((source, place)),
            Some(first) => self.key_spread[key] |= first != (source, place),
        }
    }

    fn form(&mut self, text: &str) -> u32 {
        if let Some(&form) = self.forms.get(text) {
            return form;
        }
        let key = self.key(&text.to_lowercase());
        let form = number_of(self.form_text.len());
        self.forms.insert(text.to_owned(), form);
        self.form_text.push(text.to_owned());
        self.form_key.push(key);
        self.form_evidence.push(0.0);
        form
    }

    fn key(&mut self, text: &str) -> u32 {
        if let Some(&key) = self.keys.get(text) {
            return key;
        }
        let key = number_of(self.key_text.len());
        self.keys.insert(text.to_owned(), key);
        self.key_text.push(text.to_owned());
        self.key_counts.push([0; MOST]);
        self.key_place.push(None);
        self.key_spread.push(false);
        key
    }

    /// Running text from elsewhere as key numbers; nothing of it is counted.
    pub(crate) fn encode(&self, text: &str) -> Vec<u32> {
        let mut stream = vec![STOP];
        for line in text.lines() {
            tokens(&crate::text::fold(line), |token| match token {
                Token::Stop => push_stop(&mut stream),
                Token::Comma => stream.push(COMMA),
                Token::Number => stream.push(NUMBER),
                Token::Unknown => stream.push(UNKNOWN),
                Token::Word { text, .. } => {
                    stream.push(self.find(&text.to_lowercase()).unwrap_or(UNKNOWN));
                }
            });
            push_stop(&mut stream);
        }
        stream
    }

    /// The weights of the sources in the mix.
    pub(crate) fn weights(&self) -> Vec<f64> {
        self.sources.iter().map(|source| source.weight).collect()
    }

    /// The number of a lower-case word, if the corpora have it.
    pub(crate) fn find(&self, word: &str) -> Option<u32> {
        self.keys.get(word).copied()
    }

    /// What a word counts in the mix.
    pub(crate) fn weighted(&self, key: u32) -> f64 {
        self.key_counts[key as usize]
            .iter()
            .zip(&self.sources)
            .map(|(&count, source)| f64::from(count) * source.weight)
            .sum()
    }

    /// Occurrences in the sources of some kinds, unweighted.
    pub(crate) fn count_in(&self, key: u32, kinds: &[Kind]) -> u32 {
        self.count_where(key, |source| kinds.contains(&source.kind))
    }

    /// The same of the sources that weigh something in the mix.
    pub(crate) fn count_in_mix(&self, key: u32, kinds: &[Kind]) -> u32 {
        self.count_where(key, |source| source.weight > 0.0 && kinds.contains(&source.kind))
    }

    fn count_where(&self, key: u32, counts: impl Fn(&Source) -> bool) -> u32 {
        let counted = self.key_counts[key as usize].iter().zip(&self.sources);
        counted.filter(|(_, source)| counts(source)).map(|(&count, _)| count).sum()
    }
}

/// The share in the evidence for capitals: manuals write Them Everywhere.
fn case_weight(source: &Source) -> f64 {
    match source.kind {
        Kind::Manual => source.weight * 0.01,
        _ => source.weight,
    }
}

/// Whether a line is set in capitals, or short and without an end: a heading
/// or a running title, where capitals follow other rules.
pub(crate) fn is_heading(line: &str) -> bool {
    let open = !line.ends_with(['.', '!', '?', ':', ';', ',', '"', '\'', '”', ')']);
    if open && line.split_whitespace().count() < 9 {
        return true;
    }
    let capitals = line.chars().filter(|c| c.is_uppercase()).count();
    let small = line.chars().filter(|c| c.is_lowercase()).count();
    capitals > small
}

/// Adds a stop unless one stands there.
fn push_stop(stream: &mut Vec<u32>) {
    if stream.last() != Some(&STOP) {
        stream.push(STOP);
    }
}

fn number_of(length: usize) -> u32 {
    u32::try_from(length).expect("fewer than four billion words")
}

/// How the forms of each word are written: `(evidence, form)` per key.
pub(crate) fn forms_by_key(corpus: &Corpus) -> Vec<Vec<u32>> {
    let mut forms = vec![Vec::new(); corpus.key_text.len()];
    for (form, &key) in (0_u32..).zip(&corpus.form_key) {
        forms[key as usize].push(form);
    }
    forms
}

/// Whether a word is written in capitals as a rule, like `DNA`. If not, its
/// shouted occurrences are headings and tell nothing.
fn shouted_evidence(corpus: &Corpus, forms: &[u32]) -> bool {
    let (mut shouted, mut total) = (0.0, 0.0);
    for &form in forms {
        let evidence = corpus.form_evidence[form as usize];
        total += evidence;
        if is_shouted(&corpus.form_text[form as usize]) {
            shouted += evidence;
        }
    }
    shouted > 0.6 * total
}

/// Whether all of a word is in capitals.
pub(crate) fn is_shouted(form: &str) -> bool {
    form.chars().filter(|c| c.is_alphabetic()).count() > 1 && !form.contains(char::is_lowercase)
}

/// The share of a word's telling occurrences that had a capital, 0 to 100,
/// and how much evidence that is.
pub(crate) fn capital_share(corpus: &Corpus, forms: &[u32]) -> (f64, f64) {
    let (mut capital, mut total) = (0.0, 0.0);
    let shouting = shouted_evidence(corpus, forms);
    for &form in forms {
        let evidence = corpus.form_evidence[form as usize];
        if !shouting && is_shouted(&corpus.form_text[form as usize]) {
            continue;
        }
        total += evidence;
        if is_capitalised(&corpus.form_text[form as usize]) {
            capital += evidence;
        }
    }
    if total > 0.0 { (100.0 * capital / total, total) } else { (0.0, 0.0) }
}
