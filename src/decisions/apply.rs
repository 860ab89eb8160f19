//! Decisions carried out on a document.

use std::collections::BTreeMap;

use super::field::{FieldPlace, UndoneField, set_text};
use super::{Decision, Verdict, holding};
use crate::model::Kind;
use crate::write::{Correction, Stretch, Wire, change_kind, count_words};

/// What became of the decisions on a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Applied {
    /// How many hold in the document now, those that held before among them.
    pub holding: usize,
    /// Those that do not fit it.
    pub misfits: Vec<Misfit>,
}

/// A decision that could not be carried out.
#[derive(Debug, Clone, PartialEq)]
pub struct Misfit {
    /// The decision.
    pub decision: Decision,
    /// Why it does not fit, in words.
    pub reason: &'static str,
}

/// The rule that stands on a correction which a person made or chose.
const PERSON: &str = "person";

/// Carries out what was decided on this document; decisions on others are passed over.
///
/// A rejected change is undone; a chosen alternative and an edit stand as
/// corrections of the rule `person` and confidence 1; an accepted change keeps
/// its rule and has confidence 1. The document still reverts to its source, to
/// the character, and carrying out the same decisions again changes nothing.
pub fn apply(wire: &mut Wire<'_>, decisions: &[Decision]) -> Applied {
    let mut applied = Applied::default();
    let ours = |decision: &&Decision| decision.document == wire.source.sha256;
    let decisions: Vec<Decision> = holding(decisions).into_iter().filter(ours).cloned().collect();
    if decisions.is_empty() {
        // Most documents: nothing is taken apart for nothing.
        return applied;
    }
    let Some(mut fields) = UndoneField::all(wire) else {
        let reason = "the text of the document does not fit its corrections; was it edited by hand?";
        applied.misfits.extend(decisions.into_iter().map(|decision| Misfit { decision, reason }));
        return applied;
    };
    let (last, over) = apart(decisions);
    let reason = "a later decision lies across its place";
    applied.misfits.extend(over.into_iter().map(|decision| Misfit { decision, reason }));
    for decision in last {
        match carry_out(&mut fields, &decision) {
            Ok(()) => applied.holding += 1,
            Err(reason) => applied.misfits.push(Misfit { decision, reason }),
        }
    }
    put_back(wire, fields);
    applied
}

/// Those that hold, and those that a later one lies across: of decisions that overlap the last holds, in
/// whatever order they would fit. Two people who say the same of one place do not overlap.
fn apart(decisions: Vec<Decision>) -> (Vec<Decision>, Vec<Decision>) {
    let mut order: Vec<usize> = (0..decisions.len()).collect();
    order.sort_by_key(|&at| (&decisions[at].when, at));
    let mut taken: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    let mut holds = vec![false; decisions.len()];
    for at in order.into_iter().rev() {
        let Stretch(start, end) = decisions[at].source;
        let same = |other: usize| {
            let (a, b) = (&decisions[at], &decisions[other]);
            (a.verdict, &a.text) == (b.verdict, &b.text)
        };
        holds[at] = match taken.get(&(start, end)) {
            Some(&other) => same(other),
            None => taken.range(..(end, 0)).next_back().is_none_or(|(&(_, other), _)| other <= start),
        };
        if holds[at] {
            taken.insert((start, end), at);
        }
    }
    let mut holds = holds.into_iter();
    decisions.into_iter().partition(|_| holds.next().unwrap_or(false))
}

fn carry_out(fields: &mut [UndoneField], decision: &Decision) -> Result<(), &'static str> {
    if decision.text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err("its text holds control characters");
    }
    let (field, range) = find(fields, decision)?;
    let before = field.before(range.clone());
    if let Some(judged) = &decision.change
        && judged.before != before
    {
        return Err("the source reads otherwise there");
    }
    let text = if decision.verdict == Verdict::Reject { before.as_str() } else { &decision.text };
    if field.after(&range) == text {
        if decision.verdict == Verdict::Accept {
            field.settle(&range);
            return Ok(());
        }
        let person = field.changes(&range).all(|change| change.rule == PERSON);
        if person || decision.verdict == Verdict::Reject {
            return Ok(());
        }
    } else if decision.verdict == Verdict::Accept {
        return Err("the document reads otherwise there than what was accepted");
    }
    let change = (text != before).then(|| Correction {
        path: field.path.clone(),
        start: 0,
        end: 0,
        after: text.to_owned(),
        source: decision.source,
        kind: kind(&before, text).name().into(),
        rule: PERSON.into(),
        confidence: 1.0,
        alternatives: Vec::new(),
        before: before.clone(),
    });
    field.set(&range, change);
    Ok(())
}

