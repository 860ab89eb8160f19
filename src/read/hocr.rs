//! hOCR, the HTML that Tesseract, ocropus and others write.
//!
//! HTML is read as leniently as browsers read it: elements need not be closed.
//! A line whose words are no elements of their own is split at its blanks.

use super::Error;
use super::blocks::{self, Blocks, Read};
use super::printed::RawWord;
use super::role;
use super::xml::{Element, MarkupReader, Xml};
use crate::model::{Area, EngineReading, Notice, Surface};

/// A choice of the engine that is less sure than this is none.
const HARDLY: f32 = 0.005;
/// Elements of HTML that hold nothing and are never closed.
const VOID: [&str; 9] = ["area", "base", "br", "col", "hr", "img", "input", "link", "meta"];

/// Elements that lie deeper than this are passed over, as browsers do.
const DEEPEST: usize = 512;

/// Reads an hOCR file.
pub(super) fn read(text: &str) -> Result<Read, Error> {
    let mut xml = Xml::lenient(text, "hOCR");
    let mut hocr = Hocr::default();
    xml.read_to(&mut hocr)?;
    let in_word = hocr.is_in(ElementKind::Word);
    let mut read = Read::of(hocr.blocks, &xml);
    // A word that was not closed may be half a word.
    if in_word && !read.broken {
        let message = "the hOCR breaks off inside a word; what was whole was read".to_owned();
        read.notices.push(Notice { code: "broken-off", message, span: None, confidence: None });
        read.broken = true;
    }
    Ok(read)
}

/// What an open element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ElementKind {
    Page,
    Block,
    Line,
    Word,
    /// A character of a word.
    Character,
    /// What an engine thought that a character might be.
    Choices,
    Choice,
    /// A group of readings of a word, of which the first is the text.
    Alternatives,
    Alternative,
    Bold,
    /// Its text is no text of the page.
    Silent,
    Other,
}

#[derive(Default)]
struct Hocr {
    blocks: Blocks,
    stack: Vec<(String, ElementKind)>,
    word: Option<RawWord>,
    words: u32,
    glyphs: Vec<Vec<EngineReading>>,
    /// The text of the choice or alternative that is being read, and how sure it is.
    aside: Option<(String, Option<f32>)>,
    /// How many alternatives of the group that is being read are behind.
    alternatives: usize,
    /// Text of a line that is in no word.
    loose: String,
}

impl MarkupReader for Hocr {
    fn open(&mut self, element: &Element<'_>, _: &mut Xml<'_>) {
        let name = element.name.to_ascii_lowercase();
        if VOID.contains(&name.as_str()) {
            if name == "br" && self.word.is_none() {
                self.loose.push(' ');
            }
            return;
        }
        let title = Title::new(element.get("title").unwrap_or_default());
        let kind = self.kind(&name, element);
        if self.stack.len() >= DEEPEST {
            // No page: what is never closed would be looked through again for each element.
            self.words += u32::from(kind == ElementKind::Word);
            return;
        }
        match kind {
            ElementKind::Page => {
                self.flush_loose();
                let area = title.area("bbox").unwrap_or_default();
                self.blocks.page(Surface {
                    width: area.right,
                    height: area.bottom,
                    in_order: false,
                    guessed: true,
                });
            }
            ElementKind::Block => {
                self.flush_loose();
                self.blocks
                    .block(role::of_class(element.get("class").unwrap_or_default()).unwrap_or_default());
            }
            ElementKind::Line => {
                self.flush_loose();
                self.blocks.line(title.area("bbox"));
            }
            ElementKind::Word => {
                self.flush_loose();
                self.word = Some(RawWord {
                    area: title.area("bbox"),
                    size: title.number("x_fsize").filter(|&size| size > 0.0),
                    bold: self.is_in(ElementKind::Bold),
                    confidence: title.number("x_wconf").map(percent),
                    characters: title.numbers("x_confs").into_iter().map(percent).collect(),
                    element: self.words,
                    ..RawWord::default()
                });
                self.words += 1;
                self.glyphs.clear();
            }
            ElementKind::Character => {
                let confidence = title.number("x_conf").or(title.number("x_confs")).map(percent);
                self.glyphs.push(vec![EngineReading { text: String::new(), confidence }]);
            }
            ElementKind::Choice | ElementKind::Alternative => {
                let confidence = match title.number("x_confs").or(title.number("x_conf")) {
                    Some(sure) => Some(percent(sure)),
                    // A negative logarithm.
                    None => title.number("nlp").map(|nlp| (-nlp.abs()).exp()),
                };
                self.aside = Some((String::new(), confidence));
            }
            ElementKind::Alternatives => self.alternatives = 0,
            ElementKind::Bold => {
                if let Some(word) = &mut self.word {
                    word.bold = true;
                }
            }
            ElementKind::Choices | ElementKind::Silent | ElementKind::Other => {}
        }
        self.stack.push((name, kind));
    }

