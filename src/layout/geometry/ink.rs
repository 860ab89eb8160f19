//! What the box of a word says of its line: the box fits its letters, so that
//! it must be known which of them rise and which hang.

use crate::model::Area;

/// The height of small letters without ascenders, as a share of a capital's.
const SMALL: f32 = 0.69;
/// How far letters hang below the line, as a share of a capital's height.
const HANG: f32 = 0.3;

/// A word on its line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ink {
    /// Where it begins and ends.
    pub(super) left: f32,
    pub(super) right: f32,
    /// The line that it stands on.
    pub(super) base: f32,
    /// The height of its capitals, whether it has any or not; 0 for marks
    /// that do not tell.
    pub(super) cap: f32,
}

impl Ink {
    /// What the box of a text says.
    pub(super) fn new(text: &str, area: Area) -> Self {
        let (mut rises, mut hangs, mut letters) = (false, false, 0);
        for c in text.chars() {
            rises |= c.is_uppercase() || c.is_numeric() || "bdfhijklt()[]{}/|!?\"'“”„‘’&%€ß".contains(c);
            // An accent rises higher than any letter; such words measure a little large.
            rises |= c.is_lowercase() && c > '\u{7f}';
            hangs |= "gjpqyQ,;()[]{}/|çş„".contains(c);
            letters += usize::from(c.is_alphanumeric());
        }
        let height = area.height();
        let (cap, below) = match (rises, hangs) {
            _ if letters == 0 => (0.0, 0.0),
            (true, true) => (height / (1.0 + HANG), HANG),
            (true, false) => (height, 0.0),
            (false, true) => (height / (SMALL + HANG), HANG),
            (false, false) => (height / SMALL, 0.0),
        };
        Self { left: area.left, right: area.right, base: area.bottom - below * cap, cap }
    }

    /// The same on a page that leans by `slope`, set straight.
    #[must_use]
    pub(super) fn straightened(self, slope: f32) -> Self {
        let middle = f32::midpoint(self.left, self.right);
        let shift = slope * self.base;
        Self {
            left: self.left + shift,
            right: self.right + shift,
            base: self.base - slope * middle,
            cap: self.cap,
        }
    }
}

/// The middle of some numbers, each with a weight; `None` of none.
pub(super) fn median(mut weighed: Vec<(f32, f32)>) -> Option<f32> {
    weighed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = weighed.iter().map(|(_, weight)| weight).sum::<f32>() / 2.0;
    let mut sum = 0.0;
    weighed.iter().find_map(|&(value, weight)| {
        sum += weight;
        (sum >= half).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_line_stand_on_one_line() {
        let area = |top, bottom| Area::new(0.0, top, 50.0, bottom).unwrap();
        // As Tesseract boxes them at a capital's height of 16.
        let words = [("van", 263.0, 274.0), ("Weyler", 258.0, 279.0), ("Karel", 258.0, 274.0)];
        for (text, top, bottom) in words {
            let ink = Ink::new(text, area(top, bottom));
            assert!((ink.base - 274.0).abs() < 1.5 && (ink.cap - 16.0).abs() < 1.5, "{text}: {ink:?}");
        }
        assert!(Ink::new("-", area(1.0, 3.0)).cap < f32::EPSILON);
    }

    #[test]
    fn the_median_heeds_weights() {
        assert_eq!(median(vec![(3.0, 1.0), (1.0, 1.0), (2.0, 5.0)]), Some(2.0));
        assert_eq!(median(Vec::new()), None);
    }
}
