//! The beam search over lines: each line is cut into at most so many
//! fragments, each fragment is handed to a column, and the reading wins in
//! which every column best goes on after itself and keeps its width.
//!
//! The beam is bounded and so is the number of cuts of a line; time and memory
//! grow linearly with the number of lines.

use super::cuts::{Cut, Cuts, Limits, MOST_COLUMNS};
use super::links::Links;
use super::price;
use super::sheet::Sheet;
use super::width::BLANK;

/// How thoroughly to search.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// How many readings are kept after each line.
    pub(super) beam: usize,
    /// How many ways to cut a line are tried for each number of fragments.
    pub(super) ways: usize,
}

/// The columns to search for: their widths in average letters, from left to right.
pub(super) type Widths<'a> = &'a [f32];

/// How the lines are best read.
#[derive(Debug, Clone)]
pub(super) struct Solution {
    /// How well, in natural logarithms (not a probability).
    pub(super) score: f32,
    /// For each line the tokens at which each column begins, and the end.
    /// An empty stretch is a column that is silent.
    pub(super) bounds: Vec<[u32; MOST_COLUMNS + 1]>,
    /// The score after each line.
    pub(super) totals: Vec<f32>,
}

/// Readings that fall this far behind the best are dropped.
const BEHIND: f32 = 14.0;
const NONE: u32 = u32::MAX;

/// What a column has come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    /// Its last token; `NONE` before its first.
    last: u32,
    /// The width of its last line.
    width: f32,
    /// Whether it has nothing on the last line.
    silent: bool,
    /// Whether its last line began a block.
    head: bool,
}

impl Column {
    pub(super) const EMPTY: Self = Self { last: NONE, width: 0.0, silent: true, head: false };

    /// The column after a line on which it has nothing.
    pub(super) fn silence(&mut self) {
        self.silent = true;
    }

    /// The column after a fragment.
    pub(super) fn after(sheet: &Sheet, from: usize, to: usize, head: bool) -> Self {
        Self { last: to as u32 - 1, width: sheet.run(from, to), silent: false, head }
    }
}

#[derive(Debug, Clone, Copy)]
struct State {
    score: f32,
    /// The reading of the lines so far: an index into the trail.
    trail: u32,
    columns: [Column; MOST_COLUMNS],
}

#[derive(Debug, Clone, Copy)]
struct Step {
    score: f32,
    parent: u16,
    cut: u16,
    /// The columns that have a fragment, a bit each.
    speaking: u8,
}

/// Searches `lines` for columns of the given widths.
pub(super) struct Search<'s, 'l> {
    pub(super) sheet: &'s Sheet,
    pub(super) links: &'s mut Links<'l>,
}

/// What a fragment that begins with token `from` is worth in a column of this
/// `width`, and whether it begins a block there.
pub(super) fn attach(
    sheet: &Sheet,
    links: &mut Links,
    column: Column,
    width: f32,
    from: usize,
) -> (f32, bool) {
    let start = price::MODEL * links.start(from);
    if column.last == NONE {
        return (start - price::FIRST, true);
    }
    let last = column.last as usize;
    let room = width - (column.width + BLANK + sheet.words[from].width) - price::SLACK;
    let go_on = price::MODEL * links.link(last, from)
        - price::ROOM * room.clamp(0.0, price::ROOM_MOST)
        - if column.silent { price::WAKE } else { 0.0 };
    let fresh = start - after(sheet, column, width) - if column.silent { 0.0 } else { price::STAY };
    if go_on >= fresh { (go_on, false) } else { (fresh, true) }
}

fn after(sheet: &Sheet, column: Column, width: f32) -> f32 {
    let last = &sheet.words[column.last as usize];
    if last.ends {
        price::AFTER_END
    } else if last.colon {
        price::AFTER_COLON
    } else if last.junk {
        price::AFTER_DEBRIS
    } else if column.head && column.width < price::SHORT * width {
        price::AFTER_HEADING
    } else {
        price::AFTER_OPEN
    }
}

