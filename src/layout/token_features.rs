//! A page made ready for the search: flat arrays of what is asked of its
//! tokens again and again.

use std::ops::Range;

use super::width;
use crate::language::{Item, Language, core_of, is_vowel};
use crate::model::{Beginning, Ending, Page, beginning, closed, ending};

/// The most tokens of a line that are looked at; a longer line is no line of
/// print and stays whole.
pub(super) const LONGEST_LINE: usize = 256;

/// A token as the search sees it.
#[expect(clippy::struct_excessive_bools)] // Independent marks of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct LayoutToken {
    /// Its width, in average letters.
    pub(super) width: f32,
    /// What the language model sees first in it.
    pub(super) first: Item,
    /// The last two things that the model has seen after it, on its own line.
    pub(super) context: [Item; 2],
    /// How its first letter is written.
    pub(super) case: Case,
    /// ln P of that case inside a sentence.
    pub(super) case_inside: f32,
    /// Whether a sentence ends with it.
    pub(super) ends: bool,
    /// Whether it ends with a colon.
    pub(super) colon: bool,
    /// Whether it ends with a hyphen after a letter.
    pub(super) hyphen: bool,
    /// Whether it is debris: no word, no number.
    pub(super) junk: bool,
    /// What tells words of one root: a hash of the first letters of a long
    /// enough content word, 0 for any other.
    pub(super) root: u32,
    /// A hash of its letters and digits, 0 if it has none.
    pub(super) form: u32,
    /// Whether it is a function word, such as *van*.
    pub(super) function: bool,
    /// Whether it ends with a comma or a semicolon.
    pub(super) comma: bool,
    /// Whether it begins with a quotation mark.
    pub(super) quote: bool,
    /// Whether it begins with a digit.
    pub(super) digit: bool,
    /// How many letters and digits it has.
    pub(super) letters: u8,
    /// Its line.
    pub(super) line: u32,
    /// Whether its line begins with it.
    pub(super) starts_line: bool,
    /// How much more white space stands before it than between words, in blanks.
    pub(super) gap: u32,
}

/// How the first letter of a token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// A capital.
    Upper,
    /// No capital.
    Lower,
    /// A digit, a bullet or a bracket, which says nothing.
    Other,
}

/// A page made ready.
#[derive(Debug, Clone, Default)]
pub(super) struct TokenFeatures {
    /// All tokens, line after line.
    pub(super) words: Vec<LayoutToken>,
    /// Which tokens are whose line's.
    pub(super) lines: Vec<Range<usize>>,
    /// Whether a blank line stands before each line.
    pub(super) blank: Vec<bool>,
    /// Where each token begins on its line, in average letters.
    pub(super) offsets: Vec<f32>,
}

impl TokenFeatures {
    /// Looks at all tokens of a page once.
    pub(super) fn new(page: &Page, language: &Language) -> Self {
        let mut sheet = Self::default();
        let mut items = Vec::new();
        for (number, line) in page.lines.iter().enumerate() {
            let from = sheet.words.len();
            let start = language.item(Language::START);
            let mut context = [start; 2];
            let mut offset = 0.0;
            for (at, token) in line.tokens.iter().take(LONGEST_LINE).enumerate() {
                items.clear();
                language.glance(&token.text, &mut items);
                for &item in &items {
                    context = [context[1], item];
                }
                let mut word = look(&token.text, &items, context, language);
                word.gap = if at == 0 { 0 } else { token.space_before.saturating_sub(1) };
                word.starts_line = at == 0;
                word.line = number as u32;
                sheet.offsets.push(offset);
                offset += word.width + width::BLANK;
                sheet.words.push(word);
            }
            sheet.lines.push(from..sheet.words.len());
            sheet.blank.push(line.blank_before > 0);
        }
        sheet
    }

    /// The width of a run of tokens of one line, in average letters.
    #[inline]
    pub(super) fn run(&self, from: usize, to: usize) -> f32 {
        self.offsets[to - 1] + self.words[to - 1].width - self.offsets[from]
    }

    /// The first token from `from` on, on its line and near, that is no debris; or `from`.
    #[inline]
    pub(super) fn speaking_from(&self, from: usize) -> usize {
        let mut at = from;
        while self.words[at].junk {
            at += 1;
            if at > from + DEBRIS || self.words.get(at).is_none_or(|word| word.starts_line) {
                return from;
            }
        }
        at
    }

    /// The last token of a run that is no debris; or its last.
    pub(super) fn speaking_before(&self, from: usize, to: usize) -> usize {
        (from..to).rev().take(DEBRIS + 1).find(|&at| !self.words[at].junk).unwrap_or(to - 1)
    }

