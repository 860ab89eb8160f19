//! Counts words and their neighbours in running text: what the sources of a
//! new pack are made of. Text in, tables out; no sentence leaves.
//!
//! Tokens are those of the model: words with inner apostrophes and hyphens,
//! and the marks `<s>` (a stop), `,`, `<n>` (a number), `<u>` (a code).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use super::fold;
use super::token_parts::parts_of;

/// A word that no list has must be seen so often, and in so many places, to be learnt.
const OFTEN: u32 = 12;
const PLACES: u32 = 4;
/// A run is kept from so many occurrences on.
const LEAST_RUN: u32 = 3;
/// A word of at most three letters is a part of merged tokens from this share of the text on.
const USUAL: f64 = 2e-5;
/// Paragraphs to a place.
const PLACE: u32 = 200;
/// The marks, by number.
const MARKS: [&str; 4] = ["<s>", ",", "<n>", "<u>"];

/// How many runs to keep at most.
#[derive(Debug, Clone, Copy)]
pub struct Most {
    /// Runs of two words.
    pub bigrams: usize,
    /// Runs of three words.
    pub trigrams: usize,
}

impl Default for Most {
    fn default() -> Self {
        Self { bigrams: 150_000, trigrams: 75_000 }
    }
}

/// What is known of a type.
#[derive(Debug, Clone, Default)]
struct TypeCounts {
    count: u32,
    /// Where its case tells: inside a sentence, and of these with a capital.
    inside: u32,
    capital: u32,
    places: u32,
    last_place: u32,
    forms: BTreeMap<String, u32>,
}

/// Counts over any number of texts.
#[derive(Debug, Clone, Default)]
pub struct Counter {
    listed: BTreeMap<String, String>,
    numbers: HashMap<String, u32>,
    words: Vec<(String, TypeCounts)>,
    bigrams: HashMap<[u32; 2], u32>,
    trigrams: HashMap<[u32; 3], u32>,
    paragraphs: BTreeSet<u64>,
    count: u32,
    tokens: u64,
}

impl Counter {
    /// A counter that knows a word list, one word a line.
    pub fn new(list: &str) -> Self {
        let mut counter = Self::default();
        for mark in MARKS {
            counter.number(mark);
        }
        for word in list.lines().map(str::trim).filter(|w| !w.is_empty() && !w.contains([' ', '\t', '#'])) {
            let form = counter.listed.entry(fold(word)).or_insert_with(|| word.to_owned());
            // Of `Polish` and `polish` the small one.
            if word.starts_with(char::is_lowercase) {
                word.clone_into(form);
            }
        }
        counter
    }

    /// Takes in a text: paragraphs with blank lines between; each is counted once, however often it stands there.
    pub fn text(&mut self, text: &str) {
        let mut paragraph = String::new();
        for line in text.lines().map(str::trim).chain([""]) {
            if !line.is_empty() {
                paragraph.push_str(line);
                paragraph.push(' ');
            } else if !paragraph.is_empty() {
                if self.paragraphs.insert(super::bytes::stamp(0, paragraph.as_bytes())) {
                    self.paragraph(&paragraph);
                }
                paragraph.clear();
            }
        }
    }

    /// How many tokens were counted.
    pub fn tokens(&self) -> u64 {
        self.tokens
    }

    fn paragraph(&mut self, text: &str) {
        self.count += 1;
        let place = self.count / PLACE + 1;
        let mut run = [0, 0];
        let mut fresh = true;
        let mut stop = true;
        for chunk in text.split_whitespace() {
            let [before, core, after] = parts_of(chunk);
            if !core.is_empty() {
                let number = self.token(core, fresh, place);
                self.follow(&mut run, number);
                fresh = !before.is_empty();
                stop = false;
            }
            if after.contains(['.', '!', '?', ';', ':']) && !stop {
                self.follow(&mut run, 0);
                (fresh, stop) = (true, true);
            } else if after.contains(',') {
                self.follow(&mut run, 1);
            }
        }
        if !stop {
            self.follow(&mut run, 0);
        }
    }

    fn token(&mut self, core: &str, fresh: bool, place: u32) -> u32 {
        if core.starts_with(|c: char| c.is_ascii_digit()) {
            return 2;
        }
        let letters = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | '-');
        let shaped = core.chars().all(letters) && core.chars().count() <= 40;
        let camel = core.chars().zip(core.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
        if !shaped || camel {
            return 3;
        }
        let number = self.number(&fold(core));
        let seen = &mut self.words[number as usize].1;
        seen.count += 1;
        if seen.last_place != place {
            (seen.places, seen.last_place) = (seen.places + 1, place);
        }
        if !fresh {
            seen.inside += 1;
            seen.capital += u32::from(core.starts_with(char::is_uppercase));
        }
        *seen.forms.entry(core.replace('’', "'")).or_default() += 1;
        number
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        self.words.push((word.to_owned(), TypeCounts::default()));
        number
    }

    fn follow(&mut self, run: &mut [u32; 2], next: u32) {
        self.tokens += 1;
        if next < MARKS.len() as u32 {
            self.words[next as usize].1.count += 1;
        }
        *self.bigrams.entry([run[1], next]).or_default() += 1;
        *self.trigrams.entry([run[0], run[1], next]).or_default() += 1;
        *run = [run[1], next];
    }

