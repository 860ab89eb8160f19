//! Runs to columns: a page is cut along the white between its columns, and
//! across where a line spans them, until nothing is left to cut.

use super::edges::{EDGE, begins};
use super::runs::{Measures, Run};
use super::sides::Sides;
use super::tables::{JUSTIFIED, is_table};
use crate::model::{Ink, Token};

/// How many steps of the search for white go into the height of a capital.
const STEPS: f32 = 4.0;
/// The narrowest white between columns, in heights of a capital.
const GUTTER: f32 = 0.7;
/// Lines on either side that make white a gutter.
const LINES: usize = 3;
/// And so many where the white is no wider than justified text has it: blanks may
/// chance to stand below each other.
const MORE_LINES: usize = 6;
/// White this wide, in heights of a capital, is a gutter beside fewer lines.
const WIDE: f32 = 3.0;
/// At most one line in so many is read across a gutter without a trace of it.
const FEW: usize = 6;
/// White above and below what stands apart, in heights of a capital.
const APART: f32 = 1.8;
/// Two lines no further apart than this, in heights of a capital, follow each other.
const FOLLOWS: f32 = 2.7;
/// Letters this much larger than the text's are a heading's.
const LARGER: f32 = 1.22;
/// So many lines may stand apart above or below the columns.
const MOST_LONE: usize = 6;
/// A page cut deeper than this is no page.
const DEEPEST: usize = 24;

/// A page, cut.
#[derive(Debug, PartialEq)]
pub(super) enum Region {
    /// Side by side, from left to right.
    Columns(Vec<Region>),
    /// One below the other.
    Rows(Vec<Region>),
    /// One column: its runs.
    Column(Vec<usize>),
}

/// Where white runs down between runs.
#[derive(Debug, Clone, Copy)]
struct Gutter {
    at: f32,
    top: f32,
    bottom: f32,
    /// How many lines stand on the side that has fewer, and on the other.
    lines: (usize, usize),
    /// Whether nothing crosses it from top to bottom of what is cut.
    whole: bool,
}

/// How a run lies across a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Across {
    /// It is one line: larger than the text, or not in the midst of lines on both sides.
    Bar,
    /// It may be two lines that were read as one: it is in the midst of such.
    Perhaps,
    /// It is: with the mark of white there, or above or below such lines with a
    /// seam where they have theirs.
    Seam,
}

/// Cuts a page. Runs that were read across the white are torn; what becomes
/// of them stands at the end of `all`.
pub(super) fn cut(all: &mut Vec<Run>, edges: &[f32], measures: &Measures, tokens: &[&Token]) -> Region {
    let runs = (0..all.len()).collect();
    let marks = tokens.iter().map(|token| token.text.contains('_')).collect();
    XyCut { all, edges, measures, tokens, marks, cap: measures.cap }.cut(runs, 0)
}

struct XyCut<'a> {
    all: &'a mut Vec<Run>,
    /// Where columns are known to begin.
    edges: &'a [f32],
    measures: &'a Measures,
    tokens: &'a [&'a Token],
    /// Which of the tokens have the mark that engines make of white.
    marks: Vec<bool>,
    cap: f32,
}

