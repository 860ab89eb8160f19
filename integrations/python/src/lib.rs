//! The part of the Python module that is Rust: bytes in, JSON out, without the
//! interpreter's lock while the work goes on. What is comfort for a Python
//! programmer stands in `python/ontwar/__init__.py`.

use std::sync::Arc;
use std::time::Duration;

use ontwar::language::{FILES, Language};
use ontwar::model::Period;
use ontwar::model::{Budget, Stop};
use ontwar::{Error, Options, write};
use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyValueError};
use pyo3::prelude::*;

create_exception!(_ontwar, OntwarError, PyException, "Anything that goes wrong in this module.");
create_exception!(_ontwar, ReadError, OntwarError, "The input cannot be read as a page.");
create_exception!(
    _ontwar,
    DictionaryError,
    OntwarError,
    "A language pack or dictionary folder cannot be used."
);
create_exception!(
    _ontwar,
    LimitError,
    OntwarError,
    "The input costs more than it may: too many pages, or too much time."
);
create_exception!(_ontwar, RevertError, OntwarError, "A document cannot be turned back into its source.");
create_exception!(
    _ontwar,
    ImageError,
    ReadError,
    "The input is a page image, which an OCR engine has to read first."
);

/// How an image begins, of the formats that Tesseract reads.
const SIGNATURES: [&[u8]; 7] =
    [b"\x89PNG\r\n", b"\xFF\xD8\xFF", b"II*\0", b"MM\0*", b"GIF8", b"\0\0\0\x0CjP  ", b"RIFF"];

fn raised(error: &Error) -> PyErr {
    match error {
        Error::Read(ontwar::read::Error::NoText) => ImageError::new_err(error.to_string()),
        Error::Read(_) => ReadError::new_err(error.to_string()),
        Error::Pack(_) => DictionaryError::new_err(error.to_string()),
        Error::Stopped | Error::TooManyPages { .. } => LimitError::new_err(error.to_string()),
        _ => OntwarError::new_err(error.to_string()),
    }
}

/// The text of each known file of a dictionary folder, by its path.
fn files_of(folder: &str) -> PyResult<Vec<(String, String)>> {
    let folder = std::path::Path::new(folder);
    if !folder.is_dir() {
        return Err(DictionaryError::new_err(format!("{}: not a folder", folder.display())));
    }
    let mut files = Vec::new();
    for path in FILES.iter().map(|name| folder.join(name)).filter(|path| path.exists()) {
        let text = std::fs::read_to_string(&path)
            .map_err(|error| DictionaryError::new_err(format!("{}: {error}", path.display())))?;
        files.push((path.display().to_string(), text));
    }
    if files.is_empty() {
        return Err(DictionaryError::new_err(format!("{}: no dictionary file in it", folder.display())));
    }
    Ok(files)
}

/// A cleaner, shared between threads.
#[pyclass(frozen, module = "ontwar._ontwar")]
struct Cleaner {
    cleaner: Arc<ontwar::Cleaner>,
    max_pages: Option<usize>,
    timeout: Option<f64>,
}

