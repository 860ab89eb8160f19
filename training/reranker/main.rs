//! Writes down what is known of every reading of every token in doubt in old print, and how many edits each
//! saves; `learn.py` beside it learns from that what the evidence weighs.
//!
//! ```text
//! cargo run --release --features training --example learn_reranker -- OUT PACK LEARN.jsonl [PACK LEARN.jsonl ...]
//! ```
//!
//! `PACK` is a language that is built in, or the file of a pack (`ontwar dict build`). With several,
//! all their doubts are learnt from at once: two halves, each read by a pack that was learnt from the other.
//! `LEARN.jsonl` has rows of `text`, as read, and `truth`, as printed. Of every token in doubt
//! the reading that brings the text nearest to the truth is the right one (the
//! token as it stands, if none is nearer). The pack in use must not have been learnt from the rows
//! (`halves.py` makes a pack of each half).
//!
//! `OUT` gets a record of 32-bit floats a reading: the numbers of its doubt and of its segment, how many edits the
//! segment is from the truth and of how many letters that is, the number of its sort of change, how many edits it
//! saves, what is seen of it, and how much likelier its neighbours make it. The first reading of a doubt is the text
//! as it stands, all of whose evidence is nothing. What the neighbours weigh and the names of the evidence go to
//! standard output.

#![allow(clippy::print_stdout, reason = "a program for people")]

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write};

use ontwar::language::Language;
use ontwar::model::{Explained, ExplainedCandidate, Source};
use ontwar::training::{Context, EVIDENCE, OLD, OLD_CONTEXT, RepairInput, page_of, repair};

/// Letters around a token that are compared with the truth.
const AROUND: usize = 8;

/// The number of a segment, how many edits it is from the truth, and of how many letters the truth is.
type Segment = [f32; 3];

/// A token in doubt: of each of its readings the sort of change, how many edits it saves, the evidence, and
/// the neighbours.
type Doubt = Vec<Vec<f32>>;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("say where to write the evidence")?;
    let paths: Vec<String> = arguments.collect();
    if paths.is_empty() || paths.len() % 2 == 1 {
        return Err("give a language or the file of a pack, and a file of pairs to learn from".into());
    }
    let mut out = BufWriter::new(fs::File::create(out)?);
    let mut number = 0.0_f32;
    for pair in paths.chunks_exact(2) {
        let language = match fs::read(&pair[0]) {
            Ok(pack) => Language::from_pack(Vec::leak(pack))?,
            Err(_) => Language::builtin(&pair[0])?,
        };
        for (segment, doubt) in doubts(&pair[1], &language)? {
            for reading in &doubt {
                out.write_all(&number.to_le_bytes())?;
                for value in segment {
                    out.write_all(&value.to_le_bytes())?;
                }
                for value in reading {
                    out.write_all(&value.to_le_bytes())?;
                }
            }
            number += 1.0;
        }
    }
    out.flush()?;
    println!("{OLD_CONTEXT}\t{}", EVIDENCE.join("\t"));
    Ok(())
}

/// All tokens in doubt of a file of pairs, each with its segment.
fn doubts(path: &str, language: &Language) -> Result<Vec<(Segment, Doubt)>, Box<dyn Error>> {
    let mut doubts = Vec::new();
    for (number, line) in fs::read_to_string(path)?.lines().enumerate() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let text = |name: &str| row[name].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>();
        let read: Vec<char> = text("text").join(" ").chars().collect();
        let truth: Vec<char> = text("truth").join(" ").chars().collect();
        let place = places(&read, &truth);
        let segment: Segment = [number, distance(&read, &truth), truth.len()].map(|count| count as f32);
        let mut at = 0;
        let page = page_of(&read.iter().collect::<String>());
        let source = Source { characters: read.clone(), ..Source::default() };
        let context = Context::usual(language, &source);
        let explanations =
            repair(RepairInput::from(vec![page]).explained().compared(), &context).explanations;
        // Of what is repaired as print of today nothing is asked there.
        let explanations = explanations.into_iter().filter(|page| page.historical > OLD);
        for token in explanations.flat_map(|page| page.tokens) {
            let length = token.token.chars().count();
            while at + length < read.len()
                && !read[at..].starts_with(&token.token.chars().collect::<Vec<_>>())
            {
                at += 1;
            }
            let end = (at + length).min(read.len());
            doubts.extend(doubt(&token, &read, &truth, &place, (at, end)).map(|doubt| (segment, doubt)));
            at = end;
        }
    }
    Ok(doubts)
}

fn doubt(
    token: &Explained,
    read: &[char],
    truth: &[char],
    place: &[usize],
    (start, end): (usize, usize),
) -> Option<Doubt> {
    let own: Vec<_> = token.candidates.iter().filter(|c| !c.join && c.total.is_finite()).collect();
    let keep = *own.first().filter(|_| own.len() > 1)?;
    // Whether y is ij is told by the page, not by weights.
    if own.iter().any(|other| other.text != keep.text && other.text.replace("ij", "y") == keep.text) {
        return None;
    }
    let core: Vec<char> = keep.text.chars().collect();
    let core_at = start
        + (0..=(end - start).checked_sub(core.len())?).find(|&i| read[start + i..].starts_with(&core))?;
    let (from, to) = (core_at.saturating_sub(AROUND), (core_at + core.len() + AROUND).min(read.len()));
    let printed = &truth[place[from]..place[to]];
    let edits = |text: &str| {
        let mut whole: Vec<char> = read[from..core_at].to_vec();
        whole.extend(text.chars());
        whole.extend(&read[core_at + core.len()..to]);
        distance(&whole, printed).cast_signed()
    };
    let before = edits(&keep.text);
    // What the neighbours say was weighed already, by the weights in use.
    let around = |c: &ExplainedCandidate| (c.total - c.worth) / OLD_CONTEXT;
    let reading = |(i, candidate): (usize, &&ExplainedCandidate)| {
        let mut numbers = vec![candidate.route as f32, (before - edits(&candidate.text)) as f32];
        if i == 0 {
            numbers.extend([0.0; EVIDENCE.len() + 1]);
        } else {
            numbers.extend(&candidate.evidence);
            numbers.push(around(candidate) - around(keep));
        }
        numbers
    };
    Some(own.iter().enumerate().map(reading).collect())
}

/// For every place of what was read, the place in the truth that it is aligned with.
fn places(read: &[char], truth: &[char]) -> Vec<usize> {
    let width = truth.len() + 1;
    let mut cost = vec![0u32; (read.len() + 1) * width];
    for i in 0..=read.len() {
        for j in 0..=truth.len() {
            cost[i * width + j] = match (i, j) {
                (0, j) => j as u32,
                (i, 0) => i as u32,
                _ => {
                    let same = u32::from(read[i - 1] != truth[j - 1]);
                    (cost[(i - 1) * width + j - 1] + same)
                        .min(cost[(i - 1) * width + j] + 1)
                        .min(cost[i * width + j - 1] + 1)
                }
            };
        }
    }
    let mut place = vec![truth.len(); read.len() + 1];
    let (mut i, mut j) = (read.len(), truth.len());
    while i > 0 {
        let here = cost[i * width + j];
        if j > 0 && here == cost[(i - 1) * width + j - 1] + u32::from(read[i - 1] != truth[j - 1]) {
            (i, j) = (i - 1, j - 1);
        } else if here == cost[(i - 1) * width + j] + 1 {
            i -= 1;
        } else {
            j -= 1;
            continue;
        }
        place[i] = j;
    }
    place[0] = 0;
    place
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let both = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = both.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
