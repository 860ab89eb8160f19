//! `ontwar batch` as its users see it: trees of files, broken off and taken up again.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;

fn batch() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ontwar"));
    command.arg("batch").stdin(Stdio::null());
    command
}

fn run(arguments: &[&dyn AsRef<OsStr>]) -> Output {
    let mut command = batch();
    for argument in arguments {
        command.arg(argument.as_ref());
    }
    command.output().unwrap()
}

fn page(n: usize) -> String {
    format!("Bladzijde {n}\n\nDe aanpak van dejaren wordt en voort gezet.\n").repeat(1 + n % 5)
}

/// Some pages in two levels of folders.
fn archive(folder: &Path, pages: usize) {
    for n in 0..pages {
        let place = folder.join(format!("doos {}", n % 3));
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join(format!("blad-{n}.txt")), page(n)).unwrap();
    }
}

/// All files below a folder with what they hold.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn pages_of(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    tree(folder).into_iter().filter(|(path, _)| path.extension() == Some(OsStr::new("json"))).collect()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn mirrors_the_tree_and_gives_the_same_bytes_on_any_number_of_threads() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    archive(&input, 20);
    fs::write(input.join("Thumbs.db"), b"\xff\xd8").unwrap();
    let (one, four) = (home.path().join("one"), home.path().join("four"));
    assert!(run(&[&input, &"--output", &one, &"--jobs", &"1"]).status.success());
    let output = run(&[&input, &"--output", &four, &"--jobs", &"4"]);
    assert!(output.status.success() && output.stdout.is_empty());
    assert!(stderr(&output).contains("20 pages"), "{}", stderr(&output));
    let made = tree(&one);
    assert_eq!(made.len(), 20);
    assert!(made.contains_key(Path::new("doos 1/blad-1.txt.json")));
    assert!(made == tree(&four));

    let (lines, again) = (home.path().join("one.jsonl"), home.path().join("four.jsonl"));
    assert!(run(&[&input, &"--format", &"jsonl", &"--output", &lines, &"-j", &"1"]).status.success());
    assert!(run(&[&input, &"--format", &"jsonl", &"--output", &again, &"-j", &"4"]).status.success());
    let text = fs::read_to_string(&lines).unwrap();
    assert_eq!(text, fs::read_to_string(again).unwrap());
    assert_eq!(text.lines().collect::<Vec<_>>().join("\n") + "\n", text);
    assert!(text.lines().eq(made.values().map(|json| std::str::from_utf8(json).unwrap().trim_end())));
}

#[test]
fn takes_files_folders_and_globs_together_and_no_file_twice() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    archive(&input, 6);
    let output = home.path().join("out");
    let glob = format!("{}/**/blad-[12].txt", home.path().display());
    let file = input.join("doos 1/blad-1.txt");
    assert!(run(&[&glob, &file, &input.join("doos 0"), &"-o", &output]).status.success());
    let names: Vec<_> = tree(&output).into_keys().collect();
    let expected = [
        "in/doos 0/blad-0.txt.json",
        "in/doos 0/blad-3.txt.json",
        "in/doos 1/blad-1.txt.json",
        "in/doos 2/blad-2.txt.json",
    ];
    assert_eq!(names, expected.map(PathBuf::from));
}

#[test]
fn a_bad_input_is_told_by_name_and_its_neighbours_go_on() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    archive(&input, 6);
    fs::write(input.join("big.txt"), "woord ".repeat(1000)).unwrap();
    let (output, report) = (home.path().join("out"), home.path().join("report.json"));
    let ran = run(&[&input, &"-o", &output, &"--max-bytes", &"2K", &"--report", &report]);
    assert_eq!(ran.status.code(), Some(1));
    assert!(stderr(&ran).contains("big.txt"), "{}", stderr(&ran));
    assert_eq!(tree(&output).len(), 6);
    let report: Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
    assert_eq!(report["documents"], 6);
    assert_eq!(report["failed"], 1);
    assert!(report["failures"][0]["path"].as_str().unwrap().ends_with("big.txt"));
    assert!(report["failures"][0]["reason"].as_str().unwrap().contains("--max-bytes"));
    assert_eq!(report["complete"], true);
    assert_eq!(run(&[&home.path().join("nowhere"), &"-o", &output]).status.code(), Some(2));
}

