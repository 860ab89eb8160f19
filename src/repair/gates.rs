//! What may not be changed, whatever the model says: names, abbreviations,
//! spellings of old print, words of a period that no list explains.
//!
//! A model of words that it knows prices one that it does not know low, and
//! finds others near it. These are the words of which that is no evidence.

use crate::language::{Language, Typeface, fold};
use crate::model::Kind;

use super::candidate::Candidate;
use super::candidates::plain_inside;
use super::orthography::Spelt;
use super::page::{self, PageStatistics};
use super::token::has_odd_capital;
use super::well_read::{self, LOSES_BLANKS};

/// From this share on it is seen to lose any.
const LOSES_ANY: f32 = -6.4;
/// From this share on it loses them everywhere.
const LOSES_MANY: f32 = -3.5;
/// How likely (ln P) both parts of a word with a capital must be for it to be parted, on other pages.
const COMMON: f32 = -10.5;
/// How many older spellings a word a page has before 1800: one in eighteen; of later print one page in twenty has so many.
const BEFORE_1800: f32 = 0.055;
/// One older spelling is a name, or a misreading: on a line of a few words any share is large.
const FEWEST_OLDER: f32 = 2.0;
/// Marks that stand between letters in what is written for machines.
const CODE: [char; 14] = ['(', ')', '[', ']', '{', '}', '_', '/', '\\', '=', '<', '>', '#', '@'];
/// So many words with such marks, and so large a share, are more than slips. Set by hand, with texts of programs in view.
const FEWEST_CODE: f32 = 2.0;
const CODE_SHARE: f32 = 0.05;
/// A word of so many letters after a little one is no part of a name.
const LONG: usize = 6;
/// What a change needs on top, in log odds, where no list explains the words of the period.
const UNEXPLAINED: f32 = 2.2;
/// The same for parting a word that such a period may well have.
const PARTS_UNEXPLAINED: f32 = 3.0;

/// A capital and then small letters, perhaps more capitals: no headline.
pub(super) fn is_capitalised(core: &str) -> bool {
    let mut parts = core.split(['-', '\'', '’']);
    parts.any(|part| part.starts_with(char::is_uppercase)) && core.contains(char::is_lowercase)
}

/// Whether a page is of a period whose words no list explains: older spellings in type without the long s.
pub(super) fn is_unexplained<'a>(
    language: &Language,
    page: &PageStatistics,
    words: impl Iterator<Item = (&'a str, f32)> + Clone,
) -> bool {
    let older = page::older(language, words);
    page.is_old() && page.print == Typeface::Later && older.seen >= FEWEST_OLDER && older.share > BEFORE_1800
}

/// Whether much on a page is written for machines: one token in twenty, and more than a slip.
pub(super) fn holds_code<'a>(words: impl Iterator<Item = (&'a str, f32)>) -> bool {
    let (mut code, mut all) = (0.0, 0.0);
    for (core, count) in words {
        all += count;
        // A stroke is the comma of old print.
        let is_code = core.contains(|c| c != '/' && CODE.contains(&c)) && core.contains(char::is_alphabetic);
        code += if is_code { count } else { 0.0 };
    }
    code >= FEWEST_CODE && code >= CODE_SHARE * all
}

