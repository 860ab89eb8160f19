use super::{Piece, Source, Span};

/// A cleaned document: its source, its outline, and what was left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it was read from.
    pub source: Source,
    /// The language pack that was used, a BCP 47 tag.
    pub language: String,
    /// The pack and its version: `nl 1`.
    pub pack: String,
    /// The options that bear on the result, in one line.
    pub options: String,
    /// Title, sections and the rest.
    pub outline: Outline,
    /// Source characters that are in no text field.
    pub discarded: Vec<Discarded>,
    /// What a person should know.
    pub notices: Vec<Notice>,
}

/// What structure finds in the corrected streams.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    /// The title of the page.
    pub title: Option<Text>,
    /// The first date that stands by itself. When `dateline` is there its text
    /// is that field's; else it is only read off a heading or the footer.
    pub date: Option<Date>,
    /// A line that holds the date and nothing else and belongs to no section:
    /// its plain text is that of `date`, so it is written as `/date/text`.
    pub dateline: Option<Text>,
    /// Web and mail addresses, in order of appearance, without repeats.
    pub links: Vec<String>,
    /// The sections in reading order.
    pub sections: Vec<Section>,
    /// What stands below the last section across the page.
    pub footer: Option<Text>,
    /// What was set aside: running heads, page numbers.
    pub discarded: Vec<Discarded>,
}

/// A date as written and in ISO 8601.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// As written: `December 2025`.
    pub text: String,
    /// In ISO 8601, as precise as the text: `2025-12`.
    pub iso: Option<String>,
}

/// A heading with what belongs under it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section {
    /// Its heading.
    pub heading: Option<Text>,
    /// A second line of heading right under the first.
    pub subheading: Option<Text>,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of a section.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// Its text.
    pub text: Text,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphKind {
    /// Running text.
    Text,
    /// An item of a list, with its number, or its bullet where that was not misread.
    ListItem,
    /// Rows of cells: rows are parted by line feeds, cells by tabs.
    Table,
    /// Verse, an address, entries of contents, of an index, of a register: line ends are kept.
    Lines,
    /// What belongs to a picture, or a figure with what it counts.
    Caption,
    /// A footnote, or a note in the margin.
    Note,
}

impl ParagraphKind {
    /// Its name in every format: `text`, `list_item`, `table`, `lines`, `caption`, `note`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::ListItem => "list_item",
            Self::Table => "table",
            Self::Lines => "lines",
            Self::Caption => "caption",
            Self::Note => "note",
        }
    }
}

/// A field of text: its pieces in reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    /// Never empty; the first is never glued in effect.
    pub pieces: Vec<Piece>,
    /// Where more than a blank parts two pieces, in order: the number of the second and what stands before it.
    pub breaks: Vec<(usize, Break)>,
}

/// What parts two pieces where a blank would not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// The next row or line of verse begins: a line feed.
    Line,
    /// The next cell of a row begins: a tab.
    Cell,
}

impl Break {
    /// The character that it is written as.
    pub fn character(self) -> char {
        match self {
            Self::Line => '\n',
            Self::Cell => '\t',
        }
    }
}

impl Text {
    /// The text as a reader sees it: pieces with a blank between those not glued, or what parts them else.
    pub fn plain(&self) -> String {
        let length = self.pieces.iter().map(|piece| piece.text.len() + 1).sum();
        let mut out = String::with_capacity(length);
        for (at, piece) in self.pieces.iter().enumerate() {
            if !out.is_empty() && !piece.glued {
                out.push(self.gap_before(at));
            }
            out.push_str(&piece.text);
        }
        out
    }

    /// What stands before a piece that is not glued to the one before it.
    pub fn gap_before(&self, at: usize) -> char {
        match self.breaks.binary_search_by_key(&at, |&(before, _)| before) {
            Ok(found) => self.breaks[found].1.character(),
            Err(_) => ' ',
        }
    }
}

/// Source characters that are in no text field, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discarded {
    /// Where they stand.
    pub span: Span,
    /// Why: `noise`, `control`, `page-number`, `running-head`, `catch-word`, `signature`.
    pub reason: &'static str,
}

/// Something a person should know about a document that was still cleaned.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// A short stable name, such as `columns-unsure`.
    pub code: &'static str,
    /// A sentence for a person.
    pub message: String,
    /// Where, if it is about one place.
    pub span: Option<Span>,
    /// How sure the program is of what it did, where that is the point.
    pub confidence: Option<f32>,
}
