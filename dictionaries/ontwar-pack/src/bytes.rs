//! The compiled pack's byte layout: a header, a directory, and sections of
//! little-endian records that are read where they lie.
//!
//! ```text
//! "ONTWAR" | version: two digits | CRC-32 of all that follows: u32 | count: u32 | stamp: u64
//!     | count × (offset: u32, length: u32) | sections, each 8-aligned
//! ```
//!
//! The check finds any one byte that is not what it was for certain, a cut
//! or a longer change all but once in four milliards.

use zerocopy::little_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::PackError;

/// A short name for bytes (FNV-1a), going on from that of the bytes before.
pub fn stamp(before: u64, bytes: &[u8]) -> u64 {
    let start = before ^ 0xcbf2_9ce4_8422_2325;
    bytes.iter().fold(start, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Tells a compiled pack from other bytes.
pub const MAGIC: &[u8; 6] = b"ONTWAR";
/// The version of the layout, in two digits.
pub const VERSION: &[u8; 2] = b"05";

/// What a pack begins with.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct Header {
    magic: [u8; 6],
    version: [u8; 2],
    check: U32,
    count: U32,
    /// A short name for the contents.
    stamp: U64,
}

/// From where on the check is of the bytes.
const CHECKED: usize = 12;

/// Marks that are context but not words come first; words are numbered from here.
pub const FIRST_WORD: usize = 4;

/// The sections of a pack, in the order of the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Section {
    /// The language tag.
    Tag,
    /// Lower-case word → id (from [`FIRST_WORD`]): an [automaton](crate::automaton).
    Lexicon,
    /// A [`Word`] a word or mark.
    Words,
    /// Modern word bigrams: offsets, then records.
    BigramOffsets,
    Bigrams,
    /// A bit for each modern bigram and, by chance, for one in ten of all others.
    BigramFilter,
    /// Trigrams by the index of their first bigram.
    TrigramOffsets,
    Trigrams,
    /// Class model: ln P of each, [pairs](ClassPair), [rows](ClassRow) and what these name.
    Classes,
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
    /// A [profile](crate::profile).
    Profile,
    /// What evidence weighs on old print, as its source text.
    Weights,
}

/// How many sections there are.
pub const SECTIONS: usize = Section::Weights as usize + 1;

/// Where a section lies.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Entry {
    offset: U32,
    length: U32,
}

/// Puts sections together into a pack.
pub fn join(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
    let stamp = sections.iter().fold(0, |before, section| stamp(before, section));
    let mut header = Header {
        magic: *MAGIC,
        version: *VERSION,
        check: 0.into(),
        count: (SECTIONS as u32).into(),
        stamp: stamp.into(),
    };
    let mut out = header.as_bytes().to_vec();
    let mut offset = out.len() + size_of::<Entry>() * SECTIONS;
    let mut places = Vec::new();
    for section in sections {
        offset = offset.next_multiple_of(8);
        places.push(offset);
        let entry = Entry { offset: (offset as u32).into(), length: (section.len() as u32).into() };
        out.extend(entry.as_bytes());
        offset += section.len();
    }
    for (place, section) in places.into_iter().zip(sections) {
        out.resize(place, 0);
        out.extend(section);
    }
    header.check = crc32fast::hash(&out[CHECKED..]).into();
    out[..size_of::<Header>()].copy_from_slice(header.as_bytes());
    out
}

/// Whether a pack is whole and of this version.
pub fn check(pack: &[u8]) -> Result<(), PackError> {
    let (header, _) = header(pack)?;
    if crc32fast::hash(&pack[CHECKED..]) != header.check.get() {
        return Err(PackError::Damaged("its check does not fit what is in it"));
    }
    Ok(())
}

fn header(pack: &[u8]) -> Result<(&Header, &[u8]), PackError> {
    let Ok((header, rest)) = Header::ref_from_prefix(pack) else {
        return Err(PackError::Damaged("it is too short"));
    };
    if &header.magic != MAGIC {
        return Err(PackError::Damaged("it does not begin as a pack does"));
    }
    if &header.version != VERSION {
        return Err(PackError::Version {
            found: String::from_utf8_lossy(&header.version).into_owned(),
            wanted: String::from_utf8_lossy(VERSION).into_owned(),
        });
    }
    Ok((header, rest))
}

