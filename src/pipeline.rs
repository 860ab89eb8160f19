//! [`Cleaner`]: the only file that knows the order of the stages.

use std::sync::Arc;

use crate::context::{Context, Options};
use crate::language::{self, Identifier, Language};
use crate::model::{Budget, Document, Explanation, Page, Reading, Source, Stream, Token};
use crate::repair::{RepairInput, Settled, Volume};
use crate::{Error, layout, read, repair, structure};

/// Cleans documents, one at a time; shared between threads by reference.
#[derive(Debug, Clone)]
pub struct Cleaner {
    /// At least one; of several the one that explains a document best is taken.
    languages: Vec<Language>,
    /// What tells the language of each part of a document; none where it is said beforehand.
    identifier: Option<Identifier>,
    options: Options,
    /// What is known of the volume that its documents are parts of.
    volume: Option<Arc<Settled>>,
    summary: String,
}

impl Cleaner {
    /// A cleaner for documents that are in one language, which is said here: all is repaired as
    /// that language, whatever it looks like.
    pub fn new(language: Language, options: Options) -> Self {
        let summary = options.summary();
        Self { languages: vec![language], identifier: None, options, volume: None, summary }
    }

    /// A cleaner that finds out, for each part of a document, which of these languages it is
    /// in; what is in none of them is not repaired, and a notice says so.
    pub fn choosing(language: Language, others: Vec<Language>, options: Options) -> Self {
        let mut languages = vec![language];
        languages.extend(others);
        let summary = options.summary();
        let identifier = Some(Identifier::new(&languages));
        Self { languages, identifier, options, volume: None, summary }
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
    pub fn survey(&self, name: &str, bytes: &[u8], volume: &mut Volume) -> Result<(), Error> {
        let reading = read::read(name, bytes, &self.options.read)?;
        let lines = reading.pages.iter().flat_map(|page| &page.lines);
        volume.count(lines.flat_map(|line| &line.tokens).map(|token| token.text.as_str()));
        Ok(())
    }

    /// The same cleaner for the documents of one volume, all of which it has counted.
    #[must_use]
    pub fn together(&self, volume: &Volume) -> Self {
        let mut cleaner = self.clone();
        cleaner.volume = volume.settle(&self.languages, self.options.period);
        cleaner.summary = self.options.summary();
        if cleaner.volume.is_some() {
            cleaner.summary.push_str(" together");
        }
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
        let Reading { source, pages, .. } = read::read(name, bytes, &self.options.read)?;
        let (language, budget) = (self.language(&pages), Budget::default());
        let context = self.context(language, &source, &budget);
        Ok(layout::untangle(pages, &context).streams)
    }

    /// Why the words of a document are repaired as they are, page by page: what [`clean`](Self::clean)
    /// decided, read off the same record.
    pub fn explain(&self, name: &str, bytes: &[u8]) -> Result<Vec<Explanation>, Error> {
        let Reading { source, pages, .. } = read::read(name, bytes, &self.options.read)?;
        let (language, budget) = (self.language(&pages), Budget::default());
        let context = self.context(language, &source, &budget);
        let streams = layout::untangle(pages, &context).streams;
        Ok(repair::repair(self.input(streams).explained(), &context).explanations)
    }

    /// Streams to be repaired, with what is known of their volume.
    fn input(&self, streams: Vec<Stream<Token>>) -> RepairInput {
        RepairInput { volume: self.volume.clone(), ..streams.into() }
    }

    /// What its stages are told of a document.
    fn context<'a>(&'a self, language: &'a Language, source: &'a Source, budget: &'a Budget) -> Context<'a> {
        Context {
            language,
            languages: &self.languages,
            identifier: self.identifier.as_ref(),
            source,
            options: &self.options,
            budget,
        }
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
        let Reading { source, pages, mut discarded, mut notices } = reading;
        let language = self.language(&pages);
        let context = self.context(language, &source, budget);
        let layout = layout::untangle(pages, &context);
        on()?;
        notices.extend(layout.notices);
        let repaired = repair::repair(self.input(layout.streams), &context);
        on()?;
        discarded.extend(repaired.discarded);
        notices.extend(repaired.notices);
        let mut outline = structure::structure(repaired.streams, &context);
        on()?;
        discarded.append(&mut outline.discarded);
        discarded.sort_by_key(|d| d.span);
        Ok(Document {
            language: repaired.language.unwrap_or_else(|| language.tag().to_owned()),
            pack: language.version(),
            options: self.summary.clone(),
            source,
            outline,
            discarded,
            notices,
        })
    }
}
