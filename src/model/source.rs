use super::{Geometry, Span};

/// The decoded source of a document: what every [`Span`] points into.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// What the input was called: a file name, or `-` for standard input.
    pub name: String,
    /// The format it was read as, such as `text`.
    pub format: String,
    /// The character encoding it was decoded from, such as `utf-8`.
    pub encoding: String,
    /// SHA-256 of the bytes as they came, in lower-case hexadecimal.
    pub sha256: String,
    /// The decoded text, a code point a place, without a byte-order mark.
    pub characters: Vec<char>,
    /// Where its words stand on the page, if the format says.
    pub geometry: Option<Geometry>,
}

impl Source {
    /// The characters of a stretch.
    ///
    /// # Panics
    /// When the span does not lie inside the source; readers make only spans that do.
    pub fn slice(&self, span: Span) -> &[char] {
        &self.characters[span.start as usize..span.end as usize]
    }
}
