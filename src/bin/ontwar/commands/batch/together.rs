//! The pages of a folder as one volume: what they share is counted before any of them is cleaned.
//!
//! The files that lie in a folder itself are its pages; those of folders below it are other
//! volumes. A folder is counted when the walk comes to its first page, so what is held is
//! of the folders on the way to where the walk is, whatever there is to do in all.

use std::fs::File;
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ontwar::Cleaner;
use ontwar::Volume;

use crate::inputs::{Item, Worklist};
use crate::tesseract;

/// Finds for each page the cleaner that knows its volume.
pub(super) struct Together<'a> {
    cleaner: &'a Cleaner,
    list: &'a Worklist,
    /// A longer file is no page.
    most: u64,
    /// The folders on the way to where the walk is, each with its cleaner.
    open: Vec<(PathBuf, Arc<Cleaner>)>,
}

/// A cleaner whose outputs say whether volumes were counted: that of a volume of nothing, if they were.
pub(super) fn telling(cleaner: Cleaner, together: bool) -> Cleaner {
    if together { cleaner.together(&Volume::default()) } else { cleaner }
}

impl<'a> Together<'a> {
    pub(super) fn new(cleaner: &'a Cleaner, list: &'a Worklist, most: u64) -> Self {
        Self { cleaner, list, most, open: Vec::new() }
    }

    /// The cleaner that knows the volume of a page.
    pub(super) fn cleaner(&mut self, item: &Item) -> Arc<Cleaner> {
        let folder = item.path.parent().unwrap_or(Path::new(""));
        self.open.retain(|(open, _)| folder.starts_with(open));
        if let Some((_, cleaner)) = self.open.iter().find(|(open, _)| open == folder) {
            return Arc::clone(cleaner);
        }
        let mut volume = Volume::default();
        for path in self.list.beside(folder) {
            self.count(&path, &mut volume);
        }
        let cleaner = Arc::new(self.cleaner.together(&volume));
        self.open.push((folder.to_owned(), Arc::clone(&cleaner)));
        cleaner
    }

    /// Counts the words of a page. What cannot be read is told when its turn comes.
    fn count(&self, path: &Path, volume: &mut Volume) {
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|file| file.take(self.most).read_to_end(&mut bytes));
        // Of an image nothing is known before an engine has read it.
        if read.is_ok() && !tesseract::is_image(&bytes) {
            let name = path.to_string_lossy();
            // A page on which the work hits a bug is none; its turn comes too.
            let _ = catch_unwind(AssertUnwindSafe(|| self.cleaner.survey(&name, &bytes, volume)));
        }
    }
}
