//! One stream: its slots, its joins, and the pieces that come of the decisions.

use crate::language::{Closed, Item, Language, fold, folded};
use crate::model::{Discarded, Kind, Span, Stream, Token};

use super::candidate::{Candidate, Unit, unit, unseen};
use super::foreign::foreign;
use super::lattice::{Decision, Lattice, Slot};
use super::ocr_confidence::OcrConfidence;
use super::page_statistics::PageStatistics;
use super::token::{Core, SPECKS, Shape, is_speck};
use super::vocabulary::{PageVocabulary, WordEntry};

/// A token with its core and what the vocabulary has of it; specks are left out.
pub(super) struct AnalysedToken {
    pub(super) fragment: usize,
    pub(super) token: Token,
    pub(super) core: Core,
    pub(super) entry: usize,
    pub(super) opens: bool,
    pub(super) first: bool,
    pub(super) last: bool,
    /// What a change of its letters must gain on top, by how sure the engine is of them.
    pub(super) needs: f32,
}

/// Takes the tokens of a stream in; specks go to `discarded`.
pub(super) fn places(
    stream: &mut Stream<Token>,
    engine: Option<&OcrConfidence<'_>>,
    language: &Language,
    vocabulary: &mut PageVocabulary,
    discarded: &mut Vec<Discarded>,
) -> Vec<AnalysedToken> {
    let tokens = stream.fragments.iter().map(|fragment| fragment.items.len()).sum();
    let mut places: Vec<AnalysedToken> = Vec::with_capacity(tokens);
    vocabulary.expect(tokens);
    for (index, fragment) in stream.fragments.iter_mut().enumerate() {
        let from = places.len();
        let mut opens = fragment.opens_block || index == 0;
        for mut token in std::mem::take(&mut fragment.items) {
            if !is_clean(&token.text) {
                if is_speck(&token.text) {
                    discarded.push(Discarded { span: token.span, reason: "noise" });
                    continue;
                }
                shed_specks(&mut token, discarded);
            }
            let offers = engine.map_or_else(Vec::new, |engine| engine.offers(token.span));
            let (core, entry) = vocabulary.add(language, &token.text, &offers);
            let needs = engine.map_or(0.0, |engine| engine.needs(token.span));
            let first = places.len() == from;
            places.push(AnalysedToken {
                fragment: index,
                token,
                core,
                entry,
                opens,
                first,
                last: false,
                needs,
            });
            opens = false;
        }
        if places.len() > from
            && let Some(place) = places.last_mut()
        {
            place.last = true;
        }
    }
    obey(&mut places, language, vocabulary);
    places
}

/// Gives the tokens for which a maintainer has a rule an entry of their own.
fn obey(places: &mut [AnalysedToken], language: &Language, vocabulary: &mut PageVocabulary) {
    fn core(place: &AnalysedToken) -> &str {
        &place.token.text[place.core.start..place.core.end]
    }
    if !language.has_rules() {
        return;
    }
    for at in 0..places.len() {
        let left = at.checked_sub(1).map(|before| core(&places[before]));
        let right = places.get(at + 1).map(core);
        let token = &places[at].token.text;
        // A core that was widened by a mark is no word of a rule; the narrow one may be.
        let narrow = places[at].core.narrowed(token);
        let Some(rule) = language.ordered(token, narrow.start..narrow.end, left, right) else { continue };
        let entry = vocabulary.ordered(language, &token[rule.range.clone()], &rule);
        let shape = if narrow.shape == Shape::Marks { Shape::Opaque } else { narrow.shape };
        places[at].core = Core { start: rule.range.start, end: rule.range.end, shape };
        places[at].entry = entry;
    }
}

/// Whether a token begins and ends with letters, digits, commas or stops, as most do.
fn is_clean(text: &str) -> bool {
    let is_clean =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b',' | b':' | b';' | b'(' | b')');
    text.as_bytes().first().is_some_and(is_clean) && text.as_bytes().last().is_some_and(is_clean)
}

/// Takes specks off the edges of a token, where they stand for nothing.
fn shed_specks(token: &mut Token, discarded: &mut Vec<Discarded>) {
    // A bar may be a letter and a tilde may be a measure; the others never are.
    let speck = |c: char| SPECKS.contains(&c) && !matches!(c, '|' | '~' | '`');
    if !token.text.starts_with(speck) && !token.text.ends_with(speck)
        || token.text.chars().count() != token.span.len()
    {
        return;
    }
    let kept = token.text.trim_matches(speck);
    if kept.is_empty() {
        return;
    }
    let front = token.text.chars().take_while(|&c| speck(c)).count() as u32;
    let length = kept.chars().count() as u32;
    let inner = Span::new(token.span.start + front, token.span.start + front + length);
    for span in [Span::new(token.span.start, inner.start), Span::new(inner.end, token.span.end)] {
        if !span.is_empty() {
            discarded.push(Discarded { span, reason: "noise" });
        }
    }
    token.text = kept.to_owned();
    token.span = inner;
}

