//! A line of a stream: whatever it is, its answer is one line of JSON.

#![no_main]

#[path = "../../src/bin/ontwar/commands/stream/record.rs"]
mod record;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use ontwar::language::Language;
use ontwar::{Cleaner, Options};

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
    let value: serde_json::Value = serde_json::from_str(&answer.json).expect("an answer is JSON");
    assert!(value.get("id").is_some());
    assert_eq!(value.get("error").is_some_and(|error| error.get("code").is_some()), answer.failure.is_some());
    if answer.failure.is_none() {
        assert_eq!(value["schema_version"], 1);
    }
    let _ = record::panicked(Some(&line), "a bug").json.len() + record::Answer::nothing().json.len();
});
