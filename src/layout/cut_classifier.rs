//! Where the cut between two columns stands on a line: how likely each place
//! is, by what stands around it.

use std::sync::LazyLock;

use super::cohesion::Cohesion;
use super::heading;
use super::token_features::{Case, LayoutToken, TokenFeatures};
use super::width::BLANK;
use crate::language::{Forest, compiled, flag};

/// What the trees say of a place, from lines of printed pages whose columns are known.
static PLACES: LazyLock<Forest<32>> =
    LazyLock::new(|| Forest::new(compiled!("places.table"), &NAMES).expect("its test reads it"));

/// Whether a cut may stand in a wrong place, by what is seen of that place.
static DOUBTS: LazyLock<Forest<16>> =
    LazyLock::new(|| Forest::new(compiled!("doubts.table"), &NAMES).expect("its test reads it"));

/// Log odds of that below which the other places are not looked at.
const DOUBT: f32 = -0.8;
/// Between two tokens that go together so well no cut is looked for.
const WELL_JOINED: f32 = 1.0;
/// Cuts are not moved further than so many tokens, but to the ends.
const FAR: usize = 12;
/// More lines than this between two fragments say no more.
const LONG_GAP: usize = 12;
/// Debris of so many letters and more is a word that was misread.
const MISREAD: u8 = 4;
/// Stands for how much room there is where nothing is to find room.
const NO_ROOM: f32 = -20.0;
/// Stands for the link of a place that is no gap: more than any link.
const NO_GAP: f32 = 6.0;

/// How much is seen of the place itself.
const OF_PLACE: usize = 9;
/// How much is seen of each of the two columns.
const OF_SIDE: usize = 24;
/// How much is seen of a place for a cut.
const SEEN: usize = OF_PLACE + 2 * OF_SIDE;

/// What is seen of a place for a cut, in the order of [`CutChoice::features`].
pub(super) const NAMES: [&str; SEEN] = [
    "is-now",
    "moved",
    "columns",
    "blank",
    "wide",
    "inner",
    "repeats",
    "inner-now",
    "speak",
    "left-share",
    "left-link-in",
    "left-second-in",
    "left-link-out",
    "left-second-out",
    "left-room-in",
    "left-room-out",
    "left-case",
    "left-ends",
    "left-start",
    "left-heading",
    "left-above-ends",
    "left-above-share",
    "left-above-gap",
    "left-below-case",
    "left-below-start",
    "left-below-gap",
    "left-above-heading",
    "left-junk",
    "left-below-share",
    "left-below-ends",
    "left-below-heading",
    "left-worst",
    "left-words",
    "right-share",
    "right-link-in",
    "right-second-in",
    "right-link-out",
    "right-second-out",
    "right-room-in",
    "right-room-out",
    "right-case",
    "right-ends",
    "right-start",
    "right-heading",
    "right-above-ends",
    "right-above-share",
    "right-above-gap",
    "right-below-case",
    "right-below-start",
    "right-below-gap",
    "right-above-heading",
    "right-junk",
    "right-below-share",
    "right-below-ends",
    "right-below-heading",
    "right-worst",
    "right-words",
];

/// A fragment of a column, and what is asked of it again and again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ColumnFragment {
    line: usize,
    /// Its first token, and one past its last.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Its first token that is no debris, and its last.
    lead: usize,
    last: usize,
    /// The share of the column that it fills.
    share: f32,
    case: f32,
    ends: f32,
    start: f32,
    /// What it reads like ([`heading::Likeness`]).
    reads: f32,
}

impl ColumnFragment {
    pub(super) fn new(
        sheet: &TokenFeatures,
        links: &Cohesion,
        line: usize,
        (from, to): (usize, usize),
        width: f32,
    ) -> Self {
        // What is no word but long is one misread: to look past it would hide what stands there.
        let is_long = |at: usize| sheet.words[at].letters >= MISREAD;
        let lead = if is_long(from) { from } else { sheet.speaking_from(from) };
        let last = if is_long(to - 1) { to - 1 } else { sheet.speaking_before(from, to) };
        Self {
            line,
            from,
            to,
            lead,
            last,
            share: sheet.run(from, to) / width,
            case: if sheet.words[lead].junk { OTHER } else { case(&sheet.words[lead]) },
            ends: ends(&sheet.words[last]),
            start: links.start(lead),
            reads: heading::likeness(sheet, links, from, to, width) as usize as f32,
        }
    }
}

/// What stands above and below a line in a column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surroundings {
    /// The width of the column.
    pub(super) width: f32,
    pub(super) above: Option<ColumnFragment>,
    pub(super) below: Option<ColumnFragment>,
}

/// A stretch of a line that two columns share.
#[derive(Debug, Clone, Copy)]
pub(super) struct CutChoice {
    pub(super) line: usize,
    /// The two columns.
    pub(super) columns: (usize, usize),
    /// How many columns there are.
    pub(super) of: usize,
    /// How many columns speak on the line.
    pub(super) speak: usize,
    /// The first token of the stretch.
    pub(super) from: usize,
    /// One past its last.
    pub(super) to: usize,
    /// The first token right of the cut.
    pub(super) now: usize,
    pub(super) sides: [Surroundings; 2],
}

