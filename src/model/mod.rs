//! The vocabulary that the stages share, as plain data.
//!
//! A [`Source`] is read into [`Page`]s of [`Line`]s of [`Token`]s; layout puts
//! the tokens into [`Stream`]s of [`Fragment`]s in reading order; repair turns
//! each token into [`Piece`]s; structure gathers the pieces into the fields of
//! a [`Document`]. A [`Span`] is set once, by the reader, and never edited:
//! each piece of output still says which characters of the source it stands for.
//!
//! ```
//! use ontwar::{Cleaner, Language, Options, model::Kind};
//!
//! let cleaner = Cleaner::new(Language::builtin("nl")?, Options::default());
//! let document = cleaner.clean("-", b"Het is voor dejaren 2022-2026.")?;
//! let pieces = &document.outline.sections[0].paragraphs[0].text.pieces;
//! let change = pieces.iter().find_map(|piece| piece.change.as_ref()).unwrap();
//! assert_eq!(change.kind, Kind::Split);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod address;
mod budget;
mod choice;
mod document;
mod edges;
mod explanation;
mod geometry;
mod ink;
mod page;
mod piece;
mod source;
mod span;
mod stream;
mod year;

pub(crate) use address::{addresses, is_host};
pub use budget::{Budget, Stop};
pub use choice::{OrderSource, Period};
pub use document::{
    Break, Date, Discarded, Document, Notice, Outline, Paragraph, ParagraphKind, Section, Text,
};
pub(crate) use edges::{Beginning, Ending, beginning, closed, ending, is_roman};
pub use explanation::{Explained, ExplainedCandidate, Explanation};
pub use geometry::{Area, EngineReading, Geometry, Role, Surface, Word};
pub use ink::Ink;
pub use page::{Line, Page, Reading, Token};
pub use piece::{Alternative, Change, Kind, Piece};
pub use source::Source;
pub use span::Span;
pub use stream::{Fragment, Stream};
pub(crate) use year::is_year;
