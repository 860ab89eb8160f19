//! A page measured: its statistics, and what each of its words may be read as.
//!
//! Candidates are found at the usual rates of the channel; the best of them say
//! what this page's scanner does oftener, and at those rates they are found and
//! scored again.

use std::sync::Arc;

use crate::language::{Language, Typeface, folded};
use crate::model::Period;

use super::candidate::Candidate;
use super::candidates::{
    BADLY_READ, CandidateContext, add_near, add_offers, holds_letters, of_compound, of_known, of_number,
    of_opaque, of_unknown, plain_inside,
};
use super::channel::Uses;
use super::decode::score;
use super::gates;
use super::letter_marks::is_marked;
use super::page::{self, ChannelCounts, Familiarity, PageStatistics, Settled};
use super::token::{Shape, has_odd_capital};
use super::units::unit;
use super::vocabulary::{PageVocabulary, WordEntry};

/// From here on (ln P) a known word is too usual to be anything else.
const USUAL: f32 = -10.0;
/// The same on old print, whose letters are misread oftener.
const USUAL_OLD: f32 = -5.5;
/// From here on (ln P) a known word is too usual to be a letter off another on a page that is read badly.
const USUAL_NEAR: f32 = -9.0;
/// The share of old print from which on a missing blank after a mark may be the print's own.
const FAINT: f32 = 0.05;
/// How many marks must stand right after their words for one that does not.
const MANY_CLOSED: usize = 8;
/// A single one is a slip of the text's own rather than the scanner's.
const FEWEST_APART: usize = 2;
/// No name is so likely a word of the language (ln P).
const NAME: f32 = -11.0;
/// Shorter names are too like other words.
const SHORTEST_NAME: usize = 6;
/// How many names of a page are looked at.
const MOST_NAMES: usize = 64;
/// The least share of old print on a page that is said to be old.
const LEAST_OLD: f32 = 0.3;
/// The same of a page in gothic type.
const GOTHIC_OLD: f32 = 0.9;
/// The usual share of known words in old print, and so many words say nothing against it.
const USUAL_KNOWN: f32 = 0.9;
const FEW: f32 = 5.0;
/// Two words say no more than so much (ln) by standing side by side.
const MOST_LINK: f32 = 5.0;
/// How often a page is read before its measures are trusted.
const PASSES: usize = 2;

