//! The house: which room may import which, what the library never touches,
//! and how long a file may grow. Reads the sources; a room that is new has to
//! find its place in the tables here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room, and the rooms that it may import beside itself.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("batch", &["pipeline", "error", "model"]),
    ("decisions", &["write", "model"]),
    ("error", &["read", "language"]),
    ("evaluate", &[]),
    ("language", &[]),
    ("layout", &["model", "language"]),
    ("model", &[]),
    ("pipeline", &["read", "layout", "repair", "structure", "language", "model", "error"]),
    ("read", &["model"]),
    ("repair", &["model", "language"]),
    ("structure", &["model", "language"]),
    ("write", &["model"]),
];

/// Names that `lib.rs` exports again, and the rooms they live in.
const EXPORTED: &[(&str, &str)] = &[("Error", "error"), ("Cleaner", "pipeline"), ("Options", "pipeline")];

/// What only the program may use: bytes in, values out.
const OUTSIDE_WORLD: &[&str] = &["env", "fs", "net", "os", "process", "time"];

/// Macros and calls that talk or end the program.
const TALK: &[&str] =
    &["print!", "println!", "eprint!", "eprintln!", "dbg!", "io::stdin", "io::stdout", "io::stderr"];

/// Lines of code (blank lines, comments and tests aside) past which a file has found its second room.
const LONGEST: usize = 400;

/// A source file without its comments and the tests at its foot.
struct File {
    path: PathBuf,
    /// The path of the module: `["read", "decode"]`; empty for `lib.rs`.
    module: Vec<String>,
    code: String,
}

impl File {
    fn room(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_under(directory: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files_under(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// All files of the library and of the program.
fn files() -> Vec<File> {
    let source = root().join("src");
    let mut paths = Vec::new();
    files_under(&source, &mut paths);
    paths
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&source).unwrap().with_extension("");
            let mut module: Vec<_> = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
            if module.last().is_some_and(|last| last == "mod" || (last == "lib" && module.len() == 1)) {
                module.pop();
            }
            let code = code_of(&fs::read_to_string(&path).unwrap());
            File { path: path.strip_prefix(root()).unwrap().to_owned(), module, code }
        })
        .collect()
}

fn library() -> impl Iterator<Item = File> {
    files().into_iter().filter(|file| file.room() != "bin")
}

/// Source text up to its tests, without blank lines and without lines that are only comment.
fn code_of(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        if line == "#[cfg(test)]" && lines.peek().is_some_and(|next| next.starts_with("mod ")) {
            break;
        }
        if !trimmed.is_empty() && !trimmed.starts_with("//") {
            code.push_str(line.split(" // ").next().unwrap_or(line));
            code.push('\n');
        }
    }
    code
}

/// The first names that follow a path's start: `crate::{a::x, b}` gives `a` and `b`.
fn names_after(code: &str, start: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(start) {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '$')) {
            continue;
        }
        let rest = &code[at + start.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.insert(name(rest));
            continue;
        };
        let (mut depth, mut item) = (1, 0);
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 || (depth == 1 && c == ',') {
                names.insert(name(&group[item..i]));
                item = i + 1;
            }
            if depth == 0 {
                break;
            }
        }
    }
    names.remove("");
    names
}

#[test]
fn rooms_import_only_what_the_design_allows() {
    let mut wrong = Vec::new();
    for file in library().filter(|file| file.room() != "lib") {
        let room = file.room();
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!("{}: `{room}` is a room that the table does not know", file.path.display()));
            continue;
        };
        let mut imported = names_after(&file.code, "crate::");
        // A path of as many `super`s as the module is deep leads to the crate as well.
        imported.extend(names_after(&file.code, &"super::".repeat(file.module.len())));
        for name in imported {
            let target =
                EXPORTED.iter().find(|(export, _)| *export == name).map_or(name.as_str(), |(_, room)| room);
            if target != room && !allowed.contains(&target) {
                wrong.push(format!("{}: `{room}` may not import `{target}`", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_leaves_the_outside_world_alone() {
    let mut wrong = Vec::new();
    for file in library() {
        for name in names_after(&file.code, "std::") {
            if OUTSIDE_WORLD.contains(&name.as_str()) {
                wrong.push(format!("{}: std::{name}", file.path.display()));
            }
        }
        for talk in TALK {
            let found = file.code.match_indices(talk);
            let mut real = found.filter(|(at, _)| !file.code[..*at].ends_with(|c: char| c.is_alphanumeric()));
            if real.next().is_some() {
                wrong.push(format!("{}: {talk}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_program_uses_the_library_from_outside() {
    for file in files().iter().filter(|file| file.room() == "bin") {
        assert!(!file.code.contains("#[path"), "{}", file.path.display());
        assert!(!file.code.contains("include!("), "{}", file.path.display());
    }
}

#[test]
fn files_stay_small_enough_to_read_in_one_sitting() {
    let long: Vec<_> = files()
        .iter()
        .map(|file| (file.code.lines().count(), file.path.display().to_string()))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{path}: {lines} lines of code; it has found its second room"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn names_are_read_out_of_groups() {
    let code =
        "use crate::model::{Line, Page};\nuse crate::{Error, layout, read::{self, Options}};\n$crate::no();";
    let names: Vec<_> = names_after(code, "crate::").into_iter().collect();
    assert_eq!(names, ["Error", "layout", "model", "read"]);
    assert_eq!(code_of("//! a\nlet b = 1; // c\n\n#[cfg(test)]\nmod tests {}\n"), "let b = 1;\n");
}
