//! The distinct cores of a page by number, in one stretch of memory: a string
//! of its own for each would be most of what a page asks memory for.

use std::hash::BuildHasher as _;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// Distinct keys, numbered in the order in which they came; each begins with a core.
#[derive(Debug, Default)]
pub(super) struct Interner {
    /// All keys, one after the other.
    text: String,
    stretches: Vec<KeyRange>,
    /// The number of each key, with its hash.
    table: HashTable<(u32, u32)>,
    hasher: RandomState,
}

/// Spreads a hash of 32 bits over 64, of which the table uses both ends: the golden ratio.
const SPREAD: u64 = 0x9E37_79B9;

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
        self.table.reserve(keys, |(hash, _)| u64::from(*hash) * SPREAD);
    }

    /// The number of a key.
    pub(super) fn find(&self, key: &str) -> Option<usize> {
        let hash = self.hash(key);
        let is_it = |&(other, number): &(u32, u32)| other == hash && self.key(number as usize) == key;
        self.table.find(u64::from(hash) * SPREAD, is_it).map(|&(_, number)| number as usize)
    }

    /// Adds a key that is not there yet, of which the first `core` bytes are the core.
    pub(super) fn push(&mut self, key: &str, core: usize) {
        let hash = self.hash(key);
        let start = self.text.len();
        self.text.push_str(key);
        let [start, core_end, end] = [start, start + core, self.text.len()].map(|at| at as u32);
        let number = self.stretches.len() as u32;
        self.stretches.push(KeyRange { start, core_end, end });
        let of = |(hash, _): &(u32, u32)| u64::from(*hash) * SPREAD;
        self.table.insert_unique(u64::from(hash) * SPREAD, (hash, number), of);
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
    fn key(&self, number: usize) -> &str {
        let KeyRange { start, end, .. } = self.stretches[number];
        &self.text[start as usize..end as usize]
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
