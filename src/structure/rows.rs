//! How surely each line is a row to be kept as it stands, of a table, of verse,
//! of a list of contents, of an index, an address, a register, or the caption of
//! a figure: by what it looks like and by what the lines around it do.
//!
//! One line does not tell: *Jansen, 12* may be a row of an index or the end of a
//! sentence. So the five lines above and the five below in its column are looked
//! at with it. The trees were learnt from made pages of many kinds
//! (`training/rows`).

use std::sync::LazyLock;

use super::continuation::Continuation;
use super::lines::TextLine;
use super::shapes::{has_label, has_leaders, is_number, is_numbered};
use crate::language::{Forest, compiled, flag};
use crate::model::{Beginning, Ending};

/// What the trees say of a row.
static ROWS: LazyLock<Forest<32>> =
    LazyLock::new(|| Forest::new(compiled!("rows.table"), &NAMES).expect("its test reads it"));
/// What they say of a line of a caption.
static CAPTIONS: LazyLock<Forest<16>> =
    LazyLock::new(|| Forest::new(compiled!("captions.table"), &NAMES).expect("its test reads it"));

/// So many lines to either side are looked at.
const REACH: usize = 5;
/// So many to either side are believed with a line.
const BESIDE: usize = 2;
/// A row is believed up to these log odds: many of them add up.
const MOST_ODDS: f32 = 3.0;
/// What it says against rows that several columns stand side by side: few lines of prose in a
/// column, perhaps cut amiss, look as ragged as rows do. Set by hand.
const IN_COLUMNS: f32 = 1.5;
/// How far a seam's log odds are believed.
const MOST: f32 = 4.0;
/// How much of what is seen of a line is asked of the lines around it, too.
const SHARED: usize = 14;

/// What is seen of a line, in the order of [`NAMES`].
pub(super) type Features = [f32; NAMES.len()];

/// Log odds that each line is a row to be kept. Rows come in runs: each line is
/// believed by half, and by half those beside it that no white parts from it.
pub(super) fn odds(lines: &[TextLine], seen: &[Features]) -> Vec<f32> {
    let own = |(line, seen): (&TextLine, &Features)| {
        let odds = ROWS.sum(seen).clamp(-MOST_ODDS, MOST_ODDS);
        if line.columns > 1 { odds - IN_COLUMNS } else { odds }
    };
    let own: Vec<f32> = lines.iter().zip(seen).map(own).collect();
    let mut odds = Vec::with_capacity(own.len());
    let mut from = 0;
    for block in lines.chunk_by(|a, b| a.stream == b.stream && b.gap == 0) {
        let to = from + block.len();
        odds.extend((from..to).map(|at| {
            let near = &own[at.saturating_sub(BESIDE).max(from)..(at + 1 + BESIDE).min(to)];
            0.5 * own[at] + 0.5 * near.iter().sum::<f32>() / near.len() as f32
        }));
        from = to;
    }
    odds
}

/// Log odds that it is one of a caption.
pub(super) fn caption(seen: &Features) -> f32 {
    CAPTIONS.sum(seen)
}

/// What is seen of a line by itself that is asked of those around it, too.
type Shared = [f32; SHARED];

/// Sees all lines.
pub(super) fn look(lines: &[TextLine], seams: &[Continuation]) -> Vec<Features> {
    let shared: Vec<Shared> = (0..lines.len()).map(|at| share(lines, seams, at)).collect();
    let mut all = Vec::with_capacity(lines.len());
    let mut from = 0;
    for column in lines.chunk_by(|a, b| a.stream == b.stream) {
        let to = from + column.len();
        all.extend((from..to).map(|at| {
            let above = &shared[at.saturating_sub(REACH).max(from)..at];
            let below = &shared[at + 1..(at + 1 + REACH).min(to)];
            features(&RowContext {
                line: &lines[at],
                own: &shared[at],
                seam_above: (at > from).then(|| &seams[at - 1]),
                seam_below: (at + 1 < to).then(|| &seams[at]),
                above: mean(above),
                below: mean(below),
                spread: spread(above, &shared[at], below),
                lines: column.len() as f32,
                next: (at + 1 < to).then(|| &lines[at + 1]),
                before: (at > from).then(|| &lines[at - 1]),
            })
        }));
        from = to;
    }
    all
}

/// A line and what stands around it in its column.
struct RowContext<'a> {
    line: &'a TextLine,
    own: &'a Shared,
    seam_above: Option<&'a Continuation>,
    seam_below: Option<&'a Continuation>,
    above: Shared,
    below: Shared,
    spread: f32,
    lines: f32,
    next: Option<&'a TextLine>,
    before: Option<&'a TextLine>,
}

/// Stands for what is not there to be seen.
const NONE: f32 = -9.0;

