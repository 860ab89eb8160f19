//! What the model says of a word after others: n-grams of words and of
//! classes, mixed.

use std::sync::LazyLock;

use super::followers::FoundNgram;
use super::pack::known;
use super::{Item, Language, WordId};

/// The share of the word model in the mixture; the rest is the class model's.
/// Sparse words know their neighbours from their classes alone.
const WORD_SHARE: f32 = 0.5;
/// The same for a word that the lexicon lacks.
const UNKNOWN_WORD_SHARE: f32 = 0.2;
/// ln P of a word that was never seen in a layer.
const FLOOR: f32 = -21.0;
/// ln P of a word that only a user's dictionary has.
const USER_WORD: f32 = -13.0;

/// What the model saw last, looked up once for all that may come next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct History {
    /// The nearest last.
    items: [Item; 2],
    /// Where the words that follow the two are kept, if any do.
    pair: Option<FoundNgram>,
}

impl Language {
    /// ln P of a word by itself.
    #[inline]
    pub(crate) fn unigram(&self, word: WordId) -> f32 {
        if word.0 as usize >= self.pack.len() {
            return USER_WORD;
        }
        known(self.pack.word(word).unigram).unwrap_or(FLOOR)
    }

    /// ln P of a word by itself in old print.
    #[inline]
    pub(crate) fn historical_unigram(&self, word: WordId) -> f32 {
        known(self.pack.word(word).historical).unwrap_or(FLOOR)
    }

    /// ln P of `b` after `a`.
    #[inline]
    pub(crate) fn bigram(&self, a: WordId, b: WordId) -> f32 {
        self.bigram_of(a, b, self.modern_pair(a, b))
    }

    /// The same, the pair looked up before.
    #[inline]
    fn bigram_of(&self, a: WordId, b: WordId, pair: Option<FoundNgram>) -> f32 {
        match pair {
            Some(found) => found.ln_p,
            None => self.pack.backoff(a) + self.unigram(b),
        }
    }

    #[inline]
    fn modern_pair(&self, a: WordId, b: WordId) -> Option<FoundNgram> {
        self.pack.may_pair(a, b).then(|| self.pack.pair(a, b))?
    }

    /// Whether `b` was seen right after `a` in modern text, oftener than by chance. In old print the halves of broken
    /// words stand side by side too.
    pub(crate) fn has_met(&self, a: WordId, b: WordId) -> bool {
        self.modern_pair(a, b).is_some_and(|found| found.ln_p > self.unigram(b))
    }

    /// ln P of `b` after `a` in old print.
    #[inline]
    pub(crate) fn historical_bigram(&self, a: WordId, b: WordId) -> f32 {
        match self.pack.historical_pair(a, b) {
            Ok(found) => found.ln_p,
            Err(backoff) => backoff + self.historical_unigram(b),
        }
    }

    /// ln P of `c` after `a b`.
    pub(crate) fn trigram(&self, a: WordId, b: WordId, c: WordId) -> f32 {
        self.trigram_of(self.modern_pair(a, b), c, || self.bigram(b, c))
    }

    /// The same, the first two looked up before.
    #[inline]
    fn trigram_of(&self, pair: Option<FoundNgram>, c: WordId, bigram: impl FnOnce() -> f32) -> f32 {
        let Some(pair) = pair else { return bigram() };
        self.pack.third(pair.index, c).unwrap_or_else(|backoff| backoff + bigram())
    }

    /// ln P of `next` after `history` (the nearest last): words and classes mixed.
    pub(crate) fn ln_p(&self, history: [Item; 2], next: Item) -> f32 {
        let [a, b] = history;
        let word = self.trigram(a.word, b.word, next.word);
        let class = self.pack.class_trio(a.class, b.class, next.class) + self.in_class(next);
        let share = if next.word == Self::UNKNOWN { UNKNOWN_WORD_SHARE } else { WORD_SHARE };
        mix(word, class, share)
    }

    /// How much likelier `next` is after `history` than anywhere (ln of the ratio).
    pub(crate) fn association(&self, history: [Item; 2], next: Item) -> f32 {
        self.link_after(&self.history(history), next)
    }

    /// What comes after these items (the nearest last).
    #[inline]
    pub(crate) fn history(&self, items: [Item; 2]) -> History {
        History { items, pair: self.modern_pair(items[0].word, items[1].word) }
    }

    /// How much likelier `next` is after what was seen than anywhere.
    #[inline]
    pub(crate) fn link_after(&self, history: &History, next: Item) -> f32 {
        let before = history.items[1].word;
        self.link_by(history, next, || self.bigram(before, next.word))
    }

