//! Whether a page is in a language that its pack is not of: a near relative that
//! no list of languages has, a dialect.
//!
//! Where the language is told by letters, the nearest one that is known wins, and
//! a text in a relative of it would be read as that one badly misread. But a page
//! that is misread is mended for the most part, and of one in another language
//! most unknown words stay unknown whatever is tried.

use super::page::PageStatistics;
use super::token::Shape;
use super::vocabulary::PageVocabulary;

/// How many of the words of a page no list has, on pages in the language of the pack and on others.
///
/// Set by hand between what was measured: in today's Dutch, German and English and in scans of it 95 of 100
/// pages are below .08 and in old print below .12; in Limburgish, Dutch Low Saxon, Kölsch, Saterland Frisian,
/// Palatine and Alemannic the middle page is at .25 to .6.
const USUAL: f32 = 0.06;
const FOREIGN: f32 = 0.30;
/// The same of old print, whose words the lists know less well: set by hand, so that of the segments of old
/// Dutch that a pack did not learn from hardly any is taken for another language.
const USUAL_OLD: f32 = 0.15;
const FOREIGN_OLD: f32 = 0.45;
/// How much likelier, as ln, the latter must make what is seen.
const CLEAR: f32 = 3.0;
/// Shorter words are too often found by chance.
const SHORTEST: usize = 3;

/// Whether the words of a page that no list has are too many, and too few of them can be mended.
pub(super) fn is_foreign(vocabulary: &PageVocabulary, old: bool) -> bool {
    let (mut all, mut unknown, mut mended) = (0, 0, 0);
    for (core, entry) in vocabulary.cores.iter().zip(&vocabulary.entries) {
        // Names and numbers are in no list anywhere.
        let tells = entry.shape == Shape::Word
            && core.chars().all(char::is_lowercase)
            && core.chars().count() >= SHORTEST;
        if tells {
            all += entry.count;
            let better = entry.readings.iter().skip(1).any(|reading| reading.worth > 0.0);
            let count = if entry.known {
                &mut 0
            } else if better {
                &mut mended
            } else {
                &mut unknown
            };
            *count += entry.count;
        }
    }
    let (usual, foreign) = if old { (USUAL_OLD, FOREIGN_OLD) } else { (USUAL, FOREIGN) };
    unknown > mended && excess(all as f32, unknown as f32, usual, foreign) > CLEAR
}

/// How much likelier so many unknown words are on a page in another language, as ln.
fn excess(all: f32, unknown: f32, usual: f32, foreign: f32) -> f32 {
    unknown * (foreign / usual).ln() + (all - unknown) * ((1.0 - foreign) / (1.0 - usual)).ln()
}

/// Leaves the words of a page as they are, but for what a maintainer's rule says of them.
pub(super) fn leave(vocabulary: &mut PageVocabulary, page: &mut PageStatistics) {
    for entry in vocabulary.entries.iter_mut().filter(|entry| !entry.ordered) {
        entry.readings.truncate(1);
    }
    page.is_foreign = true;
    page.closes_marks = false;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_unknown_words_are_no_other_language() {
        assert!(excess(10.0, 2.0, USUAL, FOREIGN) < CLEAR);
        assert!(excess(40.0, 6.0, USUAL, FOREIGN) < CLEAR);
        assert!(excess(10.0, 4.0, USUAL, FOREIGN) > CLEAR);
        assert!(excess(60.0, 18.0, USUAL, FOREIGN) > CLEAR);
    }

    #[test]
    fn old_print_may_have_more_words_that_no_list_has() {
        assert!(excess(40.0, 10.0, USUAL, FOREIGN) > CLEAR);
        assert!(excess(40.0, 10.0, USUAL_OLD, FOREIGN_OLD) < CLEAR);
        assert!(excess(40.0, 20.0, USUAL_OLD, FOREIGN_OLD) > CLEAR);
    }
}
