//! The compiled pack's byte layout: a header, a directory, and sections of
//! little-endian records that are read where they lie.
//!
//! ```text
//! "ONTWAR04" | count: u32 | count × (offset: u32, length: u32) | sections, each 8-aligned
//! ```

use super::error::PackError;

/// A short name for bytes (FNV-1a), going on from that of the bytes before.
pub(crate) fn stamp(before: u64, bytes: &[u8]) -> u64 {
    let start = before ^ 0xcbf2_9ce4_8422_2325;
    bytes.iter().fold(start, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Tells a compiled pack from other bytes; the digits are the layout's version.
pub(crate) const MAGIC: &[u8; 8] = b"ONTWAR04";

/// Marks that are context but not words come first; words are numbered from here.
pub(crate) const FIRST_WORD: usize = 4;

/// The sections of a pack, in the order of the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Section {
    /// The language tag.
    Tag,
    /// Lower-case word → id (from [`FIRST_WORD`]): an [automaton](super::automaton).
    Lexicon,
    /// A [`super::record`] a word.
    Words,
    /// Modern word bigrams: offsets, then records.
    BigramOffsets,
    Bigrams,
    /// A bit for each modern bigram and, by chance, for one in ten of all others.
    BigramFilter,
    /// Trigrams by the index of their first bigram.
    TrigramOffsets,
    Trigrams,
    /// Class model.
    ClassPairs,
    ClassTrioRows,
    ClassTrios,
    /// Character models, modern and historical.
    Letters,
    HistoricalLetters,
    /// Historical bigrams.
    HistoricalOffsets,
    HistoricalBigrams,
    /// Channel tables and a maintainer's rules, as their source text.
    Confusions,
    HistoricalConfusions,
    LongSConfusions,
    GothicConfusions,
    Corrections,
    Patterns,
    Grammar,
}

/// How many sections there are.
pub(crate) const SECTIONS: usize = Section::Grammar as usize + 1;

/// Puts sections together into a pack.
#[cfg_attr(not(test), allow(dead_code))]
pub(crate) fn join(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend((SECTIONS as u32).to_le_bytes());
    let mut offset = out.len() + 8 * SECTIONS;
    let mut places = Vec::new();
    for section in sections {
        offset = offset.next_multiple_of(8);
        places.push(offset);
        out.extend((offset as u32).to_le_bytes());
        out.extend((section.len() as u32).to_le_bytes());
        offset += section.len();
    }
    for (place, section) in places.into_iter().zip(sections) {
        out.resize(place, 0);
        out.extend(section);
    }
    out
}

/// The sections of a pack, where they lie.
pub(crate) fn split(pack: &'static [u8]) -> Result<[&'static [u8]; SECTIONS], PackError> {
    let damaged = PackError::Compiled("its directory does not fit");
    if pack.len() < 12 + 8 * SECTIONS || &pack[..8] != MAGIC {
        return Err(PackError::Compiled("it was made for another version"));
    }
    let mut sections = [&pack[..0]; SECTIONS];
    for (i, section) in sections.iter_mut().enumerate() {
        let (offset, length) = (u32_at(pack, 3 + 2 * i) as usize, u32_at(pack, 4 + 2 * i) as usize);
        match offset.checked_add(length).and_then(|end| pack.get(offset..end)) {
            Some(bytes) => *section = bytes,
            None => return Err(damaged),
        }
    }
    Ok(sections)
}

/// The `i`-th little-endian `u32` of a table; 0 past its end.
#[inline]
pub(crate) fn u32_at(table: &[u8], i: usize) -> u32 {
    table.get(4 * i..4 * i + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// The little-endian `u16` at a byte offset; the "none" value past the end.
#[inline]
pub(crate) fn u16_at(table: &[u8], byte: usize) -> u16 {
    table.get(byte..byte + 2).map_or(NONE, |b| u16::from_le_bytes([b[0], b[1]]))
}

/// "There is none" where a quantised logarithm could stand.
pub(crate) const NONE: u16 = u16::MAX;

/// A natural logarithm of a probability in 16 bits: thousandths below zero.
#[cfg_attr(not(test), allow(dead_code))]
pub(crate) fn quantise(ln: f64) -> u16 {
    (-ln * 1000.0).round().clamp(0.0, f64::from(NONE - 1)) as u16
}

/// The logarithm that was quantised.
#[inline]
pub(crate) fn restore(quantised: u16) -> f32 {
    f32::from(quantised) * -0.001
}

/// The bit of a pair of words in a filter of `bits` bits, a power of two.
#[inline]
pub(crate) fn filter_bit(a: u32, b: u32, bits: usize) -> usize {
    let mixed = (u64::from(a) << 32 | u64::from(b)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 32) as usize & bits.wrapping_sub(1)
}

/// The classes that the model keeps after two others: where what it says of
/// them begins, how many of them stand before each 64, and a bit for each.
pub(crate) mod class_row {
    /// Bytes a row.
    pub(crate) const SIZE: usize = 40;
    pub(crate) const FIRST: usize = 0;
    pub(crate) const BEFORE: usize = 4;
    pub(crate) const KEPT: usize = 8;
}

/// The fields of a word's record.
pub(crate) mod record {
    /// Bytes a word.
    pub(crate) const SIZE: usize = 20;
    pub(crate) const FLAGS: usize = 0;
    pub(crate) const CAPITAL: usize = 1;
    pub(crate) const CLASS: usize = 2;
    pub(crate) const MORE: usize = 3;
    pub(crate) const UNIGRAM: usize = 4;
    pub(crate) const HISTORICAL: usize = 6;
    pub(crate) const BACKOFF: usize = 8;
    pub(crate) const HISTORICAL_BACKOFF: usize = 10;
    pub(crate) const HEAD: usize = 12;
    pub(crate) const MODIFIER: usize = 14;
    pub(crate) const IN_CLASS: usize = 16;
    /// A percentage and one more; 0 if nothing is known.
    pub(crate) const ONWARD: usize = 18;
}

/// The bits of a word's flags.
pub(crate) mod flag {
    pub(crate) const LISTED: u8 = 1;
    pub(crate) const SEEN: u8 = 2;
    pub(crate) const NAME: u8 = 4;
    pub(crate) const KEEP: u8 = 8;
    pub(crate) const FUNCTION: u8 = 16;
    pub(crate) const HISTORICAL: u8 = 32;
    pub(crate) const COMMON: u8 = 64;
    pub(crate) const PART: u8 = 128;
}

/// The bits of a word's second byte of flags.
pub(crate) mod more {
    /// It may be a misreading of a likelier word.
    pub(crate) const CONFUSABLE: u8 = 1;
    /// It may be several words that ran together.
    pub(crate) const SPLITS: u8 = 2;
}

/// Letters in six bits, for the character models: 0 ends a word, 63 is any other character.
pub(crate) const fn letter_code(c: char) -> u32 {
    match c {
        'a'..='z' => 1 + (c as u32 - 'a' as u32),
        'A'..='Z' => 27 + (c as u32 - 'A' as u32),
        'é' => 53,
        'ë' => 54,
        'ï' => 55,
        'ö' => 56,
        'ü' => 57,
        'è' => 58,
        'ê' => 59,
        '\'' | '’' => 60,
        '-' => 61,
        'ç' | 'à' | 'ä' | 'á' | 'ó' | 'í' | 'ú' => 62,
        _ => 63,
    }
}

/// The longest run of letters that the character models know.
pub(crate) const LETTERS: usize = 5;

/// Where a key begins to be looked for in an open table of 2^`bits` places.
#[inline]
pub(crate) fn place(key: u32, bits: u32) -> usize {
    (key.wrapping_mul(0x9E37_79B1) >> (32 - bits)) as usize
}
