//! The wire data: what the JSON of schema version 1 holds, name for name.
//!
//! The names are a contract with everyone who reads the JSON: more may be
//! added, none renamed. Absent is `null` or an empty list, never a missing key.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::Span;

/// The version of the JSON that is written.
pub const SCHEMA_VERSION: u32 = 1;

/// A document as it is written, or read back. Borrows what the model already holds as text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wire<'a> {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// What made the document.
    pub tool: Tool<'a>,
    /// What it was read from.
    pub source: Source<'a>,
    /// The language of the pack, a BCP 47 tag.
    pub language: Cow<'a, str>,
    /// The title of the page.
    pub title: Option<String>,
    /// The first date that stands by itself.
    pub date: Option<Date<'a>>,
    /// Web and mail addresses, in order of appearance.
    pub links: Cow<'a, [String]>,
    /// The sections in reading order.
    pub sections: Vec<Section>,
    /// What stands below the last section across the page.
    pub footer: Option<String>,
    /// Every change, by field and then by position.
    pub corrections: Vec<Correction<'a>>,
    /// For every field of text, the stretches of the source it came from.
    pub spans: Vec<FieldSpans>,
    /// Where the words of the source stand on its pages, by position; empty
    /// where the source does not say, and where version 0.1 wrote the document.
    #[serde(default)]
    pub boxes: Vec<PlacedBox>,
    /// The characters of the source that are in no field, by position.
    pub discarded: Vec<Discarded<'a>>,
    /// What a person should know.
    pub notices: Vec<Notice<'a>>,
    /// Counts.
    pub statistics: Statistics,
}

/// What made a document: two documents of one source, made by the same tool
/// with the same pack and options, are the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool<'a> {
    /// `ontwar`.
    pub name: Cow<'a, str>,
    /// The version of the program.
    pub version: Cow<'a, str>,
    /// The language pack and its version.
    pub pack: Cow<'a, str>,
    /// The options that bear on the result.
    pub options: Cow<'a, str>,
}

/// What a document was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source<'a> {
    /// A file name, or `-` for standard input.
    pub name: Cow<'a, str>,
    /// The format it was read as.
    pub format: Cow<'a, str>,
    /// The encoding it was decoded from.
    pub encoding: Cow<'a, str>,
    /// SHA-256 of the bytes as they came.
    pub sha256: Cow<'a, str>,
    /// How many code points the decoded source has.
    pub characters: usize,
    /// Its white space, where that is not a single blank: with it the source
    /// can be restored to the character.
    pub blanks: Vec<Blank>,
}

/// A run of white space of the source. Its two halves have names, so that a
/// list of them is a column of one type; it reads lists of two as well, as they
/// were written before version 0.2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BlankForms")]
pub struct Blank {
    /// Where it begins.
    pub at: u32,
    /// Its characters.
    pub text: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum BlankForms {
    Named { at: u32, text: String },
    Pair(u32, String),
}

impl From<BlankForms> for Blank {
    fn from(form: BlankForms) -> Self {
        let (BlankForms::Named { at, text } | BlankForms::Pair(at, text)) = form;
        Self { at, text }
    }
}

/// A stretch of the source in code points, end exclusive: `[start, end]` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch(pub u32, pub u32);

impl From<Span> for Stretch {
    fn from(span: Span) -> Self {
        Self(span.start, span.end)
    }
}

/// A date as written and in ISO 8601.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Date<'a> {
    /// As written.
    pub text: Cow<'a, str>,
    /// As precise as the text: `2025-12`.
    pub iso: Option<Cow<'a, str>>,
}

/// A heading with what belongs under it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// `s1`, `s2` and so on.
    pub id: String,
    /// Its heading.
    pub heading: Option<String>,
    /// A second line of heading right under the first.
    pub subheading: Option<String>,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of a section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// `text`, `list_item`, `table`, `lines`, `caption` or `note`.
    pub kind: Cow<'static, str>,
    /// Its text.
    pub text: String,
    /// How sure we are of its words, from 0 to 1: the mean over its letters.
    pub confidence: f32,
}

