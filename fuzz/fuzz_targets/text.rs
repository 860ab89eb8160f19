//! The reader of text, in any encoding.

#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;
use ontwar::read::Format;

/// The first byte of an input chooses one; most inputs leave it to detection.
const LABELS: [&str; 6] = ["utf-8", "utf-16", "utf-16be", "windows-1252", "gb18030", "iso-2022-jp"];

fuzz_target!(|input: &[u8]| {
    let Some((&choice, bytes)) = input.split_first() else { return };
    // Half of the rest is detected, which takes in packed files and all other formats.
    let format = (choice >= 0x80).then_some(Format::Text);
    reading::check(bytes, LABELS.get(choice as usize).copied(), format);
});
