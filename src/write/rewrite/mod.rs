//! The input back with the repaired words in their places: ALTO, hOCR, PAGE.
//!
//! The original is copied byte for byte but for the elements whose words were
//! repaired and for the note of the step; nothing is read into a tree and
//! written anew. Each format keeps the original word in its own way. Halves of
//! a word at a line end stay what they are: two elements on two lines.

// Tags are put together from pieces; writing into the string instead would hide their shape.
#![allow(clippy::format_push_string)]

mod alto;
mod edits;
mod hocr;
mod markup;
mod page;

pub use alto::alto;
pub use hocr::hocr;
pub use page::page;

/// Why a document cannot be written back into its source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RewriteError {
    /// It came from something else.
    #[error(
        "the input is {seen}, and only {wanted} can be written back as {wanted}; choose another --format"
    )]
    Format {
        /// What it was read as.
        seen: String,
        /// What it would have to be.
        wanted: &'static str,
    },
    /// The original is not wholly text in its encoding.
    #[error(
        "the input is not wholly {encoding}, so that it cannot be written back; convert it to UTF-8 first"
    )]
    Encoding {
        /// Its encoding.
        encoding: String,
    },
}
