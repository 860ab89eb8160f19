//! Which words outside the list may be learned: no lost spaces, no code, no
//! foreign words, no debris.

use crate::corpus::{Corpus, UNKNOWN};
use crate::frequencies::Frequencies;
use crate::hash::{Map, Set};
use crate::lexicon::Listed;
use crate::ngram::{Mixed, count_of, pack};
use crate::road::Road;
use crate::source::Kind;
use crate::text::{is_camel_case, is_stuck, without_accents};

/// Frequency from which a neighbour of a glued function word counts as common.
const COMMON: f64 = 1e-6;

/// People forget the blank between two words less than once in so many times. On the English list this takes
/// 23 words, from *ofthe* to *alittle*, none of which is one.
const FORGOTTEN: f64 = 2000.0;

/// A first part that stands before a hyphen in so many words is one that does (*ex-*).
const HYPHENATED: u32 = 5;

/// What the filters ask of.
pub(crate) struct Filter<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) listed: &'a Listed,
    /// Bigrams of listed words, by key number.
    bigrams: &'a Mixed,
    pub(crate) road: &'a Road,
    never_first: Set<&'a str>,
    never_last: Set<&'a str>,
    function_words: Set<&'a str>,
    /// Listed words without their accents, where they have any.
    bare: Set<String>,
    /// First parts of words after which a hyphen mostly stands.
    hyphenated: Set<String>,
    /// How often a key is a piece of a listed word with its neighbour.
    pieces: Vec<u32>,
    open: &'a Map<String, f64>,
    foreign: &'a [Frequencies],
    /// Weighted tokens of the mix.
    tokens: f64,
}

impl<'a> Filter<'a> {
    pub(crate) fn new(
        corpus: &'a Corpus,
        listed: &'a Listed,
        bigrams: &'a Mixed,
        (open, foreign): (&'a Map<String, f64>, &'a [Frequencies]),
        road: &'a Road,
        function_words: &'a [String],
    ) -> Self {
        let tokens = (0_u32..).zip(&corpus.key_text).map(|(key, _)| corpus.weighted(key)).sum();
        Self {
            corpus,
            listed,
            bigrams,
            never_first: road.never_first.iter().map(String::as_str).collect(),
            never_last: road.never_last.iter().map(String::as_str).collect(),
            function_words: function_words.iter().map(String::as_str).collect(),
            bare: bare_words(listed),
            hyphenated: hyphenated_parts(&corpus.key_text, |word| listed.contains_key(word)),
            pieces: pieces(corpus, listed),
            road,
            open,
            foreign,
            tokens,
        }
    }

    /// Whether an unlisted word, written so, may be learned.
    pub(crate) fn accepts(&self, key: u32, form: &str) -> bool {
        let word = &self.corpus.key_text[key as usize];
        self.is_shaped_like_a_word(word)
            && !self.is_debris(key, word)
            && !self.is_identifier(key, form)
            && !self.is_foreign(word, form)
            && !self.is_glued(word, self.corpus.weighted(key), form)
    }

    /// Half a word broken at a line end ('heid', 'wor'), a word with the
    /// hyphen of a line end ('wor-den'), a listed word without its accents.
    pub(crate) fn is_debris(&self, key: u32, word: &str) -> bool {
        let joined: String = word.chars().filter(|&letter| letter != '-').collect();
        let broken = joined != word && self.is_better_joined(key, &joined);
        let all: u32 = self.corpus.key_counts[key as usize].iter().sum();
        let glued_quote = !self.road.is_elided(word)
            && word.split_once('\'').is_some_and(|(left, right)| left.len() > 1 && right.len() > 3);
        broken || glued_quote || self.pieces[key as usize] * 6 >= all || self.bare.contains(word)
    }

    fn is_better_joined(&self, key: u32, joined: &str) -> bool {
        self.listed.contains_key(joined)
            || self.bare.contains(joined)
            || self
                .corpus
                .find(joined)
                .is_some_and(|other| self.corpus.weighted(other) > self.corpus.weighted(key))
    }

