//! What a fragment is worth in a column: how it goes on after what the column
//! last said, whether a block begins with it, and what silence is worth instead.

use super::heading::WAYS;
use super::links::Links;
use super::sheet::{Case, Sheet};
use super::weights::{self, Weights};
use super::width::BLANK;

/// No token.
const NONE: u32 = u32::MAX;
/// So many lines are the top of the columns.
const TOP: usize = 8;
/// How many words of a line are looked at for those of its heading.
const ECHO: usize = 8;

/// What a column has come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    /// Its last token that says something; `NONE` before its first.
    last: u32,
    /// The first token of its last line.
    first: u32,
    /// The first and last token of the heading above its last line, if any.
    above: (u32, u32),
    /// The width of its last line.
    width: f32,
    /// How many lines of the page lie between its last two lines, at most 3.
    pace: u8,
    /// Whether it has nothing on the last line.
    pub(super) silent: bool,
    /// Whether its last line is one of a heading.
    head: bool,
}

impl Column {
    pub(super) const EMPTY: Self =
        Self { last: NONE, first: NONE, above: (1, 0), width: 0.0, pace: 0, silent: true, head: false };

    /// The column after a line on which it has nothing.
    pub(super) fn silence(&mut self) {
        self.silent = true;
    }

    /// The column after a fragment that it took in this way.
    pub(super) fn after(self, sheet: &Sheet, from: usize, to: usize, taken: Taken) -> Self {
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
pub(super) struct Taken {
    /// What it is worth.
    pub(super) worth: f32,
    /// Whether a block begins with it.
    pub(super) opens: bool,
    /// Whether it is a line of a heading.
    pub(super) head: bool,
}

/// The ways to take a fragment: the places of [`Weights::ways`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The text goes on.
    On = 0,
    /// A block of text begins.
    Block = 1,
    /// A heading begins.
    Heading = 2,
    /// Text stands under a heading as if it went on.
    TextUnderHeading = 3,
    /// A heading goes on on another line.
    HeadingOn = 4,
    /// A block of text begins under a heading.
    BlockUnderHeading = 5,
    /// A heading begins under another.
    HeadingUnderHeading = 6,
    /// The column begins.
    First = 7,
    /// The column begins with a heading.
    FirstHeading = 8,
}

impl Kind {
    fn is_heading(self) -> bool {
        matches!(self, Self::Heading | Self::HeadingOn | Self::HeadingUnderHeading | Self::FirstHeading)
    }

    fn opens(self) -> bool {
        !matches!(self, Self::On | Self::TextUnderHeading | Self::HeadingOn)
    }

    /// The ways that a column has, of which a fragment that reads like text has
    /// those that are no heading.
    fn of(column: Column) -> &'static [Self] {
        if column.last == NONE {
            &[Self::First, Self::FirstHeading]
        } else if column.head {
            &[Self::TextUnderHeading, Self::HeadingOn, Self::BlockUnderHeading, Self::HeadingUnderHeading]
        } else {
            &[Self::On, Self::Block, Self::Heading]
        }
    }
}

/// What is seen of a column before a line.
#[derive(Debug, Clone, Copy)]
struct Seen {
    /// How long it has been quiet: not at all, a line, two, up to four, eight, longer.
    quiet: usize,
    /// What it last said: an open sentence, its end, a colon, a heading, debris, half a word.
    said: usize,
    /// How full its last line is.
    full: usize,
    /// Whether it speaks on every line or every other, and whether it is quiet now.
    pace: usize,
    /// Whether a blank line stands above the line.
    blank: usize,
}

