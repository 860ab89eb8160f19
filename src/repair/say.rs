//! What is said of a page that was left alone, and why. Pages of a document share a notice.

use crate::model::{Notice, Span};

use super::record::PageRecord;

/// Says that a page is of a period whose words no list explains.
pub(super) fn unexplained(page: &PageRecord, notices: &mut Vec<Notice>) {
    say(
        page,
        "period-unknown",
        "the spelling is of a period that the language pack hardly knows, so only what is sure was changed",
        notices,
    );
}

/// Says that the pack does not explain the words of a page.
pub(super) fn foreign(page: &PageRecord, notices: &mut Vec<Notice>) {
    say(
        page,
        "language-unknown",
        "too many of these words are in no language pack, so they were left as they are; name the language to have them repaired",
        notices,
    );
}

fn say(page: &PageRecord, code: &'static str, message: &str, notices: &mut Vec<Notice>) {
    let mut spans = page.streams.iter().flat_map(|(stream, _)| &stream.tokens).map(|token| token.token.span);
    let Some(first) = spans.next() else { return };
    let here = spans.fold(first, |all, span| Span::new(all.start.min(span.start), all.end.max(span.end)));
    let same = |n: &&mut Notice| n.code == code && n.message == message;
    if let Some(span) = notices.iter_mut().find(same).and_then(|n| n.span.as_mut()) {
        *span = Span::new(span.start.min(here.start), span.end.max(here.end));
        return;
    }
    notices.push(Notice { code, message: message.to_owned(), span: Some(here), confidence: None });
}
