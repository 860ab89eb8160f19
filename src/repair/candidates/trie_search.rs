//! Walks along the text and the lexicon at once, with confusions on the way.

use std::borrow::Cow;

use crate::language::{Node, WordId};

use crate::repair::candidate::Used;
use crate::repair::channel::{ConfusionArc, ConfusionGraph, LEAST_CHANNEL};

use super::context::CandidateContext;

/// No part of a merged token is longer, in bytes.
const LONGEST_PART: usize = 26;

/// ln P of a letter misread in a way that the table lacks: one in two thousand, one of thirty letters.
pub(super) const ANY_LETTER: f32 = -11.0;
/// The most things that may be misread on one walk.
const MOST: usize = 3;

/// A known word found along the text.
pub(super) struct FoundWord<'t> {
    pub(super) end: usize,
    pub(super) word: WordId,
    pub(super) text: Cow<'t, str>,
    pub(super) ln_channel: f32,
    pub(super) used: Used,
    pub(super) confused: u8,
    pub(super) misread: u8,
}

impl<'t> FoundWord<'t> {
    /// One in which no letter was misread.
    pub(super) fn as_read(text: &'t str, end: usize, word: WordId) -> Self {
        let text = Cow::Borrowed(text);
        Self { end, word, text, ln_channel: 0.0, used: Used::default(), confused: 0, misread: 0 }
    }
}

/// What the channel did on the way to a place.
#[derive(Debug, Clone, Copy, Default)]
struct ChannelPath {
    /// By the usual rates.
    ln_channel: f32,
    /// By the rates of this page.
    cost: f32,
    confused: u8,
    misread: u8,
    used: Used,
    /// One for each of the two counts, in order.
    changes: [Misreading; MOST],
}

/// A stretch of the text that was misread.
#[derive(Debug, Clone, Copy, Default)]
struct Misreading {
    from: u16,
    to: u16,
    meant: Meant,
}

/// What was meant where something was misread.
#[derive(Debug, Clone, Copy, Default)]
enum Meant {
    /// Nothing: the letter was added.
    #[default]
    Nothing,
    Letter(u8),
    /// What a confusion says, by its number.
    Confusion(u16),
}

impl ChannelPath {
    fn edits(&self) -> u8 {
        self.confused + self.misread
    }

    /// With one more stretch misread, which is not counted yet.
    fn with(mut self, from: usize, to: usize, meant: Meant) -> Self {
        let count = usize::from(self.edits());
        if let Some(change) = self.changes.get_mut(count) {
            *change = Misreading { from: from as u16, to: to as u16, meant };
        }
        self
    }
}

/// How far a walk has come.
pub(super) struct TrieSearch<'w> {
    context: &'w CandidateContext<'w>,
    text: &'w str,
    lower: &'w str,
    /// What may be confused in the text.
    ways: &'w ConfusionGraph<'w>,
    /// Where it begins.
    start: usize,
    pub(super) edits: u8,
    pub(super) any: bool,
    /// Whether only words that take in all of the text count.
    whole: bool,
    pub(super) found: Vec<FoundWord<'static>>,
    /// Steps left; keeps the time linear whatever the text.
    pub(super) steps: u32,
    /// Where the text has led as it stands, on the way to where the walk is.
    trail: Vec<(usize, Node)>,
    /// Room to write out what was found.
    out: String,
}

impl<'w> TrieSearch<'w> {
    /// One that has not begun; `lower` is the text in lower case, letter for letter, and `ways`
    /// may be those of a text that it is the beginning of.
    pub(super) fn new(
        context: &'w CandidateContext<'w>,
        text: &'w str,
        lower: &'w str,
        ways: &'w ConfusionGraph<'w>,
        edits: u8,
        whole: bool,
        steps: u32,
    ) -> Self {
        Self {
            context,
            text,
            lower,
            ways,
            start: 0,
            edits,
            any: false,
            whole,
            found: Vec::new(),
            steps,
            trail: Vec::with_capacity(text.len() + 1),
            out: String::new(),
        }
    }

    /// Where the character at a place ends; `None` at the end of the text.
    #[inline]
    fn after(&self, at: usize) -> Option<usize> {
        let text = self.text.as_bytes();
        let mut end = at + 1;
        if *text.get(at)? >= 0x80 {
            while text.get(end).is_some_and(|byte| byte & 0xc0 == 0x80) {
                end += 1;
            }
        }
        Some(end)
    }

