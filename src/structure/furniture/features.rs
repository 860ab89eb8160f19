//! What is seen of each bit of a page by where it stands, how large it is and
//! what kind of letters it has: nothing of a language.

use super::Bit;
use crate::language::flag;
use crate::model::{Area, is_year};
use crate::structure::folio::{is_digits, is_number, is_signature};

/// Middles closer than this share of the middle height are on one row.
const ROW: f32 = 0.6;
/// So many rows near are looked at: a column of numbers, a title beside ears.
const NEAR: usize = 6;
/// How many rows of the page below tell how its columns stand.
const BODY: usize = 12;
/// Lines of one text stand no further apart, in heights of a line, and differ no more in height.
const CHAIN: (f32, f32) = (1.0, 1.3);
/// A row of more bits than this is no row of print, and so many are looked at to find the nearest.
const MOST_ON_ROW: usize = 200;
const MOST_SEEN: usize = 400;
/// Stands for a distance, in heights of a line, where nothing stands there.
const NOTHING: f32 = 12.0;

/// Makes the list of the names and the function that sees what they name, in one order.
macro_rules! seen {
    ($page:ident, $at:ident, $($name:literal: $value:expr,)*) => {
        /// What is seen of a bit, by name.
        pub(in crate::structure) const NAMES: [&str; [$($name),*].len()] = [$($name),*];

        /// What is seen of a bit, in the order of [`NAMES`].
        pub(in crate::structure) type Features = [f32; NAMES.len()];

        /// Sees it.
        fn features($page: &PageBits<'_>, $at: usize) -> Features {
            [$($value),*]
        }
    };
}

seen! {
    p, at,
    "rows-above": (p.row[at] as f32).min(12.0),
    "rows-below": ((p.rows.len() - 1 - p.row[at]) as f32).min(12.0),
    "rows": (p.rows.len() as f32).min(200.0),
    "down": (p.middle(at) - p.text.top) / p.text.height().max(1.0),
    "white-above": p.white(p.above[at], |a, b| b.area.top - a.area.bottom, at),
    "white-below": p.white(p.below[at], |a, b| a.area.top - b.area.bottom, at),
    "row-white-above": p.row_white(p.row[at].checked_sub(1), p.row[at]),
    "row-white-below": p.row_white(Some(p.row[at]), p.row[at] + 1),
    "second-row-white": p.row_white(Some(p.row[at] + 1), p.row[at] + 2),
    "height": p.tall(at),
    "width": p.bits[at].area.width() / p.text.width().max(1.0),
    "left": (p.bits[at].area.left - p.text.left) / p.text.width().max(1.0),
    "right": (p.text.right - p.bits[at].area.right) / p.text.width().max(1.0),
    "off-centre": p.off_centre(at),
    "left-heights": ((p.bits[at].area.left - p.text.left) / p.height).clamp(-9.0, 30.0),
    "right-heights": ((p.text.right - p.bits[at].area.right) / p.height).clamp(-9.0, 30.0),
    "on-row": p.rows[p.row[at]].len().min(8) as f32,
    "first-on-row": flag(p.rows[p.row[at]].first() == Some(&at)),
    "last-on-row": flag(p.rows[p.row[at]].last() == Some(&at)),
    "row-width": p.row_width(p.row[at]),
    "row-width-below": p.row_width(p.row[at] + 1),
    "row-width-second": p.row_width(p.row[at] + 2),
    "row-width-above": p.row[at].checked_sub(1).map_or(-1.0, |row| p.row_width(row)),
    "on-row-below": p.rows.get(p.row[at] + 1).map_or(0.0, |row| row.len().min(8) as f32),
    "on-rows-below": p.usual_bits(p.row[at]),
    "on-rows": p.usual,
    "spans": p.spans(at).min(6.0),
    "number": flag(p.is_number[at]),
    "row-numbers": p.rows[p.row[at]].iter().filter(|&&bit| p.is_number[bit]).count() as f32,
    "column-of-numbers": p.numbers_below(at),
    "signature": flag(is_signature(&p.bits[at].text)),
    "year": flag(p.bits[at].text.split_whitespace().any(is_year)),
    "digits": share(&p.bits[at].text, char::is_numeric),
    "uppers": share(&p.bits[at].text, char::is_uppercase),
    "marks": share(&p.bits[at].text, |c| !c.is_alphanumeric() && !c.is_whitespace()),
    "letters": (p.bits[at].text.chars().count() as f32).min(80.0),
    "words": (p.bits[at].text.split_whitespace().count() as f32).min(12.0),
    "capitals": capitals(&p.bits[at].text),
    "lower": flag(p.bits[at].text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)),
    "stop": flag(p.bits[at].text.trim_end().ends_with(['.', '!', '?'])),
    "comma": flag(p.bits[at].text.trim_end().ends_with([',', ';', ':'])),
    "hyphen": flag(p.bits[at].text.trim_end().ends_with(['-', '¬', '⸗', '\u{ad}', '='])),
    "tallest-near": p.tallest(p.row[at].saturating_sub(NEAR), p.row[at] + NEAR),
    "tallest-below": p.tallest(p.row[at] + 1, p.row[at] + 2 * NEAR),
    "tallest-above": p.row[at].checked_sub(2).map_or(0.0, |row| p.tallest_so_far[row]),
    "tall-above": p.above[at].map_or(0.0, |above| p.tall(above)),
    "tall-below": p.below[at].map_or(0.0, |below| p.tall(below)),
    "width-above": p.above[at].map_or(-1.0, |above| p.bits[above].area.width() / p.text.width().max(1.0)),
    "width-below": p.below[at].map_or(-1.0, |below| p.bits[below].area.width() / p.text.width().max(1.0)),
    "chain-above": p.chain(at, &p.above),
    "chain-below": p.chain(at, &p.below),
    "column-above": column(at, &p.above),
    "column-below": column(at, &p.below),
    "indent-below": p.below[at].map_or(0.0, |below| ((p.bits[below].area.left - p.bits[at].area.left) / p.height).clamp(-20.0, 20.0)),
    "outdent-above": p.above[at].map_or(0.0, |above| ((p.bits[above].area.left - p.bits[at].area.left) / p.height).clamp(-20.0, 20.0)),
}

