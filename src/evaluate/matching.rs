//! Which word of the output is which word of the truth, whatever the order.
//!
//! Long common runs are taken first, so that a word is found in its own
//! surroundings; then single words, nearest to their neighbours; then words
//! that were read wrongly, between neighbours that were found. Every word is
//! used once. The choice is fixed for the same texts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A one-to-one matching of words.
#[derive(Debug, Clone)]
pub(super) struct Matching {
    /// For each output word the place of its truth word.
    pub truth_of: Vec<Option<usize>>,
    /// For each truth word the place of its output word.
    pub output_of: Vec<Option<usize>>,
}

/// Lengths of runs that are looked for, longest first.
const RUNS: [usize; 4] = [16, 8, 4, 2];
/// Places of the truth tried for one run, and words followed from its start:
/// they keep texts that repeat themselves from costing their square.
const PLACES: usize = 64;
const REACH: usize = 256;
/// Two words are the same word misread from this likeness on (1 is equal).
const LIKE: f64 = 0.6;

impl Matching {
    pub(super) fn new(truth: &[String], output: &[String]) -> Self {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut number = |word| {
            let next = numbers.len();
            *numbers.entry(word).or_insert(next)
        };
        let a: Vec<usize> = truth.iter().map(|w| number(w.as_str())).collect();
        let b: Vec<usize> = output.iter().map(|w| number(w.as_str())).collect();
        let mut matching = Self { truth_of: vec![None; output.len()], output_of: vec![None; truth.len()] };
        for length in RUNS {
            matching.runs(&a, &b, length);
        }
        matching.singles(&a, &b);
        matching.misread(truth, output);
        matching
    }

    fn free(&self, i: usize, j: usize) -> bool {
        self.output_of[i].is_none() && self.truth_of[j].is_none()
    }

    fn join(&mut self, i: usize, j: usize) {
        self.output_of[i] = Some(j);
        self.truth_of[j] = Some(i);
    }

    fn runs(&mut self, a: &[usize], b: &[usize], length: usize) {
        let mut places: HashMap<&[usize], Vec<usize>> = HashMap::new();
        for (i, window) in a.windows(length).enumerate() {
            places.entry(window).or_default().push(i);
        }
        let mut found = Vec::new();
        for (j, window) in b.windows(length).enumerate() {
            for &i in places.get(window).map_or(&[][..], Vec::as_slice).iter().take(PLACES) {
                let begun = i > 0 && j > 0 && a[i - 1] == b[j - 1] && self.free(i - 1, j - 1);
                if begun && length < REACH {
                    continue; // part of a run that starts earlier
                }
                let same = |k: &usize| i + k < a.len() && j + k < b.len() && a[i + k] == b[j + k];
                let size = (0..REACH).take_while(|k| same(k) && self.free(i + k, j + k)).count();
                if size >= length {
                    found.push((size, i, j));
                }
            }
        }
        found.sort_by_key(|&(size, i, j)| (std::cmp::Reverse(size), j, i));
        for (size, i, j) in found {
            if (0..size).all(|k| self.free(i + k, j + k)) {
                (0..size).for_each(|k| self.join(i + k, j + k));
            }
        }
    }

    fn singles(&mut self, a: &[usize], b: &[usize]) {
        let mut places: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (i, word) in a.iter().enumerate().filter(|(i, _)| self.output_of[*i].is_none()) {
            places.entry(*word).or_default().insert(i);
        }
        for (j, word) in b.iter().enumerate() {
            if self.truth_of[j].is_some() {
                continue;
            }
            let Some(free) = places.get_mut(word) else { continue };
            let before = j.checked_sub(1).and_then(|j| self.truth_of[j]).map(|i| i + 1);
            let after = self.truth_of.get(j + 1).copied().flatten().map(|i| i.saturating_sub(1));
            let near = |wanted: usize| {
                let below = free.range(..wanted).next_back();
                let above = free.range(wanted..).next();
                below.into_iter().chain(above).map(|&i| (i.abs_diff(wanted), i)).min()
            };
            let best = [before, after].into_iter().flatten().filter_map(near).min();
            if let Some(i) = best.map(|(_, i)| i).or_else(|| free.first().copied()) {
                free.remove(&i);
                self.join(i, j);
            }
        }
    }

    fn misread(&mut self, truth: &[String], output: &[String]) {
        for j in 0..output.len() {
            let wanted = j.checked_sub(1).and_then(|j| self.truth_of[j]).map(|i| i + 1);
            self.try_misread(truth, output, wanted, j);
        }
        for j in (0..output.len()).rev() {
            let wanted = self.truth_of.get(j + 1).copied().flatten().and_then(|i| i.checked_sub(1));
            self.try_misread(truth, output, wanted, j);
        }
    }

    fn try_misread(&mut self, truth: &[String], output: &[String], wanted: Option<usize>, j: usize) {
        if let Some(i) = wanted
            && i < truth.len()
            && self.free(i, j)
            && strsim::normalized_levenshtein(&truth[i], &output[j]) >= LIKE
        {
            self.join(i, j);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::text::words;

    fn truth_of(truth: &str, output: &str) -> Vec<Option<usize>> {
        Matching::new(&words(truth), &words(output)).truth_of
    }

    #[test]
    fn finds_runs_in_another_order() {
        assert_eq!(truth_of("a b c d", "c d a b"), [Some(2), Some(3), Some(0), Some(1)]);
    }

    #[test]
    fn takes_the_word_of_its_own_surroundings() {
        assert_eq!(
            truth_of("de kat de hond", "de hond x de kat"),
            [Some(2), Some(3), None, Some(0), Some(1)]
        );
    }

    #[test]
    fn finds_a_misread_word_between_its_neighbours() {
        assert_eq!(
            truth_of("een brede strook klei", "een brodo strook xxxx"),
            [Some(0), Some(1), Some(2), None]
        );
    }

    #[test]
    fn uses_every_word_once() {
        assert_eq!(truth_of("de", "de de"), [Some(0), None]);
    }
}
