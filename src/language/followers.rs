//! What may follow a word or two, where it lies in a pack.

use ontwar_pack::PackError;
use ontwar_pack::bytes::{self, restore};
use ontwar_pack::ranks::Ranks;
use ontwar_pack::records::{Follower, Row};

use super::WordId;

/// What is kept after things of one sort, most of which nothing is kept after.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Followers {
    ranks: &'static [Ranks],
    rows: &'static [Row],
    words: &'static [Follower],
}

/// What is kept after one thing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeptRow {
    pub(crate) words: &'static [Follower],
    /// The number of the first of them.
    first: usize,
    /// ln of what is left to others.
    backoff: f32,
}

/// An n-gram that is kept: ln P of its last word, and its number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FoundNgram {
    pub(crate) ln_p: f32,
    pub(crate) index: usize,
}

impl Followers {
    /// From the sections of a pack: ranks, rows and words.
    pub(crate) fn at([ranks, rows, words]: [&'static [u8]; 3]) -> Result<Self, PackError> {
        Ok(Self { ranks: bytes::records(ranks)?, rows: bytes::records(rows)?, words: bytes::records(words)? })
    }

    /// What is kept after a thing, if anything is.
    #[inline]
    pub(crate) fn of(&self, thing: usize) -> Option<KeptRow> {
        let at = Ranks::rank(self.ranks, thing)?;
        let &[row, next] = self.rows.get(at..at + 2)? else { return None };
        let first = row.first.get() as usize;
        let words = self.words.get(first..next.first.get() as usize)?;
        Some(KeptRow { words, first, backoff: restore(row.backoff.get()) })
    }

    /// ln of what is left to words that are not kept after a thing.
    #[inline]
    pub(crate) fn backoff(&self, thing: usize) -> f32 {
        let row = Ranks::rank(self.ranks, thing).and_then(|at| self.rows.get(at));
        row.map_or(0.0, |row| restore(row.backoff.get()))
    }

    /// Looks for a word after a thing; if it is not kept there, ln of what is left to such.
    #[inline]
    pub(crate) fn find(&self, thing: usize, word: WordId, words: usize) -> Result<FoundNgram, f32> {
        let Some(kept) = self.of(thing) else { return Err(0.0) };
        let at = seek(kept.words, word.0, words).ok_or(kept.backoff)?;
        Ok(FoundNgram { ln_p: restore(kept.words[at].p.get()), index: kept.first + at })
    }
}

/// In fewer records than this, halving finds a word as fast as anything.
const FEW: usize = 256;

/// The place of a word among records in their order. It is looked for about
/// where it would be if words were spread evenly over them: in a long row each
/// record that halving would look at is a line of memory to wait for.
#[inline]
fn seek(rows: &[Follower], word: u32, words: usize) -> Option<usize> {
    let halve = |low: usize, high: usize| {
        rows.get(low..high)?.binary_search_by_key(&word, Follower::word).ok().map(|at| low + at)
    };
    if rows.len() < FEW {
        return halve(0, rows.len());
    }
    let guess = (word as usize * rows.len() / words.max(1)).min(rows.len() - 1);
    let mut step = rows.len() / 32;
    let (mut low, mut high) = (guess, guess);
    if rows[guess].word() <= word {
        high = (guess + step).min(rows.len());
        while high < rows.len() && rows[high].word() <= word {
            low = high;
            step *= 2;
            high = (high + step).min(rows.len());
        }
    } else {
        low = guess.saturating_sub(step);
        while low > 0 && rows[low].word() > word {
            high = low;
            step *= 2;
            low = low.saturating_sub(step);
        }
    }
    halve(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_wherever_it_stands() {
        const WORDS: u32 = 60_000;
        // Few words at first and many towards the end, all of them even.
        for many in [0, 1, 255, 256, 3000] {
            let id = |at: u32| (WORDS - 2 - 3 * (many - 1 - at).pow(2) / 500 - 2 * (many - 1 - at)) & !1;
            let mut ids: Vec<u32> = (0..many).map(id).collect();
            ids.dedup();
            let rows: Vec<Follower> = ids.iter().map(|&id| Follower::new(id, 0)).collect();
            for word in 0..WORDS {
                assert_eq!(
                    seek(&rows, word, WORDS as usize),
                    ids.binary_search(&word).ok(),
                    "{word} of {many}"
                );
            }
        }
    }
}
