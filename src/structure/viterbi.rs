//! The best reading of all lines together (Viterbi): each line is the first or a
//! later line of a part, and the order of the parts says what may follow what.

use std::sync::LazyLock;

use super::continuation::Continuation;
use super::lines::TextLine;
use super::parts::{Label, OutlinePart, is_body};
use super::places::LinePosition;
use super::steps::{Crossing, NEVER, end, first, step};

const STATES: [Label; 17] = [
    Label { part: OutlinePart::Title, opens: true },
    Label { part: OutlinePart::Title, opens: false },
    Label { part: OutlinePart::Dateline, opens: true },
    Label { part: OutlinePart::Heading, opens: true },
    Label { part: OutlinePart::Heading, opens: false },
    Label { part: OutlinePart::Subheading, opens: true },
    Label { part: OutlinePart::Subheading, opens: false },
    Label { part: OutlinePart::Text, opens: true },
    Label { part: OutlinePart::Text, opens: false },
    Label { part: OutlinePart::Item, opens: true },
    Label { part: OutlinePart::Item, opens: false },
    Label { part: OutlinePart::Row, opens: true },
    Label { part: OutlinePart::Row, opens: false },
    Label { part: OutlinePart::Caption, opens: true },
    Label { part: OutlinePart::Caption, opens: false },
    Label { part: OutlinePart::Footer, opens: true },
    Label { part: OutlinePart::Footer, opens: false },
];

/// Which states may follow which: pairs of a state and one before it, in order.
static WAYS: LazyLock<Vec<(usize, usize)>> = LazyLock::new(|| {
    let pairs = (0..STATES.len()).flat_map(|state| (0..STATES.len()).map(move |before| (state, before)));
    pairs.filter(|&(state, before)| may_follow(STATES[before], STATES[state])).collect()
});

/// The best reading of all lines together.
pub(super) fn search(lines: &[TextLine], seams: &[Continuation], places: &[LinePosition]) -> Vec<Label> {
    let mut score = [NEVER; STATES.len()];
    for (state, label) in STATES.iter().enumerate() {
        score[state] = first(*label, &lines[0], &places[0]);
    }
    let mut back: Vec<[u8; STATES.len()]> = Vec::with_capacity(lines.len());
    for at in 1..lines.len() {
        let mut next = [NEVER; STATES.len()];
        let mut from = [0; STATES.len()];
        let crossing = Crossing::new((&lines[at - 1], &lines[at]), &seams[at - 1], &places[at]);
        for &(state, previous) in &*WAYS {
            if score[previous] == NEVER {
                continue;
            }
            let pair = (&lines[at - 1], &lines[at]);
            let step = step(STATES[previous], STATES[state], pair, &crossing, &places[at]);
            if score[previous] + step > next[state] {
                next[state] = score[previous] + step;
                from[state] = previous as u8;
            }
        }
        score = next;
        back.push(from);
    }
    let last = &lines[lines.len() - 1];
    let mut best = (0..STATES.len())
        .max_by(|&a, &b| {
            let total = |state: usize| score[state] + end(STATES[state], last);
            total(a).total_cmp(&total(b)).then(b.cmp(&a))
        })
        .unwrap_or(0);
    let mut labels = vec![STATES[best]];
    for from in back.iter().rev() {
        best = usize::from(from[best]);
        labels.push(STATES[best]);
    }
    labels.reverse();
    labels
}

/// Whether a line may be this where the one before was that; [`step`] says what it is worth.
fn may_follow(was: Label, is: Label) -> bool {
    if !is.opens {
        return was.part == is.part && is.part != OutlinePart::Dateline;
    }
    match is.part {
        OutlinePart::Title => false,
        OutlinePart::Dateline => was.part == OutlinePart::Title,
        OutlinePart::Heading => {
            matches!(was.part, OutlinePart::Title | OutlinePart::Dateline) || is_body(was.part)
        }
        OutlinePart::Subheading => was.part == OutlinePart::Heading,
        OutlinePart::Text | OutlinePart::Item | OutlinePart::Row | OutlinePart::Caption => {
            was.part != OutlinePart::Footer
        }
        OutlinePart::Footer => is_body(was.part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn opening(part: OutlinePart) -> Label {
        Label { part, opens: true }
    }

    #[test]
    fn parts_follow_each_other_as_on_a_page() {
        use OutlinePart::{Dateline, Footer, Heading, Item, Subheading, Text, Title};
        for (was, is, may) in [
            (Title, Heading, true),
            (Title, Dateline, true),
            (Title, Title, false),
            (Heading, Text, true),
            (Heading, Subheading, true),
            (Heading, Heading, false),
            (Subheading, Subheading, false),
            (Text, Subheading, false),
            (Text, Heading, true),
            (Text, Title, false),
            (Item, Footer, true),
            (Heading, Footer, false),
            (Footer, Text, false),
        ] {
            assert_eq!(may_follow(opening(was), opening(is)), may, "{was:?}, {is:?}");
        }
    }

    #[test]
    fn only_what_began_goes_on() {
        let goes_on = |part| Label { part, opens: false };
        assert!(may_follow(opening(OutlinePart::Heading), goes_on(OutlinePart::Heading)));
        assert!(!may_follow(opening(OutlinePart::Text), goes_on(OutlinePart::Heading)));
        assert!(!may_follow(opening(OutlinePart::Dateline), goes_on(OutlinePart::Dateline)));
    }

    #[test]
    fn text_may_follow_wherever_a_search_has_come_to() {
        for state in STATES.iter().filter(|state| state.part != OutlinePart::Footer) {
            assert!(may_follow(*state, opening(OutlinePart::Text)), "{state:?}");
        }
    }
}