/// Takes from the readings of a core those that may not be, and asks more of those that seldom are right; whether
/// the core is known, and how often it stands on the page.
pub(super) fn sift(
    language: &Language,
    page: &PageStatistics,
    core: &str,
    (known, count): (bool, usize),
    readings: &mut Vec<Candidate>,
) {
    let Some((keep, _)) = readings.split_first() else { return };
    let keep = keep.text.clone();
    let lower = fold(core);
    let capital = is_capitalised(core);
    // A capital inside says itself that a word begins there.
    let odd = has_odd_capital(core);
    let listed = known && language.word(&lower).is_some_and(|word| language.flags(word).is_listed());
    let spelt = Spelt::new(language, &lower);
    // Some packs have all pages repaired as old print; what is of today and read well is treated so all the same.
    let today = well_read::is_of_today(page);
    // Letters and marks over them that the language has not are the print's own: *uͤber, vñ*.
    let marked = core.contains(|c| ('\u{300}'..='\u{36f}').contains(&c));
    let strange = marked || lower.contains(|c| language.is_strange(c));
    // What no list has does not become another such word there, nor do letters between marks become others where
    // nothing shows that the page is old, nor what no list has among such words: so looks the text of programs.
    let stays = |reading: &Candidate| {
        // A compound of words that are known is one that a list might have: *Frciheitsrechten*.
        let unseen = reading.units.len() == 1
            && reading.units[0].unknown
            && (strange || language.compound_of(&fold(&reading.text)).is_none());
        let code = core.contains(CODE) || page.holds_code && !known;
        page.is_old() && (unseen && (today || strange) || marked || !page.shows_old && code)
    };
    // Words that are hardly ever a misreading are none where little else is misread (*docs, hack*), nor are those of the
    // official list that stand there more than once (*os*): who misreads one of them reads others right.
    let sure = page.is_old()
        && known
        && (!page.shows_old && listed && count > 1
            || today && language.word(&lower).is_some_and(|word| !language.is_confusable(word)));
    readings.retain(|reading| {
        reading.text == keep
            || reading.rule.is_some()
            || reading.offered
            || !(!known && capital && loses_a_foreign_letter(language, core, reading)
                || !page.shows_old
                    && (loses_accents(core, reading, capital)
                        || odd && reading.kind == Some(Kind::Case) && !is_grammar(language, reading))
                || today && well_read::stays(language, page, (core, &lower), known, reading)
                || page.is_old()
                    && reading.odds.is_none()
                    && respells(&spelt, reading)
                    && !loses_added_accents(language, page, &keep, reading)
                    && (page.shows_old || listed || !puts_accents(language, reading))
                || today && page.is_old() && !core.contains(char::is_lowercase) && is_short(core)
                || sure && reading.units.len() == 1 && reading.kind == Some(Kind::Character)
                || !known && capital && !odd && reading.kind == Some(Kind::Case)
                || today && !known && capital && !odd && parts_a_name(language, page, reading)
                || today && !known && page.ln_lost_blank < LOSES_BLANKS && parts_and_mends(reading)
                || today && listed && parts_a_listed_word(page, reading)
                || stays(reading))
    });
    if !page.is_old() {
        return;
    }
    for reading in readings.iter_mut().skip(1).filter(|r| r.rule.is_none() && !r.offered) {
        if page.unexplained {
            let plain = core.chars().skip(1).all(char::is_lowercase);
            let parts = reading.units.len() > 1 && plain && page.ln_lost_blank < LOSES_MANY;
            reading.worth -= if parts { PARTS_UNEXPLAINED } else { UNEXPLAINED };
        }
    }
}

/// Whether a reading is a word of the grammar, which is no name that has capitals inside.
fn is_grammar(language: &Language, reading: &Candidate) -> bool {
    matches!(&reading.units[..], [unit] if language.flags(unit.item.word).is_function())
}

/// Whether a core is a digit or a letter, or two of them.
fn is_short(core: &str) -> bool {
    core.chars().nth(2).is_none()
}

/// Whether a change only takes accents off a word with a capital.
fn loses_accents(core: &str, reading: &Candidate, capital: bool) -> bool {
    let accents = |text: &str| text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    capital && reading.kind == Some(Kind::Diacritic) && accents(&reading.text) < accents(core)
}

/// Whether a word with a capital that has a letter which the language has not loses it: so look the names of
/// other languages (*Cristóbal*).
fn loses_a_foreign_letter(language: &Language, core: &str, reading: &Candidate) -> bool {
    let foreign =
        |text: &str| text.chars().flat_map(char::to_lowercase).filter(|&c| language.is_strange(c)).count();
    foreign(&reading.text) < foreign(core)
}

/// Whether a change goes from one spelling of a word to another.
fn respells(spelt: &Spelt<'_>, reading: &Candidate) -> bool {
    reading.units.len() == 1
        && matches!(reading.kind, Some(Kind::Character | Kind::Diacritic))
        && spelt.is_alike(&fold(&reading.text))
}

/// Whether a change takes only accents off that the print has not.
fn loses_added_accents(language: &Language, page: &PageStatistics, core: &str, reading: &Candidate) -> bool {
    page.doubts_accents && plain_inside(language, core).is_some_and(|plain| plain == reading.text)
}

