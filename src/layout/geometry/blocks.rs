//! Chains of lines that can only follow each other, as blocks.

use super::median::median;
use super::skyline::Skyline;
use super::strips::Strip;

/// A step further than this many usual ones ends a chain: what stands below may belong elsewhere.
const FAR: f32 = 1.5;
/// This share of a block's lines may reach over its edges: jitter, punctuation, a hand's note.
const ROBUST: f32 = 0.05;
/// A page is no wider than this, in half heights of a line, which bounds the time.
const WIDEST: i64 = 20_000;

/// A chain of lines as a block.
#[derive(Debug, Clone)]
pub(super) struct TextBlock {
    pub(super) strips: Vec<usize>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
}

impl TextBlock {
    /// Its middle from left to right, for a cut down the page, or from top to bottom.
    pub(super) fn middle(&self, down: bool) -> f32 {
        if down { f32::midpoint(self.left, self.right) } else { f32::midpoint(self.top, self.bottom) }
    }
}

/// The usual step from a line to the next.
pub(super) fn pitch(strips: &[Strip], skyline: &Skyline, height: f32) -> f32 {
    let steps = (0..strips.len())
        .filter_map(|at| Some((strips[skyline.next(at)?].middle() - strips[at].middle(), 1.0)))
        .filter(|step| step.0 > 0.0);
    median(steps.collect()).unwrap_or(1.5 * height)
}

/// Lines of which each can only follow the one before it.
pub(super) fn chains(strips: &[Strip], skyline: &Skyline, pitch: f32) -> Vec<Vec<usize>> {
    let far = FAR * pitch;
    let follows = |at: usize| {
        skyline.next(at).filter(|&next| {
            let higher = strips[at].height().max(strips[next].height());
            strips[next].middle() - strips[at].middle() <= far.max(1.6 * higher)
        })
    };
    let mut is_next = vec![false; strips.len()];
    for at in 0..strips.len() {
        if let Some(next) = follows(at) {
            is_next[next] = true;
        }
    }
    let mut chains = Vec::new();
    for first in (0..strips.len()).filter(|&at| !is_next[at]) {
        let mut chain = vec![first];
        while let Some(next) = chain.last().and_then(|&last| follows(last)) {
            chain.push(next);
        }
        chains.push(chain);
    }
    chains
}

/// The block of a chain, on paper of which the columns lean so far.
pub(super) fn block(chain: Vec<usize>, strips: &[Strip], shear: f32) -> TextBlock {
    let edge = |of: &dyn Fn(&Strip) -> f32, share: f32| {
        let mut edges: Vec<f32> = chain.iter().map(|&at| of(&strips[at])).collect();
        edges.sort_unstable_by(f32::total_cmp);
        edges[(((edges.len() - 1) as f32) * share).round() as usize]
    };
    let left = edge(&|s| s.area.left - shear * s.middle(), ROBUST);
    let right = edge(&|s| s.area.right - shear * s.middle(), 1.0 - ROBUST);
    let (first, last) = (&strips[chain[0]], &strips[*chain.last().unwrap_or(&chain[0])]);
    let top = first.area.top + 0.25 * first.height();
    let bottom = (last.area.bottom - 0.25 * last.height()).max(top);
    TextBlock { strips: chain, left, right, top, bottom }
}

/// How far the edges of the columns lean: under the shear that undoes it they
/// stack best. Not the slope of the lines: paper and lenses bend both ways.
pub(super) fn shear(strips: &[Strip], height: f32) -> f32 {
    if strips.len() < 8 {
        return 0.0;
    }
    let bin = 0.5 * height;
    let mut counts: Vec<u32> = Vec::new();
    let mut best = (0.0f32, 0.0f32);
    let mut straight = 0.0;
    for step in 0..=60i32 {
        // From no shear outwards, so that the smaller wins.
        for sign in [1.0, -1.0] {
            let shear = sign * step as f32 * 0.0005;
            let mut score = 0.0;
            for right in [false, true] {
                let edge = |s: &Strip| {
                    let x = if right { s.area.right } else { s.area.left };
                    ((x - shear * s.middle()) / bin).floor() as i32
                };
                score += stacked(strips.iter().map(edge), &mut counts);
            }
            if step == 0 {
                straight = score;
            }
            if score > 1.005 * best.1 {
                best = (shear, score);
            }
        }
    }
    if best.1 > 1.005 * straight { best.0 } else { 0.0 }
}

/// How well numbers stack: the squares of how many are equal, and twice the products with the
/// next. In order, so that sums do not depend on how they are counted.
fn stacked(bins: impl Iterator<Item = i32> + Clone, counts: &mut Vec<u32>) -> f32 {
    let (least, most) = bins.clone().fold((i32::MAX, i32::MIN), |(a, b), bin| (a.min(bin), b.max(bin)));
    // A page is never so wide; of what lies beyond nothing is known.
    let width = (i64::from(most) - i64::from(least) + 1).clamp(0, WIDEST) as usize;
    counts.clear();
    counts.resize(width, 0);
    for bin in bins {
        if let Some(count) = counts.get_mut((i64::from(bin) - i64::from(least)) as usize) {
            *count += 1;
        }
    }
    let (mut score, mut before) = (0.0, 0.0);
    for &many in counts.iter() {
        let many = many as f32;
        score += many * many;
        score += 2.0 * many * before;
        before = many;
    }
    score
}
