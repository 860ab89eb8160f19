//! What stands above and below the columns: a title and a date, a footer.

use std::ops::Range;

use super::cohesion::Cohesion;
use super::column_estimation::{ColumnEstimate, PlacedFragment};
use super::token_features::TokenFeatures;
use crate::model::{Page, Token, is_year};

/// A link above this inside a line says nothing for a seam there.
const SEAM: f32 = -0.3;
/// A link this bad inside a line says that it is no one phrase.
const TORN: f32 = -3.0;

/// How many lines at the top of a page may be its title and date.
const TITLE: usize = 5;

/// How many lines at the top of a page stand above its columns.
pub(super) fn title(page: &Page, sheet: &TokenFeatures, links: &Cohesion, full: f32) -> usize {
    let lines = &page.lines;
    if lines.len() < 4 {
        return 0;
    }
    let narrow = |line: usize| sheet.line(line) < 0.8 * full;
    let date = |line: &usize| is_date(&lines[*line].tokens) && (0..*line).all(narrow);
    if let Some(line) = (1..TITLE.min(lines.len() - 2)).find(date) {
        return line + 1;
    }
    // Speckle above a title is no title.
    let debris = |line: usize| sheet.lines[line].clone().all(|at| sheet.words[at].junk);
    let first = (0..TITLE.min(lines.len() - 2)).find(|&line| !debris(line)).unwrap_or(0);
    let range = &sheet.lines[first];
    let whole = range.clone().skip(1).all(|at| links.inner(at) > TORN);
    let apart = lines[first + 1].blank_before > 0 && whole && narrow(first);
    if apart || sheet.line(first) < 0.3 * full { first + 1 } else { 0 }
}

/// A short line that ends with a year: `December 2025`, `12 mei 1908`.
fn is_date(tokens: &[Token]) -> bool {
    let words: Vec<&str> = tokens
        .iter()
        .map(|token| token.text.as_str())
        .filter(|text| text.contains(char::is_alphanumeric))
        .collect();
    (2..=4).contains(&words.len())
        && words.last().is_some_and(|text| is_year(text))
        && words[..words.len() - 1].iter().any(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 2)
}

/// The lines at the foot of a page that stand below its columns: at most three
/// after a blank line, in one piece, wider than a column or with an address.
pub(super) fn footer(
    page: &Page,
    sheet: &TokenFeatures,
    links: &Cohesion,
    fit: &ColumnEstimate,
    placed: &[PlacedFragment],
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
    // Lines that the columns' search cut only where nothing speaks for a seam.
    let whole =
        placed[from..].iter().all(|part| sheet.words[part.from].starts_line || links.inner(part.from) > SEAM);
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
