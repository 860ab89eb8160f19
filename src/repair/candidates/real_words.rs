//! What a known word may be a misreading of: likelier words one confusion away,
//! or several words that ran together.

use crate::language::{fold, folded};
use crate::model::Kind;
use crate::repair::candidate::{Candidate, kind_of};
use crate::repair::channel::ConfusionGraph;
use crate::repair::orthography::Spelt;
use crate::repair::token::has_odd_capital;
use crate::repair::units::unit;
use crate::repair::well_read::is_read_well;

use super::CandidateSource;
use super::context::{CandidateContext, Written};
use super::segmentation::MergedWords;
use super::spelling::misread;
use super::trie_search::TrieSearch;

/// ln P that old type is read with a capital inside a word.
const ODD_CAPITAL: f32 = -4.0;
/// What is held besides against another word in the place of a listed one, where little else is misread.
const READ_WELL: f32 = 1.5;

/// From so many misread letters on (ln of how much oftener than usual) two may be misread in a known word.
pub(in crate::repair) const BADLY_READ: f32 = 1.0;
/// Steps of the search for words one confusion away, and two.
const STEPS: [u32; 2] = [1000, 4000];
/// How many other words are kept.
const KEPT: usize = 10;

/// Keeps the likeliest readings from a place on.
fn keep_likeliest(context: &CandidateContext<'_>, found: &mut Vec<Candidate>, from: usize) {
    if found.len() > from + KEPT {
        found[from..].sort_by(|a, b| context.rough(b).total_cmp(&context.rough(a)));
        found.truncate(from + KEPT);
    }
}

/// Other words that a known one may stand for.
pub(super) struct RealWords;

impl CandidateSource for RealWords {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let Written { core, lower } = *word;
        let own = context.page.price(&found[0].units[0]);
        let own_word = found[0].units[0].item.word;
        // Common mistakes are in frequency lists too; the official list has none.
        let listed = context.is_listed(own_word);
        let mut likelier = Vec::new();
        if context.old || context.language.is_confusable(own_word) {
            let ways = ConfusionGraph::new(core, &context.channel);
            // Where much is misread, two letters of one word are.
            let edits = if context.old && context.page.ln_misread > BADLY_READ { 2 } else { 1 };
            let mut walk =
                TrieSearch::new(context, core, lower, &ways, edits, true, STEPS[usize::from(edits) - 1]);
            walk.follow(0);
            likelier = walk.found;
        }
        let spelt = Spelt::new(context.language, lower);
        let from = found.len();
        for part in likelier {
            if part.end != core.len() || part.confused == 0 || has_odd_capital(&part.text) {
                continue;
            }
            let unit = unit(context.language, part.word, &part.text);
            let least = if context.old { -15.0 } else { (own + 1.0).max(-13.0) };
            let same = folded(&part.text) == lower;
            // Two letters that no list of short words has are an abbreviation, which lists of frequent words have too (*ff*).
            let flags = context.language.flags(part.word);
            if context.old && part.text.chars().nth(2).is_none() && !flags.is_part() && !flags.is_function() {
                continue;
            }
            let lowered = context.old && part.text.starts_with(char::is_lowercase);
            if context.page.price(&unit) < least || same && !lowered {
                continue;
            }
            // Print of today's spelling has the accents of the list.
            let accents = !context.page.shows_old
                && !listed
                && context.is_listed(part.word)
                && kind_of(core, &part.text) == Kind::Diacritic;
            if context.old && !accents && spelt.is_alike(&fold(&part.text)) {
                continue;
            }
            let penalty = match (context.old, listed || !context.is_listed(part.word)) {
                (true, _) => 2.5,
                // Words of the grammar stand so often that one is believed all the same.
                (false, true)
                    if is_read_well(context.page) && !context.language.flags(part.word).is_function() =>
                {
                    4.5 + READ_WELL
                }
                (false, true) => 4.5,
                (false, false) => 1.5,
            };
            found.push(misread(core, &part, &part.text, unit, penalty));
        }
        keep_likeliest(context, found, from);
        if context.old && has_odd_capital(core) {
            let mut letters = core.chars();
            let first = letters.next().into_iter();
            let text: String = first.chain(letters.flat_map(char::to_lowercase)).collect();
            let mut reading = context.untouched(&text, lower);
            reading.ln_channel = ODD_CAPITAL;
            reading.confused = 1;
            reading.kind = Some(kind_of(core, &text));
            found.push(reading);
        }
        if !context.old && context.language.splits(own_word) && core.chars().count() >= 4 && word.is_plain() {
            let from = found.len();
            MergedWords { edits: 0 }.find(context, word, found);
            for reading in &mut found[from..] {
                reading.penalty += 1.0;
            }
        }
    }
}
