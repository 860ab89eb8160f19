//! What is repaired together: the streams of a page, which share their statistics.
//!
//! A text without page ends may be as long as a book. It is repaired stretch by
//! stretch, so that the memory that repair needs does not grow with it; the
//! statistics of each are then of some hundred pages' worth, not of all.

use crate::model::{Fragment, Page, Stream, Token};

/// Streams that are repaired together.
pub(super) struct Stretch {
    pub(super) streams: Vec<Stream<Token>>,
    /// Whether the first of them goes on with the last of the stretch before.
    pub(super) goes_on: bool,
}

/// The streams of each page together; those of one that is longer than any page in several stretches.
pub(super) fn stretches(streams: Vec<Stream<Token>>) -> impl Iterator<Item = Stretch> {
    let mut streams = streams.into_iter().peekable();
    let mut rest: Option<Stream<Token>> = None;
    std::iter::from_fn(move || {
        let goes_on = rest.is_some();
        let mut stream = rest.take().or_else(|| streams.next())?;
        let page = stream.page;
        let (mut together, mut tokens) = (Vec::new(), 0);
        loop {
            if let Some(at) = end(&stream.fragments, &mut tokens) {
                let fragments = stream.fragments.split_off(at);
                let Stream { zone, column, columns, width, .. } = stream;
                rest = Some(Stream { page, zone, column, columns, width, fragments });
                together.push(stream);
                break;
            }
            together.push(stream);
            match streams.next_if(|next| next.page == page) {
                Some(next) => stream = next,
                None => break,
            }
        }
        Some(Stretch { streams: together, goes_on })
    })
}

/// The fragment at which a stretch ends, if one of these is so far on: where a block opens, or
/// anywhere in a text that has no blocks.
fn end(fragments: &[Fragment<Token>], tokens: &mut usize) -> Option<usize> {
    for (at, fragment) in fragments.iter().enumerate() {
        let ends = *tokens >= Page::MANY && fragment.opens_block || *tokens >= Page::MOST;
        if ends && at > 0 {
            return Some(at);
        }
        *tokens += fragment.items.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::model::Span;

    use super::*;

    fn stream(page: usize, fragments: usize, opens: bool) -> Stream<Token> {
        let token = |at| Token { text: "een".into(), span: Span::new(at, at + 1), space_before: 1 };
        let fragment = |line: usize| Fragment {
            line,
            items: (0..1000).map(|at| token(line as u32 * 1000 + at)).collect(),
            opens_block: opens,
            gap_before: 0,
        };
        Stream {
            page,
            zone: 0,
            column: 0,
            columns: 1,
            width: 1.0,
            fragments: (0..fragments).map(fragment).collect(),
        }
    }

    fn lengths(streams: Vec<Stream<Token>>) -> Vec<(bool, Vec<usize>)> {
        let lengths = |stretch: Stretch| {
            (stretch.goes_on, stretch.streams.iter().map(|stream| stream.fragments.len()).collect())
        };
        stretches(streams).map(lengths).collect()
    }

    #[test]
    fn the_streams_of_a_page_stay_together() {
        let streams = vec![stream(0, 5, true), stream(0, 9, true), stream(1, 3, true)];
        assert_eq!(lengths(streams), [(false, vec![5, 9]), (false, vec![3])]);
    }

    #[test]
    fn a_text_longer_than_any_page_is_taken_in_stretches() {
        let opening = lengths(vec![stream(0, 50, true)]);
        assert_eq!(opening, [(false, vec![20]), (true, vec![20]), (true, vec![10])]);
        assert_eq!(lengths(vec![stream(0, 50, false)]), [(false, vec![30]), (true, vec![20])]);
        let lines: Vec<usize> = stretches(vec![stream(0, 70, true)])
            .flat_map(|stretch| stretch.streams)
            .flat_map(|s| s.fragments)
            .map(|f| f.line)
            .collect();
        assert!(lines.into_iter().eq(0..70));
    }
}