/// What is seen of a bit under this name.
pub(in crate::structure) fn of(seen: &Features, name: &str) -> f32 {
    NAMES.iter().position(|&one| one == name).map_or(0.0, |at| seen[at])
}

/// The bits of a page, and how they stand to each other.
pub(in crate::structure) struct PageBits<'a> {
    pub(super) bits: &'a [Bit],
    /// From top to bottom, each from left to right.
    pub(super) rows: Vec<Vec<usize>>,
    /// The row of each bit.
    row: Vec<usize>,
    /// The nearest bit that stands above each, and below.
    above: Vec<Option<usize>>,
    below: Vec<Option<usize>>,
    pub(super) is_number: Vec<bool>,
    /// The middle height of a bit.
    pub(super) height: f32,
    /// The area of the text: of all rows but the first and the last.
    pub(super) text: Area,
    /// How many bits usually stand on a row.
    usual: f32,
    /// Whether each bit is figures alone.
    is_digits: Vec<bool>,
    /// The height of the tallest bit of each row, and of each row and all above it.
    tallest: Vec<f32>,
    tallest_so_far: Vec<f32>,
}

impl<'a> PageBits<'a> {
    /// A page of at least so many rows, and never fewer than three; none of fewer, or whose rows are no print.
    pub(in crate::structure) fn of(
        bits: &'a [Bit],
        least: usize,
        is_page_word: &dyn Fn(&str) -> bool,
    ) -> Option<Self> {
        let rows = rows(bits);
        if rows.len() < least.max(3) || rows.iter().any(|row| row.len() > MOST_ON_ROW) {
            return None;
        }
        let mut row = vec![0; bits.len()];
        for (number, own) in rows.iter().enumerate() {
            for &at in own {
                row[at] = number;
            }
        }
        let mut heights: Vec<f32> = bits.iter().map(|bit| bit.area.height()).collect();
        heights.sort_unstable_by(f32::total_cmp);
        let height = heights[heights.len() / 2].max(0.01);
        let inner = rows[1..rows.len() - 1].iter().flatten().map(|&at| bits[at].area);
        let text = inner.reduce(Area::to).unwrap_or_default();
        let mut many: Vec<usize> = rows.iter().map(Vec::len).collect();
        many.sort_unstable();
        let usual = many[many.len() / 2] as f32;
        let (above, below) = neighbours(bits, &rows);
        let is_number = bits.iter().map(|bit| is_number(&bit.text, is_page_word)).collect();
        let is_digits = bits.iter().map(|bit| is_digits(&bit.text)).collect();
        let tall = |at: &usize| (bits[*at].area.height() / height).min(9.0);
        let tallest: Vec<f32> = rows.iter().map(|row| row.iter().map(tall).fold(0.0, f32::max)).collect();
        let so_far = tallest.iter().scan(0.0, |most: &mut f32, &tall| {
            *most = most.max(tall);
            Some(*most)
        });
        let tallest_so_far = so_far.collect();
        Some(Self {
            bits,
            rows,
            row,
            above,
            below,
            is_number,
            height,
            text,
            usual,
            is_digits,
            tallest,
            tallest_so_far,
        })
    }

