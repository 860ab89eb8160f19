//! How many columns there are and how wide they are: search, take the widths
//! that the result fits best, search again.

use std::ops::Range;

use super::cohesion::Cohesion;
use super::column_beam::{ColumnBeam, Solution};
use super::column_model::{ColumnState, Ready, TOP};
use super::effort::{COARSE, FINE};
use super::fragments::mean;
use super::heading;
use super::segment::NARROWEST;
use super::token_features::TokenFeatures;
use super::weights::{self, MOST_COLUMNS, Weights};
use super::width::BLANK;
/// How many lines are looked at to find the number of columns and their width.
const SAMPLE: usize = 160;
/// When a first look at several columns is this much worse than one column, a
/// line, the text is plainly in one.
const PLAINLY_ONE: f32 = 1.2;
/// A number of columns is looked at once when it is this much worse than
/// another, a line.
const FALLING: f32 = 0.3;
/// A number of columns that is this far behind is not searched further.
const BEATEN: f32 = 8.0;
/// A first look does not tell widths within this share of each other apart.
const NEAR: f32 = 0.03;
/// Nor does the search whose result counts when they are within this share.
const NEAR_ENOUGH: f32 = 0.015;
/// What each letter that a line is wider than its column says against a width.
const OVER: f32 = 0.846;
/// How many widths a first look tries.
const LOOKS: usize = 2;

/// A part of a line that lies in a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PlacedFragment {
    /// The line.
    pub(super) line: usize,
    /// The column.
    pub(super) column: usize,
    /// The first token.
    pub(super) from: usize,
    /// One past the last.
    pub(super) to: usize,
    /// Whether a block begins with it.
    pub(super) opens: bool,
}

/// How a stretch of lines is best read.
#[derive(Debug, Clone)]
pub(super) struct ColumnEstimate {
    /// The widths of the columns; one for text that stays as it is.
    pub(super) widths: Vec<f32>,
    /// The reading.
    pub(super) solution: Solution,
    /// How much better the best reading in several columns is than that in
    /// one, a line; negative when one column is better.
    pub(super) margin: f32,
}

/// Finds the columns of a stretch of lines.
pub(super) fn estimate(
    search: &mut ColumnBeam,
    lines: Range<usize>,
    columns: Option<usize>,
) -> ColumnEstimate {
    let sheet = search.sheet;
    let sample = sample(&lines);
    let full = quantile(sheet, sample.clone(), 0.92);
    let whole = vec![full * 1.02];
    if columns == Some(1) || full < 2.0 * NARROWEST {
        return ColumnEstimate {
            solution: search.run(lines, &whole, COARSE),
            widths: whole,
            margin: f32::NEG_INFINITY,
        };
    }
    let one = search.run(sample.clone(), &whole, COARSE);
    let numbers = match columns {
        Some(k) => k..=k.min(MOST_COLUMNS),
        None => 2..=MOST_COLUMNS.min((full / NARROWEST) as usize),
    };
    let widest = quantile(sheet, sample.clone(), 0.99);
    // The best widths of each number of columns, by a first look.
    let mut looked: Vec<(f32, f32, usize)> = Vec::new();
    let lines_of = |share: f32| share * sample.len() as f32;
    for k in numbers {
        let so_far = looked.iter().map(|look| look.0).fold(f32::NEG_INFINITY, f32::max);
        if k > 3 && columns.is_none() && so_far < one.score - lines_of(PLAINLY_ONE) {
            break;
        }
        // More columns are tried for as long as more of them were better.
        if k > 4 && looked.last().is_some_and(|look| look.0 < so_far - lines_of(FALLING)) {
            break;
        }
        let mut best = (f32::NEG_INFINITY, 0.0, k);
        let mut width = widest * 0.98 / k as f32;
        for look in 1..=LOOKS {
            let solution = search.run(sample.clone(), &vec![width; k], COARSE);
            if solution.score > best.0 {
                best = (solution.score, width, k);
            }
            if look == LOOKS || solution.score < so_far - lines_of(FALLING) {
                break;
            }
            let refitted = refit(search, &sample, &solution, &vec![width; k]);
            if (refitted - width).abs() < NEAR * width {
                break;
            }
            width = refitted;
        }
        looked.push(best);
    }
    looked.sort_by(|a, b| b.0.total_cmp(&a.0));
    if let Some(&(score, _, _)) = looked.first()
        && columns.is_none()
        && score < one.score - lines_of(PLAINLY_ONE)
    {
        let margin = (score - one.score) / sample.len().max(1) as f32;
        return ColumnEstimate { solution: search.run(lines, &whole, COARSE), widths: whole, margin };
    }
    let mut best: Option<(Solution, Vec<f32>)> = None;
    let near = looked.first().map_or(0.0, |look| look.0) - BEATEN;
    for &(_, width, k) in looked.iter().take(2).filter(|look| look.0 >= near) {
        let mut widths = vec![width; k];
        let mut many = search.run(sample.clone(), &widths, FINE);
        let refitted = refit(search, &sample, &many, &widths);
        if (refitted - width).abs() > NEAR_ENOUGH * width {
            let again = search.run(sample.clone(), &vec![refitted; k], FINE);
            if again.score > many.score {
                many = again;
                widths = vec![refitted; k];
            }
        }
        if best.as_ref().is_none_or(|best| many.score > best.0.score) {
            best = Some((many, widths));
        }
    }
    let Some((mut many, widths)) = best else {
        return ColumnEstimate {
            solution: search.run(lines, &whole, COARSE),
            widths: whole,
            margin: f32::NEG_INFINITY,
        };
    };
    let margin = (many.score - one.score) / sample.len().max(1) as f32;
    if sample != lines {
        many = search.run(lines, &widths, FINE);
    }
    ColumnEstimate { widths, solution: many, margin }
}

