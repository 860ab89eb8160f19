//! The `OpenTaal` word list, and the written form of each of its words.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use crate::corpus::{Corpus, capital_share, is_shouted};
use crate::text::{fold, is_camel_case, is_capitalised};

/// The forms that the list has for each lower-case word.
pub(crate) type Listed = BTreeMap<String, Vec<String>>;

/// Evidence below which the corpus does not overrule the list's own writing.
const ENOUGH_EVIDENCE: f64 = 5.0;

/// The share of that evidence that one form must have to overrule the list.
const CLEAR_SHARE: f64 = 0.75;

/// Reads the list. An expression of several words gives its longer words,
/// which a running text has one by one.
pub(crate) fn read(path: &Path) -> io::Result<Listed> {
    let mut listed = Listed::new();
    for line in fs::read_to_string(path)?.lines() {
        let line = fold(line.trim());
        let expression = line.contains(' ');
        for word in line.split_whitespace() {
            let long = word.chars().count() > 2 && word.chars().all(char::is_alphabetic);
            if !expression || long {
                add(&mut listed, word);
                // Tokens have no leading apostrophe: "'s-Gravenhage" is also
                // listed as it is met.
                if let Some(bare) = word.strip_prefix('\'').filter(|bare| bare.len() > 2) {
                    add(&mut listed, bare);
                }
            }
        }
    }
    Ok(listed)
}

fn add(listed: &mut Listed, word: &str) {
    let forms = listed.entry(word.to_lowercase()).or_default();
    if !forms.iter().any(|form| form == word) {
        forms.push(word.to_owned());
    }
}

/// How a word is written and how often with a capital.
pub(crate) struct Written {
    pub(crate) form: String,
    pub(crate) capital: u32,
}

/// The written form of a word: what most telling occurrences have, if there
/// are enough of them; else the list's.
pub(crate) fn written(corpus: &Corpus, forms: &[u32], listed: &[String]) -> Written {
    let (share, evidence) = capital_share(corpus, forms);
    let by_evidence = |form: &str| {
        forms
            .iter()
            .find(|&&f| corpus.form_text[f as usize] == form)
            .map_or(0.0, |&f| corpus.form_evidence[f as usize])
    };
    // Of two listed forms the better attested; of two silent ones the small.
    let best_listed = listed.iter().max_by(|a, b| {
        let order = by_evidence(a).total_cmp(&by_evidence(b));
        order.then_with(|| a.as_bytes().cmp(b.as_bytes()))
    });
    let attested = forms
        .iter()
        .filter(|&&form| may_be_written(&corpus.form_text[form as usize], listed))
        .max_by(|&&a, &&b| {
            let order = corpus.form_evidence[a as usize].total_cmp(&corpus.form_evidence[b as usize]);
            order.then_with(|| corpus.form_text[a as usize].cmp(&corpus.form_text[b as usize]))
        })
        .map(|&form| corpus.form_text[form as usize].clone());
    let form = match (attested, best_listed) {
        (Some(form), _) if evidence >= ENOUGH_EVIDENCE && by_evidence(&form) > CLEAR_SHARE * evidence => form,
        (_, Some(form)) => form.clone(),
        (Some(form), None) => form,
        (None, None) => String::new(),
    };
    let only_capital = !listed.is_empty() && listed.iter().all(|form| is_capitalised(form));
    let capital = if evidence > 0.0 && (evidence >= 1.0 || listed.is_empty()) {
        rounded(share)
    } else if only_capital || (listed.is_empty() && is_capitalised(&form)) {
        100
    } else {
        0
    };
    Written { form, capital }
}

/// A word shouted in a heading is not thereby written in capitals, nor are
/// stray capitals a way to write.
fn may_be_written(form: &str, listed: &[String]) -> bool {
    !(is_shouted(form) || is_camel_case(form))
        || listed.is_empty()
        || listed.iter().any(|other| other == form)
}

/// A count or a percentage as the whole number that the files hold.
pub(crate) fn rounded(value: f64) -> u32 {
    value.round().max(0.0) as u32
}
