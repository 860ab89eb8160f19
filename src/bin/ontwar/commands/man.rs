//! `ontwar man`: a manual page in roff.

use anyhow::Context as _;
use clap::CommandFactory as _;

use super::Outcome;
use crate::args::{Arguments, Man};
use crate::output::Output;

pub(crate) fn run(arguments: &Man) -> anyhow::Result<Outcome> {
    let mut program = Arguments::command();
    program.build();
    let command = match &arguments.of {
        None => program,
        Some(name) => {
            let found = program.find_subcommand(name);
            let found = found.with_context(|| format!("there is no command {name:?}; see ontwar --help"))?;
            let title: &'static str = Box::leak(format!("ontwar-{name}").into_boxed_str());
            found.clone().name(title)
        }
    };
    let mut output = Output::new(None)?;
    clap_mangen::Man::new(command).render(&mut output)?;
    output.finish()?;
    Ok(Outcome::Done)
}
