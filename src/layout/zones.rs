//! What stands above and below the columns: a title and a date, a footer.

use std::ops::Range;

use super::fit::{Fit, Placed};
use super::links::Links;
use super::sheet::Sheet;
use crate::model::{Page, Token};

/// A link this bad inside a line says that it is no one phrase.
const TORN: f32 = -3.0;

/// How many lines at the top of a page stand above its columns.
pub(super) fn title(page: &Page, sheet: &Sheet, links: &Links, full: f32) -> usize {
    let lines = &page.lines;
    if lines.len() < 4 {
        return 0;
    }
    if is_date(&lines[1].tokens) {
        return 2;
    }
    let range = &sheet.lines[0];
    let whole = range.clone().skip(1).all(|at| links.inner(at) > TORN);
    let apart = lines[1].blank_before > 0 && whole && sheet.line(0) < 0.8 * full;
    usize::from(apart || sheet.line(0) < 0.3 * full)
}

/// A short line that ends with a year: `December 2025`, `12 mei 1908`.
fn is_date(tokens: &[Token]) -> bool {
    let year = |text: &str| {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric());
        text.len() == 4
            && text.bytes().all(|b| b.is_ascii_digit())
            && (text.starts_with('1') || text.starts_with('2'))
    };
    (2..=4).contains(&tokens.len()) && tokens.last().is_some_and(|token| year(&token.text))
}

/// The lines at the foot of a page that stand below its columns: at most three
/// after a blank line, in one piece, wider than a column or with an address.
pub(super) fn footer(
    page: &Page,
    sheet: &Sheet,
    fit: &Fit,
    placed: &[Placed],
    lines: &Range<usize>,
) -> Range<usize> {
    let none = lines.end..lines.end;
    let Some(first) = (lines.end.saturating_sub(3).max(lines.start + 1)..lines.end)
        .rev()
        .find(|&line| page.lines[line].blank_before > 0)
    else {
        return none;
    };
    let from = placed.partition_point(|part| part.line < first);
    let Some(opening) = placed.get(from) else { return none };
    let whole = placed.len() - from == lines.end - first;
    let width = fit.widths[opening.column];
    let wide = (first..lines.end).any(|line| sheet.line(line) > 1.04 * width);
    let address = (first..lines.end).any(|line| {
        page.lines[line].tokens.iter().any(|token| {
            let text = &token.text;
            text.contains("www.") || text.contains("://") || text.contains('@') || text.contains('©')
        })
    });
    if whole && opening.opens && (wide || address) { first..lines.end } else { none }
}
