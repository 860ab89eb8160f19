//! The untangled columns side by side, for a person to check at a glance.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::{Stream, Token};

/// What stands between two columns.
const RULE: &str = " │ ";
/// No column is drawn narrower than this, however narrow the terminal.
const NARROWEST: usize = 12;

/// Draws the columns that layout found: a row for each line as read, each part
/// of it in its column, columns side by side; a rule between zones, and a form
/// feed's double rule between pages. `¶` stands where layout thinks that a
/// block begins.
///
/// `width` is that of the terminal in characters; parts that do not fit are
/// cut off with `…`. Nothing is repaired: these are the words as read.
pub fn to_columns(streams: &[Stream<Token>], width: usize) -> String {
    let mut zones: BTreeMap<(usize, usize), Vec<&Stream<Token>>> = BTreeMap::new();
    for stream in streams {
        zones.entry((stream.page, stream.zone)).or_default().push(stream);
    }
    let mut out = String::new();
    let mut before: Option<usize> = None;
    for ((page, _), streams) in zones {
        if let Some(last) = before {
            let mark = if last == page { "─" } else { "═" };
            out.push_str(&mark.repeat(width.min(80)));
            out.push('\n');
        }
        before = Some(page);
        draw(&mut out, &streams, width);
    }
    out
}

fn draw(out: &mut String, streams: &[&Stream<Token>], width: usize) {
    let columns = streams.iter().map(|stream| stream.column + 1).max().unwrap_or(1);
    let mut rows: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut widths = vec![0; columns];
    for stream in streams {
        for fragment in &stream.fragments {
            let mut text = String::from(if fragment.opens_block { "¶ " } else { "  " });
            for (at, token) in fragment.items.iter().enumerate() {
                if at > 0 {
                    text.push(' ');
                }
                text.push_str(&token.text);
            }
            widths[stream.column] = widths[stream.column].max(text.chars().count());
            let row = rows.entry(fragment.line).or_insert_with(|| vec![String::new(); columns]);
            let cell = &mut row[stream.column];
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&text);
        }
    }
    let rules = RULE.chars().count() * (columns - 1);
    let most = (width.saturating_sub(rules) / columns).max(NARROWEST);
    for own in &mut widths {
        *own = (*own).min(most);
    }
    for row in rows.values() {
        let mut line = String::new();
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                line.push_str(RULE);
            }
            let _ = write!(line, "{:<width$}", shorten(cell, widths[at]), width = widths[at]);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fragment, Span};

    fn stream(column: usize, lines: &[(usize, &str)]) -> Stream<Token> {
        let token = |text: &str| Token { text: text.into(), span: Span::new(0, 0), space_before: 1 };
        let fragment = |&(line, text): &(usize, &str)| Fragment {
            line,
            items: text.split(' ').map(token).collect(),
            opens_block: line == 0,
            gap_before: 0,
        };
        Stream {
            page: 0,
            zone: 0,
            column,
            columns: 2,
            width: 0.0,
            fragments: lines.iter().map(fragment).collect(),
        }
    }

    #[test]
    fn columns_stand_side_by_side() {
        let streams =
            [stream(0, &[(0, "links boven"), (2, "onder")]), stream(1, &[(0, "rechts"), (1, "midden")])];
        let drawn = to_columns(&streams, 80);
        assert_eq!(drawn, "¶ links boven │ ¶ rechts\n              │   midden\n  onder       │\n");
    }

    #[test]
    fn what_does_not_fit_is_cut_off() {
        let drawn = to_columns(&[stream(0, &[(0, "een heel lange regel die niet past")])], 20);
        assert!(drawn.contains('…'), "{drawn}");
    }
}
