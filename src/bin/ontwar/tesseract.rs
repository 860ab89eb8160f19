//! Page images to hOCR, by the `tesseract` that is installed; PDFs that hold
//! only images to such images, by poppler's `pdftoppm`.
//!
//! The library reads bytes and runs nothing; this stands before it.

use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use ontwar::language::{Language, choose};
use ontwar::{Cleaner, Error, model::Budget, model::Document, read};

use crate::packs::Packs;

/// What an engine has to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EngineOptions<'a> {
    /// The language that was asked for, or `auto`.
    pub(crate) language: &'a str,
    /// Packs from files.
    pub(crate) packs: &'a [PathBuf],
    /// How Tesseract is to look at a page.
    pub(crate) psm: Option<u8>,
}

const INSTALL_TESSERACT: &str = "a page image is read by Tesseract, which is not installed: \
    `apt install tesseract-ocr tesseract-ocr-nld` (Debian, Ubuntu), `brew install tesseract tesseract-lang` (macOS), \
    or https://tesseract-ocr.github.io; or give what an engine read from it: text, hOCR, ALTO, PAGE";
const INSTALL_POPPLER: &str = "a PDF without text is read page by page as images, for which poppler's pdftoppm is needed, \
    which is not installed: `apt install poppler-utils` (Debian, Ubuntu), `brew install poppler` (macOS)";

/// How an image begins, of the formats that Tesseract reads.
const SIGNATURES: [&[u8]; 7] =
    [b"\x89PNG\r\n", b"\xFF\xD8\xFF", b"II*\0", b"MM\0*", b"GIF8", b"\0\0\0\x0CjP  ", b"RIFF"];

/// A document, and the hOCR that an engine made of it on the way.
pub(crate) struct Cleaned {
    pub(crate) document: Document,
    pub(crate) hocr: Option<Vec<u8>>,
}

/// Cleans what may be text, markup, or a page image.
pub(crate) fn clean(
    cleaner: &Cleaner,
    name: &str,
    bytes: &[u8],
    options: EngineOptions<'_>,
    budget: &Budget,
) -> anyhow::Result<Cleaned> {
    let hocr = if is_image(bytes) {
        read_image(bytes, options, budget)?
    } else {
        match cleaner.clean_within(name, bytes, budget) {
            Err(Error::Read(read::Error::NoText)) => read_pdf(bytes, options, budget)?,
            // Letters that nobody can read are on the page nevertheless; without an engine
            // the notice says what to do.
            Ok(document) if document.notices.iter().any(|notice| notice.code == "text-unreadable") => {
                match read_pdf(bytes, options, budget) {
                    Ok(hocr) => hocr,
                    Err(_) => return Ok(Cleaned { document, hocr: None }),
                }
            }
            cleaned => return Ok(Cleaned { document: cleaned?, hocr: None }),
        }
    };
    // Whatever the input was said to be, this is hOCR.
    let mut document = cleaner.clean_as(read::Format::Hocr, name, &hocr, budget)?;
    // What came in is the image; the hOCR was only on the way.
    document.source.sha256 = read::digest(bytes);
    "image".clone_into(&mut document.source.format);
    Ok(Cleaned { document, hocr: Some(hocr) })
}

/// What an input says, as it stands, whatever it is.
pub(crate) fn read(name: &str, bytes: &[u8], options: EngineOptions<'_>) -> anyhow::Result<String> {
    let budget = Budget::default();
    let plain = read::Options::default();
    let reading = if is_image(bytes) {
        read::read(name, &read_image(bytes, options, &budget)?, &plain)?
    } else {
        match read::read(name, bytes, &plain) {
            Err(read::Error::NoText) => read::read(name, &read_pdf(bytes, options, &budget)?, &plain)?,
            reading => reading?,
        }
    };
    Ok(reading.source.characters.iter().collect())
}

/// The bytes of an input as the library reads them: an image as its hOCR.
pub(crate) fn text(bytes: Vec<u8>, options: EngineOptions<'_>) -> anyhow::Result<Vec<u8>> {
    if is_image(&bytes) { read_image(&bytes, options, &Budget::default()) } else { Ok(bytes) }
}

/// Whether bytes begin like a page image.
pub(crate) fn is_image(bytes: &[u8]) -> bool {
    let bitmap =
        bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) && bytes.get(15..18) == Some(&[0; 3]);
    let known = SIGNATURES.iter().any(|start| bytes.starts_with(start))
        && (!bytes.starts_with(b"RIFF") || bytes.get(8..12) == Some(b"WEBP"));
    known || bitmap
}

/// An image, or a TIFF of several, as hOCR.
fn read_image(bytes: &[u8], options: EngineOptions<'_>, budget: &Budget) -> anyhow::Result<Vec<u8>> {
    tesseract("-", Some(bytes), options, budget)
}

