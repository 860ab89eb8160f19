//! Markup as a stream of events, never as a tree: what the readers of ALTO, PAGE,
//! hOCR, `FoLiA` and ABBYY's XML share.
//!
//! Only the entities that XML and HTML themselves define are resolved, each
//! to a character or two, so that nothing can be made to grow; what a file
//! defines for itself stands as it is written. A file that breaks off is read
//! as far as it goes, and the reader says so.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::{Error as XmlError, IllFormedError};
use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};

use super::Error;
use crate::model::{Notice, Surface};

/// Elements that lie this deep in each other are no page.
const DEEPEST: usize = 256;

/// What comes next.
#[derive(Debug)]
pub(super) enum Markup<'a> {
    /// An element begins; an empty one ends at once.
    Open(Element<'a>),
    /// An element of this local name ends.
    Close(Cow<'a, str>),
    /// Text, or a part of it.
    Text(Cow<'a, str>),
    /// The end.
    End,
}

/// The start tag of an element.
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// Its name without a prefix.
    pub(super) name: String,
    attributes: Vec<(String, Cow<'a, str>)>,
}

impl Element<'_> {
    /// The value of the attribute of this local name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_ref())
    }
}

/// What a format makes of markup, from the start of a file to its end.
pub(super) trait MarkupReader {
    /// An element begins; what is no number in it is noted in the file.
    fn open(&mut self, element: &Element<'_>, xml: &mut Xml<'_>);
    /// An element of this local name ends.
    fn close(&mut self, name: &str);
    /// Text stands between them.
    fn text(&mut self, text: &str);
    /// The file is at its end.
    fn end(&mut self) {}
}

/// A file of markup, read from its start to its end.
pub(super) struct Xml<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    format: &'static str,
    html: bool,
    depth: usize,
    /// The line where the file broke off.
    broken_off: Option<usize>,
    /// The line of the first number that is none, and how many there are.
    bad_numbers: Option<(usize, String, usize)>,
}

impl<'a> Xml<'a> {
    /// Strict, as XML is.
    pub(super) fn strict(text: &'a str, format: &'static str) -> Self {
        Self::new(text, format, false)
    }

    /// Lenient, as HTML is: elements need not be closed.
    pub(super) fn lenient(text: &'a str, format: &'static str) -> Self {
        Self::new(text, format, true)
    }

