//! Lines that were read right across the columns, and where to tear them.
//!
//! White between two words is a gutter if it goes on above and below, row
//! after row, and what stands right (or left) of it begins (ends) at one
//! place. Each such stretch votes for itself and for every white that it
//! passed; blanks that chance to stand below each other are soon crossed.

use super::median::median;
use super::strips::{Paper, Strip};

/// White between two words is looked at from this width on, in heights of a line.
const WHITE: f32 = 0.3;
/// A long gutter: so many rows, so many of them that begin or end at one place, and that share of all,
const LONG: (usize, usize, f32) = (10, 8, 0.25);
/// white this wide in the middle row, and as much in all of them, in heights of a line.
const LONG_WHITE: (f32, f32) = (0.7, 0.45);
/// A short one: so many rows, and white this wide in all of them; the fewer the wider.
const SHORT: [(usize, f32); 4] = [(3, 3.0), (4, 1.5), (6, 1.0), (8, 0.7)];
/// And that share of its rows begins at one place, within so much of a line's height.
const BEGIN: (f32, f32) = (0.7, 0.4);
/// Beside a short one stand so many letters in the middle row, or they are cells of a table.
const CELL: f32 = 9.0;
/// White this wide, in heights of a line, parts cells.
const PARTED: f32 = 1.5;
/// White with so many votes is a gutter.
const VOTES: u32 = 2;
/// On a page of so many tears, white this wide with so many rows is one too.
const MANY: usize = 20;
const WIDE: (f32, usize) = (1.5, 6);
/// Rows up and down that are near, and the white that they share, in heights of a line.
const NEXT: (usize, f32) = (6, 1.2);
/// A column begins after white this wide, within that much of one place, in heights of a line;
const EDGE: (f32, f32) = (0.45, 0.35);
/// in so many of the rows near, so many up and down,
const BEGINNINGS: usize = 8;
const NEAR: usize = 30;
/// and at most one in so many has a word across.
const FEW: usize = 4;
/// Two tears of a line stand so far apart at least, in heights of a line.
const APART: f32 = 3.0;
/// A walk passes so many rows each way.
const STEPS: usize = 14;
/// And at most so many that stand beside the white.
const BESIDE: usize = 8;
/// White may lean by so much a row, in heights of a line.
const LEAN: f32 = 0.02;
/// Edges within this are at one place, in heights of a line.
const ALIGNED: f32 = 0.8;

/// White between two words of a row.
#[derive(Debug, Clone, Copy)]
struct White {
    from: f32,
    to: f32,
    /// The strip that holds it, and before which of its placed words it stands;
    /// `None` between two strips.
    cut: Option<(usize, usize)>,
    votes: u32,
    rows: usize,
    /// How many letters stand left and right of it, up to other white that parts cells.
    letters: (f32, f32),
}

/// What stands on one height of the page.
struct TextRow {
    middle: f32,
    height: f32,
    left: f32,
    right: f32,
    whites: Vec<White>,
}

/// Where each strip is to be torn: before which of its words, by their place in it.
pub(super) fn tears(strips: &[Strip], paper: &Paper, shear: f32) -> Vec<Vec<usize>> {
    let height = paper.height;
    let mut rows = rows(strips, paper, shear);
    let least = WHITE * height;
    let mut votes: Vec<((usize, usize), (usize, usize))> = Vec::new();
    for row in 0..rows.len() {
        for at in 0..rows[row].whites.len() {
            if rows[row].whites[at].to - rows[row].whites[at].from < least {
                continue;
            }
            let walk = walk(&rows, row, at, height);
            rows[row].whites[at].rows = walk.rows;
            if walk.is_gutter(height) {
                rows[row].whites[at].votes += 1;
                votes.extend(walk.passed.iter().map(|&passed| ((row, at), passed)));
            }
        }
    }
    for (_, (row, at)) in votes {
        rows[row].whites[at].votes += 1;
    }
    near(&mut rows, height);
    edges(&mut rows, height);
    let mut tears: Vec<Vec<(usize, f32, u32)>> = vec![Vec::new(); strips.len()];
    let mut many = 0;
    for wide in [false, true] {
        if wide && many < MANY {
            break;
        }
        for white in rows.iter().flat_map(|row| &row.whites) {
            let Some((strip, before)) = white.cut else { continue };
            let width = white.to - white.from;
            let chosen = if wide {
                white.votes < 2 && width >= WIDE.0 * height && white.rows >= WIDE.1
            } else {
                white.votes >= VOTES
            };
            if chosen {
                many += 1;
                tears[strip].push((before, f32::midpoint(white.from, white.to), white.votes));
            }
        }
    }
    let apart = APART * height;
    tears
        .into_iter()
        .map(|mut own| {
            own.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
            let mut kept: Vec<(usize, f32, u32)> = Vec::new();
            for tear in own {
                if kept.iter().all(|other| (other.1 - tear.1).abs() >= apart) {
                    kept.push(tear);
                }
            }
            let mut kept: Vec<usize> = kept.into_iter().map(|tear| tear.0).collect();
            kept.sort_unstable();
            kept
        })
        .collect()
}

