//! Learns what the steps of the search for columns are worth (`models/columns`), with the search in the loop: a structured
//! perceptron with max-violation updates.
//!
//! ```text
//! cargo run --release --features training --example learn_search -- [OPTIONS] BEGIN.weights OUT.weights PAGES.jsonl…
//! ```
//!
//! Pages come from `training/pages`. Each fifth is held out, and so are whole kinds, if any are named (`--held K,K`); what is
//! wrong on those is told at the end. BEGIN may be `zero`. The table written is the mean of all on the way.
//!
//! `--rounds N` over all pages; in the first `--told N` of them the truth begins blocks and headings where they are, after
//! that where the weights like them best. `--margin M` is asked of the truth for each word that stands wrong, `--rate R` is how
//! far weights move. With `--across A` readings in other numbers and widths of columns, of the page and of its zones, are
//! learnt from as well, A times as much. `--most N` pages of each file.

#![allow(clippy::print_stdout, reason = "a program for people")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;

use ontwar::language::Language;
use ontwar::training::column_violations::{Course, Lesson, violations};
use ontwar::training::columns::{ColumnWeights, FoundReading, found};
use serde_json::Value;

#[path = "../known.rs"]
mod known;
#[path = "../order.rs"]
mod order;
mod perceptron;
use known::{Known, known};
use order::{kept, moved};
use perceptron::{Learner, shuffle};

/// Longer pages are left out.
const MOST_LINES: usize = 160;
/// What a pair of neighbours that is lost costs, in words out of order.
const PAIR: f32 = 0.5;
/// No more is asked of the truth over a reading of a whole stretch, in natural logarithms.
const MOST_ASKED: f32 = 15.0;
/// Each of so many pages is held out.
const HELD: usize = 5;
const TALK: &str =
    "# What a step of the search for columns is worth, in natural logarithms, learnt from pages whose columns
# are known (training/columns). What each name is, and what its numbers are of: weights.rs. A name that is
# left out is of zeros.
";

struct Options {
    rounds: usize,
    told: usize,
    rate: f32,
    margin: f32,
    across: f32,
    held: Vec<String>,
    most: usize,
}

impl Options {
    /// The options, and what else stands there.
    fn read() -> Result<(Self, Vec<String>), Box<dyn Error>> {
        let mut own = Self {
            rounds: 3,
            told: 0,
            rate: 0.1,
            margin: 0.1,
            across: 0.0,
            held: Vec::new(),
            most: usize::MAX,
        };
        let (mut rest, mut arguments) = (Vec::new(), std::env::args().skip(1));
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or("a value is missing");
            match argument.as_str() {
                "--rounds" => own.rounds = value()?.parse()?,
                "--told" => own.told = value()?.parse()?,
                "--rate" => own.rate = value()?.parse()?,
                "--margin" => own.margin = value()?.parse()?,
                "--across" => own.across = value()?.parse()?,
                "--most" => own.most = value()?.parse()?,
                "--held" => own.held = value()?.split(',').map(str::to_owned).collect(),
                _ => rest.push(argument),
            }
        }
        Ok((own, rest))
    }
}

/// A page to learn from or to report on.
struct KnownPage {
    own: Known,
    language: String,
    kind: String,
    held: bool,
}

struct Lessons {
    languages: BTreeMap<String, Language>,
    pages: Vec<KnownPage>,
}

impl Lessons {
    fn read(paths: &[String], options: &Options) -> Result<Self, Box<dyn Error>> {
        let mut all = Self { languages: BTreeMap::new(), pages: Vec::new() };
        for path in paths {
            for (number, row) in fs::read_to_string(path)?.lines().take(options.most).enumerate() {
                let row: Value = serde_json::from_str(row)?;
                let language = row["language"].as_str().unwrap_or("nl").to_owned();
                if !all.languages.contains_key(&language) {
                    all.languages.insert(language.clone(), Language::builtin(&language)?);
                }
                let kind = row["kind"].as_str().unwrap_or_default().to_owned();
                let held = number % HELD == HELD - 1 || options.held.contains(&kind);
                let Some(own) = known(&row).filter(|own| own.page.lines.len() <= MOST_LINES) else {
                    continue;
                };
                all.pages.push(KnownPage { own, language, kind, held });
            }
        }
        Ok(all)
    }

    fn lesson<'l>(&'l self, page: &'l KnownPage) -> Lesson<'l> {
        let Known { page: read, zones, columns, parts, .. } = &page.own;
        Lesson { page: read, language: &self.languages[&page.language], zones, columns, parts }
    }

    /// What the search finds for the page and for each of its zones.
    fn found(&self, page: &KnownPage, weights: &ColumnWeights) -> Vec<Vec<FoundReading>> {
        let Known { page: read, zones, columns, .. } = &page.own;
        let mut stretches: Vec<Range<usize>> = Vec::new();
        let several = zones.iter().map(|zone| zone.lines.clone()).filter(|lines| lines.len() > 2);
        for lines in std::iter::once(0..read.lines.len()).chain(several) {
            if !stretches.contains(&lines) {
                stretches.push(lines);
            }
        }
        found(read, &self.languages[&page.language], weights, &stretches, zones, columns)
    }
}

/// What is out of order in a reading, and how many words are known.
fn loss(reading: &FoundReading, own: &Known) -> (f32, f32) {
    let words = reading.order.iter().filter(|&&at| own.order[at] >= 0).count();
    let lost = words - kept(&reading.order, &own.order);
    (PAIR * lost as f32 + moved(&reading.order, &own.order) as f32, words as f32)
}

/// What a reading is worth.
fn score(reading: &FoundReading, table: &[f32]) -> f32 {
    reading.steps.iter().map(|&(at, many)| table[at] * many).sum()
}

