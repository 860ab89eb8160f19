//! Lines that were read right across the columns, and where to tear them.
//!
//! White between two words is a gutter if it goes on above and below, row
//! after row, and what stands right (or left) of it begins (ends) at one
//! place. Each such stretch votes for itself and for every white that it
//! passed; blanks that chance to stand below each other are soon crossed.

use super::gutter_walk::{CELL, EXACT, walk};
use super::median::median;
use super::rows::{TextRow, White, rows};
use super::strips::{Paper, Strip};

/// White between two words is looked at from this width on, in heights of a line.
const WHITE: f32 = 0.3;
/// White less than so many times as wide as the blanks of its line, and than that share of what it is
/// in the middle row, is a blank that happens to stand where there is a gutter above or below. Set by hand.
const BLANK: (f32, f32) = (1.25, 0.5);
/// White this wide, in heights of a line, needs no other's vote.
const LONE: f32 = 4.0;
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
/// Where so large a share of the lines has others beside it, and no larger a share may be torn,
/// the file knows columns, and a line that it read across two of them is wider than its others
/// by so much, of which the narrower hold that share of the letters. Set by hand.
const PARTED: f32 = 0.5;
const FEW_FUSED: f32 = 0.3;
const COLUMN: f32 = 0.3;
const WIDER: f32 = 1.4;
/// So many lines further down are looked at for one beside, whose box overlaps by no more than
/// this share of the narrower.
const MOST_BESIDE: usize = 8;
const OVERLAP: f32 = 0.2;
/// Fewer letters than this at an end of a line are a mark.
const MARK: usize = 4;
/// A line narrower than this, in heights of a line, stands between columns, or below them; set by hand.
const NARROW: f32 = 4.0;

/// A place where a strip may be torn: before which of its words, where on the page, and how many votes
/// it has.
#[derive(Debug, Clone, Copy)]
struct Tear {
    before: usize,
    at: f32,
    votes: u32,
}

/// Where each strip is to be torn: before which of its words, by their place in it.
pub(super) fn tears(strips: &[Strip], paper: &Paper, shear: f32) -> Vec<Vec<usize>> {
    let height = paper.height;
    let mut rows = rows(strips, paper, shear);
    vote(&mut rows, height);
    near(&mut rows, height);
    edges(&mut rows, height);
    let mut tears = elected(&rows, strips, height);
    let column = column_width(strips, paper, &tears);
    for (strip, own) in strips.iter().zip(&mut tears) {
        if column.is_some_and(|column| strip.area.width() < WIDER * column) {
            own.clear();
        }
    }
    tears.into_iter().map(|own| apart(own, APART * height)).collect()
}

/// Has each white of the rows that goes on as a gutter does vote for itself, and for what it goes on as.
fn vote(rows: &mut [TextRow], height: f32) {
    let mut votes: Vec<(usize, usize)> = Vec::new();
    for row in 0..rows.len() {
        let blank = rows[row].blank();
        for at in 0..rows[row].whites.len() {
            let width = rows[row].whites[at].to - rows[row].whites[at].from;
            if width < WHITE * height {
                continue;
            }
            let walk = walk(rows, row, at, height);
            rows[row].whites[at].rows = walk.rows;
            rows[row].whites[at].blank = width < BLANK.0 * blank && width < BLANK.1 * walk.width();
            if let Some(passed) = walk.votes(&rows[row].whites[at], height) {
                let white = &mut rows[row].whites[at];
                // Where only it was read across, no other white votes for it.
                white.votes += if white.to - white.from >= LONE * height { VOTES } else { 1 };
                votes.extend(passed);
            }
        }
    }
    for (row, at) in votes {
        rows[row].whites[at].votes += 1;
    }
}

/// The white of each strip that is a gutter by its votes; where many are, also what is wide.
fn elected(rows: &[TextRow], strips: &[Strip], height: f32) -> Vec<Vec<Tear>> {
    let mut tears: Vec<Vec<Tear>> = vec![Vec::new(); strips.len()];
    let mut many = 0;
    for wide in [false, true] {
        if wide && many < MANY {
            break;
        }
        for white in rows.iter().flat_map(|row| &row.whites) {
            let Some((strip, before)) = white.cut.filter(|_| !white.blank) else { continue };
            let width = white.to - white.from;
            let chosen = if wide {
                white.votes < VOTES && width >= WIDE.0 * height && white.rows >= WIDE.1
            } else {
                white.votes >= VOTES
            };
            if chosen && strips[strip].area.width() >= NARROW * height {
                many += 1;
                let at = f32::midpoint(white.from, white.to);
                tears[strip].push(Tear { before, at, votes: white.votes });
            }
        }
    }
    tears
}

