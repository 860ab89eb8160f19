//! Looks a dictionary folder over: what is malformed, said twice, undone by
//! another row, or would do harm. Every fault says what to do about it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::format::key;
use super::{Language, PackError, Rule, fold};

/// From here on (ln P) a word is common: one in about a million.
const COMMON: f32 = -14.0;
/// So many malformed rows of a file are told.
const MOST: usize = 50;
/// A pattern that matches so large a share of the common words matches everything.
const EVERYTHING: f64 = 0.25;

/// Something that is wrong with a dictionary folder, or that its maintainer should know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What was seen, and why that is wrong.
    pub reason: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether it is wrong; otherwise it is only good to know.
    pub wrong: bool,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}", self.reason)?;
        if self.remedy.is_empty() { Ok(()) } else { write!(f, "; {}", self.remedy) }
    }
}

/// Looks over the files of a folder (path and text) that is to lie over a
/// pack. The faults are in the order of the files and their lines.
pub fn lint(pack: &Language, files: &[(String, String)]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut sound: Vec<(&str, String)> = Vec::new();
    for (file, text) in files {
        spelling(file, text, &mut faults);
        sound.push((file, well_formed(pack, file, text, &mut faults)));
        repeated(file, text, &mut faults);
    }
    // What is malformed is told; the rest is looked at as it will work together.
    let own = pack.with_dictionary(sound.iter().map(|(file, text)| (*file, text.as_str())));
    if let Ok(own) = own {
        let common: Vec<(String, f32)> = pack
            .numbered_words()
            .map(|(word, id)| (word, pack.unigram(id)))
            .filter(|(word, p)| *p > COMMON && word.chars().count() > 1)
            .collect();
        corrections(pack, &own, &common, &mut faults);
        patterns(pack, &own, &common, &mut faults);
        for (file, text) in &sound {
            words(pack, &own, file, text, &mut faults);
        }
    }
    let order = |fault: &Fault| files.iter().position(|(file, _)| *file == fault.file);
    faults.sort_by_key(|fault| (order(fault), fault.line, fault.reason.clone()));
    faults.dedup();
    faults
}

fn fault(place: (&str, usize), reason: String, remedy: &str) -> Fault {
    Fault { file: place.0.to_owned(), line: place.1, reason, remedy: remedy.to_owned(), wrong: true }
}

/// `d/corrections.tsv:12` as file and line.
fn place(place: &str) -> (&str, usize) {
    let (file, line) = place.rsplit_once(':').unwrap_or((place, "0"));
    (file, line.parse().unwrap_or(0))
}

fn name_of(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

/// Signs that the file was saved in another encoding than UTF-8, or read as one.
fn spelling(file: &str, text: &str, faults: &mut Vec<Fault>) {
    if text.starts_with('\u{feff}') {
        let reason = "begins with a byte order mark".to_owned();
        faults.push(fault((file, 1), reason, "save it as UTF-8 without one (`--fix` does)"));
    }
    for (i, line) in text.lines().enumerate() {
        let mangled = ["Ã©", "Ã«", "Ã¯", "Ã¶", "Ã¼", "Ã¨", "Â ", "â€", "\u{fffd}"];
        if let Some(found) = mangled.iter().find(|mangled| line.contains(**mangled)) {
            let reason = format!("{found:?} is what letters become in a wrong encoding");
            faults.push(fault(
                (file, i + 1),
                reason,
                "put the letter that was meant, and save the file as UTF-8",
            ));
        }
    }
}

/// Tells the malformed rows; gives the text without them.
fn well_formed(pack: &Language, file: &str, text: &str, faults: &mut Vec<Fault>) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines: Vec<&str> = text.lines().collect();
    for _ in 0..MOST {
        let text = lines.join("\n");
        match pack.with_dictionary([(file, text.as_str())]) {
            Err(PackError::Row { line, reason, .. }) if (1..=lines.len()).contains(&line) => {
                faults.push(fault((file, line), reason, ""));
                lines[line - 1] = "";
            }
            Err(error) => {
                faults.push(fault((file, 0), error.to_string(), ""));
                return String::new();
            }
            Ok(_) => return text,
        }
    }
    String::new()
}

