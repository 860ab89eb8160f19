//! What stands left and right of a place: whether the white between may be a gutter.

use super::runs::Run;

/// Lines no further apart than this, in heights of a capital, are one.
pub(super) const SAME: f32 = 0.35;
/// Lines begin below each other within this, in heights of a capital.
pub(super) const ALIGNED: f32 = 0.5;
/// White beside so many lines is no chance.
const MANY: usize = 12;

/// What stands left and right of a place.
pub(super) struct Sides {
    /// How many lines stand left of it.
    pub(super) left: usize,
    /// Where those right of it begin.
    pub(super) right: Vec<f32>,
    /// How much white is between them.
    pub(super) white: f32,
}

impl Sides {
    /// Looks at runs in the order of their heights, of which none lies across.
    pub(super) fn of(runs: &[&Run], at: f32, cap: f32) -> Self {
        let (mut left_edge, mut right_edge) = (f32::NEG_INFINITY, f32::INFINITY);
        let mut left = 0;
        let mut starts: Vec<f32> = Vec::new();
        // The height of the last line on each side.
        let mut last = [f32::NEG_INFINITY; 2];
        for run in runs {
            let side = if run.right < at {
                left_edge = left_edge.max(run.right);
                0
            } else if run.left > at {
                right_edge = right_edge.min(run.left);
                1
            } else {
                continue;
            };
            let again = run.middle() - last[side] < SAME * cap;
            match (side, starts.last_mut().filter(|_| again)) {
                (0, _) => left += usize::from(!again),
                (_, Some(start)) => *start = start.min(run.left),
                (_, None) => starts.push(run.left),
            }
            if !again {
                last[side] = run.middle();
            }
        }
        Self { left, right: starts, white: right_edge - left_edge }
    }

    /// Whether the lines right of it begin below each other, as those of a column
    /// do: the white between the words of a few justified lines may chance to run
    /// down as well.
    pub(super) fn are_aligned(mut self, cap: f32) -> bool {
        let starts = &mut self.right;
        starts.sort_unstable_by(f32::total_cmp);
        let mut from = 0;
        let below = |(to, start): (usize, &f32)| {
            while start - starts[from] > ALIGNED * cap {
                from += 1;
            }
            to + 1 - from
        };
        let most = starts.iter().enumerate().map(below).max().unwrap_or(0);
        let share = if starts.len() < MANY { 2 } else { 3 };
        most * share > starts.len()
    }
}
