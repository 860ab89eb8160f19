//! Where cells begin in the rows of a table, and whether rows are one.
//!
//! A row falls into cells where white as wide as two blanks, or a tab, stands in
//! it. An engine may have made one blank of all white; then it is the numbers at
//! the end of rows that tell, if most rows have as many.

use super::lines::TextLine;
use super::shapes;
use crate::model::{Area, Geometry, Piece, Source, is_year};

/// White of so many times the height of its words parts cells; words of justified
/// text hardly ever stand that far apart.
const WIDE: f32 = 1.6;
/// The share of rows that must be alike for a table.
const ALIKE: f32 = 0.6;
/// Rows of a table are at least so many.
const FEWEST: usize = 2;
/// From so many on it is no chance that numbers only grow, as the pages of contents do.
const GROWING: usize = 3;

/// Finds where wide white stands in each line.
pub(super) fn look(lines: &mut [TextLine], source: &Source) {
    for line in lines {
        let gaps = line.pieces.windows(2).enumerate();
        line.cells = gaps.filter(|(_, pair)| is_wide(pair, source)).map(|(at, _)| at + 1).collect();
    }
}

fn is_wide(pair: &[Piece], source: &Source) -> bool {
    let (left, right) = (pair[0].span, pair[1].span);
    if pair[1].glued || right.start <= left.end {
        return false;
    }
    if let Some(geometry) = &source.geometry {
        return apart(geometry, left.end, right.start).is_some_and(|apart| apart > WIDE);
    }
    let between = source.characters.get(left.end as usize..right.start as usize).unwrap_or_default();
    between.iter().all(|c| c.is_whitespace() && *c != '\n') && (between.len() > 1 || between == ['\t'])
}

/// How far apart two words stand, in heights of the taller; nothing if they do not stand side by side.
fn apart(geometry: &Geometry, end: u32, start: u32) -> Option<f32> {
    let words = &geometry.words;
    let right = words.partition_point(|word| word.span.end <= start);
    let left = words[..right].iter().rposition(|word| word.span.start < end)?;
    let (left, right): (Area, Area) = (words[left].area?, words.get(right)?.area?);
    let height = (left.bottom - left.top).max(right.bottom - right.top);
    let beside = left.top < right.bottom && right.top < left.bottom;
    (beside && height > 0.0).then(|| (right.left - left.right) / height)
}

/// The pieces at which cells begin, but for the first, of each of some rows, if
/// they are rows of a table.
pub(super) fn of_table(rows: &[TextLine]) -> Option<Vec<Vec<usize>>> {
    let enough = |many: usize| many as f32 >= ALIKE * rows.len() as f32;
    let count = |is: &dyn Fn(&TextLine) -> bool| rows.iter().filter(|row| is(row)).count();
    if rows.len() < FEWEST
        || count(&|row| shapes::has_leaders(&row.text)) > rows.len() / 4
        || enough(count(&|row| shapes::has_label(&row.text)))
        || grow(rows)
    {
        return None;
    }
    let mut widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
    widths.sort_unstable();
    let usual = widths[widths.len() / 2];
    if usual > 0 && enough(count(&|row| row.cells.len().abs_diff(usual) <= usual / 3)) {
        return Some(rows.iter().map(|row| row.cells.clone()).collect());
    }
    let mut tails: Vec<usize> = rows.iter().map(numbers_at_end).collect();
    tails.sort_unstable();
    let usual = tails[tails.len() / 2];
    let alike = |row: &TextLine| numbers_at_end(row) >= usual && !row.inner_comma;
    if usual == 0 || !enough(count(&alike)) || usual == 1 && enough(count(&ends_with_year)) {
        return None;
    }
    // Where rows are nothing but numbers, the first of them is the row's name.
    let bare = |row: &TextLine| numbers_at_end(row) == row.pieces.len();
    let many = usual - usize::from(enough(count(&bare)));
    (many > 0).then(|| rows.iter().map(|row| at_end(row, many)).collect())
}

/// Whether each row ends with a number that is no less than the one above: contents.
fn grow(rows: &[TextLine]) -> bool {
    let last = |row: &TextLine| row.pieces.last().and_then(|piece| piece.text.parse::<u32>().ok());
    let numbers: Vec<u32> = rows.iter().filter_map(last).collect();
    numbers.len() >= GROWING
        && numbers.len() * 4 >= rows.len() * 3
        && rows.iter().all(|row| numbers_at_end(row) <= 1)
        && numbers.is_sorted()
}

fn ends_with_year(row: &TextLine) -> bool {
    row.pieces.last().is_some_and(|piece| is_year(&piece.text))
}

/// How many numbers, or dashes in their stead, stand at the end of a row.
fn numbers_at_end(row: &TextLine) -> usize {
    let is_cell =
        |piece: &&Piece| shapes::is_number(&piece.text) || matches!(piece.text.as_str(), "-" | "–" | "—");
    row.pieces.iter().rev().take_while(is_cell).count()
}

/// The cells of a row that ends with so many numbers; the head of a table has as many words.
fn at_end(row: &TextLine, many: usize) -> Vec<usize> {
    let pieces = row.pieces.len();
    let own = numbers_at_end(row).min(many);
    let cells = if own == 0 && pieces == many + 1 { many } else { own };
    (pieces - cells..pieces).filter(|&at| at > 0).collect()
}
