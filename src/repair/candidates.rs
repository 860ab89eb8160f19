//! The noisy channel read backwards: what words a token may stand for.
//!
//! One walk of the lexicon along the characters as read (`trie_search`), with
//! confusions on the way, yields parts; a short search (`segmentation`) puts parts
//! side by side where the scanner lost blanks. Whatever is found is priced
//! later, by the page.

use std::cell::RefCell;

use crate::language::{Flags, Language, WordId, folded};

use super::candidate::{Candidate, unit, unseen};
use super::page_statistics::PageStatistics;
use super::segmentation::SegmentationBuffers;

/// Longer tokens are not taken apart.
pub(super) const LONGEST: usize = 96;

/// Finds readings with the model and the page at hand.
pub(super) struct Generator<'a> {
    pub(super) language: &'a Language,
    pub(super) page: &'a PageStatistics,
    /// Whether the tables of old print are used.
    pub(super) old: bool,
    pub(super) room: RefCell<SegmentationBuffers>,
}

impl<'a> Generator<'a> {
    pub(super) fn new(language: &'a Language, page: &'a PageStatistics, old: bool) -> Self {
        Self { language, page, old, room: RefCell::default() }
    }
}

impl Generator<'_> {
    pub(super) fn knows(&self, word: WordId) -> bool {
        self.knows_by(self.language.flags(word))
    }

    pub(super) fn knows_by(&self, flags: Flags) -> bool {
        flags.is_modern() || self.old && flags.is_historical()
    }

    pub(super) fn is_listed(&self, word: WordId) -> bool {
        let flags = self.language.flags(word);
        flags.is_listed() || flags.is_name() || flags.is_keep()
    }

    /// ln P of a known word, in whichever layer is likelier here.
    pub(super) fn weight(&self, word: WordId) -> f32 {
        let modern = self.language.unigram(word);
        if self.old { modern.max(self.language.historical_unigram(word)) } else { modern }
    }

    /// All readings of a core that is no known word; the first is the text as it stands.
    pub(super) fn readings(&self, core: &str) -> Vec<Candidate> {
        let lower = folded(core);
        let mut readings = vec![self.untouched(core, &lower)];
        if core.len() > LONGEST || !is_aligned(core, &lower) {
            return readings;
        }
        if core.contains(['-', '/']) {
            self.hyphenated(core, &mut readings);
        }
        self.punctuated(core, &mut readings);
        self.opened(core, &mut readings);
        let plain = core.chars().all(char::is_alphabetic);
        if plain {
            self.splits(core, &lower, 0, &mut readings);
            // Most words that end so are plurals and verbs, not merges with *en*.
            for reading in readings.iter_mut().filter(|r| r.text.ends_with(" en")) {
                reading.open += 0.5;
            }
        }
        let split = readings.len() > 1;
        self.capital_inside(core, &lower, &mut readings);
        self.edits(core, &lower, &mut readings);
        if plain && !split && core.len() >= 6 && !self.old {
            self.splits(core, &lower, 1, &mut readings);
        }
        self.trema(core, &lower, &mut readings);
        self.names(core, &mut readings);
        if self.old {
            self.free_edits(core, &mut readings);
        }
        let keep = readings[0].clone();
        readings.retain(|r| r.text != core);
        readings.sort_by(|a, b| self.rough(b).total_cmp(&self.rough(a)));
        readings.dedup_by(|a, b| a.text == b.text);
        readings.truncate(if self.old { 14 } else { 8 });
        readings.insert(0, keep);
        self.with_ij(core, &mut readings);
        readings
    }

    /// Readings of a compound that no list has: it may be a merge, it is not misread.
    pub(super) fn compound(&self, core: &str) -> Vec<Candidate> {
        let lower = folded(core);
        let mut readings = vec![self.untouched(core, &lower)];
        if core.len() > LONGEST || !is_aligned(core, &lower) {
            return readings;
        }
        if core.contains('-') {
            self.hyphenated(core, &mut readings);
        } else if core.chars().all(char::is_alphabetic) {
            self.splits(core, &lower, 0, &mut readings);
            self.compound_edits(core, &lower, &mut readings);
        }
        readings
    }

    /// What a reading is worth without context.
    pub(super) fn rough(&self, reading: &Candidate) -> f32 {
        self.page.channel(reading) + reading.units.iter().map(|u| self.page.price(u)).sum::<f32>()
    }

    pub(super) fn untouched(&self, core: &str, lower: &str) -> Candidate {
        self.untouched_as(core, lower, self.language.word(lower))
    }

    /// The same where it is known which word of the lists it is.
    pub(super) fn untouched_as(&self, core: &str, lower: &str, word: Option<WordId>) -> Candidate {
        let unit = match word.filter(|&w| self.knows(w)) {
            Some(word) => unit(self.language, word, core),
            None => unseen(self.language, core, lower, self.page),
        };
        Candidate::untouched(core, unit)
    }
}

/// Whether a word and the same in lower case go letter by letter.
pub(super) fn is_aligned(core: &str, lower: &str) -> bool {
    core.len() == lower.len()
        && (core.is_ascii() && lower.is_ascii()
            || core.char_indices().all(|(at, _)| lower.is_char_boundary(at)))
}

/// Whether a small letter is followed by a capital.
pub(super) fn has_odd_capital(text: &str) -> bool {
    let mut small = false;
    for c in text.chars() {
        if small && c.is_uppercase() {
            return true;
        }
        small = c.is_lowercase();
    }
    false
}

/// Whether a reading would put capitals where none were read, but for one at the front.
pub(super) fn gains_capitals(before: &str, after: &str) -> bool {
    let count = |text: &str| text.chars().skip(1).filter(|c| c.is_uppercase()).count();
    count(after) > count(before)
}

/// How many bytes two words share at the front.
pub(super) fn common_prefix(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count()
}
