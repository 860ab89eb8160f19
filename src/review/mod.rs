//! Documents as pages for a person to look at: HTML that opens from disk.
//!
//! In goes the [`Wire`](crate::write::Wire) data of a document with its source text and, where there
//! is one, its scan; out comes one self-contained file of HTML, in which every
//! change can be walked through, accepted, rejected or edited, and an index over
//! many such. Style and script are those under `assets`, written into each file and
//! named by their hashes in its content security policy, so that nothing else
//! runs there, whatever stands in a document. Nothing here opens a file.
//!
//! ```
//! use ontwar::{Cleaner, Language, Options, review, write};
//!
//! let cleaner = Cleaner::new(Language::builtin("nl")?, Options::default());
//! let document = cleaner.clean("page.txt", b"Het is voor dejaren 2022-2026.")?;
//! let row = review::IndexRow::new("page.html", &write::assemble(&document));
//! assert!(review::index(vec![row]).contains("page.txt"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod html;
mod index;
mod page;
mod zones;

pub use index::{DOUBTFUL, IndexRow, index, row_of};
pub use page::{ReviewPage, Scan, Weighed, Why};
