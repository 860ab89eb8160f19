//! The widths that the columns of some lines are likely to have, before any search: where lines
//! may be cut stands at one place of many of them.
//!
//! Each line is taken by itself: a column has a fragment on it or none, fragments mostly fill
//! their column but for the room that a word needs, and some are any shorter (the ends of
//! paragraphs, headings). The widths win under which the lines are likeliest. This is much
//! quicker than a search for each set of widths, and knows less.

use std::ops::Range;

use super::cohesion::Cohesion;
use super::segment::NARROWEST;
use super::token_features::TokenFeatures;

/// At how many places of a line a cut is considered.
const PLACES: usize = 10;
/// How many lines are looked at, spread over all.
const SAMPLE: usize = 80;
/// The share of fragments that are any shorter than their column.
const SHORTER: f32 = 0.35;
/// How much room a full fragment leaves, in letters.
const RAGGED: f32 = 4.0;
/// What each letter costs that a fragment is wider than its column.
const OVER: f32 = 0.8;
/// ln P that a column has nothing on a line.
const SILENT: f32 = -1.6;
/// ln P that a line is no row of these columns.
const ALONE: f32 = -1.2;
/// The most that a place says for a cut, or against it.
const MOST: f32 = 4.0;
/// Sets of columns that differ by less than this share of the page's width are alike.
const ALIKE: f32 = 0.08;
/// How fine shares of the page's width are told apart.
const STEPS: [usize; 2] = [28, 16];

/// A line, and where it may be cut.
struct LineCuts {
    /// Where fragments may begin and where the one before ends, and what a cut there is worth.
    places: Vec<(f32, f32, f32)>,
    width: f32,
}

/// The likeliest sets of two and of three columns of lines whose widest are `full` wide: at most
/// `most` of each that are not nearly alike.
pub(super) fn likely(
    sheet: &TokenFeatures,
    links: &Cohesion,
    lines: &Range<usize>,
    full: f32,
    most: usize,
) -> Vec<Vec<f32>> {
    let step = lines.len().div_ceil(SAMPLE).max(1);
    let rows: Vec<LineCuts> = lines
        .clone()
        .step_by(step)
        .filter(|&line| sheet.lines[line].len() > 1)
        .map(|line| row(sheet, links, line))
        .collect();
    let mut sets = Vec::new();
    for columns in [2, 3] {
        let mut all = worths(&rows, full, columns);
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut found: Vec<Vec<f32>> = Vec::new();
        for (_, widths) in all {
            let near =
                |other: &Vec<f32>| other.iter().zip(&widths).all(|(a, b)| (a - b).abs() < ALIKE * full);
            if found.len() == most {
                break;
            }
            if !found.iter().any(near) {
                found.push(widths);
            }
        }
        sets.extend(found);
    }
    sets
}

/// How likely the rows are in each set of so many columns.
fn worths(rows: &[LineCuts], full: f32, columns: usize) -> Vec<(f32, Vec<f32>)> {
    let steps = STEPS[columns - 2];
    let unit = full / steps as f32;
    let least = (NARROWEST / unit).ceil() as usize;
    let mut sets: Vec<[usize; 3]> = Vec::new();
    // What gutters leave of the page.
    for together in [steps - 1 - usize::from(columns == 2), steps] {
        for first in least..=together.saturating_sub(least) {
            if columns == 2 {
                sets.push([first, together - first, 0]);
                continue;
            }
            for second in least..=together.saturating_sub(first + least) {
                sets.push([first, second, together - first - second]);
            }
        }
    }
    let mut sums = vec![0.0; sets.len()];
    let mut pieces = Pieces::default();
    for row in rows.iter().filter(|_| !sets.is_empty()) {
        pieces.look(row, least..steps + 1, unit, columns);
        let alone = ALONE + fills(row.width.min(full), full);
        for (sum, set) in sums.iter_mut().zip(&sets) {
            *sum += pieces.worth(&set[..columns]).max(alone);
        }
    }
    let widths = |set: &[usize; 3]| set[..columns].iter().map(|&share| share as f32 * unit).collect();
    sums.into_iter().zip(sets.iter().map(widths)).collect()
}

fn row(sheet: &TokenFeatures, links: &Cohesion, line: usize) -> LineCuts {
    let range = sheet.lines[line].clone();
    let place = |at: usize| {
        let before = sheet.offsets[at - 1] + sheet.words[at - 1].width;
        (sheet.offsets[at], before, (-links.inner(at)).clamp(-MOST, MOST))
    };
    let mut places: Vec<(f32, f32, f32)> = (range.start + 1..range.end).map(place).collect();
    if places.len() > PLACES {
        places.select_nth_unstable_by(PLACES, |a, b| b.2.total_cmp(&a.2));
        places.truncate(PLACES);
    }
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    LineCuts { places, width: sheet.line(line) }
}

