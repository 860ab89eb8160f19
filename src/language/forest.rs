//! Sums of decision trees: what was learnt from examples where a weighted sum
//! of what is seen is too little.

use zerocopy::{FromBytes, Immutable, KnownLayout};

/// Trees, each of which says a number; the forest says their sum.
///
/// Each asks as many questions one after the other as `SIZE` is a power of two.
/// They lie as heaps do: the questions after question `i` stand at `2 i` and,
/// for those for which it does not hold, at `2 i + 1`. No processor can foretell
/// an answer, so none is branched on, and some trees are asked side by side.
/// The build script makes them of the texts in `models/`, in bytes that are used
/// where they lie.
#[derive(Debug, Clone)]
pub(crate) struct Forest<const SIZE: usize> {
    base: f32,
    trees: &'static [Tree<SIZE>],
    /// What each tree and those after it may be expected to add at most.
    rest: &'static [f32],
    /// For each thing that the trees ask about its place in what is given.
    places: Vec<u8>,
}

#[derive(Debug, FromBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Tree<const SIZE: usize> {
    /// Its questions; the first is none.
    questions: [Question; SIZE],
    /// What it says in the end.
    leaves: [f32; SIZE],
}

#[derive(Debug, Clone, Copy, FromBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Question {
    /// The most for which it holds.
    most: f32,
    /// What it asks about.
    feature: u32,
}

/// Bytes that lie where numbers may.
#[repr(C, align(4))]
pub(crate) struct Aligned<Bytes: ?Sized>(pub(crate) Bytes);

/// The bytes of a forest: `compiled!("gate.gain")` for `models/gate/gain.forest`.
macro_rules! compiled {
    ($name:literal) => {{
        use $crate::language::Aligned;
        static TABLE: &Aligned<[u8]> =
            &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".trees")));
        &TABLE.0
    }};
}
pub(crate) use compiled;

/// How many trees are asked side by side.
const ABREAST: usize = 4;
/// The most things that may be asked about.
const FEATURES: usize = 128;

impl<const SIZE: usize> Forest<SIZE> {
    /// A forest from its bytes ([`ontwar_pack`] says how they lie), and the names of what
    /// [`sum`](Self::sum) is given.
    pub(crate) fn new(table: &'static [u8], names: &[&str]) -> Result<Self, String> {
        const SHORT: &str = "the table is too short";
        let (&[size, trees, length], rest) = <[u32; 3]>::ref_from_prefix(table).map_err(|_| SHORT)?;
        let (&base, rest) = f32::ref_from_prefix(rest).map_err(|_| SHORT)?;
        if size as usize != SIZE {
            return Err(format!("trees have room for {size} questions, and {SIZE} were awaited"));
        }
        let trees = trees as usize;
        let (trees, rest) = <[Tree<SIZE>]>::ref_from_prefix_with_elems(rest, trees).map_err(|_| SHORT)?;
        let (most, rest) = <[f32]>::ref_from_prefix_with_elems(rest, trees.len()).map_err(|_| SHORT)?;
        let asked = std::str::from_utf8(rest.get(..length as usize).ok_or(SHORT)?).map_err(|_| SHORT)?;
        let place = |name: &str| {
            let at = names.iter().take(FEATURES).position(|other| *other == name);
            at.map(|at| at as u8).ok_or_else(|| format!("nothing is called {name:?}"))
        };
        let places = asked.lines().map(place).collect::<Result<_, _>>()?;
        Ok(Self { base, trees, rest: most, places })
    }

    /// What the trees say together of these features.
    pub(crate) fn sum(&self, features: &[f32]) -> f32 {
        self.sum_above(f32::NEG_INFINITY, features)
    }

