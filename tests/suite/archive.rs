//! `ontwar batch` on folders as archives have them: many formats, other files between, slow pages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Runs `batch`, with programs of this folder before all others.
fn batch(arguments: &[&str], folder: &Path, programs: Option<&Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ontwar"));
    command.arg("batch").args(arguments).current_dir(folder).stdin(Stdio::null());
    if let Some(programs) = programs {
        let before = std::env::var_os("PATH").unwrap_or_default();
        let all = std::iter::once(programs.to_owned()).chain(std::env::split_paths(&before));
        command.env("PATH", std::env::join_paths(all).unwrap());
    }
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The names of outputs, and what each was read as.
fn made(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let json: Value = serde_json::from_slice(&fs::read(entry.path()).unwrap()).unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        found.insert(name, json["source"]["format"].as_str().unwrap().to_owned());
    }
    found
}

fn seed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name)
}

/// An engine that says the same of every image, or never says anything.
#[cfg(unix)]
fn engine(folder: &Path, answer: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let programs = folder.join("programs");
    fs::create_dir_all(&programs).unwrap();
    let script = format!("#!/bin/sh\nif [ \"$1\" = --list-langs ]; then echo nld; exit; fi\n{answer}\n");
    let engine = programs.join("tesseract");
    fs::write(&engine, script).unwrap();
    fs::set_permissions(&engine, fs::Permissions::from_mode(0o755)).unwrap();
    programs
}

#[cfg(unix)]
#[test]
fn all_that_can_be_read_is_taken_and_the_rest_is_told() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    fs::create_dir_all(input.join(".cache")).unwrap();
    let formats = [
        ("blad-1.hocr", "hocr/page"),
        ("blad-2.html", "hocr/page"),
        ("blad-3.alto.xml", "alto/page.xml"),
        ("blad-4.xml", "page/page.xml"),
        ("blad-5.tsv", "tsv/page.tsv"),
        ("blad-6.pdf", "pdf/page.pdf"),
    ];
    for (name, from) in formats {
        fs::copy(seed(from), input.join(name)).unwrap();
    }
    for name in ["blad-1.txt", "blad-7.TXT", "notities.md", "brief"] {
        fs::write(input.join(name), "Het is mooi weer.\n").unwrap();
    }
    let packed = fs::read(seed("text/gzip")).unwrap();
    fs::write(input.join("blad-8.txt.gz"), &packed[1..]).unwrap();
    fs::write(input.join("blad-1.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    // What lies about in archives and is no page.
    fs::write(input.join("mets.xml"), "<?xml version=\"1.0\"?><mets/>").unwrap();
    fs::write(input.join("index.html"), "<html><body>Inhoud</body></html>").unwrap();
    for name in ["blad-7.txt.json", "oud.jsonl", "Thumbs.db", ".blad-9.txt", ".cache/blad.txt"] {
        fs::write(input.join(name), "{}").unwrap();
    }
    std::os::unix::fs::symlink("blad-7.TXT", input.join("blad-a.txt")).unwrap();
    let hocr = seed("hocr/page");
    let programs = engine(home.path(), &format!("cat >/dev/null; cat '{}'", hocr.display()));

    let report = home.path().join("report.json");
    let ran = batch(&["in", "-o", "out", "--report", "report.json"], home.path(), Some(&programs));
    let text = said(&ran);
    assert!(ran.status.success(), "{text}");
    let wanted = [
        ("blad-1.hocr.json", "hocr"),
        ("blad-1.png.json", "image"),
        ("blad-1.txt.json", "text"),
        ("blad-2.html.json", "hocr"),
        ("blad-3.alto.xml.json", "alto"),
        ("blad-4.xml.json", "page"),
        ("blad-5.tsv.json", "tsv"),
        ("blad-6.pdf.json", "pdf"),
        ("blad-7.TXT.json", "text"),
        ("blad-8.txt.gz.json", "text"),
        ("brief.json", "text"),
        ("notities.md.json", "text"),
    ];
    let wanted: BTreeMap<_, _> =
        wanted.iter().map(|(name, format)| ((*name).to_owned(), (*format).to_owned())).collect();
    assert_eq!(made(&home.path().join("out")), wanted);
    assert!(text.contains("2 files stand beside another of the same page"), "{text}");
    assert!(text.contains("passed over 8 files: 2 hidden, 2 other markup"), "{text}");
    let report: Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
    assert_eq!(report["documents"], 12);
    assert_eq!(report["failed"], 0);
    assert_eq!(report["same_page"], 2);
    let over =
        serde_json::json!({".db": 1, ".json": 1, ".jsonl": 1, "hidden": 2, "link": 1, "other markup": 2});
    assert_eq!(report["passed_over"], over);

    // What is asked for by name or pattern is tried, and its faults are told.
    let ran = batch(&["in/mets.xml", "-o", "named"], home.path(), None);
    assert!(ran.status.code() == Some(1) && said(&ran).contains("list of files"), "{}", said(&ran));
    let ran = batch(&["in", "--include", "*.hocr", "-o", "one"], home.path(), None);
    assert!(ran.status.success() && !said(&ran).contains("passed over"), "{}", said(&ran));
    assert_eq!(made(&home.path().join("one")).len(), 1);
}

#[test]
fn where_no_page_is_found_nothing_is_made_and_what_was_looked_for_is_told() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    fs::create_dir_all(&input).unwrap();
    fs::write(input.join("oud.json"), "{}").unwrap();
    fs::write(home.path().join("all.jsonl"), "kept\n").unwrap();
    for arguments in [&["in", "-o", "out"][..], &["in", "-o", "all.jsonl", "--format", "jsonl"]] {
        let ran = batch(arguments, home.path(), None);
        let text = said(&ran);
        assert_eq!(ran.status.code(), Some(2), "{text}");
        for part in ["no page was found", ".hocr", "passed over 1 file: 1 .json", "--include"] {
            assert!(text.contains(part), "{text}");
        }
    }
    assert_eq!(fs::read(home.path().join("all.jsonl")).unwrap(), b"kept\n");
    assert!(!home.path().join("all.jsonl.part").exists());
    let ran = batch(&["in", "-o", "out", "--include", "*.ocr"], home.path(), None);
    assert!(ran.status.code() == Some(2) && said(&ran).contains("named *.ocr"), "{}", said(&ran));
    let ran = batch(&["in/*.ocr", "-o", "out"], home.path(), None);
    assert!(ran.status.code() == Some(2) && said(&ran).contains("match the pattern"), "{}", said(&ran));
}

