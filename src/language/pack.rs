//! A compiled pack, used where it lies: nothing is parsed or copied at start.

use super::WordId;
use super::automaton::Automaton;
use super::bytes::{self, FIRST_WORD, NONE, SECTIONS, Section, class_row, record, restore, u16_at, u32_at};
use super::error::PackError;

/// Views of the tables of a pack.
#[derive(Clone)]
pub(crate) struct Pack {
    sections: [&'static [u8]; SECTIONS],
    lexicon: Automaton,
    /// How many words and marks there are.
    len: usize,
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
        let sections = bytes::split(bytes)?;
        let lexicon = Automaton::at(sections[Section::Lexicon as usize], FIRST_WORD as u32);
        let len = sections[Section::Words as usize].len() / record::SIZE;
        Ok(Self { sections, lexicon, len })
    }

    pub(crate) fn section(&self, section: Section) -> &'static [u8] {
        self.sections[section as usize]
    }

    pub(crate) fn tag(&self) -> &'static str {
        std::str::from_utf8(self.section(Section::Tag)).unwrap_or("und")
    }

    #[inline]
    pub(crate) fn lexicon(&self) -> &Automaton {
        &self.lexicon
    }

    /// How many words and marks there are.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(crate) fn byte(&self, word: WordId, field: usize) -> u8 {
        let at = word.0 as usize * record::SIZE + field;
        self.section(Section::Words).get(at).copied().unwrap_or(0)
    }

    #[inline]
    pub(crate) fn field(&self, word: WordId, field: usize) -> Option<f32> {
        let value = u16_at(self.section(Section::Words), word.0 as usize * record::SIZE + field);
        (value != NONE).then(|| restore(value))
    }

    /// Looks for the pair in a table of bigrams.
    #[inline]
    pub(crate) fn pair(&self, offsets: Section, table: Section, a: WordId, b: WordId) -> Option<FoundNgram> {
        let (rows, low) = self.row::<8>(offsets, a.0 as usize, self.section(table));
        let at = seek(rows, b.0, self.len())?;
        let row = &rows[at];
        Some(FoundNgram { p: u16_at(row, 4), backoff: u16_at(row, 6), index: low + at })
    }

    /// Looks for a third word after a pair.
    #[inline]
    pub(crate) fn third(&self, pair: usize, c: WordId) -> Option<f32> {
        let (rows, _) = self.row::<6>(Section::TrigramOffsets, pair, self.section(Section::Trigrams));
        let at = rows.binary_search_by_key(&c.0, key).ok()?;
        Some(restore(u16_at(&rows[at], 4)))
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
        let rows = self.section(Section::ClassTrioRows).as_chunks::<{ class_row::SIZE }>().0;
        if let Some(at) = rows.get(pair).and_then(|row| class_at(row, c)) {
            return restore(u16_at(self.section(Section::ClassTrios), 2 * at));
        }
        let pairs = self.section(Section::ClassPairs);
        restore(u16_at(pairs, 4 * pair + 2))
            + restore(u16_at(pairs, 4 * (usize::from(b) * 256 + usize::from(c))))
    }

    /// The records of one row of a table of which `offsets` tells where each
    /// row begins, and the number of the first; none where there is no such row.
    #[inline]
    fn row<const SIZE: usize>(
        &self,
        offsets: Section,
        row: usize,
        table: &'static [u8],
    ) -> (&'static [[u8; SIZE]], usize) {
        let offsets = self.section(offsets);
        let (low, high) = (u32_at(offsets, row) as usize, u32_at(offsets, row + 1) as usize);
        (table.as_chunks().0.get(low..high).unwrap_or_default(), low)
    }

    /// ln P(c) over classes.
    #[inline]
    pub(crate) fn class(&self, c: u8) -> f32 {
        restore(u16_at(self.section(Section::ClassPairs), 4 * 256 * 256 + 2 * usize::from(c)))
    }
}

/// Where it stands what the model says of a third class, if its row has it.
#[inline]
fn class_at(row: &[u8; class_row::SIZE], class: u8) -> Option<usize> {
    let (part, bit) = (usize::from(class / 64), class % 64);
    let kept = u64::from_le_bytes(row.as_chunks().0[class_row::KEPT / 8 + part]);
    let before = usize::from(row[class_row::BEFORE + part]) + (kept & ((1 << bit) - 1)).count_ones() as usize;
    (kept >> bit & 1 == 1).then(|| u32_at(row, class_row::FIRST / 4) as usize + before)
}

/// In fewer records than this, halving finds a word as fast as anything.
const FEW: usize = 256;

/// The place of a word among records in their order. It is looked for about
/// where it would be if words were spread evenly over them: in a long row each
/// record that halving would look at is a line of memory to wait for.
#[inline]
fn seek<const SIZE: usize>(rows: &[[u8; SIZE]], word: u32, words: usize) -> Option<usize> {
    let halve = |low: usize, high: usize| {
        rows.get(low..high)?.binary_search_by_key(&word, key).ok().map(|at| low + at)
    };
    if rows.len() < FEW {
        return halve(0, rows.len());
    }
    let guess = (word as usize * rows.len() / words.max(1)).min(rows.len() - 1);
    let mut step = rows.len() / 32;
    let (mut low, mut high) = (guess, guess);
    if key(&rows[guess]) <= word {
        high = (guess + step).min(rows.len());
        while high < rows.len() && key(&rows[high]) <= word {
            low = high;
            step *= 2;
            high = (high + step).min(rows.len());
        }
    } else {
        low = guess.saturating_sub(step);
        while low > 0 && key(&rows[low]) > word {
            high = low;
            step *= 2;
            low = low.saturating_sub(step);
        }
    }
    halve(low, high)
}

/// The word with which a record begins.
#[inline]
fn key<const SIZE: usize>(row: &[u8; SIZE]) -> u32 {
    u32_at(row, 0)
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;

    #[test]
    fn the_filter_lets_every_bigram_through_and_little_else() {
        let pack = Language::builtin("nl").unwrap().pack;
        let rows = pack.section(Section::Bigrams).as_chunks::<8>().0;
        let (mut bigrams, mut others) = (0, 0);
        for a in 0..pack.len() {
            let offsets = pack.section(Section::BigramOffsets);
            for row in &rows[u32_at(offsets, a) as usize..u32_at(offsets, a + 1) as usize] {
                let b = key(row);
                assert!(pack.may_pair(WordId(a as u32), WordId(b)), "{a} {b}");
                bigrams += 1;
                let (b, a) = (WordId(b), WordId(a as u32));
                let is_bigram = pack.pair(Section::BigramOffsets, Section::Bigrams, b, a).is_some();
                others += u32::from(!is_bigram && pack.may_pair(b, a));
            }
        }
        assert!(bigrams > 400_000 && others < bigrams / 8, "{others} of {bigrams}");
    }

    #[test]
    fn classes_are_counted_across_all_of_a_row() {
        let kept = [0, 3, 63, 64, 127, 200, 255];
        let mut row = [0; class_row::SIZE];
        row[class_row::FIRST] = 9;
        for class in kept {
            row[class_row::KEPT + class / 8] |= 1 << (class % 8);
        }
        row[class_row::BEFORE..class_row::KEPT].copy_from_slice(&[0, 3, 5, 5]);
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
            let rows: Vec<[u8; 4]> = ids.iter().map(|id| id.to_le_bytes()).collect();
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
