//! Where each line stands among the others: in a list, in verse, at the foot.

use super::continuation::Continuation;
use super::lines::TextLine;
use crate::model::{Beginning, Ending, addresses};

/// How many lines at the foot of the last page may be a footer.
const FOOTER_LINES: usize = 4;
/// What a footer costs by being there.
const FOOTER: f32 = -4.0;
/// How many lines to either side are looked at for the next mark of a list.
const LIST_REACH: usize = 12;
/// How many seams to either side tell whether lines break at will.
const RAGGED_REACH: usize = 8;
/// Log odds that a heading wraps onto a line that is none.
const NO_HEADING: f32 = -9.0;
/// Seams of ordinary prose that are thought to be there before any is seen.
const RAGGED_PRIOR: f32 = 3.0;

/// What is known of a line's place in the whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct LinePosition {
    /// Log odds that it opens an item of a list.
    pub(super) item: f32,
    /// How far the lines around it break at will, as verse and addresses do, from 0 to 1.
    pub(super) ragged: f32,
    /// Log odds that a footer opens here.
    pub(super) footer: f32,
    /// Log odds that it is a line of a heading.
    pub(super) heading: f32,
    /// Log odds that it is a line of a subheading, right under a heading.
    pub(super) subheading: f32,
    /// Log odds that it is a row to be kept as it stands.
    pub(super) row: f32,
    /// Log odds that it is a line of a caption.
    pub(super) caption: f32,
    /// Log odds that a heading wraps from the line before onto it, if both are a heading's.
    pub(super) wraps: f32,
    /// Log odds that a paragraph runs on from the line before into it, if both are text.
    pub(super) runs_on: f32,
}

/// Finds the place of each line; `seams[i]` lies between lines `i` and `i + 1`.
pub(super) fn find(lines: &[TextLine], seams: &[Continuation]) -> Vec<LinePosition> {
    let ragged = raggedness(lines, seams);
    let foot = lines.len().saturating_sub(FOOTER_LINES);
    let columns = lines.iter().map(|line| line.columns).max().unwrap_or(1);
    let last_page = lines.last().map_or(0, |line| line.page);
    let lowest = lines[..foot].iter().filter(|line| line.page == last_page).map(|line| line.number).max();
    (0..lines.len())
        .map(|at| LinePosition {
            item: item(lines, at),
            ragged: ragged[at],
            heading: 0.0,
            subheading: 0.0,
            row: 0.0,
            caption: 0.0,
            wraps: NO_HEADING,
            runs_on: 0.0,
            footer: if at < foot || at == 0 {
                f32::NEG_INFINITY
            } else {
                footer(&lines[at - 1..], columns, lowest)
            },
        })
        .collect()
}

/// Whether the line before, which is the first given, is followed by a footer.
fn footer(lines: &[TextLine], columns: usize, lowest: Option<usize>) -> f32 {
    let (before, line) = (&lines[0], &lines[1]);
    let mut odds = FOOTER;
    if columns > 1 && line.columns == 1 && before.columns > 1 {
        odds += 5.0;
    }
    if lines[1..].iter().any(|line| addresses(&line.text).next().is_some()) {
        odds += 1.5;
    }
    if columns > 1 && lowest.is_some_and(|lowest| line.number > lowest + 1) {
        odds += 1.0;
    }
    if line.gap > 0 {
        odds += 1.0;
    }
    odds
}

/// Log odds that a line opens an item of a list.
fn item(lines: &[TextLine], at: usize) -> f32 {
    let Some(mark) = lines[at].mark else { return -9.0 };
    // Between two items may stand a list of another kind, of which the first holds.
    let alike = |line: &TextLine| line.mark.filter(|other| other.is_like(mark));
    let before = lines[at.saturating_sub(LIST_REACH)..at].iter().rev().find_map(alike);
    let after = lines[at + 1..].iter().take(LIST_REACH).find_map(alike);
    let mut odds = mark.belief();
    if before.is_some_and(|before| before.precedes(mark)) {
        odds += 3.0;
    }
    if after.is_some_and(|after| mark.precedes(after)) {
        odds += 3.0;
    }
    if at > 0 && lines[at - 1].last == Ending::Colon {
        odds += 1.5;
    }
    odds
}

/// For each line the share of the seams around it, in its column, where a line
/// broke though the next word would have fitted, or a capital follows no stop.
fn raggedness(lines: &[TextLine], seams: &[Continuation]) -> Vec<f32> {
    let mut total = vec![(0u32, 0u32); seams.len() + 1];
    for (at, seam) in seams.iter().enumerate() {
        let (before, after) = (&lines[at], &lines[at + 1]);
        let open = before.last.is_open() || before.last == Ending::Comma;
        let at_will = open && (seam.room > 0.15 || (after.first == Beginning::Upper && after.fresh > 0.6));
        let (count, ragged) = total[at];
        let counts = u32::from(seam.same_column);
        total[at + 1] = (count + counts, ragged + counts * u32::from(at_will));
    }
    // The stretch of each line's own column.
    let mut starts = vec![0; lines.len()];
    for at in 1..lines.len() {
        starts[at] = if seams[at - 1].same_column { starts[at - 1] } else { at };
    }
    let mut ends = vec![seams.len(); lines.len()];
    for at in (0..seams.len()).rev() {
        ends[at] = if seams[at].same_column { ends[at + 1] } else { at };
    }
    (0..lines.len())
        .map(|at| {
            let from = at.saturating_sub(RAGGED_REACH).max(starts[at]);
            let to = (at + RAGGED_REACH).min(ends[at]).max(from);
            let count = total[to].0 - total[from].0;
            let ragged = total[to].1 - total[from].1;
            ragged as f32 / (count as f32 + RAGGED_PRIOR)
        })
        .collect()
}
