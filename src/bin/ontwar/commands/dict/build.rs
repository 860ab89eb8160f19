//! `ontwar dict build`: a language pack from the folder of its sources.

use std::fs;
use std::io::Write as _;

use anyhow::{Context as _, anyhow};
use ontwar::language::Language;

use super::super::Outcome;
use crate::args::dict::Build;
use crate::output::AtomicFile;
use crate::packs;
use crate::show::Show;

pub(super) fn run(arguments: &Build, show: Show) -> anyhow::Result<Outcome> {
    let pack = ontwar_pack::folder::compile(&arguments.folder, true)?;
    // What was compiled is read as it will be, before it takes the place of one that works.
    let pack: &'static [u8] = pack.leak();
    let language = Language::from_pack(pack).with_context(|| arguments.folder.display().to_string())?;
    let path = if let Some(path) = &arguments.output {
        path.clone()
    } else {
        let folder = packs::user_folder().ok_or_else(|| {
            anyhow!("there is no place for packs of your own here; name a file with --output")
        })?;
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        folder.join(packs::file_name(language.tag()))
    };
    let write = || {
        let mut file = AtomicFile::create(&path)?;
        file.write_all(pack)?;
        file.commit()
    };
    write().with_context(|| format!("cannot write {}", path.display()))?;
    let how = if arguments.output.is_some() {
        format!("--pack {} --language {}", path.display(), language.tag())
    } else {
        format!("--language {}", language.tag())
    };
    show.hint(format_args!("{}: made; `ontwar clean {how}` reads with it", path.display()));
    Ok(Outcome::Done)
}
