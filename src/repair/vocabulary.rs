//! The distinct words of a page: each is looked at once, however often it stands there.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::language::{Item, Language, Ordered, WordId, fold, folded};
use crate::model::Kind;

use super::candidate::Candidate;
use super::channel::Offer;
use super::interner::Interner;
use super::letter_marks::LetterMarks;
use super::page::PageStatistics;
use super::token::{Core, Shape, is_stop};
use super::units::unit;

/// About how many bytes a word has.
const USUAL_LENGTH: usize = 8;
/// So many pairs of neighbours say how well a page's words follow one another.
const MOST_NEIGHBOURS: usize = 2000;
/// What is known of one distinct core.
#[derive(Debug)]
pub(super) struct WordEntry {
    /// What it is for the context.
    pub(super) item: Item,
    /// What it may be read as; empty when there is nothing to decide.
    pub(super) readings: Vec<Candidate>,
    /// Whether it is a word as it stands.
    pub(super) known: bool,
    /// ln P of it, where it is known.
    pub(super) weight: f32,
    /// Which word of the lists it is.
    pub(super) word: Option<WordId>,
    /// How often it stands on the page.
    pub(super) count: usize,
    pub(super) shape: Shape,
    /// Whether a maintainer's rule decides it.
    pub(super) ordered: bool,
    /// What the engine offers for it.
    pub(super) offers: Vec<Offer>,
}

impl WordEntry {
    /// ln P of it as it stands.
    pub(super) fn standing(&self, page: &PageStatistics) -> f32 {
        self.readings.first().map_or(self.weight, |keep| keep.units.iter().map(|u| page.price(u)).sum())
    }
}

/// What a core is kept under for which an engine offers other readings.
fn key<'a>(core: &str, offers: &[Offer]) -> Cow<'a, str> {
    let mut key = core.to_owned();
    for offer in offers {
        // Writing to a string cannot fail.
        let _ = write!(key, "\0{}\0{}", offer.text, offer.ln_channel);
    }
    Cow::Owned(key)
}

/// The distinct cores of a page.
pub(super) struct PageVocabulary {
    pub(super) cores: Interner,
    pub(super) entries: Vec<WordEntry>,
    /// How many words end with a mark, how many have one inside, and how many
    /// marks stand by themselves.
    pub(super) marks: [usize; 3],
    /// Words that stand side by side, by their places: of a long page those at its front.
    pub(super) neighbours: Vec<(usize, usize)>,
    letter_marks: LetterMarks,
}

impl PageVocabulary {
    /// An empty one, of a page on which these marks are letters.
    pub(super) fn new(letter_marks: LetterMarks) -> Self {
        Self {
            cores: Interner::default(),
            entries: Vec::new(),
            marks: [0; 3],
            neighbours: Vec::new(),
            letter_marks,
        }
    }

    /// Makes room for the words of so many tokens.
    pub(super) fn expect(&mut self, tokens: usize) {
        // As a page goes on, fewer of its words are new.
        let words = tokens.min(64 + tokens / 2);
        self.cores.reserve(words, words * USUAL_LENGTH);
        self.entries.reserve(words);
    }

    /// Takes in a token; returns its core, perhaps widened, and its place in the vocabulary.
    pub(super) fn add(&mut self, language: &Language, text: &str, offers: &[Offer]) -> (Core, usize) {
        let mut core = Core::of(text);
        let mut at = self.entry(language, &text[core.start..core.end], core.shape, &[]);
        if let Some(wide) = self.letter_marks.widened(core, text) {
            let narrow = &text[core.start..core.end];
            core = wide;
            at = self.entry_as(language, (&text[core.start..core.end], narrow), core.shape, &[]);
        } else if core.shape == Shape::Word
            && !self.entries[at].known
            && let Some(wide) = core.widened(text)
        {
            core = wide;
            at = self.entry(language, &text[core.start..core.end], core.shape, &[]);
        }
        if core.shape == Shape::Word && !offers.is_empty() {
            at = self.entry(language, &text[core.start..core.end], core.shape, offers);
        }
        self.entries[at].count += 1;
        if core.shape == Shape::Word {
            self.marks[0] += usize::from(text[core.end..].starts_with([',', '.', ';', ':']));
            let is_mark = |byte| matches!(byte, b',' | b'.' | b';' | b':');
            self.marks[1] += usize::from(text[core.start..core.end].bytes().any(is_mark));
        } else if core.shape == Shape::Marks && is_stop(text) {
            self.marks[2] += 1;
        }
        (core, at)
    }

