//! Writes what is seen of every bit and every line of pages whose regions are
//! labelled, for `learn.py`, which learns from it what stands around the text and
//! what a heading looks like where words have places.
//!
//! ```text
//! PACK=de cargo run --release --features training --example learn_regions -- PAGE… > seen.jsonl
//! ```
//!
//! A bit or a line a line, with its `page`, the `tokens` that stand on it (numbered
//! over the page as it was read), what the file says that it is (`role`), and
//! what is seen of it. Pages are PAGE or ALTO with labelled regions, or made
//! pages (`NAME.tsv` with `NAME.truth.json` beside it), which say themselves what they hold.

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
    let names = json!({"of_bit": learn::OF_BIT, "seen": learn::SEEN, "printed": learn::PRINTED});
    writeln!(out, "{names}")?;
    for path in std::env::args().skip(1) {
        let Ok(reading) = read::read(&path, &fs::read(&path)?, &read::Options::default()) else { continue };
        let lines = reading.pages.iter().flat_map(|page| &page.lines);
        let tokens: Vec<Span> = lines.flat_map(|line| &line.tokens).map(|token| token.span).collect();
        let context = Context::usual(&language, &reading.source);
        if context.geometry().is_none() {
            continue;
        }
        let streams = untangle(reading.pages, &context).streams;
        let streams = repair(streams.into(), &context).streams;
        let numbers = |spans: &[Span]| {
            let of = |span: &Span| {
                let from = tokens.partition_point(|token| token.end <= span.start);
                from..tokens.partition_point(|token| token.start < span.end)
            };
            let mut numbers: Vec<usize> = spans.iter().flat_map(of).collect();
            numbers.dedup();
            numbers
        };
        for bit in learn::bits(&streams, &context) {
            let tokens = numbers(&bit.spans);
            let role = format!("{:?}", bit.role);
            let bit =
                json!({"page": path, "tokens": tokens, "role": role, "text": bit.text, "bit": bit.seen});
            writeln!(out, "{bit}")?;
        }
        for line in learn::lines(streams, &context) {
            let Some(printed) = line.printed else { continue };
            let (tokens, role) = (numbers(&line.spans), format!("{:?}", line.role));
            let line =
                json!({"page": path, "tokens": tokens, "role": role, "seen": line.seen, "printed": printed});
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
