//! Readings of a token as several words: parts side by side where the scanner
//! lost blanks.

use std::borrow::Cow;
use std::ops::Range;

use crate::language::WordId;

use super::candidates::{Generator, LONGEST};
use super::reading::{Reading, Unit, Used, kind_of, unit, unseen_as};
use super::walk::Part;

/// No part of a merged token is longer, in bytes.
pub(super) const LONGEST_PART: usize = 26;
/// A word from here on (ln P) is usual enough to know whether it leads compounds,
/// and how much rarer (ln) it leads them where it hardly ever does.
const LEAST_USUAL: f32 = -10.5;
const SELDOM: f32 = 2.7;
/// How many ways to take a token apart are kept at each place.
const KEPT: usize = 3;

/// A word that a stretch of the token may be.
struct Tile<'t> {
    text: Cow<'t, str>,
    unit: Unit,
    price: f32,
    ln_channel: f32,
    used: Used,
    edits: u8,
    misread: u8,
}

/// A way to cover the text up to some place.
#[derive(Clone, Copy, Default)]
struct Cover {
    score: f32,
    /// Its last tile.
    tile: u32,
    /// The place where that begins, and which of the ways to get there it goes on from.
    from: (u8, u8),
    edits: u8,
}

/// The best ways to cover the text up to a place, the best first.
#[derive(Clone, Copy, Default)]
struct Best {
    covers: [Cover; KEPT],
    count: u8,
}

impl Best {
    fn all(&self) -> &[Cover] {
        &self.covers[..usize::from(self.count)]
    }

    fn add(&mut self, cover: Cover) {
        let at = self.all().partition_point(|other| other.score.total_cmp(&cover.score).is_ge());
        if at < KEPT {
            self.covers[at..].rotate_right(1);
            self.covers[at] = cover;
            self.count = (self.count + 1).min(KEPT as u8);
        }
    }
}

/// The known words that a token holds, as far as they can be put side by side, no letter misread.
struct Stretches {
    /// By where they begin, then by where they end.
    all: Vec<(usize, usize, WordId)>,
    /// From which places the rest of the token may be covered.
    leads: [bool; LONGEST + 1],
}

/// Where the first part of a token may end that no list has.
fn unseen_ends(length: usize) -> Range<usize> {
    length.saturating_sub(6).max(8)..length.saturating_sub(1)
}