/// The slow one never ends by itself, so the bound may be as wide as a busy machine needs.
#[cfg(unix)]
#[test]
fn a_page_that_takes_too_long_is_told_and_its_neighbours_go_on() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    fs::create_dir_all(&input).unwrap();
    fs::write(input.join("blad-2.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    for name in ["blad-1.txt", "blad-3.txt"] {
        fs::write(input.join(name), "Het is mooi weer.\n").unwrap();
    }
    // An engine that started another program holds its pipes open; both must go.
    let programs = engine(home.path(), "sleep 3600; true");
    for jobs in ["1", "2"] {
        let out = format!("out-{jobs}");
        let ran = batch(&["in", "-o", &out, "--timeout", "2", "-j", jobs], home.path(), Some(&programs));
        let text = said(&ran);
        assert_eq!(ran.status.code(), Some(1), "{text}");
        assert!(text.contains("blad-2.png") && text.contains("not done after 2 s; see --timeout"), "{text}");
        let names: Vec<_> = made(&home.path().join(out)).into_keys().collect();
        assert_eq!(names, ["blad-1.txt.json", "blad-3.txt.json"]);
    }
}

/// Far more text than can be untangled in the time, whatever the machine.
#[test]
fn a_text_that_takes_too_long_is_given_up_and_the_next_is_cleaned() {
    let home = tempfile::tempdir().unwrap();
    let row =
        "De wieken draaien weer bij dejaren   het water staat hoger endaarna   er is markt op het plein\n";
    fs::write(home.path().join("a.txt"), row.repeat((15 << 20) / row.len())).unwrap();
    fs::write(home.path().join("b.txt"), "Het is mooi weer.\n").unwrap();
    let ran = batch(&["a.txt", "b.txt", "-o", "out", "--timeout", "1", "-j", "1"], home.path(), None);
    let text = said(&ran);
    assert_eq!(ran.status.code(), Some(1), "{text}");
    assert!(text.contains("a.txt") && text.contains("see --timeout"), "{text}");
    assert_eq!(made(&home.path().join("out")).into_keys().collect::<Vec<_>>(), ["b.txt.json"]);
}

#[test]
fn a_mets_is_written_with_what_was_made_of_its_pages() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("in/alto")).unwrap();
    fs::write(home.path().join("in/alto/1.txt"), "Het is voor dejaren 2022-2026.\n").unwrap();
    let list = "<mets xmlns:xlink=\"http://www.w3.org/1999/xlink\"><fileSec><fileGrp USE=\"TEXT\">\
        <file ID=\"t1\" MIMETYPE=\"text/plain\"><FLocat xlink:href=\"alto/1.txt\"/></file></fileGrp></fileSec>\
        <structMap TYPE=\"PHYSICAL\"><div><fptr FILEID=\"t1\"/></div></structMap></mets>";
    fs::write(home.path().join("in/mets.xml"), list).unwrap();
    let ran = batch(&["in/mets.xml", "-o", "out", "--format", "json,text"], home.path(), None);
    assert!(ran.status.success(), "{}", said(&ran));
    let made = fs::read_to_string(home.path().join("out/mets.xml")).unwrap();
    assert!(
        made.contains("USE=\"ONTWAR-JSON\"") && made.contains("xlink:href=\"alto/1.txt.json\""),
        "{made}"
    );
    assert!(
        made.contains("xlink:href=\"alto/1.txt.txt\"") && made.contains("xlink:href=\"../in/alto/1.txt\""),
        "{made}"
    );
    assert_eq!(made.matches("<fptr").count(), 3, "{made}");
    assert!(home.path().join("out/alto/1.txt.json").is_file());
}