#[test]
fn resumes_what_is_unchanged_and_redoes_the_rest() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    archive(&input, 9);
    let (output, lines) = (home.path().join("out"), home.path().join("all.jsonl"));
    let folder = |more: &[&dyn AsRef<OsStr>]| {
        let mut all: Vec<&dyn AsRef<OsStr>> = vec![&input, &"-o", &output, &"--resume"];
        all.extend(more);
        stderr(&run(&all))
    };
    let one_file = || stderr(&run(&[&input, &"-o", &lines, &"--resume", &"--format", &"jsonl"]));
    assert!(folder(&[]).contains("9 pages"));
    assert!(one_file().contains("9 pages"));
    let before = (tree(&output), fs::read(&lines).unwrap());
    assert!(folder(&[]).contains("9 were done already"));
    assert!(one_file().contains("9 were done already"));
    assert!(before == (tree(&output), fs::read(&lines).unwrap()));

    fs::write(input.join("doos 1/blad-4.txt"), "Anders.\n").unwrap();
    fs::write(input.join("doos 1/blad-5a.txt"), "Nieuw.\n").unwrap();
    fs::write(output.join("doos 2/blad-5.txt.json"), "{\"half").unwrap();
    assert!(folder(&[]).contains("7 were done already"));
    assert!(one_file().contains("8 were done already"));
    assert!(folder(&[&"--no-repair"]).contains("10 pages"), "other options, other documents");
    let text = fs::read_to_string(&lines).unwrap();
    assert_eq!(text.lines().count(), 10);
    assert!(text.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
}

#[cfg(unix)]
#[test]
fn any_name_will_do_and_no_link_is_followed() {
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    let odd = input.join(OsStr::from_bytes(b"map\n\xff"));
    fs::create_dir_all(&odd).unwrap();
    fs::write(odd.join(OsStr::from_bytes(b"caf\xe9 a\nb.txt")), "Een.\n").unwrap();
    fs::write(home.path().join("secret.txt"), "Geheim.\n").unwrap();
    symlink(&input, input.join("loop")).unwrap();
    symlink(home.path().join("secret.txt"), input.join("link.txt")).unwrap();
    let output = home.path().join("out");
    fs::create_dir_all(&output).unwrap();
    assert!(run(&[&input, &"-o", &output]).status.success());
    let made = tree(&output);
    assert_eq!(made.len(), 1);
    assert_eq!(made.keys().next().unwrap().as_os_str().as_bytes(), b"map\n\xff/caf\xe9 a\nb.txt.json");

    // A link that leads out of the output folder is not written through.
    let outside = home.path().join("outside");
    fs::create_dir_all(&outside).unwrap();
    let trap = home.path().join("trap");
    fs::create_dir_all(&trap).unwrap();
    symlink(&outside, trap.join(OsStr::from_bytes(b"map\n\xff"))).unwrap();
    assert_eq!(run(&[&input, &"-o", &trap]).status.code(), Some(1));
    assert!(tree(&outside).is_empty());
}

