//! The closed classes of Dutch: the words that are never part of a compound,
//! and the short words that may be split off a merged token.

/// Function words that no compound has as a part.
pub(crate) const FUNCTION_WORDS: &[&str] = &[
    "aan", "al", "alle", "als", "alsof", "ben", "bij", "dan", "dat", "de", "den", "der", "des", "deze",
    "die", "dit", "doch", "door", "dus", "echter", "een", "elke", "en", "ene", "enige", "er", "geen", "haar",
    "had", "hadden", "heb", "hebben", "heeft", "hem", "hen", "het", "hier", "hij", "hoe", "hun", "iemand",
    "iets", "ieder", "iedere", "ik", "in", "is", "je", "jij", "jou", "jouw", "jullie", "kan", "kon",
    "kunnen", "maar", "me", "men", "met", "mij", "mijn", "mocht", "na", "naar", "niet", "niets", "nog", "of",
    "om", "omdat", "ons", "onze", "ook", "op", "over", "te", "ten", "ter", "toch", "toen", "tot", "tussen",
    "u", "uit", "uw", "van", "vanuit", "voor", "waar", "wat", "we", "werd", "wie", "wij", "wordt", "ze",
    "zich", "zij",
];

/// Function words that begin no Dutch word of more parts: glued in front of a
/// word they are a lost space.
pub(crate) const NEVER_FIRST: &[&str] = &[
    "alsof", "dat", "deze", "die", "dit", "elke", "en", "geen", "hadden", "hebben", "heeft", "het", "hij",
    "hun", "iedere", "jullie", "kunnen", "maar", "met", "naar", "niet", "nog", "of", "omdat", "onze", "ook",
    "te", "tot", "uw", "van", "vanuit", "werd", "wie", "wij", "worden", "wordt", "zich", "zij", "zijn",
    "zoals",
];

/// Function words that end no Dutch word of more parts.
pub(crate) const NEVER_LAST: &[&str] = &[
    "alle", "bij", "daarbij", "daarin", "daarom", "daarvan", "dat", "deze", "die", "dit", "geen", "hadden",
    "heb", "hebben", "heeft", "het", "hierdoor", "hiervan", "hij", "hun", "kunnen", "maar", "met", "naar",
    "niet", "omdat", "onze", "ook", "tot", "tussen", "uw", "van", "waarbij", "waardoor", "waarin", "waarvan",
    "werd", "wij", "worden", "wordt", "zich", "zijn", "zoals",
];

/// Words of two letters that are Dutch by themselves.
pub(crate) const TWO_LETTERS: &[&str] = &[
    "af", "al", "de", "en", "er", "ga", "ik", "in", "is", "ja", "je", "me", "na", "nu", "of", "om", "op",
    "te", "tv", "uw", "we", "ze", "zo",
];

/// Three-letter entries of the word list that are abbreviations, names of
/// letters or foreign: splitting at them does harm.
pub(crate) const NOT_SHORT_WORDS: &[&str] = &[
    "aha", "alt", "ant", "apr", "aug", "bis", "bvb", "bvd", "dec", "est", "etc", "feb", "fig", "gen", "hrs",
    "ide", "inc", "jan", "jul", "jun", "mei", "mln", "mrd", "mrt", "nov", "nrs", "oct", "okt", "par", "plc",
    "sec", "sep", "the",
];
