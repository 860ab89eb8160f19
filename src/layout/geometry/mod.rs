//! Pages whose words have places to streams in reading order.
//!
//! White space decides: words are gathered into runs (`runs`), torn where columns
//! begin (`edges`), the page is cut into columns along the white between them
//! (`xy_cut`), and the runs of each column are put back on their lines (`lines`). What is done with a page
//! without places, or too few, is the language model's matter.

mod edges;
pub(super) mod given_order;
mod lines;
mod median;
mod runs;
mod sides;
mod tables;
mod xy_cut;

use crate::model::{Fragment, Page, Stream, Token, Word};
use lines::ColumnLine;
use xy_cut::Region;

/// A column with its place among the others.
struct PlacedColumn {
    zone: usize,
    place: usize,
    columns: usize,
    lines: Vec<ColumnLine>,
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
    let part = xy_cut::cut(&mut runs, &edges, &measures, &tokens);
    flatten(part, (0, 1), &mut zones, &mut |column| columns.push(column), &runs);
    if wanted.is_some_and(|wanted| columns.iter().all(|column: &PlacedColumn| column.columns != wanted)) {
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
    part: Region,
    place: (usize, usize),
    zones: &mut usize,
    found: &mut impl FnMut(PlacedColumn),
    runs: &[runs::Run],
) {
    match part {
        Region::Column(own) => {
            if place.1 == 1 {
                *zones += 1;
            }
            let lines = lines::of(runs, &own);
            found(PlacedColumn { zone: zones.saturating_sub(1), place: place.0, columns: place.1, lines });
        }
        Region::Columns(parts) => {
            *zones += 1;
            let many = parts.len();
            for (at, part) in parts.into_iter().enumerate() {
                flatten(part, (at, many), zones, found, runs);
            }
        }
        Region::Rows(parts) => {
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
    columns: Vec<PlacedColumn>,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Area, Line, Span};

    /// A page of columns of words set in lines of one width, each with the same
    /// white between its words, or with blanks alone, and read straight across.
    fn set(columns: &[(f32, &[&str])], width: f32, justified: bool) -> (Page, Vec<Word>) {
        let (mut page, mut words) = (Page::default(), Vec::new());
        let rows = columns.iter().map(|column| column.1.len()).max().unwrap_or(0);
        for row in 0..rows {
            let mut line = Line::default();
            for &(left, text) in columns {
                let own: Vec<&str> = text.get(row).map(|text| text.split(' ').collect()).unwrap_or_default();
                let wide = |word: &str| 10.0 * word.chars().count() as f32;
                let gaps = own.len().saturating_sub(1).max(1) as f32;
                let white = (width - own.iter().map(|word| wide(word)).sum::<f32>()) / gaps;
                let white = if justified { white } else { 8.0 };
                let mut at = left;
                for word in own {
                    let number = words.len() as u32;
                    let span = Span::new(number, number + 1);
                    let base = 100.0 + 24.0 * row as f32;
                    let area = Area { left: at, top: base - 14.0, right: at + wide(word), bottom: base };
                    at += wide(word) + white;
                    // Letters that neither rise nor hang would tell another height.
                    let text = word.to_uppercase();
                    line.tokens.push(Token { text, span, space_before: 1 });
                    words.push(Word { span, area: Some(area), line: row as u32, ..Word::default() });
                }
            }
            page.lines.push(line);
        }
        (page, words)
    }

    /// The columns, as text in small letters.
    fn read((page, words): (Page, Vec<Word>)) -> Vec<String> {
        let streams = untangle(0, page, &words, None).expect("the words have places");
        let text = |stream: &Stream<Token>| {
            let items = stream.fragments.iter().flat_map(|fragment| &fragment.items);
            items.map(|token| token.text.to_lowercase()).collect::<Vec<_>>().join(" ")
        };
        streams.iter().map(text).collect()
    }

    const LEFT: [&str; 10] = [
        "de raad besluit",
        "in de week van",
        "maart over het",
        "plan voor een",
        "brug bij oude",
        "molens aan de",
        "rand van stad",
        "waar nu nog een",
        "pont vaart die",
        "traag en oud is",
    ];
    const RIGHT: [&str; 10] = [
        "op school leert",
        "elk kind nu ook",
        "hoe een tuin in",
        "het wild groeit",
        "en wat er leeft",
        "onder een steen",
        "of in het water",
        "van de sloot er",
        "vlak naast waar",
        "het gras hoog is",
    ];

    #[test]
    fn columns_of_justified_text_are_no_table() {
        let set = set(&[(50.0, &LEFT), (229.0, &RIGHT)], 158.0, true);
        assert_eq!(read(set), [LEFT.join(" "), RIGHT.join(" ")]);
    }

    #[test]
    fn a_gutter_may_be_hardly_wider_than_a_blank() {
        let set = set(&[(50.0, &LEFT), (222.0, &RIGHT)], 160.0, false);
        assert_eq!(read(set), [LEFT.join(" "), RIGHT.join(" ")]);
    }

    #[test]
    fn blanks_below_each_other_are_no_gutter() {
        let lines = ["een twee drie", "vier vijf zes", "acht tien elf", "zeven een twee", "drie vier vijf"];
        assert_eq!(read(set(&[(50.0, &lines)], 230.0, true)), [lines.join(" ")]);
    }

    #[test]
    fn cells_of_a_table_stay_on_their_lines() {
        let days = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"];
        let hours = ["9.00", "9.30", "9.00", "10.00", "9.00", "11.00"];
        let rows: Vec<String> = days.iter().zip(hours).map(|(day, hour)| format!("{day} {hour}")).collect();
        assert_eq!(read(set(&[(50.0, &days), (250.0, &hours)], 90.0, false)), [rows.join(" ")]);
    }
}
