//! Why a text is repaired as it is: every token's readings with their costs.

use crate::language::Language;
use crate::model::{Explained, ExplainedCandidate, Explanation};

use super::candidate::Candidate;
use super::decode::{edit_class, evidence};
use super::record::PageRecord;
use super::verdict::{LOW_QUOTE, Outcome};

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
            let seen = evidence(&entry.readings, (entry.known, entry.count), language, statistics);
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
                evidence: match place {
                    Outcome::Candidate(i) => seen[i].to_vec(),
                    _ => Vec::new(),
                },
                worth: reading.worth,
            };
            let own = entry.readings.iter().enumerate().map(|(i, r)| candidate(Outcome::Candidate(i), r));
            let joins = stream.joins[at].iter().enumerate().map(|(i, r)| candidate(Outcome::Join(i), r));
            let mark = match (judged.verdict, &token.bar) {
                (Outcome::LowQuote, _) => certain(&token.token.text, LOW_QUOTE, !keep),
                (Outcome::LoneBar, Some(bar)) => certain(&token.token.text, &bar.meant, !keep),
                _ => Vec::new(),
            };
            tokens.push(Explained {
                token: token.token.text.to_string(),
                span: token.token.span,
                noise: !keep && judged.verdict == Outcome::Noise,
                confidence: judged.confidence,
                known: entry.known,
                candidates: own.chain(joins).chain(mark).collect(),
            });
        }
    }
    Explanation { historical: statistics.old, lost_blanks: statistics.ln_lost_blank.exp(), tokens }
}

/// Marks as they stand and as what they are, between which no costs decide.
fn certain(read: &str, meant: &str, taken: bool) -> Vec<ExplainedCandidate> {
    let reading = |text: &str, total, taken| ExplainedCandidate {
        text: text.to_owned(),
        channel: 0.0,
        words: 0.0,
        total,
        taken,
        join: false,
        route: 0,
        evidence: Vec::new(),
        worth: 0.0,
    };
    vec![reading(read, f32::NEG_INFINITY, false), reading(meant, 0.0, taken)]
}

/// Whether a token that is kept is so as its first candidate, which is the text as it stands.
fn is_kept(verdict: Outcome, place: Outcome) -> bool {
    verdict == Outcome::Kept && place == Outcome::Candidate(0)
}

#[cfg(test)]
mod tests {
    use crate::context::Context;
    use crate::language::Language;
    use crate::model::Source;
    use crate::repair::{RepairInput, page_of, repair};

    #[test]
    fn says_what_was_considered_and_what_was_taken() {
        let dutch = Language::builtin("nl").unwrap();
        let text = "Wij houden envoor alles rekening";
        let source = Source { characters: text.chars().collect(), ..Source::default() };
        let why =
            repair(RepairInput::from(vec![page_of(text)]).explained(), &Context::usual(&dutch, &source))
                .explanations;
        let token = &why[0].tokens[2];
        assert!(!token.known);
        assert!(token.candidates.iter().any(|c| c.text == "en voor" && c.taken), "{token:?}");
    }
}