    /// Camel case is a name only where people write it, not just manuals.
    fn is_identifier(&self, key: u32, form: &str) -> bool {
        let human = self.corpus.count_in(key, &[Kind::Prose, Kind::Law, Kind::Scanned]);
        is_stuck(form) || is_camel_case(form) && human < 5 || human == 0 && form.chars().count() > 25
    }

    /// Far more frequent in another language than in this one, and not a name.
    pub(crate) fn is_foreign(&self, word: &str, form: &str) -> bool {
        let foreign = self.foreign_frequency(word);
        let open = self.open.get(word).copied().unwrap_or(1e-8);
        let name = form.starts_with(char::is_uppercase) && foreign < 3e-5;
        foreign > 3e-7 && foreign > 8.0 * open && !name
    }

    /// Whether it looks like a word of the language.
    pub(crate) fn is_shaped_like_a_word(&self, word: &str) -> bool {
        is_shaped_like_a_word(word, self.road)
    }

    fn foreign_frequency(&self, word: &str) -> f64 {
        let frequencies = self.foreign.iter().filter_map(|list| list.of.get(word).copied());
        frequencies.fold(0.0, f64::max)
    }

    /// Frequency of a word in the mix.
    pub(crate) fn frequency(&self, word: &str) -> f64 {
        self.corpus.find(word).map_or(0.0, |key| self.corpus.weighted(key)) / self.tokens
    }

    fn is_known(&self, word: &str) -> bool {
        self.listed.contains_key(word) && self.frequency(word) > COMMON
    }

    /// Whether a word is two or more words whose space was lost: a function
    /// word at an end where no word has one, or two listed words that
    /// stand side by side far more often than glued; or lost the hyphen that
    /// its first part has.
    pub(crate) fn is_glued(&self, word: &str, count: f64, form: &str) -> bool {
        if word.contains(['-', '\'']) {
            return false;
        }
        // 'Vandenberghe': a capitalised name may begin with an article.
        let name = form.starts_with(char::is_uppercase);
        word.char_indices().skip(2).any(|(at, _)| {
            let (left, right) = word.split_at(at);
            right.chars().count() > 1 && self.is_seam(left, right, count, name)
                || self.hyphenated.contains(left) && self.listed.contains_key(right)
        })
    }

    fn is_seam(&self, left: &str, right: &str, count: f64, name: bool) -> bool {
        let first = self.never_first.contains(left) && !name;
        let last = self.never_last.contains(right);
        let long = |rest: &str| rest.len() > 4 && self.is_attested(rest, count);
        if first && (long(right) || self.ends_like_words(right))
            || last && (long(left) || self.ends_like_words(left))
        {
            return true;
        }
        if !self.listed.contains_key(left) || !self.listed.contains_key(right) {
            return false;
        }
        let function = self.function_words.contains(left) || self.function_words.contains(right);
        let wanted = if function { 2.0 } else { 10.0 };
        self.side_by_side(left, right) >= wanted * count.max(0.5)
    }

    /// Listed, or at least as frequent by itself as glued.
    fn is_attested(&self, word: &str, count: f64) -> bool {
        self.listed.contains_key(word)
            || self.corpus.find(word).is_some_and(|key| self.corpus.weighted(key) >= count)
    }

    /// A common word, or itself glued of such ("desamenleving").
    fn ends_like_words(&self, rest: &str) -> bool {
        let short = rest.chars().count() < 3;
        if short {
            return self.function_words.contains(rest);
        }
        self.is_known(rest)
            || rest.char_indices().skip(2).any(|(at, _)| {
                let (left, right) = rest.split_at(at);
                let function = self.function_words.contains(left) || self.function_words.contains(right);
                function && right.len() > 1 && self.is_known(left) && self.is_known(right)
            })
    }

    /// Whether a word so frequent is two between which people forgot the blank.
    pub(crate) fn is_forgotten_blank(&self, word: &str, frequency: f64) -> bool {
        word.char_indices().skip(1).any(|(at, _)| {
            let (left, right) = word.split_at(at);
            frequency * FORGOTTEN < self.side_by_side(left, right) / self.tokens
        })
    }

