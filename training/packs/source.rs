//! The corpora: what each is, how much it weighs, and the reading of it.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use crate::hash::Set;

/// What kind of hand wrote a source; the filters trust them differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// Edited prose of people: programmes, newspapers, rulings.
    Prose,
    /// Statutes: sound spelling, their own capitals, many templates.
    Law,
    /// Manuals and technical documentation: English and identifiers inside.
    Manual,
    /// Scans with errors of their own; only the historical layer looks at it.
    Scanned,
    /// Prose of before about 1920, transcribed: sentences as ever, spelling of its time.
    Old,
}

/// A corpus file and its share in the mix.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// What one occurrence counts for in the mix.
    ///
    /// The weights follow `--tune`: coordinate descent on the perplexity of the
    /// bigram model, averaged over kinds of held-out text so that the largest
    /// does not decide alone. The optimum is flat.
    pub(crate) weight: f64,
    /// Every fiftieth line is kept apart to measure on.
    pub(crate) held_out: bool,
    pub(crate) group: String,
    pub(crate) weighed: bool,
}

/// One line of a source that was not read before.
pub(crate) struct Line {
    pub(crate) text: String,
    /// The stretch of a hundred lines it stands in: a rough "place".
    pub(crate) place: u32,
    pub(crate) held_out: bool,
}

/// Reads the lines of a source, each distinct line once: templates and
/// boilerplate repeated a thousand times say no more than once.
pub(crate) fn read(directory: &Path, source: &Source) -> io::Result<Vec<Line>> {
    let path = directory.join(format!("{}.txt", source.name));
    let bytes = fs::read(&path)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut seen: Set<&str> = Set::default();
    let mut lines = Vec::new();
    for (number, line) in (0_u32..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || !seen.insert(line) {
            continue;
        }
        lines.push(Line {
            text: crate::text::fold(line),
            place: number / 100,
            held_out: source.held_out && number % 50 == 49,
        });
    }
    Ok(lines)
}
