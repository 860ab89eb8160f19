//! What is seen of a token that may be noise: what the models say of it, of its
//! neighbours, of its line and of the page.

use std::ops::Range;

use crate::language::flag;
use crate::repair::candidate::Candidate;
use crate::repair::decode::DecodedStream;
use crate::repair::page::{PageStatistics, USUAL_UNKNOWN};
use crate::repair::token::Shape;
use crate::repair::vocabulary::{PageVocabulary, WordEntry};

use super::bigrams;

/// What is seen of a token, in the order of [`Lines::features`].
pub(super) const NAMES: [&str; 28] = [
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

/// ln P of one more letter, or of the end, of letters at random.
const LETTER: f32 = -3.0;
/// How much likelier letters at random may be than a word, and how much less likely, before it counts no more.
const MOST: f32 = 8.0;
/// Counts of letters and of tokens beyond this are all the same, and ln P below this is.
const MANY: f32 = 20.0;
const LOW: f32 = -60.0;
/// How many tokens on each side are near, and how many are around.
const NEAR: usize = 2;
const AROUND: usize = 4;
/// What is seen of one token for the sake of those around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct TokenScores {
    pub(super) is_word: bool,
    pub(super) letters: f32,
    /// The letters of a word that is known.
    pub(super) known_letters: f32,
    /// ln P of it as text.
    pub(super) worth: f32,
    /// How much likelier its letters are at random.
    pub(super) strange: f32,
}

/// Sums over tokens.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ScoreSums {
    pub(super) tokens: f32,
    pub(super) strange: f32,
    pub(super) letters: f32,
    pub(super) known: f32,
}

impl ScoreSums {
    pub(super) fn of<'a>(seen: impl Iterator<Item = &'a TokenScores>) -> Self {
        seen.fold(Self::default(), |sums, seen| sums.plus(seen, 1.0))
    }

    pub(super) fn plus(self, seen: &TokenScores, times: f32) -> Self {
        Self {
            tokens: self.tokens + times,
            strange: self.strange + times * seen.strange,
            letters: self.letters + times * seen.letters,
            known: self.known + times * seen.known_letters,
        }
    }

    pub(super) fn mean_strange(&self) -> f32 {
        self.strange / self.tokens.max(1.0)
    }

    pub(super) fn share_known(&self) -> f32 {
        self.known / self.letters.max(1.0)
    }
}

/// The lines of a stream and what is seen of their tokens.
pub(super) struct Lines<'a> {
    pub(super) decided: &'a DecodedStream,
    pub(super) vocabulary: &'a PageVocabulary,
    pub(super) page: &'a PageStatistics,
    pub(super) seen: Vec<TokenScores>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(
        decided: &'a DecodedStream,
        vocabulary: &'a PageVocabulary,
        page: &'a PageStatistics,
    ) -> Self {
        let mut stream = Self { decided, vocabulary, page, seen: Vec::new() };
        stream.seen = (0..decided.tokens.len()).map(|at| stream.see(at)).collect();
        stream
    }

    /// The tokens of each line.
    pub(super) fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let mut end = 0;
        self.decided.tokens.chunk_by(|a, b| a.fragment == b.fragment).map(move |line| {
            let start = end;
            end += line.len();
            start..end
        })
    }

    /// The entry of a token and the reading that was taken of it.
    pub(super) fn taken(&self, at: usize) -> (&'a WordEntry, Option<&'a Candidate>) {
        let entry = &self.vocabulary.entries[self.decided.tokens[at].entry];
        (entry, entry.readings.get(self.decided.decisions[at].taken))
    }

    pub(super) fn core(&self, at: usize) -> &'a str {
        let place = &self.decided.tokens[at];
        &place.token.text[place.core.start..place.core.end]
    }

    fn see(&self, at: usize) -> TokenScores {
        let (entry, reading) = self.taken(at);
        let is_word = self.decided.tokens[at].core.shape == Shape::Word;
        let known = reading.map_or(entry.known, |reading| reading.units.iter().all(|unit| !unit.unknown));
        let letters = (self.core(at).chars().count() as f32).min(MANY);
        let worth = reading.map_or(entry.weight, |reading| text_worth(reading, self.page)).max(LOW);
        let strange = if is_word { (LETTER * (letters + 1.0) - worth).clamp(-MOST, MOST) } else { 0.0 };
        let known_letters = if is_word && known { letters } else { 0.0 };
        TokenScores { is_word, letters, known_letters, worth, strange }
    }

    /// What is seen of a token, on a line `line` with these sums, on a page with those.
    pub(super) fn features(
        &self,
        at: usize,
        line: (usize, usize),
        sums: &ScoreSums,
        whole: &ScoreSums,
    ) -> [f32; NAMES.len()] {
        let (_, reading) = self.taken(at);
        let (core, seen) = (self.core(at), &self.seen[at]);
        let place = &self.decided.tokens[at];
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
            bigrams::odds(&place.token.text),
        ]
    }
}

/// ln P of a reading as text, with the usual share of unknown words rather than this page's.
fn text_worth(reading: &Candidate, page: &PageStatistics) -> f32 {
    let usual = USUAL_UNKNOWN - page.ln_unknown;
    let words = reading.units.iter().map(|u| page.price(u) + if u.unknown { usual } else { 0.0 });
    page.channel(reading) + reading.penalty + words.sum::<f32>()
}
