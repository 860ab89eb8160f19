//! What one page is like: how often its blanks were lost, its letters misread,
//! which words it repeats, and whether it is old print.

use std::sync::Arc;

use foldhash::HashMap;

use crate::language::{Confusions, Item, Language, Typeface};

use crate::repair::candidate::Candidate;
use crate::repair::channel::{Adaptation, Channel, Uses};
use crate::repair::units::Unit;

/// ln of the usual share of words that no list has.
pub(in crate::repair) const USUAL_UNKNOWN: f32 = -3.9;
/// The least share of old print at which a page counts as old.
pub const OLD: f32 = 0.15;

/// ln of the share of lost blanks from which on a page loses them everywhere.
const MANY_LOST: f32 = -3.5;

/// How much less a word says by standing so often in a volume than by standing so often on a page.
const VOLUME: u32 = 2;

/// What is known of a volume before any of its pages is repaired.
#[derive(Debug, Clone)]
pub(crate) struct Settled {
    /// The language that its words are counted in.
    pub(in crate::repair) tag: String,
    pub(in crate::repair) page: PageStatistics,
}

/// The measures of a page.
#[expect(clippy::struct_excessive_bools)] // Each is a habit of its own.
#[derive(Debug, Clone)]
pub(in crate::repair) struct PageStatistics {
    /// ln of the share of blanks between words that were lost.
    pub(in crate::repair) ln_lost_blank: f32,
    /// ln of the share of words that were torn apart.
    pub(in crate::repair) ln_torn: f32,
    /// How much oftener than usual letters are misread, as ln.
    pub(in crate::repair) ln_misread: f32,
    /// ln of the share of words that no list has.
    pub(in crate::repair) ln_unknown: f32,
    /// The share of old print, and its logarithms.
    pub(in crate::repair) old: f32,
    ln_old: f32,
    ln_modern: f32,
    /// How well the pack knows what stands there.
    pub(in crate::repair) familiarity: Familiarity,
    /// Whether the page itself shows that it is old print, or who asks has said so.
    pub(in crate::repair) shows_old: bool,
    /// Whether the page writes y where others have ij.
    pub(in crate::repair) spells_y: bool,
    /// How its old print looks.
    pub(in crate::repair) print: Typeface,
    /// Whether no list explains the words of its period.
    pub(in crate::repair) unexplained: bool,
    /// Whether much on it is written for machines.
    pub(in crate::repair) holds_code: bool,
    /// Whether it is in a language that the pack is not of.
    pub(in crate::repair) is_foreign: bool,
    /// Log odds that it has ij where y was read.
    pub(in crate::repair) ij: f32,
    /// Log odds that its print has no accents but at the ends of words.
    pub(in crate::repair) unaccented: f32,
    /// Whether accents inside words may be the engine's.
    pub(in crate::repair) doubts_accents: bool,
    /// Whether the page sets no blank after its commas and stops.
    pub(in crate::repair) tight: bool,
    /// Whether the page sets its commas and stops right after the word.
    pub(in crate::repair) closes_marks: bool,
    repeats: HashMap<String, u32>,
    /// What is known of the volume that it is a page of.
    volume: Option<Arc<Settled>>,
    /// Names that stand on the page more than once.
    pub(in crate::repair) names: Vec<String>,
    /// How much oftener than usual each confusion occurs here.
    adaptation: Adaptation,
}

impl Default for PageStatistics {
    fn default() -> Self {
        let mut page = Self {
            ln_lost_blank: 0.01f32.ln(),
            ln_torn: 0.001f32.ln(),
            ln_misread: 0.0,
            ln_unknown: USUAL_UNKNOWN,
            old: 0.0,
            ln_old: f32::NEG_INFINITY,
            ln_modern: 0.0,
            familiarity: Familiarity::default(),
            shows_old: false,
            spells_y: false,
            print: Typeface::Later,
            unexplained: false,
            holds_code: false,
            is_foreign: false,
            ij: f32::NEG_INFINITY,
            unaccented: f32::NEG_INFINITY,
            doubts_accents: false,
            tight: false,
            closes_marks: false,
            repeats: HashMap::default(),
            volume: None,
            names: Vec::new(),
            adaptation: Adaptation::default(),
        };
        page.set_old(0.02);
        page
    }
}

impl PageStatistics {
    /// A page of a volume, in the language that its words are counted in.
    pub(in crate::repair) fn within(volume: Option<&Arc<Settled>>, language: &Language) -> Self {
        let volume = volume.filter(|volume| volume.tag == language.tag()).cloned();
        let adaptation = volume.as_ref().map(|volume| volume.page.adaptation.clone()).unwrap_or_default();
        Self { volume, adaptation, ..Self::default() }
    }

