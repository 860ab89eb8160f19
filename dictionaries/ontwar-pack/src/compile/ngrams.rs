//! Word and class n-grams with absolute discounting. A run that is kept
//! stands with its whole probability; any other is its context's back-off
//! times the shorter run's probability.

use std::collections::BTreeMap;

use zerocopy::FromZeros as _;

use super::Sources;
use super::lexicon::Vocabulary;
use crate::PackError;
use crate::bytes::{filter_bit, quantise};
use crate::ranks::Ranks;
use crate::records::{ClassPair, ClassRow, Follower, Row};

/// What every count of two words loses to words not seen there.
const DISCOUNT: f64 = 0.75;
/// The same for three.
const DISCOUNT_3: f64 = 0.7;
/// The same for classes.
const DISCOUNT_CLASS: f64 = 0.5;
/// How many classes there are.
const CLASSES: usize = 256;

/// The tables of a word model.
#[derive(Debug, Default)]
pub(crate) struct WordModel {
    backoff: Vec<f64>,
    pub(crate) bigrams: Table,
    /// Says of most pairs that are no bigrams that they are none.
    pub(crate) filter: Vec<u8>,
    pub(crate) trigrams: Table,
}

/// What may follow things of one sort, most of which nothing is kept after.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) ranks: Vec<Ranks>,
    pub(crate) rows: Vec<Row>,
    pub(crate) followers: Vec<Follower>,
}

impl Table {
    /// Puts a table together: for each thing, in order, what is left to others, and words with their probabilities.
    fn of<W: IntoIterator<Item = (u32, f64)>>(things: impl IntoIterator<Item = (usize, f64, W)>) -> Self {
        let mut table = Self::default();
        let mut kept = Vec::new();
        for (thing, rest, words) in things {
            kept.push(thing);
            let first = (table.followers.len() as u32).into();
            table.rows.push(Row { first, backoff: quantise(rest.ln()).into() });
            table.followers.extend(words.into_iter().map(|(word, p)| Follower::new(word, quantise(p.ln()))));
        }
        let first = (table.followers.len() as u32).into();
        table.rows.push(Row { first, backoff: 0.into() });
        table.ranks = Ranks::of(kept);
        table
    }
}

/// The tables of the class model.
#[derive(Debug, Default)]
pub(crate) struct ClassModel {
    /// ln p of each class.
    pub(crate) classes: Vec<u16>,
    /// The same as the sum of its words by themselves.
    pub(crate) totals: Vec<u16>,
    /// 256 × 256.
    pub(crate) pairs: Vec<ClassPair>,
    /// Which pairs of classes have a row, and the rows.
    pub(crate) ranks: Vec<Ranks>,
    pub(crate) rows: Vec<ClassRow>,
    /// ln p of each third class that is kept, row after row.
    pub(crate) trios: Vec<u16>,
}

type Counts<const N: usize> = BTreeMap<[u32; N], f64>;

/// Reads lines of `N` words and a count; lines with a word outside the vocabulary are passed over.
fn counts<const N: usize>(
    file: &str,
    text: &str,
    id: impl Fn(&str) -> Option<u32>,
) -> Result<Counts<N>, PackError> {
    let mut counts = Counts::new();
    for (i, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let count = fields.get(N).and_then(|f| f.parse::<f64>().ok()).filter(|c| c.is_finite() && *c > 0.0);
        let (Some(count), true) = (count, fields.len() == N + 1) else {
            let reason = format!("{line:?} is not a run of {N} and a count; separate them with tabs");
            return Err(PackError::Row { file: file.to_owned(), line: i + 1, reason });
        };
        let mut key = [0; N];
        let known = key.iter_mut().zip(&fields).all(|(k, f)| id(f).map(|id| *k = id).is_some());
        if known {
            *counts.entry(key).or_default() += count;
        }
    }
    Ok(counts)
}

