//! What is seen of the cuts of a page and of readings in several columns, for
//! those who learn from pages whose columns are known (`training/columns`,
//! `training/cuts`, `training/zones`).

use std::ops::Range;

use super::cohesion::Cohesion;
use super::column_beam::{ColumnBeam, Solution};
use super::cut_classifier::{ColumnFragment, NAMES};
use super::effort::{FINE, SIDE_BY_SIDE};
use super::gap_classifier;
use super::gutters::Gutters;
use super::line_spans::PageSpans;
use super::reading::{ColumnReading, Sight};
use super::segmentations::{Limits, Segmentations};
use super::tally::{ReadingTally, numbers};
use super::token_features::TokenFeatures;
use super::weights::Weights;
use super::{column_estimation, evidence, heading, refine, room, segment, width_profile, zones};
use crate::language::Language;
use crate::model::{Budget, Page};

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
    let budget = Budget::default();
    let sheet = TokenFeatures::new(page, language);
    let mut links = Cohesion::new(&sheet, page, language);
    let lines = zones::title(page, &sheet, &links, column_estimation::full(&sheet, 0..page.lines.len()))
        ..page.lines.len();
    let weights = Weights::learnt();
    let spans = PageSpans::new(&sheet);
    let mut search = ColumnBeam { sheet: &sheet, links: &mut links, spans: &spans, weights, budget: &budget };
    let mut fit = column_estimation::estimate(&mut search, lines.clone(), None);
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

/// What is seen of two words that stand side by side, in the order of [`Gap::seen`].
pub const SEEN_OF_GAPS: &[&str] = &gap_classifier::NAMES;

/// Two words that stand side by side on a line, neither of them debris.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// The second of them, numbered over the page.
    pub token: usize,
    /// What is seen of them.
    pub seen: Vec<f32>,
    /// What the program takes them for now: how well the second goes on after the first.
    pub now: f32,
}

/// The gaps inside the lines of a page.
pub fn gaps(page: &Page, language: &Language) -> Vec<Gap> {
    let sheet = TokenFeatures::new(page, language);
    let links = Cohesion::new(&sheet, page, language);
    let known = links.gaps();
    let words = &sheet.words;
    let counts = |&at: &usize| !(words[at].starts_line || words[at].junk || words[at - 1].junk);
    let gap = |at| Gap { token: at, seen: known.features(at).to_vec(), now: links.inner(at) };
    (0..words.len()).filter(counts).map(gap).collect()
}

/// What is seen of a fragment, in the order of [`FragmentExample::seen`].
pub const SEEN_OF_FRAGMENTS: &[&str] = &heading::NAMES;

/// A fragment that a line may be cut into, and that may be a line of a heading by its ends and its width.
#[derive(Debug, Clone, PartialEq)]
pub struct FragmentExample {
    /// Its tokens, numbered over the page.
    pub tokens: Range<usize>,
    /// What is seen of it.
    pub seen: Vec<f32>,
    /// How the program takes it now: 0 as text, up to 3 as what plainly reads like a heading.
    pub now: usize,
}

