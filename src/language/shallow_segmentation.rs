//! A cheap look at a token: the words and marks that the language model would
//! see in it if its merges came apart. Layout asks this of every token.

use super::compounds::walk;
use super::token_parts::parts_of;
use super::{Item, Language, WordId};

/// What a lost blank costs; a merge must beat the reading as one unseen word.
const LOST_BLANK: f32 = -3.0;
/// What an unseen word costs beside its letters.
const UNSEEN_WORD: f32 = -4.0;
/// Longer runs are not words.
const LONGEST: usize = 64;

impl Language {
    /// Appends the words and marks that the model sees in a token, merges taken apart.
    pub(crate) fn glance(&self, token: &str, out: &mut Vec<Item>) {
        let [_, core, after] = parts_of(token);
        if core.starts_with(|c: char| c.is_ascii_digit()) {
            out.push(self.item(Self::NUMBER));
        } else if !core.is_empty() {
            words(self, core, out);
        }
        out.extend(self.mark(after));
    }

    /// What the marks after a word are to the model.
    pub(crate) fn mark(&self, after: &str) -> Option<Item> {
        if after.contains(['.', '!', '?', ';', ':']) {
            Some(self.item(Self::START))
        } else if after.contains(',') {
            Some(self.item(Self::COMMA))
        } else {
            None
        }
    }
}

fn words(language: &Language, core: &str, out: &mut Vec<Item>) {
    let lower = super::folded(core);
    if let Some(word) = language.word(&lower).or_else(|| accented(language, &lower)) {
        out.push(language.item(word));
    } else if lower.contains(['-', '/']) {
        for part in lower.split(['-', '/']).filter(|part| !part.is_empty()) {
            out.push(one(language, part));
        }
    } else if lower.len() > LONGEST || !apart(language, &lower, out) {
        out.push(one(language, &lower));
    }
}

/// The likeliest word that an accent of this one is a misreading of.
fn accented(language: &Language, lower: &str) -> Option<WordId> {
    let (at, _) = lower.char_indices().find(|(_, c)| !c.is_ascii() && c.is_alphabetic())?;
    let (before, rest) = lower.split_at(at);
    let meant = language.confusions().at(rest).filter_map(|(_, confusion)| {
        let word = language.word(&format!("{before}{}{}", confusion.meant, &rest[confusion.read.len()..]))?;
        Some((confusion.ln_rate + language.unigram(word), word))
    });
    meant.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|best| best.1)
}

fn one(language: &Language, lower: &str) -> Item {
    if let Some(word) = language.word(lower) {
        return language.item(word);
    }
    match language.compound_of(lower) {
        Some(compound) => Item { word: Language::UNKNOWN, class: language.class(compound.head) },
        None => language.item(Language::UNKNOWN),
    }
}

/// Takes a merged token apart when that explains it better than an unseen word does.
fn apart(language: &Language, lower: &str, out: &mut Vec<Item>) -> bool {
    let n = lower.len();
    let mut best = [(f32::NEG_INFINITY, 0u8, Language::UNKNOWN); LONGEST + 1];
    best[0].0 = 0.0;
    for start in 0..n {
        let (so_far, _, before) = best[start];
        if so_far == f32::NEG_INFINITY || !lower.is_char_boundary(start) {
            continue;
        }
        walk(language, &lower[start..], |length, word| {
            if length < 2 && !language.flags(word).is_part() {
                return;
            }
            let p = if start == 0 { language.unigram(word) } else { language.bigram(before, word) };
            let score = so_far + p + if start == 0 { 0.0 } else { LOST_BLANK };
            if score > best[start + length].0 {
                best[start + length] = (score, start as u8, word);
            }
        });
    }
    if best[n].0 == f32::NEG_INFINITY {
        return false;
    }
    let whole = language.letters(lower) + UNSEEN_WORD;
    let whole = language.compound_of(lower).map_or(whole, |c| whole.max(c.ln_p));
    if best[n].0 <= whole {
        return false;
    }
    let from = out.len();
    let mut end = n;
    while end > 0 {
        let (_, start, word): (f32, u8, WordId) = best[end];
        out.push(language.item(word));
        end = usize::from(start);
    }
    out[from..].reverse();
    true
}
