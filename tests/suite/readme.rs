//! What the documentation shows is what the program does: its commands run,
//! its sample is the fixture's own output.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::{fixtures, ontwar};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with what the examples speak of.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let page = fs::read(fixtures().join("contraterrorisme/input.txt")).unwrap();
    let at = |name: &str| {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        path
    };
    for name in
        ["page.txt", "archive/doos 1/page-1.txt", "archive/page-2.txt", "fixtures/contraterrorisme/input.txt"]
    {
        fs::write(at(name), &page).unwrap();
    }
    let line = |id: u32| format!("{{\"id\": {id}, \"text\": \"Het is voor dejaren 2022-2026.\"}}\n");
    for name in ["pages.jsonl", "records.jsonl"] {
        fs::write(at(name), (0..8).map(line).collect::<String>()).unwrap();
    }
    fs::write(at("pages.json"), line(1)).unwrap();
    let pairs = "{\"text\": \"de gerneente\", \"truth\": \"de gemeente\"}\n".repeat(3);
    fs::write(at("pairs.jsonl"), pairs).unwrap();
    let alto = "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\"><Description/><Layout><Page ID=\"p\" WIDTH=\"900\" HEIGHT=\"300\">\
        <PrintSpace><TextBlock ID=\"b\"><TextLine ID=\"l\"><String ID=\"s\" HPOS=\"9\" VPOS=\"9\" WIDTH=\"90\" HEIGHT=\"20\" CONTENT=\"Welkom\"/>\
        </TextLine></TextBlock></PrintSpace></Page></Layout></alto>";
    fs::write(at("page.alto.xml"), alto).unwrap();
    for name in ["scan.jpg", "scan.png"] {
        fs::copy(fixtures().join("scan/page.png"), at(name)).unwrap();
    }
    fs::copy(fixtures().join("contraterrorisme/truth.json"), at("fixtures/contraterrorisme/truth.json"))
        .unwrap();
    for name in ["een-60", "gemeente-3"] {
        for file in ["input.txt", "truth.json"] {
            let from = fixtures().join("pages").join(name).join(file);
            fs::copy(from, at(&format!("fixtures/pages/{name}/{file}"))).unwrap();
        }
    }
    home
}

/// What a person has decided about the page, and the documents that it was decided about.
fn decide(home: &Path) {
    fs::create_dir_all(home.join("scans")).unwrap();
    for arguments in [
        &["clean", "--output", "page.json", "page.txt"] as &[&str],
        &["batch", "archive", "--output", "cleaned", "--progress", "none"],
    ] {
        let made = ontwar(home, arguments, b"");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    }
    let document: Value = serde_json::from_slice(&fs::read(home.join("page.json")).unwrap()).unwrap();
    let change = &document["corrections"][0];
    let decision = serde_json::json!({
        "document": document["source"]["sha256"], "path": change["path"], "source": change["source"],
        "verdict": "reject", "text": change["before"], "change": change, "who": "Anna",
    });
    for name in ["decisions.jsonl", "anna.jsonl", "bram.jsonl"] {
        fs::write(home.join(name), format!("{decision}\n")).unwrap();
    }
}

/// What a line needs beside the program; it is passed over where that is not there.
const TOOLS: [&str; 6] = ["tesseract", "jq", "parallel", "split", "pdftotext", "cargo"];

fn is_there(tool: &str) -> bool {
    Command::new("sh")
        .args(["-c", &format!("command -v {tool}")])
        .output()
        .is_ok_and(|ran| ran.status.success())
}

/// Whether a line can be tried here: it calls the program, and nothing that is not there.
fn can_run(line: &str) -> bool {
    let words = || line.split(|c: char| c.is_whitespace() || "'|;()".contains(c));
    let calls = words().any(|word| word == "ontwar");
    let needs = |tool: &str| words().any(|word| word == tool);
    // Images are read by Tesseract.
    let image = line.contains("scan.") && !is_there("tesseract");
    (calls || line.starts_with("mkdir "))
        && !line.starts_with("cargo ")
        && !line.starts_with("pip ")
        && !line.starts_with("ocrmypdf ")
        && !line.starts_with("docker ")
        && !image
        && TOOLS.iter().all(|tool| !needs(tool) || is_there(tool))
}

/// Runs lines in a shell, one after the other, in one folder.
fn run(home: &Path, lines: &[String], at: &str) -> Vec<String> {
    let program = Path::new(env!("CARGO_BIN_EXE_ontwar"));
    let mut path = OsString::from(program.parent().unwrap());
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let mut failures = Vec::new();
    for line in lines.iter().filter(|line| can_run(line)) {
        let ran = Command::new("bash")
            .args(["-o", "pipefail", "-c", line])
            .current_dir(home)
            .env("PATH", &path)
            .env("HOME", home)
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("ONTWAR_DICTIONARIES")
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        if !ran.status.success() {
            failures.push(format!("{at}: {line}\n{}", String::from_utf8_lossy(&ran.stderr)));
        }
    }
    failures
}

