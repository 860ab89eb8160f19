//! The record of a page: what was seen of its tokens, what was decided of them
//! and what becomes of each. The output, the discards, `explain` and the
//! learners all read this one.

use crate::language::Language;
use crate::model::{Discarded, Notice, Span, Stream, Token};

use super::channel::OcrConfidence;
use super::decode::{DecodedStream, decode};
use super::emit::PageFacts;
use super::page::PageStatistics;
use super::verdict::{Judged, verdicts};
use super::vocabulary::PageVocabulary;
use super::{Options, adapt, analysis, noise};

/// A page, decided.
pub(super) struct PageRecord {
    pub(super) vocabulary: PageVocabulary,
    pub(super) statistics: PageStatistics,
    /// Its streams, with what becomes of each of their tokens.
    pub(super) streams: Vec<(DecodedStream, Vec<Judged>)>,
}

impl PageRecord {
    /// Decides the streams of one page, whose tokens are taken out; marks that belong to no word go to `discarded`.
    pub(super) fn of(
        streams: &mut [Stream<Token>],
        ocr: Option<&OcrConfidence<'_>>,
        language: &Language,
        options: &Options,
        discarded: &mut Vec<Discarded>,
    ) -> Self {
        let mut vocabulary = PageVocabulary::new();
        let analysed: Vec<_> = streams
            .iter_mut()
            .map(|stream| analysis::tokens(stream, ocr, language, &mut vocabulary, discarded))
            .collect();
        let statistics = adapt::adapt(&mut vocabulary, language, options.period, options.volume.as_ref());
        let decoded: Vec<_> =
            analysed.into_iter().map(|tokens| decode(tokens, language, &vocabulary, &statistics)).collect();
        let noise = noise::noise(&decoded, &vocabulary, ocr, &statistics);
        let judge = |(stream, noise): (DecodedStream, Vec<Option<f32>>)| {
            let least = options.min_confidence;
            let judged = verdicts(&stream, &noise, &vocabulary, statistics.is_old(), least);
            (stream, judged)
        };
        let streams = decoded.into_iter().zip(noise).map(judge).collect();
        Self { vocabulary, statistics, streams }
    }

    /// What holds for all of the page.
    pub(super) fn facts(&self) -> PageFacts<'_> {
        PageFacts {
            vocabulary: &self.vocabulary,
            old: self.statistics.is_old(),
            closes_marks: self.statistics.closes_marks,
        }
    }
}

/// Says that a page is of a period whose words no list explains; pages of a document share a notice.
pub(super) fn say_unexplained(page: &PageRecord, notices: &mut Vec<Notice>) {
    let mut spans = page.streams.iter().flat_map(|(stream, _)| &stream.tokens).map(|token| token.token.span);
    let Some(first) = spans.next() else { return };
    let here = spans.fold(first, |all, span| Span::new(all.start.min(span.start), all.end.max(span.end)));
    if let Some(span) = notices.iter_mut().find(|n| n.code == "period-unknown").and_then(|n| n.span.as_mut())
    {
        *span = Span::new(span.start.min(here.start), span.end.max(here.end));
        return;
    }
    notices.push(Notice {
        code: "period-unknown",
        message: "the spelling is of a period that the language pack hardly knows, so only what is sure was changed"
            .to_owned(),
        span: Some(here),
        confidence: None,
    });
}
