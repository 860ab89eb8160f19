//! Documents that were written, read back, changed, and written again.

use std::path::Path;

use anyhow::{Context as _, anyhow};
use ontwar::decisions::{self, Decision};
use ontwar::write::{SCHEMA_VERSION, Wire};
use serde::{Deserialize as _, Serialize};
use serde_json::{Map, Value};

use crate::args::decide::Place;
use crate::input;
use crate::output::Output;

/// A document, and what stands in it beside (`id` and what else a stream carries along).
#[derive(Debug, Serialize)]
pub(crate) struct Written {
    #[serde(flatten)]
    pub(crate) wire: Wire<'static>,
    #[serde(flatten)]
    carried: Map<String, Value>,
}

/// The documents of a file: one, or one a line.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Written>> {
    let json = String::from_utf8(input::read(path)?).context("not UTF-8, so not JSON")?;
    let json = json.trim_start_matches('\u{feff}');
    if let Ok(value) = serde_json::from_str(json) {
        return Ok(vec![document(value)?]);
    }
    let mut documents = Vec::new();
    for (at, line) in json.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let value = serde_json::from_str(line).with_context(|| format!("line {} is not JSON", at + 1))?;
        documents.push(document(value).with_context(|| format!("line {}", at + 1))?);
    }
    Ok(documents)
}

fn document(value: Value) -> anyhow::Result<Written> {
    match value.get("schema_version").and_then(Value::as_u64) {
        Some(found) if found != u64::from(SCHEMA_VERSION) => {
            return Err(anyhow!("schema version {found}; this program reads version {SCHEMA_VERSION}"));
        }
        None => return Err(anyhow!("no document of this program: it has no schema_version")),
        Some(_) => {}
    }
    let wire = Wire::deserialize(&value).context("no document of this program")?;
    let Value::Object(mut carried) = value else { return Err(anyhow!("no JSON object")) };
    if let Value::Object(ours) = serde_json::to_value(&wire)? {
        carried.retain(|name, _| !ours.contains_key(name));
    }
    Ok(Written { wire, carried })
}

/// Writes documents where they are to go: over their file, or one after the other.
pub(crate) struct Writer {
    output: Option<Output>,
}

impl Writer {
    pub(crate) fn new(place: &Place) -> anyhow::Result<Self> {
        let output = if place.in_place { None } else { Some(Output::new(place.output.as_deref())?) };
        Ok(Self { output })
    }

    /// Writes the documents of a file.
    pub(crate) fn write(&mut self, path: &Path, documents: &[Written]) -> anyhow::Result<()> {
        let mut own = None;
        let output = match &mut self.output {
            Some(output) => output,
            None => own.insert(Output::new(Some(path))?),
        };
        for document in documents {
            serde_json::to_writer(&mut *output, document)?;
            std::io::Write::write_all(output, b"\n")?;
        }
        own.map_or(Ok(()), Output::finish)
    }

    pub(crate) fn finish(self) -> anyhow::Result<()> {
        self.output.map_or(Ok(()), Output::finish)
    }
}

/// The decisions of a file.
pub(crate) fn decisions(path: &Path) -> anyhow::Result<Vec<Decision>> {
    let lines = String::from_utf8(input::read(path)?).context("not UTF-8")?;
    Ok(decisions::read(&lines)?)
}
