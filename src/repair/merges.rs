//! Readings of a token as several words: parts side by side where the scanner
//! lost blanks.

use crate::language::WordId;

use super::candidates::Generator;
use super::reading::{Reading, Unit, Used, kind_of, unit, unseen};

/// No part of a merged token is longer, in bytes.
pub(super) const LONGEST_PART: usize = 26;
/// How many ways to take a token apart are kept at each place.
const KEPT: usize = 3;

/// A way to cover the text up to some place.
#[derive(Clone)]
struct Cover {
    score: f32,
    from: (usize, usize),
    text: String,
    unit: Unit,
    ln_channel: f32,
    used: Used,
    edits: u8,
    misread: u8,
}

impl Generator<'_> {
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
    fn cover(&self, there: &mut Vec<Cover>, start: usize, here: &[Cover], tail: Cover, most: u8) {
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
    fn unseen_part(&self, core: &str, lower: &str, start: usize, here: &[Cover], covers: &mut [Vec<Cover>]) {
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

    fn assemble(&self, core: &str, covers: &[Vec<Cover>], last: (usize, usize)) -> Reading {
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
            offered: false,
            text,
        }
    }

    /// Whether a part is of a closed class: an article, a preposition, an auxiliary …
    fn runs_on(&self, cover: &Cover) -> bool {
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

fn last_edits(chain: &[&Cover]) -> u8 {
    chain.last().map_or(0, |c| c.edits)
}
