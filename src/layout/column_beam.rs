//! The beam search over lines: each line is cut into at most so many
//! fragments, each fragment is handed to a column, and the reading wins in
//! which every column best goes on after itself and keeps its width.
//!
//! The beam is bounded and so is the number of cuts of a line; time and memory
//! grow linearly with the number of lines.

use std::ops::Range;

use super::cohesion::Cohesion;
use super::column_model::ColumnState;
use super::effort::Effort;
use super::line_spans::PageSpans;
use super::score_cache::{ScoreCache, Spoke, speaking, subsets};
use super::segmentations::{Limits, Segmentation, Segmentations};
use super::token_features::TokenFeatures;
use super::weights::{MOST_COLUMNS, Weights};
use crate::model::Budget;

/// The columns to search for: their widths in average letters, from left to right.
pub(super) type Widths<'a> = &'a [f32];

/// The tokens at which each column of a line begins, and the end; an empty stretch
/// is a column that is silent.
pub(super) type Bounds = [u32; MOST_COLUMNS + 1];

/// How the lines are best read.
#[derive(Debug, Clone)]
pub(super) struct Solution {
    /// How well, in natural logarithms (not a probability).
    pub(super) score: f32,
    /// For each line that has tokens where its columns begin.
    pub(super) bounds: Vec<Bounds>,
}

/// The trail before the first line.
const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
pub(super) struct BeamState {
    pub(super) score: f32,
    /// The reading of the lines so far: an index into the trail.
    pub(super) trail: u32,
    columns: [ColumnState; MOST_COLUMNS],
    /// The columns that spoke before the last change, a bit each.
    before: u8,
    /// The line that its zone begins with.
    start: u32,
}

impl BeamState {
    /// No column has said anything yet.
    fn new(score: f32, trail: u32, line: usize) -> Self {
        Self { score, trail, columns: [ColumnState::EMPTY; MOST_COLUMNS], before: 0, start: line as u32 }
    }
}

/// For each reading that was kept the one that it goes on after, and its cut.
pub(super) type Trail = Vec<(u32, Bounds)>;

/// Readings of the lines so far in columns of certain widths, the best first.
pub(super) struct Beam {
    pub(super) widths: Vec<f32>,
    effort: Effort,
    pub(super) states: Vec<BeamState>,
    cuts: Segmentations,
    tables: ScoreCache,
    steps: Vec<Expansion>,
}

