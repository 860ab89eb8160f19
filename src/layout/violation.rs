//! Where the search goes wrong on lines whose columns are known, for those who learn its weights
//! (`training/columns`).
//!
//! The true reading is forced: it is scored line by line whether the search finds it or not. Where it falls furthest
//! behind the best of what the beam holds, there the weights are to move, by the steps of both down to that line
//! (Huang, Fayong and Guo 2012). What comes below says nothing: there the search may have lost the truth already.

use std::ops::Range;

use super::cohesion::Cohesion;
use super::column_beam::{Beam, Bounds, ColumnBeam, Trail, solution};
use super::effort::FINE;
use super::learn::{ColumnWeights, KnownZone, known};
use super::line_spans::PageSpans;
use super::segment;
use super::tally::{KnownPart, ReadingTally, numbers};
use super::token_features::TokenFeatures;
use super::weights::{MOST_COLUMNS, Weights};
use crate::language::Language;
use crate::model::{Budget, Page};

/// Zones of fewer lines teach nothing.
const FEWEST_LINES: usize = 3;

/// A page of which the columns are known.
#[derive(Debug, Clone, Copy)]
pub struct Lesson<'p> {
    /// As it was read.
    pub page: &'p Page,
    /// Its language.
    pub language: &'p Language,
    /// Its zones.
    pub zones: &'p [KnownZone],
    /// The column of each token in its zone, where it is known.
    pub columns: &'p [Option<usize>],
    /// The part of the page that each token is of, and whether that is a heading, where it is known.
    pub parts: &'p [KnownPart],
}

/// How to learn from lessons.
#[derive(Debug, Clone, Copy)]
pub struct Course {
    /// How much better, in natural logarithms, the truth must be than what has one word more in a wrong column.
    pub margin: f32,
    /// Whether the truth is taken to begin blocks and headings where they are, or as the weights like best.
    pub told: bool,
}

/// Where a search went wrong.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Violation {
    /// How often the truth takes each step more than what was found: its place in [`ColumnWeights::numbers`].
    pub steps: Vec<(usize, f32)>,
    /// How far the truth falls behind.
    pub by: f32,
    /// The words in a wrong column in what the search likes best of all of the zone.
    pub wrong: usize,
    /// The words whose column is known.
    pub words: usize,
}

/// The true reading of a zone: the widths of its columns and where they begin on each line that has tokens.
fn truth(sheet: &TokenFeatures, zone: &KnownZone, of: &[Option<usize>]) -> Option<(Vec<f32>, Vec<Bounds>)> {
    let columns = zone.columns;
    let widths = known(sheet, &zone.lines, columns, of)?;
    let lines = zone.lines.clone().map(|line| sheet.lines[line].clone()).filter(|line| !line.is_empty());
    let bounds = lines.map(|line| {
        let mut bounds = [line.end as u32; MOST_COLUMNS + 1];
        let mut begun = 0;
        for at in line.clone() {
            // Debris before all words is of their column.
            let first = || line.clone().find_map(|at| of[at]);
            let column = if at == line.start { first().or(Some(0)) } else { of[at] };
            let Some(column) = column.map(|column| column.min(columns - 1)) else { continue };
            while begun <= column {
                bounds[begun] = at as u32;
                begun += 1;
            }
        }
        bounds
    });
    Some((widths, bounds.collect()))
}

/// The words of a line that stand in another column than the true one.
fn wrong(line: &Range<usize>, bounds: &Bounds, of: &[Option<usize>], columns: usize) -> usize {
    let begins = |at: usize, c: usize| bounds[c] as usize <= at && bounds[c] < bounds[c + 1];
    let column = |at: usize| (0..columns).rev().find(|&c| begins(at, c)).unwrap_or(0);
    line.clone().filter(|&at| of[at].is_some_and(|of| of.min(columns - 1) != column(at))).count()
}

/// How often a reading takes each step.
type Steps = Vec<(usize, f32)>;

/// A page that is searched by weights, and what is known of it.
struct ForcedSearch<'s, 'l> {
    sheet: &'s TokenFeatures,
    links: Cohesion<'l>,
    spans: PageSpans,
    weights: &'s Weights,
    /// The weights one after the other.
    table: &'s [f32],
    lesson: Lesson<'s>,
    course: Course,
}

