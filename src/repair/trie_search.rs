//! Walks along the text and the lexicon at once, with confusions on the way.

use std::borrow::Cow;

use crate::language::{Flags, Node, WordId};

use super::candidate::Used;
use super::candidates::Generator;
use super::confusion_graph::{ConfusionArc, ConfusionGraph, LEAST_CHANNEL};
use super::segmentation::LONGEST_PART;

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
    ConfusionArc(u16),
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
        text: &'w str,
        lower: &'w str,
        ways: &'w ConfusionGraph<'w>,
        edits: u8,
        whole: bool,
        steps: u32,
    ) -> Self {
        Self {
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
                Meant::ConfusionArc(i) => text.push_str(&self.ways.way(i).confusion.meant),
            }
            at = usize::from(change.to);
        }
        text.push_str(&self.text[at..end]);
    }
}

/// Where the longest part ends that begins at `start`.
fn longest_part(core: &str, start: usize) -> usize {
    let end = (start + LONGEST_PART).min(core.len());
    (end..=core.len()).find(|&e| core.is_char_boundary(e)).unwrap_or(core.len())
}

impl Generator<'_> {
    /// Known words that may be parts of a merged token, from `start` on.
    pub(super) fn parts<'t>(
        &self,
        (core, lower): (&'t str, &str),
        ways: &ConfusionGraph<'_>,
        start: usize,
        edits: u8,
    ) -> Vec<FoundWord<'t>> {
        if edits == 0 {
            let mut found = Vec::new();
            self.words_along(core, lower, start, |end, word| {
                found.push(FoundWord::as_read(&core[start..end], end, word));
            });
            return found;
        }
        let end = longest_part(core, start);
        let mut walk = TrieSearch::new(&core[..end], &lower[..end], ways, edits, false, 1500);
        self.follow(&mut walk, start);
        walk.found
    }

    /// Calls back for each word that may be a part of a merged token, from `start` on, where no letter was misread.
    pub(super) fn words_along(
        &self,
        core: &str,
        lower: &str,
        start: usize,
        mut found: impl FnMut(usize, WordId),
    ) {
        let mut node = self.language.root();
        for (at, byte) in lower[..longest_part(core, start)].bytes().enumerate().skip(start) {
            let Some(next) = self.language.step(node, byte) else { break };
            node = next;
            let end = at + 1;
            if let Some((word, flags)) = self.known_at(node)
                && self.may_be_part(word, flags, &core[start..end])
            {
                found(end, word);
            }
        }
    }

    /// Follows the text from a place, in all ways the channel allows.
    pub(super) fn follow(&self, walk: &mut TrieSearch<'_>, start: usize) {
        walk.start = start;
        self.walk(walk, start, self.language.root(), &ChannelPath::default());
    }

    /// Goes on from one place of the text and one of the lexicon.
    fn walk(&self, walk: &mut TrieSearch<'_>, at: usize, node: Node, done: &ChannelPath) {
        let spent = done.edits() >= walk.edits;
        // First as far as the text leads as it stands, then back, with something misread at each place.
        let trail = walk.trail.len();
        let (mut at, mut node) = (at, node);
        while walk.steps > 0 {
            walk.steps -= 1;
            if !walk.whole || at == walk.text.len() {
                self.take(walk, at, node, done);
            }
            let Some(after) = walk.after(at) else { break };
            if !spent {
                walk.trail.push((at, node));
            }
            let Some(next) = self.steps(node, &walk.lower.as_bytes()[at..after]) else { break };
            (at, node) = (after, next);
        }
        let any = walk.any && done.misread == 0 && (done.confused == 0 || walk.text.len() >= 9);
        // Without a step left nothing is found any more.
        while walk.steps > 0
            && walk.trail.len() > trail
            && let Some((at, node)) = walk.trail.pop()
        {
            self.confuse(walk, at, node, done);
            if any {
                self.misread(walk, at, node, done);
            }
        }
        walk.trail.truncate(trail);
    }

    /// Takes down the word that ends here, if one does that is asked for.
    #[inline]
    fn take(&self, walk: &mut TrieSearch<'_>, end: usize, node: Node, done: &ChannelPath) {
        let Some((word, flags)) = self.known_at(node) else { return };
        walk.write(end, done);
        if walk.whole || self.may_be_part(word, flags, &walk.out) {
            let text = Cow::Owned(walk.out.clone());
            let ChannelPath { ln_channel, used, confused, misread, .. } = *done;
            walk.found.push(FoundWord { end, word, text, ln_channel, used, confused, misread });
        }
    }

    /// The known word that ends at a place, and what is known of it.
    #[inline]
    fn known_at(&self, node: Node) -> Option<(WordId, Flags)> {
        let word = self.language.word_at(node)?;
        let flags = self.language.flags(word);
        self.knows_by(flags).then_some((word, flags))
    }

    /// Goes on with each confusion that may stand here.
    #[inline]
    fn confuse(&self, walk: &mut TrieSearch<'_>, at: usize, node: Node, done: &ChannelPath) {
        let ways = walk.ways;
        for &run in ways.at(at, done.cost) {
            if run.first.is_some_and(|letter| !self.language.leads_on(node, letter)) {
                continue;
            }
            for (number, way) in ways.of(run) {
                let ConfusionArc { confusion, ln_rate, adaptation, place, old } = *way;
                let to = at + confusion.read.len();
                let cost = done.cost + ln_rate + adaptation;
                if cost < LEAST_CHANNEL || to > walk.text.len() {
                    continue;
                }
                let Some(next) = self.steps(node, confusion.lower().as_bytes()) else { continue };
                self.go_on(walk, to, next, done, || ChannelPath {
                    cost,
                    ln_channel: done.ln_channel + ln_rate,
                    confused: done.confused + 1,
                    used: done.used.and(place, old),
                    ..done.with(at, to, Meant::ConfusionArc(number))
                });
            }
        }
    }

    /// Goes on with the letter that stands here misread for any other, added, or with one before it lost.
    fn misread(&self, walk: &mut TrieSearch<'_>, at: usize, node: Node, done: &ChannelPath) {
        let Some(after) = walk.after(at) else { return };
        let with = |to: usize, meant: Meant, more: f32| ChannelPath {
            ln_channel: done.ln_channel + ANY_LETTER + more,
            misread: done.misread + 1,
            ..done.with(at, to, meant)
        };
        let here = walk.lower.as_bytes()[at];
        for (letter, next) in self.language.next_letters(node) {
            if walk.steps == 0 {
                return;
            }
            if here != letter {
                self.go_on(walk, after, next, done, || with(after, Meant::Letter(letter), 0.0));
            }
            self.go_on(walk, at, next, done, || with(at, Meant::Letter(letter), -1.5));
        }
        self.go_on(walk, after, node, done, || with(after, Meant::Nothing, 1.5));
    }

    /// Goes on after one thing more was misread.
    #[inline]
    fn go_on(
        &self,
        walk: &mut TrieSearch<'_>,
        at: usize,
        node: Node,
        done: &ChannelPath,
        with: impl FnOnce() -> ChannelPath,
    ) {
        if !walk.whole || done.edits() + 1 < walk.edits {
            self.walk(walk, at, node, &with());
        } else if walk.steps > 0 {
            walk.steps -= 1;
            // Nothing more may be misread: the rest ends a word as it stands or, mostly, does not even begin to.
            let rest = &walk.lower.as_bytes()[at..];
            if rest.first().is_none_or(|&byte| self.language.leads_on(node, byte))
                && let Some(end) = self.steps(node, rest)
            {
                self.take(walk, walk.text.len(), end, &with());
            }
        }
    }

    /// Where some text leads.
    #[inline]
    fn steps(&self, node: Node, text: &[u8]) -> Option<Node> {
        text.iter().try_fold(node, |node, &byte| self.language.step(node, byte))
    }
}
