//! Undoing a document that anybody may have written or edited: no panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|json: &str| {
    let _ = ontwar::write::revert(json);
});
