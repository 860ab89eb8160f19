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

use zerocopy::little_endian::{U32, U64};
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
pub const VERSION: &[u8; 2] = b"06";

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
    /// A [record](crate::records::Word) a word or mark.
    Words,
    /// Which words are parts of compounds, and how likely [each](crate::records::Part) is.
    PartRanks,
    Parts,
    /// Modern word bigrams by their first word: which have any, [rows](crate::records::Row) of
    /// these, and [what follows](crate::records::Follower).
    BigramRanks,
    BigramRows,
    Bigrams,
    /// A bit for each modern bigram and, by chance, for one in ten of all others.
    BigramFilter,
    /// Trigrams by the index of their first bigram.
    TrigramRanks,
    TrigramRows,
    Trigrams,
    /// Class model: ln P of each and of the words of each, [pairs](crate::records::ClassPair),
    /// which of them have [rows](crate::records::ClassRow), these, and what they name.
    Classes,
    ClassTotals,
    ClassPairs,
    ClassTrioRanks,
    ClassTrioRows,
    ClassTrios,
    /// [Character models](crate::letters), modern and historical.
    Letters,
    HistoricalLetters,
    /// Historical bigrams.
    HistoricalRanks,
    HistoricalRows,
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