fn share(lines: &[TextLine], seams: &[Continuation], at: usize) -> Shared {
    let line = &lines[at];
    let seam = seams.get(at).filter(|seam| seam.same_column);
    let words = line.words.max(1) as f32;
    let numbers = line.text.split(' ').filter(|word| is_number(word)).count() as f32;
    [
        flag(line.first == Beginning::Upper),
        flag(line.first == Beginning::Digit),
        flag(line.first == Beginning::Lower),
        flag(line.last == Ending::Stop),
        flag(line.last == Ending::Comma),
        flag(line.text.rsplit(' ').next().is_some_and(is_number)),
        numbers / words,
        flag(has_leaders(&line.text)),
        flag(!line.cells.is_empty()),
        seam.map_or(0.0, |seam| flag(seam.room > 0.1)),
        seam.map_or(0.0, |seam| seam.runs_on.clamp(-MOST, MOST)),
        line.fill().min(1.2),
        flag(line.gap > 0),
        flag(has_label(&line.text)),
    ]
}

fn mean(of: &[Shared]) -> Shared {
    let mut sum = [NONE; SHARED];
    if of.is_empty() {
        return sum;
    }
    for (at, sum) in sum.iter_mut().enumerate() {
        *sum = of.iter().map(|one| one[at]).sum::<f32>() / of.len() as f32;
    }
    sum
}

/// How differently long the lines are, as a standard deviation of their fill.
fn spread(above: &[Shared], own: &Shared, below: &[Shared]) -> f32 {
    let fills = || above.iter().chain([own]).chain(below).map(|one| one[11]);
    let many = fills().count() as f32;
    let mean = fills().sum::<f32>() / many;
    (fills().map(|fill| (fill - mean).powi(2)).sum::<f32>() / many).sqrt()
}

/// Whether it is hardly more than a number: *42 %*, *1,2 mln*, *1 op 3*.
pub(super) fn is_figure(line: &TextLine) -> bool {
    line.words <= 3
        && line.letters <= 14.0
        && line.text.contains(|c: char| c.is_ascii_digit())
        && line.text.chars().filter(|c| c.is_alphabetic()).count() <= 4
}

/// Makes the list of the names and the function that sees what they name, in one order.
macro_rules! seen {
    ($context:ident, $($name:literal: $value:expr,)*) => {
        /// What is seen of a line, by name.
        pub(super) const NAMES: [&str; [$($name),*].len()] = [$($name),*];

        /// Sees it.
        fn features($context: &RowContext) -> Features {
            [$($value),*]
        }
    };
}

seen! {
    c,
    "upper": c.own[0],
    "digit": c.own[1],
    "lower": c.own[2],
    "stop": c.own[3],
    "comma": c.own[4],
    "number-ends": c.own[5],
    "numbers": c.own[6],
    "leaders": c.own[7],
    "wide": c.line.cells.len().min(4) as f32,
    "fill": c.own[11],
    "gap": c.own[12],
    "label": c.own[13],
    "letters": c.line.letters.min(90.0),
    "words": c.line.words.min(14) as f32,
    "hyphen": flag(c.line.last == Ending::Hyphen),
    "colon": flag(c.line.last == Ending::Colon),
    "mark": flag(c.line.mark.is_some()),
    "inner-stop": flag(c.line.inner_stop),
    "inner-comma": flag(c.line.inner_comma),
    "dangles": c.line.dangles,
    "fresh": c.line.fresh,
    "capitals": c.line.capitals as f32 / c.line.words.max(1) as f32,
    "known": c.line.known,
    "figure": flag(is_figure(c.line)),
    "numbered": flag(is_numbered(&c.line.text)),
    "figure-above": flag(c.before.is_some_and(is_figure)),
    "figure-below": flag(c.next.is_some_and(is_figure)),
    "numbered-above": flag(c.before.is_some_and(|line| is_numbered(&line.text))),
    "lines": c.lines.min(40.0),
    "columns": c.line.columns as f32,
    "spread": c.spread,
    "above-runs-on": c.seam_above.map_or(NONE, |seam| seam.runs_on.clamp(-MOST, MOST)),
    "above-room": c.seam_above.map_or(NONE, |seam| seam.room),
    "below-runs-on": c.seam_below.map_or(NONE, |seam| seam.runs_on.clamp(-MOST, MOST)),
    "below-room": c.seam_below.map_or(NONE, |seam| seam.room),
    "below-gap": c.next.map_or(NONE, |next| flag(next.gap > 0)),
    "upper-above": c.above[0],
    "digit-above": c.above[1],
    "lower-above": c.above[2],
    "stop-above": c.above[3],
    "comma-above": c.above[4],
    "number-ends-above": c.above[5],
    "numbers-above": c.above[6],
    "leaders-above": c.above[7],
    "wide-above": c.above[8],
    "rooms-above": c.above[9],
    "fill-above": c.above[11],
    "gaps-above": c.above[12],
    "upper-below": c.below[0],
    "digit-below": c.below[1],
    "lower-below": c.below[2],
    "stop-below": c.below[3],
    "comma-below": c.below[4],
    "number-ends-below": c.below[5],
    "numbers-below": c.below[6],
    "leaders-below": c.below[7],
    "wide-below": c.below[8],
    "rooms-below": c.below[9],
    "fill-below": c.below[11],
    "gaps-below": c.below[12],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trees_can_be_read() {
        LazyLock::force(&ROWS);
        LazyLock::force(&CAPTIONS);
    }
}
