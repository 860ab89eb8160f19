//! What each line is: the best reading of all lines together.
//!
//! A line is a heading less by what it is than by what stands around it, so
//! the parts of a page are found in one search (Viterbi) over the lines: each
//! line is the first or a later line of a part, the seams say what it costs to
//! run on or to break, and the order of the parts what may follow what.

use std::sync::LazyLock;

use super::continuation::{self, Continuation};
use super::heading_features::{self, Features};
use super::headings;
use super::lines::{First, Last, TextLine};
use super::places::{self, LinePosition};
use super::printed;
use super::rows;
use super::typography;
use crate::language::Language;
use crate::model::Role;

/// The part of the outline that a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OutlinePart {
    Title,
    Dateline,
    Heading,
    Subheading,
    Text,
    Item,
    /// A row of a table, a line of verse, an entry of contents: its end is kept.
    Row,
    Caption,
    Footer,
}

/// What a line was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) part: OutlinePart,
    /// Whether the part begins here.
    pub(super) opens: bool,
}

const STATES: [Label; 17] = [
    Label { part: OutlinePart::Title, opens: true },
    Label { part: OutlinePart::Title, opens: false },
    Label { part: OutlinePart::Dateline, opens: true },
    Label { part: OutlinePart::Heading, opens: true },
    Label { part: OutlinePart::Heading, opens: false },
    Label { part: OutlinePart::Subheading, opens: true },
    Label { part: OutlinePart::Subheading, opens: false },
    Label { part: OutlinePart::Text, opens: true },
    Label { part: OutlinePart::Text, opens: false },
    Label { part: OutlinePart::Item, opens: true },
    Label { part: OutlinePart::Item, opens: false },
    Label { part: OutlinePart::Row, opens: true },
    Label { part: OutlinePart::Row, opens: false },
    Label { part: OutlinePart::Caption, opens: true },
    Label { part: OutlinePart::Caption, opens: false },
    Label { part: OutlinePart::Footer, opens: true },
    Label { part: OutlinePart::Footer, opens: false },
];

/// Which states may follow which: pairs of a state and one before it, in order.
static WAYS: LazyLock<Vec<(usize, usize)>> = LazyLock::new(|| {
    let pairs = (0..STATES.len()).flat_map(|state| (0..STATES.len()).map(move |before| (state, before)));
    pairs.filter(|&(state, before)| may_follow(STATES[before], STATES[state])).collect()
});

/// What a date or the mark of a list says against a heading.
const MARKED: f32 = 2.0;
const TITLE: f32 = 1.0;
/// How much of what it costs a heading to break off where it would wrap counts where text
/// follows, which may be of neither.
const HALF_A_HEADING: f32 = 0.5;
/// What a title's third line and any later one are worth at most.
const LATER_TITLE: f32 = -1.0;
/// What two forests that agree are believed, as a share of their sum: less than all of it,
/// since they see much the same. Set by hand, on printed and labelled pages.
const TOGETHER: f32 = 0.7;
/// One that is sure of itself is believed against the other, less so much. Set by hand, on pages
/// of kinds that neither was learnt from.
const BY_PLACE: f32 = 1.5;
const BY_WORDS: f32 = 1.0;
/// What it says against a heading that it is a number alone, however large. Set by hand.
const NUMBER: f32 = 1.0;
/// What it says for a caption that a figure stands above words with a small letter: they are
/// what it counts. Set by hand.
const FIGURE: f32 = 2.0;
/// What it costs that rows begin or end: text and rows seldom take turns. Set by hand, on made pages.
const ROWS_BEGIN: f32 = -1.0;
/// The same where no white parts them.
const ROWS_TURN: f32 = -2.5;
/// What it costs that rows go on where white parts them, or are parted where none does.
const ROWS_APART: f32 = -2.0;
/// What it costs to take the first line of a paragraph for its heading where a sentence ended in
/// it and the next goes on below. Set by hand.
const HALF_SENTENCE: f32 = -6.0;
const NEVER: f32 = f32::NEG_INFINITY;

