//! Strips to reading order: chains of lines that can only follow each other,
//! cut apart along white, and where no white tells, walked down the skyline.

use super::blocks::{self, TextBlock, shear};
use super::skyline::Skyline;
use super::strips::Strip;
use super::walk;

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
/// A page that needs more cuts below each other is no page.
const DEEPEST: usize = 200;
/// So many blocks may be looked at in all cuts together, which bounds the time.
const MOST: usize = 2_000_000;

/// The strips of a page in reading order. What is faint comes after the strip
/// that it stands below, and has no say; what runs up or down the page comes last.
pub(super) fn order(strips: &[Strip], height: f32) -> Vec<usize> {
    let (turned, level): (Vec<usize>, Vec<usize>) = (0..strips.len()).partition(|&at| strips[at].turned);
    let (solid, faint): (Vec<usize>, Vec<usize>) = level.into_iter().partition(|&at| !strips[at].faint);
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
    order.extend(turned);
    order
}

fn solid_order(strips: &[Strip], skyline: &Skyline, height: f32) -> Vec<usize> {
    let pitch = blocks::pitch(strips, skyline, height);
    let chains = blocks::chains(strips, skyline, pitch);
    let shear = shear(strips, height);
    let blocks: Vec<TextBlock> =
        chains.into_iter().map(|chain| blocks::block(chain, strips, shear)).collect();
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

struct Cutter<'a> {
    blocks: &'a [TextBlock],
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
        if set.len() > MOST_BANDED {
            return None;
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
