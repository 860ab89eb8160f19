//! The work on one input: read, skip or clean, write.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;

use anyhow::{Context as _, bail};
use ontwar::Cleaner;
use ontwar::batch::{MemoryLimit, Provenance, Today};
use ontwar::model::Budget;
use ontwar::write::{assemble, write_json};

use super::folder::Folder;
use super::worklist::Item;
use crate::args::{Limits, Work};
use crate::deadline::Watchdog;
use crate::tesseract;

/// As much of a file as tells what it is.
const START: u64 = 16;

/// What became of one input.
#[derive(Default)]
pub(super) struct Done {
    /// Its words and its corrections by kind; `None` if it was done already.
    pub(super) figures: Option<(usize, BTreeMap<Cow<'static, str>, usize>)>,
    /// The document, where all go into one file.
    pub(super) json: Option<String>,
}

/// What the threads share.
pub(super) struct Worker<'a> {
    pub(super) cleaner: &'a Cleaner,
    pub(super) work: &'a Work,
    pub(super) today: Today,
    pub(super) watchdog: &'static Watchdog,
    pub(super) limits: Limits,
    pub(super) gate: MemoryLimit,
    pub(super) folder: Option<&'a Folder>,
    pub(super) resume: bool,
}

impl Worker<'_> {
    pub(super) fn work(&self, item: &Item, line: Option<String>) -> anyhow::Result<Done> {
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
            self.done(item, line, &bytes)
        })
    }

    fn done(&self, item: &Item, line: Option<String>, bytes: &[u8]) -> anyhow::Result<Done> {
        let is_done = |json: &[u8]| Provenance::of(json).is_some_and(|made| made.is_of(bytes, &self.today));
        if let Some(folder) = self.folder.filter(|_| self.resume)
            && folder.earlier(&item.below).is_some_and(|json| is_done(&json))
        {
            return Ok(Done::default());
        }
        if let Some(line) = line.filter(|line| is_done(line.as_bytes())) {
            return Ok(Done { figures: None, json: Some(line) });
        }
        let name = item.below.to_string_lossy();
        let work = |budget: &Budget| tesseract::clean(self.cleaner, &name, bytes, self.work, budget);
        let document = match self.watchdog.watch(work) {
            Err(error) if matches!(error.downcast_ref(), Some(ontwar::Error::Stopped)) => {
                bail!("not done after {} s; see --timeout", self.limits.timeout)
            }
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
