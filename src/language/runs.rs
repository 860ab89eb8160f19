//! Where the language of a text changes: documents, paragraphs, quoted lines
//! and stretches within them are one question, answered by one search.
//!
//! Each word is evidence for each language, and changing the language costs
//! something: least where a block begins, more at a new line, most within one.

use super::identify::{Identifier, OTHER};

/// What a change of language costs by where it falls, in nats: within a line, at a line, at a block.
///
/// Set by hand so that two words that look foreign are no quotation, and five are.
const CHANGE: [f32; 3] = [9.0, 7.0, 5.0];
/// How much likelier a text is to be in a language that has a pack, as ln.
const USUAL: f32 = 3.0;
/// By how much another language must explain a run better than the best pack does, in all.
const CLEAR: f32 = 8.0;
/// The same for none that is known, as which badly misread text may pass too.
const CLEAR_OF_NONE: f32 = 20.0;
/// So many words of a run must begin with a small letter: names are no quotation.
const FEWEST: usize = 3;
/// By how much a pack must explain a whole text better than every other language.
const LEAST: f32 = 1.0;

/// Where a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Boundary {
    /// Within a line.
    Within,
    /// At the start of a line.
    Line,
    /// At the start of a block.
    Block,
}

/// So many words wait for what follows them before their language is settled; then those before the
/// last [`TAIL`] are. A change costs so little beside what words tell that a path never waits as long.
const WINDOW: usize = 4096;
/// See [`WINDOW`].
const TAIL: usize = 1024;

/// What is known of the languages of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Told {
    /// For each token the place of its language among [`Identifier::tongues`].
    pub(crate) tongues: Vec<u8>,
    /// The language of most of it; `None` where nothing tells.
    pub(crate) main: Option<usize>,
}

impl Identifier {
    /// The language of each token of a text. Where nothing tells, it is that of the pack `usual`.
    pub(crate) fn tell<'a>(&self, tokens: impl Iterator<Item = (&'a str, Boundary)>, usual: usize) -> Told {
        let mut search = Search::new(self);
        let mut word = vec![0.0; self.tongues().len()];
        let mut cost = CHANGE[2];
        let mut count = 0;
        for (token, place) in tokens {
            // Between two words that tell something the cheapest place is where the change falls.
            cost = cost.min(CHANGE[place as usize]);
            if self.token(token, &mut word) {
                let first = token.trim_start_matches(|c: char| !c.is_alphabetic());
                search.push(
                    &word,
                    cost,
                    Waiting { at: count, small: !first.starts_with(char::is_uppercase) },
                );
                cost = CHANGE[0];
            }
            count += 1;
        }
        search.finish(count, usual)
    }
}

/// A word whose language is not settled yet.
#[derive(Debug, Clone, Copy)]
struct Waiting {
    /// Its token, counted through.
    at: u32,
    /// Whether it begins with a small letter.
    small: bool,
}

/// Neighbouring words that seem to be in one language.
#[derive(Debug, Clone, Default)]
struct TongueRun {
    tongue: usize,
    /// Its first token, counted through.
    start: u32,
    words: usize,
    small: usize,
    /// What its words are evidence for, in all, for each language.
    evidence: Vec<f32>,
}

