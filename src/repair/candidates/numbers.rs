//! `versterken.100`: a sentence that lost the blank before a number.

use crate::language::{Item, Language, fold};
use crate::repair::candidate::{Candidate, kind_of};
use crate::repair::units::Unit;

use super::CandidateSource;
use super::context::{CandidateContext, Written};

/// A word, a full stop and a number that ran together.
pub(super) struct Numbers;

impl CandidateSource for Numbers {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let core = word.core;
        let Some((left, right)) = core.split_once('.') else { return };
        let lower = fold(left);
        let sure = left.chars().count() >= 4
            && left.chars().all(char::is_lowercase)
            && context.language.word(&lower).is_some_and(|w| context.language.unigram(w) > -15.0)
            && right.chars().all(|c| c.is_ascii_digit());
        if !sure || context.old {
            return;
        }
        let number = context.language.item(Language::NUMBER);
        let mut keep = context.untouched(core, core);
        keep.units[0].item = number;
        let mut reading = context.untouched(left, &lower);
        reading.units.extend([plain(context.language.item(Language::START)), plain(number)]);
        reading.text = format!("{left}. {right}");
        reading.lost_blanks = 1;
        reading.kind = Some(kind_of(core, &reading.text));
        found.extend([keep, reading]);
    }
}

/// A mark or a number as a word of a candidate: as likely as any.
fn plain(item: Item) -> Unit {
    Unit { item, modern: -4.0, old: -4.0, unknown: false, capital: false, capital_share: -1.0 }
}
