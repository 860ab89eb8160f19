//! The masthead of a newspaper, known by its date line: the number of the
//! issue, the date and the year or price on one row, with the name of the
//! paper in large letters above. Prices, addresses and dates up to there are
//! none of the text; no word of any language is asked for.

use super::Bit;
use super::features::{PageBits, off_centre};
use crate::model::{Area, is_year};

/// A date line stands in this share of the page, from the top,
const UPPER: f32 = 0.4;
/// reaches over so much of the width of the text,
const SPAN: f32 = 0.3;
/// and is made of so many bits at most.
const PARTS: usize = 6;
/// Bits of one row stand no further up or down, in heights of a line, and as a share of how far
/// apart they are: scans are turned and bent.
const LEVEL: f32 = 0.9;
const SLANT: f32 = 0.04;
/// A name has letters so many times as high or as wide as those of the text.
const NAME: f32 = 1.8;
/// More bits above a date line than this are no masthead,
const MOST: usize = 48;
/// nor are more than so many of like width below each other, as in a column of text.
const STACK: usize = 14;
const ALIKE: f32 = 2.0;
/// The name and the date stand in the middle within this share of the width of the date line.
const CENTRED: f32 = 0.2;
/// So many bits are asked whether a date line begins with them, which bounds the time.
const ASKED: usize = 64;

/// Whether each bit of a page belongs to the masthead of a newspaper.
pub(super) fn tell(page: &PageBits<'_>) -> Vec<bool> {
    let mut told = vec![false; page.bits.len()];
    let low = page.text.top + UPPER * page.text.height();
    let upper: Vec<usize> = (0..page.bits.len()).filter(|&at| page.bits[at].area.bottom < low).collect();
    let wide = |bit: &Bit| bit.area.width() / bit.text.chars().count().max(1) as f32;
    let mut widths: Vec<f32> = page.bits.iter().map(wide).collect();
    widths.sort_unstable_by(f32::total_cmp);
    let Some(&letter) = widths.get(widths.len() / 2) else { return told };
    let is_name = |bit: &Bit| {
        let letters = bit.text.chars().filter(|c| c.is_alphabetic()).count();
        let size = (wide(bit) / letter.max(0.01)).max(bit.area.height() / page.height);
        letters >= 5 && size >= NAME
    };
    for &first in upper.iter().filter(|&&at| is_issue(&page.bits[at].text)).take(ASKED) {
        let Some(line) = date_line(page, &upper, first) else { continue };
        let area = |at: &usize| page.bits[*at].area;
        let left = area(&first).left - 2.0 * page.height;
        let right = line.last().map_or(left, |last| area(last).right + 2.0 * page.height);
        let foot = line.iter().map(|at| area(at).top).fold(f32::INFINITY, f32::min);
        let inside = |at: &usize| {
            let area = page.bits[*at].area;
            let middle = f32::midpoint(area.left, area.right);
            f32::midpoint(area.top, area.bottom) < foot && left < middle && middle < right
        };
        let above: Vec<usize> = upper.iter().copied().filter(inside).collect();
        let centred = |at: usize| is_centred(page.bits[at].area, left, right);
        let stack = |at: &usize| {
            let own = page.bits[*at].area;
            let shares = |other: &&usize| {
                let other = page.bits[**other].area;
                let shared = own.right.min(other.right) - own.left.max(other.left);
                let (less, more) = (own.width().min(other.width()), own.width().max(other.width()));
                shared > 0.5 * less && more <= ALIKE * less
            };
            above.iter().filter(shares).count()
        };
        if above.len() <= MOST
            && above.iter().any(|&at| is_name(&page.bits[at]) && centred(at))
            && above.iter().all(|at| stack(at) <= STACK)
        {
            for at in above.into_iter().chain(line) {
                told[at] = true;
            }
        }
    }
    told
}

