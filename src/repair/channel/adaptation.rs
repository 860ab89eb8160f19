//! How this page's scanner garbles: confusions that occur oftener here than usual.

use std::cell::OnceCell;

use foldhash::HashMap;

use crate::language::Confusions;

/// How many uses of a letter the usual rate of a confusion counts for.
const PRIOR: f32 = 10.0;

/// How often each confusion was used, by its place in the table of modern scans and in that of old print.
pub(in crate::repair) type Uses = [HashMap<usize, f32>; 2];

/// How much oftener than usual each confusion occurs on a page, as ln; by table, modern and old.
#[derive(Debug, Clone, Default)]
pub(in crate::repair) struct Adaptation {
    rates: [Vec<f32>; 2],
}

impl Adaptation {
    /// That of one confusion, by its place in the table of modern scans or in that of old print.
    pub(in crate::repair) fn of(&self, place: usize, old: bool) -> f32 {
        self.rates[usize::from(old)].get(place).copied().unwrap_or(0.0)
    }

    /// Learns it: `used` of each confusion in readings that were taken, among words as meant,
    /// each with how often it stands there. Of a table that is `None` all stays as it was.
    pub(in crate::repair) fn learn(
        &mut self,
        tables: [Option<&Confusions>; 2],
        used: &Uses,
        words: &[(&str, usize)],
        volume: Option<&Self>,
    ) {
        let letters = LetterCounts::of(words);
        for (old, table) in tables.into_iter().enumerate() {
            let Some(table) = table else { continue };
            let rates = table.rates().iter().enumerate().map(|(place, &rate)| {
                // The usual rate is that of the volume, where there is one.
                let before = volume.map_or(0.0, |volume| volume.of(place, old == 1));
                let is_rare = rate < 0.005;
                if is_rare && used[old].is_empty() {
                    return before;
                }
                let seen = used[old].get(&place).copied().unwrap_or(0.0);
                if is_rare && seen == 0.0 {
                    return before;
                }
                let uses = letters.count(&table.all()[place].meant);
                // One find must not make itself likelier.
                let seen = (seen - 0.7).max(0.0);
                let usual = (rate * before.exp()).min(0.6);
                let here = (seen + PRIOR * usual) / (uses + seen + PRIOR);
                (here.min(0.6) / rate).ln()
            });
            self.rates[old] = rates.collect();
        }
    }
}

/// How often each letter stands on a page.
struct LetterCounts<'a> {
    words: &'a [(&'a str, usize)],
    /// Most letters are ASCII, and are counted without hashing.
    ascii: [usize; 128],
    others: HashMap<char, usize>,
    /// All words, each with a blank after it; put together when first asked for.
    text: OnceCell<String>,
}

impl<'a> LetterCounts<'a> {
    fn of(words: &'a [(&'a str, usize)]) -> Self {
        let mut ascii = [0; 128];
        let mut others: HashMap<char, usize> = HashMap::default();
        for &(word, count) in words {
            for c in word.chars() {
                match ascii.get_mut(c as usize) {
                    Some(all) => *all += count,
                    None => *others.entry(c).or_default() += count,
                }
            }
            ascii[usize::from(b' ')] += count;
        }
        Self { words, ascii, others, text: OnceCell::new() }
    }

    /// How often some letters follow each other on the page.
    fn count(&self, letters: &str) -> f32 {
        if let [a, b] = *letters.as_bytes()
            && a != b
            && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        {
            return self.count_pair([a, b]) as f32;
        }
        let mut chars = letters.chars();
        let count = match (chars.next(), chars.next()) {
            (Some(c), None) => {
                self.ascii.get(c as usize).or_else(|| self.others.get(&c)).copied().unwrap_or(0)
            }
            _ => self.text.get_or_init(|| self.text()).matches(letters).count(),
        };
        count as f32
    }

    /// How often two letters, of two sorts, follow each other; no two such places overlap.
    fn count_pair(&self, pair: [u8; 2]) -> usize {
        let inside = |word: &str| word.as_bytes().windows(2).filter(|&here| here == pair).count();
        self.words.iter().map(|&(word, count)| count * inside(word)).sum()
    }

    fn text(&self) -> String {
        let mut text =
            String::with_capacity(self.words.iter().map(|(word, count)| (word.len() + 1) * count).sum());
        for &(word, count) in self.words {
            for _ in 0..count {
                text.push_str(word);
                text.push(' ');
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_this_page_confuses_often_gets_likelier_and_one_find_does_not() {
        let table = Confusions::parse("t", "rn\tm\t0.004\nh\tb\t0.01\n").unwrap();
        let (place, _) = table.at("rn").next().unwrap();
        let words = [("kamer", 40)];
        let learnt = |times: f32| {
            let mut adaptation = Adaptation::default();
            let used = [HashMap::from_iter([(place, times)]), HashMap::default()];
            adaptation.learn([Some(&table), None], &used, &words, None);
            adaptation.of(place, false)
        };
        assert!(learnt(20.0) > 2.0, "{}", learnt(20.0));
        assert!(learnt(1.0) < learnt(20.0));
        assert!(Adaptation::default().of(place, false).abs() < f32::EPSILON);
    }
}
