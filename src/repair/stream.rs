//! One stream: its slots, its joins, and the pieces that come of the decisions.

use crate::language::{Item, Language, fold};
use crate::model::{Alternative, Change, Discarded, Fragment, Kind, Piece, Span, Stream, Token};

use super::lattice::{Decision, Search, Slot};
use super::page::Page;
use super::reading::{Reading, Unit, unit, unseen};
use super::token::{Core, SPECKS, Shape, is_speck};
use super::vocabulary::{Entry, Vocabulary};

/// A token with its core and what the vocabulary has of it; specks are left out.
pub(super) struct Place {
    pub(super) fragment: usize,
    pub(super) token: Token,
    pub(super) core: Core,
    pub(super) entry: usize,
    pub(super) opens: bool,
    pub(super) first: bool,
    pub(super) last: bool,
}

/// Takes the tokens of a stream in; specks go to `discarded`.
pub(super) fn places(
    stream: &mut Stream<Token>,
    language: &Language,
    vocabulary: &mut Vocabulary,
    discarded: &mut Vec<Discarded>,
) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for (index, fragment) in stream.fragments.iter_mut().enumerate() {
        let from = places.len();
        let mut opens = fragment.opens_block || index == 0;
        for mut token in std::mem::take(&mut fragment.items) {
            if is_speck(&token.text) {
                discarded.push(Discarded { span: token.span, reason: "noise" });
                continue;
            }
            shed_specks(&mut token, discarded);
            let (core, entry) = vocabulary.add(language, &token.text);
            let first = places.len() == from;
            places.push(Place { fragment: index, token, core, entry, opens, first, last: false });
            opens = false;
        }
        if places.len() > from {
            if let Some(place) = places.last_mut() {
                place.last = true;
            }
        }
    }
    places
}

