//! How old print looks, told by the letters that a scanner read in it.
//!
//! Each question is asked of the distinct words of a page, with how often each
//! stands there. The numbers are those of logistic regressions over aligned
//! segments of which the truth is known (`docs/model.md`).

use crate::language::{Language, Typeface, flag, folded};

/// What counts as a usual word (ln P), how much likelier it must be than what was read, and what unknown words count for.
const USUAL: f32 = -10.5;
const LIKELIER: f32 = 2.0;
const UNKNOWN: f32 = -20.0;
/// What is a known word with a D inside it.
const KNOWN: f32 = -13.0;
/// The share of such words from which on b is believed to be d or v.
const LEAST_MEANT: f32 = 0.01;
/// What that share says beside the letters, in log odds. Set by hand: a short page has no D inside a
/// word, and on those whose letters say no it is above .09 nowhere, on gothic ones mostly.
const MEANT: f32 = 20.0;
/// On fewer words nothing is said of the type.
const FEWEST: f32 = 20.0;

/// From these log odds on accents inside words are doubted: how much that says is for the forest.
const LEAST_UNACCENTED: f32 = -1.0;

/// How much oftener one thing was counted than another, as ln.
fn ratio(a: f32, b: f32) -> f32 {
    ((a + 0.5) / (b + 0.5)).ln()
}

/// Whether it is gothic type that was read as roman. The letters alone are not enough:
/// there are languages with many a b and no v.
pub(in crate::repair) fn is_gothic<'a>(
    language: &Language,
    words: impl Iterator<Item = (&'a str, f32)> + Clone,
) -> bool {
    if !language.has_print(Typeface::Gothic) {
        return false;
    }
    let letters = gothic(words.clone());
    // Most pages are not asked of their words.
    letters > -MEANT && {
        let meant = meant_by_b(language, words);
        meant > LEAST_MEANT && letters + MEANT * meant > 0.0
    }
}

/// Log odds, by the letters, that it is gothic type that was read as roman: d is read as b or D, and v as b.
fn gothic<'a>(words: impl Iterator<Item = (&'a str, f32)>) -> f32 {
    let ([mut b, mut d, mut v, mut n], mut all, mut odd) = ([0.0; 4], 0.0, 0.0);
    for (word, times) in words {
        all += times;
        for byte in word.bytes() {
            match byte.to_ascii_lowercase() {
                b'b' => b += times,
                b'd' => d += times,
                b'v' => v += times,
                b'n' => n += times,
                _ => {}
            }
        }
        odd += times * (d_inside(word) as f32 + flag(word.starts_with('D') && (2..=3).contains(&word.len())));
    }
    if all < FEWEST {
        return f32::NEG_INFINITY;
    }
    4.51 * ratio(b, d) + 3.93 * ((odd + 0.5) / (all + 5.0)).ln() - 2.42 * ratio(v, n) + 5.13
}

/// How often D follows a small letter.
fn d_inside(word: &str) -> usize {
    word.as_bytes().windows(2).filter(|pair| pair[0].is_ascii_lowercase() && pair[1] == b'D').count()
}

/// The share of words that are usual ones if d or v stands where b or D was read, and are none or
/// rare as read, or are known with d for a D inside.
fn meant_by_b<'a>(language: &Language, words: impl Iterator<Item = (&'a str, f32)>) -> f32 {
    let weight = |word: &str| language.word(word).map_or(UNKNOWN, |word| language.unigram(word));
    let (mut all, mut meant) = (0.0, 0.0);
    for (word, times) in words {
        all += times;
        if word.contains(['b', 'D']) {
            let own = weight(&folded(word));
            let others = ["d", "v"].map(|letter| weight(&folded(&word.replace('b', letter))));
            let best = others.into_iter().fold(f32::NEG_INFINITY, f32::max);
            let inside = own > KNOWN && d_inside(word) > 0;
            meant += times * flag(inside || best > USUAL && best > own + LIKELIER);
        }
    }
    meant / f32::max(all, 1.0)
}

/// How much oftener f, as which the long s is read, stands before a letter than s does, as ln.
pub(in crate::repair) fn long_s<'a>(words: impl Iterator<Item = (&'a str, f32)>) -> f32 {
    let (mut f, mut s) = (0.0, 0.0);
    for (word, times) in words {
        for pair in word.as_bytes().windows(2).filter(|pair| pair[1].is_ascii_alphabetic()) {
            f += times * flag(pair[0].eq_ignore_ascii_case(&b'f'));
            s += times * flag(pair[0].eq_ignore_ascii_case(&b's'));
        }
    }
    ratio(f, s)
}

/// Log odds that the print has ij where y was read: by whether the long s was still in use,
/// by older spellings, and by how often ij was read.
pub(in crate::repair) fn ij<'a>(
    language: &Language,
    words: impl Iterator<Item = (&'a str, f32)> + Clone,
) -> f32 {
    let Some(alternating) = &language.profile().spelling.alternating else { return f32::NEG_INFINITY };
    let [ij, y] = spellings(alternating, words.clone());
    -1.57 * long_s(words.clone()) - 2.09 * older(language, words).share.ln() + 0.99 * ratio(ij, y) - 7.82
}