    /// The files of a pack that counts can make: name and text.
    pub fn tables(&self, most: Most) -> Vec<(&'static str, String)> {
        let none = TypeCounts::default();
        let seen = |lower: &str| self.numbers.get(lower).map_or(&none, |&n| &self.words[n as usize].1);
        let mut words = String::from("# word\tcount\tcapital (percentage of the uses inside sentences)\n");
        for (lower, form) in &self.listed {
            let seen = seen(lower);
            row(&mut words, form, seen);
        }
        let mut others: Vec<&(String, TypeCounts)> = self
            .words
            .iter()
            .skip(MARKS.len())
            .filter(|(lower, _)| !self.listed.contains_key(lower))
            .collect();
        others.sort_by(|a, b| a.0.cmp(&b.0));
        let (mut learnt, mut rare) =
            (String::from("# word\tcount\tcapital\n"), String::from("# word\tcount\n"));
        for (lower, seen) in others {
            let most_written =
                seen.forms.iter().max_by_key(|(_, count)| **count).map_or(lower, |form| form.0);
            if learns(lower, seen) {
                row(&mut learnt, most_written, seen);
            } else if seen.count >= 2 && lower.chars().count() >= 3 {
                // Writing to a string cannot fail.
                let _ = writeln!(rare, "{most_written}\t{}", seen.count.min(2));
            }
        }
        let mut short = String::from("# word\tcount\n");
        for lower in self.listed.keys().filter(|word| word.chars().count() <= 3) {
            let count = seen(lower).count;
            let usual = f64::from(count) >= USUAL * self.tokens as f64;
            if usual && (lower.chars().count() > 1 || count as f64 > 1e-3 * self.tokens as f64) {
                let _ = writeln!(short, "{lower}\t{count}");
            }
        }
        let mut marks = String::from("# token that is not a word\tcount\n");
        let mut sorted: Vec<usize> = (0..MARKS.len()).collect();
        sorted.sort_by_key(|&i| MARKS[i]);
        for i in sorted {
            let _ = writeln!(marks, "{}\t{}", MARKS[i], self.words[i].1.count);
        }
        vec![
            ("words.tsv", words),
            ("seen.tsv", learnt),
            ("rare.tsv", rare),
            ("short-words.tsv", short),
            ("marks.tsv", marks),
            ("bigrams.tsv", self.runs(&self.bigrams, most.bigrams)),
            ("trigrams.tsv", self.runs(&self.trigrams, most.trigrams)),
        ]
    }

    fn runs<const N: usize>(&self, counts: &HashMap<[u32; N], u32>, most: usize) -> String {
        let known: Vec<bool> = self
            .words
            .iter()
            .enumerate()
            .map(|(i, (lower, seen))| {
                i < MARKS.len() || self.listed.contains_key(lower) || learns(lower, seen)
            })
            .collect();
        let keep = |run: &[u32; N]| run.iter().all(|&n| known[n as usize]);
        let mut kept: Vec<(u32, Vec<&str>)> = counts
            .iter()
            .filter(|&(run, &count)| count >= LEAST_RUN && keep(run))
            .map(|(run, &count)| (count, run.iter().map(|&n| self.words[n as usize].0.as_str()).collect()))
            .collect();
        kept.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        kept.truncate(most);
        kept.sort_by(|a, b| a.1.cmp(&b.1));
        let mut text = format!("# {}count\n", "word\t".repeat(N));
        for (count, words) in kept {
            let _ = writeln!(text, "{}\t{count}", words.join("\t"));
        }
        text
    }
}

/// Whether a word that no list has is seen often enough to be one.
fn learns(lower: &str, seen: &TypeCounts) -> bool {
    lower.chars().count() >= 3
        && seen.count >= OFTEN
        && seen.places >= PLACES
        // Two hyphenated words are known by their parts.
        && !lower.contains('-')
}

fn row(out: &mut String, form: &str, seen: &TypeCounts) {
    let capital = if seen.inside > 0 {
        (f64::from(seen.capital) / f64::from(seen.inside) * 100.0).round()
    } else if form.starts_with(char::is_uppercase) {
        100.0
    } else {
        0.0
    };
    let _ = writeln!(out, "{form}\t{}\t{capital}", seen.count);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_marks_and_neighbours_are_counted() {
        let mut counter = Counter::new("the\nriver\nMarch\nmarch\n");
        for n in 0..3 {
            counter.text(&format!("The river, in March {n} of them.\nGone.\n\n"));
        }
        // The same paragraph again says nothing new.
        counter.text("The river, in March 0 of them.\nGone.\n");
        let tables: BTreeMap<_, _> = counter.tables(Most::default()).into_iter().collect();
        assert!(tables["words.tsv"].contains("the\t3\t0\n"), "{}", tables["words.tsv"]);
        assert!(tables["words.tsv"].contains("march\t3\t100\n"), "inside a sentence it has a capital");
        assert!(tables["bigrams.tsv"].contains("<s>\tthe\t3\n"));
        assert!(tables["bigrams.tsv"].contains("river\t,\t3\n"));
        assert!(tables["marks.tsv"].contains("<n>\t3\n"));
    }
}
