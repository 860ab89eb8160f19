//! A language pack in memory: which words there are, how likely a run of them
//! is, and how a scanner garbles them. Layout and repair ask the same model.
//!
//! ```
//! use ontwar::Language;
//!
//! let dutch = Language::builtin("nl")?.with_dictionary([("words.tsv", "zwartkijkster\n")])?;
//! assert_eq!(dutch.lists_with("zwartkijkster"), ["words.tsv:1"]);
//! # Ok::<(), ontwar::language::PackError>(())
//! ```
//!
//! All probabilities are natural logarithms. A `WordId` names a word of the
//! lexicon by its lower-case form; four more ids stand for what is not a word
//! but is context: `Language::START`, `COMMA`, `NUMBER` and `UNKNOWN`.

mod alignment;
mod biases;
mod builtin;
mod compounds;
mod confusions;
pub mod count;
mod fit;
mod fold;
mod followers;
mod forest;
mod format;
mod grammar;
mod identify;
mod inspect;
pub mod learn;
mod letters;
mod lexicon;
mod lint;
mod ngrams;
mod overlay;
mod pack;
mod rules;
mod runs;
mod shallow_segmentation;
mod token_parts;
mod trust;

use std::sync::Arc;

use biases::Biases;
use bytes::Section;
pub(crate) use compounds::Compound;
pub(crate) use confusions::{Confusion, Confusions};
pub use fit::choose;
pub use fold::fold;
pub(crate) use fold::{folded, is_vowel};
pub(crate) use forest::{Aligned, Forest, compiled, flag};
pub use format::tidy;
pub(crate) use grammar::Closed;
use grammar::Grammar;
pub(crate) use identify::{Identifier, Tongue};
pub(crate) use lexicon::{Flags, Node};
pub use lint::{Fault, lint};
pub(crate) use ngrams::History;
pub use ontwar_pack::PackError;
use ontwar_pack::letters::LetterCodes;
use ontwar_pack::profile::Profile;
use ontwar_pack::{automaton, bytes, sources};
pub use overlay::FILES;
use overlay::Overlay;
use pack::{Pack, known};
pub(crate) use rules::{Ordered, Rule};
pub(crate) use runs::{Boundary, Told};
pub use token_parts::core_of;
pub(crate) use token_parts::parts_of;
pub(crate) use trust::Trust;
use trust::Trusts;

/// A word of the lexicon, or one of the marks that are context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WordId(pub u32);

/// One unit of the language model's context: a word or a mark with its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Item {
    /// The word or mark.
    pub word: WordId,
    /// Its class; for an unseen compound, that of its head.
    pub class: u8,
}

/// How old print looks, and so how it is misread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typeface {
    /// Roman type with the one s that we have.
    Later,
    /// Roman type with the long s, which is read as f or l.
    LongS,
    /// Gothic type.
    Gothic,
}

impl Typeface {
    /// Every one.
    pub(crate) const ALL: [Self; 3] = [Self::Later, Self::LongS, Self::Gothic];
}

/// What is particular to a language, and the codes that its letters have for that.
#[derive(Debug)]
struct Manner {
    profile: Profile,
    codes: LetterCodes,
    biases: Biases,
    trusts: Trusts,
}

/// A language pack, ready for use. Cheap to clone, shared between threads.
#[derive(Debug, Clone)]
pub struct Language {
    pack: Pack,
    grammar: Arc<Grammar>,
    manner: Arc<Manner>,
    overlay: Arc<Overlay>,
}

impl Language {
    /// The start of a sentence: after `. ! ? ; :`, and at the start of a text.
    pub(crate) const START: WordId = WordId(0);
    /// A comma.
    pub(crate) const COMMA: WordId = WordId(1);
    /// Anything that starts with a digit.
    pub(crate) const NUMBER: WordId = WordId(2);
    /// A word that the lexicon lacks.
    pub(crate) const UNKNOWN: WordId = WordId(3);

