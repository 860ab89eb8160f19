//! Which words may be something else: another, likelier word with a letter
//! misread, or several words that ran together. Found out once, so that
//! repair need not look at the others again and again.

use super::lexicon::{FIRST_WORD, Vocabulary};
use crate::records::{flag, more};

/// A word must be so likely to be meant in another's place.
const LIKELY: f64 = 1e-6;
/// And so many times likelier than the word that stands there.
const LIKELIER: f64 = 2.0;
/// The rarest word that may be one of several that ran together.
const PART: f64 = 4e-8;
/// The same for one of three letters.
const SHORT_PART: f64 = 8e-6;
/// Longer words are not looked at.
const LONGEST: usize = 40;

/// A byte of flags a word.
pub(crate) fn doubtful(vocabulary: &Vocabulary, confusions: &[(&str, &str, f64, usize)]) -> Vec<u8> {
    let mut flags = vec![0; vocabulary.words.len()];
    for (id, word) in vocabulary.words.iter().enumerate().skip(FIRST_WORD) {
        if word.len() > LONGEST {
            continue;
        }
        if vocabulary.p(id as u32) >= LIKELY {
            misread(vocabulary, confusions, id, &mut flags);
        }
        if word.chars().count() >= 4 && runs_together(vocabulary, word) {
            flags[id] |= more::SPLITS;
        }
    }
    flags
}

/// Flags what a likely word may be read as.
fn misread(vocabulary: &Vocabulary, confusions: &[(&str, &str, f64, usize)], id: usize, flags: &mut [u8]) {
    let word = &vocabulary.words[id];
    for (read, meant, ..) in confusions {
        let (read, meant) = (read.to_lowercase(), meant.to_lowercase());
        if meant.is_empty() || read == meant {
            continue;
        }
        for (at, _) in word.match_indices(&meant) {
            let other = format!("{}{read}{}", &word[..at], &word[at + meant.len()..]);
            if let Some(&other) = vocabulary.ids.get(&other)
                && vocabulary.p(other) * LIKELIER < vocabulary.p(id as u32)
            {
                flags[other as usize] |= more::CONFUSABLE;
            }
        }
    }
}

/// Whether a word is a row of words that may be parts of a merged token.
fn runs_together(vocabulary: &Vocabulary, word: &str) -> bool {
    let mut reached = [false; LONGEST + 1];
    reached[0] = true;
    for start in 0..word.len() {
        if !reached[start] || !word.is_char_boundary(start) {
            continue;
        }
        for end in start + 1..=word.len() {
            if word.is_char_boundary(end)
                && end - start < word.len()
                && is_part(vocabulary, &word[start..end])
            {
                reached[end] = true;
            }
        }
    }
    reached[word.len()]
}

fn is_part(vocabulary: &Vocabulary, text: &str) -> bool {
    let Some(&id) = vocabulary.ids.get(text) else { return false };
    let (flags, p) = (vocabulary.entries[id as usize].flags, vocabulary.p(id));
    match text.chars().count() {
        0..=2 => flags & flag::PART != 0,
        3 => flags & (flag::PART | flag::FUNCTION) != 0 || p > SHORT_PART,
        4..=7 => p > PART,
        _ => p > PART || flags & flag::LISTED != 0,
    }
}
