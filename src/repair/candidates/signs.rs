//! A sign that stands by itself and was read as letters or digits: *Sc* and *8c* for *&*, *j* and *5* for *;*.

use crate::language::{Confusion, Language};
use crate::model::Kind;
use crate::repair::candidate::{Candidate, Used};
use crate::repair::units::Unit;
use crate::repair::well_read::is_of_today;

use super::CandidateSource;
use super::context::{CandidateContext, Written};

/// No sign is read as more letters, in bytes.
const LONGEST: usize = 4;
/// How likely (ln P) a sign is: about as usual as a number.
const SIGN: f32 = -4.0;

/// Signs that the table of old print says are read as the whole of a token.
pub(super) struct Signs;

/// Whether something is meant that is no letter: such rows are of whole tokens.
pub(super) fn means_a_sign(confusion: &Confusion) -> bool {
    !confusion.meant.is_empty() && !confusion.meant.contains(char::is_alphanumeric)
}

impl CandidateSource for Signs {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let Written { core, lower } = *word;
        if !context.old || core.len() > LONGEST || is_of_today(context.page) {
            return;
        }
        let from = found.len();
        for (place, confusion) in context.page.old_confusions(context.language).at(core) {
            if confusion.read != core || !means_a_sign(confusion) {
                continue;
            }
            let item = context
                .language
                .mark(&confusion.meant)
                .unwrap_or_else(|| context.language.item(Language::UNKNOWN));
            let sign =
                Unit { item, modern: SIGN, old: SIGN, unknown: false, capital: false, capital_share: -1.0 };
            found.push(Candidate {
                confused: 1,
                ln_channel: confusion.ln_rate,
                used: Used::default().and(place, true),
                penalty: 1.0,
                kind: Some(Kind::Character),
                ..Candidate::untouched(&confusion.meant, sign)
            });
        }
        // A token that nothing else was thought of for has no reading as it stands yet.
        if from == 0 && !found.is_empty() {
            found.insert(0, context.untouched(core, lower));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::repair::page::PageStatistics;

    use super::*;

    #[test]
    fn letters_may_be_a_sign_where_old_print_is_read_badly() {
        let french = Language::builtin("fr").unwrap();
        let mut page = PageStatistics::default();
        (page.ln_misread, page.shows_old) = (2.0, true);
        page.set_old(0.6);
        for (core, old, sign) in [("Sc", true, true), ("Sc", false, false), ("Science", true, false)] {
            let context = CandidateContext::new(&french, &page, old);
            let mut found = Vec::new();
            Signs.find(&context, &Written { core, lower: &core.to_lowercase() }, &mut found);
            assert_eq!(found.iter().any(|reading| reading.text == "&"), sign, "{core}");
        }
    }
}
