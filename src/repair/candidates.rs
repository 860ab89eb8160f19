//! The noisy channel read backwards: what words a token may stand for.
//!
//! One walk of the lexicon along the characters as read, with confusions on
//! the way, yields parts; a short search puts parts side by side where the
//! scanner lost blanks. Whatever is found is priced later, by the page.

use std::borrow::Cow;

use crate::language::{Language, WordId, fold};

use super::page::Page;
use super::reading::{Reading, Unit, Used, kind_of, unit, unseen};

/// No part of a merged token is longer, in bytes.
pub(super) const LONGEST_PART: usize = 26;
/// Longer tokens are not taken apart.
pub(super) const LONGEST: usize = 96;
/// How many ways to take a token apart are kept at each place.
pub(super) const KEPT: usize = 3;

/// Finds readings with the model and the page at hand.
pub(super) struct Generator<'a> {
    pub(super) language: &'a Language,
    pub(super) page: &'a Page,
    /// Whether the tables of old print are used.
    pub(super) old: bool,
}

/// A way to cover the text up to some place.
#[derive(Clone)]
pub(super) struct Cover {
    pub(super) score: f32,
    pub(super) from: (usize, usize),
    pub(super) text: String,
    pub(super) unit: Unit,
    pub(super) ln_channel: f32,
    pub(super) used: Used,
    pub(super) edits: u8,
    pub(super) misread: u8,
}

