//! What stops one document. Everything softer is a [`Notice`](crate::model::Notice)
//! in the output.

use crate::{language, read};

/// Why a document could not be cleaned, or a cleaner could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes could not be read as a page.
    #[error(transparent)]
    Read(#[from] read::Error),
    /// A language pack or dictionary folder could not be used.
    #[error(transparent)]
    Pack(#[from] language::PackError),
    /// The document has more pages than its budget allows.
    #[error("{pages} pages, where at most {most} are allowed; split the file or allow more")]
    TooManyPages {
        /// How many it has.
        pages: usize,
        /// How many it may have.
        most: usize,
    },
    /// Its budget was spent: whoever gave it raised the stop.
    #[error("stopped before it was done")]
    Stopped,
}
