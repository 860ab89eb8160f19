//! Quotations in other languages, which stay as they are: told by the little
//! words of those languages that the pack lists.

use crate::language::{Closed, Language};

use crate::repair::analysis::AnalysedToken;

/// How many words on either side are looked at.
const NEAR: usize = 6;
/// How many little words make a quotation.
const ENOUGH: usize = 2;

/// Which places of a stream stand in a quotation.
pub(super) fn quotations(places: &[AnalysedToken], language: &Language) -> Vec<bool> {
    let mut little = vec![0; places.len() + 1];
    for (i, place) in places.iter().enumerate() {
        let core = &place.token.text[place.core.start..place.core.end];
        little[i + 1] = little[i] + usize::from(language.lists(Closed::Foreign, core));
    }
    (0..places.len())
        .map(|i| little[(i + NEAR + 1).min(places.len())] - little[i.saturating_sub(NEAR)] >= ENOUGH)
        .collect()
}
