//! Where lines were cut, looked at again when all of the page is known.
//!
//! The search goes down the page and knows little of what stands below a line.
//! Here each two neighbouring columns are asked on each line where the cut
//! between them should stand, by what stands above and below in both
//! ([`CutChoice`]); it may be at either end, which makes one of them silent.

use std::ops::Range;

use super::cohesion::Cohesion;
use super::column_beam::{Bounds, Solution};
use super::cut_classifier::{ColumnFragment, CutChoice, Surroundings};
use super::token_features::TokenFeatures;
use super::weights::MOST_COLUMNS;

/// How many cuts of a line are moved at most, one after the other.
const MOVES: usize = 3;
/// Log odds by which another place must be likelier, each time one goes down the
/// page: what the first time moved below a line is known the second time, and
/// whoever moves a cut again must be surer.
const CLEAR: [f32; 2] = [0.7, 1.2];

/// Moves the cuts of a reading to where they are plainly likelier to be.
pub(super) fn refine(
    sheet: &TokenFeatures,
    links: &mut Cohesion,
    lines: &Range<usize>,
    solution: &mut Solution,
    widths: &[f32],
) {
    // What stood around each line when it was last asked: while that is so it says the same again.
    let mut asked = vec![None; lines.len()];
    for clear in CLEAR {
        walk(sheet, links, lines, solution, widths, |links, columns, bounds| {
            let around = Some((columns.above, columns.below));
            let asked = &mut asked[columns.line - lines.start];
            if *asked == around {
                return;
            }
            for _ in 0..MOVES {
                let better = columns.choices(bounds).filter_map(|choice| {
                    let (by, at) = choice.better(sheet, links, clear)?;
                    Some((by, at, choice.columns))
                });
                let Some((_, at, (left, right))) = better.max_by(|a, b| a.0.total_cmp(&b.0)) else {
                    *asked = around;
                    break;
                };
                bounds[left + 1..=right].fill(at as u32);
            }
        });
    }
}

/// What stands around a line in each column.
pub(super) struct Columns<'a> {
    line: usize,
    widths: &'a [f32],
    above: [Option<ColumnFragment>; MOST_COLUMNS],
    below: [Option<ColumnFragment>; MOST_COLUMNS],
}

impl Columns<'_> {
    /// The cut of each two columns of which one speaks on the line, and none
    /// that stands between them does.
    pub(super) fn choices(&self, bounds: &Bounds) -> impl Iterator<Item = CutChoice> {
        let of = self.widths.len();
        let speak = (0..of).filter(|&column| bounds[column] < bounds[column + 1]).count();
        let pairs = (0..of).flat_map(move |left| (left + 1..of).map(move |right| (left, right)));
        let bounds = *bounds;
        let cut = move |&(left, right): &(usize, usize)| {
            bounds[left] < bounds[right + 1] && bounds[left + 1] == bounds[right]
        };
        pairs.filter(cut).map(move |(left, right)| CutChoice {
            line: self.line,
            columns: (left, right),
            of,
            speak,
            from: bounds[left] as usize,
            to: bounds[right + 1] as usize,
            now: bounds[left + 1] as usize,
            sides: [left, right].map(|column| Surroundings {
                width: self.widths[column],
                above: self.above[column],
                below: self.below[column],
            }),
        })
    }
}

/// Goes down the lines of a reading that have tokens.
pub(super) fn walk<'l>(
    sheet: &TokenFeatures,
    links: &mut Cohesion<'l>,
    lines: &Range<usize>,
    solution: &mut Solution,
    widths: &[f32],
    mut visit: impl FnMut(&mut Cohesion<'l>, &Columns, &mut Bounds),
) {
    let numbers: Vec<usize> = lines.clone().filter(|&line| !sheet.lines[line].is_empty()).collect();
    // Debris leaves its column as it was.
    let tell = |links: &Cohesion,
                line: usize,
                bounds: &Bounds,
                parts: &mut [Option<ColumnFragment>; MOST_COLUMNS]| {
        for (column, &width) in widths.iter().enumerate() {
            let (from, to) = (bounds[column] as usize, bounds[column + 1] as usize);
            if from < to && !sheet.is_debris(from, to) {
                parts[column] = Some(ColumnFragment::new(sheet, links, line, (from, to), width));
            }
        }
    };
    let mut below = [None; MOST_COLUMNS];
    let mut belows = Vec::with_capacity(numbers.len());
    for (&line, bounds) in numbers.iter().zip(&solution.bounds).rev() {
        belows.push(below);
        tell(links, line, bounds, &mut below);
    }
    let mut above = [None; MOST_COLUMNS];
    for (&line, bounds) in numbers.iter().zip(&mut solution.bounds) {
        let Some(below) = belows.pop() else { break };
        visit(links, &Columns { line, widths, above, below }, bounds);
        tell(links, line, bounds, &mut above);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{LEFT, RIGHT, page};
    use super::*;
    use crate::language::Language;

    /// The cuts of two fused columns after a look at them, when that on the line
    /// `wrong` is `by` tokens beside its place; and where they should be.
    fn revised(wrong: usize, by: isize) -> (Vec<u32>, Vec<u32>) {
        let fused: Vec<String> = LEFT.lines().zip(RIGHT.lines()).map(|(a, b)| format!("{a} {b}")).collect();
        let page = page(&fused.join("\n"));
        let language = Language::builtin("nl").expect("the pack is built in");
        let sheet = TokenFeatures::new(&page, &language);
        let mut links = Cohesion::new(&sheet, &page, &language);
        let right: Vec<u32> = sheet
            .lines
            .iter()
            .zip(LEFT.lines())
            .map(|(line, left)| (line.start + left.split(' ').count()) as u32)
            .collect();
        let cut = |(nth, (line, &at)): (usize, (&Range<usize>, &u32))| {
            let at = if nth == wrong { at.saturating_add_signed(by as i32) } else { at };
            let mut bounds = [line.end as u32; MOST_COLUMNS + 1];
            bounds[..2].copy_from_slice(&[line.start as u32, at]);
            bounds
        };
        let bounds = sheet.lines.iter().zip(&right).enumerate().map(cut).collect();
        let mut solution = Solution { score: 0.0, bounds };
        refine(&sheet, &mut links, &(0..sheet.lines.len()), &mut solution, &[38.0, 38.0]);
        (solution.bounds.iter().map(|bounds| bounds[1]).collect(), right)
    }

    #[test]
    fn a_cut_beside_its_place_is_moved_there() {
        for (wrong, by) in [(1, 1), (3, -1), (3, 2), (4, 3), (5, -2)] {
            let (found, right) = revised(wrong, by);
            assert_eq!(found, right, "line {wrong}, {by} tokens");
        }
    }

    #[test]
    fn what_is_right_stays() {
        let (found, right) = revised(0, 0);
        assert_eq!(found, right);
    }
}
