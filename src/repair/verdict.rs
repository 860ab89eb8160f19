//! What becomes of each token: the one record that the output, the discards and
//! `explain` are made from.

use crate::model::{Alternative, Kind};

use super::analysis::AnalysedToken;
use super::candidate::Candidate;
use super::decode::{DecodedStream, SlotDecision};
use super::vocabulary::PageVocabulary;
use crate::language::Trust;

/// What becomes of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It stays as it was read.
    Kept,
    /// It is set aside as no text.
    Noise,
    /// It is read as one of its candidates.
    Candidate(usize),
    /// It and the next are read as one of the ways to join them.
    Join(usize),
    /// It is the second half of a join that says all of both.
    Joined,
    /// Two commas that are the mark which opens a quotation, right before the next.
    LowQuote,
    /// A bar by itself is a word.
    LoneBar,
}

/// The mark that opens a quotation below the line, and what is read for it.
pub(super) const LOW_QUOTE: &str = "„";
const TWO_COMMAS: [&str; 2] = [",,", "‚‚"];
/// How sure it is that two commas which stand alone before a word are that mark. Set by hand.
const LOW_QUOTE_SURE: f32 = 0.95;

/// A verdict, and how sure we are of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct TokenVerdict {
    pub(super) verdict: Outcome,
    pub(super) confidence: f32,
}

/// How sure we are of a known word that nothing else was thought of for, and of another.
const SURE_KNOWN: f32 = 1.0;
const SURE_UNKNOWN: f32 = 0.8;
/// The least confidence of what stays as it is.
const LEAST_KEPT: f32 = 0.5;

/// Says what becomes of the tokens of a stream. `noise` has how sure each is to be no text, if it may be;
/// changes that are less sure than `least` are not made. Two commas may open a quotation where the print has
/// `low_quotes`.
pub(super) fn verdicts(
    stream: &DecodedStream,
    noise: &[Option<f32>],
    vocabulary: &PageVocabulary,
    (trust, low_quotes): (Option<Trust>, bool),
    least: f32,
) -> Vec<TokenVerdict> {
    let mut judged = Vec::with_capacity(stream.tokens.len());
    while judged.len() < stream.tokens.len() {
        let at = judged.len();
        let decision = &stream.decisions[at];
        let known = vocabulary.entries[stream.tokens[at].entry].known;
        let kept = || {
            let confidence = match decision.readings.len() {
                0 | 1 if known => SURE_KNOWN,
                0 | 1 => SURE_UNKNOWN,
                // Of what stays the log odds are said as they are: no pack says how far to trust them.
                _ => belief(decision, Some(0), None, trust.map(|_| Trust::WHOLE)).max(LEAST_KEPT),
            };
            TokenVerdict { verdict: Outcome::Kept, confidence }
        };
        if let Some(bar) = &stream.tokens[at].bar {
            let confidence = bar.confidence;
            let verdict = if confidence >= least { Outcome::LoneBar } else { Outcome::Kept };
            judged.push(TokenVerdict { verdict, confidence });
            continue;
        }
        if let Some(confidence) = noise[at] {
            // What is too little sure to be noise is not taken for a word either.
            let verdict = if confidence >= least { Outcome::Noise } else { Outcome::Kept };
            judged.push(TokenVerdict { verdict, confidence });
            continue;
        }
        if low_quotes && LOW_QUOTE_SURE >= least && opens_quotation(stream, at) {
            judged.push(TokenVerdict { verdict: Outcome::LowQuote, confidence: LOW_QUOTE_SURE });
            continue;
        }
        if let Some(taken) = decision.join {
            let confidence = belief(decision, None, Some(taken), trust);
            let kind = stream.joins[at][taken].kind;
            if kind.is_none() || confidence >= least {
                judged.push(TokenVerdict { verdict: Outcome::Join(taken), confidence });
                if says_all(kind) {
                    judged.push(TokenVerdict { verdict: Outcome::Joined, confidence });
                }
                continue;
            }
        }
        if decision.taken > 0 && !decision.joined {
            let confidence = belief(decision, Some(decision.taken), None, trust);
            if confidence >= least {
                judged.push(TokenVerdict { verdict: Outcome::Candidate(decision.taken), confidence });
                continue;
            }
        }
        judged.push(kept());
    }
    judged
}

/// Whether a token is two commas by themselves right before a word.
fn opens_quotation(stream: &DecodedStream, at: usize) -> bool {
    let is_word = |next: &AnalysedToken| !next.opens && next.core.start == 0;
    TWO_COMMAS.contains(&&*stream.tokens[at].token.text) && stream.tokens.get(at + 1).is_some_and(is_word)
}

