//! Writes what is seen of every cut between two columns of pages, for
//! `learn.py`, which learns from it where cuts belong.
//!
//! ```text
//! cargo run --release --features training --example learn_cuts -- PAGE.txt… > cuts.jsonl
//! ```
//!
//! A line a cut: its `page`, the `tokens` that two columns share on a line (from
//! one up to the other, numbered over the page), where the cut is `now`, what
//! stands `above` and `below` in both, and its `places`, each with what is seen
//! of it in the order of `seen` on the first line.

#![allow(clippy::print_stdout, reason = "a program for people")]

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::ops::Range;

use ontwar::language::Language;
use ontwar::read;
use ontwar::training::columns as learn;
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let language = Language::builtin("nl")?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", json!({"seen": learn::SEEN}))?;
    for path in std::env::args().skip(1) {
        let reading = read::read(&path, &fs::read(&path)?, &read::Options::default())?;
        let Some(page) = reading.pages.first() else { continue };
        for cut in learn::cuts(page, &language) {
            let ends = |tokens: &Range<usize>| [tokens.start, tokens.end];
            let both =
                |parts: &[Option<Range<usize>>; 2]| parts.each_ref().map(|part| part.as_ref().map(ends));
            let row = json!({
                "page": path,
                "tokens": ends(&cut.tokens),
                "now": cut.now,
                "above": both(&cut.above),
                "below": both(&cut.below),
                "places": cut.places,
            });
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}
