//! One word of which letters were misread: known words along the confusions of the channel.

use unicode_normalization::UnicodeNormalization as _;

use crate::repair::candidate::{Candidate, kind_of};
use crate::repair::channel::ConfusionGraph;
use crate::repair::token::{cased_like, common_prefix, gains_capitals, has_odd_capital};
use crate::repair::units::{Unit, unit};

use super::CandidateSource;
use super::accents::ACCENTS;
use super::context::{CandidateContext, Written};
use super::trie_search::{FoundWord, TrieSearch};

/// Known words of which letters were misread.
pub(super) struct Spelling;

impl CandidateSource for Spelling {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let Written { core, lower } = *word;
        let letters = core.chars().count();
        if letters < 2 || core.len() > 40 {
            return;
        }
        let own = &context.language.profile().letters.own;
        let foreign = core.chars().any(|c| c.is_alphabetic() && !c.is_ascii() && !own.contains(c));
        let ways = ConfusionGraph::new(core, &context.channel);
        let mut walk = TrieSearch::new(context, core, lower, &ways, 1, true, 2000);
        // First one confusion, then two: a walk in depth would spend its steps on the last letters.
        walk.follow(0);
        walk.found.retain(|part| part.end == core.len());
        if letters > 4 && (context.old || walk.found.is_empty()) {
            walk.edits = if context.old { 3 } else { 2 };
            walk.steps = if context.old { 10_000 } else { 3000 };
            walk.follow(0);
            walk.found.retain(|part| part.end == core.len());
        }
        let any = letters > 4 && !context.old && !foreign && core.chars().all(char::is_alphabetic);
        if any && walk.found.is_empty() {
            walk.any = true;
            walk.edits = 1;
            walk.steps = 3000;
            walk.follow(0);
            if letters >= 9 && walk.found.iter().all(|part| part.end != core.len()) {
                walk.edits = 2;
                walk.steps = 5000;
                walk.follow(0);
            }
        }
        // A long word that is a letter off some known one is hardly anything else, however rare that is.
        let rarest: f32 = if letters <= 4 { -12.7 } else { -16.1 };
        let rarer = match letters {
            ..=8 => f32::INFINITY,
            9..=11 => -17.5,
            _ => -20.2,
        };
        let capital = core.chars().next().is_some_and(char::is_uppercase);
        for part in walk.found {
            if part.end != core.len() || part.confused + part.misread == 0 {
                continue;
            }
            let weight = context.weight(part.word);
            let listed = context.language.flags(part.word).is_listed() || context.old;
            let rarest = if part.misread > 0 { -15.0 } else { rarest };
            if weight < rarest.min(rarer) || !listed && weight < -14.0 {
                continue;
            }
            let unit = unit(context.language, part.word, &part.text);
            // A name that is the table's doing away with its capital is no gain.
            let mut penalty = if context.old { 1.0 } else { 3.0 };
            penalty += if letters < 5 { 2.5 } else { 0.0 };
            penalty += if weight < rarest { 3.0 } else { 0.0 };
            penalty += if part.misread > 0 { 1.5 } else { 0.0 };
            penalty += match (capital, part.misread > 0) {
                (true, true) => 6.0,
                (true, false) => 1.5,
                _ => 0.0,
            };
            // Another ending is another form of the word rather than a misread letter.
            let new = part.text.to_lowercase();
            let stem = common_prefix(&new, lower);
            let inflected = stem == new.len() || stem == lower.len();
            if inflected && weight < rarest {
                continue;
            }
            penalty += if inflected && part.misread > 0 { 5.0 } else { 0.0 };
            let text = if part.misread > 0 { cased_like(&part.text, core) } else { part.text.to_string() };
            if has_odd_capital(&text) && !has_odd_capital(core) || context.old && gains_capitals(core, &text)
            {
                continue;
            }
            found.push(misread(core, &part, &text, unit, penalty));
        }
    }
}

/// Known words that a core is a letter off, in any way, and at most a confusion more: what old print shows
/// that no table has.
pub(super) struct NearWords;

/// Steps of the search for words a letter off, and for those with a confusion more.
const NEAR_STEPS: [u32; 2] = [2500, 6000];
/// Words of fewer letters are near too many others.
const SHORTEST_NEAR: usize = 3;
/// From so many letters on a confusion more is looked for.
const LONG_NEAR: usize = 6;
/// How many are kept.
const MOST_NEAR: usize = 6;
/// A rarer word is none that was meant (ln P).
pub(super) const RAREST_NEAR: f32 = -17.5;

/// Whether a letter bears an accent: acute, grave or circumflex.
pub(super) fn is_accented(c: char) -> bool {
    c.nfd().any(|mark| ACCENTS.contains(&mark))
}

impl CandidateSource for NearWords {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let Written { core, lower } = *word;
        let letters = core.chars().count();
        // Letters that the language has not are the print's own where they stand for others (*koͤnnen, vñ*); with an
        // accent they are the engine's (*eífects*).
        let is_strange = |c: char| {
            context.language.is_strange(c) && !is_accented(c)
                || !c.is_ascii() && !c.is_alphabetic() && !matches!(c, '’' | '‘')
        };
        if !(SHORTEST_NEAR..=40).contains(&letters) || core.len() > 40 || lower.contains(is_strange) {
            return;
        }
        let ways = ConfusionGraph::new(core, &context.channel);
        let mut near: Vec<(f32, Candidate)> = Vec::new();
        for (edits, steps) in [(1, NEAR_STEPS[0]), (2, NEAR_STEPS[1])] {
            if edits == 2 && letters < LONG_NEAR {
                break;
            }
            let mut walk = TrieSearch::new(context, core, lower, &ways, edits, true, steps);
            walk.any = true;
            walk.follow(0);
            for part in walk.found {
                let text = cased_like(&part.text, core);
                if part.end != core.len()
                    || part.misread == 0
                    || context.weight(part.word) < RAREST_NEAR
                    || has_odd_capital(&text) && !has_odd_capital(core)
                    || gains_capitals(core, &text)
                    || found.iter().any(|other| other.text == text)
                {
                    continue;
                }
                let unit = unit(context.language, part.word, &text);
                let candidate = misread(core, &part, &text, unit, 1.0);
                near.push((context.rough(&candidate), candidate));
            }
        }
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.text.cmp(&b.1.text)));
        near.dedup_by(|a, b| a.1.text == b.1.text);
        found.extend(near.into_iter().take(MOST_NEAR).map(|(_, candidate)| candidate));
    }
}

/// The reading of a core as one known word, with letters misread.
pub(super) fn misread(core: &str, part: &FoundWord<'_>, text: &str, word: Unit, penalty: f32) -> Candidate {
    Candidate {
        confused: part.confused,
        misread: part.misread,
        ln_channel: part.ln_channel,
        used: part.used,
        penalty,
        kind: Some(kind_of(core, text)),
        ..Candidate::untouched(text, word)
    }
}
