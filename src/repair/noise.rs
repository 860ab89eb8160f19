//! Marks and letters that are no text at all: what a scanner reads in
//! pictures, frames and lines that it could not make out.
//!
//! Decision trees say of each token how likely it is to be noise, from what
//! the models of words and letters say of it, of its neighbours, of its line
//! and of the page. They were learnt from printed pages of which it is known
//! what stood there, and from clean text, names, tables and other languages, in
//! which nothing is noise. A strange name or a foreign word among others stays.

use std::ops::Range;
use std::sync::LazyLock;

use crate::language::{Forest, flag};

use super::candidate::Candidate;
use super::decode::AnalysedToken;
use super::lattice::Decision;
use super::noise_bigrams;
use super::ocr_confidence::OcrConfidence;
use super::page_statistics::{PageStatistics, USUAL_UNKNOWN};
use super::token::Shape;
use super::vocabulary::{PageVocabulary, WordEntry};

/// Log odds that a token is noise.
static NOISE: LazyLock<Forest<64>> = LazyLock::new(|| {
    Forest::parse(include_str!("../../models/noise/table.forest"), &NAMES).expect("its test reads it")
});

/// What is seen of a token, in the order of [`Lines::features`].
const NAMES: [&str; 28] = [
    "shape",
    "letters",
    "worth",
    "known",
    "case",
    "capitals-inside",
    "marks",
    "words",
    "channel",
    "changed",
    "joined",
    "before-strange",
    "before-letters",
    "before-known",
    "after-strange",
    "after-letters",
    "after-known",
    "near-strange",
    "near-known",
    "around-strange",
    "around-known",
    "line-strange",
    "line",
    "from-start",
    "to-end",
    "page-known",
    "page-strange",
    "random",
];

/// The log odds from which on a token is noise. Right words counted double, and
/// clean text threefold, where the trees were learnt: a little below this a token
/// is as likely noise as not on pages that they had not seen.
const LEAST: f32 = -1.0;
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
/// ln P of one more letter, or of the end, of letters at random.
const LETTER: f32 = -3.0;
/// How much likelier letters at random may be than a word, and how much less likely, before it counts no more.
const MOST: f32 = 8.0;
/// A word that is so much likelier as a word is never noise, whatever stands around it.
const WORD: f32 = -6.0;
/// Counts of letters and of tokens beyond this are all the same, and ln P below this is.
const MANY: f32 = 20.0;
const LOW: f32 = -60.0;
/// How many tokens on each side are near, and how many are around.
const NEAR: usize = 2;
const AROUND: usize = 4;
/// On a page of fewer tokens nothing is noise.
const FEWEST: usize = 20;
/// The share of old print from which on nothing is noise: Gothic type is read as badly.
const MOST_OLD: f32 = 0.05;
/// The share of the words of a page that must be known before anything on it is called noise.
const LEAST_WORDS: f32 = 0.65;
/// A page of which this share or more would be noise is more likely text of a kind that we do not know.
const MOST_NOISE: f32 = 1.0 / 3.0;

/// The tokens of a stream, what was decided of them, and the ways in which each could be joined with the next.
#[derive(Clone, Copy)]
pub(super) struct DecodedStream<'a> {
    pub(super) places: &'a [AnalysedToken],
    pub(super) decisions: &'a [Decision],
    pub(super) joins: &'a [Vec<Candidate>],
}

/// Which places of the streams of a page are noise, stream by stream.
pub(super) fn noise(
    streams: &[DecodedStream<'_>],
    vocabulary: &PageVocabulary,
    engine: Option<&OcrConfidence<'_>>,
    page: &PageStatistics,
) -> Vec<Vec<bool>> {
    let mut marked: Vec<Vec<bool>> = streams.iter().map(|stream| vec![false; stream.places.len()]).collect();
    let tokens: usize = marked.iter().map(Vec::len).sum();
    if tokens < FEWEST || page.old > MOST_OLD {
        return marked;
    }
    let streams: Vec<Lines<'_>> =
        streams.iter().map(|&stream| Lines::new(stream, vocabulary, page)).collect();
    let seen = || streams.iter().flat_map(|stream| &stream.seen);
    let words = seen().filter(|seen| seen.is_word).count() as f32;
    let known = seen().filter(|seen| seen.known_letters > 0.0).count() as f32;
    if known < LEAST_WORDS * words {
        return marked;
    }
    let whole = ScoreSums::of(seen());
    let asked: Vec<Vec<Asked>> = streams.iter().map(|stream| stream.ask(&whole, engine)).collect();
    let mut mark = |ease: f32| {
        for ((stream, asked), marked) in streams.iter().zip(&asked).zip(&mut marked) {
            stream.mark(asked, ease, marked);
        }
        marked.iter().flatten().filter(|&&is| is).count() as f32
    };
    let share = (mark(0.0) + USUAL_NOISE * USUAL_TOKENS) / (tokens as f32 + USUAL_TOKENS);
    let noise = mark((share / USUAL_NOISE).ln().clamp(0.0, EASE));
    if noise >= MOST_NOISE * tokens as f32 {
        for stream in &mut marked {
            stream.fill(false);
        }
    }
    marked
}

/// What is seen of one token for the sake of those around it.
#[derive(Debug, Clone, Copy)]
struct TokenScores {
    is_word: bool,
    letters: f32,
    /// The letters of a word that is known.
    known_letters: f32,
    /// ln P of it as text.
    worth: f32,
    /// How much likelier its letters are at random.
    strange: f32,
}

/// Sums over tokens.
#[derive(Debug, Clone, Copy, Default)]
struct ScoreSums {
    tokens: f32,
    strange: f32,
    letters: f32,
    known: f32,
}

impl ScoreSums {
    fn of<'a>(seen: impl Iterator<Item = &'a TokenScores>) -> Self {
        seen.fold(Self::default(), |sums, seen| sums.plus(seen, 1.0))
    }

    fn plus(self, seen: &TokenScores, times: f32) -> Self {
        Self {
            tokens: self.tokens + times,
            strange: self.strange + times * seen.strange,
            letters: self.letters + times * seen.letters,
            known: self.known + times * seen.known_letters,
        }
    }

    fn mean_strange(&self) -> f32 {
        self.strange / self.tokens.max(1.0)
    }

    fn share_known(&self) -> f32 {
        self.known / self.letters.max(1.0)
    }
}

