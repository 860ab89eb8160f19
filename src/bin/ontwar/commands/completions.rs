//! `ontwar completions`: what a shell needs to complete our commands.

use std::io::Write as _;

use clap::CommandFactory as _;

use super::Outcome;
use crate::args::{Arguments, Completions};
use crate::output::Output;

pub(crate) fn run(arguments: &Completions) -> anyhow::Result<Outcome> {
    // The generator gives up with a panic when it cannot write: let it write to memory.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "ontwar", &mut script);
    let mut output = Output::new(None)?;
    output.write_all(&script)?;
    output.finish()?;
    Ok(Outcome::Done)
}
