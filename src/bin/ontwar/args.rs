//! The command line as it is typed; nothing is opened or looked up here.

pub(crate) mod decide;
pub(crate) mod dict;
pub(crate) mod eval;
mod many;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use ontwar::write::LineOrder;

use crate::tesseract::EngineOptions;

pub(crate) use many::{Batch, BatchFormat, Limits, Progress, Stream, StreamFormat};

/// Disentangle OCR text: columns in order, words repaired, sections found.
///
/// Reads the text that an OCR engine made of a scanned page and writes
/// structured JSON in which every change can be traced and undone.
#[derive(Debug, Parser)]
#[command(name = "ontwar", version, max_term_width = 100, propagate_version = true, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) talk: Verbosity,
    /// Ignore the settings in ontwar.toml
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub(crate) no_config: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What bears on every command.
const GLOBAL: &str = "Global options";

const EXAMPLES: &str = "\
Examples:
  ontwar clean page.txt                     a page as JSON
  tesseract scan.png - | ontwar clean       straight from the OCR engine
  ontwar clean page.txt | ontwar revert -   the OCR text back, to the character

Exit codes: 0 all done, 1 some document failed, 2 could not run.";

/// How to talk to the person at the terminal.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct Verbosity {
    /// Say more: a summary of what was changed
    #[arg(short, long, global = true, help_heading = GLOBAL, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Say nothing but errors
    #[arg(short, long, global = true, help_heading = GLOBAL, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    #[arg(long, help = "When to use colours on standard error; NO_COLOR is respected too", global = true, help_heading = GLOBAL, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Clean(Clean),
    Batch(Batch),
    Stream(Stream),
    Revert(Revert),
    Show(decide::ShowDocument),
    Review(decide::Review),
    Apply(decide::Apply),
    Undo(decide::Undo),
    Decisions(decide::Decisions),
    Explain(Explain),
    Dict(dict::Dict),
    #[command(alias = "evaluate")]
    Eval(eval::Eval),
    /// Print the JSON Schema of the documents
    Schema,
    Completions(Completions),
    Man(Man),
}

/// Clean pages of OCR text
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar clean page.txt                          JSON, indented on a terminal
  ontwar clean --format text page.txt            just the text
  ontwar clean --output page.json page.txt       into a file, whole or not at all
  ontwar clean *.txt > pages.jsonl               several inputs: one document a line
  pdftotext -layout paper.pdf - | ontwar clean   from standard input
  ontwar clean --show-columns page.txt           what was taken for a column
  ontwar clean --diff page.txt                   what was changed, and why
  ontwar clean --dictionary my-words page.txt    with words and rules of your own
  ontwar clean --min-confidence 0.95 page.txt    only the surest changes")]
pub(crate) struct Clean {
    /// Files to clean; - or nothing for standard input
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// What to write [default: json]
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// Leave lines and blocks of alto, hocr and page where the input has them
    #[arg(long)]
    keep_order: bool,
    /// Write to a file, which is replaced only once all is written
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Draw the columns side by side, as text, as they were untangled, and repair nothing
    #[arg(long)]
    show_columns: bool,
    /// Show what was changed instead: the words around it, the rule, how sure it is
    #[arg(long, conflicts_with_all = ["format", "show_columns"])]
    pub(crate) diff: bool,
    /// Carry out decisions that `ontwar review` saved
    #[arg(long, value_name = "FILE", conflicts_with = "show_columns")]
    pub(crate) decisions: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) work: Work,
}

impl Work {
    /// What an engine has to know of it.
    pub(crate) fn engine(&self) -> EngineOptions<'_> {
        EngineOptions { language: &self.dictionaries.language, packs: &self.dictionaries.pack, psm: self.psm }
    }
}

impl Clean {
    /// In which order lines and blocks are written.
    pub(crate) fn order(&self) -> LineOrder {
        order(self.keep_order)
    }

    /// What to write; `None` for the columns, drawn.
    ///
    /// # Errors
    ///
    /// Where they are to be drawn and yet to be no text.
    pub(crate) fn format(&self) -> anyhow::Result<Option<Format>> {
        match (self.show_columns, self.format) {
            (false, format) => Ok(Some(format.unwrap_or(Format::Json))),
            (true, None | Some(Format::Text)) => Ok(None),
            (true, Some(_)) => anyhow::bail!(
                "columns are drawn as text; give --show-columns with --format text, or without --format"
            ),
        }
    }
}

pub(crate) fn order(keep: bool) -> LineOrder {
    if keep { LineOrder::Kept } else { LineOrder::Untangled }
}

/// Which words and rules: a built-in pack, and what is laid over it.
#[derive(Debug, Clone, Args)]
pub(crate) struct Dictionaries {
    /// The language of the text; auto takes the pack that explains each part best, and leaves other languages alone
    #[arg(short, long, value_name = "TAG", default_value = "auto", value_parser = languages(), help_heading = "Cleaning")]
    pub(crate) language: String,
    /// A language pack from a file; may be repeated.
    ///
    /// It stands beside the built-in packs and those in your own folder
    /// (`ontwar dict where` tells it), and before those of the same language.
    #[arg(long, value_name = "FILE", help_heading = "Cleaning", verbatim_doc_comment)]
    pub(crate) pack: Vec<PathBuf>,
    /// A folder with words and rules of your own, laid over the built-in pack; may be repeated.
    ///
    /// Over the built-in pack lie, one upon the other: the folder of the user
    /// (`ontwar dict where` tells it), those of `ONTWAR_DICTIONARIES`, and these.
    #[arg(short, long, value_name = "DIR", help_heading = "Cleaning", verbatim_doc_comment)]
    pub(crate) dictionary: Vec<PathBuf>,
}

