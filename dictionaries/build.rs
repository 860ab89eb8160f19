//! Compiles the language packs into `OUT_DIR`.
fn main() {
    println!("cargo::rerun-if-changed=dictionaries");
}
