//! How each line stands in its column and how large it is beside the lines
//! around it: what tells a heading where words have places, in any language.

use std::collections::BTreeMap;

use super::lines::{TextLine, Typography};
use crate::language::flag;
use crate::model::Area;

/// Stands for white, in heights of a line, where no line stands.
const NOTHING: f32 = 9.0;
/// Stands for a size where no line stands.
const NO_LINE: f32 = 0.0;
/// The edges of a column are where this share of its lines begins or ends.
const EDGE: f32 = 0.2;

/// Makes the list of the names and the function that sees what they name, in one order.
macro_rules! seen {
    ($line:ident, $($name:literal: $value:expr,)*) => {
        /// What is seen of a printed line, by name.
        pub(super) const NAMES: [&str; [$($name),*].len()] = [$($name),*];

        /// What is seen of a printed line, in the order of [`NAMES`].
        pub(super) type Features = [f32; NAMES.len()];

        /// Sees it.
        fn features($line: &PrintedLine<'_>) -> Features {
            [$($value),*]
        }
    };
}

seen! {
    l,
    "size": l.own.size.clamp(0.0, 9.0),
    "wide": l.own.wide.clamp(0.0, 9.0),
    "bold": flag(l.own.bold),
    "tall": (l.own.area.height() / l.page.height).min(9.0),
    "white-above": l.white(l.above, l.own),
    "white-below": l.below.map_or(NOTHING, |below| l.white(Some(l.own), below)),
    "more-above": l.white(l.above, l.own) - l.column.white,
    "more-below": l.below.map_or(NOTHING, |below| l.white(Some(l.own), below)) - l.column.white,
    "indent": l.indent(l.own),
    "room": l.room(l.own),
    "off-centre": l.off_centre(l.own),
    "share": l.own.area.width() / l.column.width(),
    "column-heights": (l.column.width() / l.page.height).min(200.0),
    "column-share": l.column.width() / l.page.text.width().max(1.0),
    "column-lines": l.column.lines.min(40) as f32,
    "from-top": l.from_top.min(9) as f32,
    "from-foot": l.from_foot.min(9) as f32,
    "down": (l.own.area.top - l.page.text.top) / l.page.text.height().max(1.0),
    "size-above": l.above.map_or(NO_LINE, |above| above.size.min(9.0)),
    "size-below": l.below.map_or(NO_LINE, |below| below.size.min(9.0)),
    "over-above": l.above.map_or(1.0, |above| ratio(l.own.size, above.size)),
    "over-below": l.below.map_or(1.0, |below| ratio(l.own.size, below.size)),
    "wider-above": l.above.map_or(1.0, |above| ratio(l.own.wide, above.wide)),
    "wider-below": l.below.map_or(1.0, |below| ratio(l.own.wide, below.wide)),
    "indent-above": l.above.map_or(NOTHING, |above| l.indent(above)),
    "indent-below": l.below.map_or(NOTHING, |below| l.indent(below)),
    "room-above": l.above.map_or(NOTHING, |above| l.room(above)),
    "room-below": l.below.map_or(NOTHING, |below| l.room(below)),
    "spread": l.spread(l.own, l.letters).min(9.0),
    "text-odds": l.odds,
    "wide-column": ratio(l.own.wide, l.column.wide),
    "tall-column": ratio(l.own.size, l.column.size),
    "spread-column": ratio(l.spread(l.own, l.letters), l.column.spread),
    "white-both": l.less_white() - l.column.white,
    "off-centre-above": l.above.map_or(NOTHING, |above| l.off_centre(above)),
    "off-centre-below": l.below.map_or(NOTHING, |below| l.off_centre(below)),
    "both-sides": l.indent(l.own).min(l.room(l.own)),
    "full": l.column.full,
}

/// The lines of a page as far as they tell of one.
struct PrintedPage {
    text: Area,
    /// The middle height of a line.
    height: f32,
}

/// A column of a page.
struct PrintedColumn {
    left: f32,
    right: f32,
    /// The usual white between two lines, in heights of a line.
    white: f32,
    /// The usual width and size of its letters, as shares of the page's, and how far they stand apart.
    wide: f32,
    size: f32,
    spread: f32,
    /// The share of its lines that reach from edge to edge.
    full: f32,
    lines: usize,
}

impl PrintedColumn {
    fn width(&self) -> f32 {
        (self.right - self.left).max(1.0)
    }
}

/// A line with what stands around it.
struct PrintedLine<'a> {
    own: Typography,
    letters: f32,
    above: Option<Typography>,
    below: Option<Typography>,
    column: &'a PrintedColumn,
    page: &'a PrintedPage,
    from_top: usize,
    from_foot: usize,
    /// What the words alone say for a heading.
    odds: f32,
}

