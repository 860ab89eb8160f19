//! What a file says of its lines and of their order: trusted, then tested.
//!
//! People and engines that zoned a page know more than white space does. Their
//! lines and their order stay unless the page itself speaks against them:
//! lines that run through a gutter of the page, or an order that jumps across
//! the columns, row by row.

use super::order::Band;
use super::seams;
use super::skyline::Skyline;
use super::strips::{Strip, letters_beside, shorter};
use crate::model::Beginning;

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
/// Where an order steps aside, the shorter of the two lines has so many letters in columns of text,
/// in the mean over these letters: cells of tables and registers have fewer, however many of them
/// read on, and lines of verse have more, though none does. So many letters more or less make it
/// sure. Set by hand, in the middle of where it makes no difference, on 38 collections of
/// registers, tables, gazettes, newspapers and books.
const LINE: f32 = 17.0;
const LETTERS: f32 = 2.0;
/// Notes in a margin are as short, but in so large a share of the steps aside the shorter line, of so
/// many letters at least, begins in a small letter or ends in a hyphen. Set by hand, as well.
const NOTES: f32 = 0.6;
const NOTE: usize = 4;
/// Where nobody put lines in an order, but from the top of the page to its foot, it is cells of
/// which in so large a share of the steps aside one line or the other begins in a figure, and the
/// shorter lines of verse and of lists have hardly any. Set by hand, in the middle of where it makes
/// no difference (.1 to .3) on 41 collections with their order taken away.
const FIGURES: f32 = 0.17;
/// An order goes down the page all the way if no larger a share of its steps goes up by a line.
const UPWARDS: f32 = 0.02;
/// Fewer certain pairs than this tell nothing.
const FEW: usize = 6;

/// Who put the lines of a page in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The file spells it out.
    Told,
    /// An engine guessed it.
    Guessed,
    /// Nobody says.
    Unsaid,
}

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
    /// How far what stands side by side reads like the lines of columns, or like notes beside
    /// them, and not like the cells of a table, whose rows a file may well give: in log odds.
    pub(super) text: f32,
    /// How many certain pairs there are.
    pub(super) pairs: usize,
    /// Whether the file spells its order out.
    pub(super) told: bool,
    /// By how much another order was better, if that was taken, in log odds.
    pub(super) gain: f32,
}

impl Test {
    /// Tests the order in which the strips stand.
    pub(super) fn order(strips: &[Strip], skyline: &Skyline, origin: Origin) -> Self {
        let (mut pairs, mut followed, mut backwards) = (0, 0, 0);
        for at in 0..strips.len() {
            let Some(next) = skyline.next(at) else { continue };
            pairs += 1;
            followed += usize::from(next == at + 1);
            // A line alone may stand anywhere; text below text does not.
            let is_text = || skyline.runs_up(at) >= SEVERAL && skyline.runs_down(next) >= SEVERAL;
            backwards += usize::from(next < at && is_text());
        }
        let aside: Vec<&[Strip]> = strips.windows(2).filter(|pair| is_aside(&pair[0], &pair[1])).collect();
        Self {
            fused: 0.0,
            torn: 0,
            followed: if pairs == 0 { 1.0 } else { share(followed, pairs) },
            steps: share(aside.len(), strips.len().saturating_sub(1)),
            backwards: share(backwards, pairs),
            text: if origin == Origin::Unsaid && goes_down(strips) {
                text(&aside).max(without_figures(&aside))
            } else {
                text(&aside)
            },
            pairs,
            told: origin == Origin::Told,
            gain: 0.0,
        }
    }

    /// Whether the lines were read across the columns.
    pub(super) fn is_fused(self) -> bool {
        self.fused >= FUSED && (self.torn > MOST_CELLS || self.fused >= GOOD_PART)
    }

    /// Whether the order jumps across the columns.
    pub(super) fn is_broken(self) -> bool {
        self.pairs >= FEW && self.breach() > 0.0
    }

    /// Whether the order of a stretch by itself does.
    pub(super) fn is_stretch_broken(self) -> bool {
        self.pairs >= FEW && self.followed < BROKEN.0 && self.breach() > 0.0
    }

