//! `ontwar` (Dutch: *disentangle*) takes the text an OCR engine read from a
//! scanned page, untangles its columns, repairs its words, finds its sections
//! and gives back a document in which every change can be traced and undone.
//!
//! ```text
//! bytes → read → Page → layout → streams → repair → structure → Document → write → bytes
//!                           ↑                 ↑           ↑
//!                           └──── language (a pack) ──────┘
//! ```

pub mod batch;
pub mod decisions;
pub mod error;
pub mod evaluate;
pub mod language;
pub mod layout;
pub mod model;
pub mod pipeline;
pub mod read;
pub mod repair;
pub mod review;
pub mod structure;
pub mod write;

pub use error::Error;
pub use pipeline::{Cleaner, Options};

/// The example of the README runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
