//! What the build script of a pack crate does.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::folder;

/// Compiles the folder of the crate to `OUT_DIR/pack`. A malformed row stops
/// the build with its file, line and reason.
#[expect(clippy::print_stdout)] // So a build script talks to Cargo.
pub fn run() -> ExitCode {
    // The folder and all that is in it: a file that is new counts too.
    println!("cargo::rerun-if-changed=.");
    match pack() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn pack() -> Result<(), Box<dyn std::error::Error>> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let pack = folder::compile(&here, env::var_os("CARGO_FEATURE_SHARE_ALIKE").is_some())?;
    std::fs::write(out.join("pack"), pack)?;
    Ok(())
}
