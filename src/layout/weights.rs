//! What a step of the search is worth: weights learnt from printed pages
//! (`models/columns`), in natural logarithms.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use super::attachments::{Abreast, AttachmentWeights, FULLS, PACES, QUIETS, SAIDS, Situation, WAYS};

/// The most columns that are looked for.
pub(crate) const MOST_COLUMNS: usize = 6;
/// How much a line may be wider than its column, or leave room, at no cost.
pub(super) const SLACK: f32 = -0.5;
/// What a letter of room is guessed to cost where it is not known yet what
/// fills it, or how wide the column is.
pub(super) const ROOM: f32 = 1.178;
/// Room beyond this says no more.
pub(super) const ROOM_MOST: f32 = 20.0;
/// A line shorter than this share of its column may be a heading.
pub(super) const SHORT: f32 = 0.75;

/// How many classes there are of how wide a fragment is.
pub(super) const SHARES: usize = 8;
/// How many classes there are of how a fragment ends.
pub(super) const ENDS: usize = 4;

/// The widest that a fragment of a column of this width may be.
#[inline]
pub(super) fn widest(column: f32) -> f32 {
    1.12 * column + 3.0
}

/// What the steps of the search are worth.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights {
    /// The links inside a fragment.
    pub(super) inside: f32,
    /// A fragment.
    pub(super) fragment: f32,
    /// Each letter that a fragment is wider than its column.
    pub(super) over: f32,
    /// A cut at white space that is wider than between words.
    pub(super) wide_gap: f32,
    /// A cut between two fragments that fill one line of a column together.
    pub(super) torn_full: f32,
    /// A cut between two words that stand side by side elsewhere on the page.
    pub(super) cut_seam: f32,
    /// A cut between a number and a capital.
    pub(super) after_number: f32,
    /// A fragment of one word that is not the last of its line.
    pub(super) lone: f32,
    /// A fragment that is nothing but debris.
    pub(super) debris: f32,
    /// A fragment, by its share of the column's width, how it ends, whether it
    /// is the last of its line, and what it reads like.
    pub(super) width: [[[[f32; WAYS]; 2]; ENDS]; SHARES],
    /// A line on which a column has not begun, at the top of the columns and below.
    pub(super) unborn: [f32; 2],
    /// A line on which a column that has begun is silent.
    pub(super) silent: Silent,
    /// The set of columns that speak, without a blank line above and with one.
    pub(super) change: [ChangeWeights; 2],
    /// The ways to take a fragment.
    pub(super) ways: [AttachmentWeights; 9],
    /// The same side by side, by where a column is; made when first asked for.
    abreast: OnceLock<Box<[Abreast; 3]>>,
    /// A line, by the number of columns that it is read in, and how many of them speak on it.
    pub(super) columns: [[f32; MOST_COLUMNS + 1]; MOST_COLUMNS],
    /// A zone, by the number of its columns.
    pub(super) zone: [f32; MOST_COLUMNS],
    /// Where a zone ends, each of its columns.
    pub(super) end: EndWeights,
}

/// What it is worth that a zone ends below a column.
#[derive(Debug, Clone, Default)]
pub(super) struct EndWeights {
    /// By what the column last said.
    pub(super) said: [f32; SAIDS],
    /// That it never said anything.
    pub(super) unborn: f32,
}

/// What it is worth that a column is silent.
#[derive(Debug, Clone, Default)]
pub(super) struct Silent {
    /// By how long it has been quiet, and what it last said.
    pub(super) quiet_said: [[f32; SAIDS]; QUIETS],
    /// On its first silent line, by what it last said and how full that line is.
    pub(super) said_full: [[f32; FULLS]; SAIDS],
    /// By how long it has been quiet, and whether a blank line stands above.
    pub(super) quiet_blank: [[f32; 2]; QUIETS],
    /// By its pace, and whether it fell silent in the middle of a sentence.
    pub(super) pace_open: [[f32; 2]; PACES],
    /// For each column further right that speaks: text fills columns from left to
    /// right, and it is the last that runs out.
    pub(super) passed: f32,
}

/// What it is worth that these columns speak, after those that spoke before.
#[derive(Debug, Clone, Default)]
pub(super) struct ChangeWeights {
    /// The same columns.
    pub(super) same: f32,
    /// The same columns, and these are all.
    pub(super) same_all: f32,
    /// So many that fell silent or spoke up: one, two and so on.
    pub(super) flips: [f32; 5],
    /// Some spoke up; some fell silent; both.
    pub(super) turn: [f32; 3],
    /// The same by which the columns that spoke before the last change are back.
    pub(super) back: [f32; 3],
    /// None that spoke before.
    pub(super) others: f32,
    /// All, which did not before.
    pub(super) all: f32,
    /// One for one.
    pub(super) one_for_one: f32,
}

