//! Where results go: standard output, or a file that is whole or not there.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// A place for results.
pub(crate) enum Output {
    /// Standard output.
    Standard(BufWriter<io::StdoutLock<'static>>),
    /// A file that takes its name once all is written.
    File(AtomicFile),
}

impl Output {
    pub(crate) fn new(path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            None => Ok(Self::Standard(BufWriter::new(io::stdout().lock()))),
            Some(path) if path.as_os_str() == "-" => Self::new(None),
            Some(path) => Ok(Self::File(
                AtomicFile::create(path).with_context(|| format!("cannot write {}", path.display()))?,
            )),
        }
    }

    /// Whether a person is looking.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Self::Standard(_)) && io::stdout().is_terminal()
    }

    /// Everything is written: let it be seen.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Standard(mut out) => out.flush().context("cannot write to standard output"),
            Self::File(file) => {
                let path = file.path.clone();
                file.commit().with_context(|| format!("cannot write {}", path.display()))
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::File(file) => file.out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(file) => file.out.flush(),
        }
    }
}

/// A file that is written under another name beside its own and renamed at
/// the end, so that no reader ever sees half of it. Dropped before that, it
/// leaves nothing behind.
pub(crate) struct AtomicFile {
    out: BufWriter<File>,
    path: PathBuf,
    /// The name it has meanwhile; `None` for what cannot be renamed onto, such as a device.
    meanwhile: Option<PathBuf>,
}

impl AtomicFile {
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        // A link is followed: the file it names is replaced, not the link.
        let path = dunce::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
            let file = File::options().write(true).open(&path)?;
            return Ok(Self { out: BufWriter::new(file), path, meanwhile: None });
        }
        let name = path.file_name().ok_or_else(|| io::Error::other("not the name of a file"))?;
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.part", std::process::id()));
        let meanwhile = path.with_file_name(hidden);
        let file = File::create(&meanwhile)?;
        Ok(Self { out: BufWriter::new(file), path, meanwhile: Some(meanwhile) })
    }

    /// Gives it its name.
    pub(crate) fn commit(mut self) -> io::Result<()> {
        self.out.flush()?;
        if let Some(meanwhile) = &self.meanwhile {
            self.out.get_ref().sync_data()?;
            fs::rename(meanwhile, &self.path)?;
            self.meanwhile = None;
        }
        Ok(())
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if let Some(meanwhile) = &self.meanwhile {
            // It may never have come to be; there is no one left to tell.
            let _ = fs::remove_file(meanwhile);
        }
    }
}

/// Whether the reader of our output closed its end.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}