impl Seen {
    fn of(sheet: &Sheet, column: Column, width: f32, line: usize) -> Self {
        let last = &sheet.words[column.last as usize];
        let quiet = match (column.silent, line.saturating_sub(last.line as usize + 1)) {
            (false, _) => 0,
            (true, ..=1) => 1,
            (true, 2) => 2,
            (true, ..=4) => 3,
            (true, ..=8) => 4,
            _ => 5,
        };
        let said = if column.head {
            3
        } else if last.ends {
            1
        } else if last.colon {
            2
        } else if last.junk {
            4
        } else if last.hyphen {
            5
        } else {
            0
        };
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

/// What a fragment that begins with token `from` is worth in a column of this
/// `width` on a `line`, by what it reads like ([`super::heading::Likeness`]).
pub(super) fn attach(
    sheet: &Sheet,
    links: &mut Links,
    weights: &Weights,
    column: Column,
    width: f32,
    line: usize,
    from: usize,
) -> [Taken; WAYS] {
    let lead = sheet.speaking_from(from);
    let word = &sheet.words[lead];
    let case = match word.case {
        Case::Upper => 0,
        Case::Lower => 1,
        Case::Other => 2,
    };
    let start = links.start(lead);
    let mut taken = [Taken { worth: f32::NEG_INFINITY, opens: true, head: false }; WAYS];
    let mut offer = |kind: Kind, worth: f32| {
        let likeness = weights.ways[kind as usize].likeness;
        for (likeness, (taken, like)) in taken.iter_mut().zip(likeness).enumerate() {
            let worth = worth + like;
            if worth > taken.worth && (likeness > 0 || !kind.is_heading()) {
                *taken = Taken { worth, opens: kind.opens(), head: kind.is_heading() };
            }
        }
    };
    if column.last == NONE {
        for &kind in Kind::of(column) {
            let way = &weights.ways[kind as usize];
            offer(kind, way.said_case[0][case] + way.start * start);
        }
        return taken;
    }
    let seen = Seen::of(sheet, column, width, line);
    let last = column.last as usize;
    let ends = sheet.words[last].ends;
    let bond = links.bond(last, lead);
    let room = |scale: f32| {
        let room = width - scale * (column.width + BLANK + word.width) - weights::SLACK;
        room.clamp(0.0, weights::ROOM_MOST)
    };
    let echoes = if column.head { echoes(sheet, column, from) } else { 0.0 };
    for &kind in Kind::of(column) {
        let way = &weights.ways[kind as usize];
        let mut worth = way.quiet_blank[seen.quiet][seen.blank]
            + way.quiet_said[seen.quiet][seen.said]
            + way.said_case[seen.said][case]
            + way.said_full[seen.said][seen.full]
            + way.pace[seen.pace];
        let room = room(if kind == Kind::HeadingOn { weights::HEAD_SCALE } else { 1.0 });
        worth += way.room[0] * room.min(4.0) + way.room[1] * room;
        if kind.opens() {
            worth += way.start * start + way.echo * echoes;
        } else {
            worth += way.link[usize::from(ends)] * bond.link
                + way.link[2] * bond.link.max(0.0)
                + way.second * bond.second;
            if ends {
                worth += way.room[2] * room;
            }
        }
        offer(kind, worth);
    }
    taken
}

/// How many words of a column's heading come back in the line that begins with `from`.
fn echoes(sheet: &Sheet, column: Column, from: usize) -> f32 {
    let line = &sheet.words[from..(from + ECHO).min(sheet.words.len())];
    let end = line.iter().skip(1).position(|word| word.starts_line).map_or(line.len(), |at| at + 1);
    let line = &line[..end];
    let headings = (column.above.0..=column.above.1).chain(column.first..=column.last);
    let echoed = headings
        .map(|at| sheet.words[at as usize].root)
        .filter(|&root| root != 0 && line.iter().any(|word| word.root == root));
    (echoed.count() as f32).min(2.0)
}

/// What it is worth that a column of this `width` has nothing on a line, the `nth`.
pub(super) fn silence(
    sheet: &Sheet,
    weights: &Weights,
    column: Column,
    width: f32,
    line: usize,
    nth: usize,
) -> f32 {
    if column.last == NONE {
        return weights.unborn[usize::from(nth >= TOP)];
    }
    let seen = Seen::of(sheet, column, width, line);
    let silent = &weights.silent;
    let open = seen.said == 0 || seen.said == 5;
    let mut worth = silent.quiet_said[seen.quiet][seen.said]
        + silent.quiet_blank[seen.quiet][seen.blank]
        + silent.pace_open[seen.pace][usize::from(open)];
    if seen.quiet == 0 {
        worth += silent.said_full[seen.said][seen.full];
    }
    worth
}
