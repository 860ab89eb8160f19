//! The distinct words of a page: each is looked at once, however often it stands there.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::language::{Item, Language, Ordered, Typeface, WordId, fold, folded};
use crate::model::Kind;

use super::Period;
use super::candidate::{Candidate, unit};
use super::candidates::Generator;
use super::interner::Interner;
use super::ocr_confidence::Offer;
use super::page_statistics::{ChannelCounts, PageStatistics, Uses};
use super::rerank;
use super::token::{Core, Shape, is_stop};
use super::typeface;

/// From here on (ln P) a known word is too usual to be anything else.
const USUAL: f32 = -10.0;
/// The same on old print, whose letters are misread oftener.
const USUAL_OLD: f32 = -5.5;
/// The share of old print from which on a missing blank after a mark may be the print's own.
const FAINT: f32 = 0.05;
/// How many marks must stand right after their words for one that does not.
const MANY_CLOSED: usize = 8;
/// No name is so likely a word of the language (ln P).
const NAME: f32 = -11.0;
/// Shorter names are too like other words.
const SHORTEST_NAME: usize = 6;
/// How many names of a page are looked at.
const MOST_NAMES: usize = 64;
/// The least share of old print on a page that is said to be old.
const LEAST_OLD: f32 = 0.3;
/// The same of a page in gothic type.
const GOTHIC_OLD: f32 = 0.9;
/// About how many bytes a word has.
const USUAL_LENGTH: usize = 8;
/// How often a page is read before its measures are trusted.
const PASSES: usize = 2;

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
    word: Option<WordId>,
    count: usize,
    shape: Shape,
    /// Whether a maintainer's rule decides it.
    ordered: bool,
    /// What the engine offers for it.
    offers: Vec<Offer>,
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
    cores: Interner,
    pub(super) entries: Vec<WordEntry>,
    /// How many words end with a mark, how many have one inside, and how many
    /// marks stand by themselves.
    marks: [usize; 3],
}

impl PageVocabulary {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self { cores: Interner::default(), entries: Vec::new(), marks: [0; 3] }
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
        if core.shape == Shape::Word
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

