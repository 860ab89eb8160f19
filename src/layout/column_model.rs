//! What a fragment is worth in a column: how it goes on after what the column
//! last said, whether a block begins with it, and what silence is worth instead.

use super::attachments::{ABREAST, Attachment, Situation, WAYS};
use super::cohesion::Cohesion;
use super::token_features::{Case, TokenFeatures};
use super::weights::{self, EndWeights, Weights};
use super::width::BLANK;

/// No token.
const NONE: u32 = u32::MAX;
/// So many lines are the top of the columns.
pub(super) const TOP: usize = 8;
/// How many words of a line are looked at for those of its heading.
const ECHO: usize = 8;

/// What a column has come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ColumnState {
    /// Its last token that says something; `NONE` before its first.
    pub(super) last: u32,
    /// The first token of its last line.
    first: u32,
    /// The first and last token of the heading above its last line, if any.
    above: (u32, u32),
    /// The width of its last line.
    pub(super) width: f32,
    /// How many lines of the page lie between its last two lines, at most 3.
    pace: u8,
    /// Whether it has nothing on the last line.
    pub(super) silent: bool,
    /// Whether its last line is one of a heading.
    pub(super) head: bool,
}

impl ColumnState {
    pub(super) const EMPTY: Self =
        Self { last: NONE, first: NONE, above: (1, 0), width: 0.0, pace: 0, silent: true, head: false };

    /// Whether it has not begun.
    pub(super) fn is_empty(&self) -> bool {
        self.last == NONE
    }

    /// Where it is.
    pub(super) fn situation(&self) -> Situation {
        match (self.is_empty(), self.head) {
            (true, _) => Situation::Empty,
            (_, false) => Situation::Text,
            (_, true) => Situation::Heading,
        }
    }

    /// The column after a line on which it has nothing.
    pub(super) fn silence(&mut self) {
        self.silent = true;
    }

    /// The column after a fragment that it took in this way.
    pub(super) fn after(self, sheet: &TokenFeatures, from: usize, to: usize, taken: Attached) -> Self {
        let above = if self.head { (self.first, self.last) } else { (1, 0) };
        let pace = match self.last {
            NONE => 0,
            last => sheet.words[from].line - sheet.words[last as usize].line,
        };
        Self {
            last: sheet.speaking_before(from, to) as u32,
            first: from as u32,
            above,
            width: sheet.run(from, to),
            pace: pace.min(3) as u8,
            silent: false,
            head: taken.head,
        }
    }
}

/// How a column took a fragment, and what that is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Attached {
    /// What it is worth.
    pub(super) worth: f32,
    /// Whether a block begins with it.
    pub(super) opens: bool,
    /// Whether it is a line of a heading.
    pub(super) head: bool,
}

/// What a column last said: a place in the tables of [`Weights`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LastSaid {
    /// A sentence that goes on.
    Open = 0,
    /// The end of one.
    Sentence = 1,
    /// What ends with a colon.
    Colon = 2,
    /// A line of a heading.
    Heading = 3,
    /// Nothing but debris.
    Debris = 4,
    /// The first part of a word.
    HalfWord = 5,
}

/// What is seen of a column before a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct ColumnFeatures {
    /// How long it has been quiet: not at all, a line, two, up to four, eight, longer.
    pub(super) quiet: usize,
    /// What it last said.
    pub(super) said: LastSaid,
    /// How full its last line is.
    pub(super) full: usize,
    /// Whether it speaks on every line or every other, and whether it is quiet now.
    pub(super) pace: usize,
    /// Whether a blank line stands above the line.
    pub(super) blank: usize,
}

impl LastSaid {
    /// What a column that has begun last said.
    pub(super) fn of(sheet: &TokenFeatures, column: ColumnState) -> Self {
        let last = &sheet.words[column.last as usize];
        if column.head {
            Self::Heading
        } else if last.ends {
            Self::Sentence
        } else if last.colon {
            Self::Colon
        } else if last.junk {
            Self::Debris
        } else if last.hyphen {
            Self::HalfWord
        } else {
            Self::Open
        }
    }
}

