//! `ontwar batch`: whole folders, in one go, with nothing lost.
//!
//! The library spreads the work and hands results on in order
//! ([`ontwar::batch`]); here are the walk, the outputs, what to skip, and the
//! figures. Every output is whole or not there, so a run that was killed loses
//! the pages it had in hand and nothing else.

mod changes;
mod folder;
mod index;
mod journal;
mod lines;
mod list;
mod mets;
mod progress;
mod report;
mod rows;
mod sink;
mod together;
mod worker;
mod worst;

use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, bail};
use ontwar::batch::{MemoryLimit, Today};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::Outcome;
use crate::args::{Batch, BatchFormat};
use crate::deadline::Watchdog;
use crate::inputs::{Found, Skipped, Worklist};
use crate::output::Output;
use crate::review_pages::INDEX;
use crate::settings;
use crate::show::Show;
use changes::Changes;
use folder::Folder;
use index::Index;
use journal::Journal;
use lines::{Earlier, Lines};
use progress::Progress;
use report::{End, Report};
use sink::Sink;
use together::Together;
use worker::{Done, Worker};

/// How many bytes of documents may be in memory at once; what becomes of a
/// byte on its way takes many times its room.
const IN_HAND: u64 = 2 << 20;

pub(crate) fn run(arguments: &Batch, show: Show) -> anyhow::Result<Outcome> {
    let cleaner = together::telling(settings::cleaner(&arguments.work)?, arguments.together);
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = arguments.jobs.map_or_else(cores, usize::from);
    let interrupted = interrupts()?;
    // A panic is a failure of one page, told as such.
    std::panic::set_hook(Box::new(|_| {}));

    let Outputs { folder, formats, lines, one_file, journal } = match &arguments.output {
        Some(output) => Outputs::new(arguments, output)
            .with_context(|| format!("cannot write to {}", output.display()))?,
        None if arguments.shows_changes() => Outputs::default(),
        None => return list::run(arguments, show),
    };
    let resume = arguments.resume && lines.is_some();
    let mut earlier = Earlier::open(&one_file, resume, arguments.limits.max_bytes);
    let leave = arguments.output.as_deref().filter(|_| folder.is_some());
    let list = Worklist::new(&arguments.inputs, &arguments.include, leave)?;
    let report = Report::new(arguments.report.as_deref()).context("cannot write the report")?;
    let passed = Arc::<Skipped>::default();
    let mut keeper = Sink {
        lines,
        report,
        progress: Progress::new(arguments.progress),
        passed: Arc::clone(&passed),
        show,
        index: Index::default(),
        changes: Changes::default(),
    };
    let worker = Worker {
        today: Today::new(&cleaner, &arguments.how()),
        cleaner: &cleaner,
        work: &arguments.work,
        watchdog: Watchdog::new(arguments.limits),
        limits: arguments.limits,
        gate: MemoryLimit::new(IN_HAND),
        folder: folder.as_ref(),
        formats,
        diff: arguments.shows_changes().then_some(show),
        lines: keeper.lines.is_some(),
        journal: journal.as_ref(),
        order: arguments.order(),
        resume: arguments.resume,
    };

    let mut together = arguments.together.then(|| Together::new(&cleaner, &list, arguments.limits.max_bytes));
    let inputs = list.walk(&passed).map(|found| match found {
        Found::Item(item) => {
            let line = earlier.line(&item.below);
            let volume = together.as_mut().map(|together| together.cleaner(&item));
            Ok((item, line, volume))
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
                Ok((item, line, volume)) => worker.work(item, line.take(), volume.as_deref()),
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
    let Sink { index, changes, .. } = &mut keeper;
    if arguments.shows_changes() {
        let mut output = Output::new(None)?;
        output
            .write_all(std::mem::take(changes).drawn(show).as_bytes())
            .context("cannot write the changes")?;
        output.finish()?;
    }
    if let (Some(folder), Some(output)) = (&folder, &arguments.output) {
        mets::write(&list, folder, &worker.formats)?;
        let left_out = std::mem::take(index).write(folder).context("cannot write the index")?;
        if left_out.is_some_and(|pages| pages > 0) {
            show.hint(format_args!(
                "the index has the pages that need eyes most; {} are not in it",
                left_out.unwrap_or(0)
            ));
        }
        if left_out.is_some() {
            show.hint(format_args!("open {}", output.join(INDEX).display()));
        }
    }
    close(keeper, end, jobs, &list)
}

/// Where outputs go: a folder of files, one file of lines, or both; or nowhere.
#[derive(Default)]
struct Outputs {
    folder: Option<Folder>,
    formats: Vec<(BatchFormat, &'static str)>,
    lines: Option<Lines>,
    /// The file of the lines.
    one_file: PathBuf,
    journal: Option<Journal>,
}

impl Outputs {
    fn new(arguments: &Batch, output: &Path) -> anyhow::Result<Self> {
        let mut formats: Vec<(BatchFormat, &'static str)> = Vec::new();
        for (format, end) in arguments.formats().iter().filter_map(|format| Some((*format, format.end()?))) {
            if !formats.contains(&(format, end)) {
                formats.push((format, end));
            }
        }
        let with_lines = arguments.formats().contains(&BatchFormat::Jsonl);
        if output.as_os_str() == "-" && !formats.is_empty() {
            bail!("standard output needs --format jsonl, and no other");
        }
        let folder = if formats.is_empty() { None } else { Some(Folder::new(output, arguments.sync)?) };
        // Beside files the lines have a name of their own among them.
        let one_file = if folder.is_some() { output.join("documents.jsonl") } else { output.to_owned() };
        let lines =
            if with_lines { Some(Lines::new(&one_file, arguments.resume, arguments.sync)?) } else { None };
        // A document says itself how it was made.
        let tells = formats.iter().any(|(format, _)| *format == BatchFormat::Json) || with_lines;
        let journal = if tells { None } else { Some(Journal::open(output, arguments.resume)?) };
        Ok(Self { folder, formats, lines, one_file, journal })
    }
}

/// Says how it went, and finishes what is finished only when all inputs were seen.
fn close(keeper: Sink, end: End, jobs: usize, list: &Worklist) -> anyhow::Result<Outcome> {
    let Sink { lines, report, passed, show, .. } = keeper;
    let worst = report.worst.lines(report.summary.documents);
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
    for line in worst {
        show.hint(line);
    }
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
