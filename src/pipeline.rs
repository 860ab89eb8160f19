//! [`Cleaner`]: the only file that knows the order of the stages.

use crate::language::{self, Identifier, Language};
use crate::model::{Budget, Document, Page, Source, Stream, Token};
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
        let read::Options { encoding, format } = &self.read;
        let layout::Options { columns, keep: keep_layout, order, budget: _ } = &self.layout;
        let repair::Options {
            keep: keep_words,
            min_confidence,
            period,
            volume,
            language_is_told: _,
            budget: _,
        } = &self.repair;
        let encoding = encoding.as_deref().unwrap_or("auto");
        let columns = match (keep_layout, columns) {
            (true, _) => "keep".to_owned(),
            (false, None) => "auto".to_owned(),
            (false, Some(columns)) => columns.to_string(),
        };
        // Left out where the file decides, so that summaries stay what they were.
        let order = match order {
            layout::OrderSource::Auto => "",
            layout::OrderSource::File => " order=file",
            layout::OrderSource::Geometry => " order=geometry",
        };
        let repair = if *keep_words { "off" } else { "on" };
        let period = match period {
            repair::Period::Auto => "",
            repair::Period::Modern => " period=modern",
            repair::Period::Historical => " period=historical",
        };
        let together = if volume.is_some() { " together" } else { "" };
        // Left out where it is found out, so that summaries stay what they were.
        let format = format.map_or(String::new(), |format| format!("format={} ", format.name()));
        format!(
            "{format}encoding={encoding} columns={columns}{order} repair={repair} min-confidence={min_confidence}{period}{together}"
        )
    }
}

/// Cleans documents, one at a time; shared between threads by reference.
#[derive(Debug, Clone)]
pub struct Cleaner {
    /// At least one; of several the one that explains a document best is taken.
    languages: Vec<Language>,
    /// What tells the language of each part of a document; none where it is said beforehand.
    identifier: Option<Identifier>,
    options: Options,
    summary: String,
}

impl Cleaner {
    /// A cleaner for documents that are in one language, which is said here: all is repaired as
    /// that language, whatever it looks like.
    pub fn new(language: Language, options: Options) -> Self {
        let summary = options.summary();
        Self { languages: vec![language], identifier: None, options, summary }
    }

    /// A cleaner that finds out, for each part of a document, which of these languages it is
    /// in; what is in none of them is not repaired, and a notice says so.
    pub fn choosing(language: Language, others: Vec<Language>, options: Options) -> Self {
        let mut languages = vec![language];
        languages.extend(others);
        let summary = options.summary();
        let identifier = Some(Identifier::new(&languages));
        Self { languages, identifier, options, summary }
    }

    /// The languages it cleans for.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// What it may do.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Counts the words of a document that is a part of a volume.
    pub fn survey(&self, name: &str, bytes: &[u8], volume: &mut repair::Volume) -> Result<(), Error> {
        let reading = read::read(name, bytes, &self.options.read)?;
        let lines = reading.pages.iter().flat_map(|page| &page.lines);
        volume.count(lines.flat_map(|line| &line.tokens).map(|token| token.text.as_str()));
        Ok(())
    }

    /// The same cleaner for the documents of one volume, all of which it has counted.
    #[must_use]
    pub fn together(&self, volume: &repair::Volume) -> Self {
        let mut cleaner = self.clone();
        cleaner.options.repair.volume = volume.settle(&self.languages, self.options.repair.period);
        cleaner.summary = cleaner.options.summary();
        cleaner
    }

    /// The packs and their versions, as one of them stands in the output.
    pub fn packs(&self) -> impl Iterator<Item = String> {
        self.languages.iter().map(Language::version)
    }

    fn language(&self, pages: &[Page]) -> &Language {
        let lines = pages.iter().flat_map(|page| &page.lines);
        let words = lines.flat_map(|line| &line.tokens).map(|token| token.text.as_str());
        &self.languages[language::choose(&self.languages, words)]
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
        let language = self.language(&reading.pages);
        Ok(untangle(reading.pages, &reading.source, language, &self.options.layout).streams)
    }

    /// Why the words of a document are repaired as they are, page by page: what [`clean`](Self::clean)
    /// decided, read off the same record.
    pub fn explain(&self, name: &str, bytes: &[u8]) -> Result<Vec<repair::Explanation>, Error> {
        let reading = read::read(name, bytes, &self.options.read)?;
        let language = self.language(&reading.pages);
        let layout = untangle(reading.pages, &reading.source, language, &self.options.layout);
        let options =
            repair::Options { language_is_told: self.identifier.is_none(), ..self.options.repair.clone() };
        Ok(repair::explain(layout.streams, &reading.source, language, &options))
    }

    /// Cleans one document, or gives up when it costs more than it may.
    pub fn clean_within(&self, name: &str, bytes: &[u8], budget: &Budget) -> Result<Document, Error> {
        self.clean_read(name, bytes, &self.options.read, budget)
    }

    /// Cleans one document that is of this format, whatever the options say: what an
    /// engine made of an input, say, where the options are about the input.
    pub fn clean_as(
        &self,
        format: read::Format,
        name: &str,
        bytes: &[u8],
        budget: &Budget,
    ) -> Result<Document, Error> {
        let options = read::Options { format: Some(format), encoding: None };
        self.clean_read(name, bytes, &options, budget)
    }

    fn clean_read(
        &self,
        name: &str,
        bytes: &[u8],
        options: &read::Options,
        budget: &Budget,
    ) -> Result<Document, Error> {
        let on = || if budget.is_spent() { Err(Error::Stopped) } else { Ok(()) };
        let reading = read::read(name, bytes, options)?;
        if let Some(most) = budget.max_pages
            && reading.pages.len() > most
        {
            return Err(Error::TooManyPages { pages: reading.pages.len(), most });
        }
        on()?;
        let language = self.language(&reading.pages);
        let mut notices = reading.notices;
        let mut discarded = reading.discarded;
        let options = layout::Options { budget: budget.clone(), ..self.options.layout.clone() };
        let layout = untangle(reading.pages, &reading.source, language, &options);
        on()?;
        notices.extend(layout.notices);
        let options = repair::Options {
            budget: budget.clone(),
            language_is_told: self.identifier.is_none(),
            ..self.options.repair.clone()
        };
        let repaired = match &self.identifier {
            None => repair::repair(layout.streams, &reading.source, language, &options),
            Some(identifier) => repair::repair_told(
                layout.streams,
                &reading.source,
                &self.languages,
                identifier,
                language,
                &options,
            ),
        };
        on()?;
        discarded.extend(repaired.discarded);
        notices.extend(repaired.notices);
        let mut outline = structure::structure_of(repaired.streams, Some(&reading.source), language);
        on()?;
        discarded.append(&mut outline.discarded);
        discarded.sort_by_key(|d| d.span);
        Ok(Document {
            source: reading.source,
            language: repaired.language.unwrap_or_else(|| language.tag().to_owned()),
            pack: language.version(),
            options: self.summary.clone(),
            outline,
            discarded,
            notices,
        })
    }
}

/// Untangles with the places of the words, where there are any.
fn untangle(
    pages: Vec<Page>,
    source: &Source,
    language: &Language,
    options: &layout::Options,
) -> layout::Layout {
    match &source.geometry {
        Some(geometry) => layout::untangle_placed(pages, geometry, language, options),
        None => layout::untangle(pages, language, options),
    }
}
