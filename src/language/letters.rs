//! How likely a run of letters is as a word that no list has.

use zerocopy::FromBytes as _;

use super::bytes::{self, LETTERS, LetterCodes, NONE, place, restore};

/// What one more letter costs that the model has never seen anywhere.
const UNSEEN: f32 = -8.0;

/// ln P of some letters and of ending there.
pub(crate) fn ln_p(tables: &[u8], codes: &LetterCodes, letters: impl Iterator<Item = char>) -> f32 {
    let orders = split(tables);
    let mut window = 0u32;
    // A run of letters that is known has ends that are known too, and each of
    // these has gone on somehow; so no longer one than this needs looking for.
    let mut known = LETTERS - 1;
    let mut sum = 0.0;
    for letter in letters {
        window = window << 6 | codes.of(letter);
        sum += step(&orders, window, &mut known);
    }
    // The end.
    sum + step(&orders, window << 6, &mut known)
}

/// For each order the places of its table, and the logarithm of how many there are.
type Orders<'a> = [(&'a [bytes::Letters], u32); LETTERS];

fn split(mut tables: &[u8]) -> Orders<'_> {
    let mut orders: Orders<'_> = [(&[], 2); LETTERS];
    for order in &mut orders {
        let Some((head, rest)) = tables.split_first_chunk::<4>() else { break };
        let bits = u32::from_le_bytes(*head).clamp(2, 31);
        let Ok((table, after)) = <[bytes::Letters]>::ref_from_prefix_with_elems(rest, 1 << bits) else {
            break;
        };
        *order = (table, bits);
        tables = after;
    }
    orders
}

/// ln P of the last letter of a window after those before it, of which the last `known` are a known run.
fn step(orders: &Orders<'_>, window: u32, known: &mut usize) -> f32 {
    let mut backoff = 0.0;
    for order in (1..=*known + 1).rev() {
        let key = window & mask(order);
        if let Some((p, _)) = find(orders[order - 1], key).filter(|(p, _)| *p != NONE) {
            *known = order.min(LETTERS - 1);
            return backoff + restore(p);
        }
        if order > 1 {
            let context = (window >> 6) & mask(order - 1);
            if let Some((_, weight)) = find(orders[order - 2], context).filter(|(_, w)| *w != NONE) {
                backoff += restore(weight);
            }
        }
    }
    *known = 0;
    backoff + UNSEEN
}

fn mask(order: usize) -> u32 {
    (1 << (6 * order)) - 1
}

#[inline]
fn find((table, bits): (&[bytes::Letters], u32), key: u32) -> Option<(u16, u16)> {
    let mut at = place(key, bits);
    loop {
        let row = table.get(at)?;
        if row.key.get() == key {
            return Some((row.p.get(), row.backoff.get()));
        }
        if row.key.get() == u32::MAX {
            return None;
        }
        at = (at + 1) & ((1 << bits) - 1);
    }
}
