//! Pages, blocks and lines as they are met in a file of markup, put in the
//! order that the file itself gives where it does.

use super::order::{Order, Ranks};
use super::printed::{RawLine, RawPage, RawWord};
use super::xml::Xml;
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

impl Read {
    /// What was made of a file, and what there is to tell about it.
    pub(super) fn of(blocks: Blocks, xml: &Xml<'_>) -> Self {
        Self { pages: blocks.pages(), notices: xml.notices(), broken: xml.is_broken_off() }
    }
}

/// Pages in the making.
#[derive(Default)]
pub(super) struct Blocks {
    pages: Vec<RawPage>,
    /// How many pages and blocks have begun.
    begun: u32,
    /// The role of the block that is being read.
    role: Role,
    /// The order that the file spells out; it stands before the pages.
    pub(super) order: Order,
    ranks: Ranks,
    /// The elements around that can be named in it, the innermost last.
    around: Vec<Option<String>>,
    /// The place in it of each line.
    places: Vec<Vec<Option<u32>>>,
}

impl Blocks {
    /// A page begins.
    pub(super) fn page(&mut self, surface: Surface) {
        self.pages.push(RawPage { surface, lines: Vec::new() });
        self.places.push(Vec::new());
        self.begun += 1;
    }

    /// A block begins.
    pub(super) fn block(&mut self, role: Role) {
        self.begun += 1;
        self.role = role;
    }

    /// An element begins that the order may name: a region, a block, a line.
    pub(super) fn enter(&mut self, name: Option<&str>) {
        // The first of them ends the order; one that is still open is none.
        let order = std::mem::take(&mut self.order);
        if let Some(ranks) = order.ranks_if_any() {
            self.ranks = ranks;
        }
        self.around.push(name.map(str::to_owned));
    }

    /// It ends.
    pub(super) fn leave(&mut self) {
        self.around.pop();
    }

    /// A line begins.
    pub(super) fn line(&mut self, area: Option<Area>) {
        if self.pages.is_empty() {
            self.page(Surface::default());
        }
        let block = self.begun.saturating_sub(1);
        let line = RawLine { area, block, rank: 0, role: self.role, words: Vec::new() };
        let place = self.ranks.of(self.around.iter().rev().flatten().map(String::as_str));
        if let (Some(page), Some(places)) = (self.pages.last_mut(), self.places.last_mut()) {
            page.lines.push(line);
            places.push(place);
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

    /// The pages, with their lines in the order that the file spells out. An
    /// order that leaves out some of a page tells nothing of the page; what
    /// stands at its head and foot may be missing.
    pub(super) fn pages(self) -> Vec<RawPage> {
        let Self { mut pages, places, .. } = self;
        for (page, places) in pages.iter_mut().zip(places) {
            let aside = |line: &RawLine| {
                matches!(line.role, Role::Running | Role::PageNumber) || line.words.is_empty()
            };
            let all = page.lines.iter().zip(&places).all(|(line, place)| place.is_some() || aside(line));
            let mut told = places.iter().flatten();
            let first = told.next();
            if !all || told.all(|place| Some(place) == first) {
                continue;
            }
            // What the order leaves out stays behind the line that it follows.
            let mut last = 0;
            for (line, place) in page.lines.iter_mut().zip(&places) {
                last = place.unwrap_or(last);
                line.rank = last;
            }
            page.lines.sort_by_key(|line| line.rank);
            page.surface.in_order = true;
        }
        pages
    }
}

/// Adds to a word what its characters say. What it says itself of how sure the engine is of each
/// counts more.
pub(super) fn spell(word: &mut RawWord, glyphs: &[Vec<EngineReading>]) {
    word.readings.extend(by_glyph(glyphs));
    if word.characters.is_empty() {
        word.characters = sureness(glyphs);
    }
}

/// What the words would be with another reading of one of their characters.
fn by_glyph(glyphs: &[Vec<EngineReading>]) -> Vec<EngineReading> {
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
fn sureness(glyphs: &[Vec<EngineReading>]) -> Vec<f32> {
    let sure = |glyph: &Vec<EngineReading>| glyph.first().and_then(|reading| reading.confidence);
    glyphs.iter().map(sure).collect::<Option<Vec<f32>>>().unwrap_or_default()
}
