//! The `ontwar` program.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::Read as _;

fn main() -> anyhow::Result<()> {
    let cleaner =
        ontwar::Cleaner::new(ontwar::language::Language::builtin("nl")?, ontwar::Options::default());
    let mut bytes = Vec::new();
    match std::env::args().nth(2) {
        Some(path) => bytes = std::fs::read(path)?,
        None => {
            std::io::stdin().read_to_end(&mut bytes)?;
        }
    }
    let document = cleaner.clean("-", &bytes)?;
    println!("{}", ontwar::write::to_json(&document, true));
    Ok(())
}
