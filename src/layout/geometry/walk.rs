//! A walk down the skyline: each block after all that stands above it, and of
//! blocks side by side the left one first with all that only it leads to.

use super::blocks::TextBlock;
use super::skyline::Skyline;

/// More blocks side by side are no columns; they are read from the top.
const MOST_SIBLINGS: usize = 40;

/// The blocks of a set in an order that the skyline allows.
pub(super) fn walk(set: &[usize], blocks: &[TextBlock], skyline: &Skyline, home: &[usize]) -> Vec<usize> {
    let mut sorted = set.to_vec();
    sorted.sort_unstable();
    let set = &sorted[..];
    let many = set.len();
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); many];
    let mut has_above = vec![false; many];
    for (at, &block) in set.iter().enumerate() {
        for &strip in &blocks[block].strips {
            for &next in &skyline.below[strip] {
                let Ok(to) = set.binary_search(&home[next]) else { continue };
                if to != at && !below[at].contains(&to) {
                    below[at].push(to);
                    has_above[to] = true;
                }
            }
        }
    }
    let reach = reach(&below);
    let before = |a: usize, b: usize| -> bool {
        let (left, right) =
            if blocks[set[a]].left + blocks[set[a]].right <= blocks[set[b]].left + blocks[set[b]].right {
                (a, b)
            } else {
                (b, a)
            };
        let only = |one: usize, other: usize| {
            let mut span = (blocks[set[one]].top, blocks[set[one]].bottom);
            for to in 0..many {
                if has(&reach, one, to) && !has(&reach, other, to) && to != other {
                    span = (span.0.min(blocks[set[to]].top), span.1.max(blocks[set[to]].bottom));
                }
            }
            span
        };
        let (l, r) = (only(left, right), only(right, left));
        let overlap = l.0 < r.1 && r.0 < l.1;
        let left_first = overlap || l.0 <= r.0;
        if left_first { a == left } else { a == right }
    };
    let sort = |mut siblings: Vec<usize>| {
        if siblings.len() > MOST_SIBLINGS {
            let place = |at: usize| (blocks[set[at]].top, blocks[set[at]].left);
            siblings.sort_by(|&a, &b| {
                let (a, b) = (place(a), place(b));
                a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
            });
            return siblings;
        }
        // The comparison is no order in general; insertion keeps it harmless.
        let mut sorted: Vec<usize> = Vec::new();
        siblings.sort_by(|&a, &b| blocks[set[a]].left.total_cmp(&blocks[set[b]].left));
        for one in siblings {
            let place = sorted.iter().position(|&other| before(one, other)).unwrap_or(sorted.len());
            sorted.insert(place, one);
        }
        sorted
    };
    // Reverse post-order, without recursion.
    let mut done = vec![false; many];
    let mut out = Vec::new();
    let roots = sort((0..many).filter(|&at| !has_above[at]).collect());
    for root in roots.into_iter().rev() {
        if done[root] {
            continue;
        }
        done[root] = true;
        let mut stack = vec![(root, sort(below[root].clone()))];
        while let Some((at, next)) = stack.last_mut() {
            match next.pop() {
                Some(to) if !done[to] => {
                    done[to] = true;
                    let children = sort(below[to].clone());
                    stack.push((to, children));
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
    out.into_iter().map(|at| set[at]).collect()
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
