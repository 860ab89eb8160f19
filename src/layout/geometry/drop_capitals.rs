//! Drop capitals: read right before the line that they begin, wherever the
//! file or their middle puts them.

use super::columns::is_drop_capital;
use super::strips::Strip;

/// A capital and the line that it begins stand so near each other in any order that is right.
const NEAR: usize = 12;

/// Puts each drop capital of an order right before the uppermost line beside it.
pub(super) fn lead(order: &mut [usize], strips: &[Strip], height: f32) {
    for at in 0..order.len() {
        let capital = order[at];
        if strips[capital].letters != 1 {
            continue;
        }
        let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(order.len());
        let begun = near
            .filter(|&other| other != at && is_drop_capital(&strips[capital], &strips[order[other]], height));
        let first = begun.min_by(|&a, &b| strips[order[a]].middle().total_cmp(&strips[order[b]].middle()));
        match first {
            Some(first) if first < at => order[first..=at].rotate_right(1),
            Some(first) if first > at + 1 => order[at..first].rotate_left(1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Area;

    #[test]
    fn a_capital_stands_before_the_line_that_it_begins() {
        let strip = |left: f32, top: f32, right: f32, bottom: f32, letters| Strip {
            base: bottom,
            ..Strip::plain(Area { left, top, right, bottom }, letters)
        };
        let strips = [
            strip(100.0, 60.0, 500.0, 80.0, 30),
            strip(170.0, 100.0, 500.0, 120.0, 20),
            strip(100.0, 98.0, 160.0, 155.0, 1),
            strip(170.0, 130.0, 500.0, 150.0, 20),
        ];
        let mut order = vec![0, 1, 2, 3];
        lead(&mut order, &strips, 20.0);
        assert_eq!(order, [0, 2, 1, 3]);
        lead(&mut order, &strips, 20.0);
        assert_eq!(order, [0, 2, 1, 3]);
    }
}
