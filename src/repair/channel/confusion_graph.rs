//! What may be confused at each place of a text, on the page where it stands.

use crate::language::{Confusion, Confusions};

use super::Channel;

/// A chain of confusions less likely than this is not followed.
pub(in crate::repair) const LEAST_CHANNEL: f32 = -13.0;

/// A confusion that may stand at a place of the text.
#[derive(Debug, Clone, Copy)]
pub(in crate::repair) struct ConfusionArc<'a> {
    pub(in crate::repair) confusion: &'a Confusion,
    pub(in crate::repair) ln_rate: f32,
    /// What the page adds to its rate.
    pub(in crate::repair) adaptation: f32,
    pub(in crate::repair) place: usize,
    pub(in crate::repair) old: bool,
}

/// Confusions of a place for which one letter was meant first, in lower case; for most of
/// them no word goes on with it.
#[derive(Debug, Clone, Copy)]
pub(in crate::repair) struct ArcGroup {
    /// Its first byte; none where nothing was meant.
    pub(in crate::repair) first: Option<u8>,
    from: u32,
    to: u32,
}

/// All that may be confused in a text.
#[derive(Debug)]
pub(in crate::repair) struct ConfusionGraph<'a> {
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
    /// What may be confused in a text.
    pub(in crate::repair) fn new(text: &str, channel: &Channel<'a>) -> Self {
        let mut graph = Self {
            all: Vec::with_capacity(16 * text.len()),
            runs: Vec::with_capacity(8 * text.len()),
            places: Vec::with_capacity(text.len() + 1),
        };
        for at in 0..=text.len() {
            let from = graph.all.len();
            let first_run = graph.runs.len() as u32;
            if text.is_char_boundary(at) {
                if let Some(historical) = channel.historical {
                    gather(channel, historical, true, &text[at..], from, &mut graph.all);
                }
                gather(channel, channel.modern, false, &text[at..], from, &mut graph.all);
            }
            let costs = graph.all[from..].iter().map(|arc| arc.ln_rate + arc.adaptation);
            let best = costs.fold(f32::NEG_INFINITY, f32::max);
            let first = |arc: &ConfusionArc<'_>| arc.confusion.first();
            let mut from = from as u32;
            for same in graph.all[from as usize..].chunk_by(|a, b| first(a) == first(b)) {
                let to = from + same.len() as u32;
                graph.runs.push(ArcGroup { first: first(&same[0]), from, to });
                from = to;
            }
            graph.places.push(GraphPosition { runs: (first_run, graph.runs.len() as u32), best });
        }
        graph
    }

    /// Those of a place in runs, if any is likely enough after what it cost to come there.
    #[inline]
    pub(in crate::repair) fn at(&self, place: usize, so_far: f32) -> &[ArcGroup] {
        let GraphPosition { runs: (from, to), best } = self.places[place];
        // The same terms added in another order may come to a little more.
        if so_far + best < LEAST_CHANNEL - 0.01 {
            return &[];
        }
        &self.runs[from as usize..to as usize]
    }

    /// Those of a run, with their numbers.
    #[inline]
    pub(in crate::repair) fn of(&self, run: ArcGroup) -> impl Iterator<Item = (u16, &ConfusionArc<'a>)> {
        let ways = self.all[run.from as usize..run.to as usize].iter().enumerate();
        ways.map(move |(i, way)| ((run.from as usize + i) as u16, way))
    }

    /// One by its number.
    pub(in crate::repair) fn way(&self, number: u16) -> &ConfusionArc<'a> {
        &self.all[usize::from(number)]
    }
}

/// Adds what may be confused where a text begins; what old print has a rate of its own for stands there from
/// `from` on.
fn gather<'a>(
    channel: &Channel<'a>,
    table: &'a Confusions,
    old: bool,
    text: &str,
    from: usize,
    arcs: &mut Vec<ConfusionArc<'a>>,
) {
    let own = arcs.len();
    for (place, confusion) in table.at(text) {
        let (ln_rate, adaptation) = (confusion.ln_rate, channel.adaptation.of(place, old));
        if ln_rate + adaptation >= LEAST_CHANNEL
            && !arcs[from..own].iter().any(|arc| {
                arc.confusion.read.len() == confusion.read.len() && arc.confusion.meant == confusion.meant
            })
            && !channel.is_respelling(confusion)
        {
            arcs.push(ConfusionArc { confusion, ln_rate, adaptation, place, old });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::language::tests::ten_words;
    use crate::repair::page::PageStatistics;

    use super::*;

    #[test]
    fn what_may_be_confused_stands_where_it_was_read() {
        let (language, page) = (ten_words(), PageStatistics::default());
        let graph = ConfusionGraph::new("karner", &page.noisy_channel(&language, false));
        for at in 0..="karner".len() {
            let arcs: Vec<&str> = graph
                .at(at, 0.0)
                .iter()
                .flat_map(|&group| graph.of(group))
                .map(|(_, arc)| arc.confusion.meant.as_str())
                .collect();
            let expected: &[&str] = if at == 2 { &["m"] } else { &[] };
            assert_eq!(arcs, expected, "at {at}");
        }
    }

    #[test]
    fn what_cost_too_much_already_is_not_gone_on_with() {
        let (language, page) = (ten_words(), PageStatistics::default());
        let graph = ConfusionGraph::new("karner", &page.noisy_channel(&language, false));
        assert!(graph.at(2, LEAST_CHANNEL).is_empty());
    }
}
