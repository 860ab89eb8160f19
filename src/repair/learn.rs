//! What those who learn see of repair: a text by itself (`training/reranker`), and tokens that may be noise
//! (`training/noise`).

#[cfg(feature = "training")]
use super::{Shared, noise::NoiseExample, noise::examples, record::PageRecord, stretches::stretches};
#[cfg(feature = "training")]
use crate::context::Context;
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

/// What is seen of every token of a document in the language of its context that may be noise.
#[cfg(feature = "training")]
pub fn noise_examples(streams: Vec<Stream<Token>>, context: &Context<'_>) -> Vec<NoiseExample> {
    let shared = Shared { ocr: None, volume: None, explain: false, wide: false, context };
    let page = |mut streams: Vec<Stream<Token>>| {
        let page = PageRecord::of(&mut streams, context.language, &shared, &mut Vec::new());
        examples(page.streams.iter().map(|(stream, _)| stream), &page.vocabulary, &page.statistics)
    };
    stretches(streams).flat_map(|stretch| page(stretch.streams)).collect()
}