    /// Writes out what was meant from the start to some place.
    fn write(&mut self, end: usize, done: &ChannelPath) {
        let text = &mut self.out;
        text.clear();
        let mut at = self.start;
        for change in done.changes.iter().take(usize::from(done.edits())) {
            text.push_str(&self.text[at..usize::from(change.from)]);
            match change.meant {
                Meant::Nothing => {}
                Meant::Letter(letter) => text.push(char::from(letter)),
                Meant::Confusion(i) => text.push_str(&self.ways.way(i).confusion.meant),
            }
            at = usize::from(change.to);
        }
        text.push_str(&self.text[at..end]);
    }

    /// Follows the text from a place, in all ways the channel allows.
    pub(super) fn follow(&mut self, start: usize) {
        self.start = start;
        self.walk(start, self.context.language.root(), &ChannelPath::default());
    }

    /// Goes on from one place of the text and one of the lexicon.
    fn walk(&mut self, at: usize, node: Node, done: &ChannelPath) {
        let spent = done.edits() >= self.edits;
        // First as far as the text leads as it stands, then back, with something misread at each place.
        let trail = self.trail.len();
        let (mut at, mut node) = (at, node);
        while self.steps > 0 {
            self.steps -= 1;
            if !self.whole || at == self.text.len() {
                self.take(at, node, done);
            }
            let Some(after) = self.after(at) else { break };
            if !spent {
                self.trail.push((at, node));
            }
            let Some(next) = self.context.steps(node, &self.lower.as_bytes()[at..after]) else { break };
            (at, node) = (after, next);
        }
        let any =
            self.any && done.misread == 0 && (done.confused == 0 || self.context.old || self.text.len() >= 9);
        // Without a step left nothing is found any more.
        while self.steps > 0
            && self.trail.len() > trail
            && let Some((at, node)) = self.trail.pop()
        {
            self.confuse(at, node, done);
            if any {
                self.misread(at, node, done);
            }
        }
        self.trail.truncate(trail);
    }

    /// Takes down the word that ends here, if one does that is asked for.
    #[inline]
    fn take(&mut self, end: usize, node: Node, done: &ChannelPath) {
        let Some((word, flags)) = self.context.known_at(node) else { return };
        self.write(end, done);
        if self.whole || self.context.may_be_part(word, flags, letters_of(&self.out)) {
            let text = Cow::Owned(self.out.clone());
            let ChannelPath { ln_channel, used, confused, misread, .. } = *done;
            self.found.push(FoundWord { end, word, text, ln_channel, used, confused, misread });
        }
    }

    /// Goes on with each confusion that may stand here.
    #[inline]
    fn confuse(&mut self, at: usize, node: Node, done: &ChannelPath) {
        let ways = self.ways;
        for &run in ways.at(at, done.cost) {
            if run.first.is_some_and(|letter| !self.context.language.leads_on(node, letter)) {
                continue;
            }
            for (number, way) in ways.of(run) {
                let ConfusionArc { confusion, ln_rate, adaptation, place, old } = *way;
                let to = at + confusion.read.len();
                let cost = done.cost + ln_rate + adaptation;
                if cost < LEAST_CHANNEL || to > self.text.len() {
                    continue;
                }
                let Some(next) = self.context.steps(node, confusion.lower().as_bytes()) else { continue };
                self.go_on(to, next, done, || ChannelPath {
                    cost,
                    ln_channel: done.ln_channel + ln_rate,
                    confused: done.confused + 1,
                    used: done.used.and(place, old),
                    ..done.with(at, to, Meant::Confusion(number))
                });
            }
        }
    }

    /// Goes on with the letter that stands here misread for any other, added, or with one before it lost.
    fn misread(&mut self, at: usize, node: Node, done: &ChannelPath) {
        let Some(after) = self.after(at) else { return };
        let with = |to: usize, meant: Meant, more: f32| ChannelPath {
            ln_channel: done.ln_channel + ANY_LETTER + more,
            misread: done.misread + 1,
            ..done.with(at, to, meant)
        };
        let here = self.lower.as_bytes()[at];
        for (letter, next) in self.context.language.next_letters(node) {
            if self.steps == 0 {
                return;
            }
            if here != letter {
                self.go_on(after, next, done, || with(after, Meant::Letter(letter), 0.0));
            }
            self.go_on(at, next, done, || with(at, Meant::Letter(letter), -1.5));
        }
        self.go_on(after, node, done, || with(after, Meant::Nothing, 1.5));
    }

