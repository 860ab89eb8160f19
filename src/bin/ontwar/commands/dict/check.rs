//! `ontwar dict check`: everything that can be wrong with a folder, and its own tests.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use ontwar::language::{FILES, Fault, Language, lint, tidy};
use ontwar::write::to_text;
use ontwar::{Cleaner, Options};

use super::super::Outcome;
use crate::args::dict::Check;
use crate::dictionaries;
use crate::output::Output;
use crate::packs::Packs;
use crate::show::Show;

/// What else may lie in a folder.
const OTHERS: [&str; 13] = [
    "cases.tsv",
    "grammar.tsv",
    "function-words.tsv",
    "short-words.tsv",
    "seen.tsv",
    "rare.tsv",
    "marks.tsv",
    "wordfreq.tsv",
    "bigrams.tsv",
    "trigrams.tsv",
    "classes.tsv",
    "class-bigrams.tsv",
    "class-trigrams.tsv",
];

pub(super) fn run(arguments: &Check, show: Show) -> anyhow::Result<Outcome> {
    let folder = &arguments.folder;
    if !folder.is_dir() {
        bail!("{}: not a folder; `ontwar dict new {}` makes one", folder.display(), folder.display());
    }
    let mut faults = Vec::new();
    let files = read(folder, arguments.fix, &mut faults, show)?;
    if files.is_empty() && faults.is_empty() {
        bail!("{}: no dictionary file in this folder; it may hold {}", folder.display(), FILES.join(", "));
    }
    let pack = pack(folder, &arguments.language)?;
    let (cases, mut overlay): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(path, _)| path.ends_with("cases.tsv"));
    // The words of a language pack are its own.
    if folder.join("grammar.tsv").exists() {
        overlay.retain(|(path, _)| !path.ends_with("words.tsv"));
    }
    faults.extend(lint(&pack, &overlay));
    let wrong = |faults: &[Fault]| faults.iter().filter(|fault| fault.wrong).count();
    let mut tested = 0;
    if wrong(&faults) == 0 {
        for (path, text) in &cases {
            let language = pack.with_dictionary(overlay.iter().map(|(p, t)| (p.as_str(), t.as_str())))?;
            tested += run_cases(language, path, text, &mut faults);
        }
    }
    let mut output = Output::new(None)?;
    for fault in &faults {
        let kind = if fault.wrong { "" } else { "note: " };
        writeln!(output, "{kind}{fault}")?;
    }
    output.finish()?;
    let wrong = wrong(&faults);
    if wrong > 0 {
        show.hint(format_args!("{}: {wrong} fault{}", folder.display(), if wrong == 1 { "" } else { "s" }));
        return Ok(Outcome::SomeFailed);
    }
    let files = overlay.len();
    show.hint(format_args!("{}: all is well (files: {files}, cases: {tested})", folder.display()));
    Ok(Outcome::Done)
}

/// The pack that a folder is to lie over.
fn pack(folder: &Path, asked: &str) -> anyhow::Result<Language> {
    let packs = Packs::with(&[])?;
    let said = dictionaries::language_in(folder, &packs)?;
    let tag = if asked == "auto" { said.unwrap_or_else(|| asked.to_owned()) } else { asked.to_owned() };
    let mut packs = packs.of(&tag)?;
    // Of all, the one that is taken where a page tells nothing.
    let at = ontwar::language::choose(&packs, std::iter::empty());
    Ok(packs.swap_remove(at))
}

/// The texts of the files, put in order first if that was asked for.
fn read(
    folder: &Path,
    fix: bool,
    faults: &mut Vec<Fault>,
    show: Show,
) -> anyhow::Result<Vec<(String, String)>> {
    let known: Vec<&str> = FILES.into_iter().chain(OTHERS).collect();
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    for name in names.iter().filter(|name| {
        Path::new(name).extension().is_some_and(|end| end == "tsv") && !known.contains(&name.as_str())
    }) {
        let like = known
            .iter()
            .max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)));
        faults.push(Fault {
            file: folder.join(name).display().to_string(),
            line: 0,
            reason: "no file of a dictionary has this name, so nothing reads it".to_owned(),
            remedy: format!("was {} meant?", like.unwrap_or(&known[0])),
            wrong: true,
        });
    }
    let mut files = Vec::new();
    for name in FILES.into_iter().chain(["cases.tsv"]) {
        let path = folder.join(name);
        if !path.exists() {
            continue;
        }
        let shown = path.display().to_string();
        let bytes = fs::read(&path).with_context(|| format!("cannot read {shown}"))?;
        let mut text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                faults.push(Fault {
                    file: shown,
                    line: good.split(|byte| *byte == b'\n').count(),
                    reason: "is not UTF-8".to_owned(),
                    remedy: "save the file as UTF-8".to_owned(),
                    wrong: true,
                });
                continue;
            }
        };
        let of_pack = name == "words.tsv" && folder.join("grammar.tsv").exists();
        let tidied = if fix && !of_pack { tidy(&shown, &text) } else { text.clone() };
        if tidied != text {
            super::edit::replace(&path, &tidied)?;
            show.hint(format_args!("{shown}: put in order"));
            text = tidied;
        }
        files.push((shown, text));
    }
    Ok(files)
}

/// Runs the folder's own tests; returns how many there are.
fn run_cases(language: Language, path: &str, text: &str, faults: &mut Vec<Fault>) -> usize {
    let options = Options { untangle: false, ..Options::default() };
    let cleaner = Cleaner::new(language, options);
    let mut tested = 0;
    for (i, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        tested += 1;
        if let Some((reason, remedy)) = case(&cleaner, line) {
            faults.push(Fault { file: path.to_owned(), line: i + 1, reason, remedy, wrong: true });
        }
    }
    tested
}

/// Cleans a line as read and holds it against the line as it should be.
fn case(cleaner: &Cleaner, line: &str) -> Option<(String, String)> {
    let mut fields = line.split('\t');
    let (Some(read), Some(meant)) = (fields.next(), fields.next()) else {
        let remedy = "put the line as read, a tab, and the line as it should be".to_owned();
        return Some(("this row has one field".to_owned(), remedy));
    };
    let made = match cleaner.clean("case", read.as_bytes()) {
        Ok(document) => to_text(&document),
        Err(error) => return Some((error.to_string(), String::new())),
    };
    // Structure may make a heading of it: the words are what counts.
    let words: Vec<&str> = made.split_whitespace().collect();
    let words = words.join(" ");
    (words != meant).then(|| {
        let remedy = "`ontwar dict explain` says why; add what is missing, or put the case right".to_owned();
        (format!("{read:?} became {words:?}, wanted {meant:?}"), remedy)
    })
}
