//! `ontwar stream` as its callers see it: lines in, lines out.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn stream(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ontwar"))
        .arg("stream")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || drop(pipe.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    output
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn carries_the_id_and_unknown_fields_through_as_they_were_written() {
    let input = br#"{"shelf": {"b": 1.50, "a": [1e400]}, "text": "De kat zit op de mat.", "id": 12345678901234567890123, "title": "mine"}"#;
    let output = stream(&[], input);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with(r#"{"id":12345678901234567890123,"shelf":{"b": 1.50, "a": [1e400]},"carried":{"title":"mine"},"schema_version":1,"#), "{text}");
    assert!(text.ends_with("}\n"));
}

#[test]
fn an_error_object_stands_in_the_place_of_a_bad_line_and_the_stream_goes_on() {
    let long = format!("{{\"text\":\"{}\"}}\n", "a ".repeat(700));
    let mut input = b"\xef\xbb\xbf{\"id\":1,\"text\":\"Een.\"}\r\nnot json\n\n[]\n{\"id\":\"b\",\"n\":2}\n{\"text\":7}\n\xff\n".to_vec();
    input.extend_from_slice(long.as_bytes());
    input.extend_from_slice(
        b"{\"id\":2,\"text\":\"\\ud800\"}\n{\"id\":3,\"text\":\"x\\fy\\fz\"}\n{\"id\":9,\"text\":\"Twee.\"}",
    );
    for jobs in ["1", "3"] {
        let output = stream(&["--jobs", jobs, "--max-bytes", "1K", "--max-pages", "2"], &input);
        assert_eq!(output.status.code(), Some(1));
        let lines = lines(&output);
        let codes: Vec<_> = lines.iter().map(|line| line["error"]["code"].as_str().unwrap_or("ok")).collect();
        let expected = [
            "ok",
            "not-json",
            "not-json",
            "not-json",
            "no-text",
            "no-text",
            "not-json",
            "too-long",
            "no-text",
            "too-many-pages",
            "ok",
        ];
        assert_eq!(codes, expected);
        assert_eq!(lines[4]["id"], json!("b"));
        assert_eq!(lines[4]["n"], json!(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("line 8: "));
        assert_eq!(lines[10]["id"], json!(9));
    }
}

#[test]
fn gives_the_same_bytes_on_any_number_of_threads() {
    let mut input = String::new();
    for n in 0..60 {
        let text = "De aanpak van dejaren wordt en voort gezet. ".repeat(1 + n % 7);
        input.push_str(&json!({"id": n, "text": text}).to_string());
        input.push('\n');
    }
    let one = stream(&[], input.as_bytes()).stdout;
    assert_eq!(one.split_inclusive(|&byte| byte == b'\n').count(), 60);
    assert!(one == stream(&["--jobs", "4"], input.as_bytes()).stdout);
}

#[test]
fn answers_each_line_before_the_next_one_comes() {
    for jobs in ["1", "2"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_ontwar"))
            .args(["stream", "--jobs", jobs])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        for id in 0..3 {
            writeln!(input, "{{\"id\":{id},\"text\":\"Een regel.\"}}").unwrap();
            let answer: Value = serde_json::from_str(&output.next().unwrap().unwrap()).unwrap();
            assert_eq!(answer["id"], json!(id));
        }
        drop(input);
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn nothing_in_gives_nothing_out() {
    let output = stream(&[], b"");
    assert!(output.status.success() && output.stdout.is_empty());
}

#[test]
fn with_text_for_its_format_a_record_comes_back_with_its_text_cleaned() {
    let input = b"{\"id\": 1, \"text\": \"Voor dejaren 2022 en later.\", \"page\": 7}\n{\"id\": 2}\n";
    let output = stream(&["--format", "text"], input);
    let lines: Vec<Value> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    assert_eq!(lines[0], json!({"id": 1, "text": "Voor de jaren 2022 en later.\n", "page": 7}));
    assert_eq!(lines[1]["error"]["code"], "no-text");
}
