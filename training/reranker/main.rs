//! Learns what evidence for a reading weighs on old print, and how far the
//! confidences that come of it can be trusted.
//!
//! ```text
//! cargo run --release --features training --example learn_reranker -- PACK LEARN.jsonl [PACK LEARN.jsonl ...] [--pull 0.001]
//! ```
//!
//! `PACK` is a language that is built in, or the file of a pack (`ontwar dict build`). With several,
//! all their doubts are learnt from at once: two halves, each read by a pack that was learnt from the other.
//! `--pull` says how strongly the weights are drawn to those that packs without their own have, which
//! matters where pairs are few; without it they are drawn to nothing, and hardly.
//! Rows of `text`, as read, and `truth`, as printed. Of every token in doubt
//! the reading that brings the text nearest to the truth is the right one (the
//! token as it stands, if none is nearer); the weights are those of a
//! conditional logistic regression over the readings. They are printed as the
//! pack's `historical/weights.tsv` has them; the calibration on `REPORT.jsonl` goes
//! to standard error. The pack in use must not have been learnt from the rows:
//! derive its historical layer and its confusions from one half and learn the weights on the
//! other. Those that ship are the mean of both ways.

#![allow(clippy::print_stderr, clippy::print_stdout, reason = "a program for people")]

use std::error::Error;
use std::fs;

use ontwar::Options;
use ontwar::language::Language;
use ontwar::model::{Explained, ExplainedCandidate, Period, Source};
use ontwar::training::{Context, EVIDENCE, HistoricalWeights, RepairInput, page_of, repair, usual_weights};

/// The sorts of change that have weights of their own.
const ROUTES: usize = 4;
/// One weight more for the neighbours.
const WEIGHTS: usize = ROUTES * EVIDENCE.len() + 1;
/// How strongly weights are drawn to nothing.
const RIDGE: f64 = 3e-5;
const ROUNDS: u32 = 1200;
const STEP: f64 = 0.05;
/// Evidence that never varies more than this says nothing.
const LEAST_SCALE: f64 = 0.1;
/// How much of the model's worth of a join counts: the pairs have no line ends, so nothing is learnt of it.
const JOIN: f64 = 0.5;
/// Letters around a token that are compared with the truth.
const AROUND: usize = 8;

/// A token in doubt: what is known of each of its readings, and how many edits each saves.
struct Doubt {
    readings: Vec<Vec<(usize, f64)>>,
    saved: Vec<isize>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut pull, mut paths) = (None, Vec::new());
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--pull" => pull = Some(given.next().ok_or("--pull takes a number")?.parse::<f64>()?),
            _ => paths.push(argument),
        }
    }
    if paths.is_empty() || paths.len() % 2 == 1 {
        return Err("give a language or the file of a pack, and a file of pairs to learn from".into());
    }
    let mut doubts = Vec::new();
    for pair in paths.chunks_exact(2) {
        let language = match fs::read(&pair[0]) {
            Ok(pack) => Language::from_pack(Vec::leak(pack))?,
            Err(_) => Language::builtin(&pair[0])?,
        };
        doubts.extend(self::doubts(&pair[1], &language)?);
    }
    let (weights, scale) = fit(&doubts, pull);
    print_tables(&weights);
    calibration(&doubts, &weights);
    eprintln!("(weights were fitted on evidence divided by up to {scale:.1})");
    Ok(())
}

/// All tokens in doubt of a file of pairs.
fn doubts(path: &str, language: &Language) -> Result<Vec<Doubt>, Box<dyn Error>> {
    let options = Options { period: Period::Historical, ..Options::default() };
    let mut doubts = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let text = |name: &str| row[name].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>();
        let read: Vec<char> = text("text").join(" ").chars().collect();
        let truth: Vec<char> = text("truth").join(" ").chars().collect();
        let place = places(&read, &truth);
        let mut at = 0;
        let page = page_of(&read.iter().collect::<String>());
        let source = Source { characters: read.clone(), ..Source::default() };
        let context = Context::usual(language, &source).with(&options);
        let explanations = repair(RepairInput::from(vec![page]).explained(), &context).explanations;
        for token in explanations.into_iter().flat_map(|page| page.tokens) {
            let length = token.token.chars().count();
            while at + length < read.len()
                && !read[at..].starts_with(&token.token.chars().collect::<Vec<_>>())
            {
                at += 1;
            }
            let end = (at + length).min(read.len());
            doubts.extend(doubt(&token, &read, &truth, &place, (at, end)));
            at = end;
        }
    }
    Ok(doubts)
}