/// The fragments that lines of several columns may be cut into; `of` says of each token its column, if it is known.
pub fn fragments(
    page: &Page,
    language: &Language,
    zones: &[KnownZone],
    of: &[Option<usize>],
) -> Vec<FragmentExample> {
    let sheet = TokenFeatures::new(page, language);
    let links = Cohesion::new(&sheet, page, language);
    let spans = PageSpans::new(&sheet);
    let mut cuts = Segmentations::default();
    let mut all = Vec::new();
    for KnownZone { lines, columns } in zones.iter().filter(|zone| zone.columns > 1 && zone.lines.len() > 2) {
        let Some(widths) = known(&sheet, lines, *columns, of) else { continue };
        for line in lines.clone() {
            let places = FINE.places.0;
            if sheet.lines[line].is_empty() {
                continue;
            }
            let limits = Limits { widths: &widths, ways: 1, places };
            cuts.find(spans.of(&sheet, &links, line), Weights::learnt(), limits);
            for (nth, &from) in cuts.starts.iter().enumerate() {
                for tokens in cuts.starts[nth + 1..].iter().map(|&to| from as usize..to as usize) {
                    let Some(column) = of[tokens.clone()].iter().flatten().next() else { continue };
                    let width = widths[(*column).min(widths.len() - 1)];
                    let Some((seen, now)) = heading::example(&sheet, &links, tokens.start, tokens.end, width)
                    else {
                        continue;
                    };
                    all.push(FragmentExample { tokens, seen: seen.to_vec(), now: now as usize });
                }
            }
        }
    }
    all
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
    let budget = Budget::default();
    let weights = Weights::learnt();
    let spans = PageSpans::new(&sheet);
    let mut sight = Sight {
        page,
        sheet: &sheet,
        links: &mut links,
        spans: &spans,
        weights,
        budget: &budget,
        sketches: false,
    };
    let asked = stretches.iter().map(|(lines, columns)| sight.stretch(lines.clone(), *columns));
    let mut readings: Vec<Option<ColumnReading>> = asked.collect();
    readings.extend(sight.unequal(0..page.lines.len(), 2).into_iter().map(Some));
    let roomy = room::roomy(&sheet, sight.links, 0..page.lines.len());
    readings.extend(sight.parts(roomy, true).into_iter().map(Some));
    readings
        .extend(Gutters::find(page, None).into_iter().flat_map(|gutters| gutters.readings(&sheet)).map(Some));
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

/// Weights of the search for columns.
#[derive(Debug, Clone)]
pub struct ColumnWeights(pub(super) Weights);

impl ColumnWeights {
    /// Those of a file.
    pub fn parse(text: &str) -> Result<Self, String> {
        Weights::parse(text).map(Self)
    }

    /// The same with other numbers, in the order of [`Self::numbers`].
    #[must_use]
    pub fn with(&self, numbers: &[f32]) -> Self {
        let (mut own, mut from) = (self.clone(), 0);
        own.0.each(|_, row| {
            row.copy_from_slice(&numbers[from..from + row.len()]);
            from += row.len();
        });
        own
    }

    /// What each is called: the name of its row.
    pub fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.0.clone().each(|name, row| names.extend(std::iter::repeat_n(name.to_owned(), row.len())));
        names
    }

    /// All of them, in one order.
    pub fn numbers(&self) -> Vec<f32> {
        numbers(&self.0)
    }
}

/// Lines of which the columns are known.
#[derive(Debug, Clone)]
pub struct KnownZone {
    /// The lines.
    pub lines: Range<usize>,
    /// How many columns they have.
    pub columns: usize,
}

/// A reading of a stretch of lines that the search found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundReading {
    /// How often it takes each step that it takes: its place in [`ColumnWeights::numbers`], and the number.
    pub steps: Vec<(usize, f32)>,
    /// How many columns it has.
    pub columns: usize,
    /// The tokens in the order in which it has them, numbered over the page.
    pub order: Vec<usize>,
}

/// How many sets of columns of a stretch are searched with care: all readings that the search ends with are told of these.
const CLOSE: usize = 4;

