//! Two tokens that may be one word: broken at a line end, with a hyphen of its own, or torn apart.

use crate::language::{Closed, Language, fold, folded, is_vowel};
use crate::model::Kind;
use crate::repair::analysis::AnalysedToken;
use crate::repair::candidate::Candidate;
use crate::repair::page::{PageStatistics, unseen};
use crate::repair::token::Shape;
use crate::repair::units::{Unit, unit};
use crate::repair::vocabulary::{PageVocabulary, WordEntry};
use crate::repair::well_read::{is_of_today, is_read_well};

use super::{broken, rerank};

/// The share of old print from which on a word torn apart is one whose hyphen was too faint.
const FAINT_HYPHENS: f32 = 0.05;

/// What it is worth that a line ends in a hyphen and its word does not go on, though
/// nothing says that the hyphen is suspended.
const APART: f32 = -8.0;

/// What it is worth that a hyphen after a sign joins it with the next word.
const OWN_HYPHEN: f32 = 6.0;

/// What it costs that vowels which clash stand together without a hyphen.
const CLASH: f32 = 6.0;
/// What it costs that two known words make none that is known: set by hand, so that the hyphen stays
/// unless what stands around says otherwise. A hyphen left in is the lesser harm.
const UNHEARD: f32 = 2.0;

/// Rarer words (ln P) may be parts of one that was torn apart in old print.
const RARE_OLD: f32 = -9.0;
/// ln P that an apostrophe is read as a blank: 71 of 1,988 in French print (FR2).
const LOST_APOSTROPHE: f32 = -3.4;
/// No part of a word is rarer by itself (ln P).
const FLOOR: f32 = -13.0;
/// Rarer words with an apostrophe (ln P) are as well two words.
const RAREST_ELIDED: f32 = -12.5;
/// Rarer words (ln P) may be parts of one that was torn apart today; two that are not are written apart. Set by hand.
const USUAL: f32 = -14.0;
/// How likely (ln P) a word is that must have a hyphen of its own: before a capital, after one letter.
const OWN: f32 = -14.0;

/// The ways in which a token and the next may be one word, each with its worth, and what
/// it is worth to leave them apart.
pub(super) fn joins(
    language: &Language,
    page: &PageStatistics,
    vocabulary: &PageVocabulary,
    (token, next): (&AnalysedToken, &AnalysedToken),
    gone: bool,
) -> (Vec<Candidate>, f32) {
    // What ends in a hyphen runs on, whatever layout thinks of the next line.
    if page.is_foreign || next.opens && !breaks_line(token) {
        return (Vec::new(), 0.0);
    }
    let mut finder = Joins { language, page, vocabulary, gone, found: Vec::new(), apart: 0.0 };
    finder.join(token, next);
    let Joins { mut found, apart, .. } = finder;
    if !found.is_empty() {
        let entries = [token, next].map(|token| &vocabulary.entries[token.entry]);
        let standing = entries[0].standing(page) + entries[1].standing(page);
        for candidate in &mut found {
            let whole: f32 = candidate.units.iter().map(|u| page.price(u)).sum();
            candidate.worth = rerank::joining(page, page.channel(candidate) + whole - standing);
        }
    }
    (found, rerank::joining(page, apart))
}

/// What finds joins.
struct Joins<'a> {
    language: &'a Language,
    page: &'a PageStatistics,
    vocabulary: &'a PageVocabulary,
    /// Whether the ends of lines are gone.
    gone: bool,
    found: Vec<Candidate>,
    apart: f32,
}

