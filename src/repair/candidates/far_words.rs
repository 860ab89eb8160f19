//! Words that much of a token was misread for: along the lexicon, place by place, with any letters misread and
//! blanks lost on the way.
//!
//! The walks of `trie_search` find all that is one thing or two away. What is farther is found by a beam: the ways
//! to read the token up to a place compete with each other, and the best of them go on. So several letters may be
//! misread in one word, and several words that ran together may be misread as well (*fellouttotrauailc*).

use crate::language::{Node, WordId};

use crate::repair::candidate::{Candidate, Used, kind_of};
use crate::repair::channel::ConfusionGraph;
use crate::repair::token::{cased_throughout, gains_capitals, has_odd_capital};
use crate::repair::units::{Unit, Units, unit};

use super::CandidateSource;
use super::context::{CandidateContext, Written};
use super::spelling::{RAREST_NEAR, is_accented};
use super::trie_search::ANY_LETTER;

/// How many ways to read the token up to a place go on. Set by hand, for the time it takes.
const BEAM: usize = 64;
/// How many times as many ways are looked at, as some of them come to the same place.
const ALIKE: usize = 3;
/// What it costs more, beside a letter read as another, to lose one, and less to see one that is none; a speck is
/// seen oftener than a letter.
const LOST: f32 = -1.5;
const ADDED: f32 = 1.5;
const SPECK: f32 = 5.0;
/// Marks that stand between words.
const MARKS: &[u8] = b",;:.!?/";
/// The letters of a token of which so many may be misread in a way that no table has: one of two, at most three.
const LETTERS_OF_ONE: usize = 2;
const MOST_MISREAD: usize = 3;
/// At most so many confusions of the table and words.
const MOST_CONFUSED: u8 = 4;
const MOST_WORDS: u8 = 4;
/// Shorter tokens are near too many words, those of fewer letters than the second but to words of the grammar, and of
/// fewer than the third to sets of them.
const SHORTEST: usize = 2;
const SHORT: usize = 3;
const SHORTEST_SEVERAL: usize = 6;
/// Longer ones are no words, in bytes.
const LONGEST: usize = 40;
/// What a word that is not ended yet is taken to cost (ln P): so much at once, and for each of its first letters.
const BEGUN: f32 = -3.0;
const EACH_LETTER: f32 = -1.1;
const LETTERS: u8 = 6;
/// A way that lies this far behind the best (ln) is not gone on with.
const HOPELESS: f32 = 24.0;
/// How many readings are kept, of one word and of several.
const KEPT: usize = 6;

/// Known words that a token of old print may be, however much of it was misread.
pub(super) struct FarWords;

/// A way to read the token up to some place.
#[derive(Clone, Copy)]
struct Way {
    node: Node,
    /// The channel's cost, and the price of the words that are ended.
    ln_channel: f32,
    price: f32,
    /// The step that led here, and where it came from.
    step: Step,
    before: u32,
    used: Used,
    misread: u8,
    confused: u8,
    words: u8,
    letters: u8,
}

/// What stands for a stretch of the token.
#[derive(Clone, Copy)]
enum Step {
    Begin,
    /// The letters themselves, from and to.
    Same(u8, u8),
    Letter(u8),
    Confusion(u16),
    Nothing,
    /// Nothing, where a mark of punctuation was read.
    Mark,
    /// A word ended here, and a blank was lost after it.
    Blank(WordId),
}

impl Way {
    fn score(&self) -> f32 {
        let open = BEGUN + EACH_LETTER * f32::from(self.letters.min(LETTERS));
        self.ln_channel + self.price + if self.letters > 0 { open } else { 0.0 }
    }
}

/// The search in one token.
struct Beam<'a> {
    context: &'a CandidateContext<'a>,
    core: &'a str,
    lower: &'a str,
    graph: ConfusionGraph<'a>,
    most_misread: u8,
    several: bool,
    /// The ways that have come to each place.
    places: Vec<Vec<Way>>,
    /// All steps that were gone on from, each with the one before.
    trail: Vec<(u32, Step)>,
}

impl CandidateSource for FarWords {
    fn find(&self, context: &CandidateContext<'_>, word: &Written<'_>, found: &mut Vec<Candidate>) {
        let Written { core, lower } = *word;
        let letters = core.chars().filter(|c| c.is_alphabetic()).count();
        let is_strange = |c: char| {
            c.is_alphabetic() && context.language.is_strange(c) && !is_accented(c)
                || ('\u{300}'..='\u{36f}').contains(&c)
        };
        if letters < SHORTEST || core.len() > LONGEST || lower.contains(is_strange) {
            return;
        }
        let mut beam = Beam {
            context,
            core,
            lower,
            graph: ConfusionGraph::new(core, &context.channel),
            most_misread: (letters / LETTERS_OF_ONE).min(MOST_MISREAD) as u8,
            several: letters >= SHORTEST_SEVERAL,
            places: vec![Vec::new(); core.len() + 1],
            trail: Vec::new(),
        };
        let mut readings: Vec<(f32, Candidate)> = Vec::new();
        for candidate in beam.readings() {
            let is_function = |unit: &Unit| context.language.flags(unit.item.word).is_function();
            if candidate.text != core
                && (letters >= SHORT || candidate.units.iter().all(is_function))
                && !found.iter().any(|other| other.text == candidate.text)
                && !(has_odd_capital(&candidate.text) || gains_capitals(core, &candidate.text))
            {
                readings.push((context.rough(&candidate), candidate));
            }
        }
        readings.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.text.cmp(&b.1.text)));
        readings.dedup_by(|a, b| a.1.text == b.1.text);
        for several in [false, true] {
            let of = readings.iter().filter(|(_, reading)| (reading.units.len() > 1) == several);
            found.extend(of.take(KEPT).map(|(_, reading)| reading.clone()));
        }
    }
}