fn doubt(
    token: &Explained,
    read: &[char],
    truth: &[char],
    place: &[usize],
    (start, end): (usize, usize),
) -> Option<Doubt> {
    let own: Vec<_> = token.candidates.iter().filter(|c| !c.join && c.total.is_finite()).collect();
    let keep = *own.first().filter(|_| own.len() > 1)?;
    // Whether y is ij is told by the page, not by weights.
    if own.iter().any(|other| other.text != keep.text && other.text.replace("ij", "y") == keep.text) {
        return None;
    }
    let core: Vec<char> = keep.text.chars().collect();
    let core_at = start
        + (0..=(end - start).checked_sub(core.len())?).find(|&i| read[start + i..].starts_with(&core))?;
    let (from, to) = (core_at.saturating_sub(AROUND), (core_at + core.len() + AROUND).min(read.len()));
    let printed = &truth[place[from]..place[to]];
    let edits = |text: &str| {
        let mut whole: Vec<char> = read[from..core_at].to_vec();
        whole.extend(text.chars());
        whole.extend(&read[core_at + core.len()..to]);
        distance(&whole, printed).cast_signed()
    };
    let before = edits(&keep.text);
    let mut doubt = Doubt { readings: Vec::new(), saved: Vec::new() };
    for (i, candidate) in own.iter().enumerate() {
        let mut numbers = Vec::new();
        if i > 0 {
            let first = candidate.route * EVIDENCE.len();
            numbers.extend(candidate.evidence.iter().enumerate().map(|(k, &e)| (first + k, f64::from(e))));
            let around = |c: &ExplainedCandidate| f64::from(c.total - c.worth);
            numbers.push((WEIGHTS - 1, around(candidate) - around(keep)));
        }
        doubt.readings.push(numbers);
        doubt.saved.push(before - edits(&candidate.text));
    }
    Some(doubt)
}

