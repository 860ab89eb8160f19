//! What names say: which files of a folder are pages, and which are the same page.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// How files are named that can be read: text, what engines write, page images.
pub(crate) const PAGES: [&str; 25] = [
    "txt", "text", "md", "asc", "ocr", "hocr", "html", "htm", "xhtml", "xml", "alto", "page", "tsv", "pdf",
    "png", "jpg", "jpeg", "jpe", "tif", "tiff", "gif", "webp", "jp2", "gz", "zip",
];

/// Whether a file is taken from a folder without being asked for: by how its
/// name ends, or because it does not say.
pub(crate) fn is_page(path: &Path) -> bool {
    let Some(extension) = path.extension() else { return true };
    if extension.eq_ignore_ascii_case("gz") {
        // What is packed says before it what it is; a mere number or date says nothing.
        let inside = Path::new(path.file_stem().unwrap_or_default());
        return inside.extension().is_none_or(|inside| listed(inside) || is_number(inside));
    }
    listed(extension)
}

fn listed(extension: &OsStr) -> bool {
    PAGES.iter().any(|page| extension.eq_ignore_ascii_case(page))
}

fn is_number(extension: &OsStr) -> bool {
    extension.as_encoded_bytes().iter().all(u8::is_ascii_digit)
}

/// What a file is called without what says its format: `blad-1` for
/// `blad-1.alto.xml`, `blad-1.txt.gz` and `blad-1.jpg`.
pub(crate) fn page(path: &Path) -> PathBuf {
    let mut page = path.to_owned();
    while page.extension().is_some_and(listed) {
        page.set_extension("");
    }
    page
}

/// How names end that are taken, for a person.
pub(crate) fn all() -> String {
    PAGES.map(|page| format!(".{page}")).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_can_be_read() {
        for name in [
            "a.txt",
            "a.TXT",
            "README",
            "a.hocr",
            "a.alto.xml",
            "a.TIF",
            "a.jpeg",
            "a.txt.gz",
            "a.gz",
            "a.1.gz",
            "a.zip",
        ] {
            assert!(is_page(Path::new(name)), "{name}");
        }
        for name in ["a.json", "a.txt.json", "a.jsonl", "a.css", "a.docx", "a.json.gz", "a.tar.gz", "a.txt~"]
        {
            assert!(!is_page(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn knows_a_page_by_its_name() {
        for name in ["doos/blad.1.alto.xml", "doos/blad.1.txt.gz", "doos/blad.1.jpg", "doos/blad.1"] {
            assert_eq!(page(Path::new(name)), Path::new("doos/blad.1"), "{name}");
        }
        assert_eq!(page(Path::new("doos.txt/blad")), Path::new("doos.txt/blad"));
    }
}
