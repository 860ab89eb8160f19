//! Derives the tables of a language pack from the sources that its road names.
//!
//! ```text
//! python3 training/packs/gather.py training/packs/nl.toml CORPUS_DIR --given FOLDER ...
//! cargo run --release --example packs -- training/packs/nl.toml CORPUS_DIR dictionaries/nl \
//!     [--pairs PAIRS.jsonl] [--half all|a|b] [--old] [--tune] [--measure TEXT]
//! training/packs/compress.sh dictionaries/nl
//! ```
//!
//! `CORPUS_DIR` holds the corpora of the road as `NAME.txt`, `word-list.txt`
//! with a form a line, and the lists of wordfreq, as `gather.py` writes them.
//! `PAIRS.jsonl` has rows of `id`, `text` and `truth`. What is edited by hand
//! (function words, grammar, confusions of modern scans, names, words to keep,
//! rules, cases) is read where it is asked for, never written. The same input
//! gives the same bytes: nothing depends on the order of a hash table. No
//! sentence leaves the corpora, only counts. Perplexities go to standard error.
//!
//! With `--half a` or `b` only the historical layer is written, from every
//! other document of the pairs, so that repair can be measured on the rest.
//! Sources under share-alike licences are not in the tables. Where there are
//! any, all is counted a second time, and what is other then goes to
//! `share-alike/`, row by row.
//! With `--old` only that layer is made anew, and what the pack says of its sources.
//! With `--tune` the weights of the sources are searched for and printed; with
//! `--measure` the perplexities of a text of one's own are reported too, a
//! paragraph a line.

#![allow(clippy::print_stderr, reason = "a program for people")]

mod attribution;
mod classes;
mod corpus;
mod filter;
mod frequencies;
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
mod road;
mod share_alike;
mod short_words;
mod source;
mod spelling;
mod text;
mod token;
mod vocabulary;
mod write;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use corpus::{Corpus, UNKNOWN};
use filter::Filter;
use frequencies::Frequencies;
use historical::Half;
use ngram::{Mixed, Runs};
use road::Road;
use write::Folder;

/// What the command line asks for.
struct Arguments {
    road: PathBuf,
    corpus: PathBuf,
    out: PathBuf,
    pairs: Option<PathBuf>,
    half: Half,
    old: bool,
    tune: bool,
    measure: Option<PathBuf>,
}

/// The lists of words that quotes in another language bring in.
const OPEN_LISTS: [&str; 4] = ["nl", "en", "fr", "de"];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = arguments()?;
    let road = Road::read(&arguments.road)?;
    let function_words = function_words(&arguments.out)?;
    count(&arguments, &road, false, &function_words, &arguments.out)?;
    if !road.has_share_alike_texts() || arguments.half != Half::All {
        return Ok(());
    }
    let all = tempfile::tempdir()?;
    count(&arguments, &road, true, &function_words, all.path())?;
    share_alike::write(&arguments.out, all.path())
}

/// Counts into a folder, with the sources under share-alike licences or without.
fn count(
    arguments: &Arguments,
    road: &Road,
    share_alike: bool,
    function_words: &[String],
    out: &Path,
) -> Result<(), Box<dyn Error>> {
    let corpus = Corpus::read(&arguments.corpus, road.sources(share_alike))?;
    let listed = lexicon::read(&arguments.corpus.join("word-list.txt"))?;
    let open = |language: &str| Frequencies::read(&arguments.corpus.join(format!("wordfreq_{language}.tsv")));
    let own = open(&road.language)?.unfold(road, &corpus);
    let others = OPEN_LISTS.into_iter().filter(|&language| language != road.language);
    let foreign: Vec<Frequencies> = others.clone().map(open).collect::<Result<_, _>>()?;
    let english = others.zip(&foreign).find(|(language, _)| *language == "en").map(|(_, list)| list);
    let bigrams = listed_bigrams(&corpus, &listed);
    let filter = Filter::new(&corpus, &listed, &bigrams, (&own.of, &foreign), road, function_words);

    let folder = Folder::new(out.join("historical"))?;
    historical::write(&folder, arguments.pairs.as_deref(), arguments.half, &filter)?;
    if arguments.half != Half::All {
        return Ok(());
    }
    let folder = Folder::new(out.to_owned())?;
    attribution::write(&folder, road)?;
    if arguments.old {
        return Ok(());
    }
    onward::write(&folder, &arguments.corpus, &corpus, road)?;
    open_list::write(&folder, &own, english, &filter, road)?;
    short_words::write(&folder, &filter, &own.of, road)?;
    report_sources(&corpus);
    let forms = corpus::forms_by_key(&corpus);
    let vocabulary = vocabulary::write(&folder, &filter, &forms, road)?;
    let measured = match &arguments.measure {
        Some(path) => corpus.encode(&fs::read_to_string(path)?),
        None => Vec::new(),
    };
    language_model::write(&folder, &corpus, &vocabulary, &measured, arguments.tune, road.most)?;
    Ok(())
}

/// The words of the pack's closed classes, edited by hand.
fn function_words(pack: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let path = pack.join("function-words.tsv");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let rows = text.lines().filter(|row| !row.is_empty() && !row.starts_with('#'));
    Ok(rows.map(|row| row.split('\t').next().unwrap_or_default().to_owned()).collect())
}

fn arguments() -> Result<Arguments, Box<dyn Error>> {
    let mut half = Half::All;
    let (mut old, mut tune, mut measure, mut pairs) = (false, false, None, None);
    let mut paths = Vec::new();
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--old" => old = true,
            "--tune" => tune = true,
            "--measure" => measure = given.next().map(PathBuf::from),
            "--pairs" => pairs = given.next().map(PathBuf::from),
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
    let [road, corpus, out] =
        <[PathBuf; 3]>::try_from(paths).map_err(|_| "three paths: LANGUAGE.toml CORPUS_DIR PACK_DIR")?;
    Ok(Arguments { road, corpus, out, pairs, half, old, tune, measure })
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
    Runs::count(&streams, 2, words).mixed(&corpus.weights())
}

fn report_sources(corpus: &Corpus) {
    for (number, source) in corpus.sources.iter().enumerate() {
        let stream = &corpus.streams[number];
        let types = corpus.key_counts.iter().filter(|counts| counts[number] > 0).count();
        let (name, weight) = (&source.name, source.weight);
        eprintln!("{name}: weight {weight}, {} tokens, {types} types", stream.len());
    }
}
