//! What a reading of lines in several columns gains over the order they came
//! in: in links between words, and in room at the ends of lines.
//!
//! A column is believed where it reads on. What a line is made of (digits,
//! leaders, blanks) is not looked at: it tells kinds of pages, not columns.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cohesion::Cohesion;
use super::column_estimation::PlacedFragment;
use super::measures::{LineEnds, RoomMeasures, RunningMean, Spread, wide};
use super::token_features::{Case, TokenFeatures};
use crate::language::{Language, flag};

/// A link that speaks for two words, and one that speaks against them.
const GOOD: f32 = 1.0;
const BAD: f32 = -1.0;
/// A link that only two halves of a word have ([`Cohesion`]).
const WHOLE: f32 = 3.9;
/// Columns of fewer fragments are short.
const FEW: usize = 3;

/// How much is seen of a reading.
const SEEN: usize = 70;

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
    "whole-seams",
    "whole-lost",
    "second-seams",
    "second-lost",
    "told-seams",
    "changes",
    "lone",
    "lone-right",
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

/// The links of some pairs of words.
#[derive(Debug, Clone, Copy, Default)]
struct Bonds {
    all: RunningMean,
    good: RunningMean,
    bad: RunningMean,
    /// How the second word goes on.
    second: RunningMean,
    /// Halves of a word that make one together.
    whole: RunningMean,
    /// Words that the model knows on both sides.
    told: RunningMean,
}

impl Bonds {
    fn add(&mut self, link: f32) {
        self.all.add(link);
        self.good.add(flag(link > GOOD));
        self.bad.add(flag(link < BAD));
    }

    /// Adds a pair of words on two lines.
    fn add_across(&mut self, sheet: &TokenFeatures, links: &mut Cohesion, a: usize, b: usize) {
        let (told, bond) = (is_told(sheet, a, b), links.bond(a, b));
        self.add(if told { bond.link } else { 0.0 });
        self.told.add(flag(told));
        self.second.add(if told { bond.second } else { 0.0 });
        self.whole.add(flag(sheet.words[a].hyphen && bond.link >= WHOLE));
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
        .chain([margin.clamp(-20.0, 20.0), (margin * many / 10.0).clamp(-50.0, 50.0), pairs.known.get()])
        .chain([&pairs.seams, &pairs.lost].map(|bonds| bonds.whole.sum / many))
        .chain([&pairs.seams, &pairs.lost].map(|bonds| bonds.second.get()))
        .chain([pairs.seams.told.get()])
        .chain(turns(placed));
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
    seam_ends: LineEnds,
    raw_ends: LineEnds,
    /// How the words at cuts are written, in the order of their names.
    at_cuts: [RunningMean; 7],
    /// Where cuts stand on their lines.
    places: Spread,
    cut_lines: f32,
    known: RunningMean,
}

/// How well two tokens go together; words that the model does not know say nothing.
pub(super) fn link(sheet: &TokenFeatures, links: &mut Cohesion, a: usize, b: usize) -> f32 {
    if is_told(sheet, a, b) { links.bond(a, b).link } else { 0.0 }
}

/// Whether the model knows both tokens.
fn is_told(sheet: &TokenFeatures, a: usize, b: usize) -> bool {
    sheet.words[a].context[1].word != Language::UNKNOWN && sheet.words[b].first.word != Language::UNKNOWN
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
            self.seams.add_across(sheet, links, before.end - 1, after.start);
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
            self.ends.add(link(sheet, links, line.end - 1, next.start));
            self.raw_ends.add(&words[line.end - 1], &words[next.start]);
            if !stays.contains(&next.start) {
                self.lost.add_across(sheet, links, line.end - 1, next.start);
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

/// How the columns that have something change from line to line: how often other columns have than on
/// the line before, on how many lines only one has, and on how many of those it is not the first.
fn turns(placed: &[PlacedFragment]) -> [f32; 3] {
    let (mut changes, mut lone, mut right) =
        (RunningMean::default(), RunningMean::default(), RunningMean::default());
    let mut before = None;
    for line in placed.chunk_by(|a, b| a.line == b.line) {
        let speak =
            line.iter().filter(|part| part.from < part.to).fold(0_u8, |set, part| set | 1 << part.column);
        if let Some(before) = before {
            changes.add(flag(before != speak));
        }
        before = Some(speak);
        lone.add(flag(speak.is_power_of_two()));
        if speak.is_power_of_two() {
            right.add(flag(speak > 1));
        }
    }
    [changes.get(), lone.get(), right.get()]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_are_counted_line_by_line() {
        let part =
            |line, column| PlacedFragment { line, column, from: 3 * line, to: 3 * line + 2, opens: false };
        // Both columns, both, the right one, the left one.
        let placed =
            [(0, 0), (0, 1), (1, 0), (1, 1), (2, 1), (3, 0)].map(|(line, column)| part(line, column));
        let [changes, lone, right] = turns(&placed);
        assert!((changes - 2.0 / 3.0).abs() < 1e-6);
        assert!((lone - 0.5).abs() < 1e-6 && (right - 0.5).abs() < 1e-6);
    }
}
