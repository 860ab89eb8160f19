//! A whole stream, which arrives in pieces: as many answers as lines, in order.

#![no_main]

#[path = "../../src/bin/ontwar/commands/stream/lines.rs"]
mod lines;
#[path = "../../src/bin/ontwar/commands/stream/record.rs"]
mod record;

use std::io::BufReader;

use libfuzzer_sys::fuzz_target;
use ontwar::Error;
use serde_json::value::RawValue;

/// The most bytes of a line.
const MOST: u64 = 64;

fuzz_target!(|input: &[u8]| {
    let Some((&piece, bytes)) = input.split_first() else { return };
    let reader = BufReader::with_capacity(1 + piece as usize, bytes);
    let mut wanted = bytes.split(|&byte| byte == b'\n').collect::<Vec<_>>();
    // What ends in a line feed has no line after it.
    if wanted.last().is_some_and(|last| last.is_empty()) {
        wanted.pop();
    }
    let mut number = 0;
    for line in lines::Lines::new(reader, MOST) {
        let line = line.expect("bytes in memory can be read");
        let whole = wanted[number];
        number += 1;
        assert_eq!(line.number, number as u64);
        let whole = if number == 1 { whole.strip_prefix(b"\xef\xbb\xbf").unwrap_or(whole) } else { whole };
        match &line.bytes {
            Some(bytes) => assert_eq!(bytes, whole),
            None => assert!(whole.len() as u64 + 3 > MOST),
        }
        let answer = record::answer(line.bytes.as_deref(), MOST, |_, _| Err(Error::Stopped));
        assert!(answer.failure.is_some() && !answer.json.contains('\n'));
        assert!(serde_json::from_str::<&RawValue>(&answer.json).is_ok());
        let _ = (answer.json.len(), record::panicked(line.bytes.as_deref(), "a bug").json.len());
    }
    assert_eq!(number, wanted.len());
    let _ = record::Answer::nothing;
});
