//! What a reading is worth over leaving the token alone.
//!
//! On modern pages that is the model's own sum: what the channel must have done,
//! and how likely the words are beside those that stand there. On old print,
//! where both the lexicon and the rates are poor, it is what a forest of decision
//! trees says of all that is seen of the reading, of what was read, of the other
//! readings and of the page (`evidence`). The forest was learnt from pages whose
//! truth is known, in several languages at once (`training/reranker`), so that a
//! difference between two readings is the logarithm of the odds that the one is
//! right and the other is not. Nothing of it is of one language.

use std::sync::LazyLock;

use crate::language::{Forest, Language, compiled};

use crate::repair::candidate::Candidate;
use crate::repair::page::PageStatistics;

use super::edit_class::edit_class;
use super::evidence::{EVIDENCE, evidence};

/// Log odds that a reading is right and the text as it stands is not, the neighbours aside.
static READINGS: LazyLock<Forest<64>> =
    LazyLock::new(|| Forest::new(compiled!("reranker.table"), &EVIDENCE).expect("its test reads it"));

/// How much the neighbours weigh beside the rest on old print; the forest was learnt with it.
pub const OLD_CONTEXT: f32 = 0.3;
/// How much of the model's worth of a join counts on old print. Set by hand: the pairs that are learnt from
/// have no line ends.
const OLD_JOIN: f32 = 0.5;

/// Says what each reading of a word is worth over the text as it stands, without context; `count` is how often
/// the word stands on the page.
pub(in crate::repair) fn score(
    readings: &mut [Candidate],
    (known, count): (bool, usize),
    language: &Language,
    page: &PageStatistics,
) {
    if readings.len() < 2 {
        return;
    }
    let seen = if page.is_old() { evidence(readings, (known, count), language, page) } else { Vec::new() };
    let words = |r: &Candidate| r.units.iter().map(|u| page.price(u)).sum::<f32>();
    let standing = words(&readings[0]);
    for (at, reading) in readings.iter_mut().enumerate().skip(1) {
        reading.worth = match (&reading.rule, reading.odds) {
            (Some(_), _) => reading.ln_channel,
            (None, Some(odds)) => odds,
            _ if page.is_old() => {
                READINGS.sum(&seen[at]) + language.biases().of_sort(edit_class(reading, known) as usize)
            }
            _ => page.channel(reading) + words(reading) - standing,
        };
    }
}

/// How much the neighbours weigh beside the rest.
pub(super) fn context(page: &PageStatistics) -> f32 {
    if page.is_old() { OLD_CONTEXT } else { 1.0 }
}

/// What a join is worth on a page, from what the model says.
pub(super) fn joining(page: &PageStatistics, worth: f32) -> f32 {
    if page.is_old() { OLD_JOIN * worth } else { worth }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trees_can_be_read() {
        LazyLock::force(&READINGS);
    }
}
