//! `ontwar.toml`: what a project asks for each time, looked up from the working
//! folder upwards. It stands before what is typed: what is typed wins.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::parser::ValueSource;
use clap::{ArgAction, ArgMatches, Command, CommandFactory as _, FromArgMatches as _};

use crate::args::Arguments;

/// What the file is called.
const NAME: &str = "ontwar.toml";

/// What may stand in it, and the option that it stands for.
const KEYS: [(&str, &str); 15] = [
    ("language", "language"),
    ("dictionaries", "dictionary"),
    ("packs", "pack"),
    ("period", "period"),
    ("columns", "columns"),
    ("min-confidence", "min-confidence"),
    ("encoding", "encoding"),
    ("psm", "psm"),
    ("format", "format"),
    ("keep-order", "keep-order"),
    ("include", "include"),
    ("jobs", "jobs"),
    ("max-bytes", "max-bytes"),
    ("max-pages", "max-pages"),
    ("timeout", "timeout"),
];

/// The commands that it is for: those that clean, and those that look at pages.
const COMMANDS: [&str; 9] =
    ["clean", "batch", "stream", "explain", "review", "stats", "try", "learn", "show"];

/// What was typed, with what the file says before it; and where the file is, if there is one.
///
/// Ends the program where what was typed is wrong, as clap does.
pub(crate) fn arguments() -> anyhow::Result<(Arguments, Option<PathBuf>)> {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let matches = Arguments::command().get_matches_from(&typed);
    let plain = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    if plain.no_config {
        return Ok((plain, None));
    }
    let Some(path) = std::env::current_dir().ok().and_then(|folder| lookup(&folder)) else {
        return Ok((plain, None));
    };
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
    let table: toml::Table = text.parse().with_context(|| shown.clone())?;
    if let Some(unknown) = table.keys().find(|key| KEYS.iter().all(|(known, _)| known != key)) {
        let known: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
        bail!("{shown}: {unknown:?} is no setting; put one of {}", known.join(", "));
    }
    let Some(whole) =
        with(&typed, &matches, &table, path.parent().unwrap_or(Path::new(""))).context(shown.clone())?
    else {
        return Ok((plain, None));
    };
    match Arguments::command().try_get_matches_from(whole) {
        Ok(matches) => Ok((Arguments::from_arg_matches(&matches)?, Some(path))),
        // What was typed is right: that was seen above.
        Err(error) => {
            let said = error.to_string();
            let said = said.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            bail!("{shown}: {said}; mend the file, or pass --no-config")
        }
    }
}

/// The file of the nearest folder that has one.
fn lookup(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())
}

/// What was typed with the settings put behind the name of the command; `None`
/// where the command heeds none.
fn with(
    typed: &[OsString],
    matches: &ArgMatches,
    table: &toml::Table,
    folder: &Path,
) -> anyhow::Result<Option<Vec<OsString>>> {
    let mut command = Arguments::command();
    command.build();
    let (mut matches, mut at) = (matches, 0);
    while let Some((name, below)) = matches.subcommand() {
        let found = command.find_subcommand(name).cloned().context("a command that is none")?;
        let is_it = |word: &OsString| {
            word.to_str()
                .is_some_and(|word| word == name || found.get_all_aliases().any(|alias| alias == word))
        };
        at += 1 + typed[at + 1..].iter().position(is_it).context("a command that was not typed")?;
        (command, matches) = (found, below);
    }
    if !COMMANDS.contains(&command.get_name()) {
        return Ok(None);
    }
    let mut whole = typed[..=at].to_vec();
    for (key, option) in KEYS {
        if let Some(value) = table.get(key) {
            whole.extend(settings(&command, matches, option, value, folder).with_context(|| key.to_owned())?);
        }
    }
    whole.extend_from_slice(&typed[at + 1..]);
    Ok(Some(whole))
}

/// A setting as it would be typed; nothing where the command does not know it, or it was typed.
fn settings(
    command: &Command,
    matches: &ArgMatches,
    option: &str,
    value: &toml::Value,
    folder: &Path,
) -> anyhow::Result<Vec<OsString>> {
    let Some(argument) = command.get_arguments().find(|argument| argument.get_long() == Some(option)) else {
        return Ok(Vec::new());
    };
    let is_typed = matches.value_source(argument.get_id().as_str()) == Some(ValueSource::CommandLine);
    // What is drawn for a person has no format.
    let drawn = |id: &str| matches!(matches.try_get_one::<bool>(id), Ok(Some(true)));
    if option == "format" && (drawn("diff") || drawn("show_columns")) {
        return Ok(Vec::new());
    }
    // Dictionaries that are typed lie over those of the file; all else takes its place.
    if is_typed && !matches!(option, "dictionary" | "pack") {
        return Ok(Vec::new());
    }
    let mut values = match value {
        toml::Value::Array(values) => values.iter().map(plain).collect::<anyhow::Result<Vec<String>>>()?,
        value => vec![plain(value)?],
    };
    match argument.get_action() {
        ArgAction::SetTrue => {
            return match value.as_bool() {
                Some(true) => Ok(vec![format!("--{option}").into()]),
                Some(false) => Ok(Vec::new()),
                None => bail!("wanted true or false"),
            };
        }
        // A command that writes one format takes the first that it knows.
        ArgAction::Set => {
            let possible = argument.get_possible_values();
            if option == "format" {
                values.retain(|value| possible.iter().any(|one| one.matches(value, false)));
            }
            values.truncate(1);
        }
        _ => {}
    }
    let typed = values.into_iter().map(|value| {
        let value = if matches!(option, "dictionary" | "pack") {
            folder.join(value).into_os_string()
        } else {
            value.into()
        };
        let mut typed = OsString::from(format!("--{option}="));
        typed.push(value);
        typed
    });
    Ok(typed.collect())
}

fn plain(value: &toml::Value) -> anyhow::Result<String> {
    Ok(match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(number) => number.to_string(),
        toml::Value::Boolean(truth) => truth.to_string(),
        _ => bail!("wanted a text, a number, true or false, or a list of these"),
    })
}
