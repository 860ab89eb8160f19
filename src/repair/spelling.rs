//! Readings of a token as one word with letters misread.

use crate::language::{Closed, Language, WordId, fold, folded};

use super::candidate::{Candidate, Unit, Used, kind_of, unit, unseen};
use super::candidates::{Generator, common_prefix, gains_capitals, has_odd_capital, is_aligned};
use super::token::cased_like;
use super::trie_search::{ANY_LETTER, FoundWord, TrieSearch};

/// ln P that old type is read with a capital inside a word.
const ODD_CAPITAL: f32 = -4.0;

/// How much likelier (ln) a listed word must be than the compound that was read, and what the change needs on top.
const LIKELIER: f32 = 4.0;
const CAUTION_OF_COMPOUND: f32 = 4.0;
/// The most that a page may say for ij where y was read.
const MOST_IJ: f32 = 4.0;

impl Generator<'_> {
    /// Readings in which letters were misread and the word is known.
    pub(super) fn edits(&self, core: &str, lower: &str, readings: &mut Vec<Candidate>) {
        let letters = core.chars().count();
        if letters < 2 || core.len() > 40 {
            return;
        }
        let foreign = core.chars().any(|c| {
            c.is_alphabetic() && !c.is_ascii() && !"éëèêïöóüäáíúûîôçñàâ".contains(c.to_ascii_lowercase())
        });
        let ways = self.ways(core);
        let mut walk = TrieSearch::new(core, lower, &ways, 1, true, 2000);
        // First one confusion, then two: a walk in depth would spend its steps on the last letters.
        self.follow(&mut walk, 0);
        walk.found.retain(|part| part.end == core.len());
        if letters > 4 && (self.old || walk.found.is_empty()) {
            walk.edits = if self.old { 3 } else { 2 };
            walk.steps = if self.old { 10_000 } else { 3000 };
            self.follow(&mut walk, 0);
            walk.found.retain(|part| part.end == core.len());
        }
        let any = letters > 4 && !self.old && !foreign && core.chars().all(char::is_alphabetic);
        if any && walk.found.is_empty() {
            walk.any = true;
            walk.edits = 1;
            walk.steps = 3000;
            self.follow(&mut walk, 0);
            if letters >= 9 && walk.found.iter().all(|part| part.end != core.len()) {
                walk.edits = 2;
                walk.steps = 5000;
                self.follow(&mut walk, 0);
            }
        }
        // A long word that is a letter off some known one is hardly anything else, however rare that is.
        let rarest: f32 = if letters <= 4 { -12.7 } else { -16.1 };
        let rarer = match letters {
            ..=8 => f32::INFINITY,
            9..=11 => -17.5,
            _ => -20.2,
        };
        let capital = core.chars().next().is_some_and(char::is_uppercase);
        for part in walk.found {
            if part.end != core.len() || part.confused + part.misread == 0 {
                continue;
            }
            let weight = self.weight(part.word);
            let listed = self.language.flags(part.word).is_listed() || self.old;
            let rarest = if part.misread > 0 { -15.0 } else { rarest };
            if weight < rarest.min(rarer) || !listed && weight < -14.0 {
                continue;
            }
            let word = unit(self.language, part.word, &part.text);
            // A name that is the table's doing away with its capital is no gain.
            let mut penalty = if self.old { 1.0 } else { 3.0 };
            penalty += if letters < 5 { 2.5 } else { 0.0 };
            penalty += if weight < rarest { 3.0 } else { 0.0 };
            penalty += if part.misread > 0 { 1.5 } else { 0.0 };
            penalty += match (capital, part.misread > 0) {
                (true, true) => 6.0,
                (true, false) => 1.5,
                _ => 0.0,
            };
            // Another ending is another form of the word rather than a misread letter.
            let new = part.text.to_lowercase();
            let stem = common_prefix(&new, lower);
            let inflected = stem == new.len() || stem == lower.len();
            if inflected && weight < rarest {
                continue;
            }
            penalty += if inflected && part.misread > 0 { 5.0 } else { 0.0 };
            let text = if part.misread > 0 { cased_like(&part.text, core) } else { part.text.to_string() };
            if has_odd_capital(&text) && !has_odd_capital(core) || self.old && gains_capitals(core, &text) {
                continue;
            }
            readings.push(misread(core, &part, &text, word, penalty));
        }
    }

    /// Listed words that a compound may be a misreading of, which no list has.
    pub(super) fn compound_edits(&self, core: &str, lower: &str, readings: &mut Vec<Candidate>) {
        let own: f32 = readings[0].units.iter().map(|unit| self.page.price(unit)).sum();
        let ways = self.ways(core);
        let mut walk = TrieSearch::new(core, lower, &ways, 1, true, 2000);
        self.follow(&mut walk, 0);
        for part in walk.found {
            let listed = self.language.flags(part.word).is_listed();
            if part.end != core.len() || part.confused != 1 || !listed || has_odd_capital(&part.text) {
                continue;
            }
            let word = unit(self.language, part.word, &part.text);
            if self.page.price(&word) < own + LIKELIER {
                continue;
            }
            readings.push(misread(core, &part, &part.text, word, CAUTION_OF_COMPOUND));
        }
    }

    /// Names that the page repeats, garbled beyond what the table knows.
    pub(super) fn names(&self, core: &str, readings: &mut Vec<Candidate>) {
        let letters = core.chars().count();
        if self.page.repeated(&fold(core)) > 0.0 {
            return;
        }
        let most = (letters / 4).clamp(1, 4);
        let own = kinds(core);
        for name in self.page.names.iter().filter(|name| name.chars().count().abs_diff(letters) <= 2) {
            // Another ending is another form of the name, or another name.
            let ending = common_prefix(name, core) + 3 > core.len().max(name.len());
            // An edit brings in one kind of letter at most, and does away with one.
            let other = kinds(name);
            let least = (own & !other).count_ones().max((other & !own).count_ones());
            if ending || least as usize > most {
                continue;
            }
            let edits = strsim::osa_distance(core, name);
            if edits == 0 || edits > most {
                continue;
            }
            let mut reading = self.untouched(name, &fold(name));
            reading.ln_channel = ANY_LETTER * 0.5 * edits as f32;
            reading.misread = edits as u8;
            reading.penalty = 1.0;
            reading.kind = Some(kind_of(core, name));
            readings.push(reading);
        }
    }

    /// é for ë in words that no list has, judged by their letters: `Ptolemeén`.
    pub(super) fn trema(&self, core: &str, lower: &str, readings: &mut Vec<Candidate>) {
        for (at, _) in core.match_indices('é') {
            let rest = &lower[at + 'é'.len_utf8()..];
            if at == 0 || !self.language.lists(Closed::TremaEnding, rest) {
                continue;
            }
            let text = format!("{}ë{}", &core[..at], &core[at + 'é'.len_utf8()..]);
            let mut reading = self.untouched(&text, &fold(&text));
            reading.ln_channel = -3.0;
            reading.confused = 1;
            reading.penalty = 1.0;
            reading.kind = Some(kind_of(core, &text));
            readings.push(reading);
        }
    }

    /// Old print spells as it likes: the likeliest confusions in words that no list has, judged by their letters.
    pub(super) fn free_edits(&self, core: &str, readings: &mut Vec<Candidate>) {
        let capital = core.chars().next().is_some_and(char::is_uppercase);
        let mut beam: Vec<(f32, f32, String, Used)> = vec![(0.0, 0.0, core.to_owned(), Used::default())];
        let mut all: Vec<(f32, f32, String, Used)> = Vec::new();
        for _ in 0..3 {
            let mut next: Vec<(f32, f32, String, Used)> = Vec::new();
            for (cost, worth, text, used) in &beam {
                for (at, _) in text.char_indices() {
                    for (place, confusion) in self.page.old_confusions(self.language).at(&text[at..]) {
                        let worth = worth + confusion.ln_rate + self.page.adaptation(place, true);
                        if worth > -8.0 && !self.is_respelling(confusion) {
                            let (before, after) = (&text[..at], &text[at + confusion.read.len()..]);
                            let new = format!("{before}{}{after}", confusion.meant);
                            next.push((cost + confusion.ln_rate, worth, new, used.and(place, true)));
                        }
                    }
                }
            }
            next.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.2.cmp(&b.2)));
            next.dedup_by(|a, b| a.2 == b.2);
            next.truncate(24);
            all.extend(next.iter().cloned());
            beam = next;
        }
        for (cost, _, text, used) in all {
            if text == core || has_odd_capital(&text) || gains_capitals(core, &text) {
                continue;
            }
            let lower = fold(&text);
            if self.language.word(&lower).is_some_and(|w| self.knows(w)) {
                continue;
            }
            let mut reading = Candidate::untouched(&text, unseen(self.language, &text, &lower, self.page));
            reading.ln_channel = cost;
            reading.confused = used.iter().count() as u8;
            reading.used = used;
            reading.penalty = if capital { 3.0 } else { 1.0 };
            reading.kind = Some(kind_of(core, &text));
            readings.push(reading);
        }
    }

    /// `versterken.100`: a sentence that lost the blank before a number.
    pub(super) fn numbered(&self, core: &str) -> Vec<Candidate> {
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

    /// The same word with ij where y was read, on a page whose print has it.
    pub(super) fn with_ij(&self, core: &str, readings: &mut Vec<Candidate>) {
        if self.page.ij <= 0.0 || !core.contains('y') {
            return;
        }
        let mut text = String::with_capacity(core.len() + 2);
        for c in core.chars() {
            // Of `uy` and `ey` it is the second letter.
            let second = text.ends_with(['a', 'e', 'o', 'u', 'A', 'E', 'O', 'U']);
            if c == 'y' && !second { text.push_str("ij") } else { text.push(c) }
        }
        let lower = fold(&text);
        if text == core || !self.language.word(&lower).is_some_and(|word| self.knows(word)) {
            return;
        }
        let mut reading = self.untouched(&text, &lower);
        reading.confused = 1;
        reading.kind = Some(kind_of(core, &text));
        reading.odds = Some(self.page.ij.min(MOST_IJ));
        readings.retain(|other| other.text != text);
        readings.push(reading);
    }

    /// What a known word may be a misreading of: likelier words one confusion away.
    pub(super) fn real_words(&self, core: &str, word: WordId) -> Vec<Candidate> {
        let lower = folded(core);
        // Two or three ways to take it apart come with most.
        let mut readings = Vec::with_capacity(4);
        readings.push(self.untouched_as(core, &lower, Some(word)));
        if !is_aligned(core, &lower) || core.len() > 24 {
            return readings;
        }
        self.with_ij(core, &mut readings);
        let own = self.page.price(&readings[0].units[0]);
        // Common mistakes are in frequency lists too; the official list has none.
        let listed = self.is_listed(readings[0].units[0].item.word);
        let own_word = readings[0].units[0].item.word;
        let mut found = Vec::new();
        if self.old || self.language.is_confusable(own_word) {
            let ways = self.ways(core);
            let mut walk = TrieSearch::new(core, &lower, &ways, 1, true, 1000);
            self.follow(&mut walk, 0);
            found = walk.found;
        }
        for part in found {
            if part.end != core.len() || part.confused != 1 || has_odd_capital(&part.text) {
                continue;
            }
            if self.old && is_another_spelling(&lower, &fold(&part.text)) {
                continue;
            }
            let word = unit(self.language, part.word, &part.text);
            let least = if self.old { -15.0 } else { (own + 1.0).max(-13.0) };
            let same = folded(&part.text) == lower;
            let lowered = self.old && part.text.starts_with(char::is_lowercase);
            if self.page.price(&word) < least || same && !lowered {
                continue;
            }
            let penalty = match (self.old, listed || !self.is_listed(part.word)) {
                (true, _) => 2.5,
                (false, true) => 4.5,
                (false, false) => 1.5,
            };
            readings.push(misread(core, &part, &part.text, word, penalty));
        }
        if self.old && has_odd_capital(core) {
            let mut letters = core.chars();
            let first = letters.next().into_iter();
            let text: String = first.chain(letters.flat_map(char::to_lowercase)).collect();
            let mut reading = self.untouched(&text, &lower);
            reading.ln_channel = ODD_CAPITAL;
            reading.confused = 1;
            reading.kind = Some(kind_of(core, &text));
            readings.push(reading);
        }
        if !self.old
            && self.language.splits(own_word)
            && core.chars().count() >= 4
            && core.chars().all(char::is_alphabetic)
        {
            let from = readings.len();
            self.splits(core, &lower, 0, &mut readings);
            for reading in &mut readings[from..] {
                reading.penalty += 1.0;
            }
        }
        readings
    }
}

