//! How surely each line is one of a heading, and how surely that heading wraps
//! onto the next line, by all that is seen of them and of the lines around them.
//!
//! Forests of decision trees, learnt from the lines of printed pages whose
//! headings are known (`training/structure`), most of them read by an engine
//! across their columns, so that what a scan does to a heading is in them.

use std::sync::LazyLock;

use super::continuation::Continuation;
use super::line_pairs::PairForest;
use super::lines::TextLine;
use super::places::LinePosition;
use super::printed;
use crate::language::{Forest, Language, compiled, flag};
use crate::model::{Beginning, Ending};

/// What the trees say of a heading.
static HEADINGS: LazyLock<Forest<32>> =
    LazyLock::new(|| Forest::new(compiled!("headings.table"), &NAMES).expect("its test reads it"));

/// What trees say of it that were learnt from other pages.
static MADE: LazyLock<Forest<32>> =
    LazyLock::new(|| Forest::new(compiled!("headings-made.table"), &NAMES).expect("its test reads it"));

/// What they say where it is known how the lines stand and how large they are.
static PLACED: LazyLock<Forest<32>> = LazyLock::new(|| {
    Forest::new(compiled!("headings-placed.table"), &PLACED_NAMES).expect("its test reads it")
});

/// What they say of two lines being of one heading.
static WRAPS: LazyLock<PairForest<16, { OF_PAIR.len() }>> =
    LazyLock::new(|| PairForest::new(compiled!("wraps.table"), &OF_PAIR, &NAMES));

/// Log odds below which it is all the same how unlike a heading a line is.
pub(super) const HOPELESS: f32 = -4.0;
/// How far the trees that were learnt from made pages are believed. Set by hand, with pages of all kinds in view
/// (`models/headings-made`).
const BY_MADE: f32 = 0.35;
/// From this length on (in characters) a line is hardly ever one of a heading,
/// and is not spelt.
const LONG: f32 = 60.0;
/// How far a seam's log odds are believed.
const MOST: f32 = 4.0;
/// Stands for the number of letters, or a share, where there is no line.
const NO_LINE: f32 = -1.0;
/// Stands for how many lines of the page lie between, where there is no line.
const FAR: f32 = 99.0;

/// What is seen of a line, in the order of [`NAMES`].
pub(super) type Features = [f32; NAMES.len()];

/// Log odds that a line is one of a heading, or [`HOPELESS`].
pub(super) fn odds(seen: &Features) -> f32 {
    let odds = HEADINGS.sum_above(HOPELESS, seen);
    if odds > HOPELESS { (1.0 - BY_MADE) * odds + BY_MADE * MADE.sum(seen) } else { HOPELESS }
}

/// What is seen of a line that has a place: as of any line, then as it is printed.
pub(super) const PLACED_NAMES: [&str; NAMES.len() + printed::NAMES.len()] = {
    let mut names = [""; NAMES.len() + printed::NAMES.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = if at < NAMES.len() { NAMES[at] } else { printed::NAMES[at - NAMES.len()] };
        at += 1;
    }
    names
};

/// The same, by how a line is printed as well.
pub(super) fn placed_odds(seen: &Features, printed: &printed::Features) -> f32 {
    let mut all = [0.0; PLACED_NAMES.len()];
    all[..seen.len()].copy_from_slice(seen);
    all[seen.len()..].copy_from_slice(printed);
    PLACED.sum_above(HOPELESS, &all)
}

/// Log odds that two lines that follow each other are of one heading, if each is one of a heading.
pub(super) fn wraps(first: &Features, second: &Features) -> f32 {
    WRAPS.sum(first, second)
}

/// What is seen of each line.
pub(super) fn look(
    lines: &[TextLine],
    seams: &[Continuation],
    places: &[LinePosition],
    language: &Language,
) -> Vec<Features> {
    let near = |at: usize, by: isize| {
        let other = at.checked_add_signed(by).filter(|&other| other < lines.len());
        Near(other.map(|other| (&lines[other], &seams[if by < 0 { other } else { other - 1 }])))
    };
    let around = |at: usize| LineContext {
        line: &lines[at],
        place: &places[at],
        language,
        above: near(at, -1),
        below: near(at, 1),
        second_above: near(at, -2),
        second_below: near(at, 2),
    };
    (0..lines.len()).map(|at| features(&around(at))).collect()
}

