//! Which of many things have a record, and which record: most words are no part of a compound and begin no kept pair.

use zerocopy::little_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// A bit for each of 64 things, and how many have one before them.
#[derive(Debug, Clone, Copy, Default, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct Ranks {
    bits: U64,
    before: U32,
}

impl Ranks {
    /// The ranks of those things, in order, that have a record.
    pub fn of(things: impl IntoIterator<Item = usize>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for (before, thing) in things.into_iter().enumerate() {
            if all.len() <= thing / 64 {
                all.resize(thing / 64 + 1, Self { bits: 0.into(), before: (before as u32).into() });
            }
            all[thing / 64].bits |= 1 << (thing % 64);
        }
        all
    }

    /// The number of a thing's record, if it has one.
    #[inline]
    pub fn rank(all: &[Self], thing: usize) -> Option<usize> {
        let block = all.get(thing / 64)?;
        let (bits, bit) = (block.bits.get(), thing % 64);
        let below = (bits & ((1 << bit) - 1)).count_ones();
        (bits >> bit & 1 == 1).then(|| (block.before.get() + below) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_with_a_record_has_its_number_and_others_have_none() {
        let things = [0, 1, 63, 64, 200, 255, 256, 1000];
        let ranks = Ranks::of(things);
        for thing in 0..2000 {
            assert_eq!(Ranks::rank(&ranks, thing), things.iter().position(|&t| t == thing), "{thing}");
        }
        assert!(Ranks::of([]).is_empty());
    }
}
