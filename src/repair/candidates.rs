//! The noisy channel read backwards: what words a token may stand for.
//!
//! One walk of the lexicon along the characters as read, with confusions on
//! the way, yields parts; a short search puts parts side by side where the
//! scanner lost blanks. Whatever is found is priced later, by the page.

use std::borrow::Cow;

use crate::language::{Language, Node, WordId, fold};

use super::page::Page;
use super::reading::{Reading, Unit, kind_of, unit, unseen};
use super::token::cased_like;

/// No part of a merged token is longer, in bytes.
const LONGEST_PART: usize = 26;
/// Longer tokens are not taken apart.
const LONGEST: usize = 96;
/// A chain of confusions less likely than this is not followed.
const LEAST_CHANNEL: f32 = -13.0;
/// ln P of a letter misread in a way that the table lacks: one in two thousand, one of thirty letters.
const ANY_LETTER: f32 = -11.0;
/// How many ways to take a token apart are kept at each place.
const KEPT: usize = 3;

/// Finds readings with the model and the page at hand.
pub(super) struct Generator<'a> {
    pub(super) language: &'a Language,
    pub(super) page: &'a Page,
    /// Whether the tables of old print are used.
    pub(super) old: bool,
}

/// A known word found along the text.
struct Part {
    end: usize,
    word: WordId,
    text: String,
    ln_channel: f32,
    confused: u8,
    misread: u8,
}

/// A way to cover the text up to some place.
#[derive(Clone)]
struct Cover {
    score: f32,
    from: (usize, usize),
    text: String,
    unit: Unit,
    ln_channel: f32,
    edits: u8,
    misread: u8,
}

/// How far a walk has come.
struct Walk<'t> {
    text: &'t str,
    lower: &'t str,
    edits: u8,
    any: bool,
    out: String,
    found: Vec<Part>,
    /// Steps left; keeps the time linear whatever the text.
    steps: u32,
}

