//! Many cases as one table: a mean for each figure with an interval, and two
//! tables beside each other.

use super::{FIGURES, Figure, Scores};
use serde_json::{Map, Value, json};
use std::fmt::{self, Display, Write as _};

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
pub struct Mean {
    /// Mean over the cases, weighted as the figure says.
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
    pub fn summary(&self, figure: &Figure) -> Option<Mean> {
        let values: Vec<(f64, f64)> = self.rows.iter().filter_map(|row| value(figure, row)).collect();
        bootstrap(values.len(), |at| values[at], |picked| mean(picked))
    }

    /// How much higher the mean of a figure is than in another table of the
    /// same cases, in the same order; resampled pair by pair.
    pub fn difference(&self, other: &Self, figure: &Figure) -> Option<Mean> {
        let pairs: Vec<_> = self
            .rows
            .iter()
            .zip(&other.rows)
            .filter_map(|(a, b)| Some((value(figure, a)?, value(figure, b)?)))
            .collect();
        bootstrap(
            pairs.len(),
            |at| pairs[at],
            |picked| {
                let picked: Vec<_> = picked.collect();
                mean(picked.iter().map(|pair| pair.0)) - mean(picked.iter().map(|pair| pair.1))
            },
        )
    }

    /// The table as JSON: `{"cases": …, "figures": {name: {"mean", "low", "high", "unit"}},
    /// "per_case": {case: {name: …}}}`; `null` for what could not be measured.
    pub fn to_json(&self) -> Value {
        let mut figures = Map::new();
        for figure in &FIGURES {
            let summary = self.summary(figure).map(|s| {
                let unit = if figure.percent { "percent" } else { "share" };
                json!({"mean": s.mean, "low": s.interval.0, "high": s.interval.1, "unit": unit})
            });
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

    /// The table beside another of the same cases: their means and the difference.
    pub fn beside(&self, other: &Self) -> String {
        let mut out = format!(
            "{:12} {:>8} {:>8} {:>9}   {:19}\n",
            cases(self.rows.len()),
            "this",
            "other",
            "this-other",
            "95 % interval"
        );
        for figure in &FIGURES {
            let (Some(a), Some(b), Some(d)) =
                (self.summary(figure), other.summary(figure), self.difference(other, figure))
            else {
                continue;
            };
            let better = (d.mean > 0.0) == figure.higher_is_better;
            // An interval that holds 0 may be chance.
            let sure = d.interval.0 > 0.0 || d.interval.1 < 0.0;
            let verdict = match (sure, better) {
                (false, _) => "",
                (true, true) => "better",
                (true, false) => "worse",
            };
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "{:10} {} {:>8.3} {:>8.3} {:>+10.3}   {:19} {verdict:6}  {}",
                figure.name,
                arrow(figure),
                a.mean,
                b.mean,
                d.mean,
                format!("{:+.3} - {:+.3}", d.interval.0, d.interval.1),
                meaning(figure),
            );
        }
        out
    }
}

fn value(figure: &Figure, row: &Row) -> Option<(f64, f64)> {
    Some(((figure.of)(&row.scores)?, (figure.weight)(&row.scores)))
}

fn arrow(figure: &Figure) -> char {
    if figure.higher_is_better { '↑' } else { '↓' }
}

fn meaning(figure: &Figure) -> String {
    if figure.percent { format!("%, {}", figure.meaning) } else { figure.meaning.to_owned() }
}

fn cases(n: usize) -> String {
    if n == 1 { "1 case".to_owned() } else { format!("{n} cases") }
}

/// A figure over all items, and its interval over items drawn again and again.
fn bootstrap<T: Copy>(
    n: usize,
    item: impl Fn(usize) -> T,
    figure: impl Fn(&mut dyn Iterator<Item = T>) -> f64,
) -> Option<Mean> {
    if n == 0 {
        return None;
    }
    let mut random = Random(0x6f6e_7477_6172);
    let mut drawn: Vec<f64> =
        (0..RESAMPLES).map(|_| figure(&mut (0..n).map(|_| item(random.below(n))))).collect();
    drawn.sort_by(f64::total_cmp);
    Some(Mean {
        mean: figure(&mut (0..n).map(&item)),
        interval: (drawn[RESAMPLES / 40], drawn[RESAMPLES - 1 - RESAMPLES / 40]),
    })
}

impl Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.per_case {
            let width = self.rows.iter().map(|r| r.name.chars().count()).max().unwrap_or(0).max(4);
            write!(f, "{:width$}", "case")?;
            for figure in &FIGURES {
                write!(f, " {:>10}", figure.name)?;
            }
            writeln!(f)?;
            for row in &self.rows {
                write!(f, "{:width$}", row.name)?;
                for figure in &FIGURES {
                    match (figure.of)(&row.scores) {
                        Some(value) => write!(f, " {value:>10.3}")?,
                        None => write!(f, " {:>10}", "-")?,
                    }
                }
                writeln!(f)?;
            }
            writeln!(f)?;
        }
        writeln!(f, "{:12} {:>8}   {:17}", cases(self.rows.len()), "mean", "95 % interval")?;
        for figure in &FIGURES {
            write!(f, "{:10} {} ", figure.name, arrow(figure))?;
            match self.summary(figure) {
                Some(Mean { mean, interval: (low, high) }) => {
                    write!(f, "{mean:>8.3}   {:17}", format!("{low:.3} - {high:.3}"))?;
                }
                None => write!(f, "{:>8}   {:17}", "-", "")?,
            }
            writeln!(f, "  {}", meaning(figure))?;
        }
        Ok(())
    }
}

