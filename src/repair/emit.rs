//! From verdicts to pieces: what stands in the output, and what each change rests on.

use compact_str::{CompactString, format_compact};

use crate::model::{Alternative, Change, Discarded, Fragment, Kind, Piece, Span, Stream, Token};

use super::analysis::AnalysedToken;
use super::candidate::Candidate;
use super::decode::{DecodedStream, SlotDecision, halves};
use super::token::is_stop;
use super::verdict::{LOW_QUOTE, Outcome, TokenVerdict, alternatives};
use super::vocabulary::{PageVocabulary, WordEntry};

/// What holds for a page.
#[derive(Clone, Copy)]
pub(super) struct PageFacts<'a> {
    pub(super) vocabulary: &'a PageVocabulary,
    /// Whether the page is old print, where a margin is worth less.
    pub(super) old: bool,
    /// Whether marks belong right after the word before them.
    pub(super) closes_marks: bool,
}

/// Makes the pieces of a stream; noise goes to `discarded`.
pub(super) fn emit(
    stream: Stream<Token>,
    decoded: DecodedStream,
    verdicts: &[TokenVerdict],
    page: PageFacts<'_>,
    discarded: &mut Vec<Discarded>,
) -> Stream<Piece> {
    let mut tokens = vec![0; stream.fragments.len()];
    for token in &decoded.tokens {
        tokens[token.fragment] += 1;
    }
    let mut fragments: Vec<Fragment<Piece>> = stream
        .fragments
        .into_iter()
        .zip(tokens)
        .map(|(f, tokens)| Fragment {
            line: f.line,
            items: Vec::with_capacity(tokens),
            opens_block: f.opens_block,
            gap_before: f.gap_before,
        })
        .collect();
    let mut glue_next = false;
    // What the second half of a mended word reads, and how sure that is.
    let mut rest: Option<(String, f32)> = None;
    let DecodedStream { tokens, decisions, joins } = decoded;
    let decided = Decided { page, decisions: &decisions, joins: &joins };
    let mut tokens = tokens.into_iter().peekable();
    for (at, judged) in verdicts.iter().enumerate() {
        let Some(token) = tokens.next() else { break };
        if judged.verdict == Outcome::Noise {
            discarded.push(Discarded { span: token.token.span, reason: "noise" });
            continue;
        }
        if judged.verdict == Outcome::Joined {
            continue;
        }
        let out = &mut fragments[token.fragment].items;
        let closes = page.closes_marks
            && !token.first
            && is_stop(&token.token.text)
            && out.last().is_some_and(ends_in_word);
        let glued = std::mem::take(&mut glue_next) || closes;
        let confidence = judged.confidence;
        let taken = Taken { token, glued, confidence };
        if let Some((text, confidence)) = rest.take() {
            Taken { confidence, ..taken }.mend(text, out);
            continue;
        }
        if let Outcome::Join(number) = judged.verdict {
            let second = tokens.peek().and_then(|next| second_half(&joins[at][number], &taken.token, next));
            rest = second.map(|text| (text, confidence));
        }
        match judged.verdict {
            Outcome::Join(number) => glue_next = decided.join((at, number), taken, tokens.peek(), out),
            Outcome::Candidate(number) => decided.change((at, number), &taken, out),
            Outcome::LowQuote => {
                glue_next = true;
                out.push(taken.low_quote());
            }
            Outcome::LoneBar => out.push(taken.lone_bar()),
            Outcome::Kept | Outcome::Noise | Outcome::Joined => out.push(taken.plain()),
        }
    }
    Stream {
        page: stream.page,
        zone: stream.zone,
        column: stream.column,
        columns: stream.columns,
        width: stream.width,
        fragments,
    }
}

/// A token on its way to its pieces.
struct Taken {
    token: AnalysedToken,
    glued: bool,
    confidence: f32,
}

