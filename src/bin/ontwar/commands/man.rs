//! `ontwar man`: a manual page in roff.

use anyhow::Context as _;
use clap::CommandFactory as _;

use super::Outcome;
use crate::args::{Arguments, Man};
use crate::output::Output;

pub(crate) fn run(arguments: &Man) -> anyhow::Result<Outcome> {
    let mut program = Arguments::command();
    program.build();
    let mut title = String::from("ontwar");
    let mut command = program;
    for name in &arguments.of {
        let found = command.find_subcommand(name);
        let found =
            found.with_context(|| format!("there is no command `{title} {name}`; see {title} --help"))?;
        title = format!("{title} {name}");
        command = found.clone();
    }
    let title: &'static str = Box::leak(title.replace(' ', "-").into_boxed_str());
    let command = command.name(title);
    let mut output = Output::new(None)?;
    clap_mangen::Man::new(command).render(&mut output)?;
    output.finish()?;
    Ok(Outcome::Done)
}