    /// Goes on after one thing more was misread.
    #[inline]
    fn go_on(&mut self, at: usize, node: Node, done: &ChannelPath, with: impl FnOnce() -> ChannelPath) {
        if !self.whole || done.edits() + 1 < self.edits {
            self.walk(at, node, &with());
        } else if self.steps > 0 {
            self.steps -= 1;
            // Nothing more may be misread: the rest ends a word as it stands or, mostly, does not even begin to.
            let rest = &self.lower.as_bytes()[at..];
            if rest.first().is_none_or(|&byte| self.context.language.leads_on(node, byte))
                && let Some(end) = self.context.steps(node, rest)
            {
                self.take(self.text.len(), end, &with());
            }
        }
    }
}

/// Where the longest part ends that begins at `start`.
fn longest_part(core: &str, start: usize) -> usize {
    let end = (start + LONGEST_PART).min(core.len());
    (end..=core.len()).find(|&e| core.is_char_boundary(e)).unwrap_or(core.len())
}

/// Known words that may be parts of a merged token, from `start` on.
pub(super) fn parts<'t>(
    context: &CandidateContext<'_>,
    (core, lower): (&'t str, &str),
    ways: &ConfusionGraph<'_>,
    start: usize,
    edits: u8,
) -> Vec<FoundWord<'t>> {
    if edits == 0 {
        let mut found = Vec::new();
        words_along(context, core, lower, start, |end, word| {
            found.push(FoundWord::as_read(&core[start..end], end, word));
        });
        return found;
    }
    let end = longest_part(core, start);
    let mut walk = TrieSearch::new(context, &core[..end], &lower[..end], ways, edits, false, 1500);
    walk.follow(start);
    walk.found
}

/// Calls back for each word that may be a part of a merged token, from `start` on, where no letter was misread.
pub(super) fn words_along(
    context: &CandidateContext<'_>,
    core: &str,
    lower: &str,
    start: usize,
    mut found: impl FnMut(usize, WordId),
) {
    let mut node = context.language.root();
    for (at, byte) in lower[..longest_part(core, start)].bytes().enumerate().skip(start) {
        let Some(next) = context.language.step(node, byte) else { break };
        node = next;
        let end = at + 1;
        if let Some((word, flags)) = context.known_at(node)
            && context.may_be_part(word, flags, letters_of(&core[start..end]))
        {
            found(end, word);
        }
    }
}

/// How many letters a word has.
fn letters_of(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

#[cfg(test)]
mod tests {
    use crate::language::tests::ten_words;
    use crate::repair::page::PageStatistics;

    use super::*;

    /// Words that take in all of a text, with so many things misread at most.
    fn found(text: &str, edits: u8, any: bool) -> Vec<(String, u8, u8)> {
        let (language, page) = (ten_words(), PageStatistics::default());
        let context = CandidateContext::new(&language, &page, false);
        let ways = ConfusionGraph::new(text, &context.channel);
        let mut search = TrieSearch::new(&context, text, text, &ways, edits, true, 5000);
        search.any = any;
        search.follow(0);
        let whole = search.found.into_iter().filter(|word| word.end == text.len());
        whole.map(|word| (word.text.into_owned(), word.confused, word.misread)).collect()
    }

    #[test]
    fn words_are_found_along_the_confusions_and_no_others() {
        for (text, edits, expected) in [
            ("kamer", 0, &[("kamer", 0, 0)][..]),
            ("karner", 1, &[("kamer", 1, 0)]),
            ("karner", 0, &[]),
            ("warrn", 1, &[("warm", 1, 0)]),
            ("rnuseurn", 1, &[]),
            ("rnuseurn", 2, &[("museum", 2, 0)]),
            ("qqqqq", 2, &[]),
        ] {
            let found = found(text, edits, false);
            let found: Vec<_> = found.iter().map(|(text, a, b)| (text.as_str(), *a, *b)).collect();
            assert_eq!(found, expected, "{text} with {edits}");
        }
    }

    #[test]
    fn any_letter_may_be_misread_added_or_lost_where_that_is_asked_for() {
        for text in ["museun", "museuum", "musum"] {
            assert!(found(text, 1, true).contains(&("museum".to_owned(), 0, 1)), "{text}");
            assert!(found(text, 1, false).is_empty(), "{text}");
        }
    }

    #[test]
    fn no_search_goes_on_without_end() {
        let text = "rn".repeat(40);
        let (language, page) = (ten_words(), PageStatistics::default());
        let context = CandidateContext::new(&language, &page, false);
        let ways = ConfusionGraph::new(&text, &context.channel);
        let mut search = TrieSearch::new(&context, &text, &text, &ways, 3, true, 100);
        search.follow(0);
        assert!(search.found.is_empty());
    }
}
