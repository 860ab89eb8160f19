use compact_str::CompactString;

use super::{Discarded, Notice, Source, Span};

/// What a reader makes of an input.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The decoded source.
    pub source: Source,
    /// Its pages, in order.
    pub pages: Vec<Page>,
    /// Characters that belong to no token: control characters between words.
    pub discarded: Vec<Discarded>,
    /// What the reader had to say.
    pub notices: Vec<Notice>,
}

/// A page as read: lines from top to bottom.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The lines that hold a token.
    pub lines: Vec<Line>,
}

impl Page {
    /// How many tokens hardly a printed page has: one of a newspaper has some ten thousand. A
    /// longer one is a text without page ends, and is taken in parts where it has a blank line.
    pub const MANY: usize = 20_000;
    /// The same, and it is taken in parts wherever a line ends.
    pub const MOST: usize = 30_000;
}

/// A line as read, from left to right.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// Its tokens; never empty.
    pub tokens: Vec<Token>,
    /// How many blank lines stand between it and the line before.
    pub blank_before: u32,
}

/// A run of characters without white space.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// The text, normalised: composed (NFC), ligatures and long s resolved,
    /// control and zero-width characters gone. Never empty, never white space.
    pub text: CompactString,
    /// Where it stands in the source; normalisation may have changed its length.
    pub span: Span,
    /// The width of the white space before it on its line, in blanks (a tab
    /// counts up to the next multiple of eight); the indent for a first token.
    pub space_before: u32,
}
