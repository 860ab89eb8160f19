//! Words that much of a token was misread for: those that a beam along the lexicon finds, and no other source has.

use crate::repair::candidate::Candidate;
use crate::repair::token::{gains_capitals, has_odd_capital};
use crate::repair::units::Unit;

use super::CandidateSource;
use super::context::{CandidateContext, Written};
use super::lexicon_beam::LexiconBeam;
use super::spelling::is_accented;

/// The letters of a token of which so many may be misread in a way that no table has: one of two, at most three.
const LETTERS_OF_ONE: usize = 2;
const MOST_MISREAD: usize = 3;
/// Shorter tokens are near too many words, those of fewer letters than the second but to words of the grammar, and of
/// fewer than the third to sets of them.
const SHORTEST: usize = 2;
const SHORT: usize = 3;
const SHORTEST_SEVERAL: usize = 6;
/// Longer ones are no words, in bytes.
const LONGEST: usize = 40;
/// How many readings are kept, of one word and of several.
const KEPT: usize = 6;

/// Known words that a token of old print may be, however much of it was misread.
pub(super) struct FarWords;

impl CandidateSource for FarWords {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let Written { core, lower } = *word;
        let letters = core.chars().filter(|c| c.is_alphabetic()).count();
        let is_strange = |c: char| {
            c.is_alphabetic() && context.language.is_strange(c) && !is_accented(c)
                || ('\u{300}'..='\u{36f}').contains(&c)
        };
        if letters < SHORTEST || core.len() > LONGEST || lower.contains(is_strange) {
            return;
        }
        let most_misread = (letters / LETTERS_OF_ONE).min(MOST_MISREAD) as u8;
        let mut beam = LexiconBeam::new(context, word, most_misread, letters >= SHORTEST_SEVERAL);
        let mut readings: Vec<(f32, Candidate)> = Vec::new();
        for candidate in beam.readings() {
            let is_function = |unit: &Unit| context.language.flags(unit.item.word).is_function();
            if candidate.text != core
                && (letters >= SHORT || candidate.units.iter().all(is_function))
                && !found.iter().any(|other| other.text == candidate.text)
                && !(has_odd_capital(&candidate.text) || gains_capitals(core, &candidate.text))
            {
                readings.push((context.rough(&candidate), candidate));
            }
        }
        readings.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.text.cmp(&b.1.text)));
        readings.dedup_by(|a, b| a.1.text == b.1.text);
        for several in [false, true] {
            let of = readings.iter().filter(|(_, reading)| (reading.units.len() > 1) == several);
            found.extend(of.take(KEPT).map(|(_, reading)| reading.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::language::tests::ten_words;
    use crate::repair::page::PageStatistics;

    use super::*;

    fn far(core: &str) -> Vec<String> {
        let (language, page) = (ten_words(), PageStatistics::default());
        let context = CandidateContext::new(&language, &page, false);
        let lower = core.to_lowercase();
        let mut found = Vec::new();
        FarWords.find(&context, &Written { core, lower: &lower }, &mut found);
        found.into_iter().map(|candidate| candidate.text).collect()
    }

    #[test]
    fn several_letters_may_be_misread() {
        for (core, meant) in [("nuseun", "museum"), ("Mufeun", "Museum"), ("mus^urn", "museum")] {
            assert!(far(core).contains(&meant.to_owned()), "{core}: {:?}", far(core));
        }
        assert!(far("xx").is_empty());
    }

    #[test]
    fn words_that_ran_together_may_be_misread_as_well() {
        let found = far("rijkmuseun");
        assert!(found.contains(&"rijk museum".to_owned()), "{found:?}");
    }
}
