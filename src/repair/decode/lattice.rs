//! The one search: along a stream every token has its readings, neighbours may
//! be joined, and the best path is the one that the language model and the
//! channel like best. The margin of a change is what the best path with it is
//! worth over the best path without.

use smallvec::{SmallVec, smallvec};

use crate::language::{Item, Language};

use crate::repair::candidate::Candidate;
use crate::repair::page::PageStatistics;

use super::rerank;

/// How much of the language model is kept back for a neighbour that is not one:
/// within a line, and across a line end.
const DOUBT: f32 = 0.05;
const SEAM_DOUBT: f32 = 0.3;
/// Few stretches of a stream in which there is something to decide have more ways through them.
const ROOM: usize = 64;
/// A path that lies this far behind is not followed.
const HOPELESS: f32 = 30.0;

/// A place of the stream: one token.
#[derive(Debug)]
pub(super) struct Slot<'a> {
    /// What it may be; the first reading is the text as it stands.
    pub(super) readings: &'a [Candidate],
    /// What it is for the context when there is nothing to decide.
    pub(super) fixed: Item,
    /// The mark after it.
    pub(super) mark: Option<Item>,
    /// Whether a new block begins here.
    pub(super) fresh: bool,
    /// Whether a line begins here.
    pub(super) seam: bool,
    /// Readings of this token and the next as one word.
    pub(super) joins: Vec<Candidate>,
    /// What it costs to leave this token and the next apart.
    pub(super) apart: f32,
    /// What a change of its letters must gain on top, by how sure the engine is of them.
    pub(super) needs: f32,
}

/// What was decided at a place.
#[derive(Debug, Clone, Default)]
pub(in crate::repair) struct SlotDecision {
    /// The reading that was taken; 0 is the text as it stands.
    pub(in crate::repair) taken: usize,
    /// The join with the next token that was taken.
    pub(in crate::repair) join: Option<usize>,
    /// Whether the token before was joined with this one.
    pub(in crate::repair) joined: bool,
    /// The worth of the best path through each reading; empty where there was nothing to decide.
    pub(in crate::repair) readings: Worths,
    /// The worth of the best path through each join.
    pub(in crate::repair) joins: Vec<f32>,
}

/// Worths by number, a few of which need no memory of their own: a token mostly has no more readings.
pub(in crate::repair) type Worths = SmallVec<[f32; 4]>;

#[derive(Debug, Clone, Copy)]
struct LatticeNode {
    history: [Item; 2],
    alpha: f32,
    beta: f32,
    back: Option<usize>,
    untouched: bool,
}

#[derive(Debug, Clone, Copy)]
struct LatticeEdge {
    from: usize,
    to: usize,
    slot: usize,
    choice: LatticeChoice,
    worth: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LatticeChoice {
    Candidate(usize),
    Join(usize),
}

/// Finds the best path.
pub(super) struct Lattice<'a> {
    language: &'a Language,
    page: &'a PageStatistics,
    slots: &'a [Slot<'a>],
    /// How many histories are kept at each place.
    beam: usize,
    nodes: Vec<LatticeNode>,
    edges: Vec<LatticeEdge>,
    /// The nodes before each place: of the current one and the two after.
    places: [Vec<usize>; 3],
    decisions: Vec<SlotDecision>,
}

