//! `ontwar schema`: the JSON Schema of the documents.

use std::io::Write as _;

use super::Outcome;
use crate::output::Output;

pub(crate) fn run() -> anyhow::Result<Outcome> {
    let mut output = Output::new(None)?;
    output.write_all(ontwar::write::SCHEMA.as_bytes())?;
    output.finish()?;
    Ok(Outcome::Done)
}
