//! Cells of a table, which stay on their lines whatever white runs down between them.

use super::runs::Run;
use super::sides::SAME;

/// Cells with fewer letters than this in the mean make a table, not columns.
const CELL: usize = 9;
/// Justified text hardly has more white than this between two words, in heights of a capital.
pub(super) const JUSTIFIED: f32 = 2.0;

/// Whether these runs, in the order of their lines, are cells of a table on one
/// side of a place at least, line beside line.
pub(super) fn is_table(runs: Vec<&Run>, at: f32, cap: f32) -> bool {
    let (left, right): (Vec<&Run>, Vec<&Run>) = runs.into_iter().partition(|run| run.right < at);
    let aligned = |run: &Run, others: &[&Run]| {
        let from = others.partition_point(|other| other.base < run.base - SAME * cap);
        others.get(from).is_some_and(|other| other.base < run.base + SAME * cap)
    };
    let few = if left.len() < right.len() { (&left, &right) } else { (&right, &left) };
    let beside = few.0.iter().filter(|run| aligned(run, few.1)).count();
    let short = |runs: &[&Run]| runs.iter().map(|run| run.letters).sum::<usize>() < CELL * cells(runs, cap);
    beside * 10 >= few.0.len() * 9 && (short(&left) || short(&right))
}

/// How many cells runs make, in the order of their lines: justified text has
/// more than a blank between its words, which parts runs but no cells.
fn cells(runs: &[&Run], cap: f32) -> usize {
    let mut lines: Vec<Vec<&Run>> = Vec::new();
    for &run in runs {
        match lines.last_mut().filter(|line| run.base - line[0].base < SAME * cap) {
            Some(line) => line.push(run),
            None => lines.push(vec![run]),
        }
    }
    let cells = |line: &mut Vec<&Run>| {
        line.sort_by(|a, b| a.left.total_cmp(&b.left));
        1 + line.windows(2).filter(|pair| pair[1].left - pair[0].right > JUSTIFIED * cap).count()
    };
    lines.iter_mut().map(cells).sum()
}
