//! The corpora: what each is, how much it weighs, and the reading of it.

use std::fs;
use std::io;
use std::path::Path;

use crate::hash::Set;

/// What kind of hand wrote a source; the filters trust them differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Edited prose of people: programmes, newspapers, rulings.
    Prose,
    /// Statutes: sound spelling, their own capitals, many templates.
    Law,
    /// Manuals and technical documentation: English and identifiers inside.
    Manual,
    /// Scans with errors of their own; only the historical layer looks at it.
    Scanned,
}

/// A corpus file and its share in the mix.
pub(crate) struct Source {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// What one occurrence counts for in the mix.
    pub(crate) weight: f64,
    /// Every fiftieth line is kept apart to measure on.
    pub(crate) held_out: bool,
}

/// The corpora in the order in which they are read.
///
/// The weights follow `--tune`: coordinate descent on the perplexity of the
/// bigram model, averaged over kinds of held-out text (programmes, newspapers,
/// spoken sentences) so that the largest does not decide alone. The optimum is
/// flat, and none of the held-out text is a statute or a manual; the weights of
/// those stand at the upper end of what costs nothing.
pub(crate) const SOURCES: [Source; 12] = [
    source("verkiezingsprogrammas_1998_2023", Kind::Prose, 1.0, true),
    source("nltk_conll2002_ned", Kind::Prose, 1.5, true),
    source("nltk_alpino", Kind::Prose, 1.5, true),
    source("common_voice_nl", Kind::Prose, 3.0, true),
    source("colonial_heritage_research_aids", Kind::Prose, 1.0, true),
    source("rechtspraak_sample", Kind::Prose, 0.1, false),
    source("wetten_markdown_sample20", Kind::Law, 0.03, false),
    source("overheid_github", Kind::Manual, 0.1, false),
    source("gov_standards_vng_logius", Kind::Manual, 0.2, false),
    source("debian_docs", Kind::Manual, 0.03, false),
    source("microsoft_docs", Kind::Manual, 0.005, false),
    source("verkiezingsprogrammas_old_scanned", Kind::Scanned, 0.0, false),
];

const fn source(name: &'static str, kind: Kind, weight: f64, held_out: bool) -> Source {
    Source { name, kind, weight, held_out }
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
