//! `FoLiA`, the XML of linguistic annotation that TICCL works on: words in
//! sentences in paragraphs, without places, in reading order.
//!
//! Text stands at several depths, the same text again; that of words counts
//! where there is any, else that of strings, else the deepest. Of several
//! texts the one of no class, or of class `current`, is the text.

use super::Error;
use super::blocks::{Blocks, Read};
use super::printed::RawWord;
use super::xml::{Element, MarkupReader, Xml};
use crate::model::{Role, Surface};

/// Reads such a file.
pub(super) fn read(text: &str) -> Result<Read, Error> {
    let mut xml = Xml::strict(text, "FoLiA");
    let mut folia = Folia { space: true, ..Folia::default() };
    folia.blocks.page(SURFACE);
    xml.read_to(&mut folia)?;
    Ok(Read::of(folia.blocks, &xml))
}

/// The order of the file is that of reading.
const SURFACE: Surface = Surface { width: 0.0, height: 0.0, in_order: true, guessed: false };

/// Elements that hold text: paragraphs and their like, sentences, words, strings.
const HOLDERS: [&str; 13] =
    ["p", "head", "s", "w", "str", "item", "caption", "note", "quote", "cell", "label", "ref", "entry"];
/// What stands in these is no text of the document.
const ASIDE: [&str; 8] =
    ["original", "suggestion", "alt", "altlayers", "desc", "comment", "morphology", "phonology"];

/// An element that is open.
struct Open {
    name: String,
    /// Whether something deeper gave text already.
    filled: bool,
    /// Its own text, told if nothing deeper has any.
    text: String,
}

#[derive(Default)]
struct Folia {
    blocks: Blocks,
    open: Vec<Open>,
    /// The text that is being read.
    text: Option<String>,
    words: u32,
    /// Whether the next word follows without a blank.
    glued: bool,
    pending: String,
    /// Whether a blank follows the word that is being read.
    space: bool,
}

impl MarkupReader for Folia {
    fn open(&mut self, element: &Element<'_>, _: &mut Xml<'_>) {
        let name = element.name.as_str();
        match name {
            "t" => {
                let current = element.get("class").is_none_or(|class| class == "current");
                if current
                    && !self.is_aside()
                    && self.open.iter().any(|open| HOLDERS.contains(&open.name.as_str()))
                {
                    self.text = Some(String::new());
                }
            }
            "br" | "pb" | "linebreak" => {
                if let Some(text) = &mut self.text {
                    text.push('\n');
                } else if !self.is_aside() {
                    self.line();
                }
                if name == "pb" || element.get("newpage") == Some("yes") {
                    self.end_word();
                    self.blocks.page(SURFACE);
                }
            }
            "p" | "head" | "item" | "caption" | "note" | "cell" | "entry" if !self.is_aside() => {
                self.end_word();
                self.blocks.block(if name == "head" { Role::Heading } else { Role::Text });
                self.blocks.line(None);
            }
            "w" => self.space = element.get("space") != Some("no"),
            _ => {}
        }
        self.open.push(Open { name: name.to_owned(), filled: false, text: String::new() });
    }

    fn close(&mut self, name: &str) {
        if name == "t"
            && let Some(text) = self.text.take()
        {
            self.open.pop();
            if let Some(holder) =
                self.open.iter_mut().rev().find(|open| HOLDERS.contains(&open.name.as_str()))
            {
                holder.text = text;
            }
            return;
        }
        let Some(ended) = self.open.pop() else { return };
        if !HOLDERS.contains(&ended.name.as_str()) || self.is_aside() {
            return;
        }
        let tells = !ended.filled && !ended.text.trim().is_empty();
        if ended.filled || tells {
            for around in &mut self.open {
                around.filled = true;
            }
        }
        if !tells {
            return;
        }
        if ended.name == "w" {
            if !self.glued {
                self.end_word();
            }
            self.pending.push_str(ended.text.trim());
            self.glued = !self.space;
            return;
        }
        for (number, line) in ended.text.split('\n').enumerate() {
            if number > 0 {
                self.line();
            }
            for word in line.split_whitespace() {
                self.word(word.to_owned());
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(own) = &mut self.text {
            own.push_str(text);
        }
    }

    fn end(&mut self) {
        self.end_word();
    }
}

impl Folia {
    fn is_aside(&self) -> bool {
        self.open.iter().any(|open| ASIDE.contains(&open.name.as_str()))
    }

    fn line(&mut self) {
        self.end_word();
        self.blocks.line(None);
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.pending);
        self.glued = false;
        if !word.is_empty() {
            self.word(word);
        }
    }

    fn word(&mut self, text: String) {
        self.blocks.word(RawWord { text, element: self.words, ..RawWord::default() });
        self.words += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(body: &str) -> Vec<String> {
        let file = format!("<FoLiA xmlns=\"http://ilk.uvt.nl/folia\"><text>{body}</text></FoLiA>");
        let read = read(&file).unwrap();
        let lines = read.pages.iter().flat_map(|page| &page.lines);
        let text =
            |words: &[RawWord]| words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        lines.map(|line| text(&line.words)).filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn the_text_of_words_counts_and_not_again_that_of_their_sentence() {
        let body =
            "<p><s><w><t>Een</t></w><w space=\"no\"><t>dag</t></w><w><t>.</t></w><t>Een dag.</t></s></p>";
        assert_eq!(lines(body), ["Een dag."]);
    }

    #[test]
    fn a_paragraph_may_have_text_alone() {
        let body = "<head><t>Kop</t></head><p><t class=\"OCR\">Ecn</t><t>Een dag<br/>later</t></p>";
        assert_eq!(lines(body), ["Kop", "Een dag", "later"]);
    }

    #[test]
    fn what_was_corrected_is_read_as_it_is_now() {
        let body = "<p><str><correction><new><t>dag</t></new><original auth=\"no\"><t>bag</t></original>\
                    </correction></str></p>";
        assert_eq!(lines(body), ["dag"]);
    }
}