    /// The entry of a core for which the engine offers the same.
    fn entry(&mut self, language: &Language, core: &str, shape: Shape, offers: &[Offer]) -> usize {
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
            let lower = folded(core);
            entry.word = language.word(&lower);
            let modern = entry.word.is_some_and(|w| language.flags(w).is_modern());
            entry.known = modern || language.knows(core);
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

    /// Measures the page and finds what its words may be read as.
    pub(super) fn adapt(&mut self, language: &Language, period: Period) -> PageStatistics {
        let mut page = PageStatistics::default();
        page.weigh_layers(&self.layers(language));
        match period {
            Period::Auto | Period::Historical if typeface::is_gothic(language, self.words()) => {
                page.print = Typeface::Gothic;
                page.set_old(page.old.max(GOTHIC_OLD));
            }
            Period::Auto => {}
            Period::Modern => page.set_old(0.0),
            Period::Historical => page.set_old(page.old.max(LEAST_OLD)),
        }
        let [after, inside, apart] = self.marks;
        page.tight = page.old > FAINT || inside >= 2 && 3 * inside > after;
        page.closes_marks = MANY_CLOSED * apart <= after;
        let old = page.is_old();
        if old {
            if language.has_print(Typeface::Later) {
                page.ij = typeface::ij(self.words());
            }
            // Engines that read ij as y set blanks before commas too, where the print has next to none.
            page.closes_marks |= page.ij > 0.0 && self.words().any(|(word, _)| word.contains('y'));
            page.spells_y = page.ij <= 0.0 && typeface::spells_y(self.words());
            let later = page.print == Typeface::Later;
            if later && language.has_print(Typeface::LongS) && typeface::long_s(self.words()) > 0.0 {
                page.print = Typeface::LongS;
            }
            for entry in &mut self.entries {
                entry.known |= entry.word.is_some_and(|w| language.flags(w).is_historical());
            }
        }
        for (core, entry) in self.cores.iter().zip(&self.entries) {
            if entry.shape == Shape::Word && !entry.known {
                let lower = folded(core);
                for _ in 0..entry.count {
                    page.count_unknown(&lower);
                }
            }
        }
        page.names = self.names();
        self.generate(language, &page, old);
        if old {
            self.price(language, &page);
            self.doubt(language, &page, old);
        }
        let mut learnt = None;
        for _ in 0..PASSES {
            let found = self.found(language, &page, old);
            page.learn(&found);
            let best = self.best(language, &page, old);
            // The same choice among the same readings teaches the same.
            if old || learnt.as_ref() != Some(&best) {
                let (used, words) = self.adaptations(&best);
                page.adapt_channel(language, &used, &words);
            }
            learnt = Some(best);
            if old {
                // What was out of reach at the usual rates may be within at those of the page.
                self.generate(language, &page, old);
                self.doubt(language, &page, old);
            }
        }
        if !old {
            self.price(language, &page);
            self.doubt(language, &page, old);
        }
        let generator = Generator::new(language, &page, old);
        for (core, entry) in self.cores.iter().zip(&mut self.entries) {
            if !entry.offers.is_empty() {
                generator.offered(core, entry.known, &entry.offers, &mut entry.readings);
            }
            if let Some((keep, others)) = entry.readings.split_first_mut() {
                for reading in others {
                    reading.worth = rerank::score(reading, keep, entry.known, language, &page);
                }
            }
        }
        page
    }

    /// Prices the known words.
    fn price(&mut self, language: &Language, page: &PageStatistics) {
        for (core, entry) in self.cores.iter().zip(&mut self.entries) {
            if let Some(word) = entry.word {
                entry.weight = page.price(&unit(language, word, core));
            }
        }
    }

    /// Finds what the words that no list has may be read as.
    fn generate(&mut self, language: &Language, page: &PageStatistics, old: bool) {
        let generator = Generator::new(language, page, old);
        let mut found: Vec<Vec<Candidate>> = Vec::with_capacity(self.entries.len());
        for (core, entry) in self.cores.iter().zip(&self.entries) {
            found.push(match entry.shape {
                Shape::Word if !entry.known => generator.readings(core),
                Shape::Word if entry.word.is_none() && !old => generator.compound(core),
                Shape::Number => generator.numbered(core),
                _ => Vec::new(),
            });
        }
        for (entry, readings) in self.entries.iter_mut().zip(found) {
            if !entry.ordered && (readings.len() > 1 || !entry.known) {
                entry.readings = readings;
            }
        }
    }

    /// Known words that may still be misread or merged: the rarer ones.
    fn doubt(&mut self, language: &Language, page: &PageStatistics, old: bool) {
        let generator = Generator::new(language, page, old);
        let usual = if old { USUAL_OLD } else { USUAL };
        for (core, entry) in self.cores.iter().zip(&mut self.entries) {
            let Some(word) = entry.word else { continue };
            let open = entry.shape == Shape::Word
                && (entry.readings.is_empty() || old && entry.known)
                && (entry.weight < usual || page.ij > 0.0 && core.contains('y'))
                && !language.flags(word).is_keep()
                && (old || language.is_confusable(word) || language.splits(word));
            if open {
                let readings = generator.real_words(core, word);
                if readings.len() > 1 {
                    entry.readings = readings;
                }
            }
        }
    }

    /// Long words with a capital that stand on the page more than once.
    fn names(&self) -> Vec<String> {
        let all = self.cores.iter().zip(&self.entries);
        let names = all.filter(|(core, entry)| {
            entry.count > 1
                && entry.shape == Shape::Word
                && entry.weight < NAME
                && core.starts_with(char::is_uppercase)
                && core.chars().skip(1).all(char::is_lowercase)
                && core.chars().count() >= SHORTEST_NAME
        });
        names.map(|(core, _)| core.to_string()).take(MOST_NAMES).collect()
    }

    /// The distinct words, each with how often it stands there.
    fn words(&self) -> impl Iterator<Item = (&str, f32)> + Clone {
        let words = self.cores.iter().zip(&self.entries).filter(|(_, entry)| entry.shape == Shape::Word);
        words.map(|(core, entry)| (core, entry.count as f32))
    }

    /// ln P of every known word in either layer.
    fn layers(&self, language: &Language) -> Vec<(f32, f32)> {
        let mut pairs = Vec::new();
        for entry in &self.entries {
            if let Some(word) = entry.word {
                let pair = (language.unigram(word), language.historical_unigram(word));
                pairs.extend(std::iter::repeat_n(pair, entry.count));
            }
        }
        pairs
    }

    /// Which reading of each word is the best without context, where there are any.
    fn best(&self, language: &Language, page: &PageStatistics, old: bool) -> Vec<Option<usize>> {
        let generator = Generator::new(language, page, old);
        let best = |entry: &WordEntry| {
            let worths = entry.readings.iter().map(|reading| generator.rough(reading)).enumerate();
            worths.max_by(|a, b| a.1.total_cmp(&b.1)).map(|best| best.0)
        };
        self.entries.iter().map(best).collect()
    }

    /// Which confusions the best readings rest on, and the words of the page so
    /// read, each with how often it stands there.
    fn adaptations(&self, best: &[Option<usize>]) -> (Uses, Vec<(&str, usize)>) {
        let mut used = Uses::default();
        let mut words = Vec::with_capacity(self.entries.len());
        for ((core, entry), best) in self.cores.iter().zip(&self.entries).zip(best) {
            if entry.shape != Shape::Word {
                continue;
            }
            let best = best.map(|best| &entry.readings[best]);
            words.push((best.map_or(core, |best| &best.text), entry.count));
            for (place, old) in best.iter().flat_map(|best| best.used.iter()) {
                *used[usize::from(old)].entry(place).or_default() += entry.count as f32;
            }
        }
        (used, words)
    }

    /// What a reading without context would find on the page.
    fn found(&self, language: &Language, page: &PageStatistics, old: bool) -> ChannelCounts {
        let mut found = ChannelCounts::default();
        let all = self.cores.iter().zip(&self.entries).zip(self.best(language, page, old));
        for ((core, entry), best) in all.filter(|((_, entry), _)| entry.shape == Shape::Word) {
            found.tokens += entry.count;
            found.letters += entry.count * core.len();
            let Some(best) = best.map(|best| &entry.readings[best]) else { continue };
            found.lost_blanks += f32::from(best.lost_blanks) * entry.count as f32;
            found.misread += f32::from(best.confused + best.misread) * entry.count as f32;
            found.unknown += entry.count * usize::from(best.units.iter().any(|u| u.unknown));
        }
        found
    }
}