    /// The BCP 47 tags of the built-in packs, in order.
    pub fn builtin_tags() -> impl Iterator<Item = &'static str> {
        builtin::PACKS.iter().map(|pack| pack.0)
    }

    /// The built-in pack of a language, by its BCP 47 tag.
    pub fn builtin(tag: &str) -> Result<Self, PackError> {
        let bytes = builtin::pack(tag)
            .ok_or_else(|| PackError::NoSuchLanguage { tag: tag.to_owned(), builtin: builtin::names() })?;
        // It came with the program, and is as whole as that.
        Self::of(bytes)
    }

    /// A pack from elsewhere, such as a file that `ontwar dict build` made.
    ///
    /// It is used where it lies, for as long as the program runs: load it once
    /// and clone the language. Bytes that are not static can be leaked:
    ///
    /// ```no_run
    /// # use ontwar::language::Language;
    /// let bytes = std::fs::read("fy.pack")?;
    /// let frisian = Language::from_pack(bytes.leak())?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where the pack is not whole, or was made for another version.
    pub fn from_pack(pack: &'static [u8]) -> Result<Self, PackError> {
        bytes::check(pack)?;
        Self::of(pack)
    }

    fn of(bytes: &'static [u8]) -> Result<Self, PackError> {
        let pack = Pack::new(bytes)?;
        let file = |name: &str| format!("{}/{name}", pack.tag());
        let mut overlay = Overlay {
            confusions: Confusions::parse(&file("confusions.tsv"), text(&pack, Section::Confusions))?,
            historical_confusions: Confusions::parse(
                &file("historical/confusions.tsv"),
                text(&pack, Section::HistoricalConfusions),
            )?,
            long_s_confusions: Confusions::parse(
                &file("historical/long-s.tsv"),
                text(&pack, Section::LongSConfusions),
            )?,
            gothic_confusions: Confusions::parse(
                &file("historical/gothic.tsv"),
                text(&pack, Section::GothicConfusions),
            )?,
            ..Overlay::default()
        };
        overlay.rules.read_corrections(&file("corrections.tsv"), text(&pack, Section::Corrections))?;
        overlay.rules.read_patterns(&file("patterns.tsv"), text(&pack, Section::Patterns))?;
        overlay.rules.finish()?;
        let grammar = Arc::new(Grammar::parse(&file("grammar.tsv"), text(&pack, Section::Grammar))?);
        let profile = Profile::of(pack.section(Section::Profile))?;
        let codes = LetterCodes::new(&profile.letters.apart, &profile.letters.together);
        let weights = sources::weights(&file("historical/weights.tsv"), text(&pack, Section::Weights))?;
        let manner =
            Arc::new(Manner { profile, codes, biases: Biases::of(&weights), trusts: Trusts::of(&weights) });
        Ok(Self { pack, grammar, manner, overlay: Arc::new(overlay) })
    }

    /// The same pack with a dictionary folder over it: pairs of a file's path
    /// and its text. [`FILES`] says which names are known; others are passed over.
    pub fn with_dictionary<'a>(
        &self,
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, PackError> {
        let mut overlay = (*self.overlay).clone();
        for (path, text) in files {
            overlay.read(path, text)?;
            overlay.stamp = bytes::stamp(overlay.stamp, text.as_bytes());
        }
        overlay.finish(self.pack.len() as u32)?;
        for (word, own) in &overlay.words {
            if let Some(known) = self.word(word) {
                *overlay.added.entry(known.0).or_default() |= own.flags;
            }
        }
        Ok(Self {
            pack: self.pack.clone(),
            grammar: Arc::clone(&self.grammar),
            manner: Arc::clone(&self.manner),
            overlay: Arc::new(overlay),
        })
    }

    /// The BCP 47 tag of the pack.
    pub fn tag(&self) -> &str {
        self.pack.tag()
    }

    /// Which pack this is: its tag, a short name for its contents and, with a
    /// dictionary folder over it, one for the contents of that.
    pub fn version(&self) -> String {
        let own = match self.overlay.stamp {
            0 => String::new(),
            stamp => format!("+{stamp:016x}"),
        };
        format!("{} {:016x}{own}", self.tag(), self.pack.stamp())
    }

    /// What Tesseract calls its data for the language.
    pub fn tesseract(&self) -> &str {
        self.profile().tesseract.as_deref().unwrap_or(self.tag())
    }

    /// What is particular to the language.
    pub(crate) fn profile(&self) -> &Profile {
        &self.manner.profile
    }

    /// Whether a letter, in lower case, is none that the language is written with.
    pub(crate) fn is_strange(&self, letter: char) -> bool {
        letter.is_alphabetic() && !letter.is_ascii() && !self.manner.profile.letters.own.contains(letter)
    }

    /// The channel of modern scans.
    pub(crate) fn confusions(&self) -> &Confusions {
        &self.overlay.confusions
    }

    /// The channel of old print in some type.
    pub(crate) fn historical_confusions(&self, print: Typeface) -> &Confusions {
        match print {
            Typeface::Later => &self.overlay.historical_confusions,
            Typeface::LongS => &self.overlay.long_s_confusions,
            Typeface::Gothic => &self.overlay.gothic_confusions,
        }
    }

    /// Whether the pack knows how old print of some type is misread.
    pub(crate) fn has_print(&self, print: Typeface) -> bool {
        !self.historical_confusions(print).all().is_empty()
    }

    /// ln P of a word as the last part of a compound, if it can be one.
    pub(crate) fn head(&self, word: WordId) -> Option<f32> {
        known(self.pack.part(word)?.head)
    }

    /// ln P of a word as an earlier part of a compound, if it can be one.
    pub(crate) fn modifier(&self, word: WordId) -> Option<f32> {
        known(self.pack.part(word)?.modifier)
    }

    pub(crate) fn compound_of(&self, lower: &str) -> Option<Compound> {
        compounds::best(self, lower)
    }

    /// ln P of the letters of a word that no list has; case counts.
    pub(crate) fn letters(&self, text: &str) -> f32 {
        letters::ln_p(self.pack.letters(false), &self.manner.codes, text.chars())
    }

    /// The same for letters one by one.
    pub(crate) fn letters_of(&self, letters: impl Iterator<Item = char>) -> f32 {
        letters::ln_p(self.pack.letters(false), &self.manner.codes, letters)
    }

    /// The same in old print.
    pub(crate) fn historical_letters(&self, text: &str) -> f32 {
        letters::ln_p(self.pack.letters(true), &self.manner.codes, text.chars())
    }
}

