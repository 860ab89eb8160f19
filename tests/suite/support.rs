//! What the modules of the suite share: finding fixtures, running the program, accepting changes.

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The folder of the fixtures.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Whether expectations are to be rewritten: only `UPDATE=1` may do that.
pub(crate) fn update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

/// The folders in a folder, sorted by name.
pub(crate) fn cases(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|p| p.is_dir()).collect();
    cases.sort();
    cases
}

/// Runs the program in a folder, as it would run without a person around.
pub(crate) fn ontwar<I: Into<OsString>>(
    folder: &Path,
    arguments: impl IntoIterator<Item = I>,
    input: &[u8],
) -> Output {
    ontwar_in(folder, arguments, input, &[])
}

/// The same with variables of the environment.
pub(crate) fn ontwar_in<I: Into<OsString>>(
    folder: &Path,
    arguments: impl IntoIterator<Item = I>,
    input: &[u8],
    variables: &[(&str, OsString)],
) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_ontwar"))
        .args(arguments.into_iter().map(Into::into))
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("ONTWAR_DICTIONARIES")
        // No dictionary of whoever runs the tests.
        .env("HOME", fixtures().join("no-such-home"))
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("XDG_DATA_HOME")
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = program.stdin.take().expect("it has a standard input");
    std::thread::scope(|scope| {
        // A program that stops before it has read everything is none of our business here.
        scope.spawn(move || stdin.write_all(input).ok());
        program.wait_with_output().expect("the program ends")
    })
}
