//! What a reading is made of: how often it takes each of the steps that have a
//! weight. Its score is the sum of the weights of its steps, so the learner
//! (`training/columns`) moves them from what the search found to what is right.

use std::ops::Range;

use super::attachments::{Attachment, HEAD_SCALE};
use super::cohesion::Cohesion;
use super::column_beam::Bounds;
use super::column_model::{Attached, ColumnFeatures, ColumnState, LastSaid, Ready, TOP, echoes};
use super::fragments::{mean, share_class};
use super::heading::likeness;
use super::line_spans::end_class;
use super::score_cache::{passed, speaking};
use super::token_features::{Case, TokenFeatures};
use super::weights::{self, ChangeWeights, MOST_COLUMNS, Weights};
use super::width::BLANK;

/// What is asked, and the weights by which a reading chooses between steps.
pub(super) struct ReadingTally<'s, 'l> {
    pub(super) sheet: &'s TokenFeatures,
    pub(super) links: &'s mut Cohesion<'l>,
    pub(super) weights: &'s Weights,
    /// How often each step was taken.
    pub(super) counts: Weights,
}

/// What is true of a token, where that is known: the part of the page that it is of, and whether that is a heading.
pub(super) type KnownPart = Option<(usize, bool)>;

/// A fragment of a line that a column takes.
struct ReadingPart {
    column: usize,
    from: usize,
    to: usize,
    is_last: bool,
}

impl ReadingTally<'_, '_> {
    /// Counts the steps of a reading of lines in columns of these widths: the `bounds` of
    /// each line that has tokens.
    pub(super) fn add(&mut self, lines: Range<usize>, widths: &[f32], bounds: &[Bounds]) {
        self.add_each(lines, widths, bounds, &[], |_| ());
    }

    /// The same, told of after each line that has tokens and once more after the last. How fragments are taken is
    /// as the parts of their tokens have it, where those are known.
    pub(super) fn add_each(
        &mut self,
        lines: Range<usize>,
        widths: &[f32],
        bounds: &[Bounds],
        parts_of: &[KnownPart],
        mut tell: impl FnMut(&mut Weights),
    ) {
        let k = widths.len();
        let mut last_parts = [None; MOST_COLUMNS];
        let mut columns = [ColumnState::EMPTY; MOST_COLUMNS];
        let mut before = 0;
        let mut bounds = bounds.iter();
        self.counts.zone[k - 1] += 1.0;
        for line in lines.clone() {
            if self.sheet.lines[line].is_empty() {
                continue;
            }
            let Some(bounds) = bounds.next() else { break };
            let late = line >= lines.start + TOP;
            let parts: Vec<ReadingPart> = (0..k)
                .map(|column| (column, bounds[column] as usize, bounds[column + 1] as usize))
                .filter(|&(_, from, to)| from < to)
                .map(|(column, from, to)| ReadingPart {
                    column,
                    from,
                    to,
                    is_last: to == self.sheet.lines[line].end,
                })
                .collect();
            self.cut(widths, &parts);
            let spoke = speaking(&columns[..k]);
            let ever = (0..k).fold(0, |set, c| set | u8::from(!columns[c].is_empty()) << c);
            let mut now = 0;
            for column in 0..k {
                let ready = Ready::new(self.sheet, self.weights, columns[column], widths[column], line, late);
                let Some(part) = parts.iter().find(|part| part.column == column) else {
                    self.silence(&ready, widths[column], line, late);
                    columns[column].silence();
                    continue;
                };
                if self.sheet.is_debris(part.from, part.to) {
                    self.counts.debris += 1.0;
                    now |= spoke & 1 << column;
                    continue;
                }
                now |= 1 << column;
                let told = (part.from..part.to).find_map(|at| parts_of.get(at).copied().flatten());
                let told = told.map(|(of, head)| (last_parts[column].replace(of) != Some(of), head));
                let taken = self.attach(&ready, widths[column], part, line, told);
                columns[column] = columns[column].after(self.sheet, part.from, part.to, taken);
            }
            self.counts.columns[k - 1][now.count_ones() as usize] += 1.0;
            let change = &mut self.counts.change[usize::from(self.sheet.blank[line])];
            change.count(before, spoke, now, (1 << k) - 1);
            self.counts.silent.passed += passed(now, ever, k) as f32;
            if speaking(&columns[..k]) != spoke {
                before = spoke;
            }
            tell(&mut self.counts);
        }
        for &column in &columns[..k] {
            if column.is_empty() {
                self.counts.end.unborn += 1.0;
            } else {
                self.counts.end.said[LastSaid::of(self.sheet, column) as usize] += 1.0;
            }
        }
        tell(&mut self.counts);
    }

