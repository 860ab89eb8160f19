//! A fast hash for look-ups of short strings.
//!
//! Maps with this hash are only ever looked into, never walked, so that the
//! order of their buckets cannot reach the output.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map that is looked into, never walked.
pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Fold>>;

/// A set that is looked into, never walked.
pub(crate) type Set<K> = HashSet<K, BuildHasherDefault<Fold>>;

/// Multiply-and-rotate hashing, eight bytes at a time.
#[derive(Default)]
pub(crate) struct Fold(u64);

impl Fold {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Fold {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }

    fn finish(&self) -> u64 {
        // The high bits are the well-mixed ones; the table takes the low ones.
        self.0 ^ (self.0 >> 29)
    }
}
