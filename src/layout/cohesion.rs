//! How well one token goes on after another: the language model's word, the
//! case of the letters, and hyphens. Asked lazily and kept.

use foldhash::{HashMap, HashMapExt as _, HashSet};

use super::gap_classifier::{GapContext, MOST};
use super::token_features::{self, Case, LayoutToken, TokenFeatures};
use crate::language::{History, Language, core_of, fold};
use crate::model::Page;

/// The most that the second word after a seam may say for or against.
const MOST_SECOND: f32 = 3.0;
/// ln P of a lower-case letter where a block begins.
const LOWER_AT_START: f32 = -4.5;
/// ln P of a lower-case letter after a full stop.
const LOWER_AFTER_STOP: f32 = -2.0;
/// What a word that a hyphen and the next token make together is worth.
const MADE_WHOLE: f32 = 4.0;

/// For each token whether it and the one before it on its line stand side by
/// side elsewhere too, as names do. Two function words say nothing.
fn repeats(words: &[LayoutToken]) -> Vec<bool> {
    let pair = |before: &LayoutToken, after: &LayoutToken| {
        let tells = !after.starts_line
            && before.form != 0
            && after.form != 0
            && (before.root != 0 || after.root != 0);
        tells.then_some((before.form, after.form))
    };
    let pairs = || words.iter().zip(words.iter().skip(1)).map(|(before, after)| pair(before, after));
    let mut many: HashMap<(u32, u32), u32> = HashMap::new();
    for pair in pairs().flatten() {
        *many.entry(pair).or_default() += 1;
    }
    let repeated = |pair: Option<(u32, u32)>| pair.is_some_and(|pair| many[&pair] > 1);
    std::iter::once(false).chain(pairs().map(repeated)).take(words.len()).collect()
}

/// How well a token goes on after another on an earlier line.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bond {
    /// Of the first token.
    pub(super) link: f32,
    /// Of the second, given both: how much likelier than without the line before.
    pub(super) second: f32,
}

/// The links of a page.
pub(super) struct Cohesion<'a> {
    sheet: &'a TokenFeatures,
    page: &'a Page,
    language: &'a Language,
    /// Direct-mapped: the pair's own slot holds it or another pair.
    kept: Vec<(u32, u32, Bond)>,
    /// The forms of the words of the page.
    forms: HashSet<u32>,
    /// For each token whether it and the one before it on its line stand side
    /// by side elsewhere on the page too.
    repeats: Vec<bool>,
    /// What the model has seen after each token, on its own line.
    histories: Vec<History>,
    /// ln-likelihood of each token where a block begins.
    starts: Vec<f32>,
    /// What the language model says of each token after the one before it on its line.
    onward: Vec<f32>,
    /// Sums of the links inside lines up to each token, that to it included.
    sums: Vec<f32>,
}

impl<'a> Cohesion<'a> {
    pub(super) fn new(sheet: &'a TokenFeatures, page: &'a Page, language: &'a Language) -> Self {
        let slots = (sheet.words.len() * 8).next_power_of_two().clamp(64, 1 << 17);
        let mut links = Self {
            sheet,
            page,
            language,
            kept: vec![(u32::MAX, u32::MAX, Bond::default()); slots],
            repeats: repeats(&sheet.words),
            forms: sheet.words.iter().map(|word| word.form).collect(),
            histories: sheet.words.iter().map(|word| language.history(word.context)).collect(),
            starts: Vec::new(),
            onward: Vec::new(),
            sums: Vec::new(),
        };
        let opening = language.history([language.item(Language::START); 2]);
        for (at, word) in sheet.words.iter().enumerate() {
            let case = if word.case == Case::Lower { LOWER_AT_START } else { 0.0 };
            let model =
                if word.junk { 0.0 } else { language.link_after(&opening, word.first).clamp(-3.0, 3.0) };
            links.starts.push(model + case * if word.junk { 0.4 } else { 1.0 });
            let onward = if word.starts_line {
                0.0
            } else {
                language.link_after(&links.histories[at - 1], word.first)
            };
            links.onward.push(onward);
        }
        let known = links.gaps();
        let mut sum = 0.0;
        let sums: Vec<_> = (0..sheet.words.len())
            .map(|at| {
                sum += known.whole(at);
                sum
            })
            .collect();
        links.sums.extend(sums);
        links
    }