/// ln of how likely a fragment is so wide in a column of this width.
fn fills(width: f32, column: f32) -> f32 {
    let room = column - width;
    if room < 0.0 {
        return (SHORTER / column + (1.0 - SHORTER) / RAGGED).ln() + OVER * room;
    }
    (SHORTER / column + (1.0 - SHORTER) * (-room / RAGGED).exp() / RAGGED).ln()
}

/// What the fragments that a line may have are worth in columns of each width, asked once for all
/// sets of columns: a table for each width.
#[derive(Default)]
struct Pieces {
    places: usize,
    /// The whole line.
    whole: Vec<f32>,
    /// What stands before each place, and what stands after it.
    sides: Vec<[f32; 2]>,
    /// What stands between two places, the later one's cut with it.
    between: Vec<f32>,
}

impl Pieces {
    /// Looks at a line in columns of these shares of the page, in units.
    fn look(&mut self, row: &LineCuts, shares: Range<usize>, unit: f32, columns: usize) {
        let many = row.places.len();
        self.places = many;
        self.whole.clear();
        self.sides.clear();
        self.between.clear();
        for share in 0..shares.end {
            let column = share as f32 * unit;
            if share < shares.start {
                self.whole.push(0.0);
                self.sides.resize(self.sides.len() + many, [0.0; 2]);
            } else {
                self.whole.push(fills(row.width, column));
                let sides = |&(begins, ends, cut): &(f32, f32, f32)| {
                    [fills(ends, column) + cut, fills(row.width - begins, column)]
                };
                self.sides.extend(row.places.iter().map(sides));
            }
            if columns < 3 {
                continue;
            }
            for (nth, &(begins, ..)) in row.places.iter().enumerate() {
                let between = |(later, &(_, ends, cut)): (usize, &(f32, f32, f32))| {
                    let counts = share >= shares.start && later > nth;
                    if counts { fills(ends - begins, column) + cut } else { 0.0 }
                };
                self.between.extend(row.places.iter().enumerate().map(between));
            }
        }
    }

    /// ln of how likely the line is in these columns.
    fn worth(&self, set: &[usize]) -> f32 {
        let (many, columns) = (self.places, set.len());
        let side = |share: usize| &self.sides[share * many..(share + 1) * many];
        // One fragment, in any column.
        let whole = set.iter().map(|&share| self.whole[share]).fold(f32::NEG_INFINITY, f32::max);
        let mut best = whole + SILENT * (columns - 1) as f32;
        // Two, in any two columns.
        let silent = SILENT * (columns - 2) as f32;
        for (nth, &left) in set.iter().enumerate() {
            for &right in &set[nth + 1..] {
                for (before, after) in side(left).iter().zip(side(right)) {
                    best = best.max(before[0] + after[1] + silent);
                }
            }
        }
        if let &[left, middle, right] = set {
            for (nth, before) in side(left).iter().enumerate() {
                let from = (middle * many + nth) * many;
                let between = &self.between[from..from + many];
                for (between, after) in between.iter().zip(side(right)).skip(nth + 1) {
                    best = best.max(before[0] + between + after[1]);
                }
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{LEFT, RIGHT, page};
    use super::*;
    use crate::language::Language;

    #[test]
    fn unequal_columns_are_likely_where_lines_are_cut_so() {
        let language = Language::builtin("nl").expect("the pack is built in");
        // Two lines of the right column make one of a wide one.
        let wide: Vec<String> =
            RIGHT.lines().collect::<Vec<_>>().chunks(2).map(|pair| pair.join(" ")).collect();
        let wide = wide.iter().cycle();
        let fused: Vec<String> = LEFT.lines().zip(wide).map(|(a, b)| format!("{a} {b}")).collect();
        let page = page(&fused.join("\n"));
        let sheet = TokenFeatures::new(&page, &language);
        let links = Cohesion::new(&sheet, &page, &language);
        let lines = 0..page.lines.len();
        let full = lines.clone().map(|line| sheet.line(line)).fold(0.0, f32::max);
        let sets = likely(&sheet, &links, &lines, full, 2);
        assert!(sets.len() <= 4 && sets.iter().all(|widths| (2..=3).contains(&widths.len())), "{sets:?}");
        let share = sets[0][0] / sets[0].iter().sum::<f32>();
        assert!((0.25..0.42).contains(&share), "{sets:?}");
    }

    #[test]
    fn lines_that_hold_no_two_columns_have_none() {
        let language = Language::builtin("nl").expect("the pack is built in");
        let page = page("een\ntwee woorden\n");
        let sheet = TokenFeatures::new(&page, &language);
        let links = Cohesion::new(&sheet, &page, &language);
        assert!(likely(&sheet, &links, &(0..2), sheet.line(1), 2).is_empty());
    }
}
