//! White that runs down between cells, and not between columns: their rows are read across.
//!
//! That there is white says nothing of how it is read: the numbers of a table of contents, the
//! names before what is said of them, a price at the end of an entry stand as straight as columns.
//! What stands side by side in columns of text are lines; of cells, the shorter one has a word or
//! a number.

use super::strips::{Strip, letters_beside, shorter};

/// The shorter of two lines side by side has so many letters in columns, in the mean over these
/// letters. Of the cuts with three lines or more on either side on the pages of 14 collections whose
/// order people gave, tables that they marked left out, lines between columns have fewer on one in a
/// hundred, cells on nearly all; between 8 and 16 it tells little, and columns are kept. Set by hand;
/// from 6 to 10 makes no difference.
const CELL: f32 = 8.0;
/// Where so large a share of the shorter lines reads on as text does, in a small letter or into a
/// hyphen, they are notes beside it, or what a scan shows of the page beside. Set by hand.
const NOTES: f32 = 0.6;
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
    let notes = shorter(&pairs).filter(|line| line.reads_on()).count() as f32 / pairs.len().max(1) as f32;
    // Lines of which none stands beside another are read as they stand.
    pairs.is_empty() || (letters_beside(&pairs) < CELL && notes < NOTES)
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
        let area = strips[cell].area;
        // What is high, as a large letter, stands beside each of several lines.
        let level = |&place: &usize| {
            let line = &strips[main[place]];
            line.is_level(&strips[cell], LEVEL) || (area.top < line.middle() && line.middle() < area.bottom)
        };
        let above = |&place: &usize| strips[main[place]].middle() < strips[cell].middle();
        let mut places = 0..main.len();
        let place = if leads { places.find(level) } else { places.rev().find(level).map(|place| place + 1) };
        let lowest = |&a: &usize, &b: &usize| strips[main[a]].middle().total_cmp(&strips[main[b]].middle());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Area, Beginning};

    /// Lines of these letters, from the left, in rows of one step.
    fn strips(places: &[(f32, f32, usize, Beginning)]) -> Vec<Strip> {
        let strip = |&(left, row, letters, begins): &(f32, f32, usize, Beginning)| {
            let area = Area {
                left,
                top: 30.0 * row,
                right: left + 10.0 * letters as f32,
                bottom: 30.0 * row + 20.0,
            };
            Strip { begins, ..Strip::plain(area, letters) }
        };
        places.iter().map(strip).collect()
    }

    #[test]
    fn numbers_beside_entries_are_cells_and_lines_beside_lines_are_not() {
        let (entry, number, line) = (28, 3, 30);
        let set = |letters| -> Vec<(f32, f32, usize, Beginning)> {
            let left = (0..6).map(|row| (0.0, row as f32, entry, Beginning::Upper));
            left.chain((0..6).map(|row| (400.0, row as f32, letters, Beginning::Digit))).collect()
        };
        let (left, right): (Vec<usize>, Vec<usize>) = (0..12).partition(|&at| at < 6);
        assert!(are_cells(&left, &right, &strips(&set(number))));
        assert!(!are_cells(&left, &right, &strips(&set(line))));
        assert_eq!(across(left, right, &strips(&set(number))), [0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11]);
    }

    #[test]
    fn short_lines_that_read_on_are_notes() {
        let text = (0..6).map(|row| (100.0, row as f32, 40, Beginning::Lower));
        let note = (2..5).map(|row| (0.0, row as f32, 7, Beginning::Lower));
        let strips = strips(&text.chain(note).collect::<Vec<_>>());
        assert!(!are_cells(&[6, 7, 8], &[0, 1, 2, 3, 4, 5], &strips));
    }

    #[test]
    fn names_are_read_before_what_is_said_of_them() {
        let names = [0.0, 3.0].map(|row| (0.0, row, 6, Beginning::Upper));
        let said = (0..5).map(|row| (120.0, row as f32, 30, Beginning::Lower));
        let strips = strips(&names.into_iter().chain(said).collect::<Vec<_>>());
        let (left, right) = (vec![0, 1], vec![2, 3, 4, 5, 6]);
        assert!(are_cells(&left, &right, &strips));
        assert_eq!(across(left, right, &strips), [0, 2, 3, 4, 1, 5, 6]);
    }

    #[test]
    fn lines_of_which_none_stands_beside_another_are_read_down_the_page() {
        // Who speaks stands in the middle of the page, above short answers at its left.
        let speakers = [0.0, 4.0, 8.0].map(|row| (300.0, row, 6, Beginning::Upper));
        let answers = [2.0, 6.0, 10.0].map(|row| (0.0, row, 12, Beginning::Upper));
        let strips = strips(&speakers.into_iter().chain(answers).collect::<Vec<_>>());
        let (left, right) = (vec![3, 4, 5], vec![0, 1, 2]);
        assert!(are_cells(&left, &right, &strips));
        assert_eq!(across(left, right, &strips), [0, 3, 1, 4, 2, 5]);
    }

    #[test]
    fn a_large_letter_is_read_before_the_first_line_beside_it() {
        let mut strips = strips(&[
            (100.0, 0.0, 30, Beginning::Lower),
            (100.0, 1.0, 30, Beginning::Lower),
            (100.0, 2.0, 30, Beginning::Lower),
            (0.0, 0.0, 1, Beginning::Upper),
        ]);
        strips[3].area.bottom = 80.0;
        assert_eq!(across(vec![3], vec![0, 1, 2], &strips), [3, 0, 1, 2]);
    }
}
