//! Who imports whom: the paths of a source file, resolved to the files that they lead to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A source file without its comments and its tests.
pub(crate) struct File {
    /// Its path from the root of the repository.
    pub(crate) path: PathBuf,
    /// The path of the module: `["read", "decode"]`; empty for `lib.rs`.
    pub(crate) module: Vec<String>,
    /// What is left of its text.
    pub(crate) code: String,
}

impl File {
    /// The room that it stands in.
    pub(crate) fn room(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }
}

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
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
pub(crate) fn files() -> Vec<File> {
    let source = root().join("src");
    let mut paths = Vec::new();
    files_under(&source, &mut paths);
    let file = |path: PathBuf| {
        let inside = path.strip_prefix(&source).unwrap().with_extension("");
        let mut module: Vec<_> = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        let top = module.len() == 1 || module.len() == 3 && module[0] == "bin";
        if module.last().is_some_and(|last| last == "mod" || top && (last == "lib" || last == "main")) {
            module.pop();
        }
        let code = code_of(&fs::read_to_string(&path).unwrap());
        File { path: path.strip_prefix(root()).unwrap().to_owned(), module, code }
    };
    // What is compiled for tests alone is a test, whatever its file is called.
    let is_test = |path: &PathBuf| path.file_name().is_some_and(|name| name == "tests.rs");
    paths.into_iter().filter(|path| !is_test(path)).map(file).collect()
}

/// Source text without its tests, blank lines and lines that are only comment.
pub(crate) fn code_of(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        if trimmed == "#[cfg(test)]" {
            skip_item(&line[..line.len() - trimmed.len()], &mut lines);
        } else if !trimmed.is_empty() && !trimmed.starts_with("//") {
            code.push_str(line.split(" // ").next().unwrap_or(line));
            code.push('\n');
        }
    }
    code
}

/// Passes over an item, as rustfmt sets it: it ends on its first line, or with a brace below its beginning.
fn skip_item<'t>(indent: &str, lines: &mut impl Iterator<Item = &'t str>) {
    let mut is_first = true;
    for line in lines.by_ref() {
        if is_first && line.trim_start().starts_with("#[") {
            continue;
        }
        let is_whole = is_first && (line.ends_with(';') || line.ends_with('}'));
        let closes =
            line.strip_prefix(indent).is_some_and(|rest| matches!(rest, "}" | "};" | ");" | "];" | ")"));
        if is_whole || closes {
            return;
        }
        is_first = false;
    }
}

/// Code with what stands between quotation marks taken out.
fn without_strings(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find(['"', '\'']) {
        out.push_str(&rest[..at]);
        let quote = &rest[at..=at];
        let raw = rest[..at].chars().rev().take_while(|&c| c == '#').count();
        let after = &rest[at + 1..];
        let length = if quote == "'" {
            // A character, or a lifetime, which has no end.
            let c = after.chars().next().map_or(0, char::len_utf8);
            match after.get(c..) {
                Some(close) if close.starts_with('\'') && !after.starts_with('\\') => c + 1,
                _ if after.starts_with('\\') => after[2..].find('\'').map_or(0, |end| end + 3),
                _ => 0,
            }
        } else if raw > 0 && rest[..at - raw].ends_with('r') {
            let end = format!("\"{}", "#".repeat(raw));
            after.find(&end).map_or(after.len(), |at| at + end.len())
        } else {
            let mut escaped = false;
            let end = after.bytes().position(|byte| {
                let ends = byte == b'"' && !escaped;
                escaped = byte == b'\\' && !escaped;
                ends
            });
            end.map_or(after.len(), |end| end + 1)
        };
        rest = &after[length..];
    }
    out.push_str(rest);
    out
}

/// The parts of a path, with what it is called here if that is told.
type Import = Vec<String>;

/// The paths of a tree of imports: `a::{b, c::d}` gives `a::b` and `a::c::d`.
fn paths_of(tree: &str) -> Vec<Import> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let path = tree.split(" as ").next().unwrap_or(tree);
        return vec![path.split("::").map(|part| part.trim().to_owned()).collect()];
    };
    let inside = tree[open + 1..].trim_end().trim_end_matches('}');
    let front: Import = tree[..open].split("::").map(|part| part.trim().to_owned()).collect();
    let front = &front[..front.len() - 1];
    let (mut depth, mut from) = (0, 0);
    let mut all = Vec::new();
    for (at, c) in inside.char_indices().chain([(inside.len(), ',')]) {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && (depth == 0 || at == inside.len()) {
            if !inside[from..at].trim().is_empty() {
                all.extend(paths_of(&inside[from..at]).into_iter().map(|path| [front, &path].concat()));
            }
            from = (at + 1).min(inside.len());
        }
    }
    all
}

/// Every path that a file names: those of `use`, and those that stand in the code itself.
fn paths_in(code: &str) -> (Vec<Import>, Vec<Import>) {
    let code = without_strings(code);
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut uses = Vec::new();
    let mut rest = String::with_capacity(code.len());
    let mut from = 0;
    for (at, _) in code.match_indices("use ") {
        if at < from || code[..at].ends_with(is_name) {
            continue;
        }
        let end = code[at..].find(';').map_or(code.len(), |end| at + end);
        uses.extend(paths_of(&code[at + 4..end]));
        rest.push_str(&code[from..at]);
        from = end;
    }
    rest.push_str(&code[from..]);
    let mut inline = Vec::new();
    let mut at = 0;
    while let Some(found) = rest[at..].find("::") {
        let middle = at + found;
        let start = rest[..middle]
            .rfind(|c| !is_name(c))
            .map_or(0, |before| before + rest[before..].chars().next().map_or(1, char::len_utf8));
        let end = rest[middle..].find(|c| !is_name(c) && c != ':').map_or(rest.len(), |end| middle + end);
        inline.push(rest[start..end].split("::").map(ToOwned::to_owned).collect());
        at = end.max(middle + 2);
    }
    (uses, inline)
}

