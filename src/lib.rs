//! `ontwar` (Dutch: *disentangle*) takes the text an OCR engine read from a
//! scanned page, untangles its columns, repairs its words, finds its sections
//! and gives back a document in which every change can be traced and undone.
//!
//! ```text
//! bytes → read → Page → layout → streams → repair → structure → Document → write → bytes
//!                           ↑                 ↑           ↑
//!                           └──── language (a pack) ──────┘
//! ```
//!
//! A [`Language`] is a pack: built in ([`Language::builtin`]) or from bytes
//! ([`Language::from_pack`]), with words and rules of your own over it
//! ([`Language::with_dictionary`]). A [`Cleaner`] takes bytes of any format and
//! gives a [`Document`]; it is shared between threads by reference.
//!
//! ```
//! use ontwar::{Cleaner, Language, Options, write};
//!
//! let cleaner = Cleaner::new(Language::builtin("nl")?, Options::default());
//! let document = cleaner.clean("page.txt", "Het is voor dejaren 2022-2026.".as_bytes())?;
//! assert_eq!(document.text(), "Het is voor de jaren 2022-2026.\n");
//! let json = write::to_json(&document, false);
//! assert_eq!(write::revert(&json)?, "Het is voor dejaren 2022-2026.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Many documents, in order and with bounded memory: [`batch::run`]. What came
//! in, with its words repaired: [`write::alto`], [`write::hocr`],
//! [`write::page`]. Output against a truth: [`evaluate`]. A deadline for one
//! document: [`model::Budget`] and [`Cleaner::clean_within`].
//!
//! The features: `nl`, `de`, `en` and `fr` carry packs, `cli` the program. A library
//! that wants none says `default-features = false`. `training` shows the stages to the
//! programs that make what they learn from, and holds for nobody else.

// What learners see is public where they are built.
#![cfg_attr(not(feature = "training"), allow(unreachable_pub))]

pub mod batch;
mod context;
pub mod decisions;
mod error;
pub mod evaluate;
pub mod language;
pub mod model;
mod pipeline;
pub mod read;
pub mod review;
pub mod write;

mod layout;
mod repair;
mod structure;

pub use context::Options;
pub use error::Error;
pub use language::Language;
pub use model::Document;
pub use pipeline::Cleaner;
pub use repair::Volume;

/// What the learners of `training/` and the benches see of the stages.
#[cfg(feature = "training")]
#[doc(hidden)]
pub mod training;

/// The example of the README runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
