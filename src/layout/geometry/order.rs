//! Strips to reading order: chains of lines that can only follow each other,
//! cut apart along white, and where no white tells, walked down the skyline.

use std::collections::HashMap;

use super::blocks::{self, TextBlock, shear};
use super::seams;
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
/// So many cuts are tried where the white leaves it open, and so many such places lie
/// within each other, which bounds the time.
const MOST_CUTS: usize = 3;
const MOST_DOUBTS: usize = 4;
/// A page that needs more cuts below each other is no page.
const DEEPEST: usize = 200;
/// So many blocks may be looked at in all cuts together, which bounds the time.
const MOST: usize = 2_000_000;

/// Strips in reading order, and the bands of zones that the order keeps apart.
pub(super) struct OrderedStrips {
    pub(super) order: Vec<usize>,
    pub(super) bands: Vec<Band>,
}

/// White that runs across all columns: what is read before it, what after, and
/// the log odds that it does part them.
pub(super) struct Band {
    pub(super) above: Vec<usize>,
    pub(super) below: Vec<usize>,
    pub(super) odds: f32,
}

/// The strips of a page in reading order. What is faint comes after the strip
/// that it stands below, and has no say; what runs up or down the page comes last.
pub(super) fn order(strips: &[Strip], height: f32) -> OrderedStrips {
    let (turned, level): (Vec<usize>, Vec<usize>) = (0..strips.len()).partition(|&at| strips[at].turned);
    let (solid, faint): (Vec<usize>, Vec<usize>) = level.into_iter().partition(|&at| !strips[at].faint);
    let own: Vec<Strip> = solid.iter().map(|&at| strips[at].clone()).collect();
    let skyline = Skyline::new(&own, height);
    let mut made = solid_order(&own, &skyline, height);
    for band in &mut made.bands {
        band.above.iter_mut().chain(&mut band.below).for_each(|at| *at = solid[*at]);
    }
    let mut order: Vec<usize> = made.order.into_iter().map(|at| solid[at]).collect();
    for at in faint {
        let strip = &strips[at];
        // How far it stands from another, down counting less than aside.
        let away = |other: &Strip| {
            let aside = (-strip.shares(other)).max(0.0);
            let down = strip.middle() - other.middle();
            4.0 * aside + if down < -0.5 * height { -2.0 * down } else { down.abs() }
        };
        let away = order.iter().map(|&other| away(&strips[other])).enumerate();
        let home = away.min_by(|a, b| a.1.total_cmp(&b.1));
        order.insert(home.map_or(0, |(home, _)| home + 1), at);
    }
    order.extend(turned);
    OrderedStrips { order, bands: made.bands }
}

fn solid_order(strips: &[Strip], skyline: &Skyline, height: f32) -> OrderedStrips {
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
    let mut cutter = Cutter {
        strips,
        blocks: &blocks,
        skyline,
        home: &home,
        height,
        pitch,
        work: 0,
        known: std::array::from_fn(|_| HashMap::new()),
    };
    let all: Vec<usize> = (0..blocks.len()).collect();
    let tree = cutter.order(all, 0, 0);
    let lines = |blocks_of: &[usize]| -> Vec<usize> {
        blocks_of.iter().flat_map(|&block| blocks[block].strips.iter().copied()).collect()
    };
    let band = |&(from, at, to, odds): &(usize, usize, usize, f32)| Band {
        above: lines(&tree.blocks[from..at]),
        below: lines(&tree.blocks[at..to]),
        odds,
    };
    OrderedStrips { order: lines(&tree.blocks), bands: tree.bands.iter().map(band).collect() }
}

/// Blocks in order, and the bands in it: from, end of the upper, end of the lower, log odds.
#[derive(Debug, Clone, Default)]
struct CutTree {
    blocks: Vec<usize>,
    bands: Vec<(usize, usize, usize, f32)>,
}

struct Cutter<'a> {
    strips: &'a [Strip],
    blocks: &'a [TextBlock],
    skyline: &'a Skyline,
    home: &'a [usize],
    height: f32,
    pitch: f32,
    work: usize,
    /// What became of the sets within one doubt, within two, …: other cuts lead to them again.
    known: [HashMap<Vec<usize>, CutTree>; MOST_DOUBTS],
}

/// A cut: along x or y, where, and what speaks for it before the text is asked.
#[derive(Debug, Clone, Copy)]
struct Cut {
    down: bool,
    at: f32,
    prior: f32,
}

