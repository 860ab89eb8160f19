//! Strips to reading order: chains of lines that can only follow each other,
//! cut apart along white, and where no white tells, walked down the skyline.

use std::collections::HashMap;

use super::blocks::{self, TextBlock, shear};
use super::cells;
use super::cuts::WhiteSpace;
use super::seams;
use super::skyline::Skyline;
use super::strips::Strip;
use super::walk;

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
/// that it stands below, and has no say; what runs up or down the page beside its
/// text comes last.
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
    let is_beside = turned_beside(strips);
    let (beside, alone): (Vec<usize>, Vec<usize>) = turned.into_iter().partition(|&at| is_beside[at]);
    for &at in alone.iter().rev() {
        // As in the head of a table: after what stands right above it.
        let above = |&place: &usize| strips[order[place]].middle() < strips[at].area.top;
        let last = (0..order.len())
            .filter(above)
            .max_by(|&a, &b| strips[order[a]].middle().total_cmp(&strips[order[b]].middle()));
        order.insert(last.map_or(0, |last| last + 1), at);
    }
    order.extend(beside);
    OrderedStrips { order, bands: made.bands }
}

/// Which strips run up or down the page beside level text.
pub(super) fn turned_beside(strips: &[Strip]) -> Vec<bool> {
    let mut level: Vec<f32> = strips.iter().filter(|s| !s.turned).map(Strip::middle).collect();
    level.sort_unstable_by(f32::total_cmp);
    let is_beside = |s: &Strip| {
        let first = level.partition_point(|&middle| middle <= s.area.top);
        s.turned && level.get(first).is_some_and(|&middle| middle < s.area.bottom)
    };
    strips.iter().map(is_beside).collect()
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
        white: WhiteSpace { blocks: &blocks, height, pitch },
        skyline,
        home: &home,
        work: 0,
        known: std::array::from_fn(|_| HashMap::new()),
    };
    let all: Vec<usize> = (0..blocks.len()).collect();
    let tree = cutter.order(all, 0, 0);
    let band = |&(from, at, to, odds): &(usize, usize, usize, f32)| Band {
        above: tree.lines[from..at].to_vec(),
        below: tree.lines[at..to].to_vec(),
        odds,
    };
    let bands = tree.bands.iter().map(band).collect();
    OrderedStrips { order: tree.lines, bands }
}

/// Strips in order, and the bands in it: from, end of the upper, end of the lower, log odds.
#[derive(Debug, Clone, Default)]
struct CutTree {
    lines: Vec<usize>,
    bands: Vec<(usize, usize, usize, f32)>,
}

struct Cutter<'a> {
    strips: &'a [Strip],
    blocks: &'a [TextBlock],
    skyline: &'a Skyline,
    home: &'a [usize],
    white: WhiteSpace<'a>,
    work: usize,
    /// What became of the sets within one doubt, within two, …: other cuts lead to them again.
    known: [HashMap<Vec<usize>, CutTree>; MOST_DOUBTS],
}

impl Cutter<'_> {
    /// The strips of blocks, one block after the other.
    fn in_turn(&self, blocks: &[usize]) -> CutTree {
        let lines = blocks.iter().flat_map(|&block| self.blocks[block].strips.iter().copied()).collect();
        CutTree { lines, bands: Vec::new() }
    }

    /// The strips of a set of blocks in reading order. Where it may be cut in several ways,
    /// what stands at the seams says which is right; `doubts` such places lie around.
    fn order(&mut self, mut set: Vec<usize>, depth: usize, doubts: usize) -> CutTree {
        self.work += set.len();
        if set.len() < 2 {
            return self.in_turn(&set);
        }
        if depth > DEEPEST || self.work > MOST {
            set.sort_by(|&a, &b| self.blocks[a].top.total_cmp(&self.blocks[b].top));
            return self.in_turn(&set);
        }
        let within = doubts.checked_sub(1);
        if let Some(tree) = within.and_then(|within| self.known[within].get(&set)) {
            return tree.clone();
        }
        let mut cuts = self.white.cuts(&set);
        cuts.sort_by(|a, b| b.prior.total_cmp(&a.prior));
        cuts.truncate(if doubts < MOST_DOUBTS { MOST_CUTS } else { 1 });
        let doubts = doubts + usize::from(cuts.len() > 1);
        let mut best: Option<(f32, CutTree)> = None;
        for cut in &cuts {
            let (first, second): (Vec<usize>, Vec<usize>) =
                set.iter().partition(|&&b| self.blocks[b].middle(cut.down) < cut.at);
            let mut tree = self.order(first, depth + 1, doubts);
            let more = self.order(second, depth + 1, doubts);
            if cut.down && cells::are_cells(&tree.lines, &more.lines, self.strips) {
                let lines = cells::across(tree.lines, more.lines, self.strips);
                tree = CutTree { lines, bands: Vec::new() };
            } else {
                let at = tree.lines.len();
                let bands = more.bands.iter();
                tree.bands.extend(bands.map(|band| (band.0 + at, band.1 + at, band.2 + at, band.3)));
                tree.lines.extend(more.lines);
                if !cut.down && cut.prior > 0.0 {
                    tree.bands.push((0, at, tree.lines.len(), cut.prior));
                }
            }
            let worth = if cuts.len() > 1 { cut.prior + self.worth(&tree.lines) } else { 0.0 };
            if best.as_ref().is_none_or(|(most, _)| worth > *most) {
                best = Some((worth, tree));
            }
        }
        let tree = best.map_or_else(
            || self.in_turn(&walk::walk(&set, self.blocks, self.skyline, self.home)),
            |(_, tree)| tree,
        );
        if let Some(within) = within {
            self.known[within].insert(set, tree.clone());
        }
        tree
    }

    /// How well the lines read on, in this order.
    fn worth(&self, order: &[usize]) -> f32 {
        let seam = |pair: &[usize]| seams::reads_on(self.strips[pair[0]].ends, self.strips[pair[1]].begins);
        order.windows(2).map(seam).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Area;
    use crate::model::{Beginning, Ending};

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

    #[test]
    fn turned_lines_with_no_text_beside_them_are_read_where_they_stand() {
        let strip = |left: f32, top: f32, width: f32, height: f32, turned| Strip {
            turned,
            ..Strip::plain(Area { left, top, right: left + width, bottom: top + height }, 30)
        };
        let mut strips: Vec<Strip> =
            [0.0, 30.0, 200.0, 230.0].map(|top| strip(0.0, top, 300.0, 20.0, false)).into();
        strips.extend([20.0, 60.0].map(|left| strip(left, 60.0, 20.0, 130.0, true)));
        assert_eq!(order(&strips, 20.0).order, [0, 1, 4, 5, 2, 3]);
        // Beside text they would part it.
        strips.push(strip(100.0, 100.0, 200.0, 20.0, false));
        assert_eq!(order(&strips, 20.0).order[5..], [4, 5]);
    }
}
