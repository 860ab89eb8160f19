//! Compiles the sources beside it into the pack.

fn main() -> std::process::ExitCode {
    ontwar_pack::build::run()
}