/// A line and what stands around it.
struct LineContext<'a> {
    line: &'a TextLine,
    place: &'a LinePosition,
    language: &'a Language,
    above: Near<'a>,
    below: Near<'a>,
    second_above: Near<'a>,
    second_below: Near<'a>,
}

/// A line near another, if there is one, and its seam on the side of that.
struct Near<'a>(Option<(&'a TextLine, &'a Continuation)>);

impl Near<'_> {
    /// What is seen of it, or `none` where there is no line.
    fn see(&self, none: f32, see: impl FnOnce(&TextLine, &Continuation) -> f32) -> f32 {
        self.0.map_or(none, |(line, seam)| see(line, seam))
    }
}

impl LineContext<'_> {
    /// Whether the line asks or exclaims.
    fn asks(&self) -> bool {
        self.line.last == Ending::Stop && self.line.text.ends_with(['?', '!'])
    }

    /// How many lines of the page lie between the line and another, from -5 to 9.
    fn distance(&self, other: &TextLine) -> f32 {
        (other.number as f32 - self.line.number as f32).clamp(-5.0, 9.0)
    }
}

/// Makes the list of the names and the function that sees what they name, in one order.
macro_rules! seen {
    ($around:ident, $($name:literal: $value:expr,)*) => {
        /// What is seen of a line, by name.
        pub(super) const NAMES: [&str; [$($name),*].len()] = [$($name),*];

        /// Sees it.
        fn features($around: &LineContext) -> Features {
            [$($value),*]
        }
    };
}

seen! {
    a,
    "lower": flag(a.line.first == Beginning::Lower),
    "digit": flag(a.line.first == Beginning::Digit),
    "stop": flag(a.line.last == Ending::Stop && !a.asks()),
    "colon": flag(a.line.last == Ending::Colon),
    "comma": flag(a.line.last == Ending::Comma),
    "narrow": a.line.fill().min(0.3),
    "fill": (a.line.fill() - 0.3).clamp(0.0, 0.4),
    "full": (a.line.fill() - 0.7).clamp(0.0, 0.5),
    "many-words": (a.line.words as f32 - 6.0).clamp(0.0, 8.0) / 2.0,
    "one-word": flag(a.line.words == 1),
    "tiny": flag(a.line.letters < 4.0),
    "inner-stop": flag(a.line.inner_stop),
    "inner-comma": flag(a.line.inner_comma),
    "bracket": flag(a.line.open_bracket),
    "fresh": a.line.fresh,
    "dangles": a.line.dangles,
    "known": a.line.known,
    "capitals": capitals(a.line),
    "spelt": spelt(a.line, a.language),
    "opens": flag(a.line.opens),
    "gap": flag(a.line.gap > 0),
    "ragged": (a.place.ragged - 0.35).max(0.0),
    "digits": share(a.line, char::is_numeric),
    "uppers": share(a.line, char::is_uppercase),
    "marks": share(a.line, |c| !c.is_alphanumeric() && !c.is_whitespace()),
    "first-word": a.line.first_word.min(20.0),
    "letters": a.line.letters.min(LONG),
    "columns": a.line.columns as f32,

    "top": flag(a.above.0.is_none()),
    "above-other-column": a.above.see(0.0, |_, seam| flag(!seam.same_column)),
    "above-stop": a.above.see(0.0, |above, _| flag(above.last == Ending::Stop)),
    "above-short": a.above.see(0.0, |above, _| flag(above.last.is_open() && above.fill() < 0.7)),
    "above-room": a.above.see(0.0, |_, seam| if seam.same_column { seam.room } else { 0.0 }),
    "above-runs-on": a.above.see(0.0, |_, seam| seam.runs_on.clamp(-MOST, MOST)),
    "above-completes": a.above.see(0.0, |_, seam| seam.completes.clamp(-MOST, MOST)),
    "above-fill": a.above.see(NO_LINE, |above, _| above.fill().min(1.2)),
    "above-letters": a.above.see(NO_LINE, |above, _| above.letters.min(LONG)),
    "above-capitals": a.above.see(NO_LINE, |above, _| capitals(above)),
    "above-distance": a.above.see(FAR, |above, _| -a.distance(above)),

    "bottom": flag(a.below.0.is_none()),
    "below-lower": a.below.see(0.0, |below, _| flag(below.first == Beginning::Lower)),
    "below-digit": a.below.see(0.0, |below, _| flag(matches!(below.first, Beginning::Digit | Beginning::Other))),
    "below-fresh": a.below.see(0.0, |below, _| below.fresh),
    "below-fill": a.below.see(0.0, |below, _| below.fill().min(1.1)),
    "below-other-column": a.below.see(0.0, |_, seam| flag(!seam.same_column)),
    "below-runs-on": a.below.see(0.0, |_, seam| seam.runs_on.clamp(-MOST, MOST)),
    "below-completes": a.below.see(0.0, |_, seam| seam.completes.clamp(-MOST, MOST)),
    "below-room": a.below.see(0.0, |_, seam| seam.room),
    "below-opens": a.below.see(0.0, |below, _| flag(below.opens || below.gap > 0)),
    "below-letters": a.below.see(NO_LINE, |below, _| below.letters.min(LONG)),
    "below-capitals": a.below.see(NO_LINE, |below, _| capitals(below)),
    "below-stop": a.below.see(NO_LINE, |below, _| flag(below.last == Ending::Stop)),
    "below-distance": a.below.see(FAR, |below, _| a.distance(below)),

    "second-above-fill": a.second_above.see(NO_LINE, |above, _| above.fill().min(1.2)),
    "second-above-stop": a.second_above.see(NO_LINE, |above, _| flag(above.last == Ending::Stop)),
    "second-above-runs-on": a.second_above.see(0.0, |_, seam| seam.runs_on.clamp(-MOST, MOST)),
    "second-below-fill": a.second_below.see(NO_LINE, |below, _| below.fill().min(1.2)),
    "second-below-fresh": a.second_below.see(NO_LINE, |below, _| below.fresh),
    "second-below-runs-on": a.second_below.see(0.0, |_, seam| seam.runs_on.clamp(-MOST, MOST)),
    "second-below-room": a.second_below.see(0.0, |_, seam| seam.room),
}

