//! The figures of a run, for machines and for a person.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use ontwar::batch::Summary;
use serde::Serialize;

use super::skipped::Counts;
use crate::output::AtomicFile;

/// Adds up what a run did, and writes failures down as they come: there may
/// be more of them than memory should hold.
pub(super) struct Report {
    file: Option<AtomicFile>,
    failures: u64,
    started: Instant,
    pub(super) summary: Summary,
}

#[derive(Serialize)]
struct Failure<'a> {
    path: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Figures<'a> {
    documents: u64,
    skipped: u64,
    failed: u64,
    words: u64,
    corrections: &'a BTreeMap<Cow<'static, str>, u64>,
    seconds: f64,
    words_per_second: f64,
    jobs: usize,
    interrupted: bool,
    complete: bool,
    #[serde(flatten)]
    counts: &'a Counts,
}

/// How a run ended.
#[derive(Debug)]
pub(super) enum End {
    /// Every input was seen.
    Complete,
    /// A person broke it off.
    Interrupted,
    /// It had to stop, and why.
    Stopped(anyhow::Error),
}

impl Report {
    pub(super) fn new(path: Option<&Path>) -> io::Result<Self> {
        let mut file = path.map(AtomicFile::create).transpose()?;
        if let Some(file) = &mut file {
            file.write_all(b"{\"failures\":[")?;
        }
        Ok(Self { file, failures: 0, started: Instant::now(), summary: Summary::default() })
    }

    /// One input that failed, and why.
    pub(super) fn failure(&mut self, path: &Path, reason: &str) -> io::Result<()> {
        self.summary.failed += 1;
        self.failures += 1;
        if let Some(file) = &mut self.file {
            file.write_all(if self.failures > 1 { b",\n" } else { b"\n" })?;
            serde_json::to_writer(&mut *file, &Failure { path: &path.to_string_lossy(), reason })?;
        }
        Ok(())
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    pub(super) fn words_per_second(&self) -> f64 {
        self.summary.words as f64 / self.elapsed().as_secs_f64().max(1e-3)
    }

    /// Writes the figures and lets the report be seen.
    pub(super) fn finish(self, jobs: usize, end: &End, counts: &Counts) -> io::Result<()> {
        let rate = self.words_per_second().round();
        let seconds = (self.elapsed().as_secs_f64() * 1000.0).round() / 1000.0;
        let Some(mut file) = self.file else { return Ok(()) };
        let figures = Figures {
            documents: self.summary.documents,
            skipped: self.summary.skipped,
            failed: self.summary.failed,
            words: self.summary.words,
            corrections: &self.summary.corrections,
            seconds,
            words_per_second: rate,
            jobs,
            interrupted: matches!(end, End::Interrupted),
            complete: matches!(end, End::Complete),
            counts,
        };
        let json = serde_json::to_string(&figures)?;
        file.write_all(b"],\n")?;
        file.write_all(json.trim_start_matches('{').as_bytes())?;
        file.write_all(b"\n")?;
        file.commit()
    }

    /// `2000 pages, 894000 words in 12.3 s (72683 words a second); 31000 corrections: 20000 split, …; 3 failed`
    pub(super) fn line(&self) -> String {
        use std::fmt::Write as _;
        let summary = &self.summary;
        let mut line = format!(
            "{} pages, {} words in {:.1} s ({:.0} words a second)",
            summary.documents,
            summary.words,
            self.elapsed().as_secs_f64(),
            self.words_per_second()
        );
        let mut kinds: Vec<_> = summary.corrections.iter().collect();
        kinds.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let all: u64 = kinds.iter().map(|(_, count)| **count).sum();
        let kinds: Vec<String> = kinds.into_iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        // Writing to a string cannot fail.
        let _ = match kinds.len() {
            0 => write!(line, "; no corrections"),
            _ => write!(line, "; {all} corrections: {}", kinds.join(", ")),
        };
        if summary.skipped > 0 {
            let _ = write!(line, "; {} were done already", summary.skipped);
        }
        if summary.failed > 0 {
            let _ = write!(line, "; {} failed", summary.failed);
        }
        line
    }
}
