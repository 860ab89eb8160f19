//! `ontwar clean`: pages in, documents out.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use ontwar::Cleaner;
use ontwar::model::{Budget, Document};
use ontwar::write::{LineOrder, assemble, to_columns, write_json};

use super::Outcome;
use crate::args::{Clean, Format, Work};
use crate::input;
use crate::inputs;
use crate::output::Output;
use crate::settings;
use crate::show::Show;
use crate::tesseract;
use crate::written::written;

pub(crate) fn run(arguments: &Clean, show: Show) -> anyhow::Result<Outcome> {
    let format = arguments.format()?;
    let cleaner = settings::cleaner(&arguments.work)?;
    let standard_input = [PathBuf::from("-")];
    let named = inputs::expanded(&arguments.inputs)?;
    let inputs = if named.is_empty() { &standard_input } else { named.as_slice() };
    if arguments.inputs.is_empty() && std::io::stdin().is_terminal() {
        show.hint("reading standard input; end it with Ctrl-D");
    }
    if inputs.len() > 1 && matches!(format, Some(Format::Alto | Format::Hocr | Format::Page)) {
        bail!("a file of this format holds one input; `ontwar batch --format …` writes a file for each");
    }
    let mut output = Output::new(arguments.output.as_deref())?;
    let pretty = inputs.len() == 1 && output.is_terminal();
    let mut written = 0;
    for input in inputs {
        match clean(&cleaner, input, format, arguments.order(), &arguments.work) {
            Ok(cleaned) => {
                if written > 0 {
                    output.write_all(separator(format).as_bytes()).context(WRITING)?;
                }
                write(&cleaned, pretty, &mut output, show).context(WRITING)?;
                written += 1;
            }
            Err(error) => show.failure(input.display(), &error),
        }
    }
    if written > 0 {
        output.finish()?;
    }
    Ok(if written == inputs.len() { Outcome::Done } else { Outcome::SomeFailed })
}

/// What became of an input.
enum Cleaned {
    /// What is written as JSON, indented for a person.
    Document(Document),
    /// What is written as it is.
    Written(String, Document),
    /// Its columns, drawn.
    Columns(String),
}

const WRITING: &str = "cannot write the result";

fn clean(
    cleaner: &Cleaner,
    path: &Path,
    format: Option<Format>,
    order: LineOrder,
    work: &Work,
) -> anyhow::Result<Cleaned> {
    let bytes = input::read(path)?;
    let name = path.to_string_lossy();
    let Some(format) = format else {
        let bytes = tesseract::text(bytes, work.engine())?;
        let width = terminal_size::terminal_size().map_or(160, |(width, _)| usize::from(width.0));
        return Ok(Cleaned::Columns(to_columns(&cleaner.columns(&name, &bytes)?, width)));
    };
    let cleaned = tesseract::clean(cleaner, &name, &bytes, work.engine(), &Budget::default())?;
    if format == Format::Json {
        return Ok(Cleaned::Document(cleaned.document));
    }
    let text = written(&cleaned, &assemble(&cleaned.document), &bytes, format, order)?;
    Ok(Cleaned::Written(text, cleaned.document))
}

fn write(cleaned: &Cleaned, pretty: bool, output: &mut Output, show: Show) -> std::io::Result<()> {
    let document = match cleaned {
        Cleaned::Columns(drawn) => return output.write_all(drawn.as_bytes()),
        Cleaned::Written(text, document) => {
            output.write_all(text.as_bytes())?;
            document
        }
        Cleaned::Document(document) => {
            write_json(&assemble(document), pretty, &mut *output)?;
            output.write_all(b"\n")?;
            document
        }
    };
    show.document(&assemble(document));
    Ok(())
}

/// What stands between two documents: JSON is one a line already; text takes
/// the form feed that parts pages, Markdown a rule.
fn separator(format: Option<Format>) -> &'static str {
    match format {
        Some(Format::Json | Format::Alto | Format::Hocr | Format::Page) => "",
        Some(Format::Text) | None => "\u{c}\n",
        Some(Format::Markdown) => "\n***\n\n",
    }
}