impl Joins<'_> {
    fn join(&mut self, token: &AnalysedToken, next: &AnalysedToken) {
        if next.core.shape == Shape::Marks || next.core.start > 0 {
            return;
        }
        if token.core.shape == Shape::Number && next.core.shape == Shape::Number && breaks_line(token) {
            self.own_hyphen(token, next);
            return;
        }
        if token.core.shape != Shape::Word {
            if matches!(token.core.shape, Shape::Opaque | Shape::Number) && breaks_line(token) {
                self.compound_of_sign(token, next);
            }
            return;
        }
        let left = &token.token.text[token.core.start..token.core.end];
        let right = &next.token.text[..next.core.end];
        let after = &token.token.text[token.core.end..];
        let entries = [token, next].map(|token| &self.vocabulary.entries[token.entry]);
        // *veiligheids- zorg- en*: one suspended word after another; neither is broken.
        let series = next.token.text[next.core.end..].starts_with('-');
        if series && after.starts_with('-') {
            return;
        }
        if breaks_line(token) {
            self.hyphen((left, right), entries[0], next.core.shape);
        } else if after.is_empty() && !token.last && next.core.shape == Shape::Word {
            self.torn((left, right), entries);
            self.elided((left, right), entries);
        }
    }

    /// `EU-` and `burgers`, `89-` and `jarige`: the hyphen after an acronym or a
    /// number is the word's own, unless it is a suspended one.
    fn compound_of_sign(&mut self, token: &AnalysedToken, next: &AnalysedToken) {
        let right = &next.token.text[..next.core.end];
        if next.core.shape != Shape::Word || self.language.lists(Closed::Suspending, right) {
            return;
        }
        self.own_hyphen(token, next);
    }

    /// `1914-` and `1918` too: the hyphen is their own.
    fn own_hyphen(&mut self, token: &AnalysedToken, next: &AnalysedToken) {
        let right = &next.token.text[..next.core.end];
        let text = format!("{}{right}", &token.token.text[token.core.start..]);
        let (a, b) = (&self.vocabulary.entries[token.entry], &self.vocabulary.entries[next.entry]);
        let both = a.standing(self.page) + b.standing(self.page);
        let item = b.item;
        let unit =
            Unit { item, modern: both, old: both, unknown: false, capital: false, capital_share: -1.0 };
        let mut reading = Candidate::untouched(&text, unit);
        reading.ln_channel = OWN_HYPHEN;
        self.found.push(reading);
    }

    /// A hyphen at a line end: a broken word, a word with a hyphen of its own, or a suspended one.
    fn hyphen(&mut self, (left, right): (&str, &str), before: &WordEntry, shape: Shape) {
        let suspended = self.language.lists(Closed::Suspending, right);
        let small = right.chars().next().is_some_and(char::is_lowercase);
        if suspended && before.known {
            return;
        }
        self.apart = if suspended { 0.0 } else { APART };
        let clashes = self.language.clashes(left, right);
        let mut unheard = false;
        if shape == Shape::Word && small {
            let text = format!("{left}{right}");
            let mut reading = Candidate::untouched(&text, whole(self.language, self.page, &text));
            reading.kind = Some(Kind::Dehyphenate);
            reading.ln_channel = if suspended { -4.0 } else { -0.2 };
            let is_unknown = reading.units.iter().any(|unit| unit.unknown);
            // *ex-soldier*: two words that make none which is known were not broken by the printer.
            unheard = is_unknown && before.known && self.language.word(&fold(right)).is_some();
            reading.ln_channel -= if unheard { UNHEARD } else { 0.0 };
            // Vowels that would be read as one keep their hyphen, unless a list has the word without.
            reading.ln_channel -= if is_unknown && clashes { CLASH } else { 0.0 };
            self.found.push(reading);
            if is_unknown && !suspended {
                self.found.extend(broken::mended(self.language, self.page, left, right));
            }
        }
        // A hyphen of its own: the word as known with it, or before a capital or a digit.
        let text = format!("{left}-{right}");
        let lower = fold(&text);
        let mut own = match self.language.word(&lower) {
            Some(word) => unit(self.language, word, &text),
            None => unseen(self.language, &text, &lower, self.page),
        };
        let capital = !small;
        let known = self.language.word(&fold(right));
        let letter = left.chars().count() == 1 && known.is_some();
        if capital || letter || clashes && before.known && known.is_some() {
            own.modern = own.modern.max(OWN);
        } else if let (true, true, Some(word)) = (own.unknown, before.known, known) {
            own.modern = own.modern.max(before.weight.min(0.0) + self.language.unigram(word));
        }
        let mut reading = Candidate::untouched(&text, own);
        reading.ln_channel = if capital || unheard { 0.0 } else { -3.5 };
        self.found.push(reading);
    }

    /// Two tokens of old print between which an apostrophe was read as a blank: *qu il* for *qu'il*.
    fn elided(&mut self, (left, right): (&str, &str), [a, b]: [&WordEntry; 2]) {
        // Lists of today take what an apostrophe parts for words (*qu, l, s*); those of old print do not.
        let alone =
            |e: &WordEntry| e.word.map_or(FLOOR, |word| self.language.historical_unigram(word).max(FLOOR));
        let alone = [alone(a), alone(b)];
        let has_own = left.contains(['\'', '’']) || right.contains(['\'', '’']);
        if is_of_today(self.page) || has_own || alone[0] > RARE_OLD || !right.starts_with(char::is_lowercase)
        {
            return;
        }
        let text = format!("{left}'{right}");
        let known = self.language.word(&fold(&text)).filter(|&word| {
            let ln_p = self.language.unigram(word).max(self.language.historical_unigram(word));
            ln_p > RAREST_ELIDED
        });
        let Some(word) = known else { return };
        let mut reading = Candidate::untouched(&text, unit(self.language, word, &text));
        reading.kind = Some(Kind::Join);
        let standing = [a, b].map(|e| e.standing(self.page));
        let dear = standing.iter().zip(alone).map(|(standing, alone)| (standing - alone).max(0.0));
        reading.ln_channel = LOST_APOSTROPHE + dear.sum::<f32>();
        self.found.push(reading);
    }

    /// Two tokens on a line that are one word torn apart.
    fn torn(&mut self, (left, right): (&str, &str), [a, b]: [&WordEntry; 2]) {
        let rarest = if self.page.old > FAINT_HYPHENS { RARE_OLD } else { USUAL };
        let rare = |e: &WordEntry| !e.known || e.weight < rarest;
        // A single letter is torn off where much else is misread, it is no word, and what is left of the word is none.
        let is_letter = |text: &str| text.chars().nth(1).is_none();
        let is_stray = |text: &str, e: &WordEntry, rest: &WordEntry| {
            text.starts_with(char::is_alphabetic)
                && e.word.is_none_or(|word| self.language.historical_unigram(word) < RARE_OLD)
                && !rest.known
        };
        let torn_off = match (is_letter(left), is_letter(right)) {
            (false, false) => rare(a) || rare(b),
            (true, false) => !is_of_today(self.page) && is_stray(left, a, b),
            (false, true) => !is_of_today(self.page) && is_stray(right, b, a),
            (true, true) => false,
        };
        if !torn_off {
            return;
        }
        if !right.chars().next().is_some_and(char::is_lowercase) {
            return;
        }
        // Two usual words that are known to stand side by side are written so, though others write them as one (*per cent*),
        // and on a page that is read well any two are (*dazu gehörigen*): what is torn apart leaves pieces that are no words.
        let usual = |e: &WordEntry| e.word.filter(|_| e.known && e.weight > USUAL);
        if let (Some(a), Some(b)) = (usual(a), usual(b))
            && (is_read_well(self.page) || self.language.has_met(a, b))
        {
            return;
        }
        let joined = format!("{left}{right}");
        let lower = folded(&joined);
        let known = self.language.word(&lower).filter(|&w| {
            let flags = self.language.flags(w);
            flags.is_listed() || flags.is_seen() || self.page.is_old() && flags.is_historical()
        });
        // A compound that no list has is never the target: two words are read where two stand.
        let Some(unit) = known.map(|word| unit(self.language, word, &joined)) else { return };
        // Old print broke words at line ends whose hyphen was too faint to be read; where the lines are
        // still there, what stands within one was torn by the scanner.
        let old = self.page.old > FAINT_HYPHENS && self.gone && (a.known || breaks(left, right));
        let text = if old { format!("{left}- {right}") } else { joined };
        let mut reading = Candidate::untouched(&text, unit);
        reading.kind = Some(if old { Kind::Punctuation } else { Kind::Join });
        reading.ln_channel = self.page.ln_torn;
        reading.penalty = if self.page.is_old() { 0.0 } else { 4.0 };
        self.found.push(reading);
    }
}

