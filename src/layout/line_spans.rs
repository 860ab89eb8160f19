//! Every stretch of a line that a fragment may be, and what is seen of it whatever the widths of
//! columns: found out once for all searches that cut the line.

use std::cell::OnceCell;

use super::cohesion::Cohesion;
use super::effort::FINE;
use super::heading::FragmentReading;
use super::token_features::{Case, LayoutToken, TokenFeatures};

/// The most places inside a line that any search asks for.
pub(super) const MOST_PLACES: usize = FINE.places.0;
/// How much likelier a cut is at white space that is wider than between words.
const WIDE_GAP: f32 = 20.0;

/// A place of a line where a fragment may begin or end.
#[derive(Debug, Clone, Copy)]
pub(super) struct CutPlace {
    /// The token that begins there; at the end of the line one past its last.
    pub(super) token: u32,
    /// How many places inside the line are likelier; both its ends are always places.
    rank: u8,
    /// Whether more white space stands there than between words.
    pub(super) wide_gap: bool,
    /// Whether the words around it stand side by side elsewhere on the page too.
    pub(super) repeats: bool,
    /// Whether a capital stands there after a number.
    pub(super) after_number: bool,
    /// The most that room left in front of it may cost.
    pub(super) room_most: f32,
}

/// A stretch of a line from one place to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineSpan {
    pub(super) width: f32,
    /// The links inside it.
    pub(super) inside: f32,
    /// The log odds that it is a line of a heading, its width aside; negative infinity of what is text.
    pub(super) heading: f32,
    /// How it ends: a place in [`Weights::width`](super::weights::Weights::width).
    pub(super) end: u8,
    /// Whether it is nothing but debris.
    pub(super) debris: bool,
    /// Whether it is one token.
    pub(super) lone: bool,
}

impl LineSpan {
    const NONE: Self =
        Self { width: 0.0, inside: 0.0, heading: f32::NEG_INFINITY, end: 0, debris: false, lone: false };
}

/// The places at which a line may be cut, and what lies between each two.
#[derive(Debug)]
pub(super) struct LineSpans {
    places: Vec<CutPlace>,
    /// By the first place and the second.
    spans: Vec<LineSpan>,
}

impl LineSpans {
    /// Looks at a line that has tokens.
    fn new(sheet: &TokenFeatures, links: &Cohesion, line: usize) -> Self {
        let range = sheet.lines[line].clone();
        let likely = |at: usize| links.inner(at) - if sheet.words[at].gap > 0 { WIDE_GAP } else { 0.0 };
        let mut inner: Vec<(f32, usize)> = (range.start + 1..range.end).map(|at| (likely(at), at)).collect();
        inner.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        inner.truncate(MOST_PLACES);
        let inner = inner.iter().enumerate().map(|(rank, &(_, at))| (at, rank as u8));
        let mut places: Vec<(usize, u8)> = inner.chain([(range.start, 0), (range.end, 0)]).collect();
        places.sort_unstable();
        let mut spans = vec![LineSpan::NONE; places.len() * places.len()];
        for (nth, &(from, _)) in places.iter().enumerate() {
            let row = &mut spans[nth * places.len()..(nth + 1) * places.len()];
            let mut reading = FragmentReading::new(from);
            let (mut read, mut debris) = (from, true);
            for (span, &(to, _)) in row.iter_mut().zip(&places).skip(nth + 1) {
                (read..to).for_each(|at| reading.push(sheet, links, at));
                debris = debris && sheet.is_debris(read, to);
                read = to;
                *span = LineSpan {
                    width: sheet.run(from, to),
                    inside: links.sum(to - 1) - links.sum(from),
                    heading: reading.odds(sheet, links, to - 1),
                    end: end_class(&sheet.words[to - 1]) as u8,
                    debris,
                    lone: to == from + 1,
                };
            }
        }
        let place = |(at, rank): (usize, u8)| place(sheet, links, at, rank, at > range.start);
        Self { places: places.into_iter().map(place).collect(), spans }
    }

    /// The ends of the line, and the `most` likeliest places inside it: their numbers, from left to right.
    pub(super) fn likeliest(&self, most: usize) -> impl Iterator<Item = u8> {
        let last = self.places.len() - 1;
        let counts = move |&(nth, place): &(usize, &CutPlace)| {
            nth == 0 || nth == last || usize::from(place.rank) < most
        };
        self.places.iter().enumerate().filter(counts).map(|(nth, _)| nth as u8)
    }

