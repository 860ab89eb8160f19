//! Lines of bytes, none longer than is allowed.

use std::io::{self, BufRead, Read as _};

/// A line of the input; `None` for one that is too long.
pub(super) struct Line {
    /// From 1.
    pub(super) number: u64,
    pub(super) bytes: Option<Vec<u8>>,
}

/// Reads lines and never holds more of one than is allowed.
pub(super) struct Lines<R> {
    input: R,
    most: u64,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    /// The lines of a reader, of at most so many bytes each.
    pub(super) fn new(input: R, most: u64) -> Self {
        Self { input, most, number: 0 }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        self.line().transpose()
    }
}

impl<R: BufRead> Lines<R> {
    fn line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        // One byte more than a line may have: its end, or what tells that it is too long.
        let read = self.input.by_ref().take(self.most.saturating_add(1)).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            return Ok(None);
        }
        let ended = bytes.pop_if(|last| *last == b'\n').is_some();
        let held = bytes.len() as u64 <= self.most;
        if !held {
            bytes = Vec::new();
        }
        if !held && !ended {
            self.input.skip_until(b'\n')?;
        }
        self.number += 1;
        if self.number == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        Ok(Some(Line { number: self.number, bytes: held.then_some(bytes) }))
    }
}
