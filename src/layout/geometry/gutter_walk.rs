//! Walks up and down the rows of a page from white between two words: whether
//! it goes on as a gutter does.

use super::median::median;
use super::rows::{TextRow, White};

/// A long gutter: so many rows, so many of them that begin or end at one place, and that share of all,
const LONG: (usize, usize, f32) = (10, 8, 0.25);
/// white this wide in the middle row, and as much in all of them, in heights of a line.
const LONG_WHITE: (f32, f32) = (0.7, 0.45);
/// A short one: so many rows, and white this wide in all of them; the fewer the wider.
const SHORT: [(usize, f32); 4] = [(3, 3.0), (4, 1.5), (6, 1.0), (8, 0.7)];
/// And that share of its rows begins at one place.
const BEGIN: f32 = 0.7;
/// What begins at one place does so within this, in heights of a line.
pub(super) const EXACT: f32 = 0.4;
/// Beside a short one stand so many letters in the middle row, or they are cells of a table.
pub(super) const CELL: f32 = 9.0;
/// Left of a long one stand so many: less is a number or a mark before each row. Set by hand.
const LABEL: f32 = 4.0;
/// A walk passes so many rows each way.
const STEPS: usize = 14;
/// And at most so many that stand beside the white.
const BESIDE: usize = 8;
/// White may lean by so much a row, in heights of a line.
const LEAN: f32 = 0.02;
/// Edges within this are roughly at one place, in heights of a line.
const ALIGNED: f32 = 0.8;

/// What a walk found.
pub(super) struct Walk {
    /// How many rows it passed.
    pub(super) rows: usize,
    /// Rows whose white begins, or ends, where this one does.
    begins: usize,
    ends: usize,
    /// What is white in all rows.
    core: f32,
    widths: Vec<(f32, f32)>,
    /// Letters left and right of it in each row.
    letters: [Vec<(f32, f32)>; 2],
    /// The white that each step passed; `None` where the lines of two columns stand out of step.
    passed: Vec<Option<(usize, usize)>>,
    /// What was white after each step, upwards and downwards, and whether that step's white
    /// ends exactly where this one's does.
    steps: [Vec<(f32, f32, bool)>; 2],
}

impl Walk {
    fn is_gutter(&self, height: f32) -> bool {
        let many = self.rows + 1;
        // Numbers beside the rows that they count are no column.
        if median(self.letters[0].clone()).unwrap_or(0.0) < LABEL {
            return false;
        }
        let aligned = self.begins.max(self.ends);
        let width = self.width();
        many >= LONG.0
            && aligned >= LONG.1
            && aligned as f32 >= LONG.2 * many as f32
            && width >= LONG_WHITE.0 * height
            && self.core >= LONG_WHITE.1 * height
    }

    /// How many steps up and down make a short gutter with the white that the walk began
    /// at: the most that do. Further away other columns may stand.
    fn short(&self, own: &White, height: f32) -> Option<(usize, usize)> {
        let mut best = None;
        // How many of the first steps end exactly there.
        let exact = self.steps.each_ref().map(|steps| {
            let sums = steps.iter().scan(0, |sum, step| {
                *sum += usize::from(step.2);
                Some(*sum)
            });
            std::iter::once(0).chain(sums).collect::<Vec<usize>>()
        });
        let core = |side: usize, many: usize| {
            many.checked_sub(1).map_or((own.from, own.to), |last| {
                let (from, to, _) = self.steps[side][last];
                (from.max(own.from), to.min(own.to))
            })
        };
        for up in 0..=self.steps[0].len() {
            for down in 0..=self.steps[1].len() {
                if best.is_some_and(|(u, d)| u + d >= up + down) {
                    continue;
                }
                let many = 1 + up + down;
                let (a, b) = (core(0, up), core(1, down));
                let white = a.1.min(b.1) - a.0.max(b.0);
                let wide = SHORT.iter().any(|&(rows, core)| many >= rows && white >= core * height);
                let aligned = 1 + exact[0][up] + exact[1][down];
                if wide && aligned as f32 >= BEGIN * many as f32 && self.is_text(up, down) {
                    best = Some((up, down));
                }
            }
        }
        best
    }

    /// Whether text stands on both sides within so many steps, and no cells.
    fn is_text(&self, up: usize, down: usize) -> bool {
        let first_down = 1 + self.steps[0].len();
        self.letters.iter().all(|side| {
            let near = side[..=up].iter().chain(&side[first_down..first_down + down]);
            median(near.copied().collect()).unwrap_or(0.0) >= CELL
        })
    }

    /// How wide the white is in the middle row.
    pub(super) fn width(&self) -> f32 {
        median(self.widths.clone()).unwrap_or(0.0)
    }