impl Generator<'_> {
    /// Readings in which the token is several words, with up to `edits` confusions.
    pub(super) fn splits<'t>(&self, core: &'t str, lower: &'t str, edits: u8, readings: &mut Vec<Reading>) {
        if core.len() > LONGEST {
            return;
        }
        // Without confusions a look ahead tells which parts lead anywhere, and most do not.
        let stretches = (edits == 0).then(|| self.stretches(core, lower));
        let leads = stretches.as_ref().map_or([true; LONGEST + 1], |stretches| stretches.leads);
        if !leads[0] && unseen_ends(core.len()).all(|end| !leads[end]) {
            return;
        }
        let mut stretches = stretches.iter().flat_map(|stretches| &stretches.all).peekable();
        let ways = (edits > 0).then(|| self.ways(core));
        let mut tiles: Vec<Tile<'t>> = Vec::with_capacity(8);
        let mut covers = vec![Best::default(); core.len() + 1];
        for start in 0..core.len() {
            if !core.is_char_boundary(start) || start > 0 && covers[start].count == 0 {
                continue;
            }
            let here = covers[start];
            if let Some(ways) = &ways {
                // Where all that stands before has its confusion, none is left for this part.
                let spent = start > 0 && here.all().iter().all(|cover| cover.edits >= edits);
                for part in self.parts((core, lower), ways, start, if spent { 0 } else { edits }) {
                    let end = part.end;
                    tiles.push(self.tile(part));
                    self.cover(&mut covers[end], start, &here, &tiles, edits);
                }
            } else {
                while let Some(&(from, end, word)) = stretches.next_if(|stretch| stretch.0 <= start) {
                    if from == start && leads[end] {
                        let part = Part::as_read(&core[start..end], end, word);
                        tiles.push(self.tile(part));
                        self.cover(&mut covers[end], start, &here, &tiles, edits);
                    }
                }
            }
            self.unseen_part((core, lower), start, &leads, &mut tiles, &mut covers);
        }
        let mut chain = Vec::with_capacity(4);
        for (i, last) in covers[core.len()].all().iter().enumerate() {
            if last.from.0 > 0 {
                readings.push(self.assemble(core, &tiles, &covers, (core.len(), i), &mut chain));
            }
        }
    }

    /// The known words of a token and whether the rest may be covered after them.
    fn stretches(&self, core: &str, lower: &str) -> Stretches {
        let length = core.len();
        let mut all = Vec::with_capacity(16);
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
        Stretches { all, leads }
    }

    /// Whether a part is long enough to be one that no list has, or the page repeats it.
    fn may_be_unseen(&self, lower: &str) -> bool {
        lower.len() >= 8 || self.is_repeated(lower)
    }

    fn is_repeated(&self, lower: &str) -> bool {
        lower.len() >= 4 && self.page.repeated(lower) > 0.0
    }

    /// What a part is worth in the place where it stands.
    fn tile<'t>(&self, part: Part<'t>) -> Tile<'t> {
        let word = unit(self.language, part.word, &part.text);
        let short = part.text.chars().count() == 3 && {
            let flags = self.language.flags(part.word);
            !flags.is_part() && !flags.is_function()
        };
        Tile {
            price: self.page.price(&word) + part.ln_channel - if short { 2.0 } else { 0.0 },
            text: part.text,
            unit: word,
            ln_channel: part.ln_channel - if short { 2.0 } else { 0.0 },
            used: part.used,
            edits: part.confused + part.misread,
            misread: part.misread,
        }
    }

    /// Puts the last tile after each of the ways to cover what stands before it.
    fn cover(&self, there: &mut Best, start: usize, here: &Best, tiles: &[Tile<'_>], most: u8) {
        let Some((tail, earlier)) = tiles.split_last() else { return };
        let tile = earlier.len() as u32;
        if start == 0 {
            there.add(Cover { score: tail.price, tile, from: (0, 0), edits: tail.edits });
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
            there.add(Cover { score, tile, from: (start as u8, i as u8), edits });
        }
    }

    /// The first or last part may be a compound that no list has, or a name of the page.
    fn unseen_part<'t>(
        &self,
        (core, lower): (&'t str, &str),
        start: usize,
        leads: &[bool],
        tiles: &mut Vec<Tile<'t>>,
        covers: &mut [Best],
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
            tiles.push(Tile {
                price: self.page.price(&word),
                text: Cow::Borrowed(text),
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
    fn assemble<'p, 't>(
        &self,
        core: &str,
        tiles: &'p [Tile<'t>],
        covers: &[Best],
        last: (usize, usize),
        chain: &mut Vec<&'p Tile<'t>>,
    ) -> Reading {
        let edits = covers[last.0].covers[last.1].edits;
        chain.clear();
        let mut at = last;
        while at.0 > 0 {
            let cover = &covers[at.0].covers[at.1];
            chain.push(&tiles[cover.tile as usize]);
            at = (usize::from(cover.from.0), usize::from(cover.from.1));
        }
        chain.reverse();
        let mut text = String::with_capacity(core.len() + chain.len());
        for tile in chain.iter() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&tile.text);
        }
        // That both halves are words is no evidence: one of them should be a word that runs on.
        let open = chain
            .windows(2)
            .filter(|pair| !pair.iter().any(|tile| self.runs_on(tile)) && !self.never_leads(pair[0]));
        let open = open.count() as f32;
        Reading {
            units: chain.iter().map(|tile| tile.unit).collect(),
            lost_blanks: chain.len().saturating_sub(1) as u8,
            confused: edits,
            misread: chain.iter().map(|tile| tile.misread).sum(),
            open,
            ln_channel: chain.iter().map(|tile| tile.ln_channel).sum(),
            used: chain.iter().fold(Used::default(), |all, tile| all.with(tile.used)),
            worth: 0.0,
            // An edit beside a split needs more than either alone.
            caution: if edits > 0 { 9.0 } else { 2.0 },
            kind: Some(kind_of(core, &text)),
            rule: None,
            offered: false,
            text,
        }
    }

    /// Whether a part is of a closed class: an article, a preposition, an auxiliary …
    fn runs_on(&self, tile: &Tile<'_>) -> bool {
        let flags = self.language.flags(tile.unit.item.word);
        !tile.unit.unknown && (flags.is_function() || flags.is_part())
    }

    /// Whether a usual word hardly ever leads a compound, so that what it runs into is none.
    fn never_leads(&self, tile: &Tile<'_>) -> bool {
        let word = tile.unit.item.word;
        let alone = self.language.unigram(word);
        !tile.unit.unknown
            && alone > LEAST_USUAL
            && self.language.modifier(word).is_none_or(|leading| leading < alone - SELDOM)
    }

    /// Whether a known word may be one of several that were merged.
    pub(super) fn may_be_part(&self, word: WordId, text: &str) -> bool {
        let flags = self.language.flags(word);
        match text.chars().count() {
            0 => false,
            1 | 2 => flags.is_part(),
            3 => flags.is_part() || flags.is_function() || self.weight(word) > -11.5,
            4..=7 => self.weight(word) > -16.8,
            _ => self.weight(word) > -16.8 || flags.is_listed(),
        }
    }
}
