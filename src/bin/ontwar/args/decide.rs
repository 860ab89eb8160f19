//! What is typed to look at documents and to decide about their changes.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Work;

/// Show a document to a person: its text with every change marked
///
/// What was read stands beside what became of it. With `--diff` only the
/// lines with changes are shown, each with its rule and how sure it is.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar show page.json
  ontwar clean page.txt | ontwar show -
  ontwar show --diff page.json           only what was changed, and why")]
pub(crate) struct ShowDocument {
    /// Documents that `ontwar clean` or `batch` wrote; - or nothing for standard input
    #[arg(value_name = "DOC.json")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Only what was changed
    #[arg(long)]
    pub(crate) diff: bool,
}

/// Carry out a person's decisions on documents
///
/// Rejected changes are undone; chosen alternatives and edits stand as
/// corrections of the rule `person`. Everything still reverts to the source. A
/// decision finds its place by the source, so it outlives a new version of the
/// program; what no longer fits is told, and makes the exit code 1.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar apply decisions.jsonl page.json > decided.json
  ontwar apply decisions.jsonl --in-place cleaned/*.json")]
pub(crate) struct Apply {
    /// What `ontwar review` saved
    #[arg(value_name = "DECISIONS")]
    pub(crate) decisions: PathBuf,
    /// Documents that `ontwar clean` or `batch` wrote; - for standard input
    #[arg(value_name = "DOC.json", required = true)]
    pub(crate) documents: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// Where documents go that were read and changed.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// Write each document over its file, which is replaced only once all of it is written
    #[arg(long, conflicts_with = "output")]
    pub(crate) in_place: bool,
    /// Write to a file, a document a line
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Undo changes of documents by kind, rule or confidence
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar undo page.json --only split
  ontwar undo page.json --only my-words/corrections.tsv
  ontwar undo page.json --below 0.8 --in-place
  ontwar undo page.json --only character --below 0.9")]
pub(crate) struct Undo {
    /// Documents that `ontwar clean` or `batch` wrote; - for standard input
    #[arg(value_name = "DOC.json", required = true)]
    pub(crate) documents: Vec<PathBuf>,
    /// Only changes of this kind (split, join, character, …) or by this rule (lexicon, a dictionary's file, …)
    #[arg(long, value_name = "KIND|RULE", required_unless_present = "below")]
    pub(crate) only: Option<String>,
    /// Only changes less sure than this, from 0 to 1
    #[arg(long, value_name = "P", value_parser = super::probability)]
    pub(crate) below: Option<f32>,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// Work with files of decisions
#[derive(Debug, Args)]
pub(crate) struct Decisions {
    #[command(subcommand)]
    pub(crate) command: DecisionsCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DecisionsCommand {
    /// Put the decisions of several people together; conflicts are told and left out
    #[command(after_help = "\
Examples:
  ontwar decisions merge anna.jsonl bram.jsonl > both.jsonl

Exit codes: 0 nobody contradicts another, 1 there are conflicts or a file cannot be read.")]
    Merge {
        /// Files of decisions
        #[arg(value_name = "DECISIONS", required = true)]
        files: Vec<PathBuf>,
    },
    /// Count what was accepted and rejected, by kind and by confidence; so does `ontwar eval`
    Count {
        /// Files of decisions
        #[arg(value_name = "DECISIONS", required = true)]
        files: Vec<PathBuf>,
    },
    /// Propose words, words to keep and corrections for a dictionary; so does `ontwar dict learn`
    #[command(after_help = "\
Examples:
  ontwar decisions propose decisions.jsonl                     what it comes to, with counts
  ontwar decisions propose decisions.jsonl --output proposed   as a dictionary folder to look through")]
    Propose {
        /// Files of decisions
        #[arg(value_name = "DECISIONS", required = true)]
        files: Vec<PathBuf>,
        /// How often something must have been decided
        #[arg(long, value_name = "N", default_value_t = 1)]
        least: usize,
        /// Write keep.tsv, words.tsv and corrections.tsv into this folder, which must have none of them yet
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
}

/// Make pages to look at: the scan beside the text, every change to accept or reject
///
/// Writes self-contained HTML, a file a page and an index with what needs eyes
/// first. They open from disk in any browser, without a server or a network.
/// Decisions are kept in the browser as they are made, and saved as
/// decisions.jsonl for `ontwar apply`, `clean --decisions` and `decisions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ontwar review page.txt --output review
  ontwar review archive --images scans --output review        scans beside the text, by name
  ontwar review cleaned/*.json --output review                documents cleaned before
  ontwar review archive --decisions done.jsonl --output review")]
pub(crate) struct Review {
    /// Pages, folders of pages, or documents (.json) that were cleaned before
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    /// The folder to write to
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// A folder with the scans, named like the pages: page-1.png for page-1.txt
    #[arg(long, value_name = "DIR")]
    pub(crate) images: Option<PathBuf>,
    /// Decisions that were made before, to go on from
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    /// How many pages to make at the same time [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(crate) jobs: Option<u16>,
    #[command(flatten)]
    pub(crate) work: Work,
}
