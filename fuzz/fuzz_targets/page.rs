//! PAGE in, PAGE out: no panic, every character placed once, and what is written back can be read.

#![no_main]

mod reading;
mod rewriting;

use libfuzzer_sys::fuzz_target;
use ontwar::read::Format;
use ontwar::write;

fuzz_target!(|bytes: &[u8]| {
    if reading::check(bytes, None, Some(Format::Page)) {
        rewriting::check(bytes, Format::Page, write::page);
    }
});
