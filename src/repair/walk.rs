//! Walks along the text and the lexicon at once, with confusions on the way.

use std::borrow::Cow;
use std::ops::Range;

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

/// A confusion that may stand at a place of the text.
#[derive(Debug, Clone)]
struct Way<'t> {
    confusion: &'t Confusion,
    /// What was meant, in lower case as the lexicon has it.
    lower: Cow<'t, str>,
    /// What the page adds to its rate.
    habit: f32,
    place: usize,
    old: bool,
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
    /// What may be confused at each place, found when the walk first comes there.
    ways: Vec<Way<'t>>,
    ways_at: Vec<Option<(u32, u32)>>,
    /// Where the text has led as it stands, on the way to where the walk is.
    trail: Vec<(usize, Node)>,
}

/// Where a stretch of the text began that was followed as it stands.
struct From {
    at: usize,
    /// How much of what was meant had been written there.
    out: usize,
    trail: usize,
}

impl<'t> Walk<'t> {
    /// One that has not begun.
    pub(super) fn new(text: &'t str, lower: &'t str, edits: u8, whole: bool, steps: u32) -> Self {
        Self {
            text,
            lower,
            edits,
            any: false,
            whole,
            out: String::new(),
            found: Vec::new(),
            steps,
            ways: Vec::new(),
            ways_at: vec![None; text.len() + 1],
            trail: Vec::new(),
        }
    }

    /// Where the character at a place ends; `None` at the end of the text.
    fn after(&self, at: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(at..)?;
        let more = rest.get(1..)?.iter().take_while(|&&byte| byte & 0xc0 == 0x80).count();
        Some(at + 1 + more)
    }
}

impl<'a> Generator<'a> {
    /// Known words that the text may hold from `start` on.
    pub(super) fn parts(&self, core: &str, lower: &str, start: usize, edits: u8) -> Vec<Part> {
        let end = (start + LONGEST_PART).min(core.len());
        let end = (end..=core.len()).find(|&e| core.is_char_boundary(e)).unwrap_or(core.len());
        if edits == 0 {
            return self.parts_as_read(&core[..end], &lower[..end], start);
        }
        let mut walk = Walk::new(&core[..end], &lower[..end], edits, false, 1500);
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
        let end = self.steps(node, &walk.lower.as_bytes()[at..]);
        if let Some(word) = end.and_then(|end| self.language.word_at(end)).filter(|&w| self.knows(w)) {
            let text = format!("{}{}", walk.out, &walk.text[at..]);
            walk.found.push(Part { end: walk.text.len(), word, text, ln_channel, used, confused, misread });
        }
    }

