//! Compiles the sources of a pack into its bytes; nothing here knows of files.

mod compounds;
mod doubtful;
mod letters;
mod lexicon;
mod ngrams;

use zerocopy::IntoBytes as _;

use crate::PackError;
use crate::bytes::{self, SECTIONS, Section};
use crate::letters::LetterCodes;
use crate::profile::Profile;
use crate::sources;

pub(crate) use lexicon::Vocabulary;

/// The texts of a pack's source files; empty where there is none.
#[derive(Debug, Default)]
pub struct Sources {
    pub tag: String,
    /// The official list, with counts.
    pub words: String,
    /// Words of the corpora that the list lacks.
    pub seen: String,
    /// Names.
    pub names: String,
    /// How often words with a capital stand before another that has one.
    pub onward: String,
    /// Frequencies under a share-alike licence.
    pub wordfreq: String,
    /// Words that are never touched, with a reason.
    pub keep: String,
    /// Words of the closed classes.
    pub function_words: String,
    /// Words of two and three letters that may be split off a merged token.
    pub short_words: String,
    /// How often the marks occur.
    pub marks: String,
    /// Types seen once or twice: they train the character model.
    pub rare: String,
    pub bigrams: String,
    pub trigrams: String,
    pub classes: String,
    pub class_bigrams: String,
    pub class_trigrams: String,
    pub confusions: String,
    pub corrections: String,
    /// A maintainer's rules as regular expressions.
    pub patterns: String,
    /// What the stages ask for by name.
    pub grammar: String,
    /// What is particular to the language and not to a word of it.
    pub profile: String,
    pub historical_words: String,
    pub historical_rare: String,
    pub historical_bigrams: String,
    pub historical_confusions: String,
    pub long_s_confusions: String,
    pub gothic_confusions: String,
    /// What each piece of evidence for a reading weighs on old print.
    pub historical_weights: String,
}

/// Compiles a pack.
pub fn compile(from: &Sources) -> Result<Vec<u8>, PackError> {
    let confusions = sources::confusions("confusions.tsv", &from.confusions)?;
    sources::confusions("historical/confusions.tsv", &from.historical_confusions)?;
    sources::confusions("historical/long-s.tsv", &from.long_s_confusions)?;
    sources::confusions("historical/gothic.tsv", &from.gothic_confusions)?;
    sources::weights("historical/weights.tsv", &from.historical_weights)?;
    sources::corrections("corrections.tsv", &from.corrections)?;
    sources::patterns("patterns.tsv", &from.patterns)?;
    let grammar = sources::grammar("grammar.tsv", &from.grammar)?;
    let links: Vec<&str> =
        grammar.iter().filter(|row| row.share.is_some()).flat_map(|row| row.words.iter().copied()).collect();
    let profile = Profile::parse("profile.toml", &from.profile)?;
    let codes = LetterCodes::new(&profile.letters.apart, &profile.letters.together);
    let mut vocabulary = Vocabulary::gather(from)?;
    let classes = ngrams::classes(&mut vocabulary, from)?;
    let modern = ngrams::words(&vocabulary, from)?;
    let historical = ngrams::historical(&vocabulary, from)?;
    let parts = compounds::parts(&vocabulary, &links);
    let doubtful = doubtful::doubtful(&vocabulary, &confusions);
    let mut out: [Vec<u8>; SECTIONS] = std::array::from_fn(|_| Vec::new());
    let mut put = |section: Section, bytes: Vec<u8>| out[section as usize] = bytes;
    put(Section::Tag, from.tag.clone().into_bytes());
    put(Section::Lexicon, vocabulary.automaton()?);
    put(Section::Words, vocabulary.records(&doubtful));
    let (ranks, parts) = parts.records();
    put(Section::PartRanks, ranks.as_bytes().to_vec());
    put(Section::Parts, parts.as_bytes().to_vec());
    let mut table = |sections: [Section; 3], table: &ngrams::Table| {
        put(sections[0], table.ranks.as_bytes().to_vec());
        put(sections[1], table.rows.as_bytes().to_vec());
        put(sections[2], table.followers.as_bytes().to_vec());
    };
    table([Section::BigramRanks, Section::BigramRows, Section::Bigrams], &modern.bigrams);
    table([Section::TrigramRanks, Section::TrigramRows, Section::Trigrams], &modern.trigrams);
    table(
        [Section::HistoricalRanks, Section::HistoricalRows, Section::HistoricalBigrams],
        &historical.bigrams,
    );
    put(Section::BigramFilter, modern.filter);
    put(Section::Classes, u16s(&classes.classes));
    put(Section::ClassTotals, u16s(&classes.totals));
    put(Section::ClassPairs, classes.pairs.as_bytes().to_vec());
    put(Section::ClassTrioRanks, classes.ranks.as_bytes().to_vec());
    put(Section::ClassTrioRows, classes.rows.as_bytes().to_vec());
    put(Section::ClassTrios, u16s(&classes.trios));
    put(Section::Letters, letters::train("rare.tsv", &from.rare, &codes)?);
    put(Section::HistoricalLetters, letters::train("historical/words.tsv", &historical_types(from), &codes)?);
    put(Section::Confusions, from.confusions.clone().into_bytes());
    put(Section::HistoricalConfusions, from.historical_confusions.clone().into_bytes());
    put(Section::LongSConfusions, from.long_s_confusions.clone().into_bytes());
    put(Section::GothicConfusions, from.gothic_confusions.clone().into_bytes());
    put(Section::Corrections, from.corrections.clone().into_bytes());
    put(Section::Patterns, from.patterns.clone().into_bytes());
    put(Section::Grammar, from.grammar.clone().into_bytes());
    put(Section::Profile, profile.to_bytes());
    put(Section::Weights, from.historical_weights.clone().into_bytes());
    Ok(bytes::join(&out))
}

/// All types of the historical layer: it is small, so common words train its letters too.
fn historical_types(from: &Sources) -> String {
    format!("{}\n{}", from.historical_words, from.historical_rare)
}

fn u16s(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}
