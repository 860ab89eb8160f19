//! One field of text: its words, its stretches of the source, its corrections.
//!
//! A correction is not something a stage must remember to report. Each piece
//! is held against the characters it stands for, and where they differ, in
//! letters or in the blanks between them, there is a correction. Hence undoing
//! all corrections gives the source back, whatever the stages did.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::cover::Cover;
use super::wire::{Alternative, Correction, FieldSpans, Stretch, round};
use crate::model::{Change, Kind, Piece, Span, Text};

/// What assembling has gathered over all fields.
pub(super) struct Gathered<'a> {
    pub(super) cover: Cover<'a>,
    pub(super) corrections: Vec<Correction<'a>>,
    pub(super) spans: Vec<FieldSpans>,
}

/// The text of a field and how sure we are of it.
pub(super) struct Field {
    pub(super) text: String,
    pub(super) confidence: f32,
}

/// Pieces that follow each other in the source and must be undone together.
struct Group<'a> {
    pieces: &'a [Piece],
    span: Span,
    /// Where it starts in the text, in bytes and in code points.
    start: (usize, u32),
}

/// A field in the making.
struct Builder<'a, 'g> {
    path: String,
    text: String,
    /// The length of `text` in code points.
    length: u32,
    stretches: Vec<Stretch>,
    group: Option<Group<'a>>,
    gathered: &'g mut Gathered<'a>,
}

impl<'a> Gathered<'a> {
    /// Lays out a field under its path.
    pub(super) fn field(&mut self, path: &str, text: &'a Text) -> Field {
        let mut builder = Builder {
            path: path.to_owned(),
            text: String::new(),
            length: 0,
            stretches: Vec::new(),
            group: None,
            gathered: self,
        };
        let (mut weight, mut sum) = (0.0, 0.0);
        builder.text.reserve(text.pieces.iter().map(|piece| piece.text.len() + 1).sum());
        for (at, piece) in text.pieces.iter().enumerate() {
            builder.piece(text, at);
            weight += piece.text.len() as f32;
            sum += piece.text.len() as f32 * piece.confidence;
        }
        builder.flush();
        let Builder { path, text, stretches, .. } = builder;
        self.spans.push(FieldSpans { path, source: stretches });
        Field { text, confidence: if weight > 0.0 { round(sum / weight) } else { 1.0 } }
    }
}

impl<'a> Builder<'a, '_> {
    /// Lays out the piece `at`.
    fn piece(&mut self, text: &'a Text, at: usize) {
        let pieces = &text.pieces[..];
        let piece = &pieces[at];
        let span = self.gathered.cover.trim(piece.span);
        self.gathered.cover.place(span);
        let blank = !piece.glued && !self.text.is_empty() && !piece.text.is_empty();
        let gap = blank.then(|| text.gap_before(at));
        if let Some(group) = &mut self.group {
            let end = group.span.end;
            let follows = span.start >= end && self.gathered.cover.only_blank(end, span.start);
            if follows && (span.start > end) != blank {
                // The source has a blank where the text has none, or the other way round.
                group.pieces = &pieces[at - group.pieces.len()..=at];
                group.span = group.span.to(span);
                self.append(piece, gap);
                return;
            }
            let glued_unseen = !follows && !blank && !piece.text.is_empty() && !self.text.is_empty();
            let last = group.pieces.last();
            self.flush();
            if let Some(last) = last.filter(|_| glued_unseen) {
                self.join(last, piece, end);
            }
        }
        self.append_gap(gap);
        self.group = Some(Group { pieces: &pieces[at..=at], span, start: (self.text.len(), self.length) });
        self.append(piece, None);
    }

    /// A blank, a line feed or a tab.
    fn append_gap(&mut self, gap: Option<char>) {
        if let Some(gap) = gap {
            self.text.push(gap);
            self.length += 1;
        }
    }

    fn append(&mut self, piece: &Piece, gap: Option<char>) {
        self.append_gap(gap);
        self.text.push_str(&piece.text);
        let is_ascii = piece.text.is_ascii();
        self.length += if is_ascii { piece.text.len() } else { piece.text.chars().count() } as u32;
    }

    /// Two halves of a word that stand apart in the source: a join of its own,
    /// unless the change of one of them already says so.
    fn join(&mut self, left: &'a Piece, right: &'a Piece, at: u32) {
        let joins = |piece: &'a Piece| {
            piece.change.as_ref().filter(|c| matches!(c.kind, Kind::Join | Kind::Dehyphenate))
        };
        let told = |piece: &'a Piece| joins(piece).is_some() && self.differs(piece);
        if told(left) || told(right) {
            return;
        }
        let change = joins(left).or(joins(right));
        self.gathered.corrections.push(Correction {
            path: self.path.clone(),
            start: self.length,
            end: self.length,
            before: " ".to_owned(),
            after: String::new(),
            source: Stretch(at, at),
            kind: change.map_or(Kind::Join, |change| change.kind).name().into(),
            rule: change.map_or("layout", |change| change.rule.as_str()).into(),
            confidence: round(left.confidence.min(right.confidence)),
            alternatives: Vec::new(),
        });
    }

    fn differs(&self, piece: &Piece) -> bool {
        let cover = &self.gathered.cover;
        !is_as_read(cover.slice(cover.trim(piece.span)), &piece.text)
    }

    /// Ends the group: its stretch of the source and, if it differs from that, its correction.
    fn flush(&mut self) {
        let Some(group) = self.group.take() else { return };
        let cover = &self.gathered.cover;
        match self.stretches.last_mut() {
            _ if group.span.is_empty() => {}
            Some(last) if cover.only_blank(last.1, group.span.start) => last.1 = group.span.end,
            _ => self.stretches.push(group.span.into()),
        }
        let seen = cover.slice(group.span);
        let after = &self.text[group.start.0..];
        if is_as_read(seen, after) {
            return;
        }
        let before: String = collapsed(seen).collect();
        let after = after.to_owned();
        let changed = group.pieces.iter().position(|piece| piece.change.is_some());
        let correction = match changed.and_then(|at| Some((at, group.pieces[at].change.as_ref()?))) {
            Some((at, change)) => Correction {
                kind: change.kind.name().into(),
                rule: Cow::from(&change.rule),
                confidence: least_confidence(group.pieces.iter().filter(|p| p.change.is_some())),
                alternatives: alternatives(group.pieces, at, change),
                ..self.correction(&group, before, after)
            },
            None if group.pieces.len() > 1 => Correction {
                kind: if before.len() > after.len() { Kind::Join } else { Kind::Split }.name().into(),
                rule: "layout".into(),
                confidence: least_confidence(group.pieces.iter()),
                ..self.correction(&group, before, after)
            },
            None => Correction {
                kind: normalisation(&before, &after).name().into(),
                ..self.correction(&group, before, after)
            },
        };
        self.gathered.corrections.push(correction);
    }

    /// What the reader's normalisation did, unless a stage says otherwise.
    fn correction(&self, group: &Group<'a>, before: String, after: String) -> Correction<'a> {
        Correction {
            path: self.path.clone(),
            start: group.start.1,
            end: self.length,
            before,
            after,
            source: group.span.into(),
            kind: Kind::Character.name().into(),
            rule: "unicode".into(),
            confidence: 1.0,
            alternatives: Vec::new(),
        }
    }
}

