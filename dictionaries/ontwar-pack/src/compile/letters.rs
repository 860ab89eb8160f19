//! A character model of words that no list has: runs of up to five letters
//! over the types that the corpora show once or twice, smoothed after Witten
//! and Bell, in open hash tables (an order each) that are used where they lie.
//!
//! ```text
//! per order 1..=5: bits: u32 | 2^bits × [Letters]
//! ```

use std::collections::BTreeMap;

use zerocopy::IntoBytes as _;

use crate::PackError;
use crate::bytes::{LETTERS, LetterCodes, Letters, NONE, place, quantise};
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
    let mut out = Vec::new();
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
        let mut rows: BTreeMap<u32, (u16, u16)> =
            table.iter().map(|(&k, &v)| (k, (quantise(v.ln()), NONE))).collect();
        for (&key, gram) in &grams[order] {
            if gram.followed > 0.0 && order < LETTERS {
                let backoff = quantise((gram.kinds / (gram.followed + gram.kinds)).ln());
                rows.entry(key).or_insert((NONE, NONE)).1 = backoff;
            }
        }
        p[order] = table;
        write(&rows, &mut out);
    }
    Ok(out)
}

fn pack(codes: &[u32]) -> u32 {
    codes.iter().fold(0, |key, code| key << 6 | code)
}

fn mask(order: usize) -> u32 {
    (1 << (6 * order)) - 1
}

fn write(rows: &BTreeMap<u32, (u16, u16)>, out: &mut Vec<u8>) {
    let bits = (rows.len().max(2) * 3 / 2).next_power_of_two().trailing_zeros().max(2);
    let mut slots = vec![(u32::MAX, NONE, NONE); 1 << bits];
    for (&key, &(p, backoff)) in rows {
        let mut at = place(key, bits);
        while slots[at].0 != u32::MAX {
            at = (at + 1) & (slots.len() - 1);
        }
        slots[at] = (key, p, backoff);
    }
    out.extend(bits.to_le_bytes());
    for (key, p, backoff) in slots {
        out.extend(Letters { key: key.into(), p: p.into(), backoff: backoff.into() }.as_bytes());
    }
}
