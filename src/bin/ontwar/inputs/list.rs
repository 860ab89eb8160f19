//! What a file would be read as, by how it begins.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use ontwar::{Error, read};

use crate::tesseract;

/// So much of a file tells what it is.
const START: u64 = 1 << 16;

/// What a file would be read as: `text`, `alto`, `image`, `gzip`, …; an error
/// says why it would not be read.
pub(crate) fn reads_as(path: &Path, options: &read::Options) -> anyhow::Result<&'static str> {
    let mut bytes = Vec::new();
    let mut file = File::open(path)?;
    let whole = file.by_ref().take(START).read_to_end(&mut bytes)? < START as usize;
    if tesseract::is_image(&bytes) {
        return Ok("image");
    }
    for (start, name) in [(&b"%PDF-"[..], "pdf"), (b"\x1f\x8b", "gzip"), (b"PK\x03\x04", "zip")] {
        if bytes.starts_with(start) {
            return Ok(name);
        }
    }
    match read::read("-", &bytes, options) {
        Ok(reading) => Ok(format(&reading.source.format)),
        // The start of a file need not be well formed up to its end.
        Err(read::Error::Markup { format: seen, .. }) if !whole => Ok(format(&seen.to_lowercase())),
        Err(error) => Err(Error::Read(error).into()),
    }
}

fn format(name: &str) -> &'static str {
    ["hocr", "alto", "page", "tsv", "pdf"].into_iter().find(|known| *known == name).unwrap_or("text")
}
