//! Readings of stretches of lines in several columns: how the search proposes
//! them. Whether one is believed is asked of the gate.

use std::ops::Range;

use super::cohesion::Cohesion;
use super::column_beam::ColumnBeam;
use super::column_estimation::{self, ColumnEstimate, PlacedFragment};
use super::evidence::Proposal;
use super::gate::{self, GateVerdict};
use super::line_spans::PageSpans;
use super::token_features::TokenFeatures;
use super::weights::Weights;
use super::{refine, rejoin, room, segment, width_profile, zones};
use crate::model::{Budget, Page};

/// Fewer lines are no zone of several columns.
const FEWEST_LINES: usize = 3;

/// Stretches reach over so many places where zones begin or end, so that time grows linearly.
const FARTHEST: usize = 2;
/// What a zone must gain, in pairs of neighbouring words: few lines may chance to look like columns.
const PRICE: f32 = 4.0;
/// What a line gains more in a reading of the whole page, if that passes the gate: columns mostly
/// run down all of it, and what looks like zones is that they begin and end at different heights.
/// Chosen with the infographics in view: with 0.2 zones were preferred on many of them.
const WHOLE: f32 = 0.5;
/// The same of a reading in unequal columns, of which more are tried, so that one may chance to
/// look good. Chosen with the infographics and the pages of zones in view: with 0.5 the
/// infographics lose, with 0 the zones.
const WHOLE_UNEQUAL: f32 = 0.2;
/// How much better than one column, a line, the search must take unequal columns to be before the
/// gate is asked. Of made one-column documents one moved without it.
const UNEQUAL: f32 = -0.4;

/// Widths within this share of each other are the same, as in the first look for them.
const NEAR: f32 = 0.03;

/// A reading of a stretch of lines in several columns.
#[derive(Debug)]
pub(super) struct ColumnReading {
    pub(super) lines: Range<usize>,
    /// Its fragments, line after line, from left to right.
    pub(super) placed: Vec<PlacedFragment>,
    /// The widths of its columns.
    pub(super) widths: Vec<f32>,
    /// What a line gains more because it is a reading of the whole page.
    bonus: f32,
    /// How much better than one column the search takes it to be, a line.
    margin: f32,
}

impl ColumnReading {
    /// A reading that no search has found.
    pub(super) fn told(lines: Range<usize>, placed: Vec<PlacedFragment>, columns: usize) -> Self {
        Self { lines, placed, widths: vec![0.0; columns], bonus: 0.0, margin: 0.0 }
    }

    /// Whether it reads these lines in about these columns.
    fn is_like(&self, lines: &Range<usize>, widths: &[f32]) -> bool {
        let near = |(own, width): (&f32, &f32)| (own - width).abs() < NEAR * own;
        self.lines == *lines && self.widths.len() == widths.len() && self.widths.iter().zip(widths).all(near)
    }

    pub(super) fn borrow(&self) -> Proposal<'_> {
        let Self { lines, placed, widths, margin, .. } = self;
        Proposal { lines, placed, widths, margin: *margin }
    }
}

/// A page, and what is asked of its words.
pub(super) struct Sight<'s, 'l> {
    pub(super) page: &'s Page,
    pub(super) sheet: &'s TokenFeatures,
    pub(super) links: &'s mut Cohesion<'l>,
    /// What lines may be cut into.
    pub(super) spans: &'s PageSpans,
    /// What the steps of the search are worth.
    pub(super) weights: &'s Weights,
    pub(super) budget: &'s Budget,
    /// Whether only the lines and the widths of readings are asked for.
    pub(super) sketches: bool,
}

/// What is believed of a page.
#[derive(Debug, Default)]
pub(super) struct Believed {
    /// The zones of several columns, down the page; what lies between is one column.
    pub(super) zones: Vec<ColumnReading>,
    /// Where that is unsure: the lines, how many columns they have or may have,
    /// whether they were read so, and how sure that is.
    pub(super) unsure: Vec<(Range<usize>, usize, bool, f32)>,
}

