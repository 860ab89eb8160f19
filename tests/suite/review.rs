//! Pages to look at in a browser, and what becomes of the decisions that were made there.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{fixtures, ontwar};

/// Runs the program and gives its standard output; it must have done all.
fn done(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = ontwar(folder, arguments, b"");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A folder with the page of the README as `page.txt`.
fn with_page() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(fixtures().join("contraterrorisme/input.txt"), folder.path().join("page.txt")).unwrap();
    folder
}

/// A document of `page.txt` in `page.json`, and a decision on its first visible change.
fn with_decision(verdict: &str, text: Option<&str>) -> (tempfile::TempDir, Value) {
    let folder = with_page();
    done(folder.path(), &["clean", "--output", "page.json", "page.txt"]);
    let document: Value =
        serde_json::from_slice(&fs::read(folder.path().join("page.json")).unwrap()).unwrap();
    let changes = document["corrections"].as_array().unwrap();
    let change = changes.iter().find(|change| change["before"] != change["after"]).unwrap().clone();
    let decision = serde_json::json!({
        "document": document["source"]["sha256"], "path": change["path"], "source": change["source"],
        "verdict": verdict, "text": text.map_or(change["before"].clone(), Value::from), "change": change,
    });
    fs::write(folder.path().join("decisions.jsonl"), format!("{decision}\n")).unwrap();
    (folder, change)
}

#[test]
fn a_rejected_change_is_undone_and_the_document_still_reverts() {
    let (folder, change) = with_decision("reject", None);
    done(folder.path(), &["apply", "decisions.jsonl", "page.json", "--output", "decided.json"]);
    let decided: Value =
        serde_json::from_slice(&fs::read(folder.path().join("decided.json")).unwrap()).unwrap();
    let left = decided["corrections"].as_array().unwrap();
    assert!(left.iter().all(|c| c["source"] != change["source"]));
    let source = fs::read(folder.path().join("page.txt")).unwrap();
    assert_eq!(done(folder.path(), &["revert", "decided.json"]), source);
    // The same while cleaning.
    let cleaned = done(folder.path(), &["clean", "--decisions", "decisions.jsonl", "page.txt"]);
    let cleaned: Value = serde_json::from_slice(&cleaned).unwrap();
    assert_eq!(cleaned["corrections"], decided["corrections"]);
}

#[test]
fn an_edit_stands_as_the_word_of_a_person_and_is_told_in_the_diff() {
    let (folder, _) = with_decision("edit", Some("zoals een mens het las"));
    done(folder.path(), &["apply", "decisions.jsonl", "page.json", "--in-place"]);
    let diff = String::from_utf8(done(folder.path(), &["show", "--diff", "page.json"])).unwrap();
    assert!(diff.contains("{+zoals een mens het las+}") && diff.contains("person"), "{diff}");
    let source = fs::read(folder.path().join("page.txt")).unwrap();
    assert_eq!(done(folder.path(), &["revert", "page.json"]), source);
}

