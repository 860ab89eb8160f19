//! The records of a pack's tables.

use zerocopy::little_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::bytes::NONE;

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
    /// How often it stands before another word with a capital: a percentage and one more; 0 if that is not known.
    pub onward: u8,
    /// ln P by itself, today and in old print.
    pub unigram: U16,
    pub historical: U16,
}

impl Word {
    /// Of what no pack has.
    pub const NONE: Self = Self {
        flags: 0,
        capital: 0,
        class: 0,
        more: 0,
        onward: 0,
        unigram: U16::new(NONE),
        historical: U16::new(NONE),
    };
}

/// A word as a part of compounds.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct Part {
    /// ln P as the last part.
    pub head: U16,
    /// ln P as another.
    pub modifier: U16,
}

/// What may follow a word or two words: where it begins in the table. One row more ends the last.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct Row {
    pub first: U32,
    /// ln of what is left to words that are not kept there.
    pub backoff: U16,
}

/// A word after others.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct Follower {
    word: [u8; 3],
    /// ln P of it there.
    pub p: U16,
}

impl Follower {
    /// A word, by its number, and its quantised ln P.
    pub fn new(word: u32, p: u16) -> Self {
        Self { word: three(word), p: p.into() }
    }

    /// The number of the word, in whose order they stand.
    #[inline]
    pub fn word(&self) -> u32 {
        number(self.word)
    }
}

/// A number below 2^24 in three bytes.
pub(crate) fn three(number: u32) -> [u8; 3] {
    let [a, b, c, _] = number.to_le_bytes();
    [a, b, c]
}

/// The number in three bytes.
#[inline]
pub(crate) fn number([a, b, c]: [u8; 3]) -> u32 {
    u32::from_le_bytes([a, b, c, 0])
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
