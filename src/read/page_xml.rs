//! PAGE XML, 2010 to 2019, as `PRImA`, OCR-D and Transkribus write it.
//!
//! Text stands at several depths (region, line, word, glyph), mostly the same
//! text again; the deepest whole one counts down to the word. Of several
//! `TextEquiv` the one of the lowest index is the text, the others are what
//! else it might be.

use super::Error;
use super::blocks::{self, Blocks, Read};
use super::printed::RawWord;
use super::role;
use super::xml::{Element, MarkupReader, Xml};
use crate::model::{Area, EngineReading, Role};

/// Reads a PAGE file.
pub(super) fn read(text: &str) -> Result<Read, Error> {
    let mut xml = Xml::strict(text, "PAGE");
    let mut page = PageXml::default();
    xml.read_to(&mut page)?;
    Ok(Read::of(page.blocks, &xml))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    Region,
    Line,
    Word,
    Glyph,
}

/// An element that holds text, while it is being read.
struct Level {
    depth: Depth,
    area: Option<Area>,
    /// Its texts: index, text, confidence.
    texts: Vec<(i64, String, Option<f32>)>,
    role: Role,
    size: Option<f32>,
    bold: bool,
    /// Whether something deeper gave words already.
    filled: bool,
    words: Vec<RawWord>,
    glyphs: Vec<Vec<EngineReading>>,
    element: u32,
}

#[derive(Default)]
struct PageXml {
    blocks: Blocks,
    levels: Vec<Level>,
    words: u32,
    /// The `TextEquiv` that is being read.
    text: Option<(i64, String, Option<f32>)>,
    /// Whether its `Unicode` is being read.
    unicode: bool,
}

impl MarkupReader for PageXml {
    fn open(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) {
        match element.name.as_str() {
            "Page" => {
                self.blocks.page(xml.surface(element, "imageWidth", "imageHeight"));
            }
            "OrderedGroup" | "OrderedGroupIndexed" | "UnorderedGroup" | "UnorderedGroupIndexed" => {
                let ordered = element.name.starts_with("Ordered");
                self.blocks.order.group(ordered, index(element), element.get("regionRef"));
            }
            "RegionRef" | "RegionRefIndexed" => {
                if let Some(region) = element.get("regionRef") {
                    self.blocks.order.region(index(element), region);
                }
            }
            name if name.ends_with("Region") && name != "TextRegion" => {
                self.blocks.enter(element.get("id"));
            }
            "TextRegion" => {
                let role = region_role(element);
                self.blocks.block(role);
                self.blocks.enter(element.get("id"));
                self.level(Depth::Region, role);
            }
            "TextLine" => {
                self.level(Depth::Line, Role::Text);
                self.words += 1;
            }
            "Word" => {
                self.level(Depth::Word, Role::Text);
                self.words += 1;
            }
            "Glyph" => {
                self.level(Depth::Glyph, Role::Text);
            }
            "Coords" => {
                let area = element.get("points").and_then(points);
                if let (Some(level), Some(area)) = (self.levels.last_mut(), area) {
                    level.area = Some(area);
                }
            }
            // Before 2013 the points were elements.
            "Point" => {
                let (x, y) = (xml.number(element, "x"), xml.number(element, "y"));
                if let (Some(x), Some(y), Some(level)) = (x, y, self.levels.last_mut()) {
                    let point = Area { left: x, top: y, right: x, bottom: y };
                    level.area = Some(level.area.map_or(point, |area| area.to(point)));
                }
            }
            "TextStyle" => {
                let size = xml.size(element, "fontSize");
                let bold = element.get("bold") == Some("true");
                if let Some(level) = self.levels.last_mut() {
                    (level.size, level.bold) = (size.or(level.size), level.bold || bold);
                }
            }
            "TextEquiv" => {
                let index = index(element);
                let confidence = xml.confidence(element, "conf");
                // Without an index the first is the text.
                let index = index.unwrap_or_else(|| {
                    self.levels.last().map_or(0, |level| i64::try_from(level.texts.len()).unwrap_or(i64::MAX))
                });
                self.text = Some((index, String::new(), confidence));
            }
            "Unicode" => self.unicode = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "Unicode" => self.unicode = false,
            "OrderedGroup" | "OrderedGroupIndexed" | "UnorderedGroup" | "UnorderedGroupIndexed" => {
                self.blocks.order.end();
            }
            name if name.ends_with("Region") && name != "TextRegion" => self.blocks.leave(),
            "TextEquiv" => {
                let text = self.text.take();
                if let (Some(level), Some(text)) = (self.levels.last_mut(), text) {
                    level.texts.push(text);
                }
            }
            "TextRegion" | "TextLine" | "Word" | "Glyph" => {
                let Some(mut level) = self.levels.pop() else { return };
                level.texts.sort_by_key(|(index, ..)| *index);
                if let Some(area) = level.area {
                    level.area = Area::new(area.left, area.top, area.right, area.bottom);
                }
                self.leave(level);
                if name == "TextRegion" {
                    self.blocks.leave();
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, equivalent, _)) = self.text.as_mut().filter(|_| self.unicode) {
            equivalent.push_str(text);
        }
    }
}

impl PageXml {
    fn level(&mut self, depth: Depth, role: Role) {
        let around = self.levels.last();
        let level = Level {
            depth,
            area: None,
            texts: Vec::new(),
            role: if depth == Depth::Region { role } else { around.map_or(role, |level| level.role) },
            size: around.and_then(|level| level.size),
            bold: around.is_some_and(|level| level.bold),
            filled: false,
            words: Vec::new(),
            glyphs: Vec::new(),
            element: self.words,
        };
        self.levels.push(level);
    }