/// The field in which a decision holds, and where.
fn find<'f>(
    fields: &'f mut [UndoneField],
    decision: &Decision,
) -> Result<(&'f mut UndoneField, std::ops::Range<usize>), &'static str> {
    let mut found = None;
    for (at, field) in fields.iter().enumerate() {
        match field.find(decision.source) {
            FieldPlace::Nowhere => {}
            FieldPlace::Across => return Err("another change lies across its place"),
            // The halves of a decision may have come into two fields.
            FieldPlace::Whole(_) if found.is_some() => return Err("its place is in two fields now"),
            FieldPlace::Whole(range) => found = Some((at, range)),
        }
    }
    let (at, range) = found.ok_or("its place is in no field of text")?;
    Ok((&mut fields[at], range))
}

/// What sort of change a person made: an empty text is the removal of noise.
fn kind(before: &str, after: &str) -> Kind {
    if after.is_empty() { Kind::Noise } else { change_kind(before, after) }
}

/// Writes the fields back into their document.
pub(super) fn put_back(wire: &mut Wire<'_>, fields: Vec<UndoneField>) {
    let mut corrections = Vec::with_capacity(wire.corrections.len());
    let mut words = 0;
    for field in fields {
        let path = field.path.clone();
        let (text, changes) = field.write();
        words += count_words(&text);
        set_text(wire, &path, text);
        corrections.extend(changes);
    }
    wire.statistics.words = words;
    // Every kind stays named.
    wire.statistics.corrections.values_mut().for_each(|many| *many = 0);
    for correction in &corrections {
        *wire.statistics.corrections.entry(correction.kind.clone()).or_insert(0) += 1;
    }
    wire.corrections = corrections;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::decision;
    use super::*;
    use crate::model::{Change, Document, Outline, Piece, Source, Span, Text};
    use crate::write::{assemble, revert};

    /// A title of these words: what the source has, and what became of it.
    fn title(words: &[(&str, &str)]) -> (Document, String) {
        let (mut source, mut pieces) = (String::new(), Vec::new());
        for (read, made) in words {
            let start = source.chars().count() as u32 + u32::from(!source.is_empty());
            source = if source.is_empty() { (*read).to_owned() } else { format!("{source}\n{read}") };
            let change = (read != made).then(|| Change {
                kind: Kind::Character,
                rule: "lexicon".to_owned(),
                alternatives: Vec::new(),
            });
            let span = Span::new(start, start + read.chars().count() as u32);
            pieces.push(Piece {
                text: (*made).into(),
                span,
                glued: false,
                confidence: 0.9,
                change: change.map(Box::new),
            });
        }
        let outline = Outline { title: Some(Text { pieces, breaks: Vec::new() }), ..Outline::default() };
        let characters = source.chars().collect();
        let source = Source {
            name: "-".to_owned(),
            format: "text".to_owned(),
            encoding: "utf-8".to_owned(),
            sha256: "00".to_owned(),
            characters,
            geometry: None,
        };
        let text = source.characters.iter().collect();
        let document = Document {
            source,
            language: "nl".to_owned(),
            pack: "nl".to_owned(),
            options: String::new(),
            outline,
            discarded: Vec::new(),
            notices: Vec::new(),
        };
        (document, text)
    }

    fn after(words: &[(&str, &str)], decisions: &[Decision]) -> (String, Applied, Vec<(String, f32)>) {
        let (document, source) = title(words);
        let mut wire = assemble(&document);
        let applied = apply(&mut wire, decisions);
        assert_eq!(revert(&serde_json::to_string(&wire).unwrap()).unwrap(), source);
        let rules = wire.corrections.iter().map(|c| (c.rule.to_string(), c.confidence)).collect();
        (wire.title.unwrap(), applied, rules)
    }

    const WORDS: [(&str, &str); 3] = [("voor", "voor"), ("dejaren", "de jaren"), ("2O22", "2022")];

    #[test]
    fn a_rejected_change_is_undone() {
        let (text, applied, rules) = after(&WORDS, &[decision((5, 12), Verdict::Reject, "dejaren")]);
        assert_eq!(text, "voor dejaren 2022");
        assert_eq!((applied.holding, rules.len()), (1, 1));
    }

    #[test]
    fn an_edit_stands_where_the_program_changed_nothing() {
        let (text, applied, rules) = after(&WORDS, &[decision((0, 4), Verdict::Edit, "vóór")]);
        assert_eq!(text, "vóór de jaren 2022");
        assert_eq!(applied.misfits, []);
        assert_eq!(rules[0], ("person".to_owned(), 1.0));
    }

    #[test]
    fn an_edit_may_take_several_words_and_changes_together() {
        let (text, ..) = after(&WORDS, &[decision((5, 17), Verdict::Edit, "dat jaar")]);
        assert_eq!(text, "voor dat jaar");
    }

    #[test]
    fn an_accepted_change_keeps_its_rule_and_is_sure() {
        let (text, _, rules) = after(&WORDS, &[decision((5, 12), Verdict::Accept, "de jaren")]);
        assert_eq!(text, "voor de jaren 2022");
        assert_eq!(rules[0], ("lexicon".to_owned(), 1.0));
    }

    #[test]
    fn what_no_longer_fits_is_told_and_changes_nothing() {
        let inside_a_change = decision((7, 12), Verdict::Edit, "x");
        let beyond = decision((40, 44), Verdict::Edit, "x");
        let otherwise = decision((5, 12), Verdict::Accept, "den jaren");
        let (text, applied, _) = after(&WORDS, &[inside_a_change, beyond, otherwise]);
        assert_eq!(text, "voor de jaren 2022");
        assert_eq!((applied.holding, applied.misfits.len()), (0, 3));
    }

    #[test]
    fn decisions_on_other_documents_are_passed_over() {
        let mut other = decision((5, 12), Verdict::Reject, "dejaren");
        other.document = "11".to_owned();
        let (text, applied, _) = after(&WORDS, &[other]);
        assert_eq!(text, "voor de jaren 2022");
        assert_eq!(applied, Applied::default());
    }

    #[test]
    fn of_decisions_that_overlap_the_last_holds() {
        let decisions =
            [decision((0, 12), Verdict::Edit, "x"), decision((5, 12), Verdict::Reject, "dejaren")];
        let (text, applied, _) = after(&WORDS, &decisions);
        assert_eq!(text, "voor dejaren 2022");
        assert_eq!((applied.holding, applied.misfits.len()), (1, 1));
    }

    proptest! {
        /// Any decisions give a document whose revert is the source; carried out twice is carried out once.
        #[test]
        fn any_decisions_can_be_undone(
            words in prop::collection::vec(("[a-cé]{1,4}", "[a-cé ]{0,5}", any::<bool>()), 1..8),
            decisions in prop::collection::vec((0u32..30, 0u32..8, 0u8..4, "[x-z \u{301}]{0,4}"), 0..8),
        ) {
            let words: Vec<(&str, &str)> = words
                .iter()
                .map(|(read, made, changed)| (read.as_str(), if *changed { made.trim() } else { read.as_str() }))
                .collect();
            let decisions: Vec<Decision> = decisions
                .into_iter()
                .map(|(start, length, verdict, text)| {
                    let verdict = [Verdict::Accept, Verdict::Reject, Verdict::Alternative, Verdict::Edit]
                        [usize::from(verdict)];
                    decision((start, start + length), verdict, &text)
                })
                .collect();
            let (document, source) = title(&words);
            let mut wire = assemble(&document);
            apply(&mut wire, &decisions);
            let once = serde_json::to_string(&wire).unwrap();
            prop_assert_eq!(revert(&once).expect(&once), source);
            let mut again: Wire<'static> = serde_json::from_str(&once).unwrap();
            apply(&mut again, &decisions);
            prop_assert_eq!(serde_json::to_string(&again).unwrap(), once);
        }
    }
}
