//! The JSON of a document back to its source: the proof that every change can be undone.

use serde::Deserialize as _;
use serde_json::Value;

use super::undone::{blanks, by_field, places, text_of, undone};
use super::wire::{Blank, Source, Stretch, Wire};

/// Why a source could not be restored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RevertError {
    /// It is not JSON at all.
    #[error("not JSON: {0}")]
    Json(serde_json::Error),
    /// It is JSON, but lacks what a document has.
    #[error("not a document of this program: {0}")]
    Shape(serde_json::Error),
    /// It is written to another schema.
    #[error("schema version {found}; this program reads version {}", super::SCHEMA_VERSION)]
    Version {
        /// The version that was found.
        found: u64,
    },
    /// A path leads to no text.
    #[error("{path} is not a text field of the document; was it edited?")]
    Path {
        /// The path.
        path: String,
    },
    /// The text of a field does not fit its corrections or its stretches of the source.
    #[error("the text of {path} does not fit its {what}; was it edited?")]
    Text {
        /// The field.
        path: String,
        /// What it does not fit.
        what: &'static str,
    },
    /// A position lies outside the source.
    #[error("position {at} lies outside the source of {characters} characters")]
    Position {
        /// The position.
        at: usize,
        /// The length of the source.
        characters: usize,
    },
    /// A file that was written back without the way to its original.
    #[error("it does not tell what it was made of; only hOCR that this program wrote does")]
    NoUndo,
    /// A file that was written back, and changed since.
    #[error("its original cannot be put together again; was it edited?")]
    Edited,
    /// A character of the source is written nowhere or in two places.
    #[error("character {at} of the source is in the document {times} times; was it edited?")]
    Character {
        /// Its position.
        at: usize,
        /// `0` or `2`.
        times: u8,
    },
}

/// The source as it is put together again.
struct Restored {
    characters: Vec<Option<char>>,
}

/// Restores the decoded source text of a document from its JSON.
pub fn revert(json: &str) -> Result<String, RevertError> {
    let value: Value = serde_json::from_str(json).map_err(RevertError::Json)?;
    if let Some(found) = value.get("schema_version").and_then(Value::as_u64)
        && found != u64::from(super::SCHEMA_VERSION)
    {
        return Err(RevertError::Version { found });
    }
    let wire = Wire::deserialize(&value).map_err(RevertError::Shape)?;
    // No two default blanks stand side by side, so the source is at most twice what is written.
    source_of(&wire, 2 * json.len())
}

/// The decoded source text of a document; `longest` bounds its length, so that
/// a made-up one cannot take the machine down.
fn source_of(wire: &Wire<'_>, longest: usize) -> Result<String, RevertError> {
    let mut corrections = by_field(wire);
    let mut restored = Restored::new(&wire.source, longest)?;
    let blanks = blanks(wire);
    for field in &wire.spans {
        let text = text_of(wire, &field.path);
        let text = text.ok_or_else(|| RevertError::Path { path: field.path.clone() })?;
        let unfit = |what| RevertError::Text { path: field.path.clone(), what };
        let undone = undone(text, corrections.remove(field.path.as_str()).unwrap_or_default())
            .ok_or_else(|| unfit("corrections"))?;
        for &Stretch(start, end) in &field.source {
            restored.check(start as usize, end as usize)?;
        }
        let places = places(&undone.characters, &field.source, &blanks)
            .ok_or_else(|| unfit("stretches of the source"))?;
        for (&c, at) in undone.characters.iter().zip(places) {
            // White space is told apart from the words.
            if let Some(at) = at.filter(|_| !c.is_whitespace()) {
                restored.put(at as usize, c)?;
            }
        }
    }
    if let Some(path) = corrections.into_keys().next() {
        return Err(RevertError::Path { path: path.to_owned() });
    }
    for discarded in &wire.discarded {
        let (start, end) = (discarded.source.0 as usize, discarded.source.1 as usize);
        restored.check(start, end)?;
        let text: Vec<char> = discarded.text.chars().collect();
        if text.len() != end - start {
            return Err(RevertError::Text { path: "/discarded".to_owned(), what: "stretches of the source" });
        }
        for (at, c) in (start..end).zip(text) {
            if !c.is_whitespace() {
                restored.put(at, c)?;
            }
        }
    }
    restored.finish()
}

impl Restored {
    fn new(source: &Source<'_>, longest: usize) -> Result<Self, RevertError> {
        let length = source.characters;
        if length > longest {
            return Err(RevertError::Position { at: longest, characters: length });
        }
        let mut restored = Self { characters: vec![None; length] };
        for Blank { at, text } in &source.blanks {
            let (at, run): (usize, Vec<char>) = (*at as usize, text.chars().collect());
            restored.check(at, at.saturating_add(run.len()))?;
            for (i, c) in run.iter().enumerate() {
                restored.put(at + i, *c)?;
            }
        }
        Ok(restored)
    }

    fn check(&self, start: usize, end: usize) -> Result<(), RevertError> {
        let characters = self.characters.len();
        if start > end || end > characters {
            return Err(RevertError::Position { at: start.max(end), characters });
        }
        Ok(())
    }

    fn put(&mut self, at: usize, c: char) -> Result<(), RevertError> {
        match &mut self.characters[at] {
            Some(_) => Err(RevertError::Character { at, times: 2 }),
            free => {
                *free = Some(c);
                Ok(())
            }
        }
    }

    /// What is still free is a single blank; two of them side by side are a loss.
    fn finish(self) -> Result<String, RevertError> {
        if let Some(at) = self.characters.windows(2).position(|pair| pair == [None, None]) {
            return Err(RevertError::Character { at, times: 0 });
        }
        Ok(self.characters.into_iter().map(|c| c.unwrap_or(' ')).collect())
    }
}
