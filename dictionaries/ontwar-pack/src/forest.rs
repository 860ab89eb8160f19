//! Forests of decision trees, from the text that a learner writes to bytes that
//! are used where they lie.
//!
//! The bytes are words of four, in the order of the machine that is built for:
//! how many questions a tree has room for (a power of two), how many trees there
//! are, how many bytes the names have, and the base; then the trees, each with
//! its questions (the most for which it holds, and the number of what it asks
//! about) and its leaves; then what each tree and those after it may be expected
//! to add at most; then the names of what is asked about, a line each.
//! Trees lie as heaps do: the questions after question `i` stand at `2 i` and,
//! for those for which it does not hold, at `2 i + 1`; the first is none.

use std::collections::BTreeMap;

/// Trees are asked so many side by side: as many are there, or some that say nothing.
const ABREAST: usize = 4;
/// The fewest and the most questions that trees have room for.
const ROOM: std::ops::RangeInclusive<u32> = 4..=6;
/// Trees hardly ever all say their most of one thing: the share of that which
/// those that are left to ask are taken to add.
const REACH: f32 = 0.6;

/// A tree as it grows: a question stands before what follows on yes and on no.
enum Node {
    Leaf(f32),
    Question { most: f32, feature: u32, next: Box<[Node; 2]> },
}

impl Node {
    fn depth(&self) -> u32 {
        match self {
            Self::Leaf(_) => 0,
            Self::Question { next, .. } => 1 + next.iter().map(Self::depth).max().unwrap_or(0),
        }
    }

    fn most(&self) -> f32 {
        match self {
            Self::Leaf(says) => *says,
            Self::Question { next, .. } => next[0].most().max(next[1].most()),
        }
    }

    /// Lays the tree out from the question that stands at `at`.
    fn lay(&self, at: usize, questions: &mut [(f32, u32)], leaves: &mut [f32]) {
        match self {
            Self::Leaf(says) => {
                // All ways lead there that there could have been below.
                let below = leaves.len() >> at.ilog2();
                let from = at * below - leaves.len();
                leaves[from..][..below].fill(*says);
            }
            Self::Question { most, feature, next } => {
                questions[at] = (*most, *feature);
                next[0].lay(2 * at, questions, leaves);
                next[1].lay(2 * at + 1, questions, leaves);
            }
        }
    }
}

/// Compiles a forest: a number, then a tree a line. A tree is a number, or a
/// question as `name<=value` and two trees: for those for which it holds,
/// and for the others. Lines that begin with `#` are talk.
pub fn compile(text: &str, is_big_endian: bool) -> Result<Vec<u8>, String> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let base = number(lines.next().unwrap_or_default())?;
    let mut names = BTreeMap::new();
    let mut trees = Vec::new();
    for line in lines {
        let mut words = line.split(' ').filter(|word| !word.is_empty());
        trees.push(grow(&mut words, &mut names)?);
        if let Some(word) = words.next() {
            return Err(format!("expected the end of a tree, found {word:?}"));
        }
    }
    let depth = trees.iter().map(Node::depth).max().unwrap_or(0).max(*ROOM.start());
    if depth > *ROOM.end() {
        return Err(format!("a tree asks more than {} questions one after the other", ROOM.end()));
    }
    // Trees that say nothing fill up the last that are asked side by side.
    trees.resize_with(trees.len().next_multiple_of(ABREAST), || Node::Leaf(0.0));
    let mut rest = Vec::with_capacity(trees.len());
    let mut most = 0.0;
    for tree in trees.iter().rev() {
        most += tree.most();
        rest.push(REACH * most);
    }
    rest.reverse();

    let mut by_number: Vec<(u32, &str)> = names.iter().map(|(name, &number)| (number, *name)).collect();
    by_number.sort_unstable();
    let names: Vec<&str> = by_number.into_iter().map(|(_, name)| name).collect();
    let names = names.join("\n");
    let size = 1_usize << depth;
    let mut out = Vec::new();
    let mut put = |word: u32| {
        out.extend(if is_big_endian { word.to_be_bytes() } else { word.to_le_bytes() });
    };
    put(size as u32);
    put(trees.len() as u32);
    put(names.len() as u32);
    put(base.to_bits());
    for tree in &trees {
        let (mut questions, mut leaves) = (vec![(f32::INFINITY, 0); size], vec![0.0; size]);
        tree.lay(1, &mut questions, &mut leaves);
        for (most, feature) in questions {
            put(most.to_bits());
            put(feature);
        }
        leaves.into_iter().map(f32::to_bits).for_each(&mut put);
    }
    rest.into_iter().map(f32::to_bits).for_each(&mut put);
    out.extend(names.bytes());
    Ok(out)
}

/// Reads a tree.
fn grow<'t>(
    words: &mut impl Iterator<Item = &'t str>,
    names: &mut BTreeMap<&'t str, u32>,
) -> Result<Node, String> {
    let word = words.next().ok_or("a tree breaks off")?;
    let Some((name, most)) = word.split_once("<=") else { return Ok(Node::Leaf(number(word)?)) };
    let most = number(most)?;
    let next_number = names.len() as u32;
    let feature = *names.entry(name).or_insert(next_number);
    let next = Box::new([grow(words, names)?, grow(words, names)?]);
    Ok(Node::Question { most, feature, next })
}

fn number(word: &str) -> Result<f32, String> {
    word.parse().map_err(|_| format!("expected a number, found {word:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_told() {
        let deep = format!("1\n{}{}", "long<=2 ".repeat(7), "1 ".repeat(8));
        for (text, told) in [
            ("", "expected a number, found \"\""),
            ("1\nlong<=2 1", "a tree breaks off"),
            ("1\nlong<=2 1 2 3", "expected the end of a tree, found \"3\""),
            ("1\nlong<=x 1 2", "expected a number, found \"x\""),
            (&deep, "a tree asks more than 6 questions one after the other"),
        ] {
            assert_eq!(compile(text, false).unwrap_err(), told, "{text:?}");
        }
    }

    #[test]
    fn trees_lie_as_heaps_do() {
        let bytes = compile("# Talk.\n0.5\nlong<=3 wide<=1.5 1 2 4\n", false).unwrap();
        let word = |at: usize| u32::from_le_bytes(bytes[4 * at..][..4].try_into().unwrap());
        assert_eq!([word(0), word(1), word(2), word(3)], [16, 4, 9, 0.5_f32.to_bits()]);
        // The first question is none.
        assert_eq!([word(6), word(7), word(8), word(9)], [3.0_f32.to_bits(), 0, 1.5_f32.to_bits(), 1]);
        let leaves: Vec<f32> = (36..52).map(|at| f32::from_bits(word(at))).collect();
        assert_eq!(leaves, [vec![1.0; 4], vec![2.0; 4], vec![4.0; 8]].concat());
        assert!(bytes.ends_with(b"long\nwide"));
    }
}
