use super::{Kind, Span};

/// A piece of output text, made from one unbroken stretch of the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// The text as it stands in the output; may hold blanks (`en voor`).
    pub text: String,
    /// The source characters that it stands for. The spans of all pieces and
    /// of all that was discarded never overlap.
    pub span: Span,
    /// Whether it follows the piece before it without a blank.
    pub glued: bool,
    /// How sure we are that this is what the page says, from 0 to 1.
    pub confidence: f32,
    /// What was done; `None` when the text is the source's own (normalised).
    pub change: Option<Change>,
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
