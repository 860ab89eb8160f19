//! What a person may ask of a pack: how large it is, which of its lists have a
//! word, what is near a word that none has, and what turns one text into another.

use super::{Confusion, Language, Typeface, WordId, fold};

/// A known word is near an unknown one from this many edits down, one in short words, and worth
/// showing from this ln P up.
const NEAR: usize = 2;
const RAREST: f32 = -17.0;
/// So many confusions together may explain a change.
const MOST_CONFUSIONS: usize = 2;

impl Language {
    /// Every word of the lists, in lower case and in order, without those of dictionary folders.
    pub fn words(&self) -> impl Iterator<Item = String> {
        self.numbered_words().map(|(word, _)| word)
    }

    /// How many entries of each sort there are, with those of dictionary folders.
    pub fn sizes(&self) -> Vec<(&'static str, usize)> {
        let (mut words, mut names, mut keep) = (0, 0, 0);
        for (_, id) in self.numbered_words() {
            let flags = self.flags(id);
            words += usize::from(flags.is_modern());
            names += usize::from(flags.is_name());
            keep += usize::from(flags.is_keep());
        }
        let old = Typeface::ALL.iter().map(|&print| self.historical_confusions(print).all().len()).sum();
        vec![
            ("words", words),
            ("names", names),
            ("to keep", keep),
            ("of your own", self.own_words().count()),
            ("corrections", self.rules().len() + self.patterns().len()),
            ("confusions", self.confusions().all().len()),
            ("of old print", old),
        ]
    }

    /// Whether a word is known: of a list, today's or of old print, a compound, or made of such.
    pub fn has(&self, word: &str) -> bool {
        self.knows(word) || self.word(&fold(word)).is_some()
    }

    /// Whether a token is one that is never touched.
    pub fn keeps(&self, token: &str) -> bool {
        self.word(&fold(token)).is_some_and(|id| self.flags(id).is_keep())
    }

    /// Which lists have a word, as `nl/words.tsv`, or `names.tsv:3` for a line of a dictionary
    /// folder; where none has, one sentence that says what it is.
    pub fn lists_with(&self, word: &str) -> Vec<String> {
        let lower = fold(word);
        let mut lists: Vec<String> = self.places(&lower).to_vec();
        let Some(id) = self.word(&lower) else {
            let is_compound = self.compound_of(&lower).is_some();
            let kind = match (is_compound, self.knows(word), word.chars().any(char::is_alphabetic)) {
                (true, _, _) => "a compound of known words",
                (_, true, true) => "its parts are known",
                (_, _, false) => "no word",
                (_, false, true) => "in no list",
            };
            lists.push(kind.to_owned());
            return lists;
        };
        let flags = self.flags(id);
        let own = !lists.is_empty();
        let tag = self.tag();
        let files = [
            (flags.is_keep() && !own, "keep.tsv"),
            (flags.is_listed() && !own, "words.tsv"),
            (flags.is_seen(), "seen.tsv"),
            (flags.is_name() && !own, "names.tsv"),
            (flags.is_common(), "wordfreq.tsv"),
            (flags.is_function(), "function-words.tsv"),
            (flags.is_historical(), "historical/words.tsv"),
        ];
        lists.extend(files.iter().filter(|file| file.0).map(|file| format!("{tag}/{}", file.1)));
        lists
    }

