//! The work on one input: read, skip or clean, write.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, bail};
use ontwar::Cleaner;
use ontwar::batch::{MemoryLimit, Provenance, Today};
use ontwar::model::Budget;
use ontwar::review::{IndexRow, row_of};
use ontwar::write::{LineOrder, Wire, assemble};

use super::folder::Folder;
use super::journal::Journal;
use crate::args::{BatchFormat, Limits, Work};
use crate::deadline::Watchdog;
use crate::inputs::Item;
use crate::marked::{self, ShownChange};
use crate::review_pages::{self, INDEX, Page};
use crate::show::Show;
use crate::tesseract::{self, Cleaned};
use crate::written::written;

/// As much of a file as tells what it is.
const START: u64 = 16;

/// What became of one input.
#[derive(Default)]
pub(super) struct Done {
    /// Its figures; `None` if it was done already.
    pub(super) figures: Option<PageFigures>,
    /// The document, where all go into one file.
    pub(super) json: Option<String>,
    /// What the index of pages says of it.
    pub(super) row: Option<IndexRow>,
    /// Its changes, where these are shown.
    pub(super) changes: Vec<ShownChange>,
}

/// What there is to tell of a page that was cleaned.
pub(super) struct PageFigures {
    pub(super) words: usize,
    /// Its corrections by kind.
    pub(super) corrections: BTreeMap<Cow<'static, str>, usize>,
    /// The mean confidence of its text, each paragraph as long as it is; `None` without text.
    pub(super) confidence: Option<f64>,
    /// That of its least sure paragraph.
    pub(super) least: Option<f64>,
    /// The codes of its notices, each once.
    pub(super) notices: Vec<String>,
    pub(super) seconds: f64,
}

impl PageFigures {
    fn new(wire: &Wire<'_>, seconds: f64) -> Self {
        let paragraphs = wire.sections.iter().flat_map(|section| &section.paragraphs);
        let (mut sum, mut length, mut least) = (0.0, 0.0, None::<f64>);
        for paragraph in paragraphs {
            let (own, sure) = (paragraph.text.chars().count() as f64, f64::from(paragraph.confidence));
            (sum, length) = (sum + own * sure, length + own);
            least = Some(least.map_or(sure, |least| least.min(sure)));
        }
        let mut notices: Vec<String> = wire.notices.iter().map(|notice| notice.code.to_string()).collect();
        notices.sort_unstable();
        notices.dedup();
        let corrections = wire.statistics.corrections.iter().filter(|(_, many)| **many > 0);
        Self {
            words: wire.statistics.words,
            corrections: corrections.map(|(kind, many)| (kind.clone(), *many)).collect(),
            confidence: (length > 0.0).then(|| sum / length),
            least,
            notices,
            seconds,
        }
    }
}

/// What the threads share.
pub(super) struct Worker<'a> {
    pub(super) cleaner: &'a Cleaner,
    pub(super) work: &'a Work,
    pub(super) today: Today,
    pub(super) watchdog: &'static Watchdog,
    pub(super) limits: Limits,
    pub(super) gate: MemoryLimit,
    /// Where files go, a file for each input and format.
    pub(super) folder: Option<&'a Folder>,
    /// What to write there, with the ends of the names.
    pub(super) formats: Vec<(BatchFormat, &'static str)>,
    /// Whether changes are shown, and how.
    pub(super) diff: Option<Show>,
    /// Whether documents go into one file, a line each.
    pub(super) lines: bool,
    /// What was done, where the outputs do not tell it.
    pub(super) journal: Option<&'a Journal>,
    pub(super) order: LineOrder,
    pub(super) resume: bool,
}

