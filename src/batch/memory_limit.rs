//! Keeps big documents from being in memory at the same time.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Lets documents in while their sizes together stay below a bound; one that
/// is bigger than the bound goes alone.
#[derive(Debug)]
pub struct MemoryLimit {
    most: u64,
    inside: Mutex<u64>,
    left: Condvar,
}

impl MemoryLimit {
    /// A bound in bytes of documents; what becomes of a byte on its way takes many times its room.
    pub fn new(most: u64) -> Self {
        Self { most, inside: Mutex::new(0), left: Condvar::new() }
    }

    /// Waits for room, does the work, makes room.
    pub fn pass<R>(&self, size: u64, work: impl FnOnce() -> R) -> R {
        let size = size.min(self.most);
        let mut inside = self.inside();
        while *inside + size > self.most {
            inside = self.left.wait(inside).unwrap_or_else(PoisonError::into_inner);
        }
        *inside += size;
        drop(inside);
        let _room = Room { gate: self, size };
        work()
    }

    fn inside(&self) -> MutexGuard<'_, u64> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives the room back, also when the work panicked.
struct Room<'a> {
    gate: &'a MemoryLimit,
    size: u64,
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        *self.gate.inside() -= self.size;
        self.gate.left.notify_all();
    }
}
