//! Tokens with a mark or a capital inside, where the scanner lost a blank or saw specks.

use crate::language::{Language, fold};
use crate::repair::candidate::{Candidate, kind_of};

use super::CandidateSource;
use super::context::{CandidateContext, Written};
use super::spelling::Spelling;

/// `versterken.Daarom` lost a blank after its mark; `recht.s.orde` has specks inside.
pub(super) struct InnerMarks;

impl CandidateSource for InnerMarks {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let core = word.core;
        let is_mark = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?');
        let Some(at) = core.find(is_mark) else { return };
        if context.old || context.page.tight {
            return;
        }
        let (left, rest) = core.split_at(at);
        let right = &rest[1..];
        let capital = right.chars().next().is_some_and(char::is_uppercase);
        let whole = |part: &str| {
            part.chars().count() >= 2
                && part.chars().all(char::is_alphabetic)
                && context.language.word(&fold(part)).is_some_and(|w| context.language.unigram(w) > -15.0)
        };
        let is_word = |part: &str| context.language.word(&fold(part)).is_some();
        let sentence = !matches!(rest.as_bytes()[0], b'.' | b':' | b'!' | b'?') || capital;
        if whole(left) && whole(right) && sentence {
            let mut reading = context.untouched(left, &fold(left));
            let mark = if rest.starts_with(',') { Language::COMMA } else { Language::START };
            let mut stop = reading.units[0];
            stop.item = context.language.item(mark);
            (stop.modern, stop.old, stop.unknown, stop.capital_share) = (-2.5, -2.5, false, -1.0);
            let after = context.untouched(right, &fold(right)).units;
            reading.units.push(stop);
            reading.units.extend(after.iter().copied());
            reading.text = format!("{left}{} {right}", &rest[..1]);
            reading.lost_blanks = 1;
            reading.kind = Some(kind_of(core, &reading.text));
            found.push(reading);
        } else if left.chars().count() >= 3
            && !capital
            // *user.name*: a stop between two words is no speck.
            && !(is_word(left) && is_word(right))
            && core.chars().filter(|&c| c == '.').count() <= 3
        {
            let bare: String = core.chars().filter(|&c| c != '.' && c != ',').collect();
            if bare.chars().count() < 6 || !bare.chars().all(char::is_alphabetic) {
                return;
            }
            let specks = (core.len() - bare.len()) as f32;
            let lower = fold(&bare);
            let mut bared = vec![context.untouched(&bare, &lower)];
            if !context.language.knows(&bare) {
                Spelling.find(context, &Written { core: &bare, lower: &lower }, &mut bared);
                bared.remove(0);
            }
            for mut reading in bared {
                reading.ln_channel -= 6.0 * specks;
                reading.misread += 1;
                reading.kind = Some(kind_of(core, &reading.text));
                found.push(reading);
            }
        }
    }
}

/// `verbrande‘palmtakken`: a blank was lost before a mark that opens.
pub(super) struct OpeningMarks;

impl CandidateSource for OpeningMarks {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let core = word.core;
        if core.is_ascii() || context.old {
            return;
        }
        let opens = |&(_, c): &(usize, char)| matches!(c, '‘' | '“' | '„' | '«');
        let Some((at, mark)) = core.char_indices().find(opens) else { return };
        let (left, right) = (&core[..at], &core[at + mark.len_utf8()..]);
        let is_word = |part: &str| part.chars().count() >= 3 && part.chars().all(char::is_alphabetic);
        // `foto‘s` is a word.
        if !is_word(left)
            || !is_word(right)
            || !context.language.knows(left)
            || !context.language.knows(right)
        {
            return;
        }
        let mut reading = context.untouched(left, &fold(left));
        reading.units.extend(context.untouched(right, &fold(right)).units.iter().copied());
        reading.text = format!("{left} {}", &core[at..]);
        reading.lost_blanks = 1;
        reading.kind = Some(kind_of(core, &reading.text));
        found.push(reading);
    }
}

/// `paraAegypton`: a capital inside a word begins another, where a page loses its blanks.
pub(super) struct InnerCapital;

impl CandidateSource for InnerCapital {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let Written { core, lower } = *word;
        let inside = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
        let Some(at) = core.as_bytes().windows(2).position(inside).map(|at| at + 1) else { return };
        let (left, right) = (&core[..at], &core[at..]);
        let is_name = right.chars().skip(1).all(char::is_lowercase) && right.chars().count() >= 2;
        let is_word = left.chars().skip(1).all(char::is_lowercase) && left.chars().count() >= 2;
        if context.old || !is_name || !is_word {
            return;
        }
        let mut reading = context.untouched(left, &lower[..at]);
        let runs_on = reading.units.iter().all(|unit| {
            let flags = context.language.flags(unit.item.word);
            !unit.unknown && (flags.is_function() || flags.is_part())
        });
        reading.units.extend(context.untouched(right, &lower[at..]).units.iter().copied());
        reading.text = format!("{left} {right}");
        reading.lost_blanks = 1;
        // Brands have capitals inside too: only a page that loses its blanks is evidence.
        reading.open = if runs_on { 1.0 } else { 3.0 };
        reading.penalty = 2.0;
        reading.kind = Some(kind_of(core, &reading.text));
        found.push(reading);
    }
}
