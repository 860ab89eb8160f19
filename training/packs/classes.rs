//! Word classes from bigrams: the exchange algorithm, which moves one word at
//! a time to the class where the class bigram model explains the text best.

use crate::corpus::MARKS;
use crate::ngram::{Mixed, unpack};

/// Classes in all; each mark has one to itself.
pub(crate) const CLASSES: usize = 256;
const ROUNDS: usize = 14;
/// `x ln x` is looked up to here.
const TABLE: usize = 1 << 16;

/// Neighbouring words and counts of every word, in both directions.
struct Neighbours {
    before: Vec<Vec<(u32, u32)>>,
    after: Vec<Vec<(u32, u32)>>,
}

/// The class of each of `size` words, numbered by falling count from the
/// marks on; `bigrams` are of those numbers.
pub(crate) fn learn(size: usize, bigrams: &Mixed) -> Vec<u16> {
    let neighbours = Neighbours::new(size, bigrams);
    let mut exchange = Exchange::new(&neighbours, initial(size));
    for round in 0..ROUNDS {
        let moved = exchange.round();
        eprintln!("classes: round {round}, {moved} words moved");
        if moved * 1000 < size {
            break;
        }
    }
    exchange.class_of
}

/// Marks alone, words dealt out by frequency.
fn initial(size: usize) -> Vec<u16> {
    let marks = MARKS.len();
    (0..size)
        .map(|word| if word < marks { word } else { marks + (word - marks) % (CLASSES - marks) })
        .map(|class| u16::try_from(class).expect("few classes"))
        .collect()
}

impl Neighbours {
    fn new(size: usize, bigrams: &Mixed) -> Self {
        let mut lists = Self { before: vec![Vec::new(); size], after: vec![Vec::new(); size] };
        for &(run, count) in bigrams {
            let [_, left, right] = unpack(run);
            let count = crate::lexicon::rounded(count);
            if count > 0 {
                lists.after[left as usize].push((right, count));
                lists.before[right as usize].push((left, count));
            }
        }
        lists
    }
}

/// The class bigram counts and what moving a word does to them.
struct Exchange<'a> {
    neighbours: &'a Neighbours,
    class_of: Vec<u16>,
    /// Counts of class pairs, row by row.
    pairs: Vec<i64>,
    /// Row and column sums.
    left: Vec<i64>,
    right: Vec<i64>,
    table: Vec<f64>,
}

/// A word's neighbours by class, without itself.
struct Profile {
    before: Vec<(usize, i64)>,
    after: Vec<(usize, i64)>,
    /// How often the word follows itself.
    itself: i64,
    total_before: i64,
    total_after: i64,
}

impl<'a> Exchange<'a> {
    fn new(neighbours: &'a Neighbours, class_of: Vec<u16>) -> Self {
        let mut exchange = Self {
            neighbours,
            class_of,
            pairs: vec![0; CLASSES * CLASSES],
            left: vec![0; CLASSES],
            right: vec![0; CLASSES],
            table: (0_u32..).take(TABLE).map(|x| x_ln_x(f64::from(x))).collect(),
        };
        for (word, followers) in neighbours.after.iter().enumerate() {
            let a = usize::from(exchange.class_of[word]);
            for &(follower, count) in followers {
                let b = usize::from(exchange.class_of[follower as usize]);
                exchange.pairs[a * CLASSES + b] += i64::from(count);
                exchange.left[a] += i64::from(count);
                exchange.right[b] += i64::from(count);
            }
        }
        exchange
    }

    /// Offers every word a better class; returns how many took one.
    fn round(&mut self) -> usize {
        let mut moved = 0;
        for word in MARKS.len()..self.class_of.len() {
            let home = usize::from(self.class_of[word]);
            let profile = self.profile(word);
            self.place(&profile, home, -1);
            let mut best = (home, self.gain(&profile, home) + 1e-6);
            for class in MARKS.len()..CLASSES {
                let gain = self.gain(&profile, class);
                if gain > best.1 {
                    best = (class, gain);
                }
            }
            self.place(&profile, best.0, 1);
            self.class_of[word] = u16::try_from(best.0).expect("few classes");
            moved += usize::from(best.0 != home);
        }
        moved
    }

