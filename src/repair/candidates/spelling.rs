//! One word of which letters were misread: known words along the confusions of the channel.

use crate::repair::candidate::{Candidate, kind_of};
use crate::repair::channel::ConfusionGraph;
use crate::repair::token::{cased_like, common_prefix, gains_capitals, has_odd_capital};
use crate::repair::units::{Unit, unit};

use super::CandidateSource;
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
