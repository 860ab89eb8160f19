//! The skyline of a page: which lines stand directly above and below each other.
//!
//! Going down the page, each stretch of its width shows the line last seen
//! there; those that a new line hides stand directly above it. All of this is
//! local, so that neither skew nor curved columns nor narrow gutters matter,
//! and no white has to be measured.

use super::strips::Strip;

/// A pair shares at least this much width, in heights of a line,
const SHARED: f32 = 0.5;
/// or this share of the narrower;
const MOST: f32 = 0.8;
/// and in any case this share of it.
const LEAST: f32 = 0.08;
/// Middles closer than this share of the lesser height are on one row.
const ROW: f32 = 0.3;
/// A headline stands in the middle of the page within this share of its width.
const CENTRED: f32 = 0.1;

/// Longer runs need not be counted.
const MOST_RUN: usize = 8;

/// What stands directly above and below each strip.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Skyline {
    pub(super) above: Vec<Vec<usize>>,
    pub(super) below: Vec<Vec<usize>>,
}

impl Skyline {
    /// Of strips that nothing is asked of.
    pub(super) fn none(many: usize) -> Self {
        Self { above: vec![Vec::new(); many], below: vec![Vec::new(); many] }
    }

    /// Looks at the strips of a page.
    pub(super) fn new(strips: &[Strip], height: f32) -> Self {
        let mut spans: Vec<(f32, f32)> = strips.iter().map(|s| (s.area.left, s.area.right)).collect();
        let first = Self::of(strips, &spans, height);
        let headlines = headlines(strips, &first);
        if headlines.is_empty() {
            return first;
        }
        let left = strips.iter().map(|s| s.area.left).fold(f32::INFINITY, f32::min);
        let right = strips.iter().map(|s| s.area.right).fold(f32::NEG_INFINITY, f32::max);
        for at in headlines {
            spans[at] = (left, right);
        }
        Self::of(strips, &spans, height)
    }

    fn of(strips: &[Strip], spans: &[(f32, f32)], height: f32) -> Self {
        let mut order: Vec<usize> = (0..strips.len()).collect();
        order.sort_by(|&a, &b| {
            let (a, b) = (&strips[a], &strips[b]);
            a.middle().total_cmp(&b.middle()).then(a.area.left.total_cmp(&b.area.left))
        });
        let mut line = Self { above: vec![Vec::new(); strips.len()], below: vec![Vec::new(); strips.len()] };
        // What shows, from left to right: from, to, strip.
        let mut shown: Vec<(f32, f32, usize)> = Vec::new();
        for at in order {
            let (left, right) = spans[at];
            let from = shown.partition_point(|part| part.1 <= left);
            let to = from + shown[from..].partition_point(|part| part.0 < right);
            let hidden: Vec<(f32, f32, usize)> = shown[from..to].to_vec();
            let mut parts = vec![(left, right, at)];
            if let Some(&(start, _, other)) = hidden.first().filter(|part| part.0 < left) {
                parts.insert(0, (start, left, other));
            }
            if let Some(&(_, end, other)) = hidden.last().filter(|part| part.1 > right) {
                parts.push((right, end, other));
            }
            shown.splice(from..to, parts);
            let mut above: Vec<usize> = hidden.iter().map(|part| part.2).collect();
            above.sort_unstable();
            above.dedup();
            above.retain(|&other| {
                // What only looks out at the end of a shorter line stands above that one.
                let shows = |part: &&(f32, f32, usize)| part.2 == other;
                let shared: f32 =
                    hidden.iter().filter(shows).map(|part| part.1.min(right) - part.0.max(left)).sum();
                let narrower = (spans[other].1 - spans[other].0).min(right - left);
                (shared >= SHARED * height || shared >= MOST * narrower)
                    && shared >= LEAST * narrower
                    && !strips[at].is_level(&strips[other], ROW)
            });
            // What follows from others is dropped.
            let direct = |&other: &usize| {
                !above.iter().any(|&between| {
                    between != other
                        && (line.above[between].contains(&other)
                            || line.above[between].iter().any(|&far| line.above[far].contains(&other)))
                })
            };
            let direct: Vec<usize> = above.iter().copied().filter(direct).collect();
            for &other in &direct {
                line.below[other].push(at);
            }
            line.above[at] = direct;
        }
        line
    }

    /// How many strips up to some end here of which each can only follow the other.
    pub(super) fn runs_up(&self, mut at: usize) -> usize {
        let mut many = 1;
        while many < MOST_RUN
            && let [above] = self.above[at][..]
            && self.below[above].len() == 1
        {
            (many, at) = (many + 1, above);
        }
        many
    }

    /// And how many begin here.
    pub(super) fn runs_down(&self, mut at: usize) -> usize {
        let mut many = 1;
        while many < MOST_RUN
            && let Some(next) = self.next(at)
        {
            (many, at) = (many + 1, next);
        }
        many
    }

    /// The strip that alone stands below this one and has only it above.
    pub(super) fn next(&self, at: usize) -> Option<usize> {
        match self.below[at][..] {
            [next] if self.above[next].len() == 1 => Some(next),
            _ => None,
        }
    }
}

/// Lines with several below them and none beside, in the middle of the page:
/// they reach over all of it, however short they are.
fn headlines(strips: &[Strip], skyline: &Skyline) -> Vec<usize> {
    let left = strips.iter().map(|s| s.area.left).fold(f32::INFINITY, f32::min);
    let right = strips.iter().map(|s| s.area.right).fold(f32::NEG_INFINITY, f32::max);
    let middle = f32::midpoint(left, right);
    let mut tops: Vec<(f32, f32)> =
        strips.iter().map(|s| (s.area.top + 0.25 * s.height(), s.area.bottom - 0.25 * s.height())).collect();
    tops.sort_by(|a, b| a.0.total_cmp(&b.0));
    let highest = tops.iter().map(|t| t.1 - t.0).fold(0.0, f32::max);
    let alone = |strip: &Strip| {
        let (top, bottom) =
            (strip.area.top + 0.25 * strip.height(), strip.area.bottom - 0.25 * strip.height());
        let from = tops.partition_point(|t| t.0 < top - highest);
        let beside = tops[from..].iter().take_while(|t| t.0 < bottom).filter(|t| t.1 > top);
        beside.take(2).count() < 2
    };
    (0..strips.len())
        .filter(|&at| {
            let area = strips[at].area;
            skyline.below[at].len() >= 2
                && (f32::midpoint(area.left, area.right) - middle).abs() < CENTRED * (right - left)
                && alone(&strips[at])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Area;

    #[test]
    fn the_end_of_a_longer_line_stands_above_the_next_one_alone() {
        // Each line ends a little further in than the one above, and the last further out again.
        let rights = [600.0, 590.0, 580.0, 570.0, 560.0, 620.0];
        let strip = |(row, &right): (usize, &f32)| {
            let top = 30.0 * row as f32;
            Strip::plain(Area { left: 0.0, top, right, bottom: top + 20.0 }, 30)
        };
        let strips: Vec<Strip> = rights.iter().enumerate().map(strip).collect();
        let skyline = Skyline::new(&strips, 20.0);
        assert_eq!(skyline.above[5], [4]);
        assert_eq!(skyline.runs_down(0), 6);
    }
}