    /// The same where they say more than `least`, and else something up to that:
    /// no tree is asked where all that are left will hardly bring them above it.
    pub(crate) fn sum_above(&self, least: f32, features: &[f32]) -> f32 {
        let mut seen = [0.0; FEATURES];
        for (seen, &place) in seen.iter_mut().zip(&self.places) {
            *seen = features[usize::from(place)];
        }
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

/// What trees, and weighted sums, see of what is or is not.
#[inline]
pub(crate) fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

/// What each of some trees says.
#[inline]
fn ask<const SIZE: usize>(trees: &[Tree<SIZE>; ABREAST], features: &[f32; FEATURES]) -> [f32; ABREAST] {
    // Counted, as adapters of iterators stay calls of their own in a build that is made quickly.
    let mut at = [1; ABREAST];
    for _ in 0..SIZE.ilog2() {
        for tree in 0..ABREAST {
            // The remainders change nothing; they tell the compiler what it may trust in.
            let Question { most, feature } = trees[tree].questions[at[tree] % SIZE];
            let holds = features[feature as usize % FEATURES] <= most;
            at[tree] = 2 * at[tree] + usize::from(!holds);
        }
    }
    let mut said = [0.0; ABREAST];
    for tree in 0..ABREAST {
        said[tree] = trees[tree].leaves[at[tree] % SIZE];
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A forest from its text.
    fn forest<const SIZE: usize>(text: &str, names: &[&str]) -> Result<Forest<SIZE>, String> {
        let bytes = ontwar_pack::forest::compile(text, cfg!(target_endian = "big")).unwrap();
        // Numbers lie where numbers may.
        let mut words = vec![0_u32; bytes.len().div_ceil(4)];
        zerocopy::IntoBytes::as_mut_bytes(&mut words[..])[..bytes.len()].copy_from_slice(&bytes);
        let words: &'static [u32] = Vec::leak(words);
        Forest::new(&zerocopy::IntoBytes::as_bytes(words)[..bytes.len()], names)
    }

    #[test]
    fn trees_add_up() {
        let text = "# Talk.\n0.5\nlong<=3 wide<=1.5 1 2 4\n-1\n";
        let forest = forest::<16>(text, &["wide", "long"]).unwrap();
        assert!((forest.sum(&[1.0, 3.0]) - 0.5).abs() < 1e-6);
        assert!((forest.sum(&[2.0, 3.0]) - 1.5).abs() < 1e-6);
        assert!((forest.sum(&[2.0, 3.5]) - 3.5).abs() < 1e-6);
        assert!((forest.sum_above(1.4, &[2.0, 3.0]) - 1.5).abs() < 1e-6);
        assert!(forest.sum_above(3.5, &[2.0, 3.5]) <= 3.5 && forest.sum_above(9.0, &[2.0, 3.5]) <= 9.0);
    }

    /// What a tree of a table says, read word by word as the text goes.
    fn said<'t>(words: &mut impl Iterator<Item = &'t str>, names: &[&str], features: &[f32]) -> f32 {
        let word = words.next().unwrap();
        let Some((name, most)) = word.split_once("<=") else { return word.parse().unwrap() };
        let feature = names.iter().position(|other| *other == name).unwrap();
        let (yes, no) = (said(words, names, features), said(words, names, features));
        if features[feature] <= most.parse().unwrap() { yes } else { no }
    }

    #[test]
    fn every_table_says_what_its_text_says() {
        let models = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
        let folders = std::fs::read_dir(models).unwrap().map(|entry| entry.unwrap().path());
        let files = folders.filter(|path| path.is_dir()).flat_map(|path| std::fs::read_dir(path).unwrap());
        let files = files.map(|entry| entry.unwrap().path());
        let mut tables = 0;
        for path in files.filter(|path| path.extension().is_some_and(|name| name == "forest")) {
            let text = std::fs::read_to_string(&path).unwrap();
            let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            let questions =
                || lines.iter().flat_map(|line| line.split(' ')).filter_map(|w| w.split_once("<="));
            let mut names: Vec<&str> = questions().map(|(name, _)| name).collect();
            names.sort_unstable();
            names.dedup();
            // Each feature takes, in turn, every value that it is asked about: where an answer changes.
            let values: Vec<Vec<f32>> = names
                .iter()
                .map(|name| questions().filter(|q| q.0 == *name).map(|q| q.1.parse().unwrap()).collect())
                .collect();
            let forests =
                (forest::<16>(&text, &names), forest::<32>(&text, &names), forest::<64>(&text, &names));
            let sum_of = |features: &[f32]| match &forests {
                (Ok(forest), ..) => forest.sum(features),
                (_, Ok(forest), _) => forest.sum(features),
                (.., Ok(forest)) => forest.sum(features),
                _ => panic!("{}: {:?}", path.display(), forests.0),
            };
            for round in 0..50_usize {
                let features: Vec<f32> = values
                    .iter()
                    .enumerate()
                    .map(|(at, all)| all[(round * 7919 + at * 104_729) % all.len()])
                    .collect();
                let base: f32 = lines[0].parse().unwrap();
                let sum = lines[1..]
                    .iter()
                    .fold(base, |sum, line| sum + said(&mut line.split(' '), &names, &features));
                assert!((sum_of(&features) - sum).abs() < 1e-3, "{}: {sum}", path.display());
            }
            tables += 1;
        }
        assert!(tables > 8, "{tables}");
    }

    #[test]
    fn a_table_that_is_another_is_told() {
        let told = |names: &[&str]| forest::<32>("1\nlong<=2 1 2\n", names).unwrap_err();
        assert_eq!(told(&["long"]), "trees have room for 16 questions, and 32 were awaited");
        let told = forest::<16>("1\nlong<=2 1 2\n", &["wide"]).unwrap_err();
        assert_eq!(told, "nothing is called \"long\"");
        assert_eq!(Forest::<16>::new(&[], &[]).unwrap_err(), "the table is too short");
    }
}