    /// What its volume is like.
    pub(in crate::repair) fn volume(&self) -> Option<&Self> {
        self.volume.as_ref().map(|volume| &volume.page)
    }

    /// Whether the page is old print.
    pub(in crate::repair) fn is_old(&self) -> bool {
        self.old > OLD
    }

    /// The channel of its old print.
    pub(in crate::repair) fn old_confusions<'a>(&self, language: &'a Language) -> &'a Confusions {
        language.historical_confusions(self.print)
    }

    /// Sets the share of old print.
    pub(in crate::repair) fn set_old(&mut self, share: f32) {
        self.old = share.clamp(0.0, 0.98);
        self.ln_old = self.old.ln();
        self.ln_modern = (1.0 - self.old).ln();
    }

    /// Counts a word that no list has, in lower case.
    pub(in crate::repair) fn count_unknown(&mut self, lower: &str) {
        *self.repeats.entry(lower.to_owned()).or_default() += 1;
    }

    /// How much likelier a word is for standing on the page more than once.
    pub(in crate::repair) fn repeated(&self, lower: &str) -> f32 {
        let here = self.repeats.get(lower).copied().unwrap_or(0);
        // In a whole volume what is misread is repeated too.
        let there = self.volume().and_then(|volume| volume.repeats.get(lower)).map_or(0, |&all| all / VOLUME);
        match here.max(there) {
            0 | 1 => 0.0,
            2 => 2.5,
            _ => 4.0,
        }
    }

    /// The share of old print in known words, by expectation maximisation:
    /// which layer explains each word better. Pairs of ln P, modern and old.
    pub(in crate::repair) fn weigh_layers(&mut self, words: &[(f32, f32)]) {
        let odds: Vec<f32> =
            words.iter().map(|&(modern, old)| (modern - old).clamp(-30.0, 30.0).exp()).collect();
        let mut share = 0.02f32;
        for _ in 0..6 {
            let prior = (1.0 - share) / share;
            let old: f32 = odds.iter().map(|odds| 1.0 / (1.0 + prior * odds)).sum();
            share = ((old + 0.1) / (words.len() as f32 + 5.0)).clamp(0.001, 0.98);
        }
        self.set_old(share);
    }

    /// Learns from what a pass found: `tokens` words and `letters` letters, of
    /// which so many blanks were lost, letters misread and words unknown.
    pub(in crate::repair) fn learn(&mut self, found: &ChannelCounts) {
        let tokens = found.tokens as f32;
        // One find must not make itself likelier.
        let blanks = (found.lost_blanks - 1.0).max(0.0);
        let lost = (blanks + 30.0 * 0.003) / (tokens + blanks + 30.0);
        self.ln_lost_blank = lost.clamp(0.0015, 0.3).ln();
        let misread = ((found.misread - 1.0).max(0.0) + 0.3) / (found.letters as f32 * 0.001 + 0.3);
        self.ln_misread = misread.clamp(0.5, 20.0).ln();
        self.ln_unknown = ((0.7 * found.unknown as f32 + 0.9) / (tokens + 30.0)).min(0.6).ln();
    }

    /// ln P of a word by itself.
    pub(in crate::repair) fn price(&self, unit: &Unit) -> f32 {
        let modern = self.ln_modern + unit.modern;
        let p = if self.old > 0.05 {
            let old = self.ln_old + unit.old;
            let high = modern.max(old);
            high + ((modern - high).exp() + (old - high).exp()).ln()
        } else {
            modern
        };
        if unit.unknown { p + self.ln_unknown } else { p }
    }

    /// How much likelier a word is after another than anywhere, on a page of both layers;
    /// `modern` is what the modern layer says.
    pub(in crate::repair) fn link(&self, language: &Language, before: Item, next: Item, modern: f32) -> f32 {
        if next.word == Language::UNKNOWN {
            return modern.min(0.0) * (1.0 - self.old);
        }
        let (m, h) = (language.unigram(next.word), language.historical_unigram(next.word));
        let after = language.historical_bigram(before.word, next.word);
        let mix = |m: f32, h: f32| {
            let (m, h) = (self.ln_modern + m, self.ln_old + h);
            let high = m.max(h);
            high + ((m - high).exp() + (h - high).exp()).ln()
        };
        mix(m + modern, after) - mix(m, h)
    }

    /// How much oftener than usual a confusion occurs on this page, as ln.
    pub(in crate::repair) fn adaptation(&self, place: usize, old: bool) -> f32 {
        self.adaptation.of(place, old)
    }

    /// The noisy channel of this page; with `old`, that of old print too.
    pub(in crate::repair) fn noisy_channel<'a>(&'a self, language: &'a Language, old: bool) -> Channel<'a> {
        Channel {
            modern: language.confusions(),
            historical: old.then(|| self.old_confusions(language)),
            adaptation: &self.adaptation,
            alternating: language.profile().spelling.alternating.as_ref(),
            spells_y: self.spells_y,
        }
    }

    /// Learns how often this page's scan made each confusion: `used` of each
    /// in readings that were taken, among words as meant, each with how often it stands there.
    pub(in crate::repair) fn adapt_channel(
        &mut self,
        language: &Language,
        used: &Uses,
        words: &[(&str, usize)],
    ) {
        let historical = self.is_old().then(|| self.old_confusions(language));
        let volume = self.volume.as_ref().filter(|volume| volume.page.print == self.print);
        let volume = volume.map(|volume| &volume.page.adaptation);
        self.adaptation.learn([Some(language.confusions()), historical], used, words, volume);
    }

    fn doubt_of_merges(&self) -> f32 {
        (2.0 * (MANY_LOST - self.ln_lost_blank)).clamp(0.0, 8.0)
    }

    /// What a split costs for which nothing speaks but that both sides are words.
    fn cost_of_open(&self) -> f32 {
        3.0 - 1.5 * (self.ln_lost_blank - MANY_LOST).max(0.0) + self.doubt_of_merges()
    }

    /// ln P of what the channel did to make the text of this reading, with the caution it deserves.
    pub(in crate::repair) fn channel(&self, reading: &Candidate) -> f32 {
        let edits = f32::from(reading.confused) + f32::from(reading.misread);
        // A page with many errors has them everywhere; count that for each word once.
        let page = if edits > 0.0 { self.ln_misread.max(-0.7) * edits.min(2.0) * 0.5 } else { 0.0 };
        let adaptation: f32 = reading.used.iter().map(|(place, old)| self.adaptation(place, old)).sum();
        self.blanks(reading) + reading.ln_channel + adaptation + page - reading.penalty
    }

    /// ln P of the blanks that were lost.
    pub(in crate::repair) fn blanks(&self, reading: &Candidate) -> f32 {
        // That both halves are words is evidence only on a page that loses blanks everywhere.
        let open = if reading.open > 0.0 { reading.open * self.cost_of_open() } else { 0.0 };
        f32::from(reading.lost_blanks) * self.ln_lost_blank - open
    }

    /// What a capital at the front costs or gains inside a sentence (`fresh`: at the start of one).
    pub(in crate::repair) fn case(unit: &Unit, before: Item, fresh: bool) -> f32 {
        if unit.capital_share < 0.0 || fresh || before.word == Language::START {
            return 0.0;
        }
        if unit.capital {
            (unit.capital_share + 0.03).min(1.0).ln().max(-4.0)
        } else {
            (1.02 - unit.capital_share).min(1.0).ln()
        }
    }
}

