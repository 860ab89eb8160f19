//! Sums of decision trees: what was learnt from examples where a weighted sum
//! of what is seen is too little.

/// Trees, each of which says a number; the forest says their sum.
#[derive(Debug, Clone)]
pub(crate) struct Forest {
    base: f32,
    /// Tree after tree; after a question comes the tree of those for which it holds.
    nodes: Vec<Node>,
    /// Where each tree begins.
    roots: Vec<u32>,
    /// What each tree and those after it may be expected to add at most.
    rest: Vec<f32>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    /// What it asks about, or [`LEAF`].
    feature: u8,
    /// The most for which it holds; of a leaf what it says.
    value: f32,
    /// The tree of those for which it does not hold.
    other: u32,
}

/// Trees hardly ever all say their most of one thing: the share of that which
/// those that are left to ask are taken to add.
const REACH: f32 = 0.6;

/// No question: a number.
const LEAF: u8 = u8::MAX;

impl Forest {
    /// Reads a forest: a number, then a tree a line. A tree is a number, or a
    /// question as `name<=value` and two trees: for those for which it holds,
    /// and for the others. Lines that begin with `#` are talk.
    pub(crate) fn parse(text: &str, names: &[&str]) -> Result<Self, String> {
        let mut forest = Self { base: 0.0, nodes: Vec::new(), roots: Vec::new(), rest: Vec::new() };
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let base = lines.next().unwrap_or_default();
        forest.base = base.parse().map_err(|_| format!("expected a number, found {base:?}"))?;
        for line in lines {
            forest.roots.push(forest.nodes.len() as u32);
            let mut words = line.split(' ').filter(|word| !word.is_empty());
            forest.grow(&mut words, names)?;
            if let Some(word) = words.next() {
                return Err(format!("expected the end of a tree, found {word:?}"));
            }
        }
        forest.rest = vec![0.0; forest.roots.len()];
        let (mut end, mut most) = (forest.nodes.len(), 0.0);
        for (tree, &root) in forest.roots.iter().enumerate().rev() {
            let leaves = forest.nodes[root as usize..end].iter().filter(|node| node.feature == LEAF);
            most += leaves.map(|leaf| leaf.value).fold(f32::NEG_INFINITY, f32::max);
            forest.rest[tree] = REACH * most;
            end = root as usize;
        }
        Ok(forest)
    }

    fn grow<'t>(&mut self, words: &mut impl Iterator<Item = &'t str>, names: &[&str]) -> Result<(), String> {
        let word = words.next().ok_or("a tree breaks off")?;
        let number = |text: &str| text.parse().map_err(|_| format!("expected a number, found {text:?}"));
        let Some((name, value)) = question(word) else {
            self.nodes.push(Node { feature: LEAF, value: number(word)?, other: 0 });
            return Ok(());
        };
        let feature = names.iter().position(|known| *known == name).filter(|&at| at < usize::from(LEAF));
        let feature = feature.ok_or_else(|| format!("nothing is called {name:?}"))? as u8;
        let at = self.nodes.len();
        self.nodes.push(Node { feature, value: number(value)?, other: 0 });
        self.grow(words, names)?;
        self.nodes[at].other = self.nodes.len() as u32;
        self.grow(words, names)
    }

    /// What the trees say together of these features.
    pub(crate) fn sum(&self, features: &[f32]) -> f32 {
        self.roots.iter().fold(self.base, |sum, &root| sum + self.ask(root, features))
    }

    /// The same where they say more than `least`, and else something up to that:
    /// no tree is asked where all that are left will hardly bring them above it.
    pub(crate) fn sum_above(&self, least: f32, features: &[f32]) -> f32 {
        let mut sum = self.base;
        for (&root, rest) in self.roots.iter().zip(&self.rest) {
            if sum + rest <= least {
                return least;
            }
            sum += self.ask(root, features);
        }
        sum
    }

    fn ask(&self, root: u32, features: &[f32]) -> f32 {
        let mut at = root as usize;
        let mut node = self.nodes[at];
        while node.feature != LEAF {
            let holds = features[usize::from(node.feature)] <= node.value;
            at = if holds { at + 1 } else { node.other as usize };
            node = self.nodes[at];
        }
        node.value
    }
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
        let forest = Forest::parse(text, &["wide", "long"]).unwrap();
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
            ("1\nlong<=x 1 2", "expected a number, found \"x\""),
        ] {
            assert_eq!(Forest::parse(text, &["long"]).unwrap_err(), told, "{text:?}");
        }
    }
}
