//! The program as a person or a script meets it: arguments, streams, exit codes, messages.
//!
//! Most cases are folders of `fixtures/cli`; its README says what is in them.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{cases, fixtures, ontwar, update};

#[test]
fn every_case_of_fixtures_cli_says_and_does_what_is_written_there() {
    let mut failures = Vec::new();
    for case in cases(&fixtures().join("cli")) {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        for (file, wanted, got) in run(&case) {
            if update() {
                accept(&case.join(&file), &wanted, &got);
            } else if !fits(&wanted, &got) {
                failures.push(format!("{name}: {file}\n--- wanted\n{wanted}\n--- got\n{got}\n"));
            }
        }
    }
    assert!(failures.is_empty(), "{}\nUPDATE=1 cargo test accepts this", failures.join("\n"));
}

/// Runs a case; what was wanted and what came, by file of the case.
fn run(case: &Path) -> Vec<(String, String, String)> {
    let folder = tempfile::tempdir().unwrap();
    copy(&case.join("in"), folder.path());
    let commands = fs::read_to_string(case.join("command")).expect("a case has a command");
    let mut passed = fs::read(case.join("stdin")).unwrap_or_default();
    let (mut stderr, mut code) = (String::new(), 0);
    for line in commands.lines() {
        let words = line.strip_prefix("ontwar ").expect("a command begins with ontwar");
        let output = ontwar(folder.path(), words.split_whitespace(), &passed);
        passed = output.stdout;
        stderr += &String::from_utf8_lossy(&output.stderr);
        code = code.max(output.status.code().expect("it was not killed"));
    }
    let wanted = |file: &str| fs::read_to_string(case.join(file)).unwrap_or_default();
    let mut results = vec![
        ("stdout".to_owned(), wanted("stdout"), String::from_utf8_lossy(&passed).into_owned()),
        ("stderr".to_owned(), wanted("stderr"), stderr),
        ("exit".to_owned(), wanted("exit"), format!("{code}\n")),
    ];
    // What is new in the folder, or no longer what it was.
    let mut after: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    after.sort();
    for name in after {
        let got = fs::read(folder.path().join(&name)).unwrap_or_default();
        if fs::read(case.join("in").join(&name)).ok().as_ref() != Some(&got) && !got.is_empty() {
            let file = format!("out/{}", name.to_string_lossy());
            results.push((file.clone(), wanted(&file), String::from_utf8_lossy(&got).into_owned()));
        }
    }
    let outs = fs::read_dir(case.join("out")).into_iter().flatten().map(|e| e.unwrap().file_name());
    for name in outs.map(|name| name.to_string_lossy().into_owned()) {
        if !folder.path().join(&name).exists() {
            results.push((format!("out/{name}"), wanted(&format!("out/{name}")), String::new()));
        }
    }
    results
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).into_iter().flatten() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Whether a text is what was wanted; `[..]` stands for anything within a line.
fn fits(wanted: &str, got: &str) -> bool {
    if cfg!(windows) && (wanted.contains('\\') || got.contains('\\')) {
        // Paths are written with the bar of the system.
        return fits(&wanted.replace('\\', "/"), &got.replace('\\', "/"));
    }
    let line = |wanted: &str, got: &str| match wanted.split_once("[..]") {
        None => wanted == got,
        Some((head, rest)) => {
            let tail = rest.rsplit("[..]").next().unwrap_or_default();
            let mut left = got.strip_prefix(head).and_then(|got| got.strip_suffix(tail));
            for middle in rest.split("[..]").filter(|part| *part != tail) {
                left = left.and_then(|left| left.split_once(middle)).map(|(_, left)| left);
            }
            left.is_some()
        }
    };
    let (wanted, got): (Vec<_>, Vec<_>) = (wanted.split('\n').collect(), got.split('\n').collect());
    wanted.len() == got.len() && wanted.into_iter().zip(got).all(|(wanted, got)| line(wanted, got))
}

fn accept(file: &Path, wanted: &str, got: &str) {
    if fits(wanted, got) && file.exists() {
        return;
    }
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    if got.is_empty() { drop(fs::remove_file(file)) } else { fs::write(file, got).unwrap() }
}

