//! Many inputs at once: spread over threads, handed on in input order, and one
//! failure never stops the rest.
//!
//! [`run`] pulls inputs from an iterator as the work goes (the list is never
//! held), works on them on [`Options::jobs`] threads and hands each result to
//! a sink in the order of the inputs, as soon as its turn comes. What it holds
//! at any time is a window of inputs and results, never more than
//! [`Options::window`], so its memory does not grow with the number of inputs;
//! and since the sink sees one order, nothing that it writes depends on the
//! number of threads.
//!
//! [`MemoryLimit`] keeps big documents from being in memory at the same time,
//! and [`Provenance`] tells what an earlier run made and need not be made again.
//!
//! It opens no file and knows no clock: the program walks folders, writes
//! outputs and watches deadlines (see [`Budget`](crate::model::Budget)).
//!
//! ```
//! use std::ops::ControlFlow;
//! use ontwar::{Cleaner, Language, Options, batch};
//!
//! let cleaner = Cleaner::new(Language::builtin("nl")?, Options::default());
//! let mut texts = Vec::new();
//! let ended: ControlFlow<()> = batch::run(
//!     batch::Options::with_jobs(2),
//!     ["Het is voor dejaren 2022-2026.", "Zij wonen indestad."].into_iter(),
//!     |text| cleaner.clean("-", text.as_bytes()),
//!     |_text, result| {
//!         texts.push(result.map(|done| done.map(|document| document.text())));
//!         ControlFlow::Continue(())
//!     },
//! );
//! assert!(ended.is_continue());
//! assert_eq!(texts[0].as_ref().unwrap().as_ref().unwrap(), "Het is voor de jaren 2022-2026.\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod memory_limit;
mod order;
mod provenance;
mod summary;

pub use memory_limit::MemoryLimit;
pub use order::{Options, Panicked, run};
pub use provenance::{Provenance, Today};
pub use summary::Summary;
