//! What becomes of results, one after the other, in the order of the inputs.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use ontwar::batch::Panicked;
use ontwar::{Cleaner, Error, read};

use super::changes::Changes;
use super::index::Index;
use super::lines::Lines;
use super::progress::Progress;
use super::report::Report;
use super::worker::Done;
use crate::inputs::{Item, Skipped};
use crate::show::Show;

/// An input on its way: a file with the line that an earlier run made of it and
/// the cleaner of its volume, or a place that cannot be read.
pub(super) type Input = Result<(Item, Option<String>, Option<Arc<Cleaner>>), ignore::Error>;

/// Writes lines down, adds up figures, tells failures.
pub(super) struct Sink {
    pub(super) lines: Option<Lines>,
    pub(super) report: Report,
    pub(super) progress: Progress,
    pub(super) passed: Arc<Skipped>,
    pub(super) show: Show,
    pub(super) index: Index,
    pub(super) changes: Changes,
}

impl Sink {
    /// Keeps one result; an error means that no further one can be kept.
    pub(super) fn keep(
        &mut self,
        input: Input,
        result: Result<anyhow::Result<Done>, Panicked>,
    ) -> anyhow::Result<()> {
        let (path, asked, done) = match input {
            Ok((item, ..)) => {
                (item.path, item.asked, result.map_err(anyhow::Error::from).and_then(|done| done))
            }
            Err(error) => (place(&error), true, Err(error.into())),
        };
        match done {
            Ok(done) => {
                if let (Some(lines), Some(json)) = (&mut self.lines, &done.json) {
                    lines.write(json).context("cannot write the output")?;
                }
                if let Some(row) = done.row {
                    self.index.add(row);
                }
                self.changes.page(&path, done.changes);
                match done.figures {
                    Some(figures) => self.report.page(&path, &figures).context("cannot write the report")?,
                    None => self.report.summary.skipped += 1,
                }
            }
            // Lists of files and web pages stand among pages in many an archive.
            Err(error) if !asked && is_other_markup(&error) => self.passed.over("other markup"),
            Err(error) => {
                self.progress.failure(&path, &error, self.show);
                let reason = format!("{error:#}");
                self.report.failure(&path, &reason).context("cannot write the report")?;
                if is_full(&error) {
                    bail!("no output can be written any more");
                }
            }
        }
        self.progress.step(&self.report, self.show);
        Ok(())
    }
}

fn place(error: &ignore::Error) -> PathBuf {
    match error {
        ignore::Error::WithPath { path, .. } => path.clone(),
        ignore::Error::Loop { child, .. } => child.clone(),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
        _ => PathBuf::from("-"),
    }
}

fn is_other_markup(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(Error::Read(read::Error::UnknownMarkup { .. })))
}

/// Whether writing failed in a way that will not be better for the next page.
fn is_full(error: &anyhow::Error) -> bool {
    use io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    kinds.map(io::Error::kind).any(|kind| matches!(kind, StorageFull | QuotaExceeded | ReadOnlyFilesystem))
}