/// The reading of the beam that is furthest ahead of the truth: by how much, its place in the trail, and after how many lines.
struct Furthest {
    by: f32,
    trail: u32,
    depth: usize,
}

impl ForcedSearch<'_, '_> {
    /// The steps of a reading, line after line, and those of its end.
    fn steps(
        &mut self,
        lines: &Range<usize>,
        widths: &[f32],
        bounds: &[Bounds],
        parts: &[KnownPart],
    ) -> Vec<Steps> {
        let (sheet, weights, links) = (self.sheet, self.weights, &mut self.links);
        let mut tally = ReadingTally { sheet, links, weights, counts: Weights::default() };
        let mut all = Vec::new();
        tally.add_each(lines.clone(), widths, bounds, parts, |counts| {
            all.push(numbers(counts).into_iter().enumerate().filter(|&(_, many)| many != 0.0).collect());
            *counts = Weights::default();
        });
        all
    }

    /// Where the search goes wrong in a zone; `None` where its columns cannot be told, or are too few lines.
    fn violation(&mut self, zone: &KnownZone) -> Option<Violation> {
        let (sheet, of) = (self.sheet, self.lesson.columns);
        let (widths, gold) = truth(sheet, zone, of)?;
        if gold.len() < FEWEST_LINES || widths.iter().any(|&width| width < 0.5 * segment::NARROWEST) {
            return None;
        }
        let told = if self.course.told { self.lesson.parts } else { &[] };
        let gold = self.steps(&zone.lines, &widths, &gold, told);
        let mut worth = vec![0.0];
        for line in &gold {
            let line: f32 = line.iter().map(|&(at, many)| self.table[at] * many).sum();
            worth.push(worth[worth.len() - 1] + line);
        }
        let mut trail = Trail::new();
        let (Furthest { by, trail: end, depth }, wrong) = self.furthest(zone, &widths, &worth, &mut trail);
        let tokens = zone.lines.clone().flat_map(|line| sheet.lines[line].clone());
        let words = tokens.filter(|&at| of[at].is_some()).count();
        let mut violation = Violation { by, wrong, words, ..Violation::default() };
        if by > 0.0 {
            let found = self.steps(&zone.lines, &widths, &solution(0.0, end, &trail).bounds, &[]);
            let mut moved = vec![0.0; self.table.len()];
            for (sign, steps) in [(1.0, &gold), (-1.0, &found)] {
                for &(at, many) in steps[..depth].iter().flatten() {
                    moved[at] += sign * many;
                }
            }
            violation.steps = moved.into_iter().enumerate().filter(|&(_, many)| many != 0.0).collect();
        }
        Some(violation)
    }

    /// Goes down a zone: what of the beam is furthest ahead of the truth, which is `worth` so much down to each line and at
    /// the end; and how many words are in a wrong column in what is liked best at the end.
    fn furthest(
        &mut self,
        zone: &KnownZone,
        widths: &[f32],
        worth: &[f32],
        trail: &mut Trail,
    ) -> (Furthest, usize) {
        let (sheet, of, weights, budget) = (self.sheet, self.lesson.columns, self.weights, Budget::default());
        let mut search =
            ColumnBeam { sheet, links: &mut self.links, spans: &self.spans, weights, budget: &budget };
        let mut beam = Beam::new(widths.to_vec(), FINE);
        // The words in a wrong column of each reading of the trail.
        let mut costs: Vec<usize> = Vec::new();
        let mut furthest = Furthest { by: f32::NEG_INFINITY, trail: 0, depth: 0 };
        let mut look = |score: f32, trail: u32, cost: usize, depth: usize| {
            let by = score + self.course.margin * cost as f32 - worth[depth];
            if by > furthest.by {
                furthest = Furthest { by, trail, depth };
            }
        };
        search.begin(&mut beam, 0.0, zone.lines.start);
        let mut depth = 0;
        for line in zone.lines.clone().filter(|&line| !sheet.lines[line].is_empty()) {
            search.step(&mut beam, line, trail);
            depth += 1;
            for (parent, bounds) in &trail[costs.len()..] {
                let before = costs.get(*parent as usize).copied().unwrap_or(0);
                costs.push(before + wrong(&sheet.lines[line], bounds, of, zone.columns));
            }
            for state in &beam.states {
                look(state.score, state.trail, costs[state.trail as usize], depth);
            }
        }
        let mut best = (f32::NEG_INFINITY, 0);
        for state in &beam.states {
            let (score, cost) = (state.score + search.end(state, widths.len()), costs[state.trail as usize]);
            look(score, state.trail, cost, depth + 1);
            if score > best.0 {
                best = (score, cost);
            }
        }
        (furthest, best.1)
    }
}

