//! What is seen of the cuts of a page and of readings in several columns, for
//! those who learn from pages whose columns are known (`examples/learn_cuts`,
//! `training/zones`).

use std::ops::Range;

use super::cohesion::Cohesion;
use super::cut_classifier::{ColumnFragment, NAMES};
use super::reading::{ColumnReading, Sight};
use super::token_features::TokenFeatures;
use super::{Options, column_estimation, evidence, refine, room, zones};
use crate::language::Language;
use crate::model::Page;

/// What is seen of a place for a cut, in the order of [`CutExample::places`].
pub const SEEN: &[&str] = &NAMES;

/// A cut between two columns, as the search left it. Tokens are numbered over
/// the page, from 0; of a line only the first 256 count.
#[derive(Debug, Clone, PartialEq)]
pub struct CutExample {
    /// The tokens that the two columns share on the line.
    pub tokens: Range<usize>,
    /// The first token right of the cut.
    pub now: usize,
    /// What stands above in the left and in the right column.
    pub above: [Option<Range<usize>>; 2],
    /// What stands below in them.
    pub below: [Option<Range<usize>>; 2],
    /// The places where the cut may be, and what is seen of each.
    pub places: Vec<(usize, Vec<f32>)>,
}

/// The cuts of a page; none where it is one column.
pub fn cuts(page: &Page, language: &Language) -> Vec<CutExample> {
    let options = Options::default();
    let sheet = TokenFeatures::new(page, language);
    let mut links = Cohesion::new(&sheet, page, language);
    let lines = zones::title(page, &sheet, &links, column_estimation::full(&sheet, 0..page.lines.len()))
        ..page.lines.len();
    let mut fit = column_estimation::estimate(&sheet, &mut links, lines.clone(), &options);
    let mut cuts = Vec::new();
    if fit.widths.len() < 2 {
        return cuts;
    }
    refine::walk(&sheet, &mut links, &lines, &mut fit.solution, &fit.widths, |links, columns, bounds| {
        for choice in columns.choices(bounds) {
            let tokens = |part: Option<ColumnFragment>| part.map(|part| part.from..part.to);
            let places = choice.places(links);
            let see = |at| (at, choice.features(&sheet, links, at).to_vec());
            cuts.push(CutExample {
                tokens: choice.from..choice.to,
                now: choice.now,
                above: choice.sides.map(|side| tokens(side.above)),
                below: choice.sides.map(|side| tokens(side.below)),
                places: places.into_iter().map(see).collect(),
            });
        }
    });
    cuts
}

/// What is seen of a reading, in the order of [`Proposed::seen`].
pub const SEEN_OF_READINGS: &[&str] = &evidence::NAMES;

/// A reading of a stretch of lines in several columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// The lines.
    pub lines: Range<usize>,
    /// The tokens in the order in which it reads them, run after run, numbered over the page.
    pub order: Vec<Range<usize>>,
    /// The same as they came.
    pub came: Vec<Range<usize>>,
    /// What is seen of it.
    pub seen: Vec<f32>,
}

/// What the search proposes for stretches of lines of a page, each with the
/// number of columns to look for, if any, none where that is one column; and after
/// those the parts of the page that it looks at of itself.
pub fn readings(
    page: &Page,
    language: &Language,
    stretches: &[(Range<usize>, Option<usize>)],
) -> Vec<Option<Proposed>> {
    let sheet = TokenFeatures::new(page, language);
    let mut links = Cohesion::new(&sheet, page, language);
    let mut sight = Sight { page, sheet: &sheet, links: &mut links };
    let asked = stretches.iter().map(|(lines, columns)| {
        let options = Options { columns: *columns, ..Options::default() };
        sight.stretch(lines.clone(), &options)
    });
    let mut readings: Vec<Option<ColumnReading>> = asked.collect();
    let roomy = room::roomy(&sheet, 0..page.lines.len());
    readings.extend(sight.parts(roomy, &Options::default()).into_iter().map(Some));
    let mut told = |own: ColumnReading| {
        let of = |column| own.placed.iter().filter(move |part| part.column == column);
        Proposed {
            order: (0..own.widths.len()).flat_map(of).map(|part| part.from..part.to).collect(),
            came: own.lines.clone().map(|line| sheet.lines[line].clone()).collect(),
            seen: evidence::features(&sheet, &mut links, own.borrow()).to_vec(),
            lines: own.lines,
        }
    };
    readings.into_iter().map(|reading| reading.map(&mut told)).collect()
}