/// The lines of the blocks of shell of a document.
fn blocks(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        // The program that is tested is built already.
        let line = line.replace("cargo run --release --", "ontwar");
        if line.starts_with("```") {
            inside = line == "```sh";
        } else if inside && !line.trim().is_empty() && !line.starts_with('#') {
            lines.push(line);
        }
    }
    lines
}

#[cfg(unix)]
#[test]
fn every_command_of_the_documentation_runs() {
    let mut failures = Vec::new();
    let mut documents: Vec<PathBuf> = vec![root().join("README.md"), root().join("dictionaries/README.md")];
    documents.extend(fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path()));
    documents.sort();
    let mut tried = 0;
    documents.retain(|path| path.extension().is_some_and(|end| end == "md"));
    for document in documents {
        let home = home();
        // What is decided in a browser is there for the commands that go on from it.
        if document.ends_with("docs/review.md") {
            decide(home.path());
        }
        let text = fs::read_to_string(&document).unwrap();
        let lines = blocks(&text);
        tried += lines.iter().filter(|line| can_run(line)).count();
        failures.extend(run(home.path(), &lines, &document.display().to_string()));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(tried > 15, "{tried} commands were found");
}

/// The recipes are numbered lists with the commands in them.
#[cfg(unix)]
#[test]
fn every_recipe_for_dictionaries_runs() {
    let home = home();
    let text = fs::read_to_string(root().join("dictionaries/README.md")).unwrap();
    let recipes = text.split("## Five recipes").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut failures = Vec::new();
    let mut tried = 0;
    // The last is of a whole new language, and is built with the program.
    for recipe in recipes.split("\n### ").take(5) {
        if recipe.starts_with("A new language") {
            continue;
        }
        let commands: Vec<String> = recipe
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|span| span.starts_with("ontwar "))
            // What a person looks over and moves is moved.
            .flat_map(|span| {
                let moved = "cat proposals/confusions.tsv >> my-words/confusions.tsv; ontwar --version";
                let learnt = span.contains("dict learn");
                std::iter::once(span.to_owned()).chain(learnt.then(|| moved.to_owned()))
            })
            .collect();
        tried += commands.len();
        failures.extend(run(home.path(), &commands, "dictionaries/README.md"));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(tried > 12, "{tried} commands were found");
}

/// Whether a value is what a sample shows: `…` stands for anything.
fn fits(sample: &Value, value: &Value) -> bool {
    match (sample, value) {
        (Value::String(sample), _) if sample == "…" => true,
        (Value::String(sample), Value::String(value)) => match sample.split_once('…') {
            Some((start, end)) => {
                value.starts_with(start) && value.ends_with(end) && value.len() >= start.len() + end.len()
            }
            None => sample == value,
        },
        (Value::Array(sample), Value::Array(values)) => {
            let mut values = values.iter();
            let mut skip = false;
            for part in sample {
                if part == "…" {
                    skip = true;
                } else if skip {
                    if !values.any(|value| fits(part, value)) {
                        return false;
                    }
                    skip = false;
                } else if !values.next().is_some_and(|value| fits(part, value)) {
                    return false;
                }
            }
            skip || values.next().is_none()
        }
        (Value::Object(sample), Value::Object(value)) => {
            // How sure it is changes a little with every pack.
            let fits = |name: &str, part: &Value, value: &Value| {
                if name == "confidence" { value.is_number() } else { fits(part, value) }
            };
            sample.iter().all(|(name, part)| {
                name == "…" || value.get(name).is_some_and(|value| fits(name, part, value))
            })
        }
        _ => sample == value,
    }
}

/// A sample as JSON: a bare ellipsis, which is none, stands for members of an object or elements of a list.
fn sample(text: &str) -> Value {
    let mut json = String::new();
    let (mut quoted, mut braces) = (false, Vec::new());
    for c in text.chars() {
        quoted ^= c == '"';
        match c {
            '…' if !quoted && (json.ends_with('{') || braces.last() == Some(&'{')) => {
                json.push_str("\"…\": 0");
            }
            '…' if !quoted => json.push_str("\"…\""),
            '{' | '[' if !quoted => {
                braces.push(c);
                json.push(c);
            }
            '}' | ']' if !quoted => {
                braces.pop();
                json.push(c);
            }
            _ => json.push(c),
        }
    }
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

#[test]
fn the_samples_are_what_comes_out() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let document = ontwar(&fixtures().join("contraterrorisme"), ["clean", "input.txt"], b"").stdout;
    let document: Value = serde_json::from_slice(&document).unwrap();
    let samples: Vec<&str> =
        readme.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(samples.len(), 2);
    for text in samples {
        for (name, part) in sample(text).as_object().unwrap().iter().filter(|(name, _)| *name != "…") {
            assert!(fits(part, &document[name]), "{name}\nREADME: {part}\noutput: {}", document[name]);
        }
    }
    let text = ontwar(&fixtures().join("contraterrorisme"), ["clean", "--format", "text", "input.txt"], b"");
    let text = String::from_utf8(text.stdout).unwrap();
    let shown = readme.split("```text\n").nth(2).unwrap().split("```").next().unwrap();
    for line in shown.lines().map(|line| line.trim_end_matches('…').trim_end()) {
        assert!(text.contains(line), "README: {line}\noutput: {text}");
    }
}