/// What was decided of a stream.
struct Decided<'a> {
    page: PageFacts<'a>,
    decisions: &'a [SlotDecision],
    joins: &'a [Vec<Candidate>],
}

impl Decided<'_> {
    /// Writes a token that is joined with the next; says whether no blank stands between their pieces.
    fn join(
        &self,
        (at, number): (usize, usize),
        taken: Taken,
        next: Option<&AnalysedToken>,
        out: &mut Vec<Piece>,
    ) -> bool {
        let (candidate, decision) = (&self.joins[at][number], &self.decisions[at]);
        // A hyphen of its own: nothing changes but that no blank stands there.
        let Some(kind) = candidate.kind else {
            out.push(taken.plain());
            return true;
        };
        let mut others = alternatives(decision, &[], &self.joins[at], None, Some(number), self.page.old);
        if kind == Kind::Dehyphenate
            && let Some(next) = next
        {
            // They are of the whole word, and its second half stands in a piece of its own.
            let mended = second_half(candidate, &taken.token, next);
            others = first_halves(others, mended.as_deref().unwrap_or(next.core()));
        }
        let change = Some(Box::new(Change { kind, rule: "lexicon".to_owned(), alternatives: others }));
        let AnalysedToken { token, core, .. } = &taken.token;
        match kind {
            Kind::Dehyphenate => {
                let (head, body) = token.text[..core.end].split_at(core.start);
                let mended = next.filter(|_| is_mended(candidate));
                let body = mended.map_or(body, |next| halves(&candidate.text, body, next.core()).0);
                taken.cut(token, TokenParts { head, body: body.to_owned(), tail: "" }, change, out);
                return true;
            }
            Kind::Punctuation => {
                out.push(taken.piece(format_compact!("{}-", token.text), token.span, change));
            }
            _ => {
                let Some(next) = next else { return false };
                let both = Token {
                    text: format_compact!("{}{}", token.text, next.token.text),
                    span: token.span.to(next.token.span),
                    space_before: 0,
                };
                let (head, tail) = (&token.text[..core.start], &next.token.text[next.core.end..]);
                if is_aligned(token) && is_aligned(&next.token) {
                    let parts = TokenParts { head, body: candidate.text.clone(), tail };
                    taken.cut(&both, parts, change, out);
                } else {
                    out.push(taken.piece(
                        format_compact!("{head}{}{tail}", candidate.text),
                        both.span,
                        change,
                    ));
                }
            }
        }
        false
    }

    /// Writes a token as one of its candidates.
    fn change(&self, (at, number): (usize, usize), taken: &Taken, out: &mut Vec<Piece>) {
        let entry = &self.page.vocabulary.entries[taken.token.entry];
        let candidate = &entry.readings[number];
        let (decision, joins) = (&self.decisions[at], &self.joins[at]);
        let change = Some(Box::new(Change {
            kind: candidate.kind.unwrap_or(Kind::Character),
            rule: rule(candidate, entry),
            alternatives: alternatives(decision, &entry.readings, joins, Some(number), None, self.page.old),
        }));
        let AnalysedToken { token, core, .. } = &taken.token;
        let (head, tail) = (&token.text[..core.start], &token.text[core.end..]);
        taken.cut(token, TokenParts { head, body: candidate.text.clone(), tail }, change, out);
    }
}

/// Whether a broken word was misread too.
fn is_mended(candidate: &Candidate) -> bool {
    candidate.kind == Some(Kind::Dehyphenate) && candidate.confused + candidate.misread > 0
}

/// What the second half of a mended word reads, where that is not what was read.
fn second_half(candidate: &Candidate, token: &AnalysedToken, next: &AnalysedToken) -> Option<String> {
    let (_, second) = halves(&candidate.text, token.core(), next.core());
    (is_mended(candidate) && second != next.core()).then(|| second.to_owned())
}