#[pymethods]
impl Cleaner {
    #[new]
    #[pyo3(signature = (language, dictionaries, min_confidence, period, columns, repair, layout, encoding, max_pages, timeout))]
    #[allow(clippy::too_many_arguments)] // The Python side names each of them.
    fn new(
        language: &str,
        dictionaries: Vec<(Option<String>, String)>,
        min_confidence: Option<f32>,
        period: &str,
        columns: Option<usize>,
        repair: bool,
        layout: bool,
        encoding: Option<String>,
        max_pages: Option<usize>,
        timeout: Option<f64>,
    ) -> PyResult<Self> {
        let mut options = Options { repair, untangle: layout, columns, ..Options::default() };
        options.read.encoding = encoding;
        options.period = match period {
            "auto" => Period::Auto,
            "modern" => Period::Modern,
            "historical" => Period::Historical,
            _ => return Err(PyValueError::new_err("period: wanted auto, modern or historical")),
        };
        if columns.is_some_and(|columns| !(1..=6).contains(&columns)) {
            return Err(PyValueError::new_err("columns: wanted None or a number from 1 to 6"));
        }
        if let Some(least) = min_confidence {
            if !(0.0..=1.0).contains(&least) {
                return Err(PyValueError::new_err("min_confidence: wanted a number from 0 to 1"));
            }
            options.min_confidence = least;
        }
        let tags: Vec<&str> = match language {
            "auto" => Language::builtin_tags().collect(),
            tag => vec![tag],
        };
        let mut folders = Vec::new();
        for (tag, folder) in &dictionaries {
            folders.push((tag, files_of(folder)?));
        }
        let mut languages = Vec::new();
        for tag in tags {
            let mut language = Language::builtin(tag).map_err(|error| raised(&error.into()))?;
            let ours = folders.iter().filter(|(own, _)| own.as_deref().is_none_or(|own| own == tag));
            let files: Vec<(&str, &str)> = ours
                .flat_map(|(_, files)| files)
                .map(|(path, text)| (path.as_str(), text.as_str()))
                .collect();
            if !files.is_empty() {
                language = language.with_dictionary(files).map_err(|error| raised(&error.into()))?;
            }
            languages.push(language);
        }
        if languages.is_empty() {
            return Err(DictionaryError::new_err("there is no language pack"));
        }
        let first = languages.remove(0);
        let cleaner = Arc::new(ontwar::Cleaner::choosing(first, languages, options));
        Ok(Self { cleaner, max_pages, timeout: timeout.filter(|seconds| *seconds > 0.0) })
    }

    /// The document of an input as JSON, and its clean text if that is wanted instead.
    fn clean(&self, py: Python<'_>, name: &str, bytes: &[u8], format: &str) -> PyResult<String> {
        let is_image = SIGNATURES.iter().any(|start| bytes.starts_with(start))
            && (!bytes.starts_with(b"RIFF") || bytes.get(8..12) == Some(b"WEBP"));
        if is_image {
            return Err(ImageError::new_err(format!(
                "{name}: a page image, which an OCR engine has to read first"
            )));
        }
        let document = py.detach(|| {
            let stop = self.timeout.map(|_| Stop::default());
            let budget = Budget { stop: stop.clone(), max_pages: self.max_pages };
            let _watch = self.timeout.zip(stop).map(|(seconds, stop)| Watch::new(seconds, stop));
            let document = self.cleaner.clean_within(name, bytes, &budget)?;
            Ok(match format {
                "text" => write::to_text(&document),
                "markdown" => write::to_markdown(&document),
                _ => write::to_json(&document, false),
            })
        });
        document.map_err(|error: Error| raised(&error))
    }
}

/// Raises a stop when its time is over, unless it is dropped before.
struct Watch(Option<std::sync::mpsc::Sender<()>>);

impl Watch {
    fn new(seconds: f64, stop: Stop) -> Self {
        let (done, over) = std::sync::mpsc::channel::<()>();
        let time = Duration::from_secs_f64(seconds.min(1e9));
        std::thread::spawn(move || {
            if over.recv_timeout(time) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                stop.raise();
            }
        });
        Self(Some(done))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // The thread that waits sees the end of the channel, and ends.
        self.0.take();
    }
}

/// The source of a document, from its JSON.
#[pyfunction]
fn revert(py: Python<'_>, json: &str) -> PyResult<String> {
    py.detach(|| write::revert(json)).map_err(|error| RevertError::new_err(error.to_string()))
}

/// The JSON Schema of the documents.
#[pyfunction]
fn schema() -> &'static str {
    write::SCHEMA
}

/// The languages that there are packs for.
#[pyfunction]
fn languages() -> Vec<&'static str> {
    Language::builtin_tags().collect()
}

#[pymodule]
fn _ontwar(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add_class::<Cleaner>()?;
    module.add_function(wrap_pyfunction!(revert, module)?)?;
    module.add_function(wrap_pyfunction!(schema, module)?)?;
    module.add_function(wrap_pyfunction!(languages, module)?)?;
    for (name, kind) in [
        ("OntwarError", py.get_type::<OntwarError>()),
        ("ReadError", py.get_type::<ReadError>()),
        ("DictionaryError", py.get_type::<DictionaryError>()),
        ("LimitError", py.get_type::<LimitError>()),
        ("RevertError", py.get_type::<RevertError>()),
        ("ImageError", py.get_type::<ImageError>()),
    ] {
        module.add(name, kind)?;
    }
    Ok(())
}