/// For every place of what was read, the place in the truth that it is aligned with.
fn places(read: &[char], truth: &[char]) -> Vec<usize> {
    let width = truth.len() + 1;
    let mut cost = vec![0u32; (read.len() + 1) * width];
    for i in 0..=read.len() {
        for j in 0..=truth.len() {
            cost[i * width + j] = match (i, j) {
                (0, j) => j as u32,
                (i, 0) => i as u32,
                _ => {
                    let same = u32::from(read[i - 1] != truth[j - 1]);
                    (cost[(i - 1) * width + j - 1] + same)
                        .min(cost[(i - 1) * width + j] + 1)
                        .min(cost[i * width + j - 1] + 1)
                }
            };
        }
    }
    let mut place = vec![truth.len(); read.len() + 1];
    let (mut i, mut j) = (read.len(), truth.len());
    while i > 0 {
        let here = cost[i * width + j];
        if j > 0 && here == cost[(i - 1) * width + j - 1] + u32::from(read[i - 1] != truth[j - 1]) {
            (i, j) = (i - 1, j - 1);
        } else if here == cost[(i - 1) * width + j] + 1 {
            i -= 1;
        } else {
            j -= 1;
            continue;
        }
        place[i] = j;
    }
    place[0] = 0;
    place
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let both = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = both.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// Gradient descent with Adam; evidence is brought to one scale first.
fn fit(doubts: &[Doubt], pull: Option<f64>) -> (Vec<f64>, f64) {
    let mut scale = vec![LEAST_SCALE; WEIGHTS];
    for (k, value) in doubts.iter().flat_map(|d| &d.readings).flatten() {
        scale[*k] = scale[*k].max(value.abs());
    }
    let mut start = vec![0.0; WEIGHTS];
    if pull.is_some() {
        let usual = usual_weights();
        let rows = usual.table.iter().flatten().copied().chain([usual.context]);
        start = rows.zip(&scale).map(|(weight, scale)| f64::from(weight) * scale).collect();
    }
    let pull = pull.unwrap_or(RIDGE);
    let (mut w, mut mean, mut square) = (start.clone(), vec![0.0; WEIGHTS], vec![0.0; WEIGHTS]);
    for round in (1..=ROUNDS).map(f64::from) {
        let mut slope: Vec<f64> = w.iter().zip(&start).map(|(w, start)| pull * (w - start)).collect();
        for doubt in doubts {
            let odds = probabilities(doubt, &w, &scale);
            let best = doubt.saved.iter().max().copied().unwrap_or(0);
            let right: Vec<bool> = match best {
                best if best > 0 => doubt.saved.iter().map(|&s| s == best).collect(),
                _ => (0..odds.len()).map(|i| i == 0).collect(),
            };
            let share = 1.0 / right.iter().filter(|&&r| r).count() as f64;
            for ((numbers, p), right) in doubt.readings.iter().zip(&odds).zip(&right) {
                let error = (p - if *right { share } else { 0.0 }) / doubts.len() as f64;
                for (k, value) in numbers {
                    slope[*k] += error * value / scale[*k];
                }
            }
        }
        for k in 0..WEIGHTS {
            mean[k] = 0.9 * mean[k] + 0.1 * slope[k];
            square[k] = 0.999 * square[k] + 0.001 * slope[k] * slope[k];
            let (m, s) = (mean[k] / (1.0 - 0.9f64.powf(round)), square[k] / (1.0 - 0.999f64.powf(round)));
            w[k] -= STEP * m / (s.sqrt() + 1e-9);
        }
    }
    let largest = scale.iter().copied().fold(0.0, f64::max);
    (w.iter().zip(&scale).map(|(w, s)| w / s).collect(), largest)
}

fn probabilities(doubt: &Doubt, w: &[f64], scale: &[f64]) -> Vec<f64> {
    let worth = |numbers: &Vec<(usize, f64)>| numbers.iter().map(|(k, v)| w[*k] * v / scale[*k]).sum::<f64>();
    let worths: Vec<f64> = doubt.readings.iter().map(worth).collect();
    let best = worths.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let all: f64 = worths.iter().map(|x| (x - best).exp()).sum();
    worths.iter().map(|x| (x - best).exp() / all).collect()
}

fn print_tables(weights: &[f64]) {
    println!("# What each piece of evidence for a reading weighs on old print.");
    println!("# Learnt by training/reranker. sort of change\tevidence\tweight");
    println!("context\tneighbours\t{:.3}", weights[WEIGHTS - 1]);
    println!("join\tmodel\t{JOIN}");
    let rows = weights[..WEIGHTS - 1].chunks(EVIDENCE.len());
    for (sort, row) in HistoricalWeights::CHANGES.iter().zip(rows) {
        for (name, weight) in EVIDENCE.iter().zip(row).filter(|(_, weight)| weight.abs() >= 0.0005) {
            println!("{sort}\t{name}\t{weight:.3}");
        }
    }
}

/// Of the changes made with some confidence, how many saved edits, changed nothing or cost some.
fn calibration(doubts: &[Doubt], weights: &[f64]) {
    let one = vec![1.0; WEIGHTS];
    let mut bins = [[0usize; 3]; 10];
    for doubt in doubts {
        let odds = probabilities(doubt, weights, &one);
        let taken = (0..odds.len()).max_by(|&a, &b| odds[a].total_cmp(&odds[b])).unwrap_or(0);
        if taken > 0 {
            let bin = &mut bins[((odds[taken] * 10.0) as usize).min(9)];
            bin[usize::from(doubt.saved[taken] <= 0) + usize::from(doubt.saved[taken] < 0)] += 1;
        }
    }
    eprintln!("confidence   right  neither  wrong  share right");
    for (i, [right, neither, wrong]) in bins.into_iter().enumerate() {
        let all = right + neither + wrong;
        if all > 0 {
            let share = right as f64 / all as f64;
            eprintln!(".{i} to .{}   {right:7}  {neither:7}  {wrong:5}  {share:.2}", i + 1);
        }
    }
}
