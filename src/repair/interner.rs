//! The distinct cores of a page by number, in one stretch of memory: a string
//! of its own for each would be most of what a page asks memory for.

use std::hash::BuildHasher as _;

use foldhash::fast::RandomState;

/// Distinct keys, numbered in the order in which they came; each begins with a core.
#[derive(Debug, Default)]
pub(super) struct Interner {
    /// All keys, one after the other.
    text: String,
    stretches: Vec<KeyRange>,
    /// Each key's hash and number, at the first free place from the one that the hash
    /// names; a power of two of places, of which half at most are taken.
    table: Vec<Option<(u32, u32)>>,
    hasher: RandomState,
}

/// Where a key stands.
#[derive(Debug, Clone, Copy)]
struct KeyRange {
    start: u32,
    core_end: u32,
    end: u32,
}

impl Interner {
    /// Makes room for so many more keys, of so many bytes together.
    pub(super) fn reserve(&mut self, keys: usize, bytes: usize) {
        self.text.reserve(bytes);
        self.stretches.reserve(keys);
        self.grow(self.stretches.len() + keys);
    }

    /// The number of a key.
    pub(super) fn find(&self, key: &str) -> Option<usize> {
        if self.table.is_empty() {
            return None;
        }
        let hash = self.hash(key);
        let mut at = self.place(hash);
        while let Some((other, number)) = self.table[at] {
            if other == hash && self.key(number as usize) == key {
                return Some(number as usize);
            }
            at = (at + 1) & (self.table.len() - 1);
        }
        None
    }

    /// Adds a key that is not there yet, of which the first `core` bytes are the core.
    pub(super) fn push(&mut self, key: &str, core: usize) {
        self.grow(self.stretches.len() + 1);
        let start = self.text.len();
        self.text.push_str(key);
        let stretch = [start, start + core, self.text.len()].map(|at| at as u32);
        self.take(self.hash(key), self.stretches.len() as u32);
        self.stretches.push(KeyRange { start: stretch[0], core_end: stretch[1], end: stretch[2] });
    }

    /// All cores, in the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        self.stretches.iter().map(|stretch| &self.text[stretch.start as usize..stretch.core_end as usize])
    }

    #[inline]
    fn hash(&self, key: &str) -> u32 {
        self.hasher.hash_one(key) as u32
    }

    #[inline]
    fn place(&self, hash: u32) -> usize {
        hash as usize & (self.table.len() - 1)
    }

    #[inline]
    fn key(&self, number: usize) -> &str {
        let KeyRange { start, end, .. } = self.stretches[number];
        &self.text[start as usize..end as usize]
    }

    /// Sees to it that so many keys find a place.
    fn grow(&mut self, keys: usize) {
        if 2 * keys <= self.table.len() {
            return;
        }
        let before = std::mem::take(&mut self.table);
        self.table.resize((2 * keys).next_power_of_two().max(64), None);
        for (hash, number) in before.into_iter().flatten() {
            self.take(hash, number);
        }
    }

    /// Puts a key at its place.
    fn take(&mut self, hash: u32, number: u32) {
        let mut at = self.place(hash);
        while self.table[at].is_some() {
            at = (at + 1) & (self.table.len() - 1);
        }
        self.table[at] = Some((hash, number));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_by_their_numbers_and_nothing_else_is() {
        let mut cores = Interner::default();
        let keys: Vec<String> = (0..1000).map(|n| format!("{n}|{}", n * 7)).collect();
        for (n, key) in keys.iter().enumerate() {
            assert_eq!(cores.find(key), None, "{key}");
            cores.push(key, key.find('|').unwrap());
            assert_eq!(cores.find(key), Some(n), "{key}");
        }
        assert!(keys.iter().enumerate().all(|(n, key)| cores.find(key) == Some(n)));
        assert!(cores.iter().eq((0..1000).map(|n| n.to_string())));
        assert_eq!(cores.find("1"), None);
        assert_eq!(Interner::default().find(""), None);
    }
}
