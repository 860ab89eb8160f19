//! Strips to reading order: chains of lines that can only follow each other,
//! cut apart along white, and where no white tells, walked down the skyline.

use super::median::median;
use super::skyline::Skyline;
use super::strips::Strip;
use super::walk;

/// A step further than this many usual ones ends a chain: what stands below may belong elsewhere.
const FAR: f32 = 1.8;
/// This share of a block's lines may reach over its edges: jitter, punctuation, a hand's note.
const ROBUST: f32 = 0.05;
/// The narrowest white between columns, in heights of a line.
const GUTTER: f32 = 0.35;
/// White across is cut before white down if it is so many times wider.
const RATIO: f32 = 4.0;
/// Where bands of zones part, two lines stand so many usual steps apart at least.
const BAND: f32 = 1.3;
/// So many lines are text, not a headline.
const SEVERAL: usize = 2;
/// A page that needs more cuts below each other is no page.
const DEEPEST: usize = 200;
/// So many blocks may be looked at in all cuts together, which bounds the time.
const MOST: usize = 2_000_000;

/// A chain of lines as a block.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) strips: Vec<usize>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
}

/// The strips of a page in reading order. What is faint comes after the strip
/// that it stands below, and has no say.
pub(super) fn order(strips: &[Strip], height: f32) -> Vec<usize> {
    let (solid, faint): (Vec<usize>, Vec<usize>) = (0..strips.len()).partition(|&at| !strips[at].faint);
    let own: Vec<Strip> = solid.iter().map(|&at| strips[at].clone()).collect();
    let skyline = Skyline::new(&own, height);
    let mut order: Vec<usize> = solid_order(&own, &skyline, height).into_iter().map(|at| solid[at]).collect();
    for at in faint {
        let strip = &strips[at];
        // How far it stands from another, down counting less than aside.
        let away = |other: &Strip| {
            let aside = (-strip.shares(other)).max(0.0);
            let down = strip.middle() - other.middle();
            4.0 * aside + if down < -0.5 * height { -2.0 * down } else { down.abs() }
        };
        let home =
            (0..order.len()).min_by(|&a, &b| away(&strips[order[a]]).total_cmp(&away(&strips[order[b]])));
        order.insert(home.map_or(0, |home| home + 1), at);
    }
    order
}

fn solid_order(strips: &[Strip], skyline: &Skyline, height: f32) -> Vec<usize> {
    let pitch = pitch(strips, skyline, height);
    let chains = chains(strips, skyline, pitch);
    let shear = shear(strips, height);
    let blocks: Vec<Block> = chains.into_iter().map(|chain| block(chain, strips, shear)).collect();
    let mut home = vec![0; strips.len()];
    for (number, block) in blocks.iter().enumerate() {
        for &strip in &block.strips {
            home[strip] = number;
        }
    }
    let mut cutter =
        Cutter { blocks: &blocks, skyline, home: &home, height, pitch, work: 0, out: Vec::new() };
    let all: Vec<usize> = (0..blocks.len()).collect();
    cutter.cut(all, 0);
    cutter.out.iter().flat_map(|&block| blocks[block].strips.iter().copied()).collect()
}

/// The usual step from a line to the next.
fn pitch(strips: &[Strip], skyline: &Skyline, height: f32) -> f32 {
    let steps = (0..strips.len())
        .filter_map(|at| Some((strips[skyline.next(at)?].middle() - strips[at].middle(), 1.0)))
        .filter(|step| step.0 > 0.0);
    median(steps.collect()).unwrap_or(1.5 * height)
}