/// What is said of one token.
#[derive(Debug, Clone, Copy)]
struct Asked {
    /// Log odds that it is noise; where they are too low to matter, minus infinity.
    odds: f32,
    /// Of its line.
    tongue: Tongue,
}

/// Of which language a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tongue {
    Known,
    MaybeForeign,
    Foreign,
}

impl Tongue {
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

/// The lines of a stream and what is seen of their tokens.
struct Lines<'a> {
    decided: DecodedStream<'a>,
    vocabulary: &'a PageVocabulary,
    page: &'a PageStatistics,
    seen: Vec<TokenScores>,
}

impl<'a> Lines<'a> {
    fn new(decided: DecodedStream<'a>, vocabulary: &'a PageVocabulary, page: &'a PageStatistics) -> Self {
        let mut stream = Self { decided, vocabulary, page, seen: Vec::new() };
        stream.seen = (0..decided.places.len()).map(|at| stream.see(at)).collect();
        stream
    }

    /// The entry of a token and the reading that was taken of it.
    fn taken(&self, at: usize) -> (&'a WordEntry, Option<&'a Candidate>) {
        let entry = &self.vocabulary.entries[self.decided.places[at].entry];
        (entry, entry.readings.get(self.decided.decisions[at].taken))
    }

    fn core(&self, at: usize) -> &'a str {
        let place = &self.decided.places[at];
        &place.token.text[place.core.start..place.core.end]
    }

    fn see(&self, at: usize) -> TokenScores {
        let (entry, reading) = self.taken(at);
        let is_word = self.decided.places[at].core.shape == Shape::Word;
        let known = reading.map_or(entry.known, |reading| reading.units.iter().all(|unit| !unit.unknown));
        let letters = (self.core(at).chars().count() as f32).min(MANY);
        let worth = reading.map_or(entry.weight, |reading| text_worth(reading, self.page)).max(LOW);
        let strange = if is_word { (LETTER * (letters + 1.0) - worth).clamp(-MOST, MOST) } else { 0.0 };
        let known_letters = if is_word && known { letters } else { 0.0 };
        TokenScores { is_word, letters, known_letters, worth, strange }
    }

    /// What is said of each token, line by line.
    fn ask(&self, whole: &ScoreSums, engine: Option<&OcrConfidence<'_>>) -> Vec<Asked> {
        let mut asked = Vec::with_capacity(self.seen.len());
        while let Some(place) = self.decided.places.get(asked.len()) {
            let start = asked.len();
            let mine = |other: &&AnalysedToken| other.fragment == place.fragment;
            let line = start..start + self.decided.places[start..].iter().take_while(mine).count();
            let sums = ScoreSums::of(self.seen[line.clone()].iter());
            let tongue = self.tongue(line.clone());
            for at in line.clone() {
                asked.push(Asked { odds: f32::NEG_INFINITY, tongue });
                if self.may_be_noise(at) {
                    let told = engine.map_or(0.0, |engine| self.doubt(at, engine));
                    let features = self.features(at, (line.start, line.end), &sums, whole);
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
    fn tongue(&self, line: Range<usize>) -> Tongue {
        let unknown =
            || line.clone().filter(|&at| self.seen[at].is_word && self.seen[at].known_letters == 0.0);
        let (all, shaped) = (unknown().count(), unknown().filter(|&at| is_shaped(self.core(at))).count());
        if shaped as f32 <= FOREIGN * all as f32 {
            Tongue::Known
        } else if all < FOREIGN_WORDS {
            Tongue::MaybeForeign
        } else {
            Tongue::Foreign
        }
    }

    /// Marks what is noise where what is asked of it gives way so much.
    fn mark(&self, asked: &[Asked], ease: f32, marked: &mut [bool]) {
        let is_noise = |asked: &Asked, least: f32| asked.odds > least + asked.tongue.more(ease);
        for at in 0..marked.len() {
            let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
            let alone = !beside.filter_map(|at| asked.get(at)).any(|asked| is_noise(asked, LEAST));
            marked[at] = is_noise(&asked[at], if alone { ALONE } else { LEAST });
        }
        // What was joined is noise as a whole or not at all.
        for at in 0..marked.len().saturating_sub(1) {
            if self.decided.decisions[at].join.is_some() && marked[at] != marked[at + 1] {
                marked[at..at + 2].fill(false);
            }
        }
    }

    /// Whether anything could make a token noise; what a rule asks for, and what
    /// was joined into words, is text.
    fn may_be_noise(&self, at: usize) -> bool {
        let ruled = || self.taken(at).1.is_some_and(|reading| reading.rule.is_some());
        self.seen[at].strange > WORD && !ruled() && !self.makes_words(at) && !self.is_made_words(at)
    }

    /// Whether a token and the next were joined into words.
    fn makes_words(&self, at: usize) -> bool {
        let DecodedStream { decisions, joins, .. } = self.decided;
        decisions[at].join.is_some_and(|taken| joins[at][taken].units.iter().all(|unit| !unit.unknown))
    }

    /// Whether a token and the one before were.
    fn is_made_words(&self, at: usize) -> bool {
        self.decided.decisions[at].joined && at.checked_sub(1).is_some_and(|before| self.makes_words(before))
    }

    /// How much likelier what the engine says of a token is of noise.
    fn doubt(&self, at: usize, engine: &OcrConfidence<'_>) -> f32 {
        let doubt = engine.doubts(self.decided.places[at].token.span);
        // Engines doubt many a word that is right: what they doubt tells of letters that are no word.
        if self.seen[at].known_letters > 0.0 { doubt.min(0.0) } else { doubt }
    }

    fn features(
        &self,
        at: usize,
        line: (usize, usize),
        sums: &ScoreSums,
        whole: &ScoreSums,
    ) -> [f32; NAMES.len()] {
        let (_, reading) = self.taken(at);
        let (core, seen) = (self.core(at), &self.seen[at]);
        let place = &self.decided.places[at];
        let count = |n: usize, most: f32| (n as f32).min(most);
        let [before, after] = [at.checked_sub(1), Some(at + 1)].map(|at| {
            let seen = at.and_then(|at| self.seen.get(at));
            seen.map_or([-9.0, -1.0, -1.0], |s| [s.strange, s.letters, flag(s.known_letters > 0.0)])
        });
        let [near, around] = [NEAR, AROUND].map(|far| {
            let window = at.saturating_sub(far)..(at + far + 1).min(self.seen.len());
            ScoreSums::of(self.seen[window].iter()).plus(seen, -1.0)
        });
        [
            match place.core.shape {
                Shape::Word => 0.0,
                Shape::Number => 1.0,
                Shape::Opaque => 2.0,
                Shape::Marks => 3.0,
            },
            seen.letters,
            seen.worth,
            flag(!seen.is_word || seen.known_letters > 0.0),
            match core.chars().next() {
                Some(c) if c.is_uppercase() => 2.0,
                Some(c) if c.is_lowercase() => 1.0,
                _ => 0.0,
            },
            count(core.chars().skip(1).filter(|c| c.is_uppercase()).count(), 4.0),
            count(place.token.text.chars().filter(|c| !c.is_alphanumeric()).count(), 4.0),
            count(reading.map_or(1, |reading| reading.units.len()), 4.0),
            reading.map_or(0.0, |reading| self.page.channel(reading)).max(-MANY),
            flag(self.decided.decisions[at].taken > 0),
            flag(self.decided.decisions[at].joined || self.decided.decisions[at].join.is_some()),
            before[0],
            before[1],
            before[2],
            after[0],
            after[1],
            after[2],
            near.mean_strange(),
            near.share_known(),
            around.mean_strange(),
            around.share_known(),
            sums.mean_strange(),
            sums.tokens.min(MANY),
            count(at - line.0, MANY),
            count(line.1 - 1 - at, MANY),
            whole.share_known(),
            whole.mean_strange(),
            noise_bigrams::odds(&place.token.text),
        ]
    }
}

/// ln P of a reading as text, with the usual share of unknown words rather than this page's.
fn text_worth(reading: &Candidate, page: &PageStatistics) -> f32 {
    let usual = USUAL_UNKNOWN - page.ln_unknown;
    let words = reading.units.iter().map(|u| page.price(u) + if u.unknown { usual } else { 0.0 });
    page.channel(reading) + reading.penalty + words.sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trees_can_be_read() {
        LazyLock::force(&NOISE);
    }
}
