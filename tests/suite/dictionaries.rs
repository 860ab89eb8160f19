//! The packs' own tests: every row of `dictionaries/<lang>/cases.tsv` comes out as it says.

use ontwar::language::Language;
use ontwar::{Cleaner, Options};

#[test]
fn every_case_of_the_dutch_pack_holds() {
    let mut options = Options::default();
    options.layout.keep = true;
    let cleaner = Cleaner::new(Language::builtin("nl").expect("nl is built in"), options);
    let cases = include_str!("../../dictionaries/nl/cases.tsv");
    let mut failures = Vec::new();
    for (i, row) in cases.lines().enumerate() {
        if row.is_empty() || row.starts_with('#') {
            continue;
        }
        let (read, wanted) = row.split_once('\t').expect("a case has two fields");
        let document = cleaner.clean("case", read.as_bytes()).expect("a line can be cleaned");
        let json: serde_json::Value =
            serde_json::from_str(&ontwar::write::to_json(&document, false)).expect("JSON");
        let mut seen = Vec::new();
        for section in json["sections"].as_array().into_iter().flatten() {
            seen.extend(section["heading"].as_str().map(str::to_owned));
            for paragraph in section["paragraphs"].as_array().into_iter().flatten() {
                seen.extend(paragraph["text"].as_str().map(str::to_owned));
            }
        }
        seen.splice(0..0, json["title"].as_str().map(str::to_owned));
        let seen = seen.join(" ");
        if seen != wanted {
            failures.push(format!("cases.tsv:{}: wanted {wanted:?}\n                got {seen:?}", i + 1));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}