impl XyCut<'_> {
    fn cut(&mut self, runs: Vec<usize>, depth: usize) -> Region {
        if depth > DEEPEST {
            return Region::Column(runs);
        }
        let Some(gutter) = self.gutter(&runs) else { return Region::Column(runs) };
        if depth == 0
            && let Some([above, runs, below]) = self.stands_apart(&runs, &gutter)
        {
            let parts = [above, runs, below].into_iter().filter(|part| !part.is_empty());
            return Region::Rows(parts.map(|part| self.cut(part, depth + 1)).collect());
        }
        if gutter.whole {
            let (left, right) = self.part(runs, gutter.at);
            let mut columns = Vec::new();
            for side in [left, right] {
                match self.cut(side, depth + 1) {
                    Region::Columns(more) => columns.extend(more),
                    part => columns.push(part),
                }
            }
            return Region::Columns(columns);
        }
        let (mut above, mut within, mut below) = (Vec::new(), Vec::new(), Vec::new());
        for run in runs {
            match self.all[run].middle() {
                middle if middle < gutter.top => above.push(run),
                middle if middle > gutter.bottom => below.push(run),
                _ => within.push(run),
            }
        }
        let parts = [above, within, below].into_iter().filter(|part| !part.is_empty());
        Region::Rows(parts.map(|part| self.cut(part, depth + 1)).collect())
    }

    /// What stands on either side of a gutter; what lies across it is torn.
    fn part(&mut self, runs: Vec<usize>, at: f32) -> (Vec<usize>, Vec<usize>) {
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for run in runs {
            let across = self.all[run].left < at && self.all[run].right > at && !self.all[run].faint;
            if !across {
                if self.middle(run) < at {
                    left.push(run);
                } else {
                    right.push(run);
                }
                continue;
            }
            let sides = self.all[run].torn(at, self.measures, self.tokens);
            for (side, torn) in [&mut left, &mut right].into_iter().zip(sides) {
                if let Some(torn) = torn {
                    side.push(self.all.len());
                    self.all.push(torn);
                }
            }
        }
        (left, right)
    }

    fn middle(&self, run: usize) -> f32 {
        f32::midpoint(self.all[run].left, self.all[run].right)
    }

    /// The gutter that most lines stand beside.
    fn gutter(&self, runs: &[usize]) -> Option<Gutter> {
        let mut solid: Vec<&Run> = runs.iter().map(|&run| &self.all[run]).filter(|run| !run.faint).collect();
        if solid.len() < 4 {
            return None;
        }
        solid.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
        let step = self.cap / STEPS;
        let left = solid.iter().map(|run| run.left).fold(f32::INFINITY, f32::min);
        let right = solid.iter().map(|run| run.right).fold(f32::NEG_INFINITY, f32::max);
        let many = (((right - left) / step) as usize).min(20_000);
        // Which runs lie across each place, in the order of their heights.
        let mut across: Vec<Vec<u32>> = vec![Vec::new(); many + 1];
        let edge = 0.5 * GUTTER * self.cap;
        for (number, run) in solid.iter().enumerate() {
            let from = (((run.left - edge - left) / step).ceil().max(0.0)) as usize;
            let to = (((run.right + edge - left) / step).floor().max(0.0)) as usize;
            for place in &mut across[from.min(many)..=to.min(many)] {
                place.push(number as u32);
            }
        }
        let is_marked = |&run: &u32| solid[run as usize].words.iter().any(|&word| self.marks[word]);
        let better = |found: &Gutter, best: Option<Gutter>| {
            best.is_none_or(|best| (found.whole, found.lines) > (best.whole, best.lines))
        };
        let mut best: Option<Gutter> = None;
        let mut widest = 0;
        let mut free: Vec<Gutter> = Vec::new();
        for (place, crossing) in across.iter().enumerate() {
            let at = left + place as f32 * step;
            // Where the same runs lie across as beside it, the same is free.
            if place == 0 || across[place - 1] != *crossing || crossing.iter().any(is_marked) {
                free = self.free(&solid, at, crossing);
            }
            for found in free.iter().map(|&found| Gutter { at, ..found }) {
                let same = best.is_some_and(|best| best.lines == found.lines && best.whole == found.whole);
                if better(&found, best) {
                    (best, widest) = (Some(found), 0);
                } else if same && best.is_some_and(|best| at - best.at <= (widest + 1) as f32 * step + 0.01) {
                    widest += 1;
                }
            }
        }
        // Where a column is known to begin less white is enough.
        for at in self.edges.iter().map(|edge| edge - EDGE * self.cap) {
            let lies_across = |(_, run): &(usize, &&Run)| run.left < at && run.right > at;
            let crossing = solid.iter().enumerate().filter(lies_across).map(|(number, _)| number as u32);
            for found in self.free(&solid, at, &crossing.collect::<Vec<_>>()) {
                if better(&found, best) {
                    (best, widest) = (Some(found), 0);
                }
            }
        }
        let best = best?;
        // The middle of the white rather than its left edge.
        let at = best.at + 0.5 * widest as f32 * step;
        let mut inside: Vec<&Run> = solid;
        inside.retain(|run| run.middle() > best.top && run.middle() < best.bottom);
        inside.sort_by(|a, b| a.base.total_cmp(&b.base));
        (!is_table(inside, at, self.cap)).then_some(Gutter { at, ..best })
    }

    /// The stretches of white at a place with enough lines on both sides.
    fn free(&self, solid: &[&Run], at: f32, crossing: &[u32]) -> Vec<Gutter> {
        let across = |&bar: &u32| (bar as usize, self.across(solid, bar as usize, at));
        let mut bars: Vec<(usize, Across)> = crossing.iter().map(across).collect();
        bars.retain(|bar| bar.1 != Across::Seam);
        let plain = bars.iter().filter(|bar| bar.1 == Across::Bar).map(|bar| bar.0).collect();
        let found = self.between(solid, at, plain);
        // Few lines are read across a gutter without a trace.
        let traceless = |gutter: &Gutter| {
            let within = |&&(bar, across): &&(usize, Across)| {
                let middle = solid[bar].middle();
                across == Across::Perhaps && middle > gutter.top && middle < gutter.bottom
            };
            bars.iter().filter(within).count() * FEW > gutter.lines.0.max(FEW)
        };
        if found.iter().any(traceless) {
            return self.between(solid, at, bars.into_iter().map(|bar| bar.0).collect());
        }
        found
    }

    /// The stretches of white at a place that nothing but these runs lies across.
    fn between(&self, solid: &[&Run], at: f32, bars: Vec<usize>) -> Vec<Gutter> {
        let mut found = Vec::new();
        let mut from = 0;
        let whole = bars.is_empty();
        for bar in bars.into_iter().chain([solid.len()]) {
            let stretch = &solid[from..bar.max(from)];
            let sides = Sides::of(stretch, at, self.cap);
            let lines = (sides.left.min(sides.right.len()), sides.left.max(sides.right.len()));
            let needed = if sides.white > WIDE * self.cap {
                1
            } else if sides.white < JUSTIFIED * self.cap {
                MORE_LINES
            } else {
                LINES
            };
            if lines.0 >= needed && lines.1 >= LINES && sides.are_aligned(self.cap) {
                let top = if from == 0 { f32::NEG_INFINITY } else { solid[from - 1].middle() + 0.01 };
                let bottom = solid.get(bar).map_or(f32::INFINITY, |run| run.middle() - 0.01);
                found.push(Gutter { at, top, bottom, lines, whole });
            }
            from = bar + 1;
        }
        found
    }

    /// How a run lies across a place.
    fn across(&self, solid: &[&Run], bar: usize, at: f32) -> Across {
        let run = solid[bar];
        if run.cap > LARGER * self.cap {
            return Across::Bar;
        }
        if self.shows_white(run, at) {
            return Across::Seam;
        }
        let near = |other: &&&Run| (other.middle() - run.middle()).abs() < FOLLOWS * self.cap;
        let sides = |others: &mut dyn Iterator<Item = &&Run>| {
            let (mut left, mut edge) = (false, None::<f32>);
            for other in others.take_while(near) {
                left |= other.right < at;
                if other.left > at {
                    edge = Some(edge.map_or(other.left, |edge| edge.min(other.left)));
                }
            }
            edge.filter(|_| left)
        };
        let above = sides(&mut solid[..bar].iter().rev());
        let below = sides(&mut solid[bar + 1..].iter());
        match (above, below) {
            (Some(edge), _) | (_, Some(edge)) if begins(run, edge, self.measures) => Across::Seam,
            (Some(_), Some(_)) => Across::Perhaps,
            _ => Across::Bar,
        }
    }

    /// Whether a run has the mark at a place that engines make of white.
    fn shows_white(&self, run: &Run, at: f32) -> bool {
        let there = |ink: &Ink| ink.left < at + self.cap && ink.right > at - self.cap;
        run.words.iter().any(|&word| self.marks[word] && self.measures.inks[word].as_ref().is_some_and(there))
    }

    /// A title above all columns and a footer below them, if there are any:
    /// lines with nothing beside them and white between them and the rest.
    fn stands_apart(&self, runs: &[usize], gutter: &Gutter) -> Option<[Vec<usize>; 3]> {
        if !gutter.whole {
            return None;
        }
        let mut sorted: Vec<usize> = runs.iter().copied().filter(|&run| !self.all[run].faint).collect();
        sorted.sort_by(|&a, &b| self.all[a].middle().total_cmp(&self.all[b].middle()));
        let above = self.lone(&sorted, |run| (run.top(), run.base));
        sorted.reverse();
        let below = self.lone(&sorted, |run| (-run.base, -run.top()));
        if above.is_none() && below.is_none() {
            return None;
        }
        let (mut parts, top, bottom) = (
            [Vec::new(), Vec::new(), Vec::new()],
            above.unwrap_or(f32::NEG_INFINITY),
            below.map_or(f32::INFINITY, |below| -below),
        );
        for &run in runs {
            let middle = self.all[run].middle();
            parts[if middle < top {
                0
            } else if middle > bottom {
                2
            } else {
                1
            }]
            .push(run);
        }
        let columns: Vec<usize> = parts[1].clone();
        // What is left must still be columns.
        self.gutter(&columns).filter(|gutter| gutter.whole)?;
        Some(parts)
    }

    /// The height below which the lone lines at the top end, if any stand
    /// apart: by more white than there is between any lines below them.
    /// `edges` gives a run's upper and lower edge, downwards.
    fn lone(&self, sorted: &[usize], edges: impl Fn(&Run) -> (f32, f32)) -> Option<f32> {
        let mut lone: Option<(usize, f32, f32)> = None;
        let mut end = f32::NEG_INFINITY;
        for (number, &run) in sorted.iter().enumerate().take(MOST_LONE + 1) {
            let (top, bottom) = edges(&self.all[run]);
            if number > 0 && top < end {
                // Something stands beside it.
                break;
            }
            if number > 0
                && top - end > APART * self.cap
                && lone.is_none_or(|(_, _, white)| top - end > white)
            {
                lone = Some((number, f32::midpoint(top, end), top - end));
            }
            end = end.max(bottom);
        }
        let (many, at, white) = lone?;
        let mut ends: Vec<&Run> = Vec::new();
        for &run in &sorted[many..] {
            let run = &self.all[run];
            let (top, _) = edges(run);
            // The nearest line above that it stands under.
            let above =
                ends.iter().rev().take(12).find(|other| other.left < run.right && run.left < other.right);
            if above.is_some_and(|above| (top - edges(above).1) * 1.2 > white) {
                return None;
            }
            ends.push(run);
        }
        Some(at)
    }
}
