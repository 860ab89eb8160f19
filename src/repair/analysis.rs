//! What a token is, found out once: its core, what the vocabulary of the page
//! has of it, where it stands, and what a maintainer's rule says of it.

use crate::language::{Language, core_of};
use crate::model::{Discarded, Span, Stream, Token};

use super::channel::OcrConfidence;
use super::lone_bar::{LoneBar, lone_bar};
use super::token::{Core, SPECKS, Shape, is_speck};
use super::vocabulary::PageVocabulary;

/// A token with its core and what the vocabulary has of it; specks are left out.
pub(super) struct AnalysedToken {
    pub(super) fragment: usize,
    pub(super) token: Token,
    pub(super) core: Core,
    pub(super) entry: usize,
    pub(super) opens: bool,
    pub(super) first: bool,
    pub(super) last: bool,
    /// What a change of its letters must gain on top, by how sure the engine is of them.
    pub(super) needs: f32,
    /// The word that it is, where it is a bar by itself.
    pub(super) bar: Option<LoneBar>,
}

impl AnalysedToken {
    /// Its core.
    pub(super) fn core(&self) -> &str {
        &self.token.text[self.core.start..self.core.end]
    }

    /// Whether nothing but a hyphen follows its core.
    pub(super) fn ends_in_hyphen(&self) -> bool {
        matches!(&self.token.text[self.core.end..], "-" | "\u{2010}" | "\u{2011}" | "¬")
    }
}

/// Takes the tokens of a stream in; specks go to `discarded`.
pub(super) fn tokens(
    stream: &mut Stream<Token>,
    engine: Option<&OcrConfidence<'_>>,
    language: &Language,
    vocabulary: &mut PageVocabulary,
    discarded: &mut Vec<Discarded>,
) -> Vec<AnalysedToken> {
    let tokens = stream.fragments.iter().map(|fragment| fragment.items.len()).sum();
    let mut places: Vec<AnalysedToken> = Vec::with_capacity(tokens);
    vocabulary.expect(tokens);
    for (index, fragment) in stream.fragments.iter_mut().enumerate() {
        let from = places.len();
        let mut opens = fragment.opens_block || index == 0;
        let mut items = std::mem::take(&mut fragment.items).into_iter().peekable();
        while let Some(mut token) = items.next() {
            let mut meant = None;
            if !is_clean(&token.text) {
                if is_speck(&token.text) {
                    let before = places[from..].last().map(AnalysedToken::core);
                    let after = items.peek().map(|next| core_of(&next.text));
                    meant = lone_bar(language, &token.text, before, after);
                    if meant.is_none() {
                        discarded.push(Discarded { span: token.span, reason: "noise" });
                        continue;
                    }
                } else {
                    shed_specks(&mut token, discarded);
                }
            }
            let offers = engine.map_or_else(Vec::new, |engine| engine.offers(token.span));
            let (core, entry) = vocabulary.add(language, &token.text, &offers);
            if let Some(bar) = &meant {
                vocabulary.entries[entry].item = language.item(bar.word);
            }
            let needs = engine.map_or(0.0, |engine| engine.needs(token.span));
            let first = places.len() == from;
            places.push(AnalysedToken {
                fragment: index,
                token,
                core,
                entry,
                opens,
                first,
                last: false,
                needs,
                bar: meant,
            });
            opens = false;
        }
        if places.len() > from
            && let Some(place) = places.last_mut()
        {
            place.last = true;
        }
    }
    obey(&mut places, language, vocabulary);
    places
}

/// Gives the tokens for which a maintainer has a rule an entry of their own.
fn obey(places: &mut [AnalysedToken], language: &Language, vocabulary: &mut PageVocabulary) {
    fn core(place: &AnalysedToken) -> &str {
        &place.token.text[place.core.start..place.core.end]
    }
    if !language.has_rules() {
        return;
    }
    for at in 0..places.len() {
        let left = at.checked_sub(1).map(|before| core(&places[before]));
        let right = places.get(at + 1).map(core);
        let token = &places[at].token.text;
        // A core that was widened by a mark is no word of a rule; the narrow one may be.
        let narrow = places[at].core.narrowed(token);
        let Some(rule) = language.ordered(token, narrow.start..narrow.end, left, right) else { continue };
        let entry = vocabulary.ordered(language, &token[rule.range.clone()], &rule);
        let shape = if narrow.shape == Shape::Marks { Shape::Opaque } else { narrow.shape };
        places[at].core = Core { start: rule.range.start, end: rule.range.end, shape };
        places[at].entry = entry;
    }
}

/// Whether a token begins and ends with letters, digits, commas or stops, as most do.
fn is_clean(text: &str) -> bool {
    let is_clean =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b',' | b':' | b';' | b'(' | b')');
    text.as_bytes().first().is_some_and(is_clean) && text.as_bytes().last().is_some_and(is_clean)
}

/// Takes specks off the edges of a token, where they stand for nothing.
fn shed_specks(token: &mut Token, discarded: &mut Vec<Discarded>) {
    // A bar may be a letter and a tilde may be a measure; the others never are.
    let speck = |c: char| SPECKS.contains(&c) && !matches!(c, '|' | '~' | '`');
    if !token.text.starts_with(speck) && !token.text.ends_with(speck)
        || token.text.chars().count() != token.span.len()
    {
        return;
    }
    let kept = token.text.trim_matches(speck);
    if kept.is_empty() {
        return;
    }
    let front = token.text.chars().take_while(|&c| speck(c)).count() as u32;
    let length = kept.chars().count() as u32;
    let inner = Span::new(token.span.start + front, token.span.start + front + length);
    for span in [Span::new(token.span.start, inner.start), Span::new(inner.end, token.span.end)] {
        if !span.is_empty() {
            discarded.push(Discarded { span, reason: "noise" });
        }
    }
    token.text = kept.into();
    token.span = inner;
}
