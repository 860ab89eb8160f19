//! A maintainer's rules: what is read so was meant so. Of whole words, of
//! parts of words, and as regular expressions; a rule is an order, and says
//! where it stands. No rule sees what another made, so none can chase another.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use super::PackError;
use super::{Language, fold, sources};

/// How large a compiled regular expression may be, in bytes.
const LARGEST: usize = 1 << 20;

/// A maintainer's rule: what is read so was meant so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    /// What stands in the text.
    pub(crate) read: String,
    /// What should stand there.
    pub(crate) meant: String,
    /// `corrections.tsv:12`: where the rule is.
    pub(crate) place: String,
    /// Whether it is of any part of a word, not of a whole one.
    pub(crate) part: bool,
    /// Words of which one must stand before it, folded; none asks for nothing.
    pub(crate) left: Vec<String>,
    /// The same after it.
    pub(crate) right: Vec<String>,
}

impl Rule {
    fn fits(&self, left: Option<&str>, right: Option<&str>) -> bool {
        let one_of = |wanted: &[String], found: Option<&str>| {
            wanted.is_empty() || found.is_some_and(|found| wanted.contains(&fold(found)))
        };
        one_of(&self.left, left) && one_of(&self.right, right)
    }

    fn asks_for(&self) -> usize {
        usize::from(!self.left.is_empty()) + usize::from(!self.right.is_empty())
    }
}

/// A rule as a regular expression over a token with its punctuation.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    /// The expression.
    pub(crate) regex: Regex,
    /// What takes its place; `$1` is what its first group found.
    pub(crate) replacement: String,
    /// `patterns.tsv:3`: where it is.
    pub(crate) place: String,
}

/// What the rules make of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ordered {
    /// The stretch of the token that it takes the place of, in bytes.
    pub(crate) range: Range<usize>,
    /// What should stand there.
    pub(crate) text: String,
    /// Where the rule is, or the rules are.
    pub(crate) place: String,
}

/// All rules, made ready to be looked up.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    words: HashMap<String, Vec<Rule>>,
    parts: Vec<Rule>,
    finder: Option<AhoCorasick>,
    patterns: Vec<Pattern>,
}

impl Rules {
    pub(crate) fn read_corrections(&mut self, file: &str, text: &str) -> Result<(), PackError> {
        for row in sources::corrections(file, text)? {
            let folded = |words: Vec<&str>| words.into_iter().map(fold).collect::<Vec<_>>();
            let rule = Rule {
                read: row.read.to_owned(),
                meant: row.meant.to_owned(),
                place: format!("{file}:{}", row.line),
                part: row.part,
                left: folded(row.left),
                right: folded(row.right),
            };
            let list =
                if rule.part { &mut self.parts } else { self.words.entry(rule.read.clone()).or_default() };
            // The same rule again takes the place of the earlier one.
            list.retain(|old| (&old.read, &old.left, &old.right) != (&rule.read, &rule.left, &rule.right));
            list.push(rule);
        }
        Ok(())
    }

    pub(crate) fn read_patterns(&mut self, file: &str, text: &str) -> Result<(), PackError> {
        for (line, pattern, replacement) in sources::patterns(file, text)? {
            let fail = |reason: String| PackError::Row { file: file.to_owned(), line, reason };
            let regex = regex::RegexBuilder::new(pattern).size_limit(LARGEST).build().map_err(|error| {
                let said = error.to_string();
                let last = said.lines().last().unwrap_or_default().trim().trim_start_matches("error: ");
                fail(format!("{pattern:?} is no regular expression: {last}; see https://docs.rs/regex"))
            })?;
            if regex.is_match("") {
                return Err(fail(format!(
                    "{pattern:?} matches nothing at all, so it would match everywhere; ask for at least one character"
                )));
            }
            let place = format!("{file}:{line}");
            self.patterns.retain(|old| old.regex.as_str() != pattern);
            self.patterns.push(Pattern { regex, replacement: replacement.to_owned(), place });
        }
        Ok(())
    }

    /// Makes the parts ready to be found, all in one pass.
    pub(crate) fn finish(&mut self) -> Result<(), PackError> {
        self.finder = None;
        if !self.parts.is_empty() {
            let finder = AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(self.parts.iter().map(|rule| &rule.read))
                .map_err(|_| PackError::Words("the corrections of parts"))?;
            self.finder = Some(finder);
        }
        Ok(())
    }

    fn word(&self, read: &str, left: Option<&str>, right: Option<&str>) -> Option<&Rule> {
        let fitting = self.words.get(read)?.iter().filter(|rule| rule.fits(left, right));
        // Of several, the one that asks for most.
        fitting.max_by_key(|rule| rule.asks_for())
    }

    fn parts(&self, core: &str, left: Option<&str>, right: Option<&str>) -> Option<(String, String)> {
        let finder = self.finder.as_ref()?;
        let (mut text, mut places, mut from) = (String::new(), Vec::new(), 0);
        for found in finder.find_iter(core) {
            // Rules with the same read side are one pattern to the finder.
            let same = self.parts.iter().filter(|rule| rule.read == core[found.range()]);
            let Some(rule) = same.filter(|r| r.fits(left, right)).max_by_key(|r| r.asks_for()) else {
                continue;
            };
            text.push_str(&core[from..found.start()]);
            text.push_str(&rule.meant);
            from = found.end();
            places.push(rule.place.as_str());
        }
        text.push_str(&core[from..]);
        places.dedup();
        (!places.is_empty() && !text.trim().is_empty()).then(|| (text, places.join(", ")))
    }

