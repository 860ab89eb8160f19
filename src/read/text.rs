//! Decoded text to pages, lines and tokens.
//!
//! | in the text | what it is |
//! | --- | --- |
//! | form feed | the end of a page |
//! | LF, CR LF, CR, vertical tab, NEL, U+2028 | the end of a line |
//! | U+2029 | the end of a line and a blank one |
//! | any other white space, no-break spaces too | what stands between tokens |
//! | U+001C to U+001F | the same, but kept as discarded |
//!
//! One pass over the bytes; what is plain ASCII, or Latin letters that need
//! nothing, is copied as it stands.

use compact_str::CompactString;

use super::normalise::{is_plain, normalise, optional_hyphen};
use crate::model::{Discarded, Line, Page, Span, Token};

/// A tab leads to the next multiple of this.
const TAB_STOP: u32 = 8;

/// Few lines hold more tokens.
const USUAL_TOKENS: usize = 128;

/// What the text falls apart into.
#[derive(Debug, Default)]
pub(super) struct Split {
    /// The pages, without empty ones at the end.
    pub(super) pages: Vec<Page>,
    /// Runs of characters that do not show and touch no token.
    pub(super) discarded: Vec<Discarded>,
}

/// Splits text into pages, lines and tokens.
pub(super) fn split(text: &str) -> Split {
    let mut splitter = Splitter::new(text);
    splitter.run();
    splitter.end_page();
    let mut split = splitter.split;
    while split.pages.last().is_some_and(|page| page.lines.is_empty()) {
        split.pages.pop();
    }
    split
}

/// What a byte below 0x80 is to the splitter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Plain,
    Blank,
    Tab,
    LineEnd,
    Return,
    PageEnd,
    Separator,
    /// Does not show, or is not ASCII: look closer.
    Other,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0x21;
    while byte < 0x7F {
        classes[byte] = Class::Plain;
        byte += 1;
    }
    classes[b' ' as usize] = Class::Blank;
    classes[b'\t' as usize] = Class::Tab;
    classes[b'\n' as usize] = Class::LineEnd;
    classes[0x0B] = Class::LineEnd;
    classes[0x0C] = Class::PageEnd;
    classes[b'\r' as usize] = Class::Return;
    let mut byte = 0x1C;
    while byte < 0x20 {
        classes[byte] = Class::Separator;
        byte += 1;
    }
    classes
};

/// The place in the text: as a byte, and as a character.
#[derive(Clone, Copy, Default)]
struct TextPosition {
    byte: usize,
    character: u32,
}

struct Splitter<'a> {
    text: &'a str,
    at: TextPosition,
    /// Where the column of the line that follows begins, in blanks.
    column: u32,
    /// The width of the white space since the last token.
    space: u32,
    /// Blank lines since the last line of the page.
    blank_lines: u32,
    line: Vec<Token>,
    page: Page,
    split: Split,
    /// How many characters of the last token of the line stand for a hyphen
    /// that shows only if the line ends here.
    hyphen: Option<usize>,
}

