//! Derives the sources of the Dutch language pack from corpora.
//!
//! ```text
//! cargo run --release --example derive_pack -- \
//!     CORPUS_DIR WORD_LIST PAIRS.jsonl OUT_DIR [--half all|a|b] [--tune] [--measure TEXT]
//! xz -9e -T1 OUT_DIR/{bigrams,trigrams,classes,class-bigrams,class-trigrams}.tsv \
//!     OUT_DIR/historical/bigrams.tsv
//! ```
//!
//! `CORPUS_DIR` holds the corpora of `source.rs` as `NAME.txt`, and the lists
//! `wordfreq_nl.tsv`, `…_en.tsv`, `…_fr.tsv` and `…_de.tsv`, written by
//!
//! ```text
//! python3 -c 'import wordfreq, sys
//! for w, f in sorted(wordfreq.get_frequency_dict(sys.argv[1], "best").items()):
//!     print(f"{w}\t{f:.4e}")' nl >wordfreq_nl.tsv
//! ```
//!
//! `WORD_LIST` is the list of `OpenTaal`, one form a line (Debian: `wdutch`).
//! `PAIRS.jsonl` has rows of `id`, `text` and `truth`. The same input gives
//! the same bytes: nothing depends on the order of a hash table. No sentence
//! leaves the corpora, only counts. Perplexities go to standard error.
//!
//! With `--half a` or `b` only the historical layer is written, from every
//! other document, so that repair can be measured on the rest. With `--tune`
//! the weights of the sources are searched for and printed; with `--measure`
//! the perplexities of a text of one's own are reported too, a paragraph a line.

#![allow(clippy::print_stderr, reason = "a program for people")]

mod attribution;
mod classes;
mod corpus;
mod filter;
mod function_words;
mod hash;
mod historical;
mod language_model;
mod lexicon;
mod measure;
mod model;
mod ngram;
mod onward;
mod open_list;
mod prune;
mod short_words;
mod source;
mod spelling;
mod text;
mod token;
mod vocabulary;
mod write;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use corpus::{Corpus, UNKNOWN};
use filter::Filter;
use historical::Half;
use ngram::{Mixed, Runs};
use open_list::Frequencies;
use source::SOURCES;
use write::Folder;

/// What the command line asks for.
struct Arguments {
    corpus: PathBuf,
    word_list: PathBuf,
    pairs: PathBuf,
    out: PathBuf,
    half: Half,
    tune: bool,
    measure: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = arguments()?;
    let corpus = Corpus::read(&arguments.corpus)?;
    let listed = lexicon::read(&arguments.word_list)?;
    let dutch = Frequencies::read(&arguments.corpus.join("wordfreq_nl.tsv"))?;
    let foreign = ["en", "fr", "de"]
        .map(|language| Frequencies::read(&arguments.corpus.join(format!("wordfreq_{language}.tsv"))));
    let foreign = foreign.into_iter().collect::<Result<Vec<_>, _>>()?;
    let bigrams = listed_bigrams(&corpus, &listed);
    let filter = Filter::new(&corpus, &listed, &bigrams, &dutch.of, &foreign);

    let folder = Folder::new(arguments.out.join("historical"))?;
    historical::write(&folder, &arguments.pairs, arguments.half, &filter)?;
    if arguments.half != Half::All {
        return Ok(());
    }
    let folder = Folder::new(arguments.out)?;
    onward::write(&folder, &arguments.corpus, &corpus)?;
    open_list::write(&folder, &dutch, &foreign[0], &listed)?;
    short_words::write(&folder, &filter, &dutch.of)?;
    attribution::write(&folder)?;
    report_sources(&corpus);
    let forms = corpus::forms_by_key(&corpus);
    let vocabulary = vocabulary::write(&folder, &filter, &forms)?;
    let measured = match &arguments.measure {
        Some(path) => corpus.encode(&fs::read_to_string(path)?),
        None => Vec::new(),
    };
    language_model::write(&folder, &corpus, &vocabulary, &measured, arguments.tune)?;
    Ok(())
}

fn arguments() -> Result<Arguments, Box<dyn Error>> {
    let mut half = Half::All;
    let mut tune = false;
    let mut measure = None;
    let mut paths = Vec::new();
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--tune" => tune = true,
            "--measure" => measure = given.next().map(PathBuf::from),
            "--half" => {
                half = match given.next().as_deref() {
                    Some("all") => Half::All,
                    Some("a") => Half::A,
                    Some("b") => Half::B,
                    _ => return Err("--half takes all, a or b".into()),
                }
            }
            _ => paths.push(PathBuf::from(argument)),
        }
    }
    let [corpus, word_list, pairs, out] = <[PathBuf; 4]>::try_from(paths)
        .map_err(|_| "four paths: CORPUS_DIR WORD_LIST PAIRS.jsonl OUT_DIR")?;
    Ok(Arguments { corpus, word_list, pairs, out, half, tune, measure })
}

/// The mixed bigrams of listed words, by corpus key, for the filters.
fn listed_bigrams(corpus: &Corpus, listed: &lexicon::Listed) -> Mixed {
    let known = |(key, word): (u32, &String)| {
        let kept = (key as usize) < corpus::MARKS.len() || listed.contains_key(word);
        if kept { key } else { UNKNOWN }
    };
    let map: Vec<u32> = (0_u32..).zip(&corpus.key_text).map(known).collect();
    let streams = ngram::mapped(&corpus.streams, &map);
    let words = |run: &[u32]| run.iter().all(|&token| token > UNKNOWN);
    // The scans count as nothing in the mix, yet tell what is two words.
    Runs::count(&streams, 2, words).mixed(&SOURCES.each_ref().map(|source| source.weight))
}

fn report_sources(corpus: &Corpus) {
    for (number, source) in SOURCES.iter().enumerate() {
        let stream = &corpus.streams[number];
        let types = corpus.key_counts.iter().filter(|counts| counts[number] > 0).count();
        let (name, weight) = (source.name, source.weight);
        eprintln!("{name}: weight {weight}, {} tokens, {types} types", stream.len());
    }
}