impl Beam<'_> {
    /// Goes through the token and reads off what it may be.
    fn readings(&mut self) -> Vec<Candidate> {
        let root = self.context.language.root();
        let begin = Way {
            node: root,
            ln_channel: 0.0,
            price: 0.0,
            step: Step::Begin,
            before: u32::MAX,
            used: Used::default(),
            misread: 0,
            confused: 0,
            words: 0,
            letters: 0,
        };
        self.places[0].push(begin);
        for at in 0..self.core.len() {
            let ways = self.best(at);
            for way in ways {
                let own = self.trail.len() as u32;
                self.trail.push((way.before, way.step));
                self.go_on(at, Way { before: own, ..way }, true);
            }
        }
        let ends = self.best(self.core.len());
        ends.iter().filter_map(|way| self.read_off(way)).collect()
    }

    /// The best ways to a place, of which no two are at one place of the lexicon.
    fn best(&mut self, at: usize) -> Vec<Way> {
        let ways = std::mem::take(&mut self.places[at]);
        let scores: Vec<f32> = ways.iter().map(Way::score).collect();
        let best = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut order: Vec<u32> =
            (0..ways.len() as u32).filter(|&way| scores[way as usize] >= best - HOPELESS).collect();
        let better = |a: &u32, b: &u32| scores[*b as usize].total_cmp(&scores[*a as usize]).then(a.cmp(b));
        // Of ways to one place of the lexicon there are a few: so many of the best hold enough others.
        if order.len() > ALIKE * BEAM {
            order.select_nth_unstable_by(ALIKE * BEAM, better);
            order.truncate(ALIKE * BEAM);
        }
        order.sort_unstable_by(better);
        let mut kept: Vec<Way> = Vec::with_capacity(BEAM);
        for way in order.into_iter().map(|way| ways[way as usize]) {
            if kept.len() == BEAM {
                break;
            }
            if !kept.iter().any(|other| other.node == way.node && other.words == way.words) {
                kept.push(way);
            }
        }
        kept
    }

    /// Goes on from a place in all ways; with `lose`, with a letter lost before it too.
    fn go_on(&mut self, at: usize, way: Way, lose: bool) {
        let after = self.lower[at..].chars().next().map_or(at + 1, |c| at + c.len_utf8());
        let here = &self.lower.as_bytes()[at..after];
        if let Some(node) = self.context.steps(way.node, here) {
            let same = Step::Same(at as u8, after as u8);
            self.places[after].push(Way { node, step: same, letters: way.letters + 1, ..way });
        }
        if way.confused < MOST_CONFUSED {
            self.confuse(at, way);
        }
        if way.misread < self.most_misread {
            self.misread((at, after), way, lose);
        }
        if lose && self.several && way.letters > 0 && way.words + 1 < MOST_WORDS {
            self.part(at, way);
        }
    }

    fn confuse(&mut self, at: usize, way: Way) {
        let mut reached: Vec<(usize, Way)> = Vec::new();
        for &run in self.graph.at(at, 0.0) {
            for (number, arc) in self.graph.of(run) {
                let to = at + arc.confusion.read.len();
                if to > self.core.len() {
                    continue;
                }
                let Some(node) = self.context.steps(way.node, arc.confusion.lower().as_bytes()) else {
                    continue;
                };
                let meant = arc.confusion.meant.len() as u8;
                reached.push((
                    to,
                    Way {
                        node,
                        ln_channel: way.ln_channel + arc.ln_rate + arc.adaptation,
                        step: Step::Confusion(number),
                        used: way.used.and(arc.place, arc.old),
                        confused: way.confused + 1,
                        letters: way.letters + meant,
                        ..way
                    },
                ));
            }
        }
        for (to, way) in reached {
            self.places[to].push(way);
        }
    }

    /// With the letter that stands here misread for another, added, or with one before it lost.
    fn misread(&mut self, (at, after): (usize, usize), way: Way, lose: bool) {
        let letter = self.lower.as_bytes()[at];
        let is_speck = !self.lower[at..after].contains(char::is_alphanumeric);
        let added = ANY_LETTER + if is_speck { SPECK } else { ADDED };
        let misread = way.misread + u8::from(!is_speck);
        let step = if MARKS.contains(&letter) { Step::Mark } else { Step::Nothing };
        self.places[after].push(Way { ln_channel: way.ln_channel + added, step, misread, ..way });
        let misread = way.misread + 1;
        for (meant, node) in self.context.language.next_letters(way.node) {
            let (step, letters) = (Step::Letter(meant), way.letters + 1);
            let next = Way { node, step, misread, letters, ..way };
            if meant != letter {
                self.places[after].push(Way { ln_channel: way.ln_channel + ANY_LETTER, ..next });
            }
            if lose && self.context.steps(node, &self.lower.as_bytes()[at..after]).is_some() {
                let own = self.trail.len() as u32;
                self.trail.push((way.before, step));
                let node = self.context.steps(node, &self.lower.as_bytes()[at..after]).unwrap_or(node);
                let same = Step::Same(at as u8, after as u8);
                self.places[after].push(Way {
                    node,
                    ln_channel: way.ln_channel + ANY_LETTER + LOST,
                    step: same,
                    before: own,
                    letters: letters + 1,
                    ..next
                });
            }
        }
    }

    /// With the end of a word here.
    fn part(&mut self, at: usize, way: Way) {
        let Some((word, flags)) = self.context.known_at(way.node) else { return };
        let letters = usize::from(way.letters);
        let short =
            letters <= 2 && !flags.is_part() || letters == 3 && !flags.is_part() && !flags.is_function();
        if short || !self.context.may_be_part(word, flags, &"-------"[..letters.min(7)]) {
            return;
        }
        let own = self.trail.len() as u32;
        self.trail.push((way.before, Step::Blank(word)));
        let next = Way {
            node: self.context.language.root(),
            price: way.price + self.context.weight(word) + self.context.page.ln_lost_blank,
            before: own,
            words: way.words + 1,
            letters: 0,
            ..way
        };
        self.go_on(at, next, false);
    }

    /// The reading that a way to the end of the token is.
    fn read_off(&self, way: &Way) -> Option<Candidate> {
        let (last, flags) = self.context.known_at(way.node)?;
        let edits = way.misread + way.confused;
        if edits == 0 || self.context.weight(last) < RAREST_NEAR {
            return None;
        }
        if way.words > 0
            && !self.context.may_be_part(last, flags, &"-------"[..usize::from(way.letters.min(7))])
        {
            return None;
        }
        let mut steps = vec![way.step];
        let mut at = way.before;
        while let Some(&(before, step)) = self.trail.get(at as usize) {
            steps.push(step);
            at = before;
        }
        // Between words a mark is no speck.
        if way.words > 0 && steps.iter().any(|step| matches!(step, Step::Mark)) {
            return None;
        }
        let (mut text, mut ids) = (String::new(), Vec::new());
        for step in steps.into_iter().rev() {
            match step {
                Step::Begin | Step::Nothing | Step::Mark => {}
                Step::Same(from, to) => text.push_str(&self.core[usize::from(from)..usize::from(to)]),
                Step::Letter(letter) => text.push(char::from(letter)),
                Step::Confusion(number) => text.push_str(&self.graph.way(number).confusion.meant),
                Step::Blank(word) => {
                    text.push(' ');
                    ids.push(word);
                }
            }
        }
        ids.push(last);
        let text = cased_throughout(&text, self.core);
        let language = self.context.language;
        let units: Units =
            text.split(' ').zip(&ids).map(|(text, &word)| unit(language, word, text)).collect();
        let runs_on = |word: &WordId| {
            let flags = language.flags(*word);
            flags.is_function() || flags.is_part()
        };
        let open = ids.windows(2).filter(|pair| !pair.iter().any(runs_on)).count() as f32;
        Some(Candidate {
            lost_blanks: way.words,
            confused: way.confused,
            misread: way.misread,
            open,
            ln_channel: way.ln_channel,
            used: way.used,
            penalty: if way.words > 0 { 9.0 } else { 1.0 },
            kind: Some(kind_of(self.core, &text)),
            units,
            ..Candidate::untouched(&text, unit(language, last, &text))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::language::tests::ten_words;
    use crate::repair::page::PageStatistics;

    use super::*;

    fn far(core: &str) -> Vec<String> {
        let (language, page) = (ten_words(), PageStatistics::default());
        let context = CandidateContext::new(&language, &page, false);
        let lower = core.to_lowercase();
        let mut found = Vec::new();
        FarWords.find(&context, &Written { core, lower: &lower }, &mut found);
        found.into_iter().map(|candidate| candidate.text).collect()
    }

    #[test]
    fn several_letters_may_be_misread() {
        for (core, meant) in [("nuseun", "museum"), ("Mufeun", "Museum"), ("mus^urn", "museum")] {
            assert!(far(core).contains(&meant.to_owned()), "{core}: {:?}", far(core));
        }
        assert!(far("xx").is_empty());
    }

    #[test]
    fn words_that_ran_together_may_be_misread_as_well() {
        let found = far("rijkmuseun");
        assert!(found.contains(&"rijk museum".to_owned()), "{found:?}");
    }
}
