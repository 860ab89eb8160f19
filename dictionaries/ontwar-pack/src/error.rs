//! What can be wrong with a pack or a dictionary folder.

use std::io;
use std::path::{Path, PathBuf};

/// Why a pack could not be used: where, what was seen, what was wanted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// There is no built-in pack for this language.
    #[error("there is no language pack for {tag:?}; built in: {builtin}")]
    NoSuchLanguage {
        /// What was asked for.
        tag: String,
        /// What there is.
        builtin: String,
    },
    /// A row of a source file is malformed.
    #[error("{file}:{line}: {reason}")]
    Row {
        /// The file, as it was named.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What was seen and what was wanted.
        reason: String,
    },
    /// The words of a pack or of a folder do not fit what a pack can hold.
    #[error("{0} do not fit into a pack: there are too many, or the same twice; take some out")]
    Words(&'static str),
    /// A pack is not what was compiled.
    #[error("this is no whole pack: {0}; get it again, or compile it anew with `ontwar dict build`")]
    Damaged(&'static str),
    /// A pack was compiled for another version of the program.
    #[error(
        "the pack has layout {found}, this program reads {wanted}; compile it anew with this program's `ontwar dict build`"
    )]
    Version {
        /// The layout that it has.
        found: String,
        /// The layout that is read.
        wanted: String,
    },
    /// A file of a folder could not be used.
    #[error("{}: {reason}", path.display())]
    Folder {
        /// The file.
        path: PathBuf,
        /// What was seen and what was wanted.
        reason: String,
    },
}

impl PackError {
    /// A file could not be read.
    pub fn file(path: &Path, error: &io::Error) -> Self {
        Self::Folder { path: path.to_owned(), reason: error.to_string() }
    }

    /// The same with the folder before the name of the file.
    #[must_use]
    pub fn within(self, folder: &Path) -> Self {
        match self {
            Self::Row { file, line, reason } => {
                Self::Row { file: folder.join(file).display().to_string(), line, reason }
            }
            other => other,
        }
    }
}
