//! What each line is: the best reading of all lines together.
//!
//! A line is a heading less by what it is than by what stands around it, so
//! the parts of a page are found in one search (Viterbi) over the lines: each
//! line is the first or a later line of a part, the seams say what it costs to
//! run on or to break, and the order of the parts what may follow what.

use super::headings;
use super::lines::{First, Last, Line};
use super::places::{self, FOOTER_LINES, Place};
use super::print;
use super::seams::{self, Seam};
use crate::language::Language;

/// The part of the outline that a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    Dateline,
    Heading,
    Subheading,
    Text,
    Item,
    Footer,
}

/// What a line was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) part: Part,
    /// Whether the part begins here.
    pub(super) opens: bool,
}

const STATES: [Label; 13] = [
    Label { part: Part::Title, opens: true },
    Label { part: Part::Title, opens: false },
    Label { part: Part::Dateline, opens: true },
    Label { part: Part::Heading, opens: true },
    Label { part: Part::Heading, opens: false },
    Label { part: Part::Subheading, opens: true },
    Label { part: Part::Subheading, opens: false },
    Label { part: Part::Text, opens: true },
    Label { part: Part::Text, opens: false },
    Label { part: Part::Item, opens: true },
    Label { part: Part::Item, opens: false },
    Label { part: Part::Footer, opens: true },
    Label { part: Part::Footer, opens: false },
];

/// What a part costs by being there.
const HEADING: f32 = -1.4;
const SUBHEADING: f32 = -0.8;
const TITLE: f32 = 1.0;
const NEVER: f32 = f32::NEG_INFINITY;

/// Finds what each line is.
pub(super) fn label(lines: &[Line], language: &Language) -> Vec<Label> {
    if lines.is_empty() {
        return Vec::new();
    }
    let seams: Vec<Seam> = lines.windows(2).map(|pair| seams::weigh(&pair[0], &pair[1], language)).collect();
    let places = places::find(lines, &seams);
    let mut score = [NEVER; STATES.len()];
    for (state, label) in STATES.iter().enumerate() {
        score[state] = first(*label, &lines[0], &places[0]);
    }
    let mut back: Vec<[u8; STATES.len()]> = Vec::with_capacity(lines.len());
    for at in 1..lines.len() {
        let mut next = [NEVER; STATES.len()];
        let mut from = [0; STATES.len()];
        for (state, label) in STATES.iter().enumerate() {
            for (previous, before) in STATES.iter().enumerate() {
                if score[previous] == NEVER {
                    continue;
                }
                let step = step(*before, *label, &lines[at - 1], &lines[at], &seams[at - 1], &places[at]);
                if score[previous] + step > next[state] {
                    next[state] = score[previous] + step;
                    from[state] = previous as u8;
                }
            }
        }
        score = next;
        back.push(from);
    }
    let last = &lines[lines.len() - 1];
    let mut best = (0..STATES.len())
        .max_by(|&a, &b| {
            let total = |state: usize| score[state] + end(STATES[state], last);
            total(a).total_cmp(&total(b)).then(b.cmp(&a))
        })
        .unwrap_or(0);
    let mut labels = vec![STATES[best]];
    for from in back.iter().rev() {
        best = usize::from(from[best]);
        labels.push(STATES[best]);
    }
    labels.reverse();
    labels
}

/// What it is worth that the text begins with this.
fn first(label: Label, line: &Line, place: &Place) -> f32 {
    if !label.opens {
        return NEVER;
    }
    match label.part {
        Part::Title => TITLE + headings::opens(line) - raggedness(place),
        Part::Dateline if line.date.is_some() => 1.0,
        Part::Dateline | Part::Subheading | Part::Footer => NEVER,
        Part::Heading => HEADING + headings::opens(line) + 1.0 - raggedness(place),
        Part::Text => 0.0,
        Part::Item => place.item,
    }
}

/// What it is worth that the text ends with this.
fn end(label: Label, line: &Line) -> f32 {
    match label.part {
        Part::Heading | Part::Subheading => headings::ends(line) - 2.0,
        Part::Title => headings::ends(line) - 0.5,
        _ => 0.0,
    }
}

