//! The rows of a page, whatever lines and columns stand on them, and the white in each.

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

/// The rows of a page, from top to bottom, each with the white between its words.
pub(super) fn rows(strips: &[Strip], paper: &Paper, shear: f32) -> Vec<TextRow> {
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
            let letters = ink.iter().map(|word| word.4 as f32).sum();
            TextRow { middle, height: tallest, left, right: reach, whites, letters }
        })
        .collect()
}
