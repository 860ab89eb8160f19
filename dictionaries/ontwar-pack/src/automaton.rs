//! The words of a list as one minimal automaton in a double array: what a
//! letter leads to is one look at one place, and endings are shared.
//!
//! Every state has a base of its own; where the byte `b` leads on from it
//! stands at `base ^ b`, which holds `b` again, so that no other state's is
//! taken for it. Beside it stands how many words come before those that are
//! reached this way, so that a word's number is the sum along its letters.
//!
//! ```text
//! a place: byte: 8 | a word ends there: 1 | base of the next state: 23 | words before: 32
//! ```

use std::borrow::Cow;
use std::collections::HashMap;

/// The base of the state where words begin.
const ROOT: u32 = 0;
/// The base of the state from which nothing leads on; no other state has it.
const LEAF: u32 = 1;
/// The most places there can be: a base has 23 bits.
const MOST: usize = 1 << 23;
/// No UTF-8 text holds this byte: it marks a place where nothing is.
const EMPTY: u64 = 0xff;
/// How far back of the last place a free one is still looked for; keeps building linear.
const WINDOW: usize = 4096;

/// The words of a list.
#[derive(Debug, Clone)]
pub struct Automaton {
    places: Cow<'static, [[u8; 8]]>,
    /// The number of the first word.
    first: u32,
}

/// How far some letters have led.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// The base, and in the highest bit whether a word ends here.
    base: u32,
    /// The number that a word that ends here has.
    number: u32,
}

const ENDS: u32 = 1 << 31;

impl State {
    /// Where letters have led that begin no word.
    pub const NOWHERE: Self = Self { base: LEAF, number: 0 };

    /// Whether words begin with the letters.
    #[inline]
    pub fn leads(self) -> bool {
        // From a leaf nothing leads on either, but a word ends there.
        self.base != LEAF
    }

    /// The number of the word that ends here.
    #[inline]
    pub fn word(self) -> Option<u32> {
        (self.base & ENDS != 0).then_some(self.number)
    }
}

impl Automaton {
    /// That of a compiled list, used where it lies.
    pub fn at(bytes: &'static [u8], first: u32) -> Self {
        Self { places: Cow::Borrowed(bytes.as_chunks().0), first }
    }

    /// That of words in order, numbered from `first`; `None` if they are not in order or do not fit.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>, first: u32) -> Option<Self> {
        Some(Self { places: Cow::Owned(build(words)?), first })
    }

    /// The bytes of a compiled list.
    pub fn bytes(&self) -> &[u8] {
        self.places.as_flattened()
    }

    /// Where every word begins.
    #[inline]
    pub fn root(&self) -> State {
        State { base: ROOT, number: self.first }
    }

    /// One byte further.
    #[inline]
    pub fn step(&self, from: State, byte: u8) -> State {
        let at = (from.base & !ENDS) ^ u32::from(byte);
        match self.places.get(at as usize) {
            Some(place) if place[0] == byte => reached(from, *place),
            _ => State::NOWHERE,
        }
    }

    /// Whether a byte leads on.
    #[inline]
    pub fn leads_on(&self, from: State, byte: u8) -> bool {
        let at = (from.base & !ENDS) ^ u32::from(byte);
        self.places.get(at as usize).is_some_and(|place| place[0] == byte)
    }

    /// The number of a word.
    #[inline]
    pub fn word(&self, word: &str) -> Option<u32> {
        let mut state = self.root();
        for byte in word.bytes() {
            state = self.step(state, byte);
            if !state.leads() {
                return None;
            }
        }
        state.word()
    }

    /// What leads on from a place by a small letter, for many of them.
    #[inline]
    pub fn letters(&self, from: State) -> Letters<'_> {
        // All letters of a state stand among 32 places.
        let (base, letters) = ((from.base & !ENDS) as usize, usize::from(b'a' & !31));
        let row = self.places.get((base ^ letters) & !31..).and_then(<[_]>::first_chunk);
        Letters { row: row.unwrap_or(&NO_ROW), from }
    }

    /// All words, in order, with their numbers.
    pub fn words(&self) -> impl Iterator<Item = (String, u32)> + use<'_> {
        // Few of all bytes stand in words: only those are tried.
        let mut stands = [false; 256];
        self.places.iter().for_each(|place| stands[usize::from(place[0])] = true);
        let bytes: Vec<u8> = (0..u8::MAX).filter(|&byte| stands[usize::from(byte)]).collect();
        let mut letters = Vec::new();
        // Each state on the way with the byte to try next, by its place.
        let mut way = vec![(self.root(), 0)];
        std::iter::from_fn(move || {
            loop {
                let (state, next) = way.last_mut()?;
                let Some(&byte) = bytes.get(*next) else {
                    way.pop();
                    letters.pop();
                    continue;
                };
                *next += 1;
                let reached = self.step(*state, byte);
                if !reached.leads() {
                    continue;
                }
                letters.push(byte);
                way.push((reached, 0));
                if let Some(number) = reached.word() {
                    return Some((String::from_utf8_lossy(&letters).into_owned(), number));
                }
            }
        })
    }
}

