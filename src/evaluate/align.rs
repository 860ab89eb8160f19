//! Edit distance and alignment of long sequences.
//!
//! Myers' bit-parallel algorithm (Hyyrö's blocks) gives a column of the
//! dynamic programme in `n / 64` steps; Hirschberg's division gives an
//! alignment from such columns in linear memory.

use std::collections::HashMap;
use std::hash::Hash;

/// How an alignment is made up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Path {
    /// Equal on both sides.
    pub correct: usize,
    /// Different on both sides.
    pub substitutions: usize,
    /// In the output alone.
    pub insertions: usize,
    /// In the truth alone.
    pub deletions: usize,
}

impl Path {
    /// Everything that is not right.
    pub fn errors(&self) -> usize {
        self.substitutions + self.insertions + self.deletions
    }

    /// The length of the truth.
    pub fn truth(&self) -> usize {
        self.correct + self.substitutions + self.deletions
    }
}

/// The Levenshtein distance between two sequences.
///
/// ```
/// use ontwar::evaluate::distance;
/// assert_eq!(distance(&['r', 'n'], &['m']), 2);
/// ```
pub fn distance<T: Eq + Hash>(truth: &[T], output: &[T]) -> usize {
    let start = truth.iter().zip(output).take_while(|(a, b)| a == b).count();
    let (truth, output) = (&truth[start..], &output[start..]);
    let end = truth.iter().rev().zip(output.iter().rev()).take_while(|(a, b)| a == b).count();
    let (truth, output) = (&truth[..truth.len() - end], &output[..output.len() - end]);
    last_column(truth.iter(), truth.len(), output.iter()).last().copied().unwrap_or(output.len())
}

/// A cheapest alignment of two sequences. Of several the choice is fixed.
///
/// ```
/// use ontwar::evaluate::path;
/// let path = path(&['k', 'a', 't'], &['k', 'a', 'r', 't']);
/// assert_eq!((path.correct, path.insertions, path.errors()), (3, 1, 1));
/// ```
pub fn path<T: Eq + Hash>(truth: &[T], output: &[T]) -> Path {
    let (mut total, mut i, mut j) = (Path::default(), 0, 0);
    for (in_truth, in_output) in steps(truth, output) {
        match (in_truth, in_output) {
            (true, true) if truth[i] == output[j] => total.correct += 1,
            (true, true) => total.substitutions += 1,
            (true, false) => total.deletions += 1,
            _ => total.insertions += 1,
        }
        i += usize::from(in_truth);
        j += usize::from(in_output);
    }
    total
}

/// The same alignment step by step: whether the truth and whether the output go on.
pub(super) fn steps<T: Eq + Hash>(truth: &[T], output: &[T]) -> Vec<(bool, bool)> {
    let mut steps = Vec::with_capacity(truth.len().max(output.len()));
    align(truth, output, &mut steps);
    steps
}

/// A rectangle this small is aligned directly.
const DIRECT: usize = 4096;

fn align<T: Eq + Hash>(truth: &[T], output: &[T], steps: &mut Vec<(bool, bool)>) {
    let start = truth.iter().zip(output).take_while(|(a, b)| a == b).count();
    steps.extend(std::iter::repeat_n((true, true), start));
    let (truth, output) = (&truth[start..], &output[start..]);
    if truth.is_empty() || output.is_empty() {
        steps.extend(std::iter::repeat_n((true, false), truth.len()));
        steps.extend(std::iter::repeat_n((false, true), output.len()));
    } else if output.len() == 1 || truth.len() * output.len() <= DIRECT {
        direct(truth, output, steps);
    } else {
        let middle = output.len() / 2;
        let n = truth.len();
        let left = last_column(truth.iter(), n, output[..middle].iter());
        let right = last_column(truth.iter().rev(), n, output[middle..].iter().rev());
        // n + 1 cuts, so there is a least one
        let cut = (0..=n).min_by_key(|&i| left[i] + right[n - i]).unwrap_or(0);
        align(&truth[..cut], &output[..middle], steps);
        align(&truth[cut..], &output[middle..], steps);
    }
}

