//! A compound that no list has may be a listed word with a letter misread.

use crate::repair::candidate::Candidate;
use crate::repair::channel::ConfusionGraph;
use crate::repair::token::has_odd_capital;
use crate::repair::units::unit;

use super::CandidateSource;
use super::context::{CandidateContext, Written};
use super::spelling::misread;
use super::trie_search::TrieSearch;

/// How much likelier (ln) a listed word must be than the compound that was read, and what the change needs on top.
const LIKELIER: f32 = 4.0;
const PENALTY: f32 = 4.0;

/// Listed words that a compound may be a misreading of, which no list has.
pub(super) struct Compounds;

impl CandidateSource for Compounds {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let Written { core, lower } = *word;
        let own = context.price(&found[0]);
        let ways = ConfusionGraph::new(core, &context.channel);
        let mut walk = TrieSearch::new(context, core, lower, &ways, 1, true, 2000);
        walk.follow(0);
        for part in walk.found {
            let listed = context.language.flags(part.word).is_listed();
            if part.end != core.len() || part.confused != 1 || !listed || has_odd_capital(&part.text) {
                continue;
            }
            let unit = unit(context.language, part.word, &part.text);
            if context.page.price(&unit) < own + LIKELIER {
                continue;
            }
            found.push(misread(core, &part, &part.text, unit, PENALTY));
        }
    }
}
