//! Writes what is seen of every token that may be noise, for `learn.py`, which learns from it what is.
//!
//! ```text
//! cargo run --release --features training --example learn_noise -- [LANGUAGE PAGES.jsonl]… > tokens.jsonl
//! ```
//!
//! Pages come from `training/pages`, with the `tokens` and `words` of each; of a row that has no more than a
//! `text` nothing is noise. The first row has the names of what is `seen`; the others have a token each: its
//! `page`, that page's `kind`, its `text`, whether it is `noise`, and what is `seen` of it. A token is noise where
//! less than half of its letters are those of the words that stood there, in their order.

#![allow(clippy::print_stdout, reason = "a program for people")]

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write as _};

use ontwar::language::Language;
use ontwar::model::Source;
use ontwar::read;
use ontwar::training::{Context, NOISE_EVIDENCE, noise_examples, untangle};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.is_empty() || arguments.len() % 2 == 1 {
        return Err("give a language and a file of pages, or several such pairs".into());
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", json!({"seen": NOISE_EVIDENCE}))?;
    for pair in arguments.chunks_exact(2) {
        let language = Language::builtin(&pair[0])?;
        for (number, line) in fs::read_to_string(&pair[1])?.lines().enumerate() {
            let row: Value = serde_json::from_str(line)?;
            page(&row, &format!("{}:{number}", pair[1]), &language, &mut out)?;
        }
    }
    Ok(out.flush()?)
}

/// Writes the tokens of one page.
fn page(
    row: &Value,
    name: &str,
    language: &Language,
    out: &mut impl std::io::Write,
) -> Result<(), Box<dyn Error>> {
    let text = row["text"].as_str().unwrap_or_default();
    let reading = read::read(name, text.as_bytes(), &read::Options::default())?;
    let source = Source::default();
    let context = Context::usual(language, &source);
    let layout = untangle(reading.pages, &context);
    let stood = if row["tokens"].is_null() {
        None
    } else {
        Some(Stood::of(text, row).ok_or("the tokens of a page are not those of its text")?)
    };
    for token in noise_examples(layout.streams, &context) {
        let noise =
            stood.as_ref().is_some_and(|stood| stood.is_noise(token.span.start as usize, &token.text));
        let row = json!({
            "page": name,
            "kind": row["kind"],
            "text": token.text,
            "noise": noise,
            "seen": token.seen,
        });
        writeln!(out, "{row}")?;
    }
    Ok(())
}

/// What stood where on a page that was made.
struct Stood<'a> {
    /// Where each token of the text begins, in code points.
    starts: Vec<usize>,
    tokens: &'a [Value],
    words: &'a [Value],
}

impl<'a> Stood<'a> {
    fn of(text: &str, row: &'a Value) -> Option<Self> {
        let (tokens, words) = (row["tokens"].as_array()?, row["words"].as_array()?);
        let mut starts = Vec::new();
        let mut blank = true;
        for (at, c) in text.chars().enumerate() {
            if blank && !c.is_whitespace() {
                starts.push(at);
            }
            blank = c.is_whitespace();
        }
        (starts.len() == tokens.len()).then_some(Self { starts, tokens, words })
    }

    /// Whether a token is none of the words that stood where it begins.
    fn is_noise(&self, start: usize, text: &str) -> bool {
        let at = self.starts.partition_point(|&begins| begins <= start).saturating_sub(1);
        let number =
            |of: usize| self.tokens[at].get(of).and_then(Value::as_u64).map(|number| number as usize);
        let (Some(first), Some(count)) = (number(0), number(1)) else { return true };
        // The first piece of a broken word stands for none: the word is that of the next.
        let words = self.words.iter().skip(first).take(count.max(1)).filter_map(Value::as_str);
        let printed: Vec<char> = words.flat_map(str::chars).flat_map(char::to_lowercase).collect();
        let read: Vec<char> =
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        !read.is_empty() && 2 * common(&read, &printed) < read.len()
    }
}

/// How many letters two words have in common, in their order.
fn common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { row[at].max(above) };
            diagonal = above;
        }
    }
    row[b.len()]
}