/// Rows that are said twice or stand out of order.
fn repeated(file: &str, text: &str, faults: &mut Vec<Fault>) {
    let name = name_of(file);
    let mut first: BTreeMap<String, (usize, Vec<String>)> = BTreeMap::new();
    let mut last: Option<(Vec<String>, usize)> = None;
    let mut sorted = true;
    for (i, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let fields: Vec<String> =
            line.trim_end_matches('\r').split('\t').map(|f| f.trim().to_owned()).collect();
        if name != "cases.tsv"
            && let Some((before, at)) = &last
            && *before > fields
            && sorted
        {
            sorted = false;
            let reason = format!("{:?} stands after {:?} (line {at}); rows are sorted", fields[0], before[0]);
            faults.push(fault((file, i + 1), reason, "run `ontwar dict check --fix`"));
        }
        match first.get(&key(name, &fields)) {
            None => {
                first.insert(key(name, &fields), (i + 1, fields.clone()));
            }
            Some((at, earlier)) => {
                let same = earlier.get(1) == fields.get(1)
                    || !matches!(name, "corrections.tsv" | "patterns.tsv" | "cases.tsv");
                let (reason, remedy) = if same {
                    (
                        format!("{:?} stands in line {at} already", fields[0]),
                        "remove one (`--fix` merges them)",
                    )
                } else {
                    (format!("line {at} says otherwise of {:?}", fields[0]), "remove the one that is wrong")
                };
                faults.push(fault((file, i + 1), reason, remedy));
            }
        }
        last = Some((fields, i + 1));
    }
}

fn corrections(pack: &Language, own: &Language, common: &[(String, f32)], faults: &mut Vec<Fault>) {
    let builtin: BTreeSet<&str> = pack.rules().iter().map(|rule| rule.place.as_str()).collect();
    let rules: Vec<&Rule> =
        own.rules().into_iter().filter(|rule| !builtin.contains(rule.place.as_str())).collect();
    let free = |rule: &Rule| rule.left.is_empty() && rule.right.is_empty();
    for rule in &rules {
        let here = place(&rule.place);
        let (read, meant) = (&rule.read, &rule.meant);
        if !rule.part
            && let Some(next) = rules.iter().find(|next| !next.part && next.read == *meant)
        {
            let (_, line) = place(&next.place);
            if next.meant == *read {
                let reason =
                    format!("{read:?} becomes {meant:?} here and {meant:?} becomes {read:?} in line {line}");
                faults.push(fault(here, reason, "remove the one that is wrong"));
            } else {
                let reason =
                    format!("{meant:?}, which this makes, is corrected to {:?} in line {line}", next.meant);
                let remedy = format!("rules do not follow one another; let this one say {:?}", next.meant);
                faults.push(fault(here, reason, &remedy));
            }
        }
        if !free(rule) {
            continue;
        }
        if rule.part {
            let changed: Vec<&str> = common
                .iter()
                .filter(|(word, _)| word.contains(read.as_str()))
                .map(|(w, _)| w.as_str())
                .collect();
            if !changed.is_empty() {
                let reason = format!("{read:?} is a part of {}", some(&changed));
                let remedy =
                    "make it longer, give it neighbours, or put it in confusions.tsv, where it is weighed";
                faults.push(fault(here, reason, remedy));
            }
        } else if let Some(word) = pack.word(&fold(read)) {
            let flags = pack.flags(word);
            let known = flags.is_listed() || flags.is_seen() || flags.is_name() || flags.is_keep();
            if pack.unigram(word) > COMMON && known {
                let reason = format!("{read:?} is a common word, and would be changed wherever it stands");
                faults.push(fault(here, reason, "give the words beside it in the fifth or sixth field"));
            } else if known {
                let reason = format!("{read:?} is a word, if a rare one");
                let remedy = "make sure that it never is what was meant".to_owned();
                faults.push(Fault { wrong: false, remedy, ..fault(here, reason, "") });
            }
        }
    }
}

fn patterns(pack: &Language, own: &Language, common: &[(String, f32)], faults: &mut Vec<Fault>) {
    let builtin: BTreeSet<&str> = pack.patterns().iter().map(|p| p.place.as_str()).collect();
    for pattern in own.patterns().iter().filter(|p| !builtin.contains(p.place.as_str())) {
        let here = place(&pattern.place);
        let changed: Vec<&str> = common
            .iter()
            .map(|(word, _)| word.as_str())
            .filter(|word| {
                pattern.regex.is_match(word) && pattern.regex.replace_all(word, &pattern.replacement) != *word
            })
            .collect();
        if changed.len() as f64 > EVERYTHING * common.len() as f64 {
            let reason = format!("{:?} matches about everything", pattern.regex.as_str());
            faults.push(fault(
                here,
                reason,
                "ask for the letters that are misread, and anchor it with ^ and $",
            ));
        } else if !changed.is_empty() {
            let reason = format!("{:?} changes {}", pattern.regex.as_str(), some(&changed));
            faults.push(fault(here, reason, "anchor it with ^ and $, or ask for more letters"));
        }
    }
}

