//! Pages of a folder, and the truth beside each where there is one.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

/// Text as OCR engines and archives name it.
const TEXT: [&str; 4] = ["txt", "text", "asc", "ocr"];

/// A page to look at.
pub(super) struct Page {
    /// What to call it: its path below the folder.
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// Its truth, as plain text or JSON.
    pub(super) truth: Option<PathBuf>,
}

/// The pages of files and folders, in the order of their names.
pub(super) fn pages(inputs: &[PathBuf]) -> anyhow::Result<Vec<Page>> {
    let mut pages = Vec::new();
    for input in inputs {
        if input.as_os_str() == "-" || input.is_file() {
            pages.push(page(input, input.display().to_string()));
            continue;
        }
        if !input.exists() {
            bail!("{}: no such file or folder", input.display());
        }
        let mut walk = ignore::WalkBuilder::new(input);
        walk.standard_filters(false).hidden(true).follow_links(false).sort_by_file_name(OsStr::cmp);
        for entry in walk.build() {
            let path = entry.with_context(|| format!("cannot read {}", input.display()))?.into_path();
            if path.is_file() && is_page(&path) {
                let name = path.strip_prefix(input).unwrap_or(&path).display().to_string();
                pages.push(page(&path, name));
            }
        }
    }
    if pages.is_empty() && !inputs.is_empty() {
        bail!("no page in it; pages are files that end in .{}", TEXT.join(", ."));
    }
    Ok(pages)
}

fn page(path: &Path, name: String) -> Page {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().unwrap_or(Path::new(""));
    let beside = ["truth.json", "truth.txt", "gt.txt"].map(|end| folder.join(format!("{stem}.{end}")));
    let within = ["truth.json", "truth.txt"].map(|name| folder.join(name));
    let within = within.into_iter().filter(|_| stem == "input");
    let truth = beside.into_iter().chain(within).find(|truth| truth.is_file());
    Page { name, path: path.to_owned(), truth }
}

fn is_page(path: &Path) -> bool {
    let end = path.extension().map(|end| end.to_string_lossy().to_lowercase());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let truth = name == "truth.txt" || name.ends_with(".truth.txt") || name.ends_with(".gt.txt");
    end.is_some_and(|end| TEXT.contains(&end.as_str())) && !truth
}
