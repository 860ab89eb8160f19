//! Words that are broken over two lines and misread as well.

use crate::language::Language;
use crate::model::Kind;

use crate::repair::candidate::Candidate;
use crate::repair::candidates::{CandidateContext, of_unknown};
use crate::repair::page::PageStatistics;

/// What it costs that a hyphen at a line end is none of the word's own.
const BREAK: f32 = -0.2;
/// How many readings of a broken word are looked at.
const MOST: usize = 3;
/// Two halves of fewer letters than this are too little to know the word by.
const SHORTEST: usize = 5;

/// What the two halves of a word may be together, where no list has them as they stand.
pub(super) fn mended(language: &Language, page: &PageStatistics, left: &str, right: &str) -> Vec<Candidate> {
    let whole = format!("{left}{right}");
    // Names that no list has are not mended here either.
    if whole.chars().count() < SHORTEST || !whole.chars().all(char::is_lowercase) {
        return Vec::new();
    }
    let context = CandidateContext::new(language, page, page.is_old());
    let one_word = |reading: &Candidate| {
        reading.units.len() == 1
            && !reading.units.iter().any(|unit| unit.unknown)
            && reading.lost_blanks == 0
            && reading.confused + reading.misread > 0
    };
    let found = of_unknown(&context, &whole).into_iter().skip(1).filter(one_word).take(MOST);
    found
        .map(|mut reading| {
            reading.kind = Some(Kind::Dehyphenate);
            reading.ln_channel += BREAK;
            reading
        })
        .collect()
}

/// Where a mended word was broken: its two halves, each as like what was read as can be.
pub(in crate::repair) fn halves<'a>(word: &'a str, left: &str, right: &str) -> (&'a str, &'a str) {
    let places = word.char_indices().map(|(at, _)| at).skip(1);
    let apart = |at: &usize| {
        let (a, b) = word.split_at(*at);
        strsim::osa_distance(a, left) + strsim::osa_distance(b, right)
    };
    let at = places.min_by_key(apart).unwrap_or(word.len());
    word.split_at(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mended_word_is_broken_where_it_was_read() {
        assert_eq!(halves("gemeente", "gcmeen", "te"), ("gemeen", "te"));
        assert_eq!(halves("regering", "rege", "riug"), ("rege", "ring"));
        assert_eq!(halves("modern", "modem", ""), ("moder", "n"));
    }

    #[test]
    fn a_broken_word_is_mended_as_one() {
        let dutch = Language::builtin("nl").unwrap();
        let page = PageStatistics::default();
        let text = |left, right| mended(&dutch, &page, left, right).first().map(|r| r.text.clone());
        assert_eq!(text("gcmeen", "te").as_deref(), Some("gemeente"));
        assert_eq!(text("bevol", "kiug").as_deref(), Some("bevolking"));
        assert_eq!(text("Gcmeen", "te"), None);
    }
}
