//! Bytes to [`Reading`]: decode, split into pages, lines and tokens, normalise.

use crate::model::{Line, Page, Reading, Source, Span, Token};

/// Why bytes could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not text in the encoding.
    #[error("byte {at}: not valid {encoding}")]
    Encoding {
        /// The encoding that was tried.
        encoding: String,
        /// The first offending byte.
        at: usize,
    },
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The encoding, by its WHATWG label; `None` to detect it.
    pub encoding: Option<String>,
}

/// Reads plain text.
pub fn read(name: &str, bytes: &[u8], _options: &Options) -> Result<Reading, Error> {
    let text = std::str::from_utf8(bytes)
        .map_err(|e| Error::Encoding { encoding: "utf-8".to_owned(), at: e.valid_up_to() })?;
    let source = Source {
        name: name.to_owned(),
        format: "text".to_owned(),
        encoding: "utf-8".to_owned(),
        sha256: String::new(),
        characters: text.chars().collect(),
    };
    let mut page = Page::default();
    let mut blank_before = 0;
    let mut at = 0u32;
    for raw in text.split('\n') {
        let mut line = Line { tokens: Vec::new(), blank_before };
        let mut word = String::new();
        let mut spaces = 0;
        for c in raw.chars().chain([' ']) {
            if c.is_whitespace() {
                if !word.is_empty() {
                    let length = word.chars().count() as u32;
                    line.tokens.push(Token {
                        text: std::mem::take(&mut word),
                        span: Span::new(at - length, at),
                        space_before: spaces,
                    });
                    spaces = 0;
                }
                spaces += 1;
            } else {
                word.push(c);
            }
            at += 1;
        }
        if line.tokens.is_empty() {
            blank_before += 1;
        } else {
            blank_before = 0;
            page.lines.push(line);
        }
    }
    Ok(Reading { source, pages: vec![page], discarded: Vec::new(), notices: Vec::new() })
}