    /// For each of some unknown words the known ones nearest to it, the nearest and most common first.
    pub fn near(&self, words: &[&str], most: usize) -> Vec<Vec<String>> {
        struct Unlisted<'a> {
            word: &'a str,
            signs: u64,
            farthest: usize,
            found: Vec<(usize, f32, String)>,
        }
        let mut asked = Vec::with_capacity(words.len());
        for &word in words {
            let farthest = if word.chars().count() < 5 { 1 } else { NEAR };
            asked.push(Unlisted { word, signs: sign(word), farthest, found: Vec::new() });
        }
        // The lists are long, so that they are gone through once for all.
        for (other, id) in self.numbered_words() {
            let p = self.unigram(id);
            if p < RAREST {
                continue;
            }
            let signs = sign(&other);
            for Unlisted { word, signs: own, farthest, found } in &mut asked {
                // An edit changes two signs at most.
                if other.len().abs_diff(word.len()) > *farthest + 2
                    || (signs ^ *own).count_ones() as usize > 2 * *farthest
                {
                    continue;
                }
                let distance = strsim::damerau_levenshtein(&other, word);
                if distance <= *farthest {
                    found.push((distance, p, other.clone()));
                }
            }
        }
        let nearest = |Unlisted { mut found, .. }: Unlisted<'_>| {
            found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.total_cmp(&a.1)));
            found.into_iter().take(most).map(|near| near.2).collect()
        };
        asked.into_iter().map(nearest).collect()
    }

    /// The confusions that lead from what was read to what was meant, if one or two do, each as
    /// `read→meant, confusions.tsv:3`.
    pub fn misread(&self, read: &str, meant: &str) -> Vec<String> {
        let old = Typeface::ALL.map(|print| self.historical_confusions(print));
        for table in std::iter::once(self.confusions()).chain(old) {
            let at = |rest: &str| table.at(rest).map(|(_, confusion)| confusion).collect();
            let mut found = Vec::new();
            if path(&at, read, meant, MOST_CONFUSIONS, &mut found) && !found.is_empty() {
                let row = |c: &&Confusion| format!("{}→{}, {}", c.read, c.meant, c.place());
                return found.iter().rev().map(row).collect();
            }
        }
        Vec::new()
    }

    /// The same with their numbers.
    pub(super) fn numbered_words(&self) -> impl Iterator<Item = (String, WordId)> {
        self.pack.lexicon().words().map(|(word, number)| (word, WordId(number)))
    }

    /// The words of dictionary folders, in lower case and in order.
    fn own_words(&self) -> impl Iterator<Item = &str> {
        self.overlay.words.keys().map(String::as_str)
    }

    /// Where the dictionary folders have a word, in lower case: `words.tsv:3`.
    fn places(&self, lower: &str) -> &[String] {
        self.overlay.places.get(lower).map_or(&[], Vec::as_slice)
    }
}

/// Which letters a word has, as bits.
fn sign(word: &str) -> u64 {
    word.chars().fold(0, |sign, c| sign | 1 << (u32::from(c) % 64))
}

/// Looks for at most `most` confusions that turn `before` into `after`, from the front.
fn path<'a>(
    at: &dyn Fn(&str) -> Vec<&'a Confusion>,
    before: &str,
    after: &str,
    most: usize,
    found: &mut Vec<&'a Confusion>,
) -> bool {
    if before == after {
        return true;
    }
    if most > 0 {
        for confusion in at(before) {
            if let (Some(rest), Some(target)) =
                (before.strip_prefix(confusion.read.as_str()), after.strip_prefix(confusion.meant.as_str()))
                && path(at, rest, target, most - 1, found)
            {
                found.push(confusion);
                return true;
            }
        }
    }
    let (Some(a), Some(b)) = (before.chars().next(), after.chars().next()) else { return false };
    a.to_lowercase().eq(b.to_lowercase())
        && path(at, &before[a.len_utf8()..], &after[b.len_utf8()..], most, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_says_what_it_has() {
        let dutch = Language::builtin("nl").unwrap();
        let own = dutch.with_dictionary([("words.tsv", "zwartkijkster\t3\n")]).unwrap();
        assert_eq!(own.lists_with("zwartkijkster"), ["words.tsv:1"]);
        assert_eq!(dutch.lists_with("xqzv"), ["in no list"]);
        assert!(dutch.has("gemeente") && !dutch.has("gemeentebcstuur"));
        assert!(dutch.near(&["gemeerte"], 3)[0].contains(&"gemeente".to_owned()));
        let rows = dutch.misread("coérdineert", "coördineert");
        assert!(rows[0].starts_with("é→ö, nl/confusions.tsv:"), "{rows:?}");
        assert!(dutch.misread("gemeente", "Gemeente").is_empty());
    }
}
