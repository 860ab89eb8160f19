//! What may be confused at each place of a text, on the page where it stands.

use crate::language::{Confusion, Confusions};

use super::candidates::Generator;

/// A chain of confusions less likely than this is not followed.
pub(super) const LEAST_CHANNEL: f32 = -13.0;

/// A confusion that may stand at a place of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct ConfusionArc<'a> {
    pub(super) confusion: &'a Confusion,
    pub(super) ln_rate: f32,
    /// What the page adds to its rate.
    pub(super) adaptation: f32,
    pub(super) place: usize,
    pub(super) old: bool,
}

/// Confusions of a place for which one letter was meant first, in lower case; for most of
/// them no word goes on with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ArcGroup {
    /// Its first byte; none where nothing was meant.
    pub(super) first: Option<u8>,
    from: u32,
    to: u32,
}

/// All that may be confused in a text.
#[derive(Debug)]
pub(super) struct ConfusionGraph<'a> {
    all: Vec<ConfusionArc<'a>>,
    runs: Vec<ArcGroup>,
    places: Vec<GraphPosition>,
}

/// What may be confused at one place.
#[derive(Debug, Clone, Copy)]
struct GraphPosition {
    /// Its runs, from and to.
    runs: (u32, u32),
    /// The cost of the cheapest confusion.
    best: f32,
}

impl<'a> ConfusionGraph<'a> {
    /// Those of a place in runs, if any is likely enough after what it cost to come there.
    #[inline]
    pub(super) fn at(&self, place: usize, so_far: f32) -> &[ArcGroup] {
        let GraphPosition { runs: (from, to), best } = self.places[place];
        // The same terms added in another order may come to a little more.
        if so_far + best < LEAST_CHANNEL - 0.01 {
            return &[];
        }
        &self.runs[from as usize..to as usize]
    }

    /// Those of a run, with their numbers.
    #[inline]
    pub(super) fn of(&self, run: ArcGroup) -> impl Iterator<Item = (u16, &ConfusionArc<'a>)> {
        let ways = self.all[run.from as usize..run.to as usize].iter().enumerate();
        ways.map(move |(i, way)| ((run.from as usize + i) as u16, way))
    }

    /// One by its number.
    pub(super) fn way(&self, number: u16) -> &ConfusionArc<'a> {
        &self.all[usize::from(number)]
    }
}

impl<'a> Generator<'a> {
    /// What may be confused in a text.
    pub(super) fn ways(&self, text: &str) -> ConfusionGraph<'a> {
        let language = self.language;
        let mut ways = ConfusionGraph {
            all: Vec::with_capacity(16 * text.len()),
            runs: Vec::with_capacity(8 * text.len()),
            places: Vec::with_capacity(text.len() + 1),
        };
        for at in 0..=text.len() {
            let from = ways.all.len();
            let first_run = ways.runs.len() as u32;
            if text.is_char_boundary(at) {
                self.gather(language.confusions(), false, &text[at..], &mut ways.all);
                if self.old {
                    self.gather(self.page.old_confusions(language), true, &text[at..], &mut ways.all);
                }
            }
            let costs = ways.all[from..].iter().map(|way| way.ln_rate + way.adaptation);
            let best = costs.fold(f32::NEG_INFINITY, f32::max);
            let first = |way: &ConfusionArc<'_>| way.confusion.first();
            let mut from = from as u32;
            for same in ways.all[from as usize..].chunk_by(|a, b| first(a) == first(b)) {
                let to = from + same.len() as u32;
                ways.runs.push(ArcGroup { first: first(&same[0]), from, to });
                from = to;
            }
            ways.places.push(GraphPosition { runs: (first_run, ways.runs.len() as u32), best });
        }
        ways
    }

    /// Adds what may be confused where a text begins.
    fn gather(&self, table: &'a Confusions, old: bool, text: &str, ways: &mut Vec<ConfusionArc<'a>>) {
        for (place, confusion) in table.at(text) {
            let (ln_rate, adaptation) = (confusion.ln_rate, self.page.adaptation(place, old));
            if ln_rate + adaptation >= LEAST_CHANNEL
                && (old || !self.is_in_old_table(confusion))
                && !self.is_respelling(confusion)
            {
                ways.push(ConfusionArc { confusion, ln_rate, adaptation, place, old });
            }
        }
    }

    /// Whether a confusion would bring in the spelling that the page has not.
    pub(super) fn is_respelling(&self, confusion: &Confusion) -> bool {
        self.old
            && match (confusion.read.as_str(), confusion.meant.as_str()) {
                ("y" | "Y", "ij" | "ĳ" | "Ij" | "IJ") => self.page.spells_y,
                ("ij" | "ĳ" | "IJ", "y" | "Y") => !self.page.spells_y,
                _ => false,
            }
    }

    /// Whether old print has a rate of its own for a confusion.
    fn is_in_old_table(&self, confusion: &Confusion) -> bool {
        self.old && self.page.old_confusions(self.language).place(&confusion.read, &confusion.meant).is_some()
    }
}
