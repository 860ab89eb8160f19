//! Compiles the language packs of `dictionaries/` into `OUT_DIR`. A malformed
//! row stops the build with its file, line and reason. The parsing and the
//! compiling are the very files of `src/language/`.

#[path = "../src/language/automaton.rs"]
#[allow(dead_code)]
mod automaton;
#[path = "../src/language/bytes.rs"]
#[allow(dead_code)]
mod bytes;
#[path = "../src/language/compile/mod.rs"]
mod compile;
#[path = "../src/language/error.rs"]
#[allow(dead_code, unreachable_pub)]
mod error;
#[path = "../src/language/sources.rs"]
mod sources;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=dictionaries");
    for file in ["automaton.rs", "bytes.rs", "compile", "error.rs", "sources.rs"] {
        println!("cargo::rerun-if-changed=src/language/{file}");
    }
    match packs(Path::new("dictionaries")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

/// Every folder with a `pack.toml` is a pack; its name is the language's tag.
fn packs(dictionaries: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(dictionaries)? {
        let folder = entry?.path();
        if folder.join("pack.toml").exists() {
            folders.push(folder);
        }
    }
    folders.sort();
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let mut rows = String::new();
    for folder in folders {
        let tag =
            folder.file_name().and_then(|name| name.to_str()).ok_or("the name of a folder is no text")?;
        let pack = build(&folder, tag).map_err(|error| format!("{}/{error}", folder.display()))?;
        // Which pack made a document stands in the document.
        let stamp = bytes::stamp(0, &pack);
        let file = out.join(format!("{tag}.pack"));
        fs::write(&file, pack)?;
        let file = file.to_str().ok_or("OUT_DIR is no text")?;
        writeln!(rows, "    ({tag:?}, include_bytes!({file:?}), \"{stamp:016x}\"),")?;
    }
    let table = format!(
        "/// Tag, compiled pack, and a short name for its contents.\n\
         pub(crate) static PACKS: &[(&str, &[u8], &str)] = &[\n{rows}];\n"
    );
    fs::write(out.join("packs.rs"), table)?;
    Ok(())
}

fn build(folder: &Path, tag: &str) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let text = |name: &str| read(&folder.join(name));
    let share_alike = env::var_os("CARGO_FEATURE_SHARE_ALIKE").is_some();
    let sources = compile::Sources {
        tag: tag.to_owned(),
        words: text("words.tsv")?,
        seen: text("seen.tsv")?,
        names: text("names.tsv")?,
        onward: text("onward.tsv")?,
        wordfreq: if share_alike { text("wordfreq.tsv")? } else { String::new() },
        keep: text("keep.tsv")?,
        function_words: text("function-words.tsv")?,
        short_words: text("short-words.tsv")?,
        marks: text("marks.tsv")?,
        rare: text("rare.tsv")?,
        bigrams: text("bigrams.tsv")?,
        trigrams: text("trigrams.tsv")?,
        classes: text("classes.tsv")?,
        class_bigrams: text("class-bigrams.tsv")?,
        class_trigrams: text("class-trigrams.tsv")?,
        confusions: text("confusions.tsv")?,
        corrections: text("corrections.tsv")?,
        patterns: text("patterns.tsv")?,
        grammar: text("grammar.tsv")?,
        historical_words: text("historical/words.tsv")?,
        historical_rare: text("historical/rare.tsv")?,
        historical_bigrams: text("historical/bigrams.tsv")?,
        historical_confusions: text("historical/confusions.tsv")?,
        long_s_confusions: text("historical/long-s.tsv")?,
        gothic_confusions: text("historical/gothic.tsv")?,
    };
    Ok(compile::compile(&sources)?)
}

/// A source file, or its `.xz`; empty if there is neither.
fn read(path: &Path) -> io::Result<String> {
    if path.exists() {
        return fs::read_to_string(path);
    }
    let packed = PathBuf::from(format!("{}.xz", path.display()));
    if !packed.exists() {
        return Ok(String::new());
    }
    let mut text = Vec::new();
    lzma_rs::xz_decompress(&mut io::BufReader::new(fs::File::open(&packed)?), &mut text)
        .map_err(|e| io::Error::new(io::ErrorKind::InvalidData, format!("{}: {e:?}", packed.display())))?;
    String::from_utf8(text).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}