impl Beam {
    pub(super) fn new(widths: Vec<f32>, effort: Effort) -> Self {
        Self {
            widths,
            effort,
            states: Vec::new(),
            cuts: Segmentations::default(),
            tables: ScoreCache::default(),
            steps: Vec::new(),
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Expansion {
    score: f32,
    parent: u16,
    cut: u16,
    /// The columns that have a fragment, a bit each.
    speaking: u8,
}

/// Searches `lines` for columns of the given widths.
pub(super) struct ColumnBeam<'s, 'l> {
    pub(super) sheet: &'s TokenFeatures,
    pub(super) links: &'s mut Cohesion<'l>,
    /// What lines may be cut into.
    pub(super) spans: &'s PageSpans,
    pub(super) weights: &'s Weights,
    /// When to give up.
    pub(super) budget: &'s Budget,
}

impl ColumnBeam<'_, '_> {
    /// The best reading of the lines.
    pub(super) fn run(&mut self, lines: Range<usize>, widths: Widths, effort: Effort) -> Solution {
        let (beam, trail) = self.search(lines, widths, effort);
        let best = self.best(&beam);
        solution(best.map_or(0.0, |(worth, _)| worth), best.map_or(NONE, |(_, state)| state.trail), &trail)
    }

    /// The readings of the lines that the search is left with, their ends not counted.
    #[cfg(feature = "training")]
    pub(super) fn all(&mut self, lines: Range<usize>, widths: Widths, effort: Effort) -> Vec<Solution> {
        let (beam, trail) = self.search(lines, widths, effort);
        beam.states.iter().map(|state| solution(state.score, state.trail, &trail)).collect()
    }

    /// Goes down the lines.
    fn search(&mut self, lines: Range<usize>, widths: Widths, effort: Effort) -> (Beam, Trail) {
        let mut beam = Beam::new(widths.to_vec(), effort);
        let mut trail = Trail::new();
        self.begin(&mut beam, 0.0, lines.start);
        for line in lines {
            if line % 64 == 0 && self.budget.is_spent() {
                break;
            }
            self.step(&mut beam, line, &mut trail);
        }
        (beam, trail)
    }

    /// Begins a zone with a `line`, after what the lines above are worth.
    pub(super) fn begin(&self, beam: &mut Beam, worth: f32, line: usize) {
        beam.states.push(BeamState::new(worth + self.weights.zone[beam.widths.len() - 1], NONE, line));
    }

    /// What the best reading is worth if its zone ends here, and the line that this begins with.
    pub(super) fn ended(&self, beam: &Beam) -> Option<(f32, usize)> {
        self.best(beam).map(|(worth, state)| (worth, state.start as usize))
    }

    fn best<'b>(&self, beam: &'b Beam) -> Option<(f32, &'b BeamState)> {
        let worth = |state: &'b BeamState| (state.score + self.end(state, beam.widths.len()), state);
        // Of two alike the first.
        beam.states.iter().rev().map(worth).max_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// What it is worth that the zone ends after a reading.
    pub(super) fn end(&self, state: &BeamState, k: usize) -> f32 {
        state.columns[..k].iter().map(|&column| self.weights.end.worth(self.sheet, column)).sum()
    }

    /// Goes on by a line.
    pub(super) fn step(&mut self, beam: &mut Beam, line: usize, trail: &mut Trail) {
        let Beam { widths, effort, states, cuts, tables, steps } = beam;
        let k = widths.len();
        let limits = Limits {
            widths,
            ways: effort.ways,
            places: if k <= 4 { effort.places.0 } else { effort.places.1 },
        };
        if !self.sheet.lines[line].is_empty() {
            cuts.find(self.spans.of(self.sheet, self.links, line), self.weights, limits);
            let before = states.iter().map(|state| (&state.columns[..], state.before, state.start as usize));
            tables.reset(self.sheet, self.weights, before, widths, cuts.starts.len() - 1, line);
            self.steps(states, cuts, widths, tables, steps, *effort);
            *states = self.keep(states, cuts, widths, tables, steps, effort.beam, trail);
            let most = self.weights.most_for_line(k);
            for state in states {
                state.score += most;
            }
        }
    }

    /// All that each reading of the beam may do with the line.
    fn steps(
        &mut self,
        beam: &[BeamState],
        cuts: &Segmentations,
        widths: Widths,
        tables: &mut ScoreCache,
        steps: &mut Vec<Expansion>,
        effort: Effort,
    ) {
        let k = widths.len();
        let unequal = cuts.are_unequal();
        steps.clear();
        let mut best = f32::NEG_INFINITY;
        for (parent, state) in beam.iter().enumerate() {
            let of = tables.of[parent];
            let mut base = state.score;
            for &entry in &of[..k] {
                base += tables.entries[entry].1.silence;
            }
            let (Spoke { last: spoke, .. }, change) = tables.changes[tables.changes_of[parent]];
            for (at, cut) in cuts.cuts.iter().enumerate() {
                let worth = base + cut.score;
                if worth + effort.hope * f32::from(cut.fragments) < best - effort.behind {
                    continue;
                }
                'subsets: for &speaking in subsets(k, usize::from(cut.fragments)) {
                    let mut score = worth;
                    let mut hope = effort.hope * f32::from(cut.fragments);
                    // Debris leaves its column as it was.
                    let mut now = speaking;
                    let mut rest = speaking;
                    let (mut debris, mut likeness) = (cut.debris, cut.likeness);
                    for (fragment, &from) in cut.at[..usize::from(cut.fragments)].iter().enumerate() {
                        let c = rest.trailing_zeros() as usize;
                        rest &= rest - 1;
                        let mut reads = usize::from(likeness & 3);
                        if unequal && usize::from(cut.fragments) < k {
                            let (less, own) = cuts.instead(cut, fragment, c);
                            score += less;
                            reads = own;
                        }
                        if debris & 1 == 1 {
                            score += self.weights.debris - tables.entries[of[c]].1.silence;
                            now &= spoke | !(1 << c);
                        } else {
                            let slot = of[c] * tables.starts + usize::from(from);
                            let mut worth = tables.worth[slot][reads];
                            if worth.is_nan() {
                                let start = cuts.starts[usize::from(from)] as usize;
                                self.ask(tables, slot, of[c], start);
                                worth = tables.worth[slot][reads];
                            }
                            score += worth;
                        }
                        debris >>= 1;
                        likeness >>= 2;
                        hope -= effort.hope;
                        if score + hope < best - effort.behind {
                            continue 'subsets;
                        }
                    }
                    score += change[usize::from(now)];
                    if score > best - effort.behind {
                        best = best.max(score);
                        steps.push(Expansion { score, parent: parent as u16, cut: at as u16, speaking });
                    }
                }
            }
        }
        steps.retain(|step| step.score > best - effort.behind);
    }

    /// Asks what a column makes of a fragment that begins with the token `start`.
    #[cold]
    fn ask(&mut self, tables: &mut ScoreCache, slot: usize, entry: usize, start: usize) {
        let ready = &tables.entries[entry].1;
        let taken = ready.attach(self.sheet, self.links, self.weights, start);
        tables.taken[slot] = taken;
        for (worth, taken) in tables.worth[slot].iter_mut().zip(taken) {
            *worth = taken.worth - ready.silence;
        }
    }

    /// The best readings after the line, without doubles.
    #[expect(clippy::too_many_arguments)]
    fn keep(
        &mut self,
        beam: &[BeamState],
        cuts: &Segmentations,
        widths: Widths,
        tables: &ScoreCache,
        steps: &mut Vec<Expansion>,
        most: usize,
        trail: &mut Trail,
    ) -> Vec<BeamState> {
        let better = |a: &Expansion, b: &Expansion| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| (a.parent, a.cut, a.speaking).cmp(&(b.parent, b.cut, b.speaking)))
        };
        let short_list = most * 4;
        if steps.len() > short_list {
            steps.select_nth_unstable_by(short_list, better);
            steps.truncate(short_list);
        }
        steps.sort_unstable_by(better);
        let k = widths.len();
        let mut next: Vec<BeamState> = Vec::with_capacity(most);
        for step in steps.iter() {
            if next.len() == most {
                break;
            }
            let state = &beam[usize::from(step.parent)];
            let cut = &cuts.cuts[usize::from(step.cut)];
            let (columns, bounds) = self.apply(state, cut, cuts, k, step, tables);
            let (was, now) = (speaking(&state.columns[..k]), speaking(&columns[..k]));
            let before = if was == now { state.before } else { was };
            if next.iter().any(|kept| kept.before == before && kept.columns[..k] == columns[..k]) {
                continue;
            }
            trail.push((state.trail, bounds));
            let trail = trail.len() as u32 - 1;
            next.push(BeamState { score: step.score, trail, columns, before, start: state.start });
        }
        next
    }

