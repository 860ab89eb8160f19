//! [`Page`] to [`Stream`]s in reading order.
//!
//! A page of several columns that was read straight across comes as lines in
//! which the columns stand side by side. A beam search (`column_beam`) cuts the
//! lines (`segmentations`) and hands the parts to columns, by what the language model
//! thinks of the seams (`cohesion`) and by the widths of words in print
//! (`width`). `column_estimation` finds how many columns there are and how wide; text in one
//! column is left exactly as it was read. What the search could not know is made
//! good when all is found (`refine`, `rejoin`). Columns that white space keeps
//! apart need no search (`gutters`).

mod attachments;
mod cohesion;
mod column_beam;
mod column_estimation;
mod column_model;
mod cut_classifier;
mod effort;
mod evidence;
mod fragments;
mod gap_classifier;
mod gate;
mod geometry;
mod gutters;
mod heading;
#[cfg(feature = "training")]
pub mod learn;
mod line_spans;
mod long_pages;
mod measures;
mod reading;
mod refine;
mod rejoin;
mod room;
mod score_cache;
mod segment;
mod segmentations;
mod streams;
#[cfg(feature = "training")]
mod tally;
mod token_features;
#[cfg(feature = "training")]
pub mod violation;
mod weights;
mod width;
mod width_profile;
mod zones;

use std::ops::Range;

use crate::context::Context;
use crate::model::{Geometry, Notice, Page, Span, Stream, Token};

use cohesion::Cohesion;
use column_estimation::PlacedFragment;
use gutters::Gutters;
use line_spans::PageSpans;
use reading::{ColumnReading, Sight};
use token_features::TokenFeatures;
use weights::Weights;

/// What layout found.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The streams of all pages, in reading order.
    pub streams: Vec<Stream<Token>>,
    /// Where it was unsure.
    pub notices: Vec<Notice>,
}

/// So few lines beside zones of several columns are a title, or a footer.
const SHORT: usize = 5;

/// Untangles the pages into streams in reading order: by the places of their
/// words where these tell, by what the words say where they do not.
pub fn untangle(pages: Vec<Page>, context: &Context<'_>) -> Layout {
    let mut layout = Layout::default();
    for (number, page) in pages.into_iter().enumerate() {
        match context.geometry() {
            Some(geometry) => by_places((number, page), geometry, context, &mut layout),
            None => by_words((number, page), context, &mut layout),
        }
    }
    layout
}

/// Untangles a page by where its words stand.
fn by_places((number, page): (usize, Page), geometry: &Geometry, context: &Context<'_>, layout: &mut Layout) {
    let options = context.options;
    let first = page.lines.first().and_then(|line| line.tokens.first());
    let last = page.lines.last().and_then(|line| line.tokens.last());
    let span = first.zip(last).map_or(Span::default(), |(first, last)| first.span.to(last.span));
    let surface = geometry.pages.get(number).copied().unwrap_or_default();
    let (told, guessed) = (surface.in_order, surface.guessed);
    let placed = if options.untangle && !context.budget.is_spent() {
        let request = geometry::Request { order: options.order, columns: options.columns, told, guessed };
        geometry::untangle(number, page, geometry.within(span), request)
    } else {
        Err(page)
    };
    match placed {
        Ok(placed) => {
            layout.streams.extend(placed.streams);
            layout.notices.extend(placed.notice);
        }
        // A file without places that says in which order it is read.
        Err(page) if told && options.columns.is_none() => {
            layout.streams.push(streams::whole(number, page));
        }
        Err(page) => by_words((number, page), context, layout),
    }
}

/// Untangles a page by what its words say.
fn by_words((number, page): (usize, Page), context: &Context<'_>, layout: &mut Layout) {
    let options = context.options;
    let is_one = !options.untangle || options.columns == Some(1) || page.lines.len() < 2;
    if is_one || context.budget.is_spent() {
        layout.streams.push(streams::whole(number, page));
        return;
    }
    let (first, mut line) = (layout.streams.len(), 0);
    // The first part tells for all: each that is asked by itself may find columns where there are none.
    let mut one_column = false;
    for part in long_pages::parts(page) {
        let (lines, opens) = (part.lines.len(), part.lines[0].blank_before > 0);
        let mut made = Layout::default();
        if lines < 2 || one_column || context.budget.is_spent() {
            made.streams.push(streams::whole(number, part));
        } else {
            untangle_page(number, part, context, &mut made);
        }
        if line == 0 {
            one_column = made.streams.iter().all(|stream| stream.columns == 1);
        }
        long_pages::add(&mut layout.streams, first, line, opens, made.streams);
        layout.notices.extend(made.notices);
        line += lines;
    }
}

