//! The text files of a pack: UTF-8, `#` comments, tab-separated, one entry a line.
//! Every complaint says the file, the line, what was seen and what was wanted.

use crate::PackError;

/// A row of a source file.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The line it stands on, from 1.
    pub line: usize,
    /// Its fields.
    pub fields: Vec<&'a str>,
}

/// A word with how often it was seen.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_field_names)] // The word is the word.
pub struct Word<'a> {
    /// As it is mostly written.
    pub word: &'a str,
    /// How often, after the sources were weighed.
    pub count: f64,
    /// The share of its uses inside a sentence that are capitalised.
    pub capital: f64,
}

/// The form under which a word is kept.
pub fn fold(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

/// Rows of a sort of change, a piece of evidence and what it weighs there.
///
/// # Errors
///
/// Where a row is not of that form.
pub fn weights<'a>(file: &str, text: &'a str) -> Result<Vec<(&'a str, &'a str, f32)>, PackError> {
    let weight = |row: Row<'a>| Ok((row.fields[0], row.fields[1], signed(file, &row, 2)?));
    rows(file, text, 3, 3)?.into_iter().map(weight).collect()
}

/// A number that may be below 0.
fn signed(file: &str, row: &Row<'_>, field: usize) -> Result<f32, PackError> {
    let text = row.fields[field];
    text.parse::<f32>().ok().filter(|number| number.is_finite()).ok_or_else(|| PackError::Row {
        file: file.to_owned(),
        line: row.line,
        reason: format!("{text:?} is not a number; put one such as -0.25"),
    })
}

/// Splits a file into rows of `least` to `most` fields.
pub fn rows<'a>(file: &str, text: &'a str, least: usize, most: usize) -> Result<Vec<Row<'a>>, PackError> {
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
pub fn number(file: &str, row: &Row<'_>, i: usize) -> Result<f64, PackError> {
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
pub fn words<'a>(file: &str, text: &'a str) -> Result<Vec<Word<'a>>, PackError> {
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

/// A word of a maintainer with its forms.
#[derive(Debug, Clone, PartialEq)]
pub struct Forms {
    /// The line it stands on, from 1.
    pub line: usize,
    /// The word as written, then each of its forms.
    pub all: Vec<String>,
    /// Whether inside a sentence it has a capital, where the row says so.
    pub capital: Option<f64>,
}

/// A maintainer's word list: a word, perhaps with endings after it (`kwabbel -s -tje`),
/// and perhaps `count` and `capital`.
pub fn forms(file: &str, text: &str) -> Result<Vec<Forms>, PackError> {
    let mut all = Vec::new();
    for row in rows(file, text, 1, 3)? {
        let fail = |reason: String| PackError::Row { file: file.to_owned(), line: row.line, reason };
        let mut parts = row.fields[0].split_whitespace();
        let Some(word) = parts.next() else {
            return Err(fail("there is no word in this row; put one, or remove it".to_owned()));
        };
        let mut forms = vec![word.to_owned()];
        for part in parts {
            let Some(ending) = part.strip_prefix('-').filter(|ending| !ending.is_empty()) else {
                return Err(fail(format!(
                    "{:?} is not a word; put one without blanks, perhaps with endings such as -en after it",
                    row.fields[0]
                )));
            };
            forms.push(format!("{word}{ending}"));
        }
        number(file, &row, 1)?;
        let capital = number(file, &row, 2)?;
        if capital > 100.0 {
            return Err(fail(format!("{capital} is not a percentage; put 0 to 100")));
        }
        let capital = (row.fields.len() > 2).then_some(capital / 100.0);
        all.push(Forms { line: row.line, all: forms, capital });
    }
    Ok(all)
}

/// A row of `corrections.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction<'a> {
    /// The line it stands on, from 1.
    pub line: usize,
    pub read: &'a str,
    pub meant: &'a str,
    /// Whether it is of any part of a word, not of a whole one.
    pub part: bool,
    /// Words of which one must stand before it; none asks for nothing.
    pub left: Vec<&'a str>,
    /// The same after it.
    pub right: Vec<&'a str>,
}

/// A maintainer's corrections: `read`, `meant`, and perhaps why, `word` or `part`,
/// and the words before and after it (`|` between several, nothing or `∅` for any).
pub fn corrections<'a>(file: &str, text: &'a str) -> Result<Vec<Correction<'a>>, PackError> {
    let mut all = Vec::new();
    for row in rows(file, text, 2, 6)? {
        let fail = |reason: &str| PackError::Row {
            file: file.to_owned(),
            line: row.line,
            reason: reason.to_owned(),
        };
        let field = |i: usize| row.fields.get(i).copied().filter(|f| *f != "∅").unwrap_or("");
        let part = match field(3) {
            "" | "word" => false,
            "part" => true,
            _ => return Err(fail("the fourth field says what is meant: put word or part")),
        };
        let (read, meant) = (row.fields[0], field(1));
        if read.is_empty() || read == "∅" {
            return Err(fail("nothing is read here; put what stands in the text"));
        }
        if read.contains(char::is_whitespace) {
            return Err(fail(
                "the read side holds a blank, but a correction is of one word; name the neighbour in the fifth (left) or sixth (right) field",
            ));
        }
        if meant.is_empty() && !part {
            return Err(fail("nothing is meant here; put what should stand in the text"));
        }
        if read == meant {
            return Err(fail("both sides are the same; to have a word left alone, put it in keep.tsv"));
        }
        let words = |i: usize| field(i).split('|').filter(|w| !w.is_empty()).collect::<Vec<_>>();
        let (left, right) = (words(4), words(5));
        if left.iter().chain(&right).any(|word| word.contains(char::is_whitespace)) {
            return Err(fail("a neighbour is one word; put | between several of which one must stand there"));
        }
        all.push(Correction { line: row.line, read, meant, part, left, right });
    }
    Ok(all)
}

