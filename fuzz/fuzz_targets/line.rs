//! A line of a stream: whatever it is, its answer is one line of JSON.

#![no_main]

#[path = "../../src/bin/ontwar/commands/stream/record.rs"]
mod record;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use ontwar::language::Language;
use ontwar::{Cleaner, Options};
use serde_json::value::RawValue;

static CLEANER: LazyLock<Cleaner> = LazyLock::new(|| {
    let language = Language::builtin("nl").expect("the Dutch pack is built in");
    let mut options = Options::default();
    options.read.encoding = Some("utf-8".to_owned());
    Cleaner::new(language, options)
});

fuzz_target!(|line: &[u8]| {
    let line: Vec<u8> = line.iter().copied().filter(|&byte| byte != b'\n').collect();
    let answer = record::answer(Some(&line), 1 << 20, |name, text| CLEANER.clean(name, text.as_bytes()));
    assert!(!answer.json.contains('\n'));
    // What was carried may hold numbers that no reader holds.
    let fields: BTreeMap<String, &RawValue> = serde_json::from_str(&answer.json).expect("an answer is JSON");
    assert!(fields.contains_key("id"));
    assert_eq!(fields.contains_key("error"), answer.failure.is_some());
    assert_eq!(fields.contains_key("schema_version"), answer.failure.is_none());
    let _ = record::panicked(Some(&line), "a bug").json.len() + record::Answer::nothing().json.len();
});
