//! What everything that is written back owes.

use std::sync::LazyLock;

use ontwar::language::Language;
use ontwar::model::Document;
use ontwar::read::{Format, Options as Reading, read};
use ontwar::{Cleaner, Options, write};

static LANGUAGE: LazyLock<Language> =
    LazyLock::new(|| Language::builtin("nl").expect("the Dutch pack is built in"));

/// Cleans, writes back, and reads that again.
pub fn check(
    bytes: &[u8],
    format: Format,
    rewrite: fn(&Document, &[u8], write::LineOrder) -> Result<String, write::RewriteError>,
) {
    let mut options = Options::default();
    options.read.format = Some(format);
    let cleaner = Cleaner::new(LANGUAGE.clone(), options);
    let Ok(document) = cleaner.clean("-", bytes) else { return };
    let json = write::to_json(&document, false);
    let restored = write::revert(&json).expect("what was written can be undone");
    assert!(restored.chars().eq(document.source.characters.iter().copied()));
    let broken = document.notices.iter().any(|notice| notice.code == "broken-off");
    if let Ok(back) = rewrite(&document, bytes, write::LineOrder::Untangled)
        && !broken
    {
        let again = Reading { encoding: None, format: Some(format) };
        read("-", back.as_bytes(), &again).expect("what was written can be read");
    }
}
