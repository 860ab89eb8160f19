//! A book as a whole: what its pages share is counted over all of them first.
//!
//! A page is short: whether its print has ij where y was read, whether its type
//! is gothic, which names it has and how often an engine misreads a letter shows
//! on forty pages better than on one. The words of a volume are counted, the
//! frequent ones are looked at as if they stood on one page, and what is found
//! is where each of its pages begins.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::language::{Language, choose};
use crate::model::Period;

use super::adapt::adapt;
use super::letter_marks::LetterMarks;
use super::page::Settled;
use super::token::{Core, Shape};
use super::vocabulary::PageVocabulary;

/// So many distinct words are counted; past that, those seen once are forgotten.
const MOST: usize = 1 << 18;
/// So many distinct words are looked at, the most frequent first.
const LOOKED_AT: usize = 4000;
/// Counts above this say no more, so that a heading on every page does not drown the rest.
const ENOUGH: u32 = 50;

/// The words of a book, counted.
#[derive(Debug, Clone, Default)]
pub struct Volume {
    words: BTreeMap<String, u32>,
}

impl Volume {
    /// Counts the tokens of a page. In whatever order pages come, the counts are the same,
    /// up to a quarter of a million distinct words.
    pub fn count<'a>(&mut self, tokens: impl Iterator<Item = &'a str>) {
        for token in tokens {
            let core = Core::of(token);
            if core.shape == Shape::Word {
                *self.words.entry(token[core.start..core.end].to_owned()).or_default() += 1;
            }
        }
        if self.words.len() > MOST {
            self.words.retain(|_, count| *count > 1);
        }
    }

    /// What its pages share, in the language that explains most of it.
    pub(crate) fn settle(&self, languages: &[Language], period: Period) -> Option<Arc<Settled>> {
        let mut words: Vec<(&str, u32)> =
            self.words.iter().map(|(word, &count)| (word.as_str(), count)).collect();
        // The order of equals is that of the words.
        words.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        words.truncate(LOOKED_AT);
        let language = languages.get(choose(languages, words.iter().map(|word| word.0)))?;
        let mut vocabulary = PageVocabulary::new(LetterMarks::default());
        for (word, count) in &words {
            for _ in 0..(*count).min(ENOUGH) {
                vocabulary.add(language, word, &[]);
            }
        }
        let page = adapt(&mut vocabulary, language, period, None);
        Some(Arc::new(Settled { tag: language.tag().to_owned(), page }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_do_not_depend_on_the_order_of_pages() {
        let pages = ["De raad van Goes", "van den raad", "raad, raad."];
        let mut there = Volume::default();
        let mut back = Volume::default();
        for page in &pages {
            there.count(page.split(' '));
        }
        for page in pages.iter().rev() {
            back.count(page.split(' '));
        }
        assert_eq!(there.words, back.words);
        assert_eq!(there.words["raad"], 4);
    }
}