    fn pattern(&self, token: &str) -> Option<(String, String)> {
        self.patterns.iter().find_map(|pattern| {
            if !pattern.regex.is_match(token) {
                return None;
            }
            let text = pattern.regex.replace_all(token, pattern.replacement.as_str());
            let sound = text.trim() == text && !text.is_empty() && !text.contains(char::is_control);
            (sound && text != token).then(|| (text.into_owned(), pattern.place.clone()))
        })
    }
}

impl Language {
    /// Whether there are rules at all.
    pub(crate) fn has_rules(&self) -> bool {
        let rules = &self.overlay.rules;
        !rules.words.is_empty() || rules.finder.is_some() || !rules.patterns.is_empty()
    }

    /// What the maintainers' rules make of a token between its neighbours:
    /// `core` is its stretch without edge punctuation, `left` and `right` are
    /// the cores beside it. `None` where no rule applies.
    ///
    /// A rule of a whole word comes first, then one of a part, then a regular
    /// expression; the last two leave alone what `keep.tsv` has.
    pub(crate) fn ordered(
        &self,
        token: &str,
        core: Range<usize>,
        left: Option<&str>,
        right: Option<&str>,
    ) -> Option<Ordered> {
        let rules = &self.overlay.rules;
        let word = token.get(core.clone())?;
        if !rules.words.is_empty() && !word.is_empty() {
            let as_written = rules.word(word, left, right).map(|rule| (rule, rule.meant.clone()));
            let found = as_written.or_else(|| {
                let rule = rules.word(&fold(word), left, right)?;
                Some((rule, cased_like(&rule.meant, word)))
            });
            if let Some((rule, text)) = found.filter(|(_, text)| text != word) {
                return Some(Ordered { range: core, text, place: rule.place.clone() });
            }
        }
        if rules.finder.is_none() && rules.patterns.is_empty() || self.keeps(word) || self.keeps(token) {
            return None;
        }
        if let Some((text, place)) = rules.parts(word, left, right).filter(|(text, _)| text != word) {
            return Some(Ordered { range: core, text, place });
        }
        let (text, place) = rules.pattern(token)?;
        Some(Ordered { range: 0..token.len(), text, place })
    }

    /// All rules of whole words and of parts, in the order in which they stand.
    pub(crate) fn rules(&self) -> Vec<&Rule> {
        let rules = &self.overlay.rules;
        let mut all: Vec<&Rule> = rules.parts.iter().collect();
        #[expect(clippy::iter_over_hash_type)] // Sorted below.
        for list in rules.words.values() {
            all.extend(list);
        }
        all.sort_by(|a, b| (&a.read, &a.place).cmp(&(&b.read, &b.place)));
        all
    }

    /// All rules that are regular expressions.
    pub(crate) fn patterns(&self) -> &[Pattern] {
        &self.overlay.rules.patterns
    }
}

/// `word` with a capital at the front if `like` has one there.
fn cased_like(word: &str, like: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if like.starts_with(char::is_uppercase) => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::small;
    use super::*;

    fn with(files: &[(&str, &str)]) -> Language {
        small().with_dictionary(files.iter().copied()).unwrap()
    }

    fn ordered(language: &Language, text: &str, at: usize) -> Option<(String, String)> {
        let tokens: Vec<&str> = text.split(' ').collect();
        let core = |i: usize| crate::language::core_of(tokens[i]);
        let start = tokens[at].find(core(at)).unwrap();
        let left = at.checked_sub(1).map(core);
        let right = (at + 1 < tokens.len()).then(|| core(at + 1));
        let found = language.ordered(tokens[at], start..start + core(at).len(), left, right)?;
        let mut whole = tokens[at].to_owned();
        whole.replace_range(found.range, &found.text);
        Some((whole, found.place))
    }

    #[test]
    fn a_whole_word_is_corrected_and_keeps_its_capital() {
        let language = with(&[("d/corrections.tsv", "# rules\nhuls\thuis\n")]);
        assert_eq!(ordered(&language, "(Huls,", 0), Some(("(Huis,".into(), "d/corrections.tsv:2".into())));
        assert_eq!(ordered(&language, "hulst", 0), None);
    }

    #[test]
    fn a_rule_may_ask_for_its_neighbours() {
        let rows = "vau\tvan\t\tword\tdeel|stuk\t\nvau\tVau\t\tword\t\tSmit\n";
        let language = with(&[("d/corrections.tsv", rows)]);
        let made = |text, at| ordered(&language, text, at).map(|found| found.0);
        assert_eq!(made("een stuk vau het", 2).as_deref(), Some("van"));
        assert_eq!(made("vau Smit", 0).as_deref(), Some("Vau"));
        assert_eq!(made("de vau rijdt", 1), None);
    }

    #[test]
    fn a_part_is_corrected_wherever_it_stands() {
        let language = with(&[("d/corrections.tsv", "fch\tsch\t\tpart\n"), ("d/keep.tsv", "Tafchen\n")]);
        let made = |text| ordered(&language, text, 0).map(|found| found.0);
        assert_eq!(made("menfchen,").as_deref(), Some("menschen,"));
        assert_eq!(made("Tafchen"), None, "what is kept is not touched");
    }

    #[test]
    fn a_regular_expression_sees_the_token_with_its_punctuation() {
        let language = with(&[("d/patterns.tsv", "^(\\d+),--$\t$1,-\twhole guilders\n")]);
        assert_eq!(ordered(&language, "25,--", 0), Some(("25,-".into(), "d/patterns.tsv:1".into())));
    }

    #[test]
    fn a_regular_expression_that_matches_nothing_or_is_none_is_refused() {
        for (pattern, said) in [("x*\ty\n", "would match everywhere"), ("(\ty\n", "is no regular expression")]
        {
            let error = small().with_dictionary([("d/patterns.tsv", pattern)]).unwrap_err().to_string();
            assert!(error.starts_with("d/patterns.tsv:1: ") && error.contains(said), "{error}");
        }
    }
}
