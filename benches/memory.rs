//! How much memory a long text costs: the peak of the whole process, a byte of input.
//!
//! `cargo bench --bench memory` makes a text of 12 MB; `cargo bench --bench memory -- FILE` takes the first 12 MB of
//! one of yours. Fails where a byte costs more than [`MOST`]. Reads the peak where Linux tells it.
#![allow(clippy::print_stdout)] // It is what a bench is for.

use std::fmt::Write as _;
use std::io::Read as _;
use std::process::ExitCode;
use std::time::Instant;

use ontwar::write::{assemble, write_json};
use ontwar::{Cleaner, Language, Options};

/// How much is read of a text.
const SIZE: usize = 12 << 20;
/// What a byte of input may cost at most.
const MOST: f64 = 25.0;

/// Paragraphs of fifteen sentences whose words hardly repeat, as those of a book do, with 6.8 bytes a word and
/// its blank, as in election programmes and statutes.
fn text() -> String {
    let dutch = Language::builtin("nl").expect("the pack is built in");
    let words: Vec<String> = dutch.words().filter(|word| word.len() < 14).collect();
    let mut text = String::with_capacity(SIZE + 100);
    let mut at = 0;
    for sentence in 0.. {
        if text.len() >= SIZE {
            break;
        }
        for word in 0..12 {
            // A stride that has no factor in common with the list leads through all of it.
            at = (at + 7919) % words.len();
            // Writing to a string cannot fail.
            let before = if word == 0 { "De " } else { [" van de ", " "][word % 2] };
            let _ = write!(text, "{before}{}", words[at]);
        }
        text.push_str(match sentence % 15 {
            14 => ".\n\n",
            4 | 9 => ".\n",
            _ => ". ",
        });
    }
    text
}

/// The most memory that this process has had, in bytes.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

fn main() -> ExitCode {
    let mut bytes = Vec::new();
    match std::env::args().skip(1).find(|argument| !argument.starts_with("--")) {
        Some(path) => {
            let file = std::fs::File::open(&path).expect("the text can be opened");
            file.take(SIZE as u64).read_to_end(&mut bytes).expect("the text can be read");
            // The last letter may have been cut.
            while std::str::from_utf8(&bytes).is_err_and(|error| error.error_len().is_none()) {
                bytes.pop();
            }
        }
        None => bytes = text().into_bytes(),
    }
    let start = Instant::now();
    let cleaner = Cleaner::new(Language::builtin("nl").expect("the pack is built in"), Options::default());
    let document = cleaner.clean("long.txt", &bytes).expect("a text can be cleaned");
    write_json(&assemble(&document), false, std::io::sink()).expect("nothing can fail to take it");
    let Some(peak) = peak() else {
        println!("this system does not tell the peak of a process");
        return ExitCode::SUCCESS;
    };
    let each = peak as f64 / bytes.len() as f64;
    println!(
        "{} bytes in {:.1} s, {:.0} MB at most: {each:.1} bytes a byte (at most {MOST})",
        bytes.len(),
        start.elapsed().as_secs_f64(),
        peak as f64 / 1e6
    );
    if each > MOST { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