#[cfg(unix)]
#[test]
fn a_killed_run_loses_nothing_that_resume_does_not_bring_back() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    archive(&input, 150);
    let whole = home.path().join("whole");
    assert!(run(&[&input, &"-o", &whole]).status.success());
    let (output, lines) = (home.path().join("out"), home.path().join("all.jsonl"));
    for kill in 0..4 {
        for one_file in [false, true] {
            let mut command = batch();
            command.arg(&input).args(["--resume", "--jobs", "2"]).stderr(Stdio::null());
            if one_file {
                command.arg("--output").arg(&lines).args(["--format", "jsonl"]);
            } else {
                command.arg("--output").arg(&output);
            }
            let mut child = command.spawn().unwrap();
            std::thread::sleep(Duration::from_millis(20 + 17 * kill));
            child.kill().unwrap();
            child.wait().unwrap();
            if output.exists() {
                // What stands there is whole, at any moment.
                for (name, json) in pages_of(&output) {
                    assert!(json == fs::read(whole.join(name)).unwrap());
                }
            }
        }
    }
    assert!(run(&[&input, &"-o", &output, &"--resume"]).status.success());
    assert!(run(&[&input, &"-o", &lines, &"--resume", &"--format", &"jsonl"]).status.success());
    let whole = tree(&whole);
    assert!(tree(&output) == whole);
    assert!(fs::read(&lines).unwrap() == whole.into_values().flatten().collect::<Vec<u8>>());
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_finishes_what_is_in_hand_and_says_how_to_go_on() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    archive(&input, 3000);
    let output = home.path().join("out");
    let child =
        batch().arg(&input).arg("-o").arg(&output).args(["-j", "2"]).stderr(Stdio::piped()).spawn().unwrap();
    while !output.join("doos 0/blad-0.txt.json").exists() {
        std::thread::sleep(Duration::from_millis(2));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let ran = child.wait_with_output().unwrap();
    assert_eq!(ran.status.code(), Some(130), "{}", stderr(&ran));
    assert!(stderr(&ran).contains("--resume"));
    let made = tree(&output);
    assert!(made.len() < 3000);
    assert!(
        made.values().all(|json| serde_json::from_slice::<Value>(json).is_ok()),
        "only whole pages, no other files"
    );
}

#[cfg(unix)]
#[test]
fn an_output_that_cannot_be_written_fails_alone_and_leaves_no_half_file() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    archive(&input, 4);
    fs::write(input.join("long.txt"), "woord ".repeat(40_000)).unwrap();
    let output = home.path().join("out");
    // A file may have 64 blocks of 512 or 1024 bytes, and no more.
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" batch \"$1\" -o \"$2\"";
    let ran = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_ontwar")])
        .args([&input, &output])
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(1), "{}", stderr(&ran));
    assert!(stderr(&ran).contains("long.txt"), "{}", stderr(&ran));
    assert_eq!(tree(&output).len(), 4);
}

#[test]
fn writes_several_formats_and_resumes_each() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    archive(&input, 4);
    let hocr = "<html><body><div class='ocr_page' title='bbox 0 0 900 300'><p class='ocr_par'><span class='ocr_line' title='bbox 9 9 400 30'>\
        <span class='ocrx_word' title='bbox 9 9 90 30'>Dag</span> <span class='ocrx_word' title='bbox 99 9 190 30'>allen.</span></span></p></div></body></html>";
    fs::write(input.join("blad.hocr"), hocr).unwrap();
    let output = home.path().join("out");
    // Text has no places, so that four of five cannot be ALTO; their text is written all the same.
    let ran = run(&[&input, &"-o", &output, &"--format", &"text,alto"]);
    assert_eq!(ran.status.code(), Some(1), "{}", stderr(&ran));
    assert!(stderr(&ran).contains("where words stand"), "{}", stderr(&ran));
    let names: Vec<PathBuf> = tree(&output).into_keys().collect();
    assert_eq!(names.iter().filter(|name| name.extension() == Some(OsStr::new("txt"))).count(), 5);
    assert!(names.contains(&PathBuf::from("blad.hocr.alto.xml")), "{names:?}");

    let texts = home.path().join("texts");
    let go = |more: &[&dyn AsRef<OsStr>]| {
        let mut all: Vec<&dyn AsRef<OsStr>> = vec![&input, &"-o", &texts, &"-f", &"text", &"--resume"];
        all.extend(more);
        stderr(&run(&all))
    };
    assert!(go(&[]).contains("5 pages"));
    assert!(go(&[]).contains("5 were done already"));
    assert!(go(&[&"--no-repair"]).contains("5 pages"), "other options, other texts");
    fs::remove_file(texts.join("blad.hocr.txt")).unwrap();
    let said = go(&[&"--no-repair"]);
    assert!(said.contains("1 pages") && said.contains("4 were done already"), "{said}");

    let both = home.path().join("both");
    assert!(run(&[&input, &"-o", &both, &"-f", &"json,jsonl", &"-f", &"markdown"]).status.success());
    let made = tree(&both);
    assert_eq!(made.len(), 5 + 5 + 1);
    assert_eq!(String::from_utf8_lossy(&made[Path::new("documents.jsonl")]).matches('\n').count(), 5);
    assert_eq!(run(&[&input, &"-o", &"-", &"-f", &"text"]).status.code(), Some(2));
}

