//! What is typed for the commands that take many documents.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use ontwar::write::LineOrder;

use super::{Format, Work};

/// Clean whole folders: every page a file, nothing lost when a run breaks off
///
/// Takes files, folders (with all that is in them) and quoted globs. Below the
/// output folder stands the same tree as below the deepest folder that holds
/// all inputs: `archive/a/1.txt` becomes `DIR/a/1.txt.json`. Every output is
/// written under another name and renamed once it is whole.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar batch archive --output cleaned                       a folder, a JSON a page
  ontwar batch archive --output cleaned --resume              go on where a run broke off
  ontwar batch 'archive/**/page-*.txt' --output cleaned       a glob, quoted
  ontwar batch archive --format jsonl --output all.jsonl      one file, a document a line, in order
  ontwar batch archive --output cleaned --report report.tsv   a row a page, for a spreadsheet
  ontwar batch archive --output cleaned --format json,text    two files a page
  ontwar batch archive --output cleaned --together            each folder is a book: learn from all of it
  ontwar batch archive --output review --format html          pages to look at, with an index
  ontwar batch archive --diff                                 what would be changed, the doubtful first
  ontwar batch archive --list                                 what would be read as what

Of a folder all that can be read is taken: text (.txt, .text, .md, .asc, .ocr), what engines write
(.hocr, .html, .htm, .xml, .alto, .page, .tsv, .pdf), page images (.png, .jpg, .tif and the like), these as
.gz, .zip, and files without such an ending; --include takes others. Hidden files, symbolic links and
what is known to be something else are skipped, and the summary says so. A page that is there in
several formats is read from each; --include '*.hocr' takes one. Of a METS its pages are read, and it
is written again with what was made of them listed. Ctrl-C finishes the pages in flight; a
second one stops at once.

Exit codes: 0 all done, 1 some document failed, 2 could not run, 130 interrupted.")]
#[expect(clippy::struct_excessive_bools)] // Each is a switch by itself.
pub(crate) struct Batch {
    /// Files, folders, and globs such as 'archive/**/*.txt'
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<OsString>,
    /// The folder to write to; for jsonl alone a file, or - for standard output
    #[arg(short, long, value_name = "DIR", required_unless_present_any = ["list", "diff"])]
    pub(crate) output: Option<PathBuf>,
    /// What to write; several with commas between them, or given again [default: json]
    #[arg(short, long, value_enum, value_delimiter = ',')]
    format: Vec<BatchFormat>,
    /// Leave lines and blocks of alto, hocr and page where the input has them
    #[arg(long)]
    keep_order: bool,
    /// Say what each file would be read as, and do nothing else
    #[arg(long, conflicts_with_all = ["output", "report", "resume", "diff"])]
    list: bool,
    /// Show what would be changed, and write nothing: counts by kind, then the changes, the least sure first
    #[arg(long, conflicts_with_all = ["output", "resume"])]
    diff: bool,
    /// How many pages to clean at the same time [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(crate) jobs: Option<u16>,
    /// Skip what is done: same source, same options, same version of program and pack
    #[arg(long)]
    pub(crate) resume: bool,
    /// Take the pages that lie in one folder as a volume: names, period, type and misreadings are counted over all
    /// of them first; a run that goes on counts them again
    #[arg(long)]
    pub(crate) together: bool,
    /// Files to take from folders instead of all that can be read, by name: --include '*.hocr'; may be repeated
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,
    /// Write a row a page (words, changes, confidence, notices, seconds, failures) and figures of the run, as JSON;
    /// only the rows where FILE ends in .csv or .tsv
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// How to show how far it is
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Progress::Auto)]
    pub(crate) progress: Progress,
    /// Have every output on the disk itself before it counts as done; slower
    #[arg(long)]
    pub(crate) sync: bool,
    #[command(flatten)]
    pub(crate) limits: Limits,
    #[command(flatten)]
    pub(crate) work: Work,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BatchFormat {
    /// A JSON file for each page
    Json,
    /// One file with a JSON document a line, in the order of the inputs; among others it is documents.jsonl
    Jsonl,
    /// Clean plain text
    Text,
    /// Markdown with headings and lists
    Markdown,
    /// ALTO: the file that came in with its words repaired, or one made anew from what has places
    Alto,
    /// hOCR, in the same way
    Hocr,
    /// PAGE XML, in the same way
    Page,
    /// HTML to look at and to decide in, as `ontwar review` makes it, with an index
    Html,
}

impl BatchFormat {
    /// What the name of a file for each page ends in.
    pub(crate) fn end(self) -> Option<&'static str> {
        Some(match self {
            Self::Jsonl => return None,
            Self::Json => ".json",
            Self::Text => ".txt",
            Self::Markdown => ".md",
            Self::Alto => ".alto.xml",
            Self::Hocr => ".hocr",
            Self::Page => ".page.xml",
            Self::Html => ".html",
        })
    }

    /// The format of a document by itself; a page of HTML is one of many, with links between them.
    pub(crate) fn of_document(self) -> Option<Format> {
        Some(match self {
            Self::Html => return None,
            Self::Json | Self::Jsonl => Format::Json,
            Self::Text => Format::Text,
            Self::Markdown => Format::Markdown,
            Self::Alto => Format::Alto,
            Self::Hocr => Format::Hocr,
            Self::Page => Format::Page,
        })
    }
}

