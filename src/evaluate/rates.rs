//! Rates that look at characters, words and neighbours.

use super::align::Path;
use super::text::{Text, words};
use std::collections::HashMap;
use std::hash::Hash;

/// Errors over the length of the truth; can pass 1.
pub fn character_error_rate(path: &Path) -> f64 {
    path.errors() as f64 / path.truth().max(1) as f64
}

/// Errors over errors and correct characters together; at most 1.
pub fn normalised_error_rate(path: &Path) -> f64 {
    path.errors() as f64 / (path.errors() + path.correct).max(1) as f64
}

/// F1 of two bags of words: twice what they share over the sum of their sizes.
pub fn bag_f1(truth: &[String], output: &[String]) -> f64 {
    2.0 * shared(truth.iter(), output.iter()) as f64 / (truth.len() + output.len()).max(1) as f64
}

/// Bag-of-words error: what either bag has too many of, over both together
/// (OCR-D); 0 is the same bag, 1 nothing in common. One less [`bag_f1`], but for two empty bags.
pub fn bag_error(truth: &[String], output: &[String]) -> f64 {
    let all = truth.len() + output.len();
    let apart = all - 2 * shared(truth.iter(), output.iter());
    apart as f64 / all.max(1) as f64
}

/// The share of the adjacent word pairs of the truth's bodies that are
/// adjacent in the output too, each as often as it occurs.
pub fn pair_recall(truth: &Text, output: &[String]) -> f64 {
    let bodies: Vec<Vec<String>> = truth.sections.iter().map(|s| words(&s.body())).collect();
    let wanted: Vec<_> = bodies.iter().flat_map(|b| b.iter().zip(b.iter().skip(1))).collect();
    let hits = shared(wanted.iter().copied(), output.iter().zip(output.iter().skip(1)));
    hits as f64 / wanted.len().max(1) as f64
}

/// How many items two bags share.
pub(super) fn shared<T: Eq + Hash>(a: impl Iterator<Item = T>, b: impl Iterator<Item = T>) -> usize {
    let mut bag: HashMap<T, usize> = HashMap::new();
    for item in a {
        *bag.entry(item).or_default() += 1;
    }
    let mut hits = 0;
    for item in b {
        if let Some(left) = bag.get_mut(&item).filter(|left| **left > 0) {
            *left -= 1;
            hits += 1;
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_over_the_truth_can_pass_one_and_the_normalised_cannot() {
        let path = Path { correct: 1, substitutions: 1, insertions: 4, deletions: 0 };
        assert!((character_error_rate(&path) - 2.5).abs() < 1e-9);
        assert!((normalised_error_rate(&path) - 5.0 / 6.0).abs() < 1e-9);
    }

    #[test]
    fn a_word_counts_as_often_as_it_stands_there() {
        let f1 = bag_f1(&words("de de kat"), &words("de kat kat op"));
        assert!((f1 - 4.0 / 7.0).abs() < 1e-9);
    }

    #[test]
    fn pairs_do_not_reach_across_sections() {
        let truth = Text::from_plain("a b c\n\nd e");
        assert!((pair_recall(&truth, &words("d e a b x c")) - 2.0 / 3.0).abs() < 1e-9);
    }
}
