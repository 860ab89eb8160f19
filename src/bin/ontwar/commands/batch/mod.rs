//! `ontwar batch`: whole folders, in one go, with nothing lost.
//!
//! The library spreads the work and hands results on in order
//! ([`ontwar::batch`]); here are the walk, the outputs, what to skip, and the
//! figures. Every output is whole or not there, so a run that was killed loses
//! the pages it had in hand and nothing else.

mod folder;
mod gate;
mod lines;
mod made;
mod progress;
mod report;
mod worklist;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, bail};
use ontwar::Cleaner;
use ontwar::write::{assemble, write_json};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::Outcome;
use crate::args::{Batch, BatchFormat, Limits};
use crate::deadline::Watchdog;
use crate::settings;
use crate::show::Show;
use folder::Folder;
use gate::Gate;
use lines::{Earlier, Lines};
use made::{Made, Today};
use progress::Progress;
use report::{End, Report};
use worklist::{Found, Item, Worklist};

/// How many bytes of documents may be in memory at once; what becomes of a
/// byte on its way takes many times its room.
const IN_HAND: u64 = 2 << 20;

pub(crate) fn run(arguments: &Batch, show: Show) -> anyhow::Result<Outcome> {
    let cleaner = settings::cleaner(&arguments.work)?;
    let jobs = arguments
        .jobs
        .map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
    let interrupted = interrupts()?;
    // A panic is a failure of one page, told as such.
    std::panic::set_hook(Box::new(|_| {}));

    let output = &arguments.output;
    let unusable = || format!("cannot write to {}", output.display());
    let mut lines = None;
    let mut folder = None;
    match arguments.format {
        BatchFormat::Json if output.as_os_str() == "-" => bail!("--output - needs --format jsonl"),
        BatchFormat::Json => folder = Some(Folder::new(output, arguments.sync).with_context(unusable)?),
        BatchFormat::Jsonl => {
            lines = Some(Lines::new(output, arguments.resume, arguments.sync).with_context(unusable)?);
        }
    }
    let mut earlier = Earlier::open(output, arguments.resume && lines.is_some(), arguments.limits.max_bytes);
    let leave = folder.is_some().then_some(output.as_path());
    let list = Worklist::new(&arguments.inputs, &arguments.include, leave)?;
    let mut report = Report::new(arguments.report.as_deref()).context("cannot write the report")?;
    let mut progress = Progress::new(arguments.progress);

    let inputs = list.walk().map(|found| match found {
        Found::Item(item) => {
            let line = earlier.line(&item.below);
            Ok((item, line))
        }
        Found::Unreadable(error) => Err(error),
    });
    let inputs = inputs.take_while(|_| !interrupted.load(Ordering::Relaxed));
    let worker = Worker {
        today: Today::new(&cleaner),
        cleaner: &cleaner,
        watchdog: Watchdog::new(arguments.limits),
        limits: arguments.limits,
        gate: Gate::new(IN_HAND),
        folder: folder.as_ref(),
        resume: arguments.resume,
    };
    let over = AtomicBool::new(false);
    let flow = std::thread::scope(|scope| {
        if let Some(bar) = progress.bar() {
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
            |input, result| {
                let keep = || -> anyhow::Result<()> {
                    let (path, done) = match input {
                        Ok((item, _)) => {
                            (item.path, result.map_err(anyhow::Error::from).and_then(|done| done))
                        }
                        Err(error) => (place(&error), Err(error.into())),
                    };
                    match done {
                        Ok(done) => {
                            if let (Some(lines), Some(json)) = (&mut lines, &done.json) {
                                lines.write(json).with_context(unusable)?;
                            }
                            match done.figures {
                                Some((words, kinds)) => report.summary.add(words, &kinds),
                                None => report.summary.skipped += 1,
                            }
                        }
                        Err(error) => {
                            progress.failure(&path, &error, show);
                            let stop = is_full(&error);
                            report
                                .failure(&path, &format!("{error:#}"))
                                .context("cannot write the report")?;
                            if stop {
                                bail!("no output can be written any more");
                            }
                        }
                    }
                    Ok(())
                };
                let kept = keep();
                progress.step(&report, show);
                kept.map_or_else(ControlFlow::Break, ControlFlow::Continue)
            },
        );
        over.store(true, Ordering::Relaxed);
        flow
    });
    progress.finish();

    let end = match &flow {
        ControlFlow::Break(_) => End::Stopped,
        ControlFlow::Continue(()) if interrupted.load(Ordering::Relaxed) => End::Interrupted,
        ControlFlow::Continue(()) => End::Complete,
    };
    let mut failed = report.summary.failed > 0;
    if report.summary.seen() == 0 && end == End::Complete {
        show.hint("no page was found; see --include for names that are not taken by themselves");
    }
    show.hint(report.line());
    report.finish(jobs, end).context("cannot write the report")?;
    let go_on = "all that is done is kept; run the same command with --resume to go on";
    match (flow, end) {
        (ControlFlow::Break(error), _) if crate::output::is_broken_pipe(&error) => return Err(error),
        (ControlFlow::Break(error), _) => {
            show.error(&error);
            show.hint(format_args!("stopped: {go_on}"));
            failed = true;
        }
        (_, End::Interrupted) => {
            show.hint(format_args!("interrupted: {go_on}"));
            return Ok(Outcome::Interrupted);
        }
        _ => {
            if let Some(lines) = lines {
                lines.finish().with_context(unusable)?;
            }
        }
    }
    Ok(if failed { Outcome::SomeFailed } else { Outcome::Done })
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
    for _ in list.walk() {
        if over.load(Ordering::Relaxed) {
            return;
        }
        found += 1;
    }
    progress::with_length(bar, found);
}

