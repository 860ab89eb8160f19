//! From what was typed to what the library takes.

use ontwar::model::{OrderSource, Period};
use ontwar::read::Format;
use ontwar::{Cleaner, Options};

use crate::args::{InputFormat, OrderChoice, PeriodChoice, Work};
use crate::dictionaries;

/// The cleaner that was asked for.
pub(crate) fn cleaner(work: &Work) -> anyhow::Result<Cleaner> {
    let mut languages = dictionaries::languages(&work.dictionaries)?;
    // There is one pack at least: that which was asked for, or all.
    let first = languages.remove(0);
    if work.dictionaries.language != "auto" {
        return Ok(Cleaner::new(first, options(work)));
    }
    Ok(Cleaner::choosing(first, languages, options(work)))
}

pub(crate) fn options(work: &Work) -> Options {
    let mut options = Options::default();
    options.read.encoding.clone_from(&work.encoding);
    options.read.format = work.input_format.map(|format| match format {
        InputFormat::Text => Format::Text,
        InputFormat::Hocr => Format::Hocr,
        InputFormat::Alto => Format::Alto,
        InputFormat::Page => Format::Page,
        InputFormat::Tsv => Format::Tsv,
        InputFormat::Pdf => Format::Pdf,
        InputFormat::Abbyy => Format::Abbyy,
        InputFormat::Folia => Format::Folia,
    });
    options.columns = work.columns.0;
    options.untangle = !work.no_layout;
    options.order = match work.order {
        OrderChoice::Auto => OrderSource::Auto,
        OrderChoice::File => OrderSource::File,
        OrderChoice::Geometry => OrderSource::Geometry,
    };
    options.repair = !work.no_repair;
    options.period = match work.period {
        PeriodChoice::Auto => Period::Auto,
        PeriodChoice::Modern => Period::Modern,
        PeriodChoice::Historical => Period::Historical,
    };
    if let Some(least) = work.min_confidence {
        options.min_confidence = least;
    }
    options
}