/// Whether a text is what was read, blanks aside.
fn is_as_read(seen: &[char], text: &str) -> bool {
    // Most words are, and most of these are ASCII without a blank.
    let is_same = |(&seen, byte): (&char, u8)| seen == char::from(byte) && byte.is_ascii_graphic();
    seen.len() == text.len() && seen.iter().zip(text.bytes()).all(is_same) || collapsed(seen).eq(text.chars())
}

/// Characters with each run of white space as one blank.
fn collapsed(characters: &[char]) -> impl Iterator<Item = char> {
    let mut after_blank = false;
    characters.iter().filter_map(move |&c| {
        let blank = c.is_whitespace();
        let dropped = blank && after_blank;
        after_blank = blank;
        (!dropped).then_some(if blank { ' ' } else { c })
    })
}

fn least_confidence<'a>(pieces: impl Iterator<Item = &'a Piece>) -> f32 {
    round(pieces.map(|piece| piece.confidence).fold(1.0, f32::min))
}

/// The alternatives of a changed piece, each with the rest of its group around it.
fn alternatives<'a>(pieces: &[Piece], at: usize, change: &'a Change) -> Vec<Alternative<'a>> {
    let mut around = [String::new(), String::new()];
    for (i, piece) in pieces.iter().enumerate() {
        let side = &mut around[usize::from(i > at)];
        if i > 0 && !piece.glued && !piece.text.is_empty() {
            side.push(' ');
        }
        if i != at {
            side.push_str(&piece.text);
        }
    }
    change
        .alternatives
        .iter()
        .take(3)
        .map(|a| Alternative {
            text: match pieces {
                [_] => Cow::Borrowed(a.text.as_str()),
                _ => Cow::Owned(format!("{}{}{}", around[0], a.text, around[1])),
            },
            confidence: round(a.confidence),
        })
        .collect()
}

/// The sort of change that lies between two texts, as far as the texts tell.
pub(crate) fn change_kind(before: &str, after: &str) -> Kind {
    let letters = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let words = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    if letters(before) == letters(after) {
        if before.split_whitespace().count() < after.split_whitespace().count() {
            Kind::Split
        } else {
            Kind::Join
        }
    } else if is_same_but_for_marks(before, after) {
        Kind::Diacritic
    } else if before.to_lowercase() == after.to_lowercase() {
        Kind::Case
    } else if words(before) == words(after) {
        Kind::Punctuation
    } else {
        Kind::Character
    }
}

/// Whether two texts have the same letters, whatever accents stand on them.
fn is_same_but_for_marks(one: &str, other: &str) -> bool {
    let bare = |text: &'_ str| text.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>();
    bare(one) == bare(other)
}

/// The kind of a change that the reader's normalisation made: it joins, parts and
/// sets no case, but leaves out what says nothing by itself.
fn normalisation(before: &str, after: &str) -> Kind {
    if is_same_but_for_marks(before, after) {
        return Kind::Diacritic;
    }
    // Characters that say nothing by themselves were left out.
    let mut rest = before.chars();
    if after.chars().all(|c| rest.any(|b| b == c)) { Kind::Noise } else { Kind::Character }
}