    /// A place of the line.
    #[inline]
    pub(super) fn place(&self, nth: u8) -> &CutPlace {
        &self.places[usize::from(nth)]
    }

    /// What lies between the place `from` and each of the line, of which those behind it count.
    #[inline]
    pub(super) fn from(&self, from: u8) -> &[LineSpan] {
        let many = self.places.len();
        &self.spans[usize::from(from) * many..][..many]
    }
}

fn place(sheet: &TokenFeatures, links: &Cohesion, at: usize, rank: u8, inside: bool) -> CutPlace {
    let before = at.checked_sub(1).map(|before| &sheet.words[before]);
    let here = sheet.words.get(at).filter(|_| inside);
    CutPlace {
        token: at as u32,
        rank,
        wide_gap: here.is_some_and(|word| word.gap > 0),
        repeats: here.is_some() && links.repeats(at),
        after_number: here.is_some_and(|word| word.case == Case::Upper)
            && before.is_some_and(|word| word.digit),
        room_most: if before.is_some_and(|word| word.ends) { 2.0 } else { 3.0 },
    }
}

/// How a fragment ends: with a sentence, inside a word, with debris, or else.
#[inline]
pub(super) fn end_class(last: &LayoutToken) -> usize {
    if last.ends {
        0
    } else if last.hyphen {
        1
    } else if last.junk {
        2
    } else {
        3
    }
}

/// The stretches of the lines of a page, each line looked at when it is first asked for.
#[derive(Debug)]
pub(super) struct PageSpans(Vec<OnceCell<Box<LineSpans>>>);

impl PageSpans {
    /// Of a page on which nothing has been asked for.
    pub(super) fn new(sheet: &TokenFeatures) -> Self {
        Self(sheet.lines.iter().map(|_| OnceCell::new()).collect())
    }

    /// Those of a line that has tokens.
    pub(super) fn of(&self, sheet: &TokenFeatures, links: &Cohesion, line: usize) -> &LineSpans {
        self.0[line].get_or_init(|| Box::new(LineSpans::new(sheet, links, line)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::page;
    use super::*;
    use crate::language::tests::ten_words;

    #[test]
    fn what_lies_between_two_places_is_seen_once_for_all_columns() {
        let (page, language) = (page("een warm huis. een kamer"), ten_words());
        let sheet = TokenFeatures::new(&page, &language);
        let links = Cohesion::new(&sheet, &page, &language);
        let all = PageSpans::new(&sheet);
        let line = all.of(&sheet, &links, 0);
        let places: Vec<u32> = line.likeliest(MOST_PLACES).map(|nth| line.place(nth).token).collect();
        assert_eq!(places, [0, 1, 2, 3, 4, 5]);
        let (sentence, word) = (line.from(0)[3], line.from(3)[4]);
        assert!((sentence.width - sheet.run(0, 3)).abs() < 1e-3 && !sentence.lone && word.lone);
        assert!(sentence.heading.is_infinite(), "a full stop ends no heading");
        assert!((sentence.inside - links.inner(1) - links.inner(2)).abs() < 1e-3);
    }

    #[test]
    fn the_likeliest_places_are_those_that_are_joined_worst() {
        let (page, language) = (page("een warm huis een rijk museum een kamer"), ten_words());
        let sheet = TokenFeatures::new(&page, &language);
        let links = Cohesion::new(&sheet, &page, &language);
        let all = PageSpans::new(&sheet);
        let line = all.of(&sheet, &links, 0);
        let inside = |most: usize| {
            let places: Vec<usize> = line.likeliest(most).map(|nth| line.place(nth).token as usize).collect();
            places[1..places.len() - 1].to_vec()
        };
        assert!(inside(0).is_empty());
        for most in 1..7 {
            let worst = inside(most).into_iter().map(|at| links.inner(at)).fold(f32::MIN, f32::max);
            let left = (1..8).filter(|at| !inside(most).contains(at));
            assert!(left.map(|at| links.inner(at)).all(|link| link >= worst), "{most} places");
        }
    }
}
