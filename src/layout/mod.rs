//! [`Page`] to [`Stream`]s in reading order.
//!
//! A page of several columns that was read straight across comes as lines in
//! which the columns stand side by side. A beam search (`search`) cuts the
//! lines (`cuts`) and hands the parts to columns, by what the language model
//! thinks of the seams (`links`) and by the widths of words in print
//! (`width`). `fit` finds how many columns there are and how wide; text in one
//! column is left exactly as it was read.

mod cuts;
mod fit;
mod links;
mod price;
mod search;
mod sheet;
mod streams;
mod width;

use crate::language::Language;
use crate::model::{Budget, Notice, Page, Stream, Token};

use links::Links;
use sheet::Sheet;

/// What layout may do.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How many columns to look for; `None` to find out.
    pub columns: Option<usize>,
    /// Leave the lines as they are.
    pub keep: bool,
    /// When to give the document up.
    pub budget: Budget,
}

/// What layout found.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The streams of all pages, in reading order.
    pub streams: Vec<Stream<Token>>,
    /// Where it was unsure.
    pub notices: Vec<Notice>,
}

/// Several columns must be this much better than one, a line (natural logarithm).
const CLEAR: f32 = 0.0;

/// Untangles the pages into streams in reading order.
pub fn untangle(pages: Vec<Page>, language: &Language, options: &Options) -> Layout {
    let mut layout = Layout::default();
    for (number, page) in pages.into_iter().enumerate() {
        if options.keep || options.columns == Some(1) || page.lines.len() < 2 {
            layout.streams.push(streams::whole(number, page));
            continue;
        }
        let sheet = Sheet::new(&page, language);
        let mut links = Links::new(&sheet, &page, language);
        let lines = 0..page.lines.len();
        let fit = fit::fit(&sheet, &mut links, lines.clone(), options.columns);
        if fit.margin < CLEAR && options.columns.is_none() || fit.widths.len() < 2 {
            let one = fit::one(&sheet, &mut links, lines.clone());
            let placed = fit::placed(&sheet, &mut links, &lines, &one.solution, &one.widths);
            drop(links);
            layout.streams.extend(streams::columns(number, page, &sheet, &placed, &one.widths));
            continue;
        }
        let placed = fit::placed(&sheet, &mut links, &lines, &fit.solution, &fit.widths);
        drop(links);
        layout.streams.extend(streams::columns(number, page, &sheet, &placed, &fit.widths));
    }
    layout
}
