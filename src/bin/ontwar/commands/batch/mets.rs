//! Of a METS among the inputs: the same with the new files listed.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::Context as _;
use ontwar::write::{MadeFile, mets};

use super::folder::Folder;
use crate::args::BatchFormat;
use crate::inputs::{PageList, Worklist};
use crate::review_pages::link;

/// Writes each METS of the inputs below the output folder, with what stands there of its pages.
pub(super) fn write(list: &Worklist, folder: &Folder, formats: &[(BatchFormat, &str)]) -> anyhow::Result<()> {
    for own in list.lists() {
        one(own, list, folder, formats).with_context(|| own.path.display().to_string())?;
    }
    Ok(())
}

fn one(
    own: &PageList,
    list: &Worklist,
    folder: &Folder,
    formats: &[(BatchFormat, &str)],
) -> anyhow::Result<()> {
    let below = list.below_top(&own.path);
    let home = below.parent().unwrap_or(Path::new(""));
    let mut made = Vec::new();
    for (name, page) in &own.pages {
        for &(format, end) in formats {
            let page = list.below_top(page);
            if !folder.has(&page, end) {
                continue;
            }
            let (group, media) = kind(format);
            let mut page = relative(&page, home).into_os_string();
            page.push(end);
            made.push(MadeFile { of: name, href: link(Path::new(&page)), group, media });
        }
    }
    if made.is_empty() {
        return Ok(());
    }
    let text = fs::read_to_string(&own.path)?;
    let from = folder.place(home, "");
    let to = own.path.parent().unwrap_or(Path::new(""));
    let moved = |href: &str| {
        // A link with a scheme, or from the root, leads to the same from anywhere.
        let fixed = href.contains("://") || href.starts_with('/') || href.starts_with('#') || href.is_empty();
        (!fixed).then(|| format!("{}/{href}", link(&relative(to, &from))))
    };
    folder.write(&below, "", mets(&text, &made, moved).as_bytes()).context("cannot write the METS")?;
    Ok(())
}

/// The group of a format, and its media type.
fn kind(format: BatchFormat) -> (&'static str, &'static str) {
    match format {
        BatchFormat::Json | BatchFormat::Jsonl => ("ONTWAR-JSON", "application/json"),
        BatchFormat::Text => ("ONTWAR-TEXT", "text/plain"),
        BatchFormat::Markdown => ("ONTWAR-MARKDOWN", "text/markdown"),
        BatchFormat::Alto => ("ONTWAR-ALTO", "text/xml"),
        BatchFormat::Hocr => ("ONTWAR-HOCR", "text/vnd.hocr+html"),
        BatchFormat::Page => ("ONTWAR-PAGE", "application/vnd.prima.page+xml"),
        BatchFormat::Html => ("ONTWAR-HTML", "text/html"),
    }
}

/// The way from a folder to a path; both are relative to one place, or both absolute.
fn relative(path: &Path, from: &Path) -> PathBuf {
    let (path, from): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (path.components().collect(), from.components().collect());
    let same = path.iter().zip(&from).take_while(|(a, b)| a == b).count();
    let up = from[same..].iter().map(|_| Component::ParentDir);
    up.chain(path[same..].iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_leads_up_and_down() {
        let way = |path: &str, from: &str| relative(Path::new(path), Path::new(from));
        assert_eq!(way("/a/b/c.xml", "/a/d/e"), Path::new("../../b/c.xml"));
        assert_eq!(way("alto/1.xml", ""), Path::new("alto/1.xml"));
    }
}
