//! ALTO, versions 2 to 4, as Tesseract, ABBYY, Transkribus and libraries write it.

use std::collections::BTreeMap;

use super::Error;
use super::blocks::{self, Blocks, Read};
use super::printed::RawWord;
use super::role;
use super::xml::{Element, MarkupReader, Xml};
use crate::model::{Area, EngineReading, Role};

/// Reads an ALTO file.
pub(super) fn read(text: &str) -> Result<Read, Error> {
    let mut xml = Xml::strict(text, "ALTO");
    let mut alto = Alto::default();
    xml.read_to(&mut alto)?;
    Ok(Read::of(alto.blocks, &xml))
}

/// A style of letters.
#[derive(Debug, Clone, Copy, Default)]
struct Style {
    size: Option<f32>,
    bold: bool,
}

#[derive(Default)]
struct Alto {
    blocks: Blocks,
    styles: BTreeMap<String, Style>,
    roles: BTreeMap<String, Role>,
    /// The styles of the elements around: page, block, line.
    around: Vec<(String, Style)>,
    /// The word that is being read, and how many have been.
    word: Option<RawWord>,
    words: u32,
    /// The characters of the word that is being read, one list of readings for each.
    glyphs: Vec<Vec<EngineReading>>,
    /// The text of an `ALTERNATIVE`, when one is being read.
    alternative: Option<String>,
}

impl MarkupReader for Alto {
    fn open(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) {
        match element.name.as_str() {
            "TextStyle" => {
                let size = xml.size(element, "FONTSIZE");
                let bold = element.get("FONTSTYLE").is_some_and(|style| style.contains("bold"));
                if let Some(id) = element.get("ID") {
                    self.styles.insert(id.to_owned(), Style { size, bold });
                }
            }
            "LayoutTag" | "StructureTag" | "RoleTag" | "OtherTag" => {
                let label = element.get("LABEL").unwrap_or_default();
                if let (Some(id), Some(role)) = (element.get("ID"), role::of_label(label)) {
                    self.roles.insert(id.to_owned(), role);
                }
            }
            "OrderedGroup" | "UnorderedGroup" => {
                self.blocks.order.group(element.name == "OrderedGroup", None, None);
            }
            "ElementRef" => {
                for id in element.get("REF").unwrap_or_default().split_whitespace() {
                    self.blocks.order.region(None, id);
                }
            }
            "ComposedBlock" => self.blocks.enter(element.get("ID")),
            "Page" => {
                self.blocks.page(xml.surface(element, "WIDTH", "HEIGHT"));
                self.enter(element);
            }
            "TextBlock" => {
                let tags = element.get("TAGREFS").unwrap_or_default().split_whitespace();
                let role = tags.filter_map(|tag| self.roles.get(tag)).next_back().copied();
                let kind = element.get("TYPE").and_then(role::of_label);
                self.blocks.block(role.or(kind).unwrap_or_default());
                self.blocks.enter(element.get("ID"));
                self.enter(element);
            }
            "TextLine" => {
                let area = area(xml, element);
                self.blocks.enter(element.get("ID"));
                self.blocks.line(area);
                self.enter(element);
            }
            "String" => self.string(element, xml),
            "Glyph" => {
                let first = reading(xml, element, "GC");
                self.glyphs.push(first.into_iter().collect());
            }
            "Variant" => {
                let variant = reading(xml, element, "VC");
                if let (Some(glyph), Some(variant)) = (self.glyphs.last_mut(), variant) {
                    glyph.push(variant);
                }
            }
            "ALTERNATIVE" => self.alternative = Some(String::new()),
            "HYP" => {
                let mark = element.get("CONTENT").unwrap_or("-");
                let area = area(xml, element);
                self.blocks.hyphen(mark, area);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "String" => {
                let Some(mut word) = self.word.take() else { return };
                blocks::spell(&mut word, &self.glyphs);
                self.glyphs.clear();
                self.blocks.word(word);
            }
            "ALTERNATIVE" => {
                let text = self.alternative.take().unwrap_or_default();
                if let Some(word) = self.word.as_mut().filter(|_| !text.trim().is_empty()) {
                    word.readings.push(EngineReading { text: text.trim().to_owned(), confidence: None });
                }
            }
            "OrderedGroup" | "UnorderedGroup" => self.blocks.order.end(),
            "ComposedBlock" => self.blocks.leave(),
            "Page" | "TextBlock" | "TextLine" => {
                if name != "Page" {
                    self.blocks.leave();
                }
                while let Some((ended, _)) = self.around.pop() {
                    if ended == name {
                        break;
                    }
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(alternative) = &mut self.alternative {
            alternative.push_str(text);
        }
    }
}

impl Alto {
    /// Remembers the style that an element gives to what it holds.
    fn enter(&mut self, element: &Element<'_>) {
        let style = self.style(element);
        self.around.push((element.name.clone(), style));
    }

    /// The style of an element: its own, or that of what is around it.
    fn style(&self, element: &Element<'_>) -> Style {
        let around = self.around.last().map(|(_, style)| *style).unwrap_or_default();
        let mut style = around;
        let refs = element.get("STYLEREFS").unwrap_or_default();
        for own in refs.split_whitespace().filter_map(|id| self.styles.get(id)) {
            style = Style { size: own.size.or(style.size), bold: own.bold };
        }
        style.bold |= element.get("STYLE").is_some_and(|named| named.contains("bold"));
        style
    }

    fn string(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) {
        let style = self.style(element);
        let text = element.get("CONTENT").unwrap_or_default().to_owned();
        let confidence = xml.confidence(element, "WC");
        // `CC` counts the other way: 0 is sure, 9 is not.
        let marks = element.get("CC").unwrap_or_default();
        let digits = marks.chars().filter_map(|c| c.to_digit(10)).map(|doubt| 1.0 - doubt as f32 / 9.0);
        let area = area(xml, element);
        self.word = Some(RawWord {
            text,
            area,
            size: style.size,
            bold: style.bold,
            confidence,
            characters: digits.collect(),
            readings: Vec::new(),
            element: self.words,
        });
        self.words += 1;
        self.glyphs.clear();
    }
}

/// The area of an element.
fn area(xml: &mut Xml<'_>, element: &Element<'_>) -> Option<Area> {
    let [left, top, width, height] = xml.four(element, ["HPOS", "VPOS", "WIDTH", "HEIGHT"])?;
    Area::new(left, top, left + width, top + height)
}

/// The character of a `Glyph` or `Variant`.
fn reading(xml: &mut Xml<'_>, element: &Element<'_>, sure: &str) -> Option<EngineReading> {
    let confidence = xml.confidence(element, sure);
    let text = element.get("CONTENT").filter(|text| !text.is_empty())?.to_owned();
    Some(EngineReading { text, confidence })
}
