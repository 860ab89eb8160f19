//! How surely each line is one of a heading, by all that is seen of it and of
//! the lines around it.
//!
//! A forest of decision trees, learnt from the lines of printed pages whose
//! headings are known, most of them read by an engine across their columns, so
//! that what a scan does to a heading is in them.

use std::sync::LazyLock;

use super::lines::{First, Last, Line};
use super::places::Place;
use super::seams::Seam;
use crate::language::{Forest, Language, flag};

/// What the trees say of a heading.
static HEADINGS: LazyLock<Forest<32>> =
    LazyLock::new(|| Forest::parse(include_str!("headings.forest"), &NAMES).expect("its test reads it"));

/// How many things are seen of a line.
const FEATURES: usize = 39;

/// What is seen of a line, in the order of [`NAMES`].
type Features = [f32; FEATURES];

/// From this length on (in characters) a line is hardly ever one of a heading,
/// and is not spelt.
const LONG: f32 = 60.0;

/// How likely the letters of a line are as a word, each.
fn spelt(line: &Line, language: &Language) -> f32 {
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

/// Log odds below which it is all the same how unlike a heading a line is.
const HOPELESS: f32 = -4.0;

/// Log odds that the line `at` is one of a heading, or [`HOPELESS`].
pub(super) fn odds(lines: &[Line], seams: &[Seam], places: &[Place], at: usize, language: &Language) -> f32 {
    HEADINGS.sum_above(HOPELESS, &features(lines, seams, places, at, language))
}

/// What is seen of the line `at` and of its neighbours.
fn features(lines: &[Line], seams: &[Seam], places: &[Place], at: usize, language: &Language) -> Features {
    let line = &lines[at];
    let before = at.checked_sub(1).map(|before| (&lines[before], &seams[before]));
    let after = lines.get(at + 1).map(|after| (after, &seams[at]));
    let fill = line.fill();
    let asks = line.last == Last::Stop && line.text.ends_with(['?', '!']);
    let mut all = [0.0; FEATURES];
    let own = [
        flag(line.first == First::Lower),
        flag(line.first == First::Digit),
        flag(line.last == Last::Stop && !asks),
        flag(line.last == Last::Colon),
        flag(line.last == Last::Comma),
        fill.min(0.3),
        (fill - 0.3).clamp(0.0, 0.4),
        (fill - 0.7).clamp(0.0, 0.5),
        (line.words as f32 - 6.0).clamp(0.0, 8.0) / 2.0,
        flag(line.words == 1),
        flag(line.letters < 4.0),
        flag(line.inner_stop),
        flag(line.inner_comma),
        flag(line.open_bracket),
        line.fresh,
        line.dangles,
        line.known,
        line.capitals as f32 / line.words.max(1) as f32,
        spelt(line, language),
        flag(line.opens),
        flag(line.gap > 0),
        (places[at].ragged - 0.35).max(0.0),
    ];
    all[..own.len()].copy_from_slice(&own);
    let above = match before {
        None => [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        Some((before, seam)) => [
            0.0,
            flag(!seam.same_column),
            flag(before.last == Last::Stop),
            flag(before.last == Last::Open && before.fill() < 0.7),
            if seam.same_column { seam.room } else { 0.0 },
            seam.runs_on.clamp(-4.0, 4.0),
            seam.completes.clamp(-4.0, 4.0),
        ],
    };
    all[own.len()..own.len() + above.len()].copy_from_slice(&above);
    let below = match after {
        None => [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        Some((after, seam)) => [
            0.0,
            flag(after.first == First::Lower),
            flag(matches!(after.first, First::Digit | First::Other)),
            after.fresh,
            after.fill().min(1.1),
            flag(!seam.same_column),
            seam.runs_on.clamp(-4.0, 4.0),
            seam.completes.clamp(-4.0, 4.0),
            seam.room,
            flag(after.opens || after.gap > 0),
        ],
    };
    all[own.len() + above.len()..].copy_from_slice(&below);
    all
}

/// What is seen of a line, in the order of [`features`].
const NAMES: [&str; FEATURES] = [
    "lower",
    "digit",
    "stop",
    "colon",
    "comma",
    "narrow",
    "fill",
    "full",
    "many-words",
    "one-word",
    "tiny",
    "inner-stop",
    "inner-comma",
    "bracket",
    "fresh",
    "dangles",
    "known",
    "capitals",
    "spelt",
    "opens",
    "gap",
    "ragged",
    "top",
    "above-other-column",
    "above-stop",
    "above-short",
    "above-room",
    "above-runs-on",
    "above-completes",
    "bottom",
    "below-lower",
    "below-digit",
    "below-fresh",
    "below-fill",
    "below-other-column",
    "below-runs-on",
    "below-completes",
    "below-room",
    "below-opens",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trees_can_be_read() {
        LazyLock::force(&HEADINGS);
    }
}