/// What it is worth that `after` is this when `before` was that.
fn step(was: Label, is: Label, before: &Line, after: &Line, seam: &Seam, place: &Place) -> f32 {
    let head = matches!(was.part, Part::Title | Part::Heading | Part::Subheading);
    if !is.opens {
        if was.part != is.part {
            return NEVER;
        }
        return match is.part {
            Part::Title | Part::Heading | Part::Subheading => {
                // A third line of a heading is rare.
                let again = if was.opens { 0.0 } else { -1.5 };
                0.6 * seam.completes + headings::wraps(seam.room) + headings::goes_on(after) + again
                    - raggedness(place)
            }
            Part::Text => 0.5 * seam.runs_on,
            Part::Item => 0.5 * seam.runs_on - place.item.max(0.0),
            Part::Footer => 0.5 * seam.runs_on.max(0.0) - if place.left >= FOOTER_LINES { 3.0 } else { 0.0 },
            Part::Dateline => NEVER,
        };
    }
    if head {
        return headings::ends(before) + after_heading(was, is, before, after, seam, place);
    }
    let break_here = -0.5 * seam.runs_on - lone(was, before, place);
    match (was.part, is.part) {
        (Part::Dateline, Part::Text) => body(after),
        (Part::Dateline, Part::Item) => place.item,
        (Part::Dateline, Part::Heading) => heading(after, place) + 1.5,
        (Part::Dateline | Part::Footer, _) | (_, Part::Title | Part::Dateline | Part::Subheading) => NEVER,
        (_, Part::Heading) => {
            break_here + unfinished(before, seam) + heading(after, place) + set_apart(after, seam)
        }
        (_, Part::Text) => break_here - 0.3 + 0.5 * unfinished(before, seam),
        (_, Part::Item) => break_here.max(-1.0) + place.item,
        (_, Part::Footer) => break_here + place.footer,
    }
}

/// What it is worth that a heading's last line is followed by this.
fn after_heading(was: Label, is: Label, before: &Line, after: &Line, seam: &Seam, place: &Place) -> f32 {
    // That the heading does not run on into what follows.
    let apart = -0.3 * seam.completes.clamp(-3.0, 6.0);
    match (was.part, is.part) {
        (Part::Title, Part::Dateline) if after.date.is_some() => 6.0,
        (Part::Title, Part::Heading) => apart + heading(after, place) + 1.5 + zone(before, after),
        (Part::Heading, Part::Subheading) if after.date.is_none() => {
            apart + SUBHEADING + headings::opens_second(after)
                - raggedness(place)
                - print::same_heading(before, after)
        }
        (Part::Title | Part::Heading | Part::Subheading, Part::Text) => {
            apart + body(after) + zone_if_title(was, before, after) - full(was, seam)
        }
        (Part::Title | Part::Heading | Part::Subheading, Part::Item) => apart + place.item,
        _ => NEVER,
    }
}

/// A heading fills its column only when it wraps.
fn full(was: Label, seam: &Seam) -> f32 {
    if was.part == Part::Heading { 15.0 * (0.08 - seam.room).clamp(0.0, 0.1) } else { 0.0 }
}

/// A heading, wherever it stands.
fn heading(line: &Line, place: &Place) -> f32 {
    HEADING + headings::opens(line) - raggedness(place)
}

/// The first line of the text under a heading begins a sentence and fills its column.
fn body(line: &Line) -> f32 {
    let start = match line.first {
        First::Upper => 0.4 + 0.5 * line.fresh,
        First::Lower => -1.5,
        First::Digit => 0.0,
        First::Other => -0.5,
    };
    start + 1.5 * (line.fill() - 0.65).clamp(-0.5, 0.3)
}

/// Breaking off where no sentence ended costs.
fn unfinished(before: &Line, seam: &Seam) -> f32 {
    let open = match before.last {
        Last::Stop => 0.6,
        Last::Colon => -0.8,
        Last::Open => -2.2,
        Last::Comma | Last::Hyphen => -3.0,
    };
    // The foot of a column is a place where reading order may have slipped.
    if seam.same_column { open } else { open * 0.6 }
}

/// A paragraph of one line is rare unless it is a sentence, or lines end at will.
fn lone(was: Label, before: &Line, place: &Place) -> f32 {
    let sentence = matches!(before.last, Last::Stop | Last::Colon);
    if was.part != Part::Text || !was.opens || sentence {
        0.0
    } else {
        1.5 * (1.0 - 2.0 * place.ragged).max(0.0)
    }
}

/// Headings are set off by white.
fn set_apart(after: &Line, seam: &Seam) -> f32 {
    if !seam.same_column {
        return 0.3;
    }
    let gap = if after.gap > 0 { 0.5 } else { 0.0 };
    let opens = if after.opens { 0.3 } else { 0.0 };
    gap + opens
}

/// A title stands above the columns.
fn zone(before: &Line, after: &Line) -> f32 {
    if before.columns < after.columns { 1.0 } else { 0.0 }
}

fn zone_if_title(was: Label, before: &Line, after: &Line) -> f32 {
    if was.part == Part::Title { zone(before, after) } else { 0.0 }
}

/// Where every line ends at will, a short line is no sign of a heading.
fn raggedness(place: &Place) -> f32 {
    6.0 * (place.ragged - 0.35).max(0.0)
}
