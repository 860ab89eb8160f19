//! How much readier a language is for each sort of change on old print than others are.

use super::Language;
use super::trust::Trusts;

/// The sorts of change, as a pack's `historical/weights.tsv` names them.
pub(super) const CHANGES: [&str; 4] = ["known", "listed", "unseen", "several"];

/// What is added to the log odds of each sort of change, in the order of [`CHANGES`].
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Biases([f32; CHANGES.len()]);

impl Biases {
    /// Those of a pack, from rows of sort, `bias` and number; rows of other evidence, which packs had
    /// before, say nothing any more.
    pub(super) fn of(rows: &[(&str, &str, f32)]) -> Self {
        let bias = |name| rows.iter().find(|row| row.0 == name && row.1 == "bias").map_or(0.0, |row| row.2);
        // Weights of the evidence beside them are of the time when they were all there was.
        let is_whole = rows.iter().any(|row| row.1 != "bias" && !Trusts::has(row));
        if is_whole { Self::default() } else { Self(CHANGES.map(bias)) }
    }

    /// That of a sort, by its place in [`CHANGES`].
    pub(crate) fn of_sort(self, sort: usize) -> f32 {
        self.0.get(sort).copied().unwrap_or_default()
    }
}

impl Language {
    /// What its old print adds to the log odds of each sort of change.
    pub(crate) fn biases(&self) -> Biases {
        self.manner.biases
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sort_that_is_not_named_has_none() {
        let biases = Biases::of(&[("several", "bias", -1.0)]);
        assert_eq!(format!("{:?}", [0, 3, 9].map(|sort| biases.of_sort(sort))), "[0.0, -1.0, 0.0]");
        let earlier = Biases::of(&[("several", "bias", -1.0), ("several", "channel", 0.5)]);
        assert!(earlier.of_sort(3).abs() < f32::EPSILON);
    }
}
