//! How often a word with a capital is followed by another: names go on.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::corpus::{Corpus, is_heading, is_shouted};
use crate::road::Road;
use crate::source::{self, Kind};
use crate::text::is_capitalised;
use crate::token::{Token, tokens};
use crate::write::Folder;

/// Fewer uses say nothing.
const FEWEST: u32 = 2;
/// What is written with a small letter more often than this is no name.
const SMALL: f64 = 0.1;

/// What was counted of a word.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    /// Inside sentences, with a small letter.
    small: u32,
    /// Inside sentences, with a capital, before another word.
    uses: u32,
    /// Before one that has a capital too.
    onward: u32,
}

/// Writes `onward.tsv`, from text with sentences.
pub(crate) fn write(folder: &Folder, directory: &Path, corpus: &Corpus, road: &Road) -> io::Result<()> {
    let mut counts: BTreeMap<u32, Counts> = BTreeMap::new();
    for source in
        corpus.sources.iter().filter(|source| matches!(source.kind, Kind::Prose | Kind::Law | Kind::Old))
    {
        for line in source::read(directory, source)? {
            if !line.held_out && !is_heading(&line.text) {
                count(&line.text, corpus, &road.particles, &mut counts);
            }
        }
    }
    let head = [
        "How often a word that has a capital inside a sentence stands before another that has one, as the parts of names do.",
        "Corpora: see pack.toml.",
        "word\tcount\tonward (percentage of the occurrences)",
    ];
    let rows = counts.iter().filter(|(_, counts)| {
        counts.uses >= FEWEST && f64::from(counts.small) <= SMALL * f64::from(counts.uses)
    });
    let rows = rows.map(|(&key, counts)| {
        let share = 100.0 * f64::from(counts.onward) / f64::from(counts.uses);
        vec![corpus.key_text[key as usize].clone(), counts.uses.to_string(), share.round().to_string()]
    });
    folder.table("onward.tsv", &head, rows.collect())
}

/// Counts the words of a line.
fn count(line: &str, corpus: &Corpus, particles: &[String], counts: &mut BTreeMap<u32, Counts>) {
    // The word before, where it stands inside a sentence and has a capital.
    let mut before = None;
    tokens(line, |token| {
        let Token::Word { text, fresh } = token else {
            before = None;
            return;
        };
        let capital = is_capitalised(text) && !is_shouted(text);
        if let Some(before) = before.take().filter(|_| !particles.iter().any(|particle| particle == text)) {
            let counts: &mut Counts = counts.entry(before).or_default();
            counts.uses += 1;
            counts.onward += u32::from(capital);
        }
        let Some(key) = corpus.find(&text.to_lowercase()).filter(|_| !fresh) else { return };
        if capital {
            before = Some(key);
        } else if !is_shouted(text) {
            counts.entry(key).or_default().small += 1;
        }
    });
}
