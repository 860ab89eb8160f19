//! Strips in reading order to the streams of a page: which of them make one
//! column, which columns stand beside each other, where paragraphs begin.

use super::lines::{self, ColumnLine};
use super::skyline::Skyline;
use super::strips::{Paper, Strip};
use crate::model::{Area, Fragment, Page, Stream, Token};

/// Middles closer than this share of the lesser height are on one row.
const ROW: f32 = 0.5;
/// Lines of one column share this much of the narrower, or begin together.
const SHARED: f32 = 0.3;
/// A line this much wider than those of a column lies across it.
const ACROSS: f32 = 1.3;
/// A drop capital is so many times higher than a line.
const DROP: f32 = 1.7;
/// The word that it begins stands so near it, in heights of a line.
const BESIDE_DROP: f32 = 3.0;
/// Columns stand beside each other if they share this much of the lesser height.
const BESIDE: f32 = 0.4;

/// A column with its place among the others.
pub(super) struct Column {
    strips: Vec<usize>,
    area: Area,
    zone: usize,
    place: usize,
    /// How many columns its zone has.
    pub(super) columns: usize,
}

/// The streams of a page: the columns of its strips.
pub(super) fn streams(
    number: usize,
    page: Page,
    strips: &[Strip],
    columns: Vec<Column>,
    paper: &Paper,
) -> Vec<Stream<Token>> {
    let mut made: Vec<Vec<ColumnLine>> =
        columns.iter().map(|column| rows(&column.strips, strips, paper.height)).collect();
    let leading = lines::leading(made.iter().map(Vec::as_slice), paper.cap).unwrap_or(1.7 * paper.cap);
    for lines in &mut made {
        lines::part(lines, leading, paper.cap);
    }
    let mut tokens: Vec<Option<Token>> =
        page.lines.into_iter().flat_map(|line| line.tokens).map(Some).collect();
    let top = made.iter().flatten().map(|line| line.base).fold(f32::INFINITY, f32::min);
    let mut streams = Vec::new();
    for (column, lines) in columns.into_iter().zip(made) {
        let mut fragments: Vec<Fragment<Token>> = Vec::new();
        for line in lines {
            let words = line.strips.iter().flat_map(|&strip| &strips[strip].words);
            let items: Vec<Token> = words.filter_map(|&word| tokens.get_mut(word)?.take()).collect();
            if items.is_empty() {
                continue;
            }
            let row = ((line.base - top) / leading).round().clamp(0.0, 1e6) as usize;
            let least = fragments.last().map_or(0, |last| last.line + 1);
            fragments.push(Fragment {
                line: row.max(least),
                items,
                opens_block: line.opens,
                gap_before: if line.gap > 0.0 { line.gap.round().clamp(1.0, 99.0) as u32 } else { 0 },
            });
        }
        streams.push(Stream {
            page: number,
            zone: column.zone,
            column: column.place,
            columns: column.columns,
            width: (column.area.width() / paper.letter).max(0.0),
            fragments,
        });
    }
    debug_assert!(tokens.iter().all(Option::is_none), "every token has its place");
    streams.retain(|stream| !stream.fragments.is_empty());
    streams
}

/// Gathers strips that follow each other down one column.
pub(super) fn columns(strips: &[Strip], skyline: &Skyline, order: &[usize], height: f32) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for &at in order {
        let strip = &strips[at];
        let goes_on = columns.last().is_some_and(|column| {
            let Some(last) = column.strips.last().map(|&last| &strips[last]) else { return false };
            if last.turned || strip.turned {
                return last.turned && strip.turned;
            }
            if is_drop_capital(last, strip, height) {
                return true;
            }
            if last.is_level(strip, ROW) {
                // The next cell of a row, a number at its end.
                return strip.area.left >= last.area.right - 0.5 * height;
            }
            if strip.middle() < last.middle()
                || spans(at, strips, skyline) != spans(column.strips[0], strips, skyline)
            {
                return false;
            }
            let shared = strip.area.right.min(column.area.right) - strip.area.left.max(column.area.left);
            shared >= SHARED * strip.area.width().min(column.area.width())
        });
        match columns.last_mut().filter(|_| goes_on) {
            Some(column) => {
                column.strips.push(at);
                column.area = column.area.to(strip.area);
            }
            None => {
                columns.push(Column { strips: vec![at], area: strip.area, zone: 0, place: 0, columns: 1 });
            }
        }
    }
    number_zones(columns)
}

/// Whether a line lies across several columns: two lines stand below it, or
/// above it, that are narrower and beside each other.
fn spans(at: usize, strips: &[Strip], skyline: &Skyline) -> bool {
    let width = strips[at].area.width();
    let several = |others: &[usize]| {
        others.iter().enumerate().any(|(number, &one)| {
            let one = &strips[one];
            width > ACROSS * one.area.width()
                && others[number + 1..].iter().any(|&two| {
                    let two = &strips[two];
                    width > ACROSS * two.area.width() && one.shares(two) <= 0.0
                })
        })
    };
    several(&skyline.below[at]) || several(&skyline.above[at])
}

/// Numbers the zones: columns that stand beside each other make one.
fn number_zones(mut columns: Vec<Column>) -> Vec<Column> {
    for at in 1..columns.len() {
        let (before, this) = (&columns[at - 1], &columns[at]);
        let (a, b) = (before.area, this.area);
        let shared = a.bottom.min(b.bottom) - a.top.max(b.top);
        let beside = b.left >= a.right - 0.1 * a.width() && shared >= BESIDE * a.height().min(b.height());
        let (zone, place) = if beside { (before.zone, before.place + 1) } else { (before.zone + 1, 0) };
        (columns[at].zone, columns[at].place, columns[at].columns) = (zone, place, place + 1);
    }
    for at in (1..columns.len()).rev() {
        if columns[at - 1].zone == columns[at].zone {
            columns[at - 1].columns = columns[at].columns;
        }
    }
    columns
}

/// Whether a strip is a large letter at the left of the first lines of a paragraph,
/// of which the other is the first.
pub(super) fn is_drop_capital(strip: &Strip, next: &Strip, height: f32) -> bool {
    strip.letters == 1
        && strip.height() > DROP * height
        && next.area.left >= strip.area.right - 0.3 * height
        && next.area.left < strip.area.right + BESIDE_DROP * height
        && next.area.top - strip.area.top < 0.8 * height
        && strip.area.top - next.area.top < height
}

/// The lines of a column: strips side by side on one row make one.
fn rows(column: &[usize], strips: &[Strip], height: f32) -> Vec<ColumnLine> {
    let mut lines: Vec<ColumnLine> = Vec::new();
    for &at in column {
        let strip = &strips[at];
        let on = lines.last_mut().filter(|line| {
            if strip.turned {
                return false;
            }
            let last = line.strips.last().map(|&last| &strips[last]);
            last.is_some_and(|last| {
                (last.is_level(strip, ROW) && strip.area.left > last.area.left)
                    || is_drop_capital(last, strip, height)
            })
        });
        match on {
            Some(line) => {
                if line.strips.iter().all(|&one| is_drop_capital(&strips[one], strip, height)) {
                    (line.base, line.cap) = (strip.base, strip.cap);
                    line.edges = (strip.area.top, strip.area.bottom);
                }
                line.strips.push(at);
                line.right = line.right.max(strip.area.right);
            }
            None => lines.push(ColumnLine {
                strips: vec![at],
                left: strip.area.left,
                right: strip.area.right,
                base: strip.base,
                edges: (strip.area.top, strip.area.bottom),
                cap: strip.cap,
                gap: 0.0,
                opens: false,
            }),
        }
    }
    lines
}
