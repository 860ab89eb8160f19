//! `ontwar dict learn`: proposals from what was read and what the page says.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use ontwar::language::choose;
use ontwar::language::learn::{LONGEST_PAIR, Learner, to_tsv};
use serde::Deserialize;
use serde_json::Value;

use super::super::{Outcome, decisions};
use super::pages::pages;
use crate::args::dict::Learn;
use crate::output::Output;
use crate::show::Show;
use crate::tesseract::EngineOptions;
use crate::{dictionaries, input, inputs};

/// How often something must have been seen in pairs, where nothing is said.
const LEAST: u32 = 3;

/// One line of the pairs: what was read and what the page says.
#[derive(Deserialize)]
struct Pair {
    #[serde(alias = "read", alias = "ocr")]
    text: String,
    #[serde(alias = "meant")]
    truth: String,
}

/// What the pairs are taken into.
struct Taken {
    learner: Learner,
    pairs: usize,
    /// The first words of the truths, to tell the language by.
    sample: String,
    outcome: Outcome,
    show: Show,
}

pub(super) fn run(arguments: &Learn, show: Show) -> anyhow::Result<Outcome> {
    let decided = arguments.pairs.iter().filter(|path| decisions::is_decisions(path)).count();
    if decided == arguments.pairs.len() {
        // Each of them is a person's word; chance has no part in it.
        let least = arguments.least.map_or(1, |least| least as usize);
        return decisions::learn(&arguments.pairs, least, arguments.output.as_deref(), show);
    }
    if decided > 0 {
        bail!("decisions and pairs teach different things: give them to a command each");
    }
    let least = arguments.least.unwrap_or(LEAST);
    let mut taken =
        Taken { learner: Learner::new(), pairs: 0, sample: String::new(), outcome: Outcome::Done, show };
    if let Some(folder) = &arguments.output {
        for name in ["confusions.tsv", "words.tsv", "corrections.tsv"] {
            if folder.join(name).exists() {
                bail!(
                    "{}: there is a {name} in it already; name a new folder for the proposals",
                    folder.display()
                );
            }
        }
    }
    let engine = EngineOptions {
        language: &arguments.dictionaries.language,
        packs: &arguments.dictionaries.pack,
        psm: None,
    };
    for path in &arguments.pairs {
        let result = if path.is_dir() {
            taken.folder(path, engine)
        } else if path.extension().is_some_and(|end| end == "json") {
            taken.edited(path, arguments.pages.as_deref())
        } else {
            taken.lines(path)
        };
        if let Err(error) = result {
            taken.fail(path.display(), &error);
        }
    }
    let languages = dictionaries::languages(&arguments.dictionaries)?;
    let language = &languages[choose(&languages, taken.sample.split_whitespace())];
    let confusions = taken.learner.table(least);
    let words = taken.learner.unknown(language, least);
    let corrections = taken.learner.corrections(language, least);
    let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let counts = format!(
        "from {}: {}, {}, {}",
        count(taken.pairs, "pair"),
        count(confusions.len(), "confusion"),
        count(words.len(), "word"),
        count(corrections.len(), "correction")
    );
    let Some(folder) = &arguments.output else {
        let mut output = Output::new(None)?;
        output.write_all(to_tsv(&confusions).as_bytes()).context("cannot write the confusions")?;
        output.finish()?;
        show.verbose(format_args!("{counts}; --output DIR writes words and corrections too"));
        return Ok(taken.outcome);
    };
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut word_rows = String::from(
        "# Proposed: words that no list has. Look them over: a word here is never repaired.\n# word\tcount\n",
    );
    let mut rows: Vec<_> = words.iter().collect();
    rows.sort();
    for (word, count) in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(word_rows, "{word}\t{count}");
    }
    let mut correction_rows = String::from(
        "# Proposed: words that were always misread so. Look them over: a correction is always made.\n# read\tmeant\twhy\n",
    );
    let mut rows: Vec<_> = corrections.iter().collect();
    rows.sort();
    for (read, meant, count) in rows {
        let _ = writeln!(correction_rows, "{read}\t{meant}\tseen {count} times");
    }
    let files = [
        ("confusions.tsv", to_tsv(&confusions)),
        ("words.tsv", word_rows),
        ("corrections.tsv", correction_rows),
    ];
    for (name, text) in files {
        super::edit::replace(&folder.join(name), &text)?;
    }
    show.hint(format_args!("{}: {counts}", folder.display()));
    show.hint("these are proposals: look them over, then move what is right to a dictionary of your own");
    Ok(taken.outcome)
}

impl Taken {
    fn fail(&mut self, place: impl std::fmt::Display, error: &anyhow::Error) {
        self.show.failure(place, error);
        self.outcome = Outcome::SomeFailed;
    }

