//! The text of a PDF: born digital, or laid under the image by an OCR engine.
//!
//! Each page's drawing is followed only as far as text needs it: matrices,
//! fonts, strings, and the forms that hold more of them. What is drawn
//! without being text is not seen; a PDF in which nothing is text says so.

mod draw;
mod font;

use lopdf::{Document, Object, ObjectId};

use super::Error;
use super::blocks::{Blocks, Read};
use super::printed::RawWord;
use crate::model::{Ink, Surface};
use draw::{Drawing, Glyph, Matrix};

/// What the drawing of one page may come to when unpacked.
const MOST: usize = 64 << 20;
/// White between two letters that parts words, as a share of their size.
const BLANK: f32 = 0.17;
/// White that parts two lines that stand beside each other.
const GUTTER: f32 = 1.6;
/// The height of a capital, as a share of the size.
const CAP: f32 = 0.7;

/// Whether bytes are a PDF.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    // Mail and web servers sometimes put a line before it.
    bytes
        .iter()
        .take(1024)
        .position(|&byte| byte == b'%')
        .is_some_and(|_| bytes[..bytes.len().min(1024)].windows(5).any(|five| five == b"%PDF-"))
}

/// Reads the text of a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Read, Error> {
    let document = Document::load_mem(bytes).map_err(|error| Error::Pdf { seen: error.to_string() })?;
    if document.is_encrypted() && document.get_pages().is_empty() {
        return Err(Error::Pdf { seen: "a password on it".to_owned() });
    }
    let mut blocks = Blocks::default();
    let mut words = 0;
    for page in document.get_pages().into_values() {
        let (surface, base) = surface(&document, page);
        blocks.page(surface);
        let mut drawing = Drawing::new(&document);
        let content = document.get_page_content_with_limit(page, MOST).unwrap_or_default();
        let fonts = document.get_page_fonts(page).unwrap_or_default();
        let resources = document.get_page_resources(page).ok();
        drawing.page(&content, &fonts, resources, base);
        gather(&drawing.glyphs, &mut blocks, &mut words);
    }
    if words == 0 {
        return Err(Error::NoText);
    }
    Ok(Read { pages: blocks.pages(), notices: Vec::new(), broken: false })
}

/// The size of a page, and the matrix that puts its upper left corner at the origin.
fn surface(document: &Document, page: ObjectId) -> (Surface, Matrix) {
    let inherited = |key: &[u8]| -> Option<Object> {
        let mut node = document.get_dictionary(page).ok()?;
        for _ in 0..32 {
            if let Ok(found) = node.get_deref(key, document) {
                return Some(found.clone());
            }
            node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
        }
        None
    };
    let edges: Vec<f32> = inherited(b"MediaBox")
        .and_then(|found| {
            Some(found.as_array().ok()?.iter().filter_map(|edge| edge.as_float().ok()).collect())
        })
        .unwrap_or_default();
    let [a, b, c, d] = edges[..] else {
        return (Surface::default(), Matrix([1.0, 0.0, 0.0, -1.0, 0.0, 0.0]));
    };
    let (x0, x1, y0, y1) = (a.min(c), a.max(c), b.min(d), b.max(d));
    let turned = inherited(b"Rotate").and_then(|found| found.as_i64().ok()).unwrap_or(0).rem_euclid(360);
    let (width, height) = if turned % 180 == 0 { (x1 - x0, y1 - y0) } else { (y1 - y0, x1 - x0) };
    let matrix = match turned {
        90 => [0.0, 1.0, 1.0, 0.0, -y0, -x0],
        180 => [-1.0, 0.0, 0.0, 1.0, x1, -y0],
        270 => [0.0, -1.0, -1.0, 0.0, y1, x1],
        _ => [1.0, 0.0, 0.0, -1.0, -x0, y1],
    };
    (Surface { width, height, in_order: false }, Matrix(matrix))
}

/// A word in the making.
struct DrawnWord {
    text: String,
    left: f32,
    right: f32,
    base: f32,
    size: f32,
    bold: bool,
}

/// Letters, in the order in which they are drawn, to words and lines.
fn gather(glyphs: &[Glyph], blocks: &mut Blocks, words: &mut u32) {
    let mut word: Option<DrawnWord> = None;
    let mut open = false;
    let mut end = |word: &mut Option<DrawnWord>, blocks: &mut Blocks| {
        let Some(word) = word.take() else { return };
        let area = Ink::area(&word.text, word.left, word.right, word.base, CAP * word.size);
        let (size, bold) = (Some(word.size), word.bold);
        blocks.word(RawWord { text: word.text, area, size, bold, element: *words, ..RawWord::default() });
        *words += 1;
    };
    let mut last: Option<&Glyph> = None;
    for glyph in glyphs {
        let size = glyph.size.max(0.1);
        let new_line = last.is_none_or(|last| {
            let white = glyph.left - last.right;
            (glyph.base - last.base).abs() > 0.4 * size.max(last.size)
                || !(-1.0..=GUTTER).contains(&(white / size))
        });
        let apart = last.is_some_and(|last| glyph.left - last.right > BLANK * size);
        if new_line || apart || glyph.text.chars().all(char::is_whitespace) {
            end(&mut word, blocks);
        }
        if new_line {
            open = false;
        }
        last = Some(glyph);
        if glyph.text.chars().all(char::is_whitespace) {
            continue;
        }
        if !open {
            blocks.line(None);
            open = true;
        }
        match &mut word {
            Some(word) => {
                word.text.push_str(&glyph.text);
                (word.left, word.right) = (word.left.min(glyph.left), word.right.max(glyph.right));
            }
            None => {
                word = Some(DrawnWord {
                    text: glyph.text.clone(),
                    left: glyph.left,
                    right: glyph.right,
                    base: glyph.base,
                    size: glyph.size,
                    bold: glyph.bold,
                });
            }
        }
    }
    end(&mut word, blocks);
}
