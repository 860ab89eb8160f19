//! `ontwar clean`: pages in, documents out.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use ontwar::Cleaner;
use ontwar::decisions::{Decision, apply};
use ontwar::model::Budget;
use ontwar::write::{LineOrder, assemble, to_columns, write_json};

use super::Outcome;
use crate::args::{Clean, Format, Work};
use crate::input;
use crate::inputs;
use crate::output::Output;
use crate::settings;
use crate::show::Show;
use crate::tesseract::{self, Cleaned};
use crate::written::written;
use crate::{documents, marked};

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
    let decided = decided(arguments, format)?;
    let form = Form { format, order: arguments.order(), pretty };
    let mut done = 0;
    for input in inputs {
        match clean(&cleaner, input, format, &arguments.work) {
            Ok(outcome) => {
                if done > 0 {
                    output.write_all(separator(format).as_bytes()).context(WRITING)?;
                }
                match write(&outcome, form, &decided, &mut output, show)? {
                    Ok(()) => done += 1,
                    Err(error) => show.failure(input.display(), &error),
                }
            }
            Err(error) => show.failure(input.display(), &error),
        }
    }
    if done > 0 {
        output.finish()?;
    }
    Ok(if done == inputs.len() { Outcome::Done } else { Outcome::SomeFailed })
}

/// What became of an input.
enum Outcomes {
    /// Its document, and the bytes that it was cleaned from.
    Document(Box<Cleaned>, Vec<u8>),
    /// Its columns, drawn.
    Columns(String),
}

const WRITING: &str = "cannot write the result";

fn clean(cleaner: &Cleaner, path: &Path, format: Option<Format>, work: &Work) -> anyhow::Result<Outcomes> {
    let bytes = input::read(path)?;
    let name = path.to_string_lossy();
    if format.is_none() {
        let bytes = tesseract::text(bytes, work.engine())?;
        let width = terminal_size::terminal_size().map_or(160, |(width, _)| usize::from(width.0));
        return Ok(Outcomes::Columns(to_columns(&cleaner.columns(&name, &bytes)?, width)));
    }
    let cleaned = tesseract::clean(cleaner, &name, &bytes, work.engine(), &Budget::default())?;
    Ok(Outcomes::Document(Box::new(cleaned), bytes))
}

/// What a person decided before, and how the result is to be looked at.
struct Decided {
    decisions: Vec<Decision>,
    diff: bool,
}

fn decided(arguments: &Clean, format: Option<Format>) -> anyhow::Result<Decided> {
    let decisions = match &arguments.decisions {
        None => Vec::new(),
        Some(_) if matches!(format, Some(Format::Alto | Format::Hocr | Format::Page)) => {
            bail!("decisions are carried out on documents: json, text or markdown")
        }
        Some(path) => documents::decisions(path).with_context(|| path.display().to_string())?,
    };
    Ok(Decided { decisions, diff: arguments.diff })
}

/// How a document is written.
#[derive(Clone, Copy)]
struct Form {
    format: Option<Format>,
    order: LineOrder,
    /// Whether JSON is indented.
    pretty: bool,
}

/// Writes a document; an error of the first kind is that of this one, of the second that of the output.
fn write(
    outcome: &Outcomes,
    form: Form,
    decided: &Decided,
    output: &mut Output,
    show: Show,
) -> anyhow::Result<Result<(), anyhow::Error>> {
    let (cleaned, bytes) = match outcome {
        Outcomes::Columns(drawn) => {
            output.write_all(drawn.as_bytes()).context(WRITING)?;
            return Ok(Ok(()));
        }
        Outcomes::Document(cleaned, bytes) => (cleaned, bytes),
    };
    let mut wire = assemble(&cleaned.document);
    for misfit in apply(&mut wire, &decided.decisions).misfits {
        show.hint(format_args!(
            "{}: {:?} does not fit: {}",
            wire.source.name, misfit.decision.text, misfit.reason
        ));
    }
    match form.format {
        _ if decided.diff => output.write_all(marked::changes(&wire, show).as_bytes()).context(WRITING)?,
        Some(Format::Json) => {
            write_json(&wire, form.pretty, &mut *output).context(WRITING)?;
            output.write_all(b"\n").context(WRITING)?;
        }
        Some(format) => match written(cleaned, &wire, bytes, format, form.order) {
            Ok(text) => output.write_all(text.as_bytes()).context(WRITING)?,
            Err(error) => return Ok(Err(error)),
        },
        None => {}
    }
    show.document(&wire);
    if form.pretty && !decided.diff && form.format == Some(Format::Json) {
        show.found(&wire);
    }
    Ok(Ok(()))
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
