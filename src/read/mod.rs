//! Bytes to [`Reading`]: decode, split into pages, lines and tokens, normalise.
//!
//! What comes out never loses a place: a [`Token`](crate::model::Token) holds
//! normalised text and the stretch of the decoded source that it was read
//! from, and a character that is in no token and is not white space is in
//! [`Reading::discarded`]. What a word *should* be is no question here; only
//! what has one meaning in any language is resolved (ligatures, long s,
//! invisible characters, composed and decomposed accents).

mod decode;
mod normalise;
mod sniff;
mod text;

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::model::{Reading, Source};

/// Why bytes could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not text in the encoding that was asked for.
    #[error(
        "byte {at}: saw {seen}, wanted valid {encoding}; give the right --encoding, or none to have it guessed"
    )]
    Encoding {
        /// The encoding that was asked for.
        encoding: String,
        /// The place of the first offending byte, from 0.
        at: usize,
        /// The offending bytes: `0xE9 0x20`, or `the end of the input`.
        seen: String,
    },
    /// Nobody knows an encoding of that name.
    #[error(
        "`{label}` is not an encoding; give a WHATWG label such as utf-8, utf-16le, windows-1252 or macintosh"
    )]
    UnknownEncoding {
        /// What was asked for.
        label: String,
    },
    /// The bytes are not text at all.
    #[error("byte {at}: saw {seen}, wanted text; {advice}")]
    Binary {
        /// The first byte that tells, from 0.
        at: usize,
        /// What it looks like.
        seen: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// Positions are 32 bits wide.
    #[error("saw {bytes} bytes, can read {limit} at most; split the input into smaller documents")]
    TooLarge {
        /// How many there are.
        bytes: usize,
        /// How many there may be.
        limit: u32,
    },
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The encoding, by its WHATWG label; `None` to detect it.
    pub encoding: Option<String>,
}

/// Reads plain text.
///
/// `name` is what the input is called in the output. Input without a single
/// letter, or without a single byte, is a valid reading without lines.
///
/// # Errors
/// When the bytes are not text, or not text in the encoding of the options.
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Reading, Error> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(Error::TooLarge { bytes: bytes.len(), limit: u32::MAX });
    }
    let decoded = decode::decode(bytes, options.encoding.as_deref())?;
    let split = text::split(&decoded.text);
    let source = Source {
        name: name.to_owned(),
        format: "text".to_owned(),
        encoding: decoded.encoding,
        sha256: sha256(bytes),
        characters: characters(&decoded.text),
    };
    Ok(Reading { source, pages: split.pages, discarded: split.discarded, notices: decoded.notices })
}

fn characters(text: &str) -> Vec<char> {
    if text.is_ascii() { text.bytes().map(char::from).collect() } else { text.chars().collect() }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(bytes: &[u8]) -> Reading {
        read("-", bytes, &Options::default()).unwrap()
    }

    #[test]
    fn empty_input_is_a_reading_without_pages() {
        let reading = reading(b"");
        assert!(reading.pages.is_empty() && reading.discarded.is_empty() && reading.notices.is_empty());
        assert_eq!(reading.source.encoding, "utf-8");
    }

    #[test]
    fn hashes_the_bytes_as_they_came() {
        assert_eq!(
            reading(b"abc").source.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn byte_order_mark_is_no_place() {
        let reading = reading(b"\xEF\xBB\xBFdag");
        assert_eq!(reading.source.characters, ['d', 'a', 'g']);
        assert_eq!(reading.pages[0].lines[0].tokens[0].span.start, 0);
    }

    #[test]
    fn reads_a_line_of_a_megabyte() {
        let reading = reading("a".repeat(1 << 20).as_bytes());
        assert_eq!(reading.pages[0].lines[0].tokens[0].span.len(), 1 << 20);
    }
}