/// Takes any tag, as packs may come from files; shows those that are built in, and `auto`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag;

impl clap::builder::TypedValueParser for Tag {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        clap::builder::StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = clap::builder::PossibleValue> + '_>> {
        let tags = ontwar::language::Language::builtin_tags().chain(["auto"]);
        Some(Box::new(tags.map(clap::builder::PossibleValue::new)))
    }
}

/// The tag of a language, or `auto`.
pub(crate) fn languages() -> Tag {
    Tag
}

/// How to clean: the same for every command that does.
#[derive(Debug, Clone, Args)]
pub(crate) struct Work {
    #[command(flatten)]
    pub(crate) dictionaries: Dictionaries,
    /// How many columns the page has: auto, or 1 to 6
    #[arg(long, value_name = "N", default_value = "auto", value_parser = columns, help_heading = "Cleaning")]
    pub(crate) columns: Columns,
    /// Who decides the order of lines that have places: their file, where they stand, or the
    /// file unless it reads across the columns
    #[arg(long, value_enum, default_value_t = OrderChoice::Auto, help_heading = "Cleaning")]
    pub(crate) order: OrderChoice,
    /// The least confidence a change must have, from 0 to 1
    #[arg(long, value_name = "P", value_parser = probability, help_heading = "Cleaning")]
    pub(crate) min_confidence: Option<f32>,
    /// When the pages were printed: old print keeps its own spelling
    #[arg(long, value_enum, default_value_t = PeriodChoice::Auto, help_heading = "Cleaning")]
    pub(crate) period: PeriodChoice,
    /// Leave the words as they are
    #[arg(long, help_heading = "Cleaning")]
    pub(crate) no_repair: bool,
    /// Leave the lines in the order they stand in
    #[arg(long, help_heading = "Cleaning")]
    pub(crate) no_layout: bool,
    /// The encoding of the input, such as windows-1252; detected if not given
    #[arg(long, value_name = "LABEL", help_heading = "Cleaning")]
    pub(crate) encoding: Option<String>,
    /// The format of the input; detected from its content if not given
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Cleaning")]
    pub(crate) input_format: Option<InputFormat>,
    /// How Tesseract is to look at a page image, a number from 0 to 13 (see `tesseract --help-psm`)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=13), help_heading = "Cleaning")]
    pub(crate) psm: Option<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// Plain text
    Text,
    /// hOCR
    Hocr,
    /// ALTO XML
    Alto,
    /// PAGE XML
    Page,
    /// Tesseract's TSV
    Tsv,
    /// The text of a PDF
    Pdf,
    /// The XML of ABBYY's engines
    Abbyy,
    /// The XML of linguistic annotation that TICCL works on
    Folia,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Structured, with every change traced
    Json,
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
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PeriodChoice {
    /// Today's spelling
    Modern,
    /// Print before 1947
    Historical,
    /// Detected page by page
    Auto,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OrderChoice {
    /// The order of the file, whatever it is
    File,
    /// By where the words stand, whatever the file says
    Geometry,
    /// The order of the file, unless it is demonstrably broken
    Auto,
}

/// How many columns; `None` to find out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Columns(pub(crate) Option<usize>);

fn columns(typed: &str) -> Result<Columns, String> {
    if typed == "auto" {
        return Ok(Columns(None));
    }
    let number = typed.parse().ok().filter(|n| (1..=6).contains(n));
    number.map(|n| Columns(Some(n))).ok_or_else(|| "not auto or a number from 1 to 6".to_owned())
}

pub(crate) fn probability(typed: &str) -> Result<f32, String> {
    let number = typed.parse().ok().filter(|p| (0.0..=1.0).contains(p));
    number.ok_or_else(|| "not a number from 0 to 1, with a dot".to_owned())
}

/// Give the source of a document back, with every change undone
///
/// Restores the text that the OCR engine made, as UTF-8, from nothing but the JSON;
/// or the hOCR that `ontwar clean --format hocr` changed, byte for byte.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar revert page.json
  ontwar clean page.txt | ontwar revert - | cmp - page.txt")]
pub(crate) struct Revert {
    /// A JSON document or an hOCR that `ontwar clean` wrote; - or nothing for standard input
    #[arg(value_name = "DOC")]
    pub(crate) input: Option<PathBuf>,
}

/// Show what repair considers for a text, and why it chooses as it does
///
/// For each token: whether it is a word, and its readings with what the
/// scanner must have done (channel), how likely the words are (words), and
/// the worth of the whole text with it (total). Natural logarithms: nearer to
/// 0 is likelier; an arrow marks what was taken.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar explain 'voor dejaren 2022'
  ontwar explain --dictionary my-words < page.txt")]
pub(crate) struct Explain {
    /// The text; - or nothing for standard input
    #[arg(value_name = "TEXT")]
    pub(crate) text: Vec<String>,
    #[command(flatten)]
    pub(crate) work: Work,
}

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar completions bash > ~/.local/share/bash-completion/completions/ontwar
  ontwar completions fish > ~/.config/fish/completions/ontwar.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Print the manual page of the program or of one of its commands
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar man > ~/.local/share/man/man1/ontwar.1
  ontwar man dict try | man -l -")]
pub(crate) struct Man {
    /// The command, and the command of that; nothing for the program as a whole
    #[arg(value_name = "COMMAND")]
    pub(crate) of: Vec<String>,
}
