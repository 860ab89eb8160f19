//! What every source of candidates is told: the language, the page and its channel.

use std::cell::RefCell;

use crate::language::{Flags, Language, Node, WordId};
use crate::repair::candidate::Candidate;
use crate::repair::channel::Channel;
use crate::repair::page::{PageStatistics, unseen};
use crate::repair::token::{LONGEST, is_aligned};
use crate::repair::units::unit;

use super::k_best::SegmentationBuffers;

/// A core of a token, as it was read and in lower case.
#[derive(Debug, Clone, Copy)]
pub(in crate::repair) struct Written<'t> {
    pub(in crate::repair) core: &'t str,
    pub(in crate::repair) lower: &'t str,
}

impl Written<'_> {
    /// Whether it is short enough to be looked into, and the same letter by letter in lower case.
    pub(super) fn is_sound(&self) -> bool {
        self.core.len() <= LONGEST && is_aligned(self.core, self.lower)
    }

    /// Whether it is letters alone.
    pub(super) fn is_plain(&self) -> bool {
        self.core.chars().all(char::is_alphabetic)
    }

    /// Whether it is letters but for apostrophes.
    pub(super) fn is_elided(&self) -> bool {
        self.core.chars().all(|c| c.is_alphabetic() || c == '\'')
    }
}

/// What candidates are found with.
pub(in crate::repair) struct CandidateContext<'a> {
    pub(in crate::repair) language: &'a Language,
    pub(in crate::repair) page: &'a PageStatistics,
    /// Whether the tables of old print are used.
    pub(in crate::repair) old: bool,
    pub(super) channel: Channel<'a>,
    pub(super) buffers: RefCell<SegmentationBuffers>,
}

impl<'a> CandidateContext<'a> {
    /// One for a page.
    pub(in crate::repair) fn new(language: &'a Language, page: &'a PageStatistics, old: bool) -> Self {
        Self { language, page, old, channel: page.noisy_channel(language, old), buffers: RefCell::default() }
    }

    /// Whether a word of the lists is one in the layers that count here.
    pub(super) fn knows(&self, word: WordId) -> bool {
        self.knows_by(self.language.flags(word))
    }

    fn knows_by(&self, flags: Flags) -> bool {
        flags.is_modern() || self.old && flags.is_historical()
    }

    /// Whether a word is in the official list, or as good as that.
    pub(super) fn is_listed(&self, word: WordId) -> bool {
        let flags = self.language.flags(word);
        flags.is_listed() || flags.is_name() || flags.is_keep()
    }

    /// ln P of a known word, in whichever layer is likelier here.
    pub(super) fn weight(&self, word: WordId) -> f32 {
        let modern = self.language.unigram(word);
        if self.old { modern.max(self.language.historical_unigram(word)) } else { modern }
    }

    /// What a candidate is worth without context.
    pub(in crate::repair) fn rough(&self, candidate: &Candidate) -> f32 {
        self.page.channel(candidate) + self.price(candidate)
    }

    /// ln P of its words by themselves.
    pub(super) fn price(&self, candidate: &Candidate) -> f32 {
        candidate.units.iter().map(|unit| self.page.price(unit)).sum::<f32>()
    }

    /// The text as it stands.
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

    /// The known word that ends at a place, and what is known of it.
    #[inline]
    pub(super) fn known_at(&self, node: Node) -> Option<(WordId, Flags)> {
        let word = node.word()?;
        let flags = self.language.flags(word);
        self.knows_by(flags).then_some((word, flags))
    }

    /// Where some text leads in the lexicon.
    #[inline]
    pub(super) fn steps(&self, node: Node, text: &[u8]) -> Option<Node> {
        text.iter().try_fold(node, |node, &byte| self.language.step(node, byte))
    }

    /// Whether a known word may be one of several that were merged.
    pub(super) fn may_be_part(&self, word: WordId, flags: Flags, letters: usize) -> bool {
        match letters {
            0 => false,
            1 | 2 => flags.is_part(),
            3 => flags.is_part() || flags.is_function() || self.weight(word) > -11.5,
            4..=7 => self.weight(word) > -16.8,
            _ => self.weight(word) > -16.8 || flags.is_listed(),
        }
    }
}