fn text(pack: &Pack, section: Section) -> &'static str {
    std::str::from_utf8(pack.section(section)).unwrap_or("")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn small() -> Language {
        let sources = ontwar_pack::compile::Sources {
            tag: "nl".to_owned(),
            words: "een\t50\t0\nhuis\t9\t0\nNederland\t4\t100\nrijk\t5\t0\nrijkshuis\t0\t0\n".to_owned(),
            bigrams: "<s>\teen\t9\neen\thuis\t8\n".to_owned(),
            trigrams: "<s>\teen\thuis\t4\n".to_owned(),
            rare: "huizing\t1\nhuisman\t1\n".to_owned(),
            confusions: "rn\tm\t0.004\n".to_owned(),
            grammar: "compound-link\t∅\t0.6\ncompound-link\ts\t0.25\n".to_owned(),
            ..ontwar_pack::compile::Sources::default()
        };
        Language::from_pack(ontwar_pack::compile::compile(&sources).unwrap().leak()).unwrap()
    }

    /// The small pack with as many words again: ten in all, enough for every unit test of a search.
    pub(crate) fn ten_words() -> Language {
        let words = "museum\nkamer\nwarm\nzomer\nmuur\n";
        small().with_dictionary([("d/words.tsv", words)]).unwrap()
    }

    #[test]
    fn a_compiled_pack_answers_as_its_sources_say() {
        let language = small();
        let (een, huis) = (language.word("een").unwrap(), language.word("huis").unwrap());
        assert!(language.flags(huis).is_listed());
        assert!(language.unigram(een) > language.unigram(huis));
        assert!(language.bigram(een, huis) > language.unigram(huis));
        assert!(language.trigram(Language::START, een, huis) > language.unigram(huis));
        assert!((language.capital(language.word("nederland").unwrap()) - 1.0).abs() < 1e-6);
        assert!(language.compound_of("rijkhuis").is_some(), "the list itself shows the parts");
        assert!(language.letters("huis") > language.letters("qxzj"));
        assert_eq!(language.word("onzin"), None);
    }

    #[test]
    fn a_dictionary_folder_lies_over_the_pack() {
        let language = small()
            .with_dictionary([
                ("d/words.tsv", "kwabbel\n"),
                ("d/keep.tsv", "huis\tour own\n"),
                ("d/corrections.tsv", "# rules\nhuls\thuis\n"),
            ])
            .unwrap();
        let own = language.word("kwabbel").unwrap();
        assert!(language.flags(own).is_listed());
        assert!(language.flags(language.word("huis").unwrap()).is_keep());
        assert_eq!(language.ordered("huls", 0..4, None, None).unwrap().place, "d/corrections.tsv:2");
        assert_eq!(language.lists_with("kwabbel"), ["d/words.tsv:1"]);
    }

    #[test]
    fn a_malformed_row_of_a_dictionary_folder_is_named() {
        let error = small().with_dictionary([("d/confusions.tsv", "a\tb\n")]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "d/confusions.tsv:1: this row has 2 fields; put 3 to 6, separated by tabs"
        );
    }

    #[test]
    fn a_damaged_pack_is_refused() {
        assert!(Language::from_pack(b"ONTWAR05 but no more").is_err());
    }

    #[test]
    fn the_dutch_pack_knows_dutch() {
        let dutch = Language::builtin("nl").unwrap();
        for word in
            ["huis", "Nederland", "coördineert", "zorgpartners", "dreigingsontwikkelingen", "modderwarboel"]
        {
            assert!(dutch.knows(word), "{word}");
        }
        for word in ["envoor", "hetfeit", "gemeenternuseum"] {
            assert!(!dutch.knows(word), "{word}");
        }
        let mut items = Vec::new();
        dutch.glance("(dejaren,", &mut items);
        let words: Vec<WordId> = items.iter().map(|i| i.word).collect();
        assert_eq!(words, [dutch.word("de").unwrap(), dutch.word("jaren").unwrap(), Language::COMMA]);
    }

    #[test]
    fn a_likely_run_is_likelier_than_its_words_apart() {
        let dutch = Language::builtin("nl").unwrap();
        let item = |w: &str| dutch.item(dutch.word(w).unwrap());
        assert!(dutch.association([item("op"), item("het")], item("gebied")) > 2.0);
        assert!(dutch.association([item("op"), item("het")], item("de")) < 0.0);
    }
}
