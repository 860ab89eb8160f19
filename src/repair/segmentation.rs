//! Readings of a token as several words: parts side by side where the scanner
//! lost blanks.

use std::borrow::Cow;
use std::ops::Range;

use crate::language::{Flags, WordId};

use super::candidate::{Candidate, Unit, Used, kind_of, unit, unseen_as};
use super::candidates::{Generator, LONGEST, has_odd_capital};
use super::trie_search::FoundWord;

/// No part of a merged token is longer, in bytes.
pub(super) const LONGEST_PART: usize = 26;
/// A word from here on (ln P) is usual enough to know whether it leads compounds,
/// and how much rarer (ln) it leads them where it hardly ever does.
const LEAST_USUAL: f32 = -10.5;
const SELDOM: f32 = 2.7;
/// How many ways to take a token apart are kept at each place.
const KEPT: usize = 3;

/// Room to take tokens apart in, kept from one to the next: most come apart into few parts.
#[derive(Default)]
pub(super) struct SegmentationBuffers {
    /// The known words that a token holds, by where they begin, then by where they end.
    stretches: Vec<(usize, usize, WordId)>,
    tiles: Vec<Segment>,
    covers: Vec<KBest>,
    /// The tiles of a reading, in order.
    chain: Vec<u32>,
}

/// A word that a stretch of the token may be.
struct Segment {
    /// The stretch, from and to.
    stretch: (u32, u32),
    /// What it is read as, where that is something else.
    other: Option<String>,
    unit: Unit,
    price: f32,
    ln_channel: f32,
    used: Used,
    edits: u8,
    misread: u8,
}

/// A way to cover the text up to some place.
#[derive(Clone, Copy, Default)]
struct Hypothesis {
    score: f32,
    /// Its last tile.
    tile: u32,
    /// The place where that begins, and which of the ways to get there it goes on from.
    from: (u8, u8),
    edits: u8,
}

/// The best ways to cover the text up to a place, the best first.
#[derive(Clone, Copy, Default)]
struct KBest {
    covers: [Hypothesis; KEPT],
    count: u8,
}

impl KBest {
    fn all(&self) -> &[Hypothesis] {
        &self.covers[..usize::from(self.count)]
    }

    fn add(&mut self, cover: Hypothesis) {
        let at = self.all().partition_point(|other| other.score.total_cmp(&cover.score).is_ge());
        if at < KEPT {
            for later in (at + 1..KEPT).rev() {
                self.covers[later] = self.covers[later - 1];
            }
            self.covers[at] = cover;
            self.count = (self.count + 1).min(KEPT as u8);
        }
    }
}

impl Segment {
    fn text<'t>(&'t self, core: &'t str) -> &'t str {
        self.other.as_deref().unwrap_or(&core[self.stretch.0 as usize..self.stretch.1 as usize])
    }
}

/// Where the first part of a token may end that no list has.
fn unseen_ends(length: usize) -> Range<usize> {
    length.saturating_sub(6).max(8)..length.saturating_sub(1)
}

impl Generator<'_> {
    /// Readings in which the token is several words, with up to `edits` confusions.
    pub(super) fn splits(&self, core: &str, lower: &str, edits: u8, readings: &mut Vec<Candidate>) {
        if core.len() > LONGEST {
            return;
        }
        let mut room = self.room.take();
        // Without confusions a look ahead tells which parts lead anywhere, and most do not.
        let leads =
            if edits == 0 { self.stretches(core, lower, &mut room.stretches) } else { [true; LONGEST + 1] };
        if leads[0] || unseen_ends(core.len()).any(|end| leads[end]) {
            self.put_side_by_side((core, lower), edits, &leads, &mut room, readings);
        }
        self.room.replace(room);
    }

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
        let ways = (edits > 0).then(|| self.ways(core));
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
                for part in self.parts((core, lower), ways, start, if spent { 0 } else { edits }) {
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
                self.words_along(core, lower, start, |end, word| {
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
        lower.len() >= 4 && self.page.repeated(lower) > 0.0
    }

    /// What a part is worth in the place where it stands.
    fn tile(&self, part: FoundWord<'_>, core: &str, start: usize) -> Segment {
        let word = unit(self.language, part.word, &part.text);
        let short = part.text.chars().count() == 3 && {
            let flags = self.language.flags(part.word);
            !flags.is_part() && !flags.is_function()
        };
        Segment {
            price: self.page.price(&word) + part.ln_channel - if short { 2.0 } else { 0.0 },
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
                let link = self.language.bigram(head.item.word, tail.unit.item.word)
                    - self.language.unigram(tail.unit.item.word);
                link.max(-2.3)
            };
            let score = before.score + tail.price + link + self.page.ln_lost_blank;
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
            if !repeated && (low.len() < 8 || self.language.word(low).is_some()) {
                continue;
            }
            let compound = self.language.compound_of(low);
            if !repeated && compound.is_none_or(|compound| compound.ln_p < -26.0) {
                continue;
            }
            let word = unseen_as(self.language, text, low, self.page, compound);
            tiles.push(Segment {
                price: self.page.price(&word),
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
        let flags = self.language.flags(tile.unit.item.word);
        !tile.unit.unknown && (flags.is_function() || flags.is_part())
    }

    /// Whether a usual word hardly ever leads a compound, so that what it runs into is none.
    fn never_leads(&self, tile: &Segment) -> bool {
        let word = tile.unit.item.word;
        let alone = self.language.unigram(word);
        !tile.unit.unknown
            && alone > LEAST_USUAL
            && self.language.modifier(word).is_none_or(|leading| leading < alone - SELDOM)
    }

    /// Whether a known word may be one of several that were merged.
    pub(super) fn may_be_part(&self, word: WordId, flags: Flags, text: &str) -> bool {
        match if text.is_ascii() { text.len() } else { text.chars().count() } {
            0 => false,
            1 | 2 => flags.is_part(),
            3 => flags.is_part() || flags.is_function() || self.weight(word) > -11.5,
            4..=7 => self.weight(word) > -16.8,
            _ => self.weight(word) > -16.8 || flags.is_listed(),
        }
    }
}
