//! How far log odds of a change of old print can be trusted in a language.

use super::{Language, Typeface};

/// What is made of log odds: the share of changes with such odds that are right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Trust {
    slope: f32,
    offset: f32,
}

/// That of a pack that says nothing: of the pairs of four languages together (`learn.py` prints it).
const USUAL: Trust = Trust { slope: 0.73, offset: 0.74 };

/// The names of a pack's rows in `historical/weights.tsv`, for any print and for gothic type.
const ROWS: [&str; 2] = ["confidence", "confidence-gothic"];

impl Trust {
    /// Log odds that are taken at their word.
    pub(crate) const WHOLE: Self = Self { slope: 1.0, offset: 0.0 };

    /// The share of changes with such log odds that are right.
    pub(crate) fn sure(self, ln_odds: f32) -> f32 {
        1.0 / (1.0 + (-(self.slope * ln_odds + self.offset)).exp())
    }
}

/// The trust of a language in its changes, by the type of the print.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trusts([Trust; 2]);

impl Trusts {
    /// Those of a pack, from rows of kind, `slope` or `offset`, and number.
    pub(super) fn of(rows: &[(&str, &str, f32)]) -> Self {
        let number =
            |kind: &str, name| rows.iter().find(|row| row.0 == kind && row.1 == name).map(|row| row.2);
        let of = |kind, or: Trust| Trust {
            slope: number(kind, "slope").unwrap_or(or.slope),
            offset: number(kind, "offset").unwrap_or(or.offset),
        };
        let all = of(ROWS[0], USUAL);
        Self([all, of(ROWS[1], all)])
    }

    /// Whether a row is of these.
    pub(super) fn has(row: &(&str, &str, f32)) -> bool {
        ROWS.contains(&row.0)
    }

    /// That of a type of print.
    pub(crate) fn of_print(self, print: Typeface) -> Trust {
        self.0[usize::from(print == Typeface::Gothic)]
    }
}

impl Language {
    /// How far log odds of a change of its old print can be trusted.
    pub(crate) fn trust(&self, print: Typeface) -> Trust {
        self.manner.trusts.of_print(print)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gothic_type_has_its_own_where_the_pack_says_so() {
        let rows = [
            ("confidence", "slope", 1.0),
            ("confidence", "offset", -1.0),
            ("confidence-gothic", "offset", 2.0),
        ];
        let trusts = Trusts::of(&rows);
        assert!((trusts.of_print(Typeface::Later).sure(1.0) - 0.5).abs() < 1e-6);
        assert_eq!(trusts.of_print(Typeface::Gothic), Trust { slope: 1.0, offset: 2.0 });
        assert_eq!(Trusts::of(&[]).of_print(Typeface::LongS), USUAL);
        assert!(Trusts::has(&rows[2]) && !Trusts::has(&("several", "bias", 1.0)));
    }
}