/// The row that begins with the number of an issue, if it is a date line.
fn date_line(page: &PageBits<'_>, upper: &[usize], first: usize) -> Option<Vec<usize>> {
    let mut line = vec![first];
    let middle = |at: usize| {
        let area = page.bits[at].area;
        (f32::midpoint(area.left, area.right), f32::midpoint(area.top, area.bottom))
    };
    while line.len() < PARTS {
        let last = line[line.len() - 1];
        let beside = |at: &usize| {
            let (this, before) = (middle(*at), middle(last));
            page.bits[*at].area.left >= page.bits[last].area.right
                && (this.1 - before.1).abs() <= LEVEL * page.height + SLANT * (this.0 - before.0)
        };
        // The nearest, level before near.
        let away = |at: usize| {
            let (this, before) = (middle(at), middle(last));
            (this.1 - before.1).abs() + 0.5 * SLANT * (this.0 - before.0)
        };
        let next = upper.iter().copied().filter(beside).min_by(|&a, &b| away(a).total_cmp(&away(b)));
        let Some(next) = next else { break };
        line.push(next);
        let between = &line[1..line.len() - 1];
        let (left, right) = (page.bits[first].area.left, page.bits[next].area.right);
        let dated = between.iter().map(|&at| page.bits[at].area).reduce(Area::to);
        let has = |of: fn(&str) -> bool| line.iter().any(|&at| of(&page.bits[at].text));
        let span = page.bits[next].area.right - page.bits[first].area.left;
        if is_short(&page.bits[next].text)
            && between.iter().any(|&at| is_date(&page.bits[at].text))
            && has(has_year)
            && dated.is_some_and(|area| is_centred(area, left, right))
            && span >= SPAN * page.text.width()
        {
            return Some(line);
        }
    }
    None
}

fn is_centred(area: Area, left: f32, right: f32) -> bool {
    off_centre(area, left, right) < CENTRED
}

/// The number of an issue: a short word, or none, and a number.
fn is_issue(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let number =
        text.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with(|c: char| c.is_ascii_digit());
    text.starts_with(char::is_uppercase)
        && (1..=9).contains(&letters)
        && (1..=5).contains(&digits)
        && number
        && text.chars().count() <= 14
}

/// A year, a price: few letters, and a number.
fn is_short(text: &str) -> bool {
    text.chars().count() <= 18 && text.contains(|c: char| c.is_ascii_digit())
}

/// A date has the name of a day, a month or a place, and mostly the number of the day.
fn is_date(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= 4 && text.contains(|c: char| c.is_ascii_digit())
}

/// Whether the number of a year stands in it.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bit(left: f32, right: f32, top: f32, height: f32, text: &str) -> Bit {
        Bit { area: Area { left, top, right, bottom: top + height }, text: text.to_owned() }
    }

    /// A page of three columns below this head.
    fn told(head: &[Bit]) -> Vec<bool> {
        let rows = (0..60).flat_map(|row| {
            let top = 400.0 + 40.0 * row as f32;
            [100.0, 600.0, 1100.0]
                .map(|left| bit(left, left + 450.0, top, 30.0, "een regel van de tekst van het blad"))
        });
        let bits: Vec<Bit> = head.iter().cloned().chain(rows).collect();
        let page = PageBits::of(&bits, 6, &|_| false).expect("a page of many rows");
        let told = tell(&page);
        assert!(!told[head.len()..].contains(&true));
        told[..head.len()].to_vec()
    }

    #[test]
    fn all_above_the_date_line_is_the_masthead() {
        let head = [
            bit(500.0, 1200.0, 100.0, 90.0, "De Courant"),
            bit(100.0, 400.0, 120.0, 30.0, "Prijs per kwartaal 2 gulden"),
            bit(100.0, 200.0, 300.0, 30.0, "No. 12."),
            bit(600.0, 1000.0, 300.0, 30.0, "Zaterdag 7 mei"),
            bit(1450.0, 1550.0, 300.0, 30.0, "1881."),
        ];
        assert_eq!(told(&head), [true; 5]);
        // A scan that is turned: each further to the right stands further down.
        let turned = head.clone().map(|bit| {
            let down = 0.03 * bit.area.left;
            Bit { area: Area { top: bit.area.top + down, bottom: bit.area.bottom + down, ..bit.area }, ..bit }
        });
        assert_eq!(told(&turned), [true; 5]);
        // Without a name in large letters it is a row of something else.
        assert_eq!(told(&head[1..]), [false; 4]);
    }

    #[test]
    fn leaves_a_headline_and_a_row_of_numbers() {
        let head = [
            bit(500.0, 1200.0, 100.0, 90.0, "Brand in Zwolle"),
            bit(100.0, 200.0, 300.0, 30.0, "Tabel 3"),
            bit(600.0, 1000.0, 300.0, 30.0, "huizen 12"),
            bit(1450.0, 1550.0, 300.0, 30.0, "14"),
        ];
        assert_eq!(told(&head), [false; 4]);
    }
}
