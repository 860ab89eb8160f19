//! The rows of a page, whatever lines and columns stand on them, and the white in each.

use super::median::median;
use super::strips::{Paper, Strip};

/// White this wide, in heights of a line, parts cells.
const PARTED: f32 = 1.5;

/// White between two words of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct White {
    pub(super) from: f32,
    pub(super) to: f32,
    /// The strip that holds it, and before which of its placed words it stands;
    /// `None` between two strips.
    pub(super) cut: Option<(usize, usize)>,
    pub(super) votes: u32,
    pub(super) rows: usize,
    /// Whether it is but a blank of its line, that stands where there is a gutter above or below.
    pub(super) blank: bool,
    /// How many letters stand left and right of it, up to other white that parts cells.
    pub(super) letters: (f32, f32),
}

/// What stands on one height of the page.
pub(super) struct TextRow {
    pub(super) middle: f32,
    pub(super) height: f32,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) whites: Vec<White>,
    /// How many letters stand on it.
    pub(super) letters: f32,
}

impl TextRow {
    /// The middle width of the white between words of one line.
    pub(super) fn blank(&self) -> f32 {
        let within = self.whites.iter().filter(|white| white.cut.is_some());
        median(within.map(|white| (white.to - white.from, 1.0)).collect()).unwrap_or(0.0)
    }
}

/// A word on a row: where it begins and ends, its strip and its place there, and its letters.
struct InkedWord {
    left: f32,
    right: f32,
    strip: usize,
    place: usize,
    letters: f32,
}

/// The rows of a page, from top to bottom, each with the white between its words.
pub(super) fn rows(strips: &[Strip], paper: &Paper, shear: f32) -> Vec<TextRow> {
    groups(strips).iter().map(|group| row(group, strips, paper, shear)).collect()
}

/// The strips that stand side by side on each row.
fn groups(strips: &[Strip]) -> Vec<Vec<usize>> {
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
}

/// The row of some strips, on paper of which the columns lean so far.
fn row(group: &[usize], strips: &[Strip], paper: &Paper, shear: f32) -> TextRow {
    let mut ink: Vec<InkedWord> = Vec::new();
    for &at in group {
        let lean = shear * strips[at].middle();
        for (place, &word) in strips[at].words.iter().enumerate() {
            if let Some(area) = paper.places[word].filter(|_| !paper.rules[word]) {
                let (left, right) = (area.left - lean, area.right - lean);
                ink.push(InkedWord { left, right, strip: at, place, letters: paper.letters[word] as f32 });
            }
        }
    }
    ink.sort_by(|a, b| a.left.total_cmp(&b.left));
    let (whites, right) = whites(&ink, PARTED * paper.height);
    TextRow {
        middle: group.iter().map(|&at| strips[at].middle()).sum::<f32>() / group.len() as f32,
        height: group.iter().map(|&at| strips[at].height()).fold(0.0, f32::max),
        left: ink.first().map_or(0.0, |word| word.left),
        right,
        whites,
        letters: ink.iter().map(|word| word.letters).sum(),
    }
}

/// The white between the words of a row, of which what is so wide parts cells, and where its last ends.
fn whites(ink: &[InkedWord], parted: f32) -> (Vec<White>, f32) {
    let mut whites: Vec<White> = Vec::new();
    let mut reach = f32::NEG_INFINITY;
    let mut before = None;
    let mut since = 0.0;
    for word in ink {
        if word.left > reach && reach > f32::NEG_INFINITY {
            let cut = (before == Some(word.strip)).then_some((word.strip, word.place));
            whites.push(White {
                from: reach,
                to: word.left,
                cut,
                votes: 0,
                rows: 0,
                blank: false,
                letters: (since, 0.0),
            });
            if word.left - reach >= parted {
                since = 0.0;
            }
        }
        since += word.letters;
        if word.right > reach {
            (reach, before) = (word.right, Some(word.strip));
        }
    }
    // And from the end of the row backwards, how many letters stand right of each.
    let mut since = 0.0;
    let mut last = ink.len();
    for white in whites.iter_mut().rev() {
        let first = ink[..last].partition_point(|word| word.left < white.to);
        since += ink[first..last].iter().map(|word| word.letters).sum::<f32>();
        last = first;
        white.letters.1 = since;
        if white.to - white.from >= parted {
            since = 0.0;
        }
    }
    (whites, reach)
}
