//! What is typed for dictionaries.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Dictionaries, languages};

/// Make, check and extend dictionaries of your own
///
/// A dictionary is a folder of text files: words, names, words to keep,
/// corrections, confusions. It is laid over the built-in pack with
/// `--dictionary DIR`, or always: see `ontwar dict where`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar dict new my-words --language nl            a folder with every file explained
  ontwar dict stats archive -d my-words             the words that it does not know
  ontwar dict add visbeun --to my-words
  ontwar dict check my-words
  ontwar dict try my-words archive                  what it would change")]
pub(crate) struct Dict {
    #[command(subcommand)]
    pub(crate) command: DictCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DictCommand {
    New(New),
    Check(Check),
    Add(Add),
    Keep(Keep),
    Correct(Correct),
    Explain(Explain),
    Stats(Stats),
    Try(Try),
    Learn(Learn),
    Count(Count),
    Build(Build),
    /// Tell which dictionary folders every run lays over the pack, and where packs of your own lie
    #[command(after_help = "\
Examples:
  ontwar dict where")]
    Where,
}

/// Make a dictionary folder with commented examples of every file
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar dict new my-words --language nl
  ontwar clean --dictionary my-words page.txt")]
pub(crate) struct New {
    /// The folder to make
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The language that it is for
    #[arg(short, long, value_name = "TAG", default_value = "auto", value_parser = languages())]
    pub(crate) language: String,
}

/// Check a dictionary folder: every row of its files, and its cases
///
/// Tells duplicates, rules that undo each other, corrections of common words,
/// words that the rules themselves change, rows out of order, wrong encodings,
/// patterns that match everything. `cases.tsv` holds the folder's own tests: a
/// line as read, a tab, and the line as it should come out. Exit code 1 tells
/// that something was found.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar dict check my-words
  ontwar dict check --fix my-words                  sort, merge, drop what is said twice")]
pub(crate) struct Check {
    /// The folder
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The language that it is for; auto takes what its pack.toml says, or else Dutch or whichever pack is largest
    #[arg(short, long, value_name = "TAG", default_value = "auto", value_parser = languages())]
    pub(crate) language: String,
    /// Sort the files and merge rows that say the same; comments at the head of a file stay
    #[arg(long)]
    pub(crate) fix: bool,
}

/// Where an entry is to go.
#[derive(Debug, Clone, Args)]
pub(crate) struct Target {
    /// The dictionary folder to edit; your own (`ontwar dict where`) if not given
    #[arg(short = 't', long = "to", value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

/// Add words, or names, to a dictionary
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar dict add visbeun --to my-words
  ontwar dict add kwabbel --forms -s,-tje           with its inflections
  ontwar dict add --name Oudenrijn Vught")]
pub(crate) struct Add {
    /// The words, as they are written
    #[arg(value_name = "WORD", required = true)]
    pub(crate) words: Vec<String>,
    /// They are names: into names.tsv
    #[arg(long)]
    pub(crate) name: bool,
    /// Endings of further forms, with commas between: -en,-s
    #[arg(long, value_name = "ENDINGS", value_delimiter = ',', allow_hyphen_values = true)]
    pub(crate) forms: Vec<String>,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// Have a word left alone, always
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar dict keep Hekendorp --reason 'a village' --to my-words")]
pub(crate) struct Keep {
    /// The word, as it is written
    #[arg(value_name = "WORD")]
    pub(crate) word: String,
    /// Why: for whoever reads the file later
    #[arg(short, long, value_name = "TEXT")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// Have one reading put right, always
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar dict correct NCTY NCTV --to my-words
  ontwar dict correct menfch mensch --part              in any word
  ontwar dict correct vau van --left deel --left stuk   only after one of these
  ontwar dict correct --regex '^(\\d+),--$' '$1,-'       a regular expression over a token")]
pub(crate) struct Correct {
    /// What stands in the text
    #[arg(value_name = "READ")]
    pub(crate) read: String,
    /// What should stand there
    #[arg(value_name = "MEANT")]
    pub(crate) meant: String,
    /// In any part of a word, not only as a whole word
    #[arg(long, conflicts_with = "regex")]
    pub(crate) part: bool,
    /// Only after this word; may be repeated
    #[arg(long, value_name = "WORD", conflicts_with = "regex")]
    pub(crate) left: Vec<String>,
    /// Only before this word; may be repeated
    #[arg(long, value_name = "WORD", conflicts_with = "regex")]
    pub(crate) right: Vec<String>,
    /// READ is a regular expression over a token with its punctuation: into patterns.tsv
    #[arg(long)]
    pub(crate) regex: bool,
    /// Why: for whoever reads the file later
    #[arg(short, long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// Say which entry of which dictionary decided what in a text
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar dict explain 'de gerneente NCTY' -d my-words")]
pub(crate) struct Explain {
    /// The text; - or nothing for standard input
    #[arg(value_name = "TEXT")]
    pub(crate) text: Vec<String>,
    #[command(flatten)]
    pub(crate) dictionaries: Dictionaries,
}

/// Tell how large the dictionaries are, how much of a text they know, and what they do not
///
/// The words that are in no list, the most frequent first, each with the known
/// words nearest to it: the list that a maintainer starts from.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar dict stats                                 sizes
  ontwar dict stats archive -d my-words             what is unknown in a folder
  ontwar dict stats page.txt --most 500 --json")]
pub(crate) struct Stats {
    /// Pages and folders of pages; - for standard input
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// How many unknown words to show
    #[arg(long, value_name = "N", default_value_t = 40)]
    pub(crate) most: usize,
    /// Write JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) dictionaries: Dictionaries,
}

/// Show what a dictionary would change over a folder of pages
///
/// Cleans every page with the built-in pack alone and with the dictionary over
/// it, and shows every line that differs. Where a page has a truth beside it
/// (`NAME/input.txt` and `NAME/truth.json`, or `NAME.txt` and `NAME.truth.txt`
/// or `NAME.truth.json`), also the difference in figures.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar dict try my-words archive
  ontwar dict try my-words archive --color always | less -R")]
pub(crate) struct Try {
    /// The dictionary folder
    #[arg(value_name = "DIR")]
    pub(crate) dictionary: PathBuf,
    /// A folder of pages, or a page
    #[arg(value_name = "FOLDER")]
    pub(crate) pages: PathBuf,
    /// The language of the pages
    #[arg(short, long, value_name = "TAG", default_value = "auto", value_parser = languages())]
    pub(crate) language: String,
    /// Show no more than so many changed lines
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(crate) most: usize,
}

/// Learn from pairs of what was read and what the page says
///
/// Proposes confusions, words and corrections, with counts, to be looked over
/// and never taken blindly. PAIRS is a JSON Lines file with `text`, as read,
/// and `truth`, as printed, a line; or a folder with NAME/input.txt and
/// NAME/truth.json, or NAME.txt and NAME.truth.txt; or a JSON document of
/// `ontwar clean` whose texts a person has put right, with its source beside it.
/// From the decisions that `ontwar review` saved it proposes words to keep, words
/// and corrections: what people put back, wrote and meant.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar dict learn pairs.jsonl > my-words/confusions.tsv
  ontwar dict learn pairs.jsonl --output proposals          confusions, words and corrections
  ontwar dict learn edited/*.json --pages archive --output proposals
  ontwar dict learn decisions.jsonl --output proposals      words to keep, words and corrections")]
pub(crate) struct Learn {
    /// JSON Lines of pairs, folders of pages with truths, edited JSON documents, or decisions; - for standard input
    #[arg(value_name = "PAIRS", required = true)]
    pub(crate) pairs: Vec<PathBuf>,
    /// How often a confusion, a word or a correction must have been seen [default: 3, and 1 for decisions]
    #[arg(long, value_name = "N")]
    pub(crate) least: Option<u32>,
    /// A folder to write the proposals into, a file a kind; it must have none of them yet
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Where the sources of edited documents lie, if not beside them
    #[arg(long, value_name = "DIR")]
    pub(crate) pages: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) dictionaries: Dictionaries,
}

/// Count words and their neighbours in texts, for a new language pack
///
/// Writes words.tsv, seen.tsv, rare.tsv, short-words.tsv, marks.tsv,
/// bigrams.tsv and trigrams.tsv, and what else a pack needs to be edited by
/// hand, where it is not there yet. Texts are UTF-8, with blank lines between
/// paragraphs. Only counts are written, no sentence.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar dict count texts/*.txt --words /usr/share/dict/french --output dictionaries/fr")]
pub(crate) struct Count {
    /// The texts
    #[arg(value_name = "TEXT", required = true)]
    pub(crate) texts: Vec<PathBuf>,
    /// A list of what is a word, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) words: PathBuf,
    /// The folder of the pack; its name is the language's tag
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// How many runs of two words to keep
    #[arg(long, value_name = "N", default_value_t = 150_000)]
    pub(crate) bigrams: usize,
    /// How many runs of three words to keep
    #[arg(long, value_name = "N", default_value_t = 75_000)]
    pub(crate) trigrams: usize,
}

/// Compile a folder of sources to a language pack
///
/// The folder is one such as `ontwar dict count` makes: pack.toml, words.tsv,
/// and what else `dictionaries/README.md` names. The pack takes its place in
/// your own folder (`ontwar dict where`), from where it is read as those that
/// are built in are; it replaces one of these for the same language.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar dict build dictionaries/fy
  ontwar clean --language fy page.txt
  ontwar dict build dictionaries/fy --output fy.pack   to give away; --pack fy.pack reads it")]
pub(crate) struct Build {
    /// The folder of the sources
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Where to write the pack; its place in your own folder if not given
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
