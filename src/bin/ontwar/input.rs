//! What is read from files and standard input.

use std::path::Path;

use anyhow::{Context as _, anyhow, bail};

/// Bytes as text, or the line that is none.
pub(crate) fn utf8(bytes: Vec<u8>, name: &str) -> anyhow::Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let good = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
        anyhow!("{name}:{}: not UTF-8; save the file as UTF-8", good.split('\n').count())
    })
}

/// The bytes of an input and what it is called; `-` is standard input.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    use std::io::Read as _;
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).context("standard input")?;
        return Ok(bytes);
    }
    if path.is_dir() {
        bail!("is a folder; `ontwar batch` takes folders");
    }
    Ok(std::fs::read(path)?)
}
