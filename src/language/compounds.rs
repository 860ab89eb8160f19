//! Where compounds are productive, as in Dutch: a word of known parts is a word, at a price.

use super::{Language, WordId};

/// No word is longer; longer runs are not taken apart.
const LONGEST: usize = 64;

/// A reading of a word as a compound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Compound {
    pub(crate) ln_p: f32,
    pub(crate) head: WordId,
}

/// The best reading of a lower-case word as a compound of two or three parts.
pub(crate) fn best(language: &Language, lower: &str) -> Option<Compound> {
    if language.grammar.links.is_empty() || lower.len() < 6 || lower.len() > LONGEST {
        return None;
    }
    // The best cost of reaching each place by one or by two modifiers.
    let mut reached = [[f32::NEG_INFINITY; LONGEST + 1]; 3];
    reached[0][0] = 0.0;
    let mut furthest = 0;
    let price = language.profile().compounds;
    let mut best: Option<Compound> = None;
    for start in 0..lower.len() - 2 {
        if start > furthest {
            break;
        }
        let so_far = [reached[0][start], reached[1][start], reached[2][start]];
        if so_far.iter().all(|&cost| cost == f32::NEG_INFINITY) {
            continue;
        }
        walk(language, &lower[start..], |length, word| {
            let end = start + length;
            if end == lower.len() {
                let Some(head) = language.head(word) else { return };
                for (so_far, extra) in [(so_far[1], 0.0), (so_far[2], price.third)] {
                    let ln_p = price.any + so_far + head + extra;
                    if ln_p > best.map_or(f32::NEG_INFINITY, |best| best.ln_p) {
                        best = Some(Compound { ln_p, head: word });
                    }
                }
            } else if let Some(modifier) = language.modifier(word) {
                for (link, cost) in &language.grammar.links {
                    let after = end + link.len();
                    // Links are a letter or two: to call for a comparison takes longer than to make it.
                    let stands = || lower.bytes().skip(end).zip(link.bytes()).all(|(a, b)| a == b);
                    if after < lower.len() && stands() {
                        for parts in 0..2 {
                            let place = &mut reached[parts + 1][after];
                            *place = place.max(so_far[parts] + modifier + cost);
                        }
                        furthest = furthest.max(after);
                    }
                }
            }
        });
    }
    best
}

/// Every word that `text` begins with, with its length in bytes.
pub(crate) fn walk(language: &Language, text: &str, mut found: impl FnMut(usize, WordId)) {
    let mut here = language.root();
    for (i, byte) in text.bytes().enumerate() {
        let Some(next) = language.step(here, byte) else { return };
        here = next;
        if let Some(word) = here.word() {
            found(i + 1, word);
        }
    }
}