fn place(error: &ignore::Error) -> std::path::PathBuf {
    match error {
        ignore::Error::WithPath { path, .. } => path.clone(),
        ignore::Error::Loop { child, .. } => child.clone(),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
        _ => std::path::PathBuf::from("-"),
    }
}

/// Whether writing failed in a way that will not be better for the next page.
fn is_full(error: &anyhow::Error) -> bool {
    use io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    kinds.map(io::Error::kind).any(|kind| matches!(kind, StorageFull | QuotaExceeded | ReadOnlyFilesystem))
}

/// What became of one input.
#[derive(Default)]
struct Done {
    /// Its words and its corrections by kind; `None` if it was done already.
    figures: Option<(usize, BTreeMap<&'static str, usize>)>,
    /// The document, where all go into one file.
    json: Option<String>,
}

/// What the threads share.
struct Worker<'a> {
    cleaner: &'a Cleaner,
    today: Today,
    watchdog: &'static Watchdog,
    limits: Limits,
    gate: Gate,
    folder: Option<&'a Folder>,
    resume: bool,
}

impl Worker<'_> {
    fn work(&self, item: &Item, line: Option<String>) -> anyhow::Result<Done> {
        let mut file = File::open(&item.path)?;
        let found = file.metadata()?;
        if !found.is_file() {
            bail!("is no regular file");
        }
        let most = self.limits.max_bytes;
        if found.len() > most {
            bail!("{} bytes, where at most {most} are allowed; see --max-bytes", found.len());
        }
        self.gate.pass(found.len(), || {
            let mut bytes = Vec::with_capacity(found.len() as usize);
            // It may have grown since it was measured.
            file.by_ref().take(most).read_to_end(&mut bytes)?;
            self.done(item, line, &bytes)
        })
    }

    fn done(&self, item: &Item, line: Option<String>, bytes: &[u8]) -> anyhow::Result<Done> {
        let is_done = |json: &[u8]| Made::of(json).is_some_and(|made| made.is_of(bytes, &self.today));
        if let Some(folder) = self.folder.filter(|_| self.resume)
            && folder.earlier(&item.below).is_some_and(|json| is_done(&json))
        {
            return Ok(Done::default());
        }
        if let Some(line) = line.filter(|line| is_done(line.as_bytes())) {
            return Ok(Done { figures: None, json: Some(line) });
        }
        let name = item.below.to_string_lossy();
        let document = match self.watchdog.watch(|budget| self.cleaner.clean_within(&name, bytes, budget)) {
            Err(ontwar::Error::Stopped) => bail!("not done after {} s; see --timeout", self.limits.timeout),
            cleaned => cleaned?,
        };
        let wire = assemble(&document);
        let mut json = Vec::with_capacity(document.source.characters.len() * 4);
        write_json(&wire, false, &mut json)?;
        let figures = Some((wire.statistics.words, wire.statistics.corrections.clone()));
        let Some(folder) = self.folder else {
            // JSON is UTF-8.
            return Ok(Done { figures, json: Some(String::from_utf8(json)?) });
        };
        json.push(b'\n');
        let place = folder.place(&item.below);
        folder.write(&item.below, &json).with_context(|| format!("cannot write {}", place.display()))?;
        Ok(Done { figures, json: None })
    }
}
