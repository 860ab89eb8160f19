//! The index over the pages of HTML.

use std::path::Path;

use ontwar::review::{IndexRow, index};

use super::folder::Folder;

/// So many pages an index holds: more than a person looks through, and no more than a browser opens at once.
const HELD: usize = 20_000;

/// The rows of the pages that need eyes most.
#[derive(Default)]
pub(super) struct Index {
    rows: Vec<IndexRow>,
    left_out: usize,
}

impl Index {
    pub(super) fn add(&mut self, row: IndexRow) {
        self.rows.push(row);
        if self.rows.len() >= 2 * HELD {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.rows.len() > HELD {
            self.rows.sort_by(|a, b| b.need.total_cmp(&a.need));
            self.left_out += self.rows.len() - HELD;
            self.rows.truncate(HELD);
        }
    }

    /// Writes it, if there is a page in it; gives how many pages are not.
    pub(super) fn write(mut self, folder: &Folder) -> std::io::Result<Option<usize>> {
        if self.rows.is_empty() {
            return Ok(None);
        }
        self.cut();
        folder.write(Path::new("index"), ".html", index(self.rows).as_bytes())?;
        Ok(Some(self.left_out))
    }
}