    /// What is known of the tokens where seams are asked for.
    pub(super) fn gaps(&self) -> GapContext<'_> {
        GapContext {
            page: self.page,
            sheet: self.sheet,
            language: self.language,
            onward: &self.onward,
            starts: &self.starts,
            repeats: &self.repeats,
        }
    }

    /// How well a token begins a block.
    #[inline]
    pub(super) fn start(&self, at: usize) -> f32 {
        self.starts[at]
    }

    /// How well a token goes on after the one before it on its line.
    #[inline]
    pub(super) fn inner(&self, at: usize) -> f32 {
        self.sums[at] - self.sums[at - 1]
    }

    /// The sum of the links inside lines up to a token, that to it included.
    #[inline]
    pub(super) fn sum(&self, at: usize) -> f32 {
        self.sums.get(at).copied().unwrap_or(0.0)
    }

    /// How well token `b` and the one after it go on after token `a`.
    #[inline]
    pub(super) fn bond(&mut self, a: usize, b: usize) -> Bond {
        let slot = (a.wrapping_mul(0x9E37_79B1) ^ b.wrapping_mul(0x85EB_CA6B)) >> 4 & (self.kept.len() - 1);
        let (kept_a, kept_b, kept) = self.kept[slot];
        if kept_a == a as u32 && kept_b == b as u32 {
            return kept;
        }
        let fresh = self.ask(a, b);
        self.kept[slot] = (a as u32, b as u32, fresh);
        fresh
    }

    /// Whether a token and the one before it on its line stand side by side
    /// elsewhere on the page too.
    #[inline]
    pub(super) fn repeats(&self, at: usize) -> bool {
        self.repeats[at]
    }

    fn ask(&self, a: usize, b: usize) -> Bond {
        let words = &self.sheet.words;
        let (before, after) = (&words[a], &words[b]);
        if before.junk || after.junk {
            return Bond::default();
        }
        let (link, onward) = self.language.link_on(&self.histories[a], after.first);
        let second = match words.get(b + 1) {
            Some(next) if !next.starts_line && !next.junk => {
                // A token may be several words.
                let with = if after.context[1] == after.first {
                    self.language.link_after(&onward, next.first)
                } else {
                    self.language.association([before.context[1], after.context[1]], next.first)
                };
                (with - self.onward[b + 1]).clamp(-MOST_SECOND, MOST_SECOND)
            }
            _ => 0.0,
        };
        let case = if before.ends {
            if after.case == Case::Lower { LOWER_AFTER_STOP } else { 0.0 }
        } else if before.colon {
            0.0
        } else {
            after.case_inside
        };
        let link = if before.hyphen {
            let hyphen = match after.case {
                _ if self.makes_word(a, b, after.case) => MADE_WHOLE,
                Case::Upper if before.case != Case::Upper => -1.0,
                _ => 0.5,
            };
            hyphen + link.max(0.0)
        } else {
            link + case
        };
        Bond { link: link.clamp(-MOST, MOST), second }
    }

    /// Whether a hyphen stands inside a word, by the lexicon or by the page.
    fn makes_word(&self, a: usize, b: usize, case: Case) -> bool {
        let (Some(before), Some(after)) = (self.sheet.text(self.page, a), self.sheet.text(self.page, b))
        else {
            return false;
        };
        let before = core_of(before);
        let after = core_of(after);
        let whole = format!("{before}{after}");
        case == Case::Lower && self.language.knows(&fold(&whole))
            || self.forms.contains(&token_features::form(&whole))
    }
}
