//! The figures of a run, for machines and for a person.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use ontwar::batch::Summary;
use serde::Serialize;

use super::rows::{Row, Table};
use super::worker::PageFigures;
use super::worst::Worst;
use crate::inputs::Counts;
use crate::output::AtomicFile;

/// So many failures stand in a list of their own; every one stands among the pages.
const LISTED: usize = 10_000;

/// Adds up what a run did, and writes a row for each page down as it comes:
/// there may be more of them than memory should hold.
pub(super) struct Report {
    file: Option<File>,
    rows: u64,
    failures: Vec<Failure>,
    started: Instant,
    pub(super) worst: Worst,
    pub(super) summary: Summary,
}

enum File {
    Json(AtomicFile),
    Table(AtomicFile, Table),
}

#[derive(Serialize)]
struct Failure {
    path: String,
    reason: String,
}

#[derive(Serialize)]
struct Figures<'a> {
    failures: &'a [Failure],
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
        let file = match path {
            None => None,
            Some(path) => {
                let mut file = AtomicFile::create(path)?;
                let table = Table::named(path);
                let head = table.map_or_else(|| "{\"pages\":[".to_owned(), Table::head);
                file.write_all(head.as_bytes())?;
                Some(if let Some(table) = table { File::Table(file, table) } else { File::Json(file) })
            }
        };
        Ok(Self {
            file,
            rows: 0,
            failures: Vec::new(),
            started: Instant::now(),
            worst: Worst::default(),
            summary: Summary::default(),
        })
    }

    /// One input that was cleaned.
    pub(super) fn page(&mut self, path: &Path, figures: &PageFigures) -> io::Result<()> {
        self.summary.add(figures.words, &figures.corrections);
        self.worst.page(path, figures);
        self.row(&Row::page(&path.to_string_lossy(), figures))
    }

    /// One input that failed, and why.
    pub(super) fn failure(&mut self, path: &Path, reason: &str) -> io::Result<()> {
        self.summary.failed += 1;
        let path = path.to_string_lossy();
        self.row(&Row::failure(&path, reason))?;
        if self.file.is_some() && self.failures.len() < LISTED {
            self.failures.push(Failure { path: path.into_owned(), reason: reason.to_owned() });
        }
        Ok(())
    }

    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.rows += 1;
        match &mut self.file {
            None => Ok(()),
            Some(File::Table(file, table)) => file.write_all(table.line(row).as_bytes()),
            Some(File::Json(file)) => {
                file.write_all(if self.rows > 1 { b",\n" } else { b"\n" })?;
                Ok(serde_json::to_writer(file, row)?)
            }
        }
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
        let mut file = match self.file {
            None => return Ok(()),
            Some(File::Table(file, _)) => return file.commit(),
            Some(File::Json(file)) => file,
        };
        let figures = Figures {
            failures: &self.failures,
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
