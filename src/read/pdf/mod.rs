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
use crate::model::{Area, Ink, Notice, Surface};
use draw::{Drawing, Glyph, Matrix, Turn};

/// What the drawing of one page may come to when unpacked.
const MOST: usize = 64 << 20;
/// White between two letters that parts words, as a share of their size.
const BLANK: f32 = 0.17;
/// White that parts two lines that stand beside each other.
const GUTTER: f32 = 1.6;
/// A raised letter is smaller than this share of its line, and is raised by no more than that.
const SMALLER: f32 = 0.85;
const RISE: f32 = 0.7;
/// A drop capital is so many times larger than what follows it.
const DROP: f32 = 1.8;
/// A text of which more than this share means nothing is none.
const MEANINGLESS: f32 = 0.1;
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
    let (mut letters, mut meaningless) = (0, 0);
    for page in document.get_pages().into_values() {
        let (surface, base) = surface(&document, page);
        blocks.page(surface);
        let mut drawing = Drawing::new(&document);
        let content = document.get_page_content_with_limit(page, MOST).unwrap_or_default();
        let fonts = document.get_page_fonts(page).unwrap_or_default();
        let resources = document.get_page_resources(page).ok();
        drawing.page(&content, &fonts, resources, base);
        for c in drawing.glyphs.iter().flat_map(|glyph| glyph.text.chars()) {
            letters += usize::from(!c.is_whitespace());
            meaningless += usize::from(is_meaningless(c));
        }
        gather(&drawing.glyphs, &mut blocks, &mut words);
    }
    if words == 0 {
        return Err(Error::NoText);
    }
    let notices =
        if meaningless as f32 > MEANINGLESS * letters as f32 { vec![unreadable()] } else { Vec::new() };
    Ok(Read { pages: blocks.pages(), notices, broken: false })
}

/// Whether a character says nothing outside the font that it is drawn with.
fn is_meaningless(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{1}'..='\u{8}' | '\u{e}'..='\u{1f}')
}

fn unreadable() -> Notice {
    let message = "the fonts of the PDF do not say what their letters are, so that its text is no text; \
                   read its pages as images";
    Notice { code: "text-unreadable", message: message.to_owned(), span: None, confidence: None }
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
    (Surface { width, height, in_order: false, guessed: false }, Matrix(matrix))
}

/// A word in the making.
struct DrawnWord {
    text: String,
    left: f32,
    right: f32,
    base: f32,
    size: f32,
    turn: Turn,
    bold: bool,
}

/// How a letter stands to the line that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// On it.
    On,
    /// On it, higher or lower: the number of a note, or what follows it.
    Raised,
    /// At the top of the large letter before it, whose word it goes on with.
    DropCapital,
    /// On another line.
    Elsewhere,
}

/// How a letter stands to the line, of this base and size, that the letter before it stands on.
fn fit(glyph: &Glyph, last: &Glyph, line: (f32, f32)) -> Fit {
    if glyph.turn != last.turn {
        return Fit::Elsewhere;
    }
    let size = glyph.size.max(0.1);
    let white = (glyph.left - last.right) / size;
    let (rise, larger) = ((glyph.base - line.0).abs(), size.max(line.1));
    if glyph.size * DROP < last.size
        && last.text.chars().all(char::is_uppercase)
        && glyph.text.chars().all(char::is_alphabetic)
        && (-0.2..=1.0).contains(&white)
        && glyph.base < last.base
        && glyph.base - CAP * glyph.size > last.base - CAP * last.size - 0.5 * glyph.size
    {
        return Fit::DropCapital;
    }
    let white = (glyph.left - last.right) / size.max(last.size);
    if !(-1.0..=GUTTER).contains(&white) {
        return Fit::Elsewhere;
    }
    let shifted = (glyph.base - last.base).abs() > 0.1 * larger;
    if rise <= 0.4 * larger {
        return if shifted { Fit::Raised } else { Fit::On };
    }
    // A note's number is smaller than its line, and stands right beside the word before it.
    let smaller = size.min(line.1) < SMALLER * larger;
    if smaller && rise <= RISE * larger && (-0.3..=0.7).contains(&white) {
        Fit::Raised
    } else {
        Fit::Elsewhere
    }
}

/// Letters, in the order in which they are drawn, to words and lines.
fn gather(glyphs: &[Glyph], blocks: &mut Blocks, words: &mut u32) {
    let mut word: Option<DrawnWord> = None;
    let mut open = false;
    let mut end = |word: &mut Option<DrawnWord>, blocks: &mut Blocks| {
        let Some(word) = word.take() else { return };
        let cap = CAP * word.size;
        let area = match word.turn {
            Turn::Straight => Ink::area(&word.text, word.left, word.right, word.base, cap),
            Turn::Up => Area::new(word.base - cap, -word.right, word.base + 0.3 * cap, -word.left),
            Turn::Down => Area::new(-word.base - 0.3 * cap, word.left, cap - word.base, word.right),
        };
        let (size, bold) = (Some(word.size), word.bold);
        blocks.word(RawWord { text: word.text, area, size, bold, element: *words, ..RawWord::default() });
        *words += 1;
    };
    let mut last: Option<&Glyph> = None;
    // The base and the size of the line that is being read.
    let mut line = (0.0_f32, 0.0_f32);
    for glyph in glyphs {
        let size = glyph.size.max(0.1);
        let fit = last.map_or(Fit::Elsewhere, |last| fit(glyph, last, line));
        let apart = last.is_some_and(|last| glyph.left - last.right > BLANK * size);
        let parts = fit == Fit::Elsewhere || fit == Fit::Raised || (apart && fit != Fit::DropCapital);
        if parts || glyph.text.chars().all(char::is_whitespace) {
            end(&mut word, blocks);
        }
        if fit == Fit::DropCapital
            && let Some(word) = &mut word
        {
            // The rest of its word and of its line tell where they stand.
            (word.base, word.size) = (glyph.base, glyph.size);
        }
        if fit == Fit::Elsewhere {
            open = false;
        }
        if fit == Fit::Elsewhere || fit == Fit::DropCapital || size > 1.1 * line.1 {
            line = (glyph.base, size);
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
                    turn: glyph.turn,
                    bold: glyph.bold,
                });
            }
        }
    }
    end(&mut word, blocks);
}