/// How well the pack knows what stands on a page, in whatever layer: what it does not know it mends wrongly. How many
/// words say so is not asked: what is learnt from is cut to pieces, and a page is as long as it is.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::repair) struct Familiarity {
    /// The share of words in small letters that a list has.
    pub(in crate::repair) known: f32,
    /// The mean ln P of the known words.
    pub(in crate::repair) price: f32,
    /// How much likelier, in the mean and as ln, words are beside their neighbours than anywhere.
    pub(in crate::repair) linked: f32,
}

/// What a pass over a page found.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::repair) struct ChannelCounts {
    /// Words in all.
    pub(in crate::repair) tokens: usize,
    /// Letters in all.
    pub(in crate::repair) letters: usize,
    /// Blanks that were lost.
    pub(in crate::repair) lost_blanks: f32,
    /// Letters that were misread.
    pub(in crate::repair) misread: f32,
    /// Words that no list has.
    pub(in crate::repair) unknown: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_old_words_counts_as_old() {
        let mut page = PageStatistics::default();
        page.weigh_layers(&[
            (-20.0, -9.0),
            (-8.0, -8.0),
            (-21.0, -10.0),
            (-7.0, -7.5),
            (-20.0, -11.0),
            (-6.0, -6.0),
        ]);
        assert!(page.is_old());
        page.weigh_layers(&[(-9.0, -12.0), (-8.0, -8.0), (-9.0, -10.0), (-7.0, -7.5)]);
        assert!(!page.is_old());
    }

    #[test]
    fn a_page_that_lost_many_blanks_makes_splits_cheaper() {
        let mut page = PageStatistics::default();
        page.learn(&ChannelCounts {
            tokens: 400,
            letters: 2400,
            lost_blanks: 60.0,
            ..ChannelCounts::default()
        });
        assert!(page.ln_lost_blank > 0.1f32.ln());
    }
}
