//! Quotations in other languages, which stay as they are: told by the little
//! words of English, French and German that are no words of Dutch.

use super::stream::Place;

/// Articles, prepositions, pronouns and auxiliaries; sorted.
const LITTLE_WORDS: [&str; 50] = [
    "and", "are", "au", "aus", "aux", "avec", "by", "ces", "cette", "dans", "das", "dont", "ein", "eine",
    "einer", "est", "et", "for", "from", "für", "its", "la", "le", "les", "leur", "lui", "mit", "nicht",
    "nous", "ou", "our", "par", "pour", "que", "qui", "ses", "sont", "sur", "that", "the", "their", "this",
    "und", "une", "von", "vous", "which", "with", "you", "zur",
];
/// How many words on either side are looked at.
const NEAR: usize = 6;
/// How many little words make a quotation.
const ENOUGH: usize = 2;

/// Which places of a stream stand in a quotation.
pub(super) fn foreign(places: &[Place]) -> Vec<bool> {
    let mut little = vec![0; places.len() + 1];
    for (i, place) in places.iter().enumerate() {
        let core = &place.token.text[place.core.start..place.core.end];
        little[i + 1] = little[i] + usize::from(LITTLE_WORDS.binary_search(&core).is_ok());
    }
    (0..places.len())
        .map(|i| little[(i + NEAR + 1).min(places.len())] - little[i.saturating_sub(NEAR)] >= ENOUGH)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_little_words_are_in_order() {
        assert!(LITTLE_WORDS.is_sorted());
    }
}
