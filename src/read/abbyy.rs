//! The XML that ABBYY `FineReader` writes, versions 6 to 11: characters with
//! their boxes, in lines, in paragraphs, in blocks.

use super::Error;
use super::blocks::{Blocks, Read};
use super::printed::RawWord;
use super::xml::{Element, MarkupReader, Xml};
use crate::model::{Area, Role};

/// Reads such a file.
pub(super) fn read(text: &str) -> Result<Read, Error> {
    let mut xml = Xml::strict(text, "ABBYY XML");
    let mut abbyy = Abbyy::default();
    xml.read_to(&mut abbyy)?;
    Ok(Read::of(abbyy.blocks, &xml))
}

/// A character that is being read.
struct Character {
    area: Option<Area>,
    confidence: Option<f32>,
    /// Whether a word begins with it.
    starts: bool,
    text: String,
}

#[derive(Default)]
struct Abbyy {
    blocks: Blocks,
    /// The size and the weight of the letters.
    style: (Option<f32>, bool),
    line: Option<Area>,
    word: Option<RawWord>,
    words: u32,
    character: Option<Character>,
    /// Whether the stretch of one style that is being read has characters of its own.
    has_characters: bool,
    /// Whether the text of a stretch of one style is being read.
    is_text: bool,
}

impl MarkupReader for Abbyy {
    fn open(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) {
        match element.name.as_str() {
            "page" => {
                self.blocks.page(xml.surface(element, "width", "height"));
            }
            "block" | "par" => self.blocks.block(Role::Text),
            "line" => {
                self.line = area(xml, element);
                self.blocks.line(self.line);
            }
            "formatting" => {
                let size = xml.size(element, "fs");
                let bold = element.get("bold").is_some_and(|bold| matches!(bold, "1" | "true"));
                self.style = (size, bold);
                (self.has_characters, self.is_text) = (false, true);
            }
            "charParams" => {
                // 255 and less than nothing stand for what is not known.
                let sure = xml.number(element, "charConfidence").filter(|sure| (0.0..=100.0).contains(sure));
                let starts = element.get("wordStart").is_some_and(|start| matches!(start, "1" | "true"));
                let area = area(xml, element);
                let confidence = sure.map(|sure| sure / 100.0);
                self.character = Some(Character { area, confidence, starts, text: String::new() });
                self.has_characters = true;
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(character) = &mut self.character {
            character.text.push_str(text);
        } else if self.is_text && !self.has_characters {
            // Without characters the words share the place of their line.
            for word in text.split_whitespace() {
                self.put(RawWord { text: word.to_owned(), ..RawWord::default() });
            }
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "charParams" => {
                let Some(character) = self.character.take() else { return };
                let text = character.text.trim();
                if text.is_empty() || (character.starts && self.word.is_some()) {
                    self.end_word();
                }
                if !text.is_empty() {
                    self.letter(text, &character);
                }
            }
            // A style may change within a word.
            "formatting" => self.is_text = false,
            "line" | "par" | "block" | "page" => self.end_word(),
            _ => {}
        }
    }
}

impl Abbyy {
    fn letter(&mut self, text: &str, character: &Character) {
        let (size, bold) = self.style;
        let word = self.word.get_or_insert_with(|| RawWord { size, bold, ..RawWord::default() });
        word.text.push_str(text);
        word.area = [word.area, character.area].into_iter().flatten().reduce(Area::to);
        word.characters.extend(text.chars().filter_map(|_| character.confidence));
    }

    fn end_word(&mut self) {
        let Some(mut word) = self.word.take() else { return };
        if word.characters.len() == word.text.chars().count() {
            let sum: f32 = word.characters.iter().sum();
            word.confidence = Some(sum / word.characters.len().max(1) as f32);
        } else {
            word.characters.clear();
        }
        self.put(word);
    }

    fn put(&mut self, word: RawWord) {
        self.blocks.word(RawWord { element: self.words, ..word });
        self.words += 1;
    }
}

/// The area of an element.
fn area(xml: &mut Xml<'_>, element: &Element<'_>) -> Option<Area> {
    let [left, top, right, bottom] = xml.four(element, ["l", "t", "r", "b"])?;
    Area::new(left, top, right, bottom)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn character(c: &str, left: u32, more: &str) -> String {
        format!("<charParams l=\"{left}\" t=\"10\" r=\"{}\" b=\"30\" {more}>{c}</charParams>", left + 9)
    }

    #[test]
    fn characters_make_words_of_lines() {
        let letters = [
            character("d", 10, "wordStart=\"1\" charConfidence=\"90\""),
            character("e", 20, "wordStart=\"0\" charConfidence=\"70\""),
            character(" ", 30, "wordStart=\"0\" charConfidence=\"255\""),
            character("z", 40, "wordStart=\"1\" charConfidence=\"100\""),
        ];
        let file = format!(
            "<document xmlns=\"http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml\"><page \
             width=\"100\" height=\"200\"><block blockType=\"Text\"><text><par><line l=\"10\" t=\"10\" \
             r=\"49\" b=\"30\"><formatting fs=\"9.5\" bold=\"1\">{}</formatting></line><line l=\"10\" t=\"40\" \
             r=\"60\" b=\"60\"><formatting>twee woorden</formatting></line></par></text></block></page></document>",
            letters.concat()
        );
        let read = read(&file).unwrap();
        let lines = &read.pages[0].lines;
        let texts: Vec<Vec<&str>> =
            lines.iter().map(|line| line.words.iter().map(|word| word.text.as_str()).collect()).collect();
        assert_eq!(texts, [vec!["de", "z"], vec!["twee", "woorden"]]);
        let word = &lines[0].words[0];
        assert!((word.confidence.unwrap() - 0.8).abs() < 1e-4 && word.bold);
        assert!((word.area.unwrap().right - 29.0).abs() < 1e-4);
        assert!(read.pages[0].surface.width > 99.0);
    }
}
