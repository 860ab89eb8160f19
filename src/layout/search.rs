//! The beam search over lines: each line is cut into at most so many
//! fragments, each fragment is handed to a column, and the reading wins in
//! which every column best goes on after itself and keeps its width.
//!
//! The beam is bounded and so is the number of cuts of a line; time and memory
//! grow linearly with the number of lines.

use super::cuts::{Cut, Cuts, Limits, MOST_COLUMNS, may_be_heading};
use super::links::Links;
use super::price;
use super::sheet::Sheet;
use super::width::BLANK;
use crate::model::Budget;

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
}

/// Readings that fall this far behind the best are dropped.
const BEHIND: f32 = 12.0;
/// The most that a fragment may well gain by the column that it is handed to.
const HOPE: f32 = 3.0;
const NONE: u32 = u32::MAX;
/// How many words of a line are looked at for those of its heading.
const ECHO: usize = 8;

/// What a column has come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    /// Its last token; `NONE` before its first.
    last: u32,
    /// The first token of its last line.
    first: u32,
    /// The first and last token of the heading above its last line, if any.
    above: (u32, u32),
    /// The width of its last line.
    width: f32,
    /// Whether it has nothing on the last line.
    silent: bool,
    /// Whether its last line began a block.
    head: bool,
}

impl Column {
    pub(super) const EMPTY: Self =
        Self { last: NONE, first: NONE, above: (1, 0), width: 0.0, silent: true, head: false };

    /// The column after a line on which it has nothing.
    pub(super) fn silence(&mut self) {
        self.silent = true;
    }

    /// Whether its last line may be a heading.
    fn short(self, width: f32) -> bool {
        self.head && self.width < price::SHORT * width
    }

    /// Whether its last line looks like a heading that wants its text.
    fn pending(self, sheet: &Sheet, width: f32) -> bool {
        self.head && may_be_heading(sheet, self.last as usize, self.width, width)
    }

    /// The column after a fragment.
    pub(super) fn after(self, sheet: &Sheet, width: f32, from: usize, to: usize, head: bool) -> Self {
        let above = if head && self.last != NONE && self.pending(sheet, width) {
            (self.first, self.last)
        } else {
            (1, 0)
        };
        Self {
            last: to as u32 - 1,
            first: from as u32,
            above,
            width: sheet.run(from, to),
            silent: false,
            head,
        }
    }

    /// How many words of its heading come back in the line that begins with `from`.
    fn echoes(self, sheet: &Sheet, from: usize) -> f32 {
        let line = &sheet.words[from..(from + ECHO).min(sheet.words.len())];
        let end = line.iter().skip(1).position(|word| word.starts_line).map_or(line.len(), |at| at + 1);
        let line = &line[..end];
        let headings = (self.above.0..=self.above.1).chain(self.first..=self.last);
        let echoed = headings
            .map(|at| sheet.words[at as usize].root)
            .filter(|&root| root != 0 && line.iter().any(|word| word.root == root));
        (echoed.count() as f32).min(2.0)
    }
}

#[derive(Debug, Clone, Copy)]
struct State {
    score: f32,
    /// The reading of the lines so far: an index into the trail.
    trail: u32,
    columns: [Column; MOST_COLUMNS],
}

/// For each reading that was kept the one that it goes on after, and its cut.
type Trail = Vec<(u32, [u32; MOST_COLUMNS + 1])>;

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
    /// When to give up.
    pub(super) budget: &'s Budget,
}

/// What a fragment that begins with token `from` is worth in a column of this
/// `width`, and whether it begins a block there.
pub(super) fn attach(
    sheet: &Sheet,
    links: &mut Links,
    column: Column,
    width: f32,
    blank: bool,
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
        - if column.silent { price::WAKE * across(blank) } else { 0.0 }
        - if blank { price::OVER_BLANK } else { 0.0 };
    let fresh = start - after(sheet, column, width) - if column.silent || blank { 0.0 } else { price::STAY };
    let (back, echo) = if column.pending(sheet, width) {
        (price::FOLLOWED, price::ECHO * column.echoes(sheet, from))
    } else {
        (0.0, 0.0)
    };
    let (go_on, fresh) = (go_on + back, fresh + back + echo);
    if go_on >= fresh { (go_on, false) } else { (fresh, true) }
}

fn across(blank: bool) -> f32 {
    if blank { price::ACROSS_BLANK } else { 1.0 }
}

fn after(sheet: &Sheet, column: Column, width: f32) -> f32 {
    let last = &sheet.words[column.last as usize];
    if last.ends {
        price::AFTER_END
    } else if last.colon {
        price::AFTER_COLON
    } else if last.junk {
        price::AFTER_DEBRIS
    } else if column.short(width) {
        price::AFTER_HEADING
    } else {
        price::AFTER_OPEN
    }
}

fn fall_silent(sheet: &Sheet, column: Column, width: f32) -> f32 {
    let closed = sheet.words[column.last as usize].ends || column.short(width);
    if closed { price::SILENT_CLOSED } else { price::SILENT_OPEN }
}

