//! Words: look-up, flags, and walking the lexicon letter by letter.

use ontwar_pack::records::{flag, more};

use super::automaton::{Automaton, State};
use super::{Item, Language, WordId, folded};

/// What kind of word it is, and which list has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flags(u8);

impl Flags {
    /// The official list has it.
    pub(crate) fn is_listed(self) -> bool {
        self.0 & flag::LISTED != 0
    }
    /// The corpora have it, and more than twice.
    pub(crate) fn is_seen(self) -> bool {
        self.0 & flag::SEEN != 0
    }
    /// A list of names has it.
    pub(crate) fn is_name(self) -> bool {
        self.0 & flag::NAME != 0
    }
    /// A maintainer wants it never touched.
    pub(crate) fn is_keep(self) -> bool {
        self.0 & flag::KEEP != 0
    }
    /// It is of a closed class: article, pronoun, preposition, auxiliary …
    pub(crate) fn is_function(self) -> bool {
        self.0 & flag::FUNCTION != 0
    }
    /// A short word that may be a part of a merged token.
    pub(crate) fn is_part(self) -> bool {
        self.0 & flag::PART != 0
    }
    /// Old print has it.
    pub(crate) fn is_historical(self) -> bool {
        self.0 & flag::HISTORICAL != 0
    }
    /// A general frequency list has it (which holds common mistakes too).
    pub(crate) fn is_common(self) -> bool {
        self.0 & flag::COMMON != 0
    }
    /// Any list but that of old print has it.
    pub(crate) fn is_modern(self) -> bool {
        self.0 & (flag::LISTED | flag::SEEN | flag::NAME | flag::KEEP | flag::COMMON) != 0
    }
}

/// A place in the lexicon: what the letters so far lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Node {
    base: State,
    own: State,
}

impl Node {
    /// The word that ends here.
    #[inline]
    pub(crate) fn word(self) -> Option<WordId> {
        self.base.word().or_else(|| self.own.word()).map(WordId)
    }
}

impl Node {
    #[inline]
    fn leading(self) -> Option<Self> {
        (self.base.leads() || self.own.leads()).then_some(self)
    }
}

impl Language {
    /// The id of a word by its lower-case form (see [`fold`](super::fold())).
    pub(crate) fn word(&self, lower: &str) -> Option<WordId> {
        let own = || self.overlay.lexicon.as_ref()?.word(lower);
        self.pack.lexicon().word(lower).or_else(own).map(WordId)
    }

    /// Where every word begins.
    #[inline]
    pub(crate) fn root(&self) -> Node {
        let own = self.overlay.lexicon.as_ref().map_or(State::NOWHERE, Automaton::root);
        Node { base: self.pack.lexicon().root(), own }
    }

    /// One byte (of UTF-8) further.
    #[inline]
    pub(crate) fn step(&self, node: Node, byte: u8) -> Option<Node> {
        Node { base: self.pack.lexicon().step(node.base, byte), own: self.own_step(node, byte) }.leading()
    }

    /// Whether one byte further any word goes on.
    #[inline]
    pub(crate) fn leads_on(&self, node: Node, byte: u8) -> bool {
        self.pack.lexicon().leads_on(node.base, byte)
            || node.own.leads()
                && self.overlay.lexicon.as_ref().is_some_and(|own| own.leads_on(node.own, byte))
    }

    /// Where the small letters lead from which any word goes on.
    #[inline]
    pub(crate) fn next_letters(&self, node: Node) -> impl Iterator<Item = (u8, Node)> {
        let base = self.pack.lexicon().letters(node.base);
        let own = self.overlay.lexicon.as_ref().filter(|_| node.own.leads()).map(|own| own.letters(node.own));
        let mut left = base.leading() | own.map_or(0, |own| own.leading());
        std::iter::from_fn(move || {
            let letter = b'a' + (left != 0).then(|| left.trailing_zeros())? as u8;
            left &= left - 1;
            let own = own.map_or(State::NOWHERE, |own| own.step(letter));
            Some((letter, Node { base: base.step(letter), own }))
        })
    }

    #[inline]
    fn own_step(&self, node: Node, byte: u8) -> State {
        // Without a dictionary folder nothing is looked up at all.
        if !node.own.leads() {
            return State::NOWHERE;
        }
        self.overlay.lexicon.as_ref().map_or(State::NOWHERE, |own| own.step(node.own, byte))
    }

    /// What is known of a word.
    pub(crate) fn flags(&self, word: WordId) -> Flags {
        let base = self.pack.word(word).flags;
        let added = self.overlay.added.get(&word.0).copied().unwrap_or(0);
        Flags(base | added | self.own(word).map_or(0, |own| own.flags))
    }

    /// Whether a word may be a misreading of a likelier one.
    pub(crate) fn is_confusable(&self, word: WordId) -> bool {
        // What a user added may be anything, and so may the rates that a user gave.
        self.overlay.stamp != 0 || self.pack.word(word).more & more::CONFUSABLE != 0
    }

    /// Whether a word may be several that ran together.
    pub(crate) fn splits(&self, word: WordId) -> bool {
        self.overlay.stamp != 0 || self.pack.word(word).more & more::SPLITS != 0
    }

    fn own(&self, word: WordId) -> Option<super::overlay::Own> {
        let first = self.pack.len() as u32;
        self.overlay.entries.get(word.0.checked_sub(first)? as usize).copied()
    }

    /// The share (0 to 1) of its uses inside a sentence that are capitalised.
    pub(crate) fn capital(&self, word: WordId) -> f32 {
        match self.own(word) {
            Some(own) => own.capital,
            None => f32::from(self.pack.word(word).capital) / 100.0,
        }
    }

    /// How often (0 to 1) it stands before another word with a capital where it has one itself, as
    /// the parts of names do, if that is known.
    pub(crate) fn onward(&self, word: WordId) -> Option<f32> {
        if word.0 as usize >= self.pack.len() {
            return None;
        }
        let share = self.pack.word(word).onward.checked_sub(1)?;
        Some(f32::from(share) / 100.0)
    }

    /// The class of a word in the class model.
    #[inline]
    pub(crate) fn class(&self, word: WordId) -> u8 {
        if word.0 as usize >= self.pack.len() {
            return self.pack.word(Self::UNKNOWN).class;
        }
        self.pack.word(word).class
    }

    /// A word as a unit of context.
    #[inline]
    pub(crate) fn item(&self, word: WordId) -> Item {
        Item { word, class: self.class(word) }
    }

    /// Whether a token's core is a word as it stands, in any case: listed,
    /// seen, a name, a hyphenated run of such, or a compound of known parts.
    pub(crate) fn knows(&self, text: &str) -> bool {
        let lower = folded(text);
        let lower = self.without_clitic(&lower).unwrap_or(&lower);
        let known = |part: &str| {
            self.word(part).is_some_and(|word| self.flags(word).is_modern())
                || self.compound_of(part).is_some()
                || part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty()
        };
        known(lower)
            || lower.as_bytes().contains(&b'-') && lower.split('-').filter(|p| !p.is_empty()).all(known)
    }
}
