//! Many cases as one table: a mean for each figure, weighted by the size of
//! the truth, with an interval.

use super::{Repairs, Scores};
use serde_json::{Map, Value, json};
use std::fmt::{self, Display};

/// One figure of the table.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// Its name in a table and in JSON.
    pub name: &'static str,
    /// Whether more is better.
    pub higher_is_better: bool,
    /// What it says, in a line.
    pub meaning: &'static str,
    /// Reads it off the scores; `None` where it could not be measured.
    pub of: fn(&Scores) -> Option<f64>,
}

const fn figure(
    name: &'static str,
    higher_is_better: bool,
    meaning: &'static str,
    of: fn(&Scores) -> Option<f64>,
) -> Figure {
    Figure { name, higher_is_better, meaning, of }
}

/// All figures, in the order of the table; harm comes first.
pub const FIGURES: [Figure; 14] = [
    figure("harm", false, "right words broken", |s| s.repairs.as_ref().map(Repairs::harm)),
    figure("fixed", true, "wrong words fixed", |s| {
        s.repairs.as_ref().filter(|r| r.wrong > 0).map(Repairs::fix_rate)
    }),
    figure("cer", false, "character errors / truth", |s| Some(s.cer)),
    figure("ncer", false, "character errors / alignment", |s| Some(s.normalised_cer)),
    figure("fcer", false, "character errors, order factored out", |s| Some(s.flexible_cer)),
    figure("gap", false, "cer - fcer: the cost of disorder", |s| Some(s.gap())),
    figure("wer", false, "word errors / truth", |s| Some(s.wer)),
    figure("section", false, "character errors by section", |s| Some(s.section)),
    figure("words", true, "F1 of the bag of words", |s| Some(s.words)),
    figure("pairs", true, "recall of adjacent word pairs", |s| Some(s.pairs)),
    figure("headings", true, "F1 of headings", |s| Some(s.headings)),
    figure("tau", true, "Kendall's tau over words", |s| s.tau),
    figure("next", true, "line fragments followed by the right one", |s| s.successors),
    figure("mixed", false, "adjacent words from different columns", |s| Some(s.contamination)),
];

/// One case.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The name of the case.
    pub name: String,
    /// Its scores.
    pub scores: Scores,
}

/// The mean of one figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Mean over the cases, weighted by the characters of their truths.
    pub mean: f64,
    /// Bounds of the 95 % bootstrap interval over the cases (the seed is fixed).
    pub interval: (f64, f64),
}

/// Cases and their means.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The cases.
    pub rows: Vec<Row>,
    /// Whether [`Display`] shows a line for every case.
    pub per_case: bool,
}

const RESAMPLES: usize = 1000;

impl Table {
    /// The mean of a figure; `None` where no case has it.
    pub fn summary(&self, figure: &Figure) -> Option<Summary> {
        let weigh = |row: &Row| Some(((figure.of)(&row.scores)?, row.scores.size as f64));
        let values: Vec<(f64, f64)> = self.rows.iter().filter_map(weigh).collect();
        if values.is_empty() {
            return None;
        }
        let mut random = Random(0x6f6e_7477_6172);
        let mut means: Vec<f64> = (0..RESAMPLES)
            .map(|_| mean((0..values.len()).map(|_| values[random.below(values.len())])))
            .collect();
        means.sort_by(f64::total_cmp);
        Some(Summary {
            mean: mean(values.iter().copied()),
            interval: (means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40]),
        })
    }

    /// The table as JSON: `{"cases": …, "figures": {name: {"mean", "low", "high"}},
    /// "per_case": {case: {name: …}}}`; `null` for what could not be measured.
    pub fn to_json(&self) -> Value {
        let mut figures = Map::new();
        for figure in &FIGURES {
            let summary = self
                .summary(figure)
                .map(|s| json!({"mean": s.mean, "low": s.interval.0, "high": s.interval.1}));
            figures.insert(figure.name.to_owned(), json!(summary));
        }
        let mut cases = Map::new();
        for row in &self.rows {
            let mut case = Map::new();
            case.insert("size".to_owned(), json!(row.scores.size));
            for figure in &FIGURES {
                case.insert(figure.name.to_owned(), json!((figure.of)(&row.scores)));
            }
            cases.insert(row.name.clone(), Value::Object(case));
        }
        json!({"cases": self.rows.len(), "figures": figures, "per_case": cases})
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.per_case {
            let width = self.rows.iter().map(|r| r.name.chars().count()).max().unwrap_or(0).max(4);
            write!(f, "{:width$}", "case")?;
            for figure in &FIGURES {
                write!(f, " {:>8}", figure.name)?;
            }
            writeln!(f)?;
            for row in &self.rows {
                write!(f, "{:width$}", row.name)?;
                for figure in &FIGURES {
                    match (figure.of)(&row.scores) {
                        Some(value) => write!(f, " {value:>8.3}")?,
                        None => write!(f, " {:>8}", "-")?,
                    }
                }
                writeln!(f)?;
            }
            writeln!(f)?;
        }
        let cases =
            if self.rows.len() == 1 { "1 case".to_owned() } else { format!("{} cases", self.rows.len()) };
        writeln!(f, "{cases:10} {:>7}   {:15}", "mean", "95 % interval")?;
        for figure in &FIGURES {
            let arrow = if figure.higher_is_better { '↑' } else { '↓' };
            write!(f, "{:8} {arrow} ", figure.name)?;
            match self.summary(figure) {
                Some(Summary { mean, interval: (low, high) }) => {
                    write!(f, "{mean:>7.3}   {:15}", format!("{low:.3} - {high:.3}"))?;
                }
                None => write!(f, "{:>7}   {:15}", "-", "")?,
            }
            writeln!(f, "  {}", figure.meaning)?;
        }
        Ok(())
    }
}

fn mean(values: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (sum, weight) = values.fold((0.0, 0.0), |(s, w), (v, size)| (s + v * size, w + size));
    sum / f64::max(weight, 1.0)
}

/// `SplitMix64`: small, and the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{Text, evaluate};

    fn row(name: &str, truth: &str, output: &str) -> Row {
        let scores = evaluate(&Text::from_plain(truth), &Text::from_plain(output), None);
        Row { name: name.to_owned(), scores }
    }

    fn table() -> Table {
        Table {
            rows: vec![row("a", "abcd", "abcx"), row("b", "abcdefghijkl", "abcdefghijkl")],
            per_case: true,
        }
    }

    #[test]
    fn the_mean_weighs_by_size_of_the_truth() {
        let cer = table().summary(&FIGURES[2]).unwrap();
        // 1 error in 16 characters
        assert!((cer.mean - 1.0 / 16.0).abs() < 1e-9);
        assert!(cer.interval.0 <= cer.mean && cer.mean <= cer.interval.1);
    }

    #[test]
    fn a_figure_that_no_case_has_stays_open() {
        assert!(table().summary(&FIGURES[0]).is_none());
        assert!(table().to_json()["figures"]["harm"].is_null());
    }

    #[test]
    fn prints_every_figure_and_the_same_each_time() {
        let text = table().to_string();
        assert!(FIGURES.iter().all(|figure| text.contains(figure.meaning)));
        assert_eq!(text, table().to_string());
    }
}
