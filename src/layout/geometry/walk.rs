//! A walk down the skyline: each block after all that stands above it, and of
//! blocks side by side the left one first with all that only it leads to.

use super::blocks::TextBlock;
use super::skyline::Skyline;

/// More blocks side by side are no columns; they are read from the top.
const MOST_SIBLINGS: usize = 40;

/// The blocks of a set in an order that the skyline allows.
pub(super) fn walk(set: &[usize], blocks: &[TextBlock], skyline: &Skyline, home: &[usize]) -> Vec<usize> {
    Descent::new(set, blocks, skyline, home).order()
}

/// The blocks of a set, and what they lead to, by their number in it.
struct Descent<'a> {
    set: Vec<usize>,
    blocks: &'a [TextBlock],
    /// What stands directly below each.
    below: Vec<Vec<usize>>,
    /// All that each leads to, as bits.
    reach: Vec<Vec<u64>>,
}

impl<'a> Descent<'a> {
    fn new(set: &[usize], blocks: &'a [TextBlock], skyline: &Skyline, home: &[usize]) -> Self {
        let mut set = set.to_vec();
        set.sort_unstable();
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); set.len()];
        for (at, &block) in set.iter().enumerate() {
            for &strip in &blocks[block].strips {
                for &next in &skyline.below[strip] {
                    let Ok(to) = set.binary_search(&home[next]) else { continue };
                    if to != at && !below[at].contains(&to) {
                        below[at].push(to);
                    }
                }
            }
        }
        let reach = reach(&below);
        Self { set, blocks, below, reach }
    }

    fn block(&self, at: usize) -> &TextBlock {
        &self.blocks[self.set[at]]
    }

    /// From where to where what only one of two leads to reaches down the page.
    fn only(&self, one: usize, other: usize) -> (f32, f32) {
        let mut span = (self.block(one).top, self.block(one).bottom);
        for to in 0..self.set.len() {
            if has(&self.reach, one, to) && !has(&self.reach, other, to) && to != other {
                span = (span.0.min(self.block(to).top), span.1.max(self.block(to).bottom));
            }
        }
        span
    }

    /// Whether the one of two siblings is read before the other.
    fn is_before(&self, a: usize, b: usize) -> bool {
        let middle = |at: usize| self.block(at).left + self.block(at).right;
        let (left, right) = if middle(a) <= middle(b) { (a, b) } else { (b, a) };
        let (l, r) = (self.only(left, right), self.only(right, left));
        let overlap = l.0 < r.1 && r.0 < l.1;
        let left_first = overlap || l.0 <= r.0;
        if left_first { a == left } else { a == right }
    }

    /// Siblings in the order in which they are read.
    fn sorted(&self, mut siblings: Vec<usize>) -> Vec<usize> {
        if siblings.len() > MOST_SIBLINGS {
            siblings.sort_by(|&a, &b| {
                let (a, b) = (self.block(a), self.block(b));
                a.top.total_cmp(&b.top).then(a.left.total_cmp(&b.left))
            });
            return siblings;
        }
        // The comparison is no order in general; insertion keeps it harmless.
        let mut sorted: Vec<usize> = Vec::new();
        siblings.sort_by(|&a, &b| self.block(a).left.total_cmp(&self.block(b).left));
        for one in siblings {
            let place = sorted.iter().position(|&other| self.is_before(one, other)).unwrap_or(sorted.len());
            sorted.insert(place, one);
        }
        sorted
    }

    /// The blocks in reverse post-order, without recursion.
    fn order(&self) -> Vec<usize> {
        let many = self.set.len();
        let mut has_above = vec![false; many];
        self.below.iter().flatten().for_each(|&to| has_above[to] = true);
        let mut done = vec![false; many];
        let mut out = Vec::new();
        let roots = self.sorted((0..many).filter(|&at| !has_above[at]).collect());
        for root in roots.into_iter().rev() {
            if done[root] {
                continue;
            }
            done[root] = true;
            let mut stack = vec![(root, self.sorted(self.below[root].clone()))];
            while let Some((at, next)) = stack.last_mut() {
                match next.pop() {
                    Some(to) if !done[to] => {
                        done[to] = true;
                        stack.push((to, self.sorted(self.below[to].clone())));
                    }
                    Some(_) => {}
                    None => {
                        out.push(*at);
                        stack.pop();
                    }
                }
            }
        }
        out.reverse();
        out.extend((0..many).filter(|&at| !done[at]));
        out.into_iter().map(|at| self.set[at]).collect()
    }
}

fn has(reach: &[Vec<u64>], from: usize, to: usize) -> bool {
    reach[from].get(to / 64).is_some_and(|bits| bits >> (to % 64) & 1 == 1)
}

/// What each leads to, as bits; nothing for sets too large for that.
fn reach(below: &[Vec<usize>]) -> Vec<Vec<u64>> {
    let many = below.len();
    if many > 3000 {
        return vec![Vec::new(); many];
    }
    let mut reach: Vec<Vec<u64>> = vec![vec![0; many.div_ceil(64)]; many];
    // Children before parents: a post-order.
    let mut state = vec![0u8; many];
    for root in 0..many {
        let mut stack = vec![root];
        while let Some(&at) = stack.last() {
            if state[at] == 0 {
                state[at] = 1;
                stack.extend(below[at].iter().filter(|&&to| state[to] == 0));
                continue;
            }
            stack.pop();
            if state[at] == 1 {
                state[at] = 2;
                for &to in &below[at] {
                    let row = reach[to].clone();
                    for (bits, more) in reach[at].iter_mut().zip(row) {
                        *bits |= more;
                    }
                    reach[at][to / 64] |= 1 << (to % 64);
                }
            }
        }
    }
    reach
}
