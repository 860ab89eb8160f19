//! From decisions to pieces: what stands in the output, and what each change rests on.

use crate::model::{Alternative, Change, Discarded, Fragment, Kind, Piece, Span, Stream, Token};

use super::candidate::Candidate;
use super::decode::AnalysedToken;
use super::lattice::Decision;
use super::token::is_stop;
use super::vocabulary::PageVocabulary;

/// What was decided for a stream, place by place.
pub(super) struct Outcome {
    pub(super) decisions: Vec<Decision>,
    pub(super) joins: Vec<Vec<Candidate>>,
    pub(super) noise: Vec<bool>,
    /// Whether the page is old print, where a margin is worth less.
    pub(super) old: bool,
    /// Whether marks belong right after the word before them.
    pub(super) closes_marks: bool,
}

#[expect(clippy::too_many_lines)] // One case after another.
/// Makes the pieces of a stream; noise goes to `discarded`.
pub(super) fn pieces(
    stream: Stream<Token>,
    mut places: Vec<AnalysedToken>,
    vocabulary: &PageVocabulary,
    Outcome { decisions, joins, noise, old, closes_marks }: &Outcome,
    least: f32,
    discarded: &mut Vec<Discarded>,
) -> Stream<Piece> {
    let mut tokens = vec![0; stream.fragments.len()];
    for place in &places {
        tokens[place.fragment] += 1;
    }
    let mut fragments: Vec<Fragment<Piece>> = stream
        .fragments
        .into_iter()
        .zip(tokens)
        .map(|(f, tokens)| Fragment {
            line: f.line,
            items: Vec::with_capacity(tokens),
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
        let closes = *closes_marks && !place.first && is_stop(&place.token.text) && ends_in_word(out);
        let glued = std::mem::take(&mut glue_next) || closes;
        if let Some(taken) = decision.join {
            let reading = &joins[at][taken];
            let belief = belief(decision, None, Some(taken), *old);
            let next = &places[at + 1];
            match reading.kind {
                // A hyphen of its own: nothing changes but that no blank stands there.
                None => {
                    out.push(plain(&mut places[at].token, glued, belief));
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
                    let rule = if reading.offered {
                        "engine"
                    } else if entry.known {
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
        out.push(plain(&mut places[at].token, glued, belief));
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

/// Whether the last piece of a line ends with a letter or a digit.
fn ends_in_word(line: &[Piece]) -> bool {
    line.last().is_some_and(|piece| piece.text.ends_with(char::is_alphanumeric))
}

fn plain(token: &mut Token, glued: bool, confidence: f32) -> Piece {
    let text = std::mem::take(&mut token.text);
    Piece { text, span: token.span, glued, confidence, change: None }
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
    let others = decision
        .readings
        .iter()
        .enumerate()
        .filter(|&(i, _)| reading != Some(i))
        .chain(decision.joins.iter().enumerate().filter(|&(j, _)| join != Some(j)))
        .map(|(_, &worth)| worth);
    if old {
        // There the worths are learnt to be logarithms of odds.
        let sure = 1.0 / (1.0 + others.map(|other| (other - mine).exp()).sum::<f32>());
        return (sure * 1000.0).round().min(999.0) / 1000.0;
    }
    calibrated(mine - others.fold(f32::NEG_INFINITY, f32::max))
}

/// The share of changes with such a margin that are right.
fn calibrated(margin: f32) -> f32 {
    if margin.is_nan() {
        return 0.5;
    }
    // Fitted on half of the pages with known truth.
    let (slope, offset) = (0.5, 0.3);
    let sure = 1.0 / (1.0 + (-(slope * margin + offset)).exp());
    (sure * 1000.0).round().min(999.0) / 1000.0
}

/// The next best choices.
fn alternatives(
    decision: &Decision,
    readings: &[Candidate],
    joins: &[Candidate],
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
    let worths = || decision.readings.iter().chain(&decision.joins).copied();
    let best = worths().fold(f32::NEG_INFINITY, f32::max);
    let all_odds: f32 = worths().map(|worth| (worth - best).exp()).sum();
    all.into_iter()
        .map(|(worth, text)| {
            let sure = if old { (worth - best).exp() / all_odds } else { 1.0 - calibrated(best - worth) };
            Alternative { text: text.to_owned(), confidence: (sure * 1000.0).round() / 1000.0 }
        })
        .collect()
}
