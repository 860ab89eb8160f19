use super::Area;

/// The height of small letters without ascenders, as a share of a capital's.
const SMALL: f32 = 0.69;
/// How far letters hang below the line, as a share of a capital's height.
const HANG: f32 = 0.3;

/// A word on its line, as far as its box tells: a box fits the letters, so
/// that it must be known which of them rise and which hang.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Ink {
    /// Where it begins.
    pub left: f32,
    /// Where it ends.
    pub right: f32,
    /// The line that it stands on.
    pub base: f32,
    /// The height of its capitals, whether it has any or not; 0 for marks
    /// that do not tell.
    pub cap: f32,
    /// How wide it is in print of its size, in widths of a middling letter.
    pub letters: f32,
}

impl Ink {
    /// What the box of a text says.
    pub fn new(text: &str, area: Area) -> Self {
        let (rises, hangs) = reach(text);
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let height = area.height();
        let (cap, below) = match (rises, hangs) {
            _ if letters == 0 => (0.0, 0.0),
            (true, true) => (height / (1.0 + HANG), HANG),
            (true, false) => (height, 0.0),
            (false, true) => (height / (SMALL + HANG), HANG),
            (false, false) => (height / SMALL, 0.0),
        };
        let letters = text.chars().map(width).sum();
        Self { left: area.left, right: area.right, base: area.bottom - below * cap, cap, letters }
    }

    /// The box that a text has between two edges, on a line, with capitals so high.
    pub fn area(text: &str, left: f32, right: f32, base: f32, cap: f32) -> Option<Area> {
        let (rises, hangs) = reach(text);
        let top = base - if rises { cap } else { SMALL * cap };
        Area::new(left, top, right, base + if hangs { HANG * cap } else { 0.0 })
    }

    /// How wide a middling letter is in it.
    pub fn letter(self) -> f32 {
        (self.right - self.left) / self.letters.max(0.1)
    }

    /// The same on a page that leans by `slope`, set straight.
    #[must_use]
    pub fn straightened(self, slope: f32) -> Self {
        let middle = f32::midpoint(self.left, self.right);
        let shift = slope * self.base;
        Self { left: self.left + shift, right: self.right + shift, base: self.base - slope * middle, ..self }
    }
}

/// Whether any letter of a text rises above the small ones, and any hangs below the line.
fn reach(text: &str) -> (bool, bool) {
    let (mut rises, mut hangs) = (false, false);
    for c in text.chars() {
        rises |= c.is_uppercase() || c.is_numeric() || "bdfhijklt()[]{}/|!?\"'“”„‘’&%€ß".contains(c);
        // An accent rises higher than any letter; such words measure a little large.
        rises |= c.is_lowercase() && c > '\u{7f}';
        hangs |= "gjpqyQ,;()[]{}/|çş„".contains(c);
    }
    (rises, hangs)
}

/// How wide a letter is in most print, in widths of a middling one.
fn width(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '‘' | '!' | '|' | 'í' | 'ï' => {
            0.55
        }
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '"' | '“' | '”' | '„' | '/' | '*' => 0.7,
        'm' | 'M' | 'W' | '—' | '%' | '…' => 1.55,
        'w' => 1.35,
        c if c.is_uppercase() => 1.25,
        _ => 1.0,
    }
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
}
