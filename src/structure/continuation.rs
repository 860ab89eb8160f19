//! The seam between a line and the next: does the text run on across it?

use super::lines::TextLine;
use super::shapes;
use super::typography;
use crate::language::{Item, Language};
use crate::model::{Beginning, Ending};

/// No part of a page ends within a word.
const WITHIN_A_WORD: f32 = 100.0;

/// How far the language model may sway a seam, in log odds.
const MODEL_LIMIT: f32 = 2.0;
/// How much of its log ratio counts: it knows only the words at the seam.
const MODEL_WEIGHT: f32 = 0.35;

/// More room than this, as a share of the column, says no more; where columns stand side by side,
/// they are not measured so well. Set by hand.
const ROOMY: f32 = 0.8;
const ROOMY_BESIDE: f32 = 0.5;

/// What a number by itself says against running on, in log odds. Set by hand.
const LONE_NUMBER: f32 = 4.0;

/// What two labels with values below each other say against it. Set by hand.
const LABELS: f32 = 5.0;

/// How much of the model's log ratio counts where a heading may wrap.
const PULL_WEIGHT: f32 = 0.7;
/// How far it may sway, in log odds.
const PULL_LIMIT: f32 = 4.0;

/// What speaks for and against one text running on from a line into the next.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Continuation {
    /// Log odds that a paragraph runs on.
    pub(super) runs_on: f32,
    /// Log odds that a heading that wraps runs on, its length aside.
    pub(super) completes: f32,
    /// The room left on the line, as a share of the column, from -1 to 1.
    pub(super) room: f32,
    /// Whether the two lie in one column.
    pub(super) same_column: bool,
}

/// Weighs the seam between two lines that follow each other.
pub(super) fn weigh(before: &TextLine, after: &TextLine, language: &Language) -> Continuation {
    let same_column = before.stream == after.stream;
    let room = before.room(after).clamp(-1.0, 1.0);
    let model = model(before, after, language);
    if after.glued {
        return Continuation { runs_on: WITHIN_A_WORD, completes: WITHIN_A_WORD, room, same_column };
    }
    let mut runs_on = match (before.last, after.first) {
        (Ending::Hyphen, Beginning::Lower) => 5.0,
        (Ending::Hyphen, _) | (Ending::Stop, Beginning::Lower) => 2.0,
        (Ending::Comma, Beginning::Lower) => 3.5,
        (Ending::Comma, _) => 1.5 + model,
        (Ending::Colon, Beginning::Lower) => 1.5,
        (Ending::Colon, _) => -0.5,
        (Ending::Stop, Beginning::Upper) => 0.2,
        (Ending::Stop, _) => 0.5,
        (Ending::Open | Ending::Other, Beginning::Lower) => 3.5 + 0.5 * model,
        // A name or a number in the middle of a sentence, or a new beginning.
        (Ending::Open | Ending::Other, Beginning::Upper) => 1.0 - 3.5 * after.fresh + model,
        (Ending::Open | Ending::Other, _) => 1.0 + model,
    };
    runs_on += 0.7 * before.dangles;
    let roomy = if before.columns > 1 { ROOMY_BESIDE } else { ROOMY };
    // A paragraph's last line is short; a line inside is broken where the next word did not fit.
    runs_on -= match (before.last, after.first) {
        (Ending::Hyphen, _) | (Ending::Comma, Beginning::Lower) => 3.0 * (room - 0.1).clamp(0.0, roomy),
        // As a letter ends: a comma, and below it a name.
        (Ending::Comma, _) => 6.0 * (room - 0.1).clamp(0.0, roomy),
        (Ending::Stop, _) => 9.0 * (room - 0.02).clamp(-0.1, 0.35),
        _ => 6.0 * (room - 0.06).clamp(-0.1, roomy),
    };
    if same_column {
        if after.gap > 0 {
            runs_on -= 1.3;
        }
        if after.opens {
            runs_on -= 0.8;
        }
    }
    // A number that stands by itself, as a year in a chronicle, is no end of a sentence.
    if after.is_lone_number() && before.last == Ending::Stop
        || before.is_lone_number() && after.first == Beginning::Upper
    {
        runs_on -= LONE_NUMBER;
    }
    // Fields of a form stand each by itself.
    if shapes::has_label(&before.text) && shapes::has_label(&after.text) {
        runs_on -= LABELS;
    }
    let pull = pull(before, after, language);
    let mut completes = match (before.last, after.first) {
        (Ending::Hyphen, _) => 5.0,
        (Ending::Comma, _) => 2.0,
        (Ending::Stop | Ending::Colon, _) => -3.0,
        (Ending::Open | Ending::Other, Beginning::Lower) => 2.5,
        (Ending::Open | Ending::Other, Beginning::Upper) => -3.0 + pull - 0.5 * after.fresh,
        (Ending::Open | Ending::Other, _) => -0.3 + 0.5 * pull,
    };
    completes += 1.8 * before.dangles;
    if same_column && after.gap > 0 {
        completes -= 1.5;
    }
    typography::seam(before, after, same_column, (&mut runs_on, &mut completes));
    Continuation { runs_on, completes, room, same_column }
}

/// How much likelier the words after the seam are there than at the start of a sentence.
fn model(before: &TextLine, after: &TextLine, language: &Language) -> f32 {
    let start = language.item(Language::START);
    let (Some(&last), Some(&next)) = (before.tail.last(), after.head.first()) else { return 0.0 };
    if is_unknown(last) || is_unknown(next) {
        return 0.0;
    }
    let earlier = if before.tail.len() > 1 { before.tail[0] } else { start };
    let mut ratio = language.ln_p([earlier, last], next) - language.ln_p([start, start], next);
    if let Some(&second) = after.head.get(1) {
        ratio += language.ln_p([last, next], second) - language.ln_p([start, next], second);
    }
    (MODEL_WEIGHT * ratio).clamp(-MODEL_LIMIT, MODEL_LIMIT)
}

/// How strongly the end of a line calls for the word after the seam, against
/// that word's being anywhere: `Vlaams` for `Brabant`.
fn pull(before: &TextLine, after: &TextLine, language: &Language) -> f32 {
    let start = language.item(Language::START);
    let (Some(&last), Some(&next)) = (before.tail.last(), after.head.first()) else { return 0.0 };
    if is_unknown(last) || is_unknown(next) {
        return 0.0;
    }
    let earlier = if before.tail.len() > 1 { before.tail[0] } else { start };
    (PULL_WEIGHT * (language.ln_p([earlier, last], next) - language.unigram(next.word)))
        .clamp(-PULL_LIMIT, PULL_LIMIT)
}

fn is_unknown(item: Item) -> bool {
    item.word == Language::UNKNOWN
}
