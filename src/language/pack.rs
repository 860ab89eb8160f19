//! A compiled pack, used where it lies: nothing is parsed or copied at start.

use super::WordId;
use super::automaton::Automaton;
use super::bytes::{self, FIRST_WORD, NONE, SECTIONS, Section, record, restore, u16_at, u32_at};
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
pub(crate) struct Found {
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
    pub(crate) fn pair(&self, offsets: Section, table: Section, a: WordId, b: WordId) -> Option<Found> {
        let offsets = self.section(offsets);
        let (low, high) =
            (u32_at(offsets, a.0 as usize) as usize, u32_at(offsets, a.0 as usize + 1) as usize);
        let rows = self.section(table);
        let index = search(low, high, b.0, |i| u32_at(rows, 2 * i))?;
        Some(Found { p: u16_at(rows, 8 * index + 4), backoff: u16_at(rows, 8 * index + 6), index })
    }

    /// Looks for a third word after a pair.
    #[inline]
    pub(crate) fn third(&self, pair: usize, c: WordId) -> Option<f32> {
        let offsets = self.section(Section::TrigramOffsets);
        let (low, high) = (u32_at(offsets, pair) as usize, u32_at(offsets, pair + 1) as usize);
        let rows = self.section(Section::Trigrams);
        let word =
            |i: usize| rows.get(6 * i..6 * i + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        search(low, high, c.0, word).map(|i| restore(u16_at(rows, 6 * i + 4)))
    }

    /// ln P(c | a b) over classes.
    #[inline]
    pub(crate) fn class_trio(&self, a: u8, b: u8, c: u8) -> f32 {
        let pair = usize::from(a) * 256 + usize::from(b);
        let offsets = self.section(Section::ClassTrioOffsets);
        let (low, high) = (u32_at(offsets, pair) as usize, u32_at(offsets, pair + 1) as usize);
        let rows = self.section(Section::ClassTrios);
        let class = |i: usize| u32::from(rows.get(4 * i).copied().unwrap_or(0));
        if let Some(i) = search(low, high, u32::from(c), class) {
            return restore(u16_at(rows, 4 * i + 2));
        }
        let pairs = self.section(Section::ClassPairs);
        restore(u16_at(pairs, 4 * pair + 2))
            + restore(u16_at(pairs, 4 * (usize::from(b) * 256 + usize::from(c))))
    }

    /// ln P(c) over classes.
    #[inline]
    pub(crate) fn class(&self, c: u8) -> f32 {
        restore(u16_at(self.section(Section::ClassPairs), 4 * 256 * 256 + 2 * usize::from(c)))
    }
}

/// The place of `key` among sorted rows `low..high`.
#[inline]
fn search(mut low: usize, mut high: usize, key: u32, at: impl Fn(usize) -> u32) -> Option<usize> {
    while low < high {
        let middle = usize::midpoint(low, high);
        match at(middle).cmp(&key) {
            std::cmp::Ordering::Equal => return Some(middle),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}
