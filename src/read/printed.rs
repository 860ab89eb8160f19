//! Words with their places to a [`Reading`](crate::model::Reading): what the
//! readers of hOCR, ALTO, PAGE, TSV and PDF share.
//!
//! The decoded source of such a file is the text of its words in the order of
//! the file: a blank between two words, a line feed between two lines, an
//! empty line between two blocks, a form feed between two pages. Its markup
//! is no text and no position points into it.

use super::text;
use crate::model::{Area, Discarded, EngineReading, Geometry, Page, Role, Surface, Word};

/// A word as a file has it.
#[derive(Debug, Clone, Default)]
pub(super) struct RawWord {
    /// Its text; may hold white space, where an engine kept words together.
    pub(super) text: String,
    pub(super) area: Option<Area>,
    pub(super) size: Option<f32>,
    pub(super) bold: bool,
    pub(super) confidence: Option<f32>,
    /// One for each character of the text, or none.
    pub(super) characters: Vec<f32>,
    pub(super) readings: Vec<EngineReading>,
    /// The element of the file that holds it.
    pub(super) element: u32,
}

/// A line as a file has it.
#[derive(Debug, Clone, Default)]
pub(super) struct RawLine {
    pub(super) area: Option<Area>,
    pub(super) block: u32,
    /// Its place in the order that the file spells out.
    pub(super) rank: u32,
    pub(super) role: Role,
    pub(super) words: Vec<RawWord>,
}

/// A page as a file has it.
#[derive(Debug, Clone, Default)]
pub(super) struct RawPage {
    pub(super) surface: Surface,
    pub(super) lines: Vec<RawLine>,
}

/// What the words of a file come to.
pub(super) struct GatheredWords {
    /// The decoded source.
    pub(super) text: String,
    pub(super) pages: Vec<Page>,
    pub(super) discarded: Vec<Discarded>,
    pub(super) geometry: Geometry,
}

/// Where a word of the file stands in the text: in characters.
struct WordRange<'a> {
    start: u32,
    end: u32,
    page: u32,
    line: u32,
    of: &'a RawLine,
    word: &'a RawWord,
    area: Option<Area>,
}

/// Makes text of the words, tokens of the text, and finds the place of each token.
pub(super) fn gather(raw: &[RawPage]) -> GatheredWords {
    let mut text = String::new();
    let mut stretches = Vec::new();
    let (mut at, mut number) = (0, 0);
    for (page, raw_page) in raw.iter().enumerate() {
        if page > 0 {
            text.push('\u{c}');
            at += 1;
        }
        let mut block = None;
        for line in raw_page.lines.iter().filter(|line| line.words.iter().any(shows)) {
            for _ in 0..block.map_or(0, |before| if before == line.block { 1 } else { 2 }) {
                text.push('\n');
                at += 1;
            }
            block = Some(line.block);
            let areas = areas(line);
            for (word, area) in line.words.iter().zip(areas).filter(|(word, _)| shows(word)) {
                if !text.is_empty() && !text.ends_with(['\n', '\u{c}']) {
                    text.push(' ');
                    at += 1;
                }
                let start = at;
                for c in word.text.trim().chars() {
                    text.push(if c.is_whitespace() { ' ' } else { c });
                    at += 1;
                }
                stretches.push(WordRange {
                    start,
                    end: at,
                    page: page as u32,
                    line: number,
                    of: line,
                    word,
                    area,
                });
            }
            number += 1;
        }
    }
    let split = text::split(&text);
    let words = place(&split.pages, &stretches);
    let surfaces = raw.iter().map(|page| page.surface).collect();
    let mut pages = split.pages;
    pages.resize(raw.len(), Page::default());
    GatheredWords { text, pages, discarded: split.discarded, geometry: Geometry { pages: surfaces, words } }
}

fn shows(word: &RawWord) -> bool {
    word.text.contains(|c: char| !c.is_whitespace())
}