/// Of tears of one strip those with the most votes that stand so far apart.
fn apart(mut tears: Vec<Tear>, apart: f32) -> Vec<usize> {
    tears.sort_by(|a, b| b.votes.cmp(&a.votes).then(a.before.cmp(&b.before)));
    let mut kept: Vec<Tear> = Vec::new();
    for tear in tears {
        if kept.iter().all(|other| (other.at - tear.at).abs() >= apart) {
            kept.push(tear);
        }
    }
    let mut kept: Vec<usize> = kept.into_iter().map(|tear| tear.before).collect();
    kept.sort_unstable();
    kept
}

/// How many lines have another beside them; their boxes may overlap a little.
fn beside(strips: &[Strip]) -> usize {
    let mut order: Vec<&Strip> = strips.iter().collect();
    order.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut found = vec![false; order.len()];
    for (at, strip) in order.iter().enumerate() {
        for (more, other) in order[at + 1..].iter().take(MOST_BESIDE).enumerate() {
            let most = OVERLAP * strip.area.width().min(other.area.width());
            if strip.is_level(other, 0.5) && strip.shares(other) <= most {
                (found[at], found[at + 1 + more]) = (true, true);
            }
        }
    }
    found.into_iter().filter(|found| *found).count()
}

/// How wide the lines of a file are that knows columns, by those through which no gutter runs.
fn column_width(strips: &[Strip], paper: &Paper, tears: &[Vec<Tear>]) -> Option<f32> {
    if tears.iter().all(Vec::is_empty) {
        return None;
    }
    let beside = beside(strips);
    let all = strips.len() as f32;
    // What cuts off a mark, as engines make of the rule between columns, tells of no fused lines.
    let letters = |words: &[usize]| words.iter().map(|&word| paper.letters[word]).sum::<usize>();
    let parts_text = |strip: &Strip, tears: &[Tear]| {
        tears.iter().any(|tear| {
            let (left, right) = strip.words.split_at(tear.before);
            letters(left).min(letters(right)) >= MARK
        })
    };
    let torn = strips.iter().zip(tears).filter(|(strip, tears)| parts_text(strip, tears)).count();
    if (beside as f32) < PARTED * all || torn as f32 > FEW_FUSED * all {
        return None;
    }
    // Among the lines that stay whole may be wide ones that were fused as well.
    let whole = strips.iter().zip(tears).filter(|(_, tears)| tears.is_empty());
    let mut whole: Vec<(f32, usize)> = whole.map(|(strip, _)| (strip.area.width(), strip.letters)).collect();
    whole.sort_by(|a, b| a.0.total_cmp(&b.0));
    let most = COLUMN * whole.iter().map(|line| line.1).sum::<usize>() as f32;
    let mut letters = 0;
    let column = whole.into_iter().find(|line| {
        letters += line.1;
        letters as f32 >= most
    });
    column.map(|line| line.0)
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
                    && (other.to - white.to).abs() <= EXACT * height
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of words of ten letters that stand at these places, each row one line of the file.
    fn rows(places: &[&[(f32, f32)]]) -> Vec<TextRow> {
        let row = |(at, words): (usize, &&[(f32, f32)])| {
            let white = |(place, pair): (usize, &[(f32, f32)])| White {
                from: pair[0].1,
                to: pair[1].0,
                cut: Some((at, place + 1)),
                votes: 0,
                rows: 0,
                blank: false,
                letters: (20.0, 20.0),
            };
            TextRow {
                middle: 30.0 * at as f32,
                height: 20.0,
                left: words[0].0,
                right: words[words.len() - 1].1,
                whites: words.windows(2).enumerate().map(white).collect(),
                letters: 40.0,
            }
        };
        places.iter().enumerate().map(row).collect()
    }

    #[test]
    fn a_blank_of_a_line_above_two_columns_is_no_gutter() {
        let above: &[(f32, f32)] = &[(0.0, 100.0), (110.0, 210.0), (222.0, 330.0), (341.0, 450.0)];
        let both: &[(f32, f32)] = &[(0.0, 90.0), (100.0, 190.0), (230.0, 320.0), (331.0, 440.0)];
        let mut places = vec![above];
        places.extend([both; 12]);
        let mut rows = rows(&places);
        vote(&mut rows, 20.0);
        assert!(rows[0].whites[1].blank);
        assert!(rows[1..].iter().all(|row| !row.whites[1].blank && row.whites[1].votes >= VOTES));
    }
}
