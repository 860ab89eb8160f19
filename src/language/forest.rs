//! Sums of decision trees: what was learnt from examples where a weighted sum
//! of what is seen is too little.

/// Trees, each of which says a number; the forest says their sum.
///
/// Each asks as many questions one after the other as `SIZE` is a power of two.
/// They lie as heaps do: the questions after question `i` stand at `2 i` and,
/// for those for which it does not hold, at `2 i + 1`. No processor can foretell
/// an answer, so none is branched on, and some trees are asked side by side.
#[derive(Debug, Clone)]
pub(crate) struct Forest<const SIZE: usize> {
    base: f32,
    trees: Vec<Tree<SIZE>>,
    /// What each tree and those after it may be expected to add at most.
    rest: Vec<f32>,
}

#[derive(Debug, Clone, Copy)]
struct Tree<const SIZE: usize> {
    /// Its questions; the first is none.
    questions: [Question; SIZE],
    /// What it says in the end.
    leaves: [f32; SIZE],
}

#[derive(Debug, Clone, Copy)]
struct Question {
    /// The most for which it holds.
    most: f32,
    /// What it asks about.
    feature: u8,
}

impl Question {
    /// Stands where a tree asks nothing any more.
    const NONE: Self = Self { most: f32::INFINITY, feature: 0 };
}

/// How many trees are asked side by side.
const ABREAST: usize = 4;
/// The most things that may be asked about.
const FEATURES: usize = 64;
/// Trees hardly ever all say their most of one thing: the share of that which
/// those that are left to ask are taken to add.
const REACH: f32 = 0.6;

impl<const SIZE: usize> Forest<SIZE> {
    /// Reads a forest: a number, then a tree a line. A tree is a number, or a
    /// question as `name<=value` and two trees: for those for which it holds,
    /// and for the others. Lines that begin with `#` are talk.
    pub(crate) fn parse(text: &str, names: &[&str]) -> Result<Self, String> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let base = lines.next().unwrap_or_default();
        let base = base.parse().map_err(|_| format!("expected a number, found {base:?}"))?;
        let mut trees: Vec<_> = lines.map(|line| Tree::parse(line, names)).collect::<Result<_, _>>()?;
        // Trees that say nothing fill up the last that are asked side by side.
        trees.resize(trees.len().next_multiple_of(ABREAST), Tree::NONE);
        let mut most = 0.0;
        let add = |tree: &Tree<SIZE>| {
            most += tree.leaves.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            REACH * most
        };
        let mut rest: Vec<f32> = trees.iter().rev().map(add).collect();
        rest.reverse();
        Ok(Self { base, trees, rest })
    }

    /// What the trees say together of these features.
    pub(crate) fn sum(&self, features: &[f32]) -> f32 {
        self.sum_above(f32::NEG_INFINITY, features)
    }

    /// The same where they say more than `least`, and else something up to that:
    /// no tree is asked where all that are left will hardly bring them above it.
    pub(crate) fn sum_above(&self, least: f32, features: &[f32]) -> f32 {
        let mut seen = [0.0; FEATURES];
        seen[..features.len()].copy_from_slice(features);
        let mut sum = self.base;
        for (trees, rest) in self.trees.as_chunks().0.iter().zip(self.rest.as_chunks::<ABREAST>().0) {
            if sum + rest[0] <= least {
                return least;
            }
            for (said, rest) in ask(trees, &seen).into_iter().zip(rest) {
                if sum + rest <= least {
                    return least;
                }
                sum += said;
            }
        }
        sum
    }
}

impl<const SIZE: usize> Tree<SIZE> {
    const NONE: Self = Self { questions: [Question::NONE; SIZE], leaves: [0.0; SIZE] };

    fn parse(line: &str, names: &[&str]) -> Result<Self, String> {
        let mut tree = Self::NONE;
        let mut words = line.split(' ').filter(|word| !word.is_empty());
        tree.grow(1, &mut words, names)?;
        match words.next() {
            Some(word) => Err(format!("expected the end of a tree, found {word:?}")),
            None => Ok(tree),
        }
    }

    /// Reads on from the question that stands at `at`.
    fn grow<'t>(
        &mut self,
        at: usize,
        words: &mut impl Iterator<Item = &'t str>,
        names: &[&str],
    ) -> Result<(), String> {
        let word = words.next().ok_or("a tree breaks off")?;
        let number = |text: &str| text.parse().map_err(|_| format!("expected a number, found {text:?}"));
        let Some((name, value)) = question(word) else {
            // All ways lead there that there could have been below.
            let below = SIZE >> at.ilog2();
            self.leaves[at * below - SIZE..][..below].fill(number(word)?);
            return Ok(());
        };
        if at >= SIZE {
            return Err(format!("a tree asks more than {} questions one after the other", SIZE.ilog2()));
        }
        let feature = names.iter().take(FEATURES).position(|known| *known == name);
        let feature = feature.ok_or_else(|| format!("nothing is called {name:?}"))? as u8;
        self.questions[at] = Question { most: number(value)?, feature };
        self.grow(2 * at, words, names)?;
        self.grow(2 * at + 1, words, names)
    }
}

/// What each of some trees says.
#[inline]
fn ask<const SIZE: usize>(trees: &[Tree<SIZE>; ABREAST], features: &[f32; FEATURES]) -> [f32; ABREAST] {
    let mut at = [1; ABREAST];
    for _ in 0..SIZE.ilog2() {
        at = std::array::from_fn(|tree| {
            // The remainders change nothing; they tell the compiler what it may trust in.
            let Question { most, feature } = trees[tree].questions[at[tree] % SIZE];
            let holds = features[usize::from(feature) % FEATURES] <= most;
            2 * at[tree] + usize::from(!holds)
        });
    }
    std::array::from_fn(|tree| trees[tree].leaves[at[tree] % SIZE])
}

/// The name and the number of a question.
fn question(word: &str) -> Option<(&str, &str)> {
    // Most are numbers, which a look at one byte tells.
    if !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (name, value) = word.split_once('<')?;
    Some((name, value.strip_prefix('=')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_add_up() {
        let text = "# Talk.\n0.5\nlong<=3 wide<=1.5 1 2 4\n-1\n";
        let forest = Forest::<4>::parse(text, &["wide", "long"]).unwrap();
        assert!((forest.sum(&[1.0, 3.0]) - 0.5).abs() < 1e-6);
        assert!((forest.sum(&[2.0, 3.0]) - 1.5).abs() < 1e-6);
        assert!((forest.sum(&[2.0, 3.5]) - 3.5).abs() < 1e-6);
        assert!((forest.sum_above(1.4, &[2.0, 3.0]) - 1.5).abs() < 1e-6);
        assert!(forest.sum_above(3.5, &[2.0, 3.5]) <= 3.5 && forest.sum_above(9.0, &[2.0, 3.5]) <= 9.0);
    }

    #[test]
    fn damage_is_told() {
        for (text, told) in [
            ("", "expected a number, found \"\""),
            ("1\nlong<=2 1", "a tree breaks off"),
            ("1\nlong<=2 1 2 3", "expected the end of a tree, found \"3\""),
            ("1\ntall<=2 1 2", "nothing is called \"tall\""),
            ("1\nlong<=2 1 long<=3 long<=4 1 2 3", "a tree asks more than 2 questions one after the other"),
            ("1\nlong<=x 1 2", "expected a number, found \"x\""),
        ] {
            assert_eq!(Forest::<4>::parse(text, &["long"]).unwrap_err(), told, "{text:?}");
        }
    }
}
