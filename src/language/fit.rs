//! Which language a page is in: that of the pack which explains it best.

use foldhash::{HashMap, HashMapExt as _};

use super::token_parts::core_of;
use super::{Item, Language};

/// So many words tell; more say no more.
const ENOUGH: usize = 400;
/// So many distinct words does a paragraph have.
const USUAL: usize = 112;
/// What a word that no list has costs beside its letters.
const UNSEEN_WORD: f32 = -4.0;
/// How much better, a word and in all, another pack must explain the words than the first one does.
const MARGIN: f32 = 0.3;
const MARGIN_IN_ALL: f32 = 6.0;

/// The pack, by its place, that explains the words of a page best. In doubt the
/// first: it is the one most often meant.
pub fn choose<'a>(languages: &[Language], words: impl Iterator<Item = &'a str>) -> usize {
    let first = 0;
    if languages.len() < 2 {
        return first;
    }
    let letters = |word: &&str| word.chars().any(char::is_alphabetic);
    let mut total = 0;
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(USUAL);
    let mut counted: Vec<(&str, f32)> = Vec::with_capacity(USUAL);
    for word in words.filter(letters).take(ENOUGH) {
        total += 1;
        let place = *places.entry(word).or_insert(counted.len());
        match counted.get_mut(place) {
            Some((_, count)) => *count += 1.0,
            None => counted.push((word, 1.0)),
        }
    }
    // Those that say most first: the sooner it is clear that another language does not fit.
    counted.sort_by(|a, b| b.1.total_cmp(&a.1));
    // What another pack must reach to be chosen.
    let mut least = fit(&languages[first], &counted, f32::NEG_INFINITY).unwrap_or(f32::NEG_INFINITY)
        + MARGIN_IN_ALL.max(MARGIN * total as f32);
    let mut best = first;
    for i in (0..languages.len()).filter(|&i| i != first) {
        if let Some(reached) = fit(&languages[i], &counted, least) {
            (least, best) = (reached, i);
        }
    }
    best
}

/// ln P of the words one by one, merges taken apart; `None` where it is not more than `least`.
fn fit(language: &Language, words: &[(&str, f32)], least: f32) -> Option<f32> {
    let mut items: Vec<Item> = Vec::new();
    let mut sum = 0.0;
    for &(word, count) in words {
        // Each word only takes from the sum.
        if sum <= least {
            return None;
        }
        items.clear();
        language.glance(word, &mut items);
        let known = items
            .iter()
            .filter(|item| ![Language::START, Language::COMMA, Language::NUMBER].contains(&item.word));
        for item in known {
            sum += count
                * if item.word == Language::UNKNOWN {
                    let core = core_of(word);
                    // Letters of old print are letters of the language too.
                    language.letters(core).max(language.historical_letters(core)) + UNSEEN_WORD
                } else {
                    language.unigram(item.word).max(language.historical_unigram(item.word))
                };
        }
    }
    (sum > least).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(text: &str) -> &'static str {
        let tags: Vec<&str> = Language::builtin_tags().collect();
        let languages: Vec<Language> = tags.iter().map(|tag| Language::builtin(tag).unwrap()).collect();
        tags[choose(&languages, text.split_whitespace())]
    }

    #[test]
    fn a_page_is_read_in_the_language_that_explains_it() {
        assert_eq!(chosen("The river rises every spring, and the fields along its banks are flooded."), "en");
        assert_eq!(chosen("De rivier stijgt elk voorjaar, en de velden langs de oevers lopen onder."), "nl");
        assert_eq!(chosen("De heerschap der zee, ende de menschen die somtijdts daer omtrent wonen."), "nl");
    }

    #[test]
    fn a_page_that_tells_nothing_is_in_the_first_language() {
        for text in ["", "12 345", "in", "Water"] {
            assert_eq!(chosen(text), "nl", "{text}");
        }
    }
}
