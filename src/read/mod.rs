//! Bytes to [`Reading`]: decode, split into pages, lines and tokens, normalise.
//!
//! What comes out never loses a place: a [`Token`](crate::model::Token) holds
//! normalised text and the stretch of the decoded source that it was read
//! from, and a character that is in no token and is not white space is in
//! [`Reading::discarded`]. What a word *should* be is no question here; only
//! what has one meaning in any language is resolved (ligatures, long s,
//! invisible characters, composed and decomposed accents).
//!
//! ```
//! use ontwar::read::{Options, read};
//!
//! let reading = read("page.txt", "Het oﬃcieele bericht".as_bytes(), &Options::default())?;
//! let words: Vec<&str> = reading.pages[0].lines[0].tokens.iter().map(|token| token.text.as_str()).collect();
//! assert_eq!(words, ["Het", "officieele", "bericht"]);
//! # Ok::<(), ontwar::read::Error>(())
//! ```

mod abbyy;
mod alto;
mod blocks;
mod container;
mod decode;
mod folia;
mod format;
mod hocr;
mod mets;
mod normalise;
mod order;
mod page_xml;
mod pdf;
mod printed;
mod role;
mod sniff;
mod text;
mod tsv;
mod xml;

use sha2::{Digest, Sha256};

use crate::model::{Notice, Reading, Source};
pub use format::Format;
pub use mets::pages as pages_of_mets;

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
    /// The file is not what its format wants.
    #[error("line {line}: saw {seen}, wanted {wanted}; mend the {format} there, or write it anew")]
    Markup {
        /// The format that it was read as.
        format: &'static str,
        /// The line, from 1.
        line: usize,
        /// What stands there.
        seen: String,
        /// What should.
        wanted: &'static str,
    },
    /// Markup that is no format of OCR.
    #[error(
        "saw markup that begins with <{root}>, wanted hOCR, ALTO (<alto>), PAGE (<PcGts>), FoLiA or ABBYY XML; {advice}"
    )]
    UnknownMarkup {
        /// The first element.
        root: String,
        /// What to do about it.
        advice: &'static str,
    },
    /// A PDF that cannot be opened.
    #[error(
        "saw {seen}, wanted a whole PDF that needs no password; write it anew, or take its text out first"
    )]
    Pdf {
        /// What stands in the way.
        seen: String,
    },
    /// A PDF in which nothing is text.
    #[error("saw a PDF without text, wanted text in it; have an OCR engine read its pages first")]
    NoText,
    /// A packed file cannot be unpacked.
    #[error("saw {seen}, wanted a whole {format} file; {advice}")]
    Packed {
        /// `gzip` or `zip`.
        format: &'static str,
        /// What stands in the way.
        seen: String,
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
    /// The format; `None` to detect it.
    pub format: Option<Format>,
}

/// Reads a document.
///
/// `name` is what the input is called in the output. Input without a single
/// letter, or without a single byte, is a valid reading without lines.
///
/// # Errors
/// When the bytes are not text, or not text in the encoding of the options;
/// when they are not what the format of the options wants; when nothing of a
/// file that breaks off was whole.
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Reading, Error> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(Error::TooLarge { bytes: bytes.len(), limit: u32::MAX });
    }
    let mut reading = match container::unpack(bytes, options)? {
        Some(unpacked) => unpacked,
        None => plain(bytes, options)?,
    };
    name.clone_into(&mut reading.source.name);
    reading.source.sha256 = digest(bytes);
    Ok(reading)
}

/// Reads a document that is not packed.
fn plain(bytes: &[u8], options: &Options) -> Result<Reading, Error> {
    let is_pdf = options.format.map_or_else(|| pdf::is_pdf(bytes), |format| format == Format::Pdf);
    if is_pdf {
        let parsed = pdf::read(bytes)?;
        let gathered = printed::gather(&parsed.pages);
        let source = Source {
            format: Format::Pdf.name().to_owned(),
            encoding: "pdf".to_owned(),
            characters: characters(&gathered.text),
            geometry: Some(gathered.geometry),
            ..Source::default()
        };
        let (pages, discarded, notices) = (gathered.pages, gathered.discarded, parsed.notices);
        return Ok(Reading { source, pages, discarded, notices });
    }
    let declared = options.encoding.clone().or_else(|| sniff::declared_encoding(bytes));
    let decoded = decode::decode(bytes, declared.as_deref())?;
    let format = match options.format {
        Some(format) => format.expect(&decoded.text)?,
        None => Format::detect(&decoded.text)?,
    };
    let source = |characters| Source {
        format: format.name().to_owned(),
        encoding: decoded.encoding.clone(),
        characters,
        ..Source::default()
    };
    let parsed = match format {
        Format::Text => {
            let split = text::split(&decoded.text);
            let source = source(characters(&decoded.text));
            let (pages, discarded, notices) = (split.pages, split.discarded, decoded.notices);
            return Ok(Reading { source, pages, discarded, notices });
        }
        Format::Hocr => hocr::read(&decoded.text)?,
        Format::Alto => alto::read(&decoded.text)?,
        Format::Page => page_xml::read(&decoded.text)?,
        Format::Abbyy => abbyy::read(&decoded.text)?,
        Format::Folia => folia::read(&decoded.text)?,
        // A PDF was dealt with before anything was decoded.
        Format::Tsv | Format::Pdf => tsv::read(&decoded.text)?,
    };
    let gathered = printed::gather(&parsed.pages);
    if parsed.broken && gathered.geometry.words.is_empty() {
        let line = xml::line_of(&decoded.text, decoded.text.len());
        let (seen, wanted) = ("the end of the file before the first word".to_owned(), "a whole file");
        return Err(Error::Markup { format: format.title(), line, seen, wanted });
    }
    // Positions in the notices of decoding are positions in the markup.
    let mut notices: Vec<Notice> =
        decoded.notices.iter().map(|notice| Notice { span: None, ..notice.clone() }).collect();
    notices.extend(parsed.notices);
    let source = Source { geometry: Some(gathered.geometry), ..source(characters(&gathered.text)) };
    Ok(Reading { source, pages: gathered.pages, discarded: gathered.discarded, notices })
}

fn characters(text: &str) -> Vec<char> {
    // Of the length that it has in the end: a long text would take half as much again while it grows.
    let mut characters = Vec::with_capacity(text.chars().count());
    characters.extend(text.chars());
    characters
}

/// The SHA-256 of bytes in lower-case hexadecimal, as it stands in [`Source::sha256`].
pub fn digest(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = |byte: u8| [byte >> 4, byte & 15].map(|digit| char::from(DIGITS[usize::from(digit)]));
    Sha256::digest(bytes).into_iter().flat_map(digits).collect()
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
