//! Sentences that the search cut in two at the top of blocks.

use super::column_estimation::PlacedFragment;
use super::token_features::{Case, TokenFeatures};
use super::weights;

/// A line that fills less of its column may be the last of its block, whatever its end.
const SHORT: f32 = 0.5;

/// Puts two fragments that stand side by side back together where both miss the
/// other: the left one breaks off and a block begins below it, the right one
/// begins in the middle of a sentence below a block that is whole. Each step of
/// the search sees one column at a time and cannot know this of two. They go
/// where the one that is no block by itself stands.
pub(super) fn rejoin(sheet: &TokenFeatures, placed: &mut Vec<PlacedFragment>, widths: &[f32]) {
    let starts_small =
        |part: &PlacedFragment| sheet.words[sheet.speaking_from(part.from)].case == Case::Lower;
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
    let mut gone = vec![false; placed.len()];
    for at in 1..placed.len() {
        let before = at - 1;
        let (left, right) = (placed[before], placed[at]);
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
        let fits = |column: usize| sheet.run(left.from, right.to) <= weights::widest(widths[column]);
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
fn breaks_off(sheet: &TokenFeatures, token: usize) -> bool {
    let word = &sheet.words[token];
    !(word.ends || word.colon || word.hyphen || word.junk)
}

#[cfg(test)]
mod tests {
    use super::super::tests::page;
    use super::*;
    use crate::language::Language;

    /// The fragments after mending two columns, of which a bar shows the cuts and
    /// `¶` where blocks begin.
    fn mended(lines: &[&str]) -> Vec<(usize, String)> {
        let page = page(&lines.join("\n").replace(['|', '¶'], " "));
        let sheet = TokenFeatures::new(&page, &Language::builtin("nl").expect("the pack is built in"));
        let mut placed = Vec::new();
        for (line, text) in lines.iter().enumerate() {
            let mut from = sheet.lines[line].start;
            for (column, part) in text.split('|').enumerate() {
                let to = from + part.replace('¶', " ").split_whitespace().count();
                if from < to {
                    placed.push(PlacedFragment { line, column, from, to, opens: part.contains('¶') });
                }
                from = to;
            }
        }
        rejoin(&sheet, &mut placed, &[40.0, 40.0]);
        let words = |part: &PlacedFragment| {
            let first = sheet.lines[part.line].start;
            let tokens = &page.lines[part.line].tokens[part.from - first..part.to - first];
            tokens.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        placed.iter().map(|part| (part.column, words(part))).collect()
    }

    #[test]
    fn a_torn_sentence_is_put_together_where_it_goes_on() {
        let lines = [
            "¶Het nieuwe museum |¶Open in mei",
            "¶De gemeente |¶besluit morgen over het plan voor de",
            "¶Het gebouw staat al jaren leeg en |markt, die te klein is geworden.",
        ];
        assert_eq!(mended(&lines)[2], (1, "De gemeente besluit morgen over het plan voor de".to_owned()));
    }

    #[test]
    fn what_misses_nothing_stays() {
        for lines in [
            // The right one goes on after the one above it.
            [
                "¶Het nieuwe museum |¶De raad komt bijeen en daarom wordt er",
                "¶De gemeente |¶besloten over het plan voor de",
                "¶Het gebouw staat leeg |markt, die te klein is geworden.",
            ],
            // The left one goes on below.
            [
                "¶Het nieuwe museum |¶Open in mei",
                "¶De gemeente |¶besluit morgen over het plan voor de",
                "heeft het gebouw gekocht en |markt, die te klein is geworden.",
            ],
        ] {
            assert_eq!(mended(&lines)[2].1, "De gemeente");
        }
    }
}
