//! A compiled pack, used where it lies: nothing is parsed or copied at start.

use ontwar_pack::bytes::{
    self, Bigram, ClassPair, ClassRow, FIRST_WORD, Keyed, NONE, SECTIONS, Section, Trigram, Word, restore,
};
use zerocopy::little_endian::{U16, U32};

use super::automaton::Automaton;
use super::{PackError, WordId};

/// Views of the tables of a pack.
#[derive(Clone)]
pub(crate) struct Pack {
    sections: [&'static [u8]; SECTIONS],
    stamp: u64,
    lexicon: Automaton,
    words: &'static [Word],
    modern: Pairs,
    historical: Pairs,
    trigram_offsets: &'static [U32],
    trigrams: &'static [Trigram],
    classes: &'static [U16],
    class_pairs: &'static [ClassPair],
    class_rows: &'static [ClassRow],
    class_trios: &'static [U16],
}

/// A table of bigrams: where the row of each first word begins, and the rows.
#[derive(Clone, Copy)]
pub(crate) struct Pairs {
    pub(crate) offsets: &'static [U32],
    pub(crate) rows: &'static [Bigram],
}

impl std::fmt::Debug for Pack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pack").field("tag", &self.tag()).field("words", &self.len()).finish_non_exhaustive()
    }
}

/// What a scan of one row of n-grams found: the quantised probability and where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FoundNgram {
    pub(crate) p: u16,
    pub(crate) backoff: u16,
    pub(crate) index: usize,
}

impl Pack {
    pub(crate) fn new(bytes: &'static [u8]) -> Result<Self, PackError> {
        let (sections, stamp) = bytes::split(bytes)?;
        let at = |section: Section| sections[section as usize];
        Ok(Self {
            stamp,
            lexicon: Automaton::at(at(Section::Lexicon), FIRST_WORD as u32),
            words: bytes::records(at(Section::Words))?,
            modern: Pairs {
                offsets: bytes::records(at(Section::BigramOffsets))?,
                rows: bytes::records(at(Section::Bigrams))?,
            },
            historical: Pairs {
                offsets: bytes::records(at(Section::HistoricalOffsets))?,
                rows: bytes::records(at(Section::HistoricalBigrams))?,
            },
            trigram_offsets: bytes::records(at(Section::TrigramOffsets))?,
            trigrams: bytes::records(at(Section::Trigrams))?,
            classes: bytes::records(at(Section::Classes))?,
            class_pairs: bytes::records(at(Section::ClassPairs))?,
            class_rows: bytes::records(at(Section::ClassTrioRows))?,
            class_trios: bytes::records(at(Section::ClassTrios))?,
            sections,
        })
    }

    pub(crate) fn section(&self, section: Section) -> &'static [u8] {
        self.sections[section as usize]
    }

    pub(crate) fn tag(&self) -> &'static str {
        std::str::from_utf8(self.section(Section::Tag)).unwrap_or("und")
    }

    /// A short name for the contents.
    pub(crate) fn stamp(&self) -> u64 {
        self.stamp
    }

    #[inline]
    pub(crate) fn lexicon(&self) -> &Automaton {
        &self.lexicon
    }

    /// How many words and marks there are.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// What is known of a word; of one that the pack lacks nothing.
    #[inline]
    pub(crate) fn word(&self, word: WordId) -> &'static Word {
        self.words.get(word.0 as usize).unwrap_or(&Word::NONE)
    }

    /// Bigrams of today.
    #[inline]
    pub(crate) fn modern(&self) -> Pairs {
        self.modern
    }

    /// Bigrams of old print.
    #[inline]
    pub(crate) fn historical(&self) -> Pairs {
        self.historical
    }

    /// Looks for the pair in a table of bigrams.
    #[inline]
    pub(crate) fn pair(&self, pairs: Pairs, a: WordId, b: WordId) -> Option<FoundNgram> {
        let (rows, low) = row(pairs.offsets, a.0 as usize, pairs.rows);
        let at = seek(rows, b.0, self.len())?;
        let Bigram { p, backoff, .. } = rows[at];
        Some(FoundNgram { p: p.get(), backoff: backoff.get(), index: low + at })
    }

    /// Looks for a third word after a pair.
    #[inline]
    pub(crate) fn third(&self, pair: usize, c: WordId) -> Option<f32> {
        let (rows, _) = row(self.trigram_offsets, pair, self.trigrams);
        let at = rows.binary_search_by_key(&c.0, Keyed::key).ok()?;
        Some(restore(rows[at].p.get()))
    }

    /// Whether a pair may be a bigram of the modern model; of most that are none it says so.
    #[inline]
    pub(crate) fn may_pair(&self, a: WordId, b: WordId) -> bool {
        let filter = self.section(Section::BigramFilter);
        let bit = bytes::filter_bit(a.0, b.0, 8 * filter.len());
        filter.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
    }

    /// ln P(c | a b) over classes.
    #[inline]
    pub(crate) fn class_trio(&self, a: u8, b: u8, c: u8) -> f32 {
        let pair = usize::from(a) * 256 + usize::from(b);
        if let Some(at) = self.class_rows.get(pair).and_then(|row| class_at(row, c)) {
            return of(self.class_trios.get(at).copied());
        }
        let lower = usize::from(b) * 256 + usize::from(c);
        of(self.class_pairs.get(pair).map(|pair| pair.backoff))
            + of(self.class_pairs.get(lower).map(|pair| pair.p))
    }

    /// ln P(c) over classes.
    #[inline]
    pub(crate) fn class(&self, c: u8) -> f32 {
        of(self.classes.get(usize::from(c)).copied())
    }
}

