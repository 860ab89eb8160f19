//! A text by itself, for those who learn from what is explained of it (`training/reranker`).

use crate::model::{Fragment, Span, Stream, Token};

/// A text as one page of one column.
pub fn page_of(text: &str) -> Stream<Token> {
    let mut source = 0;
    let mut token = |word: &str| {
        let start = source;
        source += word.chars().count() as u32 + 1;
        Token { text: word.into(), span: Span::new(start, source - 1), space_before: 1 }
    };
    let fragments = text.lines().enumerate().map(|(line, words)| Fragment {
        line,
        items: words.split_whitespace().map(&mut token).collect(),
        opens_block: line == 0,
        gap_before: 0,
    });
    let fragments = fragments.collect();
    Stream { page: 0, zone: 0, column: 0, columns: 1, width: 0.0, fragments }
}
