//! Tokens of several parts between hyphens or slashes, each of which may be misread.

use smallvec::smallvec;

use crate::language::{Closed, Typeface, fold};
use crate::repair::candidate::{Candidate, kind_of};
use crate::repair::units::{Unit, unit};

use super::context::{CandidateContext, Written};
use super::{CandidateSource, of_compound, of_known, of_unknown};

/// A token in which one part between hyphens or slashes is read otherwise, or a suspended hyphen lost its blank.
pub(super) struct Hyphens;

impl CandidateSource for Hyphens {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let core = word.core;
        let at: Vec<usize> = core.match_indices(['-', '/']).map(|(i, _)| i).collect();
        // `asiel-en` is `asiel- en`: a suspended hyphen that lost its blank.
        if let [at] = at[..]
            && let Some(reading) = suspended(context, core, at)
        {
            found.push(reading);
            return;
        }
        let bounds: Vec<usize> =
            std::iter::once(0).chain(at.iter().flat_map(|&i| [i, i + 1])).chain([core.len()]).collect();
        let parts: Vec<(usize, usize)> =
            bounds.chunks(2).map(|c| (c[0], c[1])).filter(|(a, b)| a < b).collect();
        let bad: Vec<(usize, usize)> =
            parts.iter().copied().filter(|&(a, b)| !context.language.knows(&core[a..b])).collect();
        if context.page.print == Typeface::Gothic {
            // Its small words are read as other small words.
            each_part(context, core, &parts, found);
        } else if context.old && bad.len() > 1 {
            each_part(context, core, &bad, found);
        }
        let unlisted: Vec<(usize, usize)> = if bad.is_empty() && !context.old {
            parts.into_iter().filter(|&(a, b)| context.language.word(&fold(&core[a..b])).is_none()).collect()
        } else {
            Vec::new()
        };
        if let ([(a, b)], _) | ([], [(a, b)]) = (&bad[..], &unlisted[..]) {
            let (a, b) = (*a, *b);
            if core[a..b].chars().count() < 4 {
                return;
            }
            let whole = found[0].units[0];
            let mut inner = if bad.is_empty() {
                of_compound(context, &core[a..b])
            } else {
                of_unknown(context, &core[a..b])
            };
            let left = inner.remove(0);
            let base: f32 = left.units.iter().map(|u| context.page.price(u)).sum();
            for reading in inner {
                let gain: f32 = reading.units.iter().map(|u| context.page.price(u)).sum::<f32>() - base;
                let text = format!("{}{}{}", &core[..a], reading.text, &core[b..]);
                let unit = Unit { modern: whole.modern + gain, old: whole.old + gain, ..whole };
                found.push(Candidate {
                    kind: Some(kind_of(core, &text)),
                    text,
                    units: smallvec![unit],
                    ..reading
                });
            }
        }
    }
}

/// The two words around a hyphen that is suspended.
fn suspended(context: &CandidateContext<'_>, core: &str, at: usize) -> Option<Candidate> {
    let (left, right) = (&core[..at], &core[at + 1..]);
    let linking = context.language.lists(Closed::Linking, right);
    if !linking || core.as_bytes()[at] != b'-' || left.chars().count() < 3 || !context.language.knows(left) {
        return None;
    }
    let mut reading = context.untouched(left, &fold(left));
    if let Some(word) = context.language.word(right) {
        reading.units.push(unit(context.language, word, right));
    }
    reading.text = format!("{left}- {right}");
    reading.lost_blanks = 1;
    reading.penalty = 1.0;
    reading.kind = Some(kind_of(core, &reading.text));
    Some(reading)
}

/// The token in which each of several parts is read as it likes best.
fn each_part(
    context: &CandidateContext<'_>,
    core: &str,
    parts: &[(usize, usize)],
    found: &mut Vec<Candidate>,
) {
    let whole = found[0].units[0];
    let mut all = Candidate::untouched(core, whole);
    let (mut text, mut from, mut gain) = (String::new(), 0, 0.0);
    for &(a, b) in parts {
        let part = &core[a..b];
        let known = context.language.word(&fold(part)).filter(|&word| context.knows(word));
        let mut inner = match known {
            Some(word) => of_known(context, part, word),
            None => of_unknown(context, part),
        };
        let left = inner.remove(0);
        let base = context.rough(&left);
        let best = inner.into_iter().map(|r| (context.rough(&r), r)).max_by(|a, b| a.0.total_cmp(&b.0));
        text.push_str(&core[from..a]);
        from = b;
        match best {
            Some((worth, best)) if worth > base && best.lost_blanks == 0 => {
                let price = |r: &Candidate| r.units.iter().map(|u| context.page.price(u)).sum::<f32>();
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
        all.units = smallvec![Unit { modern: whole.modern + gain, old: whole.old + gain, ..whole }];
        all.text = text;
        found.push(all);
    }
}
