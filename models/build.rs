//! Compiles the forests of the folders beside it (`*.forest`) into what the
//! library reads where it lies: `gate/gain.forest` into `gate.gain.trees`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=models");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let is_big_endian = env::var("CARGO_CFG_TARGET_ENDIAN")? == "big";
    for folder in fs::read_dir("models")? {
        let folder = folder?.path();
        if !folder.is_dir() {
            continue;
        }
        for table in fs::read_dir(&folder)? {
            let table = table?.path();
            if table.extension().is_some_and(|is| is == "forest") {
                let bytes = ontwar_pack::forest::compile(&fs::read_to_string(&table)?, is_big_endian)
                    .map_err(|error| format!("{}: {error}", table.display()))?;
                let name = format!("{}.{}.trees", stem(&folder), stem(&table));
                fs::write(out.join(name), bytes)?;
            }
        }
    }
    Ok(())
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