impl PrintedLine<'_> {
    /// The white between two lines, in heights of a line.
    fn white(&self, above: Option<Typography>, below: Typography) -> f32 {
        above.map_or(NOTHING, |above| {
            ((below.area.top - above.area.bottom) / self.page.height).clamp(-2.0, NOTHING)
        })
    }

    /// The white above it, or that below it where that is less.
    fn less_white(&self) -> f32 {
        let below = self.below.map_or(NOTHING, |below| self.white(Some(self.own), below));
        self.white(self.above, self.own).min(below)
    }

    fn indent(&self, line: Typography) -> f32 {
        ((line.area.left - self.column.left) / self.page.height).clamp(-9.0, 40.0)
    }

    fn room(&self, line: Typography) -> f32 {
        ((self.column.right - line.area.right) / self.page.height).clamp(-9.0, 40.0)
    }

    /// The width that a letter takes, in heights of a line.
    fn spread(&self, line: Typography, letters: f32) -> f32 {
        spread(line.area, letters, self.page)
    }

    fn off_centre(&self, line: Typography) -> f32 {
        let middle = f32::midpoint(line.area.left, line.area.right);
        ((middle - f32::midpoint(self.column.left, self.column.right)) / self.column.width()).abs().min(2.0)
    }
}

/// What is seen of each line that has a place; `odds` is what the words alone say for a heading.
pub(super) fn look(lines: &[TextLine], odds: &dyn Fn(usize) -> f32) -> Vec<Option<Features>> {
    let pages = pages(lines);
    let mut seen = Vec::with_capacity(lines.len());
    for column in lines.chunk_by(|a, b| a.stream == b.stream) {
        let first = seen.len();
        let around = pages.get(&column[0].page).map(|page| (page, measure(column, page)));
        for (at, line) in column.iter().enumerate() {
            let (Some(own), Some((page, around))) = (line.print, &around) else {
                seen.push(None);
                continue;
            };
            seen.push(Some(features(&PrintedLine {
                own,
                letters: line.letters,
                above: at.checked_sub(1).and_then(|at| column[at].print),
                below: column.get(at + 1).and_then(|line| line.print),
                column: around,
                page,
                from_top: at,
                from_foot: column.len() - 1 - at,
                odds: odds(first + at),
            })));
        }
    }
    seen
}

fn pages(lines: &[TextLine]) -> BTreeMap<usize, PrintedPage> {
    let mut own: BTreeMap<usize, Vec<Area>> = BTreeMap::new();
    for line in lines {
        if let Some(print) = line.print {
            own.entry(line.page).or_default().push(print.area);
        }
    }
    own.into_iter()
        .filter_map(|(page, areas)| {
            let height = share_of(areas.iter().map(|area| area.height()), 0.5)?.max(0.01);
            Some((page, PrintedPage { text: areas.into_iter().reduce(Area::to)?, height }))
        })
        .collect()
}

fn measure(column: &[TextLine], page: &PrintedPage) -> PrintedColumn {
    let printed = || column.iter().filter_map(|line| line.print.map(|print| print.area));
    let whites = column.windows(2).filter_map(|pair| {
        let (above, below) = (pair[0].print?.area, pair[1].print?.area);
        Some((below.top - above.bottom) / page.height)
    });
    let left = share_of(printed().map(|area| area.left), EDGE).unwrap_or(page.text.left);
    let right = share_of(printed().map(|area| area.right), 1.0 - EDGE).unwrap_or(page.text.right);
    let is_full = |area: &Area| area.left - left < page.height && right - area.right < page.height;
    let middle = |of: &dyn Fn(&TextLine, Typography) -> f32| {
        share_of(column.iter().filter_map(|line| Some(of(line, line.print?))), 0.5).unwrap_or(1.0)
    };
    PrintedColumn {
        left,
        right,
        wide: middle(&|_, print| print.wide),
        size: middle(&|_, print| print.size),
        spread: middle(&|line, print| spread(print.area, line.letters, page)),
        full: printed().filter(is_full).count() as f32 / printed().count().max(1) as f32,
        white: share_of(whites, 0.5).unwrap_or(0.0).clamp(-2.0, NOTHING),
        lines: column.len(),
    }
}

/// The value below which this share of the values lies.
fn share_of(values: impl Iterator<Item = f32>, share: f32) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_unstable_by(f32::total_cmp);
    values.get(((values.len().saturating_sub(1)) as f32 * share).round() as usize).copied()
}

fn spread(area: Area, letters: f32, page: &PrintedPage) -> f32 {
    area.width() / letters.max(1.0) / page.height
}

fn ratio(a: f32, b: f32) -> f32 {
    (a / b.max(0.01)).clamp(0.0, 9.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_value_is_that_of_the_middle() {
        assert_eq!(share_of([3.0, 1.0, 2.0].into_iter(), 0.5), Some(2.0));
        assert_eq!(share_of([].into_iter(), 0.5), None);
    }
}
