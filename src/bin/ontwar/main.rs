//! The `ontwar` program: parse what was typed, run it, say what went wrong.
//!
//! Results go to standard output, talk to standard error. The exit code is 0
//! when all was done, 1 when some document failed, 2 when the program could
//! not run, 130 when a person broke it off. A reader that closes its end of the pipe has had enough: that is
//! no failure.

mod args;
mod commands;
mod config;
mod deadline;
mod dictionaries;
mod documents;
mod input;
mod inputs;
mod marked;
mod output;
mod packs;
mod review_pages;
mod settings;
mod show;
mod tesseract;
mod written;

use std::process::ExitCode;

use args::{Command, Verbosity};
use commands::Outcome;
use show::Show;

fn main() -> ExitCode {
    let (arguments, config) = match config::arguments() {
        Ok(arguments) => arguments,
        Err(error) => {
            Show::new(Verbosity::default()).error(&error);
            return ExitCode::from(2);
        }
    };
    let show = Show::new(arguments.talk);
    if let Some(path) = config {
        show.verbose(format_args!("with the settings of {}", path.display()));
    }
    match run(arguments.command, show) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Ok(Outcome::Interrupted) => ExitCode::from(130),
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            show.error(&error);
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, show: Show) -> anyhow::Result<Outcome> {
    match command {
        Command::Clean(arguments) => commands::clean::run(&arguments, show),
        Command::Batch(arguments) => commands::batch::run(&arguments, show),
        Command::Stream(arguments) => commands::stream::run(&arguments, show),
        Command::Revert(arguments) => commands::revert::run(&arguments, show),
        Command::Show(arguments) => commands::show::run(&arguments, show),
        Command::Review(arguments) => commands::review::run(&arguments, show),
        Command::Apply(arguments) => commands::apply::run(&arguments, show),
        Command::Undo(arguments) => commands::apply::run_undo(&arguments, show),
        Command::Decisions(arguments) => commands::decisions::run(&arguments, show),
        Command::Explain(arguments) => commands::explain::run(&arguments),
        Command::Dict(arguments) => commands::dict::run(&arguments, show),
        Command::Eval(arguments) => commands::eval::run(&arguments, show),
        Command::Schema => commands::schema::run(),
        Command::Completions(arguments) => commands::completions::run(&arguments),
        Command::Man(arguments) => commands::man::run(&arguments),
    }
}
