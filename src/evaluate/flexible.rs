//! Character error rate with order factored out: the *flexible character
//! accuracy* of Clausner, Pletschacher and Antonacopoulos (Pattern Recognition
//! Letters 131, 2020), as an error rate.
//!
//! Both texts are cut into lines. The longest line of the truth takes its best
//! full or partial match among the lines of the output; what stands outside of
//! the match on either side is cut off and put back; and so on with the longest
//! line that is left. What finds no match is missing or surplus. Matches are
//! local alignments: a character right is worth one, anything else costs one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::align::distance;

/// Runs of so many characters are looked for to find lines that may match.
const GRAM: usize = 3;
/// So many lines that share most runs are aligned.
const CANDIDATES: usize = 8;
/// A match below this many characters is chance.
const LEAST: i32 = 3;
/// Longer lines are cut here first: alignment takes the product of two lengths.
const LONGEST: usize = 2_000;

/// Errors after flexible matching; blanks at the ends of lines are none.
pub(super) fn errors<T: AsRef<str>>(truth: &[T], output: &[T]) -> usize {
    let mut wanted = Pool::default();
    let mut found = Pool::default();
    for line in truth {
        wanted.put(line.as_ref().chars().collect());
    }
    for line in output {
        found.put(line.as_ref().chars().collect());
    }
    let mut errors = 0;
    while let Some(line) = wanted.longest() {
        let best = found.candidates(&wanted.lines[line]).into_iter().filter_map(|other| {
            let local = local(&wanted.lines[line], &found.lines[other])?;
            Some((local.score, std::cmp::Reverse(other), local))
        });
        let Some((_, std::cmp::Reverse(other), local)) = best.max_by_key(|best| (best.0, best.1)) else {
            errors += wanted.lines[line].len();
            wanted.take(line);
            continue;
        };
        let (a, b) = (wanted.take(line), found.take(other));
        errors += distance(&a[local.truth.0..local.truth.1], &b[local.output.0..local.output.1]);
        wanted.put(a[..local.truth.0].to_vec());
        wanted.put(a[local.truth.1..].to_vec());
        found.put(b[..local.output.0].to_vec());
        found.put(b[local.output.1..].to_vec());
    }
    errors += found.alive.iter().map(|&line| found.lines[line.1].len()).sum::<usize>();
    errors
}

/// Lines that are not matched yet.
#[derive(Default)]
struct Pool {
    lines: Vec<Vec<char>>,
    /// Length and number of those that are left.
    alive: BTreeSet<(usize, usize)>,
    /// Which lines have a run, those that are taken among them.
    grams: HashMap<[char; GRAM], Vec<usize>>,
}

impl Pool {
    fn put(&mut self, mut line: Vec<char>) {
        let blank = |c: &char| c.is_whitespace();
        while line.last().is_some_and(blank) {
            line.pop();
        }
        let start = line.iter().take_while(|c| blank(c)).count();
        line.drain(..start);
        if line.is_empty() {
            return;
        }
        if line.len() > LONGEST {
            let at = line[..LONGEST].iter().rposition(blank).unwrap_or(LONGEST);
            self.put(line.split_off(at.max(1)));
        }
        let number = self.lines.len();
        for gram in line.windows(GRAM).filter_map(|gram| <[char; GRAM]>::try_from(gram).ok()) {
            let lines = self.grams.entry(gram).or_default();
            if lines.last() != Some(&number) {
                lines.push(number);
            }
        }
        self.alive.insert((line.len(), number));
        self.lines.push(line);
    }

    fn longest(&self) -> Option<usize> {
        self.alive.last().map(|line| line.1)
    }

    fn take(&mut self, line: usize) -> Vec<char> {
        self.alive.remove(&(self.lines[line].len(), line));
        self.lines[line].clone()
    }

    /// The lines that share most runs with another, the best first.
    fn candidates(&mut self, line: &[char]) -> Vec<usize> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for gram in line.windows(GRAM).filter_map(|gram| <[char; GRAM]>::try_from(gram).ok()) {
            let Some(lines) = self.grams.get_mut(&gram) else { continue };
            // Those that were taken are never looked at again.
            lines.retain(|&other| self.alive.contains(&(self.lines[other].len(), other)));
            for &other in lines.iter() {
                *shared.entry(other).or_default() += 1;
            }
        }
        let mut best: Vec<(usize, usize)> = shared.into_iter().map(|(line, count)| (count, line)).collect();
        best.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        best.into_iter().take(CANDIDATES).map(|best| best.1).collect()
    }
}

/// A stretch of either line that match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Local {
    score: i32,
    truth: (usize, usize),
    output: (usize, usize),
}

/// The best local alignment of two lines, with where it begins and ends.
fn local(truth: &[char], output: &[char]) -> Option<Local> {
    // Score, and where its alignment begins.
    type Cell = (i32, u32, u32);
    let mut row: Vec<Cell> = (0..=output.len()).map(|j| (0, 0, j as u32)).collect();
    let mut best: Option<Local> = None;
    for (i, a) in truth.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (0, i as u32 + 1, 0);
        for (j, b) in output.iter().enumerate() {
            let step = |cell: Cell, gain: i32| (cell.0 + gain, cell.1, cell.2);
            let both = step(diagonal, if a == b { 1 } else { -1 });
            let (up, left) = (step(row[j + 1], -1), step(row[j], -1));
            let mut cell = both;
            for other in [up, left] {
                if other.0 > cell.0 {
                    cell = other;
                }
            }
            if cell.0 <= 0 {
                cell = (0, i as u32 + 1, j as u32 + 1);
            }
            diagonal = row[j + 1];
            row[j + 1] = cell;
            if cell.0 >= LEAST && best.is_none_or(|best| cell.0 > best.score) {
                let (truth, output) = ((cell.1 as usize, i + 1), (cell.2 as usize, j + 1));
                best = Some(Local { score: cell.0, truth, output });
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_another_order_cost_nothing() {
        let truth = ["de oude dijk langs de rivier", "wie nog appels wil bewaren"];
        assert_eq!(errors(&truth, &[truth[1], truth[0]]), 0);
    }

    #[test]
    fn lines_fused_across_columns_cost_nothing_but_the_blank_between() {
        let truth = ["de oude dijk langs", "wie nog appels wil"];
        assert_eq!(errors(&truth, &["de oude dijk langs wie nog appels wil"]), 0);
    }

    #[test]
    fn a_wrong_letter_costs_one_and_a_missing_line_its_length() {
        let truth = ["de oude dijk langs de rivier", "wie nog appels wil bewaren"];
        assert_eq!(errors(&truth, &["wie nog appelz wil bewaren", "de oude dijk langs de rivier"]), 1);
        assert_eq!(errors(&truth, &["wie nog appels wil bewaren"]), 28);
        assert_eq!(errors(&truth[..1], &["de oude dijk langs de rivier", "xyz"]), 3);
    }

    #[test]
    fn nothing_against_nothing_is_nothing() {
        assert_eq!(errors::<&str>(&[], &[]), 0);
    }
}
