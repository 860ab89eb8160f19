//! é for ë in words that no list has, judged by their letters: `Ptolemeén`.

use crate::language::{Closed, fold};
use crate::repair::candidate::{Candidate, kind_of};

use super::CandidateSource;
use super::context::{CandidateContext, Written};

/// The same word with ë before an ending that asks for it.
pub(super) struct Diaeresis;

impl CandidateSource for Diaeresis {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let Written { core, lower } = *word;
        for (at, _) in core.match_indices('é') {
            let rest = &lower[at + 'é'.len_utf8()..];
            if at == 0 || !context.language.lists(Closed::TremaEnding, rest) {
                continue;
            }
            let text = format!("{}ë{}", &core[..at], &core[at + 'é'.len_utf8()..]);
            let mut reading = context.untouched(&text, &fold(&text));
            reading.ln_channel = -3.0;
            reading.confused = 1;
            reading.penalty = 1.0;
            reading.kind = Some(kind_of(core, &text));
            found.push(reading);
        }
    }
}
