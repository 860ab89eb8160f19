//! How long a full line of a column is, told from the lines themselves.

use std::collections::BTreeMap;

use super::lines::TextLine;

/// Columns of fewer lines than this borrow their width.
const ENOUGH: usize = 6;
/// The share of a column's lines that are no longer than a full one.
const FULL: f32 = 0.9;
/// No column is thought narrower than this.
const NARROWEST: f32 = 12.0;

/// Sets the widths of the lines of all columns, each of which bears what layout thinks, or 0.
pub(super) fn measure(lines: &mut [TextLine]) {
    for column in lines.chunk_by_mut(|a, b| a.stream == b.stream) {
        let told = column[0].width;
        estimate(column, told);
    }
    level(lines);
}

/// Sets the width of one column's lines; `told` is what layout thinks, or 0.
fn estimate(lines: &mut [TextLine], told: f32) {
    let mut lengths: Vec<f32> = lines.iter().map(|line| line.letters).collect();
    lengths.sort_by(f32::total_cmp);
    let full = lengths.get((lengths.len() as f32 * FULL) as usize).copied();
    let width = match full {
        Some(full) if lengths.len() >= ENOUGH => full,
        // Left for `level`, which knows the other columns.
        _ => told.max(0.0),
    };
    for line in lines {
        line.width = width;
    }
}

/// Gives short columns the width of their page's like, so that a lone heading
/// does not count as a full line of a column of its own.
fn level(lines: &mut [TextLine]) {
    // (page, columns) → the widest column of the sort.
    let mut widest: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for line in lines.iter() {
        let width = widest.entry((line.page, line.columns)).or_default();
        *width = width.max(line.width);
    }
    for column in lines.chunk_by_mut(|a, b| a.stream == b.stream) {
        let mut width = column[0].width;
        if column.len() < ENOUGH {
            let like = widest.get(&(column[0].page, column[0].columns)).copied().unwrap_or(0.0);
            width = column.iter().map(|line| line.letters).fold(width.max(like), f32::max);
        }
        for line in column {
            line.width = width.max(NARROWEST);
        }
    }
}
