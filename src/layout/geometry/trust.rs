//! What a file says of its lines and of their order: trusted, then tested.
//!
//! People and engines that zoned a page know more than white space does. Their
//! lines and their order stay unless the page itself speaks against them:
//! lines that run through a gutter of the page, or an order that jumps across
//! the columns, row by row.

use super::order::Band;
use super::seams::{self, Beginning, Ending};
use super::skyline::Skyline;
use super::strips::Strip;

/// So large a share of the lines runs through gutters where lines are fused, and so many of
/// them, if it is not a good part of a short page: fewer may be a list with leaders, or a small
/// table. Set by hand.
const FUSED: f32 = 0.1;
const MOST_CELLS: usize = 5;
const GOOD_PART: f32 = 0.3;
/// What speaks against an order: it follows fewer of the certain pairs than the
/// first; or fewer than the second, and steps sideways at least so often.
const BROKEN: (f32, f32, f32) = (0.5, 0.8, 0.03);
/// Where the file spells its order out, more has to speak against it.
const TOLD: (f32, f32, f32) = (0.3, 0.6, 0.06);
/// So large a share of the certain pairs is text that is read before the text right above
/// it, in an order that the file does not spell out.
const BACKWARDS: f32 = 0.08;
/// So many lines that can only follow each other are text.
const SEVERAL: usize = 3;
/// A step sideways goes no further up or down than so many heights of a line.
const LEVEL: f32 = 1.2;
/// Lines of fewer letters are cells of a table or a register, which are read row by row, unless
/// more than this share of them begins in small letters or ends in a hyphen, as those of notes in
/// a margin do: of registers up to a fifth does, of notes two fifths and more. Set by hand.
const CELL: usize = 14;
const NOTES: f32 = 0.3;
/// Where fewer of the certain pairs than the first share read on, in small letters or after a
/// hyphen, and the shorter of two lines side by side has fewer letters than the second, in the
/// mean, they are no text but the entries of a table, whose rows a file may well give: text
/// reads on in a tenth and more, and verse has longer lines. Set by hand.
const ENTRIES: (f32, f32) = (0.03, 17.0);
/// Fewer certain pairs than this tell nothing.
const FEW: usize = 6;

/// What is known of the order of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Test {
    /// The share of lines that run through a gutter, and how many do.
    pub(super) fused: f32,
    pub(super) torn: usize,
    /// The share of the pairs that can only follow each other which do.
    pub(super) followed: f32,
    /// The share of steps to what stands beside.
    pub(super) steps: f32,
    /// The share of the certain pairs of text of which the lower is read before the upper.
    pub(super) backwards: f32,
    /// The share of the certain pairs of which the lower line reads on from the upper.
    pub(super) reads_on: f32,
    /// How many letters the shorter of two lines has between which the order steps aside, in the mean.
    pub(super) shorter: f32,
    /// How many certain pairs there are.
    pub(super) pairs: usize,
    /// Whether the file spells its order out.
    pub(super) told: bool,
    /// By how much another order was better, if that was taken, in log odds.
    pub(super) gain: f32,
}

impl Test {
    /// Tests the order in which the strips stand.
    pub(super) fn order(strips: &[Strip], skyline: &Skyline, told: bool) -> Self {
        let (mut pairs, mut followed, mut backwards, mut reads_on) = (0, 0, 0, 0);
        let reads_on_at =
            |ends: &Strip, begins: &Strip| ends.ends == Ending::Hyphen || begins.begins == Beginning::Lower;
        let short: Vec<&Strip> = strips.iter().filter(|strip| strip.letters < CELL).collect();
        let notes = short.iter().filter(|strip| reads_on_at(strip, strip)).count();
        let has_cells = notes as f32 <= NOTES * short.len() as f32;
        let is_cell = |at: usize| has_cells && strips[at].letters < CELL;
        // What is read after each line, cells aside.
        let mut after = vec![usize::MAX; strips.len()];
        for at in (1..strips.len()).rev() {
            after[at - 1] = if is_cell(at) { after[at] } else { at };
        }
        for at in 0..strips.len() {
            if let Some(next) = skyline.next(at).filter(|&next| !is_cell(at) && !is_cell(next)) {
                pairs += 1;
                followed += usize::from(next == after[at]);
                reads_on += usize::from(reads_on_at(&strips[at], &strips[next]));
                // A line alone may stand anywhere; text below text does not.
                let is_text = || skyline.runs_up(at) >= SEVERAL && skyline.runs_down(next) >= SEVERAL;
                backwards += usize::from(next < at && is_text());
            }
        }
        let beside = |pair: &&[Strip]| {
            pair.iter().all(|strip| !has_cells || strip.letters >= CELL)
                && pair[0].shares(&pair[1]) <= 0.0
                && pair[0].is_level(&pair[1], LEVEL)
        };
        let aside: Vec<usize> =
            strips.windows(2).filter(beside).map(|pair| pair[0].letters.min(pair[1].letters)).collect();
        let steps = aside.len();
        let share = |part: usize, of: usize| part as f32 / of.max(1) as f32;
        Self {
            fused: 0.0,
            torn: 0,
            followed: if pairs == 0 { 1.0 } else { share(followed, pairs) },
            steps: share(steps, strips.len().saturating_sub(1)),
            backwards: share(backwards, pairs),
            reads_on: share(reads_on, pairs),
            shorter: share(aside.iter().sum(), steps),
            pairs,
            told,
            gain: 0.0,
        }
    }