impl EndWeights {
    /// What it is worth that a zone ends below a column.
    pub(super) fn worth(&self, sheet: &TokenFeatures, column: ColumnState) -> f32 {
        if column.is_empty() { self.unborn } else { self.said[LastSaid::of(sheet, column) as usize] }
    }
}

impl ColumnFeatures {
    pub(super) fn of(sheet: &TokenFeatures, column: ColumnState, width: f32, line: usize) -> Self {
        let last = &sheet.words[column.last as usize];
        let quiet = match (column.silent, line.saturating_sub(last.line as usize + 1)) {
            (false, _) => 0,
            (true, ..=1) => 1,
            (true, 2) => 2,
            (true, ..=4) => 3,
            (true, ..=8) => 4,
            _ => 5,
        };
        let said = LastSaid::of(sheet, column);
        let full = match column.width / width {
            ..0.35 => 0,
            ..0.6 => 1,
            ..0.85 => 2,
            _ => 3,
        };
        let pace = match (quiet, column.pace) {
            (2.., _) => 5,
            (_, 3..) => 4,
            (quiet, 2) => 2 + quiet,
            (quiet, _) => quiet,
        };
        Self { quiet, said, full, pace, blank: usize::from(sheet.blank[line]) }
    }
}

/// A column before a line, made ready for the fragments that it may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ready {
    pub(super) column: ColumnState,
    /// What it is worth that the column has nothing on the line.
    pub(super) silence: f32,
    width: f32,
    /// What it last said, as a [`LastSaid`].
    said: usize,
    /// Which attachments it has.
    situation: Situation,
    /// What each of its [`Attachment`]s is worth, whatever the fragment.
    worth: [f32; ABREAST],
}

impl Ready {
    /// A column of this `width` before a `line`; `late` if that is past the top of its zone.
    pub(super) fn new(
        sheet: &TokenFeatures,
        weights: &Weights,
        column: ColumnState,
        width: f32,
        line: usize,
        late: bool,
    ) -> Self {
        let mut ready = Self {
            column,
            width,
            said: 0,
            silence: 0.0,
            situation: column.situation(),
            worth: [0.0; ABREAST],
        };
        if column.is_empty() {
            ready.silence = weights.unborn[usize::from(late)];
            return ready;
        }
        let ColumnFeatures { quiet, said, full, pace, blank } =
            ColumnFeatures::of(sheet, column, width, line);
        let silent = &weights.silent;
        let open = matches!(said, LastSaid::Open | LastSaid::HalfWord);
        let said = said as usize;
        ready.said = said;
        ready.silence = silent.quiet_said[quiet][said]
            + silent.quiet_blank[quiet][blank]
            + silent.pace_open[pace][usize::from(open)];
        if quiet == 0 {
            ready.silence += silent.said_full[said][full];
        }
        for (worth, &kind) in ready.worth.iter_mut().zip(Attachment::of(ready.situation)) {
            let way = &weights.ways[kind as usize];
            *worth = way.quiet_blank[quiet][blank]
                + way.quiet_said[quiet][said]
                + way.said_full[said][full]
                + way.pace[pace];
        }
        ready
    }