/// The modern word model.
pub(crate) fn words(vocabulary: &Vocabulary, from: &Sources) -> Result<WordModel, PackError> {
    let id = |w: &str| vocabulary.ids.get(w).copied();
    let pairs: Counts<2> = counts("bigrams.tsv", &from.bigrams, id)?;
    let trios: Counts<3> = counts("trigrams.tsv", &from.trigrams, id)?;
    let own = |w: u32| vocabulary.entries[w as usize].count;
    let (mut model, pair_p) = pairs_model(vocabulary, &pairs, own, |w| vocabulary.p(w));
    let mut kept: BTreeMap<[u32; 2], f64> = BTreeMap::new();
    for (key, count) in &trios {
        *kept.entry([key[0], key[1]]).or_default() += count;
    }
    // A pair's back-off: what its kept continuations leave over.
    let mut left: BTreeMap<[u32; 2], (f64, f64)> = BTreeMap::new();
    for (key, &count) in &trios {
        let pair = [key[0], key[1]];
        if let Some(&all) = pairs.get(&pair) {
            let total = all.max(kept[&pair]);
            let entry = left.entry(pair).or_insert((1.0, total));
            entry.0 -= (count - DISCOUNT_3).max(0.0) / total;
        }
    }
    let index: BTreeMap<[u32; 2], usize> = pairs.keys().enumerate().map(|(i, key)| (*key, i)).collect();
    let mut rows: BTreeMap<usize, (f64, Vec<(u32, f64)>)> = BTreeMap::new();
    for (key, &count) in &trios {
        let pair = [key[0], key[1]];
        let (Some(&i), Some(&(rest, total))) = (index.get(&pair), left.get(&pair)) else { continue };
        let lower = pair_p
            .get(&[key[1], key[2]])
            .copied()
            .unwrap_or_else(|| model.backoff[key[1] as usize] * vocabulary.p(key[2]));
        let p = (count - DISCOUNT_3).max(0.0) / total + rest * lower;
        rows.entry(i).or_insert_with(|| (rest.max(1e-4), Vec::new())).1.push((key[2], p));
    }
    model.trigrams = Table::of(rows.into_iter().map(|(i, (rest, words))| (i, rest, words)));
    Ok(model)
}

/// The model of old print: words two by two.
pub(crate) fn historical(vocabulary: &Vocabulary, from: &Sources) -> Result<WordModel, PackError> {
    let pairs: Counts<2> =
        counts("historical/bigrams.tsv", &from.historical_bigrams, |w| vocabulary.ids.get(w).copied())?;
    let own = |w: u32| vocabulary.entries[w as usize].historical;
    Ok(pairs_model(vocabulary, &pairs, own, |w| vocabulary.p_historical(w).max(1e-9)).0)
}

fn pairs_model(
    vocabulary: &Vocabulary,
    pairs: &Counts<2>,
    own: impl Fn(u32) -> f64,
    p: impl Fn(u32) -> f64,
) -> (WordModel, BTreeMap<[u32; 2], f64>) {
    let n = vocabulary.words.len();
    let (mut kept, mut taken) = (vec![0.0; n], vec![0.0; n]);
    for (key, count) in pairs {
        kept[key[0] as usize] += count;
        taken[key[0] as usize] += (count - DISCOUNT).max(0.0);
    }
    let total: Vec<f64> = (0..n).map(|i| kept[i].max(own(i as u32)).max(1.0)).collect();
    let backoff: Vec<f64> = (0..n).map(|i| (1.0 - taken[i] / total[i]).max(1e-4)).collect();
    let filter = vec![0; pairs.len().next_power_of_two()];
    let mut model = WordModel { backoff, filter, ..WordModel::default() };
    let mut all = BTreeMap::new();
    let mut rows: BTreeMap<usize, Vec<(u32, f64)>> = BTreeMap::new();
    for (key, count) in pairs {
        let a = key[0] as usize;
        let value = (count - DISCOUNT).max(0.0) / total[a] + model.backoff[a] * p(key[1]);
        all.insert(*key, value);
        let bit = filter_bit(key[0], key[1], 8 * model.filter.len());
        model.filter[bit / 8] |= 1 << (bit % 8);
        rows.entry(a).or_default().push((key[1], value));
    }
    model.bigrams = Table::of(rows.into_iter().map(|(a, words)| (a, model.backoff[a], words)));
    (model, all)
}