/// Finds what each line is.
pub(super) fn label(lines: &[TextLine], language: &Language) -> Vec<Label> {
    if lines.is_empty() {
        return Vec::new();
    }
    let Looked { seams, mut places, seen, printed, as_rows } = look(lines, language);
    for (at, line) in lines.iter().enumerate() {
        // What says what it is by itself is no heading.
        let other = if line.date.is_some() || line.mark.is_some() { MARKED } else { 0.0 };
        if let Some(printed) = &printed[at] {
            // Neither forest carries over to all kinds of page: both have their say.
            let by_place = typography::told(line, heading_features::placed_odds(&seen[at], printed));
            let by_words = heading_features::odds(&seen[at]) + typography::heading(line);
            let both = TOGETHER * (by_place + by_words);
            let one = (by_place - BY_PLACE).max(by_words - BY_WORDS);
            let number = if rows::is_figure(line) { NUMBER } else { 0.0 };
            places[at].heading = both.max(one) - number - other;
            places[at].subheading = places[at].heading + typography::under(line);
        } else {
            let odds = heading_features::odds(&seen[at]) - other;
            places[at].heading = odds + typography::heading(line);
            places[at].subheading = odds + typography::subheading(line);
        }
        let next = lines.get(at + 1).filter(|next| next.stream == line.stream);
        let counts = rows::is_figure(line) && next.is_some_and(|next| next.first == First::Lower);
        places[at].caption = rows::caption(&as_rows[at]) + if counts { FIGURE } else { 0.0 };
        if at > 0 && places[at - 1..=at].iter().all(|place| place.heading > heading_features::HOPELESS) {
            places[at].wraps = heading_features::wraps(&seen[at - 1], &seen[at]);
        }
    }
    for (place, row) in places.iter_mut().zip(rows::odds(lines, &as_rows)) {
        place.row = row;
    }
    let mut labels = search(lines, &seams, &places);
    beside(lines, &mut labels);
    labels
}

/// What the file says stands beside the text, as notes and captions, is none of it:
/// it begins and ends where the file says.
fn beside(lines: &[TextLine], labels: &mut [Label]) {
    let mut last = Role::Text;
    for at in 0..lines.len() {
        let role =
            lines[at].print.map(|print| print.role).filter(|role| is_beside(*role)).unwrap_or_default();
        let turns = role != last;
        last = role;
        if is_beside(role) {
            let goes_on = !turns && (!labels[at].opens || lines[at].glued);
            labels[at] = Label { part: OutlinePart::Caption, opens: !goes_on };
        } else if turns && !labels[at].opens {
            // What went on across it goes on as text of its own.
            labels[at].opens = true;
        }
    }
}

fn is_beside(role: Role) -> bool {
    matches!(role, Role::Note | Role::Caption)
}

/// Lines, looked at together.
pub(super) struct Looked {
    seams: Vec<Continuation>,
    places: Vec<LinePosition>,
    /// What is seen of each line.
    pub(super) seen: Vec<Features>,
    /// What is seen of each as it is printed, where it has a place.
    pub(super) printed: Vec<Option<printed::Features>>,
    /// What is seen of each as a row.
    pub(super) as_rows: Vec<rows::Features>,
}

/// Looks at all lines together.
pub(super) fn look(lines: &[TextLine], language: &Language) -> Looked {
    let seams: Vec<Continuation> =
        lines.windows(2).map(|pair| continuation::weigh(&pair[0], &pair[1], language)).collect();
    let places = places::find(lines, &seams);
    let seen = heading_features::look(lines, &seams, &places, language);
    let as_rows = rows::look(lines, &seams);
    let printed = printed::look(lines, &|at| heading_features::odds(&seen[at]));
    Looked { seams, places, seen, printed, as_rows }
}