/// Wide white right where gutters of rows near it are is one too: a walk from
/// it may have been too short, or stopped by debris.
fn near(rows: &mut [TextRow], height: f32) {
    let mut found = Vec::new();
    for row in 0..rows.len() {
        for (at, white) in rows[row].whites.iter().enumerate() {
            if white.votes >= VOTES || white.to - white.from < NEXT.1 * height {
                continue;
            }
            let beside = rows[row.saturating_sub(NEXT.0)..(row + NEXT.0 + 1).min(rows.len())].iter();
            let same = |other: &&White| {
                other.votes >= VOTES
                    && (other.to - white.to).abs() <= BEGIN.1 * height
                    && other.to.min(white.to) - other.from.max(white.from) >= NEXT.1 * height
            };
            if beside.flat_map(|row| &row.whites).filter(same).take(2).count() >= 2 {
                found.push((row, at));
            }
        }
    }
    for (row, at) in found {
        rows[row].whites[at].votes = VOTES;
    }
}

/// White before a word that begins where a column does: near it as many rows
/// have something that begins there, and hardly any has a word across.
fn edges(rows: &mut [TextRow], height: f32) {
    let mut found = Vec::new();
    for row in 0..rows.len() {
        for (at, white) in rows[row].whites.iter().enumerate() {
            if white.votes >= VOTES || white.cut.is_none() || white.to - white.from < EDGE.0 * height {
                continue;
            }
            let near = &rows[row.saturating_sub(NEAR)..(row + NEAR + 1).min(rows.len())];
            let (mut begin, mut across) = (0, 0);
            let mut letters = [vec![(white.letters.0, 1.0)], vec![(white.letters.1, 1.0)]];
            for other in near {
                let first = other.whites.partition_point(|one| one.to < white.to - EDGE.1 * height);
                let same = other.whites[first..].first().filter(|one| {
                    one.to <= white.to + EDGE.1 * height && one.to - one.from >= EDGE.0 * height
                });
                if let Some(same) = same {
                    begin += 1;
                    letters[0].push((same.letters.0, 1.0));
                    letters[1].push((same.letters.1, 1.0));
                } else if (other.left - white.to).abs() <= EDGE.1 * height {
                    begin += 1;
                } else {
                    let at = white.to - EDGE.1 * height;
                    let free = at < other.left
                        || at > other.right
                        || other.whites.get(first).is_some_and(|one| one.from <= at);
                    across += usize::from(!free);
                }
            }
            let text = |side: &Vec<(f32, f32)>| median(side.clone()).unwrap_or(0.0) >= CELL;
            if begin >= BEGINNINGS && begin >= FEW * across && letters.iter().all(text) {
                found.push((row, at));
            }
        }
    }
    for (row, at) in found {
        rows[row].whites[at].votes = VOTES;
    }
}

