//! Outputs as one file, a document a line, in the order of the inputs.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use ontwar::batch::Provenance;

/// The file that lines go to: under another name until the run is over.
pub(super) struct Lines {
    out: Box<dyn Write>,
    /// The name it has meanwhile and the name it takes; `None` for standard output.
    names: Option<(PathBuf, PathBuf)>,
    sync: Option<File>,
}

impl Lines {
    /// Starts the file. What an earlier run left is set aside for [`Earlier`]
    /// if `resume`, else it is overwritten.
    pub(super) fn new(path: &Path, resume: bool, sync: bool) -> io::Result<Self> {
        if path.as_os_str() == "-" {
            return Ok(Self { out: Box::new(BufWriter::new(io::stdout().lock())), names: None, sync: None });
        }
        let part = beside(path, ".part");
        if resume {
            set_aside(&part, &beside(path, ".earlier"))?;
        }
        let file = File::create(&part)?;
        let sync = if sync { Some(file.try_clone()?) } else { None };
        Ok(Self { out: Box::new(BufWriter::new(file)), names: Some((part, path.to_owned())), sync })
    }

    /// Writes a document; whoever follows the file sees whole lines soon.
    pub(super) fn write(&mut self, json: &str) -> io::Result<()> {
        self.out.write_all(json.as_bytes())?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }

    /// There was no input: nothing takes the place of what an earlier run left.
    pub(super) fn discard(self) {
        if let Some((part, _)) = &self.names {
            // Only tidiness is lost if it stays.
            let _ = fs::remove_file(part);
        }
    }

    /// All inputs were seen: the file takes its name.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()?;
        if let Some(file) = &self.sync {
            file.sync_all()?;
        }
        if let Some((part, path)) = &self.names {
            fs::rename(part, path)?;
            let earlier = beside(path, ".earlier");
            if earlier.exists() {
                fs::remove_file(earlier)?;
            }
        }
        Ok(())
    }
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Keeps of two unfinished files the one that got further.
fn set_aside(part: &Path, earlier: &Path) -> io::Result<()> {
    let length = |path: &Path| fs::metadata(path).map(|found| found.len()).ok();
    match (length(part), length(earlier)) {
        (Some(new), old) if old.is_none_or(|old| new > old) => fs::rename(part, earlier),
        _ => Ok(()),
    }
}

/// The lines of an earlier run, read along with the inputs: both are in the same order.
pub(super) struct Earlier {
    lines: Option<BufReader<File>>,
    ahead: Option<(String, String)>,
    most: u64,
}

impl Earlier {
    /// What there is of it: the run that broke off, else the one that was finished.
    pub(super) fn open(path: &Path, resume: bool, most: u64) -> Self {
        let open = |path: &Path| File::open(path).ok();
        let file = if resume { open(&beside(path, ".earlier")).or_else(|| open(path)) } else { None };
        Self { lines: file.map(BufReader::new), ahead: None, most }
    }

    /// The line of an input, if there is one.
    pub(super) fn line(&mut self, below: &Path) -> Option<String> {
        let wanted = below.to_string_lossy();
        loop {
            if self.ahead.is_none() {
                self.ahead = self.read();
            }
            let (name, _) = self.ahead.as_ref()?;
            // Paths are in order by their parts, as the walk is.
            match Path::new(name).cmp(Path::new(wanted.as_ref())) {
                std::cmp::Ordering::Less => self.ahead = None,
                std::cmp::Ordering::Equal => return self.ahead.take().map(|(_, line)| line),
                std::cmp::Ordering::Greater => return None,
            }
        }
    }

    fn read(&mut self) -> Option<(String, String)> {
        let lines = self.lines.as_mut()?;
        let mut line = String::new();
        // A document is some thirty times its source at the very most.
        let limit = self.most.saturating_mul(64).saturating_add(1 << 16);
        let read = lines.take(limit).read_line(&mut line);
        if !matches!(read, Ok(1..)) || !line.ends_with('\n') {
            self.lines = None;
            return None;
        }
        line.pop();
        let made = Provenance::of(line.as_bytes());
        if made.is_none() {
            self.lines = None;
        }
        made.map(|made| (made.name().to_owned(), line))
    }
}
