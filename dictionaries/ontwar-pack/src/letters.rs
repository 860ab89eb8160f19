//! The character models of words that no list has: runs of up to five letters. What may follow a run stands together,
//! and the runs are found in open hash tables, one for each length. All is used where it lies.
//!
//! ```text
//! places of each table: 5 × u32 | tables: Context … | Next …
//! ```

use zerocopy::little_endian::{U16, U32};
use zerocopy::{FromBytes, FromZeros as _, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::records::{number, three};

/// The longest run of letters that the models know.
pub const LETTERS: usize = 5;

/// A run of letters that others follow.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Context {
    /// Six bits a letter.
    key: [u8; 3],
    /// Where what follows begins, and how much it is; nothing where the place is empty.
    first: [u8; 3],
    count: u8,
    /// ln of what is left to letters that do not follow.
    backoff: U16,
}

/// A letter after others, in the order of letters.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Next {
    letter: u8,
    p: U16,
}

/// What follows a run, to be written: quantised logarithms.
#[derive(Debug, Default, Clone)]
pub struct Following {
    /// What is left to other letters.
    pub backoff: u16,
    /// A letter and its probability, in the order of letters.
    pub letters: Vec<(u8, u16)>,
}

/// Puts a model together; for each length, the runs and what follows them.
pub fn write(orders: &[Vec<(u32, Following)>; LETTERS]) -> Vec<u8> {
    let (mut out, mut tables, mut letters) = (Vec::new(), Vec::new(), Vec::new());
    let mut first = 0;
    for runs in orders {
        // A fourth stays empty, so that looking for what is not there soon ends.
        let mut places = vec![Context::new_zeroed(); runs.len() * 4 / 3 + 1];
        for (key, following) in runs {
            let mut at = place(*key, places.len());
            while places[at].count != 0 {
                at = (at + 1) % places.len();
            }
            let count = following.letters.len() as u8;
            let backoff = following.backoff.into();
            places[at] = Context { key: three(*key), first: three(first), count, backoff };
            first += u32::from(count);
            letters.extend(following.letters.iter().map(|&(letter, p)| Next { letter, p: p.into() }));
        }
        out.extend((places.len() as u32).to_le_bytes());
        tables.extend_from_slice(places.as_bytes());
    }
    out.extend(tables);
    out.extend(letters.as_bytes());
    out
}

/// Where a key begins to be looked for.
#[inline]
fn place(key: u32, places: usize) -> usize {
    ((u64::from(key.wrapping_mul(0x9E37_79B1)) * places as u64) >> 32) as usize
}

/// A model where it lies.
#[derive(Debug, Clone, Copy)]
pub struct Model<'a> {
    orders: [&'a [Context]; LETTERS],
    letters: &'a [Next],
}

/// What a model says of a letter after a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Its quantised ln P.
    Follows(u16),
    /// It never followed; the quantised ln of what is left to such letters.
    Other(u16),
    /// It does not know the run.
    Nothing,
}

impl<'a> Model<'a> {
    /// The model in a section of a pack; of one that is cut no more than is whole.
    pub fn at(section: &'a [u8]) -> Self {
        let mut model = Self { orders: [&[]; LETTERS], letters: &[] };
        let Ok((lengths, mut rest)) = <[U32; LETTERS]>::ref_from_prefix(section) else { return model };
        for (order, length) in model.orders.iter_mut().zip(lengths) {
            let table = <[Context]>::ref_from_prefix_with_elems(rest, length.get() as usize);
            let Ok((table, after)) = table else { return model };
            (*order, rest) = (table, after);
        }
        model.letters = <[Next]>::ref_from_prefix(rest).map_or(&[], |(letters, _)| letters);
        model
    }

    /// What it says of a letter after a run of so many others.
    #[inline]
    pub fn after(&self, length: usize, run: u32, letter: u8) -> Said {
        let Some(context) = self.find(length, run) else { return Said::Nothing };
        let first = number(context.first) as usize;
        let letters = self.letters.get(first..first + usize::from(context.count)).unwrap_or_default();
        match letters.binary_search_by_key(&letter, |next| next.letter) {
            Ok(at) => Said::Follows(letters[at].p.get()),
            Err(_) => Said::Other(context.backoff.get()),
        }
    }

    #[inline]
    fn find(&self, length: usize, run: u32) -> Option<&'a Context> {
        let table = *self.orders.get(length)?;
        let mut at = place(run, table.len());
        loop {
            let context = table.get(at)?;
            if context.count == 0 || number(context.key) == run {
                return (context.count != 0).then_some(context);
            }
            at = if at + 1 == table.len() { 0 } else { at + 1 };
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_found() {
        let mut orders: [Vec<(u32, Following)>; LETTERS] = Default::default();
        orders[0].push((0, Following { backoff: 9, letters: vec![(0, 1), (5, 2), (63, 3)] }));
        orders[1] =
            (0..60).map(|run| (run, Following { backoff: 7, letters: vec![(run as u8, 4)] })).collect();
        orders[4].push((0xff_ffff, Following { backoff: 8, letters: vec![(63, 6)] }));
        let bytes = write(&orders);
        let model = Model::at(&bytes);
        assert_eq!(model.after(0, 0, 5), Said::Follows(2));
        assert_eq!(model.after(0, 0, 6), Said::Other(9));
        assert_eq!(model.after(4, 0xff_ffff, 63), Said::Follows(6));
        assert_eq!(model.after(4, 0, 63), Said::Nothing);
        for run in 0..60 {
            assert_eq!(model.after(1, run, run as u8), Said::Follows(4));
            assert_eq!(model.after(1, run, 61), Said::Other(7));
        }
        assert_eq!(Model::at(&bytes[..30]).after(1, 3, 3), Said::Nothing);
    }
}
