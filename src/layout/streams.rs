//! Fragments to [`Stream`]s, each token moved to where it belongs.

use super::column_estimation::PlacedFragment;
use super::token_features::TokenFeatures;
use crate::model::{Fragment, Line, Page, Stream, Token};

/// A page as one stream, line after line.
pub(super) fn whole(number: usize, page: Page) -> Stream<Token> {
    let fragments = page
        .lines
        .into_iter()
        .enumerate()
        .map(|(line, content)| Fragment {
            line,
            items: content.tokens,
            opens_block: line == 0 || content.blank_before > 0,
            gap_before: content.blank_before,
        })
        .collect();
    Stream { page: number, zone: 0, column: 0, columns: 1, width: 0.0, fragments }
}

/// The lines of a zone as columns, from left to right. `place` is the number
/// of the page and of the zone.
pub(super) fn columns(
    place: (usize, usize),
    lines: impl Iterator<Item = (usize, Line)>,
    sheet: &TokenFeatures,
    placed: &[PlacedFragment],
    widths: &[f32],
) -> Vec<Stream<Token>> {
    let mut streams: Vec<Stream<Token>> = widths
        .iter()
        .enumerate()
        .map(|(column, &width)| Stream {
            page: place.0,
            zone: place.1,
            column,
            columns: widths.len(),
            width,
            fragments: Vec::new(),
        })
        .collect();
    let mut placed = placed.iter().peekable();
    // How many blank lines were seen above each column's next fragment.
    let mut gaps = vec![0; widths.len()];
    for (line, content) in lines {
        let from = sheet.lines[line].start;
        for gap in &mut gaps {
            *gap += content.blank_before;
        }
        let mut tokens = content.tokens.into_iter();
        let mut column = 0;
        while let Some(&part) = placed.next_if(|part| part.line == line) {
            column = part.column;
            let items: Vec<Token> = tokens.by_ref().take(part.to - part.from).collect();
            debug_assert!(part.from >= from, "a fragment lies on its line");
            streams[column].fragments.push(Fragment {
                line,
                items,
                opens_block: part.opens,
                gap_before: std::mem::take(&mut gaps[column]),
            });
        }
        // What lies beyond the tokens that are looked at stays with its line.
        let rest: Vec<Token> = tokens.collect();
        if !rest.is_empty() {
            let streams_are_new = streams[column].fragments.is_empty();
            match streams[column].fragments.last_mut() {
                Some(last) if last.line == line => last.items.extend(rest),
                _ => streams[column].fragments.push(Fragment {
                    line,
                    items: rest,
                    opens_block: content.blank_before > 0 || streams_are_new,
                    gap_before: std::mem::take(&mut gaps[column]),
                }),
            }
        }
    }
    streams.retain(|stream| !stream.fragments.is_empty());
    streams
}
