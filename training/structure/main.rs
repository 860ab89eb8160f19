//! Writes what is seen of every line of pages, for `learn.py`, which learns from
//! it what a heading looks like, and where it wraps onto the next line.
//!
//! ```text
//! PACK=nl cargo run --release --features training --example learn_structure -- PAGE… > lines.jsonl
//! ```
//!
//! A line a line, in reading order: its `page`, the `tokens` that stand on it
//! (numbered over the page as it was read) and what is seen of it, in the order
//! of `seen` on the first line. Pages are text, or anything else that the
//! program reads; with the places of words (hOCR, TSV) their columns are better.

#![allow(clippy::print_stdout, reason = "a program for people")]

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write as _};

use ontwar::language::Language;
use ontwar::model::Span;
use ontwar::read;
use ontwar::training::{Context, lines as learn, repair, untangle};
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let language = Language::builtin(&std::env::var("PACK").unwrap_or_else(|_| "nl".to_owned()))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let asked = json!({"wraps": learn::OF_TWO, "paragraphs": learn::OF_PARAGRAPH});
    writeln!(out, "{}", json!({"seen": learn::SEEN, "of_two": asked, "as_row": learn::AS_ROW}))?;
    for path in std::env::args().skip(1) {
        let reading = read::read(&path, &fs::read(&path)?, &read::Options::default())?;
        let lines = reading.pages.iter().flat_map(|page| &page.lines);
        let tokens: Vec<Span> = lines.flat_map(|line| &line.tokens).map(|token| token.span).collect();
        let context = Context::usual(&language, &reading.source);
        let streams = untangle(reading.pages, &context).streams;
        for line in learn::lines(repair(streams.into(), &context).streams, &context) {
            let of = |span: &Span| {
                let from = tokens.partition_point(|token| token.end <= span.start);
                from..tokens.partition_point(|token| token.start < span.end)
            };
            let mut numbers: Vec<usize> = line.spans.iter().flat_map(of).collect();
            numbers.dedup();
            writeln!(
                out,
                "{}",
                json!({"page": path, "tokens": numbers, "seen": line.seen, "as_row": line.as_row})
            )?;
        }
    }
    Ok(())
}