    fn profile(&self, word: usize) -> Profile {
        let (before, _) = self.by_class(&self.neighbours.before[word], word);
        let (after, itself) = self.by_class(&self.neighbours.after[word], word);
        Profile {
            total_before: before.iter().map(|entry| entry.1).sum(),
            total_after: after.iter().map(|entry| entry.1).sum(),
            before,
            after,
            itself,
        }
    }

    /// Sums a neighbour list by class; the word itself is counted apart.
    fn by_class(&self, list: &[(u32, u32)], word: usize) -> (Vec<(usize, i64)>, i64) {
        let mut sums = [0_i64; CLASSES];
        let mut itself = 0;
        for &(other, count) in list {
            if other as usize == word {
                itself += i64::from(count);
            } else {
                sums[usize::from(self.class_of[other as usize])] += i64::from(count);
            }
        }
        (sums.into_iter().enumerate().filter(|&(_, sum)| sum > 0).collect(), itself)
    }

    /// Adds (`sign` 1) or takes away (`sign` -1) a word's counts in a class.
    fn place(&mut self, profile: &Profile, class: usize, sign: i64) {
        for &(other, count) in &profile.before {
            self.pairs[other * CLASSES + class] += sign * count;
            self.left[other] += sign * count;
        }
        for &(other, count) in &profile.after {
            self.pairs[class * CLASSES + other] += sign * count;
            self.right[other] += sign * count;
        }
        self.pairs[class * CLASSES + class] += sign * profile.itself;
        self.left[class] += sign * (profile.total_after + profile.itself);
        self.right[class] += sign * (profile.total_before + profile.itself);
    }

    /// What the log likelihood gains when the word, now in no class, joins
    /// one. The sums of the *other* classes change alike for every choice.
    fn gain(&self, profile: &Profile, class: usize) -> f64 {
        let mut gain = 0.0;
        let mut diagonal = profile.itself;
        for &(other, count) in &profile.before {
            if other == class {
                diagonal += count;
            } else {
                gain += self.growth(self.pairs[other * CLASSES + class], count);
            }
        }
        for &(other, count) in &profile.after {
            if other == class {
                diagonal += count;
            } else {
                gain += self.growth(self.pairs[class * CLASSES + other], count);
            }
        }
        gain += self.growth(self.pairs[class * CLASSES + class], diagonal);
        gain -= self.growth(self.left[class], profile.total_after + profile.itself);
        gain - self.growth(self.right[class], profile.total_before + profile.itself)
    }

    /// `f(n + more) - f(n)` for `f(x) = x ln x`.
    fn growth(&self, n: i64, more: i64) -> f64 {
        if more == 0 { 0.0 } else { self.f(n + more) - self.f(n) }
    }

    fn f(&self, n: i64) -> f64 {
        let known = usize::try_from(n).ok().and_then(|at| self.table.get(at));
        known.copied().unwrap_or_else(|| x_ln_x(n as f64))
    }
}

fn x_ln_x(x: f64) -> f64 {
    if x > 0.0 { x * x.ln() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ngram::pack;

    #[test]
    fn words_with_the_same_neighbours_share_a_class() {
        // 4 and 5 stand before 6 and 7, which are followed by a stop.
        let size = MARKS.len() + 4;
        let pairs = [[0, 4], [0, 5], [4, 6], [4, 7], [5, 6], [5, 7], [6, 0], [7, 0]];
        let mut bigrams: Mixed = pairs.iter().map(|pair| (pack(pair), 9.0)).collect();
        bigrams.sort_unstable_by_key(|entry| entry.0);
        let classes = learn(size, &bigrams);
        assert_eq!(classes[..4], [0, 1, 2, 3]);
        assert!(classes[4..].iter().all(|&class| class >= 4));
    }
}