/// The areas of the words of a line; what the file does not give is taken
/// from the line's own area, letters being about equally wide.
fn areas(line: &RawLine) -> Vec<Option<Area>> {
    let given: Vec<_> = line.words.iter().map(|word| word.area).collect();
    let Some(whole) = line.area.filter(|_| given.iter().all(Option::is_none)) else { return given };
    let length = |word: &RawWord| word.text.trim().chars().count() as f32;
    let total: f32 = line.words.iter().map(|word| length(word) + 1.0).sum::<f32>() - 1.0;
    let mut from = 0.0;
    line.words
        .iter()
        .map(|word| {
            let to = from + length(word);
            let part = whole.part(from / total.max(1.0), (to / total.max(1.0)).min(1.0));
            from = to + 1.0;
            Some(part).filter(|part| part.width() > 0.0)
        })
        .collect()
}

/// Finds for each token the word that it was made of.
fn place(pages: &[Page], stretches: &[WordRange<'_>]) -> Vec<Word> {
    let mut words = Vec::with_capacity(stretches.len());
    let mut from = 0;
    for token in pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.tokens) {
        while stretches.get(from).is_some_and(|stretch| stretch.end <= token.span.start) {
            from += 1;
        }
        let Some(stretch) = stretches.get(from) else { break };
        let whole = stretch.start == token.span.start && stretch.end == token.span.end;
        let raw = stretch.word;
        let length = (stretch.end - stretch.start).max(1) as f32;
        let share = |at: u32| (at.saturating_sub(stretch.start) as f32 / length).min(1.0);
        words.push(Word {
            span: token.span,
            page: stretch.page,
            line: stretch.line,
            block: stretch.of.block,
            rank: stretch.of.rank,
            element: raw.element,
            area: stretch.area.map(|area| {
                if whole { area } else { area.part(share(token.span.start), share(token.span.end)) }
            }),
            size: raw.size,
            bold: raw.bold,
            confidence: raw.confidence,
            characters: if whole && raw.characters.len() == token.text.chars().count() {
                raw.characters.clone()
            } else {
                Vec::new()
            },
            readings: if whole { raw.readings.clone() } else { Vec::new() },
            role: stretch.of.role,
        });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, area: Option<Area>) -> RawWord {
        RawWord { text: text.to_owned(), area, ..RawWord::default() }
    }

    #[test]
    fn words_become_text_with_lines_blocks_and_pages() {
        let line = |block, texts: &[&str]| RawLine {
            block,
            words: texts.iter().map(|text| word(text, None)).collect(),
            ..RawLine::default()
        };
        let page = |lines| RawPage { lines, ..RawPage::default() };
        let gathered = gather(&[
            page(vec![line(0, &["een", " ", "twee"]), line(0, &["drie"]), line(1, &["vier"])]),
            page(vec![line(2, &["vijf"])]),
        ]);
        assert_eq!(gathered.text, "een twee\ndrie\n\nvier\u{c}vijf");
        let lines: Vec<_> = gathered.geometry.words.iter().map(|word| (word.page, word.line)).collect();
        assert_eq!(lines, [(0, 0), (0, 0), (0, 1), (0, 2), (1, 3)]);
    }

    #[test]
    fn words_without_areas_share_that_of_their_line() {
        let area = Area::new(0.0, 0.0, 80.0, 10.0);
        let line = RawLine { area, words: vec![word("drie", None), word("vie", None)], ..RawLine::default() };
        let gathered = gather(&[RawPage { lines: vec![line], ..RawPage::default() }]);
        let areas: Vec<_> = gathered.geometry.words.iter().map(|word| word.area.unwrap()).collect();
        assert!((areas[0].right - 40.0).abs() < 0.01 && (areas[1].left - 50.0).abs() < 0.01, "{areas:?}");
    }

    #[test]
    fn words_that_an_engine_kept_together_come_apart() {
        let area = Area::new(0.0, 0.0, 70.0, 10.0);
        let line = RawLine { words: vec![word("een twe", area)], ..RawLine::default() };
        let gathered = gather(&[RawPage { lines: vec![line], ..RawPage::default() }]);
        assert_eq!(gathered.geometry.words.len(), 2);
        assert!((gathered.geometry.words[1].area.unwrap().left - 40.0).abs() < 0.01);
    }
}