impl<'a> Splitter<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: TextPosition::default(),
            column: 0,
            space: 0,
            blank_lines: 0,
            line: Vec::with_capacity(USUAL_TOKENS),
            page: Page::default(),
            split: Split::default(),
            hyphen: None,
        }
    }

    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at.byte) {
            match CLASSES[byte as usize] {
                Class::Plain => self.token(),
                Class::Blank => self.blanks(),
                Class::Tab => self.white(1, TAB_STOP - self.column % TAB_STOP),
                Class::LineEnd => {
                    self.step(1);
                    self.end_line();
                }
                Class::Return => {
                    // A file that went through two systems may hold CR CR LF.
                    let returns = bytes[self.at.byte..].iter().take_while(|&&b| b == b'\r').count();
                    let line_feed = bytes.get(self.at.byte + returns) == Some(&b'\n');
                    for _ in 0..if line_feed { 1 } else { returns } {
                        self.end_line();
                    }
                    for _ in 0..returns + usize::from(line_feed) {
                        self.step(1);
                    }
                }
                Class::PageEnd => {
                    self.step(1);
                    self.end_page();
                }
                Class::Separator => {
                    self.discard(self.at.character, self.at.character + 1);
                    self.white(1, 1);
                }
                Class::Other => self.other(),
            }
        }
    }

    /// A character that is not plain ASCII.
    fn other(&mut self) {
        let Some(c) = self.text[self.at.byte..].chars().next() else { return };
        match c {
            '\u{85}' | '\u{2028}' => {
                self.step(c.len_utf8());
                self.end_line();
            }
            '\u{2029}' => {
                self.step(c.len_utf8());
                self.end_line();
                self.blank_lines += 1;
            }
            _ if c.is_whitespace() => self.white(c.len_utf8(), 1),
            _ => self.token(),
        }
    }

    /// Passes one character.
    fn step(&mut self, bytes: usize) {
        self.at.byte += bytes;
        self.at.character += 1;
    }

    /// Passes a run of blanks.
    fn blanks(&mut self) {
        let run = self.text.as_bytes()[self.at.byte..].iter().take_while(|&&b| b == b' ').count();
        let width = run as u32;
        self.at.byte += run;
        self.at.character += width;
        self.space = self.space.saturating_add(width);
        self.column = self.column.saturating_add(width);
    }

    /// Passes one character of white space.
    fn white(&mut self, bytes: usize, width: u32) {
        self.step(bytes);
        self.space = self.space.saturating_add(width);
        self.column = self.column.saturating_add(width);
    }

    /// Passes a run that is not white space.
    fn token(&mut self) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut plain = true;
        loop {
            let run =
                bytes[self.at.byte..].iter().take_while(|&&b| CLASSES[b as usize] == Class::Plain).count();
            self.at.byte += run;
            self.at.character += run as u32;
            match bytes.get(self.at.byte).map(|&b| CLASSES[b as usize]) {
                Some(Class::Other) => {}
                _ => break,
            }
            let Some(c) = self.text[self.at.byte..].chars().next().filter(|c| !c.is_whitespace()) else {
                break;
            };
            plain &= is_plain(c);
            self.step(c.len_utf8());
        }
        let raw = &self.text[start.byte..self.at.byte];
        let (text, hyphen): (CompactString, _) =
            if plain { (raw.into(), None) } else { (normalise(raw).into(), optional_hyphen(raw)) };
        if text.is_empty() {
            self.discard(start.character, self.at.character);
            return;
        }
        let width = if plain { self.at.character - start.character } else { text.chars().count() as u32 };
        self.hyphen = hyphen;
        let span = Span::new(start.character, self.at.character);
        self.line.push(Token { text, span, space_before: self.space });
        self.space = 0;
        self.column = self.column.saturating_add(width);
    }

    fn discard(&mut self, start: u32, end: u32) {
        self.split.discarded.push(Discarded { span: Span::new(start, end), reason: "control" });
    }

    fn end_line(&mut self) {
        (self.column, self.space) = (0, 0);
        if let Some(marks) = self.hyphen.take()
            && let Some(last) = self.line.last_mut()
        {
            for _ in 0..marks {
                last.text.pop();
            }
            last.text.push('-');
        }
        if self.line.is_empty() {
            self.blank_lines = self.blank_lines.saturating_add(1);
            return;
        }
        // Just as much room as it takes: lines are of all lengths.
        let mut tokens = Vec::with_capacity(self.line.len());
        tokens.append(&mut self.line);
        self.page.lines.push(Line { tokens, blank_before: self.blank_lines });
        self.blank_lines = 0;
    }

    fn end_page(&mut self) {
        if !self.line.is_empty() {
            self.end_line();
        }
        (self.blank_lines, self.column, self.space) = (0, 0, 0);
        self.split.pages.push(std::mem::take(&mut self.page));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages as lines of `blanks-before|space+text …`.
    fn shape(text: &str) -> Vec<Vec<String>> {
        let line = |line: &Line| {
            let tokens =
                line.tokens.iter().map(|t| format!("{}{}", " ".repeat(t.space_before as usize), t.text));
            format!("{}|{}", line.blank_before, tokens.collect::<String>())
        };
        split(text).pages.iter().map(|page| page.lines.iter().map(line).collect()).collect()
    }

    #[test]
    fn every_way_to_end_a_line_ends_one() {
        for end in ["\n", "\r\n", "\r", "\x0B", "\u{85}", "\u{2028}", "\r\r\n"] {
            assert_eq!(
                shape(&format!("een{end}twee{end}{end}drie")),
                [["0|een", "0|twee", "1|drie"]],
                "{end:?}"
            );
        }
        assert_eq!(shape("een\u{2029}twee"), [["0|een", "1|twee"]]);
    }

    #[test]
    fn form_feeds_end_pages_and_the_last_makes_none() {
        assert_eq!(shape("een\n\x0Ctwee\n\x0C"), [["0|een"], ["0|twee"]]);
        assert_eq!(shape("een\x0C\x0Cdrie").iter().map(Vec::len).collect::<Vec<_>>(), [1, 0, 1]);
        assert!(shape("\n \x0C\n").is_empty());
    }

    #[test]
    fn white_space_is_measured_with_tab_stops() {
        assert_eq!(shape("  a\tb \u{A0}c"), [["0|  a     b  c"]]);
        assert_eq!(shape("één\tb"), [["0|één     b"]]);
    }

    #[test]
    fn spans_count_characters_of_the_source() {
        let split = split("É e\u{301}e\u{301}n ﬁjn\r\nuit");
        let spans: Vec<_> =
            split.pages[0].lines.iter().flat_map(|l| &l.tokens).map(|t| (t.span.start, t.span.end)).collect();
        assert_eq!(spans, [(0, 1), (2, 7), (8, 11), (13, 16)]);
    }

    #[test]
    fn what_does_not_show_is_discarded_only_by_itself() {
        let split = split("a\u{200B} \u{200B}\u{7} b\x1Cc");
        let spans: Vec<_> = split.discarded.iter().map(|d| (d.span.start, d.span.end)).collect();
        assert_eq!(spans, [(3, 5), (7, 8)]);
        assert_eq!(split.pages[0].lines[0].tokens.len(), 3);
    }

    #[test]
    fn soft_hyphen_shows_only_at_the_end_of_a_line() {
        assert_eq!(
            shape("be\u{AD}leids\u{AD}\nplan\u{AD} \nvoor¬\ngang ¬p"),
            [["0|beleids-", "0|plan-", "0|voor-", "0|gang ¬p"]]
        );
    }
}
