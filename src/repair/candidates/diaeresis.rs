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
        let Some([read, meant]) = &context.language.profile().letters.diaeresis else { return };
        for (at, _) in core.match_indices(read.as_str()) {
            let rest = &lower[at + read.len()..];
            if at == 0 || !context.language.lists(Closed::TremaEnding, rest) {
                continue;
            }
            let text = format!("{}{meant}{}", &core[..at], &core[at + read.len()..]);
            let mut reading = context.untouched(&text, &fold(&text));
            reading.ln_channel = -3.0;
            reading.confused = 1;
            reading.penalty = 1.0;
            reading.kind = Some(kind_of(core, &text));
            found.push(reading);
        }
    }
}
