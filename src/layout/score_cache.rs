//! What a line is worth to the readings of the search that agree on a column, or
//! on the columns that spoke: asked once for all of them.

use foldhash::HashMap;

use super::attachments::WAYS;
use super::column_model::{Attached, ColumnState, Ready, TOP};
use super::token_features::TokenFeatures;
use super::weights::{MOST_COLUMNS, Weights};

/// The columns that spoke on the lines before, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Spoke {
    /// Before the last change.
    before: u8,
    /// Last.
    pub(super) last: u8,
    /// Ever.
    ever: u8,
}

/// What is the same for all readings that agree on a column.
#[derive(Debug, Default)]
pub(super) struct ScoreCache {
    /// For each reading and column the entry that it shares.
    pub(super) of: Vec<[usize; MOST_COLUMNS]>,
    /// The columns of the entries, with their number, and whether their zone is past its top.
    pub(super) entries: Vec<(usize, Ready, bool)>,
    /// What each start is worth instead of silence, by entry and by what its
    /// fragment reads like; NaN where not asked yet.
    pub(super) worth: Vec<[f32; WAYS]>,
    /// How it is taken, where asked.
    pub(super) taken: Vec<[Attached; WAYS]>,
    pub(super) starts: usize,
    /// For each reading the entry that it shares of `changes`.
    pub(super) changes_of: Vec<usize>,
    /// What each set of columns that speak now is worth, by what went before. The same on many lines, so it is kept.
    pub(super) changes: Vec<(Spoke, [f32; 1 << MOST_COLUMNS])>,
    /// Where they stand, by what went before and whether a blank line did.
    known_changes: HashMap<(Spoke, bool), usize>,
}

impl ScoreCache {
    /// Makes ready for the readings `beam` before a `line`: the columns of each, those
    /// that spoke before the last change, and the line that its zone begins with.
    pub(super) fn reset<'b>(
        &mut self,
        sheet: &TokenFeatures,
        weights: &Weights,
        beam: impl Iterator<Item = (&'b [ColumnState], u8, usize)>,
        widths: &[f32],
        starts: usize,
        line: usize,
    ) {
        self.of.clear();
        self.entries.clear();
        self.changes_of.clear();
        self.starts = starts;
        for (columns, before, start) in beam {
            let late = line >= start + TOP;
            let mut of = [0; MOST_COLUMNS];
            for (c, entry) in of.iter_mut().enumerate().take(widths.len()) {
                let column = columns[c];
                let same = |&(of, ref known, past): &(usize, Ready, bool)| {
                    of == c && known.column == column && (past == late || !column.is_empty())
                };
                *entry = self.entries.iter().position(same).unwrap_or_else(|| {
                    self.entries.push((c, Ready::new(sheet, weights, column, widths[c], line, late), late));
                    self.entries.len() - 1
                });
            }
            self.of.push(of);
            let k = widths.len();
            let columns = &columns[..k];
            let ever = set(columns, |column| !column.is_empty());
            let spoke = Spoke { before, last: speaking(columns), ever };
            let change = self.change(weights, sheet.blank[line], spoke, k);
            self.changes_of.push(change);
        }
        self.worth.clear();
        self.worth.resize(self.entries.len() * starts, [f32::NAN; WAYS]);
        let unasked = Attached { worth: f32::NAN, opens: false, head: false };
        self.taken.resize(self.taken.len().max(self.worth.len()), [unasked; WAYS]);
    }

    /// Where it stands what each set of `k` columns is worth after these.
    fn change(&mut self, weights: &Weights, blank: bool, spoke: Spoke, k: usize) -> usize {
        *self.known_changes.entry((spoke, blank)).or_insert_with(|| {
            let change = &weights.change[usize::from(blank)];
            let (columns, most) = (&weights.columns[k - 1], weights.most_for_line(k));
            let mut worth = [0.0; 1 << MOST_COLUMNS];
            for (now, worth) in (0..1_u8 << k).zip(&mut worth) {
                *worth = change.worth(spoke.before, spoke.last, now, (1 << k) - 1)
                    + weights.silent.passed * passed(now, spoke.ever, k) as f32
                    + columns[now.count_ones() as usize]
                    - most;
            }
            self.changes.push((spoke, worth));
            self.changes.len() - 1
        })
    }
}

/// How many pairs there are of a column that speaks `now` and one left of it
/// that has fallen silent.
pub(super) fn passed(now: u8, ever: u8, k: usize) -> u32 {
    let left_of = |column: usize| (ever & !now & ((1 << column) - 1)).count_ones();
    (0..k).filter(|column| now >> column & 1 == 1).map(left_of).sum()
}

/// The columns that have something on their last line, a bit each.
pub(super) fn speaking(columns: &[ColumnState]) -> u8 {
    set(columns, |column| !column.silent)
}

/// Those of the columns of which this holds, a bit each.
fn set(columns: &[ColumnState], holds: impl Fn(&ColumnState) -> bool) -> u8 {
    columns.iter().enumerate().fold(0, |set, (c, column)| set | u8::from(holds(column)) << c)
}

/// The sets of `n` of `k` columns, as bits.
pub(super) fn subsets(k: usize, n: usize) -> &'static [u8] {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_passed_by_those_right_of_it() {
        let all = 0b1111;
        assert_eq!(passed(0b0011, all, 4), 0, "the last two ran out");
        assert_eq!(passed(0b1110, all, 4), 3);
        assert_eq!(passed(0b1010, all, 4), 1 + 2);
        assert_eq!(passed(0b1000, 0b1010, 4), 1, "one that has not begun is not passed");
    }
}
