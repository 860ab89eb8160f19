//! The spelling of old print: a spelling variant is never an error.
//!
//! Which letters spellings exchange is the pack's to say (`alike` of its profile). Two
//! words that are one word when those are levelled are two spellings of it,
//! and so are two of its forms, as old print inflects as it likes.

use std::cell::OnceCell;

use crate::language::Language;

/// The vowels that are doubled.
const VOWELS: [char; 4] = ['a', 'e', 'o', 'u'];

/// A word in lower case whose spelling others are compared with.
pub(super) struct Spelt<'a> {
    language: &'a Language,
    lower: &'a str,
    level: OnceCell<String>,
}

impl<'a> Spelt<'a> {
    pub(super) fn new(language: &'a Language, lower: &'a str) -> Self {
        Self { language, lower, level: OnceCell::new() }
    }

    /// Whether it and another, in lower case, may be two spellings or two forms of one word.
    pub(super) fn is_alike(&self, other: &str) -> bool {
        if self.lower == other {
            return true;
        }
        let (a, b) =
            (self.level.get_or_init(|| level(self.language, self.lower)), level(self.language, other));
        let endings = &self.language.profile().spelling.endings;
        let ending = |long: &str, short: &str| {
            long.strip_prefix(short).is_some_and(|rest| endings.iter().any(|ending| ending == rest))
        };
        *a == b || ending(a, &b) || ending(&b, a)
    }
}

/// A word with all that spellings exchange levelled.
pub(super) fn level(language: &Language, lower: &str) -> String {
    let mut word = lower.to_owned();
    for [spelt, level] in &language.profile().spelling.alike {
        match spelt.strip_suffix('$') {
            Some(ending) => {
                if let Some(stem) = word.strip_suffix(ending) {
                    word = format!("{stem}{level}");
                }
            }
            None if word.contains(spelt.as_str()) => word = word.replace(spelt.as_str(), level),
            None => {}
        }
    }
    // What is doubled to say how long a vowel is.
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if !(out.ends_with(c) && VOWELS.contains(&c)) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_are_no_errors() {
        let dutch = Language::builtin("nl").unwrap();
        for (read, meant) in [
            ("sij", "zij"),
            ("zynde", "zijnde"),
            ("opsigte", "opzigte"),
            ("zoo", "zo"),
            ("mensch", "mens"),
            ("jaer", "jaar"),
            ("maacken", "maecken"),
            ("zulx", "zulks"),
            ("woeste", "woesten"),
            ("gemaeckt", "gemaakt"),
        ] {
            assert!(Spelt::new(&dutch, read).is_alike(meant), "{read} {meant}");
        }
        for (read, meant) in
            [("noeh", "noch"), ("fteden", "steden"), ("goa", "god"), ("dc", "de"), ("hct", "het")]
        {
            assert!(!Spelt::new(&dutch, read).is_alike(meant), "{read} {meant}");
        }
    }
}