fn mean(values: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (sum, weight) = values.fold((0.0, 0.0), |(s, w), (v, size)| (s + v * size, w + size));
    if weight > 0.0 { sum / weight } else { 0.0 }
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
        let cer = table().summary(Figure::named("cer").unwrap()).unwrap();
        // 1 error in 16 characters
        assert!((cer.mean - 1.0 / 16.0).abs() < 1e-9);
        assert!(cer.interval.0 <= cer.mean && cer.mean <= cer.interval.1);
    }

    #[test]
    fn gain_and_harm_are_over_all_there_is_to_count() {
        let row = |source: &str, output: &str| Row {
            name: source.to_owned(),
            scores: evaluate(&Text::from_plain("aaa bbb ccc"), &Text::from_plain(output), Some(source)),
        };
        let table = Table {
            rows: vec![row("aaa bbx ccx", "aaa bbb ccx"), row("aaa bbb ccx", "aaa bbb ccx")],
            per_case: false,
        };
        let mean = |name| table.summary(Figure::named(name).unwrap()).unwrap().mean;
        // three errors, one of them mended
        assert!((mean("gain") - 100.0 / 3.0).abs() < 1e-9);
        assert!((mean("icdar") - 100.0 / 3.0).abs() < 1e-9);
        assert!((mean("preference") - 0.5).abs() < 1e-9);
        assert!((mean("precision") - 100.0).abs() < 1e-9);
        assert!(mean("harm").abs() < 1e-9);
    }

    #[test]
    fn a_figure_that_no_case_has_stays_open() {
        assert!(table().summary(&FIGURES[0]).is_none());
        assert!(table().to_json()["figures"]["harm"].is_null());
    }

    #[test]
    fn two_tables_differ_where_their_cases_do() {
        let worse = Table {
            rows: vec![row("a", "abcd", "abxx"), row("b", "abcdefghijkl", "abcdefghijkl")],
            per_case: false,
        };
        let difference = table().difference(&worse, Figure::named("cer").unwrap()).unwrap();
        assert!((difference.mean + 1.0 / 16.0).abs() < 1e-9);
        assert!(table().beside(&worse).contains("cer"));
    }

    #[test]
    fn prints_every_figure_and_the_same_each_time() {
        let text = table().to_string();
        assert!(FIGURES.iter().all(|figure| text.contains(figure.meaning)));
        assert_eq!(text, table().to_string());
    }
}
