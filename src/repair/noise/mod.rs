//! Marks and letters that are no text at all: what a scanner reads in
//! pictures, frames and lines that it could not make out.
//!
//! Decision trees say of each token how likely it is to be noise, from what
//! the models of words and letters say of it, of its neighbours, of its line
//! and of the page. They were learnt from printed pages of which it is known
//! what stood there, and from clean text, names, tables and other languages, in
//! which nothing is noise. A strange name or a foreign word among others stays.

mod bigrams;
mod features;
#[cfg(feature = "training")]
mod learn;

use std::ops::Range;
use std::sync::LazyLock;

use crate::context::USUAL_BOUND;
use crate::language::{Forest, compiled};

use super::channel::OcrConfidence;
use super::decode::DecodedStream;
use super::page::PageStatistics;
use super::vocabulary::PageVocabulary;
use features::{Lines, NAMES, ScoreSums};
#[cfg(feature = "training")]
pub(super) use learn::examples;
#[cfg(feature = "training")]
pub use learn::{NOISE_EVIDENCE, NoiseExample};

/// Log odds that a token is noise.
static NOISE: LazyLock<Forest<64>> =
    LazyLock::new(|| Forest::new(compiled!("noise.table"), &NAMES).expect("its test reads it"));

/// The log odds from which on a token is noise. Right words counted double, and
/// clean text threefold, where the trees were learnt: a little below this a token
/// is as likely noise as not on pages that they had not seen.
const LEAST: f32 = -1.0;
/// So likely noise is set aside where the usual bound of confidence holds: less is asked than of a correction, as nothing
/// is lost by it (`discarded` has it). Set by hand.
const ASKED: f32 = 0.4;
/// The same for one between two that are none: so stands many a foreign word.
const ALONE: f32 = 0.5;
/// How much these give way on a page with much noise, and what that is: where a
/// scanner read in one picture it read in others. So many tokens of a usual page
/// are counted with those of the page, that a few on a short one say little.
const EASE: f32 = 1.0;
const USUAL_NOISE: f32 = 0.015;
const USUAL_TOKENS: f32 = 100.0;
/// A word of so many letters looks like one whatever the language.
const SHAPED: usize = 4;
/// Where more than this share of the unknown words of a line look like words,
/// it may be of a language that we do not know: nothing gives way.
const FOREIGN: f32 = 0.4;
/// With so many unknown words it most likely is, and so much more is asked.
const FOREIGN_WORDS: usize = 4;
const FOREIGN_MORE: f32 = 1.0;
/// A word that is so much likelier as a word is never noise, whatever stands around it.
const WORD: f32 = -6.0;
/// On a page of fewer tokens nothing is noise.
const FEWEST: usize = 20;
/// The share of old print from which on nothing is noise: Gothic type is read as badly.
const MOST_OLD: f32 = 0.05;
/// The share of the words of a page that must be known before anything on it is called noise.
const LEAST_WORDS: f32 = 0.65;
/// A page of which this share or more would be noise is more likely text of a kind that we do not know.
const MOST_NOISE: f32 = 1.0 / 3.0;