    fn pair(&mut self, place: impl std::fmt::Display, read: &str, truth: &str) {
        if self.learner.pair(read, truth) {
            self.pairs += 1;
            if self.sample.len() < 20_000 {
                self.sample.push_str(truth);
                self.sample.push(' ');
            }
        } else {
            self.show.hint(format_args!(
                "{place}: passed over: longer than {LONGEST_PAIR} characters; cut it into segments"
            ));
        }
    }

    /// JSON Lines.
    fn lines(&mut self, path: &Path) -> anyhow::Result<()> {
        let text = input::utf8(input::read(path)?, &path.display().to_string())?;
        for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let place = format!("{}:{}", path.display(), i + 1);
            match serde_json::from_str::<Pair>(line) {
                Ok(pair) => self.pair(place, &pair.text, &pair.truth),
                Err(error) => {
                    let wanted = "wanted a line such as {\"text\": \"as read\", \"truth\": \"as printed\"}";
                    self.fail(place, &anyhow!("{error}; {wanted}"));
                }
            }
        }
        Ok(())
    }

    /// A folder of pages with their truths.
    fn folder(&mut self, path: &Path, engine: EngineOptions<'_>) -> anyhow::Result<()> {
        let mut with_truth = 0;
        for page in pages(&[path.to_owned()])? {
            let Some(truth) = &page.truth else { continue };
            with_truth += 1;
            let read = inputs::text(&page.path, engine)?;
            let truth = super::super::eval::truth(truth)?;
            for (read, truth) in alike(&read, &truth.flat()) {
                self.pair(&page.name, &read, &truth);
            }
        }
        if with_truth == 0 {
            bail!(
                "no page with a truth beside it: NAME/input.txt and NAME/truth.json, or NAME.txt and NAME.truth.txt"
            );
        }
        Ok(())
    }

    /// A document of ours whose texts a person has put right: each field against the
    /// stretches of the source that it came from.
    fn edited(&mut self, path: &Path, pages: Option<&Path>) -> anyhow::Result<()> {
        let text = dictionaries::text(path)?;
        let document: Value = serde_json::from_str(&text).context("not a JSON document")?;
        let (Some(name), Some(spans)) = (document["source"]["name"].as_str(), document["spans"].as_array())
        else {
            bail!("not a document of `ontwar clean`: it has no source and spans");
        };
        let source = source(path, name, pages)?;
        let source: Vec<char> = source.chars().collect();
        for field in spans {
            let pointer = field["path"].as_str().unwrap_or_default();
            let Some(truth) = document.pointer(pointer).and_then(Value::as_str) else { continue };
            let mut read = String::new();
            for stretch in field["source"].as_array().into_iter().flatten() {
                let end = |i: usize| stretch[i].as_u64().unwrap_or(0) as usize;
                read.extend(source.get(end(0)..end(1)).unwrap_or_default());
                read.push(' ');
            }
            self.pair(format_args!("{}{pointer}", path.display()), &read, truth);
        }
        Ok(())
    }
}

/// The text that a document was made of.
fn source(document: &Path, name: &str, pages: Option<&Path>) -> anyhow::Result<String> {
    let beside = document.parent().unwrap_or(Path::new(""));
    let places: Vec<PathBuf> = match pages {
        Some(folder) => vec![folder.join(name)],
        None => vec![beside.join(name), PathBuf::from(name)],
    };
    let Some(found) = places.iter().find(|place| place.is_file()) else {
        let looked: Vec<String> = places.iter().map(|place| place.display().to_string()).collect();
        bail!("its source is not at {}; say where with --pages DIR", looked.join(" or "));
    };
    let read = ontwar::read::read(name, &input::read(found)?, &ontwar::read::Options::default())?;
    Ok(read.source.characters.iter().collect())
}

/// Stretches of two texts that are of the same words, whatever the order of their lines:
/// each line as read against the stretch of the truth that begins and ends alike.
fn alike(read: &str, truth: &str) -> Vec<(String, String)> {
    let words: Vec<&str> = truth.split_whitespace().collect();
    let mut pairs = Vec::new();
    for line in read.lines() {
        let tokens: Vec<&str> = line.split_whitespace().collect();
        if tokens.len() < 4 {
            continue;
        }
        // A line that was fused across columns has no such stretch, and is left out.
        let best = words
            .windows(tokens.len())
            .enumerate()
            .map(|(at, window)| (window.iter().zip(&tokens).filter(|(a, b)| a == b).count(), at))
            .max_by_key(|(same, at)| (*same, std::cmp::Reverse(*at)));
        if let Some((same, at)) = best
            && same * 2 > tokens.len()
        {
            pairs.push((tokens.join(" "), words[at..at + tokens.len()].join(" ")));
        }
    }
    pairs
}
