//! Readings of tokens with a mark inside: hyphens, and stops that lost their blank.

use crate::language::{Closed, Language, fold};

use super::candidates::Generator;
use super::reading::{Reading, Unit, kind_of, unit};

impl Generator<'_> {
    /// Readings in which one part between hyphens or slashes is read otherwise.
    pub(super) fn hyphenated(&self, core: &str, readings: &mut Vec<Reading>) {
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
    pub(super) fn punctuated(&self, core: &str, readings: &mut Vec<Reading>) {
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
}
