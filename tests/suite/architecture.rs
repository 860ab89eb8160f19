//! The house: which room may import which, what the library never touches,
//! and how long a file may grow. Reads the sources; a room that is new has to
//! find its place in the tables here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::imports::{File, Imports, circles, files, root};

/// A room, and the rooms that it may import beside itself.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("batch", &["pipeline", "error", "model"]),
    ("context", &["read", "language", "model"]),
    ("decisions", &["write", "model"]),
    ("error", &["read", "language"]),
    ("evaluate", &[]),
    ("language", &[]),
    ("layout", &["context", "model", "language"]),
    ("model", &[]),
    ("pipeline", &["read", "layout", "repair", "structure", "context", "language", "model", "error"]),
    ("read", &["model"]),
    ("repair", &["context", "model", "language"]),
    ("review", &["write", "decisions"]),
    ("structure", &["context", "model", "language"]),
    ("training", &["layout", "repair", "structure", "context", "language"]),
    ("write", &["model"]),
];

/// Names that `lib.rs` exports again, and the rooms they live in.
const EXPORTED: &[(&str, &str)] = &[
    ("Error", "error"),
    ("Cleaner", "pipeline"),
    ("Options", "context"),
    ("Volume", "repair"),
    ("Language", "language"),
    ("Document", "model"),
];

/// What only the program may use: bytes in, values out.
const OUTSIDE_WORLD: &[&str] = &["env", "fs", "net", "os", "process", "time"];

/// Macros and calls that talk or end the program.
const TALK: &[&str] =
    &["print!", "println!", "eprint!", "eprintln!", "dbg!", "io::stdin", "io::stdout", "io::stderr"];

/// Type names that stand for one thing in each of several rooms, and why.
const SHARED_NAMES: &[(&str, &str)] = &[
    ("Error", "each boundary has its own, joined by `ontwar::Error`"),
    ("Options", "how to read, how to run a batch, and the whole in `ontwar::Options`"),
];

/// Files whose types bear the names of what they mirror, and why.
const MIRRORS: &[(&str, &str)] = &[
    ("src/write/wire.rs", "the JSON, name for name as the model has it"),
    ("src/batch/provenance.rs", "what the JSON says of the run that wrote it, read back"),
    ("src/evaluate/text.rs", "the document as the judge sees it, who may not lean on the judged"),
];

/// Lines of code (blank lines, comments and tests aside) past which a file has found its second room.
const LONGEST: usize = 400;

fn library() -> impl Iterator<Item = File> {
    files().into_iter().filter(|file| file.room() != "bin")
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
fn imports_run_in_no_circle() {
    let (program, library): (Vec<_>, Vec<_>) = files().into_iter().partition(|file| file.room() == "bin");
    let mut wrong = Vec::new();
    for (files, top) in [(library, vec![]), (program, vec!["bin".to_owned(), "ontwar".to_owned()])] {
        let imports = Imports::of(files);
        let edges = imports.edges(&top);
        let path = |file: &usize| imports.files[*file].path.display().to_string();
        for circle in circles(&edges) {
            for file in &circle {
                let others = edges[*file].iter().filter(|other| circle.contains(other)).map(path);
                wrong.push(format!("{} imports {}", path(file), others.collect::<Vec<_>>().join(", ")));
            }
            wrong.push(String::new());
        }
    }
    assert!(wrong.is_empty(), "these lead to each other:\n{}", wrong.join("\n"));
}

#[test]
fn rooms_import_in_no_circle() {
    let rooms: Vec<_> = MAY_IMPORT.iter().map(|(room, _)| *room).collect();
    let place = |name: &str| rooms.iter().position(|room| *room == name).unwrap();
    let edges: Vec<BTreeSet<usize>> =
        MAY_IMPORT.iter().map(|(_, allowed)| allowed.iter().map(|name| place(name)).collect()).collect();
    assert!(circles(&edges).is_empty());
}

/// The types that a file defines.
fn types_of(code: &str) -> impl Iterator<Item = &str> {
    code.lines().filter_map(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix("pub").map_or(line, |rest| match rest.strip_prefix('(') {
            Some(inside) => inside.split_once(')').map_or(inside, |(_, after)| after),
            None => rest,
        });
        let (kind, rest) = line.trim_start().split_once(' ')?;
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        matches!(kind, "struct" | "enum" | "trait").then(|| &rest[..end])
    })
}

#[test]
fn a_type_name_stands_for_one_thing() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let library: Vec<File> = library().collect();
    for (mirror, _) in MIRRORS {
        assert!(root().join(mirror).exists(), "{mirror} is gone");
    }
    for file in &library {
        let path = file.path.display().to_string().replace('\\', "/");
        if MIRRORS.iter().any(|(mirror, _)| *mirror == path) {
            continue;
        }
        for name in types_of(&file.code) {
            places.entry(name.to_owned()).or_default().push(path.clone());
        }
    }
    places.retain(|name, at| at.len() > 1 && SHARED_NAMES.iter().all(|(shared, _)| shared != name));
    let wrong: Vec<_> = places.iter().map(|(name, at)| format!("{name}: {}", at.join(", "))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_that_the_documentation_names_are_there() {
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut wrong = Vec::new();
    for page in
        docs.chain([root().join("README.md")]).filter(|path| path.extension().is_some_and(|is| is == "md"))
    {
        let text = fs::read_to_string(&page).unwrap();
        // Between backticks every other stretch is code.
        let named = text.split('`').skip(1).step_by(2);
        for name in named.filter(|name| name.starts_with("src/") && !name.contains([' ', '*', '<', '{'])) {
            if !root().join(name).exists() {
                wrong.push(format!("{}: {name}", page.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn types_are_read_off_their_definitions() {
    let code = "pub(in crate::layout) struct A {\nenum B<'a> {\n    pub trait C: D {\npub(super) struct E(u8);\nfn struct_f() {\n";
    assert_eq!(types_of(code).collect::<Vec<_>>(), ["A", "B", "C", "E"]);
}

#[test]
fn names_are_read_out_of_groups() {
    let code =
        "use crate::model::{Line, Page};\nuse crate::{Error, layout, read::{self, Options}};\n$crate::no();";
    let names: Vec<_> = names_after(code, "crate::").into_iter().collect();
    assert_eq!(names, ["Error", "layout", "model", "read"]);
}
