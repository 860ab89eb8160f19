//! Where the print of a page has ij, what was read as y is mostly that.

use crate::language::fold;
use crate::repair::candidate::{Candidate, kind_of};

use super::CandidateSource;
use super::context::{CandidateContext, Written};

/// The most that a page may say for ij where y was read.
const MOST_IJ: f32 = 4.0;

/// The same word with ij where y was read.
pub(super) struct IjForY;

impl CandidateSource for IjForY {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let core = word.core;
        let spelling = &context.language.profile().spelling;
        let Some([later, older]) = spelling.alternating.as_ref().filter(|_| context.page.ij > 0.0) else {
            return;
        };
        if !core.contains(older.as_str()) {
            return;
        }
        let mut text = String::with_capacity(core.len() + later.len());
        let mut rest = core;
        while let Some(c) = rest.chars().next() {
            // Of `uy` and `ey` it is the second letter.
            let second = text.ends_with(|c: char| spelling.not_after.contains(c.to_ascii_lowercase()));
            if let Some(after) = rest.strip_prefix(older.as_str()).filter(|_| !second) {
                text.push_str(later);
                rest = after;
            } else {
                text.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        let lower = fold(&text);
        if text == core || !context.language.word(&lower).is_some_and(|word| context.knows(word)) {
            return;
        }
        let mut reading = context.untouched(&text, &lower);
        reading.confused = 1;
        reading.kind = Some(kind_of(core, &text));
        reading.odds = Some(context.page.ij.min(MOST_IJ));
        found.retain(|other| other.text != text);
        found.push(reading);
    }
}