fn untangle_page(number: usize, page: Page, context: &Context<'_>, layout: &mut Layout) {
    let (language, columns) = (context.language, context.options.columns);
    let sheet = TokenFeatures::new(&page, language);
    let mut links = Cohesion::new(&sheet, &page, language);
    let all = 0..page.lines.len();
    if let Some(gutters) = Gutters::find(&page, columns) {
        // Who says how many columns there are knows better than the gate.
        let believed = columns.is_none().then(|| gutters.believed(&sheet, &mut links));
        let (believed, unsure) = believed.unwrap_or_default();
        layout.notices.extend(unsure.into_iter().map(|unsure| notice(&page, unsure)));
        if columns.is_some() || believed.contains(&true) {
            drop(links);
            layout.streams.extend(gutters.untangle(number, page, &believed));
            return;
        }
    }
    let (weights, budget) = (Weights::learnt(), context.budget);
    let spans = PageSpans::new(&sheet);
    let (sheet, spans) = (&sheet, &spans);
    let mut sight = Sight { page: &page, sheet, links: &mut links, spans, weights, budget, sketches: false };
    let readings = if columns.is_some() {
        sight.stretch(all.clone(), columns).into_iter().collect()
    } else {
        let believed = sight.believed();
        layout.notices.extend(believed.unsure.into_iter().map(|unsure| notice(&page, unsure)));
        believed.zones
    };
    // What stands between zones of several columns is one column.
    let mut parts: Vec<(Range<usize>, Option<ColumnReading>)> = Vec::new();
    let mut from = 0;
    for reading in readings {
        parts.push((from..reading.lines.start, None));
        from = reading.lines.end;
        parts.push((reading.lines.clone(), Some(reading)));
    }
    parts.push((from..all.end, None));
    parts.retain(|(lines, _)| !lines.is_empty());
    let single = parts.len() == 1;
    let ready: Vec<(Range<usize>, Vec<PlacedFragment>, Vec<f32>)> = parts
        .into_iter()
        .map(|(lines, reading)| match reading {
            Some(ColumnReading { placed, widths, .. }) => (lines, placed, widths),
            // A title or a footer.
            None if !single && lines.len() <= SHORT => (lines, Vec::new(), vec![0.0]),
            None => {
                let placed = column_estimation::one(sheet, &mut links, lines.clone());
                let width = 1.02 * column_estimation::full(sheet, lines.clone());
                (lines, placed, vec![width])
            }
        })
        .collect();
    drop(links);
    let mut rest = page.lines.into_iter().enumerate();
    for (zone, (lines, placed, widths)) in ready.into_iter().enumerate() {
        let lines: Vec<_> = rest.by_ref().take(lines.len()).collect();
        layout.streams.extend(streams::columns((number, zone), lines.into_iter(), sheet, &placed, &widths));
    }
}

/// Lines keep their order, or do not, by a small margin.
fn notice(page: &Page, (lines, columns, passes, confidence): (Range<usize>, usize, bool, f32)) -> Notice {
    let lines = &page.lines[lines];
    let span = lines
        .first()
        .zip(lines.last())
        .and_then(|(first, last)| Some(first.tokens.first()?.span.to(last.tokens.last()?.span)));
    let message = if passes {
        format!("these lines were read as {columns} columns; they may be only one")
    } else {
        format!("these lines may be {columns} columns; they were left in order")
    };
    Notice { code: "columns-unsure", message, span, confidence: Some(confidence) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::model::{Line, Source};

    /// A page of these lines; each token spans one byte.
    pub(super) fn page(text: &str) -> Page {
        let mut page = Page::default();
        let mut blank_before = 0;
        let mut at = 0;
        for line in text.lines() {
            if line.trim().is_empty() {
                blank_before += 1;
                continue;
            }
            let token = |word: &str| {
                at += 1;
                Token { text: word.into(), span: Span::new(at - 1, at), space_before: 1 }
            };
            let tokens = line.split_whitespace().map(token).collect();
            page.lines.push(Line { tokens, blank_before });
            blank_before = 0;
        }
        page
    }

    fn untangled(text: &str) -> Layout {
        let language = Language::builtin("nl").expect("the pack is built in");
        let source = Source::default();
        untangle(vec![page(text)], &Context::usual(&language, &source))
    }

    fn text(stream: &Stream<Token>) -> String {
        let words: Vec<&str> =
            stream.fragments.iter().flat_map(|f| &f.items).map(|token| token.text.as_str()).collect();
        words.join(" ")
    }

    pub(super) const LEFT: &str = "De gemeente heeft besloten dat het oude\n\
        zwembad aan de rand van het dorp open\n\
        blijft. De inwoners hadden daar om\n\
        gevraagd, omdat er in de buurt geen\n\
        ander bad is waar kinderen kunnen leren\n\
        zwemmen. Het bestuur zal volgend jaar\n\
        geld vrijmaken voor een nieuw dak en\n\
        voor de verwarming van het water.";
    pub(super) const RIGHT: &str = "In het museum is tot het einde van de\n\
        zomer een tentoonstelling te zien over\n\
        de geschiedenis van de haven. Bezoekers\n\
        kunnen er oude kaarten bekijken en de\n\
        verhalen horen van mensen die er hebben\n\
        gewerkt. Op zondag geeft een gids een\n\
        rondleiding langs de schepen die nog in\n\
        de oude haven liggen.";

    #[test]
    fn two_fused_columns_come_apart() {
        let fused: Vec<String> = LEFT.lines().zip(RIGHT.lines()).map(|(a, b)| format!("{a} {b}")).collect();
        // So even that they leave no room, but they do not read on from line to line.
        let layout = untangled(&fused.join("\n"));
        assert_eq!(layout.streams.len(), 2);
        assert_eq!(text(&layout.streams[0]), LEFT.replace('\n', " "));
        assert_eq!(text(&layout.streams[1]), RIGHT.replace('\n', " "));
    }

    #[test]
    fn leaves_text_in_one_column_as_it_was_read() {
        let read = format!("{LEFT}\n\n{RIGHT}");
        let layout = untangled(&read);
        assert_eq!(layout.streams.len(), 1);
        assert_eq!(layout.streams[0].fragments.len(), 16);
        assert!(layout.notices.is_empty());
    }

    #[test]
    fn keeps_every_token_of_a_line_without_end() {
        let long = format!("{}\n{LEFT}", "woord ".repeat(5000));
        let tokens: usize =
            untangled(&long).streams.iter().flat_map(|s| &s.fragments).map(|f| f.items.len()).sum();
        assert_eq!(tokens, long.split_whitespace().count());
    }

    #[test]
    fn empty_pages_have_no_words() {
        assert!(untangled("").streams.iter().all(|stream| stream.fragments.is_empty()));
    }
}