#[test]
fn what_no_longer_fits_is_told_and_the_rest_is_done() {
    let (folder, _) = with_decision("edit", Some("x"));
    let decisions = fs::read_to_string(folder.path().join("decisions.jsonl")).unwrap();
    let mut beyond: Value = serde_json::from_str(&decisions).unwrap();
    beyond["source"] = serde_json::json!([1_000_000, 1_000_004]);
    fs::write(folder.path().join("decisions.jsonl"), format!("{decisions}{beyond}\n")).unwrap();
    let output = ontwar(folder.path(), ["apply", "decisions.jsonl", "page.json"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("does not fit"));
    assert!(String::from_utf8_lossy(&output.stdout).contains("\"rule\":\"person\""));
}

#[test]
fn changes_are_undone_by_kind_and_by_confidence() {
    let (folder, _) = with_decision("accept", None);
    let undone = done(folder.path(), &["undo", "page.json", "--only", "split"]);
    let undone: Value = serde_json::from_slice(&undone).unwrap();
    assert!(undone["corrections"].as_array().unwrap().iter().all(|change| change["kind"] != "split"));
    assert_eq!(undone["statistics"]["corrections"]["split"], 0);
    done(folder.path(), &["undo", "page.json", "--below", "1", "--in-place"]);
    let source = fs::read(folder.path().join("page.txt")).unwrap();
    assert_eq!(done(folder.path(), &["revert", "page.json"]), source);
}

/// What would run or break the page if it were not escaped.
const HOSTILE: &str = "</script><script>alert(1)</script> <img src=x onerror=alert(2)> \
    \u{202e}omgekeerd\u{202c} --><!-- ]]> & &amp; \u{2028} javascript:alert(3) {{7*7}} ${7*7}";

#[test]
fn hostile_text_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page.txt"), format!("{HOSTILE}\n\nvoor dejaren 2022\n")).unwrap();
    done(folder.path(), &["clean", "--output", "page.json", "page.txt"]);
    let mut document: Value =
        serde_json::from_slice(&fs::read(folder.path().join("page.json")).unwrap()).unwrap();
    document["source"]["name"] = HOSTILE.into();
    fs::write(folder.path().join("page.json"), document.to_string()).unwrap();
    done(folder.path(), &["review", "page.json", "--output", "review"]);
    for name in ["index.html", "page.json.html"] {
        let html = fs::read_to_string(folder.path().join("review").join(name)).unwrap();
        // The data and the program, and no other script; no element of the text's own.
        assert_eq!(html.matches("<script").count(), 2, "{name}");
        assert_eq!(html.matches("</script>").count(), 2, "{name}");
        assert!(!html.contains("<img src=x"), "{name}");
        assert!(html.contains("Content-Security-Policy") && html.contains("default-src 'none'"), "{name}");
        assert!(!html.contains("unsafe-inline"), "{name}");
    }
}

#[test]
fn a_line_of_a_million_letters_is_a_page_too() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page.txt"), "woord ".repeat(170_000)).unwrap();
    done(folder.path(), &["review", "page.txt", "--no-repair", "--no-layout", "--output", "review"]);
    assert!(fs::metadata(folder.path().join("review/page.txt.html")).unwrap().len() > 1_000_000);
}

#[test]
fn a_page_without_its_scan_is_small() {
    let folder = with_page();
    done(folder.path(), &["review", "page.txt", "--output", "review"]);
    assert!(fs::metadata(folder.path().join("review/page.txt.html")).unwrap().len() < 300 * 1024);
}

/// Whether a browser and what drives it are there; says so when they are not.
#[expect(clippy::print_stderr)] // A test that was not run must say so.
fn browser_is_there(tests: &Path) -> bool {
    let runs = |name: &str| {
        Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
    };
    let there = runs("node") && runs("chromium") && tests.join("node_modules").is_dir();
    if !there {
        eprintln!(
            "SKIPPED: node, chromium or the packages of tests/browser (`npm ci` there) are not installed, \
             so no page was opened in a browser"
        );
    }
    there
}

#[test]
fn a_page_is_walked_through_decided_on_and_saved_in_a_browser() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    if !browser_is_there(&tests) {
        return;
    }
    let folder = with_page();
    done(folder.path(), &["review", "page.txt", "--output", "review"]);
    let walk = Command::new("node")
        .arg(tests.join("review.mjs"))
        .args(["review", "page.txt.html"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&walk.stdout).into_owned() + &String::from_utf8_lossy(&walk.stderr);
    assert!(walk.status.success(), "{said}");
    done(folder.path(), &["clean", "--output", "page.json", "page.txt"]);
    done(folder.path(), &["apply", "review/decisions.jsonl", "page.json", "--in-place"]);
    assert!(fs::read_to_string(folder.path().join("page.json")).unwrap().contains("iets <b>anders</b>"));
    let source = fs::read(folder.path().join("page.txt")).unwrap();
    assert_eq!(done(folder.path(), &["revert", "page.json"]), source);
}