    /// The white of other rows for which the walk votes; `None` if it found no gutter.
    pub(super) fn votes(&self, own: &White, height: f32) -> Option<Vec<(usize, usize)>> {
        if self.is_gutter(height) {
            return Some(self.passed.iter().flatten().copied().collect());
        }
        let (up, down) = self.short(own, height)?;
        let first_down = self.steps[0].len();
        let passed = self.passed[..up].iter().chain(&self.passed[first_down..first_down + down]);
        Some(passed.flatten().copied().collect())
    }
}

/// Walks from white of a row.
pub(super) fn walk(rows: &[TextRow], row: usize, at: usize, height: f32) -> Walk {
    let own = rows[row].whites[at];
    let mut walk = Walk {
        rows: 0,
        begins: 0,
        ends: 0,
        letters: [vec![(own.letters.0, 1.0)], vec![(own.letters.1, 1.0)]],
        core: own.to - own.from,
        widths: vec![(own.to - own.from, 1.0)],
        passed: Vec::new(),
        steps: [Vec::new(), Vec::new()],
    };
    let (mut left, mut right) = (own.from, own.to);
    for down in [false, true] {
        let (from, to) = walk.go(rows, row, &own, down, height);
        left = left.max(from);
        right = right.min(to);
    }
    walk.core = right - left;
    walk
}

impl Walk {
    /// Walks one way from white of a row; what is white in all the rows that it passed.
    fn go(&mut self, rows: &[TextRow], row: usize, own: &White, down: bool, height: f32) -> (f32, f32) {
        let (mut from, mut to) = (own.from, own.to);
        let mut core = (own.from, own.to);
        let mut here = row;
        let (mut beside, mut missed, mut steps) = (0, 0, 0);
        // The letters of lines that stand wholly left and right of the white.
        let mut columns: (Option<f32>, Option<f32>) = (None, None);
        while steps < STEPS {
            let next = if down { here + 1 } else { here.wrapping_sub(1) };
            let Some(other) = rows.get(next) else { break };
            if (other.middle - rows[here].middle).abs() > 4.0 * height.max(other.height.min(2.0 * height)) {
                break;
            }
            here = next;
            let is_left = other.right <= to - 0.3 * height && other.left < own.from;
            let is_right = other.left >= from + 0.3 * height && other.right > own.to;
            if is_left || is_right {
                beside += 1;
                if beside > BESIDE {
                    break;
                }
                if is_left {
                    from = from.max(other.right);
                    columns.0 = Some(other.letters);
                } else {
                    to = to.min(other.left);
                    if (other.left - own.to).abs() <= EXACT * height {
                        columns.1 = Some(other.letters);
                    }
                }
                if let (Some(left), Some(right)) = columns {
                    // The lines of two columns out of step say what one row would.
                    columns = (None, None);
                    beside = 0;
                    self.passed.push(None);
                    self.letters[0].push((left, 1.0));
                    self.letters[1].push((right, 1.0));
                    self.steps[usize::from(down)].push((from, to, true));
                }
                continue;
            }
            let Some((at, shared)) = widest(other, from, to, height) else {
                missed += 1;
                if missed > 1 {
                    break;
                }
                continue;
            };
            (from, to) = shared;
            core = (core.0.max(from), core.1.min(to));
            (missed, beside) = (0, 0);
            steps += 1;
            self.pass(own, next, at, &other.whites[at], height);
            let exact = (other.whites[at].to - own.to).abs() <= EXACT * height;
            self.steps[usize::from(down)].push((from, to, exact));
        }
        core
    }

    /// Notes white of a row that the walk passed.
    fn pass(&mut self, own: &White, row: usize, at: usize, white: &White, height: f32) {
        self.rows += 1;
        self.passed.push(Some((row, at)));
        self.widths.push((white.to - white.from, 1.0));
        self.letters[0].push((white.letters.0, 1.0));
        self.letters[1].push((white.letters.1, 1.0));
        self.begins += usize::from((white.from - own.from).abs() <= ALIGNED * height);
        self.ends += usize::from((white.to - own.to).abs() <= ALIGNED * height);
    }
}

/// The white of a row that shares the most with a stretch, which may lean a little, and what it shares.
fn widest(row: &TextRow, from: f32, to: f32, height: f32) -> Option<(usize, (f32, f32))> {
    let (from, to) = (from - LEAN * height, to + LEAN * height);
    let first = row.whites.partition_point(|white| white.to <= from);
    let near = row.whites[first..].iter().take_while(|white| white.from < to).enumerate();
    near.map(|(at, white)| (first + at, (white.from.max(from), white.to.min(to))))
        .filter(|(_, (from, to))| to - from >= 0.3 * height)
        .max_by(|(_, a), (_, b)| (a.1 - a.0).total_cmp(&(b.1 - b.0)))
}