/// Decides a stream.
pub(super) fn decide(
    places: &[AnalysedToken],
    language: &Language,
    vocabulary: &PageVocabulary,
    page: &PageStatistics,
) -> (Vec<Decision>, Vec<Vec<Candidate>>) {
    let mut slots: Vec<Slot<'_>> = Vec::with_capacity(places.len());
    let foreign = foreign(places, language);
    for (i, place) in places.iter().enumerate() {
        let entry = &vocabulary.entries[place.entry];
        let mut slot = Slot {
            readings: if foreign[i] { entry.readings.get(..1).unwrap_or_default() } else { &entry.readings },
            fixed: entry.item,
            mark: mark(language, &place.token.text[place.core.end..], place.core.shape),
            fresh: place.opens,
            seam: place.first,
            joins: Vec::new(),
            apart: 0.0,
            needs: place.needs,
        };
        // What ends in a hyphen runs on, whatever layout thinks of the next line.
        if let Some(next) = places.get(i + 1).filter(|next| !next.opens || ends_in_hyphen(place)) {
            join(language, page, place, next, vocabulary, &mut slot);
        }
        if !slot.joins.is_empty()
            && let Some(next) = places.get(i + 1)
        {
            let apart = entry.standing(page) + vocabulary.entries[next.entry].standing(page);
            for reading in &mut slot.joins {
                let whole: f32 = reading.units.iter().map(|u| page.price(u)).sum();
                reading.worth = page.joining(page.channel(reading) + whole - apart);
            }
        }
        slot.apart = page.joining(slot.apart);
        slots.push(slot);
    }
    let decisions = Lattice::decide(language, page, &slots);
    (decisions, slots.into_iter().map(|slot| slot.joins).collect())
}

/// The mark that follows a core, as context.
fn mark(language: &Language, after: &str, shape: Shape) -> Option<Item> {
    if after.is_empty() || shape == Shape::Opaque {
        return None;
    }
    if after.contains(['.', '!', '?', ';', ':']) {
        Some(language.item(Language::START))
    } else if after.contains(',') {
        Some(language.item(Language::COMMA))
    } else {
        None
    }
}

/// The share of old print from which on a word torn apart is one whose hyphen was too faint.
const FAINT_HYPHENS: f32 = 0.05;

/// What it is worth that a line ends in a hyphen and its word does not go on, though
/// nothing says that the hyphen is suspended.
const APART: f32 = -8.0;

/// What it is worth that a hyphen after a sign joins it with the next word.
const OWN_HYPHEN: f32 = 6.0;

/// The ways in which a token and the next may be one word.
fn join(
    language: &Language,
    page: &PageStatistics,
    place: &AnalysedToken,
    next: &AnalysedToken,
    vocabulary: &PageVocabulary,
    slot: &mut Slot<'_>,
) {
    if next.core.shape == Shape::Marks || next.core.start > 0 {
        return;
    }
    if place.core.shape != Shape::Word {
        if matches!(place.core.shape, Shape::Opaque | Shape::Number) && ends_in_hyphen(place) {
            compound_of_sign(language, page, place, next, vocabulary, slot);
        }
        return;
    }
    let left = &place.token.text[place.core.start..place.core.end];
    let right = &next.token.text[..next.core.end];
    let after = &place.token.text[place.core.end..];
    let (a, b) = (&vocabulary.entries[place.entry], &vocabulary.entries[next.entry]);
    // *veiligheids- zorg- en*: one suspended word after another; neither is broken.
    let series = next.token.text[next.core.end..].starts_with('-');
    if series && after.starts_with('-') {
        return;
    }
    if ends_in_hyphen(place) {
        hyphen(language, page, (left, right), (a, b), next.core.shape, slot);
    } else if after.is_empty() && !place.last && next.core.shape == Shape::Word {
        torn(language, page, (left, right), (a, b), slot);
    }
}

/// Whether a line ends here with a hyphen.
fn ends_in_hyphen(place: &AnalysedToken) -> bool {
    place.last && matches!(&place.token.text[place.core.end..], "-" | "\u{2010}" | "\u{2011}" | "¬")
}