    /// The same, and the history after it.
    #[inline]
    pub(crate) fn link_on(&self, history: &History, next: Item) -> (f32, History) {
        let before = history.items[1];
        let pair = self.modern_pair(before.word, next.word);
        let link = self.link_by(history, next, || self.bigram_of(before.word, next.word, pair));
        (link, History { items: [before, next], pair })
    }

    #[inline]
    fn link_by(&self, history: &History, next: Item, bigram: impl FnOnce() -> f32) -> f32 {
        let [a, b] = history.items;
        let class = self.pack.class_trio(a.class, b.class, next.class) - self.pack.class(next.class);
        if next.word == Self::UNKNOWN {
            return class;
        }
        let word = self.trigram_of(history.pair, next.word, bigram) - self.unigram(next.word);
        mean(word, class)
    }

    fn in_class(&self, item: Item) -> f32 {
        let word = self.pack.word(item.word);
        known(word.unigram).map_or(FLOOR, |own| own - self.pack.class_total(word.class))
    }
}

/// ln of a mixture of two probabilities given as logarithms.
#[inline]
fn mix(a: f32, b: f32, share: f32) -> f32 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if high - low > 12.0 {
        return high + if a > b { share.ln() } else { (1.0 - share).ln() };
    }
    let (high_share, low_share) = if a > b { (share, 1.0 - share) } else { (1.0 - share, share) };
    high + (high_share + low_share * (low - high).exp()).ln()
}

/// How many steps the table of [`mean`] has for each unit.
const STEPS: f32 = 32.0;
/// From so many units apart on, the lower of two adds nothing to their mean.
const APART: f32 = 12.0;

/// ln of the mean of 1 and a probability that is so many steps lower. A table,
/// as this is asked for every pair of words of a page; good to a 20,000th.
static MEANS: LazyLock<Vec<f32>> = LazyLock::new(|| {
    (0..=(STEPS * APART) as u32 + 1).map(|step| (0.5 + 0.5 * (-(step as f32) / STEPS).exp()).ln()).collect()
});

/// ln of the mean of two probabilities given as logarithms.
#[inline]
fn mean(a: f32, b: f32) -> f32 {
    let high = a.max(b);
    let apart = (a - b).abs().min(APART) * STEPS;
    let at = apart as usize;
    match MEANS.get(at..at + 2) {
        Some(&[above, below]) => high + above + (below - above) * (apart - at as f32),
        _ => high,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tests::small;

    /// The counts of the small pack, discounted by hand: *een* stands 50 times, *een huis* 8 times,
    /// `<s> een` 9 times and `<s> een huis` 4 times.
    #[test]
    fn a_run_stands_with_its_count_less_the_discount_and_its_share_of_the_shorter_run() {
        let language = small();
        let word = |text: &str| language.word(text).unwrap();
        let (een, huis, rijk) = (word("een"), word("huis"), word("rijk"));
        let p = |word| f64::from(language.unigram(word)).exp();
        let taken = (8.0 - 0.75) / 50.0;
        let bigram = taken + (1.0 - taken) * p(huis);
        let left = 1.0 - (4.0 - 0.7) / 9.0;
        let table = [
            (language.bigram(een, huis), bigram),
            // What is not kept is the back-off of the word before it times its own probability.
            (language.bigram(een, rijk), (1.0 - taken) * p(rijk)),
            (language.bigram(huis, een), p(een)),
            (language.trigram(Language::START, een, huis), (4.0 - 0.7) / 9.0 + left * bigram),
            (language.trigram(Language::START, een, rijk), left * (1.0 - taken) * p(rijk)),
            (language.trigram(huis, een, huis), bigram),
        ];
        for (nth, (told, wanted)) in table.into_iter().enumerate() {
            // Logarithms are kept to a thousandth or so.
            assert!((f64::from(told) - wanted.ln()).abs() < 0.01, "{nth}: {told} {}", wanted.ln());
        }
    }

    #[test]
    fn words_have_met_that_were_seen_side_by_side() {
        let language = small();
        let word = |text: &str| language.word(text).unwrap();
        assert!(language.has_met(word("een"), word("huis")));
        assert!(!language.has_met(word("een"), word("rijk")));
    }

    #[test]
    fn the_table_holds_the_mean() {
        for (a, b) in [(0.0, 0.0), (-1.0, -1.3), (-7.26, -2.1), (-3.0, -14.9), (-2.0, -30.0)] {
            assert!((mean(a, b) - mix(a, b, 0.5)).abs() < 1e-4, "{a} {b}");
        }
    }
}
