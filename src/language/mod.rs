//! A language pack in memory: which words there are, how likely a run of them
//! is, and how a scanner garbles them. Layout and repair ask the same model.
//!
//! All probabilities are natural logarithms. A [`WordId`] names a word of the
//! lexicon by its lower-case form; four more ids stand for what is not a word
//! but is context: [`Language::START`], `COMMA`, `NUMBER` and `UNKNOWN`.

pub mod learn;

/// A word of the lexicon, or one of the marks that are context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub u32);

/// Why a pack could not be used: where, what was seen, what was wanted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// There is no built-in pack for this language.
    #[error("there is no language pack for {0:?}; built in: nl")]
    NoSuchLanguage(String),
}

/// A language pack, ready for use. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Language {}

impl Language {
    /// The start of a sentence: after `. ! ? ; :`, and at the start of a text.
    pub const START: WordId = WordId(0);
    /// A comma.
    pub const COMMA: WordId = WordId(1);
    /// Anything that starts with a digit.
    pub const NUMBER: WordId = WordId(2);
    /// A word that the lexicon lacks.
    pub const UNKNOWN: WordId = WordId(3);

    /// The built-in pack of a language, by its BCP 47 tag.
    pub fn builtin(tag: &str) -> Result<Self, PackError> {
        if tag == "nl" { Ok(Self {}) } else { Err(PackError::NoSuchLanguage(tag.to_owned())) }
    }

    /// The BCP 47 tag of the pack.
    #[expect(clippy::unused_self)]
    pub fn tag(&self) -> &str {
        "nl"
    }
}