/// Measures the page and finds what its words may be read as.
pub(super) fn adapt(
    vocabulary: &mut PageVocabulary,
    language: &Language,
    period: Period,
    volume: Option<&Arc<Settled>>,
) -> PageStatistics {
    let mut page = PageStatistics::within(volume, language);
    page.weigh_layers(&layers(vocabulary, language));
    let shared = page.volume().cloned();
    if let Some(volume) = &shared {
        page.set_old(0.5 * (page.old + volume.old));
    }
    let is_gothic = || match &shared {
        Some(volume) => volume.print == Typeface::Gothic,
        None => page::is_gothic(language, words(vocabulary)),
    };
    page.shows_old = match period {
        Period::Auto => page.is_old(),
        Period::Historical => true,
        Period::Modern => false,
    };
    match period {
        Period::Auto | Period::Historical if is_gothic() => {
            page.shows_old = true;
            page.print = Typeface::Gothic;
            page.set_old(page.old.max(GOTHIC_OLD));
        }
        Period::Auto => page.set_old(page.old.max(language.profile().spelling.least_old)),
        Period::Modern => page.set_old(0.0),
        Period::Historical => page.set_old(page.old.max(LEAST_OLD)),
    }
    let [after, inside, apart] = vocabulary.marks;
    page.tight = page.old > FAINT || inside >= 2 && 3 * inside > after;
    page.closes_marks = apart >= FEWEST_APART && MANY_CLOSED * apart <= after;
    let old = page.is_old();
    if old {
        if language.has_print(Typeface::Later) {
            page.ij = page::ij(language, words(vocabulary));
        }
        // Engines that read ij as y set blanks before commas too, where the print has next to none.
        page.closes_marks |=
            page.ij > 0.0 && words(vocabulary).any(|(word, _)| page::has_older(language, word));
        if !page::has_later(language, words(vocabulary)) {
            page.ij = f32::NEG_INFINITY;
        }
        (page.unaccented, page.doubts_accents) = page::unaccented(language, words(vocabulary));
        page.spells_y = page.ij <= 0.0 && page::spells_y(language, words(vocabulary));
        let later = page.print == Typeface::Later;
        if later && language.has_print(Typeface::LongS) && page::long_s(words(vocabulary)) > 0.0 {
            page.print = Typeface::LongS;
        }
        if let Some(volume) = shared.as_ref().filter(|volume| volume.is_old()) {
            (page.ij, page.spells_y, page.print) = (volume.ij, volume.spells_y, volume.print);
            (page.unaccented, page.doubts_accents) = (volume.unaccented, volume.doubts_accents);
        }
        page.unexplained = gates::is_unexplained(language, &page, words(vocabulary));
        let cores = vocabulary.cores.iter().zip(&vocabulary.entries);
        page.holds_code = gates::holds_code(cores.map(|(core, entry)| (core, entry.count as f32)));
        for entry in &mut vocabulary.entries {
            entry.known |= entry.word.is_some_and(|w| language.flags(w).is_historical());
        }
    }
    page.closes_marks &= !language.profile().spelling.spaced_marks;
    for (core, entry) in vocabulary.cores.iter().zip(&vocabulary.entries) {
        if entry.shape == Shape::Word && !entry.known {
            let lower = folded(core);
            for _ in 0..entry.count {
                page.count_unknown(&lower);
            }
        }
    }
    page.names = names(vocabulary);
    if let Some(volume) = &shared {
        let room = MOST_NAMES.saturating_sub(page.names.len());
        let others = volume.names.iter().filter(|name| !page.names.contains(name)).take(room);
        let others: Vec<String> = others.cloned().collect();
        page.names.extend(others);
    }
    generate(vocabulary, language, &page, old);
    if old {
        price(vocabulary, language, &page);
        doubt(vocabulary, language, &page, old);
    }
    let mut learnt = None;
    for _ in 0..PASSES {
        let found = found(vocabulary, language, &page, old);
        page.learn(&found);
        let best = best(vocabulary, language, &page, old);
        // The same choice among the same readings teaches the same.
        if old || learnt.as_ref() != Some(&best) {
            let (used, words) = confusions_used(vocabulary, &best);
            page.adapt_channel(language, &used, &words);
        }
        learnt = Some(best);
        if old {
            // What was out of reach at the usual rates may be within at those of the page.
            generate(vocabulary, language, &page, old);
            doubt(vocabulary, language, &page, old);
        }
    }
    if !old {
        price(vocabulary, language, &page);
        doubt(vocabulary, language, &page, old);
    }
    if old {
        page.familiarity = familiarity(vocabulary, language, &page);
    }
    settle(vocabulary, language, &page, old);
    page
}

/// How well the pack knows what stands on the page.
fn familiarity(vocabulary: &PageVocabulary, language: &Language, page: &PageStatistics) -> Familiarity {
    let (mut words, mut known, mut priced, mut price) = (0.0, 0.0, 0.0, 0.0);
    for (core, entry) in vocabulary.cores.iter().zip(&vocabulary.entries) {
        if entry.shape != Shape::Word {
            continue;
        }
        let count = entry.count as f32;
        // Names are in no list anywhere, and two letters are a word by chance.
        if core.chars().all(char::is_lowercase) && core.chars().nth(2).is_some() {
            words += count;
            known += if entry.known { count } else { 0.0 };
        }
        if entry.word.is_some() && entry.known {
            priced += count;
            price += count * entry.weight;
        }
    }
    let link = |&(a, b): &(usize, usize)| {
        let (before, next) = (vocabulary.entries[a].item, vocabulary.entries[b].item);
        let modern = language.association([language.item(Language::UNKNOWN), before], next);
        page.link(language, before, next, modern).clamp(-MOST_LINK, MOST_LINK)
    };
    let linked: f32 = vocabulary.neighbours.iter().map(link).sum();
    Familiarity {
        known: (known + FEW * USUAL_KNOWN) / (words + FEW),
        price: price / f32::max(priced, 1.0),
        linked: linked / (vocabulary.neighbours.len() as f32 + FEW),
    }
}

