//! `ontwar clean`: pages in, documents out.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use ontwar::Cleaner;
use ontwar::decisions::{Decision, apply};
use ontwar::model::{Budget, Document};
use ontwar::write::{alto, assemble, hocr, markdown, page, text, to_columns, write_json};

use super::Outcome;
use crate::args::{Clean, Format, Work};
use crate::input;
use crate::output::Output;
use crate::settings;
use crate::show::Show;
use crate::tesseract;
use crate::{documents, marked};

pub(crate) fn run(arguments: &Clean, show: Show) -> anyhow::Result<Outcome> {
    let format = arguments.format()?;
    let cleaner = settings::cleaner(&arguments.work)?;
    let standard_input = [PathBuf::from("-")];
    let inputs = if arguments.inputs.is_empty() { &standard_input } else { arguments.inputs.as_slice() };
    if arguments.inputs.is_empty() && std::io::stdin().is_terminal() {
        show.hint("reading standard input; end it with Ctrl-D");
    }
    let mut output = Output::new(arguments.output.as_deref())?;
    let pretty = inputs.len() == 1 && output.is_terminal();
    let decided = decided(arguments, format)?;
    let mut written = 0;
    for input in inputs {
        match clean(&cleaner, input, format, &arguments.work) {
            Ok(cleaned) => {
                if written > 0 {
                    output.write_all(separator(format).as_bytes()).context(WRITING)?;
                }
                write(&cleaned, format, pretty, &decided, &mut output, show).context(WRITING)?;
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
    /// What is written in a format of our own.
    Document(Document),
    /// Its input with the words repaired.
    Rewritten(String, Document),
    /// Its columns, drawn.
    Columns(String),
}

const WRITING: &str = "cannot write the result";

fn clean(cleaner: &Cleaner, path: &Path, format: Option<Format>, work: &Work) -> anyhow::Result<Cleaned> {
    let bytes = input::read(path)?;
    let name = path.to_string_lossy();
    let Some(format) = format else {
        let bytes = tesseract::text(bytes, work)?;
        let width = terminal_size::terminal_size().map_or(160, |(width, _)| usize::from(width.0));
        return Ok(Cleaned::Columns(to_columns(&cleaner.columns(&name, &bytes)?, width)));
    };
    let document = tesseract::clean(cleaner, &name, &bytes, work, &Budget::default())?;
    match format {
        Format::Alto => Ok(Cleaned::Rewritten(alto(&document, &bytes)?, document)),
        Format::Hocr => Ok(Cleaned::Rewritten(hocr(&document, &bytes)?, document)),
        Format::Page => Ok(Cleaned::Rewritten(page(&document, &bytes)?, document)),
        Format::Json | Format::Text | Format::Markdown => Ok(Cleaned::Document(document)),
    }
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
            anyhow::bail!("decisions are carried out on documents: json, text or markdown")
        }
        Some(path) => documents::decisions(path).with_context(|| path.display().to_string())?,
    };
    Ok(Decided { decisions, diff: arguments.diff })
}

fn write(
    cleaned: &Cleaned,
    format: Option<Format>,
    pretty: bool,
    decided: &Decided,
    output: &mut Output,
    show: Show,
) -> std::io::Result<()> {
    let document = match cleaned {
        Cleaned::Document(document) => document,
        Cleaned::Columns(drawn) => return output.write_all(drawn.as_bytes()),
        Cleaned::Rewritten(rewritten, document) => {
            output.write_all(rewritten.as_bytes())?;
            show.document(&assemble(document));
            return Ok(());
        }
    };
    let mut wire = assemble(document);
    for misfit in apply(&mut wire, &decided.decisions).misfits {
        show.hint(format_args!(
            "{}: {:?} does not fit: {}",
            wire.source.name, misfit.decision.text, misfit.reason
        ));
    }
    match format {
        _ if decided.diff => output.write_all(marked::changes(&wire, show).as_bytes())?,
        Some(Format::Json) => {
            write_json(&wire, pretty, &mut *output)?;
            output.write_all(b"\n")?;
        }
        Some(Format::Text) => output.write_all(text(&wire).as_bytes())?,
        Some(Format::Markdown) => output.write_all(markdown(&wire).as_bytes())?,
        // Written above.
        Some(Format::Alto | Format::Hocr | Format::Page) | None => {}
    }
    show.document(&wire);
    if pretty && !decided.diff && format == Some(Format::Json) {
        show.found(&wire);
    }
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
