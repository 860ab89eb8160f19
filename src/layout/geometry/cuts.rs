//! Where a set of blocks may be cut: along white that runs down, or across.

use super::blocks::TextBlock;

/// The narrowest white between columns, in heights of a line.
const GUTTER: f32 = 0.35;
/// White across is cut before white down if it is so many times wider.
const RATIO: f32 = 4.0;
/// Where bands of zones part, two lines stand so many usual steps apart at least.
const BAND: f32 = 1.3;
/// In more blocks no bands are looked for, which bounds the time.
const MOST_BANDED: usize = 400;
/// So many lines are text, not a headline.
const SEVERAL: usize = 2;
/// What speaks for a cut across, against one down the page, in log odds and set
/// by hand: text lies over a gutter; one line does; each gutter but one goes on
/// beyond white that all columns share; the white is many times as wide.
const BANDED: f32 = 4.0;
const HEADED: f32 = 1.5;
const ALIKE: f32 = 1.0;
const WIDE: f32 = 2.0;
/// White so many usual steps wide stands above the last lines of a page that are no column.
const FOOT: f32 = 2.0;
/// Between white and the text below it, in usual steps, headings may stand.
const HEADINGS: f32 = 3.5;

/// A cut: along x or y, where, and what speaks for it before the text is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    pub(super) down: bool,
    pub(super) at: f32,
    pub(super) prior: f32,
}

/// The white between the blocks of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct WhiteSpace<'a> {
    pub(super) blocks: &'a [TextBlock],
    /// The height of a line, and the usual step to the next.
    pub(super) height: f32,
    pub(super) pitch: f32,
}

impl WhiteSpace<'_> {
    /// The cuts that white allows.
    pub(super) fn cuts(&self, set: &[usize]) -> Vec<Cut> {
        let gx = self.gap(set, GUTTER * self.height, |b| (b.left, b.right));
        let gy = self.gap(set, 0.0, |b| (b.top, b.bottom));
        let mut cuts = Vec::new();
        if let Some((wx, at)) = gx {
            cuts.push(Cut { down: true, at, prior: 0.0 });
            if let Some((_, at)) = gy.filter(|(wy, _)| *wy > RATIO * wx) {
                cuts.push(Cut { down: false, at, prior: WIDE });
            }
        }
        cuts.extend(self.bands(set));
        if cuts.is_empty()
            && let Some((_, at)) = gy
        {
            cuts.push(Cut { down: false, at, prior: 0.0 });
        }
        cuts
    }

    /// Where a band of zones may end: white runs across, and what stands above it
    /// or below it reaches over a gutter of the other.
    fn bands(&self, set: &[usize]) -> Vec<Cut> {
        if set.len() > MOST_BANDED {
            return Vec::new();
        }
        let mut spans: Vec<(f32, f32)> =
            set.iter().map(|&b| (self.blocks[b].top, self.blocks[b].bottom)).collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut whites: Vec<(f32, f32)> = Vec::new();
        let mut end = spans[0].1;
        for &(from, to) in &spans[1..] {
            if from - end > BAND * self.pitch - 0.5 * self.height {
                whites.push((from - end, f32::midpoint(from, end)));
            }
            end = end.max(to);
        }
        let whites = whites;
        let mut widest = whites.clone();
        widest.sort_by(|a, b| b.0.total_cmp(&a.0));
        widest.truncate(8);
        let band = |(width, at): (f32, f32)| {
            let (above, below): (Vec<usize>, Vec<usize>) =
                set.iter().partition(|&&b| self.blocks[b].middle(false) < at);
            let (a, b) = (self.gutters(&above), self.gutters(&below));
            let across = self.across(&above, &b, at, &whites).max(self.across(&below, &a, at, &whites));
            let meets = |one: &[(f32, f32)], other: &[(f32, f32)]| {
                one.iter().filter(|a| other.iter().any(|b| a.0 < b.1 && b.0 < a.1)).count()
            };
            let alike = meets(&a, &b).min(meets(&b, &a));
            let foot = width > FOOT * self.pitch
                && below.iter().map(|&b| self.blocks[b].strips.len()).sum::<usize>() <= SEVERAL;
            let prior = match across {
                SEVERAL.. => BANDED,
                1 => HEADED,
                _ if foot => HEADED,
                _ if alike > 1 => ALIKE * (alike - 1) as f32,
                _ => return None,
            };
            Some(Cut { down: false, at, prior })
        };
        widest.into_iter().filter_map(band).collect()
    }

    /// The white that runs down between blocks of several lines.
    fn gutters(&self, set: &[usize]) -> Vec<(f32, f32)> {
        let mut spans: Vec<(f32, f32)> =
            set.iter().map(|&b| (self.blocks[b].left, self.blocks[b].right)).collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut found = Vec::new();
        let mut end = spans[0].1;
        for &(from, to) in &spans[1..] {
            if from - end > GUTTER * self.height {
                let lines = |left: bool| {
                    let beside = set.iter().filter(|&&b| (self.blocks[b].left < from) == left);
                    beside.map(|&b| self.blocks[b].strips.len()).sum::<usize>()
                };
                if lines(true) >= SEVERAL && lines(false) >= SEVERAL {
                    found.push((end, from));
                }
            }
            end = end.max(to);
        }
        found
    }

    /// How many lines the longest text has that stands where there is a gutter
    /// beyond the white at this height, if that is the white next to it.
    fn across(&self, set: &[usize], gutters: &[(f32, f32)], at: f32, whites: &[(f32, f32)]) -> usize {
        let lies = |block: &TextBlock| {
            let over = |gutter: &(f32, f32)| {
                block.left < gutter.0 - self.height && block.right > gutter.1 + self.height
            };
            gutters.iter().any(over)
        };
        let over: Vec<&TextBlock> = set.iter().map(|&b| &self.blocks[b]).filter(|b| lies(b)).collect();
        let edge = |block: &&TextBlock| if block.top > at { block.top } else { block.bottom };
        let away = |block: &&&TextBlock| (edge(block) - at).abs();
        let Some(&next) = over.iter().min_by(|a, b| away(a).total_cmp(&away(b))) else { return 0 };
        let near = edge(&next);
        let between = |y: f32| (y - at) * (y - near) < 0.0;
        // Nothing stands between where a column is at its end.
        let stands_between = |block: &TextBlock| {
            let shared = block.right.min(next.right) - block.left.max(next.left);
            shared > self.height && between(block.middle(false))
        };
        // A heading or two may stand between; what is more has its own white.
        if (near - at).abs() > HEADINGS * self.pitch
            && whites.iter().any(|white| between(white.1))
            && set.iter().any(|&block| stands_between(&self.blocks[block]))
        {
            return 0;
        }
        over.iter().map(|block| block.strips.len()).max().unwrap_or(0)
    }

    /// The widest white between blocks along one axis.
    fn gap(&self, set: &[usize], least: f32, of: impl Fn(&TextBlock) -> (f32, f32)) -> Option<(f32, f32)> {
        let mut spans: Vec<(f32, f32)> = set.iter().map(|&b| of(&self.blocks[b])).collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut best = None;
        let mut least = least;
        let mut end = spans[0].1;
        for &(from, to) in &spans[1..] {
            if from - end > least {
                least = from - end;
                best = Some((least, f32::midpoint(from, end)));
            }
            end = end.max(to);
        }
        best
    }
}
