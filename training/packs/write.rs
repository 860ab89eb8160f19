//! Writing the pack's tables: a head that says where they come from, sorted
//! lines, tabs between the columns.

use std::fs;
use std::io;
use std::path::PathBuf;

/// A folder of the pack.
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes the folder if it is not there.
    pub(crate) fn new(path: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&path)?;
        Ok(Self { path })
    }

    /// Writes a table; rows are sorted by their text, column by column.
    pub(crate) fn table(&self, name: &str, head: &[&str], mut rows: Vec<Vec<String>>) -> io::Result<()> {
        rows.sort_unstable();
        let mut text = String::new();
        for line in head {
            text.push_str("# ");
            text.push_str(line);
            text.push('\n');
        }
        for row in &rows {
            text.push_str(&row.join("\t"));
            text.push('\n');
        }
        eprintln!("{name}: {} rows, {} bytes", rows.len(), text.len());
        self.text(name, &text)
    }

    /// Writes a file as it is.
    pub(crate) fn text(&self, name: &str, text: &str) -> io::Result<()> {
        fs::write(self.path.join(name), text)
    }
}