/// Where no letter leads on.
const NO_ROW: [[u8; 8]; 32] = [EMPTY.to_le_bytes(); 32];

/// The places of the small letters that lead on from some state.
#[derive(Debug, Clone, Copy)]
pub struct Letters<'a> {
    row: &'a [[u8; 8]; 32],
    from: State,
}

impl Letters<'_> {
    #[inline]
    fn place(&self, letter: u8) -> [u8; 8] {
        self.row[(self.from.base as usize ^ usize::from(letter)) % 32]
    }

    /// A bit for each letter that leads on; that of `a` is the lowest.
    #[inline]
    pub fn leading(&self) -> u32 {
        // Nobody can foretell which do: they are all looked at, and none branched on.
        (b'a'..=b'z')
            .fold(0, |set, letter| set | u32::from(self.place(letter)[0] == letter) << (letter - b'a'))
    }

    /// Where a letter leads.
    #[inline]
    pub fn step(&self, letter: u8) -> State {
        let place = self.place(letter);
        if place[0] == letter { reached(self.from, place) } else { State::NOWHERE }
    }
}

#[inline]
fn reached(from: State, place: [u8; 8]) -> State {
    let place = u64::from_le_bytes(place);
    let (ends, base) = ((place as u32 >> 8 & 1) << 31, place as u32 >> 9);
    State { base: ends | base, number: from.number.wrapping_add((place >> 32) as u32) }
}

/// A state while the automaton is built: what leads on from it, in order.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
struct Draft {
    ends: bool,
    ways: Vec<(u8, u32)>,
}

/// The finished states, each once, with how many words lead on from it.
#[derive(Debug, Default)]
struct Finished {
    known: HashMap<Draft, u32>,
    all: Vec<(Draft, u32)>,
}

impl Finished {
    fn add(&mut self, draft: Draft) -> u32 {
        if let Some(&known) = self.known.get(&draft) {
            return known;
        }
        let words = draft.ways.iter().map(|way| self.all[way.1 as usize].1).sum::<u32>();
        let id = self.all.len() as u32;
        self.all.push((draft.clone(), words + u32::from(draft.ends)));
        self.known.insert(draft, id);
        id
    }

    /// Finishes the last states of the way that a word took, down to its first `kept` letters.
    fn finish(&mut self, way: &mut Vec<Draft>, word: &[u8], kept: usize) {
        for &byte in word[kept..].iter().rev() {
            if let Some(last) = way.pop() {
                let id = self.add(last);
                if let Some(before) = way.last_mut() {
                    before.ways.push((byte, id));
                }
            }
        }
    }
}

fn build<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<Vec<[u8; 8]>> {
    let mut finished = Finished::default();
    let mut way = vec![Draft::default()];
    let mut before: Option<&[u8]> = None;
    for word in words {
        let word = word.as_bytes();
        if before.is_some_and(|before| word <= before) {
            return None;
        }
        let last = before.unwrap_or_default();
        let shared = word.iter().zip(last).take_while(|(a, b)| a == b).count();
        finished.finish(&mut way, last, shared);
        way.resize(word.len() + 1, Draft::default());
        way[word.len()].ends = true;
        before = Some(word);
    }
    finished.finish(&mut way, before.unwrap_or_default(), 0);
    let root = finished.add(way.pop()?);
    lay(&finished.all, root)
}