    /// What a fragment that begins with token `from` is worth in it, by what
    /// the fragment reads like ([`super::heading::Likeness`]).
    pub(super) fn attach(
        &self,
        sheet: &TokenFeatures,
        links: &mut Cohesion,
        weights: &Weights,
        from: usize,
    ) -> [Attached; WAYS] {
        let column = self.column;
        let lead = sheet.speaking_from(from);
        let word = &sheet.words[lead];
        let case = match word.case {
            Case::Upper => 0,
            Case::Lower => 1,
            Case::Other => 2,
        };
        let abreast = weights.abreast(self.situation);
        let (start, said_case) = (links.start(lead), &abreast.said_case[self.said][case]);
        let echoes = if column.head { echoes(sheet, column, from) } else { 0.0 };
        let mut worth = self.worth;
        for (kind, worth) in worth.iter_mut().enumerate() {
            *worth += said_case[kind];
            *worth += abreast.start[kind] * start + abreast.echo[kind] * echoes;
        }
        if column.last != NONE {
            let last = column.last as usize;
            let ends = usize::from(sheet.words[last].ends);
            let bond = links.bond(last, lead);
            let (speaks, after_end) = (bond.link.max(0.0), ends as f32);
            let together = column.width + BLANK + word.width;
            for (kind, worth) in worth.iter_mut().enumerate() {
                let room = self.width - abreast.scale[kind] * together - weights::SLACK;
                let room = room.clamp(0.0, weights::ROOM_MOST);
                *worth += abreast.room[0][kind] * room.min(4.0) + abreast.room[1][kind] * room;
                *worth += abreast.link[ends][kind] * bond.link
                    + abreast.link[2][kind] * speaks
                    + abreast.second[kind] * bond.second
                    + abreast.room[2][kind] * room * after_end;
            }
        }
        abreast.likeness.map(|likeness| {
            // Which is better nobody can foretell: it is chosen, not branched on.
            let (mut best, mut most) = (0, worth[0] + likeness[0]);
            for kind in 1..ABREAST {
                let worth = worth[kind] + likeness[kind];
                let better = worth > most;
                most = if better { worth } else { most };
                best = if better { kind } else { best };
            }
            Attached { worth: most, opens: abreast.opens[best], head: abreast.head[best] }
        })
    }
}

/// How many words of a column's heading come back in the line that begins with `from`.
pub(super) fn echoes(sheet: &TokenFeatures, column: ColumnState, from: usize) -> f32 {
    let line = &sheet.words[from..(from + ECHO).min(sheet.words.len())];
    let end = line.iter().skip(1).position(|word| word.starts_line).map_or(line.len(), |at| at + 1);
    let line = &line[..end];
    let headings = (column.above.0..=column.above.1).chain(column.first..=column.last);
    let echoed = headings
        .map(|at| sheet.words[at as usize].root)
        .filter(|&root| root != 0 && line.iter().any(|word| word.root == root));
    (echoed.count() as f32).min(2.0)
}

#[cfg(test)]
mod tests {
    use super::super::tests::page;
    use super::*;
    use crate::language::tests::ten_words;

    /// What column the lines of a text make, each of them one fragment.
    fn column_of(features: &TokenFeatures, lines: usize) -> ColumnState {
        let text = Attached { worth: 0.0, opens: false, head: false };
        let lines = features.lines[..lines].iter();
        lines.fold(ColumnState::EMPTY, |column, line| column.after(features, line.start, line.end, text))
    }

    #[test]
    fn a_column_remembers_its_last_line() {
        let features = TokenFeatures::new(&page("een kamer\neen warm huis.\neen"), &ten_words());
        assert!(column_of(&features, 0).is_empty());
        for (lines, said) in [(1, LastSaid::Open), (2, LastSaid::Sentence), (3, LastSaid::Open)] {
            let column = column_of(&features, lines);
            let seen = ColumnFeatures::of(&features, column, 40.0, lines.min(2));
            assert_eq!((seen.said, seen.quiet), (said, 0), "after {lines} lines");
        }
    }

    #[test]
    fn a_column_that_is_silent_grows_quiet_line_by_line() {
        let text = "een huis\n".repeat(12);
        let features = TokenFeatures::new(&page(&text), &ten_words());
        let mut column = column_of(&features, 1);
        column.silence();
        let quiet: Vec<usize> =
            (1..12).map(|line| ColumnFeatures::of(&features, column, 40.0, line).quiet).collect();
        assert!(quiet.is_sorted() && quiet[0] == 1 && quiet[10] == 5, "{quiet:?}");
    }

    #[test]
    fn a_column_has_the_attachments_of_where_it_is() {
        let features = TokenFeatures::new(&page("een huis\neen kamer"), &ten_words());
        assert_eq!(
            Attachment::of(ColumnState::EMPTY.situation()),
            [Attachment::First, Attachment::FirstHeading]
        );
        let text = column_of(&features, 1);
        assert_eq!(
            Attachment::of(text.situation()),
            [Attachment::On, Attachment::Block, Attachment::Heading]
        );
        let heading = ColumnState { head: true, ..text };
        assert_eq!(Attachment::of(heading.situation()).len(), ABREAST);
    }
}
