//! Readings of a token as several words: parts side by side where the scanner
//! lost blanks.

use std::borrow::Cow;
use std::ops::Range;

use crate::language::WordId;

use crate::repair::candidate::{Candidate, Used, kind_of};
use crate::repair::channel::ConfusionGraph;
use crate::repair::page::unseen_as;
use crate::repair::token::{LONGEST, has_odd_capital};
use crate::repair::units::unit;

use super::CandidateSource;
use super::context::{CandidateContext, Written};
use super::k_best::{Hypothesis, KBest, Segment, SegmentationBuffers};
use super::trie_search::{FoundWord, parts, words_along};

/// A word from here on (ln P) is usual enough to know whether it leads compounds,
/// and how much rarer (ln) it leads them where it hardly ever does.
const LEAST_USUAL: f32 = -10.5;
const SELDOM: f32 = 2.7;
/// Where the first part of a token may end that no list has.
fn unseen_ends(length: usize) -> Range<usize> {
    length.saturating_sub(6).max(8)..length.saturating_sub(1)
}

/// Several words side by side, between which the scanner lost the blanks.
pub(super) struct MergedWords {
    /// How many confusions there may be in them.
    pub(super) edits: u8,
}

impl CandidateSource for MergedWords {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let Written { core, lower } = *word;
        if core.len() > LONGEST {
            return;
        }
        let search = Segmenter { context };
        let mut buffers = context.buffers.take();
        // Without confusions a look ahead tells which parts lead anywhere, and most do not.
        let leads = if self.edits == 0 {
            search.stretches(core, lower, &mut buffers.stretches)
        } else {
            [true; LONGEST + 1]
        };
        if leads[0] || unseen_ends(core.len()).any(|end| leads[end]) {
            search.put_side_by_side((core, lower), self.edits, &leads, &mut buffers, found);
        }
        context.buffers.replace(buffers);
    }
}

/// The search for the words that a token may be taken apart into.
struct Segmenter<'a> {
    context: &'a CandidateContext<'a>,
}

