//! `ontwar dict stats`: sizes, coverage, and the unknown words to start from.

use std::collections::BTreeMap;
use std::io::Write as _;

use ontwar::language::{Language, choose, core_of, fold};
use serde_json::json;

use super::super::Outcome;
use super::pages::pages;
use crate::args::dict::Stats;
use crate::output::Output;
use crate::show::Show;
use crate::tesseract::EngineOptions;
use crate::{dictionaries, inputs};

/// How many near words to show.
const SHOWN: usize = 3;

#[derive(Default)]
struct Coverage {
    words: usize,
    known: usize,
    /// Unknown words in lower case: how often, in how many pages, and how mostly written.
    unknown: BTreeMap<String, Unknown>,
}

#[derive(Default)]
struct Unknown {
    count: usize,
    pages: usize,
    last_page: usize,
    forms: BTreeMap<String, usize>,
}

pub(super) fn run(arguments: &Stats, show: Show) -> anyhow::Result<Outcome> {
    let languages = dictionaries::languages(&arguments.dictionaries)?;
    let mut coverage: Vec<Coverage> = languages.iter().map(|_| Coverage::default()).collect();
    let mut outcome = Outcome::Done;
    let engine = EngineOptions {
        language: &arguments.dictionaries.language,
        packs: &arguments.dictionaries.pack,
        psm: None,
    };
    for (number, page) in pages(&arguments.inputs)?.into_iter().enumerate() {
        match inputs::text(&page.path, engine) {
            Ok(text) => {
                let at = choose(&languages, text.split_whitespace());
                coverage[at].take(&languages[at], &text, number + 1);
            }
            Err(error) => {
                show.failure(page.path.display(), &error);
                outcome = Outcome::SomeFailed;
            }
        }
    }
    let mut output = Output::new(None)?;
    let mut all = Vec::new();
    for (language, coverage) in languages.iter().zip(&coverage) {
        let sizes = language.sizes();
        if arguments.json {
            let unknown: Vec<_> = coverage
                .list(language, arguments.most)
                .into_iter()
                .map(|(unknown, near)| {
                    json!({"word": unknown.form(), "count": unknown.count, "pages": unknown.pages,
                       "near": near})
                })
                .collect();
            all.push(json!({
                "language": language.tag(), "pack": language.version(),
                "sizes": sizes.iter().map(|(name, n)| ((*name).to_owned(), json!(n))).collect::<serde_json::Map<_, _>>(),
                "words": coverage.words, "known": coverage.known,
                "kinds_unknown": coverage.unknown.len(), "unknown": unknown,
            }));
            continue;
        }
        let counts: Vec<String> = sizes.iter().map(|(name, n)| format!("{n} {name}")).collect();
        writeln!(output, "{}: {}", language.version(), counts.join(", "))?;
        if coverage.words > 0 {
            coverage.show(language, arguments.most, &mut output)?;
        }
    }
    if arguments.json {
        writeln!(output, "{}", json!({ "languages": all }))?;
    }
    output.finish()?;
    Ok(outcome)
}

impl Coverage {
    fn take(&mut self, language: &Language, text: &str, page: usize) {
        for token in text.split_whitespace() {
            let core = core_of(token);
            let letters = core.chars().filter(|c| c.is_alphabetic()).count();
            if letters < 2 || core.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | '/' | '.')) {
                continue;
            }
            self.words += 1;
            if language.has(core) {
                self.known += 1;
                continue;
            }
            let unknown = self.unknown.entry(fold(core)).or_default();
            unknown.count += 1;
            if unknown.last_page != page {
                (unknown.pages, unknown.last_page) = (unknown.pages + 1, page);
            }
            *unknown.forms.entry(core.to_owned()).or_default() += 1;
        }
    }

    /// The most frequent first, each with the known words nearest to it.
    fn list(&self, language: &Language, most: usize) -> Vec<(&Unknown, Vec<String>)> {
        let mut list: Vec<_> = self.unknown.iter().collect();
        list.sort_by(|a, b| b.1.count.cmp(&a.1.count).then_with(|| a.0.cmp(b.0)));
        list.truncate(most);
        let words: Vec<&str> = list.iter().map(|(word, _)| word.as_str()).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let near = language.near(&words, SHOWN);
        list.into_iter().map(|(_, unknown)| unknown).zip(near).collect()
    }

    fn show(&self, language: &Language, most: usize, output: &mut Output) -> std::io::Result<()> {
        writeln!(
            output,
            "words: {}, known: {} ({:.2} %), unknown: {} of {} kinds",
            self.words,
            self.known,
            100.0 * self.known as f64 / self.words as f64,
            self.words - self.known,
            self.unknown.len()
        )?;
        if !self.unknown.is_empty() {
            writeln!(output, "\n{:>7} {:>7}  {:<32} near", "count", "pages", "word")?;
        }
        for (unknown, near) in self.list(language, most) {
            let near = near.join(", ");
            writeln!(output, "{:>7} {:>7}  {:<32} {near}", unknown.count, unknown.pages, unknown.form())?;
        }
        Ok(())
    }
}

impl Unknown {
    fn form(&self) -> &str {
        self.forms.iter().max_by_key(|form| form.1).map_or("", |form| form.0)
    }
}