/// Reads the classes into the vocabulary and makes the class model.
pub(crate) fn classes(vocabulary: &mut Vocabulary, from: &Sources) -> Result<ClassModel, PackError> {
    let number = |f: &str| f.parse::<u32>().ok().filter(|&c| (c as usize) < CLASSES);
    let totals = read_classes(vocabulary, from)?;
    let trios: Counts<3> = counts("class-trigrams.tsv", &from.class_trigrams, number)?;
    let duos: Counts<2> = counts("class-bigrams.tsv", &from.class_bigrams, number)?;
    let mut pairs = vec![0.0; CLASSES * CLASSES];
    let (mut pair_kinds, mut single) = (vec![0.0; CLASSES * CLASSES], vec![0.0; CLASSES]);
    for (key, count) in &duos {
        pairs[key[0] as usize * CLASSES + key[1] as usize] += count;
        single[key[1] as usize] += count;
    }
    for (key, count) in &trios {
        pair_kinds[key[0] as usize * CLASSES + key[1] as usize] += count;
    }
    if duos.is_empty() {
        // Without classes every word is of the first, which then says nothing.
        (pairs[0], single[0]) = (1e9, 1e9);
    }
    // A pair occurs at least as often as its kept continuations do.
    for (kinds, all) in pair_kinds.iter_mut().zip(&pairs) {
        *kinds = kinds.max(*all);
    }
    let total = single.iter().sum::<f64>().max(1.0);
    let p1: Vec<f64> = single.iter().map(|c| (c + 0.5) / (total + 0.5 * CLASSES as f64)).collect();
    let mut p2 = vec![0.0; CLASSES * CLASSES];
    for a in 0..CLASSES {
        let row = &pairs[a * CLASSES..(a + 1) * CLASSES];
        let sum = row.iter().sum::<f64>().max(1.0);
        let taken: f64 = row.iter().map(|c| (c - DISCOUNT_CLASS).max(0.0)).sum();
        for c in 0..CLASSES {
            p2[a * CLASSES + c] = (row[c] - DISCOUNT_CLASS).max(0.0) / sum + (1.0 - taken / sum) * p1[c];
        }
    }
    let mut taken = vec![0.0; CLASSES * CLASSES];
    for (key, count) in &trios {
        taken[key[0] as usize * CLASSES + key[1] as usize] += (count - DISCOUNT_CLASS).max(0.0);
    }
    let rest = |pair: usize| {
        if pair_kinds[pair] > 0.0 { (1.0 - taken[pair] / pair_kinds[pair]).max(1e-4) } else { 1.0 }
    };
    let mut model = ClassModel { totals, ..ClassModel::default() };
    for (pair, p) in p2.iter().enumerate() {
        model.pairs.push(ClassPair { p: quantise(p.ln()).into(), backoff: quantise(rest(pair).ln()).into() });
    }
    model.classes = p1.iter().map(|p| quantise(p.ln())).collect();
    for (key, count) in &trios {
        let pair = key[0] as usize * CLASSES + key[1] as usize;
        let lower = p2[key[1] as usize * CLASSES + key[2] as usize];
        let p = (count - DISCOUNT_CLASS).max(0.0) / pair_kinds[pair] + rest(pair) * lower;
        model.trios.push(quantise(p.ln()));
    }
    (model.ranks, model.rows) = class_rows(trios.keys());
    Ok(model)
}

/// The rows of the classes that are kept after two others, and which two have one.
fn class_rows<'a>(trios: impl Iterator<Item = &'a [u32; 3]>) -> (Vec<Ranks>, Vec<ClassRow>) {
    let mut rows: BTreeMap<usize, ClassRow> = BTreeMap::new();
    for (i, key) in trios.enumerate() {
        let (pair, third) = (key[0] as usize * CLASSES + key[1] as usize, key[2] as usize);
        let row = rows
            .entry(pair)
            .or_insert_with(|| ClassRow { first: (i as u32).into(), ..ClassRow::new_zeroed() });
        row.kept[third / 64] |= 1 << (third % 64);
        // All that came before stand below it.
        row.before.iter_mut().skip(third / 64 + 1).for_each(|count| *count += 1);
    }
    (Ranks::of(rows.keys().copied()), rows.into_values().collect())
}

/// Gives every word its class, and says what each comes to; words without one get that of `<u>`.
fn read_classes(vocabulary: &mut Vocabulary, from: &Sources) -> Result<Vec<u16>, PackError> {
    let mut of: BTreeMap<u32, u8> = BTreeMap::new();
    for (i, line) in from.classes.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let class = line.split_once('\t').and_then(|(word, class)| Some((word, class.parse::<u8>().ok()?)));
        let Some((word, class)) = class else {
            let reason =
                format!("{line:?} is not a word and a class from 0 to 255; separate them with a tab");
            return Err(PackError::Row { file: "classes.tsv".to_owned(), line: i + 1, reason });
        };
        if let Some(&id) = vocabulary.ids.get(word) {
            of.insert(id, class);
        }
    }
    let unknown = of.get(&3).copied().unwrap_or(0);
    let mut totals = vec![0.0; CLASSES];
    for i in 0..vocabulary.entries.len() {
        let class = of.get(&(i as u32)).copied().unwrap_or(unknown);
        vocabulary.entries[i].class = class;
        totals[class as usize] += vocabulary.p(i as u32);
    }
    // A class without words has nothing to share.
    Ok(totals.iter().map(|total| if *total > 0.0 { quantise(total.ln()) } else { 0 }).collect())
}
