use compact_str::CompactString;

use super::Span;

/// A piece of output text, made from one unbroken stretch of the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// The text as it stands in the output; may hold blanks (`en voor`).
    pub text: CompactString,
    /// The source characters that it stands for. The spans of all pieces and
    /// of all that was discarded never overlap.
    pub span: Span,
    /// Whether it follows the piece before it without a blank.
    pub glued: bool,
    /// How sure we are that this is what the page says, from 0 to 1.
    pub confidence: f32,
    /// What was done; `None` when the text is the source's own (normalised).
    pub change: Option<Box<Change>>,
}

/// Why a piece differs from its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What sort of change it is.
    pub kind: Kind,
    /// What decided: `lexicon`, `confusion`, `context`, `engine`, or a dictionary's file and line.
    pub rule: String,
    /// The next best readings, best first; at most three.
    pub alternatives: Vec<Alternative>,
}

/// A reading that was considered and not taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// The text it would have given.
    pub text: String,
    /// Its share of the belief, from 0 to 1.
    pub confidence: f32,
}

/// The sorts of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One token became several words.
    Split,
    /// Several tokens became one word.
    Join,
    /// A word broken by a hyphen at a line end became whole.
    Dehyphenate,
    /// Letters were misread.
    Character,
    /// Only accents differ.
    Diacritic,
    /// Only case differs.
    Case,
    /// Only punctuation differs.
    Punctuation,
    /// A maintainer's rule.
    Dictionary,
    /// Marks that belong to no word were dropped.
    Noise,
}

impl Kind {
    /// Every sort there is.
    pub const ALL: [Self; 9] = [
        Self::Split,
        Self::Join,
        Self::Dehyphenate,
        Self::Character,
        Self::Diacritic,
        Self::Case,
        Self::Punctuation,
        Self::Dictionary,
        Self::Noise,
    ];

    /// Its name in every format: `split`, `dehyphenate`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Split => "split",
            Self::Join => "join",
            Self::Dehyphenate => "dehyphenate",
            Self::Character => "character",
            Self::Diacritic => "diacritic",
            Self::Case => "case",
            Self::Punctuation => "punctuation",
            Self::Dictionary => "dictionary",
            Self::Noise => "noise",
        }
    }
}
