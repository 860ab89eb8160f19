//! Learns confusions from pairs of what was read and what the page says.
//!
//! Text in, table out: each pair is aligned character by character, the places
//! where the two differ are counted, and a count becomes a rate by way of how
//! often the meant letters occur at all. White space is no confusion: words
//! that were merged or split have a model of their own.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization as _;

use super::Language;
use super::alignment::{AlignmentStep, align};
use super::token_parts::core_of;

/// Pairs longer than this are left out: alignment takes quadratic time.
pub const LONGEST_PAIR: usize = 8_000;
/// The most letters on either side of a confusion.
const LONGEST_SIDE: usize = 3;
/// How many uses of the meant letters the rate of an unseen confusion is spread over.
const SMOOTHING: f32 = 20.0;
/// No confusion is more likely than this: the scanner reads most letters well.
const HIGHEST_RATE: f32 = 0.3;

/// One learnt confusion.
#[derive(Debug, Clone, PartialEq)]
pub struct Learnt {
    /// What the scanner read.
    pub read: String,
    /// What the page says.
    pub meant: String,
    /// How often it was seen.
    pub count: u32,
    /// How likely `read` is where the page says `meant`, from 0 to 1.
    pub weight: f32,
}

/// Counts confusions over any number of pairs.
#[derive(Debug, Clone, Default)]
pub struct Learner {
    confusions: BTreeMap<(String, String), u32>,
    meant: BTreeMap<String, u32>,
    /// Whole words of the truth.
    words: BTreeMap<String, u32>,
    /// Whole words that were read as whole words, right or wrong.
    readings: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Learner {
    /// A learner that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in one pair; returns whether it was short enough to be aligned.
    pub fn pair(&mut self, read: &str, truth: &str) -> bool {
        let read = folded(read);
        let truth = folded(truth);
        if read.len() > LONGEST_PAIR || truth.len() > LONGEST_PAIR {
            return false;
        }
        for length in 1..=LONGEST_SIDE {
            for window in truth.windows(length) {
                if !window.iter().any(|c| c.is_whitespace()) {
                    *self.meant.entry(window.iter().collect()).or_default() += 1;
                }
            }
        }
        let steps = align(&read, &truth);
        self.count(&read, &truth, &steps);
        self.count_words(&read, &truth, &steps);
        true
    }

    /// Counts the words of the truth, and what each was read as where blanks stand alike around both.
    fn count_words(&mut self, read: &[char], truth: &[char], steps: &[AlignmentStep]) {
        let core = |chars: &[char]| {
            let text: String = chars.iter().collect();
            core_of(&text).to_owned()
        };
        for word in truth.split(|c| c.is_whitespace()).map(core).filter(|word| !word.is_empty()) {
            *self.words.entry(word).or_default() += 1;
        }
        let (mut r, mut t) = (0, 0);
        let (mut r0, mut t0) = (0, 0);
        for &step in steps.iter().chain(std::iter::once(&AlignmentStep::End)) {
            let seam = match step {
                AlignmentStep::Both => read[r].is_whitespace() && truth[t].is_whitespace(),
                AlignmentStep::End => true,
                _ => false,
            };
            if seam {
                let whole = |chars: &[char]| !chars.iter().any(|c| c.is_whitespace());
                let (left, right) = (&read[r0..r], &truth[t0..t]);
                let (seen, meant) = (core(left), core(right));
                if whole(left) && whole(right) && !seen.is_empty() && !meant.is_empty() {
                    *self.readings.entry(seen).or_default().entry(meant).or_default() += 1;
                }
                (r0, t0) = (r + 1, t + 1);
            }
            match step {
                AlignmentStep::Both => (r, t) = (r + 1, t + 1),
                AlignmentStep::Extra => r += 1,
                AlignmentStep::Missing => t += 1,
                AlignmentStep::End => {}
            }
        }
    }

    /// Words of the truth that a language does not know, with how often they were seen, the most frequent first.
    pub fn unknown(&self, language: &Language, least: u32) -> Vec<(String, u32)> {
        let letters =
            |word: &str| word.chars().count() > 2 && word.chars().all(|c| c.is_alphabetic() || c == '-');
        let mut all: Vec<(String, u32)> = self
            .words
            .iter()
            .filter(|(word, count)| **count >= least && letters(word) && !language.knows(word))
            .map(|(word, count)| (word.clone(), *count))
            .collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all
    }

    /// Whole words that were read for another at least `least` times and hardly ever for anything
    /// else, and that are no words themselves: read, meant, how often; the most frequent first.
    pub fn corrections(&self, language: &Language, least: u32) -> Vec<(String, String, u32)> {
        let mut all = Vec::new();
        for (read, meanings) in &self.readings {
            let total: u32 = meanings.values().sum();
            let Some((meant, &count)) = meanings.iter().max_by_key(|(_, count)| **count) else { continue };
            let sure = count >= least && count * 10 >= total * 9;
            let letters = read.chars().filter(|c| c.is_alphabetic()).count() > 1;
            if sure && letters && read != meant && !self.words.contains_key(read) && !language.knows(read) {
                all.push((read.clone(), meant.clone(), count));
            }
        }
        all.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
        all
    }

    /// Counts the runs of steps in which the two sides differ.
    fn count(&mut self, read: &[char], truth: &[char], steps: &[AlignmentStep]) {
        let (mut r, mut t) = (0, 0);
        let mut run: Option<(usize, usize)> = None;
        for &step in steps.iter().chain(std::iter::once(&AlignmentStep::End)) {
            let blank = match step {
                AlignmentStep::Both => read[r].is_whitespace() || truth[t].is_whitespace(),
                AlignmentStep::Extra => read[r].is_whitespace(),
                AlignmentStep::Missing => truth[t].is_whitespace(),
                AlignmentStep::End => true,
            };
            let same = step == AlignmentStep::Both && read[r] == truth[t];
            if blank || same {
                if let Some((r0, t0)) = run.take() {
                    self.confusion(read, truth, (r0, r), (t0, t));
                }
            } else if run.is_none() {
                run = Some((r, t));
            }
            match step {
                AlignmentStep::Both => (r, t) = (r + 1, t + 1),
                AlignmentStep::Extra => r += 1,
                AlignmentStep::Missing => t += 1,
                AlignmentStep::End => {}
            }
        }
    }

    /// Counts one confusion; one that would have nothing on a side takes the
    /// letter before it along, so that every row says what was really seen.
    fn confusion(&mut self, read: &[char], truth: &[char], mut r: (usize, usize), mut t: (usize, usize)) {
        if r.0 == r.1 || t.0 == t.1 {
            let letter = |at: usize| {
                at > 0
                    && r.0 > 0
                    && t.0 > 0
                    && read[r.0 - 1] == truth[t.0 - 1]
                    && truth[t.0 - 1].is_alphabetic()
            };
            if !letter(t.0) {
                return;
            }
            r.0 -= 1;
            t.0 -= 1;
        }
        let alone = |all: &[char], (from, to): (usize, usize)| {
            (from == 0 || all[from - 1].is_whitespace()) && all.get(to).is_none_or(|c| c.is_whitespace())
        };
        // A sign that stands by itself is learnt where it was read as letters or digits that do too.
        let stand_alone = alone(read, r) && alone(truth, t);
        let (r, t) = (&read[r.0..r.1], &truth[t.0..t.1]);
        let is_sign = stand_alone
            && t.len() == 1
            && t[0].is_ascii_punctuation()
            && r.iter().any(|c| c.is_alphanumeric());
        if r.len() <= LONGEST_SIDE
            && t.len() <= LONGEST_SIDE
            && (is_sign
                || t.iter().all(|&c| c.is_alphabetic() || c == '\'') && t.iter().any(|c| c.is_alphabetic()))
            && !is_shouted(r, t)
        {
            *self.confusions.entry((r.iter().collect(), t.iter().collect())).or_default() += 1;
        }
    }

    /// The confusions that were seen at least `least` times, sorted by what was
    /// read and then by what was meant.
    pub fn table(&self, least: u32) -> Vec<Learnt> {
        self.confusions
            .iter()
            .filter(|&(_, &count)| count >= least)
            .map(|((read, meant), &count)| {
                let uses = self.meant.get(meant).copied().unwrap_or(count);
                Learnt {
                    read: read.clone(),
                    meant: meant.clone(),
                    count,
                    weight: (count as f32 / (uses as f32 + SMOOTHING)).min(HIGHEST_RATE),
                }
            })
            .collect()
    }
}

/// The table as the text of a `confusions.tsv`: read, meant, weight, count.
pub fn to_tsv(table: &[Learnt]) -> String {
    let mut out = String::from("# read\tmeant\tweight\tcount\n");
    for row in table {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}\t{}\t{:.6}\t{}", row.read, row.meant, row.weight, row.count);
    }
    out
}