/// The sections of a pack, where they lie, and the short name for its contents.
pub fn split(pack: &'static [u8]) -> Result<([&'static [u8]; SECTIONS], u64), PackError> {
    let damaged = || PackError::Damaged("its directory does not fit");
    let (header, rest) = header(pack)?;
    if header.count.get() as usize != SECTIONS {
        return Err(damaged());
    }
    let (entries, _) = <[Entry]>::ref_from_prefix_with_elems(rest, SECTIONS).map_err(|_| damaged())?;
    let mut sections = [&pack[..0]; SECTIONS];
    for (entry, section) in entries.iter().zip(&mut sections) {
        let (offset, length) = (entry.offset.get() as usize, entry.length.get() as usize);
        let end = offset.checked_add(length).ok_or_else(damaged)?;
        *section = pack.get(offset..end).ok_or_else(damaged)?;
    }
    Ok((sections, header.stamp.get()))
}

/// The records of a section.
pub fn records<T: FromBytes + Immutable + KnownLayout + Unaligned>(
    section: &'static [u8],
) -> Result<&'static [T], PackError> {
    <[T]>::ref_from_bytes(section).map_err(|_| PackError::Damaged("the end of a table is missing"))
}

/// "There is none" where a quantised logarithm could stand.
pub const NONE: u16 = u16::MAX;

/// A natural logarithm of a probability in 16 bits: thousandths below zero.
pub fn quantise(ln: f64) -> u16 {
    (-ln * 1000.0).round().clamp(0.0, f64::from(NONE - 1)) as u16
}

/// The logarithm that was quantised.
#[inline]
pub fn restore(quantised: u16) -> f32 {
    f32::from(quantised) * -0.001
}

/// The bit of a pair of words in a filter of `bits` bits, a power of two.
#[inline]
pub fn filter_bit(a: u32, b: u32, bits: usize) -> usize {
    let mixed = (u64::from(a) << 32 | u64::from(b)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 32) as usize & bits.wrapping_sub(1)
}

/// The classes that the model keeps after two others.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct ClassRow {
    /// Where what the model says of them begins.
    pub first: U32,
    /// How many of them stand before each 64.
    pub before: [u8; 4],
    /// A bit for each.
    pub kept: [U64; 4],
}

/// A pair of classes.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct ClassPair {
    /// ln P of the second after the first.
    pub p: U16,
    /// ln of what is left to third classes that are not kept after the two.
    pub backoff: U16,
}

/// A word or a mark.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct Word {
    /// Bits of [`flag`].
    pub flags: u8,
    /// The percentage of its uses with a capital.
    pub capital: u8,
    /// Its class.
    pub class: u8,
    /// Bits of [`more`].
    pub more: u8,
    /// ln P by itself, today and in old print.
    pub unigram: U16,
    pub historical: U16,
    /// ln of what is left to words that are not kept after it, today and in old print.
    pub backoff: U16,
    pub historical_backoff: U16,
    /// ln P as the last part of a compound, and as another.
    pub head: U16,
    pub modifier: U16,
    /// ln of its share of its class.
    pub in_class: U16,
    /// How often it stands before another word with a capital: a percentage and one more; 0 if that is not known.
    pub onward: u8,
    /// Keeps records even.
    pub spare: u8,
}

impl Word {
    /// Of what no pack has.
    pub const NONE: Self = Self {
        flags: 0,
        capital: 0,
        class: 0,
        more: 0,
        unigram: U16::new(NONE),
        historical: U16::new(NONE),
        backoff: U16::new(NONE),
        historical_backoff: U16::new(NONE),
        head: U16::new(NONE),
        modifier: U16::new(NONE),
        in_class: U16::new(NONE),
        onward: 0,
        spare: 0,
    };
}

/// A word after another.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct Bigram {
    pub word: U32,
    pub p: U16,
    /// ln of what is left to third words that are not kept after the two.
    pub backoff: U16,
}