    /// What is seen of each bit.
    pub(in crate::structure) fn seen(&self) -> Vec<Features> {
        (0..self.bits.len()).map(|at| features(self, at)).collect()
    }

    fn middle(&self, at: usize) -> f32 {
        middle(self.bits[at].area)
    }

    fn tall(&self, at: usize) -> f32 {
        (self.bits[at].area.height() / self.height).min(9.0)
    }

    /// The white between a bit and another, in heights of a line.
    fn white(&self, other: Option<usize>, of: impl Fn(&Bit, &Bit) -> f32, at: usize) -> f32 {
        other.map_or(NOTHING, |other| {
            (of(&self.bits[other], &self.bits[at]) / self.height).clamp(-2.0, NOTHING)
        })
    }

    /// The step from a row to the next, in heights of a line.
    fn row_white(&self, row: Option<usize>, next: usize) -> f32 {
        let (Some(row), Some(next)) = (row.and_then(|row| self.rows.get(row)), self.rows.get(next)) else {
            return NOTHING;
        };
        ((self.middle(next[0]) - self.middle(row[0])) / self.height).clamp(0.0, NOTHING)
    }

    fn off_centre(&self, at: usize) -> f32 {
        off_centre(self.bits[at].area, self.text.left, self.text.right)
    }

    /// The share of the text's width that stands on a row.
    fn row_width(&self, row: usize) -> f32 {
        let own = self.rows.get(row).map_or(&[][..], Vec::as_slice);
        own.iter().map(|&at| self.bits[at].area.width()).sum::<f32>() / self.text.width().max(1.0)
    }

    /// How many bits stand on the rows below, on the average.
    fn usual_bits(&self, row: usize) -> f32 {
        let below = &self.rows[(row + 1).min(self.rows.len())..(row + 1 + BODY).min(self.rows.len())];
        below.iter().map(|row| row.len().min(8)).sum::<usize>() as f32 / below.len().max(1) as f32
    }

    /// Over how many bits of the next rows one reaches.
    fn spans(&self, at: usize) -> f32 {
        let own = self.bits[at].area;
        let next = self.rows[(self.row[at] + 1).min(self.rows.len())..].iter().take(3);
        let over = |row: &Vec<usize>| row.iter().filter(|&&below| beside(self.bits[below].area, own)).count();
        next.map(over).max().unwrap_or(0) as f32
    }

    /// How many numbers stand right below or above.
    fn numbers_below(&self, at: usize) -> f32 {
        let own = self.bits[at].area;
        let row = self.row[at];
        let near = row.saturating_sub(NEAR)..(row + NEAR + 1).min(self.rows.len());
        let same = near.filter(|&other| other != row).flat_map(|other| &self.rows[other]);
        same.filter(|&&other| self.is_digits[other] && beside(self.bits[other].area, own)).count() as f32
    }

    /// The height of the tallest bit of some rows.
    fn tallest(&self, from: usize, to: usize) -> f32 {
        let to = to.min(self.rows.len());
        self.tallest[from.min(to)..to].iter().copied().fold(0.0, f32::max)
    }

    /// How many lines of one text follow each other from a bit, one way.
    fn chain(&self, at: usize, way: &[Option<usize>]) -> f32 {
        let (mut here, mut many) = (at, 0);
        while let Some(next) = way[here].filter(|&next| many < 20 && self.goes_on(here, next)) {
            (here, many) = (next, many + 1);
        }
        many as f32
    }

    fn goes_on(&self, here: usize, next: usize) -> bool {
        let (a, b) = (self.bits[here].area, self.bits[next].area);
        let white = a.top.max(b.top) - a.bottom.min(b.bottom);
        let (less, more) = (a.height().min(b.height()), a.height().max(b.height()));
        white <= CHAIN.0 * self.height && more <= CHAIN.1 * less
    }
}

