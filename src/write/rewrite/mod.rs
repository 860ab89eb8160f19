//! The input back with the repaired words in their places: ALTO, hOCR, PAGE.
//!
//! The original is copied byte for byte but for the elements whose words were
//! repaired and for the note of the step; nothing is read into a tree and
//! written anew. Each format keeps the original word in its own way. Halves of
//! a word at a line end stay what they are: two elements on two lines. Lines
//! and blocks stand in the order in which they are read (hOCR), or that order
//! is named (ALTO from 4.3 on, PAGE).

// Tags are put together from pieces; writing into the string instead would hide their shape.
#![allow(clippy::format_push_string)]

mod alto;
pub(super) mod edits;
mod hocr;
mod markup;
mod mets;
mod page;
pub(super) mod ranks;
mod regions;
mod script;
mod tree;

pub use alto::alto;
pub use hocr::hocr;
pub(super) use hocr::source_property;
pub use mets::{MadeFile, mets};
pub use page::page;
pub use ranks::LineOrder;
pub use script::{is_rewritten, restore};

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
    /// Its words have no places.
    #[error(
        "the input is {seen}, which does not say where words stand, and {wanted} has to; choose another --format"
    )]
    Places {
        /// What it was read as.
        seen: String,
        /// What was to be written.
        wanted: &'static str,
    },
    /// A PAGE file holds one page.
    #[error(
        "the input has {pages} pages, and a PAGE file holds one; choose alto or hocr, or give the pages one by one"
    )]
    Pages {
        /// How many it has.
        pages: usize,
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
