//! What is seen of the cuts of a page, for those who learn from pages whose
//! columns are known where cuts belong (`training/cuts`).

use std::ops::Range;

use super::cohesion::Cohesion;
use super::cut_classifier::{ColumnFragment, NAMES};
use super::token_features::TokenFeatures;
use super::{Found, Options, find, refine};
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
    let mut found = find(page, &sheet, &mut links, &options);
    let mut cuts = Vec::new();
    if !found.is_several(&options) {
        return cuts;
    }
    let Found { lines, fit, .. } = &mut found;
    refine::walk(&sheet, &mut links, lines, &mut fit.solution, &fit.widths, |links, columns, bounds| {
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
