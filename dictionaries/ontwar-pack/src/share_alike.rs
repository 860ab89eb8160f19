//! Counts under share-alike licences. They stand in files of their own, which can be left out: the table of
//! frequencies by itself, and in one folder what the other tables are when such sources are counted too.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::PackError;

/// The folder of a pack that holds, for a table, the rows that are other when all sources are counted.
pub const FOLDER: &str = "share-alike";
/// The table that is whole by itself.
pub const FREQUENCIES: &str = "wordfreq.tsv";

/// The tables that may have such rows, and how many fields say what a row is of. What is after them is counted.
pub const TABLES: [(&str, usize); 14] = [
    ("words.tsv", 1),
    ("seen.tsv", 1),
    ("rare.tsv", 1),
    ("onward.tsv", 1),
    ("marks.tsv", 1),
    ("short-words.tsv", 1),
    ("bigrams.tsv", 2),
    ("trigrams.tsv", 3),
    ("classes.tsv", 1),
    ("class-bigrams.tsv", 2),
    ("class-trigrams.tsv", 3),
    ("historical/words.tsv", 1),
    ("historical/rare.tsv", 1),
    ("historical/bigrams.tsv", 2),
];

/// A row parted into what it is of and what is counted of that, if anything is.
fn parted(row: &str, key: usize) -> Option<(&str, Option<&str>)> {
    let mut tabs = row.match_indices('\t').map(|(at, _)| at);
    match tabs.nth(key - 1) {
        Some(at) => Some((&row[..at], Some(&row[at + 1..]))),
        None => (row.matches('\t').count() + 1 == key).then_some((row, None)),
    }
}

fn rows(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, row)| !row.is_empty() && !row.starts_with('#'))
}

/// The table with all sources counted: a row of `others` stands in place of the row of the same thing, or
/// besides; one that says nothing of it takes it away. Rows that stay keep their line.
///
/// # Errors
///
/// Where a row of `others` has too few fields.
pub fn merged(table: &str, key: usize, own: &str, others: &str) -> Result<String, PackError> {
    let mut rows_of = HashMap::new();
    let mut order = Vec::new();
    for (line, row) in rows(others) {
        let Some((of, counted)) = parted(row, key) else {
            let reason = format!(
                "{row:?} has too few fields; put {key} that say what is counted, and the count after a tab"
            );
            return Err(PackError::Row { file: format!("{FOLDER}/{table}"), line, reason });
        };
        rows_of.insert(of, counted.map(|_| row));
        order.push(of);
    }
    let mut all = String::with_capacity(own.len() + others.len());
    for row in own.lines() {
        let of = parted(row, key).map(|(of, _)| of);
        let row = if row.starts_with('#') {
            Some(row)
        } else {
            of.and_then(|of| rows_of.remove(of)).unwrap_or(Some(row))
        };
        let _ = writeln!(all, "{}", row.unwrap_or_default());
    }
    for row in order.into_iter().filter_map(|of| rows_of.remove(of)?) {
        let _ = writeln!(all, "{row}");
    }
    Ok(all)
}

/// The rows to put into the folder, so that `own` with them is `all`; in the order of the tables.
#[must_use]
pub fn difference(key: usize, own: &str, all: &str) -> Vec<String> {
    let by_key =
        |text| rows(text).filter_map(|(_, row)| Some((parted(row, key)?.0, row))).collect::<Vec<_>>();
    let (own, all) = (by_key(own), by_key(all));
    let had: HashMap<&str, &str> = own.iter().copied().collect();
    let has: HashMap<&str, &str> = all.iter().copied().collect();
    let other = all.iter().filter(|(of, row)| had.get(of) != Some(row)).map(|(_, row)| (*row).to_owned());
    let gone = own.iter().filter(|(of, _)| !has.contains_key(of)).map(|(of, _)| (*of).to_owned());
    other.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_replaced_added_and_taken_away() {
        let own = "# head\nde\thond\t3\nde\tkat\t2\neen\thond\t4\n";
        let all = "# head\nde\thond\t5\neen\thond\t4\neen\tkat\t1\n";
        let rows = difference(2, own, all);
        assert_eq!(rows, ["de\thond\t5", "een\tkat\t1", "de\tkat"]);
        let merged = merged("bigrams.tsv", 2, own, &rows.join("\n")).unwrap();
        assert_eq!(merged, "# head\nde\thond\t5\n\neen\thond\t4\neen\tkat\t1\n");
    }

    #[test]
    fn a_row_that_says_too_little_is_named() {
        let error = merged("bigrams.tsv", 2, "", "# head\nhond\n").unwrap_err();
        assert!(
            error.to_string().starts_with("share-alike/bigrams.tsv:2: \"hond\" has too few fields"),
            "{error}"
        );
    }
}
