//! A one-way test that needs no search: lines of prose in one column leave no
//! room for the next word and read on from one to the next, and where they do,
//! nothing is fused.

use std::ops::Range;

use super::cohesion::Cohesion;
use super::column_estimation::quantile;
use super::evidence;
use super::token_features::{Case, TokenFeatures};
use super::width::BLANK;

/// So many lines are looked at together.
const WINDOW: usize = 10;
/// Windows begin so many lines after each other.
const STEP: usize = 3;
/// So little room is none: how wide words are in print is only guessed. Set by hand, as are the two below.
const SLACK: f32 = 0.98;
/// So many lines above and below a window are looked at with it where it tells nothing by itself.
const AROUND: usize = 8;
/// A line that fills less than this share of a full one is no line of a paragraph that goes on with a capital.
const SHORT: f32 = 0.5;
/// Fewer breaks than this tell nothing.
const FEW: usize = 4;
/// Where a larger share of the breaks of a window has room, nothing follows. Of
/// fused lines mostly three breaks in four have, of lines of prose none.
const SOME: f32 = 0.25;
/// The mean link from line to line below which lines do not read on. Of 586 windows of made prose 2
/// in 100 are below it, of 212 of fused lines that leave no room 65 in 100.
const READS_ON: f32 = -0.4;
/// A gap between words with such a link may be where a column ends.
const CUT: f32 = -1.0;
/// The share of the lines of a window that have such a gap where columns may stand side by side. Of 810
/// made windows of which four lines or more are fused 8 have a smaller one, and of 855 windows of one
/// column that are not plainly prose 384.
const CUTTABLE: f32 = 0.4;
/// The share of lines that are narrower than a full line.
const WIDE: f32 = 0.9;
/// Fewer lines of prose between others are looked at with them.
const LEAST: usize = 8;

/// The stretches of lines on which columns may stand side by side.
pub(super) fn roomy(sheet: &TokenFeatures, links: &mut Cohesion, lines: Range<usize>) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut from = lines.start;
    while from < lines.end {
        let to = lines.end.min(from + WINDOW);
        let window = lines.end.saturating_sub(WINDOW).max(lines.start).min(from)..to;
        if !is_prose(sheet, links, window, &lines) {
            match stretches.last_mut() {
                Some(last) if last.end + LEAST > from => last.end = to,
                _ => stretches.push(from..to),
            }
        }
        if to == lines.end {
            break;
        }
        from += STEP;
    }
    if let Some(first) = stretches.first_mut()
        && first.start < lines.start + LEAST
    {
        first.start = lines.start;
    }
    if let Some(last) = stretches.last_mut()
        && last.end + LEAST > lines.end
    {
        last.end = lines.end;
    }
    stretches.retain(|stretch| is_cuttable(sheet, links, stretch.clone()));
    stretches
}

/// Whether columns may stand side by side somewhere on lines: on enough of those of a window there is a
/// gap at which one may end.
fn is_cuttable(sheet: &TokenFeatures, links: &Cohesion, lines: Range<usize>) -> bool {
    let has_cut = |line: usize| sheet.lines[line].clone().skip(1).any(|at| links.inner(at) < CUT);
    let cuts: Vec<bool> = lines.map(has_cut).collect();
    let many = |window: &[bool]| window.iter().filter(|&&cut| cut).count() as f32;
    cuts.windows(WINDOW.min(cuts.len().max(1))).any(|window| many(window) >= CUTTABLE * window.len() as f32)
}

/// Whether lines are plainly prose in one column: they leave no room and they read on. Even or justified
/// columns that were read straight across leave no room either. Where lines have too few breaks to tell, as
/// those of short paragraphs do, or do not read on, those around them on the `page` are looked at too.
fn is_prose(sheet: &TokenFeatures, links: &mut Cohesion, lines: Range<usize>, page: &Range<usize>) -> bool {
    let around = lines.start.saturating_sub(AROUND).max(page.start)..(lines.end + AROUND).min(page.end);
    let own = Breaks::of(sheet, links, lines);
    if own.many >= FEW && !own.leave_no_room() {
        return false;
    }
    if own.many >= FEW && own.read_on() {
        return true;
    }
    let wider = Breaks::of(sheet, links, around);
    wider.many >= FEW && wider.leave_no_room() && wider.read_on()
}

/// What is seen where a line ends and the next goes on.
struct Breaks {
    many: usize,
    /// How many left room for the next word.
    roomy: usize,
    /// The sum of the links across them.
    links: f32,
}

impl Breaks {
    fn of(sheet: &TokenFeatures, links: &mut Cohesion, lines: Range<usize>) -> Self {
        let mut breaks = Self { many: 0, roomy: 0, links: 0.0 };
        let full = quantile(sheet, lines.clone(), WIDE);
        for line in lines.start..lines.end.saturating_sub(1) {
            let (own, next) = (&sheet.lines[line], &sheet.lines[line + 1]);
            if own.is_empty() || next.is_empty() || sheet.blank[line + 1] || sheet.words[own.end - 1].ends {
                continue;
            }
            // A heading, or a line that stands by itself.
            if sheet.line(line) < SHORT * full && sheet.words[next.start].case == Case::Upper {
                continue;
            }
            breaks.many += 1;
            let width = sheet.line(line) + BLANK + sheet.words[next.start].width;
            breaks.roomy += usize::from(width <= SLACK * full);
            breaks.links += evidence::link(sheet, links, own.end - 1, next.start);
        }
        breaks
    }

    fn leave_no_room(&self) -> bool {
        (self.roomy as f32) < SOME * self.many as f32
    }

    fn read_on(&self) -> bool {
        self.links >= READS_ON * self.many as f32
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{LEFT, page};
    use super::*;
    use crate::language::Language;

    fn stretches(text: &str) -> Vec<Range<usize>> {
        let language = Language::builtin("nl").expect("the pack is built in");
        let page = page(text);
        let sheet = TokenFeatures::new(&page, &language);
        let mut links = Cohesion::new(&sheet, &page, &language);
        roomy(&sheet, &mut links, 0..sheet.lines.len())
    }

    #[test]
    fn prose_leaves_no_room() {
        let prose = format!("{LEFT}\n").repeat(3);
        assert!(stretches(&prose).is_empty(), "{:?}", stretches(&prose));
    }

    #[test]
    fn fused_lines_leave_room() {
        let fused = include_str!("../../fixtures/contraterrorisme/input.txt");
        assert!(!stretches(fused).is_empty());
    }
}
