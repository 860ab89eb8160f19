//! Corrected streams to an [`Outline`]: title, date, sections, footer, links.
//!
//! Running heads and page numbers are set aside first. Then every line is
//! looked at by itself (`lines`), every seam between two lines is weighed
//! (`continuation`), and one search over all lines says which of them are title,
//! headings, paragraphs, items of lists and footer (`labels`). No character
//! is lost: each piece ends in one field or among what was set aside.

mod bullets;
mod cells;
mod continuation;
mod dates;
mod debris;
mod folio;
mod furniture;
mod heading_features;
mod headings;
mod labels;
#[cfg(feature = "training")]
pub mod learn;
mod line_pairs;
mod lines;
mod lists;
mod paragraphs;
mod parts;
mod places;
mod printed;
mod rows;
mod running_heads;
mod sections;
mod shapes;
mod steps;
mod typography;
mod viterbi;
mod widths;

use crate::context::Context;
use crate::model::{Discarded, Outline, Piece, Stream};

/// Finds the structure of the streams of a document.
pub fn structure(streams: Vec<Stream<Piece>>, context: &Context<'_>) -> Outline {
    let language = context.language;
    let DocumentLines { lines, specks, mut discarded } = read(streams, context);
    let labels = labels::label(&lines, language);
    let (mut lines, labels) = debris::rejoin(lines, labels, specks);
    discarded.append(&mut bullets::set_aside(&mut lines, &labels));
    let mut outline = sections::gather(lines, &labels, language);
    outline.discarded = discarded;
    outline
}

/// The lines of a document by themselves.
struct DocumentLines {
    lines: Vec<lines::TextLine>,
    specks: Vec<debris::Debris>,
    /// Running heads and page numbers.
    discarded: Vec<Discarded>,
}

fn read(mut streams: Vec<Stream<Piece>>, context: &Context<'_>) -> DocumentLines {
    let Context { language, source, .. } = *context;
    let mut discarded = running_heads::set_aside(&mut streams, language);
    if let Some(geometry) = context.geometry() {
        discarded.append(&mut furniture::set_aside(&mut streams, geometry, language));
    }
    let mut lines = lines::read(streams, language);
    widths::measure(&mut lines);
    cells::look(&mut lines, source);
    if let Some(geometry) = context.geometry() {
        typography::look(&mut lines, geometry);
    }
    let (lines, specks) = debris::part(lines);
    DocumentLines { lines, specks, discarded }
}
