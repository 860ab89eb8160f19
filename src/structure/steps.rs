//! What each step of the search is worth: that a line begins a part, or goes on
//! with it, after what the line before was.

use super::continuation::Continuation;
use super::headings;
use super::lines::TextLine;
use super::parts::{Label, OutlinePart};
use super::places::LinePosition;
use super::rows;
use super::typography;
use crate::model::{Beginning, Ending};

/// How far what is set by hand (`continuation`) and the trees (`paragraphs`) are believed of where paragraphs
/// end: the trees are better on made pages of kinds that they did not see, what is set by hand on books of
/// before 1800. Set by hand, with both in view.
const BY_HAND: f32 = 0.4;
const BY_TREES: f32 = 0.6;
/// What a title at the top of a text is worth.
const TITLE: f32 = 1.0;
/// How much of what it costs a heading to break off where it would wrap counts where text
/// follows, which may be of neither.
const HALF_A_HEADING: f32 = 0.5;
/// How far a seam speaks for a title, in log odds.
const SEAM: f32 = 5.0;
/// What a title's third line and any later one are worth at most.
const LATER_TITLE: f32 = -1.0;
/// What it costs that rows begin or end: text and rows seldom take turns. Set by hand, on made pages.
const ROWS_BEGIN: f32 = -1.0;
/// The same where no white parts them.
const ROWS_TURN: f32 = -2.5;
/// What it costs that rows go on where white parts them, or are parted where none does.
const ROWS_APART: f32 = -2.0;
/// What it costs to take the first line of a paragraph for its heading where a sentence ended in
/// it and the next goes on below. Set by hand.
const HALF_SENTENCE: f32 = -6.0;
pub(super) const NEVER: f32 = f32::NEG_INFINITY;

/// What it is worth that the text begins with this.
pub(super) fn first(label: Label, line: &TextLine, place: &LinePosition) -> f32 {
    if !label.opens {
        return NEVER;
    }
    match label.part {
        OutlinePart::Title => {
            TITLE + headings::opens(line) + typography::title(line) - raggedness(place) - place.row.max(0.0)
        }
        OutlinePart::Dateline if line.date.is_some() => 1.0,
        OutlinePart::Dateline | OutlinePart::Subheading | OutlinePart::Footer => NEVER,
        OutlinePart::Heading => place.heading,
        OutlinePart::Text => 0.0,
        OutlinePart::Item => place.item,
        OutlinePart::Row => place.row + ROWS_BEGIN,
        OutlinePart::Caption => place.caption,
    }
}

/// What it is worth that the text ends with this.
pub(super) fn end(label: Label, line: &TextLine) -> f32 {
    match label.part {
        OutlinePart::Heading | OutlinePart::Subheading => -2.0,
        OutlinePart::Title => headings::ends(line) - 0.5,
        _ => 0.0,
    }
}

/// What a seam is worth to whatever runs on across it or breaks off there, as ln P.
pub(super) struct Crossing<'a> {
    seam: &'a Continuation,
    /// A paragraph runs on: after a paragraph of one line so far, and after any other.
    runs_on: [f32; 2],
    /// A paragraph breaks off, after the same.
    breaks_off: [f32; 2],
    item_runs_on: f32,
    heading_runs_on: f32,
    heading_breaks_off: f32,
}

impl<'a> Crossing<'a> {
    pub(super) fn new(
        (before, after): (&TextLine, &TextLine),
        seam: &'a Continuation,
        place: &LinePosition,
    ) -> Self {
        let odds =
            [true, false].map(|lone| BY_HAND * runs_on(lone, before, seam, place) + BY_TREES * place.runs_on);
        let wraps = if after.glued { seam.completes } else { place.wraps };
        Self {
            seam,
            runs_on: odds.map(ln_sigmoid),
            breaks_off: odds.map(|odds| ln_sigmoid(-odds)),
            item_runs_on: ln_sigmoid(seam.runs_on),
            heading_runs_on: ln_sigmoid(wraps),
            heading_breaks_off: ln_sigmoid(-wraps),
        }
    }
}