impl Generator<'_> {
    pub(super) fn knows(&self, word: WordId) -> bool {
        let flags = self.language.flags(word);
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
    pub(super) fn readings(&self, core: &str) -> Vec<Reading> {
        let lower = fold(core);
        let mut readings = vec![self.untouched(core, &lower)];
        if core.len() > LONGEST || lower.len() != core.len() {
            return readings;
        }
        if core.contains(['-', '/']) {
            self.hyphenated(core, &mut readings);
        }
        self.punctuated(core, &mut readings);
        let plain = core.chars().all(char::is_alphabetic);
        if plain {
            self.splits(core, &lower, 0, &mut readings);
            // Most words that end so are plurals and verbs, not merges with *en*.
            for reading in readings.iter_mut().filter(|r| r.text.ends_with(" en")) {
                reading.open += 0.5;
            }
        }
        let split = readings.len() > 1;
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
        readings
    }

    /// Readings of a compound that no list has: it may be a merge, it is not misread.
    pub(super) fn compound(&self, core: &str) -> Vec<Reading> {
        let lower = fold(core);
        let mut readings = vec![self.untouched(core, &lower)];
        if core.len() > LONGEST || lower.len() != core.len() {
            return readings;
        }
        if core.contains('-') {
            self.hyphenated(core, &mut readings);
        } else if core.chars().all(char::is_alphabetic) {
            self.splits(core, &lower, 0, &mut readings);
        }
        readings
    }

    /// What a reading is worth without context.
    pub(super) fn rough(&self, reading: &Reading) -> f32 {
        self.page.channel(reading) + reading.units.iter().map(|u| self.page.price(u)).sum::<f32>()
    }

    pub(super) fn untouched(&self, core: &str, lower: &str) -> Reading {
        let unit = match self.language.word(lower).filter(|&w| self.knows(w)) {
            Some(word) => unit(self.language, word, core),
            None => unseen(self.language, core, lower, self.page),
        };
        Reading::untouched(core, unit)
    }

    /// Readings in which the token is several words, with up to `edits` confusions.
    pub(super) fn splits(&self, core: &str, lower: &str, edits: u8, readings: &mut Vec<Reading>) {
        let mut covers: Vec<Vec<Cover>> = vec![Vec::new(); core.len() + 1];
        for start in 0..core.len() {
            if !core.is_char_boundary(start) || start > 0 && covers[start].is_empty() {
                continue;
            }
            let here = std::mem::take(&mut covers[start]);
            let mut parts = self.parts(core, lower, start, edits);
            parts.retain(|p| self.may_be_part(p.word, &p.text));
            for part in parts {
                let word = unit(self.language, part.word, &part.text);
                let short = part.text.chars().count() == 3 && {
                    let flags = self.language.flags(part.word);
                    !flags.is_part() && !flags.is_function()
                };
                let price = self.page.price(&word) + part.ln_channel - if short { 2.0 } else { 0.0 };
                let tail = Cover {
                    score: price,
                    from: (start, 0),
                    text: part.text,
                    unit: word,
                    ln_channel: part.ln_channel - if short { 2.0 } else { 0.0 },
                    used: part.used,
                    edits: part.confused + part.misread,
                    misread: part.misread,
                };
                self.cover(&mut covers[part.end], start, &here, tail, edits);
            }
            self.unseen_part(core, lower, start, &here, &mut covers);
            covers[start] = here;
        }
        for (i, last) in covers[core.len()].iter().enumerate().take(KEPT) {
            if last.from.0 == 0 {
                continue;
            }
            readings.push(self.assemble(core, &covers, (core.len(), i)));
        }
    }

    /// Adds a part after each of the ways to cover what stands before it.
    pub(super) fn cover(&self, there: &mut Vec<Cover>, start: usize, here: &[Cover], tail: Cover, most: u8) {
        if start == 0 {
            there.push(tail);
        } else {
            for (i, before) in here.iter().enumerate() {
                if before.edits + tail.edits > most {
                    continue;
                }
                let link = self.language.bigram(before.unit.item.word, tail.unit.item.word)
                    - self.language.unigram(tail.unit.item.word);
                let link = if tail.unit.unknown || before.unit.unknown { 0.0 } else { link.max(-2.3) };
                there.push(Cover {
                    score: before.score + tail.score + link + self.page.ln_lost_blank,
                    from: (start, i),
                    edits: before.edits + tail.edits,
                    ..tail.clone()
                });
            }
        }
        there.sort_by(|a, b| b.score.total_cmp(&a.score));
        there.truncate(KEPT);
    }

    /// The first or last part may be a compound that no list has, or a name of the page.
    pub(super) fn unseen_part(
        &self,
        core: &str,
        lower: &str,
        start: usize,
        here: &[Cover],
        covers: &mut [Vec<Cover>],
    ) {
        let ends: Vec<usize> = if start == 0 {
            (8..core.len().saturating_sub(1)).filter(|&e| core.len() - e <= 6).collect()
        } else {
            vec![core.len()]
        };
        for end in ends {
            if !core.is_char_boundary(end) || start == 0 && end == core.len() {
                continue;
            }
            let (text, low) = (&core[start..end], &lower[start..end]);
            let repeated = low.len() >= 4 && self.page.repeated(low) > 0.0;
            if !repeated && (low.len() < 8 || self.language.word(low).is_some()) {
                continue;
            }
            if !repeated && self.language.compound(low).is_none_or(|p| p < -26.0) {
                continue;
            }
            let word = unseen(self.language, text, low, self.page);
            let tail = Cover {
                score: self.page.price(&word),
                from: (start, 0),
                text: text.to_owned(),
                unit: word,
                ln_channel: 0.0,
                used: Used::default(),
                edits: 0,
                misread: 0,
            };
            let mut there = std::mem::take(&mut covers[end]);
            self.cover(&mut there, start, here, tail, 1);
            covers[end] = there;
        }
    }

    pub(super) fn assemble(&self, core: &str, covers: &[Vec<Cover>], last: (usize, usize)) -> Reading {
        let mut chain = Vec::new();
        let mut at = last;
        while at.0 > 0 {
            let cover = &covers[at.0][at.1];
            chain.push(cover);
            at = cover.from;
        }
        chain.reverse();
        let text = chain.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join(" ");
        // An edit beside a split needs more than either alone.
        let edits = last_edits(&chain);
        // That both halves are words is no evidence: one of them should be a word that runs on.
        let open = chain.windows(2).filter(|pair| !pair.iter().any(|c| self.runs_on(c))).count() as f32;
        Reading {
            units: chain.iter().map(|c| c.unit).collect(),
            lost_blanks: chain.len().saturating_sub(1) as u8,
            confused: edits,
            misread: chain.iter().map(|c| c.misread).sum(),
            open,
            ln_channel: chain.iter().map(|c| c.ln_channel).sum(),
            used: chain.iter().fold(Used::default(), |all, c| all.with(c.used)),
            worth: 0.0,
            caution: if edits > 0 { 9.0 } else { 2.0 },
            kind: Some(kind_of(core, &text)),
            rule: None,
            text,
        }
    }

    /// Whether a part is of a closed class: an article, a preposition, an auxiliary …
    pub(super) fn runs_on(&self, cover: &Cover) -> bool {
        let flags = self.language.flags(cover.unit.item.word);
        !cover.unit.unknown && (flags.is_function() || flags.is_part())
    }

    /// Whether a word may be one of several that were merged.
    pub(super) fn may_be_part(&self, word: WordId, text: &str) -> bool {
        let flags = self.language.flags(word);
        match text.chars().count() {
            0 => false,
            1 | 2 => flags.is_part(),
            3 => flags.is_part() || flags.is_function() || self.weight(word) > -11.5,
            4..=7 => self.knows(word) && self.weight(word) > -16.8,
            _ => self.knows(word) && (self.weight(word) > -16.8 || flags.is_listed()),
        }
    }
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

/// Lower case, without a copy where it is so already.
pub(super) fn lowered(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_uppercase) { Cow::Owned(text.to_lowercase()) } else { Cow::Borrowed(text) }
}

/// How many bytes two words share at the front.
pub(super) fn common_prefix(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count()
}

pub(super) fn last_edits(chain: &[&Cover]) -> u8 {
    chain.last().map_or(0, |c| c.edits)
}