    /// An element that holds text ends.
    fn leave(&mut self, level: Level) {
        let around = self.levels.last_mut();
        match level.depth {
            Depth::Glyph => {
                let readings = level.texts.iter().filter(|(_, text, _)| !text.is_empty());
                let readings = readings.map(|(_, text, confidence)| EngineReading {
                    text: text.clone(),
                    confidence: *confidence,
                });
                if let Some(around) = around {
                    around.glyphs.push(readings.collect());
                }
            }
            Depth::Word => {
                let word = word(&level);
                match (word, around) {
                    (Some(word), Some(around)) => around.words.push(word),
                    (Some(word), None) => self.blocks.word(word),
                    (None, _) => {}
                }
            }
            Depth::Line => {
                let area = level.area;
                let words = level.words_or_text();
                if words.is_empty() {
                    return;
                }
                if let Some(around) = around {
                    around.filled = true;
                }
                self.blocks.line(area);
                for word in words {
                    self.blocks.word(word);
                }
            }
            Depth::Region => {
                if let Some(around) = around {
                    around.filled |= level.filled;
                }
                if level.filled {
                    return;
                }
                let Some((_, text, _)) = level.texts.first() else { return };
                let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
                for (at, line) in lines.iter().enumerate() {
                    let area = level.area.map(|area| {
                        let share = area.height() / lines.len() as f32;
                        let top = area.top + at as f32 * share;
                        Area { top, bottom: top + share, ..area }
                    });
                    self.blocks.line(area);
                    for word in loose(line, &level) {
                        self.blocks.word(word);
                    }
                }
            }
        }
    }
}

impl Level {
    /// The words of a line: its own elements, or what its text falls apart into.
    fn words_or_text(self) -> Vec<RawWord> {
        let own: Vec<&str> =
            self.texts.first().map(|(_, text, _)| text.split_whitespace().collect()).unwrap_or_default();
        if !self.words.is_empty() {
            return self.words;
        }
        own.iter().map(|text| RawWord { text: (*text).to_owned(), ..like(&self) }).collect()
    }
}

/// The words of a text that has no elements for them.
fn loose(text: &str, level: &Level) -> Vec<RawWord> {
    text.split_whitespace().map(|text| RawWord { text: text.to_owned(), ..like(level) }).collect()
}

/// A word without a text of its own, in an element.
fn like(level: &Level) -> RawWord {
    let confidence = level.texts.first().and_then(|(_, _, confidence)| *confidence);
    let element = if level.depth == Depth::Region { u32::MAX } else { level.element };
    RawWord { size: level.size, bold: level.bold, confidence, element, ..RawWord::default() }
}

/// The word of a `Word`, if it says what it is.
fn word(level: &Level) -> Option<RawWord> {
    let mut texts = level.texts.iter().filter(|(_, text, _)| !text.trim().is_empty());
    let by_characters = || {
        let first = level.glyphs.iter().map(|glyph| glyph.first().map(|reading| reading.text.as_str()));
        first.collect::<Option<Vec<&str>>>().map(|texts| texts.concat()).filter(|text| !text.is_empty())
    };
    let (text, confidence) = match texts.next() {
        Some((_, text, confidence)) => (text.trim().to_owned(), *confidence),
        None => (by_characters()?, None),
    };
    let readings: Vec<EngineReading> = texts
        .map(|(_, text, confidence)| EngineReading { text: text.trim().to_owned(), confidence: *confidence })
        .filter(|reading| reading.text != text)
        .collect();
    let mut word =
        RawWord { text, area: level.area, confidence, readings, element: level.element, ..like(level) };
    blocks::spell(&mut word, &level.glyphs);
    Some(word)
}

/// The `index` of an element.
fn index(element: &Element<'_>) -> Option<i64> {
    element.get("index").and_then(|index| index.trim().parse().ok())
}

/// The rectangle around `x,y x,y …`.
fn points(points: &str) -> Option<Area> {
    let mut area: Option<Area> = None;
    for point in points.split_whitespace() {
        let (x, y) = point.split_once(',')?;
        let (x, y) = (x.parse().ok()?, y.parse().ok()?);
        let point = Area { left: x, top: y, right: x, bottom: y };
        area = Some(area.map_or(point, |area| area.to(point)));
    }
    area
}

/// What a region says that it is: by its type, or as Transkribus and eScriptorium note it.
fn region_role(element: &Element<'_>) -> Role {
    let kind = element.get("type").and_then(role::of_label);
    kind.or_else(|| element.get("custom").and_then(role::of_custom)).unwrap_or_default()
}
