//! Walks along the text and the lexicon at once, with confusions on the way.

use crate::language::{Confusion, Node, WordId};

use super::candidates::{Generator, lowered};
use super::merges::LONGEST_PART;
use super::reading::Used;

/// A chain of confusions less likely than this is not followed.
const LEAST_CHANNEL: f32 = -13.0;
/// ln P of a letter misread in a way that the table lacks: one in two thousand, one of thirty letters.
pub(super) const ANY_LETTER: f32 = -11.0;

/// A known word found along the text.
pub(super) struct Part {
    pub(super) end: usize,
    pub(super) word: WordId,
    pub(super) text: String,
    pub(super) ln_channel: f32,
    pub(super) used: Used,
    pub(super) confused: u8,
    pub(super) misread: u8,
}

/// What the channel did on the way to a place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Done {
    /// By the usual rates.
    pub(super) ln_channel: f32,
    /// By the rates of this page.
    pub(super) cost: f32,
    pub(super) confused: u8,
    pub(super) misread: u8,
    pub(super) used: Used,
}

/// How far a walk has come.
pub(super) struct Walk<'t> {
    pub(super) text: &'t str,
    pub(super) lower: &'t str,
    pub(super) edits: u8,
    pub(super) any: bool,
    /// Whether only words that take in all of the text count.
    pub(super) whole: bool,
    pub(super) out: String,
    pub(super) found: Vec<Part>,
    /// Steps left; keeps the time linear whatever the text.
    pub(super) steps: u32,
}

impl Generator<'_> {
    /// Known words that the text may hold from `start` on.
    pub(super) fn parts(&self, core: &str, lower: &str, start: usize, edits: u8) -> Vec<Part> {
        let end = (start + LONGEST_PART).min(core.len());
        let end = (end..=core.len()).find(|&e| core.is_char_boundary(e)).unwrap_or(core.len());
        if edits == 0 {
            return self.parts_as_read(&core[..end], &lower[..end], start);
        }
        let mut walk = Walk {
            text: &core[..end],
            lower: &lower[..end],
            edits,
            any: false,
            whole: false,
            out: String::new(),
            found: Vec::new(),
            steps: 1500,
        };
        self.walk(&mut walk, start, self.language.root(), Done::default());
        walk.found
    }

    /// The same where no letter was misread.
    fn parts_as_read(&self, core: &str, lower: &str, start: usize) -> Vec<Part> {
        let mut found = Vec::new();
        let mut node = self.language.root();
        for (at, byte) in lower.bytes().enumerate().skip(start) {
            let Some(next) = self.language.step(node, byte) else { break };
            node = next;
            let end = at + 1;
            if let Some(word) = self.language.word_at(node).filter(|&w| self.knows(w))
                && self.may_be_part(word, &core[start..end])
            {
                let text = core[start..end].to_owned();
                let used = Used::default();
                found.push(Part { end, word, text, ln_channel: 0.0, used, confused: 0, misread: 0 });
            }
        }
        found
    }

    /// Follows the text to its end, where nothing more may be misread.
    fn rest(&self, walk: &mut Walk<'_>, at: usize, node: Node, done: Done) {
        let Done { ln_channel, confused, misread, used, .. } = done;
        let end = self.steps(node, &walk.lower[at..]);
        if let Some(word) = end.and_then(|end| self.language.word_at(end)).filter(|&w| self.knows(w)) {
            let text = format!("{}{}", walk.out, &walk.text[at..]);
            walk.found.push(Part { end: walk.text.len(), word, text, ln_channel, used, confused, misread });
        }
    }

    /// Goes on from one place of the text and one of the lexicon, in all ways the channel allows.
    pub(super) fn walk(&self, walk: &mut Walk<'_>, at: usize, node: Node, done: Done) {
        let Done { ln_channel, confused, misread, used, .. } = done;
        if walk.steps == 0 {
            return;
        }
        walk.steps -= 1;
        if walk.whole && confused + misread >= walk.edits {
            self.rest(walk, at, node, done);
            return;
        }
        if !walk.out.is_empty()
            && (!walk.whole || at == walk.text.len())
            && let Some(word) = self.language.word_at(node).filter(|&w| self.knows(w))
        {
            let text = walk.out.clone();
            walk.found.push(Part { end: at, word, text, ln_channel, used, confused, misread });
        }
        let Some(c) = walk.text[at..].chars().next() else { return };
        let after = at + c.len_utf8();
        let length = walk.out.len();
        if let Some(next) = self.steps(node, &walk.lower[at..after]) {
            walk.out.push(c);
            self.walk(walk, after, next, done);
            walk.out.truncate(length);
        }
        if confused + misread >= walk.edits {
            return;
        }
        let text = walk.text;
        for old in [false, true] {
            if old && !self.old {
                break;
            }
            let table = if old { self.language.historical_confusions() } else { self.language.confusions() };
            for (place, confusion) in table.at(&text[at..]) {
                let cost = done.cost + confusion.ln_rate + self.page.habit(place, old);
                if cost < LEAST_CHANNEL
                    || !old && self.is_in_old_table(confusion)
                    || self.is_respelling(confusion)
                {
                    continue;
                }
                let meant = lowered(&confusion.meant);
                if let Some(next) = self.steps(node, &meant) {
                    walk.out.push_str(&confusion.meant);
                    let done = Done {
                        cost,
                        ln_channel: ln_channel + confusion.ln_rate,
                        confused: confused + 1,
                        misread,
                        used: used.and(place, old),
                    };
                    self.walk(walk, at + confusion.read.len(), next, done);
                    walk.out.truncate(length);
                }
            }
        }
        if walk.any && misread == 0 && (confused == 0 || walk.text.len() >= 9) {
            let done = Done { ln_channel: ln_channel + ANY_LETTER, misread: misread + 1, ..done };
            let mut letters = [None; 26];
            self.language.letters_after(node, &mut letters);
            for (letter, next) in (b'a'..=b'z').zip(letters) {
                let Some(next) = next else { continue };
                if !walk.lower[at..].starts_with(char::from(letter)) {
                    walk.out.push(char::from(letter));
                    self.walk(walk, after, next, done);
                    walk.out.truncate(length);
                }
                walk.out.push(char::from(letter));
                self.walk(walk, at, next, Done { ln_channel: done.ln_channel - 1.5, ..done });
                walk.out.truncate(length);
            }
            self.walk(walk, after, node, Done { ln_channel: done.ln_channel + 1.5, ..done });
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
        self.old && self.language.historical_confusions().place(&confusion.read, &confusion.meant).is_some()
    }

    pub(super) fn steps(&self, mut node: Node, text: &str) -> Option<Node> {
        for byte in text.bytes() {
            node = self.language.step(node, byte)?;
        }
        Some(node)
    }
}