/// What it is worth that `after` is this when `before` was that.
pub(super) fn step(
    was: Label,
    is: Label,
    (before, after): (&TextLine, &TextLine),
    crossing: &Crossing<'_>,
    place: &LinePosition,
) -> f32 {
    let LinePosition { heading, subheading, .. } = *place;
    let seam = crossing.seam;
    // No part ends within a word.
    if is.opens && after.glued {
        return NEVER;
    }
    // A paragraph that has only its first line yet.
    let begun = usize::from(was.part != OutlinePart::Text || !was.opens);
    if !is.opens {
        if was.part != is.part {
            return NEVER;
        }
        return match is.part {
            OutlinePart::Title => {
                // A word that goes on speaks for a title no more than for text.
                let more =
                    0.6 * seam.completes.min(SEAM) + headings::wraps(seam.room) + headings::goes_on(after)
                        - raggedness(place);
                // A third line is rare, however well it goes on: so does all text.
                if was.opens { more } else { (more - 1.5).min(LATER_TITLE) }
            }
            OutlinePart::Heading | OutlinePart::Subheading => {
                let line = if is.part == OutlinePart::Heading { heading } else { subheading };
                line + crossing.heading_runs_on
            }
            OutlinePart::Text => crossing.runs_on[begun],
            OutlinePart::Item => crossing.item_runs_on - place.item.max(0.0),
            // After a blank line, or in another column, other rows begin.
            OutlinePart::Row if after.gap > 0 || !seam.same_column => place.row + ROWS_APART,
            OutlinePart::Row => place.row,
            // What a figure counts stands below it.
            OutlinePart::Caption if rows::is_figure(before) && after.first == Beginning::Lower => {
                place.caption.max(0.0)
            }
            OutlinePart::Caption => place.caption + crossing.item_runs_on,
            // However well it goes on: so does all text.
            OutlinePart::Footer => 0.0,
            OutlinePart::Dateline => NEVER,
        };
    }
    let break_here = crossing.breaks_off[begun];
    let title_breaks_off = if before.columns == after.columns { crossing.breaks_off[1] } else { 0.0 };
    match (was.part, is.part) {
        (OutlinePart::Title, OutlinePart::Dateline) if after.date.is_some() => 6.0,
        (OutlinePart::Title, OutlinePart::Heading) => {
            heading + 1.5 + zone(before, after) + HALF_A_HEADING * title_breaks_off
        }
        (OutlinePart::Title, OutlinePart::Text) => {
            headings::ends(before) + zone(before, after) + HALF_A_HEADING * title_breaks_off
        }
        (OutlinePart::Heading, OutlinePart::Subheading) => subheading + crossing.heading_breaks_off,
        (OutlinePart::Heading | OutlinePart::Subheading, OutlinePart::Text) => {
            HALF_A_HEADING * crossing.heading_breaks_off + half_sentence(before, after)
        }
        (OutlinePart::Dateline, OutlinePart::Text) => 0.0,
        (
            OutlinePart::Title | OutlinePart::Heading | OutlinePart::Subheading | OutlinePart::Dateline,
            OutlinePart::Item,
        ) => place.item,
        (OutlinePart::Dateline, OutlinePart::Heading) => heading + 1.5,
        (
            OutlinePart::Text | OutlinePart::Item | OutlinePart::Row | OutlinePart::Caption,
            OutlinePart::Heading,
        ) => heading,
        (OutlinePart::Text | OutlinePart::Item | OutlinePart::Caption, OutlinePart::Text) => break_here,
        (OutlinePart::Text | OutlinePart::Item, OutlinePart::Item) => {
            break_here.max(-1.0) + place.item - place.row.max(0.0)
        }
        (OutlinePart::Text | OutlinePart::Item, OutlinePart::Footer) => break_here + place.footer,
        (OutlinePart::Row, OutlinePart::Row) if after.gap > 0 || !seam.same_column => place.row,
        (OutlinePart::Row, OutlinePart::Row) => place.row + ROWS_APART,
        (OutlinePart::Title, OutlinePart::Row) => {
            headings::ends(before) + zone(before, after) + place.row + ROWS_BEGIN
        }
        (OutlinePart::Heading | OutlinePart::Subheading, OutlinePart::Row) => {
            HALF_A_HEADING * crossing.heading_breaks_off + place.row + ROWS_BEGIN
        }
        (OutlinePart::Dateline, OutlinePart::Row) => place.row + ROWS_BEGIN,
        (OutlinePart::Text | OutlinePart::Item | OutlinePart::Caption, OutlinePart::Row) => {
            let apart = after.gap > 0 || !seam.same_column;
            break_here.max(-1.0) + place.row + if apart { ROWS_BEGIN } else { ROWS_TURN }
        }
        (OutlinePart::Row, OutlinePart::Text) if after.gap > 0 || !seam.same_column => ROWS_BEGIN,
        (OutlinePart::Row, OutlinePart::Text) => ROWS_TURN,
        (OutlinePart::Row | OutlinePart::Caption, OutlinePart::Item) => place.item - place.row.max(0.0),
        (OutlinePart::Row | OutlinePart::Caption, OutlinePart::Footer) => place.footer,
        (OutlinePart::Text | OutlinePart::Item, OutlinePart::Caption) => break_here.max(-1.0) + place.caption,
        (OutlinePart::Caption, OutlinePart::Caption) => place.caption + crossing.breaks_off[1],
        (
            OutlinePart::Title
            | OutlinePart::Dateline
            | OutlinePart::Heading
            | OutlinePart::Subheading
            | OutlinePart::Row,
            OutlinePart::Caption,
        ) => place.caption,
        _ => NEVER,
    }
}