/// Whether a change gives a word the accents that the official list has.
fn puts_accents(language: &Language, reading: &Candidate) -> bool {
    reading.kind == Some(Kind::Diacritic)
        && reading.units.iter().all(|unit| language.flags(unit.item.word).is_listed())
}

/// Whether a word with a capital would come apart on a page that loses no blanks, or into rare words.
fn parts_a_name(language: &Language, page: &PageStatistics, reading: &Candidate) -> bool {
    let [first, rest @ ..] = &reading.units[..] else { return false };
    if rest.is_empty() {
        return false;
    }
    let rare = || reading.units.iter().any(|unit| unit.modern < COMMON);
    // *Desombere*, where a sentence begins: a little word and a long one.
    let opens = page.ln_lost_blank > LOSES_ANY
        && language.flags(first.item.word).is_function()
        && matches!(rest, [_])
        && reading.text.split(' ').nth(1).is_some_and(|word| word.chars().count() >= LONG);
    page.ln_lost_blank < LOSES_BLANKS && !opens || page.ln_lost_blank < LOSES_MANY && rare() && !opens
}

/// Whether a word would come apart into words of which one is misread too.
fn parts_and_mends(reading: &Candidate) -> bool {
    reading.units.len() > 1 && reading.confused + reading.misread > 0
}

/// Whether a word of the official list would come apart on a page that loses no blanks.
fn parts_a_listed_word(page: &PageStatistics, reading: &Candidate) -> bool {
    reading.units.len() > 1 && page.ln_lost_blank < LOSES_BLANKS
}

#[cfg(test)]
mod tests {
    use crate::context::Context;
    use crate::language::Language;
    use crate::model::Source;
    use crate::repair::{page_of, repair};

    #[test]
    fn a_name_of_another_language_keeps_its_letters() {
        let Ok(french) = Language::builtin("fr") else { return };
        let text =
            "Le comte Cristóbal de Olid quitta la ville avec ses hommes, et le capitaine Jalón les suivit.";
        let source = Source { characters: text.chars().collect(), ..Source::default() };
        let done = repair(vec![page_of(text)].into(), &Context::usual(&french, &source));
        let pieces = done.streams.into_iter().flat_map(|s| s.fragments).flat_map(|f| f.items);
        assert_eq!(pieces.map(|piece| piece.text).collect::<Vec<_>>().join(" "), text);
    }

    /// A text repaired in a language, all of one line.
    fn repaired(tag: &str, text: &str) -> Option<String> {
        let language = Language::builtin(tag).ok()?;
        let source = Source { characters: text.chars().collect(), ..Source::default() };
        let done = repair(vec![page_of(text)].into(), &Context::usual(&language, &source));
        let pieces = done.streams.into_iter().flat_map(|s| s.fragments).flat_map(|f| f.items);
        Some(pieces.map(|piece| piece.text).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn what_is_written_for_machines_stays() {
        let text =
            "The tool calls file.write(src) with the output of gcov, and strlcpy(dst) is in src/main.rs now.";
        assert!(repaired("en", text).is_none_or(|done| done == text));
    }

    #[test]
    fn a_listed_word_that_stands_there_often_is_no_misreading() {
        let text =
            "Most scripts run on any os that has a shell, and the os is found out when the program starts.";
        assert!(repaired("en", text).is_none_or(|done| done == text));
    }

    #[test]
    fn a_stop_between_words_is_kept() {
        let text =
            "The options user.name and user.email are read from the file that you keep in your home folder.";
        assert!(repaired("en", text).is_none_or(|done| done == text));
    }

    #[test]
    fn accents_stay_where_the_print_shows_no_older_spelling() {
        let text =
            "Il avoit une grande lumière en son esprit, & pouvoit juger avec un bon sens de la matière.";
        assert!(repaired("fr", text).is_none_or(|done| done == text));
    }

    #[test]
    fn letters_with_marks_that_a_language_has_not_stay() {
        let text = "Der Koͤnig gieng uͤber das Feld und ſah die Haͤuſer der Stadt vor ſich liegen.";
        assert!(repaired("de", text).is_none_or(|done| done == text));
    }
}
