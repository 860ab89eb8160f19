//! ALTO in, ALTO out: no panic, every character placed once, and what is written back can be read.

#![no_main]

mod reading;
mod rewriting;

use libfuzzer_sys::fuzz_target;
use ontwar::read::Format;
use ontwar::write;

fuzz_target!(|bytes: &[u8]| {
    if reading::check(bytes, None, Some(Format::Alto)) {
        rewriting::check(bytes, Format::Alto, write::alto);
    }
});
