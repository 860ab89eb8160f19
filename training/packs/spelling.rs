//! Older spelling, told by what the same word is today.

use crate::lexicon::Listed;

/// Letters then and now.
type Changes = [(String, String)];

/// Whether one or two changes make a listed word of an unlisted one.
pub(crate) fn is_older_spelling_of_listed(word: &str, listed: &Listed, changes: &Changes) -> bool {
    if word.chars().count() < 3 || listed.contains_key(word) {
        return false;
    }
    changed(word, changes).iter().any(|once| {
        is_word(once, listed) || changed(once, changes).iter().any(|twice| is_word(twice, listed))
    })
}

fn is_word(word: &str, listed: &Listed) -> bool {
    listed.get(word).is_some_and(|forms| forms.iter().any(|form| form == word))
}

/// The word with one change made at one place.
fn changed(word: &str, changes: &Changes) -> Vec<String> {
    let mut all = Vec::new();
    for (then, now) in changes {
        for (at, _) in word.match_indices(then.as_str()) {
            // What opens a word has seldom changed: Dutch *sch* became *s* elsewhere only.
            if at > 0 || then != "sch" {
                all.push(format!("{}{now}{}", &word[..at], &word[at + then.len()..]));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_spellings_are_told_by_their_modern_form() {
        let changes = [("sch", "s"), ("oo", "o")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        let forms = ["mensen", "zo", "grote", "schip"];
        let listed: Listed = forms.map(|w| (w.to_owned(), vec![w.to_owned()])).into();
        for word in ["menschen", "zoo", "groote"] {
            assert!(is_older_spelling_of_listed(word, &listed, &changes), "{word}");
        }
        assert!(!is_older_spelling_of_listed("grotte", &listed, &changes));
    }
}
