//! What every stage is told beside its input: one shape for all of them,
//! `(input, &Context) -> output`.

use crate::language::{Identifier, Language};
use crate::model::{Budget, Geometry, OrderSource, Period, Source};
use crate::read;

/// What a cleaner may do.
///
/// ```
/// use ontwar::{Cleaner, Language, Options};
///
/// let options = Options { min_confidence: 0.9, columns: Some(2), ..Options::default() };
/// let cleaner = Cleaner::new(Language::builtin("nl")?, options);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Options {
    /// How to read.
    pub read: read::Options,
    /// Whether lines are put in order; if not they stay as they came.
    pub untangle: bool,
    /// How many columns to look for; `None` to find out.
    pub columns: Option<usize>,
    /// Who decides the order of lines whose words have places.
    pub order: OrderSource,
    /// Whether words are repaired; if not they stay as they came.
    pub repair: bool,
    /// The least confidence a change must have, from 0 to 1.
    pub min_confidence: f32,
    /// When the pages were printed.
    pub period: Period,
}

/// The usual bound of confidence: of the changes just above it (to a tenth more) three in four and more are right in each
/// language, on old print that nothing was learnt from (`docs/model.md`). Where it is lower, more is mended and more harmed.
pub(crate) const USUAL_BOUND: f32 = 0.72;

impl Default for Options {
    fn default() -> Self {
        Self {
            read: read::Options::default(),
            untangle: true,
            columns: None,
            order: OrderSource::Auto,
            repair: true,
            min_confidence: USUAL_BOUND,
            period: Period::Auto,
        }
    }
}

impl Options {
    /// The options that bear on the result, in one line, as it stands in the
    /// output: documents made with equal lines need not be made again.
    pub fn summary(&self) -> String {
        // No `..` here: a new option must find its place in the line.
        let Self { read, untangle, columns, order, repair, min_confidence, period } = self;
        let read::Options { encoding, format } = read;
        let encoding = encoding.as_deref().unwrap_or("auto");
        let columns = match (untangle, columns) {
            (false, _) => "keep".to_owned(),
            (true, None) => "auto".to_owned(),
            (true, Some(columns)) => columns.to_string(),
        };
        // Left out where the file decides, so that summaries stay what they were.
        let order = match order {
            OrderSource::Auto => "",
            OrderSource::File => " order=file",
            OrderSource::Geometry => " order=geometry",
        };
        let repair = if *repair { "on" } else { "off" };
        let period = match period {
            Period::Auto => "",
            Period::Modern => " period=modern",
            Period::Historical => " period=historical",
        };
        // Left out where it is found out, so that summaries stay what they were.
        let format = format.map_or(String::new(), |format| format!("format={} ", format.name()));
        format!(
            "{format}encoding={encoding} columns={columns}{order} repair={repair} min-confidence={min_confidence}{period}"
        )
    }
}

/// What every stage is told beside its input, of one document.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The language of the document: of most of it, or that of which nothing tells otherwise.
    pub(crate) language: &'a Language,
    /// All that its parts may be in.
    pub(crate) languages: &'a [Language],
    /// What tells the language of each part; none where it was said beforehand.
    pub(crate) identifier: Option<&'a Identifier>,
    /// What it was read from.
    pub(crate) source: &'a Source,
    /// What may be done.
    pub(crate) options: &'a Options,
    /// When to give it up.
    pub(crate) budget: &'a Budget,
}

impl<'a> Context<'a> {
    /// That of a document in a language that is said beforehand, with the usual options.
    #[cfg(any(test, feature = "training"))]
    pub fn usual(language: &'a Language, source: &'a Source) -> Self {
        static USUAL: std::sync::LazyLock<(Options, Budget)> = std::sync::LazyLock::new(Default::default);
        let (options, budget) = &*USUAL;
        Self {
            language,
            languages: std::slice::from_ref(language),
            identifier: None,
            source,
            options,
            budget,
        }
    }

    /// The same with other options.
    #[cfg(any(test, feature = "training"))]
    #[must_use]
    pub fn with(self, options: &'a Options) -> Self {
        Self { options, ..self }
    }

    /// Where the words of the document stand, if its format says.
    pub fn geometry(&self) -> Option<&'a Geometry> {
        self.source.geometry.as_ref()
    }
}