/// A change: the text at `start..end` of the field reads `after`, where the
/// source has `before`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction<'a> {
    /// The field, as a JSON Pointer (RFC 6901).
    pub path: String,
    /// Where it starts in the text of the field, in code points.
    pub start: u32,
    /// Where it ends in the text of the field.
    pub end: u32,
    /// What the source has, each run of white space as one blank.
    pub before: String,
    /// What the field has.
    pub after: String,
    /// Where `before` stands in the source. Empty, at the end of the first
    /// half, for two halves of a word that do not follow each other there.
    pub source: Stretch,
    /// What sort of change it is: a [`Kind::name`](crate::model::Kind::name).
    pub kind: Cow<'static, str>,
    /// What decided: `lexicon`, `confusion`, `context`, `engine`, a dictionary's file
    /// and line, `unicode` for the reader's normalisation, `layout` for
    /// words joined or parted by where they stand.
    pub rule: Cow<'a, str>,
    /// How sure we are, from 0 to 1.
    pub confidence: f32,
    /// The next best readings, best first; at most three.
    pub alternatives: Vec<Alternative<'a>>,
}

/// A reading that was considered and not taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternative<'a> {
    /// What would stand in the place of `after`.
    pub text: Cow<'a, str>,
    /// Its share of the belief, from 0 to 1.
    pub confidence: f32,
}

/// Where the text of a field came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldSpans {
    /// The field, as a JSON Pointer (RFC 6901).
    pub path: String,
    /// The stretches of the source, in reading order.
    pub source: Vec<Stretch>,
}

/// Where a word of the source stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlacedBox {
    /// The word.
    pub source: Stretch,
    /// Its page, from 1.
    pub page: u32,
    /// Its left, upper, right and lower edge, in the unit of the source.
    #[serde(rename = "box")]
    pub edges: [f32; 4],
    /// How sure the engine was of it, from 0 to 1, if it said so.
    pub confidence: Option<f32>,
}

/// Characters of the source that are in no field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discarded<'a> {
    /// Where they stand.
    pub source: Stretch,
    /// What they are.
    pub text: String,
    /// Why they were set aside.
    pub reason: Cow<'a, str>,
}

/// Something a person should know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice<'a> {
    /// A short stable name.
    pub code: Cow<'a, str>,
    /// A sentence.
    pub message: String,
    /// Where, if it is about one place.
    pub source: Option<Stretch>,
    /// How sure the program is of what it did.
    pub confidence: Option<f32>,
}

/// Counts of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// Words in the fields of text: runs without white space that hold a letter or a digit.
    pub words: usize,
    /// Corrections by kind. Every kind is there, so that all documents have the same columns.
    pub corrections: BTreeMap<Cow<'static, str>, usize>,
}

impl Wire<'_> {
    /// The same, borrowing nothing: it outlives the document that it was made of.
    pub fn into_owned(self) -> Wire<'static> {
        Wire {
            schema_version: self.schema_version,
            tool: Tool {
                name: owned(self.tool.name),
                version: owned(self.tool.version),
                pack: owned(self.tool.pack),
                options: owned(self.tool.options),
            },
            source: Source {
                name: owned(self.source.name),
                format: owned(self.source.format),
                encoding: owned(self.source.encoding),
                sha256: owned(self.source.sha256),
                characters: self.source.characters,
                blanks: self.source.blanks,
            },
            language: owned(self.language),
            title: self.title,
            date: self.date.map(|date| Date { text: owned(date.text), iso: date.iso.map(owned) }),
            links: Cow::Owned(self.links.into_owned()),
            sections: self.sections,
            footer: self.footer,
            corrections: self.corrections.into_iter().map(Correction::into_owned).collect(),
            spans: self.spans,
            boxes: self.boxes,
            discarded: self
                .discarded
                .into_iter()
                .map(|gone| Discarded { source: gone.source, text: gone.text, reason: owned(gone.reason) })
                .collect(),
            notices: self
                .notices
                .into_iter()
                .map(|notice| Notice {
                    code: owned(notice.code),
                    message: notice.message,
                    source: notice.source,
                    confidence: notice.confidence,
                })
                .collect(),
            statistics: self.statistics,
        }
    }
}

impl Correction<'_> {
    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Correction<'static> {
        let alternatives = self.alternatives.into_iter();
        Correction {
            path: self.path,
            start: self.start,
            end: self.end,
            before: self.before,
            after: self.after,
            source: self.source,
            kind: self.kind,
            rule: owned(self.rule),
            confidence: self.confidence,
            alternatives: alternatives
                .map(|other| Alternative { text: owned(other.text), confidence: other.confidence })
                .collect(),
        }
    }
}

fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

/// A confidence with three decimals, which is more than it is worth already.
pub(super) fn round(confidence: f32) -> f32 {
    if confidence.is_finite() { (confidence.clamp(0.0, 1.0) * 1000.0).round() / 1000.0 } else { 0.0 }
}
