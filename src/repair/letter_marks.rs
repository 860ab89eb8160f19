//! Quotation marks at the edge of a word that are misread letters: gothic *s, e, n* come as *« »*.
//!
//! A quotation opens and closes. Where far more of a mark stand at one edge of words than there are marks that would
//! be the other end, or of both at one edge than at the other, they are letters oftener than not; which letters is for the table of confusions to say.

use crate::language::{Language, Typeface};
use crate::model::{Stream, Token};

use super::token::{Core, Shape};

/// Each is the other end of a quotation that the other opens.
const MARKS: [char; 2] = ['«', '»'];

/// Which marks are letters on a page, before and after a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct LetterMarks {
    before: [bool; 2],
    after: [bool; 2],
}

impl LetterMarks {
    /// Looks at the tokens of a page, where the pack says that such marks may be letters.
    pub(super) fn of(streams: &[Stream<Token>], language: &Language) -> Self {
        let table = language.historical_confusions(Typeface::Later);
        let read = |mark: char| table.at(mark.encode_utf8(&mut [0; 4])).next().is_some();
        if !MARKS.into_iter().any(read) {
            return Self::default();
        }
        let tokens = streams.iter().flat_map(|stream| &stream.fragments).flat_map(|fragment| &fragment.items);
        Self::among(tokens.map(|token| &*token.text))
    }

    fn among<'a>(tokens: impl Iterator<Item = &'a str>) -> Self {
        let (mut before, mut after) = ([0; 2], [0; 2]);
        for text in tokens.filter(|text| text.contains(MARKS)) {
            let Core { start, end, shape } = Core::of(text);
            let alone = shape == Shape::Marks;
            for (at, mark) in MARKS.into_iter().enumerate() {
                before[at] += usize::from(alone || text[..start].contains(mark));
                after[at] += usize::from(alone || text[end..].contains(mark));
            }
        }
        // Where both marks are letters each is the other end of none.
        let many = |here: [usize; 2], there: [usize; 2]| here[0] + here[1] > 2 * (there[0] + there[1]);
        let odd = |here: [usize; 2], there: [usize; 2]| {
            [0, 1].map(|at| here[at] > 2 * there[1 - at] || here[at] > 0 && many(here, there))
        };
        Self { before: odd(before, after), after: odd(after, before) }
    }

    /// The core of a token with the marks beside it that are letters.
    pub(super) fn widened(self, core: Core, text: &str) -> Option<Core> {
        if core.shape != Shape::Word {
            return None;
        }
        let is =
            |marks: [bool; 2], c: char| MARKS.iter().zip(marks).any(|(&mark, letter)| letter && mark == c);
        let mut wide = core;
        wide.start = text[..core.start].trim_end_matches(|c| is(self.before, c)).len();
        wide.end = text.len() - text[core.end..].trim_start_matches(|c| is(self.after, c)).len();
        (wide != core).then_some(wide)
    }
}

/// Whether a core was widened so.
pub(super) fn is_marked(core: &str) -> bool {
    core.starts_with(MARKS) || core.ends_with(MARKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widened(tokens: &[&str], text: &str) -> String {
        let marks = LetterMarks::among(tokens.iter().copied());
        let core = Core::of(text);
        let Core { start, end, .. } = marks.widened(core, text).unwrap_or(core);
        text[start..end].to_owned()
    }

    #[test]
    fn marks_without_their_other_ends_are_letters() {
        assert_eq!(widened(&["da«,", "öffentliche«", "Hab«."], "da«,"), "da«");
        assert_eq!(widened(&["«in", "«r", "«ft", "letzte»"], "«in"), "«in");
    }

    #[test]
    fn quotations_stay() {
        for tokens in [["»Er", "kommt«."], ["«Er", "kommt»."], ["«", "»"]] {
            assert_eq!(LetterMarks::among(tokens.into_iter()), LetterMarks::default(), "{tokens:?}");
        }
    }
}