/// The reading of a core as one known word, with letters misread.
fn misread(core: &str, part: &FoundWord<'_>, text: &str, word: Unit, penalty: f32) -> Candidate {
    Candidate {
        confused: part.confused,
        misread: part.misread,
        ln_channel: part.ln_channel,
        used: part.used,
        penalty,
        kind: Some(kind_of(core, text)),
        ..Candidate::untouched(text, word)
    }
}

/// A bit for each letter that stands in a word; some share one.
fn kinds(word: &str) -> u64 {
    word.chars().fold(0, |kinds, c| kinds | 1 << (c as u32 & 63))
}

/// Whether two words may be two spellings or two forms of one: old print has
/// `zyn` and `zijn`, `jaer` and `jaar`, `woeste` and `woesten`, all meant.
fn is_another_spelling(read: &str, meant: &str) -> bool {
    let plain = |word: &str| {
        word.replace("ij", "y").replace('ĳ', "y").replace("ae", "aa").replace("gh", "g").replace("ck", "k")
    };
    let (a, b) = (plain(read), plain(meant));
    let ending = |long: &str, short: &str| {
        long.strip_prefix(short).is_some_and(|rest| matches!(rest, "n" | "e" | "s" | "en"))
    };
    a == b || ending(&a, &b) || ending(&b, &a)
}
