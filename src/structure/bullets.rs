//! What an engine made of the bullets of a list: `«`, `e`, `©`, `*` before its items.
//!
//! That a paragraph is an item is said by its kind. What a bullet was misread as is no
//! text, and is set aside as noise; a bullet that was read as one stays, as do dashes,
//! which also open speech, numbers and letters.

use super::lines::TextLine;
use super::lists::Mark;
use super::parts::{Label, OutlinePart};
use crate::model::Discarded;

/// A letter opens so many items before a capital or a figure where nothing else says that it is a bullet.
const LETTERS: usize = 3;
/// And so many items show by marks that are no bullets in print that they are misread.
const MARKS: usize = 2;

/// Takes what bullets were misread as from the items that they open.
pub(super) fn set_aside(lines: &mut [TextLine], labels: &[Label]) -> Vec<Discarded> {
    let opens = |label: &Label| label.part == OutlinePart::Item && label.opens;
    let marks: Vec<(usize, Mark)> = (0..lines.len())
        .filter(|&at| opens(&labels[at]))
        .filter_map(|at| Some((at, doubtful(&lines[at])?)))
        .collect();
    if marks.is_empty() {
        return Vec::new();
    }
    let misread = Misread::among(lines, &marks);
    let mut discarded = Vec::new();
    for (at, mark) in marks {
        if misread.holds(mark) {
            discarded.push(Discarded { span: lines[at].pieces.remove(0).span, reason: "noise" });
        }
    }
    discarded.sort_by_key(|one| one.span);
    discarded
}

/// The mark that opens an item and may be a misread bullet, where it stands by itself before text.
fn doubtful(line: &TextLine) -> Option<Mark> {
    let mark = line.mark?;
    let glyph = match mark {
        Mark::Misread(glyph) => glyph,
        Mark::Dash(glyph) if !matches!(glyph, '-' | '–' | '—') => glyph,
        _ => return None,
    };
    let [first, second, ..] = &*line.pieces else { return None };
    (first.text.chars().eq([glyph]) && !second.glued).then_some(mark)
}

/// Which glyphs are misread bullets in a document.
struct Misread {
    /// Guillemets that stand inside lines close quotations that others open.
    quotes: [bool; 2],
    /// Whether more than one glyph opens items: a printer has one bullet, an engine many.
    varied: bool,
    /// Whether enough items open with what no printer takes for a bullet.
    marks: bool,
    letters: bool,
}

impl Misread {
    fn among(lines: &[TextLine], marks: &[(usize, Mark)]) -> Self {
        let inner =
            |mark: char| lines.iter().any(|line| line.text.char_indices().any(|(at, c)| c == mark && at > 0));
        let (opening, closing) = (inner('«'), inner('»'));
        let before_capital = |at: usize| {
            let rest = lines[at].text.split_once(' ').map_or("", |(_, rest)| rest);
            rest.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric())
        };
        let no_letters =
            marks.iter().filter(|(_, mark)| matches!(mark, Mark::Misread(c) if !c.is_alphabetic()));
        let letters = marks.iter().filter(|&&(at, mark)| is_letter(mark) && before_capital(at));
        Self {
            quotes: [closing, opening || closing],
            varied: marks.iter().any(|&(_, mark)| !is_letter(mark) && mark != marks[0].1),
            marks: no_letters.count() >= MARKS,
            letters: letters.count() >= LETTERS,
        }
    }

    fn holds(&self, mark: Mark) -> bool {
        match mark {
            Mark::Misread('«') if self.quotes[0] => false,
            Mark::Dash('»') if self.quotes[1] => false,
            Mark::Misread(_) if is_letter(mark) => self.letters || self.varied,
            Mark::Misread(_) => self.marks || self.varied,
            _ => self.varied,
        }
    }
}

fn is_letter(mark: Mark) -> bool {
    matches!(mark, Mark::Misread(glyph) if glyph.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::model::{Fragment, Piece, Span, Stream};
    use crate::structure::{labels, lines};

    /// What is kept of lines below one of prose: at the top of a page the first may be a title.
    fn kept(text: &[&str]) -> Vec<String> {
        let text = [&["Dit nemen de kinderen mee naar het kamp:"][..], text].concat();
        let language = Language::builtin("nl").unwrap();
        let mut at = 0u32;
        let fragments = text.iter().enumerate().map(|(line, text)| {
            let items = text.split(' ').map(|word| {
                let from = at;
                at += word.chars().count() as u32 + 1;
                Piece {
                    text: word.into(),
                    span: Span::new(from, at - 1),
                    glued: false,
                    confidence: 1.0,
                    change: None,
                }
            });
            Fragment { line, items: items.collect(), opens_block: true, gap_before: 0 }
        });
        let stream =
            Stream { page: 0, zone: 0, column: 0, columns: 1, width: 40.0, fragments: fragments.collect() };
        let mut lines = lines::read(vec![stream], &language);
        let labels = labels::label(&lines, &language);
        set_aside(&mut lines, &labels);
        lines[1..]
            .iter()
            .map(|line| line.pieces.iter().map(|piece| &*piece.text).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn takes_what_bullets_were_misread_as() {
        let items = ["« Een bezem", "* Twee emmers", "e Drie lappen", "© Vier sponzen"];
        assert_eq!(kept(&items), ["Een bezem", "Twee emmers", "Drie lappen", "Vier sponzen"]);
    }

    #[test]
    fn keeps_bullets_dashes_numbers_and_stars() {
        for mark in ["•", "-", "1.", "*"] {
            let items = ["Een bezem", "Twee emmers", "Drie lappen"].map(|text| format!("{mark} {text}"));
            assert_eq!(kept(&items.each_ref().map(String::as_str)), items);
        }
    }

    #[test]
    fn keeps_the_marks_of_quotations() {
        let said = ["« Een bezem", "« Twee emmers", "« Drie lappen en dat is al »"];
        assert_eq!(kept(&said), said);
    }
}