impl<'a> Lattice<'a> {
    /// Decides all places of a stream.
    pub(super) fn decide(
        language: &'a Language,
        page: &'a PageStatistics,
        slots: &'a [Slot<'a>],
        beam: usize,
    ) -> Vec<SlotDecision> {
        let mut search = Self {
            language,
            page,
            slots,
            beam,
            nodes: Vec::with_capacity(ROOM),
            edges: Vec::with_capacity(ROOM),
            places: [(); 3].map(|()| Vec::with_capacity(ROOM)),
            decisions: vec![SlotDecision::default(); slots.len()],
        };
        search.run();
        search.decisions
    }

    fn run(&mut self) {
        let start = self.language.item(Language::START);
        self.begin([start, start]);
        for at in 0..self.slots.len() {
            let slot = &self.slots[at];
            let alone = self.places[0].len() == 1 && self.places[1].is_empty();
            if alone && slot.readings.len() <= 1 && slot.joins.is_empty() {
                // Nothing to decide and nothing pending: only the context moves on.
                let mut history = self.nodes[self.places[0][0]].history;
                if slot.fresh {
                    history = [start, start];
                }
                history =
                    push(history, slot.readings.first().map_or(slot.fixed, |r| last_item(r, slot.fixed)));
                if let Some(mark) = slot.mark {
                    history = push(history, mark);
                }
                self.settle();
                self.begin(history);
                continue;
            }
            self.prune();
            self.expand(at);
            self.places.swap(0, 1);
            self.places.swap(1, 2);
            self.places[2].clear();
        }
        self.settle();
    }

    fn begin(&mut self, history: [Item; 2]) {
        self.nodes.clear();
        self.edges.clear();
        self.nodes.push(LatticeNode {
            history,
            alpha: 0.0,
            beta: f32::NEG_INFINITY,
            back: None,
            untouched: true,
        });
        self.places.iter_mut().for_each(Vec::clear);
        self.places[0].push(0);
    }

    fn prune(&mut self) {
        let (nodes, beam) = (&self.nodes, self.beam);
        let place = &mut self.places[0];
        if place.len() <= 1 {
            return;
        }
        place.sort_by(|&a, &b| nodes[b].alpha.total_cmp(&nodes[a].alpha).then(a.cmp(&b)));
        let best = nodes[place[0]].alpha;
        // The way that leaves the text alone is always followed: changes are measured against it.
        let mut kept = 0;
        let mut rank = 0;
        place.retain(|&n| {
            rank += 1;
            let keep = rank <= beam && nodes[n].alpha > best - HOPELESS || nodes[n].untouched && kept < 2;
            kept += usize::from(keep && nodes[n].untouched);
            keep
        });
    }

    fn expand(&mut self, at: usize) {
        let slots = self.slots;
        let slot = &slots[at];
        let start = self.language.item(Language::START);
        let place = std::mem::take(&mut self.places[0]);
        for &from in &place {
            let before = if slot.fresh { [start, start] } else { self.nodes[from].history };
            if slot.readings.is_empty() {
                let link = rerank::context(self.page) * self.link(before, slot.fixed, slot.seam);
                let history = push(before, slot.fixed);
                self.arrive(at, from, 1, LatticeChoice::Candidate(0), link + slot.apart, history, slot.mark);
            }
            for (i, reading) in slot.readings.iter().enumerate() {
                let (worth, history) = self.read(before, reading, slot);
                let worth = if reading.changes_letters() { worth - slot.needs } else { worth };
                self.arrive(at, from, 1, LatticeChoice::Candidate(i), worth + slot.apart, history, slot.mark);
            }
            for (i, reading) in slot.joins.iter().enumerate() {
                let (worth, history) = self.read(before, reading, slot);
                let mark = slots.get(at + 1).and_then(|next| next.mark);
                self.arrive(at, from, 2, LatticeChoice::Join(i), worth, history, mark);
            }
        }
        self.places[0] = place;
    }

    /// What a reading is worth after a history, and the history after it.
    fn read(&self, mut history: [Item; 2], reading: &Candidate, slot: &Slot<'_>) -> (f32, [Item; 2]) {
        let mut context = 0.0;
        for (i, unit) in reading.units.iter().enumerate() {
            context += self.link(history, unit.item, slot.seam && i == 0);
            context += PageStatistics::case(unit, history[1], i == 0 && (slot.fresh || slot.seam));
            history = push(history, unit.item);
        }
        (reading.worth + rerank::context(self.page) * context, history)
    }

    /// How much likelier a word is here than anywhere.
    fn link(&self, history: [Item; 2], next: Item, seam: bool) -> f32 {
        let (modern, doubt) =
            (self.language.association(history, next), if seam { SEAM_DOUBT } else { DOUBT });
        let link =
            if self.page.is_old() { self.page.link(self.language, history[1], next, modern) } else { modern };
        (link.min(12.0).exp() * (1.0 - doubt) + doubt).ln()
    }

    #[expect(clippy::too_many_arguments)]
    fn arrive(
        &mut self,
        slot: usize,
        from: usize,
        ahead: usize,
        choice: LatticeChoice,
        worth: f32,
        mut history: [Item; 2],
        mark: Option<Item>,
    ) {
        if let Some(mark) = mark {
            history = push(history, mark);
        }
        let alpha = self.nodes[from].alpha + worth;
        let untouched = self.nodes[from].untouched && choice == LatticeChoice::Candidate(0);
        let found = self.places[ahead].iter().copied().find(|&n| self.nodes[n].history == history);
        let edge = self.edges.len();
        let to = if let Some(to) = found {
            let node = &mut self.nodes[to];
            node.untouched |= untouched;
            if alpha > node.alpha {
                (node.alpha, node.back) = (alpha, Some(edge));
            }
            to
        } else {
            self.nodes.push(LatticeNode {
                history,
                alpha,
                beta: f32::NEG_INFINITY,
                back: Some(edge),
                untouched,
            });
            self.places[ahead].push(self.nodes.len() - 1);
            self.nodes.len() - 1
        };
        self.edges.push(LatticeEdge { from, to, slot, choice, worth });
    }

    /// Decides what was open: the best path, and what every choice is worth at best.
    fn settle(&mut self) {
        if self.edges.is_empty() {
            return;
        }
        let Some(&last) =
            self.places[0].iter().max_by(|&&a, &&b| self.nodes[a].alpha.total_cmp(&self.nodes[b].alpha))
        else {
            return;
        };
        for &node in &self.places[0] {
            self.nodes[node].beta = 0.0;
        }
        for edge in self.edges.iter().rev() {
            let worth = edge.worth + self.nodes[edge.to].beta;
            if worth > self.nodes[edge.from].beta {
                self.nodes[edge.from].beta = worth;
            }
        }
        for edge in &self.edges {
            let total = self.nodes[edge.from].alpha + edge.worth + self.nodes[edge.to].beta;
            let slot = &self.slots[edge.slot];
            let decision = &mut self.decisions[edge.slot];
            if decision.readings.is_empty() {
                decision.readings = smallvec![f32::NEG_INFINITY; slot.readings.len().max(1)];
                decision.joins = vec![f32::NEG_INFINITY; slot.joins.len()];
            }
            let place = match edge.choice {
                LatticeChoice::Candidate(i) => &mut decision.readings[i],
                LatticeChoice::Join(i) => &mut decision.joins[i],
            };
            *place = place.max(total);
        }
        let mut node = last;
        while let Some(edge) = self.nodes[node].back {
            let edge = self.edges[edge];
            match edge.choice {
                LatticeChoice::Candidate(i) => self.decisions[edge.slot].taken = i,
                LatticeChoice::Join(i) => {
                    self.decisions[edge.slot].join = Some(i);
                    self.decisions[edge.slot + 1].joined = true;
                }
            }
            node = edge.from;
        }
    }
}