/// Where the search by these weights goes wrong in the zones of several columns of a page.
pub fn violations(lesson: Lesson, weights: &ColumnWeights, course: Course) -> Vec<Violation> {
    let sheet = TokenFeatures::new(lesson.page, lesson.language);
    let links = Cohesion::new(&sheet, lesson.page, lesson.language);
    let (table, weights) = (weights.numbers(), &weights.0);
    let spans = PageSpans::new(&sheet);
    let mut search = ForcedSearch { sheet: &sheet, links, spans, weights, table: &table, lesson, course };
    let several = lesson.zones.iter().filter(|zone| zone.lines.len() >= FEWEST_LINES && zone.columns > 1);
    several.filter_map(|zone| search.violation(zone)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{LEFT, RIGHT, page};
    use super::*;

    /// Two columns side by side, and of each word its column.
    fn fused() -> (Page, Vec<Option<usize>>) {
        let lines: Vec<(&str, &str)> = LEFT.lines().zip(RIGHT.lines()).collect();
        let text: Vec<String> = lines.iter().map(|(left, right)| format!("{left} {right}")).collect();
        let of = |column: usize, part: &str| {
            part.split_whitespace().map(move |_| Some(column)).collect::<Vec<_>>()
        };
        let columns = lines.iter().flat_map(|(left, right)| [of(0, left), of(1, right)].concat()).collect();
        (page(&text.join("\n")), columns)
    }

    fn look(weights: &ColumnWeights, course: Course) -> Violation {
        let language = Language::builtin("nl").expect("the pack is built in");
        let (page, columns) = fused();
        let zones = [KnownZone { lines: 0..page.lines.len(), columns: 2 }];
        let lesson =
            Lesson { page: &page, language: &language, zones: &zones, columns: &columns, parts: &[] };
        let mut found = violations(lesson, weights, course);
        assert_eq!(found.len(), 1);
        found.remove(0)
    }

    #[test]
    fn the_truth_falls_behind_by_what_the_steps_are_worth() {
        let weights = ColumnWeights(Weights::learnt().clone());
        let course = Course { margin: 0.5, told: false };
        let Violation { steps, by, words, .. } = look(&weights, course);
        let table = weights.numbers();
        let worth: f32 = steps.iter().map(|&(at, many)| many * table[at]).sum();
        // What is left is the margin of some words.
        let asked = (by + worth) / course.margin;
        assert!(
            (asked - asked.round()).abs() < 0.1 && (0.0..=words as f32).contains(&asked.round()),
            "{asked}"
        );
    }

    #[test]
    fn weights_that_follow_the_steps_come_to_the_truth() {
        let mut weights = ColumnWeights(Weights::default());
        let course = Course { margin: 0.1, told: false };
        let first = look(&weights, course).wrong;
        for _ in 0..20 {
            let mut table = weights.numbers();
            look(&weights, course).steps.iter().for_each(|&(at, many)| table[at] += 0.1 * many);
            weights = weights.with(&table);
        }
        let last = look(&weights, course).wrong;
        assert!(first > 10 && last < first / 4, "{first} words in a wrong column, then {last}");
    }

    #[test]
    fn words_right_of_their_column_are_wrong() {
        let mut bounds: Bounds = [5; MOST_COLUMNS + 1];
        (bounds[0], bounds[1]) = (0, 2);
        let of = [Some(0), Some(0), Some(0), None, Some(1)];
        assert_eq!(wrong(&(0..5), &bounds, &of, 2), 1);
    }
}
