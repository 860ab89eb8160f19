//! Writes what is seen of the fragments that lines of several columns may be cut into, for `learn.py`,
//! which learns from it what reads like a line of a heading.
//!
//! ```text
//! cargo run --release --features training --example learn_likeness -- PAGES.jsonl… > fragments.jsonl
//! ```
//!
//! Pages come from `training/pages`. A row a page: its `kind`, and of each fragment whether it is a line
//! of a heading or subheading, how the program takes it now (0 to 3), and what is seen of it in the
//! order of the first row.

#![allow(clippy::print_stdout, reason = "a program for people")]

use std::error::Error;
use std::io::{BufWriter, Write as _};
use std::ops::Range;

use ontwar::training::columns::{SEEN_OF_FRAGMENTS, fragments};
use serde_json::{Value, json};

#[path = "../known.rs"]
#[expect(dead_code, reason = "other learners ask for more of a page")]
mod known;
#[path = "../order.rs"]
#[expect(dead_code, reason = "other learners measure by it")]
mod order;
#[path = "../rows.rs"]
mod rows;
use known::known;

/// Whether tokens are all that was read of a printed line of a heading, and nothing else.
fn is_heading(row: &Value, tokens: &Range<usize>) -> bool {
    let line = |at: usize| row["tokens"].get(at)?.get(2)?.as_u64();
    let Some(own) = line(tokens.start) else { return false };
    let part = row["lines"].get(own as usize).and_then(|line| line[2].as_u64());
    let kind = part.and_then(|part| row["parts"].get(part as usize)?["kind"].as_str());
    let is_own = |at: usize| line(at) == Some(own);
    matches!(kind, Some("heading" | "subheading"))
        && tokens.clone().all(is_own)
        && !is_own(tokens.end)
        && !tokens.start.checked_sub(1).is_some_and(is_own)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", json!({"seen": SEEN_OF_FRAGMENTS}))?;
    rows::each(std::env::args().skip(1), |_, row, language| {
        let Some(own) = known(row) else { return Ok(()) };
        let seen = fragments(&own.page, language, &own.zones, &own.columns);
        let rows = seen.into_iter().map(|fragment| {
            let mut told = vec![f32::from(u8::from(is_heading(row, &fragment.tokens))), fragment.now as f32];
            told.extend(fragment.seen);
            told
        });
        writeln!(out, "{}", json!({"kind": row["kind"], "fragments": rows.collect::<Vec<_>>()}))?;
        Ok(())
    })
}
