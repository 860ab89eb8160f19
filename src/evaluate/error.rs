//! What can be wrong with a document that is to be judged.

/// Why a document could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TextError {
    /// The text is no JSON of the expected shape.
    #[error(
        "not a document: {0}; expected an object with \"sections\", each with \"text\" or \"paragraphs\""
    )]
    Json(#[from] serde_json::Error),
    /// The text is no XML of a page.
    #[error("line {line}: not a page in XML: {reason}; expected ALTO or PAGE")]
    Xml {
        /// The line, from 1.
        line: usize,
        /// What was seen.
        reason: String,
    },
}