fn tesseract(
    input: &str,
    bytes: Option<&[u8]>,
    options: EngineOptions<'_>,
    budget: &Budget,
) -> anyhow::Result<Vec<u8>> {
    let installed = run(Command::new("tesseract").arg("--list-langs"), None, INSTALL_TESSERACT, budget)?;
    let installed = String::from_utf8_lossy(&installed).into_owned();
    let has = |name: &str| installed.lines().any(|line| line.trim() == name);
    let mut packs = Packs::with(options.packs)?.of(options.language)?;
    // Where nothing is asked for the pack comes first that is most often meant.
    let first = choose(&packs, std::iter::empty());
    packs.swap(0, first);
    let language = packs.iter().map(Language::tesseract).find(|name| has(name));
    let language = language.unwrap_or(packs[0].tesseract());
    if !has(language) {
        bail!(
            "Tesseract's data for the language `{language}` is not installed: `apt install tesseract-ocr-{language}` \
             (Debian, Ubuntu) or `brew install tesseract-lang` (macOS)"
        );
    }
    // With the data for it, a page that lies on its side is turned first.
    let mode = options.psm.map_or(if has("osd") { "1" } else { "3" }.to_owned(), |psm| psm.to_string());
    let mut command = Command::new("tesseract");
    command.args([input, "-", "-l", language, "--psm", &mode, "hocr"]);
    // Its threads wait for each other most of the time: one alone takes a third of the work, and
    // pages are read side by side anyway.
    if std::env::var_os("OMP_THREAD_LIMIT").is_none() {
        command.env("OMP_THREAD_LIMIT", "1");
    }
    run(&mut command, bytes, INSTALL_TESSERACT, budget)
}

/// A PDF without text as hOCR: each page is drawn, and then read.
fn read_pdf(bytes: &[u8], options: EngineOptions<'_>, budget: &Budget) -> anyhow::Result<Vec<u8>> {
    let folder = Folder::new()?;
    let start = folder.0.join("page");
    let mut draw = Command::new("pdftoppm");
    draw.args(["-r", "300", "-gray", "-png"]);
    if let Some(most) = budget.max_pages {
        // One more tells that there are more; the others need not be drawn.
        draw.args(["-l", &most.saturating_add(1).to_string()]);
    }
    draw.arg("-").arg(&start);
    run(&mut draw, Some(bytes), INSTALL_POPPLER, budget)?;
    let mut pages: Vec<String> = std::fs::read_dir(&folder.0)?
        .map(|entry| Ok(entry?.path().to_string_lossy().into_owned()))
        .collect::<std::io::Result<_>>()?;
    // Poppler writes all numbers equally long.
    pages.sort();
    if pages.is_empty() {
        bail!("the PDF has no pages");
    }
    if let Some(most) = budget.max_pages.filter(|&most| pages.len() > most) {
        bail!("a PDF of more than {most} pages; see --max-pages");
    }
    let list = folder.0.join("pages.txt");
    std::fs::write(&list, pages.join("\n") + "\n")?;
    tesseract(&list.to_string_lossy(), None, options, budget)
}

/// A folder that is gone when it is no longer needed.
struct Folder(PathBuf);

impl Folder {
    fn new() -> anyhow::Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("ontwar-{}-{number}", std::process::id()));
        std::fs::create_dir(&path).with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is the system's to clean up.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// How long to wait between looks at a program and at the budget.
const PAUSE: Duration = Duration::from_millis(5);

/// Runs a program, gives it bytes, and takes what it writes; ends it when the budget is spent.
fn run(
    command: &mut Command,
    bytes: Option<&[u8]>,
    install: &'static str,
    budget: &Budget,
) -> anyhow::Result<Vec<u8>> {
    let name = command.get_program().to_string_lossy().into_owned();
    let stdin = if bytes.is_some() { Stdio::piped() } else { Stdio::null() };
    // A Ctrl-C at the terminal is for us: the page in hand is finished.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let spawned = command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let child = spawned.map_err(|error| match error.kind() {
        ErrorKind::NotFound => anyhow!(install),
        _ => anyhow::Error::from(error).context(format!("cannot run {name}")),
    })?;
    let mut child = Running(child);
    let (input, output, said) = (child.0.stdin.take(), child.0.stdout.take(), child.0.stderr.take());
    let (status, output, said) = std::thread::scope(|scope| -> anyhow::Result<_> {
        scope.spawn(move || {
            if let (Some(mut input), Some(bytes)) = (input, bytes) {
                // A program that stops reading says why itself.
                let _ = input.write_all(bytes);
            }
        });
        let output = scope.spawn(move || all(output));
        let said = scope.spawn(move || all(said));
        let status = child.wait(budget);
        // What holds its pipes ends with it, so both are done soon.
        drop(child);
        let [output, said] = [output, said].map(|reader| reader.join().unwrap_or_default());
        Ok((status?, output, said))
    })
    .with_context(|| format!("cannot run {name}"))?;
    let Some(status) = status else { return Err(Error::Stopped.into()) };
    if status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&said);
    let said = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("nothing").trim().to_owned();
    bail!("{name} could not read the image; it said: {said}")
}

/// All that a program writes.
fn all(from: Option<impl std::io::Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut from) = from {
        // What cannot be read is missed when it is parsed.
        let _ = from.read_to_end(&mut bytes);
    }
    bytes
}

/// A program that does not outlive the wait for it.
struct Running(Child);

impl Running {
    /// How it ended; `None` if the budget was spent before.
    fn wait(&mut self, budget: &Budget) -> std::io::Result<Option<std::process::ExitStatus>> {
        loop {
            match self.0.try_wait()? {
                Some(status) => return Ok(Some(status)),
                None if budget.is_spent() => return Ok(None),
                None => std::thread::sleep(PAUSE),
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended cannot be ended, which is as well. What it started itself goes with it.
        #[cfg(unix)]
        if let (Ok(None), Some(group)) =
            (self.0.try_wait(), rustix::process::Pid::from_raw(self.0.id().cast_signed()))
        {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
