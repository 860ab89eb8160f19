//! Which words make compounds, and as what: counted by taking the official
//! list itself apart. `rijksopleiding` is evidence for the modifier *rijk*
//! (with a linking -s-) and for the head *opleiding*.

use super::lexicon::{FIRST_WORD, Parts, Vocabulary};
use crate::records::flag;

/// The shortest part, in bytes.
const SHORTEST: usize = 3;
/// Below this, a word is too rare to be a part.
const RAREST: f64 = 1e-8;
/// How much a word's own frequency counts beside its use in compounds.
const OWN_SHARE: f64 = 0.15;

/// The same for a word that no listed compound begins with, if it is long enough not to be one by chance.
const UNSEEN_SHARE: f64 = 0.05;
const LONG: usize = 6;

/// Counts the parts; `links` is what may stand between two of them, nothing where words do not compound.
pub(crate) fn parts(vocabulary: &Vocabulary, links: &[&str]) -> Parts {
    let n = vocabulary.words.len();
    let usable: Vec<bool> = (0..n)
        .map(|i| {
            let (word, flags) = (&vocabulary.words[i], vocabulary.entries[i].flags);
            i >= FIRST_WORD
                && word.len() >= SHORTEST
                && flags & flag::FUNCTION == 0
                && flags & flag::LISTED != 0
                && vocabulary.p(i as u32) > RAREST
                && word.chars().all(char::is_alphabetic)
        })
        .collect();
    let find = |part: &str| vocabulary.ids.get(part).map(|&id| id as usize).filter(|&id| usable[id]);
    let (mut modifiers, mut heads) = (vec![0.0; n], vec![0.0; n]);
    for (i, word) in vocabulary.words.iter().enumerate().skip(FIRST_WORD) {
        if vocabulary.entries[i].flags & flag::LISTED == 0 || word.len() < 2 * SHORTEST {
            continue;
        }
        let mut found = Vec::new();
        for at in (SHORTEST..=word.len() - SHORTEST).filter(|&at| word.is_char_boundary(at)) {
            let Some(head) = find(&word[at..]) else { continue };
            for &link in links {
                let Some(stem) = word[..at].strip_suffix(link) else { continue };
                if stem.len() < SHORTEST {
                    continue;
                }
                found.extend(find(stem).map(|modifier| (modifier, head)));
            }
        }
        for &(modifier, head) in &found {
            modifiers[modifier] += 1.0 / found.len() as f64;
            heads[head] += 1.0 / found.len() as f64;
        }
    }
    let unseen: Vec<usize> = (0..n)
        .filter(|&i| {
            !links.is_empty() && usable[i] && modifiers[i] == 0.0 && vocabulary.words[i].len() >= LONG
        })
        .collect();
    for counts in [&mut modifiers, &mut heads] {
        let total = counts.iter().sum::<f64>().max(1.0);
        for (i, count) in counts.iter_mut().enumerate() {
            if usable[i] && *count > 0.0 {
                *count = 0.5 * *count / total + OWN_SHARE * vocabulary.p(i as u32);
            }
        }
    }
    for i in unseen {
        modifiers[i] = UNSEEN_SHARE * vocabulary.p(i as u32);
    }
    Parts { modifiers, heads }
}