/// Finds what is looked for once, when the page is measured, and says what each reading is worth.
fn settle(vocabulary: &mut PageVocabulary, language: &Language, page: &PageStatistics, old: bool) {
    let context = CandidateContext::new(language, page, old);
    // On a page that is read badly words that are known may be misread in any way too.
    let badly = page.ln_misread > BADLY_READ;
    for (core, entry) in vocabulary.cores.iter().zip(&mut vocabulary.entries) {
        let unsure = !entry.known || badly && entry.weight < USUAL_NEAR;
        let word = entry.shape == Shape::Word || entry.shape == Shape::Number && holds_letters(core);
        if old && word && !entry.ordered && (unsure || entry.shape == Shape::Number) {
            add_near(&context, core, entry.known, &mut entry.readings);
        }
        if !entry.offers.is_empty() {
            add_offers(&context, core, entry.known, &entry.offers, &mut entry.readings);
        }
        score(&mut entry.readings, (entry.known, entry.count), language, page);
        gates::sift(language, page, core, (entry.known, entry.count), &mut entry.readings);
    }
}

/// Prices the known words.
fn price(vocabulary: &mut PageVocabulary, language: &Language, page: &PageStatistics) {
    for (core, entry) in vocabulary.cores.iter().zip(&mut vocabulary.entries) {
        if let Some(word) = entry.word {
            entry.weight = page.price(&unit(language, word, core));
        }
    }
}

/// Finds what the words that no list has may be read as.
fn generate(vocabulary: &mut PageVocabulary, language: &Language, page: &PageStatistics, old: bool) {
    let context = CandidateContext::new(language, page, old);
    let mut found: Vec<Vec<Candidate>> = Vec::with_capacity(vocabulary.entries.len());
    for (core, entry) in vocabulary.cores.iter().zip(&vocabulary.entries) {
        found.push(match entry.shape {
            Shape::Word if !entry.known => of_unknown(&context, core),
            Shape::Word if entry.word.is_none() && !old => of_compound(&context, core),
            Shape::Number => of_number(&context, core),
            Shape::Opaque if old => of_opaque(&context, core),
            _ => Vec::new(),
        });
    }
    for (entry, readings) in vocabulary.entries.iter_mut().zip(found) {
        if !entry.ordered && (readings.len() > 1 || !entry.known) {
            entry.readings = readings;
        }
    }
}

/// Known words that may still be misread or merged: the rarer ones.
fn doubt(vocabulary: &mut PageVocabulary, language: &Language, page: &PageStatistics, old: bool) {
    let context = CandidateContext::new(language, page, old);
    let usual = if old { USUAL_OLD } else { USUAL };
    for (core, entry) in vocabulary.cores.iter().zip(&mut vocabulary.entries) {
        let Some(word) = entry.word else { continue };
        let open = entry.shape == Shape::Word
            && (entry.readings.is_empty() || old && entry.known)
            && (entry.weight < usual
                || is_marked(core)
                || page.ij > 0.0 && page::has_older(language, core)
                || page.doubts_accents && plain_inside(language, core).is_some()
                || old && has_odd_capital(core))
            && !language.flags(word).is_keep()
            && (old || language.is_confusable(word) || language.splits(word));
        if open {
            let readings = of_known(&context, core, word);
            if readings.len() > 1 {
                entry.readings = readings;
            }
        }
    }
}

