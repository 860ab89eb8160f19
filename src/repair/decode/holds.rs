//! Tokens that stay as they are, whatever the model says: names inside a
//! sentence on a page that is read well, and words that a stop shortens.

use crate::language::Language;
use crate::repair::analysis::AnalysedToken;
use crate::repair::gates::is_capitalised;
use crate::repair::page::PageStatistics;
use crate::repair::token::Shape;
use crate::repair::vocabulary::WordEntry;
use crate::repair::well_read::{LOSES_BLANKS, is_of_today, is_read_well};

/// How sure a reading of old print must be, in log odds, for a name to give way to it: set by hand at nineteen in twenty.
const SURE: f32 = 3.0;
/// The longest word that a stop may shorten: *Wed.*, *enz.*
const LONGEST_ABBREVIATION: usize = 5;

/// Whether a place of a stream is to stay as it is.
pub(super) fn holds(
    language: &Language,
    page: &PageStatistics,
    places: &[AnalysedToken],
    at: usize,
    entry: &WordEntry,
) -> bool {
    let place = &places[at];
    let ruled = || entry.readings.iter().any(|reading| reading.rule.is_some() || reading.offered);
    if place.core.shape != Shape::Word || entry.readings.len() < 2 || ruled() {
        return false;
    }
    let core = &place.token.text[place.core.start..place.core.end];
    // On a page that loses blanks a name may have run together with its neighbours.
    let ran_on = || {
        page.ln_lost_blank >= LOSES_BLANKS
            && entry.readings.iter().any(|r| r.units.len() > 1 && r.confused + r.misread == 0)
    };
    // *Spanilh* and *Perfons* are no names: one word that is known explains them.
    let sure = || {
        let mut others = entry.readings.iter().skip(1);
        page.is_old() && others.any(|r| matches!(&r.units[..], [unit] if !unit.unknown) && r.worth >= SURE)
    };
    is_shortened(places, at, core)
        || page.is_old() && is_half(language, places, at)
        || !entry.known
            && !ran_on()
            && !sure()
            && (page.unexplained || is_of_today(page) && is_read_well(page))
            && language.capitals_are_names()
            && is_capitalised(core)
            && is_inside(places, at)
}

/// Whether a word is half of one that is known and that a hyphen breaks, or of one whose rest does not stand there: no list
/// says what halves look like (*Stim-* is no *Stirn*, *fran-* no *frau*).
fn is_half(language: &Language, places: &[AnalysedToken], at: usize) -> bool {
    let broken = |place: &AnalysedToken| place.core.shape == Shape::Word && place.ends_in_hyphen();
    let whole = |first: &AnalysedToken, second: &AnalysedToken| {
        second.core.start == 0
            && second.core().starts_with(char::is_lowercase)
            && language.knows(&format!("{}{}", first.core(), second.core()))
    };
    let before = at.checked_sub(1).map(|before| &places[before]).filter(|before| broken(before));
    before.is_some_and(|before| whole(before, &places[at]))
        || broken(&places[at]) && places.get(at + 1).is_none_or(|next| whole(&places[at], next))
}

/// Whether no sentence and no line of its own begins at a place.
fn is_inside(places: &[AnalysedToken], at: usize) -> bool {
    let place = &places[at];
    let Some(before) = at.checked_sub(1).map(|before| &places[before]) else { return false };
    let after = &before.token.text[before.core.end..];
    // An initial or a title before a name has a stop too.
    let short = before.core.end - before.core.start <= 3 && before.token.text.starts_with(char::is_uppercase);
    let ends = before.core.shape == Shape::Marks || after.contains(['.', '!', '?', ':']) && !short;
    !place.opens && !ends && !place.token.text[..place.core.start].contains(['"', '“', '„', '‘', '«', '»'])
}

/// Whether a word is shortened: a stop follows that ends no sentence.
fn is_shortened(places: &[AnalysedToken], at: usize, core: &str) -> bool {
    let place = &places[at];
    let stop = place.token.text[place.core.end..].starts_with('.');
    let small = |next: &AnalysedToken| {
        let text = next.token.text.trim_start_matches(['(', '[', '"', '\'']);
        let mut letters = text.chars();
        let first = letters.next();
        // A small letter, a number, or an initial goes on with the sentence.
        first.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
            || first.is_some_and(char::is_uppercase) && letters.next() == Some('.')
    };
    stop && core.chars().count() <= LONGEST_ABBREVIATION
        && places.get(at + 1).is_some_and(|next| !next.opens && small(next))
}