    fn close(&mut self, name: &str) {
        let name = name.to_ascii_lowercase();
        let Some(at) = self.stack.iter().rposition(|(open, _)| *open == name) else { return };
        while self.stack.len() > at {
            let Some((_, kind)) = self.stack.pop() else { return };
            self.leave(kind);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((aside, _)) = &mut self.aside {
            aside.push_str(text);
            return;
        }
        if self.is_in(ElementKind::Silent) || self.is_in(ElementKind::Choices) {
            return;
        }
        if let Some(word) = &mut self.word {
            if matches!(self.stack.last(), Some((_, ElementKind::Alternatives))) {
                return;
            }
            // Between the elements of a word stands white space that is none of its own.
            let text = if self.glyphs.is_empty() { text } else { text.trim() };
            word.text.push_str(text);
            if let Some(glyph) = self.glyphs.last_mut().and_then(|glyph| glyph.first_mut()) {
                glyph.text.push_str(text);
            }
        } else if self.is_in(ElementKind::Line) || self.is_in(ElementKind::Block) {
            self.loose.push_str(text);
        }
    }

    fn end(&mut self) {
        self.flush_loose();
    }
}

impl Hocr {
    fn is_in(&self, kind: ElementKind) -> bool {
        self.stack.iter().any(|(_, open)| *open == kind)
    }

    /// What an element is, by its class and by what is around it.
    fn kind(&self, name: &str, element: &Element<'_>) -> ElementKind {
        let classes = element.get("class").unwrap_or_default();
        for class in classes.split_whitespace() {
            match class {
                "ocr_page" => return ElementKind::Page,
                "ocrx_word" | "ocr_word" => return ElementKind::Word,
                "ocr_line" | "ocrx_line" | "ocr_header" | "ocr_footer" | "ocr_pageno" | "ocr_caption"
                | "ocr_textfloat" => return ElementKind::Line,
                "ocr_carea" | "ocr_par" | "ocrx_block" | "ocr_title" | "ocr_chapter" | "ocr_section"
                | "ocr_subsection" | "ocr_float" | "ocr_separator" | "ocr_footnote" => {
                    return ElementKind::Block;
                }
                "alternatives" if self.word.is_some() => return ElementKind::Alternatives,
                "ocrx_cinfo" | "ocr_cinfo" if self.word.is_some() => {
                    let id = element.get("id").unwrap_or_default();
                    let choices = id.starts_with("lstm_choices") || id.starts_with("timestep");
                    return match self.stack.last() {
                        _ if choices => ElementKind::Choices,
                        Some((_, ElementKind::Choices)) => ElementKind::Choice,
                        Some((_, ElementKind::Word | ElementKind::Bold | ElementKind::Other)) => {
                            ElementKind::Character
                        }
                        _ => ElementKind::Other,
                    };
                }
                _ => {}
            }
        }
        match name {
            "ins" | "del" if self.is_in(ElementKind::Alternatives) => ElementKind::Alternative,
            "strong" | "b" => ElementKind::Bold,
            "script" | "style" | "title" | "head" => ElementKind::Silent,
            _ => ElementKind::Other,
        }
    }

    /// An element ends.
    fn leave(&mut self, kind: ElementKind) {
        match kind {
            ElementKind::Word => {
                let Some(mut word) = self.word.take() else { return };
                word.text = word.text.split_whitespace().collect::<Vec<_>>().join(" ");
                blocks::spell(&mut word, &self.glyphs);
                self.glyphs.clear();
                self.blocks.word(word);
            }
            ElementKind::Choice => {
                let Some((text, confidence)) = self.aside.take() else { return };
                let likely = confidence.is_none_or(|sure| sure > HARDLY) && !text.trim().is_empty();
                if let Some(glyph) = self.glyphs.last_mut().filter(|_| likely) {
                    glyph.push(EngineReading { text: text.trim().to_owned(), confidence });
                }
            }
            ElementKind::Alternative => {
                let (Some((text, confidence)), Some(word)) = (self.aside.take(), &mut self.word) else {
                    return;
                };
                self.alternatives += 1;
                if self.alternatives == 1 {
                    word.text.push_str(text.trim());
                } else if !text.trim().is_empty() {
                    word.readings.push(EngineReading { text: text.trim().to_owned(), confidence });
                }
            }
            ElementKind::Line | ElementKind::Block | ElementKind::Page => self.flush_loose(),
            _ => {}
        }
    }

    /// Makes words of the text that stood in none.
    fn flush_loose(&mut self) {
        let loose = std::mem::take(&mut self.loose);
        for text in loose.split_whitespace() {
            self.blocks.word(RawWord { text: text.to_owned(), element: u32::MAX, ..RawWord::default() });
        }
    }
}

fn percent(sure: f32) -> f32 {
    (sure / 100.0).clamp(0.0, 1.0)
}

/// The properties in a `title`: `bbox 0 0 10 10; x_wconf 96`.
struct Title<'t>(&'t str);

impl<'t> Title<'t> {
    fn new(title: &'t str) -> Self {
        Self(title)
    }

    fn values(&self, name: &str) -> Option<&'t str> {
        self.0.split(';').find_map(|property| {
            let (key, values) = property.trim().split_once(char::is_whitespace)?;
            (key == name).then_some(values)
        })
    }

    fn numbers(&self, name: &str) -> Vec<f32> {
        let values = self.values(name).unwrap_or_default().split_whitespace();
        values.map(str::parse).collect::<Result<Vec<f32>, _>>().unwrap_or_default()
    }

    fn number(&self, name: &str) -> Option<f32> {
        self.numbers(name).first().copied().filter(|number| number.is_finite())
    }

    fn area(&self, name: &str) -> Option<Area> {
        match self.numbers(name)[..] {
            [left, top, right, bottom] => Area::new(left, top, right, bottom),
            _ => None,
        }
    }
}
