//! What can be wrong with a pack or a dictionary folder.

/// Why a pack could not be used: where, what was seen, what was wanted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// There is no built-in pack for this language.
    #[error("there is no language pack for {tag:?}; built in: {builtin}")]
    NoSuchLanguage {
        /// What was asked for.
        tag: String,
        /// What there is.
        builtin: String,
    },
    /// A row of a source file is malformed.
    #[error("{file}:{line}: {reason}")]
    Row {
        /// The file, as it was named.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What was seen and what was wanted.
        reason: String,
    },
    /// A compiled pack is damaged or was made by another version.
    #[error("the compiled pack is not usable: {0}; rebuild the program")]
    Compiled(&'static str),
}
