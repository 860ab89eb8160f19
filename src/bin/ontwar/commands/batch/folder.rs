//! Outputs as a tree of files: each is whole, or it is not there.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::inputs::MEANWHILE;

/// The folder that outputs go to.
pub(super) struct Folder {
    root: PathBuf,
    /// Where files are written before they take their names: on the same
    /// volume, and hidden from whoever reads the tree.
    meanwhile: PathBuf,
    number: AtomicU64,
    sync: bool,
    /// The folder that was last seen to be there: most pages follow one of the same folder.
    last: Mutex<PathBuf>,
}

impl Folder {
    pub(super) fn new(root: &Path, sync: bool) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        let root = dunce::canonicalize(root)?;
        let meanwhile = root.join(MEANWHILE);
        make_folder(&meanwhile)?;
        sweep(&meanwhile);
        Ok(Self { root, meanwhile, number: AtomicU64::new(0), sync, last: Mutex::default() })
    }

    /// Where an output of an input stands; `below` is a path of plain names,
    /// `end` what is put behind it, such as `.json`.
    pub(super) fn place(&self, below: &Path, end: &str) -> PathBuf {
        let mut name = OsString::from(below);
        name.push(end);
        self.root.join(name)
    }

    /// Whether an output stands there from an earlier run.
    pub(super) fn has(&self, below: &Path, end: &str) -> bool {
        fs::symlink_metadata(self.place(below, end)).is_ok_and(|found| found.is_file())
    }

    /// What stands there from an earlier run.
    pub(super) fn earlier(&self, below: &Path, end: &str) -> Option<Vec<u8>> {
        if self.has(below, end) { fs::read(self.place(below, end)).ok() } else { None }
    }

    /// Writes an output: under another name first, so that no one ever reads half of it.
    pub(super) fn write(&self, below: &Path, end: &str, bytes: &[u8]) -> io::Result<()> {
        self.make_folders(below)?;
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let meanwhile = self.meanwhile.join(format!("{}-{number}", std::process::id()));
        let written = (|| {
            let mut file = File::create_new(&meanwhile)?;
            file.write_all(bytes)?;
            if self.sync {
                file.sync_all()?;
            }
            fs::rename(&meanwhile, self.place(below, end))
        })();
        if written.is_err() {
            // The first error is the one to tell.
            let _ = fs::remove_file(&meanwhile);
        }
        written
    }

    /// Makes the folders of an output, and goes through no link: one that
    /// someone put there could lead out of the tree.
    fn make_folders(&self, below: &Path) -> io::Result<()> {
        let Some(parent) = below.parent() else { return Ok(()) };
        let last = || self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if *last() == parent {
            return Ok(());
        }
        let mut folder = self.root.clone();
        for part in parent.components() {
            folder.push(part);
            make_folder(&folder)?;
        }
        parent.clone_into(&mut last());
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Stays if another run still writes there.
        let _ = fs::remove_dir(&self.meanwhile);
    }
}

fn make_folder(path: &Path) -> io::Result<()> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if fs::symlink_metadata(path)?.is_dir() {
                return Ok(());
            }
            Err(io::Error::new(error.kind(), format!("{} is in the way: it is no folder", path.display())))
        }
        made => made,
    }
}

/// Takes away what runs that were killed left half written.
fn sweep(folder: &Path) {
    let processes = Path::new("/proc");
    if !processes.join("self").exists() {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process =
            name.to_str().and_then(|name| name.split_once('-')).and_then(|(id, _)| id.parse::<u32>().ok());
        if process.is_some_and(|id| !processes.join(id.to_string()).exists()) {
            // Only tidiness is lost if it stays.
            let _ = fs::remove_file(entry.path());
        }
    }
}