    /// Whether a run is nothing but debris.
    #[inline]
    pub(super) fn is_debris(&self, from: usize, to: usize) -> bool {
        self.words[from..to].iter().all(|word| word.junk)
    }

    /// A token as the page has it.
    pub(super) fn text<'p>(&self, page: &'p Page, at: usize) -> Option<&'p str> {
        let line = self.words.get(at)?.line as usize;
        let token = page.lines.get(line)?.tokens.get(at - self.lines[line].start)?;
        Some(&token.text)
    }

    /// The width of a whole line.
    pub(super) fn line(&self, line: usize) -> f32 {
        let range = &self.lines[line];
        if range.is_empty() { 0.0 } else { self.run(range.start, range.end) }
    }
}

/// How many tokens of debris are looked past.
const DEBRIS: usize = 2;

/// The least probability of a case, so that a single misread letter decides little.
const RARE_CASE: f32 = 0.04;

fn look(text: &str, items: &[Item], context: [Item; 2], language: &Language) -> LayoutToken {
    let unknown = language.item(Language::UNKNOWN);
    let first = items.first().copied().unwrap_or(unknown);
    let begins = beginning(text);
    let case = match begins {
        Beginning::Upper => Case::Upper,
        Beginning::Lower if !text.starts_with(['(', '[']) => Case::Lower,
        _ => Case::Other,
    };
    let capital = if first.word == Language::UNKNOWN { 0.3 } else { language.capital(first.word) };
    let case_inside = match case {
        Case::Upper => capital.max(RARE_CASE).ln(),
        Case::Lower => (1.0 - capital).max(RARE_CASE).ln(),
        Case::Other => 0.0,
    };
    let (closed, ends) = (closed(text), ending(text));
    let stem = closed.trim_end_matches(['.', '!', '?']);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let initial = stem.chars().count() == 1 && stem.chars().all(char::is_uppercase)
        || stem.contains('.') && stem.split('.').all(|part| part.chars().count() <= 1);
    LayoutToken {
        width: width::of(text),
        first,
        context,
        case,
        case_inside,
        ends: ends == Ending::Stop && !initial,
        colon: ends == Ending::Colon,
        hyphen: ends == Ending::Hyphen && closed.chars().rev().nth(1).is_some_and(char::is_alphabetic),
        junk: is_debris(text, letters, digits, first, language),
        quote: text.starts_with(['"', '“', '”', '„', '«', '(', '\'', '‘', '’']),
        digit: begins == Beginning::Digit,
        letters: (letters + digits).min(99) as u8,
        root: root(text, first, language),
        form: form(text),
        function: first.word != Language::UNKNOWN && language.flags(first.word).is_function(),
        comma: ends == Ending::Comma,
        line: 0,
        starts_line: false,
        gap: 0,
    }
}

/// Marks that scanners make of dust and pictures.
fn is_debris(text: &str, letters: usize, digits: usize, first: Item, language: &Language) -> bool {
    if digits > 0 {
        return false;
    }
    if letters == 0 {
        return !text.starts_with(['-', '–', '—', '•', '*', '&']);
    }
    let strange =
        |c: char| matches!(c, '|' | '\\' | '~' | '^' | '=' | '<' | '>' | '{' | '}' | '_' | '#' | '€' | '$');
    if core_of(text).chars().any(strange) {
        return true;
    }
    if first.word != Language::UNKNOWN {
        return false;
    }
    let core: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    if core.chars().count() <= 2 {
        return !language.knows(&core);
    }
    !core.contains(is_vowel) && core.chars().any(char::is_lowercase)
}

/// How many letters tell the root of a word.
const ROOT: usize = 5;

fn root(text: &str, first: Item, language: &Language) -> u32 {
    if first.word != Language::UNKNOWN && language.flags(first.word).is_function() {
        return 0;
    }
    let mut letters = text.chars().skip_while(|c| !c.is_alphabetic()).take_while(|c| c.is_alphabetic());
    let mut hash = 0x811C_9DC5_u32;
    for _ in 0..ROOT {
        let Some(letter) = letters.next() else { return 0 };
        for low in letter.to_lowercase() {
            hash = (hash ^ low as u32).wrapping_mul(0x0100_0193);
        }
    }
    hash.max(1)
}

/// A hash of the letters and digits of a word, 0 if it has none.
pub(super) fn form(text: &str) -> u32 {
    let mut hash = 0x811C_9DC5_u32;
    let mut any = false;
    for low in text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
        any = true;
        hash = (hash ^ low as u32).wrapping_mul(0x0100_0193);
    }
    if any { hash.max(1) } else { 0 }
}
