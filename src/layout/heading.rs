//! Whether a fragment reads like a line of a heading, by its words alone.
//!
//! A logistic regression over the fragments that lines of printed pages may
//! be cut into, of which some are known to be lines of headings.

use super::cohesion::Cohesion;
use super::token_features::{Case, TokenFeatures};
use super::weights;
use crate::language::{Language, flag};

/// How a fragment may be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// As text only.
    Text = 0,
    /// As a line of a heading too, but it hardly reads like one.
    Doubtful = 1,
    /// As a line of a heading too.
    Likely = 2,
    /// As one that plainly reads like a line of a heading.
    Plain = 3,
}

/// Log odds below this are those of text.
const TEXT: f32 = -3.0;
/// Log odds below this are in doubt.
const DOUBT: f32 = -1.5;
/// Log odds above this are plain.
const PLAIN: f32 = 0.0;

/// A fragment read so far, word after word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FragmentReading {
    from: usize,
    words: f32,
    functions: f32,
    tiny: f32,
    capitals: f32,
    unknown: f32,
    digits: f32,
    junk: f32,
    commas: f32,
    stops: f32,
    colons: f32,
    link: f32,
    worst: f32,
}

impl FragmentReading {
    /// Begins with the token `from`.
    pub(super) fn new(from: usize) -> Self {
        Self { from, ..Self::default() }
    }

    /// Goes on with the next token.
    pub(super) fn push(&mut self, sheet: &TokenFeatures, links: &Cohesion, at: usize) {
        let word = &sheet.words[at];
        self.words += 1.0;
        self.functions += flag(word.function);
        self.tiny += flag(word.letters <= 2);
        self.unknown += flag(word.first.word == Language::UNKNOWN);
        self.digits += flag(word.digit);
        self.junk += flag(word.junk);
        self.colons += flag(word.colon);
        if at > self.from {
            let before = &sheet.words[at - 1];
            self.capitals += flag(word.case == Case::Upper);
            self.commas += flag(before.comma);
            self.stops += flag(before.ends);
            let link = links.inner(at);
            self.link += link;
            self.worst = self.worst.min(link);
        }
    }

    /// What it reads like in a column of this width, when `last` is its last
    /// token and `width` its own width.
    pub(super) fn likeness(
        &self,
        sheet: &TokenFeatures,
        links: &Cohesion,
        last: usize,
        width: f32,
        column: f32,
    ) -> Likeness {
        if is_text(sheet, self.from, last, width, column) {
            return Likeness::Text;
        }
        let lead = sheet.speaking_from(self.from);
        let (first, end) = (&sheet.words[self.from], &sheet.words[last]);
        let n = self.words;
        let odds = -1.25 - 0.74 * n + 1.11 * self.functions / n
            - 1.84 * flag(end.function)
            - 3.62 * self.commas
            - 3.59 * self.stops
            + 0.19 * self.colons
            - 3.72 * flag(end.comma)
            - 1.08 * flag(end.hyphen)
            + 1.49 * self.capitals / n
            - 1.41 * self.unknown / n
            + 5.32 * (width / column)
            - 3.72 * self.digits
            - 0.84 * self.junk
            + 0.34 * self.worst.max(-5.0)
            + 0.60 * (self.link / n).clamp(-3.0, 3.0)
            - 0.16 * links.start(lead).clamp(-5.0, 3.0)
            - 0.61 * self.tiny / n
            - 1.65 * flag(first.function);
        if odds < TEXT {
            Likeness::Text
        } else if odds < DOUBT {
            Likeness::Doubtful
        } else if odds < PLAIN {
            Likeness::Likely
        } else {
            Likeness::Plain
        }
    }
}

/// Whether a run of tokens is no line of a heading, by its ends and its width alone.
fn is_text(sheet: &TokenFeatures, from: usize, last: usize, width: f32, column: f32) -> bool {
    let end = &sheet.words[last];
    width >= weights::SHORT * column
        || end.ends
        || end.junk
        || sheet.words[sheet.speaking_from(from)].case == Case::Lower
}

/// What a run of tokens reads like in a column of this width.
pub(super) fn likeness(
    sheet: &TokenFeatures,
    links: &Cohesion,
    from: usize,
    to: usize,
    column: f32,
) -> Likeness {
    let width = sheet.run(from, to);
    if is_text(sheet, from, to - 1, width, column) {
        return Likeness::Text;
    }
    let mut reading = FragmentReading::new(from);
    for at in from..to {
        reading.push(sheet, links, at);
    }
    reading.likeness(sheet, links, to - 1, width, column)
}
