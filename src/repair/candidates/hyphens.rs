//! Tokens of several parts between marks, each of which may be misread.

use smallvec::smallvec;

use crate::language::{Closed, Typeface, fold};
use crate::model::Kind;
use crate::repair::candidate::{Candidate, kind_of};
use crate::repair::units::{Unit, unit};

use super::context::{CandidateContext, Written};
use super::{CandidateSource, of_compound, of_known, of_unknown};

/// A token in which one part between hyphens or slashes is read otherwise, or a suspended hyphen lost its blank.
/// In old print an apostrophe parts words too (*replenilh'd*), and marks that lost their blank do (*banckc,and*).
pub(super) struct Hyphens;

/// What parts a token.
const PARTING: [char; 11] = ['-', '/', '\'', ',', ';', ':', '.', '!', '?', '—', '–'];
/// Shorter parts between marks of old print are endings and particles (*'d, l', qu'*).
const SHORTEST_PART: usize = 3;

/// What parts a token of a page of today, or of old print.
pub(super) fn parting(old: bool) -> &'static [char] {
    if old { &PARTING } else { &PARTING[..2] }
}

impl CandidateSource for Hyphens {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let core = word.core;
        let at: Vec<(usize, usize)> =
            core.match_indices(parting(context.old)).map(|(i, mark)| (i, i + mark.len())).collect();
        // `asiel-en` is `asiel- en`: a suspended hyphen that lost its blank.
        if let [(at, _)] = at[..]
            && let Some(reading) = suspended(context, core, at)
        {
            found.push(reading);
            return;
        }
        let bounds: Vec<usize> = std::iter::once(0)
            .chain(at.iter().flat_map(|&(i, after)| [i, after]))
            .chain([core.len()])
            .collect();
        let parts: Vec<(usize, usize)> =
            bounds.chunks(2).map(|c| (c[0], c[1])).filter(|(a, b)| a < b).collect();
        let is_bad = |part: &str| {
            !context.language.knows(part)
                && (!context.old
                    || part.chars().count() >= SHORTEST_PART
                        && part.chars().all(char::is_alphabetic)
                        && !context.language.word(&fold(part)).is_some_and(|word| context.knows(word)))
        };
        let bad: Vec<(usize, usize)> = parts.iter().copied().filter(|&(a, b)| is_bad(&core[a..b])).collect();
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
            if core[a..b].chars().count() < 4 && !context.old {
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
                let kind = Some(kind_of(core, &text));
                if context.old && kind == Some(Kind::Case) {
                    continue;
                }
                if context.old {
                    // The forest asks what is known of the part.
                    found.push(Candidate { text, kind, ..reading });
                    continue;
                }
                let unit = Unit { modern: whole.modern + gain, old: whole.old + gain, ..whole };
                found.push(Candidate { kind, text, units: smallvec![unit], ..reading });
            }
        }
    }
}

/// The two words around a hyphen that is suspended.
fn suspended(context: &CandidateContext<'_>, core: &str, at: usize) -> Option<Candidate> {
    let (left, right) = (&core[..at], core[at..].strip_prefix('-')?);
    let linking = context.language.lists(Closed::Linking, right);
    if !linking || left.chars().count() < 3 || !context.language.knows(left) {
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