    fn new(text: &'a str, format: &'static str, html: bool) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        config.check_end_names = !html;
        config.allow_unmatched_ends = html;
        Self { text, reader, format, html, depth: 0, broken_off: None, bad_numbers: None }
    }

    /// Reads the file through.
    pub(super) fn read_to(&mut self, reader: &mut impl MarkupReader) -> Result<(), Error> {
        loop {
            match self.next()? {
                Markup::Open(element) => reader.open(&element, self),
                Markup::Close(name) => reader.close(&name),
                Markup::Text(text) => reader.text(&text),
                Markup::End => {
                    reader.end();
                    return Ok(());
                }
            }
        }
    }

    /// What comes next. After the end there is nothing but the end.
    pub(super) fn next(&mut self) -> Result<Markup<'a>, Error> {
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return self.failed(&error),
            };
            match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST && !self.html {
                        return Err(
                            self.error(format!("elements nested more than {DEEPEST} deep"), "a page of OCR")
                        );
                    }
                    return Ok(Markup::Open(self.element(&start)?));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    let name = end.name().0;
                    return Ok(Markup::Close(Cow::Owned(local(name).to_owned())));
                }
                Event::Text(text) => return Ok(Markup::Text(text.into_inner())),
                Event::CData(text) => return Ok(Markup::Text(text.into_inner())),
                Event::GeneralRef(entity) => {
                    let character = entity.resolve_char_ref().ok().flatten();
                    let text = match (character, resolve_html5_entity(&entity)) {
                        (Some(c), _) => c.to_string(),
                        (None, Some(text)) => text.to_owned(),
                        (None, None) => format!("&{};", &*entity),
                    };
                    return Ok(Markup::Text(Cow::Owned(text)));
                }
                Event::Eof => {
                    if self.depth > 0 && !self.html {
                        self.break_off();
                    }
                    return Ok(Markup::End);
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn element(&self, start: &BytesStart<'a>) -> Result<Element<'a>, Error> {
        let mut attributes = Vec::new();
        let mut all = if self.html { start.html_attributes() } else { start.attributes() };
        for attribute in all.with_checks(false) {
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(_) if self.html => continue,
                Err(error) => {
                    let seen = format!("an attribute of `{}` that is none ({error})", start.name().0);
                    return Err(self.error(seen, "name=\"value\""));
                }
            };
            let value = unescape_with(&attribute.value, resolve_html5_entity)
                .map_or_else(|_| attribute.value.to_string(), Cow::into_owned);
            attributes.push((local(attribute.key.0).to_owned(), Cow::Owned(value)));
        }
        Ok(Element { name: local(start.name().0).to_owned(), attributes })
    }

    /// What cannot be read on: the file breaks off, or is no markup.
    fn failed(&mut self, error: &XmlError) -> Result<Markup<'a>, Error> {
        let unclosed = matches!(error, XmlError::Syntax(_))
            || matches!(error, XmlError::IllFormed(IllFormedError::MissingEndTag(_)));
        if unclosed || self.html {
            self.break_off();
            return Ok(Markup::End);
        }
        Err(self.error(error.to_string(), "well-formed XML"))
    }

    fn break_off(&mut self) {
        self.broken_off.get_or_insert_with(|| line_of(self.text, self.text.len()));
    }

    /// An error at the place where the reader is.
    pub(super) fn error(&self, seen: String, wanted: &'static str) -> Error {
        let at = self.reader.buffer_position().min(self.reader.error_position()) as usize;
        let at = if at == 0 { self.reader.buffer_position() as usize } else { at };
        Error::Markup { format: self.format, line: line_of(self.text, at), seen, wanted }
    }

    /// An attribute that is a number; one that is none counts as not given.
    pub(super) fn number(&mut self, element: &Element<'_>, name: &str) -> Option<f32> {
        let value = element.get(name)?;
        match value.trim().parse::<f32>() {
            Ok(number) if number.is_finite() => Some(number),
            _ => {
                let seen = format!("{} {name}=\"{value}\"", element.name);
                self.bad_number(seen);
                None
            }
        }
    }

    /// Remembers that something is no number.
    pub(super) fn bad_number(&mut self, seen: String) {
        if let Some((_, _, many)) = &mut self.bad_numbers {
            *many += 1;
        } else {
            let line = line_of(self.text, self.reader.buffer_position() as usize);
            self.bad_numbers = Some((line, seen, 1));
        }
    }

    /// Four attributes that are numbers, if all are.
    pub(super) fn four(&mut self, element: &Element<'_>, names: [&str; 4]) -> Option<[f32; 4]> {
        let numbers = names.map(|name| self.number(element, name));
        let [Some(a), Some(b), Some(c), Some(d)] = numbers else { return None };
        Some([a, b, c, d])
    }

    /// A size of letters; none is not above 0.
    pub(super) fn size(&mut self, element: &Element<'_>, name: &str) -> Option<f32> {
        self.number(element, name).filter(|&size| size > 0.0)
    }

    /// How sure an engine is, from 0 to 1.
    pub(super) fn confidence(&mut self, element: &Element<'_>, name: &str) -> Option<f32> {
        self.number(element, name).map(|sure| sure.clamp(0.0, 1.0))
    }

    /// The surface of a page by its width and height. Whether the file spells an order out is told
    /// by what stands before it; nobody guessed one.
    pub(super) fn surface(&mut self, element: &Element<'_>, width: &str, height: &str) -> Surface {
        let width = self.number(element, width).unwrap_or(0.0);
        let height = self.number(element, height).unwrap_or(0.0);
        Surface { width, height, in_order: false, guessed: false }
    }

    /// What there is to tell about the file as a whole.
    pub(super) fn notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        if let Some(line) = self.broken_off {
            notices.push(Notice {
                code: "broken-off",
                message: format!("the {} breaks off at line {line}; what was whole was read", self.format),
                span: None,
                confidence: None,
            });
        }
        if let Some((line, seen, many)) = &self.bad_numbers {
            let more = if *many > 1 { format!(", and {} more such", many - 1) } else { String::new() };
            notices.push(Notice {
                code: "bad-number",
                message: format!(
                    "line {line}: {seen} is no number (a dot parts the decimals){more}; passed over"
                ),
                span: None,
                confidence: None,
            });
        }
        notices
    }

    /// Whether the file broke off.
    pub(super) fn is_broken_off(&self) -> bool {
        self.broken_off.is_some()
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The line that a byte stands on, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].split(|&byte| byte == b'\n').count()
}

/// Whether a text has an element of this local name, as far as its first stretch tells.
pub(super) fn has_element(text: &str, name: &str) -> bool {
    let named = |at: usize| {
        let before = &text[..at];
        let open = before.ends_with('<')
            || before.rfind('<').is_some_and(|from| {
                let prefix = &before[from + 1..];
                prefix.len() > 1 && prefix.ends_with(':') && !prefix.contains(char::is_whitespace)
            });
        open && !text[at + name.len()..].starts_with(|c: char| c.is_alphanumeric())
    };
    text.match_indices(name).take(1000).any(|(at, _)| named(at))
}

/// The name of the first element of a text, without its prefix, if it is markup at all.
pub(super) fn root(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) => return Some(local(start.name().0).to_owned()),
            Event::Text(text) if text.trim().is_empty() => {}
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            _ => return None,
        }
    }
}
