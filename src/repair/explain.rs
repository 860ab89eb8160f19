//! Why a text is repaired as it is: every token's readings with their costs.

use crate::language::Language;
use crate::model::{Fragment, Span, Stream, Token};

use super::Options;
use super::candidate::Candidate;
use super::decode::{edit_class, features};
use super::record::PageRecord;
use super::verdict::Outcome;

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
    /// Where it stands in the source.
    pub span: Span,
    /// Whether it is set aside as no text.
    pub noise: bool,
    /// How sure repair is of what becomes of it.
    pub confidence: f32,
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
pub fn explain_text(text: &str, language: &Language, options: &Options) -> Explanation {
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
                        text: word.into(),
                        span: Span::new(source - length - 1, source - 1),
                        space_before: 1,
                    }
                })
                .collect(),
            opens_block: line == 0,
            gap_before: 0,
        })
        .collect();
    let stream = Stream { page: 0, zone: 0, column: 0, columns: 1, width: 0.0, fragments };
    let page = PageRecord::of(&mut [stream], None, language, options, &mut Vec::new());
    explained(&page, language, options.keep)
}

/// Reads an explanation off the record of a page; where all is kept, nothing was taken.
pub(super) fn explained(page: &PageRecord, language: &Language, keep: bool) -> Explanation {
    let statistics = &page.statistics;
    let mut tokens = Vec::new();
    for (stream, verdicts) in &page.streams {
        for (at, (token, judged)) in stream.tokens.iter().zip(verdicts).enumerate() {
            let entry = &page.vocabulary.entries[token.entry];
            let decision = &stream.decisions[at];
            let worths = || decision.readings.iter().chain(&decision.joins).copied();
            let best = worths().fold(f32::NEG_INFINITY, f32::max);
            let candidate = |place: Outcome, reading: &Candidate| ExplainedCandidate {
                text: reading.text.clone(),
                channel: statistics.channel(reading),
                words: reading.units.iter().map(|u| statistics.price(u)).sum(),
                total: match place {
                    Outcome::Join(i) => decision.joins.get(i),
                    Outcome::Candidate(i) => decision.readings.get(i),
                    _ => None,
                }
                .map_or(f32::NEG_INFINITY, |worth| worth - best),
                taken: !keep && (judged.verdict == place || is_kept(judged.verdict, place)),
                join: matches!(place, Outcome::Join(_)),
                route: edit_class(reading, entry.known) as usize,
                evidence: match (entry.readings.first(), place) {
                    (Some(keep), Outcome::Candidate(_)) => {
                        features(reading, keep, language, statistics).to_vec()
                    }
                    _ => Vec::new(),
                },
                worth: reading.worth,
            };
            let own = entry.readings.iter().enumerate().map(|(i, r)| candidate(Outcome::Candidate(i), r));
            let joins = stream.joins[at].iter().enumerate().map(|(i, r)| candidate(Outcome::Join(i), r));
            tokens.push(Explained {
                token: token.token.text.to_string(),
                span: token.token.span,
                noise: !keep && judged.verdict == Outcome::Noise,
                confidence: judged.confidence,
                known: entry.known,
                candidates: own.chain(joins).collect(),
            });
        }
    }
    Explanation { historical: statistics.old, lost_blanks: statistics.ln_lost_blank.exp(), tokens }
}

/// Whether a token that is kept is so as its first candidate, which is the text as it stands.
fn is_kept(verdict: Outcome, place: Outcome) -> bool {
    verdict == Outcome::Kept && place == Outcome::Candidate(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_was_considered_and_what_was_taken() {
        let dutch = Language::builtin("nl").unwrap();
        let why = explain_text("Wij houden envoor alles rekening", &dutch, &Options::default());
        let token = &why.tokens[2];
        assert!(!token.known);
        assert!(token.candidates.iter().any(|c| c.text == "en voor" && c.taken), "{token:?}");
    }
}
