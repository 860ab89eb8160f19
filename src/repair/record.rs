//! The record of a page: what was seen of its tokens, what was decided of them
//! and what becomes of each. The output, the discards, `explain` and the
//! learners all read this one.

use crate::context::Context;
use crate::language::Language;
use crate::model::{Discarded, Stream, Token};

use super::decode::{DecodedStream, decode};
use super::emit::PageFacts;
use super::letter_marks::LetterMarks;
use super::page::PageStatistics;
use super::verdict::{TokenVerdict, verdicts};
use super::vocabulary::PageVocabulary;
use super::{Shared, adapt, analysis, foreign, noise};

/// A page, decided.
pub(super) struct PageRecord {
    pub(super) vocabulary: PageVocabulary,
    pub(super) statistics: PageStatistics,
    /// Its streams, with what becomes of each of their tokens.
    pub(super) streams: Vec<(DecodedStream, Vec<TokenVerdict>)>,
}

impl PageRecord {
    /// Decides the streams of one page, whose tokens are taken out; marks that belong to no word go to `discarded`.
    pub(super) fn of(
        streams: &mut [Stream<Token>],
        language: &Language,
        shared: &Shared<'_>,
        discarded: &mut Vec<Discarded>,
    ) -> Self {
        let Context { options, identifier, .. } = *shared.context;
        let ocr = shared.ocr.as_ref();
        let mut vocabulary = PageVocabulary::new(LetterMarks::of(streams, language));
        let analysed: Vec<_> = streams
            .iter_mut()
            .map(|stream| analysis::tokens(stream, ocr, language, &mut vocabulary, discarded))
            .collect();
        for tokens in &analysed {
            vocabulary.note_neighbours(tokens.iter().map(|token| (token.entry, token.opens)));
        }
        let mut statistics = adapt::adapt(&mut vocabulary, language, options.period, shared.volume);
        // Who says which language it is has said that of words that it does not explain too.
        if identifier.is_some() && foreign::is_foreign(&vocabulary, statistics.shows_old) {
            foreign::leave(&mut vocabulary, &mut statistics);
        }
        let decode = |tokens| decode(tokens, language, &vocabulary, &statistics, shared.wide);
        let decoded: Vec<_> = analysed.into_iter().map(decode).collect();
        let noise = noise::noise(&decoded, &vocabulary, ocr, &statistics);
        let low_quotes =
            statistics.is_old() && !statistics.is_foreign && language.profile().spelling.low_quotes;
        let trust = statistics.is_old().then(|| language.trust(statistics.print));
        let judge = |(stream, noise): (DecodedStream, Vec<Option<f32>>)| {
            let least = options.min_confidence;
            let judged = verdicts(&stream, &noise, &vocabulary, (trust, low_quotes), least);
            (stream, judged)
        };
        let streams = decoded.into_iter().zip(noise).map(judge).collect();
        Self { vocabulary, statistics, streams }
    }

    /// How many tokens it has.
    pub(super) fn tokens(&self) -> usize {
        self.streams.iter().map(|(stream, _)| stream.tokens.len()).sum()
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