impl CutChoice {
    /// The likeliest place of the cut, and by how much beyond that, if it is another by `clear` (log odds).
    pub(super) fn better(
        &self,
        sheet: &TokenFeatures,
        links: &mut Cohesion,
        clear: f32,
    ) -> Option<(f32, usize)> {
        let now = self.features(sheet, links, self.now);
        if DOUBTS.sum_above(DOUBT, &now) <= DOUBT {
            return None;
        }
        let least = PLACES.sum(&now) + clear;
        let mut best = None;
        let mut most = least;
        for at in self.places(links) {
            if at == self.now {
                continue;
            }
            let odds = PLACES.sum_above(most, &self.features(sheet, links, at));
            if odds > most {
                most = odds;
                best = Some((odds - least, at));
            }
        }
        best
    }

    /// The places where the cut may be.
    pub(super) fn places(&self, links: &Cohesion) -> Vec<usize> {
        let Self { from, to, now, .. } = *self;
        let near = |at: usize| at.abs_diff(now) <= FAR && links.inner(at) <= WELL_JOINED;
        (from..=to).filter(|&at| at == from || at == to || at == now || near(at)).collect()
    }

    /// What is seen of a place, in the order of [`NAMES`].
    pub(super) fn features(&self, sheet: &TokenFeatures, links: &mut Cohesion, at: usize) -> [f32; SEEN] {
        let Self { from, to, now, sides, .. } = *self;
        let is_gap = |at: usize| from < at && at < to;
        let inner = |links: &Cohesion, at: usize| if is_gap(at) { links.inner(at) } else { NO_GAP };
        let mut seen = [0.0; SEEN];
        seen[..OF_PLACE].copy_from_slice(&[
            flag(at == now),
            at as f32 - now as f32,
            self.of as f32,
            flag(sheet.blank[self.line]),
            sheet.run(from, to) / sides[0].width.max(sides[1].width),
            inner(links, at),
            flag(is_gap(at) && links.repeats(at)),
            inner(links, now),
            self.speak as f32,
        ]);
        let (left, right) = seen[OF_PLACE..].split_at_mut(OF_SIDE);
        left.copy_from_slice(&self.side(sheet, links, &sides[0], (from, at)));
        right.copy_from_slice(&self.side(sheet, links, &sides[1], (at, to)));
        seen
    }

    /// What is seen of a column if it has these tokens of the line.
    fn side(
        &self,
        sheet: &TokenFeatures,
        links: &mut Cohesion,
        around: &Surroundings,
        (from, to): (usize, usize),
    ) -> [f32; OF_SIDE] {
        let Surroundings { width, above, below } = *around;
        let own = (from < to).then(|| ColumnFragment::new(sheet, links, self.line, (from, to), width));
        let worst = (from + 1..to).map(|at| links.inner(at)).fold(NO_GAP, f32::min);
        let junk = (from..to).filter(|&at| sheet.words[at].junk).count();
        // How well the text goes on from one fragment to another, and how much room the first left.
        let mut seam = |before: Option<ColumnFragment>, after: Option<ColumnFragment>| {
            let Some((before, after)) = before.zip(after) else { return (0.0, 0.0, NO_ROOM) };
            let bond = links.bond(before.last, after.lead);
            let room = width * (1.0 - before.share) - BLANK - sheet.words[after.lead].width;
            (bond.link, bond.second, room.clamp(-10.0, 30.0))
        };
        let (link_in, second_in, room_in) = seam(above, own.or(below));
        let (link_out, second_out, room_out) = seam(own, below);
        let gap = |part: Option<ColumnFragment>| {
            part.map_or(LONG_GAP + 1, |part| part.line.abs_diff(self.line).min(LONG_GAP)) as f32
        };
        [
            own.map_or(0.0, |own| own.share),
            link_in,
            second_in,
            link_out,
            second_out,
            room_in,
            room_out,
            own.map_or(-2.0, |own| own.case),
            own.map_or(-2.0, |own| own.ends),
            own.map_or(0.0, |own| own.start),
            own.map_or(-1.0, |own| own.reads),
            above.map_or(-1.0, |above| above.ends),
            above.map_or(-1.0, |above| above.share),
            gap(above),
            below.map_or(-1.0, |below| below.case),
            below.map_or(0.0, |below| below.start),
            gap(below),
            above.map_or(-1.0, |above| above.reads),
            junk as f32 / (to - from).max(1) as f32,
            below.map_or(-1.0, |below| below.share),
            below.map_or(-1.0, |below| below.ends),
            below.map_or(-1.0, |below| below.reads),
            worst,
            (to - from) as f32,
        ]
    }
}

/// How a fragment ends, as a number.
fn ends(word: &LayoutToken) -> f32 {
    if word.ends {
        0.0
    } else if word.colon {
        1.0
    } else if word.hyphen {
        2.0
    } else if word.junk {
        3.0
    } else if word.comma {
        4.0
    } else if word.function {
        6.0
    } else {
        5.0
    }
}

/// How the first letter of a word is written that says nothing, as a number.
const OTHER: f32 = 1.0;

/// How the first letter of a word is written, as a number.
fn case(word: &LayoutToken) -> f32 {
    match word.case {
        Case::Upper => 0.0,
        Case::Other => OTHER,
        Case::Lower => 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trees_can_be_read() {
        LazyLock::force(&PLACES);
        LazyLock::force(&DOUBTS);
    }
}