    /// What may be confused at a place of the text, by its places in `walk.ways`.
    fn ways<'t>(&self, walk: &mut Walk<'t>, at: usize) -> Range<usize>
    where
        'a: 't,
    {
        let (from, to) = walk.ways_at[at].unwrap_or_else(|| {
            let from = walk.ways.len() as u32;
            for old in [false, true] {
                if old && !self.old {
                    break;
                }
                let language = self.language;
                let table = if old { language.historical_confusions() } else { language.confusions() };
                for (place, confusion) in table.at(&walk.text[at..]) {
                    let habit = self.page.habit(place, old);
                    if confusion.ln_rate + habit >= LEAST_CHANNEL
                        && (old || !self.is_in_old_table(confusion))
                        && !self.is_respelling(confusion)
                    {
                        let lower = lowered(&confusion.meant);
                        walk.ways.push(Way { confusion, lower, habit, place, old });
                    }
                }
            }
            (from, walk.ways.len() as u32)
        });
        walk.ways_at[at] = Some((from, to));
        from as usize..to as usize
    }

    /// Goes on from one place of the text and one of the lexicon, in all ways the channel allows.
    pub(super) fn walk<'t>(&self, walk: &mut Walk<'t>, at: usize, node: Node, done: Done)
    where
        'a: 't,
    {
        let spent = done.confused + done.misread >= walk.edits;
        if spent && walk.whole {
            if walk.steps > 0 {
                walk.steps -= 1;
                self.rest(walk, at, node, done);
            }
            return;
        }
        // First as far as the text leads as it stands, then back, with something misread at each place.
        let from = From { at, out: walk.out.len(), trail: walk.trail.len() };
        let (mut at, mut node) = (at, node);
        while walk.steps > 0 {
            walk.steps -= 1;
            if (!walk.whole || at == walk.text.len())
                && from.out + at - from.at > 0
                && let Some(word) = self.language.word_at(node).filter(|&w| self.knows(w))
            {
                let text = format!("{}{}", walk.out, &walk.text[from.at..at]);
                let Done { ln_channel, confused, misread, used, .. } = done;
                walk.found.push(Part { end: at, word, text, ln_channel, used, confused, misread });
            }
            let Some(after) = walk.after(at) else { break };
            walk.trail.push((at, node));
            let Some(next) = self.steps(node, &walk.lower.as_bytes()[at..after]) else { break };
            (at, node) = (after, next);
        }
        while !spent
            && walk.trail.len() > from.trail
            && let Some((at, node)) = walk.trail.pop()
        {
            self.misread(walk, &from, at, node, done);
        }
        walk.trail.truncate(from.trail);
    }

    /// Goes on with something misread here.
    fn misread<'t>(&self, walk: &mut Walk<'t>, from: &From, at: usize, node: Node, done: Done)
    where
        'a: 't,
    {
        let Done { ln_channel, confused, misread, used, .. } = done;
        // Where nothing more may be misread, most ways lead nowhere: one look tells.
        let last = walk.whole && confused + misread + 1 >= walk.edits;
        let bytes = walk.lower.as_bytes();
        let leads = |there: Node, at: usize| {
            !last
                || match bytes.get(at) {
                    Some(&byte) => self.language.step(there, byte).is_some(),
                    None => self.language.word_at(there).is_some(),
                }
        };
        for i in self.ways(walk, at) {
            let Way { confusion, ref lower, habit, place, old } = walk.ways[i];
            let cost = done.cost + confusion.ln_rate + habit;
            if cost < LEAST_CHANNEL {
                continue;
            }
            let Some(next) = self.steps(node, lower.as_bytes()) else { continue };
            let to = at + confusion.read.len();
            let done = Done {
                cost,
                ln_channel: ln_channel + confusion.ln_rate,
                confused: confused + 1,
                misread,
                used: used.and(place, old),
            };
            self.walk_if(leads(next, to), walk, (from, at, &confusion.meant), to, next, done);
        }
        let Some(after) = walk.after(at) else { return };
        if walk.any && misread == 0 && (confused == 0 || walk.text.len() >= 9) {
            let done = Done { ln_channel: ln_channel + ANY_LETTER, misread: misread + 1, ..done };
            for (letter, next) in self.language.next_letters(node) {
                let meant = [letter];
                let meant = std::str::from_utf8(&meant).unwrap_or_default();
                if bytes[at] != letter {
                    self.walk_if(leads(next, after), walk, (from, at, meant), after, next, done);
                }
                let added = Done { ln_channel: done.ln_channel - 1.5, ..done };
                self.walk_if(leads(next, at), walk, (from, at, meant), at, next, added);
            }
            let lost = Done { ln_channel: done.ln_channel + 1.5, ..done };
            self.walk_if(true, walk, (from, at, ""), after, node, lost);
        }
    }

    /// Goes on behind what was meant at a place where that may lead somewhere; it is a step in any case.
    fn walk_if<'t>(
        &self,
        leads: bool,
        walk: &mut Walk<'t>,
        (from, here, meant): (&From, usize, &str),
        at: usize,
        node: Node,
        done: Done,
    ) where
        'a: 't,
    {
        if leads {
            walk.out.push_str(&walk.text[from.at..here]);
            walk.out.push_str(meant);
            self.walk(walk, at, node, done);
            walk.out.truncate(from.out);
        } else {
            walk.steps = walk.steps.saturating_sub(1);
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

    /// Where some text leads.
    #[inline]
    fn steps(&self, node: Node, text: &[u8]) -> Option<Node> {
        text.iter().try_fold(node, |node, &byte| self.language.step(node, byte))
    }
}
