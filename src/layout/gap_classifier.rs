//! Whether two words that stand side by side on a line stand in one column,
//! or have a seam between them.

use std::sync::LazyLock;

use super::token_features::{Case, LayoutToken, TokenFeatures};
use crate::language::{Forest, Item, Language, compiled, flag};
use crate::model::Page;

/// What the trees say of a seam, from lines of printed pages whose columns are known.
static SEAMS: LazyLock<Forest<32>> =
    LazyLock::new(|| Forest::new(compiled!("gaps.table"), &NAMES).expect("its test reads it"));

/// What is seen of two neighbours, in the order of [`GapContext::features`].
pub(super) const NAMES: [&str; 18] = [
    "link",
    "stop-before",
    "start",
    "ln-p-before",
    "case-inside",
    "quote",
    "ln-p",
    "case",
    "letters",
    "letters-before",
    "case-next",
    "case-two-before",
    "repeats",
    "link-next",
    "hyphen-before",
    "link-before",
    "digit",
    "case-before",
];

/// The most that one link may say for or against, so that no single pair of
/// words (one of them perhaps misread) decides about a column.
pub(super) const MOST: f32 = 5.0;
/// How much of the log odds counts.
const SHARE: f32 = 0.83;
/// The log odds at which two words are as good as apart.
const EVEN: f32 = -2.5;
/// What a date that stands by itself adds.
const DATE: f32 = 2.5;
/// What it adds if a word with a capital always stands before another that has one, and
/// how often (0 to 1) it must stand there to add nothing.
const NAME: f32 = 3.0;
const USUAL_ONWARD: f32 = 0.4;
/// ln P of a word that the lexicon lacks.
const UNKNOWN: f32 = -16.0;

/// What is known of the tokens of a page before seams are asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct GapContext<'a> {
    pub(super) page: &'a Page,
    pub(super) sheet: &'a TokenFeatures,
    pub(super) language: &'a Language,
    /// What the language model says of each token after the one before it on its line.
    pub(super) onward: &'a [f32],
    /// How well each token begins a block.
    pub(super) starts: &'a [f32],
    /// For each token whether it and the one before it stand side by side elsewhere.
    pub(super) repeats: &'a [bool],
}

impl GapContext<'_> {
    /// Log odds that a token stands in one column with the token before it on
    /// its line.
    pub(super) fn whole(&self, at: usize) -> f32 {
        let words = &self.sheet.words;
        if words[at].starts_line || words[at].junk || words[at - 1].junk {
            return 0.0;
        }
        let date = if self.beside_date(at) { DATE } else { 0.0 };
        (EVEN - SHARE * SEAMS.sum(&self.features(at)) - date + self.name(at)).clamp(-MOST, MOST)
    }

    pub(super) fn features(&self, at: usize) -> [f32; NAMES.len()] {
        let words = &self.sheet.words;
        let (before, after) = (&words[at - 1], &words[at]);
        let line = &self.sheet.lines[after.line as usize];
        let link = |at: usize| if at > line.start && at < line.end { self.onward[at] } else { 0.0 };
        let next = words[..line.end].get(at + 1);
        let two_before = words[line.start..at - 1].last();
        [
            link(at),
            flag(before.ends),
            self.starts[at],
            self.ln_p(before.context[1]),
            after.case_inside,
            flag(after.quote),
            self.ln_p(after.first),
            case(Some(after)),
            f32::from(after.letters),
            f32::from(before.letters),
            case(next),
            case(two_before),
            flag(self.repeats[at]),
            link(at + 1),
            flag(before.hyphen),
            link(at - 1),
            flag(after.digit),
            case(Some(before)),
        ]
    }

    /// What it says for one column that two words with capitals may be parts of a name.
    fn name(&self, at: usize) -> f32 {
        let (before, after) = (&self.sheet.words[at - 1], &self.sheet.words[at]);
        if before.case != Case::Upper || after.case != Case::Upper || before.ends {
            return 0.0;
        }
        let onward = self.language.onward(before.context[1].word);
        onward.map_or(0.0, |share| NAME * (share - USUAL_ONWARD))
    }

    fn ln_p(&self, item: Item) -> f32 {
        if item.word == Language::UNKNOWN { UNKNOWN } else { self.language.unigram(item.word) }
    }

    /// Whether a date stands by itself on one side of a gap: a month that has
    /// a capital where a sentence would give it none, before a year, or a
    /// capital after a month and a year.
    fn beside_date(&self, at: usize) -> bool {
        let words = &self.sheet.words;
        let is_year = |word: &LayoutToken| word.digit && word.letters == 4;
        let names_month = |at: usize| {
            self.sheet.text(self.page, at).is_some_and(|text| {
                let name = text.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
                self.language.month(&name).is_some()
            })
        };
        let after = &words[at];
        if after.case != Case::Upper {
            return false;
        }
        let before = after.case_inside < -1.0
            && words.get(at + 1).is_some_and(|next| is_year(next) && !next.starts_line)
            && names_month(at);
        before || is_year(&words[at - 1]) && !words[at - 1].starts_line && names_month(at - 2)
    }
}

/// How the first letter of a word is written, as a number; where no word is, another.
fn case(word: Option<&LayoutToken>) -> f32 {
    match word.map(|word| word.case) {
        None => -1.0,
        Some(Case::Other) => 0.0,
        Some(Case::Lower) => 1.0,
        Some(Case::Upper) => 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pack_knows_which_names_go_on() {
        let dutch = Language::builtin("nl").unwrap();
        let onward = |word| dutch.word(word).and_then(|word| dutch.onward(word));
        assert!(onward("patrick").is_some_and(|share| share > USUAL_ONWARD));
        assert_eq!(onward("voor"), None);
    }

    #[test]
    fn the_trees_can_be_read() {
        LazyLock::force(&SEAMS);
    }
}
