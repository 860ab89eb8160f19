//! What a reading of lines in several columns gains over the order they came
//! in: in links between words, and in room at the ends of lines.
//!
//! A column is believed where it reads on. What a line is made of (digits,
//! leaders, blanks) is not looked at: it tells kinds of pages, not columns.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cohesion::Cohesion;
use super::column_estimation::PlacedFragment;
use super::token_features::{Case, LayoutToken, TokenFeatures};
use super::width::BLANK;
use crate::language::{Language, flag};

/// A link that speaks for two words, and one that speaks against them.
const GOOD: f32 = 1.0;
const BAD: f32 = -1.0;
/// Columns of fewer fragments are short.
const FEW: usize = 3;
/// A line that fills this share of its column is full.
const FULL: f32 = 0.85;
/// The share of lines that are narrower than a full line.
const WIDE: f32 = 0.9;

/// How much is seen of a reading.
const SEEN: usize = 62;

/// What is seen of a reading, in the order of [`features`].
pub(super) const NAMES: [&str; SEEN] = [
    "link-cuts",
    "link-inside",
    "link-seams",
    "link-lost",
    "link-ends",
    "gain-line",
    "gain-seam",
    "gain-all",
    "good-cuts",
    "good-seams",
    "good-lost",
    "good-inside",
    "bad-cuts",
    "bad-seams",
    "bad-ends",
    "cut-capital",
    "cut-small",
    "cut-number",
    "cut-stop",
    "cut-after-number",
    "cut-hyphen",
    "cut-function",
    "seam-stop-capital",
    "seam-stop-small",
    "seam-open-capital",
    "seam-open-small",
    "end-stop-capital",
    "end-stop-small",
    "end-open-capital",
    "end-open-small",
    "raw-room",
    "raw-mean-room",
    "raw-full",
    "raw-spread",
    "own-room",
    "own-mean-room",
    "own-full",
    "own-spread",
    "more-room",
    "more-mean-room",
    "more-full",
    "more-spread",
    "open-breaks",
    "width-sum",
    "width-least",
    "width-spread",
    "columns",
    "cut-lines",
    "cuts-line",
    "words",
    "one-word",
    "two-words",
    "digits",
    "short-columns",
    "ends-stop",
    "begins-capital",
    "lines",
    "uneven",
    "cut-places",
    "margin",
    "margin-all",
    "known",
];

/// A reading of a stretch of lines in several columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proposal<'p> {
    /// The lines it reads.
    pub(super) lines: &'p Range<usize>,
    /// Its fragments, line after line, from left to right.
    pub(super) placed: &'p [PlacedFragment],
    /// The widths of its columns.
    pub(super) widths: &'p [f32],
    /// How much better than one column the search takes it to be, a line.
    pub(super) margin: f32,
}

/// Some numbers, of which the mean is asked.
#[derive(Debug, Clone, Copy, Default)]
struct RunningMean {
    sum: f32,
    many: f32,
}

impl RunningMean {
    fn add(&mut self, value: f32) {
        self.sum += value;
        self.many += 1.0;
    }

    /// The mean; nothing where there is nothing to count.
    fn get(self) -> f32 {
        if self.many > 0.0 { self.sum / self.many } else { 0.0 }
    }
}

/// The links of some pairs of words.
#[derive(Debug, Clone, Copy, Default)]
struct Bonds {
    all: RunningMean,
    good: RunningMean,
    bad: RunningMean,
}

impl Bonds {
    fn add(&mut self, link: f32) {
        self.all.add(link);
        self.good.add(flag(link > GOOD));
        self.bad.add(flag(link < BAD));
    }
}

/// How the words around line ends are written.
#[derive(Debug, Clone, Copy, Default)]
struct Ends {
    /// After a stop or not, before a capital or a small letter.
    kinds: [[RunningMean; 2]; 2],
}

impl Ends {
    fn add(&mut self, before: &LayoutToken, after: &LayoutToken) {
        for (stop, kinds) in self.kinds.iter_mut().enumerate() {
            for (kind, case) in kinds.iter_mut().zip([Case::Upper, Case::Lower]) {
                kind.add(flag(usize::from(!before.ends) == stop && after.case == case));
            }
        }
    }

    fn get(self) -> [f32; 4] {
        let [[a, b], [c, d]] = self.kinds.map(|kinds| kinds.map(RunningMean::get));
        [a, b, c, d]
    }
}

/// How far some numbers lie apart.
#[derive(Debug, Clone, Copy, Default)]
struct Spread {
    mean: RunningMean,
    squares: RunningMean,
}

impl Spread {
    fn add(&mut self, value: f32) {
        self.mean.add(value);
        self.squares.add(value * value);
    }

    fn deviation(self) -> f32 {
        (self.squares.get() - self.mean.get().powi(2)).max(0.0).sqrt()
    }

    /// The deviation as a share of the mean.
    fn share(self) -> f32 {
        self.deviation() / self.mean.get().max(0.01)
    }
}