impl Cutter<'_> {
    /// The blocks of a set in reading order. Where it may be cut in several ways,
    /// what stands at the seams says which is right; `doubts` such places lie around.
    fn order(&mut self, mut set: Vec<usize>, depth: usize, doubts: usize) -> CutTree {
        self.work += set.len();
        if set.len() < 2 {
            return CutTree { blocks: set, bands: Vec::new() };
        }
        if depth > DEEPEST || self.work > MOST {
            set.sort_by(|&a, &b| self.blocks[a].top.total_cmp(&self.blocks[b].top));
            return CutTree { blocks: set, bands: Vec::new() };
        }
        let within = doubts.checked_sub(1);
        if let Some(tree) = within.and_then(|within| self.known[within].get(&set)) {
            return tree.clone();
        }
        let mut cuts = self.cuts(&set);
        cuts.sort_by(|a, b| b.prior.total_cmp(&a.prior));
        cuts.truncate(if doubts < MOST_DOUBTS { MOST_CUTS } else { 1 });
        let doubts = doubts + usize::from(cuts.len() > 1);
        let mut best: Option<(f32, CutTree)> = None;
        for cut in &cuts {
            let (first, second): (Vec<usize>, Vec<usize>) =
                set.iter().partition(|&&b| self.blocks[b].middle(cut.down) < cut.at);
            let mut tree = self.order(first, depth + 1, doubts);
            let more = self.order(second, depth + 1, doubts);
            let at = tree.blocks.len();
            tree.bands.extend(more.bands.iter().map(|band| (band.0 + at, band.1 + at, band.2 + at, band.3)));
            tree.blocks.extend(more.blocks);
            if !cut.down && cut.prior > 0.0 {
                tree.bands.push((0, at, tree.blocks.len(), cut.prior));
            }
            let worth = if cuts.len() > 1 { cut.prior + self.worth(&tree.blocks) } else { 0.0 };
            if best.as_ref().is_none_or(|(most, _)| worth > *most) {
                best = Some((worth, tree));
            }
        }
        let tree = best.map_or_else(
            || {
                let blocks = walk::walk(&set, self.blocks, self.skyline, self.home);
                CutTree { blocks, bands: Vec::new() }
            },
            |(_, tree)| tree,
        );
        if let Some(within) = within {
            self.known[within].insert(set, tree.clone());
        }
        tree
    }

    /// How well the blocks read on, in this order.
    fn worth(&self, order: &[usize]) -> f32 {
        let seams = order.windows(2).filter_map(|pair| {
            let last = self.blocks[pair[0]].strips.last()?;
            let first = self.blocks[pair[1]].strips.first()?;
            Some(seams::reads_on(self.strips[*last].ends, self.strips[*first].begins))
        });
        seams.sum()
    }

    /// The cuts that white allows.
    fn cuts(&self, set: &[usize]) -> Vec<Cut> {
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
        let Some(near) = over.iter().map(edge).min_by(|a, b| (a - at).abs().total_cmp(&(b - at).abs()))
        else {
            return 0;
        };
        let between = |white: &&(f32, f32)| (white.1 - at) * (white.1 - near) < 0.0;
        // A heading or two may stand between; what is more has its own white.
        if (near - at).abs() > HEADINGS * self.pitch && whites.iter().any(|white| between(&white)) {
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

#[cfg(test)]
mod tests {
    use super::super::seams::{Beginning, Ending};
    use super::*;
    use crate::model::Area;

    /// Three columns of two stretches of five lines each, white between them; lines within a
    /// stretch read on. `heads` and `feet` say how the stretches of both bands begin and end.
    fn page(heads: [Beginning; 2], feet: [Ending; 2]) -> Vec<Strip> {
        let mut strips = Vec::new();
        for column in 0..3 {
            for row in 0..10 {
                let band = row / 5;
                let top = 30.0 * row as f32 + 40.0 * band as f32;
                let left = 340.0 * column as f32;
                let area = Area { left, top, right: left + 300.0, bottom: top + 20.0 };
                strips.push(Strip {
                    begins: if row % 5 == 0 { heads[band] } else { Beginning::Lower },
                    ends: if row % 5 == 4 { feet[band] } else { Ending::Open },
                    ..Strip::plain(area, 30)
                });
            }
        }
        strips
    }

    /// The first lines of the six stretches, in the order in which they are read.
    fn stretches(strips: &[Strip]) -> Vec<usize> {
        order(strips, 20.0).order.into_iter().filter(|at| at % 5 == 0).collect()
    }

    #[test]
    fn sentences_that_read_on_into_the_next_column_tell_bands() {
        let strips = page([Beginning::Lower, Beginning::Upper], [Ending::Hyphen, Ending::Stop]);
        assert_eq!(stretches(&strips), [0, 10, 20, 5, 15, 25]);
    }

    #[test]
    fn sentences_that_read_on_below_the_white_tell_columns() {
        let strips = page([Beginning::Upper, Beginning::Lower], [Ending::Hyphen, Ending::Stop]);
        assert_eq!(stretches(&strips), [0, 5, 10, 15, 20, 25]);
    }
}
