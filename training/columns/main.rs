//! Learns what the steps of the search for columns are worth (`models/columns`).
//!
//! ```text
//! cargo run --release --features training --example learn_columns -- LANGUAGE OUT.weights ROUNDS PAGES.jsonl…
//! ```
//!
//! Pages come from `training/pages`. Zone by zone the search reads the lines in columns as they
//! are and in other numbers and widths of columns, one column among them; where it likes another
//! reading better than the right one, or nearly as well, the weights of the steps by which they
//! differ are moved (a structured hinge loss, steps by `AdaGrad`, the mean of all weights passed).
//! What the program has is where it begins. Every eighth page is held out and reported on; with no
//! rounds, all pages.

#![allow(clippy::print_stdout, reason = "a program for people")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

use ontwar::language::Language;
use ontwar::training::columns::{ColumnWeights, Contest, contests};
use serde_json::Value;

#[path = "../known.rs"]
mod known;
#[path = "../order.rs"]
mod order;
use known::{Known, known};
use order::{kept, moved};

/// The length of a step. Chosen on held-out made pages, as are the numbers below.
const RATE: f32 = 0.03;
/// What the squares of past slopes begin with.
const CALM: f32 = 4.0;
/// What each neighbour lost, and each word out of order, asks of the margin.
const MARGIN: (f32, f32) = (0.3, 0.1);
/// The most that is asked of it.
const MOST: f32 = 15.0;
/// Every so manieth page is held out.
const HELD: usize = 8;

/// What a zone has lost: neighbours, and words out of order.
fn lost(order: &[i64], contest: &Contest) -> (f32, f32) {
    let [right, found] = &contest.orders;
    let pairs = kept(right, order) as f32 - kept(found, order) as f32;
    (pairs, moved(found, order) as f32 - moved(right, order) as f32)
}

fn report<'p>(pages: impl Iterator<Item = &'p Known>, language: &Language, weights: &ColumnWeights) {
    let mut kinds: BTreeMap<&str, [f32; 4]> = BTreeMap::new();
    for own in pages {
        for contest in &contests(&own.page, language, weights, &own.zones, &own.columns, 1.0) {
            let (pairs, words) = lost(&own.order, contest);
            let kind = if own.zones.iter().all(|zone| zone.columns == 1) { "one column" } else { &own.kind };
            let sum = kinds.entry(kind).or_default();
            let wrong = if contest.columns[0] == contest.columns[1] { 0.0 } else { 1.0 };
            sum.iter_mut().zip([1.0, wrong, pairs, words]).for_each(|(sum, one)| *sum += one);
        }
    }
    for (kind, [zones, wrong, pairs, words]) in kinds {
        println!(
            "  {kind:12} zones {zones:4} of wrong number {wrong:4}  pairs lost {pairs:6}  words out of order {words:6}"
        );
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let language = Language::builtin(&arguments.next().ok_or("no language")?)?;
    let out = arguments.next().ok_or("no file to write")?;
    let rounds: usize = arguments.next().ok_or("no rounds")?.parse()?;
    let mut pages = Vec::new();
    for path in arguments {
        let rows: Result<Vec<Value>, _> =
            fs::read_to_string(path)?.lines().map(serde_json::from_str).collect();
        pages.extend(rows?.iter().filter_map(known));
    }
    let mut weights = ColumnWeights::learnt();
    // Where nothing is learnt from any page all are reported on.
    let held = || {
        pages.iter().skip(if rounds > 0 { HELD - 1 } else { 0 }).step_by(if rounds > 0 { HELD } else { 1 })
    };
    report(held(), &language, &weights);
    let mut now = weights.numbers();
    let (mut squares, mut sums, mut steps) = (vec![CALM; now.len()], vec![0.0_f64; now.len()], 0.0);
    for round in 0..rounds {
        let mut moved = 0;
        for (number, own) in pages.iter().enumerate().filter(|(number, _)| number % HELD != HELD - 1) {
            let stretch = [1.0, 0.97, 1.03][(number + round) % 3];
            for contest in contests(&own.page, &language, &weights, &own.zones, &own.columns, stretch) {
                let (pairs, words) = lost(&own.order, &contest);
                let asked = (MARGIN.0 * pairs + MARGIN.1 * words).min(MOST);
                let slope: Vec<f32> =
                    contest.right.iter().zip(&contest.found).map(|(right, found)| right - found).collect();
                let margin: f32 = slope.iter().zip(&now).map(|(slope, weight)| slope * weight).sum();
                if asked <= 0.0 || margin >= asked {
                    continue;
                }
                moved += 1;
                let lines = (contest.orders[0].len() as f32 / 10.0).max(1.0).sqrt();
                for ((weight, square), slope) in now.iter_mut().zip(&mut squares).zip(&slope) {
                    let slope = slope / lines;
                    *square += slope * slope;
                    *weight += RATE * slope / square.sqrt();
                }
                weights.set(&now);
            }
            steps += 1.0;
            sums.iter_mut().zip(&now).for_each(|(sum, &weight)| *sum += f64::from(weight));
        }
        let mean: Vec<f32> = sums.iter().map(|sum| (sum / steps) as f32).collect();
        let mut averaged = weights.clone();
        averaged.set(&mean);
        println!("round {round}: {moved} steps");
        report(held(), &language, &averaged);
        fs::write(&out, averaged.text())?;
        // The mean is of later rounds alone: the first are on the way.
        if round + 1 < rounds {
            sums.fill(0.0);
            steps = 0.0;
        }
    }
    Ok(())
}
