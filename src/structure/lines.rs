//! What can be seen of one line by itself, and what the language model says of its ends.

use super::dates;
use super::lists::{self, Mark};
use crate::language::{Item, Language, core_of};
use crate::model::{Area, Beginning, Date, Ending, Fragment, Piece, Role, Stream, beginning, ending};

/// A number of so many figures is no speckle.
const FIGURES: usize = 3;

/// ln P that a sentence ends after a word that may well end one.
const USUAL_END: f32 = -2.8;

/// How a line is printed, as far as is known.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Typography {
    /// The size of its letters, as a share of the text's.
    pub(super) size: f32,
    /// The width of its letters, as a share of the text's.
    pub(super) wide: f32,
    /// Whether it is in bold, where that is not how the page is set.
    pub(super) bold: bool,
    /// Where it stands.
    pub(super) area: Area,
    /// What the file says that it is.
    pub(super) role: Role,
    /// How sure the engine is of its letters, from 0 to 1.
    pub(super) sure: f32,
    /// Whether it stands in the middle of its column, with white on both sides.
    pub(super) centred: bool,
    /// How far short of its column it ends, as a share of the width, where it is the last of lines that are justified.
    pub(super) short: f32,
}

/// A line of a column with what it looks like.
#[expect(clippy::struct_excessive_bools)]
#[derive(Debug, Clone)]
pub(super) struct TextLine {
    pub(super) pieces: Vec<Piece>,
    pub(super) text: String,
    pub(super) page: usize,
    /// The stream it lies in, from 0, over all pages.
    pub(super) stream: usize,
    /// How many columns its zone has.
    pub(super) columns: usize,
    /// The line of the page it was cut from.
    pub(super) number: usize,
    /// Whether layout saw a new block begin here.
    pub(super) opens: bool,
    /// How many blank lines stand above it in its column.
    pub(super) gap: u32,
    /// Whether its first piece completes the word before it.
    pub(super) glued: bool,
    /// Its length in characters.
    pub(super) letters: f32,
    /// The length of a full line of its column.
    pub(super) width: f32,
    pub(super) words: usize,
    /// How many of its words begin with a capital.
    pub(super) capitals: usize,
    /// The length of its first word.
    pub(super) first_word: f32,
    pub(super) first: Beginning,
    pub(super) last: Ending,
    /// Whether a stop or a question mark stands inside, with a capital after it.
    pub(super) inner_stop: bool,
    /// Whether a comma or a semicolon stands inside.
    pub(super) inner_comma: bool,
    /// Whether a bracket opens that it does not close, or the reverse.
    pub(super) open_bracket: bool,
    /// How surely its capital opens a sentence, from 0 (a name) to 1.
    pub(super) fresh: f32,
    /// How surely something must follow its last words (`de`, `in en rond`), from 0 up to 3.
    pub(super) dangles: f32,
    /// The share of its words that the lexicon knows.
    pub(super) known: f32,
    pub(super) mark: Option<Mark>,
    /// The pieces before which wide white stands.
    pub(super) cells: Vec<usize>,
    /// The date that it is.
    pub(super) date: Option<Date>,
    /// Its first units of context, at most two.
    pub(super) head: Vec<Item>,
    /// Its last units of context, at most two.
    pub(super) tail: Vec<Item>,
    /// How it is printed, if the page says.
    pub(super) print: Option<Typography>,
}

impl TextLine {
    /// How much of the column it fills.
    pub(super) fn fill(&self) -> f32 {
        self.letters / self.width
    }

    /// What is left of the column after the next line's first word is put
    /// behind it, as a share of the column; above zero the break was wanted.
    pub(super) fn room(&self, next: &Self) -> f32 {
        (self.width - self.letters - 1.0 - next.first_word) / self.width
    }

    /// Marks or a syllable that no sense can be made of: speckle between the lines.
    pub(super) fn is_debris(&self) -> bool {
        if self.letters > 6.0 {
            return false;
        }
        let wordlike = self.text.chars().filter(|c| c.is_alphabetic()).count();
        self.date.is_none()
            && (wordlike <= 2 || (self.known < 0.5 && self.text.contains(' ')))
            && !self.text.chars().all(|c| c.is_ascii_digit() || c.is_uppercase())
            && self.last != Ending::Stop
            && self.last != Ending::Hyphen
            && self.words >= 1
            && (self.words > 1 || wordlike <= 1)
            && !self.is_sum()
            && !has_number(&self.text)
    }

    /// A number with what it is a number of: `42 %`, `€ 12`.
    fn is_sum(&self) -> bool {
        self.text.contains(|c: char| c.is_ascii_digit())
            && self.text.contains(['%', '€', '$', '£'])
            && !self.text.contains(char::is_alphabetic)
    }

    /// A number by itself, such as the year in a chronicle.
    pub(super) fn is_lone_number(&self) -> bool {
        (1.0..=5.0).contains(&self.letters)
            && self.text.trim_end_matches(['.', ':']).bytes().all(|b| b.is_ascii_digit())
    }

    /// A few small letters or marks: at the very top of a page they are no title.
    pub(super) fn is_scrap(&self) -> bool {
        self.letters <= 4.0
            && self.mark.is_none()
            && !self.text.contains(|c: char| c.is_uppercase() || c.is_numeric())
    }
}