    /// What the fragments of a line are worth by themselves.
    fn cut(&mut self, widths: &[f32], parts: &[ReadingPart]) {
        let Self { sheet, links, counts, .. } = self;
        for (nth, part) in parts.iter().enumerate() {
            let column = widths[part.column];
            let width = sheet.run(part.from, part.to);
            counts.fragment += 1.0;
            counts.inside += links.sum(part.to - 1) - links.sum(part.from);
            counts.over += (width - column - weights::SLACK).max(0.0);
            let reads = likeness(sheet, links, part.from, part.to, column) as usize;
            let end = end_class(&sheet.words[part.to - 1]);
            counts.width[share_class(width / column)][end][usize::from(part.is_last)][reads] += 1.0;
            if part.to == part.from + 1 && !part.is_last {
                counts.lone += 1.0;
            }
            let Some(left) = nth.checked_sub(1).map(|left| &parts[left]) else { continue };
            if sheet.words[part.from].gap > 0 {
                counts.wide_gap += 1.0;
            }
            if links.repeats(part.from) {
                counts.cut_seam += 1.0;
            }
            if sheet.words[part.from - 1].digit && sheet.words[part.from].case == Case::Upper {
                counts.after_number += 1.0;
            }
            let (both, mean) = (sheet.run(left.from, part.to), mean(widths));
            if both > 0.85 * mean && both < mean + 1.0 {
                counts.torn_full += 1.0;
            }
        }
    }

    fn silence(&mut self, ready: &Ready, width: f32, line: usize, late: bool) {
        if ready.column.is_empty() {
            self.counts.unborn[usize::from(late)] += 1.0;
            return;
        }
        let ColumnFeatures { quiet, said, full, pace, blank } =
            ColumnFeatures::of(self.sheet, ready.column, width, line);
        let open = matches!(said, LastSaid::Open | LastSaid::HalfWord);
        let silent = &mut self.counts.silent;
        silent.quiet_said[quiet][said as usize] += 1.0;
        silent.quiet_blank[quiet][blank] += 1.0;
        silent.pace_open[pace][usize::from(open)] += 1.0;
        if quiet == 0 {
            silent.said_full[said as usize][full] += 1.0;
        }
    }

    /// A column takes a fragment in the way that is best by the weights, or as it is `told`: whether a block begins
    /// with it, and whether that is a heading.
    fn attach(
        &mut self,
        ready: &Ready,
        width: f32,
        part: &ReadingPart,
        line: usize,
        told: Option<(bool, bool)>,
    ) -> Attached {
        let Self { sheet, links, weights, counts } = self;
        let column = ready.column;
        let reads = likeness(sheet, links, part.from, part.to, width) as usize;
        let mut taken = ready.attach(sheet, links, weights, part.from)[reads];
        if let Some((opens, head)) = told {
            // What reads like text is never taken for a heading; a column opens with its first fragment.
            let head = head && reads > 0;
            let opens = opens || column.is_empty() || head != column.head && head;
            taken = Attached { opens, head, ..taken };
        }
        let is_taken = |kind: &&Attachment| kind.opens() == taken.opens && kind.is_heading() == taken.head;
        let Some(&kind) = Attachment::of(column.situation()).iter().find(is_taken) else { return taken };
        let lead = sheet.speaking_from(part.from);
        let word = &sheet.words[lead];
        let way = &mut counts.ways[kind as usize];
        way.likeness[reads] += 1.0;
        let case = match word.case {
            Case::Upper => 0,
            Case::Lower => 1,
            Case::Other => 2,
        };
        if kind.opens() {
            way.start += links.start(lead);
            way.echo += if column.head { echoes(sheet, column, part.from) } else { 0.0 };
        }
        if column.is_empty() {
            way.said_case[0][case] += 1.0;
            return taken;
        }
        let ColumnFeatures { quiet, said, full, pace, blank } =
            ColumnFeatures::of(sheet, column, width, line);
        way.said_case[said as usize][case] += 1.0;
        way.quiet_blank[quiet][blank] += 1.0;
        way.quiet_said[quiet][said as usize] += 1.0;
        way.said_full[said as usize][full] += 1.0;
        way.pace[pace] += 1.0;
        let scale = if kind == Attachment::HeadingOn { HEAD_SCALE } else { 1.0 };
        let room = width - scale * (column.width + BLANK + word.width) - weights::SLACK;
        let room = room.clamp(0.0, weights::ROOM_MOST);
        way.room[0] += room.min(4.0);
        way.room[1] += room;
        if !kind.opens() {
            let last = column.last as usize;
            let bond = links.bond(last, lead);
            let ends = sheet.words[last].ends;
            way.link[usize::from(ends)] += bond.link;
            way.link[2] += bond.link.max(0.0);
            way.second += bond.second;
            way.room[2] += if ends { room } else { 0.0 };
        }
        taken
    }
}

