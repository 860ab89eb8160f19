//! The runs of a column to its lines, and what the white between them says.

use super::median::median;
use super::runs::Run;

/// Runs whose lines lie this near, in heights of a capital, are on one line.
const SAME: f32 = 0.5;
/// More white than usual above a line by this share of the usual distance parts paragraphs.
const MORE: f32 = 0.14;
/// An indent opens a paragraph from this many heights of a capital, up to that many.
const INDENT: (f32, f32) = (0.8, 6.0);

/// A line of a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ColumnLine {
    /// Its runs, from left to right.
    pub(super) runs: Vec<usize>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) cap: f32,
    /// How many lines' worth of white stand above it beyond the usual.
    pub(super) gap: f32,
    /// Whether it opens a paragraph by where it stands.
    pub(super) opens: bool,
}

/// The lines of a column from top to bottom.
pub(super) fn of(all: &[Run], column: &[usize]) -> Vec<ColumnLine> {
    let mut sorted = column.to_vec();
    // What is faint joins the lines that are there.
    sorted.sort_by(|&a, &b| all[a].faint.cmp(&all[b].faint).then(all[a].base.total_cmp(&all[b].base)));
    let mut lines: Vec<ColumnLine> = Vec::new();
    for run in sorted {
        let one = &all[run];
        let home = if one.faint {
            let near = |line: &ColumnLine| (line.base - 0.5 * line.cap - one.middle()).abs();
            let reach = |line: &&mut ColumnLine| near(line) < 0.8 * line.cap.max(one.cap);
            lines.iter_mut().filter(reach).min_by(|a, b| near(a).total_cmp(&near(b)))
        } else {
            lines.iter_mut().rev().take(4).find(|line| {
                let near = (line.base - one.base).abs() < SAME * line.cap.min(one.cap);
                near && line.runs.iter().all(|&other| {
                    let other = &all[other];
                    one.left > other.right - 0.3 * one.cap || one.right < other.left + 0.3 * one.cap
                })
            })
        };
        match home {
            Some(line) => {
                line.runs.push(run);
                if !one.faint {
                    (line.left, line.right) = (line.left.min(one.left), line.right.max(one.right));
                    line.cap = line.cap.max(one.cap);
                }
            }
            None => lines.push(ColumnLine {
                runs: vec![run],
                left: one.left,
                right: one.right,
                base: one.base,
                cap: one.cap,
                gap: 0.0,
                opens: false,
            }),
        }
    }
    for line in &mut lines {
        line.runs.sort_by(|&a, &b| all[a].left.total_cmp(&all[b].left));
    }
    lines.sort_by(|a, b| a.base.total_cmp(&b.base));
    lines
}

/// The distance between two lines of text, where most are; `None` if no two tell.
pub(super) fn leading<'l>(columns: impl Iterator<Item = &'l [ColumnLine]>, cap: f32) -> Option<f32> {
    let usual = |line: &ColumnLine| line.cap > 0.75 * cap && line.cap < 1.3 * cap;
    let mut distances = Vec::new();
    for lines in columns {
        for pair in lines.windows(2).filter(|pair| usual(&pair[0]) && usual(&pair[1])) {
            let distance = pair[1].base - pair[0].base;
            if distance > 0.9 * cap && distance < 4.0 * cap {
                distances.push((distance, 1.0));
            }
        }
    }
    median(distances)
}

/// Finds where paragraphs are parted, by white and by indents.
pub(super) fn part(lines: &mut [ColumnLine], leading: f32, cap: f32) {
    let left = lines.iter().map(|line| (line.left, line.right - line.left)).collect();
    let left = median(left).unwrap_or(0.0);
    for at in 0..lines.len() {
        let indent = lines[at].left - left;
        let after = lines.get(at + 1).map_or(left, |next| next.left);
        let before = if at > 0 { lines[at - 1].left } else { left };
        let indented = indent > INDENT.0 * cap && indent < INDENT.1 * cap;
        let alone = (after - left).abs() < 0.4 * cap && (before - left).abs() < INDENT.1 * cap;
        lines[at].opens = at == 0 || (indented && alone);
        if at == 0 {
            continue;
        }
        // Larger letters stand further apart.
        let size = |line: &ColumnLine| (line.cap / cap).clamp(0.8, 3.0);
        let usual = leading * (0.3 * size(&lines[at - 1]) + 0.7 * size(&lines[at]));
        let more = (lines[at].base - lines[at - 1].base - usual) / leading;
        lines[at].gap = if more > MORE { more } else { 0.0 };
        lines[at].opens |= more > MORE;
    }
}
