//! Sentences that the search cut in two at the top of blocks.

use super::fit::Placed;
use super::sheet::{Case, Sheet};
use super::weights;

/// A fragment may be so much wider than its column, and so many letters more.
const WIDER: (f32, f32) = (1.12, 3.0);

/// A line that fills less of its column may be the last of its block, whatever its end.
const SHORT: f32 = 0.5;

/// Puts two fragments that stand side by side back together where both miss the
/// other: the left one breaks off and a block begins below it, the right one
/// begins in the middle of a sentence below a block that is whole. Each step of
/// the search sees one column at a time and cannot know this of two. They go
/// where the one that is no block by itself stands.
pub(super) fn mend(sheet: &Sheet, placed: &mut Vec<Placed>, widths: &[f32]) {
    let starts_small = |part: &Placed| sheet.words[sheet.speaking_from(part.from)].case == Case::Lower;
    // Whether a block ends with each fragment, and whether one had ended above it.
    let mut below = vec![true; widths.len()];
    let mut ends_block: Vec<bool> = placed
        .iter()
        .rev()
        .map(|part| std::mem::replace(&mut below[part.column], part.opens && !starts_small(part)))
        .collect();
    ends_block.reverse();
    let mut above = vec![true; widths.len()];
    let whole_above: Vec<bool> = placed
        .iter()
        .map(|part| {
            let short = sheet.run(part.from, part.to) < SHORT * widths[part.column];
            std::mem::replace(&mut above[part.column], short || !breaks_off(sheet, part.to - 1))
        })
        .collect();
    let mut at = 1;
    let mut gone = vec![false; placed.len()];
    while at < placed.len() {
        let (left, right) = (placed[at - 1], placed[at]);
        at += 1;
        let (at, before) = (at - 1, at - 2);
        if gone[before] || left.line != right.line || left.to != right.from {
            continue;
        }
        let breaks_off = ends_block[before] && breaks_off(sheet, left.to - 1);
        // A line of text that goes on below fills its column; what does not may be debris.
        let long = sheet.run(right.from, right.to) >= SHORT * widths[right.column];
        let amid = right.opens && long && whole_above[at] && starts_small(&right);
        if !breaks_off || !amid {
            continue;
        }
        let fits = |column: usize| {
            sheet.run(left.from, right.to) <= WIDER.0 * widths[column] + WIDER.1 + weights::SLACK
        };
        if left.opens && fits(right.column) {
            placed[at].from = left.from;
            gone[before] = true;
        } else if ends_block[at] && fits(left.column) {
            placed[before].to = right.to;
            gone[at] = true;
        }
    }
    let mut gone = gone.into_iter();
    placed.retain(|_| !gone.next().unwrap_or(false));
}

/// Whether a sentence goes on after a token.
fn breaks_off(sheet: &Sheet, token: usize) -> bool {
    let word = &sheet.words[token];
    !(word.ends || word.colon || word.hyphen || word.junk)
}