/// Letters only differ when they are read differently: composed, ligatures and
/// long s resolved, one kind of quote and one kind of hyphen.
fn folded(text: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            'ſ' => out.push('s'),
            'ﬀ'..='ﬆ' | 'ĳ' | 'Ĳ' => out.extend(c.nfkc()),
            '’' | '‘' => out.push('\''),
            '“' | '”' | '„' => out.push('"'),
            '\u{2010}'..='\u{2015}' => out.push('-'),
            '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
            c if c.is_whitespace() => {
                if out.last().is_some_and(|&last| last != ' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out
}

/// Whether the two sides differ in nothing but that one is set in capitals.
fn is_shouted(read: &[char], meant: &[char]) -> bool {
    let lower = |side: &[char]| side.iter().flat_map(|c| c.to_lowercase()).collect::<String>();
    meant.len() > 1 && lower(read) == lower(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learnt(pairs: &[(&str, &str)]) -> Vec<(String, String, u32)> {
        let mut learner = Learner::new();
        for (read, truth) in pairs {
            assert!(learner.pair(read, truth));
        }
        learner.table(1).into_iter().map(|row| (row.read, row.meant, row.count)).collect()
    }

    fn row(read: &str, meant: &str, count: u32) -> (String, String, u32) {
        (read.to_owned(), meant.to_owned(), count)
    }

    #[test]
    fn learns_one_letter_for_another() {
        assert_eq!(learnt(&[("fomtijdts fy", "somtijdts sy")]), [row("f", "s", 2)]);
    }

    #[test]
    fn learns_two_letters_for_one() {
        assert_eq!(learnt(&[("gerneente", "gemeente")]), [row("rn", "m", 1)]);
    }

    #[test]
    fn takes_the_letter_before_along_when_a_letter_was_lost() {
        assert_eq!(learnt(&[("gemente", "gemeente")]), [row("m", "me", 1)]);
    }

    #[test]
    fn an_apostrophe_goes_with_its_letter() {
        let found = learnt(&[("Tordre", "l'ordre")]);
        assert_eq!(found, [row("T", "l'", 1)]);
    }

    #[test]
    fn a_sign_is_learnt_where_it_stands_by_itself() {
        assert_eq!(learnt(&[("pain Sc vin", "pain & vin")]), [row("Sc", "&", 1)]);
        assert!(learnt(&[("painj vin", "pain; vin"), ("ab -c", "ab +c")]).is_empty());
    }

    #[test]
    fn counts_no_lost_or_added_blanks() {
        assert!(learnt(&[("envoor te", "en voor te"), ("poli tiek", "politiek")]).is_empty());
    }

    #[test]
    fn sees_no_difference_between_kinds_of_quotes_and_hyphens() {
        assert!(learnt(&[("'s „ja” ont- fangen ſo", "’s \"ja\" ont\u{2010} fangen so")]).is_empty());
    }

    #[test]
    fn leaves_out_what_was_seen_too_seldom() {
        let mut learner = Learner::new();
        learner.pair("hel weer", "het weer");
        assert!(learner.table(2).is_empty());
    }

    #[test]
    fn proposes_words_and_corrections_that_were_seen_often_enough() {
        let language = Language::builtin("nl").unwrap();
        let mut learner = Learner::new();
        for _ in 0..3 {
            learner.pair("de visbeun van de NCTY zag huls", "de visbeun van de NCTV zag huis");
        }
        assert_eq!(learner.unknown(&language, 3), [("visbeun".to_owned(), 3)]);
        assert_eq!(learner.unknown(&language, 4), []);
        let proposed = learner.corrections(&language, 3);
        assert!(proposed.contains(&("NCTY".to_owned(), "NCTV".to_owned(), 3)), "{proposed:?}");
    }

    #[test]
    fn writes_a_sorted_table() {
        let mut learner = Learner::new();
        learner.pair("vefd", "vest");
        assert_eq!(to_tsv(&learner.table(1)), "# read\tmeant\tweight\tcount\nfd\tst\t0.047619\t1\n");
    }
}
