//! One file for each subcommand.

pub(crate) mod apply;
pub(crate) mod batch;
pub(crate) mod clean;
pub(crate) mod completions;
pub(crate) mod decisions;
pub(crate) mod dict;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod man;
pub(crate) mod revert;
pub(crate) mod review;
pub(crate) mod schema;
pub(crate) mod show;
pub(crate) mod stream;

/// How a run ended that could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was done.
    Done,
    /// Some document failed; the others were done.
    SomeFailed,
    /// Someone pressed Ctrl-C; what was in hand was finished.
    Interrupted,
}
