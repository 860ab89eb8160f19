//! White that runs down between cells, and not between columns: their rows are read across.
//!
//! That there is white says nothing of how it is read: the numbers of a table of contents, the
//! names before what is said of them, a price at the end of an entry stand as straight as columns.
//! What stands side by side in columns of text are lines; of cells, the shorter one has a word or
//! a number.

use super::strips::Strip;
use super::trust;

/// The shorter of two lines side by side has so many letters in columns, in the mean over these
/// letters. Of 1,300 cuts with three lines or more on either side, from 15 collections whose order
/// people gave, nine in ten of those that are read across have fewer, and one in a hundred of
/// those between columns; between 8 and 14 both are about as many, and white decides.
const CELL: f32 = 8.0;
/// Middles within so many lesser heights stand side by side,
const BESIDE: f32 = 1.2;
/// and within so many on one row.
const LEVEL: f32 = 0.6;

/// Whether white parts the cells of rows.
pub(super) fn are_cells(left: &[usize], right: &[usize], strips: &[Strip]) -> bool {
    let (few, many) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let mut many = many.to_vec();
    many.sort_by(|&a, &b| strips[a].middle().total_cmp(&strips[b].middle()));
    let pairs: Vec<[&Strip; 2]> = few
        .iter()
        .filter_map(|&at| {
            let beside = &strips[nearest(strips[at].middle(), &many, strips)?];
            strips[at].is_level(beside, BESIDE).then_some([&strips[at], beside])
        })
        .collect();
    let pairs: Vec<&[&Strip]> = pairs.iter().map(<[&Strip; 2]>::as_slice).collect();
    // Lines of which none stands beside another are read as they stand.
    pairs.is_empty() || trust::line(&pairs) < CELL && !trust::are_notes(&pairs)
}

/// Of lines sorted by height, that with its middle nearest.
fn nearest(middle: f32, sorted: &[usize], strips: &[Strip]) -> Option<usize> {
    let below = sorted.partition_point(|&at| strips[at].middle() < middle);
    let away = |&&at: &&usize| (strips[at].middle() - middle).abs();
    let near = sorted[..below].last().into_iter().chain(sorted.get(below));
    near.min_by(|a, b| away(a).total_cmp(&away(b))).copied()
}

/// The rows of both sides of the white: what has less text is read before or after the line of the
/// other that it stands beside, or else below what stands above it.
pub(super) fn across(left: Vec<usize>, right: Vec<usize>, strips: &[Strip]) -> Vec<usize> {
    let letters = |side: &[usize]| side.iter().map(|&at| strips[at].letters).sum::<usize>();
    let leads = letters(&left) < letters(&right);
    let (side, main) = if leads { (left, right) } else { (right, left) };
    // Where in the main side each cell is put, and the places keep the order of the side.
    let mut put: Vec<(usize, usize)> = Vec::with_capacity(side.len());
    for cell in side {
        let level = |&place: &usize| strips[main[place]].is_level(&strips[cell], LEVEL);
        let above = |&place: &usize| strips[main[place]].middle() < strips[cell].middle();
        let mut places = 0..main.len();
        let place = if leads {
            places.find(level)
        } else {
            places.rev().find(level).map(|place| place + 1)
        };
        let lowest = |&a: &usize, &b: &usize| {
            strips[main[a]].middle().total_cmp(&strips[main[b]].middle())
        };
        let place = place.or_else(|| (0..main.len()).filter(above).max_by(lowest).map(|place| place + 1));
        put.push((place.unwrap_or(0), cell));
    }
    put.sort_by_key(|&(place, _)| place);
    let mut out = Vec::with_capacity(main.len() + put.len());
    let mut cells = put.into_iter().peekable();
    for place in 0..=main.len() {
        while let Some((_, cell)) = cells.next_if(|&(at, _)| at == place) {
            out.push(cell);
        }
        out.extend(main.get(place));
    }
    out
}
