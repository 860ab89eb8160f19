//! The lines of a column, and what the white between them says.

use super::median::median;

/// More white than usual above a line by this share of the usual distance parts paragraphs.
const MORE: f32 = 0.14;
/// An indent opens a paragraph from this many heights of a capital, up to that many.
const INDENT: (f32, f32) = (0.8, 6.0);

/// A line of a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ColumnLine {
    /// Its strips, from left to right.
    pub(super) strips: Vec<usize>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    /// Its upper and lower edge.
    pub(super) edges: (f32, f32),
    pub(super) cap: f32,
    /// How many lines' worth of white stand above it beyond the usual.
    pub(super) gap: f32,
    /// Whether it opens a paragraph by where it stands.
    pub(super) opens: bool,
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
        // Where there is more white, all of a line is further down; letters that rise or
        // hang, or a few that are badly boxed, move but one of its edges.
        let (last, this) = (&lines[at - 1], &lines[at]);
        let step = (this.base - last.base).min(this.edges.0 - last.edges.0).min(this.edges.1 - last.edges.1);
        let more = (step - usual) / leading;
        lines[at].gap = if more > MORE { more } else { 0.0 };
        lines[at].opens |= more > MORE;
    }
}