impl<'l> Sight<'_, 'l> {
    fn search(&mut self) -> ColumnBeam<'_, 'l> {
        let Self { sheet, spans, weights, budget, .. } = *self;
        ColumnBeam { sheet, links: self.links, spans, weights, budget }
    }

    /// The zones of several columns that a page has beyond reasonable doubt: of
    /// all readings that pass the gate those that gain most together.
    pub(super) fn believed(&mut self) -> Believed {
        let mut judged = self.judged();
        self.search_again(&mut judged);
        let chosen = choose(self.page.lines.len(), &judged);
        let mut believed = Believed::default();
        // Of what was not believed the likeliest is told, where nothing else is.
        let mut others: Vec<usize> = (0..judged.len()).filter(|&nth| !judged[nth].1.passes()).collect();
        others.sort_by(|&a, &b| judged[b].1.over().total_cmp(&judged[a].1.over()));
        let mut told: Vec<Range<usize>> = Vec::new();
        for nth in chosen.iter().copied().chain(others) {
            let (ColumnReading { lines, widths, .. }, verdict) = &judged[nth];
            if told.iter().any(|known| known.start < lines.end && lines.start < known.end) {
                continue;
            }
            told.push(lines.clone());
            if let Some(confidence) = verdict.unsure() {
                believed.unsure.push((lines.clone(), widths.len(), verdict.passes(), confidence));
            }
        }
        believed.unsure.sort_by_key(|(lines, ..)| lines.start);
        // From the last on, so that the numbers of the others stay what they are.
        let mut nth: Vec<usize> = chosen;
        nth.sort_unstable();
        believed.zones = nth.into_iter().rev().map(|nth| judged.swap_remove(nth).0).collect();
        believed.zones.sort_by_key(|zone| zone.lines.start);
        believed
    }

    /// All readings in several columns that the search proposes, with what the gate says of them.
    fn judged(&mut self) -> Vec<(ColumnReading, GateVerdict)> {
        let (whole, others) = self.proposed();
        let others = others.into_iter().map(|reading| self.judge(reading));
        whole.into_iter().chain(others).collect()
    }

    fn judge(&mut self, reading: ColumnReading) -> (ColumnReading, GateVerdict) {
        let verdict = gate::judge(self.sheet, self.links, reading.borrow());
        (reading, verdict)
    }

    /// All readings in several columns that the search proposes: of the whole page, with what the gate
    /// says of it, and of the rest.
    fn proposed(&mut self) -> (Option<(ColumnReading, GateVerdict)>, Vec<ColumnReading>) {
        let all = 0..self.page.lines.len();
        let roomy = room::roomy(self.sheet, self.links, all.clone());
        if roomy.is_empty() {
            return (None, Vec::new());
        }
        let whole = self.stretch(all.clone(), None);
        let whole = whole.map(|whole| self.judge(ColumnReading { bonus: WHOLE, ..whole }));
        if whole.as_ref().is_some_and(|(_, verdict)| verdict.is_sure()) {
            return (whole, Vec::new());
        }
        // Columns are mostly equal: where equal ones are believed of all of the page no others are tried.
        let unequal = whole.as_ref().is_none_or(|(_, verdict)| !verdict.passes());
        // What stands beside columns on less than half of it is for the search of zones.
        let mostly = 2 * roomy.iter().map(Range::len).sum::<usize>() >= all.len();
        let mut readings = if unequal && mostly { self.unequal(all, 2) } else { Vec::new() };
        for reading in &mut readings {
            reading.bonus = WHOLE_UNEQUAL;
        }
        readings.extend(self.parts(roomy, unequal));
        (whole, readings)
    }

    /// Adds readings of the stretches and in the columns that the search proposes by the second table. They
    /// are read and judged as all others are, since the gate and the cuts know the first.
    fn search_again(&mut self, judged: &mut Vec<(ColumnReading, GateVerdict)>) {
        // Where nothing is believed to be columns, or the whole page plainly is, one search is enough.
        if !judged.iter().any(|(_, verdict)| verdict.passes()) || judged.len() == 1 && judged[0].1.is_sure() {
            return;
        }
        let Self { page, sheet, spans, budget, .. } = *self;
        let weights = Weights::second();
        let links = &mut *self.links;
        let (whole, others) = Sight { page, sheet, links, spans, weights, budget, sketches: true }.proposed();
        for ColumnReading { lines, widths, bonus, .. } in whole.map(|whole| whole.0).into_iter().chain(others)
        {
            if judged.iter().any(|(known, _)| known.is_like(&lines, &widths)) {
                continue;
            }
            if let Some(reading) = self.refined(lines, widths) {
                judged.push(self.judge(ColumnReading { bonus, ..reading }));
            }
        }
    }

    /// The readings of parts of a page: the zones of several columns that the search
    /// finds, and all stretches between the places where those begin and end, in columns of
    /// `unequal` width too.
    pub(super) fn parts(&mut self, roomy: Vec<Range<usize>>, unequal: bool) -> Vec<ColumnReading> {
        let all = 0..self.page.lines.len();
        let full = column_estimation::widest(self.sheet, all.clone());
        let mut readings = Vec::new();
        for lines in roomy {
            for zone in segment::zones(&mut self.search(), lines, full) {
                if zone.widths.len() > 1 {
                    readings.extend(self.refined(zone.lines, zone.widths));
                }
            }
        }
        let mut ends: Vec<usize> =
            readings.iter().flat_map(|zone: &ColumnReading| [zone.lines.start, zone.lines.end]).collect();
        ends.extend([0, all.end]);
        ends.sort_unstable();
        ends.dedup();
        for (nth, &from) in ends.iter().enumerate() {
            for &to in ends[nth + 1..].iter().take(FARTHEST).filter(|&&to| to >= from + FEWEST_LINES) {
                if (from..to) == all {
                    continue;
                }
                if readings.iter().all(|zone| zone.lines != (from..to)) {
                    readings.extend(self.stretch(from..to, None));
                }
                if unequal {
                    readings.extend(self.unequal(from..to, 1));
                }
            }
        }
        readings
    }

    /// A stretch of lines in the two and three columns that its lines are likeliest to have.
    pub(super) fn unequal(&mut self, lines: Range<usize>, most: usize) -> Vec<ColumnReading> {
        let full = column_estimation::widest(self.sheet, lines.clone());
        let sets = width_profile::likely(self.sheet, self.links, &lines, full, most);
        let sets = column_estimation::hopeful(&mut self.search(), &lines, sets);
        let refined = |widths: Vec<f32>| self.refined(lines.clone(), widths);
        sets.into_iter().filter_map(refined).filter(|reading| reading.margin >= UNEQUAL).collect()
    }

    /// A stretch of lines in about these columns.
    fn refined(&mut self, mut lines: Range<usize>, widths: Vec<f32>) -> Option<ColumnReading> {
        if lines.start == 0 {
            lines.start = self.title(&lines);
        }
        if lines.len() < FEWEST_LINES {
            return None;
        }
        let fit = column_estimation::refine(&mut self.search(), &lines, widths);
        Some(self.finished(lines, fit))
    }

    /// What the search makes of a stretch of lines in as many columns as are
    /// asked for, or any; `None` where that is one.
    pub(super) fn stretch(
        &mut self,
        mut lines: Range<usize>,
        columns: Option<usize>,
    ) -> Option<ColumnReading> {
        if lines.start == 0 {
            lines.start = self.title(&lines);
        }
        let fit = column_estimation::estimate(&mut self.search(), lines.clone(), columns);
        (fit.widths.len() > 1).then(|| self.finished(lines, fit))
    }

    /// The line that follows the title.
    fn title(&self, lines: &Range<usize>) -> usize {
        zones::title(self.page, self.sheet, self.links, column_estimation::full(self.sheet, lines.clone()))
            .min(lines.end)
    }

    /// What the search could not know is made good, and a footer is left out.
    fn finished(&mut self, mut lines: Range<usize>, mut fit: ColumnEstimate) -> ColumnReading {
        // Where a footer begins hangs on the cuts.
        if !self.sketches || lines.end == self.page.lines.len() {
            refine::refine(self.sheet, self.links, &lines, &mut fit.solution, &fit.widths);
        }
        let known = (self.sheet, &mut *self.links, self.weights);
        let mut placed = column_estimation::placed(known, &lines, &fit.solution, &fit.widths);
        rejoin::rejoin(self.sheet, &mut placed, &fit.widths);
        if lines.end == self.page.lines.len() {
            let below = zones::footer(self.page, self.sheet, self.links, &fit, &placed, &lines);
            lines.end = below.start;
            placed.retain(|part| part.line < below.start);
        }
        ColumnReading { lines, placed, bonus: 0.0, margin: fit.margin, widths: fit.widths }
    }
}