#[test]
fn clean_of_the_seed_matches_expected() {
    let folder = fixtures().join("contraterrorisme");
    let output = ontwar(&folder, ["clean", "input.txt"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let mut got: Value = serde_json::from_slice(&output.stdout).unwrap();
    // What made it changes with every version of the program or the pack.
    got.as_object_mut().unwrap().remove("tool");
    let file = folder.join("expected.json");
    if update() {
        fs::write(&file, serde_json::to_string_pretty(&got).unwrap() + "\n").unwrap();
    }
    let wanted = fs::read_to_string(&file).expect("fixtures/contraterrorisme/expected.json");
    let mut differences = Vec::new();
    compare(&serde_json::from_str(&wanted).unwrap(), &got, "", &mut differences);
    assert!(differences.is_empty(), "{}\nUPDATE=1 cargo test accepts this", differences.join("\n"));
}

/// Where two values differ. Confidences may differ in their last digits: not
/// every machine rounds a logarithm the same way.
fn compare(wanted: &Value, got: &Value, path: &str, differences: &mut Vec<String>) {
    match (wanted, got) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            for (key, wanted) in a {
                compare(wanted, &b[key], &format!("{path}/{key}"), differences);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (i, (wanted, got)) in a.iter().zip(b).enumerate() {
                compare(wanted, got, &format!("{path}/{i}"), differences);
            }
        }
        _ if wanted == got => {}
        _ if path.ends_with("/confidence")
            && (wanted.as_f64().unwrap_or(9.0) - got.as_f64().unwrap_or(0.0)).abs() < 0.01 => {}
        _ => differences.push(format!("{path}\n  wanted {wanted}\n  got    {got}")),
    }
}

#[test]
fn undoing_the_seed_gives_its_bytes_back() {
    let folder = fixtures().join("contraterrorisme");
    let document = ontwar(&folder, ["clean", "input.txt"], b"").stdout;
    let source = ontwar(&folder, ["revert"], &document).stdout;
    assert!(source == fs::read(folder.join("input.txt")).unwrap());
}

#[test]
fn the_seed_is_valid_by_the_schema_that_the_program_prints() {
    let folder = fixtures().join("contraterrorisme");
    let schema = serde_json::from_slice(&ontwar(&folder, ["schema"], b"").stdout).unwrap();
    let document = serde_json::from_slice(&ontwar(&folder, ["clean", "input.txt"], b"").stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&document).map(|e| format!("{}: {e}", e.instance_path)).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn a_reader_that_has_had_enough_is_no_failure() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_ontwar"))
        .args(["clean", "input.txt"])
        .current_dir(fixtures().join("contraterrorisme"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(program.stdout.take());
    let output = program.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let folder = fixtures();
    for (color, coloured) in [("auto", false), ("never", false), ("always", true)] {
        let output = ontwar(&folder, ["clean", "--color", color, "no-such-page.txt"], b"");
        assert_eq!(output.stderr.contains(&0x1b), coloured, "--color {color}");
    }
}

#[test]
fn there_are_completions_and_a_manual_page_for_every_command() {
    let folder = fixtures();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = ontwar(&folder, ["completions", shell], b"").stdout;
        assert!(String::from_utf8_lossy(&script).contains("revert"), "{shell}");
    }
    let help = ontwar(&folder, ["--help"], b"").stdout;
    let help = String::from_utf8_lossy(&help).into_owned();
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|l| !l.is_empty());
    for command in commands.filter_map(|line| line.split_whitespace().next()) {
        let output = ontwar(&folder, ["man", command], b"");
        assert!(output.status.success() && output.stdout.starts_with(b".ie"), "{command}");
    }
}

#[test]
fn every_command_explains_itself_with_an_example() {
    let folder = fixtures();
    for command in ["clean", "revert", "completions", "man"] {
        let help = ontwar(&folder, [command, "--help"], b"").stdout;
        let help = String::from_utf8_lossy(&help).into_owned();
        assert!(help.contains("Examples:\n  ontwar "), "{command}: {help}");
    }
}

#[test]
fn settings_of_a_folder_stand_before_what_is_typed() {
    let home = tempfile::tempdir().unwrap();
    let below = home.path().join("a/b");
    fs::create_dir_all(&below).unwrap();
    fs::create_dir_all(home.path().join("words")).unwrap();
    fs::write(home.path().join("words/corrections.tsv"), "NCTY\tNCTV\ta worn Y\n").unwrap();
    let settings = "language = \"nl\"\ndictionaries = [\"words\"]\nformat = [\"jsonl\", \"text\"]\n";
    fs::write(home.path().join("ontwar.toml"), settings).unwrap();
    let said = |arguments: &[&str]| {
        let output = ontwar(&below, arguments.iter().copied(), b"De NCTY waakt over het land.");
        (
            String::from_utf8_lossy(&output.stdout).into_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
            output.status.code(),
        )
    };
    assert_eq!(said(&["clean"]).0, "De NCTV waakt over het land.\n");
    assert!(said(&["-v", "clean"]).1.contains("ontwar.toml"));
    assert!(said(&["clean", "--format", "json"]).0.starts_with('{'));
    let without = said(&["clean", "--no-config", "--format", "text"]).0;
    assert_eq!(without, "De NCTY waakt over het land.\n");
    assert!(said(&["schema"]).2 == Some(0));
    fs::write(home.path().join("ontwar.toml"), "langauge = \"nl\"\n").unwrap();
    let (_, stderr, code) = said(&["clean"]);
    assert!(code == Some(2) && stderr.contains("langauge") && stderr.contains("ontwar.toml"), "{stderr}");
    fs::write(home.path().join("ontwar.toml"), "min-confidence = 7\n").unwrap();
    let (_, stderr, code) = said(&["clean"]);
    assert!(
        code == Some(2) && stderr.contains("ontwar.toml") && stderr.contains("--min-confidence"),
        "{stderr}"
    );
}

#[test]
fn an_hocr_goes_back_to_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let hocr = "<html><head></head><body><div class='ocr_page' title='bbox 0 0 900 300'><p class='ocr_par'><span class='ocr_line'>\
        <span class='ocrx_word' title='bbox 9 9 90 30'>Voor</span> <span class='ocrx_word' title='bbox 99 9 190 30'>dejaren</span> \
        <span class='ocrx_word' title='bbox 199 9 290 30'>2022</span> <span class='ocrx_word' title='bbox 299 9 390 30'>en</span> \
        <span class='ocrx_word' title='bbox 399 9 490 30'>later.</span></span></p></div></body></html>\n";
    fs::write(folder.path().join("page.hocr"), hocr).unwrap();
    let repaired = ontwar(folder.path(), ["clean", "--format", "hocr", "page.hocr"], b"").stdout;
    let text = String::from_utf8_lossy(&repaired).into_owned();
    assert!(text.contains(">de</span> <span") && text.contains("x_source &quot;dejaren&quot;"), "{text}");
    assert_eq!(ontwar(folder.path(), ["revert"], &repaired).stdout, hocr.as_bytes());
    fs::write(folder.path().join("other.hocr"), hocr).unwrap();
    let both = ontwar(folder.path(), ["clean", "--format", "hocr", "page.hocr", "other.hocr"], b"");
    assert!(both.status.code() == Some(2) && both.stdout.is_empty());
    // A pattern that no shell has expanded.
    let lines = ontwar(folder.path(), ["clean", "*.hocr"], b"").stdout;
    assert_eq!(String::from_utf8_lossy(&lines).matches('\n').count(), 2);
}

#[test]
fn a_command_of_a_command_has_a_manual_page() {
    let folder = fixtures();
    let output = ontwar(&folder, ["man", "dict", "try"], b"");
    let page = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && page.contains("ontwar\\-dict\\-try"), "{page}");
    assert_eq!(ontwar(&folder, ["man", "dict", "none"], b"").status.code(), Some(2));
    let help = ontwar(&folder, ["clean", "--help"], b"").stdout;
    assert!(String::from_utf8_lossy(&help).contains("Global options:"));
}