/// How far an area stands from the middle of a stretch, as a share of its width.
pub(super) fn off_centre(area: Area, left: f32, right: f32) -> f32 {
    let off = f32::midpoint(area.left, area.right) - f32::midpoint(left, right);
    (off / (right - left).max(1.0)).abs()
}

/// How many bits stand above or below each other from one on, one way.
fn column(at: usize, way: &[Option<usize>]) -> f32 {
    let (mut here, mut many) = (at, 0);
    while let Some(next) = way[here].filter(|_| many < 20) {
        (here, many) = (next, many + 1);
    }
    many as f32
}

/// The nearest bit above each, and below, that shares some of its width.
fn neighbours(bits: &[Bit], rows: &[Vec<usize>]) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let nearest = |rows: &mut dyn Iterator<Item = &Vec<usize>>| {
        let mut found = vec![None; bits.len()];
        // For each stretch of the width the bit last seen there.
        let mut seen: Vec<(f32, f32, usize)> = Vec::new();
        for row in rows {
            for &at in row {
                let own = bits[at].area;
                found[at] =
                    seen.iter().rev().find(|one| one.0 < own.right && own.left < one.1).map(|one| one.2);
            }
            for &at in row {
                let own = bits[at].area;
                seen.retain(|one| one.0 < own.left || one.1 > own.right);
                seen.push((own.left, own.right, at));
            }
            // What was seen long ago is near nothing, and would take time.
            seen.drain(..seen.len().saturating_sub(MOST_SEEN));
        }
        found
    };
    (nearest(&mut rows.iter()), nearest(&mut rows.iter().rev()))
}

/// The rows of a page from top to bottom, each from left to right.
fn rows(bits: &[Bit]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..bits.len()).collect();
    order.sort_by(|&a, &b| middle(bits[a].area).total_cmp(&middle(bits[b].area)));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for at in order {
        let same = rows.last().is_some_and(|row| {
            let first = bits[row[0]].area;
            let lesser = first.height().min(bits[at].area.height());
            middle(bits[at].area) - middle(first) < ROW * lesser
        });
        match rows.last_mut().filter(|_| same) {
            Some(row) => row.push(at),
            None => rows.push(vec![at]),
        }
    }
    for row in &mut rows {
        row.sort_by(|&a, &b| bits[a].area.left.total_cmp(&bits[b].area.left));
    }
    rows
}

fn middle(area: Area) -> f32 {
    f32::midpoint(area.top, area.bottom)
}

/// Whether two areas share some of their width.
fn beside(a: Area, b: Area) -> bool {
    a.left < b.right && b.left < a.right
}

/// The share of the characters of a kind.
fn share(text: &str, kind: impl Fn(char) -> bool) -> f32 {
    let all = text.chars().filter(|c| !c.is_whitespace()).count().max(1);
    text.chars().filter(|&c| kind(c)).count() as f32 / all as f32
}

/// The share of the words that begin with a capital.
fn capitals(text: &str) -> f32 {
    let words = text.split_whitespace().count().max(1);
    text.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() as f32 / words as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_seen_by_where_they_stand() {
        let bit = |row: usize, left: f32, right: f32, text: &str| {
            let top = 40.0 * row as f32;
            Bit { area: Area { left, top, right, bottom: top + 30.0 }, text: text.to_owned() }
        };
        let bits: Vec<Bit> = [bit(0, 100.0, 140.0, "12"), bit(0, 300.0, 700.0, "HET LEVEN OP ZEE.")]
            .into_iter()
            .chain((1..9).map(|row| bit(row, 100.0, 900.0, "een regel van de tekst")))
            .collect();
        let seen = PageBits::of(&bits, 6, &|_| false).unwrap().seen();
        assert_eq!((of(&seen[0], "number"), of(&seen[1], "number")), (1.0, 0.0));
        assert_eq!((of(&seen[1], "row-numbers"), of(&seen[1], "on-row")), (1.0, 2.0));
        assert!(of(&seen[1], "uppers") > 0.8 && of(&seen[1], "off-centre") < 0.01);
        assert!(of(&seen[2], "chain-below") > 6.0 && (of(&seen[2], "rows-above") - 1.0).abs() < 1e-6);
        assert!(PageBits::of(&bits[..3], 6, &|_| false).is_none());
    }
}
