//! Pages of a folder, and the truth beside each where there is one.

use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::inputs;

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
    if inputs.is_empty() {
        return Ok(Vec::new());
    }
    let files = inputs::files(inputs)?.into_iter().filter(|(_, path)| !is_truth(path));
    let pages: Vec<Page> = files.map(|(name, path)| page(&path, name)).collect();
    if pages.is_empty() {
        bail!("no page was found: all that is there is the truth of one");
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

fn is_truth(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // `truth.txt`, `page.truth.json`, `page.gt.txt`.
    let mut parts = name.rsplit('.').skip(1);
    let mark = parts.next().unwrap_or_default();
    mark == "truth" || mark == "gt" && parts.next().is_some()
}
