//! What is seen of every token that may be noise, for `training/noise`.

use super::features::{Lines, NAMES, ScoreSums};
use super::may_be_noise;
use crate::model::Span;
use crate::repair::decode::DecodedStream;
use crate::repair::page::PageStatistics;
use crate::repair::vocabulary::PageVocabulary;

/// What is seen of a token, in the order of [`NoiseExample::seen`].
pub const NOISE_EVIDENCE: &[&str] = &NAMES;

/// A token that may be noise.
#[derive(Debug, Clone, PartialEq)]
pub struct NoiseExample {
    /// The token.
    pub span: Span,
    /// Its letters and marks.
    pub text: String,
    /// What is seen of it.
    pub seen: Vec<f32>,
}

/// The tokens of a page that may be noise.
pub(in crate::repair) fn examples<'a>(
    streams: impl Iterator<Item = &'a DecodedStream>,
    vocabulary: &PageVocabulary,
    page: &PageStatistics,
) -> Vec<NoiseExample> {
    let lines: Vec<Lines<'_>> = streams.map(|stream| Lines::new(stream, vocabulary, page)).collect();
    let whole = ScoreSums::of(lines.iter().flat_map(|stream| &stream.seen));
    let mut examples = Vec::new();
    for stream in &lines {
        for line in stream.ranges() {
            let sums = ScoreSums::of(stream.seen[line.clone()].iter());
            for at in line.clone().filter(|&at| may_be_noise(stream, at)) {
                let token = &stream.decided.tokens[at].token;
                examples.push(NoiseExample {
                    span: token.span,
                    text: token.text.to_string(),
                    seen: stream.features(at, (line.start, line.end), &sums, &whole).to_vec(),
                });
            }
        }
    }
    examples
}