/// The names of [`Weights::ways`], in the order of [`Attachment`](super::attachments::Attachment).
const WAY_NAMES: [&str; 9] = [
    "on",
    "block",
    "heading",
    "text-under-heading",
    "heading-on",
    "block-under-heading",
    "heading-under-heading",
    "first",
    "first-heading",
];

static LEARNT: LazyLock<Weights> = LazyLock::new(|| {
    Weights::parse(include_str!("../../models/columns/table.weights")).expect("its test reads it")
});

static SECOND: LazyLock<Weights> = LazyLock::new(|| {
    Weights::parse(include_str!("../../models/columns/second.weights")).expect("its test reads it")
});

/// The rows of a table: a name and its numbers a line. Lines that begin with `#` are talk.
pub(super) fn named(text: &str) -> Result<HashMap<&str, Vec<f32>>, String> {
    let mut rows: HashMap<&str, Vec<f32>> = HashMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, numbers) = line.split_once(' ').ok_or_else(|| format!("no numbers in {line:?}"))?;
        let numbers: Result<Vec<f32>, _> = numbers.split_whitespace().map(str::parse).collect();
        let numbers = numbers.map_err(|_| format!("expected numbers, found {line:?}"))?;
        if rows.insert(name, numbers).is_some() {
            return Err(format!("{name} stands there twice"));
        }
    }
    Ok(rows)
}

impl Weights {
    /// As learnt.
    pub(super) fn learnt() -> &'static Self {
        &LEARNT
    }

    /// Those of the second search, learnt with the search in the loop: it finds other zones.
    pub(super) fn second() -> &'static Self {
        &SECOND
    }

    /// The ways to take a fragment that a column has where it is.
    #[inline]
    pub(super) fn abreast(&self, situation: Situation) -> &Abreast {
        let all = self.abreast.get_or_init(|| {
            let of = |situation| Abreast::new(situation, &self.ways);
            Box::new([Situation::Empty, Situation::Text, Situation::Heading].map(of))
        });
        &all[situation as usize]
    }

    /// What a line in `k` columns is worth at most by how many of them speak on it. All readings of a line
    /// get this much, so that the best of them are told by what it is worth less.
    pub(super) fn most_for_line(&self, k: usize) -> f32 {
        self.columns[k - 1][..=k].iter().copied().fold(f32::NEG_INFINITY, f32::max)
    }

    /// Reads weights: a name and its numbers a line, row after row of a table.
    /// A name that is left out is of zeros. Lines that begin with `#` are talk.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut rows = named(text)?;
        let (mut weights, mut wrong) = (Self::default(), None);
        weights.each(|name, numbers| {
            let Some(row) = rows.remove(name) else { return };
            if row.len() == numbers.len() {
                numbers.copy_from_slice(&row);
            } else {
                wrong = Some(format!("{name} has {} numbers, not {}", row.len(), numbers.len()));
            }
        });
        match (wrong, rows.keys().next()) {
            (Some(wrong), _) => Err(wrong),
            (None, Some(name)) => Err(format!("nothing is called {name:?}")),
            (None, None) => Ok(weights),
        }
    }

    /// Tells each name of the file, and its numbers.
    pub(super) fn each(&mut self, mut tell: impl FnMut(&str, &mut [f32])) {
        // Whoever is told may change them.
        self.abreast = OnceLock::new();
        let one = std::slice::from_mut::<f32>;
        for (fewer, of) in self.columns.iter_mut().enumerate() {
            tell(&format!("columns.{}", fewer + 1), of);
        }
        tell("zone", &mut self.zone);
        tell("end.said", &mut self.end.said);
        tell("end.unborn", one(&mut self.end.unborn));
        tell("inside", one(&mut self.inside));
        tell("fragment", one(&mut self.fragment));
        tell("over", one(&mut self.over));
        tell("wide-gap", one(&mut self.wide_gap));
        tell("torn-full", one(&mut self.torn_full));
        tell("cut-seam", one(&mut self.cut_seam));
        tell("after-number", one(&mut self.after_number));
        tell("lone", one(&mut self.lone));
        tell("debris", one(&mut self.debris));
        for (share, of) in self.width.iter_mut().enumerate() {
            for (end, of) in of.iter_mut().enumerate() {
                tell(&format!("width.{share}.{end}"), of.as_flattened_mut());
            }
        }
        tell("unborn", &mut self.unborn);
        tell("silent.quiet-said", self.silent.quiet_said.as_flattened_mut());
        tell("silent.said-full", self.silent.said_full.as_flattened_mut());
        tell("silent.quiet-blank", self.silent.quiet_blank.as_flattened_mut());
        tell("silent.pace-open", self.silent.pace_open.as_flattened_mut());
        tell("silent.passed", one(&mut self.silent.passed));
        for (change, name) in self.change.iter_mut().zip(["change", "change-at-blank"]) {
            let mut tell = |of: &str, numbers: &mut [f32]| tell(&format!("{name}.{of}"), numbers);
            tell("same", one(&mut change.same));
            tell("same-all", one(&mut change.same_all));
            tell("flips", &mut change.flips);
            tell("turn", &mut change.turn);
            tell("back", &mut change.back);
            tell("others", one(&mut change.others));
            tell("all", one(&mut change.all));
            tell("one-for-one", one(&mut change.one_for_one));
        }
        for (way, name) in self.ways.iter_mut().zip(WAY_NAMES) {
            let mut tell = |of: &str, numbers: &mut [f32]| tell(&format!("{name}.{of}"), numbers);
            tell("likeness", &mut way.likeness);
            tell("quiet-blank", way.quiet_blank.as_flattened_mut());
            tell("quiet-said", way.quiet_said.as_flattened_mut());
            tell("said-case", way.said_case.as_flattened_mut());
            tell("said-full", way.said_full.as_flattened_mut());
            tell("pace", &mut way.pace);
            tell("link", &mut way.link);
            tell("second", one(&mut way.second));
            tell("start", one(&mut way.start));
            tell("room", &mut way.room);
            tell("echo", one(&mut way.echo));
        }
    }
}