/// The sets of columns that a first look takes for not much worse than one column.
pub(super) fn hopeful(
    search: &mut ColumnBeam,
    lines: &Range<usize>,
    mut sets: Vec<Vec<f32>>,
) -> Vec<Vec<f32>> {
    if sets.is_empty() {
        return sets;
    }
    let sample = sample(lines);
    let one = search.run(sample.clone(), &[1.02 * full(search.sheet, lines.clone())], COARSE).score;
    let least = one - PLAINLY_ONE * sample.len() as f32;
    sets.retain(|widths| search.run(sample.clone(), widths, COARSE).score >= least);
    sets
}

/// The fragments of a stretch of lines as one column: whole lines.
pub(super) fn one(sheet: &TokenFeatures, links: &mut Cohesion, lines: Range<usize>) -> Vec<PlacedFragment> {
    let whole = |line: usize| {
        let mut bounds = [sheet.lines[line].end as u32; MOST_COLUMNS + 1];
        bounds[0] = sheet.lines[line].start as u32;
        bounds
    };
    let bounds = lines.clone().filter(|&line| !sheet.lines[line].is_empty()).map(whole).collect();
    let widths = [1.02 * full(sheet, lines.clone())];
    placed((sheet, links, Weights::learnt()), &lines, &Solution { score: 0.0, bounds }, &widths)
}

/// The width of a full line of a stretch, in average letters.
pub(super) fn full(sheet: &TokenFeatures, lines: Range<usize>) -> f32 {
    quantile(sheet, sample(&lines), 0.92)
}

/// The width that hardly a line of a page exceeds, in average letters.
pub(super) fn widest(sheet: &TokenFeatures, lines: Range<usize>) -> f32 {
    let wide = quantile(sheet, lines.clone(), 0.99);
    // One long line is no line of print.
    wide.min(1.2 * quantile(sheet, lines, 0.9))
}

fn sample(lines: &Range<usize>) -> Range<usize> {
    lines.start..lines.end.min(lines.start + SAMPLE)
}

/// The width that a share of lines does not exceed; 0 of none.
pub(super) fn quantile(sheet: &TokenFeatures, lines: Range<usize>, share: f32) -> f32 {
    let mut widths: Vec<f32> = lines.map(|line| sheet.line(line)).collect();
    widths.sort_unstable_by(f32::total_cmp);
    widths.get((share * widths.len().saturating_sub(1) as f32) as usize).copied().unwrap_or(0.0)
}

/// The fragments of a reading, line after line, from left to right.
pub(super) fn placed(
    (sheet, links, weights): (&TokenFeatures, &mut Cohesion, &Weights),
    lines: &Range<usize>,
    solution: &Solution,
    widths: &[f32],
) -> Vec<PlacedFragment> {
    let mut columns = [ColumnState::EMPTY; MOST_COLUMNS];
    let mut all = Vec::new();
    let nonempty = lines.clone().filter(|&line| !sheet.lines[line].is_empty());
    for (line, bounds) in nonempty.zip(&solution.bounds) {
        for (column, &width) in widths.iter().enumerate() {
            let (from, to) = (bounds[column] as usize, bounds[column + 1] as usize);
            if from == to {
                columns[column].silence();
                continue;
            }
            if sheet.is_debris(from, to) {
                all.push(PlacedFragment { line, column, from, to, opens: false });
                continue;
            }
            let reads = heading::likeness(sheet, links, from, to, width) as usize;
            let ready = Ready::new(sheet, weights, columns[column], width, line, line >= lines.start + TOP);
            let taken = ready.attach(sheet, links, weights, from)[reads];
            columns[column] = columns[column].after(sheet, from, to, taken);
            all.push(PlacedFragment { line, column, from, to, opens: taken.opens });
        }
    }
    all
}