impl Search<'_, '_> {
    /// The best reading of the lines.
    pub(super) fn run(&mut self, lines: std::ops::Range<usize>, widths: Widths, effort: Effort) -> Solution {
        let k = widths.len();
        let limits = Limits { columns: k, width: widths.iter().sum::<f32>() / k as f32, ways: effort.ways };
        let mut cuts = Cuts::default();
        let mut beam = vec![State { score: 0.0, trail: NONE, columns: [Column::EMPTY; MOST_COLUMNS] }];
        let mut trail = Trail::new();
        let mut steps = Vec::new();
        let mut tables = Tables::default();
        for line in lines.clone() {
            if line % 64 == 0 && self.budget.is_spent() {
                break;
            }
            cuts.find(self.sheet, self.links, line, limits);
            if cuts.cuts.is_empty() {
                continue;
            }
            tables.reset(self.sheet, &beam, widths, cuts.starts.len() - 1, self.sheet.blank[line]);
            self.steps(&beam, &cuts, widths, &mut tables, &mut steps);
            beam = self.keep(&beam, &cuts, widths, &tables, &mut steps, effort.beam, &mut trail);
        }
        let end = beam.first().map_or(NONE, |best| best.trail);
        let score = beam.first().map_or(0.0, |best| best.score);
        let mut solution = Solution { score, bounds: Vec::new() };
        let mut at = end;
        while let Some(&(parent, bounds)) = trail.get(at as usize) {
            solution.bounds.push(bounds);
            at = parent;
        }
        solution.bounds.reverse();
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
            let of = tables.of[parent];
            let mut base = state.score;
            let mut spoke = 0u8;
            for (c, (&place, column)) in of.iter().zip(&state.columns).take(k).enumerate() {
                base -= tables.silence[place];
                spoke |= u8::from(!column.silent) << c;
            }
            for (at, cut) in cuts.cuts.iter().enumerate() {
                if base + cut.score + HOPE * f32::from(cut.fragments) < best - BEHIND {
                    continue;
                }
                for &speaking in subsets(k, usize::from(cut.fragments)) {
                    let mut score = base + cut.score;
                    if speaking != spoke {
                        score -= price::CHANGE;
                    }
                    let mut rest = speaking;
                    for fragment in 0..usize::from(cut.fragments) {
                        let c = rest.trailing_zeros() as usize;
                        rest &= rest - 1;
                        let entry = of[c];
                        let from = usize::from(cut.at[fragment]);
                        let slot = entry * tables.starts + from;
                        if tables.attach[slot][0].is_nan() {
                            let token = cuts.starts[from] as usize;
                            let (worth, head) = attach(
                                self.sheet,
                                self.links,
                                state.columns[c],
                                widths[c],
                                tables.blank,
                                token,
                            );
                            let worth = worth + tables.silence[entry];
                            tables.attach[slot] = [worth, if head { worth - price::PENDING } else { worth }];
                            tables.heads[slot] = head;
                        }
                        score += tables.attach[slot][usize::from(cut.short >> fragment & 1)];
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

    /// The best readings after the line, without doubles.
    #[expect(clippy::too_many_arguments)]
    fn keep(
        &mut self,
        beam: &[State],
        cuts: &Cuts,
        widths: Widths,
        tables: &Tables,
        steps: &mut Vec<Step>,
        most: usize,
        trail: &mut Trail,
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
        let k = widths.len();
        let mut next: Vec<State> = Vec::with_capacity(most);
        for step in steps.iter() {
            if next.len() == most {
                break;
            }
            let state = &beam[usize::from(step.parent)];
            let cut = &cuts.cuts[usize::from(step.cut)];
            let (columns, bounds) = self.apply(state, cut, &cuts.starts, widths, step, tables);
            if next.iter().any(|kept| kept.columns[..k] == columns[..k]) {
                continue;
            }
            trail.push((state.trail, bounds));
            next.push(State { score: step.score, trail: trail.len() as u32 - 1, columns });
        }
        next
    }

    fn apply(
        &self,
        state: &State,
        cut: &Cut,
        starts: &[u32],
        widths: Widths,
        step: &Step,
        tables: &Tables,
    ) -> ([Column; MOST_COLUMNS], [u32; MOST_COLUMNS + 1]) {
        let mut columns = state.columns;
        let mut bounds = [*starts.last().unwrap_or(&0); MOST_COLUMNS + 1];
        let mut fragment = 0;
        for c in 0..widths.len() {
            bounds[c] = starts[usize::from(cut.at[fragment])];
            if step.speaking & (1 << c) == 0 {
                columns[c].silent = true;
                continue;
            }
            let from = usize::from(cut.at[fragment]);
            let to = starts[usize::from(cut.at[fragment + 1])] as usize;
            let head = tables.heads[tables.of[usize::from(step.parent)][c] * tables.starts + from];
            columns[c] = columns[c].after(self.sheet, widths[c], starts[from] as usize, to, head);
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
    /// What each start is worth, by entry, for a fragment that is no heading
    /// and for one that may be; NaN where not asked yet.
    attach: Vec<[f32; 2]>,
    /// Whether a block begins there, by entry and start.
    heads: Vec<bool>,
    starts: usize,
    /// Whether a blank line stands above.
    blank: bool,
}

impl Tables {
    fn reset(&mut self, sheet: &Sheet, beam: &[State], widths: Widths, starts: usize, blank: bool) {
        self.blank = blank;
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
                        fall_silent(sheet, column, widths[c]) * across(blank)
                    });
                    self.entries.len() - 1
                });
            }
            self.of.push(of);
        }
        self.attach.clear();
        self.attach.resize(self.entries.len() * starts, [f32::NAN; 2]);
        self.heads.clear();
        self.heads.resize(self.entries.len() * starts, false);
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
