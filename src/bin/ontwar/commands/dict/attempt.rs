//! `ontwar dict try`: what a dictionary would change over a folder of pages.

use std::io::Write as _;

use anyhow::Context as _;
use ontwar::evaluate::{FIGURES, Row, Table, Text, evaluate};
use ontwar::language::{Language, core_of};
use ontwar::model::Budget;
use ontwar::write::{assemble, text};
use ontwar::{Cleaner, Options};
use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};

use super::super::Outcome;
use super::pages::{Page, pages};
use crate::args::dict::Try;
use crate::output::Output;
use crate::packs::Packs;
use crate::show::Show;
use crate::tesseract::{self, EngineOptions};
use crate::{dictionaries, input};

/// Words shown on either side of a change.
const AROUND: usize = 6;

/// What was found over all pages.
#[derive(Default)]
struct Found {
    pages: usize,
    changed: usize,
    changes: usize,
    shown: usize,
    without: Table,
    with: Table,
}

pub(super) fn run(arguments: &Try, show: Show) -> anyhow::Result<Outcome> {
    let packs = Packs::with(&[])?;
    let folder = dictionaries::Folder::read(&arguments.dictionary, &packs)?;
    let packs = packs.of(&arguments.language)?;
    let folders = [folder];
    let laid: Vec<Language> =
        packs.iter().map(|pack| dictionaries::laid_over(pack, &folders)).collect::<anyhow::Result<_>>()?;
    let (without, with) = (cleaner(packs), cleaner(laid));
    let mut output = Output::new(None)?;
    let mut found = Found::default();
    let mut outcome = Outcome::Done;
    let inputs = [arguments.pages.clone()];
    for page in pages(&inputs)? {
        if let Err(error) = found.page(&page, [&without, &with], arguments, show, &mut output) {
            show.failure(page.path.display(), &error);
            outcome = Outcome::SomeFailed;
        }
    }
    found.sum(arguments.most, show, &mut output)?;
    output.finish()?;
    Ok(outcome)
}

fn cleaner(mut languages: Vec<Language>) -> Cleaner {
    let first = languages.remove(0);
    Cleaner::choosing(first, languages, Options::default())
}

impl Found {
    fn page(
        &mut self,
        page: &Page,
        cleaners: [&Cleaner; 2],
        arguments: &Try,
        show: Show,
        output: &mut Output,
    ) -> anyhow::Result<()> {
        let most = arguments.most;
        let bytes = input::read(&page.path)?;
        let engine = EngineOptions { language: &arguments.language, packs: &[], psm: None };
        // An image is read once.
        let hocr =
            if tesseract::is_image(&bytes) { Some(tesseract::text(bytes.clone(), engine)?) } else { None };
        let bytes = hocr.unwrap_or(bytes);
        let clean = |cleaner| tesseract::clean(cleaner, &page.name, &bytes, engine, &Budget::default());
        let documents = [clean(cleaners[0])?.document, clean(cleaners[1])?.document];
        let wires = [assemble(&documents[0]), assemble(&documents[1])];
        let texts = [text(&wires[0]), text(&wires[1])];
        self.pages += 1;
        let words: [Vec<&str>; 2] =
            [texts[0].split_whitespace().collect(), texts[1].split_whitespace().collect()];
        let changes = group_diff_ops(capture_diff_slices(Algorithm::Myers, &words[0], &words[1]), AROUND);
        if !changes.is_empty() {
            self.changed += 1;
            if self.shown < most {
                writeln!(output, "{}", show.bold(&page.name))?;
            }
        }
        for group in changes {
            self.changes += group.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })).count();
            if self.shown < most {
                self.shown += 1;
                let (line, new) = line(&group, &words, show);
                let mut rules: Vec<&str> = wires[1]
                    .corrections
                    .iter()
                    .filter(|c| c.rule.contains(".tsv") && c.after.split(' ').all(|part| new.contains(&part)))
                    .map(|c| &*c.rule)
                    .collect();
                rules.dedup();
                let rules =
                    if rules.is_empty() { String::new() } else { format!("   ({})", rules.join(", ")) };
                writeln!(output, "  {line}{rules}")?;
            }
        }
        if let Some(path) = &page.truth {
            let truth = super::super::eval::truth(path)?;
            let source: String = documents[0].source.characters.iter().collect();
            for (table, wire) in [&mut self.without, &mut self.with].into_iter().zip(&wires) {
                let json = serde_json::to_string(wire).context("cannot write the document down")?;
                let scores = evaluate(&truth, &Text::from_json(&json)?, Some(&source));
                table.rows.push(Row { name: page.name.clone(), scores });
            }
        }
        Ok(())
    }

    fn sum(&self, most: usize, show: Show, output: &mut Output) -> anyhow::Result<()> {
        if self.shown == most && self.changes > most {
            writeln!(output, "  … and more; --most shows them")?;
        }
        let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
        writeln!(
            output,
            "{}{} in {} of {}",
            if self.changes > 0 { "\n" } else { "" },
            show.bold(count(self.changes, "change")),
            self.changed,
            count(self.pages, "page")
        )?;
        if self.with.rows.is_empty() {
            return Ok(());
        }
        writeln!(
            output,
            "\n{:<10} {:>9} {:>9} {:>10}   of {}",
            "",
            "without",
            "with",
            "difference",
            count(self.with.rows.len(), "truth")
        )?;
        for figure in &FIGURES {
            let (Some(a), Some(b)) = (self.without.summary(figure), self.with.summary(figure)) else {
                continue;
            };
            let better = if figure.higher_is_better { b.mean > a.mean } else { b.mean < a.mean };
            let same = (b.mean - a.mean).abs() < 5e-5;
            let difference =
                if same { format!("{:>10}", "=") } else { format!("{:>+10.4}", b.mean - a.mean) };
            let painted = if same { difference } else { show.verdict(better, &difference) };
            let unit = if figure.percent { "%, " } else { "" };
            writeln!(
                output,
                "{:<10} {:>9.4} {:>9.4} {painted}   {unit}{}",
                figure.name, a.mean, b.mean, figure.meaning
            )?;
        }
        Ok(())
    }
}

/// A run of changes with the words around them, and its new words.
fn line<'a>(group: &[DiffOp], words: &[Vec<&'a str>; 2], show: Show) -> (String, Vec<&'a str>) {
    let (mut parts, mut new) = (Vec::new(), Vec::new());
    for op in group {
        let (old, fresh) = (&words[0][op.old_range()], &words[1][op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            parts.push(fresh.join(" "));
            continue;
        }
        if !old.is_empty() {
            parts.push(show.gone(&old.join(" ")));
        }
        if !fresh.is_empty() {
            parts.push(show.new_text(&fresh.join(" ")));
            new.extend(fresh.iter().map(|word| core_of(word)));
        }
    }
    (format!("… {} …", parts.join(" ")), new)
}