/// The width of a full line of a column.
fn wide(sheet: &TokenFeatures, runs: &[Range<usize>]) -> f32 {
    let mut widths: Vec<f32> = runs.iter().map(|run| sheet.run(run.start, run.end)).collect();
    if widths.is_empty() {
        return 0.0;
    }
    let at = (WIDE * (widths.len() - 1) as f32) as usize;
    widths.select_nth_unstable_by(at, f32::total_cmp).1.max(1.0)
}

/// What the ends of lines say of how wide their column is: a printer broke a
/// line because the next word did not fit.
#[derive(Debug, Clone, Copy, Default)]
struct RoomMeasures {
    /// Breaks that left room for the next word; after the end of a sentence none is counted.
    breaks: RunningMean,
    /// How much room, as a share of the width.
    room: RunningMean,
    full: RunningMean,
    widths: Spread,
}

impl RoomMeasures {
    /// Adds one column: its runs of tokens from top to bottom. Says its width.
    fn add(&mut self, sheet: &TokenFeatures, runs: &[Range<usize>]) -> f32 {
        let full = wide(sheet, runs);
        for (nth, run) in runs.iter().enumerate() {
            let width = sheet.run(run.start, run.end);
            self.full.add(flag(width >= FULL * full));
            self.widths.add(width / full);
            let Some(next) = runs.get(nth + 1) else { break };
            if !sheet.words[run.end - 1].ends {
                let room = full - (width + BLANK + sheet.words[next.start].width);
                self.breaks.add(flag(room >= 0.0));
                self.room.add(room.max(0.0) / full);
            }
        }
        full
    }

    fn get(self) -> [f32; 4] {
        [self.breaks.get(), self.room.get(), self.full.get(), self.widths.share()]
    }
}

/// What is seen of a proposal, in the order of [`NAMES`].
pub(super) fn features(sheet: &TokenFeatures, links: &mut Cohesion, proposal: Proposal) -> [f32; SEEN] {
    let Proposal { lines, placed, widths, margin } = proposal;
    let mut columns: Vec<Vec<Range<usize>>> = vec![Vec::new(); widths.len()];
    for part in placed.iter().filter(|part| part.from < part.to) {
        columns[part.column].push(part.from..part.to);
    }
    let raw: Vec<Range<usize>> =
        lines.clone().map(|line| sheet.lines[line].clone()).filter(|line| !line.is_empty()).collect();
    let many = raw.len().max(1) as f32;
    let mut pairs = WordPairs::default();
    let stays = pairs.seams(sheet, links, &columns);
    pairs.breaks(sheet, links, &raw, placed, &stays);
    let width = columns.iter().map(|column| wide(sheet, column)).sum::<f32>();
    let mean_width = width / columns.iter().filter(|column| !column.is_empty()).count().max(1) as f32;
    let seen = pairs
        .features(many)
        .into_iter()
        .chain(room(sheet, &raw, &columns))
        .chain(shape(sheet, &columns, &pairs, many, mean_width.max(1.0)))
        .chain([margin.clamp(-20.0, 20.0), (margin * many / 10.0).clamp(-50.0, 50.0), pairs.known.get()]);
    let mut features = [0.0; SEEN];
    features.iter_mut().zip(seen).for_each(|(feature, seen)| *feature = seen);
    features
}

/// The pairs of words that are neighbours as the lines came, or as a proposal reads them.
#[derive(Debug, Default)]
struct WordPairs {
    /// Inside a line, and parted by the proposal.
    cuts: Bonds,
    /// Inside its fragments.
    inside: Bonds,
    /// Joined by it.
    seams: Bonds,
    /// Around line ends that it undoes.
    lost: Bonds,
    /// Around all line ends.
    ends: Bonds,
    seam_ends: Ends,
    raw_ends: Ends,
    /// How the words at cuts are written, in the order of their names.
    at_cuts: [RunningMean; 7],
    /// Where cuts stand on their lines.
    places: Spread,
    cut_lines: f32,
    known: RunningMean,
}

/// How well two tokens go together; words that the model does not know say nothing.
pub(super) fn link(sheet: &TokenFeatures, links: &mut Cohesion, a: usize, b: usize) -> f32 {
    let unknown =
        sheet.words[a].context[1].word == Language::UNKNOWN || sheet.words[b].first.word == Language::UNKNOWN;
    if unknown { 0.0 } else { links.bond(a, b).link }
}

impl WordPairs {
    /// Looks at what a proposal joins. Says the tokens whose neighbour before stays.
    fn seams(
        &mut self,
        sheet: &TokenFeatures,
        links: &mut Cohesion,
        columns: &[Vec<Range<usize>>],
    ) -> BTreeSet<usize> {
        let mut stays = BTreeSet::new();
        let order = || columns.iter().flatten();
        for (before, after) in order().zip(order().skip(1)) {
            if before.end == after.start {
                stays.insert(after.start);
                continue;
            }
            self.seams.add(link(sheet, links, before.end - 1, after.start));
            self.seam_ends.add(&sheet.words[before.end - 1], &sheet.words[after.start]);
        }
        stays
    }

