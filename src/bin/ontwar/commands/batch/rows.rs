//! A row of the report: what a page came to, as JSON or in a table.

use std::collections::BTreeMap;
use std::path::Path;

use ontwar::model::Kind;
use serde::Serialize;

use super::worker::PageFigures;

/// What there is to tell of an input; of one that failed only why.
#[derive(Debug, Default, Serialize)]
pub(super) struct Row<'a> {
    path: &'a str,
    words: Option<usize>,
    /// Corrections by kind, each kind named.
    corrections: BTreeMap<&'static str, usize>,
    confidence: Option<f64>,
    least_confidence: Option<f64>,
    notices: Vec<String>,
    seconds: Option<f64>,
    error: Option<&'a str>,
}

impl<'a> Row<'a> {
    pub(super) fn page(path: &'a str, figures: &PageFigures) -> Self {
        let thousandths = |number: f64| (number * 1000.0).round() / 1000.0;
        let many = |kind: Kind| (kind.name(), figures.corrections.get(kind.name()).copied().unwrap_or(0));
        Self {
            path,
            words: Some(figures.words),
            corrections: Kind::ALL.into_iter().map(many).collect(),
            confidence: figures.confidence.map(thousandths),
            least_confidence: figures.least.map(thousandths),
            notices: figures.notices.clone(),
            seconds: Some(thousandths(figures.seconds)),
            error: None,
        }
    }

    pub(super) fn failure(path: &'a str, reason: &'a str) -> Self {
        let corrections = Kind::ALL.into_iter().map(|kind| (kind.name(), 0)).collect();
        Self { path, error: Some(reason), corrections, ..Self::default() }
    }
}

/// Rows as a spreadsheet takes them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    separator: char,
}

impl Table {
    /// The table that a file is to be, by its name.
    pub(super) fn named(path: &Path) -> Option<Self> {
        let end = path.extension()?;
        let separator =
            [("csv", ','), ("tsv", '\t')].into_iter().find(|(name, _)| end.eq_ignore_ascii_case(name))?.1;
        Some(Self { separator })
    }

    /// Its first line.
    pub(super) fn head(self) -> String {
        let mut names = vec!["path", "words", "corrections"];
        names.extend(Kind::ALL.map(Kind::name));
        names.extend(["confidence", "least_confidence", "notices", "seconds", "error"]);
        self.joined(names.into_iter().map(str::to_owned))
    }

    /// The line of a row.
    pub(super) fn line(self, row: &Row<'_>) -> String {
        let number = |number: Option<f64>| number.map_or(String::new(), |number| number.to_string());
        let all: usize = row.corrections.values().sum();
        let cleaned = row.error.is_none();
        let count = |count: usize| if cleaned { count.to_string() } else { String::new() };
        let mut cells =
            vec![row.path.to_owned(), row.words.map_or(String::new(), |words| words.to_string()), count(all)];
        cells.extend(Kind::ALL.into_iter().map(|kind| count(row.corrections[kind.name()])));
        cells.extend([
            number(row.confidence),
            number(row.least_confidence),
            row.notices.join(" "),
            number(row.seconds),
            row.error.unwrap_or_default().to_owned(),
        ]);
        self.joined(cells.into_iter())
    }

    fn joined(self, cells: impl Iterator<Item = String>) -> String {
        let cells: Vec<String> = cells.map(|cell| self.cell(&cell)).collect();
        cells.join(&self.separator.to_string()) + "\n"
    }

    /// A cell of CSV may be quoted; one of TSV may not, so that it loses its tabs and line ends.
    fn cell(self, text: &str) -> String {
        if self.separator == '\t' {
            return text.replace(['\t', '\n', '\r'], " ");
        }
        if text.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_as_many_cells_in_every_line() {
        let figures = PageFigures {
            words: 7,
            corrections: BTreeMap::from([("split".into(), 2)]),
            confidence: Some(0.912_345),
            least: None,
            notices: vec!["columns-unsure".to_owned(), "input-suspect".to_owned()],
            seconds: 0.01,
        };
        let table = Table::named(Path::new("report.TSV")).unwrap();
        let cells = |line: &str| line.trim_end_matches('\n').split('\t').count();
        assert_eq!(cells(&table.line(&Row::page("a\tb", &figures))), cells(&table.head()));
        assert_eq!(cells(&table.line(&Row::failure("a", "no\nsuch file"))), cells(&table.head()));
        let table = Table::named(Path::new("report.csv")).unwrap();
        assert!(table.line(&Row::page("a \"b\", c", &figures)).starts_with("\"a \"\"b\"\", c\",7,2,2,0,"));
        assert!(Table::named(Path::new("report.json")).is_none());
    }
}