/// The files of a crate by module, and which file names which.
pub(crate) struct Imports {
    /// The files, in order.
    pub(crate) files: Vec<File>,
    by_module: BTreeMap<Vec<String>, usize>,
    uses: Vec<Vec<Import>>,
    inline: Vec<Vec<Import>>,
}

impl Imports {
    /// Those of some files of one crate, whose root is the module `top`.
    pub(crate) fn of(files: Vec<File>) -> Self {
        let by_module = files.iter().enumerate().map(|(i, file)| (file.module.clone(), i)).collect();
        let (uses, inline) = files.iter().map(|file| paths_in(&file.code)).unzip();
        Self { files, by_module, uses, inline }
    }

    /// The file that a path named in `file` leads to; `None` outside of the crate.
    fn target(&self, file: usize, path: &[String], top: &[String], depth: usize) -> Option<usize> {
        let own = &self.files[file].module;
        let mut module = own.clone();
        let mut parts = path.iter().peekable();
        match path.first()?.as_str() {
            "crate" => {
                module = top.to_vec();
                parts.next();
            }
            "self" => {
                parts.next();
            }
            "super" => {
                while parts.next_if(|part| *part == "super").is_some() {
                    module.pop();
                }
            }
            child => {
                let below = [own.as_slice(), &[child.to_owned()]].concat();
                self.by_module.get(&below)?;
            }
        }
        while let Some(part) = parts.peek() {
            let below = [module.as_slice(), &[(*part).clone()]].concat();
            if !self.by_module.contains_key(&below) {
                break;
            }
            module = below;
            parts.next();
        }
        let &there = self.by_module.get(&module)?;
        // What a file hands on stands in another.
        if let Some(name) = parts.next()
            && depth < 8
            && there != file
            && let Some(handed) =
                self.uses[there].iter().find(|used| used.last() == Some(name) && used.len() > 1)
            && let Some(target) = self.target(there, handed, top, depth + 1)
        {
            return Some(target);
        }
        Some(there)
    }

    /// For each file those that it imports. A file may name what stands in the `mod.rs` of a
    /// folder that it lies in, which is the face of the folder and calls what is in it.
    pub(crate) fn edges(&self, top: &[String]) -> Vec<BTreeSet<usize>> {
        let edges = |file: usize| {
            let own = &self.files[file].module;
            let all = self.uses[file].iter().chain(&self.inline[file]);
            let targets = all.filter_map(|path| self.target(file, path, top, 0));
            targets.filter(|&there| !own.starts_with(&self.files[there].module)).collect()
        };
        (0..self.files.len()).map(edges).collect()
    }
}

/// Sets of more than one that lead to each other, by Tarjan's algorithm.
pub(crate) fn circles(edges: &[BTreeSet<usize>]) -> Vec<Vec<usize>> {
    struct Walk<'e> {
        edges: &'e [BTreeSet<usize>],
        order: Vec<usize>,
        low: Vec<usize>,
        stack: Vec<usize>,
        next: usize,
        found: Vec<Vec<usize>>,
    }
    impl Walk<'_> {
        fn visit(&mut self, node: usize) {
            self.next += 1;
            (self.order[node], self.low[node]) = (self.next, self.next);
            self.stack.push(node);
            for &other in &self.edges[node] {
                if self.order[other] == 0 {
                    self.visit(other);
                    self.low[node] = self.low[node].min(self.low[other]);
                } else if self.stack.contains(&other) {
                    self.low[node] = self.low[node].min(self.order[other]);
                }
            }
            if self.low[node] == self.order[node] {
                let from = self.stack.iter().position(|&other| other == node).unwrap();
                let circle = self.stack.split_off(from);
                if circle.len() > 1 {
                    self.found.push(circle);
                }
            }
        }
    }
    let count = edges.len();
    let mut walk = Walk {
        edges,
        order: vec![0; count],
        low: vec![0; count],
        stack: Vec::new(),
        next: 0,
        found: Vec::new(),
    };
    for node in 0..count {
        if walk.order[node] == 0 {
            walk.visit(node);
        }
    }
    walk.found
}

#[test]
fn code_is_what_is_no_test_and_no_comment() {
    let text = "//! a\nlet b = 1; // c\n\n#[cfg(test)]\nmod tests;\nuse d;\n    #[cfg(test)]\n    #[must_use]\n    fn e() {\n        f();\n    }\ng();\n#[cfg(test)]\nmod tests {\n    h();\n}\n";
    assert_eq!(code_of(text), "let b = 1;\nuse d;\ng();\n");
}

#[test]
fn paths_are_read_out_of_groups_and_code() {
    let code = "use crate::model::{Line, page::{self, Page}};\nlet a = super::b::c(\"no::path\", 'x');\nd::E::f();\n";
    let (uses, inline) = paths_in(code);
    let joined = |paths: Vec<Import>| paths.iter().map(|path| path.join("::")).collect::<Vec<_>>();
    assert_eq!(joined(uses), ["crate::model::Line", "crate::model::page::self", "crate::model::page::Page"]);
    assert_eq!(joined(inline), ["super::b::c", "d::E::f"]);
}

#[test]
fn circles_are_found_and_lines_are_not() {
    let edges = [BTreeSet::from([1]), BTreeSet::from([2, 3]), BTreeSet::from([0]), BTreeSet::new()];
    let mut found = circles(&edges);
    for circle in &mut found {
        circle.sort_unstable();
    }
    assert_eq!(found, [vec![0, 1, 2]]);
}
