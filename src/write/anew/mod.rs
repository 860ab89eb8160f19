//! ALTO, hOCR and PAGE made anew, from any source whose words have places: a
//! page image that an engine read, a table of Tesseract's, a PDF, another of
//! these formats. The words are the repaired ones, each beside what was read;
//! lines and blocks stand in the order in which they are read.

// Tags are put together from pieces; writing into the string instead would hide their shape.
#![allow(clippy::format_push_string)]

mod alto;
mod hocr;
mod page;

pub use alto::alto_anew;
pub use hocr::hocr_anew;
pub use page::page_anew;

use super::RewriteError;
use super::rewrite::edits::{Edit, seen, shares, word_edits};
use super::rewrite::ranks::{LineOrder, places};
use crate::model::{Area, Document, Surface};

/// A page with its blocks, these with their lines.
struct Sheet {
    surface: Surface,
    blocks: Vec<Vec<Vec<Put>>>,
}

/// A word as it is written.
struct Put {
    text: String,
    /// What was read, where that is something else; nothing for what was split off.
    before: Option<String>,
    area: Area,
    /// How sure the engine was of it.
    engine: Option<f32>,
    /// How sure we are of a change.
    repair: f32,
}

/// The pages of a document.
fn sheets(document: &Document, order: LineOrder, wanted: &'static str) -> Result<Vec<Sheet>, RewriteError> {
    let seen_format = || RewriteError::Places { seen: document.source.format.clone(), wanted };
    let geometry = document.source.geometry.as_ref().ok_or_else(seen_format)?;
    let mut edits = word_edits(document);
    let places = places(document);
    let mut turn: Vec<usize> = (0..geometry.words.len()).collect();
    if order == LineOrder::Untangled {
        turn.sort_by_key(|&at| (geometry.words[at].page, places[at]));
    }
    let mut sheets: Vec<Sheet> =
        geometry.pages.iter().map(|&surface| Sheet { surface, blocks: Vec::new() }).collect();
    let mut last = None;
    for at in turn {
        let word = &geometry.words[at];
        // What has no place of its own cannot be drawn anywhere.
        let Some(own) = word.area else { continue };
        let Some(sheet) = sheets.get_mut(word.page as usize) else { continue };
        let (texts, before, area, repair) = match edits.remove(&(at as u32)) {
            Some(Edit::Gone) => continue,
            Some(Edit::Words { words, before, confidence, area }) => {
                (words, Some(before), area.unwrap_or(own), confidence)
            }
            None => (vec![seen(document, word)], None, own, 1.0),
        };
        let here = (word.page, word.block, word.line);
        match last {
            Some((page, block, line)) if (page, block) == (here.0, here.1) => {
                if let Some(lines) = sheet.blocks.last_mut().filter(|_| line != here.2) {
                    lines.push(Vec::new());
                }
            }
            _ => sheet.blocks.push(vec![Vec::new()]),
        }
        last = Some(here);
        let Some(line) = sheet.blocks.last_mut().and_then(|lines| lines.last_mut()) else { continue };
        let parts = shares(&texts, area);
        let mut before = before;
        for (text, area) in texts.into_iter().zip(parts) {
            let more = before.is_some().then(String::new);
            line.push(Put { text, before, area, engine: word.confidence, repair });
            before = more;
        }
    }
    Ok(sheets)
}

/// The area of a line or block; a line holds at least a word.
fn around<'p>(words: impl Iterator<Item = &'p Put>) -> Area {
    words.map(|word| word.area).reduce(Area::to).unwrap_or_default()
}

/// The edges of an area in whole units.
fn edges(area: Area) -> [i64; 4] {
    [area.left, area.top, area.right, area.bottom].map(|edge| edge.round() as i64)
}

/// The size of a page: as the source has it, or as its words need it.
fn size(sheet: &Sheet) -> (i64, i64) {
    let words = around(sheet.blocks.iter().flatten().flatten());
    let (width, height) = (sheet.surface.width.max(words.right), sheet.surface.height.max(words.bottom));
    (width.ceil() as i64, height.ceil() as i64)
}

/// What was done, in one line.
fn settings(document: &Document) -> String {
    format!("pack={} {}", document.pack, document.options)
}

const TOOL: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
