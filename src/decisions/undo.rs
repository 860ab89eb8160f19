//! Changes of a document undone by kind, rule or confidence.

use super::apply::put_back;
use super::field::Field;
use crate::write::Wire;

/// Which changes to undo: those for which all that is said holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Condition {
    /// Only of this kind: `split`, `character`, ….
    pub kind: Option<String>,
    /// Only by this rule: `lexicon`, a dictionary's file, or its file and line.
    pub rule: Option<String>,
    /// Only those less sure than this, from 0 to 1.
    pub below: Option<f32>,
}

/// Undoes changes of a document and says how many; `None` where its text does
/// not fit its corrections. What is left still reverts to the source.
pub fn undo(wire: &mut Wire<'_>, condition: &Condition) -> Option<usize> {
    let mut fields = Field::all(wire)?;
    let mut undone = 0;
    for field in &mut fields {
        undone += field.undo(|change| {
            let of_rule = |rule: &String| {
                change
                    .rule
                    .strip_prefix(rule.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
            };
            condition.kind.as_ref().is_none_or(|kind| change.kind == kind.as_str())
                && condition.rule.as_ref().is_none_or(of_rule)
                && condition.below.is_none_or(|bound| change.confidence < bound)
        });
    }
    put_back(wire, fields);
    Some(undone)
}
