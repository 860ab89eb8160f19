//! The zones of a page: where the number of its columns changes, or their widths.
//!
//! A segmental beam search. Beams for several sets of columns, one column among
//! them, go down the page side by side; at each line any may begin a new zone
//! after the best of all so far, at a price. What the best has come to at the
//! last line says which zones there are. Time grows linearly with the lines.

use std::ops::Range;

use super::column_beam::{Beam, ColumnBeam};
use super::effort::SIDE_BY_SIDE;
use super::weights::MOST_COLUMNS;

/// The narrowest column, in average letters.
pub(super) const NARROWEST: f32 = 12.0;
/// The share of the page's width that its columns have together: what gutters leave of it.
const TOGETHER: [f32; 2] = [0.97, 0.89];
/// The same where columns are unequal or many.
const TOGETHER_AT_ONCE: f32 = 0.93;
/// Columns of unequal width, as shares.
const UNEQUAL: [&[f32]; 7] = [
    &[0.34, 0.66],
    &[0.66, 0.34],
    &[0.24, 0.76],
    &[0.76, 0.24],
    &[0.25, 0.25, 0.5],
    &[0.25, 0.5, 0.25],
    &[0.5, 0.25, 0.25],
];
/// What it costs that a zone begins.
const ZONE: f32 = 6.0;
/// What it costs more after a zone of several columns that it has several too.
const BESIDE: f32 = 4.0;
/// And more if it has as many: such zones are mostly one, of which columns begin or end at different heights.
const ALIKE: f32 = 8.0;

/// A stretch of lines with one set of columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Zone {
    pub(super) lines: Range<usize>,
    /// The widths of its columns, roughly.
    pub(super) widths: Vec<f32>,
}

/// The sets of columns that a page of this width may have; one column first.
pub(super) fn sets(full: f32) -> Vec<Vec<f32>> {
    let mut sets = vec![vec![1.02 * full]];
    for k in 2..=MOST_COLUMNS {
        let shares: &[f32] = if k > 4 { &[TOGETHER_AT_ONCE] } else { &TOGETHER };
        sets.extend(shares.iter().map(|share| vec![share * full / k as f32; k]));
    }
    sets.extend(
        UNEQUAL.iter().map(|shares| shares.iter().map(|share| TOGETHER_AT_ONCE * share * full).collect()),
    );
    sets.retain(|widths: &Vec<f32>| widths.len() == 1 || widths.iter().all(|&width| width >= NARROWEST));
    sets
}

/// What it costs that a zone with the columns `b` begins below one with the columns `a`.
fn price(a: &[f32], b: &[f32]) -> f32 {
    let several = a.len() > 1 && b.len() > 1;
    ZONE + if several { BESIDE } else { 0.0 } + if several && a.len() == b.len() { ALIKE } else { 0.0 }
}

/// The zones of a stretch of lines, of which a full one is `full` wide.
pub(super) fn zones(search: &mut ColumnBeam, lines: Range<usize>, full: f32) -> Vec<Zone> {
    let mut beams: Vec<Beam> = sets(full).into_iter().map(|widths| Beam::new(widths, SIDE_BY_SIDE)).collect();
    // For each line what the best reading down to it is worth, its last zone's
    // columns, and where that zone begins.
    let mut best: Vec<(f32, usize, usize)> = Vec::with_capacity(lines.len());
    let mut trail = Vec::new();
    for line in lines.clone() {
        if line % 64 == 0 && search.budget.is_spent() {
            return Vec::new();
        }
        match best.last().copied() {
            None => beams.iter_mut().for_each(|beam| search.begin(beam, 0.0, line)),
            Some((worth, of, _)) => {
                let before = beams[of].widths.clone();
                for (_, beam) in beams.iter_mut().enumerate().filter(|&(nth, _)| nth != of) {
                    let worth = worth - price(&before, &beam.widths);
                    search.begin(beam, worth, line);
                }
            }
        }
        for beam in &mut beams {
            search.step(beam, line, &mut trail);
            // Where cuts were is not asked.
            trail.clear();
        }
        let ends = beams.iter().enumerate().filter_map(|(of, beam)| {
            let (worth, start) = search.ended(beam)?;
            Some((worth, of, start))
        });
        best.extend(ends.max_by(|a, b| a.0.total_cmp(&b.0)));
    }
    let mut zones = Vec::new();
    let mut end = lines.end;
    while let Some(&(_, of, start)) = end.checked_sub(lines.start + 1).and_then(|at| best.get(at)) {
        zones.push(Zone { lines: start..end, widths: beams[of].widths.clone() });
        end = start;
    }
    zones.reverse();
    zones
}
