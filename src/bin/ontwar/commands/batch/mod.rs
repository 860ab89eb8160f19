//! `ontwar batch`: whole folders, in one go, with nothing lost.
//!
//! The library spreads the work and hands results on in order
//! ([`ontwar::batch`]); here are the walk, the outputs, what to skip, and the
//! figures. Every output is whole or not there, so a run that was killed loses
//! the pages it had in hand and nothing else.

mod folder;
mod lines;
mod names;
mod progress;
mod report;
mod sink;
pub(crate) mod skipped;
mod worker;
pub(crate) mod worklist;

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, bail};
use ontwar::batch::{MemoryLimit, Today};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::Outcome;
use crate::args::{Batch, BatchFormat};
use crate::deadline::Watchdog;
use crate::settings;
use crate::show::Show;
use folder::Folder;
use lines::{Earlier, Lines};
use progress::Progress;
use report::{End, Report};
use sink::Sink;
use skipped::Skipped;
use worker::{Done, Worker};
use worklist::{Found, Worklist};

/// How many bytes of documents may be in memory at once; what becomes of a
/// byte on its way takes many times its room.
const IN_HAND: u64 = 2 << 20;

pub(crate) fn run(arguments: &Batch, show: Show) -> anyhow::Result<Outcome> {
    let cleaner = settings::cleaner(&arguments.work)?;
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = arguments.jobs.map_or_else(cores, usize::from);
    let interrupted = interrupts()?;
    // A panic is a failure of one page, told as such.
    std::panic::set_hook(Box::new(|_| {}));

    let output = &arguments.output;
    let (folder, lines) =
        outputs(arguments).with_context(|| format!("cannot write to {}", output.display()))?;
    let mut earlier = Earlier::open(output, arguments.resume && lines.is_some(), arguments.limits.max_bytes);
    let leave = folder.is_some().then_some(output.as_path());
    let list = Worklist::new(&arguments.inputs, &arguments.include, leave)?;
    let report = Report::new(arguments.report.as_deref()).context("cannot write the report")?;
    let passed = Arc::<Skipped>::default();
    let mut keeper = Sink {
        lines,
        report,
        progress: Progress::new(arguments.progress),
        passed: Arc::clone(&passed),
        show,
    };
    let worker = Worker {
        today: Today::new(&cleaner),
        cleaner: &cleaner,
        work: &arguments.work,
        watchdog: Watchdog::new(arguments.limits),
        limits: arguments.limits,
        gate: MemoryLimit::new(IN_HAND),
        folder: folder.as_ref(),
        resume: arguments.resume,
    };

    let inputs = list.walk(&passed).map(|found| match found {
        Found::Item(item) => {
            let line = earlier.line(&item.below);
            Ok((item, line))
        }
        Found::Unreadable(error) => Err(error),
    });
    let inputs = inputs.take_while(|_| !interrupted.load(Ordering::Relaxed));
    let over = AtomicBool::new(false);
    let flow = std::thread::scope(|scope| {
        if let Some(bar) = keeper.progress.bar() {
            let (list, over) = (&list, &over);
            scope.spawn(move || count(list, over, &bar));
        }
        let flow = ontwar::batch::run(
            ontwar::batch::Options::with_jobs(jobs),
            inputs,
            |input| match input {
                Ok((item, line)) => worker.work(item, line.take()),
                Err(_) => Ok(Done::default()),
            },
            |input, result| match keeper.keep(input, result) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => ControlFlow::Break(error),
            },
        );
        over.store(true, Ordering::Relaxed);
        flow
    });
    keeper.progress.finish();
    let end = match flow {
        ControlFlow::Break(error) => End::Stopped(error),
        ControlFlow::Continue(()) if interrupted.load(Ordering::Relaxed) => End::Interrupted,
        ControlFlow::Continue(()) => End::Complete,
    };
    close(keeper, end, jobs, &list)
}

/// Where outputs go: a folder, or one file of lines.
fn outputs(arguments: &Batch) -> anyhow::Result<(Option<Folder>, Option<Lines>)> {
    let output = &arguments.output;
    Ok(match arguments.format {
        BatchFormat::Json if output.as_os_str() == "-" => bail!("standard output needs --format jsonl"),
        BatchFormat::Json => (Some(Folder::new(output, arguments.sync)?), None),
        BatchFormat::Jsonl => (None, Some(Lines::new(output, arguments.resume, arguments.sync)?)),
    })
}

/// Says how it went, and finishes what is finished only when all inputs were seen.
fn close(keeper: Sink, end: End, jobs: usize, list: &Worklist) -> anyhow::Result<Outcome> {
    let Sink { lines, report, passed, show, .. } = keeper;
    let (failed, seen) = (report.summary.failed > 0, report.summary.seen());
    let (line, counts) = (report.line(), passed.take());
    report.finish(jobs, &end, &counts).context("cannot write the report")?;
    if seen == 0 && matches!(end, End::Complete) {
        if let Some(lines) = lines {
            lines.discard();
        }
        let over = counts.over().map_or(String::new(), |over| format!(", passed over {over}"));
        bail!("no page was found: looked for {}{over}; --include GLOB takes others", list.wanted());
    }
    show.hint(line);
    if let Some(over) = counts.over().filter(|_| !list.chooses()) {
        show.hint(format_args!("passed over {over}; --include takes names that are not taken by themselves"));
    }
    if let Some(same) = counts.same() {
        show.hint(same);
    }
    let go_on = "all that is done is kept; run the same command with --resume to go on";
    match end {
        End::Stopped(error) if crate::output::is_broken_pipe(&error) => Err(error),
        End::Stopped(error) => {
            show.error(&error);
            show.hint(format_args!("stopped: {go_on}"));
            Ok(Outcome::SomeFailed)
        }
        End::Interrupted => {
            show.hint(format_args!("interrupted: {go_on}"));
            Ok(Outcome::Interrupted)
        }
        End::Complete => {
            lines.map_or(Ok(()), Lines::finish).context("cannot write the output")?;
            Ok(if failed { Outcome::SomeFailed } else { Outcome::Done })
        }
    }
}

/// The first signal is heeded between pages, the second at once.
fn interrupts() -> anyhow::Result<Arc<AtomicBool>> {
    let interrupted = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        let listen = || {
            flag::register_conditional_shutdown(signal, 130, Arc::clone(&interrupted))?;
            flag::register(signal, Arc::clone(&interrupted))
        };
        listen().context("cannot listen for Ctrl-C")?;
    }
    Ok(interrupted)
}

/// Counts the inputs for the bar while the work goes on.
fn count(list: &Worklist, over: &AtomicBool, bar: &indicatif::ProgressBar) {
    let mut found = 0;
    for _ in list.walk(&Arc::default()) {
        if over.load(Ordering::Relaxed) {
            return;
        }
        found += 1;
    }
    progress::with_length(bar, found);
}
