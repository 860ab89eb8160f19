//! A beam search along the lexicon: what a token may be, place by place, with any letters misread and blanks lost on
//! the way.
//!
//! `trie_search` finds all that is one thing or two away. What is farther is found by a beam: the hypotheses of what
//! the token is up to a place compete with each other, and the best of them go on. So several letters may be misread
//! in one word, and several words that ran together may be misread as well (*fellouttotrauailc*).

use crate::language::{Node, WordId};

use crate::repair::candidate::{Candidate, Used, kind_of};
use crate::repair::channel::ConfusionGraph;
use crate::repair::token::cased_throughout;
use crate::repair::units::{Units, unit};

use super::context::{CandidateContext, Written};
use super::spelling::RAREST_NEAR;
use super::trie_search::ANY_LETTER;

/// How many hypotheses of what the token is up to a place go on. Set by hand, for the time it takes.
const BEAM: usize = 64;
/// How many times as many hypotheses are looked at, as some of them come to the same place.
const ALIKE: usize = 3;
/// What it costs more, beside a letter read as another, to lose one, and less to see one that is none; a speck is
/// seen oftener than a letter.
const LOST: f32 = -1.5;
const ADDED: f32 = 1.5;
const SPECK: f32 = 5.0;
/// Marks that stand between words.
const MARKS: &[u8] = b",;:.!?/";
/// At most so many confusions of the table and words.
const MOST_CONFUSED: u8 = 4;
const MOST_WORDS: u8 = 4;
/// What a word that is not ended yet is taken to cost (ln P): so much at once, and for each of its first letters.
const BEGUN: f32 = -3.0;
const EACH_LETTER: f32 = -1.1;
const LETTERS: u8 = 6;
/// A word of more letters is no likelier to be one of several: a rare one is none, though a list has it.
const LONG: usize = 7;
/// A hypothesis that lies this far behind the best (ln) is not gone on with.
const HOPELESS: f32 = 24.0;

/// What the token may be up to some place.
#[derive(Clone, Copy)]
struct BeamHypothesis {
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

impl BeamHypothesis {
    fn score(&self) -> f32 {
        let open = BEGUN + EACH_LETTER * f32::from(self.letters.min(LETTERS));
        self.ln_channel + self.price + if self.letters > 0 { open } else { 0.0 }
    }
}

/// The search in one token.
pub(super) struct LexiconBeam<'a> {
    context: &'a CandidateContext<'a>,
    core: &'a str,
    lower: &'a str,
    graph: ConfusionGraph<'a>,
    most_misread: u8,
    several: bool,
    /// The hypotheses that have come to each place.
    places: Vec<Vec<BeamHypothesis>>,
    /// All steps that were gone on from, each with the one before.
    trail: Vec<(u32, Step)>,
}

impl<'a> LexiconBeam<'a> {
    /// A search in one token, of which so many letters may be misread in a way that no table has, and that may be
    /// several words.
    pub(super) fn new(
        context: &'a CandidateContext<'a>,
        word: &Written<'a>,
        most_misread: u8,
        several: bool,
    ) -> Self {
        let Written { core, lower } = *word;
        let graph = ConfusionGraph::new(core, &context.channel);
        let (places, trail) = (vec![Vec::new(); core.len() + 1], Vec::new());
        Self { context, core, lower, graph, most_misread, several, places, trail }
    }

    /// Goes through the token and reads off what it may be.
    pub(super) fn readings(&mut self) -> Vec<Candidate> {
        let root = self.context.language.root();
        let begin = BeamHypothesis {
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
            let hypotheses = self.best(at);
            for hypothesis in hypotheses {
                let own = self.trail.len() as u32;
                self.trail.push((hypothesis.before, hypothesis.step));
                self.go_on(at, BeamHypothesis { before: own, ..hypothesis }, true);
            }
        }
        let ends = self.best(self.core.len());
        ends.iter().filter_map(|hypothesis| self.read_off(hypothesis)).collect()
    }

    /// The best hypotheses up to a place, no two of which are at one place of the lexicon.
    fn best(&mut self, at: usize) -> Vec<BeamHypothesis> {
        let hypotheses = std::mem::take(&mut self.places[at]);
        let scores: Vec<f32> = hypotheses.iter().map(BeamHypothesis::score).collect();
        let best = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut order: Vec<u32> = (0..hypotheses.len() as u32)
            .filter(|&hypothesis| scores[hypothesis as usize] >= best - HOPELESS)
            .collect();
        let better = |a: &u32, b: &u32| scores[*b as usize].total_cmp(&scores[*a as usize]).then(a.cmp(b));
        // Few hypotheses are at one place of the lexicon: so many of the best hold enough others.
        if order.len() > ALIKE * BEAM {
            order.select_nth_unstable_by(ALIKE * BEAM, better);
            order.truncate(ALIKE * BEAM);
        }
        order.sort_unstable_by(better);
        let mut kept: Vec<BeamHypothesis> = Vec::with_capacity(BEAM);
        for hypothesis in order.into_iter().map(|hypothesis| hypotheses[hypothesis as usize]) {
            if kept.len() == BEAM {
                break;
            }
            if !kept.iter().any(|other| other.node == hypothesis.node && other.words == hypothesis.words) {
                kept.push(hypothesis);
            }
        }
        kept
    }