/// Gives every state a base, and every way on its place.
fn lay(states: &[(Draft, u32)], root: u32) -> Option<Vec<[u8; 8]>> {
    let mut bases = vec![None; states.len()];
    let mut room = Room::default();
    let mut next = vec![root];
    while let Some(id) = next.pop() {
        let ways = &states[id as usize].0.ways;
        if bases[id as usize].is_some() {
            continue;
        }
        bases[id as usize] = Some(if id == root {
            room.take(ROOT, ways)
        } else if ways.is_empty() {
            LEAF
        } else {
            let base = room.find(ways)?;
            room.take(base, ways)
        });
        // What follows stands near.
        next.extend(ways.iter().rev().map(|way| way.1));
    }
    let mut places = vec![EMPTY.to_le_bytes(); room.taken.len()];
    for ((draft, _), base) in states.iter().zip(&bases) {
        let mut words = u32::from(draft.ends);
        for &(byte, to) in &draft.ways {
            let (next, count) = &states[to as usize];
            let place = u64::from(words) << 32
                | u64::from(bases[to as usize]?) << 9
                | u64::from(next.ends) << 8
                | u64::from(byte);
            places[((*base)? ^ u32::from(byte)) as usize] = place.to_le_bytes();
            words += count;
        }
    }
    Some(places)
}

/// Which places and bases are taken.
#[derive(Debug, Default)]
struct Room {
    taken: Vec<bool>,
    bases: Vec<bool>,
    /// No free place is looked for before this one.
    from: usize,
}

impl Room {
    /// A base for which all places are free.
    fn find(&mut self, ways: &[(u8, u32)]) -> Option<u32> {
        let first = usize::from(ways.first()?.0);
        while self.taken.get(self.from) == Some(&true) {
            self.from += 1;
        }
        self.from = self.from.max(self.taken.len().saturating_sub(WINDOW));
        let is_free = |base: usize| {
            base != LEAF as usize
                && self.bases.get(base) != Some(&true)
                && ways.iter().all(|way| self.taken.get(base ^ usize::from(way.0)) != Some(&true))
        };
        (self.from..MOST - 256).map(|at| at ^ first).find(|&base| is_free(base)).map(|base| base as u32)
    }

    fn take(&mut self, base: u32, ways: &[(u8, u32)]) -> u32 {
        let end = (base as usize | 0xff) + 1;
        if self.taken.len() < end {
            self.taken.resize(end, false);
            self.bases.resize(end, false);
        }
        self.bases[base as usize] = true;
        for way in ways {
            self.taken[(base ^ u32::from(way.0)) as usize] = true;
        }
        base
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(automaton: &Automaton, word: &str) -> Option<u32> {
        word.bytes().fold(automaton.root(), |at, byte| automaton.step(at, byte)).word()
    }

    #[test]
    fn words_are_numbered_in_order_and_nothing_else_is_one() {
        let words = ["aan", "aand", "band", "banden", "zand", "zanden", "élan"];
        let automaton = Automaton::of(words, 4).unwrap();
        for (i, word) in words.iter().enumerate() {
            assert_eq!(number(&automaton, word), Some(4 + i as u32), "{word}");
        }
        for other in ["", "a", "ban", "zande", "aanden", "\0", "é"] {
            assert_eq!(number(&automaton, other), None, "{other:?}");
        }
        assert!(automaton.words().map(|(word, _)| word).eq(words));
        let letters = automaton.letters(automaton.root());
        assert_eq!(letters.leading(), 0b11 | 1 << 25);
        let first: Vec<u8> = (b'a'..=b'z').filter(|&letter| letters.step(letter).leads()).collect();
        assert_eq!(first, *b"abz");
    }

    #[test]
    fn a_compiled_list_is_read_as_it_was_built() {
        let built = Automaton::of(["een", "huis"], 4).unwrap();
        let read = Automaton::at(Box::leak(built.bytes().to_vec().into_boxed_slice()), 4);
        assert_eq!(number(&read, "huis"), Some(5));
    }

    #[test]
    fn endings_are_shared() {
        let apart: Vec<String> = (b'a'..=b'z').map(|c| format!("{}lopend", char::from(c))).collect();
        let automaton = Automaton::of(apart.iter().map(String::as_str), 0).unwrap();
        assert_eq!(automaton.places.iter().filter(|p| **p != EMPTY.to_le_bytes()).count(), 26 + 6);
    }

    #[test]
    fn words_out_of_order_are_refused_and_damage_leads_nowhere() {
        assert!(Automaton::of(["b", "a"], 0).is_none() && Automaton::of(["a", "a"], 0).is_none());
        assert_eq!(number(&Automaton::at(b"too short", 0), "a"), None);
        assert_eq!(number(&Automaton::of([], 0).unwrap(), "a"), None);
    }
}
