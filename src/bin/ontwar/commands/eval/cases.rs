//! What is scored against what: files, folders, JSON Lines.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use ontwar::evaluate::Text;
use serde_json::Value;

use crate::input;
use crate::inputs::PAGES;

/// The endings of texts that can be scored.
const ENDS: [&str; 3] = ["json", "txt", "xml"];

/// A truth, with the text that an engine read if there is one.
pub(super) struct Case {
    pub(super) name: String,
    truth: Source,
    source: Option<Source>,
}

/// Where a text comes from.
enum Source {
    File(PathBuf),
    Text(String),
}

/// All truths, in the order of their names or lines.
pub(super) struct Cases {
    pub(super) cases: Vec<Case>,
    /// Whether the truth is a single file, so that the output is one too.
    single: bool,
}

/// Where the outputs are.
pub(super) enum Found {
    /// The sources themselves.
    Sources,
    /// A file for the only case.
    File(PathBuf),
    Folder(PathBuf),
    /// The rows of JSON Lines, by id.
    Rows(HashMap<String, Text>),
}

/// Finds the truths.
pub(super) fn find(truth: &Path, source: Option<&Path>) -> anyhow::Result<Cases> {
    if truth.is_dir() {
        let cases = folder(truth, source)?;
        if cases.is_empty() {
            bail!("{}: no truth in it: NAME/truth.json, NAME.json, NAME.txt or NAME.xml", truth.display());
        }
        return Ok(Cases { cases, single: false });
    }
    if is_lines(truth) {
        return Ok(Cases { cases: pairs(truth)?, single: false });
    }
    let source = source.map(|source| Source::File(source.to_owned()));
    let name = truth.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let case = Case { name, truth: Source::File(truth.to_owned()), source };
    Ok(Cases { cases: vec![case], single: true })
}

fn is_lines(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "jsonl" || end == "ndjson")
}

/// The truths of a folder, by name: `NAME/truth.json` with its `NAME/input.txt`,
/// or a truth by itself as `NAME.json`, `NAME.txt` or `NAME.xml`.
fn folder(folder: &Path, source: Option<&Path>) -> anyhow::Result<Vec<Case>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut cases: Vec<Case> = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read {}", folder.display()))?.path();
        let within = ENDS.map(|end| path.join(format!("truth.{end}")));
        let is_truth = path.is_file() && path.extension().is_some_and(|e| ENDS.iter().any(|end| e == *end));
        let (name, truth, beside) = if let Some(truth) = within.into_iter().find(|truth| truth.exists()) {
            (path.file_name(), truth, input_in(&path))
        } else if is_truth {
            (path.file_stem(), path.clone(), None)
        } else {
            continue;
        };
        let name = name.map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let given = source.map(|folder| folder.join(format!("{name}.txt")));
        let source = given.or(beside).filter(|source| source.exists()).map(Source::File);
        if let Some(other) = cases.iter().find(|case| case.name == name) {
            bail!("two truths are called {:?} in {}; keep one", other.name, folder.display());
        }
        cases.push(Case { name, truth: Source::File(truth), source });
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(cases)
}

/// What was read for a truth in the same folder: `input.txt`, or else the first
/// `input.…` by name, of whatever format.
fn input_in(folder: &Path) -> Option<PathBuf> {
    let plain = folder.join("input.txt");
    if plain.exists() {
        return Some(plain);
    }
    let entries = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    entries
        .filter(|path| {
            path.is_file()
                && path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("input."))
        })
        .min()
}

/// The rows of JSON Lines with `id`, `text` and `truth`.
fn pairs(path: &Path) -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    for (line, row) in rows(path)? {
        let field = |names: [&str; 2]| names.iter().find_map(|name| row[*name].as_str()).map(str::to_owned);
        let Some(truth) = field(["truth", "ground_truth"]) else {
            bail!(
                "{}:{line}: no \"truth\" in this row; wanted {{\"id\", \"text\", \"truth\"}}",
                path.display()
            );
        };
        let source = field(["text", "ocr"]).map(Source::Text);
        cases.push(Case { name: id(&row, line), truth: Source::Text(truth), source });
    }
    if cases.is_empty() {
        bail!("{}: no row in it; wanted {{\"id\", \"text\", \"truth\"}} on each line", path.display());
    }
    Ok(cases)
}

