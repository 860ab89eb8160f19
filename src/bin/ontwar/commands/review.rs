//! `ontwar review`: pages of HTML to look at, and their index.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use ontwar::Cleaner;
use ontwar::decisions::Decision;
use ontwar::model::Budget;
use ontwar::review::{IndexRow, index};
use ontwar::write::{Wire, assemble, revert};

use super::Outcome;
use crate::args::decide::Review;
use crate::inputs::{Found, Skipped, Worklist};
use crate::output::Output;
use crate::review_pages::{INDEX, Page};
use crate::show::Show;
use crate::{documents, input, review_pages, settings, tesseract};

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
    let hrefs = hrefs(places.iter().map(|(_, below)| below.as_path()));
    let maker = Maker { arguments, cleaner: &cleaner, images: images.as_ref(), decisions: &decisions };
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = arguments.jobs.map_or_else(cores, usize::from);
    let mut rows = Vec::with_capacity(places.len());
    let made: ControlFlow<()> = ontwar::batch::run(
        ontwar::batch::Options::with_jobs(jobs),
        places.iter().enumerate(),
        |(at, (path, below))| {
            let near = |at: Option<usize>| at.and_then(|at| hrefs.get(at)).map(String::as_str);
            maker.page(path, below, &hrefs[*at], near(at.checked_sub(1)), near(at.checked_add(1)))
        },
        |(_, (path, _)), result| {
            match result.map_err(anyhow::Error::from).and_then(|row| row) {
                Ok(row) => rows.push(row),
                Err(error) => {
                    show.failure(path.display(), &error);
                    outcome = Outcome::SomeFailed;
                }
            }
            ControlFlow::Continue(())
        },
    );
    debug_assert!(made.is_continue());
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
        href: &str,
        previous: Option<&str>,
        next: Option<&str>,
    ) -> anyhow::Result<IndexRow> {
        let bytes = input::read(path)?;
        let (wire, source, explained);
        if path.extension().is_some_and(|end| end == "json") {
            let json = String::from_utf8(bytes.clone()).context("not UTF-8, so not JSON")?;
            source = revert(&json)?;
            wire = documents::read(path)?.into_iter().next().context("there is no document in it")?.wire;
            explained = Vec::new();
        } else {
            let name = below.to_string_lossy();
            let engine = self.arguments.work.engine();
            let cleaned = tesseract::clean(self.cleaner, &name, &bytes, engine, &Budget::default())?;
            source = cleaned.document.source.characters.iter().collect();
            explained = review_pages::explained(self.cleaner, &name, &bytes, &cleaned);
            wire = assemble(&cleaned.document).into_owned();
        }
        let scan = match self.scan(path, &wire) {
            Some(scan) => Some(fs::read(&scan).with_context(|| scan.display().to_string())?),
            None => tesseract::is_image(&bytes).then_some(bytes),
        };
        let page = Page {
            wire: &wire,
            source: &source,
            explained: &explained,
            scan: scan.as_deref(),
            decisions: self.decisions.get(&*wire.source.sha256).map_or(&[], Vec::as_slice),
            index: INDEX,
            previous,
            next,
        };
        let (html, row) = page.made(href);
        write(&self.arguments.output.join(href), &html)?;
        Ok(row)
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

/// The files of pages, beside the index, each with a name of its own whatever the case of its letters.
fn hrefs<'p>(below: impl Iterator<Item = &'p Path>) -> Vec<String> {
    let mut taken = HashSet::from([INDEX.to_owned()]);
    below
        .map(|below| {
            let name = name(below);
            let mut href = format!("{name}.html");
            let mut number = 1;
            while !taken.insert(href.to_lowercase()) {
                number += 1;
                href = format!("{name}-{number}.html");
            }
            href
        })
        .collect()
}

/// The path of an input with the folders in its name.
fn name(below: &Path) -> String {
    let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    parts.join("--").chars().map(|c| if plain(c) { c } else { '_' }).collect()
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
        let below = ["a b/1.txt", "a_b/1.txt", "index"].map(Path::new);
        assert_eq!(hrefs(below.into_iter()), ["a_b--1.txt.html", "a_b--1.txt-2.html", "index-2.html"]);
        assert_eq!(stem(Path::new("x/page-1.hocr.json")), "page-1");
    }
}