impl Batch {
    /// What `clean --diff` of a folder comes to.
    pub(crate) fn diff_of(inputs: Vec<OsString>, work: Work) -> Self {
        Self {
            inputs,
            output: None,
            format: Vec::new(),
            keep_order: false,
            list: false,
            diff: true,
            jobs: None,
            resume: false,
            together: false,
            include: Vec::new(),
            report: None,
            progress: Progress::Auto,
            sync: false,
            limits: Limits { max_bytes: MAX_BYTES, max_pages: MAX_PAGES, timeout: TIMEOUT },
            work,
        }
    }

    /// Whether changes are shown and nothing is written.
    pub(crate) fn shows_changes(&self) -> bool {
        self.diff
    }

    /// What to write, each format once.
    pub(crate) fn formats(&self) -> &[BatchFormat] {
        if self.format.is_empty() { &[BatchFormat::Json] } else { &self.format }
    }

    /// In which order lines and blocks are written.
    pub(crate) fn order(&self) -> LineOrder {
        super::order(self.keep_order)
    }

    /// What bears on the outputs beside what stands in a document.
    pub(crate) fn how(&self) -> String {
        if self.keep_order { "order=kept".to_owned() } else { String::new() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Progress {
    /// A bar on a terminal, nothing elsewhere
    Auto,
    /// A line every few seconds, for logs
    Plain,
    /// Nothing
    None,
}

/// Clean JSON Lines: a record a line in, a document a line out, in order
///
/// Reads `{"id": …, "text": …}` from standard input, a line each, and writes the
/// document of each in its place, with `id` and all fields that it does not
/// know. A field that a document has too goes into `carried`. A line that
/// cannot be cleaned gives `{"id": …, "error": {"code", "message"}}`, and
/// the stream goes on; the exit code is then 1. With --format text the clean
/// text alone takes the place of the text: `{"id": …, "text": …}`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar stream < pages.jsonl > documents.jsonl
  ontwar stream --format text < pages.jsonl > clean.jsonl
  parallel --pipe --keep-order ontwar stream < pages.jsonl > documents.jsonl")]
pub(crate) struct Stream {
    /// What stands in the place of a text
    #[arg(short, long, value_enum, default_value_t = StreamFormat::Json)]
    pub(crate) format: StreamFormat,
    /// How many lines to clean at the same time; the order stays
    #[arg(short, long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(crate) jobs: u16,
    /// Take lines that follow each other as pages of one volume where their ids differ after the last
    /// : / # _ - or . only: names, period, type and misreadings are counted over all of them first
    #[arg(long)]
    pub(crate) together: bool,
    #[command(flatten)]
    pub(crate) limits: Limits,
    #[command(flatten)]
    pub(crate) work: Work,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StreamFormat {
    /// The document, with every change traced
    Json,
    /// The record with its text cleaned
    Text,
    /// The record with its text cleaned, as Markdown
    Markdown,
}

/// What a document may cost where nothing is said.
const MAX_BYTES: u64 = 16 << 20;
const MAX_PAGES: usize = 5000;
const TIMEOUT: f64 = 120.0;

/// How much one document may cost.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Limits {
    /// The most bytes of a document (of a line, for a stream); K, M and G are understood
    #[arg(long, value_name = "N", default_value = "16M", value_parser = size, help_heading = "Limits")]
    pub(crate) max_bytes: u64,
    /// The most pages of a document
    #[arg(long, value_name = "N", default_value_t = MAX_PAGES, help_heading = "Limits")]
    pub(crate) max_pages: usize,
    /// The most seconds a document may take; 0 for any number
    #[arg(long, value_name = "SECONDS", default_value_t = TIMEOUT, value_parser = seconds, help_heading = "Limits")]
    pub(crate) timeout: f64,
}

fn size(typed: &str) -> Result<u64, String> {
    let (digits, shift) = match typed.as_bytes().last() {
        Some(b'K' | b'k') => (&typed[..typed.len() - 1], 10),
        Some(b'M' | b'm') => (&typed[..typed.len() - 1], 20),
        Some(b'G' | b'g') => (&typed[..typed.len() - 1], 30),
        _ => (typed, 0),
    };
    let number = digits.parse::<u64>().ok().and_then(|n| n.checked_mul(1 << shift)).filter(|&n| n > 0);
    number.ok_or_else(|| "not a number of bytes such as 500000 or 16M".to_owned())
}

fn seconds(typed: &str) -> Result<f64, String> {
    let number = typed.parse().ok().filter(|s| (0.0..=1e9).contains(s));
    number.ok_or_else(|| "not a number of seconds".to_owned())
}
