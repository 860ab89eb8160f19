//! Interpolated absolute discounting over the mixed counts: what the weights
//! are chosen by, what the n-grams are pruned by, and what is reported.

use crate::corpus::{STOP, UNKNOWN};
use crate::ngram::{Mixed, context, pack, unpack};

const DISCOUNT_WORD: f64 = 0.3;
const DISCOUNT_RUN: f64 = 0.75;
/// The share of the open word list in the unigram.
const FLOOR_SHARE: f64 = 0.01;

/// One order of the model, indexed by context for quick look-ups.
struct Order {
    counts: Mixed,
    /// `(context, sum of counts, mass given back)`, sorted by context.
    contexts: Vec<(u64, f64, f64)>,
}

impl Order {
    fn new(counts: Mixed) -> Self {
        let contexts = counts
            .chunk_by(|a, b| context(a.0) == context(b.0))
            .map(|group| {
                let sum: f64 = group.iter().map(|entry| entry.1).sum();
                let kept: f64 = group.iter().map(|entry| (entry.1 - DISCOUNT_RUN).max(0.0)).sum();
                (context(group[0].0), sum, kept)
            })
            .collect();
        Self { counts, contexts }
    }

    /// Sums to divide by that are larger than what is kept in `counts`.
    fn with_sums(mut self, sum_of: impl Fn(u64) -> f64) -> Self {
        for (context, sum, _) in &mut self.contexts {
            *sum = sum.max(sum_of(*context));
        }
        self
    }

    /// Discounted probability and the weight of the lower order.
    fn look_up(&self, run: u64) -> (f64, f64) {
        let found = self.contexts.binary_search_by_key(&context(run), |entry| entry.0);
        let Ok(at) = found else { return (0.0, 1.0) };
        let (_, sum, kept) = self.contexts[at];
        let count = crate::ngram::count_of(&self.counts, run);
        ((count - DISCOUNT_RUN).max(0.0) / sum, 1.0 - kept / sum)
    }
}

/// A word model of up to three tokens.
pub(crate) struct Model {
    words: Vec<f64>,
    two: Order,
    three: Option<Order>,
}

impl Model {
    /// A model of the mixed counts; `words` by vocabulary number.
    pub(crate) fn new(words: &[f64], two: Mixed, three: Option<Mixed>) -> Self {
        let two = Order::new(two).with_sums(|context| words[unpack(context)[2] as usize]);
        let three = three.map(|counts| {
            Order::new(counts).with_sums(|context| crate::ngram::count_of(&two.counts, context))
        });
        Self { words: unigram(words), two, three }
    }

    pub(crate) fn one(&self, word: u32) -> f64 {
        self.words[word as usize]
    }

    pub(crate) fn two(&self, before: u32, word: u32) -> f64 {
        let (seen, rest) = self.two.look_up(pack(&[before, word]));
        seen + rest * self.one(word)
    }

    pub(crate) fn three(&self, first: u32, second: u32, word: u32) -> f64 {
        let lower = self.two(second, word);
        let Some(order) = &self.three else { return lower };
        if second == STOP {
            return lower;
        }
        let (seen, rest) = order.look_up(pack(&[first, second, word]));
        seen + rest * lower
    }
}

/// Discounted unigram with a floor for every word of the vocabulary.
fn unigram(words: &[f64]) -> Vec<f64> {
    let total: f64 = words.iter().sum();
    let kept: f64 = words.iter().map(|count| (count - DISCOUNT_WORD).max(0.0)).sum();
    let size = words.len() as f64;
    let spread = (1.0 - kept / total).max(FLOOR_SHARE) / size;
    let scale = 1.0 - spread * size;
    words.iter().map(|count| scale * (count - DISCOUNT_WORD).max(0.0) / kept + spread).collect()
}

/// Bits per token over a stream under a probability of `(first, second, word)`.
///
/// Unknown words are predicted as the one token that stands for them all.
pub(crate) fn cross_entropy(stream: &[u32], probability: impl Fn(u32, u32, u32) -> f64) -> f64 {
    let (mut bits, mut tokens) = (0.0, 0.0);
    for run in stream.windows(3) {
        bits -= probability(run[0], run[1], run[2]).log2();
        tokens += 1.0;
    }
    bits / f64::max(tokens, 1.0)
}

/// The share of tokens outside the vocabulary.
pub(crate) fn unknown_share(stream: &[u32]) -> f64 {
    let unknown = stream.iter().filter(|&&token| token == UNKNOWN).count();
    unknown as f64 / stream.len().max(1) as f64
}
