//! How the language packs of `ontwar` lie in bytes, and the compiler that
//! makes them from their sources.
//!
//! A pack is one file that is used where it lies: [`bytes`] says how,
//! [`automaton`] how its words do. [`sources`] reads the text files that a
//! person edits. With the feature `compile`, [`compile`](mod@compile) makes the
//! one from the other and [`folder`] does so for a folder of sources; build
//! scripts of pack crates call [`build::run`]. [`forest`] does the same for the
//! forests of decision trees that `models/` of the main crate holds.
//!
//! Part of `ontwar`; what is public here is so for its crates, and changes with them.
// What each name is for stands where it is used.
#![allow(missing_docs)]

pub mod automaton;
#[cfg(feature = "compile")]
pub mod build;
pub mod bytes;
#[cfg(feature = "compile")]
pub mod compile;
mod error;
#[cfg(feature = "compile")]
pub mod folder;
#[cfg(feature = "compile")]
pub mod forest;
pub mod letters;
pub mod profile;
pub mod ranks;
pub mod records;
#[cfg(feature = "compile")]
pub mod share_alike;
pub mod sources;

pub use error::PackError;
