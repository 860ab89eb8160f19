//! The drawing of a page, as far as it places letters.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::Font;

/// More letters than this stand on no page.
const MOST_GLYPHS: usize = 2_000_000;
/// Forms in forms deeper than this, or more of them than that, are no page.
const DEEPEST: usize = 8;
const MOST_FORMS: usize = 2_000;
/// What a form may come to when unpacked.
const MOST: usize = 16 << 20;

/// `[a b c d e f]`: x' = a·x + c·y + e, y' = b·x + d·y + f.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matrix(pub(super) [f32; 6]);

impl Matrix {
    const ONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This first, then `other`.
    #[expect(clippy::many_single_char_names)] // The names that the format gives them.
    fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, other.0);
        Self([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    #[expect(clippy::many_single_char_names)]
    fn at(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    fn of(operands: &[Object]) -> Option<Self> {
        let numbers: Vec<f32> = operands.iter().filter_map(|one| one.as_float().ok()).collect();
        numbers.try_into().ok().map(Self)
    }
}

/// A letter on the page; down is more.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    /// Which way its line runs; `left`, `right` and `base` are along and across that.
    pub(super) turn: Turn,
    pub(super) bold: bool,
}

/// Which way a line runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Turn {
    /// From left to right, or nearly.
    #[default]
    Straight,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
}

/// Where a letter stands that is drawn from one place to another: which way its line
/// runs, from where to where along it, and where across it.
fn along(from: (f32, f32), to: (f32, f32)) -> (Turn, (f32, f32, f32)) {
    let (aside, down) = (to.0 - from.0, to.1 - from.1);
    if down.abs() <= aside.abs() {
        (Turn::Straight, (from.0.min(to.0), from.0.max(to.0), from.1))
    } else if down < 0.0 {
        (Turn::Up, (-from.1, -to.1, from.0))
    } else {
        (Turn::Down, (from.1, to.1, -from.0))
    }
}

/// How text is set.
#[derive(Clone)]
struct Setting {
    ctm: Matrix,
    font: Option<Vec<u8>>,
    size: f32,
    between: f32,
    between_words: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

/// A drawing that is being followed.
pub(super) struct Drawing<'a> {
    document: &'a Document,
    pub(super) glyphs: Vec<Glyph>,
    forms: usize,
}

