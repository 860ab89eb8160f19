//! TSV in: no panic, and every character placed once.

#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;
use ontwar::read::Format;

fuzz_target!(|bytes: &[u8]| {
    reading::check(bytes, None, Some(Format::Tsv));
});
