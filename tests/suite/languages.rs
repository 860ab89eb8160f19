//! What is particular to a language stands in its pack: no literal of the
//! sources is a letter or a word of one.

use std::collections::BTreeSet;
use std::fs;

use crate::imports::{files, root};

/// Files with letters that are of no one language, and why.
const GENERAL: &[(&str, &str)] = &[
    ("src/language/identify.rs", "letters that tell many languages apart, folded as its table has them"),
    ("src/language/learn.rs", "ligatures, as Unicode takes them apart"),
    ("src/language/lint.rs", "how UTF-8 looks that was read as Windows-1252"),
    ("src/layout/token_features.rs", "the vowels of the Latin alphabet with all their accents"),
    ("src/model/ink.rs", "how high the letters of the Latin alphabet stand, and how wide"),
    ("src/read/decode.rs", "the letters of encodings"),
    ("src/read/normalise.rs", "ligatures and the long s, as Unicode takes them apart"),
];

/// The literals of code: what stands in quotes.
fn literals(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '"' && c != '\'' {
            continue;
        }
        let mut literal = String::new();
        let mut closed = false;
        while let Some(d) = rest.next() {
            match d {
                '\\' => {
                    rest.next();
                }
                d if d == c => {
                    closed = true;
                    break;
                }
                // A lifetime has no end.
                d if c == '\'' && !literal.is_empty() && (d.is_alphanumeric() || ",>; )&".contains(d)) => {
                    break;
                }
                d => literal.push(d),
            }
        }
        if closed {
            found.push(literal);
        }
    }
    found
}

#[test]
fn no_word_and_no_letter_of_a_language_stands_in_the_sources() {
    let lists = |tag: &str, file: &str| -> BTreeSet<String> {
        let text = fs::read_to_string(root().join("dictionaries").join(tag).join(file)).unwrap();
        let rows = text.lines().filter(|row| !row.starts_with('#'));
        rows.filter_map(|row| row.split('\t').next()).map(str::to_owned).collect()
    };
    // Words of the grammar that are not English words too, which messages may hold.
    let english = lists("en", "words.tsv");
    let words: BTreeSet<String> = lists("nl", "function-words.tsv")
        .into_iter()
        .filter(|word| word.len() > 2 && !english.contains(word))
        .collect();
    assert!(words.len() > 50, "{words:?}");
    let mut wrong = Vec::new();
    for file in files() {
        let path = file.path.to_string_lossy().replace('\\', "/");
        if GENERAL.iter().any(|(general, _)| *general == path) {
            continue;
        }
        for literal in literals(&file.code) {
            let letter = literal.chars().any(|c| c.is_alphabetic() && ('\u{80}'..'\u{250}').contains(&c));
            if letter || words.contains(&literal) {
                wrong.push(format!(
                    "{path}: {literal:?} is of a language; it belongs in the profile of its pack"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn literals_are_told_from_lifetimes() {
    assert_eq!(literals("fn a<'a>(b: &'a str) { c('é', \"d\\\"e\", 'f') }"), ["é", "de", "f"]);
}
