//! `ontwar evaluate`: two folders in, a table of figures out.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use ontwar::evaluate::{Row, Table, Text, evaluate};

use super::Outcome;
use crate::args::Evaluate;
use crate::output::Output;
use crate::show::Show;

pub(crate) fn run(arguments: &Evaluate, show: Show) -> anyhow::Result<Outcome> {
    let cases = cases(&arguments.truth)?;
    if cases.is_empty() {
        bail!("{}: no NAME/truth.json, NAME.json or NAME.txt in it", arguments.truth.display());
    }
    let mut table = Table { rows: Vec::new(), per_case: arguments.per_case };
    let mut outcome = Outcome::Done;
    for case in cases {
        let scored = match &arguments.output {
            Some(folder) => case.output(folder),
            None => Ok(Scored::Source),
        };
        match scored.and_then(|scored| Ok((case.score(&scored)?, scored))) {
            Ok((row, scored)) => {
                table.rows.push(row);
                if matches!(scored, Scored::Missing) {
                    show.failure(&case.name, &anyhow::anyhow!("no output; counted as empty"));
                    outcome = Outcome::SomeFailed;
                }
            }
            Err(error) => {
                show.failure(&case.name, &error);
                outcome = Outcome::SomeFailed;
            }
        }
    }
    let mut output = Output::new(None)?;
    if arguments.json {
        writeln!(output, "{}", table.to_json())?;
    } else {
        write!(output, "{table}")?;
    }
    output.finish()?;
    Ok(outcome)
}

struct Case {
    name: String,
    truth: PathBuf,
    source: Option<PathBuf>,
}

/// What is held against a truth.
enum Scored {
    Output(PathBuf),
    Missing,
    Source,
}

impl Case {
    fn output(&self, folder: &Path) -> anyhow::Result<Scored> {
        let [json, text] = ["json", "txt"].map(|e| folder.join(format!("{}.{e}", self.name)));
        match (json.exists(), text.exists()) {
            (true, true) => bail!("both {} and {}; keep one", json.display(), text.display()),
            (true, false) => Ok(Scored::Output(json)),
            (false, true) => Ok(Scored::Output(text)),
            (false, false) => Ok(Scored::Missing),
        }
    }

    fn score(&self, scored: &Scored) -> anyhow::Result<Row> {
        let truth = document(&self.truth)?;
        let source = self.source.as_deref().map(read).transpose()?;
        let output = match (scored, &source) {
            (Scored::Output(path), _) => document(path)?,
            (Scored::Missing, _) => Text::default(),
            (Scored::Source, Some(source)) => Text::from_plain(source),
            (Scored::Source, None) => bail!("no input.txt beside the truth; name a folder of outputs"),
        };
        let figures = evaluate(&truth, &output, source.as_deref());
        Ok(Row { name: self.name.clone(), scores: figures })
    }
}

/// The cases of a folder, by name: `NAME/truth.json` with its `NAME/input.txt`,
/// or a truth by itself as `NAME.json` or `NAME.txt`.
fn cases(folder: &Path) -> anyhow::Result<Vec<Case>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut cases = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read {}", folder.display()))?.path();
        let truth = path.join("truth.json");
        let is_truth = path.extension().is_some_and(|e| e == "json" || e == "txt");
        let (name, truth, source) = if truth.exists() {
            let source = path.join("input.txt");
            (path.file_name(), truth, source.exists().then_some(source))
        } else if is_truth && path.is_file() {
            (path.file_stem(), path.clone(), None)
        } else {
            continue;
        };
        let name = name.map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        cases.push(Case { name, truth, source });
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(cases)
}

/// A truth, as plain text or as JSON.
pub(super) fn truth(path: &Path) -> anyhow::Result<Text> {
    document(path)
}

fn document(path: &Path) -> anyhow::Result<Text> {
    let text = read(path)?;
    if path.extension().is_some_and(|e| e == "json") {
        Text::from_json(&text).with_context(|| path.display().to_string())
    } else {
        Ok(Text::from_plain(&text))
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    String::from_utf8(bytes).with_context(|| format!("{}: not UTF-8", path.display()))
}