/// Whether a printer may have broken a word here: a vowel on either side, and a consonant at the front of what follows
/// where one stands before. *Abrah am* and *Moz art* were torn by the scanner.
fn breaks(left: &str, right: &str) -> bool {
    left.chars().nth(1).is_some()
        && left.contains(is_vowel)
        && right.contains(is_vowel)
        && (left.ends_with(is_vowel) || !right.starts_with(is_vowel))
}

/// Whether a line ends here with a hyphen.
fn breaks_line(token: &AnalysedToken) -> bool {
    token.last && token.ends_in_hyphen()
}

fn whole(language: &Language, page: &PageStatistics, text: &str) -> Unit {
    let lower = fold(text);
    match language.word(&lower) {
        Some(word) => unit(language, word, text),
        None => unseen(language, text, &lower, page),
    }
}

#[cfg(test)]
mod tests {
    use super::breaks;

    #[test]
    fn printers_break_words_where_a_syllable_begins() {
        for (left, right) in [("Seba", "stian"), ("gestor", "ben"), ("ge", "önnt"), ("sprea", "king")] {
            assert!(breaks(left, right), "{left} {right}");
        }
        for (left, right) in [("Abrah", "am"), ("Moz", "art"), ("E", "ngland"), ("dr", "ei"), ("Augu", "st")]
        {
            assert!(!breaks(left, right), "{left} {right}");
        }
    }
}
