//! The beam search over lines: each line is cut into at most so many
//! fragments, each fragment is handed to a column, and the reading wins in
//! which every column best goes on after itself and keeps its width.
//!
//! The beam is bounded and so is the number of cuts of a line; time and memory
//! grow linearly with the number of lines.

use super::cuts::{Cut, Cuts, Limits, MOST_COLUMNS};
use super::links::Links;
use super::price::{self, Prices};
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
/// For so many lines a column pays for not having begun.
const LATE: usize = 8;

/// What a column has come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    /// Its last token that says something; `NONE` before its first.
    last: u32,
    /// The first token of its last line.
    first: u32,
    /// The first and last token of the heading above its last line, if any.
    above: (u32, u32),
    /// The width of its last line.
    width: f32,
    /// Whether it has nothing on the last line.
    silent: bool,
    /// Whether its last line is one of a heading.
    head: bool,
}

impl Column {
    pub(super) const EMPTY: Self =
        Self { last: NONE, first: NONE, above: (1, 0), width: 0.0, silent: true, head: false };

    /// The column after a line on which it has nothing.
    pub(super) fn silence(&mut self) {
        self.silent = true;
    }

    /// The column after a fragment that it took in this way.
    pub(super) fn after(self, sheet: &Sheet, from: usize, to: usize, taken: Taken) -> Self {
        let above = if self.head { (self.first, self.last) } else { (1, 0) };
        Self {
            last: sheet.speaking_before(from, to) as u32,
            first: from as u32,
            above,
            width: sheet.run(from, to),
            silent: false,
            head: taken.head,
        }
    }
}

/// How many words of a line are looked at for those of its heading.
const ECHO: usize = 8;

/// How many words of a column's heading come back in the line that begins with `from`.
fn echoes(sheet: &Sheet, column: Column, from: usize) -> f32 {
    let line = &sheet.words[from..(from + ECHO).min(sheet.words.len())];
    let end = line.iter().skip(1).position(|word| word.starts_line).map_or(line.len(), |at| at + 1);
    let line = &line[..end];
    let headings = (column.above.0..=column.above.1).chain(column.first..=column.last);
    let echoed = headings
        .map(|at| sheet.words[at as usize].root)
        .filter(|&root| root != 0 && line.iter().any(|word| word.root == root));
    (echoed.count() as f32).min(2.0)
}

/// How a column took a fragment, and what that is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Taken {
    /// What it is worth.
    pub(super) worth: f32,
    /// Whether a block begins with it.
    pub(super) opens: bool,
    /// Whether it is a line of a heading.
    pub(super) head: bool,
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
    pub(super) prices: &'s Prices,
    /// When to give up.
    pub(super) budget: &'s Budget,
}

/// What a fragment that begins with token `from` is worth in a column of this
/// `width`: first for one that fills its line or ends a sentence, then for one
/// that is short and open, as headings are.
pub(super) fn attach(
    sheet: &Sheet,
    links: &mut Links,
    prices: &Prices,
    column: Column,
    width: f32,
    blank: bool,
    from: usize,
) -> [Taken; 2] {
    let lead = sheet.speaking_from(from);
    let start = prices.start * links.start(lead);
    let (body, head) =
        (Taken { worth: 0.0, opens: true, head: false }, Taken { worth: 0.0, opens: true, head: true });
    if column.last == NONE {
        return [
            Taken { worth: start - prices.first - prices.first_body, ..body },
            Taken { worth: start - prices.first - prices.pending, ..head },
        ];
    }
    let last = column.last as usize;
    let link = prices.link * links.link(last, lead)
        - if blank { prices.over_blank } else { 0.0 }
        - match (column.silent, blank) {
            (false, _) => 0.0,
            (true, false) => prices.wake,
            (true, true) => prices.wake_blank,
        };
    let room = |scale: f32| {
        let room = width - scale * (column.width + BLANK + sheet.words[lead].width) - price::SLACK;
        room.clamp(0.0, price::ROOM_MOST)
    };
    let fresh = start - after(sheet, column, prices) - if column.silent || blank { 0.0 } else { prices.stay };
    if column.head {
        let back = prices.pending + if column.silent { prices.wake_head } else { 0.0 };
        let fresh = fresh + back + prices.echo * echoes(sheet, column, from);
        let long = link - prices.room * room(1.0) - prices.head_body + back;
        let short = link - prices.room_head * room(price::HEAD_SCALE) - prices.head_on;
        let goes_on = |worth: f32, head: bool| Taken { worth, opens: false, head };
        return [
            better(goes_on(long, false), Taken { worth: fresh, ..body }),
            better(goes_on(short, true), Taken { worth: fresh - prices.pending, ..head }),
        ];
    }
    let on = Taken { worth: link - prices.room * room(1.0), opens: false, head: false };
    [better(on, Taken { worth: fresh, ..body }), better(on, Taken { worth: fresh - prices.pending, ..head })]
}

fn better(a: Taken, b: Taken) -> Taken {
    if a.worth >= b.worth { a } else { b }
}

