//! What a fragment is worth in a column: how it goes on after what the column
//! last said, whether a block begins with it, and what silence costs instead.

use super::heading::WAYS;
use super::links::Links;
use super::price::{self, Prices};
use super::sheet::{Case, Sheet};
use super::width::BLANK;

/// No token.
const NONE: u32 = u32::MAX;
/// For so many lines a column pays for not having begun.
const LATE: usize = 8;
/// A line that is wider than this share of its column is full.
const FULL: f32 = 0.85;
/// A silence of more lines is a long one.
const FAR: usize = 4;
/// For so many lines a column pays for its silence in the middle of a sentence.
const STILL: usize = 4;
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
    /// Whether it has nothing on the last line.
    pub(super) silent: bool,
    /// Whether its last line is one of a heading.
    head: bool,
}

impl Column {
    pub(super) const EMPTY: Self =
        Self { last: NONE, first: NONE, above: (1, 0), width: 0.0, silent: true, head: false };

    /// The column after a line on which it has nothing.
    pub(super) fn silence(&mut self) {
        self.silent = true;
    }

    /// The column after a fragment that it took in this way.
    pub(super) fn after(self, sheet: &Sheet, from: usize, to: usize, taken: Taken) -> Self {
        let above = if self.head { (self.first, self.last) } else { (1, 0) };
        Self {
            last: sheet.speaking_before(from, to) as u32,
            first: from as u32,
            above,
            width: sheet.run(from, to),
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

/// What a fragment that begins with token `from` is worth in a column of this
/// `width` on a `line`, by what it reads like ([`super::heading::Likeness`]).
pub(super) fn attach(
    sheet: &Sheet,
    links: &mut Links,
    prices: &Prices,
    column: Column,
    width: f32,
    line: usize,
    from: usize,
) -> [Taken; WAYS] {
    let blank = sheet.blank[line];
    let lead = sheet.speaking_from(from);
    let start = prices.start * links.start(lead);
    let (body, head) =
        (Taken { worth: 0.0, opens: true, head: false }, Taken { worth: 0.0, opens: true, head: true });
    if column.last == NONE {
        return [
            Taken { worth: start - prices.first - prices.first_body, ..body },
            Taken { worth: start - prices.first - prices.pending, ..head },
            Taken { worth: start - prices.first - prices.pending - prices.doubtful, ..head },
        ];
    }
    let last = column.last as usize;
    let bond = links.bond(last, lead);
    let said = &sheet.words[last];
    let upper = sheet.words[lead].case == Case::Upper;
    let case = match (upper, said.ends, said.colon) {
        (true, true, _) => prices.on_end,
        (true, false, false) => prices.on_upper,
        _ => 0.0,
    };
    let link = prices.link * bond.link + prices.second * bond.second
        - case
        - if column.silent && !said.ends { prices.on_silent_open } else { 0.0 }
        - if line - said.line as usize > FAR { prices.wake_far } else { 0.0 }
        - if blank { prices.over_blank } else { 0.0 }
        - match (column.silent, blank) {
            (false, _) => 0.0,
            (true, false) => prices.wake,
            (true, true) => prices.wake_blank,
        };
    let room = |scale: f32| {
        let room = width - scale * (column.width + BLANK + sheet.words[lead].width) - price::SLACK;
        room.clamp(0.0, price::ROOM_MOST)
    };
    let fresh = start - opening(sheet, prices, column, width, line, lead);
    if column.head {
        let back = prices.pending + if column.silent { prices.wake_head } else { 0.0 };
        let fresh = fresh + back + prices.echo * echoes(sheet, column, from);
        let long = link - prices.room * room(1.0) - prices.head_body + back;
        let short = link - prices.room_head * room(price::HEAD_SCALE) - prices.head_on;
        let goes_on = |worth: f32, head: bool| Taken { worth, opens: false, head };
        return [
            better(goes_on(long, false), Taken { worth: fresh, ..body }),
            better(goes_on(short, true), Taken { worth: fresh - prices.pending, ..head }),
            better(
                goes_on(long, false),
                better(
                    goes_on(short - prices.doubtful, true),
                    Taken { worth: fresh - prices.pending - prices.doubtful, ..head },
                ),
            ),
        ];
    }
    let on = Taken { worth: link - prices.room * room(1.0), opens: false, head: false };
    [
        better(on, Taken { worth: fresh, ..body }),
        better(on, Taken { worth: fresh - prices.pending, ..head }),
        better(on, Taken { worth: fresh - prices.pending - prices.doubtful, ..head }),
    ]
}

/// What it costs that a block begins with token `lead`, after what the column last said.
fn opening(sheet: &Sheet, prices: &Prices, column: Column, width: f32, line: usize, lead: usize) -> f32 {
    let said = &sheet.words[column.last as usize];
    let first = match sheet.words[lead].case {
        Case::Lower => prices.start_lower,
        Case::Other => prices.start_other,
        Case::Upper => 0.0,
    };
    let last = match (said.ends, column.width > FULL * width) {
        (true, true) => prices.end_full,
        (false, true) => prices.open_full,
        (false, false) if column.width < 0.5 * width => prices.open_short,
        _ => 0.0,
    };
    let place = if !column.silent {
        if sheet.blank[line] { 0.0 } else { prices.stay }
    } else if line - said.line as usize > FAR {
        prices.fresh_far
    } else {
        prices.fresh_near
    };
    first + last + place + after(sheet, column, prices)
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

fn better(a: Taken, b: Taken) -> Taken {
    if a.worth >= b.worth { a } else { b }
}

fn after(sheet: &Sheet, column: Column, prices: &Prices) -> f32 {
    let last = &sheet.words[column.last as usize];
    if last.ends {
        prices.after_end
    } else if last.colon {
        prices.after_colon
    } else if last.junk {
        prices.after_debris
    } else if column.head {
        prices.after_head
    } else {
        prices.after_open
    }
}

/// What it costs a column to have nothing on a line, the `nth`.
pub(super) fn silence(sheet: &Sheet, column: Column, prices: &Prices, line: usize, nth: usize) -> f32 {
    if column.last == NONE {
        return if nth < LATE { prices.late } else { 0.0 };
    }
    let last = &sheet.words[column.last as usize];
    if column.silent {
        let open = !last.ends && !column.head && line - last.line as usize <= STILL;
        return if open { prices.still_open } else { 0.0 };
    }
    if column.head {
        return prices.silent_head;
    }
    match (last.ends, sheet.blank[line]) {
        (false, false) => prices.silent_open,
        (false, true) => prices.silent_open_blank,
        (true, false) => prices.silent_closed,
        (true, true) => prices.silent_closed_blank,
    }
}