impl Generator<'_> {
    fn knows(&self, word: WordId) -> bool {
        let flags = self.language.flags(word);
        flags.is_modern() || self.old && flags.is_historical()
    }

    fn is_listed(&self, word: WordId) -> bool {
        let flags = self.language.flags(word);
        flags.is_listed() || flags.is_name() || flags.is_keep()
    }

    /// ln P of a known word, in whichever layer is likelier here.
    fn weight(&self, word: WordId) -> f32 {
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
        if self.old {
            self.free_edits(core, &mut readings);
        }
        let keep = readings[0].clone();
        readings.retain(|r| r.text != core);
        readings.sort_by(|a, b| self.rough(b).total_cmp(&self.rough(a)));
        readings.dedup_by(|a, b| a.text == b.text);
        readings.truncate(8);
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

    fn untouched(&self, core: &str, lower: &str) -> Reading {
        let unit = match self.language.word(lower).filter(|&w| self.knows(w)) {
            Some(word) => unit(self.language, word, core),
            None => unseen(self.language, core, lower, self.page),
        };
        Reading::untouched(core, unit)
    }

    /// Readings in which one part between hyphens or slashes is read otherwise.
    fn hyphenated(&self, core: &str, readings: &mut Vec<Reading>) {
        let at: Vec<usize> = core.match_indices(['-', '/']).map(|(i, _)| i).collect();
        // `asiel-en` is `asiel- en`: a suspended hyphen that lost its blank.
        if let [at] = at[..] {
            let (left, right) = (&core[..at], &core[at + 1..]);
            let link = matches!(right, "en" | "of");
            if link && core.as_bytes()[at] == b'-' && left.chars().count() >= 3 && self.language.knows(left) {
                let mut reading = self.untouched(left, &fold(left));
                if let Some(word) = self.language.word(right) {
                    reading.units.push(unit(self.language, word, right));
                }
                reading.text = format!("{left}- {right}");
                reading.lost_blanks = 1;
                reading.caution = 1.0;
                reading.kind = Some(kind_of(core, &reading.text));
                readings.push(reading);
                return;
            }
        }
        let bounds: Vec<usize> =
            std::iter::once(0).chain(at.iter().flat_map(|&i| [i, i + 1])).chain([core.len()]).collect();
        let parts: Vec<(usize, usize)> = bounds.chunks(2).map(|c| (c[0], c[1])).collect();
        let bad: Vec<(usize, usize)> =
            parts.into_iter().filter(|&(a, b)| a < b && !self.language.knows(&core[a..b])).collect();
        if let [(a, b)] = bad[..] {
            if core[a..b].chars().count() < 4 {
                return;
            }
            let whole = readings[0].units[0];
            let mut inner = self.readings(&core[a..b]);
            let left = inner.remove(0);
            let base: f32 = left.units.iter().map(|u| self.page.price(u)).sum();
            for reading in inner {
                let gain: f32 = reading.units.iter().map(|u| self.page.price(u)).sum::<f32>() - base;
                let text = format!("{}{}{}", &core[..a], reading.text, &core[b..]);
                let unit = Unit { modern: whole.modern + gain, old: whole.old + gain, ..whole };
                readings.push(Reading {
                    kind: Some(kind_of(core, &text)),
                    text,
                    units: vec![unit],
                    ..reading
                });
            }
        }
    }

    /// `versterken.Daarom` lost a blank after its mark; `recht.s.orde` has specks inside.
    fn punctuated(&self, core: &str, readings: &mut Vec<Reading>) {
        let is_mark = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?');
        let Some(at) = core.find(is_mark) else { return };
        if self.old {
            return;
        }
        let (left, rest) = core.split_at(at);
        let right = &rest[1..];
        let capital = right.chars().next().is_some_and(char::is_uppercase);
        let whole = |part: &str| {
            part.chars().count() >= 2
                && part.chars().all(char::is_alphabetic)
                && self.language.word(&fold(part)).is_some_and(|w| self.language.unigram(w) > -15.0)
        };
        let sentence = !matches!(rest.as_bytes()[0], b'.' | b':' | b'!' | b'?') || capital;
        if whole(left) && whole(right) && sentence {
            let mut reading = self.untouched(left, &fold(left));
            let mark = if rest.starts_with(',') { Language::COMMA } else { Language::START };
            let mut stop = reading.units[0];
            stop.item = self.language.item(mark);
            (stop.modern, stop.old, stop.unknown, stop.capital_share) = (-2.5, -2.5, false, -1.0);
            let after = self.untouched(right, &fold(right)).units;
            reading.units.push(stop);
            reading.units.extend(after);
            reading.text = format!("{left}{} {right}", &rest[..1]);
            reading.lost_blanks = 1;
            reading.kind = Some(kind_of(core, &reading.text));
            readings.push(reading);
        } else if left.chars().count() >= 3 && !capital && core.chars().filter(|&c| c == '.').count() <= 3 {
            let bare: String = core.chars().filter(|&c| c != '.' && c != ',').collect();
            if bare.chars().count() < 6 || !bare.chars().all(char::is_alphabetic) {
                return;
            }
            let specks = (core.len() - bare.len()) as f32;
            let lower = fold(&bare);
            let mut found = vec![self.untouched(&bare, &lower)];
            if !self.language.knows(&bare) {
                self.edits(&bare, &lower, &mut found);
                found.remove(0);
            }
            for mut reading in found {
                reading.ln_channel -= 6.0 * specks;
                reading.misread += 1;
                reading.kind = Some(kind_of(core, &reading.text));
                readings.push(reading);
            }
        }
    }

    /// Readings in which the token is several words, with up to `edits` confusions.
    fn splits(&self, core: &str, lower: &str, edits: u8, readings: &mut Vec<Reading>) {
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
            caution: if edits > 0 { 9.0 } else { 2.0 },
            kind: Some(kind_of(core, &text)),
            rule: None,
            text,
        }
    }

    /// Whether a part is of a closed class: an article, a preposition, an auxiliary …
    fn runs_on(&self, cover: &Cover) -> bool {
        let flags = self.language.flags(cover.unit.item.word);
        !cover.unit.unknown && (flags.is_function() || flags.is_part())
    }

    /// Whether a word may be one of several that were merged.
    fn may_be_part(&self, word: WordId, text: &str) -> bool {
        let flags = self.language.flags(word);
        match text.chars().count() {
            0 => false,
            1 | 2 => flags.is_part(),
            3 => flags.is_part() || flags.is_function() || self.weight(word) > -11.5,
            4..=7 => self.knows(word) && self.weight(word) > -16.8,
            _ => self.knows(word) && (self.weight(word) > -16.8 || flags.is_listed()),
        }
    }

    /// Known words that the text may hold from `start` on.
    fn parts(&self, core: &str, lower: &str, start: usize, edits: u8) -> Vec<Part> {
        let end = (start + LONGEST_PART).min(core.len());
        let end = (end..=core.len()).find(|&e| core.is_char_boundary(e)).unwrap_or(core.len());
        let mut walk = Walk {
            text: &core[..end],
            lower: &lower[..end],
            edits,
            any: false,
            out: String::new(),
            found: Vec::new(),
            steps: 1500,
        };
        self.walk(&mut walk, start, self.language.root(), (0.0, 0, 0));
        if start > 0 {
            for part in &mut walk.found {
                debug_assert!(part.end > start);
            }
        }
        walk.found
    }

    /// Goes on from one place of the text and one of the lexicon, in all ways the channel allows.
    fn walk(&self, walk: &mut Walk<'_>, at: usize, node: Node, done: (f32, u8, u8)) {
        let (ln_channel, confused, misread) = done;
        if walk.steps == 0 {
            return;
        }
        walk.steps -= 1;
        if !walk.out.is_empty() {
            if let Some(word) = self.language.word_at(node).filter(|&w| self.knows(w)) {
                walk.found.push(Part {
                    end: at,
                    word,
                    text: walk.out.clone(),
                    ln_channel,
                    confused,
                    misread,
                });
            }
        }
        let Some(c) = walk.text[at..].chars().next() else { return };
        let after = at + c.len_utf8();
        let length = walk.out.len();
        if let Some(next) = self.steps(node, &walk.lower[at..after]) {
            walk.out.push(c);
            self.walk(walk, after, next, done);
            walk.out.truncate(length);
        }
        if confused + misread >= walk.edits {
            return;
        }
        let tables =
            [Some(self.language.confusions()), self.old.then(|| self.language.historical_confusions())];
        let text = walk.text;
        for table in tables.into_iter().flatten() {
            for confusion in table.at(&text[at..]) {
                let cost = ln_channel + confusion.ln_rate;
                if cost < LEAST_CHANNEL {
                    continue;
                }
                let meant = lowered(&confusion.meant);
                if let Some(next) = self.steps(node, &meant) {
                    walk.out.push_str(&confusion.meant);
                    self.walk(walk, at + confusion.read.len(), next, (cost, confused + 1, misread));
                    walk.out.truncate(length);
                }
            }
        }
        if walk.any && misread == 0 && (confused == 0 || walk.text.len() >= 9) {
            let done = (ln_channel + ANY_LETTER, confused, misread + 1);
            for letter in b'a'..=b'z' {
                let Some(next) = self.language.step(node, letter) else { continue };
                if !walk.lower[at..].starts_with(char::from(letter)) {
                    walk.out.push(char::from(letter));
                    self.walk(walk, after, next, done);
                    walk.out.truncate(length);
                }
                walk.out.push(char::from(letter));
                self.walk(walk, at, next, (done.0 - 1.5, done.1, done.2));
                walk.out.truncate(length);
            }
            self.walk(walk, after, node, (done.0 + 1.5, done.1, done.2));
        }
    }

    fn steps(&self, mut node: Node, text: &str) -> Option<Node> {
        for byte in text.bytes() {
            node = self.language.step(node, byte)?;
        }
        Some(node)
    }

    /// Readings in which letters were misread and the word is known.
    fn edits(&self, core: &str, lower: &str, readings: &mut Vec<Reading>) {
        let letters = core.chars().count();
        if letters < 2 || core.len() > 40 {
            return;
        }
        let foreign = core.chars().any(|c| {
            c.is_alphabetic() && !c.is_ascii() && !"éëèêïöóüäáíúûîôçñàâ".contains(c.to_ascii_lowercase())
        });
        let mut walk = Walk {
            text: core,
            lower,
            edits: 1,
            any: false,
            out: String::new(),
            found: Vec::new(),
            steps: 2000,
        };
        // First one confusion, then two: a walk in depth would spend its steps on the last letters.
        self.walk(&mut walk, 0, self.language.root(), (0.0, 0, 0));
        walk.found.retain(|part| part.end == core.len());
        if letters > 4 && (self.old || walk.found.is_empty()) {
            walk.edits = 2;
            walk.steps = if self.old { 10_000 } else { 3000 };
            self.walk(&mut walk, 0, self.language.root(), (0.0, 0, 0));
            walk.found.retain(|part| part.end == core.len());
        }
        let any = letters > 4 && !self.old && !foreign && core.chars().all(char::is_alphabetic);
        if any && walk.found.is_empty() {
            walk.any = true;
            walk.edits = 1;
            walk.steps = 3000;
            self.walk(&mut walk, 0, self.language.root(), (0.0, 0, 0));
            if letters >= 9 && walk.found.iter().all(|part| part.end != core.len()) {
                walk.edits = 2;
                walk.steps = 5000;
                self.walk(&mut walk, 0, self.language.root(), (0.0, 0, 0));
            }
        }
        let rarest = if letters <= 4 { -12.7 } else { -16.1 };
        let capital = core.chars().next().is_some_and(char::is_uppercase);
        for part in walk.found {
            if part.end != core.len() || part.confused + part.misread == 0 {
                continue;
            }
            let weight = self.weight(part.word);
            let listed = self.language.flags(part.word).is_listed() || self.old;
            if weight < if part.misread > 0 { -15.0 } else { rarest } || !listed && weight < -14.0 {
                continue;
            }
            let word = unit(self.language, part.word, &part.text);
            // A name that is the table's doing away with its capital is no gain.
            let mut caution = if self.old { 1.0 } else { 3.0 };
            caution += if letters < 5 { 2.5 } else { 0.0 };
            caution += if part.misread > 0 { 1.5 } else { 0.0 };
            caution += match (capital, part.misread > 0) {
                (true, true) => 6.0,
                (true, false) => 1.5,
                _ => 0.0,
            };
            // Another ending is another form of the word rather than a misread letter.
            let (new, stem) = (part.text.to_lowercase(), common_prefix(&part.text.to_lowercase(), lower));
            if part.misread > 0 && (stem == new.len() || stem == lower.len()) {
                caution += 5.0;
            }
            let text = if part.misread > 0 { cased_like(&part.text, core) } else { part.text };
            if has_odd_capital(&text) && !has_odd_capital(core) {
                continue;
            }
            readings.push(Reading {
                units: vec![word],
                lost_blanks: 0,
                confused: part.confused,
                misread: part.misread,
                open: 0.0,
                ln_channel: part.ln_channel,
                caution,
                kind: Some(kind_of(core, &text)),
                rule: None,
                text,
            });
        }
    }

    /// é for ë in words that no list has, judged by their letters: `Ptolemeén`.
    fn trema(&self, core: &str, lower: &str, readings: &mut Vec<Reading>) {
        for (at, _) in core.match_indices('é') {
            let rest = &lower[at + 'é'.len_utf8()..];
            if at == 0 || !matches!(rest, "" | "n" | "s" | "r" | "rs" | "en" | "nen") {
                continue;
            }
            let text = format!("{}ë{}", &core[..at], &core[at + 'é'.len_utf8()..]);
            let mut reading = self.untouched(&text, &fold(&text));
            reading.ln_channel = -3.0;
            reading.confused = 1;
            reading.caution = 1.0;
            reading.kind = Some(kind_of(core, &text));
            readings.push(reading);
        }
    }

    /// Old print spells as it likes: the likeliest confusions in words that no list has, judged by their letters.
    fn free_edits(&self, core: &str, readings: &mut Vec<Reading>) {
        let capital = core.chars().next().is_some_and(char::is_uppercase);
        let mut beam: Vec<(f32, String, u8)> = vec![(0.0, core.to_owned(), 0)];
        let mut all: Vec<(f32, String, u8)> = Vec::new();
        for _ in 0..2 {
            let mut next: Vec<(f32, String, u8)> = Vec::new();
            for (cost, text, edits) in &beam {
                for (at, _) in text.char_indices() {
                    for confusion in self.language.historical_confusions().at(&text[at..]) {
                        let cost = cost + confusion.ln_rate;
                        if cost > -8.0 {
                            let new = format!(
                                "{}{}{}",
                                &text[..at],
                                confusion.meant,
                                &text[at + confusion.read.len()..]
                            );
                            next.push((cost, new, edits + 1));
                        }
                    }
                }
            }
            next.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            next.dedup_by(|a, b| a.1 == b.1);
            next.truncate(24);
            all.extend(next.iter().cloned());
            beam = next;
        }
        for (cost, text, edits) in all {
            if text == core || has_odd_capital(&text) {
                continue;
            }
            let lower = fold(&text);
            if self.language.word(&lower).is_some_and(|w| self.knows(w)) {
                continue;
            }
            let mut reading = Reading::untouched(&text, unseen(self.language, &text, &lower, self.page));
            reading.ln_channel = cost;
            reading.confused = edits;
            reading.caution = if capital { 3.0 } else { 1.0 };
            reading.kind = Some(kind_of(core, &text));
            readings.push(reading);
        }
    }

    /// `versterken.100`: a sentence that lost the blank before a number.
    pub(super) fn numbered(&self, core: &str) -> Vec<Reading> {
        let number = self.language.item(Language::NUMBER);
        let plain = |item| Unit {
            item,
            modern: -4.0,
            old: -4.0,
            unknown: false,
            capital: false,
            capital_share: -1.0,
        };
        let Some((left, right)) = core.split_once('.') else { return Vec::new() };
        let word = fold(left);
        let sure = left.chars().count() >= 4
            && left.chars().all(char::is_lowercase)
            && self.language.word(&word).is_some_and(|w| self.language.unigram(w) > -15.0)
            && right.chars().all(|c| c.is_ascii_digit());
        if !sure || self.old {
            return Vec::new();
        }
        let mut keep = self.untouched(core, core);
        keep.units[0].item = number;
        let mut reading = self.untouched(left, &word);
        reading.units.extend([plain(self.language.item(Language::START)), plain(number)]);
        reading.text = format!("{left}. {right}");
        reading.lost_blanks = 1;
        reading.kind = Some(kind_of(core, &reading.text));
        vec![keep, reading]
    }

    /// What a known word may be a misreading of: likelier words one confusion away.
    pub(super) fn real_words(&self, core: &str) -> Vec<Reading> {
        let lower = fold(core);
        let mut readings = vec![self.untouched(core, &lower)];
        if lower.len() != core.len() || core.len() > 24 {
            return readings;
        }
        let own = self.page.price(&readings[0].units[0]);
        // Common mistakes are in frequency lists too; the official list has none.
        let listed = self.is_listed(readings[0].units[0].item.word);
        let mut walk = Walk {
            text: core,
            lower: &lower,
            edits: 1,
            any: false,
            out: String::new(),
            found: Vec::new(),
            steps: 1000,
        };
        self.walk(&mut walk, 0, self.language.root(), (0.0, 0, 0));
        for part in walk.found {
            if part.end != core.len() || part.confused != 1 || has_odd_capital(&part.text) {
                continue;
            }
            let word = unit(self.language, part.word, &part.text);
            if self.page.price(&word) < (own + 1.0).max(-13.0) || fold(&part.text) == lower {
                continue;
            }
            readings.push(Reading {
                units: vec![word],
                lost_blanks: 0,
                confused: 1,
                misread: 0,
                open: 0.0,
                ln_channel: part.ln_channel,
                caution: if listed || !self.is_listed(part.word) { 5.0 } else { 1.5 },
                kind: Some(kind_of(core, &part.text)),
                rule: None,
                text: part.text,
            });
        }
        if core.chars().count() >= 4 && core.chars().all(char::is_alphabetic) {
            let from = readings.len();
            self.splits(core, &lower, 0, &mut readings);
            for reading in &mut readings[from..] {
                reading.caution += 1.0;
            }
        }
        readings
    }
}

/// Whether a small letter is followed by a capital.
fn has_odd_capital(text: &str) -> bool {
    let mut small = false;
    for c in text.chars() {
        if small && c.is_uppercase() {
            return true;
        }
        small = c.is_lowercase();
    }
    false
}

/// Lower case, without a copy where it is so already.
fn lowered(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_uppercase) { Cow::Owned(text.to_lowercase()) } else { Cow::Borrowed(text) }
}

/// How many bytes two words share at the front.
fn common_prefix(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count()
}

fn last_edits(chain: &[&Cover]) -> u8 {
    chain.last().map_or(0, |c| c.edits)
}
