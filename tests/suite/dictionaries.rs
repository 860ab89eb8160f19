//! The packs' own tests: every row of `dictionaries/<lang>/cases.tsv` comes out as it says,
//! and every file that a person edits is in order.

use std::fs;
use std::path::Path;

use ontwar::language::{FILES, Language, tidy};
use ontwar::{Cleaner, Options};

use crate::support::ontwar_in;

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

/// The user's folder lies lowest, then those of the environment, then those of the command line.
#[test]
#[cfg(target_os = "linux")]
fn the_command_line_lies_over_the_environment_over_the_users_own() {
    let folder = tempfile::tempdir().unwrap();
    let make = |place: &str, meant: &str| {
        let place = folder.path().join(place);
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("corrections.tsv"), format!("xqzw\t{meant}\n")).unwrap();
        place.into_os_string()
    };
    make("config/ontwar/dictionary", "eigen");
    let second = make("second", "tweede");
    let of_environment = std::env::join_paths([make("first", "eerste"), second]).unwrap();
    let typed = make("typed", "derde");
    let config = ("XDG_CONFIG_HOME", folder.path().join("config").into_os_string());
    let named = ("ONTWAR_DICTIONARIES", of_environment);
    let made = |arguments: Vec<std::ffi::OsString>, variables: &[(&str, std::ffi::OsString)]| {
        let clean = ["clean", "--format", "text", "--language", "nl"].map(Into::into);
        let output =
            ontwar_in(folder.path(), clean.into_iter().chain(arguments), b"Dat is xqzw.\n", variables);
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    assert_eq!(made(vec![], &[]), "Dat is xqzw.");
    assert_eq!(made(vec![], std::slice::from_ref(&config)), "Dat is eigen.");
    assert_eq!(made(vec![], &[config.clone(), named.clone()]), "Dat is tweede.");
    assert_eq!(made(vec!["-d".into(), typed], &[config, named]), "Dat is derde.");
}