impl<'a> Drawing<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self { document, glyphs: Vec::new(), forms: 0 }
    }

    /// Follows the drawing of a page.
    pub(super) fn page(
        &mut self,
        content: &[u8],
        fonts: &BTreeMap<Vec<u8>, &'a Dictionary>,
        resources: Option<(Option<&'a Dictionary>, Vec<ObjectId>)>,
        base: Matrix,
    ) {
        let fonts = fonts.iter().map(|(name, font)| (name.clone(), Font::new(self.document, font))).collect();
        let (own, inherited) = resources.unwrap_or_default();
        let mut all: Vec<&Dictionary> = own.into_iter().collect();
        all.extend(inherited.into_iter().filter_map(|id| self.document.get_dictionary(id).ok()));
        self.follow(content, &fonts, &all, base, 0);
    }

    fn follow(
        &mut self,
        content: &[u8],
        fonts: &BTreeMap<Vec<u8>, Font<'a>>,
        resources: &[&'a Dictionary],
        base: Matrix,
        depth: usize,
    ) {
        let Ok(content) = Content::decode(content) else { return };
        let mut now = Setting {
            ctm: base,
            font: None,
            size: 0.0,
            between: 0.0,
            between_words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let mut kept: Vec<Setting> = Vec::new();
        let (mut line, mut text) = (Matrix::ONE, Matrix::ONE);
        for operation in content.operations {
            let operands = operation.operands;
            let number = |at: usize| operands.get(at).and_then(|one| one.as_float().ok()).unwrap_or(0.0);
            let mut next_line = |x: f32, y: f32| {
                line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(line);
                line
            };
            match operation.operator.as_str() {
                "q" if kept.len() < 512 => kept.push(now.clone()),
                "Q" => now = kept.pop().unwrap_or(now),
                "cm" => now.ctm = Matrix::of(&operands).unwrap_or(Matrix::ONE).then(now.ctm),
                "BT" => (line, text) = (Matrix::ONE, Matrix::ONE),
                "Tf" => {
                    now.font = operands.first().and_then(|name| name.as_name().ok()).map(<[u8]>::to_vec);
                    now.size = number(1);
                }
                "Tc" => now.between = number(0),
                "Tw" => now.between_words = number(0),
                "Tz" => now.stretch = number(0) / 100.0,
                "TL" => now.leading = number(0),
                "Ts" => now.rise = number(0),
                "Tm" => {
                    line = Matrix::of(&operands).unwrap_or(Matrix::ONE);
                    text = line;
                }
                "Td" => text = next_line(number(0), number(1)),
                "TD" => {
                    now.leading = -number(1);
                    text = next_line(number(0), number(1));
                }
                "T*" => text = next_line(0.0, -now.leading),
                "'" | "\"" => {
                    if operation.operator == "\"" {
                        (now.between_words, now.between) = (number(0), number(1));
                    }
                    text = next_line(0.0, -now.leading);
                    if let Some(string) = operands.last() {
                        self.show(string, &now, fonts, &mut text);
                    }
                }
                "Tj" | "TJ" => {
                    if let Some(string) = operands.first() {
                        self.show(string, &now, fonts, &mut text);
                    }
                }
                "Do" => {
                    if let Some(name) = operands.first().and_then(|name| name.as_name().ok()) {
                        self.form(name, fonts, resources, now.ctm, depth);
                    }
                }
                _ => {}
            }
        }
    }

    /// Sets a string, or several with white between.
    fn show(
        &mut self,
        string: &Object,
        now: &Setting,
        fonts: &BTreeMap<Vec<u8>, Font<'a>>,
        text: &mut Matrix,
    ) {
        let Some(font) = now.font.as_ref().and_then(|name| fonts.get(name)) else { return };
        match string {
            Object::String(bytes, _) => {
                for code in font.codes(bytes) {
                    if self.glyphs.len() >= MOST_GLYPHS {
                        return;
                    }
                    let whole = text.then(now.ctm);
                    let width = code.width * now.size * now.stretch;
                    let (left, base) = whole.at(0.0, now.rise);
                    let (right, end) = whole.at(width, now.rise);
                    let (up_x, up_y) = whole.at(0.0, now.rise + now.size);
                    let size = (up_x - left).hypot(up_y - base);
                    let numbers = [left, right, base, end, size];
                    if numbers.iter().all(|number| number.is_finite() && number.abs() < 1e6) && size > 0.0 {
                        let (turn, (left, right, base)) = along((left, base), (right, end));
                        self.glyphs.push(Glyph {
                            text: code.text,
                            left,
                            right,
                            base,
                            size,
                            turn,
                            bold: font.bold,
                        });
                    }
                    let blank = if code.is_blank { now.between_words } else { 0.0 };
                    let across = width + (now.between + blank) * now.stretch;
                    *text = Matrix([1.0, 0.0, 0.0, 1.0, across, 0.0]).then(*text);
                }
            }
            Object::Array(parts) => {
                for part in parts {
                    match part.as_float() {
                        Ok(back) => {
                            let across = -back / 1000.0 * now.size * now.stretch;
                            *text = Matrix([1.0, 0.0, 0.0, 1.0, across, 0.0]).then(*text);
                        }
                        Err(_) if matches!(part, Object::String(..)) => self.show(part, now, fonts, text),
                        Err(_) => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// Follows a form that is drawn.
    fn form(
        &mut self,
        name: &[u8],
        fonts: &BTreeMap<Vec<u8>, Font<'a>>,
        resources: &[&'a Dictionary],
        ctm: Matrix,
        depth: usize,
    ) {
        self.forms += 1;
        if depth >= DEEPEST || self.forms > MOST_FORMS {
            return;
        }
        let document = self.document;
        let found = resources.iter().find_map(|resources| {
            let forms = document.get_dict_in_dict(resources, b"XObject").ok()?;
            forms.get_deref(name, document).ok()?.as_stream().ok()
        });
        let Some(form) = found else { return };
        if !form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form") {
            return;
        }
        let Ok(content) = form.decompressed_content_with_limit(MOST) else { return };
        let matrix = form.dict.get_deref(b"Matrix", document).and_then(Object::as_array);
        let matrix = matrix.ok().and_then(|matrix| Matrix::of(matrix)).unwrap_or(Matrix::ONE);
        let own = document.get_dict_in_dict(&form.dict, b"Resources").ok();
        let Some(own) = own else {
            return self.follow(&content, fonts, resources, matrix.then(ctm), depth + 1);
        };
        let mut own_fonts = BTreeMap::new();
        if let Ok(list) = document.get_dict_in_dict(own, b"Font") {
            for (name, font) in list {
                let font = document.dereference(font).ok().and_then(|(_, font)| font.as_dict().ok());
                if let Some(font) = font {
                    own_fonts.insert(name.clone(), Font::new(document, font));
                }
            }
        }
        self.follow(&content, &own_fonts, &[own], matrix.then(ctm), depth + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_turned_lines_follow_each_other() {
        let (turn, first) = along((50.0, 700.0), (50.0, 690.0));
        let (_, second) = along((50.0, 690.0), (50.0, 681.0));
        assert_eq!(turn, Turn::Up);
        assert!((first.1 - second.0).abs() < 1e-3 && (first.2 - second.2).abs() < 1e-3);
        assert_eq!(along((50.0, 10.0), (50.0, 20.0)), (Turn::Down, (10.0, 20.0, -50.0)));
        assert_eq!(along((10.0, 5.0), (20.0, 5.2)), (Turn::Straight, (10.0, 20.0, 5.0)));
    }
}
