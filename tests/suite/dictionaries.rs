//! The packs' own tests: every row of `dictionaries/<lang>/cases.tsv` comes out as it says,
//! and every file that a person edits is in order.

use std::fs;
use std::path::Path;

use ontwar::language::{FILES, Language, tidy};
use ontwar::{Cleaner, Options};

#[test]
fn every_case_of_every_pack_holds() {
    let mut failures = Vec::new();
    for tag in Language::builtin_tags() {
        let mut options = Options::default();
        options.layout.keep = true;
        let cleaner = Cleaner::new(Language::builtin(tag).expect("it is built in"), options);
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("dictionaries/{tag}/cases.tsv"));
        let cases = fs::read_to_string(&file).expect("a pack has cases");
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
                failures.push(format!(
                    "{tag}/cases.tsv:{}: wanted {wanted:?}\n                got {seen:?}",
                    i + 1
                ));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn every_file_that_is_edited_by_hand_is_sorted_and_says_nothing_twice() {
    for tag in Language::builtin_tags() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries").join(tag);
        for name in FILES.into_iter().filter(|name| *name != "words.tsv") {
            let Ok(text) = fs::read_to_string(folder.join(name)) else { continue };
            assert!(tidy(name, &text) == text, "{tag}/{name}: `ontwar dict check --fix` puts it in order");
        }
    }
}
