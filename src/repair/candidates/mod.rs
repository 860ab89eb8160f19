//! Candidate generation: the noisy channel read backwards, from what was read
//! to the words that it may stand for.
//!
//! Each [`CandidateSource`] looks for one kind of fault. The two that do most
//! of the work search the lexicon along the characters as read, with confusions
//! on the way (`trie_search`), for one word (`spelling`) or for several that
//! ran together (`segmentation`). Whatever is found is scored later, by the page.

mod accents;
mod compounds;
mod context;
mod diaeresis;
mod far_words;
mod free_spelling;
mod hyphens;
mod ij;
mod k_best;
mod lexicon_beam;
mod names;
mod numbers;
mod ocr;
mod punctuation;
mod real_words;
mod segmentation;
mod short_words;
mod signs;
mod spelling;
mod trie_search;

use crate::language::{WordId, fold, folded};

use super::candidate::Candidate;
use super::channel::Offer;
use super::token::is_aligned;
use super::well_read::is_of_today;
pub(super) use accents::plain_inside;
pub(super) use context::{CandidateContext, Written};
pub(super) use real_words::BADLY_READ;

/// How many candidates of a word are kept, and on old print.
const KEPT: usize = 8;
const KEPT_OLD: usize = 14;
/// Longer known words are left alone, in bytes.
const LONGEST_KNOWN: usize = 24;
/// Shorter words, in bytes, did not run together where one of them is misread as well.
const SHORTEST_MERGED: usize = 6;
/// What is held against the loss of a blank before a word that is an ending too, as *en* is in Dutch.
const ENDING: f32 = 0.5;

/// Where candidates come from: one kind of fault that a scanner makes.
trait CandidateSource {
    /// Adds what `word` may stand for to `found`, of which the first is the text as it stands.
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>);
}

/// Candidates for a core that is no known word; the first is the text as it stands.
pub(super) fn of_unknown(context: &CandidateContext<'_>, core: &str) -> Vec<Candidate> {
    typed(core, |core| unknown(context, core))
}

/// Looks for candidates with the apostrophe that the lists have, and writes them with that of the print.
fn typed(core: &str, find: impl FnOnce(&str) -> Vec<Candidate>) -> Vec<Candidate> {
    if !core.contains('’') {
        return find(core);
    }
    let mut found = find(&core.replace('’', "'"));
    write_apostrophes(&mut found, '\'', '’');
    found
}

fn write_apostrophes(found: &mut [Candidate], from: char, to: char) {
    for candidate in found {
        candidate.text = candidate.text.chars().map(|c| if c == from { to } else { c }).collect();
    }
}

fn unknown(context: &CandidateContext<'_>, core: &str) -> Vec<Candidate> {
    let lower = folded(core);
    let word = Written { core, lower: &lower };
    let mut found = vec![context.untouched(core, &lower)];
    if !word.is_sound() {
        return found;
    }
    if core.contains(hyphens::parting(context.old)) {
        hyphens::Hyphens.find(context, &word, &mut found);
    }
    punctuation::InnerMarks.find(context, &word, &mut found);
    punctuation::OpeningMarks.find(context, &word, &mut found);
    let plain = word.is_plain();
    if plain || context.old && word.is_elided() {
        segmentation::MergedWords { edits: 0 }.find(context, &word, &mut found);
        // Most words that end so are plurals and verbs, not merges.
        let endings = &context.language.profile().spelling.endings;
        let last =
            |text: &str| text.rsplit_once(' ').is_some_and(|(_, last)| endings.iter().any(|e| e == last));
        for candidate in found.iter_mut().filter(|candidate| last(&candidate.text)) {
            candidate.open += ENDING;
        }
    }
    let split = found.len() > 1;
    punctuation::InnerCapital.find(context, &word, &mut found);
    spelling::Spelling.find(context, &word, &mut found);
    if plain && !split && core.len() >= SHORTEST_MERGED && !context.old {
        segmentation::MergedWords { edits: 1 }.find(context, &word, &mut found);
    }
    diaeresis::Diaeresis.find(context, &word, &mut found);
    names::PageNames.find(context, &word, &mut found);
    if context.old {
        free_spelling::FreeSpelling.find(context, &word, &mut found);
    }
    keep_best(context, core, &mut found);
    ij::IjForY.find(context, &word, &mut found);
    accents::PlainInside.find(context, &word, &mut found);
    signs::Signs.find(context, &word, &mut found);
    found
}

/// Keeps the best candidates of each text, below the text as it stands.
fn keep_best(context: &CandidateContext<'_>, core: &str, found: &mut Vec<Candidate>) {
    let keep = found[0].clone();
    found.retain(|candidate| candidate.text != core);
    found.sort_by(|a, b| context.rough(b).total_cmp(&context.rough(a)));
    found.dedup_by(|a, b| a.text == b.text);
    found.truncate(if context.old { KEPT_OLD } else { KEPT });
    found.insert(0, keep);
}

/// Adds the known words that a core of old print is a letter off, whatever letter, and where it is no known word
/// itself those that are farther.
pub(super) fn add_near(context: &CandidateContext<'_>, core: &str, known: bool, found: &mut Vec<Candidate>) {
    if core.contains('’') {
        write_apostrophes(found, '’', '\'');
        near(context, &core.replace('’', "'"), known, found);
        write_apostrophes(found, '\'', '’');
    } else {
        near(context, core, known, found);
    }
}