impl ChangeWeights {
    /// What it is worth that the columns `now` speak (a bit each) of `all`: they
    /// `spoke`, and `before` the last change others did.
    #[inline]
    pub(super) fn worth(&self, before: u8, spoke: u8, now: u8, all: u8) -> f32 {
        if spoke == now {
            return self.same + if now == all { self.same_all } else { 0.0 };
        }
        let flips = (now ^ spoke).count_ones() as usize;
        let turn = match (now & !spoke != 0, spoke & !now != 0) {
            (true, false) => 0,
            (false, _) => 1,
            (true, true) => 2,
        };
        let mut worth = self.flips[flips.min(self.flips.len()) - 1] + self.turn[turn];
        if now == before {
            worth += self.back[turn];
        }
        if now & spoke == 0 {
            worth += self.others;
        }
        if now == all {
            worth += self.all;
        }
        if spoke.is_power_of_two() && now.is_power_of_two() {
            worth += self.one_for_one;
        }
        worth
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_can_be_read() {
        assert!(Weights::learnt().inside > 0.0);
        assert!(Weights::second().inside > 0.0);
    }

    #[test]
    fn both_tables_like_one_column_as_much() {
        let one = |weights: &Weights| [&weights.columns[0][..], &weights.zone[..1]].concat();
        let (first, second) = (one(Weights::learnt()), one(Weights::second()));
        assert!(first.iter().zip(&second).all(|(a, b)| (a - b).abs() < 1e-6));
    }

    #[test]
    fn says_what_is_wrong_with_a_file() {
        let wrong = |text: &str| Weights::parse(text).expect_err("it is wrong");
        assert_eq!(wrong("insde 1"), "nothing is called \"insde\"");
        assert_eq!(wrong("over 1 2"), "over has 2 numbers, not 1");
        assert_eq!(wrong("over 1\nover 2"), "over stands there twice");
        assert_eq!(wrong("over much"), "expected numbers, found \"over much\"");
    }

    #[test]
    fn a_column_that_stays_is_no_change() {
        let change = ChangeWeights { same: 1.0, same_all: 2.0, flips: [-1.0; 5], ..ChangeWeights::default() };
        assert!((change.worth(0, 0b01, 0b01, 0b11) - 1.0).abs() < 1e-6);
        assert!((change.worth(0, 0b11, 0b11, 0b11) - 3.0).abs() < 1e-6);
        assert!((change.worth(0, 0b11, 0b01, 0b11) + 1.0).abs() < 1e-6);
    }
}
