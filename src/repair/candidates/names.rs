//! Names that the page repeats, garbled beyond what the table of confusions knows.

use crate::language::fold;
use crate::repair::candidate::{Candidate, kind_of};
use crate::repair::token::common_prefix;

use super::CandidateSource;
use super::context::{CandidateContext, Written};
use super::trie_search::ANY_LETTER;

/// Names of the page that a word is a few letters off.
pub(super) struct PageNames;

impl CandidateSource for PageNames {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let core = word.core;
        let letters = core.chars().count();
        if context.page.repeated(&fold(core)) > 0.0 {
            return;
        }
        let most = (letters / 4).clamp(1, 4);
        let own = kinds(core);
        for name in context.page.names.iter().filter(|name| name.chars().count().abs_diff(letters) <= 2) {
            // Another ending is another form of the name, or another name.
            let ending = common_prefix(name, core) + 3 > core.len().max(name.len());
            // An edit brings in one kind of letter at most, and does away with one.
            let other = kinds(name);
            let least = (own & !other).count_ones().max((other & !own).count_ones());
            if ending || least as usize > most {
                continue;
            }
            let edits = strsim::osa_distance(core, name);
            if edits == 0 || edits > most {
                continue;
            }
            let mut reading = context.untouched(name, &fold(name));
            reading.ln_channel = ANY_LETTER * 0.5 * edits as f32;
            reading.misread = edits as u8;
            reading.penalty = 1.0;
            reading.kind = Some(kind_of(core, name));
            found.push(reading);
        }
    }
}

/// A bit for each letter that stands in a word; some share one.
fn kinds(word: &str) -> u64 {
    word.chars().fold(0, |kinds, c| kinds | 1 << (c as u32 & 63))
}