/// A quantised logarithm; the lowest where there is none.
#[inline]
fn of(quantised: Option<U16>) -> f32 {
    restore(quantised.map_or(NONE, U16::get))
}

/// A quantised logarithm, if it is one.
#[inline]
pub(crate) fn known(quantised: U16) -> Option<f32> {
    (quantised.get() != NONE).then(|| restore(quantised.get()))
}

/// The records of one row of a table of which `offsets` tells where each
/// row begins, and the number of the first; none where there is no such row.
#[inline]
fn row<T>(offsets: &[U32], row: usize, table: &'static [T]) -> (&'static [T], usize) {
    let Some(&[low, high]) = offsets.get(row..row + 2) else { return (&[], 0) };
    let low = low.get() as usize;
    (table.get(low..high.get() as usize).unwrap_or_default(), low)
}

/// Where it stands what the model says of a third class, if its row has it.
#[inline]
fn class_at(row: &ClassRow, class: u8) -> Option<usize> {
    let (part, bit) = (usize::from(class / 64), class % 64);
    let kept = row.kept[part].get();
    let before = usize::from(row.before[part]) + (kept & ((1 << bit) - 1)).count_ones() as usize;
    (kept >> bit & 1 == 1).then(|| row.first.get() as usize + before)
}

/// In fewer records than this, halving finds a word as fast as anything.
const FEW: usize = 256;

/// The place of a word among records in their order. It is looked for about
/// where it would be if words were spread evenly over them: in a long row each
/// record that halving would look at is a line of memory to wait for.
#[inline]
fn seek<T: Keyed>(rows: &[T], word: u32, words: usize) -> Option<usize> {
    let halve = |low: usize, high: usize| {
        rows.get(low..high)?.binary_search_by_key(&word, T::key).ok().map(|at| low + at)
    };
    if rows.len() < FEW {
        return halve(0, rows.len());
    }
    let guess = (word as usize * rows.len() / words.max(1)).min(rows.len() - 1);
    let mut step = rows.len() / 32;
    let (mut low, mut high) = (guess, guess);
    if rows[guess].key() <= word {
        high = (guess + step).min(rows.len());
        while high < rows.len() && rows[high].key() <= word {
            low = high;
            step *= 2;
            high = (high + step).min(rows.len());
        }
    } else {
        low = guess.saturating_sub(step);
        while low > 0 && rows[low].key() > word {
            high = low;
            step *= 2;
            low = low.saturating_sub(step);
        }
    }
    halve(low, high)
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;

    #[test]
    fn the_filter_lets_every_bigram_through_and_little_else() {
        let pack = Language::builtin("nl").unwrap().pack;
        let (mut bigrams, mut others) = (0, 0);
        for a in 0..pack.len() {
            for pair in row(pack.modern().offsets, a, pack.modern().rows).0 {
                let b = pair.key();
                assert!(pack.may_pair(WordId(a as u32), WordId(b)), "{a} {b}");
                bigrams += 1;
                let (b, a) = (WordId(b), WordId(a as u32));
                let is_bigram = pack.pair(pack.modern(), b, a).is_some();
                others += u32::from(!is_bigram && pack.may_pair(b, a));
            }
        }
        assert!(bigrams > 400_000 && others < bigrams / 8, "{others} of {bigrams}");
    }

    #[test]
    fn classes_are_counted_across_all_of_a_row() {
        let kept = [0, 3, 63, 64, 127, 200, 255];
        let mut row = ClassRow { first: 9.into(), before: [0, 3, 5, 5], kept: [0.into(); 4] };
        for class in kept {
            row.kept[class / 64] |= 1 << (class % 64);
        }
        for class in 0..=255 {
            let at = kept.iter().position(|&kept| kept == usize::from(class)).map(|at| 9 + at);
            assert_eq!(class_at(&row, class), at, "{class}");
        }
    }

    #[test]
    fn a_word_is_found_wherever_it_stands() {
        const WORDS: u32 = 60_000;
        // Few words at first and many towards the end, all of them even.
        for many in [0, 1, 255, 256, 3000] {
            let id = |at: u32| (WORDS - 2 - 3 * (many - 1 - at).pow(2) / 500 - 2 * (many - 1 - at)) & !1;
            let mut ids: Vec<u32> = (0..many).map(id).collect();
            ids.dedup();
            let rows: Vec<Trigram> = ids.iter().map(|&id| Trigram { word: id.into(), p: 0.into() }).collect();
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
