//! Which characters of the source have been placed: the proof that nothing is lost.

use fixedbitset::FixedBitSet;

use super::wire::Blank;
use crate::model::{Source, Span};

/// One bit per character of the source.
pub(super) struct Cover<'a> {
    characters: &'a [char],
    placed: FixedBitSet,
    /// How many characters were placed more than once.
    pub(super) twice: usize,
}

impl<'a> Cover<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        let characters = source.characters.as_slice();
        Self { characters, placed: FixedBitSet::with_capacity(characters.len()), twice: 0 }
    }

    /// The part of a span that lies in the source, without white space at its ends.
    pub(super) fn trim(&self, span: Span) -> Span {
        let length = self.characters.len() as u32;
        let (mut start, mut end) = (span.start.min(length), span.end.min(length));
        while start < end && self.characters[start as usize].is_whitespace() {
            start += 1;
        }
        while start < end && self.characters[end as usize - 1].is_whitespace() {
            end -= 1;
        }
        Span::new(start, end)
    }

    /// The characters of a trimmed span.
    pub(super) fn slice(&self, span: Span) -> &'a [char] {
        &self.characters[span.start as usize..span.end as usize]
    }

    /// Whether there is nothing but white space, if anything, from one position up to another.
    pub(super) fn only_blank(&self, from: u32, to: u32) -> bool {
        from <= to && self.characters[from as usize..to as usize].iter().all(|c| c.is_whitespace())
    }

    /// Marks a trimmed span as placed in a field.
    pub(super) fn place(&mut self, span: Span) {
        let range = span.start as usize..span.end as usize;
        if self.placed.contains_any_in_range(range.clone()) {
            let again = |&at: &usize| self.placed.contains(at) && !self.characters[at].is_whitespace();
            self.twice += range.clone().filter(again).count();
        }
        self.placed.insert_range(range);
    }

    /// Marks what is still free of a span as placed, and says which stretches that were.
    pub(super) fn place_free(&mut self, span: Span) -> Vec<Span> {
        let span = self.trim(span);
        let mut free = Vec::new();
        let mut at = span.start;
        while at < span.end {
            let start = at;
            while at < span.end && !self.placed[at as usize] {
                self.placed.insert(at as usize);
                at += 1;
            }
            let stretch = self.trim(Span::new(start, at));
            if !stretch.is_empty() {
                free.push(stretch);
            }
            while at < span.end && self.placed[at as usize] {
                at += 1;
            }
        }
        free
    }

    /// The runs of characters that are placed nowhere.
    pub(super) fn unplaced(&self) -> Vec<Span> {
        let is_lost = |at: usize| !self.placed[at] && !self.characters[at].is_whitespace();
        runs(self.characters.len(), is_lost).collect()
    }

    /// The runs of white space that are not a single U+0020.
    pub(super) fn blanks(&self) -> Vec<Blank> {
        runs(self.characters.len(), |at| self.characters[at].is_whitespace())
            .filter(|&run| self.slice(run) != [' '])
            .map(|run| Blank { at: run.start, text: self.slice(run).iter().collect() })
            .collect()
    }
}

/// The maximal runs of positions that have a property.
fn runs(length: usize, has: impl Fn(usize) -> bool) -> impl Iterator<Item = Span> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = (from..length).find(|&at| has(at))?;
        from = (start..length).find(|&at| !has(at)).unwrap_or(length);
        Some(Span::new(start as u32, from as u32))
    })
}
