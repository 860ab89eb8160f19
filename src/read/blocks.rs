//! Pages, blocks and lines as they are met in a file of markup, put in the
//! order that the file itself gives where it does.

use std::collections::BTreeMap;

use super::printed::{RawLine, RawPage, RawWord};
use crate::model::{Area, EngineReading, Notice, Role, Surface};

/// Alternatives of a word that are kept.
const MOST_READINGS: usize = 8;

/// What a reader of markup gives.
pub(super) struct Read {
    pub(super) pages: Vec<RawPage>,
    pub(super) notices: Vec<Notice>,
    /// Whether the file broke off before its end.
    pub(super) broken: bool,
}

/// Pages in the making.
#[derive(Default)]
pub(super) struct Blocks {
    pages: Vec<RawPage>,
    /// The name of each block, if it has one.
    names: Vec<Option<String>>,
    /// The role of the block that is being read.
    role: Role,
    /// The blocks that the file puts in order, and their places.
    order: BTreeMap<String, usize>,
}

impl Blocks {
    /// A page begins.
    pub(super) fn page(&mut self, surface: Surface) {
        self.pages.push(RawPage { surface, lines: Vec::new() });
        self.names.push(None);
    }

    /// A block begins.
    pub(super) fn block(&mut self, name: Option<&str>, role: Role) {
        self.names.push(name.map(str::to_owned));
        self.role = role;
    }

    /// The file says that the block of this name comes next in reading order.
    pub(super) fn in_order(&mut self, name: &str) {
        let place = self.order.len();
        self.order.entry(name.to_owned()).or_insert(place);
    }

    /// A line begins.
    pub(super) fn line(&mut self, area: Option<Area>) {
        if self.pages.is_empty() {
            self.page(Surface::default());
        }
        let block = self.names.len().saturating_sub(1) as u32;
        let line = RawLine { area, block, role: self.role, words: Vec::new() };
        if let Some(page) = self.pages.last_mut() {
            page.lines.push(line);
        }
    }

    /// The line that is being read; one is made if there is none.
    fn current(&mut self) -> Option<&mut RawLine> {
        if self.pages.last().is_none_or(|page| page.lines.is_empty()) {
            self.line(None);
        }
        self.pages.last_mut()?.lines.last_mut()
    }

    /// A word is read.
    pub(super) fn word(&mut self, word: RawWord) {
        if let Some(line) = self.current() {
            line.words.push(word);
        }
    }

    /// A hyphen at the end of a line that is an element of its own: it belongs
    /// to the word before it, unless that has it already.
    pub(super) fn hyphen(&mut self, mark: &str, area: Option<Area>) {
        let Some(word) = self.current().and_then(|line| line.words.last_mut()) else { return };
        let mark = if mark.is_empty() { "-" } else { mark };
        if word.text.ends_with(['-', '\u{ad}', '¬', '\u{2010}', '⸗', '=']) {
            return;
        }
        word.text.push_str(mark);
        if !word.characters.is_empty() {
            word.characters.extend(mark.chars().map(|_| 1.0));
        }
        for reading in &mut word.readings {
            reading.text.push_str(mark);
        }
        if let (Some(own), Some(more)) = (word.area, area) {
            word.area = Some(own.to(more));
        }
    }

    /// The pages, with their blocks in the order that the file gives.
    pub(super) fn pages(self) -> Vec<RawPage> {
        let Self { mut pages, names, order, .. } = self;
        if order.len() < 2 {
            return pages;
        }
        let rank = |line: &RawLine| {
            let name = names.get(line.block as usize).and_then(Option::as_ref);
            name.and_then(|name| order.get(name)).copied().unwrap_or(usize::MAX)
        };
        for page in &mut pages {
            // A block that the file forgot stays behind the one that it follows.
            let mut last = 0;
            let mut ranked: Vec<_> = std::mem::take(&mut page.lines)
                .into_iter()
                .map(|line| {
                    match rank(&line) {
                        usize::MAX => {}
                        rank => last = rank,
                    }
                    (last, line)
                })
                .collect();
            ranked.sort_by_key(|(rank, _)| *rank);
            page.lines = ranked.into_iter().map(|(_, line)| line).collect();
            page.surface.in_order = true;
        }
        pages
    }
}

/// What the words would be with another reading of one of their characters.
pub(super) fn by_glyph(glyphs: &[Vec<EngineReading>]) -> Vec<EngineReading> {
    let first = |glyph: &Vec<EngineReading>| glyph.first().map(|reading| reading.text.clone());
    let Some(plain) = glyphs.iter().map(first).collect::<Option<Vec<String>>>() else { return Vec::new() };
    let mut readings = Vec::new();
    for (at, glyph) in glyphs.iter().enumerate() {
        for other in glyph.iter().skip(1).filter(|other| other.text != plain[at]) {
            let mut letters = plain.clone();
            letters[at].clone_from(&other.text);
            let text = letters.concat();
            readings.push(EngineReading { text, confidence: other.confidence });
        }
    }
    readings.sort_by(|a, b| b.confidence.unwrap_or(0.0).total_cmp(&a.confidence.unwrap_or(0.0)));
    readings.truncate(MOST_READINGS);
    readings
}

/// How sure the engine is of each character; nothing if it does not say of all.
pub(super) fn sureness(glyphs: &[Vec<EngineReading>]) -> Vec<f32> {
    let sure = |glyph: &Vec<EngineReading>| glyph.first().and_then(|reading| reading.confidence);
    glyphs.iter().map(sure).collect::<Option<Vec<f32>>>().unwrap_or_default()
}
