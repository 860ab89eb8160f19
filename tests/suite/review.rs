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

/// Two lines of two words each, in two columns, with a mistake in one.
const PLACED: &str = "<?xml version=\"1.0\"?><html><body><div class='ocr_page' title='bbox 0 0 800 200'>\
    <div class='ocr_carea' title='bbox 10 10 300 90'><p class='ocr_par' title='bbox 10 10 300 90'>\
    <span class='ocr_line' title='bbox 10 10 300 40'><span class='ocrx_word' title='bbox 10 10 140 40'>Het</span>\
    <span class='ocrx_word' title='bbox 150 10 300 40'>geldt</span></span>\
    <span class='ocr_line' title='bbox 10 50 300 80'><span class='ocrx_word' title='bbox 10 50 140 80'>voor</span>\
    <span class='ocrx_word' title='bbox 150 50 300 80'>dejaren.</span></span></p></div>\
    <div class='ocr_carea' title='bbox 450 10 750 90'><p class='ocr_par' title='bbox 450 10 750 90'>\
    <span class='ocr_line' title='bbox 450 10 750 40'><span class='ocrx_word' title='bbox 450 10 600 40'>De</span>\
    <span class='ocrx_word' title='bbox 610 10 750 40'>regen</span></span>\
    <span class='ocr_line' title='bbox 450 50 750 80'><span class='ocrx_word' title='bbox 450 50 600 80'>blijft</span>\
    <span class='ocrx_word' title='bbox 610 50 750 80'>vallen.</span></span></p></div></div></body></html>";

#[test]
fn zones_and_the_order_of_reading_lie_over_the_scan() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page.hocr"), PLACED).unwrap();
    fs::create_dir(folder.path().join("scans")).unwrap();
    fs::copy(fixtures().join("scan/page.png"), folder.path().join("scans/page.png")).unwrap();
    done(
        folder.path(),
        &["review", "page.hocr", "--language", "nl", "--images", "scans", "--output", "review"],
    );
    let html = fs::read_to_string(folder.path().join("review/page.hocr.html")).unwrap();
    assert!(html.contains("\"zones\":[[\"title\",[10.0,10.0,300.0,80.0]],"), "the first column is a zone");
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    if browser_is_there(&tests) {
        let seen = Command::new("node")
            .arg(tests.join("scan.mjs"))
            .arg(folder.path().join("review/page.hocr.html"))
            .output()
            .unwrap();
        let said =
            String::from_utf8_lossy(&seen.stdout).into_owned() + &String::from_utf8_lossy(&seen.stderr);
        assert!(seen.status.success(), "{said}");
    }
}

#[test]
fn the_changes_of_a_folder_are_shown_the_least_sure_first() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("archive/a")).unwrap();
    for name in ["archive/a/1.txt", "archive/2.txt"] {
        fs::copy(fixtures().join("contraterrorisme/input.txt"), folder.path().join(name)).unwrap();
    }
    let of_batch = done(folder.path(), &["batch", "archive", "--diff"]);
    assert_eq!(of_batch, done(folder.path(), &["clean", "--diff", "archive"]));
    let shown = String::from_utf8(of_batch).unwrap();
    assert!(shown.contains("changes  doubtful") && shown.contains("[-dejaren-]{+de jaren+}"), "{shown}");
    let sure: Vec<f32> =
        shown.lines().filter_map(|line| line.strip_prefix("  ")?.get(..4)?.parse().ok()).collect();
    assert!(sure.len() > 20 && sure.is_sorted(), "{shown}");
    // Nothing was written.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    // Of one page the columns are named.
    let page = done(folder.path(), &["clean", "--diff", "archive/2.txt"]);
    assert!(String::from_utf8(page).unwrap().starts_with("page 1, 3 columns: \"Nederland"), "columns");
}

#[test]
fn batch_makes_pages_with_an_index_and_goes_on_where_it_ended() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("archive/doos 1")).unwrap();
    for name in ["archive/doos 1/a.txt", "archive/b.txt"] {
        fs::copy(fixtures().join("contraterrorisme/input.txt"), folder.path().join(name)).unwrap();
    }
    let run = ["batch", "archive", "--format", "html,json", "--output", "out", "--resume"];
    done(folder.path(), &run);
    let page = fs::read_to_string(folder.path().join("out/doos 1/a.txt.html")).unwrap();
    assert!(page.contains("href=\"../index.html\""));
    let first = fs::read_to_string(folder.path().join("out/index.html")).unwrap();
    assert!(first.contains("doos%201/a.txt.html") && first.contains("b.txt.html"));
    let again = ontwar(folder.path(), run, b"");
    assert!(String::from_utf8_lossy(&again.stderr).contains("2 were done already"));
    assert_eq!(fs::read_to_string(folder.path().join("out/index.html")).unwrap(), first);
}

#[test]
fn decisions_are_counted_by_eval_and_taught_by_dict_learn() {
    let (folder, change) = with_decision("edit", Some("NCTV"));
    let counts = String::from_utf8(done(folder.path(), &["eval", "decisions.jsonl"])).unwrap();
    assert!(counts.contains("precision") && counts.lines().nth(1).unwrap().starts_with("all "), "{counts}");
    let json = done(folder.path(), &["eval", "decisions.jsonl", "--json"]);
    let json: Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["kinds"][change["kind"].as_str().unwrap()]["rejected"], 1);
    let learnt = done(folder.path(), &["dict", "learn", "decisions.jsonl"]);
    assert!(String::from_utf8(learnt).unwrap().contains("# 1 times\nNCTV"));
    done(folder.path(), &["dict", "learn", "decisions.jsonl", "--output", "proposed"]);
    done(folder.path(), &["dict", "check", "proposed"]);
}