/// The share of its words that begin with a capital.
fn capitals(line: &TextLine) -> f32 {
    line.capitals as f32 / line.words.max(1) as f32
}

/// The share of its characters of a kind.
fn share(line: &TextLine, kind: impl Fn(char) -> bool) -> f32 {
    line.text.chars().filter(|&c| kind(c)).count() as f32 / line.letters.max(1.0)
}

/// How likely the letters of a line are as a word, each.
fn spelt(line: &TextLine, language: &Language) -> f32 {
    if line.letters > LONG {
        return 0.0;
    }
    let letters = line.text.chars().filter(|c| c.is_alphabetic());
    let ln_p = if line.text.is_ascii() {
        language.letters_of(letters.map(|c| c.to_ascii_lowercase()))
    } else {
        language.letters_of(letters.flat_map(char::to_lowercase))
    };
    (ln_p / line.letters.max(1.0)).clamp(-4.0, 0.0)
}

/// What is asked of two lines that follow each other: of which of them, and what is seen of it.
pub(super) const OF_PAIR: [&str; 36] = [
    "this-below-completes",
    "this-below-room",
    "this-below-runs-on",
    "this-above-completes",
    "this-above-runs-on",
    "this-spelt",
    "this-letters",
    "this-narrow",
    "this-fill",
    "this-one-word",
    "this-first-word",
    "this-dangles",
    "this-capitals",
    "this-uppers",
    "this-known",
    "this-fresh",
    "next-lower",
    "next-digits",
    "next-uppers",
    "next-one-word",
    "next-first-word",
    "next-letters",
    "next-narrow",
    "next-fill",
    "next-spelt",
    "next-capitals",
    "next-dangles",
    "next-known",
    "next-fresh",
    "next-gap",
    "next-opens",
    "next-below-completes",
    "next-below-runs-on",
    "next-below-room",
    "next-below-letters",
    "next-below-fresh",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trees_can_be_read() {
        LazyLock::force(&HEADINGS);
        LazyLock::force(&MADE);
        LazyLock::force(&PLACED);
        LazyLock::force(&WRAPS);
    }
}
