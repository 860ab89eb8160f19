//! The readers: no panic, and every character that shows is placed once.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ontwar::read::{Format, Options, read};

/// The first byte of an input chooses one; most inputs leave it to detection.
const LABELS: [&str; 6] = ["utf-8", "utf-16", "utf-16be", "windows-1252", "gb18030", "iso-2022-jp"];
/// The next ones choose a format.
const FORMATS: [Format; 5] = [Format::Hocr, Format::Alto, Format::Page, Format::Tsv, Format::Pdf];

fuzz_target!(|input: &[u8]| {
    let Some((&choice, bytes)) = input.split_first() else { return };
    let encoding = LABELS.get(choice as usize).map(|label| (*label).to_owned());
    let format = FORMATS.get((choice as usize).wrapping_sub(LABELS.len())).copied();
    let Ok(reading) = read("-", bytes, &Options { encoding, format }) else { return };
    let source = &reading.source.characters;
    let mut placed = vec![false; source.len()];
    let tokens = reading.pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.tokens);
    let spans = tokens.map(|token| {
        assert!(!token.text.is_empty() && !token.text.contains(char::is_whitespace));
        token.span
    });
    for span in spans.chain(reading.discarded.iter().map(|discarded| discarded.span)) {
        for at in span.start as usize..span.end as usize {
            assert!(!placed[at] && !source[at].is_whitespace(), "character {at}");
            placed[at] = true;
        }
    }
    assert!(source.iter().zip(placed).all(|(c, placed)| placed || c.is_whitespace()));
});