fn fall_silent(sheet: &Sheet, column: Column, width: f32) -> f32 {
    let closed = sheet.words[column.last as usize].ends || column.head && column.width < price::SHORT * width;
    if closed { price::SILENT_CLOSED } else { price::SILENT_OPEN }
}

impl Search<'_, '_> {
    /// The best reading of the lines.
    pub(super) fn run(&mut self, lines: std::ops::Range<usize>, widths: Widths, effort: Effort) -> Solution {
        let k = widths.len();
        let limits = Limits { columns: k, width: widths.iter().sum::<f32>() / k as f32, ways: effort.ways };
        let mut cuts = Cuts::default();
        let mut beam = vec![State { score: 0.0, trail: NONE, columns: [Column::EMPTY; MOST_COLUMNS] }];
        let mut trail: Vec<(u32, f32, [u32; MOST_COLUMNS + 1])> = Vec::new();
        let mut steps = Vec::new();
        let mut tables = Tables::default();
        for line in lines.clone() {
            cuts.find(self.sheet, self.links, line, limits);
            if cuts.cuts.is_empty() {
                continue;
            }
            tables.reset(self.sheet, &beam, widths, cuts.starts.len() - 1);
            self.steps(&beam, &cuts, widths, &mut tables, &mut steps);
            beam = self.keep(&beam, &cuts, k, &tables, &mut steps, effort.beam, &mut trail);
        }
        let end = beam.first().map_or(NONE, |best| best.trail);
        let score = beam.first().map_or(0.0, |best| best.score);
        let mut solution = Solution { score, bounds: Vec::new(), totals: Vec::new() };
        let mut at = end;
        while let Some(&(parent, total, bounds)) = trail.get(at as usize) {
            solution.bounds.push(bounds);
            solution.totals.push(total);
            at = parent;
        }
        solution.bounds.reverse();
        solution.totals.reverse();
        solution
    }

    /// All that each reading of the beam may do with the line.
    fn steps(
        &mut self,
        beam: &[State],
        cuts: &Cuts,
        widths: Widths,
        tables: &mut Tables,
        steps: &mut Vec<Step>,
    ) {
        let k = widths.len();
        steps.clear();
        let mut best = f32::NEG_INFINITY;
        for (parent, state) in beam.iter().enumerate() {
            for (at, cut) in cuts.cuts.iter().enumerate() {
                if state.score + cut.score + 6.0 * f32::from(cut.fragments) < best - BEHIND {
                    continue;
                }
                for &speaking in subsets(k, usize::from(cut.fragments)) {
                    let mut score = state.score + cut.score;
                    let mut fragment = 0;
                    let mut change = false;
                    for c in 0..k {
                        let entry = tables.of[parent][c];
                        let column = state.columns[c];
                        if speaking & (1 << c) == 0 {
                            score -= tables.silence[entry];
                            change |= !column.silent;
                            continue;
                        }
                        change |= column.silent;
                        let from = usize::from(cut.at[fragment]);
                        let to = usize::from(cut.at[fragment + 1]);
                        fragment += 1;
                        score +=
                            self.attached(tables, entry, column, widths[c], from, cuts.starts[from] as usize);
                        let width = self.sheet.run(cuts.starts[from] as usize, cuts.starts[to] as usize);
                        score -= price::OVER * (width - widths[c] - price::SLACK).max(0.0);
                    }
                    if change {
                        score -= price::CHANGE;
                    }
                    if score > best - BEHIND {
                        best = best.max(score);
                        steps.push(Step { score, parent: parent as u16, cut: at as u16, speaking });
                    }
                }
            }
        }
        steps.retain(|step| step.score > best - BEHIND);
    }

    #[inline]
    fn attached(
        &mut self,
        tables: &mut Tables,
        entry: usize,
        column: Column,
        width: f32,
        start: usize,
        token: usize,
    ) -> f32 {
        let slot = entry * tables.starts + start;
        let known = tables.attach[slot];
        if known.0.is_nan() {
            tables.attach[slot] = attach(self.sheet, self.links, column, width, token);
            return tables.attach[slot].0;
        }
        known.0
    }

