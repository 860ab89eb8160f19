//! Pages that are longer than any that was printed: a text without page ends,
//! such as a book in one file. They are untangled part by part, so that the
//! memory that layout needs does not grow with them.

use crate::model::{Page, Stream, Token};

/// The parts of a page, which ends where a blank line is once it has as many
/// tokens as hardly a printed page has; most pages are one part.
pub(super) fn parts(page: Page) -> impl Iterator<Item = Page> {
    let mut lines = page.lines.into_iter().peekable();
    std::iter::from_fn(move || {
        let mut part = Page { lines: vec![lines.next()?] };
        let mut tokens = part.lines[0].tokens.len();
        let goes_on = |tokens: usize, blank: bool| tokens < Page::MANY || !blank && tokens < Page::MOST;
        while let Some(line) = lines.next_if(|line| goes_on(tokens, line.blank_before > 0)) {
            tokens += line.tokens.len();
            part.lines.push(line);
        }
        Some(part)
    })
}

/// Adds the streams of a part that begins at a line to those of the parts
/// before it; text in one column goes on with text in one column.
pub(super) fn add(
    streams: &mut Vec<Stream<Token>>,
    first: usize,
    line: usize,
    opens: bool,
    part: Vec<Stream<Token>>,
) {
    let mut zone = None;
    if line > 0 && streams.len() > first {
        zone = streams.last().map(|stream| stream.zone + 1);
    }
    for (at, mut stream) in part.into_iter().enumerate() {
        for fragment in &mut stream.fragments {
            fragment.line += line;
        }
        let Some(next) = zone else {
            streams.push(stream);
            continue;
        };
        if let Some(before) =
            streams.last_mut().filter(|before| at == 0 && before.columns == 1 && stream.columns == 1)
        {
            if let Some(fragment) = stream.fragments.first_mut() {
                fragment.opens_block = opens;
            }
            before.fragments.extend(stream.fragments);
            continue;
        }
        stream.zone += next;
        streams.push(stream);
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::streams::whole;
    use crate::model::{Line, Span};

    use super::*;

    fn page(lines: u32, blank: u32) -> Page {
        let token = |at| Token { text: "een".into(), span: Span::new(at, at + 1), space_before: 1 };
        let line = |line: u32| Line {
            tokens: (0..1000).map(|at| token(1000 * line + at)).collect(),
            blank_before: u32::from(blank > 0 && line % blank == 0),
        };
        Page { lines: (0..lines).map(line).collect() }
    }

    #[test]
    fn a_page_of_print_is_one_part_and_a_book_is_several() {
        let lengths = |page| parts(page).map(|part| part.lines.len()).collect::<Vec<_>>();
        assert_eq!(lengths(page(19, 1)), [19]);
        assert_eq!(lengths(page(50, 1)), [20, 20, 10]);
        assert_eq!(lengths(page(50, 7)), [21, 21, 8]);
        assert_eq!(lengths(page(50, 0)), [30, 20]);
        assert!(lengths(Page::default()).is_empty());
    }

    #[test]
    fn parts_in_one_column_are_the_whole_again() {
        let (mut streams, mut line) = (Vec::new(), 0);
        for part in parts(page(50, 7)) {
            let (lines, opens) = (part.lines.len(), part.lines[0].blank_before > 0);
            add(&mut streams, 0, line, opens, vec![whole(0, part)]);
            line += lines;
        }
        assert_eq!(streams, [whole(0, page(50, 7))]);
    }
}