    fn apply(
        &self,
        state: &BeamState,
        cut: &Segmentation,
        cuts: &Segmentations,
        k: usize,
        step: &Expansion,
        tables: &ScoreCache,
    ) -> ([ColumnState; MOST_COLUMNS], Bounds) {
        let starts = &cuts.starts;
        let mut columns = state.columns;
        let mut bounds = [*starts.last().unwrap_or(&0); MOST_COLUMNS + 1];
        let mut fragment = 0;
        for c in 0..k {
            bounds[c] = starts[usize::from(cut.at[fragment])];
            if step.speaking & (1 << c) == 0 {
                columns[c].silence();
                continue;
            }
            if cut.debris >> fragment & 1 == 1 {
                fragment += 1;
                continue;
            }
            let from = usize::from(cut.at[fragment]);
            let to = starts[usize::from(cut.at[fragment + 1])] as usize;
            let slot = tables.of[usize::from(step.parent)][c] * tables.starts + from;
            let reads = if cuts.are_unequal() && usize::from(cut.fragments) < k {
                cuts.instead(cut, fragment, c).1
            } else {
                cut.likeness(fragment)
            };
            let taken = tables.taken[slot][reads];
            columns[c] = columns[c].after(self.sheet, starts[from] as usize, to, taken);
            fragment += 1;
        }
        (columns, bounds)
    }
}

/// A reading that ends a trail.
pub(super) fn solution(score: f32, mut end: u32, trail: &Trail) -> Solution {
    let mut bounds = Vec::new();
    while let Some(&(parent, line)) = trail.get(end as usize) {
        bounds.push(line);
        end = parent;
    }
    bounds.reverse();
    Solution { score, bounds }
}

#[cfg(test)]
mod tests {
    use super::super::cohesion::Cohesion;
    use super::super::effort::FINE;
    use super::super::tests::page;
    use super::*;
    use crate::language::tests::ten_words;

    /// Where the second column begins on each line, as a place within the line; `None` where it is silent.
    fn seconds(text: &str, widths: Widths, effort: Effort) -> Vec<Option<u32>> {
        let (page, language) = (page(text), ten_words());
        let sheet = TokenFeatures::new(&page, &language);
        let mut links = Cohesion::new(&sheet, &page, &language);
        let (weights, budget) = (Weights::learnt(), Budget::default());
        let spans = PageSpans::new(&sheet);
        let mut search =
            ColumnBeam { sheet: &sheet, links: &mut links, spans: &spans, weights, budget: &budget };
        let solution = search.run(0..page.lines.len(), widths, effort);
        let lines = sheet.lines.iter().zip(&solution.bounds);
        lines.map(|(line, bounds)| (bounds[1] < bounds[2]).then(|| bounds[1] - line.start as u32)).collect()
    }

    const FUSED: &str = "een warm huis een kamer\neen rijk museum een muur\neen warme zomer een huis\n\
                         een warm museum een kamer\neen rijk museum een zomer";

    #[test]
    fn every_line_is_cut_where_its_columns_meet() {
        assert_eq!(seconds(FUSED, &[15.0, 9.0], FINE), [Some(3); 5]);
    }

    #[test]
    fn a_line_of_one_column_has_one_fragment() {
        let text = format!("{FUSED}\neen warm huis");
        assert_eq!(seconds(&text, &[15.0, 9.0], FINE)[5], None);
    }

    #[test]
    fn one_column_is_the_whole_line() {
        assert_eq!(seconds(FUSED, &[26.0], FINE), [None; 5]);
    }
}