/// Words of the folder that its own rules change, or that are known without it.
fn words(pack: &Language, own: &Language, file: &str, text: &str, faults: &mut Vec<Fault>) {
    let name = name_of(file);
    let Ok(rows) = super::sources::rows(file, text, 1, 6) else { return };
    for row in rows {
        let here = (file, row.line);
        match name {
            "words.tsv" | "names.tsv" | "keep.tsv" => {
                let word = row.fields[0].split(' ').next().unwrap_or_default();
                if let Some(rule) = own.ordered(word, 0..word.len(), None, None) {
                    let reason = format!("{word:?} is changed to {:?} by {}", rule.text, rule.place);
                    faults.push(fault(here, reason, "remove one of the two"));
                } else if name == "words.tsv" && !row.fields[0].contains(' ') && pack.knows(word) {
                    let reason = format!("{word:?} is known without this row");
                    faults.push(Fault { wrong: false, ..fault(here, reason, "it can go") });
                }
            }
            _ => {}
        }
    }
    if text.contains("\r\n") {
        let reason = "lines end as on Windows".to_owned();
        faults.push(Fault { wrong: false, ..fault((file, 0), reason, "`--fix` makes them plain") });
    }
}

/// A few of many words.
fn some(words: &[&str]) -> String {
    let shown: Vec<String> = words.iter().take(3).map(|word| format!("{word:?}")).collect();
    match words.len() - shown.len() {
        0 => shown.join(", "),
        more => format!("{} and {more} more common words", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(files: &[(&str, &str)]) -> Vec<String> {
        let pack = Language::builtin("nl").unwrap();
        let files: Vec<_> = files.iter().map(|(f, t)| ((*f).to_owned(), (*t).to_owned())).collect();
        lint(&pack, &files).iter().filter(|fault| fault.wrong).map(ToString::to_string).collect()
    }

    #[track_caller]
    fn says(file: &str, text: &str, wanted: &str) {
        let said = said(&[(file, text)]);
        assert!(said.iter().any(|fault| fault.contains(wanted)), "{wanted:?} not in {said:#?}");
    }

    #[test]
    fn a_sound_folder_has_no_faults() {
        let files = [
            ("words.tsv", "# mine\nkwabbelkraai -en\n"),
            ("corrections.tsv", "NCTY\tNCTV\nhel\thet\t\tword\tin\t\n"),
            ("patterns.tsv", "^(\\d+),--$\t$1,-\n"),
            ("confusions.tsv", "rn\tm\t0.01\n"),
        ];
        assert_eq!(said(&files), Vec::<String>::new());
    }

    #[test]
    fn every_malformed_row_is_told_with_its_line() {
        let said = said(&[("confusions.tsv", "a\tb\nc\td\t0.1\nx\ty\t7\n")]);
        assert_eq!(said.len(), 2, "{said:#?}");
        assert!(said[0].starts_with("confusions.tsv:1: ") && said[1].starts_with("confusions.tsv:3: "));
    }

    #[test]
    fn what_is_said_twice_or_out_of_order_is_told() {
        says(
            "words.tsv",
            "kwabbelkraai\nKwabbelkraai\n",
            "words.tsv:2: \"Kwabbelkraai\" stands in line 1 already",
        );
        says("words.tsv", "zwabbelkraai\nkwabbelkraai\n", "rows are sorted; run `ontwar dict check --fix`");
        says("corrections.tsv", "xqa\txqb\nxqa\txqc\n", "line 1 says otherwise of \"xqa\"");
    }

    #[test]
    fn rules_that_undo_or_feed_each_other_are_told() {
        says("corrections.tsv", "xqa\txqb\nxqb\txqa\n", "remove the one that is wrong");
        says("corrections.tsv", "xqa\txqb\nxqb\txqc\n", "let this one say \"xqc\"");
    }

    #[test]
    fn rules_that_change_right_words_are_told() {
        says("corrections.tsv", "huis\thuls\n", "\"huis\" is a common word");
        says("corrections.tsv", "ui\tuy\t\tpart\n", "\"ui\" is a part of ");
        says("patterns.tsv", "\\w+\tx\n", "matches about everything");
        says("patterns.tsv", "huis$\thuys\n", "changes ");
    }

    #[test]
    fn words_that_the_rules_themselves_change_are_told() {
        let said = said(&[("words.tsv", "menfchelijk\n"), ("corrections.tsv", "menfch\tmensch\t\tpart\n")]);
        assert_eq!(said.len(), 1, "{said:#?}");
        assert!(said[0].contains("is changed to \"menschelijk\" by corrections.tsv:1"), "{said:#?}");
    }

    #[test]
    fn a_wrong_encoding_is_told() {
        says("words.tsv", "financiÃ«le\n", "wrong encoding");
    }
}
