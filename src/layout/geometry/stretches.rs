//! Stretches that a file reads across, though the rest of its page is in order: a note beside the
//! text, a list in two columns.

use super::order;
use super::skyline::Skyline;
use super::strips::Strip;
use super::trust::{Origin, Test, is_aside};

/// Steps aside with fewer lines than this between them are of one stretch: of two columns out of step
/// now and then two or three lines of one follow each other. Set by hand.
const BETWEEN: usize = 4;

/// Puts each stretch of an order in order by where its lines stand, if it is broken by itself: a few
/// rows may well be a table, so that short lines without figures are not enough. Blocks that the file
/// keeps apart are left as they are.
pub(super) fn mend(order: &mut [usize], strips: &[Strip], height: f32) {
    for (from, to) in stretches(order, strips) {
        let own: Vec<usize> = order[from..to].to_vec();
        let lines: Vec<Strip> = own.iter().map(|&at| strips[at].clone()).collect();
        if Test::order(&lines, &Skyline::new(&lines, height), Origin::Guessed).is_stretch_broken() {
            let found = order::order(&lines, height).order;
            order[from..to].iter_mut().zip(found).for_each(|(place, at)| *place = own[at]);
        }
    }
}

/// From where to where an order steps aside again and again within one block.
fn stretches(order: &[usize], strips: &[Strip]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, pair) in order.windows(2).enumerate() {
        let (before, after) = (&strips[pair[0]], &strips[pair[1]]);
        if before.block != after.block || !is_aside(before, after) {
            continue;
        }
        let goes_on = |last: &&mut (usize, usize)| {
            at < last.1 + BETWEEN
                && order[last.1 - 1..=at].iter().all(|&one| strips[one].block == after.block)
        };
        match found.last_mut().filter(goes_on) {
            Some(last) => last.1 = at + 2,
            None => found.push((at, at + 2)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::seams::Beginning;
    use super::*;
    use crate::model::Area;

    /// Lines of text, and beside some of them a note of two letters a word that reads on.
    fn page() -> Vec<Strip> {
        let line = |row: usize| {
            let top = 30.0 * row as f32;
            Strip::plain(Area { left: 0.0, top, right: 400.0, bottom: top + 20.0 }, 40)
        };
        let note = |row: usize| {
            let top = 30.0 * row as f32 + 3.0;
            Strip::plain(Area { left: 450.0, top, right: 550.0, bottom: top + 20.0 }, 9)
        };
        let mut strips: Vec<Strip> = (0..12).map(line).collect();
        for row in 12..17 {
            strips.extend([line(row), note(row)]);
        }
        strips.extend((17..30).map(line));
        strips
    }

    fn mended(strips: &[Strip]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..strips.len()).collect();
        mend(&mut order, strips, 20.0);
        order
    }

    #[test]
    fn a_note_beside_text_is_read_after_the_lines_that_it_stands_beside() {
        let strips = page();
        let order = mended(&strips);
        assert_eq!(order[12..22], [12, 14, 16, 18, 20, 13, 15, 17, 19, 21]);
        assert!(order[..12].iter().chain(&order[22..]).is_sorted());
    }

    #[test]
    fn blocks_of_the_file_and_cells_are_left_in_their_rows() {
        let mut strips = page();
        for (at, strip) in strips.iter_mut().enumerate() {
            strip.block = at as u32;
        }
        assert!(mended(&strips).is_sorted());
        let mut strips = page();
        for strip in strips.iter_mut().filter(|strip| strip.letters < 10) {
            strip.begins = Beginning::Digit;
        }
        assert!(mended(&strips).is_sorted());
    }
}