    /// Looks at what a proposal parts, and what it leaves.
    fn breaks(
        &mut self,
        sheet: &TokenFeatures,
        links: &mut Cohesion,
        raw: &[Range<usize>],
        placed: &[PlacedFragment],
        stays: &BTreeSet<usize>,
    ) {
        let words = &sheet.words;
        let mut parts = placed.iter().filter(|part| part.from < part.to).peekable();
        for (nth, line) in raw.iter().enumerate() {
            let mut torn = false;
            while let Some(part) = parts.next_if(|part| part.to <= line.end) {
                for (at, word) in (part.from..part.to).zip(&words[part.from..part.to]) {
                    self.known.add(flag(word.first.word != Language::UNKNOWN));
                    if at > part.from {
                        self.inside.add(link(sheet, links, at - 1, at));
                    }
                }
                if part.from != line.start && !stays.contains(&part.from) {
                    torn = true;
                    self.cut(sheet, link(sheet, links, part.from - 1, part.from), part.from);
                }
            }
            self.cut_lines += flag(torn);
            let Some(next) = raw.get(nth + 1) else { continue };
            let bond = link(sheet, links, line.end - 1, next.start);
            self.ends.add(bond);
            self.raw_ends.add(&words[line.end - 1], &words[next.start]);
            if !stays.contains(&next.start) {
                self.lost.add(bond);
            }
        }
    }

    fn cut(&mut self, sheet: &TokenFeatures, bond: f32, at: usize) {
        self.cuts.add(bond);
        let (before, after) = (&sheet.words[at - 1], &sheet.words[at]);
        let are = [
            after.case == Case::Upper,
            after.case == Case::Lower,
            after.digit,
            before.ends,
            before.digit,
            before.hyphen,
            before.function,
        ];
        self.at_cuts.iter_mut().zip(are).for_each(|(mean, is)| mean.add(flag(is)));
        self.places.add(sheet.offsets[at]);
    }

    /// The features of links and of case, over so `many` lines.
    fn features(&self, many: f32) -> Vec<f32> {
        let Self { cuts, inside, seams, lost, ends, .. } = self;
        let gain = seams.all.sum - cuts.all.sum - lost.all.sum;
        let mut seen: Vec<f32> = [cuts, inside, seams, lost, ends].map(|bonds| bonds.all.get()).into();
        seen.extend([gain / many, gain / seams.all.many.max(1.0), gain / 10.0]);
        seen.extend([cuts, seams, lost, inside].map(|bonds| bonds.good.get()));
        seen.extend([cuts, seams, ends].map(|bonds| bonds.bad.get()));
        seen.extend(self.at_cuts.map(RunningMean::get));
        seen.extend(self.seam_ends.get());
        seen.extend(self.raw_ends.get());
        seen
    }
}

/// The features of room: of the lines as they came, of the columns, and what the columns gain.
fn room(sheet: &TokenFeatures, raw: &[Range<usize>], columns: &[Vec<Range<usize>>]) -> Vec<f32> {
    let (mut came, mut own, mut widths) =
        (RoomMeasures::default(), RoomMeasures::default(), Spread::default());
    let whole = came.add(sheet, raw).max(1.0);
    let mut least = 200.0_f32;
    for column in columns.iter().filter(|column| !column.is_empty()) {
        let width = own.add(sheet, column);
        widths.add(width);
        least = least.min(width);
    }
    let fragments = columns.iter().map(Vec::len).sum::<usize>().max(1) as f32;
    let (a, b) = (came.get(), own.get());
    let mut seen: Vec<f32> = a.into_iter().chain(b).collect();
    seen.extend([a[0] - b[0], a[1] - b[1], b[2] - a[2], a[3] - b[3]]);
    seen.extend([own.breaks.many / fragments, widths.mean.sum / whole, least, widths.share()]);
    seen
}

/// The features of the shape of a proposal.
fn shape(
    sheet: &TokenFeatures,
    columns: &[Vec<Range<usize>>],
    pairs: &WordPairs,
    many: f32,
    mean_width: f32,
) -> [f32; 13] {
    // Words, one, up to two, all numbers, ends with a stop, begins with a capital.
    let mut fragments = [RunningMean::default(); 6];
    for run in columns.iter().flatten() {
        let seen = [
            run.len() as f32,
            flag(run.len() == 1),
            flag(run.len() <= 2),
            flag(run.clone().all(|at| sheet.words[at].digit)),
            flag(sheet.words[run.end - 1].ends),
            flag(sheet.words[run.start].case == Case::Upper),
        ];
        fragments.iter_mut().zip(seen).for_each(|(mean, seen)| mean.add(seen));
    }
    let lengths = || columns.iter().map(Vec::len).filter(|&length| length > 0);
    let mut short = RunningMean::default();
    lengths().for_each(|length| short.add(flag(length < FEW)));
    let uneven = lengths().max().unwrap_or(0) - lengths().min().unwrap_or(0);
    let [words, one, two, digits, stops, capitals] = fragments.map(RunningMean::get);
    [
        columns.len() as f32,
        pairs.cut_lines / many,
        pairs.cuts.all.many / many,
        words,
        one,
        two,
        digits,
        short.get(),
        stops,
        capitals,
        many.ln(),
        uneven as f32 / many,
        pairs.places.deviation() / mean_width,
    ]
}