/// How sure each token of the streams of a page is to be noise, where it is, stream by stream.
pub(super) fn noise(
    streams: &[DecodedStream],
    vocabulary: &PageVocabulary,
    engine: Option<&OcrConfidence<'_>>,
    page: &PageStatistics,
) -> Vec<Vec<Option<f32>>> {
    let none = || streams.iter().map(|stream| vec![None; stream.tokens.len()]).collect();
    let tokens: usize = streams.iter().map(|stream| stream.tokens.len()).sum();
    if tokens < FEWEST || page.old > MOST_OLD || page.is_foreign {
        return none();
    }
    let mut marked: Vec<Vec<bool>> = streams.iter().map(|stream| vec![false; stream.tokens.len()]).collect();
    let lines: Vec<Lines<'_>> = streams.iter().map(|stream| Lines::new(stream, vocabulary, page)).collect();
    let seen = || lines.iter().flat_map(|stream| &stream.seen);
    let words = seen().filter(|seen| seen.is_word).count() as f32;
    let known = seen().filter(|seen| seen.known_letters > 0.0).count() as f32;
    if known < LEAST_WORDS * words {
        return none();
    }
    let whole = ScoreSums::of(seen());
    let asked: Vec<Vec<Asked>> = lines.iter().map(|stream| ask(stream, &whole, engine)).collect();
    let mut mark = |ease: f32| {
        for ((stream, asked), marked) in lines.iter().zip(&asked).zip(&mut marked) {
            mark_stream(stream, asked, ease, marked);
        }
        marked.iter().flatten().filter(|&&is| is).count() as f32
    };
    let share = (mark(0.0) + USUAL_NOISE * USUAL_TOKENS) / (tokens as f32 + USUAL_TOKENS);
    let noise = mark((share / USUAL_NOISE).ln().clamp(0.0, EASE));
    if noise >= MOST_NOISE * tokens as f32 {
        return none();
    }
    let sure_of =
        |((stream, asked), marked): ((&Lines<'_>, &Vec<Asked>), &Vec<bool>)| sure(stream, asked, marked);
    lines.iter().zip(&asked).zip(&marked).map(sure_of).collect()
}

/// What is said of one token.
#[derive(Debug, Clone, Copy)]
struct Asked {
    /// Log odds that it is noise; where they are too low to matter, minus infinity.
    odds: f32,
    /// Of its line.
    tongue: LineLanguage,
}

/// Of which language a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineLanguage {
    Known,
    MaybeForeign,
    Foreign,
}

impl LineLanguage {
    /// How much more than usual is asked of noise on the line, where it may give way so much.
    fn more(self, ease: f32) -> f32 {
        match self {
            Self::Known => -ease,
            Self::MaybeForeign => 0.0,
            Self::Foreign => FOREIGN_MORE,
        }
    }
}

/// Whether letters look like a word: small ones, and perhaps a capital before them.
fn is_shaped(core: &str) -> bool {
    let mut rest = core.chars();
    rest.next().is_some_and(char::is_alphabetic)
        && rest.clone().count() + 1 >= SHAPED
        && rest.all(char::is_lowercase)
}

/// What is said of each token, line by line.
fn ask(lines: &Lines<'_>, whole: &ScoreSums, engine: Option<&OcrConfidence<'_>>) -> Vec<Asked> {
    let mut asked = Vec::with_capacity(lines.seen.len());
    for line in lines.ranges() {
        let sums = ScoreSums::of(lines.seen[line.clone()].iter());
        let tongue = tongue(lines, line.clone());
        for at in line.clone() {
            asked.push(Asked { odds: f32::NEG_INFINITY, tongue });
            if may_be_noise(lines, at) {
                let told = engine.map_or(0.0, |engine| doubt(lines, at, engine));
                let features = lines.features(at, (line.start, line.end), &sums, whole);
                let least = LEAST + tongue.more(EASE) - told;
                let sum = NOISE.sum_above(least, &features);
                // What is not above it is only known not to be.
                if sum > least {
                    asked[at].odds = told + sum;
                }
            }
        }
    }
    asked
}

/// Of which language a line is, by what its unknown words look like.
fn tongue(lines: &Lines<'_>, line: Range<usize>) -> LineLanguage {
    let unknown = || line.clone().filter(|&at| lines.seen[at].is_word && lines.seen[at].known_letters == 0.0);
    let (all, shaped) = (unknown().count(), unknown().filter(|&at| is_shaped(lines.core(at))).count());
    if shaped as f32 <= FOREIGN * all as f32 {
        LineLanguage::Known
    } else if all < FOREIGN_WORDS {
        LineLanguage::MaybeForeign
    } else {
        LineLanguage::Foreign
    }
}

/// Marks what is noise where what is asked of it gives way so much.
fn mark_stream(lines: &Lines<'_>, asked: &[Asked], ease: f32, marked: &mut [bool]) {
    let is_noise = |asked: &Asked, least: f32| asked.odds > least + asked.tongue.more(ease);
    for at in 0..marked.len() {
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let alone = !beside.filter_map(|at| asked.get(at)).any(|asked| is_noise(asked, LEAST));
        marked[at] = is_noise(&asked[at], if alone { ALONE } else { LEAST });
    }
    // What was joined is noise as a whole or not at all.
    for at in 0..marked.len().saturating_sub(1) {
        if lines.decided.decisions[at].join.is_some() && marked[at] != marked[at + 1] {
            marked[at..at + 2].fill(false);
        }
    }
}

/// How sure each token that is marked is to be noise.
fn sure(lines: &Lines<'_>, asked: &[Asked], marked: &[bool]) -> Vec<Option<f32>> {
    let log_odds = |share: f32| (share / (1.0 - share)).ln();
    let told = log_odds(USUAL_BOUND) - log_odds(ASKED);
    let probability = |asked: &Asked| 1.0 / (1.0 + (LEAST - asked.odds - told).exp());
    let mut sure: Vec<Option<f32>> =
        asked.iter().zip(marked).map(|(asked, &is)| is.then(|| probability(asked))).collect();
    // What was joined goes as a whole or not at all.
    for at in 0..sure.len().saturating_sub(1) {
        if lines.decided.decisions[at].join.is_some()
            && let (Some(left), Some(right)) = (sure[at], sure[at + 1])
        {
            sure[at..at + 2].fill(Some(left.min(right)));
        }
    }
    sure
}

/// Whether anything could make a token noise; what a rule asks for, and what
/// was joined into words, is text.
fn may_be_noise(lines: &Lines<'_>, at: usize) -> bool {
    let ruled = || lines.taken(at).1.is_some_and(|reading| reading.rule.is_some());
    lines.seen[at].strange > WORD && !ruled() && !makes_words(lines, at) && !is_made_words(lines, at)
}

/// Whether a token and the next were joined into words.
fn makes_words(lines: &Lines<'_>, at: usize) -> bool {
    let DecodedStream { decisions, joins, .. } = lines.decided;
    decisions[at].join.is_some_and(|taken| joins[at][taken].units.iter().all(|unit| !unit.unknown))
}

/// Whether a token and the one before were.
fn is_made_words(lines: &Lines<'_>, at: usize) -> bool {
    lines.decided.decisions[at].joined && at.checked_sub(1).is_some_and(|before| makes_words(lines, before))
}

/// How much likelier what the engine says of a token is of noise.
fn doubt(lines: &Lines<'_>, at: usize, engine: &OcrConfidence<'_>) -> f32 {
    let doubt = engine.doubts(lines.decided.tokens[at].token.span);
    // Engines doubt many a word that is right: what they doubt tells of letters that are no word.
    if lines.seen[at].known_letters > 0.0 { doubt.min(0.0) } else { doubt }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trees_can_be_read() {
        LazyLock::force(&NOISE);
    }
}