fn rows(path: &Path) -> anyhow::Result<Vec<(usize, Value)>> {
    let shown = path.display().to_string();
    let bytes = input::read(path).with_context(|| format!("cannot read {shown}"))?;
    let text = input::utf8(bytes, &shown)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(i, line)| {
            let row = serde_json::from_str(line).map_err(|error| anyhow!("{shown}:{}: {error}", i + 1))?;
            Ok((i + 1, row))
        })
        .collect()
}

/// What a row is called: its id, or its line.
fn id(row: &Value, line: usize) -> String {
    match &row["id"] {
        Value::String(id) => id.clone(),
        Value::Null => line.to_string(),
        other => other.to_string(),
    }
}

impl Cases {
    /// Where the outputs are that were named.
    pub(super) fn outputs(&self, named: Option<&Path>) -> anyhow::Result<Found> {
        let Some(path) = named else { return Ok(Found::Sources) };
        if path.is_dir() {
            return Ok(Found::Folder(path.to_owned()));
        }
        if is_lines(path) {
            let mut texts = HashMap::new();
            for (line, row) in rows(path)? {
                let text = match row["text"].as_str() {
                    Some(text) => Text::from_plain(text),
                    None => Text::from_json(&row.to_string())
                        .with_context(|| format!("{}:{line}", path.display()))?,
                };
                texts.insert(id(&row, line), text);
            }
            return Ok(Found::Rows(texts));
        }
        if !path.exists() {
            bail!("{}: no such file or folder", path.display());
        }
        if !self.single {
            bail!(
                "{}: one file for {} truths; name a folder, or JSON Lines",
                path.display(),
                self.cases.len()
            );
        }
        Ok(Found::File(path.to_owned()))
    }
}

impl Case {
    pub(super) fn truth(&self) -> anyhow::Result<Text> {
        match &self.truth {
            Source::File(path) => super::truth(path),
            Source::Text(text) => Ok(Text::from_plain(text)),
        }
    }

    pub(super) fn source(&self) -> anyhow::Result<Option<String>> {
        match &self.source {
            None => Ok(None),
            Some(Source::Text(text)) => Ok(Some(text.clone())),
            Some(Source::File(path)) => super::source(path).map(Some),
        }
    }
}

impl Found {
    /// The output of a case; `None` if there is none.
    pub(super) fn of(&self, case: &Case, source: Option<&str>) -> anyhow::Result<Option<Text>> {
        match self {
            Self::Sources => match source {
                Some(source) => Ok(Some(Text::from_plain(source))),
                None => bail!("no input.txt beside the truth; name the outputs"),
            },
            Self::File(path) => super::truth(path).map(Some),
            Self::Rows(rows) => Ok(rows.get(&case.name).cloned()),
            Self::Folder(folder) => {
                let mut found: Vec<PathBuf> = ENDS.map(|e| folder.join(format!("{}.{e}", case.name))).into();
                found.push(folder.join(format!("{}.txt.json", case.name)));
                found.push(folder.join(&case.name).join("input.txt.json"));
                found.retain(|path| path.exists());
                match found.as_slice() {
                    [] => made_by_batch(folder, &case.name).map(|path| super::truth(&path)).transpose(),
                    [one] => super::truth(one).map(Some),
                    [one, two, ..] => bail!("both {} and {}; keep one", one.display(), two.display()),
                }
            }
        }
    }
}

/// What `ontwar batch` made of an input of whatever format: `NAME.….json`, or
/// `NAME/input.….json`, or another of its formats; JSON before others.
fn made_by_batch(folder: &Path, name: &str) -> Option<PathBuf> {
    let starts = [folder.join(name), folder.join(name).join("input")];
    [".json", ".txt", ".md", ".hocr"].into_iter().find_map(|end| {
        let of = |(start, format): (&PathBuf, &str)| {
            let mut path = start.clone().into_os_string();
            path.push(format!(".{format}{end}"));
            PathBuf::from(path)
        };
        let all = starts.iter().flat_map(|start| PAGES.iter().map(move |format| (start, *format)));
        all.map(of).find(|path| path.is_file())
    })
}
