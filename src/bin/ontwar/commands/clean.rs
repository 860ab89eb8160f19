//! `ontwar clean`: pages in, documents out.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use ontwar::Cleaner;
use ontwar::decisions::{Decision, apply};
use ontwar::model::Budget;
use ontwar::write::{LineOrder, assemble, to_columns, write_json};

use super::{Outcome, batch};
use crate::args::{Batch, Clean, Format, Work};
use crate::input;
use crate::inputs;
use crate::output::Output;
use crate::settings;
use crate::show::{FoundInAll, Show};
use crate::tesseract::{self, Cleaned};
use crate::written::written;
use crate::{documents, marked};

pub(crate) fn run(arguments: &Clean, show: Show) -> anyhow::Result<Outcome> {
    let format = arguments.format()?;
    if arguments.diff && arguments.inputs.iter().any(|input| input.is_dir()) {
        if arguments.decisions.is_some() || arguments.output.is_some() {
            bail!("--diff of a folder is told of as it would be cleaned, on standard output");
        }
        let inputs = arguments.inputs.iter().map(|input| input.clone().into_os_string()).collect();
        return batch::run(&Batch::diff_of(inputs, arguments.work.clone()), show);
    }
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
    let mut found = FoundInAll::default();
    let mut done = 0;
    for input in inputs {
        match clean(&cleaner, input, format, arguments.diff, &arguments.work) {
            Ok(outcome) => {
                if done > 0 {
                    output.write_all(separator(format).as_bytes()).context(WRITING)?;
                }
                match write(&outcome, form, &decided, &mut output, &mut found, show)? {
                    Ok(()) => done += 1,
                    Err(error) => show.failure(input.display(), &error),
                }
            }
            Err(error) => show.failure(input.display(), &error),
        }
    }
    if done > 0 {
        output.finish()?;
        let whereto = arguments.output.as_deref().filter(|path| path.as_os_str() != "-");
        show.found(&found, whereto);
    }
    Ok(if done == inputs.len() { Outcome::Done } else { Outcome::SomeFailed })
}

/// What became of an input.
enum Outcomes {
    /// Its document, and the bytes that it was cleaned from.
    Document(Box<Cleaned>, Vec<u8>),
    /// The same, and its columns, which the changes are told with.
    Diff(Box<Cleaned>, String),
    /// Its columns, drawn.
    Columns(String),
}

const WRITING: &str = "cannot write the result";

fn clean(
    cleaner: &Cleaner,
    path: &Path,
    format: Option<Format>,
    diff: bool,
    work: &Work,
) -> anyhow::Result<Outcomes> {
    let bytes = input::read(path)?;
    let name = path.to_string_lossy();
    if format.is_none() {
        let bytes = tesseract::text(bytes, work.engine())?;
        let width = terminal_size::terminal_size().map_or(160, |(width, _)| usize::from(width.0));
        return Ok(Outcomes::Columns(to_columns(&cleaner.columns(&name, &bytes)?, width)));
    }
    let cleaned = tesseract::clean(cleaner, &name, &bytes, work.engine(), &Budget::default())?;
    if diff {
        let read = cleaned.hocr.as_deref().unwrap_or(&bytes);
        let columns = marked::columns(&cleaner.columns(&name, read)?);
        return Ok(Outcomes::Diff(Box::new(cleaned), columns));
    }
    Ok(Outcomes::Document(Box::new(cleaned), bytes))
}

/// What a person decided before.
struct Decided {
    decisions: Vec<Decision>,
}

fn decided(arguments: &Clean, format: Option<Format>) -> anyhow::Result<Decided> {
    let decisions = match &arguments.decisions {
        None => Vec::new(),
        Some(_) if matches!(format, Some(Format::Alto | Format::Hocr | Format::Page)) => {
            bail!("decisions are carried out on documents: json, text or markdown")
        }
        Some(path) => documents::decisions(path).with_context(|| path.display().to_string())?,
    };
    Ok(Decided { decisions })
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
    found: &mut FoundInAll,
    show: Show,
) -> anyhow::Result<Result<(), anyhow::Error>> {
    let (cleaned, columns) = match outcome {
        Outcomes::Columns(drawn) => {
            output.write_all(drawn.as_bytes()).context(WRITING)?;
            return Ok(Ok(()));
        }
        Outcomes::Document(cleaned, _) => (cleaned, None),
        Outcomes::Diff(cleaned, columns) => (cleaned, Some(columns)),
    };
    let mut wire = assemble(&cleaned.document);
    for misfit in apply(&mut wire, &decided.decisions).misfits {
        show.hint(format_args!(
            "{}: {:?} does not fit: {}",
            wire.source.name, misfit.decision.text, misfit.reason
        ));
    }
    if let Some(columns) = columns {
        output.write_all(columns.as_bytes()).context(WRITING)?;
        output.write_all(marked::changes(&wire, show).as_bytes()).context(WRITING)?;
    } else if let (Some(format), Outcomes::Document(_, bytes)) = (form.format, outcome) {
        if format == Format::Json {
            write_json(&wire, form.pretty, &mut *output).context(WRITING)?;
            output.write_all(b"\n").context(WRITING)?;
        } else {
            match written(cleaned, &wire, bytes, format, form.order) {
                Ok(text) => output.write_all(text.as_bytes()).context(WRITING)?,
                Err(error) => return Ok(Err(error)),
            }
        }
    }
    show.document(&wire);
    if columns.is_none() && form.format == Some(Format::Json) {
        found.add(&wire);
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
