//! What a reading is worth over leaving the token alone.
//!
//! Each reading is described by numbers: what the channel must have done, how
//! likely its words are beside those that stand there, what sort of token it
//! is, what the page is like. On modern pages their sum is taken as the model
//! has it. On old print, where both the lexicon and the rates are poor, each
//! number has a weight of its own, learnt from pages whose truth is known
//! (`weights`), so that a difference between two readings is the logarithm of
//! the odds that the one is right and the other is not.

use crate::language::Language;

use crate::repair::candidate::Candidate;
use crate::repair::page::PageStatistics;

use super::weights::{self, Features};

/// The sorts of change; each has weights of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::repair) enum EditClass {
    /// A known word read as another.
    Known,
    /// A word that no list has read as a known one.
    Listed,
    /// A word that no list has read as another that no list has.
    Unseen,
    /// One token read as several words.
    Several,
}

/// The sort of change that a reading is.
pub(in crate::repair) fn edit_class(reading: &Candidate, known: bool) -> EditClass {
    if reading.units.len() > 1 {
        EditClass::Several
    } else if known {
        EditClass::Known
    } else if reading.units.iter().any(|u| u.unknown) {
        EditClass::Unseen
    } else {
        EditClass::Listed
    }
}

/// Describes a reading beside the text as it stands.
pub(in crate::repair) fn features(
    reading: &Candidate,
    keep: &Candidate,
    language: &Language,
    page: &PageStatistics,
) -> Features {
    let yes = |is: bool| f32::from(u8::from(is));
    let core = keep.text.as_str();
    let letters = core.chars().count();
    let words = |r: &Candidate| r.units.iter().map(|u| page.price(u)).sum::<f32>();
    let flags = |is: fn(crate::language::Flags) -> bool| {
        yes(reading.units.iter().all(|u| is(language.flags(u.item.word))))
    };
    let edits = reading.confused + reading.misread;
    let lower = |c: char| c.to_lowercase().next();
    let old = |r: &Candidate| r.units.iter().map(|u| u.old).sum::<f32>();
    let blanks = page.blanks(reading);
    [
        1.0,
        reading.ln_channel,
        page.channel(reading) + reading.penalty - reading.ln_channel - blanks,
        blanks,
        words(reading) - words(keep),
        yes(edits >= 2),
        yes(edits >= 3),
        words(keep) / letters as f32,
        yes(core.starts_with(char::is_uppercase)),
        yes(letters <= 2),
        yes(letters == 3),
        yes(letters == 4),
        letters.min(14) as f32 / 14.0,
        page.ln_unknown,
        page.old,
        flags(crate::language::Flags::is_listed),
        flags(crate::language::Flags::is_historical),
        yes(core.chars().all(char::is_alphabetic)),
        yes(core.to_lowercase() == reading.text.to_lowercase()),
        language.letters(&reading.text) - language.letters(core),
        language.historical_letters(&reading.text) - language.historical_letters(core),
        page.ln_misread,
        reading.text.chars().count() as f32 - letters as f32,
        language.historical_letters(core) / letters as f32,
        page.repeated(&reading.text.to_lowercase()) - page.repeated(&core.to_lowercase()),
        reading.penalty,
        f32::from(reading.misread),
        reading.open,
        yes(core.chars().next().map(lower) != reading.text.chars().next().map(lower)),
        yes(core.chars().next_back().map(lower) != reading.text.chars().next_back().map(lower)),
        old(reading) - old(keep),
    ]
}

/// What a reading is worth over the text as it stands, without context.
pub(in crate::repair) fn score(
    reading: &Candidate,
    keep: &Candidate,
    known: bool,
    language: &Language,
    page: &PageStatistics,
) -> f32 {
    if reading.rule.is_some() {
        return reading.ln_channel;
    }
    if let Some(odds) = reading.odds {
        return odds;
    }
    if !page.is_old() {
        let words = |r: &Candidate| r.units.iter().map(|u| page.price(u)).sum::<f32>();
        return page.channel(reading) + words(reading) - words(keep);
    }
    let class = edit_class(reading, known) as usize;
    let weights = language.historical_weights().map_or(&weights::OLD[class][..], |own| &own.table[class]);
    features(reading, keep, language, page).iter().zip(weights).map(|(e, w)| e * w).sum()
}

/// How much the neighbours weigh beside the rest.
pub(super) fn context(language: &Language, page: &PageStatistics) -> f32 {
    if page.is_old() { weights::context_weight(language) } else { 1.0 }
}

/// What a join is worth on a page, from what the model says.
pub(super) fn joining(language: &Language, page: &PageStatistics, worth: f32) -> f32 {
    let old = || language.historical_weights().map_or(weights::OLD_JOIN, |own| own.join);
    if page.is_old() { old() * worth } else { worth }
}