/// Spellings that went out of use before ij was the rule.
pub(in crate::repair) struct Older {
    /// How many were seen.
    pub(in crate::repair) seen: f32,
    /// How many a word has, as far as the words tell.
    pub(in crate::repair) share: f32,
}

/// The older spellings of a page.
pub(in crate::repair) fn older<'a>(
    language: &Language,
    words: impl Iterator<Item = (&'a str, f32)>,
) -> Older {
    let spelling = &language.profile().spelling;
    let (mut all, mut older) = (0.0, 0.0);
    for (word, times) in words {
        let lower = folded(word);
        let pairs = lower.as_bytes().windows(2);
        all += times;
        older += times
            * pairs.filter(|pair| spelling.older.iter().any(|older| *pair == older.as_bytes())).count()
                as f32;
        older += times * flag(spelling.older_endings.iter().any(|end| lower.ends_with(end.as_str())));
    }
    Older { seen: older, share: (older + 1.0) / (all + 10.0) }
}

/// Log odds that the print has no accents but at the ends of words, by spellings of its time: a regression over the
/// accents that stand inside words of aligned segments. And whether those accents are doubted: a page that shows none of
/// these spellings says nothing against them, however few words it has.
pub(in crate::repair) fn unaccented<'a>(
    language: &Language,
    words: impl Iterator<Item = (&'a str, f32)>,
) -> (f32, bool) {
    let signs = &language.profile().spelling.unaccented;
    if signs.is_empty() {
        return (f32::NEG_INFINITY, false);
    }
    let (mut all, mut shown) = (0.0, 0.0);
    for (word, times) in words {
        let lower = folded(word);
        let shows = |sign: &&String| match sign.strip_prefix('^') {
            Some(front) => lower.starts_with(front),
            None => lower.contains(sign.as_str()),
        };
        all += times;
        shown += times * signs.iter().filter(shows).count() as f32;
    }
    let odds = 1.65 * f32::ln((shown + 0.5) / (all + 10.0)) + 6.43;
    (odds, shown > 0.0 && odds > LEAST_UNACCENTED)
}

/// Whether any ij was read: a page without is of a print that has none.
pub(in crate::repair) fn has_later<'a>(
    language: &Language,
    words: impl Iterator<Item = (&'a str, f32)>,
) -> bool {
    let alternating = language.profile().spelling.alternating.as_ref();
    alternating.is_some_and(|alternating| spellings(alternating, words)[0] > 0.0)
}

/// Whether y outnumbers ij.
pub(in crate::repair) fn spells_y<'a>(
    language: &Language,
    words: impl Iterator<Item = (&'a str, f32)>,
) -> bool {
    let alternating = language.profile().spelling.alternating.as_ref();
    alternating.is_some_and(|alternating| {
        let [ij, y] = spellings(alternating, words);
        y > ij
    })
}

/// Whether a word may have the older of the two spellings.
pub(in crate::repair) fn has_older(language: &Language, word: &str) -> bool {
    language.profile().spelling.alternating.as_ref().is_some_and(|[_, older]| word.contains(older.as_str()))
}

/// How often the later of the two spellings was read, and how often the older.
fn spellings<'a>(alternating: &[String; 2], words: impl Iterator<Item = (&'a str, f32)>) -> [f32; 2] {
    words.fold([0.0; 2], |[ij, y], (word, times)| {
        let lower = folded(word);
        let [later, older] =
            alternating.each_ref().map(|letters| lower.matches(letters.as_str()).count() as f32);
        [ij + times * later, y + times * older]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> impl Iterator<Item = (&str, f32)> + Clone {
        text.split(' ').map(|word| (word, 1.0))
    }

    #[test]
    fn gothic_type_is_told_by_its_b_where_the_pack_knows_it() {
        let text = "ban be stabt is tijbing gekomen bat be byanbt met beel schepen enbe bat ben prins baer enbe be solbaten";
        let [dutch, english] = ["nl", "en"].map(|tag| Language::builtin(tag).unwrap());
        assert!(is_gothic(&dutch, words(text)));
        assert!(!is_gothic(&dutch, words(&text.replace('b', "d"))));
        assert!(!is_gothic(&dutch, words("ban be stabt")), "so few words say nothing");
        assert!(!is_gothic(&english, words(text)));
    }

    #[test]
    fn the_long_s_is_told_by_its_f() {
        assert!(long_s(words("fchoone fteden ende menfchen")) > 0.0);
        assert!(long_s(words("schoone steden en menschen")) < 0.0);
    }

    #[test]
    fn later_print_has_ij_where_y_was_read() {
        let later =
            "hy was by ons in zyn huis met schoone stoelen en sprak van de zee die hij zoo lang bevaren had";
        let dutch = Language::builtin("nl").unwrap();
        assert!(ij(&dutch, words(later)) > 0.0);
        assert!(
            ij(
                &dutch,
                words(
                    "hy was by ons in fyn huys met fchoone ftoelen ende fprack van de zee die hy foo lang hadt"
                )
            ) < 0.0
        );
        assert!(spells_y(&dutch, words(later)));
    }
}
