//! Harm and help: words that were right and no longer are, words that were
//! wrong and are right now.

use super::rates::shared;
use std::collections::BTreeMap;

/// What became of the truth's words between source and output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Repairs {
    /// Words that the source had right.
    pub right: usize,
    /// Of these, words that the output no longer has.
    pub broken: usize,
    /// Words that the source did not have.
    pub wrong: usize,
    /// Of these, words that the output has.
    pub fixed: usize,
    /// Words of the output that the source does not have: what was changed.
    pub changed: usize,
}

impl Repairs {
    /// Share of right words broken.
    pub fn harm(&self) -> f64 {
        self.broken as f64 / self.right.max(1) as f64
    }

    /// Share of the words that were changed which are right now: the precision of the corrections.
    /// `None` where nothing was changed.
    pub fn precision(&self) -> Option<f64> {
        (self.changed > 0).then(|| self.fixed as f64 / self.changed as f64)
    }

    /// Share of wrong words fixed: the recall of the corrections.
    pub fn fix_rate(&self) -> f64 {
        self.fixed as f64 / self.wrong.max(1) as f64
    }
}

/// The words that were broken and those that were mended between source and
/// output, each as often as it was; in the order of the alphabet.
pub fn changes(source: &[String], output: &[String], truth: &[String]) -> (Vec<String>, Vec<String>) {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (which, words) in [truth, source, output].into_iter().enumerate() {
        for word in words {
            counts.entry(word).or_default()[which] += 1;
        }
    }
    let (mut broken, mut fixed) = (Vec::new(), Vec::new());
    for (word, [wanted, before, after]) in counts {
        let (before, after) = (before.min(wanted), after.min(wanted));
        broken.extend(std::iter::repeat_n(word.to_owned(), before.saturating_sub(after)));
        fixed.extend(std::iter::repeat_n(word.to_owned(), after.saturating_sub(before)));
    }
    (broken, fixed)
}

/// Counts for each word how often the truth has it and how many of these the
/// source and the output have. Blind to order, because source and output stand
/// in different orders; so a word broken in one place and the same word won in
/// another weigh each other out.
pub fn repairs(source: &[String], output: &[String], truth: &[String]) -> Repairs {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (which, words) in [truth, source, output].into_iter().enumerate() {
        for word in words {
            counts.entry(word).or_default()[which] += 1;
        }
    }
    let mut total = Repairs::default();
    for [wanted, before, after] in counts.into_values() {
        let (before, after) = (before.min(wanted), after.min(wanted));
        total.broken += before.saturating_sub(after);
        total.fixed += after.saturating_sub(before);
    }
    total.right = shared(truth.iter(), source.iter());
    total.changed = output.len() - shared(source.iter(), output.iter());
    total.wrong = truth.len() - total.right;
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::text::words;

    #[test]
    fn counts_what_was_broken_and_what_was_mended() {
        let truth = words("voor de jaren na de oorlog");
        let source = words("voor dejaren na de oorlog");
        let output = words("voor de jaren na de orlog");
        let repairs = repairs(&source, &output, &truth);
        assert_eq!(repairs, Repairs { right: 4, broken: 1, wrong: 2, fixed: 2, changed: 3 });
        assert!((repairs.harm() - 0.25).abs() < 1e-9);
        assert!((repairs.fix_rate() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn another_order_is_no_harm() {
        let truth = words("a b c d");
        assert_eq!(repairs(&words("c d a b"), &truth, &truth).broken, 0);
    }
}
