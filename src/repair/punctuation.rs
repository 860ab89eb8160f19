//! Readings of tokens with a mark inside: hyphens, and stops that lost their blank.

use crate::language::{Closed, Language, Typeface, fold};

use super::candidate::{Candidate, Unit, kind_of, unit};
use super::candidates::Generator;
use super::units::Units;

impl Generator<'_> {
    /// Readings in which one part between hyphens or slashes is read otherwise.
    pub(super) fn hyphenated(&self, core: &str, readings: &mut Vec<Candidate>) {
        let at: Vec<usize> = core.match_indices(['-', '/']).map(|(i, _)| i).collect();
        // `asiel-en` is `asiel- en`: a suspended hyphen that lost its blank.
        if let [at] = at[..] {
            let (left, right) = (&core[..at], &core[at + 1..]);
            let link = self.language.lists(Closed::Linking, right);
            if link && core.as_bytes()[at] == b'-' && left.chars().count() >= 3 && self.language.knows(left) {
                let mut reading = self.untouched(left, &fold(left));
                if let Some(word) = self.language.word(right) {
                    reading.units.push(unit(self.language, word, right));
                }
                reading.text = format!("{left}- {right}");
                reading.lost_blanks = 1;
                reading.penalty = 1.0;
                reading.kind = Some(kind_of(core, &reading.text));
                readings.push(reading);
                return;
            }
        }
        let bounds: Vec<usize> =
            std::iter::once(0).chain(at.iter().flat_map(|&i| [i, i + 1])).chain([core.len()]).collect();
        let parts: Vec<(usize, usize)> =
            bounds.chunks(2).map(|c| (c[0], c[1])).filter(|(a, b)| a < b).collect();
        let bad: Vec<(usize, usize)> =
            parts.iter().copied().filter(|&(a, b)| !self.language.knows(&core[a..b])).collect();
        if self.page.print == Typeface::Gothic {
            // Its small words are read as other small words.
            self.each_part(core, &parts, readings);
        } else if self.old && bad.len() > 1 {
            self.each_part(core, &bad, readings);
        }
        let unlisted: Vec<(usize, usize)> = if bad.is_empty() && !self.old {
            parts.into_iter().filter(|&(a, b)| self.language.word(&fold(&core[a..b])).is_none()).collect()
        } else {
            Vec::new()
        };
        if let ([(a, b)], _) | ([], [(a, b)]) = (&bad[..], &unlisted[..]) {
            let (a, b) = (*a, *b);
            if core[a..b].chars().count() < 4 {
                return;
            }
            let whole = readings[0].units[0];
            let mut inner =
                if bad.is_empty() { self.compound(&core[a..b]) } else { self.readings(&core[a..b]) };
            let left = inner.remove(0);
            let base: f32 = left.units.iter().map(|u| self.page.price(u)).sum();
            for reading in inner {
                let gain: f32 = reading.units.iter().map(|u| self.page.price(u)).sum::<f32>() - base;
                let text = format!("{}{}{}", &core[..a], reading.text, &core[b..]);
                let unit = Unit { modern: whole.modern + gain, old: whole.old + gain, ..whole };
                readings.push(Candidate {
                    kind: Some(kind_of(core, &text)),
                    text,
                    units: Units::one(unit),
                    ..reading
                });
            }
        }
    }

    /// Readings in which each of several parts is read as it likes best.
    fn each_part(&self, core: &str, parts: &[(usize, usize)], readings: &mut Vec<Candidate>) {
        let whole = readings[0].units[0];
        let mut all = Candidate::untouched(core, whole);
        let (mut text, mut from, mut gain) = (String::new(), 0, 0.0);
        for &(a, b) in parts {
            let part = &core[a..b];
            let known = self.language.word(&fold(part)).filter(|&word| self.knows(word));
            let mut inner = match known {
                Some(word) => self.real_words(part, word),
                None => self.readings(part),
            };
            let left = inner.remove(0);
            let base = self.rough(&left);
            let best = inner.into_iter().map(|r| (self.rough(&r), r)).max_by(|a, b| a.0.total_cmp(&b.0));
            text.push_str(&core[from..a]);
            from = b;
            match best {
                Some((worth, best)) if worth > base && best.lost_blanks == 0 => {
                    let price = |r: &Candidate| r.units.iter().map(|u| self.page.price(u)).sum::<f32>();
                    gain += price(&best) - price(&left);
                    all.confused += best.confused;
                    all.ln_channel += best.ln_channel;
                    all.used = all.used.with(best.used);
                    all.penalty = all.penalty.max(best.penalty);
                    text.push_str(&best.text);
                }
                _ => text.push_str(&core[a..b]),
            }
        }
        text.push_str(&core[from..]);
        if text != core {
            all.kind = Some(kind_of(core, &text));
            all.units = Units::one(Unit { modern: whole.modern + gain, old: whole.old + gain, ..whole });
            all.text = text;
            readings.push(all);
        }
    }

    /// `versterken.Daarom` lost a blank after its mark; `recht.s.orde` has specks inside.
    pub(super) fn punctuated(&self, core: &str, readings: &mut Vec<Candidate>) {
        let is_mark = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?');
        let Some(at) = core.find(is_mark) else { return };
        if self.old || self.page.tight {
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
            reading.units.extend(after.iter().copied());
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

    /// `verbrande‘palmtakken`: a blank was lost before a mark that opens.
    pub(super) fn opened(&self, core: &str, readings: &mut Vec<Candidate>) {
        if core.is_ascii() || self.old {
            return;
        }
        let opens = |&(_, c): &(usize, char)| matches!(c, '‘' | '“' | '„' | '«');
        let Some((at, mark)) = core.char_indices().find(opens) else { return };
        let (left, right) = (&core[..at], &core[at + mark.len_utf8()..]);
        let is_word = |part: &str| part.chars().count() >= 3 && part.chars().all(char::is_alphabetic);
        // `foto‘s` is a word.
        if !is_word(left) || !is_word(right) || !self.language.knows(left) || !self.language.knows(right) {
            return;
        }
        let mut reading = self.untouched(left, &fold(left));
        reading.units.extend(self.untouched(right, &fold(right)).units.iter().copied());
        reading.text = format!("{left} {}", &core[at..]);
        reading.lost_blanks = 1;
        reading.kind = Some(kind_of(core, &reading.text));
        readings.push(reading);
    }

    /// `paraAegypton`: a capital inside a word begins another, where a page loses its blanks.
    pub(super) fn capital_inside(&self, core: &str, lower: &str, readings: &mut Vec<Candidate>) {
        let inside = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
        let Some(at) = core.as_bytes().windows(2).position(inside).map(|at| at + 1) else { return };
        let (left, right) = (&core[..at], &core[at..]);
        let is_name = right.chars().skip(1).all(char::is_lowercase) && right.chars().count() >= 2;
        let is_word = left.chars().skip(1).all(char::is_lowercase) && left.chars().count() >= 2;
        if self.old || !is_name || !is_word {
            return;
        }
        let mut reading = self.untouched(left, &lower[..at]);
        let runs_on = reading.units.iter().all(|unit| {
            let flags = self.language.flags(unit.item.word);
            !unit.unknown && (flags.is_function() || flags.is_part())
        });
        reading.units.extend(self.untouched(right, &lower[at..]).units.iter().copied());
        reading.text = format!("{left} {right}");
        reading.lost_blanks = 1;
        // Brands have capitals inside too: only a page that loses its blanks is evidence.
        reading.open = if runs_on { 1.0 } else { 3.0 };
        reading.penalty = 2.0;
        reading.kind = Some(kind_of(core, &reading.text));
        readings.push(reading);
    }
}