impl Segmenter<'_> {
    /// Readings of the parts that can be put side by side.
    fn put_side_by_side(
        &self,
        (core, lower): (&str, &str),
        edits: u8,
        leads: &[bool; LONGEST + 1],
        SegmentationBuffers { stretches, tiles, covers, chain }: &mut SegmentationBuffers,
        readings: &mut Vec<Candidate>,
    ) {
        let mut stretches = stretches.iter().peekable();
        let ways = (edits > 0).then(|| ConfusionGraph::new(core, &self.context.channel));
        tiles.clear();
        covers.clear();
        covers.resize(core.len() + 1, KBest::default());
        for start in 0..core.len() {
            if !core.is_char_boundary(start) || start > 0 && covers[start].count == 0 {
                continue;
            }
            let here = covers[start];
            if let Some(ways) = &ways {
                // Where all that stands before has its confusion, none is left for this part.
                let spent = start > 0 && here.all().iter().all(|cover| cover.edits >= edits);
                for part in parts(self.context, (core, lower), ways, start, if spent { 0 } else { edits }) {
                    if has_odd_capital(&part.text) && !has_odd_capital(core) {
                        continue;
                    }
                    let end = part.end;
                    tiles.push(self.tile(part, core, start));
                    self.cover(&mut covers[end], start, &here, tiles, edits);
                }
            } else {
                while let Some(&(from, end, word)) = stretches.next_if(|stretch| stretch.0 <= start) {
                    if from == start && leads[end] {
                        let part = FoundWord::as_read(&core[start..end], end, word);
                        tiles.push(self.tile(part, core, start));
                        self.cover(&mut covers[end], start, &here, tiles, edits);
                    }
                }
            }
            self.unseen_part((core, lower), start, leads, tiles, covers);
        }
        for (i, last) in covers[core.len()].all().iter().enumerate() {
            if last.from.0 > 0 {
                readings.push(self.assemble(core, tiles, covers, (core.len(), i), chain));
            }
        }
    }

    /// Finds the known words of a token, no letter misread, as far as they can be put
    /// side by side; says from which places the rest of the token may be covered.
    fn stretches(
        &self,
        core: &str,
        lower: &str,
        all: &mut Vec<(usize, usize, WordId)>,
    ) -> [bool; LONGEST + 1] {
        let length = core.len();
        all.clear();
        // A first part that no list has is looked up only if what follows it is known to lead on.
        let mut reached = [false; LONGEST + 1];
        reached[0] = true;
        for end in unseen_ends(length) {
            reached[end] = core.is_char_boundary(end);
        }
        for start in 0..length {
            if reached[start] {
                words_along(self.context, core, lower, start, |end, word| {
                    all.push((start, end, word));
                    reached[end] = true;
                });
            }
        }
        let mut leads = [false; LONGEST + 1];
        leads[length] = true;
        let mut later = all.iter().rev().peekable();
        for start in (0..length).rev() {
            // A last part that no list has.
            let mut on = start > 0 && reached[start] && self.may_be_unseen(&lower[start..]);
            while let Some(&(_, end, _)) = later.next_if(|stretch| stretch.0 == start) {
                on |= leads[end];
            }
            leads[start] = on;
        }
        leads
    }

    /// Whether a part is long enough to be one that no list has, or the page repeats it.
    fn may_be_unseen(&self, lower: &str) -> bool {
        lower.len() >= 8 || self.is_repeated(lower)
    }

    fn is_repeated(&self, lower: &str) -> bool {
        lower.len() >= 4 && self.context.page.repeated(lower) > 0.0
    }

    /// What a part is worth in the place where it stands.
    fn tile(&self, part: FoundWord<'_>, core: &str, start: usize) -> Segment {
        let word = unit(self.context.language, part.word, &part.text);
        let short = part.text.chars().count() == 3 && {
            let flags = self.context.language.flags(part.word);
            !flags.is_part() && !flags.is_function()
        };
        Segment {
            price: self.context.page.price(&word) + part.ln_channel - if short { 2.0 } else { 0.0 },
            stretch: (start as u32, part.end as u32),
            other: match part.text {
                Cow::Owned(text) if text != core[start..part.end] => Some(text),
                _ => None,
            },
            unit: word,
            ln_channel: part.ln_channel - if short { 2.0 } else { 0.0 },
            used: part.used,
            edits: part.confused + part.misread,
            misread: part.misread,
        }
    }

    /// Puts the last tile after each of the ways to cover what stands before it.
    fn cover(&self, there: &mut KBest, start: usize, here: &KBest, tiles: &[Segment], most: u8) {
        let Some((tail, earlier)) = tiles.split_last() else { return };
        let tile = earlier.len() as u32;
        if start == 0 {
            there.add(Hypothesis { score: tail.price, tile, from: (0, 0), edits: tail.edits });
            return;
        }
        for (i, before) in here.all().iter().enumerate() {
            let edits = before.edits + tail.edits;
            if edits > most {
                continue;
            }
            let head = &tiles[before.tile as usize].unit;
            let link = if tail.unit.unknown || head.unknown {
                0.0
            } else {
                let link = self.context.language.bigram(head.item.word, tail.unit.item.word)
                    - self.context.language.unigram(tail.unit.item.word);
                link.max(-2.3)
            };
            let score = before.score + tail.price + link + self.context.page.ln_lost_blank;
            there.add(Hypothesis { score, tile, from: (start as u8, i as u8), edits });
        }
    }

    /// The first or last part may be a compound that no list has, or a name of the page.
    fn unseen_part(
        &self,
        (core, lower): (&str, &str),
        start: usize,
        leads: &[bool],
        tiles: &mut Vec<Segment>,
        covers: &mut [KBest],
    ) {
        let ends = if start == 0 { unseen_ends(core.len()) } else { core.len()..core.len() + 1 };
        for end in ends {
            if !core.is_char_boundary(end) || start == 0 && end == core.len() || !leads[end] {
                continue;
            }
            let (text, low) = (&core[start..end], &lower[start..end]);
            let repeated = self.is_repeated(low);
            if !repeated && (low.len() < 8 || self.context.language.word(low).is_some()) {
                continue;
            }
            let compound = self.context.language.compound_of(low);
            if !repeated && compound.is_none_or(|compound| compound.ln_p < -26.0) {
                continue;
            }
            let word = unseen_as(self.context.language, text, low, self.context.page, compound);
            tiles.push(Segment {
                price: self.context.page.price(&word),
                stretch: (start as u32, end as u32),
                other: None,
                unit: word,
                ln_channel: 0.0,
                used: Used::default(),
                edits: 0,
                misread: 0,
            });
            let here = covers[start];
            self.cover(&mut covers[end], start, &here, tiles, 1);
        }
    }

    /// The reading that a way to cover the token is; `chain` is room for its parts.
    fn assemble(
        &self,
        core: &str,
        tiles: &[Segment],
        covers: &[KBest],
        last: (usize, usize),
        chain: &mut Vec<u32>,
    ) -> Candidate {
        let edits = covers[last.0].covers[last.1].edits;
        chain.clear();
        let mut at = last;
        while at.0 > 0 {
            let cover = &covers[at.0].covers[at.1];
            chain.push(cover.tile);
            at = (usize::from(cover.from.0), usize::from(cover.from.1));
        }
        chain.reverse();
        let parts = || chain.iter().map(|&tile| &tiles[tile as usize]);
        let mut text = String::with_capacity(core.len() + chain.len());
        for tile in parts() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(tile.text(core));
        }
        // That both halves are words is no evidence: one of them should be a word that runs on.
        let open = parts()
            .zip(parts().skip(1))
            .filter(|(left, right)| !self.runs_on(left) && !self.runs_on(right) && !self.never_leads(left));
        let open = open.count() as f32;
        Candidate {
            units: parts().map(|tile| tile.unit).collect(),
            lost_blanks: chain.len().saturating_sub(1) as u8,
            confused: edits,
            misread: parts().map(|tile| tile.misread).sum(),
            open,
            ln_channel: parts().map(|tile| tile.ln_channel).sum(),
            used: parts().fold(Used::default(), |all, tile| all.with(tile.used)),
            worth: 0.0,
            // An edit beside a split needs more than either alone.
            penalty: if edits > 0 { 9.0 } else { 2.0 },
            kind: Some(kind_of(core, &text)),
            rule: None,
            offered: false,
            odds: None,
            text,
        }
    }

    /// Whether a part is of a closed class: an article, a preposition, an auxiliary …
    fn runs_on(&self, tile: &Segment) -> bool {
        let flags = self.context.language.flags(tile.unit.item.word);
        !tile.unit.unknown && (flags.is_function() || flags.is_part())
    }

    /// Whether a usual word hardly ever leads a compound, so that what it runs into is none.
    fn never_leads(&self, tile: &Segment) -> bool {
        let word = tile.unit.item.word;
        let alone = self.context.language.unigram(word);
        !tile.unit.unknown
            && alone > LEAST_USUAL
            && self.context.language.modifier(word).is_none_or(|leading| leading < alone - SELDOM)
    }
}

