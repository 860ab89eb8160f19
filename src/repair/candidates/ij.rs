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
        if context.page.ij <= 0.0 || !core.contains('y') {
            return;
        }
        let mut text = String::with_capacity(core.len() + 2);
        for c in core.chars() {
            // Of `uy` and `ey` it is the second letter.
            let second = text.ends_with(['a', 'e', 'o', 'u', 'A', 'E', 'O', 'U']);
            if c == 'y' && !second { text.push_str("ij") } else { text.push(c) }
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
