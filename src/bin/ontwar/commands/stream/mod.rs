//! `ontwar stream`: JSON Lines in, a document a line out, in order.

mod lines;
mod record;
mod volumes;

use std::io::{self, BufReader, BufWriter};
use std::ops::ControlFlow;

use anyhow::Context as _;
use ontwar::{Cleaner, batch};

use super::Outcome;
use crate::args::Stream;
use crate::deadline::Watchdog;
use crate::settings;
use crate::show::Show;
use lines::{Line, Lines};
use record::{Answer, answer, panicked};
use volumes::Volumes;

/// How many bad lines are told one by one; the others are only counted, so
/// that a log does not outgrow the stream.
const TOLD: u64 = 20;

pub(crate) fn run(arguments: &Stream, show: Show) -> anyhow::Result<Outcome> {
    let mut work = arguments.work.clone();
    // JSON is UTF-8, and so is what stands in it.
    work.encoding = Some("utf-8".to_owned());
    let cleaner = settings::cleaner(&work)?;
    let watchdog = Watchdog::new(arguments.limits);
    // A panic is an error object in the place of its line.
    std::panic::set_hook(Box::new(|_| {}));
    let most = arguments.limits.max_bytes;
    let lines = Lines::new(BufReader::with_capacity(1 << 16, io::stdin()), most);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut told = Told { failed: 0, show };
    if arguments.together {
        for volume in Volumes::new(lines) {
            let cleaner = volumes::together(&cleaner, &volume);
            clean_lines(arguments, &cleaner, watchdog, volume.into_iter(), &mut out, &mut told)?;
        }
    } else {
        clean_lines(arguments, &cleaner, watchdog, lines, &mut out, &mut told)?;
    }
    let failed = told.failed;
    if failed > 0 {
        show.hint(format_args!(
            "{failed} lines could not be cleaned; an error object stands in the place of each"
        ));
        return Ok(Outcome::SomeFailed);
    }
    Ok(Outcome::Done)
}

/// The bad lines so far.
struct Told {
    failed: u64,
    show: Show,
}

/// Cleans lines and writes their answers, in order.
fn clean_lines(
    arguments: &Stream,
    cleaner: &Cleaner,
    watchdog: &'static Watchdog,
    lines: impl Iterator<Item = io::Result<Line>> + Send,
    out: &mut impl io::Write,
    told: &mut Told,
) -> anyhow::Result<()> {
    let most = arguments.limits.max_bytes;
    let flow = batch::run(
        batch::Options::with_jobs(usize::from(arguments.jobs)),
        lines,
        |line| {
            let line = line.as_ref().ok()?;
            let clean = |name: &str, text: &str| {
                watchdog.watch(|budget| cleaner.clean_within(name, text.as_bytes(), budget))
            };
            Some(answer(line.bytes.as_deref(), most, arguments.format, clean))
        },
        |line, answer| {
            let line = match line {
                Ok(line) => line,
                Err(error) => return ControlFlow::Break(anyhow::Error::new(error).context("standard input")),
            };
            // There is an answer to every line that could be read.
            let answered = answer.map(|answer| answer.unwrap_or_else(Answer::nothing));
            let Answer { json, failure } =
                answered.unwrap_or_else(|bug| panicked(line.bytes.as_deref(), &bug.to_string()));
            if let Some(reason) = failure {
                told.failed += 1;
                if told.failed <= TOLD {
                    told.show.failure(format_args!("line {}", line.number), &anyhow::Error::msg(reason));
                }
            }
            // Whoever waits for this line gets it now.
            let written =
                out.write_all(json.as_bytes()).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush());
            match written.context("cannot write to standard output") {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => ControlFlow::Break(error),
            }
        },
    );
    match flow {
        ControlFlow::Break(error) => Err(error),
        ControlFlow::Continue(()) => Ok(()),
    }
}