impl ChangeWeights {
    /// Counts what [`Self::worth`] adds up.
    fn count(&mut self, before: u8, spoke: u8, now: u8, all: u8) {
        if spoke == now {
            self.same += 1.0;
            self.same_all += if now == all { 1.0 } else { 0.0 };
            return;
        }
        let flips = (now ^ spoke).count_ones() as usize;
        let turn = match (now & !spoke != 0, spoke & !now != 0) {
            (true, false) => 0,
            (false, _) => 1,
            (true, true) => 2,
        };
        let turned = |is: bool| if is { 1.0 } else { 0.0 };
        self.flips[flips.min(self.flips.len()) - 1] += 1.0;
        self.turn[turn] += 1.0;
        self.back[turn] += turned(now == before);
        self.others += turned(now & spoke == 0);
        self.all += turned(now == all);
        self.one_for_one += turned(spoke.is_power_of_two() && now.is_power_of_two());
    }
}

/// Numbers of a table, one after the other.
pub(super) fn numbers(weights: &Weights) -> Vec<f32> {
    let (mut all, mut weights) = (Vec::new(), weights.clone());
    weights.each(|_, row| all.extend_from_slice(row));
    all
}

#[cfg(test)]
mod tests {
    use super::super::column_beam::ColumnBeam;
    use super::super::effort::Effort;
    use super::super::line_spans::PageSpans;
    use super::super::tests::{LEFT, RIGHT, page};
    use super::*;
    use crate::language::Language;
    use crate::model::Budget;

    #[test]
    fn a_reading_is_worth_what_its_steps_are() {
        let language = Language::builtin("nl").expect("the pack is built in");
        let fused: Vec<String> = LEFT.lines().zip(RIGHT.lines()).map(|(a, b)| format!("{a} {b}")).collect();
        let text = format!(
            "{}\n{LEFT}\n| _\n{}",
            fused.join("\n"),
            include_str!("../../fixtures/contraterrorisme/input.txt")
        );
        let page = page(&text);
        let sheet = TokenFeatures::new(&page, &language);
        let mut links = Cohesion::new(&sheet, &page, &language);
        let (weights, budget) = (Weights::learnt(), Budget::default());
        let effort = Effort { beam: 4, ways: 8, places: (12, 11), behind: 2.0, hope: 1.0 };
        let lines = 0..page.lines.len();
        let spans = PageSpans::new(&sheet);
        for widths in [&[80.0][..], &[38.0, 38.0], &[20.0, 50.0], &[30.0, 30.0, 30.0], &[20.0, 20.0, 40.0]] {
            let mut search =
                ColumnBeam { sheet: &sheet, links: &mut links, spans: &spans, weights, budget: &budget };
            let found = search.run(lines.clone(), widths, effort);
            let mut tally =
                ReadingTally { sheet: &sheet, links: &mut links, weights, counts: Weights::default() };
            tally.add(lines.clone(), widths, &found.bounds);
            let counts = numbers(&tally.counts);
            let sum: f32 = numbers(weights).iter().zip(&counts).map(|(weight, count)| weight * count).sum();
            assert!((sum - found.score).abs() < 0.05, "{widths:?}: {sum} and {}", found.score);
        }
    }
}
