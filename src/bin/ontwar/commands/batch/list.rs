//! `ontwar batch --list`: what would be read as what, and nothing else.

use std::io::Write as _;
use std::sync::Arc;

use crate::args::Batch;
use crate::commands::Outcome;
use crate::inputs::{Found, Skipped, Worklist, reads_as};
use crate::output::Output;
use crate::settings;
use crate::show::Show;

pub(super) fn run(arguments: &Batch, show: Show) -> anyhow::Result<Outcome> {
    let list = Worklist::new(&arguments.inputs, &arguments.include, None)?;
    let options = settings::options(&arguments.work).read;
    let passed = Arc::<Skipped>::default();
    let mut output = Output::new(None)?;
    for found in list.walk(&passed) {
        match found {
            Found::Unreadable(error) => writeln!(output, "-\t{error}")?,
            Found::Item(item) => match reads_as(&item.path, &options) {
                Ok(format) => writeln!(output, "{format}\t{}", item.path.display())?,
                Err(error) => writeln!(output, "-\t{}\t{error:#}", item.path.display())?,
            },
        }
    }
    output.finish()?;
    let counts = passed.take();
    if let Some(over) = counts.over().filter(|_| !list.chooses()) {
        show.hint(format_args!(
            "would pass over {over}; --include takes names that are not taken by themselves"
        ));
    }
    if let Some(same) = counts.same() {
        show.hint(same);
    }
    Ok(Outcome::Done)
}
