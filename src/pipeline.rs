//! [`Cleaner`]: the only file that knows the order of the stages.

use crate::language::Language;
use crate::model::{Budget, Document, Stream, Token};
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

impl Options {
    /// The options that bear on the result, in one line, as it stands in the
    /// output: documents made with equal lines need not be made again.
    pub fn summary(&self) -> String {
        // No `..` here: a new option must find its place in the line.
        let read::Options { encoding } = &self.read;
        let layout::Options { columns, keep: keep_layout, budget: _ } = &self.layout;
        let repair::Options { keep: keep_words, min_confidence, period, budget: _ } = &self.repair;
        let encoding = encoding.as_deref().unwrap_or("auto");
        let columns = match (keep_layout, columns) {
            (true, _) => "keep".to_owned(),
            (false, None) => "auto".to_owned(),
            (false, Some(columns)) => columns.to_string(),
        };
        let repair = if *keep_words { "off" } else { "on" };
        let period = match period {
            repair::Period::Auto => "",
            repair::Period::Modern => " period=modern",
            repair::Period::Historical => " period=historical",
        };
        format!(
            "encoding={encoding} columns={columns} repair={repair} min-confidence={min_confidence}{period}"
        )
    }
}

/// Cleans documents, one at a time; shared between threads by reference.
#[derive(Debug, Clone)]
pub struct Cleaner {
    language: Language,
    options: Options,
    summary: String,
}

impl Cleaner {
    /// A cleaner for a language.
    pub fn new(language: Language, options: Options) -> Self {
        let summary = options.summary();
        Self { language, options, summary }
    }

    /// The language it cleans for.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// What it may do.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The pack and its version, as it stands in the output.
    pub fn pack(&self) -> String {
        self.language.version()
    }

    /// Cleans one document.
    ///
    /// `name` is what the input is called in the output and in messages.
    pub fn clean(&self, name: &str, bytes: &[u8]) -> Result<Document, Error> {
        self.clean_within(name, bytes, &Budget::default())
    }

    /// The columns of a document as layout leaves them, before repair: for a
    /// person to see what was untangled.
    pub fn columns(&self, name: &str, bytes: &[u8]) -> Result<Vec<Stream<Token>>, Error> {
        let reading = read::read(name, bytes, &self.options.read)?;
        Ok(layout::untangle(reading.pages, &self.language, &self.options.layout).streams)
    }

    /// Cleans one document, or gives up when it costs more than it may.
    pub fn clean_within(&self, name: &str, bytes: &[u8], budget: &Budget) -> Result<Document, Error> {
        let on = || if budget.is_spent() { Err(Error::Stopped) } else { Ok(()) };
        let reading = read::read(name, bytes, &self.options.read)?;
        if let Some(most) = budget.max_pages
            && reading.pages.len() > most
        {
            return Err(Error::TooManyPages { pages: reading.pages.len(), most });
        }
        on()?;
        let mut notices = reading.notices;
        let mut discarded = reading.discarded;
        let options = layout::Options { budget: budget.clone(), ..self.options.layout.clone() };
        let layout = layout::untangle(reading.pages, &self.language, &options);
        on()?;
        notices.extend(layout.notices);
        let options = repair::Options { budget: budget.clone(), ..self.options.repair.clone() };
        let repaired = repair::repair(layout.streams, &reading.source, &self.language, &options);
        on()?;
        discarded.extend(repaired.discarded);
        let mut outline = structure::structure(repaired.streams, &self.language);
        on()?;
        discarded.append(&mut outline.discarded);
        discarded.sort_by_key(|d| d.span);
        Ok(Document {
            source: reading.source,
            language: self.language.tag().to_owned(),
            pack: self.pack(),
            options: self.summary.clone(),
            outline,
            discarded,
            notices,
        })
    }
}