    /// Goes on from a place in every way; with `lose`, with a letter lost before it too.
    fn go_on(&mut self, at: usize, hypothesis: BeamHypothesis, lose: bool) {
        let after = self.lower[at..].chars().next().map_or(at + 1, |c| at + c.len_utf8());
        let here = &self.lower.as_bytes()[at..after];
        if let Some(node) = self.context.steps(hypothesis.node, here) {
            let same = Step::Same(at as u8, after as u8);
            self.places[after].push(BeamHypothesis {
                node,
                step: same,
                letters: hypothesis.letters + 1,
                ..hypothesis
            });
        }
        if hypothesis.confused < MOST_CONFUSED {
            self.confuse(at, hypothesis);
        }
        if hypothesis.misread < self.most_misread {
            self.misread((at, after), hypothesis, lose);
        }
        if lose && self.several && hypothesis.letters > 0 && hypothesis.words + 1 < MOST_WORDS {
            self.part(at, hypothesis);
        }
    }

    fn confuse(&mut self, at: usize, hypothesis: BeamHypothesis) {
        let mut reached: Vec<(usize, BeamHypothesis)> = Vec::new();
        for &run in self.graph.at(at, 0.0) {
            for (number, arc) in self.graph.of(run) {
                let to = at + arc.confusion.read.len();
                if to > self.core.len() {
                    continue;
                }
                let Some(node) = self.context.steps(hypothesis.node, arc.confusion.lower().as_bytes()) else {
                    continue;
                };
                let meant = arc.confusion.meant.len() as u8;
                reached.push((
                    to,
                    BeamHypothesis {
                        node,
                        ln_channel: hypothesis.ln_channel + arc.ln_rate + arc.adaptation,
                        step: Step::Confusion(number),
                        used: hypothesis.used.and(arc.place, arc.old),
                        confused: hypothesis.confused + 1,
                        letters: hypothesis.letters + meant,
                        ..hypothesis
                    },
                ));
            }
        }
        for (to, hypothesis) in reached {
            self.places[to].push(hypothesis);
        }
    }

    /// With the letter that stands here misread for another, added, or with one before it lost.
    fn misread(&mut self, (at, after): (usize, usize), hypothesis: BeamHypothesis, lose: bool) {
        let letter = self.lower.as_bytes()[at];
        let is_speck = !self.lower[at..after].contains(char::is_alphanumeric);
        let added = ANY_LETTER + if is_speck { SPECK } else { ADDED };
        let misread = hypothesis.misread + u8::from(!is_speck);
        let step = if MARKS.contains(&letter) { Step::Mark } else { Step::Nothing };
        self.places[after].push(BeamHypothesis {
            ln_channel: hypothesis.ln_channel + added,
            step,
            misread,
            ..hypothesis
        });
        let misread = hypothesis.misread + 1;
        for (meant, node) in self.context.language.next_letters(hypothesis.node) {
            let (step, letters) = (Step::Letter(meant), hypothesis.letters + 1);
            let next = BeamHypothesis { node, step, misread, letters, ..hypothesis };
            if meant != letter {
                self.places[after]
                    .push(BeamHypothesis { ln_channel: hypothesis.ln_channel + ANY_LETTER, ..next });
            }
            let here = &self.lower.as_bytes()[at..after];
            if let Some(node) = self.context.steps(node, here).filter(|_| lose) {
                let own = self.trail.len() as u32;
                self.trail.push((hypothesis.before, step));
                let same = Step::Same(at as u8, after as u8);
                self.places[after].push(BeamHypothesis {
                    node,
                    ln_channel: hypothesis.ln_channel + ANY_LETTER + LOST,
                    step: same,
                    before: own,
                    letters: letters + 1,
                    ..next
                });
            }
        }
    }

    /// With the end of a word here.
    fn part(&mut self, at: usize, hypothesis: BeamHypothesis) {
        let Some((word, flags)) = self.context.known_at(hypothesis.node) else { return };
        let letters = usize::from(hypothesis.letters);
        let short =
            letters <= 2 && !flags.is_part() || letters == 3 && !flags.is_part() && !flags.is_function();
        if short || !self.context.may_be_part(word, flags, letters.min(LONG)) {
            return;
        }
        let own = self.trail.len() as u32;
        self.trail.push((hypothesis.before, Step::Blank(word)));
        let next = BeamHypothesis {
            node: self.context.language.root(),
            price: hypothesis.price + self.context.weight(word) + self.context.page.ln_lost_blank,
            before: own,
            words: hypothesis.words + 1,
            letters: 0,
            ..hypothesis
        };
        self.go_on(at, next, false);
    }

    /// The reading that a hypothesis of the whole token is.
    fn read_off(&self, hypothesis: &BeamHypothesis) -> Option<Candidate> {
        let (last, flags) = self.context.known_at(hypothesis.node)?;
        let edits = hypothesis.misread + hypothesis.confused;
        if edits == 0 || self.context.weight(last) < RAREST_NEAR {
            return None;
        }
        if hypothesis.words > 0
            && !self.context.may_be_part(last, flags, usize::from(hypothesis.letters).min(LONG))
        {
            return None;
        }
        let mut steps = vec![hypothesis.step];
        let mut at = hypothesis.before;
        while let Some(&(before, step)) = self.trail.get(at as usize) {
            steps.push(step);
            at = before;
        }
        // Between words a mark is no speck.
        if hypothesis.words > 0 && steps.iter().any(|step| matches!(step, Step::Mark)) {
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
            lost_blanks: hypothesis.words,
            confused: hypothesis.confused,
            misread: hypothesis.misread,
            open,
            ln_channel: hypothesis.ln_channel,
            used: hypothesis.used,
            penalty: if hypothesis.words > 0 { 9.0 } else { 1.0 },
            kind: Some(kind_of(self.core, &text)),
            units,
            ..Candidate::untouched(&text, unit(language, last, &text))
        })
    }
}
