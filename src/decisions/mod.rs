//! What a person decided about the changes of documents: read, applied to a
//! document, merged, and learnt from.
//!
//! A decision names its document by the SHA-256 of the source and its place by
//! the stretch of the source, so it outlives another version of the program or
//! of a pack: wherever that stretch ends up, the decision finds it. In comes the
//! [`Wire`](crate::write::Wire) data of a document, out comes the same with the
//! decisions carried out, still undoable to the character. Nothing here reads
//! files or asks a person.
//!
//! ```
//! use ontwar::{Cleaner, Language, Options, decisions, write};
//!
//! let cleaner = Cleaner::new(Language::builtin("nl")?, Options::default());
//! let document = cleaner.clean("-", b"Het is voor dejaren 2022-2026.")?;
//! let mut wire = write::assemble(&document);
//! let line = format!(
//!     r#"{{"document": "{}", "path": "/sections/0/paragraphs/0/text", "source": [12, 19],
//!         "verdict": "reject", "text": "dejaren"}}"#,
//!     document.source.sha256
//! );
//! let decided = decisions::read(&line.replace('\n', ""))?;
//! decisions::apply(&mut wire, &decided);
//! assert_eq!(write::text(&wire), "Het is voor dejaren 2022-2026.\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod apply;
mod field;
mod learn;
mod merge;
mod undo;

use serde::{Deserialize, Serialize};

use crate::write::Stretch;

pub use apply::{Applied, Misfit, apply};
pub use learn::{Proposals, Tally, propose, tally};
pub use merge::{Conflict, Merged, merge};
pub use undo::{Condition, undo};

/// What a person said of one place in one document; a line of `decisions.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// SHA-256 of the source of the document, in hexadecimal digits.
    pub document: String,
    /// The name of the document, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The field in which the place stood, as a JSON Pointer (RFC 6901); the
    /// place itself is `source`.
    pub path: String,
    /// The stretch of the source, in code points, end exclusive.
    pub source: Stretch,
    /// What was said.
    pub verdict: Verdict,
    /// What is to stand there: for `accept` what stood there, for `reject` what the source has.
    pub text: String,
    /// The change that was decided on, as it was then; absent where a person
    /// edited what the program had left alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Judged>,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// When, in ISO 8601 and UTC: the later of two decisions on one place by one person holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
}

/// The change that a person saw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// What the source has.
    pub before: String,
    /// What the program had made of it.
    pub after: String,
    /// What sort of change it was.
    pub kind: String,
    /// What had decided.
    pub rule: String,
    /// How sure the program had been, from 0 to 1.
    pub confidence: f32,
}

/// What a person said of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is right.
    Accept,
    /// It is wrong: the source is right.
    Reject,
    /// Another reading of the program is right.
    Alternative,
    /// Something else is right, which the person wrote.
    Edit,
}

/// A line that is no decision.
#[derive(Debug, thiserror::Error)]
#[error("line {line} is no decision: {reason}")]
pub struct DecisionError {
    /// The line, from 1.
    pub line: usize,
    reason: serde_json::Error,
}

/// Reads `decisions.jsonl`: a decision a line, empty lines passed over.
///
/// ```
/// let line = r#"{"document": "00", "path": "/title", "source": [0, 7], "verdict": "reject", "text": "dejaren"}"#;
/// let decisions = ontwar::decisions::read(line)?;
/// assert_eq!(decisions[0].verdict, ontwar::decisions::Verdict::Reject);
/// # Ok::<(), ontwar::decisions::DecisionError>(())
/// ```
pub fn read(lines: &str) -> Result<Vec<Decision>, DecisionError> {
    let mut decisions = Vec::new();
    for (at, line) in lines.lines().enumerate() {
        let line = line.trim_start_matches('\u{feff}');
        if !line.trim().is_empty() {
            let decision = serde_json::from_str(line);
            decisions.push(decision.map_err(|reason| DecisionError { line: at + 1, reason })?);
        }
    }
    Ok(decisions)
}

/// Decisions as `decisions.jsonl`.
pub fn write(decisions: &[Decision]) -> String {
    let mut out = String::new();
    for decision in decisions {
        // Every key of a decision is a string, so this cannot fail.
        out.push_str(&serde_json::to_string(decision).unwrap_or_default());
        out.push('\n');
    }
    out
}

/// The decisions that hold: of several on one place by one person the latest, in the order of the places.
fn holding(decisions: &[Decision]) -> Vec<&Decision> {
    let mut order: Vec<&Decision> = decisions.iter().collect();
    // Stable, so that of two without a time the later line holds.
    order.sort_by(|a, b| {
        let key = |d: &Decision| (d.document.clone(), d.source.0, d.source.1, d.who.clone(), d.when.clone());
        key(a).cmp(&key(b))
    });
    let mut held: Vec<&Decision> = Vec::with_capacity(order.len());
    for decision in order {
        let same = |last: &Decision| {
            (&last.document, last.source, &last.who) == (&decision.document, decision.source, &decision.who)
        };
        match held.last_mut() {
            Some(last) if same(last) => *last = decision,
            _ => held.push(decision),
        }
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn decision(source: (u32, u32), verdict: Verdict, text: &str) -> Decision {
        Decision {
            document: "00".to_owned(),
            name: None,
            path: "/title".to_owned(),
            source: Stretch(source.0, source.1),
            verdict,
            text: text.to_owned(),
            change: None,
            who: None,
            when: None,
        }
    }

    #[test]
    fn a_later_decision_of_the_same_person_holds() {
        let mut first = decision((0, 4), Verdict::Reject, "voor");
        first.when = Some("2026-01-01T00:00:00Z".to_owned());
        let mut second = decision((0, 4), Verdict::Accept, "voor");
        second.when = Some("2026-01-02T00:00:00Z".to_owned());
        for order in [[first.clone(), second.clone()], [second.clone(), first]] {
            assert_eq!(holding(&order), [&second]);
        }
    }

    #[test]
    fn what_is_written_can_be_read() {
        let decisions = [decision((3, 9), Verdict::Edit, "é\n")];
        assert_eq!(read(&write(&decisions)).unwrap(), decisions);
    }

    #[test]
    fn a_line_that_is_no_decision_is_told_by_its_number() {
        let error = read("\n{\"document\": 3}").unwrap_err();
        assert!(error.to_string().starts_with("line 2 is no decision"), "{error}");
    }
}
