//! Where one line may be cut: the few best ways for each number of fragments.

use super::links::Links;
use super::price::{self, Prices};
use super::sheet::{Case, Sheet};

/// The most columns that are looked for.
pub(crate) const MOST_COLUMNS: usize = 6;

/// One way to cut a line into fragments.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    /// How many fragments.
    pub(super) fragments: u8,
    /// Where each begins, as an index into [`Cuts::starts`]; one more for the end.
    pub(super) at: [u8; MOST_COLUMNS + 1],
    /// Which fragments could be headings that want their text, a bit each.
    pub(super) short: u8,
    /// Which fragments are nothing but debris, a bit each.
    pub(super) debris: u8,
    /// What the fragments are worth by themselves: links inside, their number
    /// and what they are wider than a column.
    pub(super) score: f32,
    /// The same with a guess at what their widths will cost; for ranking only.
    rank: f32,
}

/// The ways to cut a line.
#[derive(Debug, Default)]
#[expect(clippy::struct_field_names)] // The cuts are the cuts.
pub(super) struct Cuts {
    /// The tokens at which a fragment may begin, and the end of the line.
    pub(super) starts: Vec<u32>,
    /// The ways, grouped by the number of fragments.
    pub(super) cuts: Vec<Cut>,
    scratch: Vec<(f32, u32)>,
    group: Vec<Cut>,
}

/// How a line may be cut.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// The most fragments.
    pub(super) columns: usize,
    /// The width of a column, in average letters.
    pub(super) width: f32,
    /// The most ways for each number of fragments.
    pub(super) ways: usize,
}

/// The most places of a line at which a cut is considered.
fn most_places(columns: usize) -> usize {
    if columns <= 4 { 16 } else { 13 }
}

impl Cuts {
    /// Finds the ways to cut a line.
    pub(super) fn find(
        &mut self,
        sheet: &Sheet,
        links: &Links,
        prices: &Prices,
        line: usize,
        limits: Limits,
    ) {
        let range = sheet.lines[line].clone();
        self.starts.clear();
        self.cuts.clear();
        self.scratch.clear();
        if range.is_empty() {
            return;
        }
        if limits.columns > 1 {
            for at in range.start + 1..range.end {
                self.scratch.push((links.inner(at) - gap(sheet, at), at as u32));
            }
            let most = most_places(limits.columns);
            if self.scratch.len() > most {
                self.scratch.select_nth_unstable_by(most, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                self.scratch.truncate(most);
            }
            self.starts.extend(self.scratch.iter().map(|place| place.1));
        }
        self.starts.push(range.start as u32);
        self.starts.sort_unstable();
        self.starts.push(range.end as u32);
        for fragments in 1..=limits.columns.min(self.starts.len() - 1) {
            self.group.clear();
            let cut = Cut {
                fragments: fragments as u8,
                at: [0; MOST_COLUMNS + 1],
                short: 0,
                debris: 0,
                score: 0.0,
                rank: 0.0,
            };
            self.extend(sheet, links, prices, limits, cut, 0);
            if self.group.len() > limits.ways {
                self.group.select_nth_unstable_by(limits.ways, |a, b| {
                    b.rank.total_cmp(&a.rank).then(a.at.cmp(&b.at))
                });
                self.group.truncate(limits.ways);
            }
            self.cuts.append(&mut self.group);
        }
    }

    fn extend(
        &mut self,
        sheet: &Sheet,
        links: &Links,
        prices: &Prices,
        limits: Limits,
        cut: Cut,
        done: usize,
    ) {
        let last = self.starts.len() - 1;
        let left = usize::from(cut.fragments) - done;
        let from = usize::from(cut.at[done]);
        let ends = if left == 1 { last..=last } else { from + 1..=last + 1 - left };
        for end in ends {
            let (a, b) = (self.starts[from] as usize, self.starts[end] as usize);
            let width = sheet.run(a, b);
            let over = width - limits.width - price::SLACK;
            if left > 1 && width > 1.12 * limits.width + 3.0 && b > a + 1 {
                break;
            }
            let mut next = cut;
            next.at[done + 1] = end as u8;
            let mut worth = prices.inside * links.run(a, b) - prices.fragment;
            if done > 0 && sheet.words[a].gap > 0 {
                worth += prices.wide_gap;
            }
            worth -= prices.over * over.max(0.0);
            if sheet.is_debris(a, b) {
                next.debris |= 1 << done;
            }
            next.score += worth;
            if may_be_heading(sheet, a, b - 1, width, limits.width) {
                next.short |= 1 << done;
            }
            let room = limits.width - 6.0 - width;
            let most = if sheet.words[b - 1].ends { 2.0 } else { 3.0 };
            next.rank += worth - (prices.room * room).clamp(0.0, most);
            if left == 1 {
                self.group.push(next);
            } else {
                self.extend(sheet, links, prices, limits, next, done + 1);
            }
        }
    }
}

/// Whether a fragment with these first and last tokens is short and open and
/// begins as a heading may.
pub(super) fn may_be_heading(sheet: &Sheet, first: usize, last: usize, width: f32, column: f32) -> bool {
    let (first, last) = (&sheet.words[sheet.speaking_from(first)], &sheet.words[last]);
    width < price::SHORT * column && !last.ends && !last.junk && first.case != Case::Lower
}

fn gap(sheet: &Sheet, at: usize) -> f32 {
    if sheet.words[at].gap > 0 { 20.0 } else { 0.0 }
}