    /// Notes which words of a stream stand side by side: of each token its entry, and whether a block opens there.
    pub(super) fn note_neighbours(&mut self, tokens: impl Iterator<Item = (usize, bool)> + Clone) {
        let is_word = |at: usize| self.entries[at].shape == Shape::Word;
        let pairs = tokens
            .clone()
            .zip(tokens.skip(1))
            .filter(|&((a, _), (b, opens))| !opens && is_word(a) && is_word(b));
        let room = MOST_NEIGHBOURS.saturating_sub(self.neighbours.len());
        let pairs: Vec<_> = pairs.map(|((a, _), (b, _))| (a, b)).take(room).collect();
        self.neighbours.extend(pairs);
    }

    /// The entry of a core for which the engine offers the same.
    fn entry(&mut self, language: &Language, core: &str, shape: Shape, offers: &[Offer]) -> usize {
        self.entry_as(language, (core, core), shape, offers)
    }

    /// The same where only part of a core is word.
    fn entry_as(
        &mut self,
        language: &Language,
        (core, part): (&str, &str),
        shape: Shape,
        offers: &[Offer],
    ) -> usize {
        let key = if offers.is_empty() { Cow::Borrowed(core) } else { key(core, offers) };
        if let Some(at) = self.cores.find(&key) {
            return at;
        }
        let at = self.entries.len();
        let mut entry = WordEntry {
            item: language.item(match shape {
                Shape::Number => Language::NUMBER,
                _ => Language::UNKNOWN,
            }),
            readings: Vec::new(),
            known: true,
            weight: -6.0,
            word: None,
            count: 0,
            shape,
            ordered: false,
            offers: offers.to_vec(),
        };
        if shape == Shape::Word {
            let lower = folded(part);
            entry.word = language.word(&lower);
            let modern = entry.word.is_some_and(|w| language.flags(w).is_modern());
            entry.known = modern || language.knows(part);
            if let Some(word) = entry.word {
                entry.item = language.item(word);
                entry.weight = language.unigram(word);
            } else if entry.known {
                entry.weight = -16.0;
                if let Some(compound) = language.compound_of(&lower) {
                    entry.item.class = language.class(compound.head);
                }
            }
        }
        self.cores.push(&key, core.len());
        self.entries.push(entry);
        at
    }

    /// Takes in a stretch of a token that a maintainer's rule decides; returns its place in the vocabulary.
    pub(super) fn ordered(&mut self, language: &Language, read: &str, rule: &Ordered) -> usize {
        let key = format!("{read}\0{}\0{}", rule.text, rule.place);
        if let Some(at) = self.cores.find(&key) {
            self.entries[at].count += 1;
            return at;
        }
        let word = language.word(&fold(&rule.text)).unwrap_or(Language::UNKNOWN);
        let keep = Candidate::untouched(read, unit(language, Language::UNKNOWN, read));
        let mut reading = Candidate::untouched(&rule.text, unit(language, word, &rule.text));
        reading.kind = Some(Kind::Dictionary);
        reading.rule = Some(rule.place.clone());
        // A rule is an order, not evidence: nothing in the context outweighs it.
        reading.ln_channel = 60.0;
        let at = self.entries.len();
        self.cores.push(&key, read.len());
        self.entries.push(WordEntry {
            item: language.item(word),
            readings: vec![keep, reading],
            known: true,
            weight: -6.0,
            word: None,
            count: 1,
            shape: Shape::Opaque,
            ordered: true,
            offers: Vec::new(),
        });
        at
    }
}