/// A word after two others.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct Trigram {
    pub word: U32,
    pub p: U16,
}

/// A run of letters.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct Letters {
    /// Six bits a letter; all bits where the place is empty.
    pub key: U32,
    pub p: U16,
    /// The same as a context.
    pub backoff: U16,
}

/// A record that begins with a word, in whose order such records stand.
pub trait Keyed {
    /// The word.
    fn key(&self) -> u32;
}

impl Keyed for Bigram {
    #[inline]
    fn key(&self) -> u32 {
        self.word.get()
    }
}

impl Keyed for Trigram {
    #[inline]
    fn key(&self) -> u32 {
        self.word.get()
    }
}

/// The bits of a word's flags.
pub mod flag {
    pub const LISTED: u8 = 1;
    pub const SEEN: u8 = 2;
    pub const NAME: u8 = 4;
    pub const KEEP: u8 = 8;
    pub const FUNCTION: u8 = 16;
    pub const HISTORICAL: u8 = 32;
    pub const COMMON: u8 = 64;
    pub const PART: u8 = 128;
}

/// The bits of a word's second byte of flags.
pub mod more {
    /// It may be a misreading of a likelier word.
    pub const CONFUSABLE: u8 = 1;
    /// It may be several words that ran together.
    pub const SPLITS: u8 = 2;
}

/// Letters in six bits, for the character models: 0 ends a word, 63 is any other character.
#[derive(Debug, Clone)]
pub struct LetterCodes([u8; Self::END as usize]);

impl LetterCodes {
    /// How many letters beyond a to z can be told apart.
    pub const APART: usize = 7;
    /// No character from here on has a code of its own.
    const END: u32 = 0x180;
    const TOGETHER: u8 = 62;
    const OTHER: u8 = 63;

    /// The codes of a language that tells some letters beyond a to z apart and takes others for one.
    pub fn new(apart: &str, together: &str) -> Self {
        let mut codes = [Self::OTHER; Self::END as usize];
        for (letter, code) in (b'a'..=b'z').zip(1..) {
            codes[letter as usize] = code;
            codes[letter.to_ascii_uppercase() as usize] = 26 + code;
        }
        codes[b'\'' as usize] = 60;
        codes[b'-' as usize] = 61;
        let mut put = |letter: char, code: u8| {
            if Self::may_have(letter) {
                codes[letter as usize] = code;
            }
        };
        together.chars().for_each(|letter| put(letter, Self::TOGETHER));
        apart.chars().zip(53..).take(Self::APART).for_each(|(letter, code)| put(letter, code));
        Self(codes)
    }

    /// Whether a letter can have a code by itself.
    pub fn may_have(letter: char) -> bool {
        !letter.is_ascii() && (letter as u32) < Self::END
    }

    /// The code of a character.
    #[inline]
    pub fn of(&self, c: char) -> u32 {
        match self.0.get(c as usize) {
            Some(&code) => u32::from(code),
            None if c == '’' => 60,
            None => u32::from(Self::OTHER),
        }
    }
}

/// The longest run of letters that the character models know.
pub const LETTERS: usize = 5;

/// Where a key begins to be looked for in an open table of 2^`bits` places.
#[inline]
pub fn place(key: u32, bits: u32) -> usize {
    (key.wrapping_mul(0x9E37_79B1) >> (32 - bits)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_joined_is_split_and_any_damage_is_found() {
        let mut sections: [Vec<u8>; SECTIONS] = std::array::from_fn(|_| Vec::new());
        sections[Section::Tag as usize] = b"nl".to_vec();
        sections[Section::Grammar as usize] = b"weekday\tmaandag\n".to_vec();
        let pack = join(&sections);
        check(&pack).unwrap();
        let (split, stamp) = split(pack.clone().leak()).unwrap();
        assert!(split.iter().eq(sections.iter()) && stamp != 0);
        for at in 0..pack.len() {
            let mut flipped = pack.clone();
            flipped[at] ^= 1 << (at % 8);
            assert!(check(&flipped).is_err(), "{at}");
            assert!(check(&pack[..at]).is_err(), "{at}");
        }
    }
}