/// The lines of all streams, in reading order; lines that repair emptied are gone.
pub(super) fn read(streams: Vec<Stream<Piece>>, language: &Language) -> Vec<TextLine> {
    let mut lines = Vec::new();
    for (index, stream) in streams.into_iter().enumerate() {
        let mut gap = 0;
        for fragment in stream.fragments {
            gap = gap.max(fragment.gap_before);
            if fragment.items.is_empty() {
                continue;
            }
            let mut line = look(fragment, language);
            line.page = stream.page;
            line.stream = index;
            line.columns = stream.columns.max(1);
            line.width = stream.width;
            line.gap = gap;
            gap = 0;
            lines.push(line);
        }
    }
    lines
}

fn look(fragment: Fragment<Piece>, language: &Language) -> TextLine {
    let length: usize = fragment.items.iter().map(|piece| piece.text.len() + 1).sum();
    let mut text = String::with_capacity(length);
    for piece in &fragment.items {
        if !text.is_empty() && !piece.glued {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    let mut words: Vec<&str> = Vec::with_capacity(fragment.items.len());
    words.extend(text.split_whitespace());
    // Bullets and the like aside.
    let first = beginning(text.trim_start_matches(|c: char| !c.is_alphanumeric()));
    // Marks that stand by themselves behind the words are speckle.
    let spoken = words.iter().rposition(|word| word.chars().any(char::is_alphanumeric));
    let last = ending(spoken.map_or(text.as_str(), |at| words[at]));
    let inner_stop = words.windows(2).any(|pair| {
        matches!(pair[0].as_bytes().last(), Some(b'.' | b'?' | b'!'))
            && pair[0].chars().filter(|c| c.is_lowercase()).count() > 2
            && pair[1].chars().next().is_some_and(char::is_uppercase)
    });
    let fresh = match words.first() {
        Some(word) if first == Beginning::Upper => freshness(&core_of(word).to_lowercase(), language),
        _ => 0.0,
    };
    // A look at the first words is enough to tell speckle from text.
    let looked = words.len().min(8);
    let known = words[..looked].iter().filter(|word| language.knows(core_of(word))).count() as f32
        / looked.max(1) as f32;
    let mut head = Vec::new();
    for word in words.iter().take(2) {
        language.glance(word, &mut head);
    }
    head.truncate(2);
    let mut tail = Vec::new();
    for word in &words[words.len().saturating_sub(2)..] {
        language.glance(word, &mut tail);
    }
    tail.drain(..tail.len().saturating_sub(2));
    let dangles = if last == Ending::Open { dangling(&tail, language) } else { 0.0 };
    TextLine {
        page: 0,
        stream: 0,
        columns: 1,
        number: fragment.line,
        opens: fragment.opens_block,
        gap: fragment.gap_before,
        glued: fragment.items.first().is_some_and(|piece| piece.glued),
        letters: text.chars().count() as f32,
        width: 1.0,
        words: words.len(),
        capitals: words.iter().filter(|word| word.starts_with(char::is_uppercase)).count(),
        first_word: words.first().map_or(0, |word| word.chars().count()) as f32,
        first,
        last,
        inner_stop,
        inner_comma: words[..words.len().saturating_sub(1)]
            .iter()
            .any(|word| matches!(word.as_bytes().last(), Some(b',' | b';'))),
        open_bracket: count(&text, b'(') != count(&text, b')'),
        fresh,
        dangles,
        known,
        mark: lists::mark(&text),
        cells: Vec::new(),
        date: dates::whole(&text, language),
        head,
        tail,
        print: None,
        pieces: fragment.items,
        text,
    }
}

/// Whether a number of several figures stands in a text; of strokes that are no letters engines
/// make ones.
fn has_number(text: &str) -> bool {
    let is_number = |run: &str| run.len() >= FIGURES && run.contains(|c: char| c != '1');
    text.split(|c: char| !c.is_ascii_digit()).any(is_number)
}

/// How often an ASCII character stands in a text.
fn count(text: &str, character: u8) -> usize {
    text.bytes().filter(|&byte| byte == character).count()
}

/// How surely a capitalised word at the head of a line opens a sentence there,
/// rather than being a name inside one.
fn freshness(lower: &str, language: &Language) -> f32 {
    let Some(word) = language.word(lower) else { return 0.35 };
    let start = language.item(Language::START);
    let opening = language.ln_p([start, start], language.item(word));
    let inside = language.unigram(word) + language.capital(word).max(0.02).ln();
    1.0 / (1.0 + (inside - opening + 1.0).exp())
}

/// How much less than usual a sentence or a phrase ends with these words.
fn dangling(tail: &[Item], language: &Language) -> f32 {
    let start = language.item(Language::START);
    let Some(&last) = tail.last() else { return 0.0 };
    if last.word == Language::UNKNOWN || last.word == Language::NUMBER {
        return 0.0;
    }
    let earlier = if tail.len() > 1 { tail[0] } else { start };
    (USUAL_END - language.ln_p([earlier, last], start)).clamp(0.0, 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_between_marks_is_told_from_strokes() {
        assert!(["§ 4803", "1784 .", "| 21.322"].into_iter().all(has_number));
        assert!(!["| 111 |", "0 °", "1 7"].into_iter().any(has_number));
    }
}
