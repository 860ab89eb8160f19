//! What decisions say about a dictionary and about the program's confidences.

use std::collections::BTreeMap;

use super::{Decision, Verdict, holding};

/// What a dictionary could take over, each with how often it was decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposals {
    /// Words that people put back: never to be touched.
    pub keeps: BTreeMap<String, usize>,
    /// Words that people wrote.
    pub words: BTreeMap<String, usize>,
    /// What was read and what people made of it.
    pub corrections: BTreeMap<(String, String), usize>,
}

/// How often changes of one sort were accepted and rejected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// As the program had it.
    pub accepted: usize,
    /// As the source had it, or otherwise.
    pub rejected: usize,
}

/// What the decisions propose for a dictionary.
///
/// A rejected change proposes to keep what was read; an edit or an alternative
/// proposes the correction from what was read to what was meant, and the words of it.
pub fn propose(decisions: &[Decision]) -> Proposals {
    let mut proposals = Proposals::default();
    for decision in holding(decisions) {
        let Some(change) = &decision.change else { continue };
        let (before, text) = (core(&change.before), core(&decision.text));
        match decision.verdict {
            Verdict::Accept => {}
            Verdict::Reject => {
                if is_word(before) {
                    *proposals.keeps.entry(before.to_owned()).or_insert(0) += 1;
                }
            }
            Verdict::Edit | Verdict::Alternative => {
                if !before.is_empty() && !text.is_empty() && before != text && !before.contains(' ') {
                    *proposals.corrections.entry((before.to_owned(), text.to_owned())).or_insert(0) += 1;
                }
                for word in text.split_whitespace().map(core).filter(|word| is_word(word)) {
                    *proposals.words.entry(word.to_owned()).or_insert(0) += 1;
                }
            }
        }
    }
    proposals
}

/// Accepted and rejected changes by kind, and by the tenth of confidence in which the program was.
pub fn tally(decisions: &[Decision]) -> (BTreeMap<String, Tally>, BTreeMap<u8, Tally>) {
    let (mut kinds, mut tenths) = (BTreeMap::<String, Tally>::new(), BTreeMap::<u8, Tally>::new());
    for decision in holding(decisions) {
        let Some(change) = &decision.change else { continue };
        // What a person edited into what the program had is right as well.
        let right = decision.text == change.after;
        let tenth = (change.confidence.clamp(0.0, 0.999) * 10.0) as u8;
        for tally in [kinds.entry(change.kind.clone()).or_default(), tenths.entry(tenth).or_default()] {
            *if right { &mut tally.accepted } else { &mut tally.rejected } += 1;
        }
    }
    (kinds, tenths)
}

/// A word without the marks around it.
fn core(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_word(text: &str) -> bool {
    !text.contains(char::is_whitespace) && text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::super::{Judged, tests::decision};
    use super::*;

    fn judged(verdict: Verdict, before: &str, after: &str, text: &str, at: u32) -> Decision {
        let change = Judged {
            before: before.to_owned(),
            after: after.to_owned(),
            kind: "character".to_owned(),
            rule: "lexicon".to_owned(),
            confidence: 0.85,
        };
        Decision { change: Some(change), ..decision((at, at + 4), verdict, text) }
    }

    #[test]
    fn what_was_put_back_is_kept_and_what_was_written_is_a_word() {
        let decisions = [
            judged(Verdict::Reject, "Vught,", "Vocht,", "Vught,", 0),
            judged(Verdict::Edit, "NCTY", "NOT", "NCTV", 10),
        ];
        let proposals = propose(&decisions);
        assert_eq!(proposals.keeps.get("Vught"), Some(&1));
        assert_eq!(proposals.words.get("NCTV"), Some(&1));
        assert_eq!(proposals.corrections.get(&("NCTY".to_owned(), "NCTV".to_owned())), Some(&1));
    }

    #[test]
    fn an_edit_into_what_the_program_had_counts_as_right() {
        let decisions = [
            judged(Verdict::Edit, "a", "b", "b", 0),
            judged(Verdict::Accept, "a", "b", "b", 10),
            judged(Verdict::Reject, "a", "b", "a", 20),
        ];
        let (kinds, tenths) = tally(&decisions);
        assert_eq!(kinds["character"], Tally { accepted: 2, rejected: 1 });
        assert_eq!(tenths[&8], Tally { accepted: 2, rejected: 1 });
    }
}