/// Long words with a capital that stand on the page more than once.
fn names(vocabulary: &PageVocabulary) -> Vec<String> {
    let all = vocabulary.cores.iter().zip(&vocabulary.entries);
    let names = all.filter(|(core, entry)| {
        entry.count > 1
            && entry.shape == Shape::Word
            && entry.weight < NAME
            && core.starts_with(char::is_uppercase)
            && core.chars().skip(1).all(char::is_lowercase)
            && core.chars().count() >= SHORTEST_NAME
    });
    names.map(|(core, _)| core.to_string()).take(MOST_NAMES).collect()
}

/// The distinct words, each with how often it stands there.
fn words(vocabulary: &PageVocabulary) -> impl Iterator<Item = (&str, f32)> + Clone {
    let words =
        vocabulary.cores.iter().zip(&vocabulary.entries).filter(|(_, entry)| entry.shape == Shape::Word);
    words.map(|(core, entry)| (core, entry.count as f32))
}

/// ln P of every known word in either layer.
fn layers(vocabulary: &PageVocabulary, language: &Language) -> Vec<(f32, f32)> {
    let mut pairs = Vec::new();
    for entry in &vocabulary.entries {
        if let Some(word) = entry.word {
            let pair = (language.unigram(word), language.historical_unigram(word));
            pairs.extend(std::iter::repeat_n(pair, entry.count));
        }
    }
    pairs
}

/// Which reading of each word is the best without context, where there are any.
fn best(
    vocabulary: &PageVocabulary,
    language: &Language,
    page: &PageStatistics,
    old: bool,
) -> Vec<Option<usize>> {
    let context = CandidateContext::new(language, page, old);
    let best = |entry: &WordEntry| {
        let worths = entry.readings.iter().map(|reading| context.rough(reading)).enumerate();
        worths.max_by(|a, b| a.1.total_cmp(&b.1)).map(|best| best.0)
    };
    vocabulary.entries.iter().map(best).collect()
}

/// Which confusions the best readings rest on, and the words of the page so
/// read, each with how often it stands there.
fn confusions_used<'a>(
    vocabulary: &'a PageVocabulary,
    best: &[Option<usize>],
) -> (Uses, Vec<(&'a str, usize)>) {
    let mut used = Uses::default();
    let mut words = Vec::with_capacity(vocabulary.entries.len());
    for ((core, entry), best) in vocabulary.cores.iter().zip(&vocabulary.entries).zip(best) {
        if entry.shape != Shape::Word {
            continue;
        }
        let best = best.map(|best| &entry.readings[best]);
        words.push((best.map_or(core, |best| &best.text), entry.count));
        for (place, old) in best.iter().flat_map(|best| best.used.iter()) {
            *used[usize::from(old)].entry(place).or_default() += entry.count as f32;
        }
    }
    (used, words)
}

/// What a reading without context would find on the page.
fn found(
    vocabulary: &PageVocabulary,
    language: &Language,
    page: &PageStatistics,
    old: bool,
) -> ChannelCounts {
    let mut found = ChannelCounts::default();
    let all = vocabulary.cores.iter().zip(&vocabulary.entries).zip(best(vocabulary, language, page, old));
    for ((core, entry), best) in all.filter(|((_, entry), _)| entry.shape == Shape::Word) {
        found.tokens += entry.count;
        found.letters += entry.count * core.len();
        let Some(best) = best.map(|best| &entry.readings[best]) else { continue };
        // A name that seems to be two words says nothing of blanks, and what may be a compound says half.
        if !core.starts_with(char::is_uppercase) {
            let runs_on = best.units.iter().any(|u| language.flags(u.item.word).is_function());
            let share = if runs_on || old { 1.0 } else { 0.5 };
            found.lost_blanks += share * f32::from(best.lost_blanks) * entry.count as f32;
        }
        found.misread += f32::from(best.confused + best.misread) * entry.count as f32;
        found.unknown += entry.count * usize::from(best.units.iter().any(|u| u.unknown));
    }
    found
}