/// The readings that pass the gate, do not overlap and gain most together.
fn choose(lines: usize, judged: &[(ColumnReading, GateVerdict)]) -> Vec<usize> {
    let mut by_end: Vec<usize> = (0..judged.len()).filter(|&nth| judged[nth].1.passes()).collect();
    by_end.sort_by_key(|&nth| judged[nth].0.lines.end);
    let mut by_end = by_end.into_iter().peekable();
    // For each line what the lines above it gain at best, and the last reading among them.
    let mut best: Vec<(f32, Option<usize>)> = vec![(0.0, None); lines + 1];
    for end in 1..=lines {
        best[end] = (best[end - 1].0, None);
        while let Some(nth) = by_end.next_if(|&nth| judged[nth].0.lines.end == end) {
            let (ColumnReading { lines: own, bonus, .. }, verdict) = &judged[nth];
            let gained = best[own.start].0 + verdict.worth(own.len()) + bonus * own.len() as f32 - PRICE;
            if gained > best[end].0 {
                best[end] = (gained, Some(nth));
            }
        }
    }
    let (mut chosen, mut end) = (Vec::new(), lines);
    while end > 0 {
        match best[end].1 {
            Some(nth) => {
                chosen.push(nth);
                end = judged[nth].0.lines.start;
            }
            None => end -= 1,
        }
    }
    chosen.reverse();
    chosen
}