    /// How often two words stand next to each other in the mix.
    fn side_by_side(&self, left: &str, right: &str) -> f64 {
        match (self.corpus.find(left), self.corpus.find(right)) {
            (Some(left), Some(right)) => count_of(self.bigrams, pack(&[left, right])),
            _ => 0.0,
        }
    }
}

/// Listed words without their accents, unless that too is listed.
fn bare_words(listed: &Listed) -> Set<String> {
    let accented = listed.keys().filter(|word| !word.is_ascii());
    let bare = accented.map(|word| without_accents(word));
    bare.filter(|word| !listed.contains_key(word)).collect()
}

/// First parts that stand before a hyphen and a listed word more often than before such a word alone, in words that no
/// list has: *exsoldier* is *ex-soldier*.
fn hyphenated_parts(words: &[String], is_listed: impl Fn(&str) -> bool) -> Set<String> {
    let mut parts: Map<&str, [u32; 2]> = Map::default();
    for (left, right) in words.iter().filter_map(|word| word.split_once('-')) {
        if left.chars().count() > 1 && is_listed(right) {
            parts.entry(left).or_default()[0] += 1;
        }
    }
    for word in words.iter().filter(|word| !word.contains('-') && !is_listed(word)) {
        for (left, right) in word.char_indices().skip(2).map(|(at, _)| word.split_at(at)) {
            if let Some(seen) = parts.get_mut(left)
                && is_listed(right)
            {
                seen[1] += 1;
            }
        }
    }
    let mostly = |&(_, [hyphen, solid]): &(&str, [u32; 2])| hyphen >= HYPHENATED && hyphen > solid;
    parts.into_iter().filter(mostly).map(|(part, _)| part.to_owned()).collect()
}

/// How often each unlisted key makes a listed word with the word beside it:
/// the halves of words broken at line ends and in bad scans.
fn pieces(corpus: &Corpus, listed: &Listed) -> Vec<u32> {
    let mut pieces = vec![0; corpus.key_text.len()];
    let text = |key: u32| corpus.key_text[key as usize].as_str();
    let is_listed: Vec<bool> = corpus.key_text.iter().map(|word| listed.contains_key(word)).collect();
    let mut joined = String::new();
    for pair in corpus.streams.iter().flat_map(|stream| stream.windows(2)) {
        let [left, right] = [pair[0], pair[1]];
        let words = left > UNKNOWN && right > UNKNOWN;
        if !words || is_listed[left as usize] && is_listed[right as usize] {
            continue;
        }
        joined.clear();
        joined.push_str(text(left));
        joined.push_str(text(right));
        if listed.contains_key(&joined) {
            pieces[left as usize] += 1;
            pieces[right as usize] += 1;
        }
    }
    pieces
}

/// At least two letters, a vowel, plain letters, no letter three times over.
pub(crate) fn is_shaped_like_a_word(word: &str, road: &Road) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let abbreviation = letters.len() <= 5;
    let vowel = letters.iter().any(|&c| "aeiouyàáâäåæèéêëìíîïòóôöøùúûü".contains(c));
    let stutter = letters.windows(3).any(|run| run[0] == run[1] && run[1] == run[2]);
    (2..=40).contains(&letters.len()) && road.is_plain(word) && (vowel || abbreviation) && !stutter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_part_keeps_the_hyphen_that_it_mostly_has() {
        let rests = ["king", "soldier", "wife", "mayor", "queen", "butler"];
        let mut words: Vec<String> = rests.iter().map(|rest| format!("ex-{rest}")).collect();
        words.extend(rests.iter().map(|rest| format!("over-{rest}")));
        words.extend(rests.iter().map(|rest| format!("over{rest}")));
        words.push("exsoldier".to_owned());
        let parts = hyphenated_parts(&words, |word| rests.contains(&word));
        assert_eq!(parts.into_iter().collect::<Vec<_>>(), ["ex"]);
    }
}