/// The rows of a page, from top to bottom, each with the white between its words.
fn rows(strips: &[Strip], paper: &Paper, shear: f32) -> Vec<TextRow> {
    let mut order: Vec<usize> = (0..strips.len()).collect();
    order.sort_by(|&a, &b| strips[a].middle().total_cmp(&strips[b].middle()));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in order {
        let strip = &strips[at];
        let home = groups.iter_mut().rev().take(4).find(|group| {
            let first = &strips[group[0]];
            strip.is_level(first, 0.4) && group.iter().all(|&other| strips[other].shares(strip) <= 0.0)
        });
        match home {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
        .into_iter()
        .map(|group| {
            // Each word with its strip and its place there.
            let mut ink: Vec<(f32, f32, usize, usize, usize)> = Vec::new();
            for &at in &group {
                let lean = shear * strips[at].middle();
                for (place, &word) in strips[at].words.iter().enumerate() {
                    if let Some(area) = paper.places[word].filter(|_| !paper.rules[word]) {
                        ink.push((area.left - lean, area.right - lean, at, place, paper.letters[word]));
                    }
                }
            }
            ink.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut whites: Vec<White> = Vec::new();
            let mut reach = f32::NEG_INFINITY;
            let mut before = None;
            let mut since = 0.0;
            for &(left, right, strip, place, letters) in &ink {
                if left > reach && reach > f32::NEG_INFINITY {
                    let cut = (before == Some(strip)).then_some((strip, place));
                    whites.push(White {
                        from: reach,
                        to: left,
                        cut,
                        votes: 0,
                        rows: 0,
                        letters: (since, 0.0),
                    });
                    if left - reach >= PARTED * paper.height {
                        since = 0.0;
                    }
                }
                since += letters as f32;
                if right > reach {
                    (reach, before) = (right, Some(strip));
                }
            }
            let mut since = 0.0;
            let mut last = ink.len();
            for white in whites.iter_mut().rev() {
                let first = ink[..last].partition_point(|word| word.0 < white.to);
                since += ink[first..last].iter().map(|word| word.4 as f32).sum::<f32>();
                last = first;
                white.letters.1 = since;
                if white.to - white.from >= PARTED * paper.height {
                    since = 0.0;
                }
            }
            let middle = group.iter().map(|&at| strips[at].middle()).sum::<f32>() / group.len() as f32;
            let tallest = group.iter().map(|&at| strips[at].height()).fold(0.0, f32::max);
            let left = ink.first().map_or(0.0, |word| word.0);
            TextRow { middle, height: tallest, left, right: reach, whites }
        })
        .collect()
}

struct Walk {
    rows: usize,
    /// Rows whose white begins, or ends, where this one does.
    begins: usize,
    ends: usize,
    /// And those that begin there exactly.
    exact: usize,
    /// What is white in all rows.
    core: f32,
    widths: Vec<(f32, f32)>,
    /// Letters left and right of it in each row.
    letters: [Vec<(f32, f32)>; 2],
    passed: Vec<(usize, usize)>,
}

impl Walk {
    fn is_gutter(&self, height: f32) -> bool {
        let many = self.rows + 1;
        let aligned = self.begins.max(self.ends);
        let width = median(self.widths.clone()).unwrap_or(0.0);
        let long = many >= LONG.0
            && aligned >= LONG.1
            && aligned as f32 >= LONG.2 * many as f32
            && width >= LONG_WHITE.0 * height
            && self.core >= LONG_WHITE.1 * height;
        if long {
            return true;
        }
        let wide = SHORT.iter().any(|&(rows, core)| many >= rows && self.core >= core * height);
        let text = |side: &Vec<(f32, f32)>| median(side.clone()).unwrap_or(0.0) >= CELL;
        wide && (self.exact + 1) as f32 >= BEGIN.0 * many as f32 && self.letters.iter().all(text)
    }
}

fn walk(rows: &[TextRow], row: usize, at: usize, height: f32) -> Walk {
    let own = rows[row].whites[at];
    let mut walk = Walk {
        rows: 0,
        begins: 0,
        ends: 0,
        exact: 0,
        letters: [vec![(own.letters.0, 1.0)], vec![(own.letters.1, 1.0)]],
        core: own.to - own.from,
        widths: vec![(own.to - own.from, 1.0)],
        passed: Vec::new(),
    };
    let (mut left, mut right) = (own.from, own.to);
    for down in [false, true] {
        let (mut from, mut to) = (own.from, own.to);
        let mut here = row;
        let (mut beside, mut missed, mut steps) = (0, 0, 0);
        loop {
            let next = if down { here + 1 } else { here.wrapping_sub(1) };
            let Some(other) = rows.get(next) else { break };
            if (other.middle - rows[here].middle).abs() > 4.0 * height.max(other.height.min(2.0 * height)) {
                break;
            }
            here = next;
            let wide = LEAN * height;
            if other.right <= from + 0.3 * height || other.left >= to - 0.3 * height {
                beside += 1;
                if beside > BESIDE {
                    break;
                }
                continue;
            }
            let (f, t) = (from - wide, to + wide);
            let first = other.whites.partition_point(|white| white.to <= f);
            let found = other.whites[first..].iter().take_while(|white| white.from < t).enumerate();
            let found = found
                .map(|(k, white)| (first + k, white.from.max(f), white.to.min(t)))
                .filter(|(_, from, to)| to - from >= 0.3 * height)
                .max_by(|a, b| (a.2 - a.1).total_cmp(&(b.2 - b.1)));
            if let Some((k, f, t)) = found {
                (from, to) = (f, t);
                missed = 0;
                beside = 0;
                steps += 1;
                walk.rows += 1;
                let white = &other.whites[k];
                walk.passed.push((next, k));
                walk.widths.push((white.to - white.from, 1.0));
                walk.ends += usize::from((white.to - own.to).abs() <= ALIGNED * height);
                walk.exact += usize::from((white.to - own.to).abs() <= BEGIN.1 * height);
                walk.letters[0].push((white.letters.0, 1.0));
                walk.letters[1].push((white.letters.1, 1.0));
                walk.begins += usize::from((white.from - own.from).abs() <= ALIGNED * height);
                left = left.max(from);
                right = right.min(to);
            } else {
                missed += 1;
                if missed > 1 {
                    break;
                }
            }
            if steps >= STEPS {
                break;
            }
        }
    }
    walk.core = right - left;
    walk
}