/// Lines of which each can only follow the one before it.
fn chains(strips: &[Strip], skyline: &Skyline, pitch: f32) -> Vec<Vec<usize>> {
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

fn block(chain: Vec<usize>, strips: &[Strip], shear: f32) -> Block {
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
    Block { strips: chain, left, right, top, bottom }
}

/// How far the edges of the columns lean: under the shear that undoes it they
/// stack best. Not the slope of the lines: paper and lenses bend both ways.
pub(super) fn shear(strips: &[Strip], height: f32) -> f32 {
    if strips.len() < 8 {
        return 0.0;
    }
    let bin = 0.5 * height;
    let mut best = (0.0f32, 0.0f32);
    let mut straight = 0.0;
    for step in 0..=60i32 {
        // From no shear outwards, so that the smaller wins.
        for sign in [1.0, -1.0] {
            let shear = sign * step as f32 * 0.0005;
            let mut score = 0.0;
            for right in [false, true] {
                let mut bins: Vec<i32> = strips
                    .iter()
                    .map(|s| {
                        let x = if right { s.area.right } else { s.area.left };
                        ((x - shear * s.middle()) / bin).floor() as i32
                    })
                    .collect();
                bins.sort_unstable();
                let mut last: Option<(i32, f32)> = None;
                for group in bins.chunk_by(|a, b| a == b) {
                    let (at, many) = (group[0], group.len() as f32);
                    score += many * many;
                    if let Some((_, before)) = last.filter(|(before, _)| before + 1 == at) {
                        score += 2.0 * many * before;
                    }
                    last = Some((at, many));
                }
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

struct Cutter<'a> {
    blocks: &'a [Block],
    skyline: &'a Skyline,
    home: &'a [usize],
    height: f32,
    pitch: f32,
    work: usize,
    out: Vec<usize>,
}

impl Cutter<'_> {
    fn cut(&mut self, mut set: Vec<usize>, depth: usize) {
        self.work += set.len();
        if set.len() < 2 {
            self.out.extend(set);
            return;
        }
        if depth > DEEPEST || self.work > MOST {
            set.sort_by(|&a, &b| self.blocks[a].top.total_cmp(&self.blocks[b].top));
            self.out.extend(set);
            return;
        }
        if let Some(y) = self.band(&set) {
            let (above, below) =
                set.into_iter().partition(|&b| f32::midpoint(self.blocks[b].top, self.blocks[b].bottom) < y);
            self.cut(above, depth + 1);
            self.cut(below, depth + 1);
            return;
        }
        let gx = self.gap(&set, GUTTER * self.height, |b| (b.left, b.right));
        let gy = self.gap(&set, 0.0, |b| (b.top, b.bottom));
        let (first, second): (Vec<usize>, Vec<usize>) = match (gx, gy) {
            (Some((wx, x)), gy) if gy.is_none_or(|(wy, _)| wy <= RATIO * wx) => {
                set.into_iter().partition(|&b| f32::midpoint(self.blocks[b].left, self.blocks[b].right) < x)
            }
            (_, Some((_, y))) => {
                set.into_iter().partition(|&b| f32::midpoint(self.blocks[b].top, self.blocks[b].bottom) < y)
            }
            _ => {
                let walked = walk::walk(&set, self.blocks, self.skyline, self.home);
                self.out.extend(walked);
                return;
            }
        };
        self.cut(first, depth + 1);
        self.cut(second, depth + 1);
    }

    /// Where a band of zones ends: white runs across, and the gutters above it
    /// are not those below.
    fn band(&self, set: &[usize]) -> Option<f32> {
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
        whites.sort_by(|a, b| b.0.total_cmp(&a.0));
        whites.truncate(8);
        whites.into_iter().map(|white| white.1).find(|&y| {
            let (above, below): (Vec<usize>, Vec<usize>) =
                set.iter().partition(|&&b| f32::midpoint(self.blocks[b].top, self.blocks[b].bottom) < y);
            let (a, b) = (self.gutters(&above), self.gutters(&below));
            self.closes(&above, &b) || self.closes(&below, &a)
        })
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

    /// Whether text of several lines stands where there is a gutter elsewhere.
    fn closes(&self, set: &[usize], gutters: &[(f32, f32)]) -> bool {
        let closes = |gutter: &(f32, f32)| {
            let within = set.iter().filter(|&&b| {
                let block = &self.blocks[b];
                block.left < gutter.0 - self.height && block.right > gutter.1 + self.height
            });
            within.map(|&b| self.blocks[b].strips.len()).max().unwrap_or(0) >= SEVERAL
        };
        gutters.iter().any(closes)
    }

    /// The widest white between blocks along one axis.
    fn gap(&self, set: &[usize], least: f32, of: impl Fn(&Block) -> (f32, f32)) -> Option<(f32, f32)> {
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
