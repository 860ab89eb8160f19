//! The decisions of several people on one batch, put together.

use super::{Decision, holding};

/// Decisions of several hands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Merged {
    /// What nobody contradicts, one decision a place, by document and place.
    pub decisions: Vec<Decision>,
    /// Where people disagree.
    pub conflicts: Vec<Conflict>,
}

/// Decisions that cannot all hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Two or more, on one place or on places that overlap.
    pub decisions: Vec<Decision>,
}

/// Merges decisions. Of several on one place by one person the latest holds; those of
/// different people must come to the same text there, or they are a conflict
/// and none of them is among the merged.
pub fn merge(decisions: &[Decision]) -> Merged {
    let mut merged = Merged::default();
    let mut group: Vec<&Decision> = Vec::new();
    // The places are in order, so what overlaps stands together.
    for decision in holding(decisions) {
        let overlaps = group.iter().any(|other| {
            other.document == decision.document
                && (other.source == decision.source
                    || other.source.0 < decision.source.1 && decision.source.0 < other.source.1)
        });
        if !overlaps {
            merged.close(&mut group);
        }
        group.push(decision);
    }
    merged.close(&mut group);
    merged
}

impl Merged {
    fn close(&mut self, group: &mut Vec<&Decision>) {
        let Some(&first) = group.first() else { return };
        let agree = group.iter().all(|other| (other.source, &other.text) == (first.source, &first.text));
        if agree {
            // Who looked last stands for all.
            let last = group.iter().copied().max_by(|a, b| a.when.cmp(&b.when)).unwrap_or(first);
            self.decisions.push(last.clone());
        } else {
            self.conflicts.push(Conflict { decisions: group.iter().copied().cloned().collect() });
        }
        group.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::super::tests::decision;
    use super::*;

    fn by(who: &str, source: (u32, u32), verdict: Verdict, text: &str) -> Decision {
        Decision { who: Some(who.to_owned()), ..decision(source, verdict, text) }
    }

    #[test]
    fn what_two_people_agree_on_stands_once() {
        let both = [by("an", (0, 4), Verdict::Reject, "a"), by("bo", (0, 4), Verdict::Edit, "a")];
        let merged = merge(&both);
        assert_eq!((merged.decisions.len(), merged.conflicts.len()), (1, 0));
    }

    #[test]
    fn what_they_disagree_on_is_told_and_left_out() {
        let both = [
            by("an", (0, 4), Verdict::Reject, "a"),
            by("bo", (2, 6), Verdict::Edit, "b"),
            by("bo", (8, 9), Verdict::Edit, "c"),
        ];
        let merged = merge(&both);
        assert_eq!(merged.decisions, [both[2].clone()]);
        assert_eq!(merged.conflicts[0].decisions.len(), 2);
    }
}
