//! Counting runs of two and three tokens, and mixing the sources' counts.

use crate::corpus::{STOP, UNKNOWN};

/// Bits that one token takes in a packed run.
const BITS: u32 = 21;
const MASK: u64 = (1 << BITS) - 1;

/// Packs up to three tokens so that runs sort by their tokens.
pub(crate) fn pack(run: &[u32]) -> u64 {
    run.iter().fold(0, |packed, &token| {
        assert!(u64::from(token) <= MASK, "the vocabulary fits into {BITS} bits");
        packed << BITS | u64::from(token)
    })
}

/// The tokens of a packed run of three (the first is 0 for a run of two).
pub(crate) fn unpack(packed: u64) -> [u32; 3] {
    [(packed >> (2 * BITS) & MASK) as u32, (packed >> BITS & MASK) as u32, (packed & MASK) as u32]
}

/// The run without its last token.
pub(crate) fn context(packed: u64) -> u64 {
    packed >> BITS
}

/// How often each run occurs in each source, sorted by run.
pub(crate) struct Runs {
    packed: Vec<u64>,
    /// Where the counts of each run start in `counts`; one longer than `packed`.
    starts: Vec<u32>,
    /// Source and count.
    counts: Vec<(u8, u32)>,
}

/// Mixed counts, sorted by run.
pub(crate) type Mixed = Vec<(u64, f64)>;

impl Runs {
    /// Counts the runs of `length` that `keep` wants, in streams that are
    /// already vocabulary.
    pub(crate) fn count(streams: &[Vec<u32>], length: usize, keep: impl Fn(&[u32]) -> bool) -> Self {
        let mut all: Vec<(u64, u8, u32)> = Vec::new();
        for (source, stream) in (0_u8..).zip(streams) {
            let mut runs: Vec<u64> = stream.windows(length).filter(|run| keep(run)).map(pack).collect();
            runs.sort_unstable();
            all.extend(runs.chunk_by(|a, b| a == b).map(|same| {
                let count = u32::try_from(same.len()).expect("a count fits");
                (same[0], source, count)
            }));
        }
        all.sort_unstable();
        let mut counted = Self { packed: Vec::new(), starts: Vec::new(), counts: Vec::new() };
        for (run, source, count) in all {
            if counted.packed.last() != Some(&run) {
                counted.packed.push(run);
                counted.starts.push(u32::try_from(counted.counts.len()).expect("fits"));
            }
            counted.counts.push((source, count));
        }
        counted.starts.push(u32::try_from(counted.counts.len()).expect("fits"));
        counted
    }

    /// The counts mixed with a weight for each source.
    pub(crate) fn mixed(&self, weights: &[f64]) -> Mixed {
        self.mixed_from(weights, 1)
    }

    /// The same of runs that at least `least` sources have: long runs of one
    /// source are its phrases, not the language's.
    pub(crate) fn mixed_from(&self, weights: &[f64], least: usize) -> Mixed {
        self.packed
            .iter()
            .zip(self.starts.windows(2))
            .map(|(&run, range)| (run, &self.counts[range[0] as usize..range[1] as usize]))
            .filter(|(_, counts)| counts.len() >= least)
            .map(|(run, counts)| {
                let sum = counts
                    .iter()
                    .map(|&(source, count)| f64::from(count) * weights[usize::from(source)])
                    .sum();
                (run, sum)
            })
            .filter(|&(_, count)| count > 0.0)
            .collect()
    }
}

/// Runs of three say nothing across a stop or around unknown words.
pub(crate) fn is_telling(run: &[u32]) -> bool {
    run[1] != STOP && !run.contains(&UNKNOWN)
}

/// The count of one run.
pub(crate) fn count_of(counts: &[(u64, f64)], run: u64) -> f64 {
    counts.binary_search_by_key(&run, |&(other, _)| other).map_or(0.0, |at| counts[at].1)
}

/// Streams with every word that `to_vocabulary` maps away made unknown.
pub(crate) fn mapped(streams: &[Vec<u32>], to_vocabulary: &[u32]) -> Vec<Vec<u32>> {
    streams.iter().map(|stream| stream.iter().map(|&key| to_vocabulary[key as usize]).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_packed_in_order() {
        assert_eq!(unpack(pack(&[7, 8, 9])), [7, 8, 9]);
        assert_eq!(context(pack(&[7, 8, 9])), pack(&[7, 8]));
        assert!(pack(&[7, 8, 9]) < pack(&[7, 9, 0]));
    }
}
