//! A word of one or two letters that an engine read as digits or as capitals: *1* for *I*, *11* and *II* for *Il*.

use crate::language::{Item, Language};
use crate::repair::candidate::Candidate;
use crate::repair::channel::ConfusionGraph;
use crate::repair::token::is_aligned;
use crate::repair::units::{Unit, unit};

use super::CandidateSource;
use super::context::{CandidateContext, Written};
use super::spelling::misread;
use super::trie_search::TrieSearch;

/// No more letters or digits are asked.
const LONGEST: usize = 2;
/// Steps of the search.
const STEPS: u32 = 200;

/// Short words of the grammar along the confusions of old print.
pub(super) struct ShortWords;

impl CandidateSource for ShortWords {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let Written { core, lower } = *word;
        let digits = core.bytes().all(|byte| byte.is_ascii_digit());
        let capitals = core.bytes().all(|byte| byte.is_ascii_uppercase());
        if !context.old || core.len() > LONGEST || !(digits || capitals) || !is_aligned(core, lower) {
            return;
        }
        let mut keep = context.untouched(core, lower);
        if digits {
            keep.units[0] = number(context.language.item(Language::NUMBER));
        }
        let ways = ConfusionGraph::new(core, &context.channel);
        let mut walk = TrieSearch::new(context, core, lower, &ways, 1, true, STEPS);
        walk.follow(0);
        let from = found.len();
        for part in walk.found {
            let flags = context.language.flags(part.word);
            let is_new = part.confused == 1 && !part.text.eq_ignore_ascii_case(core);
            if part.end == core.len() && is_new && flags.is_function() {
                let unit = unit(context.language, part.word, &part.text);
                found.push(misread(core, &part, &part.text, unit, 1.0));
            }
        }
        if found.len() > from {
            found.insert(from, keep);
        }
    }
}

/// A number as a word of a candidate: about as likely as any is on a page.
fn number(item: Item) -> Unit {
    Unit { item, modern: -4.0, old: -4.0, unknown: false, capital: false, capital_share: -1.0 }
}
