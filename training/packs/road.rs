//! The road of a pack, from its TOML file: what it is made of, and what of the
//! language the counting has to know.

use std::error::Error;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::source::{Kind, Source};

/// The most sources that a pack may be counted from: their counts stand in rows of this length.
pub(crate) const MOST: usize = 16;

/// What the file says of the language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Road {
    pub(crate) language: String,
    pub(crate) name: String,
    pub(crate) english_name: String,
    pub(crate) version: String,
    /// Letters besides those of ASCII that words may have.
    pub(crate) letters: String,
    /// What open lists fold into other letters, and what it may have been.
    #[serde(default)]
    pub(crate) fold_back: Vec<(String, String)>,
    /// Whether the word list has its nouns apart, with capitals (`gather.py` looks at it).
    #[serde(default)]
    #[allow(dead_code, reason = "read by gather.py")]
    pub(crate) nouns_apart: bool,
    /// Whether words of the list that have digits are kept (the same).
    #[serde(default)]
    #[allow(dead_code, reason = "read by gather.py")]
    pub(crate) with_digits: bool,
    /// The longest words of the list that are kept though nobody uses them (the same).
    #[serde(default)]
    #[allow(dead_code, reason = "read by gather.py")]
    pub(crate) longest_unused: usize,
    /// Letters then and now: what tells an older spelling of a listed word.
    pub(crate) changes: Vec<(String, String)>,
    /// What loses its vowel before another word and is written in one with it: *l'*homme.
    #[serde(default)]
    pub(crate) elisions: Vec<String>,
    /// Words after which a hyphen before them is a suspended one.
    pub(crate) suspending: Vec<String>,
    /// What stands between the parts of a name.
    pub(crate) particles: Vec<String>,
    /// Words of one or two letters that may be split off a merged token.
    pub(crate) two_letters: Vec<String>,
    /// Listed words of three letters that may not: abbreviations, names of letters.
    pub(crate) not_short_words: Vec<String>,
    /// Function words that begin, and that end, no word of more parts.
    pub(crate) never_first: Vec<String>,
    pub(crate) never_last: Vec<String>,
    /// How often a word that no list has must stand in transcribed old texts: oftener, the more of them there are.
    #[serde(default = "usual_least")]
    pub(crate) old_least_unlisted: u32,
    /// How many of each table are kept, where it differs from what is usual.
    #[serde(default)]
    pub(crate) most: Most,
    /// The texts of licences, put at the end of `LICENSE.md`: `LANGUAGE.licences.md` beside the road.
    #[serde(skip)]
    pub(crate) licence_texts: String,
    #[serde(rename = "source")]
    pub(crate) origins: Vec<Origin>,
}

fn usual_least() -> u32 {
    3
}

/// The sizes of the tables.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Most {
    pub(crate) bigrams: usize,
    pub(crate) trigrams: usize,
    pub(crate) class_trigrams: usize,
    pub(crate) historical_bigrams: usize,
    pub(crate) rare: usize,
}

impl Default for Most {
    fn default() -> Self {
        Self {
            bigrams: 700_000,
            trigrams: 500_000,
            class_trigrams: 400_000,
            historical_bigrams: 150_000,
            rare: 80_000,
        }
    }
}

/// A source with its terms.
#[derive(Debug, Deserialize)]
pub(crate) struct Origin {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) licence: String,
    pub(crate) attribution: String,
    pub(crate) repository: Option<String>,
    pub(crate) from: Option<String>,
    pub(crate) commit: Option<String>,
    /// What is made of it, where it is no running text.
    #[serde(default)]
    pub(crate) makes: Vec<String>,
    #[serde(default)]
    pub(crate) word_list: bool,
    pub(crate) kind: Option<Kind>,
    #[serde(default)]
    pub(crate) weight: f64,
    #[serde(default)]
    pub(crate) held_out: bool,
    /// The kind of text that its held-out lines are measured as.
    #[serde(default)]
    pub(crate) group: String,
    /// Whether the weights are chosen by that kind.
    #[serde(default)]
    pub(crate) weighed: bool,
}

/// How licences are called that ask that what is made of a work is under the same one.
const SHARE_ALIKE: [&str; 4] = ["-SA", "EUPL", "GFDL", "GPL"];

impl Origin {
    /// Whether what is counted here must stand in files of its own.
    pub(crate) fn is_share_alike(&self) -> bool {
        SHARE_ALIKE.iter().any(|name| self.licence.contains(name))
    }
}

impl Road {
    /// Reads the file.
    pub(crate) fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let mut road: Self = toml::from_str(&fs::read_to_string(path)?)?;
        let texts = path.with_extension("licences.md");
        if texts.exists() {
            road.licence_texts = fs::read_to_string(texts)?;
        }
        if road.sources(true).len() > MOST {
            return Err(format!("{}: more than {MOST} sources are counted", path.display()).into());
        }
        Ok(road)
    }

    /// The sources that are counted, in the order in which they are read; without those under share-alike
    /// licences where only what is free of them is wanted.
    pub(crate) fn sources(&self, share_alike: bool) -> Vec<Source> {
        let wanted = self.origins.iter().filter(|origin| share_alike || !origin.is_share_alike());
        let counted = wanted.filter_map(|origin| origin.kind.map(|kind| (origin, kind)));
        let source = |(origin, kind): (&Origin, Kind)| Source {
            name: origin.name.clone(),
            kind,
            weight: origin.weight,
            held_out: origin.held_out,
            group: origin.group.clone(),
            weighed: origin.weighed,
        };
        counted.map(source).collect()
    }

    /// Whether any text is counted that is under a share-alike licence.
    pub(crate) fn has_share_alike_texts(&self) -> bool {
        self.sources(true).len() > self.sources(false).len()
    }

    /// Whether a word is made of letters that print of the language uses.
    pub(crate) fn is_plain(&self, word: &str) -> bool {
        word.chars().all(|letter| {
            letter.is_ascii_alphabetic() || matches!(letter, '\'' | '-') || self.letters.contains(letter)
        })
    }

    /// Whether a word begins with an elided one.
    pub(crate) fn is_elided(&self, word: &str) -> bool {
        word.split_once('\'').is_some_and(|(first, _)| self.elisions.iter().any(|other| other == first))
    }

    /// What the word may have been before an open list folded it.
    pub(crate) fn unfolded(&self, word: &str) -> Vec<String> {
        let of = |(folded, meant): &(String, String)| {
            let places = word.match_indices(folded.as_str());
            places
                .map(|(at, _)| format!("{}{meant}{}", &word[..at], &word[at + folded.len()..]))
                .collect::<Vec<_>>()
        };
        self.fold_back.iter().flat_map(of).collect()
    }
}