/// A Viterbi search for the best path through the languages, in bounded memory: it holds what
/// the words of a window say.
struct Search<'a> {
    identifier: &'a Identifier,
    /// The best path to each language at the last word.
    sums: Vec<f32>,
    /// For each word that waits: what it says of each language, and which came before each.
    evidence: Vec<f32>,
    from: Vec<u8>,
    waiting: Vec<Waiting>,
    /// The run that is going on; none before the first.
    run: Option<TongueRun>,
    /// What came of the runs before: the first token and the language.
    settled: Vec<(u32, usize)>,
    votes: Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(identifier: &'a Identifier) -> Self {
        let tongues = identifier.tongues();
        let prior = |pack: Option<usize>| if pack.is_some() { USUAL } else { 0.0 };
        Self {
            identifier,
            sums: tongues.iter().map(|tongue| prior(tongue.pack)).collect(),
            evidence: Vec::new(),
            from: Vec::new(),
            waiting: Vec::new(),
            run: None,
            settled: Vec::new(),
            votes: vec![0; tongues.len()],
        }
    }

    /// Takes one word more: what it says, and what a change of language before it costs.
    fn push(&mut self, word: &[f32], cost: f32, waiting: Waiting) {
        let is_first = self.run.is_none() && self.waiting.is_empty();
        let best = self.best();
        // Before the first word nothing changes.
        let change = if is_first { f32::NEG_INFINITY } else { self.sums[best] - cost };
        for (tongue, (sum, more)) in self.sums.iter_mut().zip(word).enumerate() {
            let changes = change > *sum;
            self.from.push(if changes { best } else { tongue } as u8);
            *sum = sum.max(change) + more;
        }
        self.evidence.extend_from_slice(word);
        self.waiting.push(waiting);
        if self.waiting.len() == WINDOW {
            self.settle(WINDOW - TAIL);
        }
    }

    fn best(&self) -> usize {
        (0..self.sums.len()).rev().max_by(|&a, &b| self.sums[a].total_cmp(&self.sums[b])).unwrap_or(0)
    }

    /// Follows the best path back and settles the first `many` words that wait.
    fn settle(&mut self, many: usize) {
        let kinds = self.sums.len();
        let mut tongue = self.best();
        let mut path = vec![tongue; self.waiting.len()];
        for i in (1..path.len()).rev() {
            tongue = usize::from(self.from[i * kinds + tongue]);
            path[i - 1] = tongue;
        }
        for (i, &tongue) in path[..many].iter().enumerate() {
            let Waiting { at, small } = self.waiting[i];
            if self.run.as_ref().is_none_or(|run| run.tongue != tongue) {
                // What tells nothing goes with what stands before it; the first with what follows.
                let start = if self.run.is_none() { 0 } else { at };
                self.close(false);
                self.run =
                    Some(TongueRun { tongue, start, evidence: vec![0.0; kinds], ..TongueRun::default() });
            }
            if let Some(run) = &mut self.run {
                run.words += 1;
                run.small += usize::from(small);
                for (sum, more) in run.evidence.iter_mut().zip(&self.evidence[i * kinds..]) {
                    *sum += more;
                }
            }
        }
        self.waiting.drain(..many);
        self.evidence.drain(..many * kinds);
        self.from.drain(..many * kinds);
    }

    /// Ends the run that is going on.
    fn close(&mut self, ends: bool) {
        if let Some(run) = self.run.take() {
            let tongue = self.doubted(&run, ends && self.settled.is_empty());
            self.votes[tongue] += run.words;
            self.settled.push((run.start, tongue));
        }
    }

    /// The language of a run, of which `all` says that it is the whole text: one that is hardly likelier
    /// than a pack is given back to that pack, and a whole text that its pack hardly explains is taken from it.
    fn doubted(&self, run: &TongueRun, all: bool) -> usize {
        let tongues = self.identifier.tongues();
        let has_pack = |tongue: usize| tongues[tongue].pack.is_some();
        let own = run.evidence[run.tongue];
        let rivals = (0..tongues.len()).filter(|&other| has_pack(other) != has_pack(run.tongue));
        let rival = rivals.map(|other| (other, run.evidence[other])).max_by(|a, b| a.1.total_cmp(&b.1));
        let Some((other, reached)) = rival else { return run.tongue };
        let none = tongues[run.tongue].tag == OTHER;
        let gives_way = match (has_pack(run.tongue), all) {
            (true, all) => all && own - reached < LEAST,
            (false, true) => none && own - reached < CLEAR_OF_NONE,
            (false, false) => own - reached < if none { CLEAR_OF_NONE } else { CLEAR } || run.small < FEWEST,
        };
        if gives_way { other } else { run.tongue }
    }

    /// What was found of a text of so many tokens.
    fn finish(mut self, count: u32, usual: usize) -> Told {
        self.settle(self.waiting.len());
        self.close(true);
        if self.settled.is_empty() {
            return Told { tongues: vec![usual as u8; count as usize], main: None };
        }
        let mut tongues = Vec::with_capacity(count as usize);
        for (i, &(_, tongue)) in self.settled.iter().enumerate() {
            let end = self.settled.get(i + 1).map_or(count, |&(next, _)| next);
            tongues.resize(end as usize, tongue as u8);
        }
        let main = (0..self.votes.len()).rev().max_by_key(|&tongue| self.votes[tongue]);
        Told { tongues, main }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let languages: Vec<Language> =
            Language::builtin_tags().map(|tag| Language::builtin(tag).unwrap()).collect();
        let usual = languages.iter().position(|language| language.tag() == "nl").unwrap();
        let identifier = Identifier::new(&languages);
        let tokens = text.split('\n').flat_map(|line| {
            let place = |i| if i == 0 { Boundary::Line } else { Boundary::Within };
            line.split_whitespace().enumerate().map(move |(i, token)| (token, place(i)))
        });
        let told = identifier.tell(tokens, usual);
        let mut tags: Vec<String> = told
            .tongues
            .iter()
            .map(|&tongue| identifier.tongues()[usize::from(tongue)].tag.to_string())
            .collect();
        tags.dedup();
        tags
    }

    #[test]
    fn a_quoted_line_is_told_from_the_text_around_it() {
        assert_eq!(
            told(
                "De burgemeester las de brief voor die uit Friesland gekomen was:\n\
                  wy hawwe dat op it stuit noch net dien en sille it moarn dwaan.\n\
                  Daarna sloot hij de vergadering en ging ieder naar huis."
            ),
            ["nl", "fy", "nl"]
        );
    }

    #[test]
    fn a_name_or_a_loan_is_no_quotation() {
        for text in [
            "De heer Müller uit Frankfurt am Main sprak over het werk van Jean-Jacques Rousseau.",
            "Het kantoor gebruikt een nieuw content management system voor de website.",
        ] {
            assert_eq!(told(text), ["nl"], "{text}");
        }
    }

    #[test]
    fn misread_dutch_is_dutch() {
        assert_eq!(told("Hct gemeentcbestuur hceft bcsloten dc weg tc vcrbreden cn hct plcin"), ["nl"]);
        assert_eq!(told("dejaren envoor hetfeit datde gemeenternuseum isgesloten"), ["nl"]);
    }

    #[test]
    fn a_long_text_is_told_as_a_short_one() {
        let dutch = "Daarna sloot hij de vergadering en ging ieder weer naar huis.\n".repeat(700);
        let frisian = "wy hawwe dat op it stuit noch net dien en sille it moarn dwaan.\n";
        assert_eq!(told(&format!("{dutch}{frisian}{dutch}")), ["nl", "fy", "nl"]);
    }

    #[test]
    fn what_tells_nothing_is_in_the_usual_language() {
        assert_eq!(told("12 345 | —"), ["nl"]);
    }
}
