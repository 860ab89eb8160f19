//! The whole way: no panic, and undoing the corrections gives the source back.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use ontwar::language::Language;
use ontwar::{Cleaner, Options, write};

static CLEANER: LazyLock<Cleaner> = LazyLock::new(|| {
    let language = Language::builtin("nl").expect("the Dutch pack is built in");
    Cleaner::new(language, Options::default())
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = CLEANER.clean("-", bytes) else { return };
    let json = write::to_json(&document, false);
    let restored = write::revert(&json).expect("what was written can be undone");
    assert!(restored.chars().eq(document.source.characters.iter().copied()));
    let _ = write::to_text(&document);
    let _ = write::to_markdown(&document);
});