/// The width that the fragments of a reading fit best, where all are equally wide.
fn refit(search: &mut ColumnBeam, lines: &Range<usize>, solution: &Solution, widths: &[f32]) -> f32 {
    let sheet = search.sheet;
    let placed = placed((sheet, search.links, search.weights), lines, solution, widths);
    let mut seen = FragmentWidths::default();
    (0..widths.len()).for_each(|column| seen.add(sheet, &placed, column));
    mean(widths) * seen.ratio(mean(widths))
}

/// A column needs so many fragments to tell its own width.
const TELLING: usize = 6;

/// The widths that the fragments of a reading fit best, each its own.
fn refit_each(
    search: &mut ColumnBeam,
    lines: &Range<usize>,
    solution: &Solution,
    widths: &[f32],
) -> Vec<f32> {
    let sheet = search.sheet;
    let placed = placed((sheet, search.links, search.weights), lines, solution, widths);
    let own = |column: usize| {
        let mut seen = FragmentWidths::default();
        seen.add(sheet, &placed, column);
        if seen.wide.len() < TELLING { widths[column] } else { widths[column] * seen.ratio(widths[column]) }
    };
    (0..widths.len()).map(own).collect()
}

/// What is seen of fragments that tells how wide their column is.
#[derive(Debug, Default)]
struct FragmentWidths {
    /// How wide each is.
    wide: Vec<f32>,
    /// How wide each would have been with the word after it.
    full: Vec<f32>,
}

impl FragmentWidths {
    fn add(&mut self, sheet: &TokenFeatures, placed: &[PlacedFragment], column: usize) {
        let mut last = None;
        for fragment in placed.iter().filter(|fragment| fragment.column == column) {
            let width = sheet.run(fragment.from, fragment.to);
            self.wide.push(width);
            if let (false, Some(before)) = (fragment.opens, last) {
                self.full.push(before + BLANK + sheet.words[fragment.from].width);
            }
            last = Some(width);
        }
    }

    /// How much wider a column of a width should be.
    fn ratio(&self, now: f32) -> f32 {
        let cost = |at: f32| {
            let over = sum(&self.wide, |width| (width - at - weights::SLACK).max(0.0));
            let room = sum(&self.full, |width| (at - width - weights::SLACK).clamp(0.0, weights::ROOM_MOST));
            OVER * over + weights::ROOM * room
        };
        (-12..=12)
            .map(|step| 1.0 + 0.0125 * step as f32)
            .min_by(|&a, &b| cost(now * a).total_cmp(&cost(now * b)))
            .unwrap_or(1.0)
    }
}

/// The sum of what is made of each number; some side by side, as a processor can.
fn sum(numbers: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0.0; 8];
    let (chunks, rest) = numbers.as_chunks::<8>();
    for chunk in chunks {
        for (sum, &number) in sums.iter_mut().zip(chunk) {
            *sum += of(number);
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|&number| of(number)).sum::<f32>()
}

/// How often widths are fitted.
const FITS: usize = 3;
/// A change of widths must be worth so much, where it makes columns differ.
const WORTH_A_WIDTH: f32 = 1.0;

/// The best reading of a stretch of lines in columns of about these widths.
pub(super) fn refine(search: &mut ColumnBeam, lines: &Range<usize>, mut widths: Vec<f32>) -> ColumnEstimate {
    let sheet = search.sheet;
    let one = search.run(lines.clone(), &[1.02 * full(sheet, lines.clone())], COARSE);
    let mut many = search.run(lines.clone(), &widths, FINE);
    let is_equal = |widths: &[f32]| widths.windows(2).all(|pair| pair[0].to_bits() == pair[1].to_bits());
    for _ in 0..FITS {
        let together = if is_equal(&widths) {
            vec![refit(search, lines, &many, &widths); widths.len()]
        } else {
            Vec::new()
        };
        let near = |fitted: &[f32]| fitted.iter().zip(&widths).all(|(a, b)| (a - b).abs() <= NEAR_ENOUGH * b);
        let (fitted, asked) = if together.is_empty() || near(&together) {
            (refit_each(search, lines, &many, &widths), WORTH_A_WIDTH)
        } else {
            (together, 0.0)
        };
        if near(&fitted) {
            break;
        }
        let again = search.run(lines.clone(), &fitted, FINE);
        if again.score <= many.score + asked {
            break;
        }
        (many, widths) = (again, fitted);
    }
    let margin = (many.score - one.score) / lines.len().max(1) as f32;
    ColumnEstimate { widths, solution: many, margin }
}
