//! A text made of stretches of another and of new pieces, and the way back.
//!
//! The script knows which stretches were copied and to where, so the original
//! can be put together again from what was written: what was not copied is
//! kept in a comment at the very end, which no reader of the format looks at.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::super::RevertError;

/// How the comment begins that leads back.
const BEGIN: &str = "<!-- ontwar undo ";
const END: &str = " -->\n";

/// What is written, as it grows.
pub(super) struct Script<'t> {
    source: &'t str,
    out: String,
    /// Stretches of the source, and where they stand in what is written; no two overlap.
    copies: Vec<(Range<usize>, usize)>,
}

/// A place in what is written, to which it can be cut back.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScriptPosition(usize);

/// What the comment holds.
#[derive(Serialize, Deserialize)]
struct Undo {
    /// Of the original.
    sha256: String,
    /// The original from its start to its end.
    parts: Vec<UndoPart>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum UndoPart {
    /// A stretch of what is written: where it starts and how long it is, in bytes.
    Copy(usize, usize),
    /// What stands nowhere any more.
    Text(String),
}

impl<'t> Script<'t> {
    pub(super) fn new(source: &'t str) -> Self {
        Self {
            source,
            out: String::with_capacity(source.len() + source.len() / 8 + 1024),
            copies: Vec::new(),
        }
    }

    /// Takes a stretch over as it stands.
    pub(super) fn copy(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let to = self.out.len();
        self.out.push_str(&self.source[range.clone()]);
        match self.copies.last_mut() {
            Some((last, at)) if last.end == range.start && *at + last.len() == to => last.end = range.end,
            _ => self.copies.push((range, to)),
        }
    }

    /// Writes something new.
    pub(super) fn add(&mut self, text: &str) {
        self.out.push_str(text);
    }

    pub(super) fn mark(&self) -> ScriptPosition {
        ScriptPosition(self.out.len())
    }

    /// Takes back what was written after a mark.
    pub(super) fn cut(&mut self, ScriptPosition(length): ScriptPosition) {
        self.out.truncate(length);
        while let Some((range, at)) = self.copies.last_mut() {
            if *at >= length {
                self.copies.pop();
                continue;
            }
            range.end = range.end.min(range.start + (length - *at));
            break;
        }
    }

    /// What is written, with the way back at its end.
    pub(super) fn finish(self) -> String {
        let Self { source, mut out, mut copies } = self;
        copies.sort_by_key(|(range, _)| range.start);
        let mut parts = Vec::new();
        let mut at = 0;
        for (range, to) in copies {
            if range.start > at {
                parts.push(UndoPart::Text(source[at..range.start].to_owned()));
            }
            parts.push(UndoPart::Copy(to, range.len()));
            at = range.end;
        }
        if at < source.len() {
            parts.push(UndoPart::Text(source[at..].to_owned()));
        }
        let undo = Undo { sha256: digest(source), parts };
        // No comment may hold two hyphens side by side; in JSON they stand in strings only.
        let undo = serde_json::to_string(&undo).unwrap_or_default().replace('-', "\\u002d");
        out.push_str(BEGIN);
        out.push_str(&undo);
        out.push_str(END);
        out
    }
}

/// Whether a text is a file that was written back with the way to its original.
pub fn is_rewritten(text: &str) -> bool {
    text.trim_end().ends_with(END.trim_end()) && text.contains(BEGIN)
}

/// Gives the file back that another was made of, byte for byte.
///
/// # Errors
/// When it does not tell the way back, or was changed since.
pub fn restore(text: &str) -> Result<String, RevertError> {
    let Some((written, undo)) = text.rsplit_once(BEGIN) else { return Err(RevertError::NoUndo) };
    let undo = undo.trim_end().strip_suffix(END.trim()).ok_or(RevertError::NoUndo)?;
    let undo: Undo = serde_json::from_str(undo.trim_end()).map_err(RevertError::Shape)?;
    let mut source = String::with_capacity(written.len());
    for part in undo.parts {
        match part {
            UndoPart::Text(text) => source.push_str(&text),
            UndoPart::Copy(start, length) => {
                let stretch = start.checked_add(length).and_then(|end| written.get(start..end));
                source.push_str(stretch.ok_or(RevertError::Edited)?);
            }
        }
        // Each stretch is copied once: more than there is would be a made-up way.
        if source.len() > text.len() {
            return Err(RevertError::Edited);
        }
    }
    if digest(&source) == undo.sha256 { Ok(source) } else { Err(RevertError::Edited) }
}

fn digest(text: &str) -> String {
    let digits: Vec<String> =
        Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_moved_changed_and_dropped_comes_back() {
        let source = "één <b>--></b> two three";
        let at = |part: &str| {
            let start = source.find(part).unwrap();
            start..start + part.len()
        };
        let mut script = Script::new(source);
        script.copy(at("two "));
        let mark = script.mark();
        script.copy(at("three"));
        script.add(" more");
        script.cut(mark);
        script.add("drie ");
        script.copy(at("één "));
        let written = script.finish();
        assert!(written.starts_with("two drie één <!-- "), "{written}");
        assert_eq!(written.matches("--").count(), 2, "{written}");
        assert!(is_rewritten(&written) && !is_rewritten(source));
        assert_eq!(restore(&written).unwrap(), source);
        assert!(matches!(restore(&written.replace("two", "too")), Err(RevertError::Edited)));
        assert!(matches!(restore(source), Err(RevertError::NoUndo)));
    }
}
