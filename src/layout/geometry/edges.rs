//! Where columns begin, by the words that stand below each other there.
//!
//! Where a gutter is hardly wider than a blank, runs reach across it. But nearly
//! every line has a word that begins where its column does, and hardly any has
//! one that lies across that place.

use super::runs::{Measures, Run};
use super::sides::{ALIGNED, SAME};
use crate::model::Token;

/// How many steps of the search go into the height of a capital.
const STEPS: f32 = 4.0;
/// Words begin below each other within so many steps.
const WINDOW: usize = 2;
/// What stands so far left of where a column begins, in heights of a capital, is no part of it.
pub(super) const EDGE: f32 = 0.3;
/// The least white before the word that begins a column, in heights of a capital.
const WHITE: f32 = 0.45;
/// As many lines at least stand on both sides of an edge.
const LINES: usize = 8;
/// So many of a hundred lines have a word that begins there at least,
const BEGIN: usize = 60;
/// and so many have one that lies across at most.
const ACROSS: usize = 12;

/// Tears runs where columns begin, and says where that is, from left to right.
pub(super) fn tear(all: &mut Vec<Run>, measures: &Measures, tokens: &[&Token]) -> Vec<f32> {
    let edges = edges(all, measures);
    for &edge in &edges {
        for number in 0..all.len() {
            let run = &all[number];
            if run.faint || run.left >= edge || run.right <= edge || !begins(run, edge, measures) {
                continue;
            }
            if let [Some(left), Some(right)] = run.torn(edge - EDGE * measures.cap, measures, tokens) {
                all[number] = left;
                all.push(right);
            }
        }
    }
    edges
}

/// Whether a word of a run begins at an edge, with white before it.
pub(super) fn begins(run: &Run, edge: f32, measures: &Measures) -> bool {
    let mut reach = f32::INFINITY;
    run.words.iter().filter_map(|&word| measures.inks[word]).any(|ink| {
        let white = ink.left - reach > WHITE * measures.cap;
        reach = if reach.is_finite() { reach.max(ink.right) } else { ink.right };
        white && (ink.left - edge).abs() < ALIGNED * measures.cap
    })
}

/// The places at which columns begin, from left to right.
fn edges(all: &[Run], measures: &Measures) -> Vec<f32> {
    let cap = measures.cap;
    let mut solid: Vec<&Run> = all.iter().filter(|run| !run.faint).collect();
    solid.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let left = solid.iter().map(|run| run.left).fold(f32::INFINITY, f32::min);
    let right = solid.iter().map(|run| run.right).fold(f32::NEG_INFINITY, f32::max);
    let step = cap / STEPS;
    let many = (((right - left) / step).max(0.0) as usize).min(20_000);
    let place = |x: f32| (((x - left) / step).max(0.0) as usize).min(many);
    let (mut begin, mut across, mut both) =
        (vec![0usize; many + 1], vec![0usize; many + 1], vec![0usize; many + 1]);
    let mut line: Vec<(f32, f32)> = Vec::new();
    let mut top = f32::NEG_INFINITY;
    let mut end = |line: &mut Vec<(f32, f32)>| {
        line.sort_by(|a, b| a.0.total_cmp(&b.0));
        if let (Some(&(_, first)), Some(&(last, _))) = (line.first(), line.last()) {
            for both in &mut both[place(first)..=place(last).max(place(first))] {
                *both += 1;
            }
        }
        let mut reach = f32::NEG_INFINITY;
        for &(left, right) in &*line {
            if reach > f32::NEG_INFINITY && left - reach > WHITE * cap {
                begin[place(left)] += 1;
            }
            let (from, to) = (place(left) + 1, place(right));
            if from < to {
                for across in &mut across[from..to] {
                    *across += 1;
                }
            }
            reach = reach.max(right);
        }
        line.clear();
    };
    for run in solid {
        if run.middle() - top > SAME * cap {
            end(&mut line);
            top = run.middle();
        }
        line.extend(
            run.words.iter().filter_map(|&word| measures.inks[word]).map(|ink| (ink.left, ink.right)),
        );
    }
    end(&mut line);
    let sums: Vec<usize> = (0..=many).map(|at| begin[at..(at + WINDOW).min(many + 1)].iter().sum()).collect();
    let is_edge = |at: usize| {
        both[at] >= LINES && sums[at] * 100 >= BEGIN * both[at] && across[at] * 100 <= ACROSS * both[at]
    };
    let mut found: Vec<usize> = Vec::new();
    for at in (0..=many).filter(|&at| is_edge(at)) {
        match found.last_mut().filter(|last| at - **last <= 4 * WINDOW) {
            Some(last) if sums[at] > sums[*last] => *last = at,
            Some(_) => {}
            None => found.push(at),
        }
    }
    found.into_iter().map(|at| left + (at as f32 + 0.5 * WINDOW as f32) * step).collect()
}
