//! Where the print of a page has no accents but at the ends of words, those that were read inside are the engine's.

use unicode_normalization::UnicodeNormalization as _;

use crate::language::{Language, fold};
use crate::repair::candidate::{Candidate, kind_of};

use super::CandidateSource;
use super::context::{CandidateContext, Written};

/// Acute, grave and circumflex; other marks are the print's own.
pub(super) const ACCENTS: [char; 3] = ['\u{301}', '\u{300}', '\u{302}'];
/// ln P that an engine puts accents there.
const ADDED: f32 = -1.0;

/// The same word without the accents inside it.
pub(super) struct PlainInside;

impl CandidateSource for PlainInside {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        if !context.page.doubts_accents {
            return;
        }
        let Some(text) = plain_inside(context.language, word.core) else { return };
        let lower = fold(&text);
        let mut reading = context.untouched(&text, &lower);
        reading.confused = 1;
        reading.ln_channel = ADDED;
        reading.kind = Some(kind_of(word.core, &text));
        found.retain(|other| other.text != text);
        found.push(reading);
    }
}

/// The word without the accents inside it, where it has any.
pub(in crate::repair) fn plain_inside(language: &Language, core: &str) -> Option<String> {
    if core.is_ascii() {
        return None;
    }
    // An accent that ends the word, or stands before an ending of forms, is the print's own.
    let endings = language.profile().spelling.accent_before.iter().map(String::as_str);
    let own = endings.chain([""]).find_map(|ending| {
        let stem = core.strip_suffix(ending)?;
        stem.char_indices().next_back().filter(|(_, c)| !c.is_ascii())
    });
    let (inside, end) = core.split_at(own.map_or(core.len(), |(at, _)| at));
    let front: String = inside.nfd().filter(|c| !ACCENTS.contains(c)).nfc().collect();
    (front != inside).then(|| front + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_go_inside_and_stay_at_the_end() {
        let french = Language::builtin("fr").unwrap();
        for (read, plain) in [
            ("déshonneur", Some("deshonneur")),
            ("premières", Some("premieres")),
            ("réglés", Some("reglés")),
            ("été", Some("eté")),
            ("thèse", Some("these")),
            ("née", None),
            ("façon", None),
            ("bonté", None),
        ] {
            assert_eq!(plain_inside(&french, read).as_deref(), plain, "{read}");
        }
    }
}
