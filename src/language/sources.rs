//! The text files of a pack: UTF-8, `#` comments, tab-separated, one entry a line.
//! Every complaint says the file, the line, what was seen and what was wanted.

use super::error::PackError;

/// A row of a source file.
#[derive(Debug, Clone)]
pub(crate) struct Row<'a> {
    /// The line it stands on, from 1.
    pub(crate) line: usize,
    /// Its fields.
    pub(crate) fields: Vec<&'a str>,
}

/// A word with how often it was seen.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_field_names)] // The word is the word.
pub(crate) struct Word<'a> {
    /// As it is mostly written.
    pub(crate) word: &'a str,
    /// How often, after the sources were weighed.
    pub(crate) count: f64,
    /// The share of its uses inside a sentence that are capitalised.
    pub(crate) capital: f64,
}

/// The form under which a word is kept.
pub(crate) fn fold(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

/// Splits a file into rows of `least` to `most` fields.
pub(crate) fn rows<'a>(
    file: &str,
    text: &'a str,
    least: usize,
    most: usize,
) -> Result<Vec<Row<'a>>, PackError> {
    let mut rows = Vec::new();
    for (i, raw) in text.lines().enumerate() {
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        if raw.is_empty() || raw.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = raw.split('\t').collect();
        let fail = |reason: String| PackError::Row { file: file.to_owned(), line: i + 1, reason };
        if !(least..=most).contains(&fields.len()) {
            let wanted = if least == most { least.to_string() } else { format!("{least} to {most}") };
            let seen = fields.len();
            return Err(fail(format!(
                "this row has {seen} field{}; put {wanted}, separated by tabs",
                if seen == 1 { "" } else { "s" }
            )));
        }
        if let Some(field) = fields.iter().find(|f| f.trim() != **f) {
            return Err(fail(format!("{field:?} begins or ends with a blank; remove it")));
        }
        rows.push(Row { line: i + 1, fields });
    }
    Ok(rows)
}

/// A field that must be a number from 0.
pub(crate) fn number(file: &str, row: &Row<'_>, i: usize) -> Result<f64, PackError> {
    let Some(field) = row.fields.get(i) else { return Ok(0.0) };
    match field.parse::<f64>() {
        Ok(n) if n.is_finite() && n >= 0.0 => Ok(n),
        _ => Err(PackError::Row {
            file: file.to_owned(),
            line: row.line,
            reason: format!("{field:?} is not a number from 0; put one, with a dot for decimals"),
        }),
    }
}

/// A word list: `word`, and perhaps `count` and `capital` (a percentage).
pub(crate) fn words<'a>(file: &str, text: &'a str) -> Result<Vec<Word<'a>>, PackError> {
    let mut words = Vec::new();
    for row in rows(file, text, 1, 3)? {
        let word = row.fields[0];
        if word.is_empty() || word.contains(char::is_whitespace) {
            return Err(PackError::Row {
                file: file.to_owned(),
                line: row.line,
                reason: format!("{word:?} is not a word; put one without blanks"),
            });
        }
        let capital = number(file, &row, 2)?;
        if capital > 100.0 {
            return Err(PackError::Row {
                file: file.to_owned(),
                line: row.line,
                reason: format!("{capital} is not a percentage; put 0 to 100"),
            });
        }
        words.push(Word { word, count: number(file, &row, 1)?, capital: capital / 100.0 });
    }
    Ok(words)
}

/// A confusion table: `read`, `meant`, `weight` (the rate of it, above 0 and at most 1);
/// an empty side is written `∅`. More fields are notes.
pub(crate) fn confusions<'a>(file: &str, text: &'a str) -> Result<Vec<(&'a str, &'a str, f64)>, PackError> {
    let mut table = Vec::new();
    for row in rows(file, text, 3, 6)? {
        let weight = number(file, &row, 2)?;
        let fail = |reason: String| PackError::Row { file: file.to_owned(), line: row.line, reason };
        if weight <= 0.0 || weight > 1.0 {
            return Err(fail(format!("the weight {weight} is not a rate; put one above 0 and at most 1")));
        }
        let side = |s: &'a str| if s == "∅" { "" } else { s };
        let (read, meant) = (side(row.fields[0]), side(row.fields[1]));
        if read == meant {
            return Err(fail(format!("{read:?} is read as itself; a confusion needs two different sides")));
        }
        table.push((read, meant, weight));
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_with_too_few_fields_is_named() {
        let error = confusions("confusions.tsv", "# head\nrn\tm\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "confusions.tsv:2: this row has 2 fields; put 3 to 6, separated by tabs"
        );
    }

    #[test]
    fn a_bad_number_is_named() {
        let error = words("words.tsv", "huis\t12,5\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "words.tsv:1: \"12,5\" is not a number from 0; put one, with a dot for decimals"
        );
    }

    #[test]
    fn comments_and_empty_lines_are_passed_over() {
        assert_eq!(words("words.tsv", "# x\n\nhuis\t3\t10\r\n").unwrap().len(), 1);
    }
}
