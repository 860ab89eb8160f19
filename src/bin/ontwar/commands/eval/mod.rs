//! `ontwar eval`: truths and outputs in, a table of figures out.

mod against;
mod cases;

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use ontwar::evaluate::{Row, Table, Text, evaluate};

use super::{Outcome, decisions};
use crate::args::eval::Eval;
use crate::output::Output;
use crate::show::Show;
use crate::tesseract::EngineOptions;
use against::Beside;
use cases::{Case, Found};

pub(crate) fn run(arguments: &Eval, show: Show) -> anyhow::Result<Outcome> {
    if decisions::is_decisions(&arguments.truth) {
        if arguments.output.is_some() || !arguments.fail_if.is_empty() {
            bail!("decisions are counted by themselves: give no OUTPUT and no --fail-if");
        }
        return decisions::count(std::slice::from_ref(&arguments.truth), arguments.json);
    }
    let found = cases::find(&arguments.truth, arguments.source.as_deref())?;
    let mut scored = Scored::default();
    let (this, other) = (arguments.output.as_deref(), arguments.against.as_deref());
    let outputs = found.outputs(this)?;
    let others = other.map(|other| found.outputs(Some(other))).transpose()?;
    for case in &found.cases {
        let result = scored.case(case, &outputs, others.as_ref(), show);
        if let Err(error) = result {
            show.failure(&case.name, &error);
            scored.failed = true;
        }
    }
    scored.table.per_case = arguments.per_case;
    let mut output = Output::new(None)?;
    match (arguments.json, &others) {
        (true, None) => writeln!(output, "{}", scored.table.to_json())?,
        (true, Some(_)) => {
            writeln!(output, "{}", scored.beside.to_json(&scored.table, &scored.other))?;
        }
        (false, None) => write!(output, "{}", scored.table)?,
        (false, Some(_)) => {
            if arguments.per_case {
                write!(output, "{}\n{}\n", scored.table, scored.other)?;
            }
            write!(output, "{}", scored.table.beside(&scored.other))?;
            scored.beside.show(show, &mut output)?;
        }
    }
    output.finish()?;
    for gate in &arguments.fail_if {
        let mean = scored.table.summary(gate.figure).map(|summary| summary.mean);
        // What cannot be measured cannot be vouched for.
        if mean.is_none_or(|mean| gate.fails(mean)) {
            let seen = mean.map_or("not measured".to_owned(), |mean| format!("{mean:.4}"));
            show.error(&anyhow::anyhow!("{} is {seen}: --fail-if '{}'", gate.figure.name, gate.typed));
            scored.failed = true;
        }
    }
    Ok(if scored.failed { Outcome::SomeFailed } else { Outcome::Done })
}

#[derive(Default)]
struct Scored {
    table: Table,
    other: Table,
    beside: Beside,
    failed: bool,
}

impl Scored {
    fn case(
        &mut self,
        case: &Case,
        outputs: &Found,
        others: Option<&Found>,
        show: Show,
    ) -> anyhow::Result<()> {
        let truth = case.truth()?;
        let source = case.source()?;
        let mut text = |found: &Found| -> anyhow::Result<Text> {
            let text = found.of(case, source.as_deref())?;
            if text.is_none() {
                show.failure(&case.name, &anyhow::anyhow!("no output; counted as empty"));
                self.failed = true;
            }
            Ok(text.unwrap_or_default())
        };
        let this = text(outputs)?;
        let other = others.map(text).transpose()?;
        let row = |output: &Text| Row {
            name: case.name.clone(),
            scores: evaluate(&truth, output, source.as_deref()),
        };
        self.table.rows.push(row(&this));
        if let Some(other) = other {
            self.other.rows.push(row(&other));
            self.beside.case(&truth, &this, &other, source.as_deref());
        }
        Ok(())
    }
}

/// A text by its name: JSON of a truth or of a document, ALTO or PAGE XML, or
/// else whatever can be read, as it stands.
pub(super) fn truth(path: &Path) -> anyhow::Result<Text> {
    let shown = path.display().to_string();
    let end = path.extension().map(|end| end.to_string_lossy().to_lowercase());
    if !matches!(end.as_deref(), Some("json" | "xml" | "txt" | "md") | None) {
        return Ok(Text::from_plain(&source(path)?));
    }
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let text = crate::input::utf8(bytes, &shown)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    match end.as_deref() {
        Some("json") => Text::from_json(text).context(shown),
        Some("xml") => Text::from_xml(text).context(shown),
        _ => Ok(Text::from_plain(text)),
    }
}

/// What an engine read, whatever the format.
fn source(path: &Path) -> anyhow::Result<String> {
    crate::inputs::text(path, EngineOptions { language: "auto", packs: &[], psm: None })
}
