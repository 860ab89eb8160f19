//! `ontwar revert`: a document in, its source out.

use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;

use super::Outcome;
use crate::args::Revert;
use crate::input;
use crate::output::Output;
use crate::show::Show;

pub(crate) fn run(arguments: &Revert, show: Show) -> anyhow::Result<Outcome> {
    let path = arguments.input.as_deref().unwrap_or(Path::new("-"));
    match restore(path) {
        Ok(source) => {
            let mut output = Output::new(None)?;
            output.write_all(source.as_bytes()).context("cannot write the source")?;
            output.finish()?;
            Ok(Outcome::Done)
        }
        Err(error) => {
            show.failure(path.display(), &error);
            Ok(Outcome::SomeFailed)
        }
    }
}

fn restore(path: &Path) -> anyhow::Result<String> {
    let text = String::from_utf8(input::read(path)?).context("not UTF-8, so neither JSON nor hOCR")?;
    let is_markup = text.trim_start_matches('\u{feff}').trim_start().starts_with('<');
    Ok(if is_markup { ontwar::write::restore(&text)? } else { ontwar::write::revert(&text)? })
}
