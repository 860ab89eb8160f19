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

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::ops::Range;

use ontwar::language::Language;
use ontwar::model::Page;
use ontwar::read;
use ontwar::training::columns::{ColumnWeights, FoundReading, KnownZone, found};
use serde_json::{Value, json};

#[path = "../order.rs"]
mod order;
use order::{kept, moved, order};

/// Longer pages are left out.
const MOST_LINES: usize = 160;

/// A page whose columns are known.
struct Known {
    page: Page,
    order: Vec<i64>,
    zones: Vec<KnownZone>,
    columns: Vec<Option<usize>>,
}

fn known(row: &Value) -> Option<Known> {
    let order = order(row);
    let text = row["text"].as_str()?;
    let page =
        read::read("page.txt", text.as_bytes(), &read::Options::default()).ok()?.pages.into_iter().next()?;
    let tokens: usize = page.lines.iter().map(|line| line.tokens.len()).sum();
    let long = page.lines.len() > MOST_LINES || page.lines.iter().any(|line| line.tokens.len() > 250);
    if tokens != order.len() || long {
        return None;
    }
    // The zone and the column of each token.
    let place = |token: &Value| {
        let line = row["lines"].get(token.get(2)?.as_u64()? as usize)?;
        Some((line[0].as_u64()? as usize, line[1].as_u64()? as usize))
    };
    let places: Vec<Option<(usize, usize)>> = row["tokens"].as_array()?.iter().map(place).collect();
    let (mut zones, mut now, mut at): (Vec<KnownZone>, _, _) = (Vec::new(), None, 0);
    for (number, line) in page.lines.iter().enumerate() {
        let zone = places[at..at + line.tokens.len()].iter().flatten().map(|place| place.0).next().or(now);
        at += line.tokens.len();
        if zone != now || zones.is_empty() {
            let many = |zone: usize| row["zones"].get(zone)?["columns"].as_u64();
            let columns = zone.and_then(many).unwrap_or(1).clamp(1, 6) as usize;
            zones.push(KnownZone { lines: number..number, columns });
            now = zone;
        }
        zones.last_mut()?.lines.end = number + 1;
    }
    Some(Known {
        page,
        order,
        zones,
        columns: places.iter().map(|place| place.map(|place| place.1)).collect(),
    })
}

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
    let mut languages = BTreeMap::new();
    for path in arguments {
        for (number, row) in fs::read_to_string(&path)?.lines().enumerate() {
            let row: Value = serde_json::from_str(row)?;
            let tag = row["language"].as_str().unwrap_or("nl").to_owned();
            if !languages.contains_key(&tag) {
                languages.insert(tag.clone(), Language::builtin(&tag)?);
            }
            let Some(own) = known(&row) else { continue };
            let stretches = stretches(&own);
            let language = &languages[&tag];
            let all = found(&own.page, language, &weights, &stretches, &own.zones, &own.columns);
            for (lines, readings) in stretches.iter().zip(&all) {
                let tell = |reading: &FoundReading| {
                    let (kept, moved) = (kept(&reading.order, &own.order), moved(&reading.order, &own.order));
                    json!([reading.columns, kept, moved, reading.steps])
                };
                let words = readings[0].order.iter().filter(|&&at| own.order[at] >= 0).count();
                let readings: Vec<Value> = readings.iter().map(tell).collect();
                let row = json!({
                    "page": format!("{path}:{number}"), "kind": row["kind"],
                    "lines": [lines.start, lines.end], "of": own.page.lines.len(),
                    "words": words, "readings": readings,
                });
                writeln!(out, "{row}")?;
            }
        }
    }
    Ok(())
}
