//! A character model of words that no list has: runs of up to five letters
//! over the types that the corpora show once or twice, smoothed after Witten
//! and Bell.

use std::collections::BTreeMap;

use crate::PackError;
use crate::bytes::quantise;
use crate::letters::{self, Following, LETTERS, LetterCodes};
use crate::sources;

#[derive(Default, Clone, Copy)]
struct Gram {
    count: f64,
    /// As a context: what followed, in all and how many kinds.
    followed: f64,
    kinds: f64,
}

/// Trains on a word list; each type counts once.
pub(crate) fn train(file: &str, text: &str, letter_codes: &LetterCodes) -> Result<Vec<u8>, PackError> {
    let mut grams: Vec<BTreeMap<u32, Gram>> = vec![BTreeMap::new(); LETTERS + 1];
    for word in sources::words(file, text)? {
        let mut codes = vec![0; LETTERS - 1];
        codes.extend(word.word.chars().map(|c| letter_codes.of(c)));
        codes.push(0);
        for end in LETTERS..=codes.len() {
            for order in 1..=LETTERS {
                let key = pack(&codes[end - order..end]);
                let fresh = {
                    let gram = grams[order].entry(key).or_default();
                    gram.count += 1.0;
                    (gram.count - 1.0).abs() < f64::EPSILON
                };
                let context = grams[order - 1].entry(pack(&codes[end - order..end - 1])).or_default();
                context.followed += 1.0;
                context.kinds += f64::from(u8::from(fresh));
            }
        }
    }
    let mut p: Vec<BTreeMap<u32, f64>> = vec![BTreeMap::new(); LETTERS + 1];
    let mut following: [BTreeMap<u32, Following>; LETTERS] = Default::default();
    for order in 1..=LETTERS {
        let mut table = BTreeMap::new();
        for (&key, gram) in &grams[order] {
            if gram.count == 0.0 {
                continue;
            }
            let context = grams[order - 1].get(&(key >> 6)).copied().unwrap_or_default();
            let lower = if order == 1 {
                1.0 / 120.0
            } else {
                p[order - 1].get(&(key & mask(order - 1))).copied().unwrap_or(1e-6)
            };
            let value = (gram.count + context.kinds * lower) / (context.followed + context.kinds);
            table.insert(key, value);
        }
        for (&key, &value) in &table {
            let after = following[order - 1].entry(key >> 6).or_default();
            after.letters.push(((key & 63) as u8, quantise(value.ln())));
        }
        for (run, after) in &mut following[order - 1] {
            let context = grams[order - 1].get(run).copied().unwrap_or_default();
            after.backoff = quantise((context.kinds / (context.followed + context.kinds)).ln());
        }
        p[order] = table;
    }
    Ok(letters::write(&following.map(|runs| runs.into_iter().collect())))
}

fn pack(codes: &[u32]) -> u32 {
    codes.iter().fold(0, |key, code| key << 6 | code)
}

fn mask(order: usize) -> u32 {
    (1 << (6 * order)) - 1
}