impl Worker<'_> {
    /// Works on an input, with what its volume is known to be like, if it is one of a volume.
    pub(super) fn work(
        &self,
        item: &Item,
        line: Option<String>,
        volume: Option<&Cleaner>,
    ) -> anyhow::Result<Done> {
        let mut file = File::open(&item.path)?;
        let found = file.metadata()?;
        if !found.is_file() {
            bail!("is no regular file");
        }
        let most = self.limits.max_bytes;
        if found.len() > most {
            bail!("{} bytes, where at most {most} are allowed; see --max-bytes", found.len());
        }
        let mut start = Vec::new();
        file.by_ref().take(START).read_to_end(&mut start)?;
        // An image is only handed on: what is made of it is small.
        let weight = if tesseract::is_image(&start) { found.len() / 8 } else { found.len() };
        self.gate.pass(weight, || {
            let mut bytes = start;
            bytes.reserve(found.len() as usize);
            // It may have grown since it was measured.
            file.by_ref().take(most.saturating_sub(bytes.len() as u64)).read_to_end(&mut bytes)?;
            self.done(item, line, &bytes, volume.unwrap_or(self.cleaner))
        })
    }

    fn done(
        &self,
        item: &Item,
        line: Option<String>,
        bytes: &[u8],
        cleaner: &Cleaner,
    ) -> anyhow::Result<Done> {
        let key = self.journal.map(|_| Journal::key(&item.below, bytes, self.today.line()));
        if self.resume && self.is_done(&item.below, line.as_deref(), bytes, key) {
            // A page that the index cannot tell of is made again.
            let row = self.earlier_row(&item.below);
            if row.is_some() || !self.makes_pages() {
                let json = line.filter(|_| self.lines);
                return Ok(Done { json, row, ..Done::default() });
            }
        }
        let start = Instant::now();
        let name = item.below.to_string_lossy();
        let work = |budget: &Budget| tesseract::clean(cleaner, &name, bytes, self.work.engine(), budget);
        let cleaned = match self.watchdog.watch(work) {
            Err(error) if matches!(error.downcast_ref(), Some(ontwar::Error::Stopped)) => {
                bail!("not done after {} s; see --timeout", self.limits.timeout)
            }
            cleaned => cleaned?,
        };
        let wire = assemble(&cleaned.document);
        let mut row = None;
        let mut text = |format: BatchFormat| match format.of_document() {
            Some(format) => written(&cleaned, &wire, bytes, format, self.order),
            None => self.page(item, bytes, &cleaned, &wire).map(|(html, own)| {
                row = Some(own);
                html
            }),
        };
        let mut failed = None;
        for &(format, end) in &self.formats {
            let Some(folder) = self.folder else { break };
            let place = folder.place(&item.below, end);
            // A format that this input cannot have does not keep it from the others.
            let text = match text(format) {
                Ok(text) => text,
                Err(error) => {
                    failed.get_or_insert(error);
                    continue;
                }
            };
            let wrote = folder.write(&item.below, end, text.as_bytes());
            wrote.with_context(|| format!("cannot write {}", place.display()))?;
        }
        if let Some(error) = failed {
            return Err(error);
        }
        if let (Some(journal), Some(key)) = (self.journal, key) {
            journal.add(key).context("cannot note what is done")?;
        }
        let json = if self.lines {
            let mut json = text(BatchFormat::Json)?;
            json.truncate(json.trim_end().len());
            Some(json)
        } else {
            None
        };
        let changes = self.diff.map_or_else(Vec::new, |show| marked::listed(&wire, show));
        let figures = PageFigures::new(&wire, start.elapsed().as_secs_f64());
        Ok(Done { figures: Some(figures), json, row, changes })
    }

    /// Whether there are pages of HTML, and so an index.
    fn makes_pages(&self) -> bool {
        self.formats.iter().any(|(format, _)| *format == BatchFormat::Html)
    }

    /// The page of HTML of a document, and its row in the index.
    fn page(
        &self,
        item: &Item,
        bytes: &[u8],
        cleaned: &Cleaned,
        wire: &Wire<'_>,
    ) -> anyhow::Result<(String, IndexRow)> {
        let mut below = item.below.clone().into_os_string();
        below.push(".html");
        let below = PathBuf::from(below);
        if below.to_string_lossy().eq_ignore_ascii_case(INDEX) {
            bail!("its page would take the name of the index; give the file another name");
        }
        let source: String = cleaned.document.source.characters.iter().collect();
        let explained = review_pages::explained(self.cleaner, &wire.source.name, bytes, cleaned);
        let index = "../".repeat(below.components().count() - 1) + INDEX;
        let page = Page {
            wire,
            source: &source,
            explained: &explained,
            scan: tesseract::is_image(bytes).then_some(bytes),
            decisions: &[],
            index: &index,
            previous: None,
            next: None,
        };
        Ok(page.made(&review_pages::link(&below)))
    }

    /// What the page of an earlier run has for the index.
    fn earlier_row(&self, below: &Path) -> Option<IndexRow> {
        let (_, end) = self.formats.iter().find(|(format, _)| *format == BatchFormat::Html)?;
        let page = String::from_utf8(self.folder?.earlier(below, end)?).ok()?;
        row_of(&page)
    }

    /// Whether all outputs of an input stand as they would be made today.
    fn is_done(&self, below: &Path, line: Option<&str>, bytes: &[u8], key: Option<u128>) -> bool {
        let is_of = |json: &[u8]| Provenance::of(json).is_some_and(|made| made.is_of(bytes, &self.today));
        if self.lines && !line.is_some_and(|line| is_of(line.as_bytes())) {
            return false;
        }
        let Some(folder) = self.folder else { return self.lines };
        let stands = |&(format, end): &(BatchFormat, &'static str)| match format {
            BatchFormat::Json => folder.earlier(below, end).is_some_and(|json| is_of(&json)),
            _ => folder.has(below, end),
        };
        let noted = self.journal.is_none_or(|journal| key.is_some_and(|key| journal.has(key)));
        noted && self.formats.iter().all(stands)
    }
}