/// `EU-` and `burgers`, `89-` and `jarige`: the hyphen after an acronym or a
/// number is the word's own, unless it is a suspended one.
fn compound_of_sign(
    language: &Language,
    page: &PageStatistics,
    place: &AnalysedToken,
    next: &AnalysedToken,
    vocabulary: &PageVocabulary,
    slot: &mut Slot<'_>,
) {
    let right = &next.token.text[..next.core.end];
    if next.core.shape != Shape::Word || language.lists(Closed::Suspending, right) {
        return;
    }
    let text = format!("{}{right}", &place.token.text[place.core.start..]);
    let (a, b) = (&vocabulary.entries[place.entry], &vocabulary.entries[next.entry]);
    let both = a.standing(page) + b.standing(page);
    let item = b.item;
    let unit = Unit { item, modern: both, old: both, unknown: false, capital: false, capital_share: -1.0 };
    let mut reading = Candidate::untouched(&text, unit);
    reading.ln_channel = OWN_HYPHEN;
    slot.joins.push(reading);
}

/// A hyphen at a line end: a broken word, a word with a hyphen of its own, or a suspended one.
fn hyphen(
    language: &Language,
    page: &PageStatistics,
    (left, right): (&str, &str),
    (a, _): (&WordEntry, &WordEntry),
    shape: Shape,
    slot: &mut Slot<'_>,
) {
    let suspended = language.lists(Closed::Suspending, right);
    let small = right.chars().next().is_some_and(char::is_lowercase);
    if suspended && a.known {
        return;
    }
    slot.apart = if suspended { 0.0 } else { APART };
    if shape == Shape::Word && small {
        let text = format!("{left}{right}");
        let mut reading = Candidate::untouched(&text, whole(language, page, &text));
        reading.kind = Some(Kind::Dehyphenate);
        reading.ln_channel = if suspended { -4.0 } else { -0.2 };
        slot.joins.push(reading);
    }
    // A hyphen of its own: the word as known with it, or before a capital or a digit.
    let text = format!("{left}-{right}");
    let lower = fold(&text);
    let mut own = match language.word(&lower) {
        Some(word) => unit(language, word, &text),
        None => unseen(language, &text, &lower, page),
    };
    let capital = !small;
    if capital {
        own.modern = own.modern.max(-14.0);
    } else if let (true, Some(word)) = (own.unknown, language.word(&fold(right))) {
        own.modern = own.modern.max(a.weight.min(0.0) + language.unigram(word));
    }
    let mut reading = Candidate::untouched(&text, own);
    reading.ln_channel = if capital { 0.0 } else { -3.5 };
    slot.joins.push(reading);
}

/// Two tokens on a line that are one word torn apart.
fn torn(
    language: &Language,
    page: &PageStatistics,
    (left, right): (&str, &str),
    (a, b): (&WordEntry, &WordEntry),
    slot: &mut Slot<'_>,
) {
    let rarest = if page.old > FAINT_HYPHENS { -9.0 } else { -14.0 };
    let rare = |e: &WordEntry| !e.known || e.weight < rarest;
    if !(rare(a) || rare(b)) || left.chars().count() < 2 || right.chars().count() < 2 {
        return;
    }
    if !right.chars().next().is_some_and(char::is_lowercase) {
        return;
    }
    let joined = format!("{left}{right}");
    let lower = folded(&joined);
    let known = language.word(&lower).filter(|&w| {
        let flags = language.flags(w);
        flags.is_listed() || flags.is_seen() || page.is_old() && flags.is_historical()
    });
    // A compound that no list has is never the target: two words are read where two stand.
    let Some(unit) = known.map(|word| unit(language, word, &joined)) else { return };
    // Old print broke words at line ends whose hyphen was too faint to be read.
    let old = page.old > FAINT_HYPHENS;
    let text = if old { format!("{left}- {right}") } else { joined };
    let mut reading = Candidate::untouched(&text, unit);
    reading.kind = Some(if old { Kind::Punctuation } else { Kind::Join });
    reading.ln_channel = page.ln_torn;
    reading.penalty = if page.is_old() { 0.0 } else { 4.0 };
    slot.joins.push(reading);
}

fn whole(language: &Language, page: &PageStatistics, text: &str) -> Unit {
    let lower = fold(text);
    match language.word(&lower) {
        Some(word) => unit(language, word, text),
        None => unseen(language, text, &lower, page),
    }
}
