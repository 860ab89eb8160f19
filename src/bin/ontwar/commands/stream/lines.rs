//! Lines of bytes, none longer than is allowed.

use std::io::{self, BufRead};

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
        let mut held = true;
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                if bytes.is_empty() && held {
                    return Ok(None);
                }
                break;
            }
            let end = chunk.iter().position(|&byte| byte == b'\n');
            let taken = end.unwrap_or(chunk.len());
            held &= (bytes.len() + taken) as u64 <= self.most;
            if held {
                bytes.extend_from_slice(&chunk[..taken]);
            } else {
                bytes = Vec::new();
            }
            self.input.consume(taken + usize::from(end.is_some()));
            if end.is_some() {
                break;
            }
        }
        self.number += 1;
        if self.number == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        Ok(Some(Line { number: self.number, bytes: held.then_some(bytes) }))
    }
}
