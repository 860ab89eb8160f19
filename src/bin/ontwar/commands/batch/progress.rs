//! How far a run is: a bar for a person, lines for a log, nothing in a pipe.

use std::io::IsTerminal as _;
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::report::Report;
use crate::args::Progress as Choice;
use crate::show::{Show, one_line};

/// How often a log gets a line.
const PAUSE: Duration = Duration::from_secs(5);

pub(super) enum Progress {
    Bar(ProgressBar),
    Plain(Instant),
    Nothing,
}

impl Progress {
    pub(super) fn new(choice: Choice) -> Self {
        match choice {
            Choice::Auto if std::io::stderr().is_terminal() => {
                let bar = ProgressBar::new_spinner();
                bar.enable_steady_tick(Duration::from_millis(200));
                Self::Bar(bar)
            }
            Choice::Plain => Self::Plain(Instant::now()),
            Choice::Auto | Choice::None => Self::Nothing,
        }
    }

    /// The bar, for whoever counts the inputs meanwhile.
    pub(super) fn bar(&self) -> Option<ProgressBar> {
        if let Self::Bar(bar) = self { Some(bar.clone()) } else { None }
    }

    /// Another input is done.
    pub(super) fn step(&mut self, report: &Report, show: Show) {
        let summary = &report.summary;
        match self {
            Self::Bar(bar) => {
                bar.set_position(summary.seen());
                bar.set_message(format!("{:.0} words a second", report.words_per_second()));
            }
            Self::Plain(last) if last.elapsed() >= PAUSE => {
                *last = Instant::now();
                let (seen, failed, rate) = (summary.seen(), summary.failed, report.words_per_second());
                show.hint(format_args!("{seen} pages, {failed} failed, {rate:.0} words a second"));
            }
            Self::Plain(_) | Self::Nothing => {}
        }
    }

    /// An input failed. A name may hold anything, so it is shown with escapes.
    pub(super) fn failure(&self, path: &Path, error: &anyhow::Error, show: Show) {
        let name = one_line(path.display());
        match self {
            Self::Bar(bar) => bar.suspend(|| show.failure(name, error)),
            Self::Plain(_) | Self::Nothing => show.failure(name, error),
        }
    }

    pub(super) fn finish(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

/// The bar once the number of inputs is known.
pub(super) fn with_length(bar: &ProgressBar, length: u64) {
    bar.set_length(length);
    // A mistake in the template would leave the spinner, which is no harm.
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos} of {len} pages, {msg}, {eta} left") {
        bar.set_style(style);
    }
}
