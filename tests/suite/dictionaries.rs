//! The packs' own tests: every row of `dictionaries/<lang>/cases.tsv` comes out as it says,
//! and every file that a person edits is in order.

use std::fs;
use std::path::Path;

use ontwar::language::{FILES, Language, PackError, tidy};
use ontwar::{Cleaner, Options};
use ontwar_pack::compile::{Sources, compile};
use proptest::prelude::*;

use crate::support::{ontwar, ontwar_in};

#[test]
fn every_case_of_every_pack_holds() {
    let mut failures = Vec::new();
    for tag in Language::builtin_tags() {
        let options = Options { untangle: false, ..Options::default() };
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
fn what_is_share_alike_stands_in_files_of_its_own() {
    let is_apart = |file: &str| file == "wordfreq.tsv" || file.starts_with("share-alike/");
    for tag in Language::builtin_tags() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries").join(tag);
        let about = fs::read_to_string(folder.join("pack.toml")).expect("a pack says what it is made of");
        let about: toml::Table = about.parse().expect("TOML");
        for source in about["source"].as_array().expect("sources") {
            let licence = source["licence"].as_str().expect("a source has a licence");
            let is_share_alike = ["-SA", "EUPL", "GFDL", "GPL"].iter().any(|name| licence.contains(name));
            for file in source["files"].as_array().into_iter().flatten().filter_map(toml::Value::as_str) {
                assert_eq!(is_apart(file), is_share_alike, "{tag}: {file}, of a source under {licence}");
            }
        }
    }
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

/// A pack of two sentences' worth.
fn small() -> Vec<u8> {
    let sources = Sources {
        tag: "x-small".to_owned(),
        words: "grut\t50\t0\nmjoed\t9\t0\nsvelt\t4\t0\n".to_owned(),
        bigrams: "<s>\tgrut\t9\ngrut\tmjoed\t8\n".to_owned(),
        rare: "grutmel\t1\n".to_owned(),
        confusions: "rn\tm\t0.004\n".to_owned(),
        ..Sources::default()
    };
    compile(&sources).expect("it compiles")
}

proptest! {
    /// Whatever happened to the file of a pack: it is refused.
    #[test]
    fn a_pack_that_is_not_what_was_compiled_is_an_error(at in any::<usize>(), to in 1..=255_u8, length in 1..5_usize) {
        let pack = small();
        let at = at % pack.len();
        let cut = pack[..at].to_vec();
        prop_assert!(Language::from_pack(cut.leak()).is_err());
        let mut changed = pack.clone();
        changed[at..].iter_mut().take(length).for_each(|byte| *byte ^= to);
        prop_assert!(Language::from_pack(changed.leak()).is_err());
        let mut longer = pack.clone();
        longer.push(to);
        prop_assert!(Language::from_pack(longer.leak()).is_err());
    }
}

#[test]
fn a_pack_of_another_version_says_what_to_do() {
    let mut pack = small();
    assert!(Language::from_pack(pack.clone().leak()).is_ok());
    pack[7] = b'4';
    let error = Language::from_pack(pack.leak()).unwrap_err();
    assert!(matches!(&error, PackError::Version { .. }), "{error:?}");
    assert!(error.to_string().contains("`ontwar dict build`"), "{error}");
}

/// A new language needs no rebuild: its folder is compiled to a file, and the file is read.
#[test]
#[cfg(target_os = "linux")]
fn a_folder_of_sources_becomes_a_pack_that_is_read_from_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("xx")).unwrap();
    fs::write(at("xx/pack.toml"), "language = \"xx\"\n").unwrap();
    fs::write(at("xx/words.tsv"), "grut\t50\t0\nmjoed\t9\t0\n").unwrap();
    fs::write(at("xx/corrections.tsv"), "mjoeb\tmjoed\n").unwrap();
    let said = |output: &std::process::Output| String::from_utf8_lossy(&output.stderr).into_owned();
    let built = ontwar(folder.path(), ["dict", "build", "xx", "--output", "xx.pack"], b"");
    assert!(built.status.success(), "{}", said(&built));
    let clean = ["clean", "--format", "text", "--language", "xx"];
    let unknown = ontwar(folder.path(), clean, b"grut mjoeb\n");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said(&unknown).contains("no language pack for \"xx\""), "{}", said(&unknown));
    let read = ontwar(folder.path(), clean.into_iter().chain(["--pack", "xx.pack"]), b"grut mjoeb\n");
    assert_eq!(String::from_utf8_lossy(&read.stdout), "grut mjoed\n", "{}", said(&read));
    // The same from the user's own folder.
    let own = [("XDG_DATA_HOME", folder.path().join("data").into_os_string())];
    let built = ontwar_in(folder.path(), ["dict", "build", "xx"], b"", &own);
    assert!(built.status.success(), "{}", said(&built));
    assert!(at("data/ontwar/packs/xx.pack").is_file());
    let read = ontwar_in(folder.path(), clean, b"grut mjoeb\n", &own);
    assert_eq!(String::from_utf8_lossy(&read.stdout), "grut mjoed\n", "{}", said(&read));
    // Half of it is an error that names the file.
    let pack = fs::read(at("xx.pack")).unwrap();
    fs::write(at("half.pack"), &pack[..pack.len() / 2]).unwrap();
    let half = ontwar(folder.path(), ["clean", "--pack", "half.pack"], b"grut\n");
    assert_eq!(half.status.code(), Some(2));
    assert!(said(&half).contains("half.pack"), "{}", said(&half));
    // And a mistake in the sources is told with its file and its line.
    fs::write(at("xx/confusions.tsv"), "rn\tm\n").unwrap();
    let wrong = ontwar(folder.path(), ["dict", "build", "xx", "--output", "xx.pack"], b"");
    assert!(said(&wrong).contains("xx/confusions.tsv:1: this row has 2 fields"), "{}", said(&wrong));
}
