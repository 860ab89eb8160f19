//! Where compounds are productive, as in Dutch: a word of known parts is a word, at a price.

use super::{Language, WordId};

/// What any compound costs beside its parts, and one more part beside that.
const COMPOUND: f32 = -3.9;
const THIRD_PART: f32 = -2.3;
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
    let mut best: Option<Compound> = None;
    for start in 0..lower.len() - 2 {
        for parts in 0..3 {
            let so_far = reached[parts][start];
            if so_far == f32::NEG_INFINITY {
                continue;
            }
            walk(language, &lower[start..], |length, word| {
                let end = start + length;
                if end == lower.len() {
                    if let (true, Some(head)) = (parts > 0, language.head(word)) {
                        let extra = if parts > 1 { THIRD_PART } else { 0.0 };
                        let ln_p = COMPOUND + so_far + head + extra;
                        if best.is_none_or(|b| ln_p > b.ln_p) {
                            best = Some(Compound { ln_p, head: word });
                        }
                    }
                } else if let (true, Some(modifier)) = (parts < 2, language.modifier(word)) {
                    for (link, cost) in &language.grammar.links {
                        if lower[end..].starts_with(link.as_str()) && end + link.len() < lower.len() {
                            let place = &mut reached[parts + 1][end + link.len()];
                            *place = place.max(so_far + modifier + cost);
                        }
                    }
                }
            });
        }
    }
    best
}

/// Every word that `text` begins with, with its length in bytes.
pub(crate) fn walk(language: &Language, text: &str, mut found: impl FnMut(usize, WordId)) {
    let mut here = language.root();
    for (i, byte) in text.bytes().enumerate() {
        let Some(next) = language.step(here, byte) else { return };
        here = next;
        if let Some(word) = language.word_at(here) {
            found(i + 1, word);
        }
    }
}