fn near(context: &CandidateContext<'_>, core: &str, known: bool, found: &mut Vec<Candidate>) {
    let lower = folded(core);
    let word = Written { core, lower: &lower };
    if !word.is_sound() {
        return;
    }
    let was_sure = found.is_empty();
    if was_sure {
        found.push(context.untouched(core, &lower));
    }
    let split = found.iter().any(|reading| reading.units.len() > 1);
    if !was_sure && !split && core.len() >= SHORTEST_MERGED && word.is_elided() {
        segmentation::MergedWords { edits: 1 }.find(context, &word, found);
    }
    spelling::NearWords.find(context, &word, found);
    if !known && !is_of_today(context.page) {
        far_words::FarWords.find(context, &word, found);
    }
    if was_sure && found.len() == 1 {
        found.clear();
    }
}

/// Candidates for a compound that no list has: it may be a merge, it is hardly misread.
pub(super) fn of_compound(context: &CandidateContext<'_>, core: &str) -> Vec<Candidate> {
    let lower = folded(core);
    let word = Written { core, lower: &lower };
    let mut found = vec![context.untouched(core, &lower)];
    if !word.is_sound() {
        return found;
    }
    if core.contains('-') {
        hyphens::Hyphens.find(context, &word, &mut found);
    } else if word.is_plain() {
        segmentation::MergedWords { edits: 0 }.find(context, &word, &mut found);
        compounds::Compounds.find(context, &word, &mut found);
    }
    found
}

/// Candidates for a known word.
pub(super) fn of_known(context: &CandidateContext<'_>, core: &str, id: WordId) -> Vec<Candidate> {
    typed(core, |core| known(context, core, id))
}

fn known(context: &CandidateContext<'_>, core: &str, id: WordId) -> Vec<Candidate> {
    let lower = folded(core);
    let word = Written { core, lower: &lower };
    // Two or three ways to take it apart come with most.
    let mut found = Vec::with_capacity(4);
    found.push(context.untouched_as(core, &lower, Some(id)));
    if !is_aligned(core, &lower) || core.len() > LONGEST_KNOWN {
        return found;
    }
    ij::IjForY.find(context, &word, &mut found);
    accents::PlainInside.find(context, &word, &mut found);
    real_words::RealWords.find(context, &word, &mut found);
    signs::Signs.find(context, &word, &mut found);
    found
}

/// Candidates for a core that begins with a digit or holds one.
pub(super) fn of_number(context: &CandidateContext<'_>, core: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    if context.old && holds_letters(core) {
        return of_unknown(context, core);
    }
    numbers::Numbers.find(context, &Written { core, lower: core }, &mut found);
    short_words::ShortWords.find(context, &Written { core, lower: core }, &mut found);
    signs::Signs.find(context, &Written { core, lower: core }, &mut found);
    found
}

/// Candidates for a core that is none to be looked into otherwise.
pub(super) fn of_opaque(context: &CandidateContext<'_>, core: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let lower = folded(core);
    let word = Written { core, lower: &lower };
    short_words::ShortWords.find(context, &word, &mut found);
    signs::Signs.find(context, &word, &mut found);
    found
}

/// Whether a core with a digit is letters for the most part: a word in which one was read as a digit.
pub(super) fn holds_letters(core: &str) -> bool {
    let digits = core.chars().filter(char::is_ascii_digit).count();
    let letters = core.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && letters >= 2 * digits && digits + letters == core.chars().count()
}

/// Adds what an OCR engine offers for a core.
pub(super) fn add_offers(
    context: &CandidateContext<'_>,
    core: &str,
    known: bool,
    offers: &[Offer],
    found: &mut Vec<Candidate>,
) {
    ocr::OcrAlternatives { known, offers }.find(context, &Written { core, lower: &fold(core) }, found);
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::repair::page::PageStatistics;

    use super::*;

    /// What a core of old English print may be read as.
    fn readings(core: &str) -> Vec<String> {
        let Ok(english) = Language::builtin("en") else { return Vec::new() };
        let page = PageStatistics::default();
        let found = of_unknown(&CandidateContext::new(&english, &page, true), core);
        found.into_iter().map(|candidate| candidate.text).collect()
    }

    #[test]
    fn a_word_keeps_the_apostrophe_of_the_print() {
        for (core, meant) in [("replenilh’d", "replenish’d"), ("replenilh'd", "replenish'd")] {
            let found = readings(core);
            assert!(
                found.is_empty() || found[0] == core && found.iter().any(|text| text == meant),
                "{found:?}"
            );
        }
    }

    #[test]
    fn marks_that_lost_their_blank_part_words_of_old_print() {
        for (core, meant) in [("kiug,and", "king,and"), ("kiug—and", "king—and")] {
            let found = readings(core);
            assert!(found.is_empty() || found.iter().any(|text| text == meant), "{found:?}");
        }
    }

    #[test]
    fn words_with_an_apostrophe_come_apart() {
        let found = readings("it'swith");
        assert!(found.is_empty() || found.iter().any(|text| text == "it's with"), "{found:?}");
    }

    #[test]
    fn a_word_with_a_digit_is_letters_for_the_most_part() {
        for (core, is) in [
            ("t0o", true),
            ("Mis3", true),
            ("3idney", true),
            ("16u00", false),
            ("1a", false),
            ("t8.b", false),
        ] {
            assert_eq!(holds_letters(core), is, "{core}");
        }
    }
}