fn push(history: [Item; 2], next: Item) -> [Item; 2] {
    [history[1], next]
}

fn last_item(reading: &Candidate, otherwise: Item) -> Item {
    reading.units.last().map_or(otherwise, |unit| unit.item)
}

#[cfg(test)]
mod tests {
    use crate::language::tests::ten_words;
    use crate::repair::units::unit;

    use super::*;

    fn candidate(language: &Language, text: &str, worth: f32) -> Candidate {
        let word = language.word(text).unwrap_or(Language::UNKNOWN);
        Candidate { worth, ..Candidate::untouched(text, unit(language, word, text)) }
    }

    fn slot<'a>(language: &Language, readings: &'a [Candidate]) -> Slot<'a> {
        Slot {
            readings,
            fixed: language.item(Language::UNKNOWN),
            mark: None,
            fresh: false,
            seam: false,
            joins: Vec::new(),
            apart: 0.0,
            needs: 0.0,
        }
    }

    fn decide(language: &Language, slots: &[Slot<'_>]) -> Vec<SlotDecision> {
        Lattice::decide(language, &PageStatistics::default(), slots, 8)
    }

    #[test]
    fn the_neighbours_decide_between_candidates_that_are_alike() {
        let language = ten_words();
        let [first, second] = [&["een"][..], &["rijk", "huis"]]
            .map(|words| words.iter().map(|word| candidate(&language, word, 0.0)).collect::<Vec<_>>());
        let slots = [slot(&language, &first), slot(&language, &second)];
        let decisions = decide(&language, &slots);
        assert_eq!(decisions[1].taken, 1, "*een huis* was seen");
        assert!(decisions[1].readings[1] > decisions[1].readings[0]);
    }

    #[test]
    fn what_is_worth_much_less_is_not_taken_and_its_margin_is_told() {
        let language = ten_words();
        let readings = [candidate(&language, "rijk", 0.0), candidate(&language, "huis", -20.0)];
        let decisions = decide(&language, &[slot(&language, &readings)]);
        assert_eq!(decisions[0].taken, 0);
        assert!(decisions[0].readings[0] - decisions[0].readings[1] > 10.0);
    }

    #[test]
    fn a_join_takes_both_tokens_where_it_is_worth_more() {
        let language = ten_words();
        let readings = ["rijk", "huis"].map(|word| [candidate(&language, word, 0.0)]);
        for (worth, taken) in [(5.0, Some(0)), (-30.0, None)] {
            let mut slots = readings.iter().map(|readings| slot(&language, readings)).collect::<Vec<_>>();
            slots[0].joins = vec![candidate(&language, "rijkshuis", worth)];
            let decisions = decide(&language, &slots);
            assert_eq!((decisions[0].join, decisions[1].joined), (taken, taken.is_some()), "{worth}");
        }
    }

    #[test]
    fn a_sure_engine_asks_more_of_a_change() {
        let language = ten_words();
        let mut change = candidate(&language, "huis", 1.0);
        change.confused = 1;
        let readings = [candidate(&language, "rijk", 0.0), change];
        let free = decide(&language, &[slot(&language, &readings)])[0].readings.to_vec();
        let sure = Slot { needs: 4.0, ..slot(&language, &readings) };
        let held = decide(&language, &[sure])[0].readings.to_vec();
        assert!((free[0] - held[0]).abs() < 1e-4 && (free[1] - held[1] - 4.0).abs() < 1e-4);
    }
}
