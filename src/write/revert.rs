//! The JSON of a document back to its source: the proof that every change can be undone.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::wire::Blank;

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

#[derive(Deserialize)]
struct Wire {
    source: Source,
    corrections: Vec<Correction>,
    spans: Vec<FieldSpans>,
    discarded: Vec<Discarded>,
}

#[derive(Deserialize)]
struct Source {
    characters: usize,
    blanks: Vec<Blank>,
}

#[derive(Deserialize)]
struct Correction {
    path: String,
    start: usize,
    end: usize,
    before: String,
    after: String,
}

#[derive(Deserialize)]
struct FieldSpans {
    path: String,
    source: Vec<(usize, usize)>,
}

#[derive(Deserialize)]
struct Discarded {
    source: (usize, usize),
    text: String,
}

/// The source as it is put together again.
struct Restored {
    characters: Vec<Option<char>>,
    /// The lengths of the runs of white space that are not a single blank, by position.
    blanks: BTreeMap<usize, usize>,
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
    let mut corrections: BTreeMap<&str, Vec<&Correction>> = BTreeMap::new();
    for correction in &wire.corrections {
        corrections.entry(&correction.path).or_default().push(correction);
    }
    // No two default blanks stand side by side, so the source is at most twice what is written.
    let mut restored = Restored::new(&wire.source, 2 * json.len())?;
    for field in &wire.spans {
        let text = value.pointer(&field.path).and_then(Value::as_str);
        let text = text.ok_or_else(|| RevertError::Path { path: field.path.clone() })?;
        let undone = undo(&field.path, text, corrections.remove(field.path.as_str()).unwrap_or_default())?;
        restored.place(field, &undone)?;
    }
    if let Some(path) = corrections.into_keys().next() {
        return Err(RevertError::Path { path: path.to_owned() });
    }
    for discarded in &wire.discarded {
        let (start, end) = discarded.source;
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

/// The text of a field with its corrections undone.
fn undo(path: &str, text: &str, mut corrections: Vec<&Correction>) -> Result<Vec<char>, RevertError> {
    let unfit = || RevertError::Text { path: path.to_owned(), what: "corrections" };
    corrections.sort_by_key(|c| (c.start, c.end));
    let text: Vec<char> = text.chars().collect();
    let mut undone = Vec::with_capacity(text.len());
    let mut at = 0;
    for correction in corrections {
        undone.extend_from_slice(text.get(at..correction.start).ok_or_else(unfit)?);
        let after = text.get(correction.start..correction.end).ok_or_else(unfit)?;
        if !correction.after.chars().eq(after.iter().copied()) {
            return Err(unfit());
        }
        undone.extend(correction.before.chars());
        at = correction.end;
    }
    undone.extend_from_slice(text.get(at..).ok_or_else(unfit)?);
    Ok(undone)
}

impl Restored {
    /// `longest` bounds the length of the source, so that a made-up length cannot take the machine down.
    fn new(source: &Source, longest: usize) -> Result<Self, RevertError> {
        let length = source.characters;
        if length > longest {
            return Err(RevertError::Position { at: longest, characters: length });
        }
        let mut restored = Self { characters: vec![None; length], blanks: BTreeMap::new() };
        for Blank { at, text } in &source.blanks {
            let (at, run): (usize, Vec<char>) = (*at as usize, text.chars().collect());
            restored.check(at, at.saturating_add(run.len()))?;
            for (i, c) in run.iter().enumerate() {
                restored.put(at + i, *c)?;
            }
            restored.blanks.insert(at, run.len());
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

    /// Writes the undone text of a field into its stretches of the source.
    ///
    /// Within a stretch every blank of the text is a run of white space of the
    /// source; between two stretches a blank of the text stands for nothing.
    fn place(&mut self, field: &FieldSpans, undone: &[char]) -> Result<(), RevertError> {
        let unfit = || RevertError::Text { path: field.path.clone(), what: "stretches of the source" };
        let mut rest = undone.iter().copied().peekable();
        for &(start, end) in &field.source {
            self.check(start, end)?;
            while rest.next_if(|c| c.is_whitespace()).is_some() {}
            let mut at = start;
            while at < end {
                let c = rest.next().ok_or_else(unfit)?;
                if c.is_whitespace() {
                    while rest.next_if(|c| c.is_whitespace()).is_some() {}
                    at += self.blanks.get(&at).copied().unwrap_or(1);
                } else {
                    self.put(at, c)?;
                    at += 1;
                }
            }
        }
        if rest.any(|c| !c.is_whitespace()) { Err(unfit()) } else { Ok(()) }
    }

    /// What is still free is a single blank; two of them side by side are a loss.
    fn finish(self) -> Result<String, RevertError> {
        if let Some(at) = self.characters.windows(2).position(|pair| pair == [None, None]) {
            return Err(RevertError::Character { at, times: 0 });
        }
        Ok(self.characters.into_iter().map(|c| c.unwrap_or(' ')).collect())
    }
}
