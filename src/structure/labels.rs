//! What each line is: the best reading of all lines together.
//!
//! A line is a heading less by what it is than by what stands around it, so
//! the parts of a page are found in one search over the lines (`viterbi`): each
//! line is the first or a later line of a part, the seams say what it costs to
//! run on or to break (`steps`), and the order of the parts what may follow what.
//! Here is what is seen of each line and what odds that makes.

use super::continuation::{self, Continuation};
use super::heading_features::{self, Features};
use super::lines::TextLine;
use super::paragraphs;
use super::parts::{Label, OutlinePart};
use super::places::{self, LinePosition};
use super::printed;
use super::rows;
use super::typography;
use super::viterbi::search;
use crate::language::Language;
use crate::model::{Beginning, Role};

/// What a date or the mark of a list says against a heading.
const MARKED: f32 = 2.0;
/// Where places are known the forest that sees them decides. On collections that took no part in
/// its learning it is too careful, by so much. Set by hand, on them and on printed pages, where a
/// little more or less makes no difference.
const CAREFUL: f32 = 0.5;
/// What words and size alone say is believed against it where they are surer than it, less so much.
/// Set by hand, as well.
const BY_WORDS: f32 = 2.0;
/// What it says against a heading that it is a number alone, however large. Set by hand.
const NUMBER: f32 = 1.0;
/// What it says for a caption that a figure stands above words with a small letter: they are
/// what it counts. Set by hand.
const FIGURE: f32 = 2.0;
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
            let by_place = typography::told(line, heading_features::placed_odds(&seen[at], printed));
            let by_words = heading_features::odds(&seen[at]) + typography::heading(line);
            let number = if rows::is_figure(line) { NUMBER } else { 0.0 };
            let odds = (by_place + CAREFUL).max(by_words - BY_WORDS);
            places[at].heading = odds - number - other + typography::beside_trees(line);
            places[at].subheading = places[at].heading + typography::under(line);
        } else {
            let odds = heading_features::odds(&seen[at]) - other;
            places[at].heading = odds + typography::heading(line);
            places[at].subheading = odds + typography::subheading(line);
        }
        let next = lines.get(at + 1).filter(|next| next.stream == line.stream);
        let counts = rows::is_figure(line) && next.is_some_and(|next| next.first == Beginning::Lower);
        places[at].caption = rows::caption(&as_rows[at]) + if counts { FIGURE } else { 0.0 };
        if at > 0 && places[at - 1..=at].iter().all(|place| place.heading > heading_features::HOPELESS) {
            places[at].wraps = heading_features::wraps(&seen[at - 1], &seen[at]);
        }
    }
    for at in 1..lines.len() {
        places[at].runs_on = if lines[at].glued {
            seams[at - 1].runs_on
        } else {
            paragraphs::runs_on(&seen[at - 1], &seen[at])
        };
    }
    for (place, row) in places.iter_mut().zip(rows::odds(lines, &as_rows)) {
        place.row = row;
    }
    // A heading with text below it opens a section, and no footer.
    for at in 1..lines.len() {
        let heads = places[at - 1].heading > 0.0 && places[at].heading < 0.0;
        places[at - 1].footer -= if heads { places[at - 1].heading } else { 0.0 };
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
