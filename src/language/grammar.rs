//! What the stages ask a language for by name: months, weekdays, the words
//! that a suspended hyphen stands before, what links the parts of a compound.
//! All of it stands in the pack's `grammar.tsv`; no language is in the code.

use foldhash::{HashMap, HashSet};

use super::PackError;
use super::{Language, sources};

/// A closed list of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Closed {
    /// Days of the week, written out or short.
    Weekday,
    /// Words before the day in a date: *den* 3den maart.
    DateLead,
    /// What follows the number of a day: 3*de*, 1*st*.
    DaySuffix,
    /// What a page number is called.
    Page,
    /// What stands between a page number and how many pages there are.
    PageOf,
    /// Words after which a hyphen before them is a suspended one: *wet- en regelgeving*.
    Suspending,
    /// Those of them that are often found without their blank.
    Linking,
    /// What may stand after any word as part of it: the possessive *'s*.
    Clitic,
    /// What may follow a vowel with a trema in a word that no list has.
    TremaEnding,
    /// Little words of other languages that are no words of this one: two near each other make a quotation.
    Foreign,
}

impl Closed {
    /// All of them, in the order of their numbers.
    const ALL: [Self; 10] = [
        Self::Weekday,
        Self::DateLead,
        Self::DaySuffix,
        Self::Page,
        Self::PageOf,
        Self::Suspending,
        Self::Linking,
        Self::Clitic,
        Self::TremaEnding,
        Self::Foreign,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Weekday => "weekday",
            Self::DateLead => "date-lead",
            Self::DaySuffix => "day-suffix",
            Self::Page => "page",
            Self::PageOf => "page-of",
            Self::Suspending => "suspending",
            Self::Linking => "linking",
            Self::Clitic => "clitic",
            Self::TremaEnding => "trema-ending",
            Self::Foreign => "foreign",
        }
    }
}

/// The lists of one language.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grammar {
    lists: HashMap<String, HashSet<String>>,
    /// The closed lists, by their numbers; each with the length of its longest word.
    closed: [(HashSet<String>, usize); Closed::ALL.len()],
    /// What stands between the parts of a compound, with ln P; empty where words do not compound.
    pub(crate) links: Vec<(String, f32)>,
}

impl Grammar {
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, PackError> {
        let mut grammar = Self::default();
        for row in sources::grammar(file, text)? {
            if let Some(share) = row.share {
                grammar.links.extend(row.words.iter().map(|&link| (link.to_owned(), share.ln() as f32)));
            } else {
                let list = grammar.lists.entry(row.what.to_owned()).or_default();
                list.extend(row.words.into_iter().map(str::to_owned));
            }
        }
        grammar.closed = Closed::ALL.map(|list| {
            let words = grammar.lists.get(list.name()).cloned().unwrap_or_default();
            let longest = words.iter().map(String::len).max().unwrap_or(0);
            (words, longest)
        });
        grammar.links.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(grammar)
    }

    fn has(&self, what: &str, word: &str) -> bool {
        self.lists.get(what).is_some_and(|list| list.contains(word))
    }
}

impl Language {
    /// Whether a closed list has a word, in lower case.
    pub(crate) fn lists(&self, list: Closed, word: &str) -> bool {
        let (words, longest) = &self.grammar.closed[list as usize];
        word.len() <= *longest && words.contains(word)
    }

    /// The month that a lower-case word names, from 1.
    pub(crate) fn month(&self, name: &str) -> Option<u32> {
        (1..=12).find(|month| self.grammar.has(&format!("month-{month:02}"), name))
    }

    /// The word before what may stand after any word, if that is how it ends.
    pub(crate) fn without_clitic<'a>(&self, lower: &'a str) -> Option<&'a str> {
        let at = lower.bytes().position(|byte| byte == b'\'').filter(|&at| at > 0)?;
        self.lists(Closed::Clitic, &lower[at..]).then(|| &lower[..at])
    }

    /// Whether a capital inside a sentence says that a word is a name, as it does where nouns have none.
    pub(crate) fn capitals_are_names(&self) -> bool {
        !self.grammar.has("capitals", "nouns")
    }

    /// Whether two halves of a word must keep a hyphen, as their vowels would be read as one.
    pub(crate) fn clashes(&self, left: &str, right: &str) -> bool {
        let (Some(last), Some(first)) = (left.chars().next_back(), right.chars().next()) else {
            return false;
        };
        self.grammar.has("hyphen-clash", &format!("{last}{first}"))
    }

    /// Whether a date in digits is known to begin with the day.
    pub(crate) fn day_first(&self) -> bool {
        self.grammar.has("numeric-date", "day-first")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_links_are_read_off_the_file() {
        let text = "month-05\tmei mey\ncompound-link\ts\t0.25\ncompound-link\t∅\t0.6\n";
        let grammar = Grammar::parse("grammar.tsv", text).unwrap();
        assert!(grammar.has("month-05", "mey") && !grammar.has("month-06", "mey"));
        let links: Vec<&str> = grammar.links.iter().map(|link| link.0.as_str()).collect();
        assert_eq!(links, ["", "s"], "the likeliest first");
    }

    #[test]
    fn what_nobody_asks_for_is_refused() {
        let error = Grammar::parse("grammar.tsv", "moon\tfull\n").unwrap_err().to_string();
        assert!(error.starts_with("grammar.tsv:1: nothing asks for \"moon\"; put one of"), "{error}");
    }
}
