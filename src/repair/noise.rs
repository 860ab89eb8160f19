//! Runs of marks and letters that are no text at all: what a scanner reads in
//! pictures, frames and lines that it could not make out.
//!
//! Each token is either text or noise. Text is priced by the language model;
//! noise is letters at random. A run counts as noise only when it is long and
//! bad enough to pay for beginning and ending it, so that a strange name or a
//! foreign word among others is never lost.

use crate::language::{Item, Language};

use super::engine::Engine;
use super::lattice::Decision;
use super::page::{Page, USUAL_UNKNOWN};
use super::reading::Reading;
use super::stream::Place;
use super::token::Shape;
use super::vocabulary::Vocabulary;

/// ln P of one more character, or of the end, of a token of noise.
const LETTER: f32 = -3.0;
/// ln P of beginning a run of noise, and of ending it.
const BEGIN: f32 = -8.0;
const END: f32 = -4.0;
/// ln P of beginning one where an engine says how sure it is of each token.
const BEGIN_TOLD: f32 = -7.0;
/// Fewer tokens are never noise.
const SHORTEST: usize = 3;
/// What the model of text may gain or lose on one token: no single word decides.
const MOST: f32 = 8.0;
/// The same for a token of six letters or more.
const LONG: f32 = 1.5;
/// How far the word before may sway it.
const LEAST_LINK: f32 = -1.5;
const MOST_LINK: f32 = 5.0;
/// The share of old print from which on nothing is noise: Gothic type is read as badly.
const MOST_OLD: f32 = 0.05;
/// The share of a stream that must be words before anything in it is called noise.
const LEAST_WORDS: f32 = 0.65;

/// Which places of a stream are noise.
pub(super) fn noise(
    places: &[Place],
    decisions: &[Decision],
    vocabulary: &Vocabulary,
    (language, engine): (&Language, Option<&Engine<'_>>),
    page: &Page,
) -> Vec<bool> {
    let mut marked = vec![false; places.len()];
    let words =
        places.iter().filter(|p| p.core.shape == Shape::Word).map(|p| vocabulary.entries[p.entry].known);
    let (all, known) =
        words.fold((0.0f32, 0.0f32), |(all, known), is| (all + 1.0, known + f32::from(u8::from(is))));
    if page.old > MOST_OLD || known < LEAST_WORDS * all || places.len() < SHORTEST {
        return marked;
    }
    // Best worth of ending in text or in noise, relative to all text; and where from.
    let (mut text, mut junk) = (0.0f32, f32::NEG_INFINITY);
    let engine = engine.filter(|engine| engine.tells());
    let begin = if engine.is_some() { BEGIN_TOLD } else { BEGIN };
    let mut from_junk = Vec::with_capacity(places.len());
    let mut before = language.item(Language::START);
    for (place, decision) in places.iter().zip(decisions) {
        let doubt = engine.map_or(0.0, |engine| engine.doubts(place.token.span));
        let gain = gain(place, decision, doubt, vocabulary, (language, page), &mut before);
        let (to_text, leave) = if junk + END > text { (junk + END, true) } else { (text, false) };
        let (to_junk, stay) = if junk > text + begin { (junk, true) } else { (text + begin, false) };
        text = to_text;
        junk = to_junk + gain;
        from_junk.push((leave, stay));
    }
    let mut in_junk = junk + END > text;
    for at in (0..places.len()).rev() {
        marked[at] = in_junk;
        let (leave, stay) = from_junk[at];
        in_junk = if in_junk { stay } else { leave };
    }
    drop_short_runs(&mut marked);
    if marked.iter().filter(|&&m| m).count() * 3 > marked.len() {
        // A stream that is mostly noise is more likely text of a kind that we do not know.
        marked.fill(false);
    }
    marked
}

/// How much better a token is as noise than as text.
fn gain(
    place: &Place,
    decision: &Decision,
    doubt: f32,
    vocabulary: &Vocabulary,
    (language, page): (&Language, &Page),
    before: &mut Item,
) -> f32 {
    let entry = &vocabulary.entries[place.entry];
    let letters = place.token.text.chars().count() as f32 + 1.0;
    let as_noise = LETTER * letters;
    if place.opens {
        *before = language.item(Language::START);
    }
    if decision.joined || decision.join.is_some() {
        *before = entry.item;
        return -MOST;
    }
    match place.core.shape {
        Shape::Number | Shape::Opaque => {
            *before = entry.item;
            // A figure or an acronym says little; a lone letter or digit often is noise.
            return if letters <= 2.0 { 1.0 } else { -1.0 };
        }
        Shape::Marks => return if letters <= 2.0 { 0.5 } else { 2.0 },
        Shape::Word => {}
    }
    let as_text = match entry.readings.get(decision.taken) {
        Some(reading) => text_worth(reading, page),
        None => entry.weight,
    };
    let item =
        entry.readings.get(decision.taken).and_then(|r| r.units.first()).map_or(entry.item, |u| u.item);
    // Where the neighbours could not change what comes of it they are not asked.
    let sure = as_noise - as_text < -MOST + LEAST_LINK;
    let link = if sure { 0.0 } else { language.link([*before, *before], item).clamp(LEAST_LINK, MOST_LINK) };
    *before = entry.readings.get(decision.taken).and_then(|r| r.units.last()).map_or(entry.item, |u| u.item);
    // Noise is short; a long word that nobody knows is more likely a name.
    let most = if letters > 6.0 { LONG } else { MOST };
    let known = match entry.readings.get(decision.taken) {
        Some(reading) => reading.units.iter().all(|unit| !unit.unknown),
        None => entry.known,
    };
    // Engines doubt many a word that is right: what they doubt tells of letters that are no word.
    let doubt = if known { doubt.min(0.0) } else { doubt };
    (as_noise - as_text - link + doubt).clamp(-MOST, most)
}

/// ln P of a reading as text, with the usual share of unknown words rather than this page's.
fn text_worth(reading: &Reading, page: &Page) -> f32 {
    let usual = USUAL_UNKNOWN - page.ln_unknown;
    let caution = reading.caution;
    page.channel(reading)
        + caution
        + reading.units.iter().map(|u| page.price(u) + if u.unknown { usual } else { 0.0 }).sum::<f32>()
}

fn drop_short_runs(marked: &mut [bool]) {
    let mut at = 0;
    while at < marked.len() {
        let run = marked[at..].iter().take_while(|&&m| m == marked[at]).count();
        if marked[at] && run < SHORTEST {
            marked[at..at + run].fill(false);
        }
        at += run;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_run_is_no_noise() {
        let mut marked = [true, false, true, true, true, false, true, true];
        drop_short_runs(&mut marked);
        assert_eq!(marked, [false, false, true, true, true, false, false, false]);
    }
}