#[cfg(test)]
mod tests {
    use crate::language::tests::ten_words;
    use crate::repair::page::PageStatistics;

    use super::*;

    /// What a token comes apart into, the best first, with so many confusions.
    fn apart(core: &str, edits: u8) -> Vec<String> {
        let (language, page) = (ten_words(), PageStatistics::default());
        let context = CandidateContext::new(&language, &page, false);
        let mut found = Vec::new();
        MergedWords { edits }.find(&context, &Written { core, lower: core }, &mut found);
        found.into_iter().map(|candidate| candidate.text).collect()
    }

    #[test]
    fn merged_words_come_apart() {
        for (core, expected) in [
            ("eenhuis", &["een huis"][..]),
            ("huiseen", &["huis een"]),
            ("eenhuiseen", &["een huis een"]),
            ("huis", &[]),
            ("huisqx", &[]),
            ("", &[]),
        ] {
            assert_eq!(apart(core, 0), expected, "{core}");
        }
    }

    #[test]
    fn a_part_may_be_misread_where_that_is_asked_for() {
        assert!(apart("eenkarner", 0).is_empty());
        assert_eq!(apart("eenkarner", 1), ["een kamer"]);
    }

    #[test]
    fn a_token_of_any_length_is_passed_over() {
        assert!(apart(&"een".repeat(40), 0).is_empty());
    }
}