/// Log odds that a paragraph goes on across a seam, `first` if the line before it is its first.
fn runs_on(first: bool, before: &TextLine, seam: &Continuation, place: &LinePosition) -> f32 {
    seam.runs_on + lone(first, before, place) + 0.3 - 0.5 * unfinished(before, seam)
}

/// ln P of what has these log odds.
fn ln_sigmoid(odds: f32) -> f32 {
    -(1.0 + (-odds).exp()).ln()
}

/// Breaking off where no sentence ended costs.
fn unfinished(before: &TextLine, seam: &Continuation) -> f32 {
    let open = match before.last {
        Ending::Stop => 0.6,
        Ending::Colon => -0.8,
        Ending::Open | Ending::Other => -2.2,
        Ending::Comma | Ending::Hyphen => -3.0,
    };
    // The foot of a column is a place where reading order may have slipped.
    if seam.same_column { open } else { open * 0.6 }
}

/// A paragraph of one line is rare unless it is a sentence, or lines end at will.
fn lone(first: bool, before: &TextLine, place: &LinePosition) -> f32 {
    let sentence = matches!(before.last, Ending::Stop | Ending::Colon) || before.is_lone_number();
    if !first || sentence { 0.0 } else { 1.5 * (1.0 - 2.0 * place.ragged).max(0.0) }
}

/// A line in which a sentence ended and another began that goes on below is text.
fn half_sentence(before: &TextLine, after: &TextLine) -> f32 {
    let goes_on = before.last.is_open() && after.first == Beginning::Lower && after.gap == 0;
    if before.inner_stop && goes_on && before.stream == after.stream { HALF_SENTENCE } else { 0.0 }
}

/// A title stands above the columns.
fn zone(before: &TextLine, after: &TextLine) -> f32 {
    if before.columns < after.columns { 1.0 } else { 0.0 }
}

/// Where every line ends at will, a short line is no sign of a heading.
fn raggedness(place: &LinePosition) -> f32 {
    6.0 * (place.ragged - 0.35).max(0.0)
}
