//! What is typed for scoring.

use std::path::PathBuf;

use clap::Args;
use ontwar::evaluate::{FIGURES, Figure};

/// Score outputs against ground truth
///
/// Harm and help of the corrections, character and word error rates, reading order, sections and
/// headings; each with its denominator, as a mean over the cases with a 95 % bootstrap interval.
#[derive(Debug, Args)]
#[command(after_help = "\
TRUTH is a text, a truth in JSON, or a page in ALTO or PAGE XML; a folder of such, as NAME.txt,
NAME.json, NAME.xml, or NAME/truth.json with the OCR text beside it as NAME/input.txt; or JSON Lines
with `id`, `text` (as read) and `truth`. OUTPUT is what it says: a file, a folder with NAME.json as
`ontwar clean` writes it, NAME.txt or NAME.xml (or NAME/input.txt.json, as `ontwar batch` does), or
JSON Lines with `id` and `text`, or documents with an `id`, as `ontwar stream` writes them. Without
OUTPUT the OCR text itself is scored: nothing done. A missing output counts as empty and makes the
exit code 1.

Decisions that `ontwar review` saved are counted instead: what was accepted and rejected, as the
precision of each kind of change and of each tenth of confidence.

Every text is compared in NFC, with one kind of quote and dash and single blanks. Figures marked %
are in hundredths, all others are shares. Where there is an OCR text, `harm`, `precision`, `recall`,
`gain`, `icdar`, `preference` say what became of it; `cmer` and `preference` ignore case and
punctuation, as HIPE-OCRepair does; `icdar` ignores hyphens, as ICDAR does.

Examples:
  ontwar eval truth.txt page.json --source page.txt
  ontwar eval fixtures/pages out --per-case
  ontwar eval fixtures/pages                            the input itself: nothing done
  ontwar eval fixtures/pages new --against old          what either has right and the other has not
  ontwar eval pairs.jsonl corrected.jsonl --json
  ontwar eval decisions.jsonl                           how many changes people found right
  ontwar eval fixtures/pages out --fail-if 'harm>0.1' --fail-if 'words<0.95'")]
pub(crate) struct Eval {
    /// The truth, or many
    #[arg(value_name = "TRUTH")]
    pub(crate) truth: PathBuf,
    /// The output, or many; without it each input is scored as it stands
    #[arg(value_name = "OUTPUT")]
    pub(crate) output: Option<PathBuf>,
    /// The OCR text of a single file, or a folder with NAME.txt for each case
    #[arg(long, value_name = "INPUT")]
    pub(crate) source: Option<PathBuf>,
    /// Another output, to be set beside the first
    #[arg(long, value_name = "OTHER", requires = "output")]
    pub(crate) against: Option<PathBuf>,
    /// Show every case too
    #[arg(long)]
    pub(crate) per_case: bool,
    /// Write JSON
    #[arg(long, conflicts_with = "per_case")]
    pub(crate) json: bool,
    /// Make the exit code 1 where a mean is so, as in 'harm>0.1'; may be repeated
    #[arg(long, value_name = "FIGURE<>NUMBER", value_parser = gate)]
    pub(crate) fail_if: Vec<Gate>,
}

/// A figure and what it must not be.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    pub(crate) typed: String,
    pub(crate) figure: &'static Figure,
    comparison: Comparison,
    bound: f64,
}

#[derive(Debug, Clone, Copy)]
enum Comparison {
    Above,
    AtLeast,
    Below,
    AtMost,
}

impl Gate {
    /// Whether a mean is what it must not be.
    pub(crate) fn fails(&self, mean: f64) -> bool {
        match self.comparison {
            Comparison::Above => mean > self.bound,
            Comparison::AtLeast => mean >= self.bound,
            Comparison::Below => mean < self.bound,
            Comparison::AtMost => mean <= self.bound,
        }
    }
}

fn gate(typed: &str) -> Result<Gate, String> {
    let at = typed.find(['<', '>']).ok_or("no < or > in it; write for example harm>0.1")?;
    let (name, rest) = typed.split_at(at);
    let (comparison, number) = if let Some(number) = rest.strip_prefix(">=") {
        (Comparison::AtLeast, number)
    } else if let Some(number) = rest.strip_prefix("<=") {
        (Comparison::AtMost, number)
    } else if let Some(number) = rest.strip_prefix('>') {
        (Comparison::Above, number)
    } else {
        (Comparison::Below, &rest[1..])
    };
    let name = name.trim();
    let Some(figure) = Figure::named(name) else {
        let names: Vec<&str> = FIGURES.iter().map(|figure| figure.name).collect();
        return Err(format!("{name:?} is no figure; put one of {}", names.join(", ")));
    };
    let number = number.trim();
    let (number, hundredths) = match number.strip_suffix('%') {
        Some(number) => (number.trim(), true),
        None => (number, false),
    };
    let bound: f64 =
        number.parse().map_err(|_| format!("{number:?} is not a number, with a dot for decimals"))?;
    // A share may be given in hundredths, too.
    let bound = if hundredths && !figure.percent { bound / 100.0 } else { bound };
    Ok(Gate { typed: typed.to_owned(), figure, comparison, bound })
}