/// Of what a broken word may be besides, the first halves, where the second is the one that is written.
fn first_halves(others: Vec<Alternative>, second: &str) -> Vec<Alternative> {
    let first = |other: Alternative| {
        let text = other.text.strip_suffix(second)?.to_owned();
        Some(Alternative { text, ..other })
    };
    others.into_iter().filter_map(first).collect()
}

/// What decided for a candidate.
fn rule(candidate: &Candidate, entry: &WordEntry) -> String {
    candidate.rule.clone().unwrap_or_else(|| {
        let rule = if candidate.offered {
            "engine"
        } else if entry.known {
            "context"
        } else if candidate.confused + candidate.misread > 0 {
            "confusion"
        } else {
            "lexicon"
        };
        rule.to_owned()
    })
}

/// A changed token: what changes, and the punctuation at its edges.
struct TokenParts<'a> {
    head: &'a str,
    body: String,
    tail: &'a str,
}

impl Taken {
    fn piece(&self, text: CompactString, span: Span, change: Option<Box<Change>>) -> Piece {
        Piece { text, span, glued: self.glued, confidence: self.confidence, change }
    }

    /// The second half of a mended word.
    fn mend(&self, text: String, out: &mut Vec<Piece>) {
        let AnalysedToken { token, core, .. } = &self.token;
        let change = Change { kind: Kind::Character, rule: "lexicon".to_owned(), alternatives: Vec::new() };
        let parts = TokenParts { head: &token.text[..core.start], body: text, tail: &token.text[core.end..] };
        self.cut(token, parts, Some(Box::new(change)), out);
    }

    /// The mark that opens a quotation.
    fn low_quote(&self) -> Piece {
        let change =
            Change { kind: Kind::Punctuation, rule: "confusion".to_owned(), alternatives: Vec::new() };
        self.piece(LOW_QUOTE.into(), self.token.token.span, Some(Box::new(change)))
    }

    /// The word that a bar is.
    fn lone_bar(self) -> Piece {
        let change = Change { kind: Kind::Character, rule: "context".to_owned(), alternatives: Vec::new() };
        let meant = self.token.bar.as_ref().map_or("", |bar| bar.meant.as_str());
        self.piece(meant.into(), self.token.token.span, Some(Box::new(change)))
    }

    /// The token as it was read.
    fn plain(self) -> Piece {
        let Self { token: AnalysedToken { token, .. }, glued, confidence } = self;
        Piece { text: token.text, span: token.span, glued, confidence, change: None }
    }

    /// Makes the pieces of a changed token: the punctuation at its edges stays out of the change.
    fn cut(&self, token: &Token, parts: TokenParts<'_>, change: Option<Box<Change>>, out: &mut Vec<Piece>) {
        let TokenParts { head, body, tail } = parts;
        let spanning = token.text.chars().count() < token.span.len();
        if !is_aligned(token) && !spanning || head.is_empty() && tail.is_empty() {
            out.push(self.piece(format_compact!("{head}{body}{tail}"), token.span, change));
            return;
        }
        let (front, back) = (head.chars().count() as u32, tail.chars().count() as u32);
        let Span { start, end } = token.span;
        let edge = |text: &str, span: Span, glued: bool| Piece {
            text: text.into(),
            span,
            glued,
            confidence: 1.0,
            change: None,
        };
        if front > 0 {
            out.push(edge(head, Span::new(start, start + front), self.glued));
        }
        let body = self.piece(body.into(), Span::new(start + front, end - back), change);
        out.push(Piece { glued: self.glued || front > 0, ..body });
        if back > 0 {
            out.push(edge(tail, Span::new(end - back, end), true));
        }
    }
}

/// Whether a piece ends with a letter or a digit.
fn ends_in_word(piece: &Piece) -> bool {
    piece.text.ends_with(char::is_alphanumeric)
}

/// Whether every character of the token is one of the source.
fn is_aligned(token: &Token) -> bool {
    token.text.chars().count() == token.span.len()
}