/// Takes specks off the edges of a token, where they stand for nothing.
fn shed_specks(token: &mut Token, discarded: &mut Vec<Discarded>) {
    // A bar may be a letter and a tilde may be a measure; the others never are.
    let speck = |c: char| SPECKS.contains(&c) && !matches!(c, '|' | '~' | '`');
    if token.text.chars().count() != token.span.len() || !token.text.contains(speck) {
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
    places: &[Place],
    language: &Language,
    vocabulary: &Vocabulary,
    page: &Page,
) -> (Vec<Decision>, Vec<Vec<Reading>>) {
    let mut slots: Vec<Slot<'_>> = Vec::with_capacity(places.len());
    for (i, place) in places.iter().enumerate() {
        let entry = &vocabulary.entries[place.entry];
        let mut slot = Slot {
            readings: &entry.readings,
            fixed: entry.item,
            weight: entry.weight,
            mark: mark(language, &place.token.text[place.core.end..], place.core.shape),
            fresh: place.opens,
            seam: place.first,
            joins: Vec::new(),
            apart: 0.0,
        };
        if let Some(next) = places.get(i + 1).filter(|next| !next.opens) {
            join(language, page, place, next, vocabulary, &mut slot);
        }
        slots.push(slot);
    }
    let decisions = Search::decide(language, page, &slots);
    (decisions, slots.into_iter().map(|slot| slot.joins).collect())
}

/// The mark that follows a core, as context.
fn mark(language: &Language, after: &str, shape: Shape) -> Option<Item> {
    if shape == Shape::Opaque {
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

/// Words after which a hyphen is a suspended one: *wet- en regelgeving*.
const SUSPENDING: [&str; 9] = ["en", "of", "tot", "noch", "als", "dan", "maar", "c.q", "respectievelijk"];

/// The ways in which a token and the next may be one word.
fn join(
    language: &Language,
    page: &Page,
    place: &Place,
    next: &Place,
    vocabulary: &Vocabulary,
    slot: &mut Slot<'_>,
) {
    if place.core.shape != Shape::Word || next.core.shape == Shape::Marks || next.core.start > 0 {
        return;
    }
    let left = &place.token.text[place.core.start..place.core.end];
    let right = &next.token.text[..next.core.end];
    let after = &place.token.text[place.core.end..];
    let (a, b) = (&vocabulary.entries[place.entry], &vocabulary.entries[next.entry]);
    if matches!(after, "-" | "\u{2010}" | "\u{2011}" | "¬") && place.last {
        hyphen(language, page, (left, right), (a, b), next.core.shape, slot);
    } else if after.is_empty() && !place.last && next.core.shape == Shape::Word {
        torn(language, page, (left, right), (a, b), slot);
    }
}

/// A hyphen at a line end: a broken word, a word with a hyphen of its own, or a suspended one.
fn hyphen(
    language: &Language,
    page: &Page,
    (left, right): (&str, &str),
    (a, _): (&Entry, &Entry),
    shape: Shape,
    slot: &mut Slot<'_>,
) {
    let suspended = SUSPENDING.contains(&right);
    let small = right.chars().next().is_some_and(char::is_lowercase);
    if suspended && a.known {
        return;
    }
    slot.apart = if suspended { 0.0 } else { -6.0 };
    if shape == Shape::Word && small {
        let text = format!("{left}{right}");
        let mut reading = Reading::untouched(&text, whole(language, page, &text));
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
    let mut reading = Reading::untouched(&text, own);
    reading.ln_channel = if capital { 0.0 } else { -3.5 };
    slot.joins.push(reading);
}

/// Two tokens on a line that are one word torn apart.
fn torn(
    language: &Language,
    page: &Page,
    (left, right): (&str, &str),
    (a, b): (&Entry, &Entry),
    slot: &mut Slot<'_>,
) {
    let rare = |e: &Entry| !e.known || e.weight < -14.0;
    if left.chars().count() < 2 || right.chars().count() < 2 || !(rare(a) || rare(b)) {
        return;
    }
    if !right.chars().next().is_some_and(char::is_lowercase) {
        return;
    }
    let joined = format!("{left}{right}");
    let lower = fold(&joined);
    let known = language.word(&lower).filter(|&w| {
        let flags = language.flags(w);
        flags.is_listed() || flags.is_seen() || page.is_old() && flags.is_historical()
    });
    let Some(unit) = known
        .map(|word| unit(language, word, &joined))
        .or_else(|| language.compound(&lower).map(|_| unseen(language, &joined, &lower, page)))
    else {
        return;
    };
    // Old print broke words at line ends whose hyphen was too faint to be read.
    let text = if page.is_old() { format!("{left}- {right}") } else { joined };
    let mut reading = Reading::untouched(&text, unit);
    reading.kind = Some(if page.is_old() { Kind::Punctuation } else { Kind::Join });
    reading.ln_channel = page.ln_torn;
    reading.caution = if page.is_old() { 0.0 } else { 4.0 };
    slot.joins.push(reading);
}

fn whole(language: &Language, page: &Page, text: &str) -> Unit {
    let lower = fold(text);
    match language.word(&lower) {
        Some(word) => unit(language, word, text),
        None => unseen(language, text, &lower, page),
    }
}

/// What was decided for a stream, place by place.
pub(super) struct Outcome {
    pub(super) decisions: Vec<Decision>,
    pub(super) joins: Vec<Vec<Reading>>,
    pub(super) noise: Vec<bool>,
    /// Whether the page is old print, where a margin is worth less.
    pub(super) old: bool,
}

/// Makes the pieces of a stream; noise goes to `discarded`.
pub(super) fn pieces(
    stream: Stream<Token>,
    places: &[Place],
    vocabulary: &Vocabulary,
    Outcome { decisions, joins, noise, old }: &Outcome,
    least: f32,
    discarded: &mut Vec<Discarded>,
) -> Stream<Piece> {
    let mut fragments: Vec<Fragment<Piece>> = stream
        .fragments
        .into_iter()
        .map(|f| Fragment {
            line: f.line,
            items: Vec::with_capacity(8),
            opens_block: f.opens_block,
            gap_before: f.gap_before,
        })
        .collect();
    let mut glue_next = false;
    let mut at = 0;
    while at < places.len() {
        let place = &places[at];
        let decision = &decisions[at];
        if noise[at] {
            discarded.push(Discarded { span: place.token.span, reason: "noise" });
            at += 1;
            continue;
        }
        let out = &mut fragments[place.fragment].items;
        let glued = std::mem::take(&mut glue_next);
        if let Some(taken) = decision.join {
            let reading = &joins[at][taken];
            let belief = belief(decision, None, Some(taken), *old);
            let next = &places[at + 1];
            match reading.kind {
                // A hyphen of its own: nothing changes but that no blank stands there.
                None => {
                    out.push(plain(&place.token, glued, belief));
                    glue_next = true;
                    at += 1;
                    continue;
                }
                Some(kind) if belief >= least => {
                    let change = Some(Change {
                        kind,
                        rule: "lexicon".to_owned(),
                        alternatives: alternatives(decision, &[], &joins[at], None, Some(taken), *old),
                    });
                    if kind == Kind::Dehyphenate {
                        let left = &place.token.text[..place.core.end];
                        let (head, body) = left.split_at(place.core.start);
                        cut(out, &place.token, head, body.to_owned(), "", glued, belief, change);
                        glue_next = true;
                        at += 1;
                        continue;
                    }
                    if kind == Kind::Punctuation {
                        let text = format!("{}-", &place.token.text);
                        out.push(Piece { text, span: place.token.span, glued, confidence: belief, change });
                        at += 1;
                        continue;
                    }
                    let head = &place.token.text[..place.core.start];
                    let tail = &next.token.text[next.core.end..];
                    let token = Token {
                        text: format!("{}{}", place.token.text, next.token.text),
                        span: place.token.span.to(next.token.span),
                        space_before: 0,
                    };
                    let narrow = aligned(&place.token) && aligned(&next.token);
                    let body = reading.text.clone();
                    if narrow {
                        cut(out, &token, head, body, tail, glued, belief, change);
                    } else {
                        let text = format!("{head}{body}{tail}");
                        out.push(Piece { text, span: token.span, glued, confidence: belief, change });
                    }
                    at += 2;
                    continue;
                }
                Some(_) => {}
            }
        }
        let entry = &vocabulary.entries[place.entry];
        if decision.taken > 0 && !decision.joined {
            let reading = &entry.readings[decision.taken];
            let belief = belief(decision, Some(decision.taken), None, *old);
            if belief >= least {
                let rule = reading.rule.clone().unwrap_or_else(|| {
                    let rule = if entry.known {
                        "context"
                    } else if reading.confused + reading.misread > 0 {
                        "confusion"
                    } else {
                        "lexicon"
                    };
                    rule.to_owned()
                });
                let change = Change {
                    kind: reading.kind.unwrap_or(Kind::Character),
                    rule,
                    alternatives: alternatives(
                        decision,
                        &entry.readings,
                        &joins[at],
                        Some(decision.taken),
                        None,
                        *old,
                    ),
                };
                let head = &place.token.text[..place.core.start];
                let tail = &place.token.text[place.core.end..];
                cut(out, &place.token, head, reading.text.clone(), tail, glued, belief, Some(change));
                at += 1;
                continue;
            }
        }
        let belief = match decision.readings.len() {
            0 | 1 if entry.known => 1.0,
            0 | 1 => 0.8,
            _ => belief(decision, Some(0), None, *old).max(0.5),
        };
        out.push(plain(&place.token, glued, belief));
        at += 1;
    }
    Stream {
        page: stream.page,
        zone: stream.zone,
        column: stream.column,
        columns: stream.columns,
        width: stream.width,
        fragments,
    }
}

fn plain(token: &Token, glued: bool, confidence: f32) -> Piece {
    Piece { text: token.text.clone(), span: token.span, glued, confidence, change: None }
}

/// Whether every character of the token is one of the source.
fn aligned(token: &Token) -> bool {
    token.text.chars().count() == token.span.len()
}

/// Makes the pieces of a changed token: the punctuation at its edges stays out of the change.
#[expect(clippy::too_many_arguments)]
fn cut(
    out: &mut Vec<Piece>,
    token: &Token,
    head: &str,
    body: String,
    tail: &str,
    glued: bool,
    confidence: f32,
    change: Option<Change>,
) {
    let spanning = token.text.chars().count() < token.span.len();
    if !aligned(token) && !spanning || head.is_empty() && tail.is_empty() {
        let text = format!("{head}{body}{tail}");
        out.push(Piece { text, span: token.span, glued, confidence, change });
        return;
    }
    let (front, back) = (head.chars().count() as u32, tail.chars().count() as u32);
    let Span { start, end } = token.span;
    let mut glued = glued;
    if front > 0 {
        let span = Span::new(start, start + front);
        out.push(Piece { text: head.to_owned(), span, glued, confidence: 1.0, change: None });
        glued = true;
    }
    let span = Span::new(start + front, end - back);
    out.push(Piece { text: body, span, glued, confidence, change });
    if back > 0 {
        let span = Span::new(end - back, end);
        out.push(Piece { text: tail.to_owned(), span, glued: true, confidence: 1.0, change: None });
    }
}

/// How sure we are of a choice: from the margin over the best path without it.
fn belief(decision: &Decision, reading: Option<usize>, join: Option<usize>, old: bool) -> f32 {
    let mine = match (reading, join) {
        (Some(i), _) => decision.readings.get(i).copied(),
        (None, Some(j)) => decision.joins.get(j).copied(),
        (None, None) => None,
    };
    let Some(mine) = mine else { return 1.0 };
    let other = decision
        .readings
        .iter()
        .enumerate()
        .filter(|&(i, _)| reading != Some(i))
        .chain(decision.joins.iter().enumerate().filter(|&(j, _)| join != Some(j)))
        .map(|(_, &worth)| worth)
        .fold(f32::NEG_INFINITY, f32::max);
    calibrated(mine - other, old)
}

/// The share of changes with such a margin that are right.
fn calibrated(margin: f32, old: bool) -> f32 {
    if margin.is_nan() {
        return 0.5;
    }
    // Fitted on half of the pages with known truth, modern and old.
    let (slope, offset) = if old { (0.35, -1.2) } else { (0.5, 0.3) };
    let sure = 1.0 / (1.0 + (-(slope * margin + offset)).exp());
    (sure * 1000.0).round().min(999.0) / 1000.0
}

/// The next best choices.
fn alternatives(
    decision: &Decision,
    readings: &[Reading],
    joins: &[Reading],
    reading: Option<usize>,
    join: Option<usize>,
    old: bool,
) -> Vec<Alternative> {
    let mut all: Vec<(f32, &str)> = Vec::new();
    for (i, r) in readings.iter().enumerate() {
        if reading != Some(i) {
            all.push((decision.readings.get(i).copied().unwrap_or(f32::NEG_INFINITY), &r.text));
        }
    }
    for (j, r) in joins.iter().enumerate() {
        if join != Some(j) {
            all.push((decision.joins.get(j).copied().unwrap_or(f32::NEG_INFINITY), &r.text));
        }
    }
    all.retain(|a| a.0.is_finite());
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.truncate(3);
    let best = decision.readings.iter().chain(&decision.joins).copied().fold(f32::NEG_INFINITY, f32::max);
    all.into_iter()
        .map(|(worth, text)| Alternative {
            text: text.to_owned(),
            confidence: ((1.0 - calibrated(best - worth, old)) * 1000.0).round() / 1000.0,
        })
        .collect()
}
