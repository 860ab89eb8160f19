//! Sums of decision trees: what was learnt from examples where a weighted sum
//! of what is seen is too little.

use std::borrow::Cow;

use foldhash::HashMap;

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
const FEATURES: usize = 128;
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
        let base = number(base.as_bytes())?;
        let names = names.iter().take(FEATURES).zip(0..).map(|(name, feature)| (name.as_bytes(), feature));
        let names = names.collect();
        let mut trees: Vec<_> = lines.map(|line| Tree::parse(line, &names)).collect::<Result<_, _>>()?;
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

    fn parse(line: &str, names: &Names<'_>) -> Result<Self, String> {
        let mut tree = Self::NONE;
        let mut words = Words(line.as_bytes());
        tree.grow(1, &mut words, names)?;
        match words.next() {
            Some(word) => Err(format!("expected the end of a tree, found {:?}", shown(word))),
            None => Ok(tree),
        }
    }

    /// Reads on from the question that stands at `at`.
    fn grow(&mut self, at: usize, words: &mut Words<'_>, names: &Names<'_>) -> Result<(), String> {
        let word = words.next().ok_or("a tree breaks off")?;
        let Some((name, value)) = question(word) else {
            // All ways lead there that there could have been below.
            let below = SIZE >> at.ilog2();
            self.leaves[at * below - SIZE..][..below].fill(number(word)?);
            return Ok(());
        };
        if at >= SIZE {
            return Err(format!("a tree asks more than {} questions one after the other", SIZE.ilog2()));
        }
        let feature = *names.get(name).ok_or_else(|| format!("nothing is called {:?}", shown(name)))?;
        self.questions[at] = Question { most: number(value)?, feature };
        self.grow(2 * at, words, names)?;
        self.grow(2 * at + 1, words, names)
    }
}

/// What may be asked about, by its name.
type Names<'a> = HashMap<&'a [u8], u8>;

/// The words of a line. Forests are read at each start of the program, and are
/// most of what it reads: bytes are faster than characters.
struct Words<'t>(&'t [u8]);

impl<'t> Iterator for Words<'t> {
    type Item = &'t [u8];

    #[inline]
    fn next(&mut self) -> Option<&'t [u8]> {
        let from = self.0.iter().position(|&byte| byte != b' ')?;
        let rest = &self.0[from..];
        let (word, rest) = rest.split_at(rest.iter().position(|&byte| byte == b' ').unwrap_or(rest.len()));
        self.0 = rest;
        Some(word)
    }
}

/// What trees, and weighted sums, see of what is or is not.
#[inline]
pub(crate) fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
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
#[inline]
fn question(word: &[u8]) -> Option<(&[u8], &[u8])> {
    // Most are numbers, which a look at one byte tells.
    if !word.first()?.is_ascii_alphabetic() {
        return None;
    }
    let at = word.iter().position(|&byte| byte == b'<')?;
    Some((&word[..at], word[at + 1..].strip_prefix(b"=")?))
}

/// Reads a number.
#[inline]
fn number(word: &[u8]) -> Result<f32, String> {
    plain_number(word)
        .or_else(|| std::str::from_utf8(word).ok()?.parse().ok())
        .ok_or_else(|| format!("expected a number, found {:?}", shown(word)))
}

/// A number of few digits, as nearly all are: where both parts of a fraction are
/// exact, their quotient is the nearest there is to it.
#[inline]
fn plain_number(word: &[u8]) -> Option<f32> {
    const TENS: [f32; 8] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];
    let (is_negative, digits) = match word.strip_prefix(b"-") {
        Some(digits) => (true, digits),
        None => (false, word),
    };
    let (mut number, mut point) = (0u32, None);
    if digits.len() > TENS.len() || !digits.last()?.is_ascii_digit() {
        return None;
    }
    for (at, &byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => number = 10 * number + u32::from(byte - b'0'),
            b'.' if at > 0 && point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    if number > 1 << f32::MANTISSA_DIGITS {
        return None;
    }
    let size = number as f32 / TENS[point.map_or(0, |at| digits.len() - 1 - at)];
    Some(if is_negative { -size } else { size })
}

/// Bytes for people.
fn shown(word: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(word)
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
    fn numbers_are_read_to_the_last_bit() {
        for text in
            ["0", "-0.0", "12", "0.1", "-1.2345", "-4.001", "16777.2", "1677721.7", "0.0000001", "1e-9"]
        {
            let read = number(text.as_bytes()).map(f32::to_bits);
            assert_eq!(read, Ok(text.parse::<f32>().unwrap().to_bits()), "{text}");
        }
        for text in ["", "-", ".", "1.", "1.2.3", "a"] {
            assert_eq!(number(text.as_bytes()).ok(), text.parse().ok(), "{text}");
        }
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