fn direct<T: Eq>(truth: &[T], output: &[T], steps: &mut Vec<(bool, bool)>) {
    let from = steps.len();
    let width = output.len() + 1;
    let mut cost = vec![0usize; (truth.len() + 1) * width];
    for (j, cell) in cost[..width].iter_mut().enumerate() {
        *cell = j;
    }
    for (i, a) in truth.iter().enumerate() {
        cost[(i + 1) * width] = i + 1;
        for (j, b) in output.iter().enumerate() {
            let diagonal = cost[i * width + j] + usize::from(a != b);
            let down = cost[i * width + j + 1] + 1;
            let right = cost[(i + 1) * width + j] + 1;
            cost[(i + 1) * width + j + 1] = diagonal.min(down).min(right);
        }
    }
    let (mut i, mut j) = (truth.len(), output.len());
    while i > 0 || j > 0 {
        let here = cost[i * width + j];
        if i > 0
            && j > 0
            && here == cost[(i - 1) * width + j - 1] + usize::from(truth[i - 1] != output[j - 1])
        {
            (i, j) = (i - 1, j - 1);
            steps.push((true, true));
        } else if i > 0 && here == cost[(i - 1) * width + j] + 1 {
            i -= 1;
            steps.push((true, false));
        } else {
            j -= 1;
            steps.push((false, true));
        }
    }
    steps[from..].reverse();
}

/// The distances of every prefix of `pattern` (of `length` items) to the whole
/// of `text`: `length + 1` figures.
fn last_column<'a, T: Eq + Hash + 'a>(
    pattern: impl Iterator<Item = &'a T>,
    length: usize,
    text: impl Iterator<Item = &'a T>,
) -> Vec<usize> {
    let blocks = length.div_ceil(64);
    let mut masks: HashMap<&T, Vec<(usize, u64)>> = HashMap::new();
    for (i, item) in pattern.enumerate() {
        let list = masks.entry(item).or_default();
        match list.last_mut() {
            Some((block, mask)) if *block == i / 64 => *mask |= 1 << (i % 64),
            _ => list.push((i / 64, 1 << (i % 64))),
        }
    }
    let mut up = vec![u64::MAX; blocks]; // vertical steps of +1
    let mut down = vec![0u64; blocks]; // vertical steps of -1
    let mut columns = 0;
    for item in text {
        columns += 1;
        let mut places = masks.get(item).map_or(&[][..], Vec::as_slice).iter().peekable();
        // the first row grows by one a column
        let (mut carry_up, mut carry_down) = (1u64, 0u64);
        for block in 0..blocks {
            let equal = places.next_if(|(at, _)| *at == block).map_or(0, |(_, mask)| *mask);
            let (pv, mv) = (up[block], down[block]);
            let xv = equal | mv;
            let eq = equal | carry_down;
            let xh = (((eq & pv).wrapping_add(pv)) ^ pv) | eq;
            let ph = mv | !(xh | pv);
            let mh = pv & xh;
            let (out_up, out_down) = (ph >> 63, mh >> 63);
            let ph = (ph << 1) | carry_up;
            let mh = (mh << 1) | carry_down;
            up[block] = mh | !(xv | ph);
            down[block] = ph & xv;
            (carry_up, carry_down) = (out_up, out_down);
        }
    }
    let mut column = Vec::with_capacity(length + 1);
    let mut value: usize = columns;
    column.push(value);
    for i in 0..length {
        let bit = 1u64 << (i % 64);
        if up[i / 64] & bit != 0 {
            value += 1;
        } else if down[i / 64] & bit != 0 {
            value -= 1;
        }
        column.push(value);
    }
    column
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn counts_the_edits_of_kitten_and_sitting() {
        assert_eq!(distance(&chars("kitten"), &chars("sitting")), 3);
        let path = path(&chars("kitten"), &chars("sitting"));
        assert_eq!(path, Path { correct: 4, substitutions: 2, insertions: 1, deletions: 0 });
    }

    #[test]
    fn works_on_words() {
        assert_eq!(distance(&["de", "jaren"], &["dejaren"]), 2);
    }

    #[test]
    fn empty_sides_cost_the_length_of_the_other() {
        assert_eq!(distance(&chars(""), &chars("abc")), 3);
        assert_eq!(distance(&chars("abcd"), &chars("")), 4);
        assert_eq!(path(&chars(""), &chars("abc")).insertions, 3);
    }

    proptest! {
        #[test]
        fn agrees_with_the_textbook(a in "[abc ]{0,300}", b in "[abc ]{0,300}") {
            let expected = strsim::levenshtein(&a, &b);
            let (a, b) = (chars(&a), chars(&b));
            prop_assert_eq!(distance(&a, &b), expected);
            let path = path(&a, &b);
            prop_assert_eq!(path.errors(), expected);
            prop_assert_eq!(path.truth(), a.len());
            prop_assert_eq!(path.correct + path.substitutions + path.insertions, b.len());
        }
    }
}
