//! Lines on one row of a file that goes down the page: such a file was sorted by height, and
//! which of two stands a hair higher says nothing. They are read from left to right.

use super::strips::{Paper, Strip};
use super::trust::goes_down;

/// Lines stand on one row if their middles lie within this share of the lesser height. Set by hand.
const LEVEL: f32 = 0.5;
/// No row of print has more lines; each is held against all others of its row.
const MOST: usize = 100;

/// Puts lines that follow each other on one row of one block in order from left to right, if the
/// order goes down the page all the way and its words run that way.
pub(super) fn sort(order: &mut [usize], strips: &[Strip], paper: &Paper) {
    if !goes_down(strips) || runs_left(strips, paper) {
        return;
    }
    let mut rest = order;
    while !rest.is_empty() {
        let many = row(rest, strips);
        let (own, more) = rest.split_at_mut(many);
        own.sort_by(|&a, &b| strips[a].area.left.total_cmp(&strips[b].area.left));
        rest = more;
    }
}

/// How many of the first lines stand on one row, each with all others.
fn row(order: &[usize], strips: &[Strip]) -> usize {
    let beside = |a: &Strip, b: &Strip| {
        a.block == b.block && !a.turned && !b.turned && a.is_level(b, LEVEL) && a.shares(b) <= 0.0
    };
    let joins = |&at: &usize| order[..at].iter().all(|&other| beside(&strips[other], &strips[order[at]]));
    (1..order.len().min(MOST)).take_while(joins).count() + 1
}

/// Whether most lines have their first word right of their last, as in Hebrew and Arabic.
fn runs_left(strips: &[Strip], paper: &Paper) -> bool {
    let steps = strips.iter().filter_map(|strip| {
        let (first, last) = (paper.places[*strip.words.first()?]?, paper.places[*strip.words.last()?]?);
        Some((last.left - first.left).total_cmp(&0.0) as i32)
    });
    steps.sum::<i32>() < 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Area;

    #[test]
    fn a_row_is_as_long_as_its_lines_are_level_and_apart() {
        let strip =
            |left: f32, top: f32, right: f32| Strip::plain(Area { left, top, right, bottom: top + 20.0 }, 10);
        let strips = [
            strip(200.0, 0.0, 300.0),
            strip(0.0, 4.0, 100.0),
            strip(0.0, 30.0, 300.0),
            strip(200.0, 60.0, 300.0),
            strip(0.0, 75.0, 100.0),
        ];
        assert_eq!(row(&[0, 1, 2], &strips), 2);
        assert_eq!(row(&[2, 3, 4], &strips), 1);
        assert_eq!(row(&[3, 4], &strips), 1);
    }

    #[test]
    fn one_row_of_lines_sorted_by_height_is_read_from_the_left() {
        use crate::model::{Span, Token, Word};
        let span = Span::new(0, 1);
        let area = Area { left: 0.0, top: 0.0, right: 9.0, bottom: 20.0 };
        let token = Token { text: "o".into(), span, space_before: 1 };
        let word = Word { span, area: Some(area), ..Word::default() };
        let paper = Paper::new(&[&token], &[word]).expect("its word has a place");
        let strip =
            |left: f32, top: f32| Strip::plain(Area { left, top, right: left + 90.0, bottom: top + 20.0 }, 9);
        // The last words of a page, and the mark of the sheet left of them, a hair lower.
        let strips = [strip(0.0, 0.0), strip(0.0, 30.0), strip(200.0, 60.0), strip(0.0, 63.0)];
        let mut order = vec![0, 1, 2, 3];
        sort(&mut order, &strips, &paper);
        assert_eq!(order, [0, 1, 3, 2]);
    }
}