/// Whether a join of this kind is one piece; of others each half is a piece of its own.
fn says_all(kind: Option<Kind>) -> bool {
    !matches!(kind, None | Some(Kind::Dehyphenate | Kind::Punctuation))
}

/// How sure we are of a choice, by its margin. On old print it is said by log odds, which `trust` says how to take.
fn belief(decision: &SlotDecision, reading: Option<usize>, join: Option<usize>, trust: Option<Trust>) -> f32 {
    let Some((mine, others)) = worths(decision, reading, join) else { return 1.0 };
    match trust {
        Some(trust) => rounded(trust.sure(-others.map(|other| (other - mine).exp()).sum::<f32>().ln())),
        None => calibrated(mine - others.fold(f32::NEG_INFINITY, f32::max)),
    }
}

/// The worth of a choice, and those of the others.
fn worths(
    decision: &SlotDecision,
    reading: Option<usize>,
    join: Option<usize>,
) -> Option<(f32, impl Iterator<Item = f32>)> {
    let mine = match (reading, join) {
        (Some(i), _) => decision.readings.get(i).copied(),
        (None, Some(j)) => decision.joins.get(j).copied(),
        (None, None) => None,
    };
    let others = decision.readings.iter().enumerate().filter(move |&(i, _)| reading != Some(i));
    let joins = decision.joins.iter().enumerate().filter(move |&(j, _)| join != Some(j));
    mine.map(|mine| (mine, others.chain(joins).map(|(_, &worth)| worth)))
}

/// In thousandths, and never certain.
fn rounded(sure: f32) -> f32 {
    (sure * 1000.0).round().min(999.0) / 1000.0
}

/// The share of changes with such a margin that are right.
fn calibrated(margin: f32) -> f32 {
    if margin.is_nan() {
        return 0.5;
    }
    // Fitted on 290 changes of 25 printed pages, judged by whether the words stand on the page (docs/model.md).
    let (slope, offset) = (0.5, 0.75);
    rounded(1.0 / (1.0 + (-(slope * margin + offset)).exp()))
}

/// The next best choices.
pub(super) fn alternatives(
    decision: &SlotDecision,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::{Context, Options};
    use crate::language::Language;
    use crate::model::{Period, Source};
    use crate::repair::{RepairInput, page_of, repair};

    #[test]
    fn two_commas_that_stand_alone_open_a_quotation_in_old_print() {
        let text = "Hij zeide zoo luide dat men het hooren konde: ,, Mijnheer de voorzitter, ik heb gezegd.";
        let dutch = Language::builtin("nl").unwrap();
        let source = Source { characters: text.chars().collect(), ..Source::default() };
        // Today's text has its commas as they were typed.
        for (period, min_confidence, taken) in
            [(Period::Historical, 0.9, true), (Period::Historical, 0.99, false), (Period::Modern, 0.0, false)]
        {
            let options = Options { min_confidence, period, ..Options::default() };
            let context = Context::usual(&dutch, &source).with(&options);
            let done = repair(RepairInput::from(vec![page_of(text)]).explained(), &context);
            let tokens = done.explanations.iter().flat_map(|page| &page.tokens);
            let told = tokens.flat_map(|token| &token.candidates);
            let told = told.filter(|candidate| candidate.taken && candidate.text == LOW_QUOTE);
            assert_eq!(told.count(), usize::from(taken), "{period:?} {min_confidence}");
            let pieces = done.streams.iter().flat_map(|s| &s.fragments).flat_map(|f| &f.items);
            let texts: Vec<&str> = pieces.map(|piece| piece.text.as_str()).collect();
            assert_eq!(texts.contains(&LOW_QUOTE), taken, "{texts:?}");
        }
    }

    #[test]
    fn a_wider_margin_is_surer_and_none_is_certain() {
        let margins = [-4.0, -1.0, 0.0, 1.0, 4.0, 40.0].map(calibrated);
        assert!(margins.is_sorted() && margins[0] < 0.25 && margins[5] < 1.0, "{margins:?}");
        assert!((calibrated(f32::NAN) - 0.5).abs() < f32::EPSILON);
    }

    #[test]
    fn only_a_join_that_becomes_one_piece_says_all_of_both() {
        assert!(says_all(Some(Kind::Join)));
        for kind in [None, Some(Kind::Dehyphenate), Some(Kind::Punctuation)] {
            assert!(!says_all(kind), "{kind:?}");
        }
    }
}
