//! Writes what the search for columns finds on pages whose columns are known, for `learn.py`, which
//! learns from it what the steps of the search are worth (`models/columns`).
//!
//! ```text
//! cargo run --release --features training --example learn_columns -- TABLE.weights PAGES.jsonl… > found.jsonl
//! ```
//!
//! Pages come from `training/pages`. The first row has the names of the weights and what they are
//! in the table. Then a row a stretch of lines (the page, each of its zones, two that meet): the `page`
//! and its `kind`, how many of its words have a place in the true order (`words`), and the `readings`
//! that the search ends with by these weights in many sets of columns: how many columns, how many
//! neighbouring words are kept together, how many words stand out of order, and how often each step is taken.

#![allow(clippy::print_stdout, reason = "a program for people")]

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::ops::Range;

use ontwar::training::columns::{ColumnWeights, FoundReading, found};
use serde_json::{Value, json};

#[path = "../known.rs"]
mod known;
#[path = "../order.rs"]
mod order;
#[path = "../rows.rs"]
mod rows;
use known::{Known, known};
use order::{kept, moved};

/// Longer pages are left out.
const MOST_LINES: usize = 160;

/// The stretches to look at.
fn stretches(own: &Known) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    let ends = || own.zones.iter().map(|zone| zone.lines.clone());
    let pairs = ends().zip(ends().skip(1)).map(|(a, b)| a.start..b.end);
    for lines in std::iter::once(0..own.page.lines.len()).chain(ends()).chain(pairs) {
        if !lines.is_empty() && (lines.len() > 2 || all.is_empty()) && !all.contains(&lines) {
            all.push(lines);
        }
    }
    all
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let table = fs::read_to_string(arguments.next().ok_or("no table of weights")?)?;
    let weights = ColumnWeights::parse(&table)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", json!({"names": weights.names(), "now": weights.numbers()}))?;
    rows::each(arguments, |name, row, language| {
        let Some(own) = known(row).filter(|own| own.page.lines.len() <= MOST_LINES) else { return Ok(()) };
        let stretches = stretches(&own);
        let all = found(&own.page, language, &weights, &stretches, &own.zones, &own.columns);
        for (lines, readings) in stretches.iter().zip(&all) {
            let tell = |reading: &FoundReading| {
                let (kept, moved) = (kept(&reading.order, &own.order), moved(&reading.order, &own.order));
                json!([reading.columns, kept, moved, reading.steps])
            };
            let words = readings[0].order.iter().filter(|&&at| own.order[at] >= 0).count();
            let readings: Vec<Value> = readings.iter().map(tell).collect();
            let row = json!({
                "page": name, "kind": row["kind"],
                "lines": [lines.start, lines.end], "of": own.page.lines.len(),
                "words": words, "readings": readings,
            });
            writeln!(out, "{row}")?;
        }
        Ok(())
    })
}
