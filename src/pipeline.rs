//! [`Cleaner`]: the only file that knows the order of the stages.

use crate::language::Language;
use crate::model::Document;
use crate::{Error, layout, read, repair, structure};

/// What a cleaner may do; each stage has its own part.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How to read.
    pub read: read::Options,
    /// How to untangle.
    pub layout: layout::Options,
    /// How to repair.
    pub repair: repair::Options,
}

/// Cleans documents, one at a time; shared between threads by reference.
#[derive(Debug, Clone)]
pub struct Cleaner {
    language: Language,
    options: Options,
}

impl Cleaner {
    /// A cleaner for a language.
    pub fn new(language: Language, options: Options) -> Self {
        Self { language, options }
    }

    /// Cleans one document.
    ///
    /// `name` is what the input is called in the output and in messages.
    pub fn clean(&self, name: &str, bytes: &[u8]) -> Result<Document, Error> {
        let reading = read::read(name, bytes, &self.options.read)?;
        let mut notices = reading.notices;
        let mut discarded = reading.discarded;
        let layout = layout::untangle(reading.pages, &self.language, &self.options.layout);
        notices.extend(layout.notices);
        let repaired = repair::repair(layout.streams, &reading.source, &self.language, &self.options.repair);
        discarded.extend(repaired.discarded);
        let mut outline = structure::structure(repaired.streams, &self.language);
        discarded.append(&mut outline.discarded);
        discarded.sort_by_key(|d| d.span);
        Ok(Document {
            source: reading.source,
            language: self.language.tag().to_owned(),
            outline,
            discarded,
            notices,
        })
    }
}
