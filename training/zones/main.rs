//! Writes what is seen of readings in several columns that the search proposes
//! for simulated pages, for `learn.py`, which learns from it when to believe one.
//!
//! ```text
//! cargo run --release --features training --example learn_zones -- LANGUAGE PAGES.jsonl > readings.jsonl
//! ```
//!
//! Pages come from `simulate.py` or from `training/pages`. A row a reading: the
//! `kind` and number of its `page`, its `lines`, the `columns` that were asked for
//! (0 for as many as there are), whether it is of the `whole` page, how many
//! neighbouring words it keeps together (`kept`) and how many the lines as they
//! came (`raw`), how many words stand out of order in both (`moved`), and what is
//! `seen` of it in the order of the first row.

#![allow(clippy::print_stdout, reason = "a program for people")]

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::ops::Range;

use ontwar::language::Language;
use ontwar::model::Page;
use ontwar::read;
use ontwar::training::columns as learn;
use serde_json::{Value, json};

#[path = "../order.rs"]
mod order;
use order::{kept, moved, order};

/// The stretches of lines to look at: the page, each zone, and what is not quite
/// a zone, or more than one.
fn stretches(page: usize, lines: usize, zones: &[Range<usize>]) -> Vec<(Range<usize>, Option<usize>)> {
    let mut all = vec![(0..lines, None)];
    all.extend((2..=4).map(|columns| (0..lines, Some(columns))));
    // Numbers that are different from page to page, and the same every time.
    let mut state = page as u64 + 1;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    let mut add = |from: usize, to: usize, columns: Option<usize>| {
        if to > from + 2 && to <= lines && (from..to) != (0..lines) {
            all.push((from..to, columns));
        }
    };
    for (nth, zone) in zones.iter().enumerate() {
        add(zone.start, zone.end, None);
        add(zone.start, zone.end, Some(2 + random(3)));
        add(zone.start.saturating_sub(random(4)), (zone.end + random(4)).min(lines), Some(2 + random(2)));
        add(zone.start + random(3), zone.end.saturating_sub(random(3)), None);
        if let Some(next) = zones.get(nth + 1) {
            add(zone.start, next.end, Some(2 + random(3)));
        }
    }
    for _ in 0..3 {
        let from = random(lines.saturating_sub(3));
        add(from, from + 3 + random(lines - from), Some(2 + random(3)));
    }
    all
}

/// The lines of each zone: as `simulate.py` tells them, or by the zone of the words.
fn zones(row: &Value, page: &Page) -> Vec<Range<usize>> {
    let told = row["zones"].as_array().into_iter().flatten();
    let told: Vec<Range<usize>> = told
        .filter_map(|zone| Some(zone.get(0)?.as_u64()? as usize..zone.get(1)?.as_u64()? as usize))
        .collect();
    if !told.is_empty() {
        return told;
    }
    let zone_of = |token: &Value| row["lines"].get(token.get(2)?.as_u64()? as usize)?.get(0)?.as_u64();
    let tokens = row["tokens"].as_array().map_or(&[][..], Vec::as_slice);
    let mut zones: Vec<Range<usize>> = Vec::new();
    let (mut now, mut at) = (None, 0);
    for (number, line) in page.lines.iter().enumerate() {
        let own = tokens.iter().skip(at).take(line.tokens.len()).find_map(zone_of).or(now);
        at += line.tokens.len();
        match zones.last_mut() {
            Some(last) if own == now => last.end = number + 1,
            _ => zones.push(number..number + 1),
        }
        now = own;
    }
    zones
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let language = Language::builtin(&arguments.next().ok_or("no language")?)?;
    let pages = fs::read_to_string(arguments.next().ok_or("no pages")?)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", json!({"seen": learn::SEEN_OF_READINGS}))?;
    for (number, row) in pages.lines().enumerate() {
        let row: Value = serde_json::from_str(row)?;
        let text = row["text"].as_str().unwrap_or_default();
        let order = order(&row);
        let reading = read::read("page.txt", text.as_bytes(), &read::Options::default())?;
        let Some(page) = reading.pages.first() else { continue };
        let tokens: usize = page.lines.iter().map(|line| line.tokens.len()).sum();
        if tokens != order.len() || page.lines.iter().any(|line| line.tokens.len() > 250) {
            continue;
        }
        let zones = zones(&row, page);
        let stretches = stretches(number, page.lines.len(), &zones);
        // After those that were asked for come the zones that were found.
        let found = (0..0, None);
        for (nth, proposed) in learn::readings(page, &language, &stretches).into_iter().enumerate() {
            let (lines, columns) = stretches.get(nth).unwrap_or(&found);
            let Some(proposed) = proposed else { continue };
            let [own, came] = [&proposed.order, &proposed.came]
                .map(|runs| runs.iter().flat_map(Clone::clone).collect::<Vec<usize>>());
            let row = json!({
                "kind": row["kind"], "page": number, "lines": [proposed.lines.start, proposed.lines.end],
                "columns": columns.unwrap_or(0), "whole": *lines == (0..page.lines.len()), "nth": nth.checked_sub(stretches.len()), "order": proposed.order.iter().map(|run| [run.start, run.end]).collect::<Vec<_>>(),
                "kept": kept(&own, &order), "raw": kept(&came, &order),
                "moved": [moved(&own, &order), moved(&came, &order)],
                "seen": proposed.seen,
            });
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}