/// What the search finds by these weights for stretches of lines of a page: in many sets of columns, one
/// column among them, and in those of the `zones`, for which `of` says the column of each token, if it is
/// known. The right reading is among them only where the search finds it.
pub fn found(
    page: &Page,
    language: &Language,
    weights: &ColumnWeights,
    stretches: &[Range<usize>],
    zones: &[KnownZone],
    of: &[Option<usize>],
) -> Vec<Vec<FoundReading>> {
    let sheet = TokenFeatures::new(page, language);
    let mut links = Cohesion::new(&sheet, page, language);
    let (weights, budget) = (&weights.0, Budget::default());
    let wide = column_estimation::widest(&sheet, 0..page.lines.len());
    let told: Vec<Option<Vec<f32>>> =
        zones.iter().map(|zone| known(&sheet, &zone.lines, zone.columns, of)).collect();
    let spans = PageSpans::new(&sheet);
    let mut all = Vec::new();
    for lines in stretches {
        let own = column_estimation::full(&sheet, lines.clone());
        let mut sets = vec![vec![1.02 * own]];
        for full in [wide, own] {
            sets.extend(segment::sets(full).into_iter().filter(|set| set.len() > 1));
            if (wide - own).abs() < 0.04 * wide {
                break;
            }
        }
        let full = column_estimation::widest(&sheet, lines.clone());
        sets.extend(width_profile::likely(&sheet, &links, lines, full, 2));
        let within = |zone: &KnownZone| zone.lines.start < lines.end && lines.start < zone.lines.end;
        let near = zones.iter().zip(&told).filter(|(zone, _)| within(zone));
        sets.extend(near.filter_map(|(_, widths)| widths.clone()));
        let mut search =
            ColumnBeam { sheet: &sheet, links: &mut links, spans: &spans, weights, budget: &budget };
        let mut readings: Vec<(Vec<f32>, Solution)> = sets
            .into_iter()
            .map(|set| {
                let solution = search.run(lines.clone(), &set, SIDE_BY_SIDE);
                (set, solution)
            })
            .collect();
        readings.sort_by(|a, b| b.1.score.total_cmp(&a.1.score));
        let close: Vec<Vec<f32>> = readings
            .iter()
            .map(|reading| &reading.0)
            .filter(|set| set.len() > 1)
            .take(CLOSE)
            .cloned()
            .collect();
        for set in close {
            let found = search.all(lines.clone(), &set, FINE);
            readings.extend(found.into_iter().map(|solution| (set.clone(), solution)));
        }
        let mut tell = |(widths, solution): (Vec<f32>, Solution)| {
            let mut tally =
                ReadingTally { sheet: &sheet, links: &mut links, weights, counts: Weights::default() };
            tally.add(lines.clone(), &widths, &solution.bounds);
            let counts = numbers(&tally.counts);
            let part = |column: usize| {
                solution.bounds.iter().flat_map(move |b| b[column] as usize..b[column + 1] as usize)
            };
            FoundReading {
                steps: counts.into_iter().enumerate().filter(|&(_, many)| many != 0.0).collect(),
                columns: widths.len(),
                order: (0..widths.len()).flat_map(part).collect(),
            }
        };
        let mut told: Vec<FoundReading> = Vec::new();
        for reading in readings {
            let reading = tell(reading);
            if !told.contains(&reading) {
                told.push(reading);
            }
        }
        all.push(told);
    }
    all
}

/// How wide the columns of a zone are; `None` where words do not stand in the order of their columns.
pub(super) fn known(
    sheet: &TokenFeatures,
    lines: &Range<usize>,
    columns: usize,
    of: &[Option<usize>],
) -> Option<Vec<f32>> {
    if columns < 2 {
        return None;
    }
    let mut widths = vec![Vec::new(); columns];
    for line in lines.clone().map(|line| sheet.lines[line].clone()).filter(|line| !line.is_empty()) {
        let mut now = line.clone().find_map(|at| of[at]).unwrap_or(0).min(columns - 1);
        let mut from = line.start;
        for at in line.clone() {
            let column = of[at].unwrap_or(now).min(columns - 1);
            if column < now {
                return None;
            }
            if column > now {
                widths[now].push(sheet.run(from, at));
                (now, from) = (column, at);
            }
        }
        widths[now].push(sheet.run(from, line.end));
    }
    let width = |mut all: Vec<f32>| {
        all.sort_by(f32::total_cmp);
        all.get((all.len().saturating_sub(1) * 19).div_ceil(20))
            .map_or(segment::NARROWEST, |width| width + 0.5)
    };
    let mut widths: Vec<f32> = widths.into_iter().map(width).collect();
    let (least, most) = widths.iter().fold((f32::MAX, 0.0_f32), |(a, b), &w| (a.min(w), b.max(w)));
    if least > 0.9 * most {
        widths.fill(f32::midpoint(least, most));
    }
    Some(widths)
}
