//! Page numbers and the lines that stand at the edge of every page.

use std::collections::{BTreeMap, BTreeSet};

use super::folio::is_number_at_an_edge;
use super::shapes;
use crate::language::Language;
use crate::model::{Discarded, Piece, Stream};

/// How many lines from the top or the bottom a running head may stand.
const EDGE: usize = 2;
/// The share of the pages that a running head stands on.
const SHARE: f32 = 0.4;

/// A line at the edge of a page: where it is and what it says.
struct EdgeLine {
    stream: usize,
    fragment: usize,
    top: bool,
    /// Whether it is the very first or last line.
    outermost: bool,
    /// Whether it stands above all else of the first page, with white below it.
    heads_all: bool,
    text: String,
}

impl EdgeLine {
    /// What says something of its own page stays, however often it is said: a label
    /// with a value. So does what heads the first page, or nothing would tell it.
    fn is_kept(&self) -> bool {
        self.heads_all || shapes::has_label(&self.text)
    }
}

/// Takes page numbers and running heads out of the streams.
pub(super) fn set_aside(streams: &mut [Stream<Piece>], language: &Language) -> Vec<Discarded> {
    let edges = edges(streams);
    let pages = streams.iter().map(|stream| stream.page + 1).max().unwrap_or(0);
    // On how many pages each stands: what stands twice on one is no head of it.
    let mut seen: BTreeMap<(bool, String), BTreeSet<usize>> = BTreeMap::new();
    for edge in &edges {
        seen.entry((edge.top, shape(&edge.text))).or_default().insert(streams[edge.stream].page);
    }
    let mut discarded = Vec::new();
    for edge in edges {
        let shape = shape(&edge.text);
        let repeats = seen.get(&(edge.top, shape.clone())).map_or(0, BTreeSet::len);
        let often = repeats >= 2 && repeats as f32 >= SHARE * pages as f32;
        let reason = if is_number_at_an_edge(&edge.text, pages, language) && (edge.outermost || often) {
            "page-number"
        } else if often && !shape.is_empty() && shape.chars().count() <= 100 && !edge.is_kept() {
            "running-head"
        } else {
            continue;
        };
        let items = std::mem::take(&mut streams[edge.stream].fragments[edge.fragment].items);
        discarded.extend(items.into_iter().map(|piece| Discarded { span: piece.span, reason }));
    }
    discarded.sort_by_key(|one| one.span);
    discarded
}

fn edges(streams: &[Stream<Piece>]) -> Vec<EdgeLine> {
    // page → (line of the page, stream, fragment)
    let mut pages: BTreeMap<usize, Vec<(usize, usize, usize)>> = BTreeMap::new();
    for (s, stream) in streams.iter().enumerate() {
        for (f, fragment) in stream.fragments.iter().enumerate() {
            if !fragment.items.is_empty() {
                pages.entry(stream.page).or_default().push((fragment.line, s, f));
            }
        }
    }
    let mut edges = Vec::new();
    for mut places in pages.into_values() {
        places.sort_unstable();
        let lines: Vec<usize> = {
            let mut lines: Vec<usize> = places.iter().map(|place| place.0).collect();
            lines.dedup();
            lines
        };
        // A page this small is all edge: nothing of it is set aside.
        if lines.len() < 2 * EDGE {
            continue;
        }
        for (line, stream, fragment) in places {
            let from_top = lines.partition_point(|&other| other < line);
            let from_bottom = lines.len() - 1 - from_top;
            if from_top >= EDGE && from_bottom >= EDGE {
                continue;
            }
            let top = from_top < EDGE;
            let text = text_of(&streams[stream].fragments[fragment].items);
            let fragments = &streams[stream].fragments;
            let white_below = fragments.get(fragment + 1).is_some_and(|below| below.gap_before > 0);
            edges.push(EdgeLine {
                stream,
                fragment,
                top,
                outermost: from_top == 0 || from_bottom == 0,
                heads_all: from_top == 0 && streams[stream].page == 0 && white_below,
                text,
            });
        }
    }
    edges
}

fn text_of(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        if !text.is_empty() && !piece.glued {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    text
}

/// The letters of a line, without what changes from page to page.
fn shape(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::set_aside;
    use crate::language::Language;
    use crate::model::{Fragment, Piece, Span, Stream};

    fn page(page: usize, lines: &[&str]) -> Stream<Piece> {
        let fragments = lines
            .iter()
            .enumerate()
            .map(|(line, text)| Fragment {
                line,
                items: vec![Piece {
                    text: (*text).into(),
                    span: Span::new((page * 1000 + line) as u32, (page * 1000 + line + 1) as u32),
                    glued: false,
                    confidence: 1.0,
                    change: None,
                }],
                opens_block: false,
                gap_before: 0,
            })
            .collect();
        Stream { page, zone: 0, column: 0, columns: 1, width: 0.0, fragments }
    }

    #[test]
    fn sets_aside_what_repeats_on_every_page() {
        let mut streams: Vec<_> = (0..3)
            .map(|n| {
                let number = format!("- {} -", n + 7);
                let own = format!("Een regel van bladzij {}", ["een", "twee", "drie"][n]);
                page(
                    n,
                    &[
                        "HET VERSLAG",
                        &own,
                        "Nog een regel.",
                        "Nog een.",
                        &format!("{own}, het slot."),
                        &number,
                    ],
                )
            })
            .collect();
        let discarded = set_aside(&mut streams, &Language::builtin("nl").unwrap());
        let reasons: Vec<_> = discarded.iter().map(|one| one.reason).collect();
        assert_eq!(reasons, ["running-head", "page-number"].repeat(3));
    }

    #[test]
    fn keeps_what_is_said_of_each_page_and_what_heads_them() {
        let lines = |(name, line)| ["Inschrijving", name, line, "Beroep: timmerman"];
        let entries = [
            ("Naam: Jansen", "Hij woont hier."),
            ("Naam: De Wit", "Uit de stad."),
            ("Naam: Bakker", "Zonder adres."),
        ];
        let mut streams: Vec<_> =
            entries.into_iter().enumerate().map(|(n, entry)| page(n, &lines(entry))).collect();
        for stream in &mut streams {
            stream.fragments[1].gap_before = 1;
        }
        let discarded = set_aside(&mut streams, &Language::builtin("nl").unwrap());
        assert_eq!(discarded.len(), 2);
        assert_eq!(streams[0].fragments[0].items.len(), 1);
    }

    #[test]
    fn leaves_a_single_page_alone_but_for_its_number() {
        let mut streams = vec![page(0, &["Een titel", "Een regel.", "Nog een regel.", "En nog een.", "12"])];
        let discarded = set_aside(&mut streams, &Language::builtin("nl").unwrap());
        assert_eq!(discarded.len(), 1);
        assert_eq!(discarded[0].reason, "page-number");
    }
}
