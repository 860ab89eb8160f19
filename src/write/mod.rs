//! [`Document`](crate::model::Document) to bytes, one file per format.
//!
//! [`assemble`] lays a document out as plain wire data ([`Wire`]): the text of
//! every field, where each stretch of it came from, and every change as a
//! correction that can be undone. The formats write that data; [`revert`]
//! reads it back from JSON and restores the decoded source, to the character.
//!
//! ```
//! use ontwar::{Cleaner, Language, Options, write};
//!
//! let cleaner = Cleaner::new(Language::builtin("nl")?, Options::default());
//! let document = cleaner.clean("-", b"Het is voor dejaren 2022-2026.")?;
//! assert_eq!(write::to_markdown(&document), "Het is voor de jaren 2022-2026.\n");
//! assert_eq!(write::revert(&write::to_json(&document, false))?, "Het is voor dejaren 2022-2026.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod anew;
mod assemble;
mod columns;
mod cover;
mod field;
mod json;
mod markdown;
mod marked;
mod revert;
mod rewrite;
mod schema;
mod text;
mod undone;
mod wire;

pub use anew::{alto_anew, hocr_anew, page_anew};
pub use assemble::assemble;
pub(crate) use assemble::count_words;
pub use columns::to_columns;
pub(crate) use field::change_kind;
pub use json::{to_json, write_json};
pub use markdown::{markdown, to_markdown};
pub use marked::{Block, MarkedRole, Run, marked};
pub use revert::{RevertError, revert};
pub use rewrite::{LineOrder, MadeFile, RewriteError, alto, hocr, is_rewritten, mets, page, restore};
pub use schema::SCHEMA;
pub use text::{text, to_text};
pub(crate) use undone::{blanks, by_field, places, text_of, undone};
pub use wire::{
    Alternative, Blank, Correction, Date, Discarded, FieldSpans, Notice, Paragraph, PlacedBox,
    SCHEMA_VERSION, Section, Source, Statistics, Stretch, Tool, Wire,
};
