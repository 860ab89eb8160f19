//! What is seen of the readings of a word of old print, in numbers.

use crate::language::{Flags, Language, Typeface, flag};
use crate::model::Kind;

use crate::repair::candidate::Candidate;
use crate::repair::page::PageStatistics;
use crate::repair::token::has_odd_capital;
use crate::repair::units::Unit;

use super::edit_class::edit_class;
use super::strokes::{apart, strokes};

/// How many things are seen of a reading.
const SEEN: usize = 62;
/// What is seen of a reading, in the order of the names.
pub(in crate::repair) type Evidence = [f32; SEEN];
/// ln P of a word that no list has, and the most by which another reading is likelier.
const NONE: f32 = -30.0;
/// Less a page need not say of its accents.
const LEAST_UNACCENTED: f32 = -6.0;

/// The names of what is seen of a reading.
pub const EVIDENCE: [&str; SEEN] = [
    "channel",
    "habits",
    "blanks",
    "words",
    "doubt",
    "capital",
    "unknown_share",
    "old_share",
    "listed",
    "historical",
    "alphabetic",
    "letters",
    "old_letters",
    "misread_share",
    "growth",
    "kept_letters",
    "repeats",
    "caution",
    "misread",
    "open",
    "first_letter",
    "last_letter",
    "old_words",
    "sort",
    "meant",
    "read",
    "meant_modern",
    "meant_old",
    "read_modern",
    "read_old",
    "known",
    "read_listed",
    "read_seen",
    "read_letters",
    "meant_letters",
    "edits",
    "whole_channel",
    "rival",
    "listed_rival",
    "rank",
    "rivals",
    "rough",
    "lost_blank",
    "gothic",
    "long_s",
    "capitals",
    "strange",
    "odd_capital",
    "count",
    "function",
    "capital_share",
    "letters_read",
    "short_part",
    "diacritic",
    "share_misread",
    "marks",
    "page_known",
    "page_price",
    "page_linked",
    "unaccented",
    "strokes",
    "share_strokes",
];

/// What is seen of each reading of a word beside the first, which is the text as it stands; whether the word is
/// known, and how often it stands on the page.
pub(in crate::repair) fn evidence(
    readings: &[Candidate],
    (known, count): (bool, usize),
    language: &Language,
    page: &PageStatistics,
) -> Vec<Evidence> {
    let Some(keep) = readings.first() else { return Vec::new() };
    let core = keep.text.as_str();
    let lower = core.to_lowercase();
    let letters = core.chars().count().max(1) as f32;
    let count_of = |is: fn(char) -> bool| core.chars().filter(|&c| is(c)).count() as f32;
    let words = |r: &Candidate| r.units.iter().map(|u| page.price(u)).sum::<f32>();
    let whole_channel = |r: &Candidate| page.channel(r) + r.penalty;
    let roughs: Vec<f32> = readings.iter().map(|r| whole_channel(r) + words(r)).collect();
    let old = |r: &Candidate| r.units.iter().map(|u| u.old).sum::<f32>();
    let read = &keep.units[0];
    let read_flags = language.flags(read.item.word);
    let (modern_letters, old_letters) = (language.letters(core), language.historical_letters(core));
    let front = |text: &str| text.chars().next().map(lowered);
    let end = |text: &str| text.chars().next_back().map(lowered);
    let drawn = strokes(core);
    let see = |(at, reading): (usize, &Candidate)| {
        let text = reading.text.as_str();
        let small = text.to_lowercase();
        let length = text.chars().count().max(1) as f32;
        let all =
            |is: fn(Flags) -> bool| flag(reading.units.iter().all(|unit| is(language.flags(unit.item.word))));
        let any =
            |is: fn(Flags) -> bool| flag(reading.units.iter().any(|unit| is(language.flags(unit.item.word))));
        let edits = reading.confused + reading.misread;
        let moved = apart(&drawn, &strokes(text)) as f32;
        let blanks = page.blanks(reading);
        let others = || roughs.iter().enumerate().filter(|&(other, _)| other > 0 && other != at);
        let is_known = |other: usize| readings[other].units.iter().all(|unit| !unit.unknown);
        let best = |only_known: bool| {
            let of = others().filter(|&(other, _)| !only_known || is_known(other));
            of.map(|(_, &rough)| rough).fold(roughs[at] + NONE, f32::max) - roughs[at]
        };
        let short = reading.units.len() > 1 && text.split(' ').any(|part| part.chars().count() <= 2);
        [
            reading.ln_channel,
            whole_channel(reading) - reading.ln_channel - blanks,
            blanks,
            words(reading) - words(keep),
            words(keep) / letters,
            flag(core.starts_with(char::is_uppercase)),
            page.ln_unknown,
            page.old,
            all(Flags::is_listed),
            all(Flags::is_historical),
            flag(core.chars().all(char::is_alphabetic)),
            language.letters(text) - modern_letters,
            language.historical_letters(text) - old_letters,
            page.ln_misread,
            length - letters,
            old_letters / letters,
            page.repeated(&small) - page.repeated(&lower),
            reading.penalty,
            f32::from(reading.misread),
            reading.open,
            flag(front(core) != front(text)),
            flag(end(core) != end(text)),
            old(reading) - old(keep),
            f32::from(edit_class(reading, known) as u8),
            words(reading),
            words(keep),
            least(reading, |unit| unit.modern),
            least(reading, |unit| unit.old),
            or_none(read, read.modern),
            or_none(read, read.old),
            flag(known),
            flag(!read.unknown && read_flags.is_listed()),
            flag(!read.unknown && read_flags.is_seen()),
            modern_letters / letters,
            language.letters(text) / length,
            f32::from(edits),
            whole_channel(reading),
            best(false),
            best(true),
            others().filter(|&(_, rough)| *rough > roughs[at]).count() as f32,
            (readings.len() - 1) as f32,
            roughs[at] - roughs[0],
            page.ln_lost_blank,
            flag(page.print == Typeface::Gothic),
            flag(page.print == Typeface::LongS),
            count_of(char::is_uppercase) / letters,
            count_of(|c| !c.is_alphabetic()),
            flag(has_odd_capital(core)),
            (count as f32).min(5.0),
            any(Flags::is_function),
            reading.units[0].capital_share,
            letters,
            flag(short),
            flag(reading.kind == Some(Kind::Diacritic)),
            f32::from(edits) / letters,
            flag(reading.kind == Some(Kind::Punctuation)),
            page.familiarity.known,
            page.familiarity.price,
            page.familiarity.linked,
            page.unaccented.max(LEAST_UNACCENTED),
            moved,
            moved / drawn.len().max(1) as f32,
        ]
    };
    readings.iter().enumerate().map(see).collect()
}

/// ln P of a word that a list has.
fn or_none(unit: &Unit, ln_p: f32) -> f32 {
    if unit.unknown { NONE } else { ln_p }
}

/// ln P of the least likely word of a reading.
fn least(reading: &Candidate, of: fn(&Unit) -> f32) -> f32 {
    reading.units.iter().map(|unit| or_none(unit, of(unit))).fold(0.0, f32::min)
}

/// A letter in lower case, as far as it is one.
fn lowered(c: char) -> Option<char> {
    c.to_lowercase().next()
}
