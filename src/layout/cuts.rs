//! Where one line may be cut: the few best ways for each number of fragments.

use super::heading::Reading;
use super::links::Links;
use super::price::{self, Prices};
use super::sheet::Sheet;

/// The most columns that are looked for.
pub(crate) const MOST_COLUMNS: usize = 6;

/// One way to cut a line into fragments.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    /// How many fragments.
    pub(super) fragments: u8,
    /// Where each begins, as an index into [`Cuts::starts`]; one more for the end.
    pub(super) at: [u8; MOST_COLUMNS + 1],
    /// How each fragment may be taken ([`Likeness`]), two bits each.
    pub(super) likeness: u16,
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
    /// Every fragment that may be, by its start and end.
    pieces: Vec<Piece>,
}

/// A fragment that a cut may have.
#[derive(Debug, Clone, Copy, Default)]
struct Piece {
    /// What it is worth by itself.
    worth: f32,
    /// What it is worth more or less when it is not the first of its line.
    behind: f32,
    /// What it is worth more or less when it is not the last of its line.
    before: f32,
    /// A guess at what its width will cost.
    room: f32,
    width: f32,
    /// Whether it is too wide for any but the last of a line.
    too_wide: bool,
    likeness: u8,
    debris: bool,
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

/// Cuts that leave so much more than their columns hold, in letters, are not looked at.
const FAR_TOO_WIDE: f32 = 30.0;

/// The most places of a line at which a cut is considered: more cuts make more
/// ways, of which as many can be tried with fewer places.
fn most_places(columns: usize) -> usize {
    if columns <= 4 { 16 } else { 13 }
}

impl Cut {
    /// How a fragment may be taken: an index into what attaching it is worth.
    #[inline]
    pub(super) fn likeness(&self, fragment: usize) -> usize {
        usize::from(self.likeness >> (2 * fragment) & 3)
    }
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
        self.look(sheet, links, prices, limits);
        for fragments in 1..=limits.columns.min(self.starts.len() - 1) {
            self.group.clear();
            let cut = Cut {
                fragments: fragments as u8,
                at: [0; MOST_COLUMNS + 1],
                likeness: 0,
                debris: 0,
                score: 0.0,
                rank: 0.0,
            };
            self.extend(prices, limits.width, cut, 0);
            if self.group.len() > limits.ways {
                self.group.select_nth_unstable_by(limits.ways, |a, b| {
                    b.rank.total_cmp(&a.rank).then(a.at.cmp(&b.at))
                });
                self.group.truncate(limits.ways);
            }
            self.cuts.append(&mut self.group);
        }
    }

    /// Looks at every fragment that may be, once for all cuts.
    fn look(&mut self, sheet: &Sheet, links: &Links, prices: &Prices, limits: Limits) {
        let many = self.starts.len();
        self.pieces.clear();
        self.pieces.resize(many * many, Piece::default());
        for from in 0..many - 1 {
            let a = self.starts[from] as usize;
            let mut behind = if sheet.words[a].gap > 0 { prices.wide_gap } else { 0.0 };
            if from > 0 && links.repeats(a) {
                behind -= prices.cut_seam;
            }
            // Debris all along so far.
            let mut debris = true;
            let mut reading = Reading::new(a);
            for end in from + 1..many {
                let b = self.starts[end] as usize;
                for at in self.starts[end - 1] as usize..b {
                    reading.push(sheet, links, at);
                }
                debris = debris && sheet.is_debris(self.starts[end - 1] as usize, b);
                let width = sheet.run(a, b);
                let over = (width - limits.width - price::SLACK).max(0.0);
                let ends = sheet.words[b - 1].ends;
                let most = if ends { 2.0 } else { 3.0 };
                self.pieces[from * many + end] = Piece {
                    worth: prices.inside * links.run(a, b) - prices.fragment - prices.over * over,
                    behind,
                    before: if b == a + 1 { -prices.lone } else { 0.0 },
                    room: (prices.room * (limits.width - 6.0 - width)).clamp(0.0, most),
                    width,
                    too_wide: width > 1.12 * limits.width + 3.0 && b > a + 1,
                    likeness: reading.likeness(sheet, links, b - 1, width, limits.width) as u8,
                    debris,
                };
            }
        }
    }

    fn extend(&mut self, prices: &Prices, column: f32, cut: Cut, done: usize) {
        let last = self.starts.len() - 1;
        let left = usize::from(cut.fragments) - done;
        let from = usize::from(cut.at[done]);
        let row = from * (last + 1);
        let ends = if left == 1 { last..=last } else { from + 1..=last + 1 - left };
        for end in ends {
            let piece = self.pieces[row + end];
            if left > 1 {
                if piece.too_wide {
                    break;
                }
                // What is left has to find room in the columns that are left.
                let rest = self.pieces[end * (last + 1) + last].width;
                if rest > (left - 1) as f32 * (1.12 * column + 3.0) + FAR_TOO_WIDE {
                    continue;
                }
            }
            let mut next = cut;
            next.at[done + 1] = end as u8;
            let mut worth = piece.worth;
            if done > 0 {
                worth += piece.behind;
                let both = self.pieces[usize::from(cut.at[done - 1]) * (last + 1) + end].width;
                if both > 0.85 * column && both < column + 1.0 {
                    worth -= prices.torn_full;
                }
            }
            if left > 1 {
                worth += piece.before;
            }
            next.debris |= u8::from(piece.debris) << done;
            next.likeness |= u16::from(piece.likeness) << (2 * done);
            next.score += worth;
            next.rank += worth - piece.room;
            if left == 1 {
                self.group.push(next);
            } else {
                self.extend(prices, column, next, done + 1);
            }
        }
    }
}

fn gap(sheet: &Sheet, at: usize) -> f32 {
    if sheet.words[at].gap > 0 { 20.0 } else { 0.0 }
}
