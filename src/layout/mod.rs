//! [`Page`] to [`Stream`]s in reading order.

use crate::language::Language;
use crate::model::{Budget, Fragment, Notice, Page, Stream, Token};

/// What layout may do.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How many columns to look for; `None` to find out.
    pub columns: Option<usize>,
    /// Leave the lines as they are.
    pub keep: bool,
    /// When to give the document up.
    pub budget: Budget,
}

/// What layout found.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The streams of all pages, in reading order.
    pub streams: Vec<Stream<Token>>,
    /// Where it was unsure.
    pub notices: Vec<Notice>,
}

/// Untangles the pages into streams in reading order.
pub fn untangle(pages: Vec<Page>, _language: &Language, _options: &Options) -> Layout {
    let streams = pages
        .into_iter()
        .enumerate()
        .map(|(page, content)| Stream {
            page,
            zone: 0,
            column: 0,
            columns: 1,
            width: 0.0,
            fragments: content
                .lines
                .into_iter()
                .enumerate()
                .map(|(line, content)| Fragment {
                    line,
                    items: content.tokens,
                    opens_block: content.blank_before > 0,
                    gap_before: content.blank_before,
                })
                .collect(),
        })
        .collect();
    Layout { streams, notices: Vec::new() }
}