/// The best reading of all lines together.
fn search(lines: &[TextLine], seams: &[Continuation], places: &[LinePosition]) -> Vec<Label> {
    let mut score = [NEVER; STATES.len()];
    for (state, label) in STATES.iter().enumerate() {
        score[state] = first(*label, &lines[0], &places[0]);
    }
    let mut back: Vec<[u8; STATES.len()]> = Vec::with_capacity(lines.len());
    for at in 1..lines.len() {
        let mut next = [NEVER; STATES.len()];
        let mut from = [0; STATES.len()];
        let crossing = Crossing::new((&lines[at - 1], &lines[at]), &seams[at - 1], &places[at]);
        for &(state, previous) in &*WAYS {
            if score[previous] == NEVER {
                continue;
            }
            let pair = (&lines[at - 1], &lines[at]);
            let step = step(STATES[previous], STATES[state], pair, &crossing, &places[at]);
            if score[previous] + step > next[state] {
                next[state] = score[previous] + step;
                from[state] = previous as u8;
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

/// Whether a line may be this where the one before was that; [`step`] says what it is worth.
fn may_follow(was: Label, is: Label) -> bool {
    if !is.opens {
        return was.part == is.part && is.part != OutlinePart::Dateline;
    }
    match is.part {
        OutlinePart::Title => false,
        OutlinePart::Dateline => was.part == OutlinePart::Title,
        OutlinePart::Heading => {
            matches!(was.part, OutlinePart::Title | OutlinePart::Dateline) || is_body(was.part)
        }
        OutlinePart::Subheading => was.part == OutlinePart::Heading,
        OutlinePart::Text | OutlinePart::Item | OutlinePart::Row | OutlinePart::Caption => {
            was.part != OutlinePart::Footer
        }
        OutlinePart::Footer => is_body(was.part),
    }
}

/// Whether a part is a paragraph of a section.
pub(super) fn is_body(part: OutlinePart) -> bool {
    matches!(part, OutlinePart::Text | OutlinePart::Item | OutlinePart::Row | OutlinePart::Caption)
}

/// What it is worth that the text begins with this.
fn first(label: Label, line: &TextLine, place: &LinePosition) -> f32 {
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
fn end(label: Label, line: &TextLine) -> f32 {
    match label.part {
        OutlinePart::Heading | OutlinePart::Subheading => -2.0,
        OutlinePart::Title => headings::ends(line) - 0.5,
        _ => 0.0,
    }
}

/// What a seam is worth to whatever runs on across it or breaks off there, as ln P.
struct Crossing<'a> {
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
    fn new((before, after): (&TextLine, &TextLine), seam: &'a Continuation, place: &LinePosition) -> Self {
        let odds = [true, false].map(|lone| runs_on(lone, before, seam, place));
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
fn step(
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
                let more = 0.6 * seam.completes + headings::wraps(seam.room) + headings::goes_on(after)
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
            OutlinePart::Caption if rows::is_figure(before) && after.first == First::Lower => {
                place.caption.max(0.0)
            }
            OutlinePart::Caption => place.caption + crossing.item_runs_on,
            // However well it goes on: so does all text.
            OutlinePart::Footer => 0.0,
            OutlinePart::Dateline => NEVER,
        };
    }
    let break_here = crossing.breaks_off[begun];
    match (was.part, is.part) {
        (OutlinePart::Title, OutlinePart::Dateline) if after.date.is_some() => 6.0,
        (OutlinePart::Title, OutlinePart::Heading) => heading + 1.5 + zone(before, after),
        (OutlinePart::Title, OutlinePart::Text) => headings::ends(before) + zone(before, after),
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
        Last::Stop => 0.6,
        Last::Colon => -0.8,
        Last::Open => -2.2,
        Last::Comma | Last::Hyphen => -3.0,
    };
    // The foot of a column is a place where reading order may have slipped.
    if seam.same_column { open } else { open * 0.6 }
}

/// A paragraph of one line is rare unless it is a sentence, or lines end at will.
fn lone(first: bool, before: &TextLine, place: &LinePosition) -> f32 {
    let sentence = matches!(before.last, Last::Stop | Last::Colon) || before.is_lone_number();
    if !first || sentence { 0.0 } else { 1.5 * (1.0 - 2.0 * place.ragged).max(0.0) }
}

/// A line in which a sentence ended and another began that goes on below is text.
fn half_sentence(before: &TextLine, after: &TextLine) -> f32 {
    let goes_on = before.last == Last::Open && after.first == First::Lower && after.gap == 0;
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

#[cfg(test)]
mod tests {
    use super::*;

    const fn opening(part: OutlinePart) -> Label {
        Label { part, opens: true }
    }

    #[test]
    fn parts_follow_each_other_as_on_a_page() {
        use OutlinePart::{Dateline, Footer, Heading, Item, Subheading, Text, Title};
        for (was, is, may) in [
            (Title, Heading, true),
            (Title, Dateline, true),
            (Title, Title, false),
            (Heading, Text, true),
            (Heading, Subheading, true),
            (Heading, Heading, false),
            (Subheading, Subheading, false),
            (Text, Subheading, false),
            (Text, Heading, true),
            (Text, Title, false),
            (Item, Footer, true),
            (Heading, Footer, false),
            (Footer, Text, false),
        ] {
            assert_eq!(may_follow(opening(was), opening(is)), may, "{was:?}, {is:?}");
        }
    }

    #[test]
    fn only_what_began_goes_on() {
        let goes_on = |part| Label { part, opens: false };
        assert!(may_follow(opening(OutlinePart::Heading), goes_on(OutlinePart::Heading)));
        assert!(!may_follow(opening(OutlinePart::Text), goes_on(OutlinePart::Heading)));
        assert!(!may_follow(opening(OutlinePart::Dateline), goes_on(OutlinePart::Dateline)));
    }

    #[test]
    fn text_may_follow_wherever_a_search_has_come_to() {
        for state in STATES.iter().filter(|state| state.part != OutlinePart::Footer) {
            assert!(may_follow(*state, opening(OutlinePart::Text)), "{state:?}");
        }
    }
}