    /// The best readings after the line, without doubles.
    #[expect(clippy::too_many_arguments)]
    fn keep(
        &mut self,
        beam: &[State],
        cuts: &Cuts,
        k: usize,
        tables: &Tables,
        steps: &mut Vec<Step>,
        most: usize,
        trail: &mut Vec<(u32, f32, [u32; MOST_COLUMNS + 1])>,
    ) -> Vec<State> {
        let better = |a: &Step, b: &Step| {
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
        let mut next: Vec<State> = Vec::with_capacity(most);
        for step in steps.iter() {
            if next.len() == most {
                break;
            }
            let state = &beam[usize::from(step.parent)];
            let cut = &cuts.cuts[usize::from(step.cut)];
            let (columns, bounds) = self.apply(state, cut, &cuts.starts, k, step, tables);
            if next.iter().any(|kept| kept.columns[..k] == columns[..k]) {
                continue;
            }
            trail.push((state.trail, step.score, bounds));
            next.push(State { score: step.score, trail: trail.len() as u32 - 1, columns });
        }
        next
    }

    fn apply(
        &self,
        state: &State,
        cut: &Cut,
        starts: &[u32],
        k: usize,
        step: &Step,
        tables: &Tables,
    ) -> ([Column; MOST_COLUMNS], [u32; MOST_COLUMNS + 1]) {
        let mut columns = state.columns;
        let mut bounds = [*starts.last().unwrap_or(&0); MOST_COLUMNS + 1];
        let mut fragment = 0;
        for c in 0..k {
            bounds[c] = starts[usize::from(cut.at[fragment])];
            if step.speaking & (1 << c) == 0 {
                columns[c].silent = true;
                continue;
            }
            let from = usize::from(cut.at[fragment]);
            let to = starts[usize::from(cut.at[fragment + 1])] as usize;
            let head = tables.attach[tables.of[usize::from(step.parent)][c] * tables.starts + from].1;
            columns[c] = Column::after(self.sheet, starts[from] as usize, to, head);
            fragment += 1;
        }
        (columns, bounds)
    }
}

/// What is the same for all readings that agree on a column.
#[derive(Debug, Default)]
struct Tables {
    /// For each reading and column the entry that it shares.
    of: Vec<[usize; MOST_COLUMNS]>,
    /// The columns of the entries, with their number.
    entries: Vec<(usize, Column)>,
    /// What falling (or staying) silent costs, by entry.
    silence: Vec<f32>,
    /// What each start is worth, by entry; NaN where not asked yet.
    attach: Vec<(f32, bool)>,
    starts: usize,
}

impl Tables {
    fn reset(&mut self, sheet: &Sheet, beam: &[State], widths: Widths, starts: usize) {
        self.of.clear();
        self.entries.clear();
        self.silence.clear();
        self.starts = starts;
        for state in beam {
            let mut of = [0; MOST_COLUMNS];
            for (c, entry) in of.iter_mut().enumerate().take(widths.len()) {
                let column = state.columns[c];
                *entry = self.entries.iter().position(|&known| known == (c, column)).unwrap_or_else(|| {
                    self.entries.push((c, column));
                    self.silence.push(if column.silent {
                        0.0
                    } else {
                        fall_silent(sheet, column, widths[c])
                    });
                    self.entries.len() - 1
                });
            }
            self.of.push(of);
        }
        self.attach.clear();
        self.attach.resize(self.entries.len() * starts, (f32::NAN, false));
    }
}

/// The sets of `n` of `k` columns, as bits.
fn subsets(k: usize, n: usize) -> &'static [u8] {
    &SUBSETS[k][n]
}

type Sets = Vec<Vec<Vec<u8>>>;

static SUBSETS: std::sync::LazyLock<Sets> = std::sync::LazyLock::new(|| {
    (0..=MOST_COLUMNS)
        .map(|k| {
            (0..=k).map(|n| (0..1u8 << k).filter(|set| set.count_ones() as usize == n).collect()).collect()
        })
        .collect()
});