    /// By how much, in log odds, the figures go beyond what speaks against an order.
    fn breach(self) -> f32 {
        let (few, fewer, steps) = if self.told { TOLD } else { BROKEN };
        let sideways = (12.0 * (fewer - self.followed)).min(60.0 * (self.steps - steps));
        let backwards = if self.told { f32::NEG_INFINITY } else { 30.0 * (self.backwards - BACKWARDS) };
        // A few steps aside tell nothing of what stands there.
        let text = if self.steps < steps { f32::INFINITY } else { self.text };
        sideways.max(12.0 * (few - self.followed)).max(backwards).min(text)
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

fn share(part: usize, of: usize) -> f32 {
    part as f32 / of.max(1) as f32
}

/// Whether a line stands beside the one that is read before it.
pub(super) fn is_aside(before: &Strip, after: &Strip) -> bool {
    before.shares(after) <= 0.0 && before.is_level(after, LEVEL)
}

/// How far what an order reads side by side is text, and not the cells of rows, in log odds;
/// nothing speaks against it where nothing is read so.
fn text(aside: &[&[Strip]]) -> f32 {
    if aside.is_empty() {
        return f32::INFINITY;
    }
    ((letters_beside(aside) - LINE) / LETTERS).max(10.0 * (notes(aside) - NOTES))
}

/// The share of pairs side by side of which the shorter reads on as a note does.
fn notes(aside: &[&[Strip]]) -> f32 {
    let is_note = |strip: &&Strip| strip.letters >= NOTE && (strip.letters as f32) < LINE && strip.reads_on();
    share(shorter(aside).filter(is_note).count(), aside.len())
}

/// Whether lines stand in an order that goes down the page all the way, as nobody reads columns.
pub(super) fn goes_down(strips: &[Strip]) -> bool {
    let is_up = |pair: &&[Strip]| pair[1].middle() < pair[0].middle() - pair[0].height();
    share(strips.windows(2).filter(is_up).count(), strips.len()) <= UPWARDS
}

/// How far lines that stand side by side have too few figures for the cells of a table, in log odds.
fn without_figures(aside: &[&[Strip]]) -> f32 {
    let has_figure = |pair: &&&[Strip]| pair.iter().any(|strip| strip.begins == Beginning::Digit);
    20.0 * (FIGURES - share(aside.iter().filter(has_figure).count(), aside.len()))
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
        Test::order(&strips, &Skyline::new(&strips, 20.0), Origin::Guessed)
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
        assert!(!Test::order(&strips, &Skyline::new(&strips, 20.0), Origin::Guessed).is_broken());
    }

    #[test]
    fn entries_of_a_table_that_read_on_nowhere_stay_in_their_rows() {
        let places: Vec<_> = (0..8).flat_map(|row| [(0.0, row), (340.0, row)]).collect();
        let mut strips = strips(&places);
        for (at, strip) in strips.iter_mut().enumerate() {
            (strip.begins, strip.letters) = (Beginning::Upper, if at % 2 == 0 { 25 } else { 15 });
        }
        assert!(!Test::order(&strips, &Skyline::new(&strips, 20.0), Origin::Guessed).is_broken());
    }

    #[test]
    fn short_lines_without_figures_are_columns_where_nobody_put_them_in_order() {
        let places: Vec<_> = (0..8).flat_map(|row| [(0.0, row), (340.0, row)]).collect();
        let mut strips = strips(&places);
        for strip in &mut strips {
            (strip.begins, strip.letters) = (Beginning::Upper, 12);
        }
        let broken =
            |strips: &[Strip], origin| Test::order(strips, &Skyline::new(strips, 20.0), origin).is_broken();
        assert!(broken(&strips, Origin::Unsaid) && !broken(&strips, Origin::Guessed));
        for strip in strips.iter_mut().step_by(4) {
            strip.begins = Beginning::Digit;
        }
        assert!(!broken(&strips, Origin::Unsaid));
    }

    #[test]
    fn columns_of_verse_are_text_though_no_line_reads_on() {
        let places: Vec<_> = (0..8).flat_map(|row| [(0.0, row), (340.0, row)]).collect();
        let mut strips = strips(&places);
        for (at, strip) in strips.iter_mut().enumerate() {
            (strip.begins, strip.letters) = (Beginning::Upper, 20 + at % 5);
        }
        assert!(Test::order(&strips, &Skyline::new(&strips, 20.0), Origin::Guessed).is_broken());
    }

    #[test]
    fn cells_that_read_on_in_their_column_stay_in_their_rows() {
        let places: Vec<_> = (0..8).flat_map(|row| [(0.0, row), (340.0, row), (680.0, row)]).collect();
        let mut strips = strips(&places);
        for (at, strip) in strips.iter_mut().enumerate() {
            strip.letters = [4, 25, 14][at % 3];
            strip.begins = if at % 3 == 0 { Beginning::Digit } else { Beginning::Lower };
        }
        assert!(!Test::order(&strips, &Skyline::new(&strips, 20.0), Origin::Guessed).is_broken());
    }

    #[test]
    fn a_few_lines_tell_nothing() {
        assert!(!test(&[(0.0, 0), (340.0, 0), (0.0, 1), (340.0, 1)]).is_broken());
    }
}
