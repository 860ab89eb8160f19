//! Why a text is repaired as it is: every token's readings with their costs.

use crate::language::Language;
use crate::model::{Fragment, Span, Stream, Token};

use super::Options;
use super::decode;
use super::rerank;
use super::vocabulary::PageVocabulary;

/// What repair thought of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The share of old print on the page, from 0 to 1.
    pub historical: f32,
    /// The share of blanks between words that the scanner lost.
    pub lost_blanks: f32,
    /// Its tokens, in order.
    pub tokens: Vec<Explained>,
}

/// What repair thought of one token.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// The token as read.
    pub token: String,
    /// Whether it is a word as it stands.
    pub known: bool,
    /// What it may be read as, the text as it stands first; empty when nothing was in doubt.
    pub candidates: Vec<ExplainedCandidate>,
}

/// One reading. Costs are natural logarithms: nearer to 0 is likelier.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedCandidate {
    /// The text it gives.
    pub text: String,
    /// What the scanner must have done to make the token of it, with the caution it calls for.
    pub channel: f32,
    /// How likely its words are by themselves.
    pub words: f32,
    /// The worth of the best reading of the whole text with it, relative to the best of all.
    pub total: f32,
    /// Whether it was taken.
    pub taken: bool,
    /// Whether it joins the token with the next.
    pub join: bool,
    /// Which sort of change it is, as a place in the tables of weights.
    pub route: usize,
    /// What is known of it beside the text as it stands, in the order of [`EVIDENCE`](super::EVIDENCE).
    pub evidence: Vec<f32>,
    /// What that comes to; the rest of `total` is the neighbours'.
    pub worth: f32,
}

/// Explains the repair of a text, taken as one page of one column.
pub fn explain(text: &str, language: &Language, options: &Options) -> Explanation {
    let mut source = 0;
    let fragments = text
        .lines()
        .enumerate()
        .map(|(line, words)| Fragment {
            line,
            items: words
                .split_whitespace()
                .map(|word| {
                    let length = word.chars().count() as u32;
                    source += length + 1;
                    Token {
                        text: word.to_owned(),
                        span: Span::new(source - length - 1, source - 1),
                        space_before: 1,
                    }
                })
                .collect(),
            opens_block: line == 0,
            gap_before: 0,
        })
        .collect();
    let mut stream = Stream { page: 0, zone: 0, column: 0, columns: 1, width: 0.0, fragments };
    let mut vocabulary = PageVocabulary::new();
    let places = decode::places(&mut stream, None, language, &mut vocabulary, &mut Vec::new());
    let page = vocabulary.adapt(language, options.period);
    let (decisions, joins) = decode::decide(&places, language, &vocabulary, &page);
    let mut tokens = Vec::with_capacity(places.len());
    for ((place, decision), joins) in places.iter().zip(&decisions).zip(&joins) {
        let entry = &vocabulary.entries[place.entry];
        let best = decision.readings.iter().chain(&decision.joins).copied().fold(f32::NEG_INFINITY, f32::max);
        let candidate = |join: bool, i: usize, reading: &super::candidate::Candidate| ExplainedCandidate {
            text: reading.text.clone(),
            channel: page.channel(reading),
            words: reading.units.iter().map(|u| page.price(u)).sum(),
            total: if join { &decision.joins[..] } else { &decision.readings[..] }
                .get(i)
                .map_or(f32::NEG_INFINITY, |w| w - best),
            taken: !options.keep
                && if join {
                    decision.join == Some(i)
                } else {
                    decision.join.is_none() && decision.taken == i
                },
            join,
            route: rerank::edit_class(reading, entry.known) as usize,
            evidence: match entry.readings.first() {
                Some(keep) if !join => rerank::features(reading, keep, language, &page).to_vec(),
                _ => Vec::new(),
            },
            worth: reading.worth,
        };
        let mut candidates: Vec<ExplainedCandidate> =
            entry.readings.iter().enumerate().map(|(i, r)| candidate(false, i, r)).collect();
        candidates.extend(joins.iter().enumerate().map(|(i, r)| candidate(true, i, r)));
        tokens.push(Explained { token: place.token.text.clone(), known: entry.known, candidates });
    }
    Explanation { historical: page.old, lost_blanks: page.ln_lost_blank.exp(), tokens }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_was_considered_and_what_was_taken() {
        let dutch = Language::builtin("nl").unwrap();
        let why = explain("Wij houden envoor alles rekening", &dutch, &Options::default());
        let token = &why.tokens[2];
        assert!(!token.known);
        assert!(token.candidates.iter().any(|c| c.text == "en voor" && c.taken), "{token:?}");
    }
}