/// A maintainer's regular expressions: line, pattern and replacement; a third field says why.
pub fn patterns<'a>(file: &str, text: &'a str) -> Result<Vec<(usize, &'a str, &'a str)>, PackError> {
    let mut all = Vec::new();
    for row in rows(file, text, 2, 3)? {
        if row.fields[0].is_empty() || row.fields[1].is_empty() {
            return Err(PackError::Row {
                file: file.to_owned(),
                line: row.line,
                reason: "an empty side; put a regular expression, a tab, and what takes its place".to_owned(),
            });
        }
        all.push((row.line, row.fields[0], row.fields[1]));
    }
    Ok(all)
}

/// A row of a grammar.
#[derive(Debug, Clone)]
pub struct Listed<'a> {
    /// Which list it is of.
    pub what: &'a str,
    /// Words of the list; an empty one is written `∅`.
    pub words: Vec<&'a str>,
    /// How often they are used, from 0 to 1; only links of compounds have it.
    pub share: Option<f64>,
}

/// The lists that are asked for, beside `month-01` to `month-12`.
const LISTS: [&str; 14] = [
    "capitals",
    "clitic",
    "compound-link",
    "date-lead",
    "day-suffix",
    "foreign",
    "hyphen-clash",
    "linking",
    "numeric-date",
    "page",
    "page-of",
    "suspending",
    "trema-ending",
    "weekday",
];

/// A grammar: which list, its words with blanks between, and the share of a link.
pub fn grammar<'a>(file: &str, text: &'a str) -> Result<Vec<Listed<'a>>, PackError> {
    let mut lists = Vec::new();
    for row in rows(file, text, 2, 3)? {
        let fail = |reason: String| PackError::Row { file: file.to_owned(), line: row.line, reason };
        let what = row.fields[0];
        let month = what.strip_prefix("month-").and_then(|n| n.parse::<u8>().ok());
        if !LISTS.contains(&what) && !month.is_some_and(|n| (1..=12).contains(&n) && what.len() == 8) {
            return Err(fail(format!(
                "nothing asks for {what:?}; put one of {} or month-01 to month-12",
                LISTS.join(", ")
            )));
        }
        let share = match (what, row.fields.len()) {
            ("compound-link", 3) => {
                let share = number(file, &row, 2)?;
                if share <= 0.0 || share > 1.0 {
                    return Err(fail(format!("{share} is not a share; put one above 0 and at most 1")));
                }
                Some(share)
            }
            ("compound-link", _) => return Err(fail("a link needs a share; put one above 0".to_owned())),
            (_, 2) => None,
            _ => return Err(fail("only links of compounds have a share; remove it".to_owned())),
        };
        let words = row.fields[1].split(' ').map(|word| if word == "∅" { "" } else { word }).collect();
        lists.push(Listed { what, words, share });
    }
    Ok(lists)
}

/// A confusion table: `read`, `meant`, `weight` (the rate of it, above 0 and at most 1);
/// an empty side is written `∅`. More fields are notes. The line it stands on comes last.
pub fn confusions<'a>(file: &str, text: &'a str) -> Result<Vec<(&'a str, &'a str, f64, usize)>, PackError> {
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
        table.push((read, meant, weight, row.line));
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
    fn a_word_may_have_its_endings_after_it() {
        let rows = forms("words.tsv", "kwabbel -s -tje\nVught\t0\t100\n").unwrap();
        assert_eq!(rows[0].all, ["kwabbel", "kwabbels", "kwabbeltje"]);
        assert_eq!((rows[0].capital, rows[1].capital), (None, Some(1.0)));
        assert!(forms("words.tsv", "de jaren\n").is_err());
    }

    #[test]
    fn a_correction_may_ask_for_its_neighbours() {
        let rows = corrections("corrections.tsv", "vau\tvan\tspeck\tword\tdeel|stuk\t∅\n").unwrap();
        assert_eq!(
            (rows[0].left.as_slice(), rows[0].right.len(), rows[0].part),
            (&["deel", "stuk"][..], 0, false)
        );
        for bad in ["a\ta\n", "a b\tab\n", "a\tb\t\thalf\n", "\tb\n", "a\t\n"] {
            assert!(corrections("corrections.tsv", bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn comments_and_empty_lines_are_passed_over() {
        assert_eq!(words("words.tsv", "# x\n\nhuis\t3\t10\r\n").unwrap().len(), 1);
    }
}