    /// Whether the lines were read across the columns.
    pub(super) fn is_fused(self) -> bool {
        self.fused >= FUSED && (self.torn > MOST_CELLS || self.fused >= GOOD_PART)
    }

    /// Whether the order jumps across the columns.
    pub(super) fn is_broken(self) -> bool {
        self.pairs >= FEW && !self.is_table() && self.breach() > 0.0
    }

    /// Whether the order goes along the rows of a table.
    fn is_table(self) -> bool {
        self.steps > 0.0 && self.reads_on < ENTRIES.0 && self.shorter < ENTRIES.1
    }

    /// By how much, in log odds, the figures go beyond what speaks against an order.
    fn breach(self) -> f32 {
        let (few, fewer, steps) = if self.told { TOLD } else { BROKEN };
        let sideways = (12.0 * (fewer - self.followed)).min(60.0 * (self.steps - steps));
        let backwards = if self.told { f32::NEG_INFINITY } else { 30.0 * (self.backwards - BACKWARDS) };
        sideways.max(12.0 * (few - self.followed)).max(backwards)
    }

    /// How sure it is that what was decided is right, from 0.5 to 1: by how far
    /// from its threshold the figure stands that decided.
    pub(super) fn confidence(self) -> f32 {
        if self.gain > 0.0 {
            return 1.0 / (1.0 + (-self.gain).exp());
        }
        let fused = 30.0 * (self.fused - FUSED);
        let broken = if self.pairs < FEW { -2.0 } else { self.breach() };
        let odds = if self.is_fused() || self.is_broken() { fused.max(broken) } else { -fused.max(broken) };
        1.0 / (1.0 + (-odds.max(0.0)).exp())
    }
}

/// What it is worth that what can only follow does, and that what stands
/// right above is read first; set by hand.
const CERTAIN: f32 = 1.5;
const ABOVE: f32 = 1.0;

/// What the text and the places of the lines say for an order of them, in log odds.
pub(super) fn worth(order: &[usize], bands: &[Band], strips: &[Strip], skyline: &Skyline) -> f32 {
    let mut place = vec![usize::MAX; strips.len()];
    for (at, &strip) in order.iter().enumerate() {
        place[strip] = at;
    }
    let mut worth = 0.0;
    for pair in order.windows(2) {
        worth += seams::reads_on(strips[pair[0]].ends, strips[pair[1]].begins);
    }
    for at in 0..strips.len() {
        let follows = |next| place[next] == place[at].wrapping_add(1);
        worth += if skyline.next(at).is_some_and(follows) { CERTAIN } else { 0.0 };
        let before = skyline.below[at].iter().filter(|&&below| place[below] < place[at]);
        worth -= ABOVE * before.count() as f32;
    }
    // What stands above a band is read before what stands below.
    for band in bands {
        let first = band.below.iter().map(|&at| place[at]).min().unwrap_or(usize::MAX);
        let last = band.above.iter().map(|&at| place[at]).max().unwrap_or(0);
        worth -= if last > first { band.odds } else { 0.0 };
    }
    worth
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Area;

    /// Lines of one height at these places: left edge, row.
    fn strips(places: &[(f32, usize)]) -> Vec<Strip> {
        let strip = |&(left, row): &(f32, usize)| {
            let top = 30.0 * row as f32;
            let area = Area { left, top, right: left + 300.0, bottom: top + 20.0 };
            Strip::plain(area, 30)
        };
        places.iter().map(strip).collect()
    }

    fn test(places: &[(f32, usize)]) -> Test {
        let strips = strips(places);
        Test::order(&strips, &Skyline::new(&strips, 20.0), false)
    }

    #[test]
    fn columns_one_after_the_other_are_in_order() {
        let both = [0.0, 340.0].into_iter().flat_map(|left| (0..8).map(move |row| (left, row)));
        let test = test(&both.collect::<Vec<_>>());
        assert!(!test.is_broken() && test.confidence() > 0.8, "{test:?}");
    }

    #[test]
    fn rows_across_columns_are_not() {
        let both = (0..8).flat_map(|row| [(0.0, row), (340.0, row)]);
        let test = test(&both.collect::<Vec<_>>());
        assert!(test.is_broken() && test.confidence() > 0.8, "{test:?}");
    }

    #[test]
    fn cells_of_a_register_are_read_row_by_row() {
        let places: Vec<_> = (0..8).flat_map(|row| [(0.0, row), (340.0, row)]).collect();
        let mut strips = strips(&places);
        for strip in strips.iter_mut().step_by(2) {
            (strip.begins, strip.letters) = (Beginning::Digit, 3);
        }
        assert!(!Test::order(&strips, &Skyline::new(&strips, 20.0), false).is_broken());
    }

    #[test]
    fn entries_of_a_table_that_read_on_nowhere_stay_in_their_rows() {
        let places: Vec<_> = (0..8).flat_map(|row| [(0.0, row), (340.0, row)]).collect();
        let mut strips = strips(&places);
        for (at, strip) in strips.iter_mut().enumerate() {
            (strip.begins, strip.letters) = (Beginning::Upper, if at % 2 == 0 { 25 } else { 15 });
        }
        assert!(!Test::order(&strips, &Skyline::new(&strips, 20.0), false).is_broken());
    }

    #[test]
    fn a_few_lines_tell_nothing() {
        assert!(!test(&[(0.0, 0), (340.0, 0), (0.0, 1), (340.0, 1)]).is_broken());
    }
}
