//! `ontwar review`: pages of HTML to look at, and their index.

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use ontwar::Cleaner;
use ontwar::decisions::Decision;
use ontwar::model::Budget;
use ontwar::review::{Page, Row, Scan, index};
use ontwar::write::{Wire, assemble, revert};

use super::Outcome;
use crate::args::decide::Review;
use crate::inputs::{Found, Skipped, Worklist};
use crate::output::Output;
use crate::show::Show;
use crate::{documents, input, settings, tesseract};

/// The name of the index.
const INDEX: &str = "index.html";

pub(crate) fn run(arguments: &Review, show: Show) -> anyhow::Result<Outcome> {
    let cleaner = settings::cleaner(&arguments.work)?;
    let mut decisions: HashMap<String, Vec<Decision>> = HashMap::new();
    if let Some(path) = &arguments.decisions {
        for decision in documents::decisions(path).with_context(|| path.display().to_string())? {
            decisions.entry(decision.document.clone()).or_default().push(decision);
        }
    }
    fs::create_dir_all(&arguments.output).with_context(|| arguments.output.display().to_string())?;
    let images = arguments.images.as_deref().map(scans).transpose()?;
    let inputs: Vec<_> = arguments.inputs.iter().map(|path| path.clone().into_os_string()).collect();
    let worklist = Worklist::new(&inputs, &[], Some(&arguments.output))?;
    let mut places = Vec::new();
    let mut outcome = Outcome::Done;
    for found in worklist.walk(&Arc::new(Skipped::default())) {
        match found {
            Found::Item(item) => places.push((item.path, item.below)),
            Found::Unreadable(error) => {
                show.failure("folder", &error.into());
                outcome = Outcome::SomeFailed;
            }
        }
    }
    let maker = Maker { arguments, cleaner: &cleaner, images: images.as_ref(), decisions: &decisions };
    let mut rows = Vec::with_capacity(places.len());
    for (at, (path, below)) in places.iter().enumerate() {
        let near = |at: Option<usize>| at.and_then(|at| places.get(at)).map(|(_, below)| href(below));
        let (previous, next) = (near(at.checked_sub(1)), near(at.checked_add(1)));
        match maker.page(path, below, previous.as_deref(), next.as_deref()) {
            Ok(row) => rows.push(row),
            Err(error) => {
                show.failure(path.display(), &error);
                outcome = Outcome::SomeFailed;
            }
        }
    }
    if rows.is_empty() {
        bail!("there is nothing to review among the inputs");
    }
    let pages = rows.len();
    write(&arguments.output.join(INDEX), &index(rows))?;
    show.hint(format_args!("{pages} pages; open {}", arguments.output.join(INDEX).display()));
    Ok(outcome)
}

struct Maker<'a> {
    arguments: &'a Review,
    cleaner: &'a Cleaner,
    images: Option<&'a HashMap<String, PathBuf>>,
    decisions: &'a HashMap<String, Vec<Decision>>,
}

impl Maker<'_> {
    /// Writes the page of an input and gives its row.
    fn page(
        &self,
        path: &Path,
        below: &Path,
        previous: Option<&str>,
        next: Option<&str>,
    ) -> anyhow::Result<Row> {
        let bytes = input::read(path)?;
        let (document, saved);
        let (wire, source): (&Wire<'_>, String) = if path.extension().is_some_and(|end| end == "json") {
            let json = String::from_utf8(bytes.clone()).context("not UTF-8, so not JSON")?;
            saved = documents::read(path)?.into_iter().next().context("there is no document in it")?.wire;
            (&saved, revert(&json)?)
        } else {
            let name = below.to_string_lossy();
            document = tesseract::clean(
                self.cleaner,
                &name,
                &bytes,
                self.arguments.work.engine(),
                &Budget::default(),
            )?
            .document;
            saved = serde_json::from_slice(&serde_json::to_vec(&assemble(&document))?)?;
            (&saved, document.source.characters.iter().collect())
        };
        let scan = match self.scan(path, wire) {
            Some(scan) => Some(fs::read(&scan).with_context(|| scan.display().to_string())?),
            None => tesseract::is_image(&bytes).then_some(bytes),
        };
        let none = Vec::new();
        let page = Page {
            wire,
            source: &source,
            scan: scan.as_deref().and_then(Scan::new),
            why: &wire.corrections.iter().map(|change| why(&change.rule)).collect::<Vec<_>>(),
            decisions: self.decisions.get(&*wire.source.sha256).unwrap_or(&none),
            index: Some(INDEX),
            previous,
            next,
        };
        let href = href(below);
        write(&self.arguments.output.join(&href), &page.to_html())?;
        Ok(Row::new(&href, wire))
    }

    /// The scan that is named like a page, or like the source of its document.
    fn scan(&self, path: &Path, wire: &Wire<'_>) -> Option<PathBuf> {
        let images = self.images?;
        [path, Path::new(&*wire.source.name)].iter().find_map(|path| images.get(&stem(path)).cloned())
    }
}

/// The images of a folder by the name that they share with their page.
fn scans(folder: &Path) -> anyhow::Result<HashMap<String, PathBuf>> {
    let mut scans = HashMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<PathBuf> = fs::read_dir(&folder)
            .with_context(|| folder.display().to_string())?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        entries.sort();
        for path in entries {
            let is_image = path.extension().and_then(|end| end.to_str()).is_some_and(|end| {
                ["png", "jpg", "jpeg", "gif", "webp"].contains(&end.to_ascii_lowercase().as_str())
            });
            if path.is_dir() {
                folders.push(path);
            } else if is_image {
                scans.entry(stem(&path)).or_insert(path);
            }
        }
    }
    Ok(scans)
}

/// The name of a file up to its first dot: `page-1` of `page-1.hocr.json`.
fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').next().unwrap_or_default().to_owned()
}

/// The file of a page, beside the index: the path of its input with the folders in its name.
fn href(below: &Path) -> String {
    let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let name: String = parts
        .join("--")
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' })
        .collect();
    format!("{name}.html")
}

/// What a rule means, in words.
fn why(rule: &str) -> String {
    match rule {
        "lexicon" => "no such word is known, and this one is near by the mistakes that scanners make",
        "confusion" => "the letters are often taken for each other by scanners",
        "context" => "the words around it make this reading the likelier one",
        "engine" => "the engine itself offered this reading",
        "unicode" => "the same characters, written as Unicode has them",
        "layout" => "joined or parted by where the words stand on the page",
        "person" => "a person decided so",
        _ => "a rule of a dictionary says so",
    }
    .to_owned()
}

fn write(path: &Path, html: &str) -> anyhow::Result<()> {
    let mut output = Output::new(Some(path))?;
    output.write_all(html.as_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
    output.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_named_after_its_input() {
        assert_eq!(href(Path::new("a b/1.txt")), "a_b--1.txt.html");
        assert_eq!(stem(Path::new("x/page-1.hocr.json")), "page-1");
    }
}
