//! Writes what is seen of every gap inside the lines of pages, for `learn.py`, which learns from it
//! where one column ends and the next begins.
//!
//! ```text
//! cargo run --release --features training --example learn_gaps -- PAGES.jsonl… > gaps.jsonl
//! ```
//!
//! Pages come from `training/pages`. A row a page: its `kind`, and of each gap whether another
//! column begins after it, what the program takes it for now, and what is seen of it in the order of
//! the first row. Words that no printed word is known of are left out.

#![allow(clippy::print_stdout, reason = "a program for people")]

use std::error::Error;
use std::io::{BufWriter, Write as _};

use ontwar::read;
use ontwar::training::columns as learn;
use serde_json::json;

#[path = "../rows.rs"]
mod rows;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", json!({"seen": learn::SEEN_OF_GAPS}))?;
    rows::each(std::env::args().skip(1), |_, row, language| {
        let text = row["text"].as_str().unwrap_or_default();
        let reading = read::read("page.txt", text.as_bytes(), &read::Options::default())?;
        let Some(page) = reading.pages.first() else { return Ok(()) };
        let tokens = row["tokens"].as_array().map_or(&[][..], Vec::as_slice);
        let many: usize = page.lines.iter().map(|line| line.tokens.len()).sum();
        if many != tokens.len() || page.lines.iter().any(|line| line.tokens.len() > 250) {
            return Ok(());
        }
        // The zone and the column of each token, where they are known.
        let place = |at: usize| {
            let line = row["lines"].get(tokens[at].get(2)?.as_u64()? as usize)?;
            Some((line[0].as_u64()?, line[1].as_u64()?))
        };
        let tell = |gap: learn::Gap| {
            let (before, after) = (place(gap.token - 1)?, place(gap.token)?);
            let mut told = vec![f32::from(u8::from(before != after)), gap.now];
            told.extend(gap.seen);
            Some(told)
        };
        let gaps: Vec<Vec<f32>> = learn::gaps(page, language).into_iter().filter_map(tell).collect();
        writeln!(out, "{}", json!({"kind": row["kind"], "gaps": gaps}))?;
        Ok(())
    })
}