fn after(sheet: &Sheet, column: Column, prices: &Prices) -> f32 {
    let last = &sheet.words[column.last as usize];
    if last.ends {
        prices.after_end
    } else if last.colon {
        prices.after_colon
    } else if last.junk {
        prices.after_debris
    } else if column.head {
        prices.after_head
    } else {
        prices.after_open
    }
}

/// What it costs a column to have nothing on a line, the `line`th.
pub(super) fn silence(sheet: &Sheet, column: Column, prices: &Prices, blank: bool, line: usize) -> f32 {
    if column.last == NONE {
        return if line < LATE { prices.late } else { 0.0 };
    }
    if column.silent {
        return 0.0;
    }
    if column.head {
        return prices.silent_head;
    }
    let closed = sheet.words[column.last as usize].ends;
    match (closed, blank) {
        (false, false) => prices.silent_open,
        (false, true) => prices.silent_open_blank,
        (true, false) => prices.silent_closed,
        (true, true) => prices.silent_closed_blank,
    }
}

impl Search<'_, '_> {
    /// The best reading of the lines.
    pub(super) fn run(&mut self, lines: std::ops::Range<usize>, widths: Widths, effort: Effort) -> Solution {
        let k = widths.len();
        let widest = widths.iter().copied().fold(0.0, f32::max);
        let limits = Limits { columns: k, width: mean(widths), widest, ways: effort.ways };
        let mut cuts = Cuts::default();
        let mut beam = vec![State { score: 0.0, trail: NONE, columns: [Column::EMPTY; MOST_COLUMNS] }];
        let mut trail = Trail::new();
        let mut steps = Vec::new();
        let mut tables = Tables::default();
        for line in lines.clone() {
            if line % 64 == 0 && self.budget.is_spent() {
                break;
            }
            cuts.find(self.sheet, self.links, self.prices, line, limits);
            if cuts.cuts.is_empty() {
                continue;
            }
            tables.reset(
                self.sheet,
                self.prices,
                &beam,
                widths,
                cuts.starts.len() - 1,
                self.sheet.blank[line],
                line - lines.start,
            );
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
        let change = if tables.blank { self.prices.change_blank } else { self.prices.change };
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
                    let mut now = 0;
                    let mut rest = speaking;
                    for fragment in 0..usize::from(cut.fragments) {
                        let c = rest.trailing_zeros() as usize;
                        rest &= rest - 1;
                        let entry = of[c];
                        if cut.debris >> fragment & 1 == 1 {
                            // It leaves its column as it was.
                            score += tables.silence[entry] - self.prices.debris;
                            now |= spoke & 1 << c;
                            continue;
                        }
                        now |= 1 << c;
                        let from = usize::from(cut.at[fragment]);
                        let slot = entry * tables.starts + from;
                        if tables.attach[slot][0].worth.is_nan() {
                            let token = cuts.starts[from] as usize;
                            let silence = tables.silence[entry];
                            let column = state.columns[c];
                            let taken = attach(
                                self.sheet,
                                self.links,
                                self.prices,
                                column,
                                widths[c],
                                tables.blank,
                                token,
                            );
                            tables.attach[slot] =
                                taken.map(|taken| Taken { worth: taken.worth + silence, ..taken });
                        }
                        score += tables.attach[slot][usize::from(cut.short >> fragment & 1)].worth;
                        if tables.unequal {
                            let over = |width: f32| (cut.widths[fragment] - width - price::SLACK).max(0.0);
                            score -= self.prices.over * (over(widths[c]) - over(tables.mean));
                        }
                    }
                    if now != spoke {
                        score -= change;
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
            let (columns, bounds) = self.apply(state, cut, &cuts.starts, k, step, tables);
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
            let taken = tables.attach[slot][usize::from(cut.short >> fragment & 1)];
            columns[c] = columns[c].after(self.sheet, starts[from] as usize, to, taken);
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
    attach: Vec<[Taken; 2]>,
    starts: usize,
    /// The mean width of the columns, and whether they differ.
    mean: f32,
    unequal: bool,
    /// Whether a blank line stands above.
    blank: bool,
}

impl Tables {
    #[expect(clippy::too_many_arguments)]
    fn reset(
        &mut self,
        sheet: &Sheet,
        prices: &Prices,
        beam: &[State],
        widths: Widths,
        starts: usize,
        blank: bool,
        line: usize,
    ) {
        self.blank = blank;
        self.mean = mean(widths);
        self.unequal = widths.iter().any(|width| (width - self.mean).abs() > 0.01 * self.mean);
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
                    self.silence.push(silence(sheet, column, prices, blank, line));
                    self.entries.len() - 1
                });
            }
            self.of.push(of);
        }
        let unasked = Taken { worth: f32::NAN, opens: false, head: false };
        self.attach.clear();
        self.attach.resize(self.entries.len() * starts, [unasked; 2]);
    }
}

/// The mean width of the columns.
pub(super) fn mean(widths: Widths) -> f32 {
    widths.iter().sum::<f32>() / widths.len().max(1) as f32
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
