//! Whether a fragment reads like a line of a heading, by its words alone.
//!
//! A logistic regression (`models/likeness`) over the fragments that lines of
//! pages may be cut into, of which some are known to be lines of headings.

use std::sync::LazyLock;

use super::cohesion::Cohesion;
use super::token_features::{Case, TokenFeatures};
use super::weights::{self, named};
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

/// How much is seen of a fragment.
const SEEN: usize = 19;
/// Where among them its width stands.
const WIDTH: usize = 10;

/// What is seen of a fragment, in the order of [`FragmentReading::seen`].
pub(super) const NAMES: [&str; SEEN] = [
    "words",
    "functions",
    "ends-function",
    "commas",
    "stops",
    "colons",
    "ends-comma",
    "ends-hyphen",
    "capitals",
    "unknown",
    "width",
    "digits",
    "junk",
    "worst-link",
    "mean-link",
    "start",
    "tiny",
    "begins-function",
    "base",
];

/// The regression, and the log odds between the ways in which a fragment may be taken.
struct Regression {
    weights: [f32; SEEN],
    /// Above these it is doubtful, likely and plain.
    bounds: [f32; 3],
}

static LEARNT: LazyLock<Regression> = LazyLock::new(|| {
    Regression::parse(include_str!("../../models/likeness/table.weights")).expect("its test reads it")
});

impl Regression {
    /// Reads a name and its number a line.
    fn parse(text: &str) -> Result<Self, String> {
        let mut rows = named(text)?;
        let mut take = |name: &str| match rows.remove(name).as_deref() {
            Some(&[number]) => Ok(number),
            _ => Err(format!("{name} must have one number")),
        };
        let mut own = Self { weights: [0.0; SEEN], bounds: [0.0; 3] };
        for (weight, name) in own.weights.iter_mut().zip(NAMES) {
            *weight = take(name)?;
        }
        for (bound, name) in own.bounds.iter_mut().zip(["doubtful", "likely", "plain"]) {
            *bound = take(name)?;
        }
        rows.keys().next().map_or(Ok(own), |name| Err(format!("nothing is called {name:?}")))
    }

    /// The log odds of what is seen.
    fn odds(&self, seen: &[f32; SEEN]) -> f32 {
        self.weights.iter().zip(seen).map(|(weight, seen)| weight * seen).sum()
    }

    fn likeness(&self, odds: f32) -> Likeness {
        let [doubtful, likely, plain] = self.bounds;
        if odds < doubtful {
            Likeness::Text
        } else if odds < likely {
            Likeness::Doubtful
        } else if odds < plain {
            Likeness::Likely
        } else {
            Likeness::Plain
        }
    }
}

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

    /// The log odds that it is a line of a heading, its width aside, when `last` is its last token;
    /// negative infinity of what is text by its ends.
    pub(super) fn odds(&self, sheet: &TokenFeatures, links: &Cohesion, last: usize) -> f32 {
        if ends_as_text(sheet, self.from, last) {
            return f32::NEG_INFINITY;
        }
        LEARNT.odds(&self.seen(sheet, links, last, 0.0))
    }

    /// What is seen of it in the order of [`NAMES`], when it fills this share of its column.
    fn seen(&self, sheet: &TokenFeatures, links: &Cohesion, last: usize, share: f32) -> [f32; SEEN] {
        let lead = sheet.speaking_from(self.from);
        let (first, end) = (&sheet.words[self.from], &sheet.words[last]);
        let n = self.words;
        [
            n,
            self.functions / n,
            flag(end.function),
            self.commas,
            self.stops,
            self.colons,
            flag(end.comma),
            flag(end.hyphen),
            self.capitals / n,
            self.unknown / n,
            share,
            self.digits,
            self.junk,
            self.worst.max(-5.0),
            (self.link / n).clamp(-3.0, 3.0),
            links.start(lead).clamp(-5.0, 3.0),
            self.tiny / n,
            flag(first.function),
            1.0,
        ]
    }
}

/// Whether a run of tokens is no line of a heading, by its ends alone.
fn ends_as_text(sheet: &TokenFeatures, from: usize, last: usize) -> bool {
    let end = &sheet.words[last];
    end.ends || end.junk || sheet.words[sheet.speaking_from(from)].case == Case::Lower
}

/// What a run of tokens reads like in a column of this width, when these are its log odds, its width aside.
#[inline]
pub(super) fn in_column(odds: f32, width: f32, column: f32) -> Likeness {
    if width >= weights::SHORT * column {
        return Likeness::Text;
    }
    LEARNT.likeness(odds + LEARNT.weights[WIDTH] * (width / column))
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
    if width >= weights::SHORT * column {
        return Likeness::Text;
    }
    in_column(read(sheet, links, from, to).odds(sheet, links, to - 1), width, column)
}

fn read(sheet: &TokenFeatures, links: &Cohesion, from: usize, to: usize) -> FragmentReading {
    let mut reading = FragmentReading::new(from);
    for at in from..to {
        reading.push(sheet, links, at);
    }
    reading
}

/// What is seen of a run of tokens in a column of this width, and what it reads like; none of what is
/// text by its ends and its width alone.
#[cfg(feature = "training")]
pub(super) fn example(
    sheet: &TokenFeatures,
    links: &Cohesion,
    from: usize,
    to: usize,
    column: f32,
) -> Option<([f32; SEEN], Likeness)> {
    let width = sheet.run(from, to);
    if width >= weights::SHORT * column || ends_as_text(sheet, from, to - 1) {
        return None;
    }
    let seen = read(sheet, links, from, to).seen(sheet, links, to - 1, width / column);
    Some((seen, LEARNT.likeness(LEARNT.odds(&seen))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_regression_can_be_read() {
        LazyLock::force(&LEARNT);
        assert!(LEARNT.bounds.is_sorted());
        assert_eq!(NAMES[WIDTH], "width");
        assert_eq!(Regression::parse("words 1\n").err(), Some("functions must have one number".to_owned()));
    }
}