#[test]
fn reports_a_row_a_page_and_lists_without_doing() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    archive(&input, 5);
    fs::write(input.join("bad.txt"), b"\x00\x01\x02\xff\xfe\x00").unwrap();
    let (output, json, table) =
        (home.path().join("out"), home.path().join("r.json"), home.path().join("r.csv"));
    run(&[&input, &"-o", &output, &"--report", &json]);
    run(&[&input, &"-o", &output, &"--report", &table]);
    let report: Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    let pages = report["pages"].as_array().unwrap();
    assert_eq!(pages.len(), 6);
    let good = pages.iter().find(|page| page["error"].is_null()).unwrap();
    for key in ["path", "words", "corrections", "confidence", "least_confidence", "notices", "seconds"] {
        assert!(!good[key].is_null(), "{key}: {good}");
    }
    assert!(good["corrections"]["split"].as_u64().is_some());
    let rows = fs::read_to_string(table).unwrap();
    assert_eq!(rows.lines().count(), 7, "{rows}");
    assert!(rows.starts_with("path,words,corrections,split,"), "{rows}");

    let untouched = tree(&output);
    let ran = run(&[&input, &"--list"]);
    assert!(ran.status.success() && tree(&output) == untouched);
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert_eq!(said.lines().filter(|line| line.starts_with("text\t")).count(), 5, "{said}");
    assert!(said.lines().any(|line| line.starts_with("-\t") && line.contains("bad.txt")), "{said}");
}

#[test]
fn the_pages_of_a_folder_are_one_volume_whatever_the_number_of_threads() {
    let place = tempfile::tempdir().unwrap();
    let archive = place.path().join("archive");
    fs::create_dir_all(archive.join("deel 2")).unwrap();
    // One page shows the type, the other is too short to.
    let gothic = "ban be stabt is tijbing gekomen bat be byanbt met beel schepen enbe bat ben prins baer enbe be solbaten met haer geweer buyten be stabt op be been gebracht heeft enbe bie baer bleven";
    fs::write(archive.join("1.txt"), gothic).unwrap();
    fs::write(archive.join("2.txt"), "enbe be prins bleef buyten be stabt").unwrap();
    fs::write(archive.join("deel 2").join("1.txt"), "De raad van de stad besloot anders.").unwrap();
    let run = |out: &str, more: &[&str]| {
        let out = place.path().join(out);
        let mut command = batch();
        command.arg(&archive).arg("--output").arg(&out).args(["--format", "text"]).args(more);
        assert!(command.output().unwrap().status.success());
        tree(&out)
    };
    let text = |tree: &BTreeMap<PathBuf, Vec<u8>>, name: &str| {
        String::from_utf8(tree[Path::new(name)].clone()).unwrap()
    };
    let one = run("one", &["--together", "--jobs", "1"]);
    let four = run("four", &["--together", "--jobs", "4"]);
    assert_eq!(text(&one, "2.txt.txt"), text(&four, "2.txt.txt"));
    assert_eq!(text(&one, "2.txt.txt").trim(), "ende de prins bleef buyten de stadt");
    assert_ne!(text(&run("alone", &[]), "2.txt.txt"), text(&one, "2.txt.txt"));
    assert_eq!(text(&one, "deel 2/1.txt.txt").trim(), "De raad van de stad besloot anders.");
}
