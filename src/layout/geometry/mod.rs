//! Pages whose words have places to streams in reading order.
//!
//! White space decides: words are gathered into runs (`runs`), the page is cut
//! into columns along the white between them (`cuts`), and the runs of each
//! column are put back on their lines (`lines`). What is done with a page
//! without places, or too few, is the language model's matter.

mod cuts;
mod edges;
mod lines;
mod median;
pub(super) mod ordered;
mod runs;

use crate::model::{Fragment, Page, Stream, Token, Word};
use cuts::Part;
use lines::Line;

/// A column with its place among the others.
struct Column {
    zone: usize,
    place: usize,
    columns: usize,
    lines: Vec<Line>,
}

/// Puts a page in order by the places of its words; gives it back if they do
/// not tell, or if it has another number of columns than `wanted`.
pub(super) fn untangle(
    number: usize,
    page: Page,
    words: &[Word],
    wanted: Option<usize>,
) -> Result<Vec<Stream<Token>>, Page> {
    let tokens: Vec<&Token> = page.lines.iter().flat_map(|line| &line.tokens).collect();
    let fits = tokens.len() == words.len() && tokens.iter().zip(words).all(|(t, w)| t.span == w.span);
    let Some(measures) = runs::measure(&tokens, words).filter(|_| fits) else { return Err(page) };
    let mut runs = runs::find(&tokens, words, &measures);
    let edges = edges::tear(&mut runs, &measures, &tokens);
    let mut columns = Vec::new();
    let mut zones = 0;
    let part = cuts::cut(&mut runs, &edges, &measures, &tokens);
    flatten(part, (0, 1), &mut zones, &mut |column| columns.push(column), &runs);
    if wanted.is_some_and(|wanted| columns.iter().all(|column: &Column| column.columns != wanted)) {
        return Err(page);
    }
    let leading = lines::leading(columns.iter().map(|column| column.lines.as_slice()), measures.cap);
    let leading = leading.unwrap_or(1.7 * measures.cap);
    for column in &mut columns {
        lines::part(&mut column.lines, leading, measures.cap);
    }
    Ok(streams(number, page, &runs, columns, &measures, leading))
}

/// The columns of a cut page in reading order. `place` is the column and how many there are.
fn flatten(
    part: Part,
    place: (usize, usize),
    zones: &mut usize,
    found: &mut impl FnMut(Column),
    runs: &[runs::Run],
) {
    match part {
        Part::Column(own) => {
            if place.1 == 1 {
                *zones += 1;
            }
            let lines = lines::of(runs, &own);
            found(Column { zone: zones.saturating_sub(1), place: place.0, columns: place.1, lines });
        }
        Part::Columns(parts) => {
            *zones += 1;
            let many = parts.len();
            for (at, part) in parts.into_iter().enumerate() {
                flatten(part, (at, many), zones, found, runs);
            }
        }
        Part::Rows(parts) => {
            for part in parts {
                flatten(part, place, zones, found, runs);
            }
        }
    }
}

/// Moves the tokens of a page to where they belong.
fn streams(
    number: usize,
    page: Page,
    runs: &[runs::Run],
    columns: Vec<Column>,
    measures: &runs::Measures,
    leading: f32,
) -> Vec<Stream<Token>> {
    let mut tokens: Vec<Option<Token>> =
        page.lines.into_iter().flat_map(|line| line.tokens).map(Some).collect();
    let top = columns.iter().flat_map(|column| &column.lines).map(|line| line.base);
    let top = top.fold(f32::INFINITY, f32::min);
    let mut streams = Vec::new();
    for column in columns {
        let left = column.lines.iter().map(|line| line.left).fold(f32::INFINITY, f32::min);
        let right = column.lines.iter().map(|line| line.right).fold(f32::NEG_INFINITY, f32::max);
        let mut fragments: Vec<Fragment<Token>> = Vec::new();
        for line in column.lines {
            let items: Vec<Token> = line
                .runs
                .iter()
                .flat_map(|&run| &runs[run].words)
                .filter_map(|&word| tokens.get_mut(word)?.take())
                .collect();
            if items.is_empty() {
                continue;
            }
            let row = ((line.base - top) / leading).round().max(0.0) as usize;
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
            width: ((right - left) / measures.letter).max(0.0),
            fragments,
        });
    }
    debug_assert!(tokens.iter().all(Option::is_none), "every token has its place");
    streams.retain(|stream| !stream.fragments.is_empty());
    streams
}