/// What is counted of the pages held out: zones, words in them and those in a wrong column; then words, and what is lost of
/// them, of pages and of zones where numbers and widths are not told.
type Sums = [f32; 7];

/// Reports what the search gets wrong on pages held out, by kind.
fn report(lessons: &Lessons, weights: &ColumnWeights, across: bool) {
    let mut sums: BTreeMap<&str, Sums> = BTreeMap::new();
    for page in lessons.pages.iter().filter(|page| page.held) {
        let mut add = |from: usize, many: [f32; 3]| {
            for kind in [page.kind.as_str(), "ALL"] {
                let sum = sums.entry(kind).or_default();
                sum[from..].iter_mut().zip(many).for_each(|(sum, many)| *sum += many);
            }
        };
        for wrong in violations(lessons.lesson(page), weights, Course { margin: 0.0, told: false }) {
            add(0, [1.0, wrong.words as f32, wrong.wrong as f32]);
        }
        let table = weights.numbers();
        let stretches = if across { lessons.found(page, weights) } else { Vec::new() };
        for (nth, readings) in stretches.iter().enumerate() {
            let best = readings.iter().max_by(|a, b| score(a, &table).total_cmp(&score(b, &table)));
            let Some((lost, words)) = best.map(|best| loss(best, &page.own)) else { continue };
            add(if nth == 0 { 3 } else { 5 }, [words, lost, 0.0]);
        }
    }
    for (kind, [zones, words, wrong, of_pages, pages, of_zones, parts]) in sums {
        let share = |many: f32, of: f32| 100.0 * many / of.max(1.0);
        let told = format!("{zones:5} zones, {:6.2} of 100 words in a wrong column", share(wrong, words));
        let free = format!("pages {:6.2}, zones {:6.2}", share(pages, of_pages), share(parts, of_zones));
        println!("  {kind:14} {told}; lost of 100 where columns are not told: {free}");
    }
}

/// The steps of what is right enough and liked well over those of what is wrong and liked too well, of all that was found.
/// The right reading is not among that unless the search finds it.
fn across(readings: &[FoundReading], own: &Known, table: &[f32], margin: f32) -> Vec<(usize, f32)> {
    let seen: Vec<(f32, f32)> =
        readings.iter().map(|reading| (score(reading, table), loss(reading, own).0)).collect();
    let least = seen.iter().map(|seen| seen.1).fold(f32::INFINITY, f32::min);
    let liked = |sign: f32| {
        let of = |(score, loss): (f32, f32)| score + sign * (margin * (loss - least)).min(MOST_ASKED);
        (0..seen.len()).max_by(|&a, &b| of(seen[a]).total_cmp(&of(seen[b])))
    };
    let mut steps: BTreeMap<usize, f32> = BTreeMap::new();
    for (sign, reading) in [(1.0, liked(-1.0)), (-1.0, liked(1.0))] {
        for &(at, many) in reading.map_or(&[][..], |nth| &readings[nth].steps) {
            *steps.entry(at).or_default() += sign * many;
        }
    }
    steps.into_iter().filter(|&(_, many)| many != 0.0).collect()
}

/// The file of a table: a row a name, rounded.
fn written(weights: &ColumnWeights) -> Result<String, std::fmt::Error> {
    let (names, numbers, mut out) = (weights.names(), weights.numbers(), TALK.to_owned());
    let mut from = 0;
    while from < names.len() {
        let many = names[from..].iter().take_while(|&name| *name == names[from]).count();
        let row: Vec<f32> =
            numbers[from..from + many].iter().map(|n| (n * 1000.0).round() / 1000.0 + 0.0).collect();
        if row.iter().any(|&number| number != 0.0) {
            write!(out, "{}", names[from])?;
            row.iter().try_for_each(|number| write!(out, " {number}"))?;
            out.push('\n');
        }
        from += many;
    }
    Ok(out)
}

fn main() -> Result<(), Box<dyn Error>> {
    let (options, rest) = Options::read()?;
    let [begin, out, paths @ ..] = &rest[..] else { return Err("BEGIN, OUT and PAGES are missing".into()) };
    let begin = if begin == "zero" { String::new() } else { fs::read_to_string(begin)? };
    let begin = ColumnWeights::parse(&begin)?;
    let lessons = Lessons::read(paths, &options)?;
    let own: Vec<&KnownPage> = lessons.pages.iter().filter(|page| !page.held).collect();
    println!("{} pages to learn from, {} held out", own.len(), lessons.pages.len() - own.len());
    let mut learner = Learner::new(begin.numbers());
    for round in 0..options.rounds {
        let mut order: Vec<usize> = (0..own.len()).collect();
        shuffle(&mut order, round as u64 + 1);
        let course = Course { margin: options.margin, told: round < options.told };
        let (mut wrong, mut words) = (0, 0);
        for nth in order {
            let page = own[nth];
            for violation in violations(lessons.lesson(page), &begin.with(&learner.table), course) {
                wrong += violation.wrong;
                words += violation.words;
                learner.step(&violation.steps, options.rate);
            }
            if options.across > 0.0 && !course.told {
                let table = learner.table.clone();
                for readings in lessons.found(page, &begin.with(&table)) {
                    let steps = across(&readings, &page.own, &table, options.margin);
                    learner.step(&steps, options.rate * options.across);
                }
            }
        }
        let share = 100.0 * wrong as f32 / words.max(1) as f32;
        println!("round {}: {share:.2} of 100 words in a wrong column", round + 1);
        fs::write(out, written(&begin.with(&learner.mean()))?)?;
    }
    report(&lessons, &begin.with(&learner.mean()), options.across > 0.0);
    Ok(())
}
