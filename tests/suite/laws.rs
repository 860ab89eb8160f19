//! The laws: what holds for any input, however little it is like a page.
//!
//! Everything is checked on the JSON, as someone who reads it would, against
//! the characters of the source. `PROPTEST_CASES` raises the number of cases.

mod checks;
mod inputs;

use ontwar::read;
use proptest::prelude::*;
use proptest::test_runner::Config;

use checks::{CLEANERS, check, explains_what_it_does, holds_back, keeps_order, reads_lawfully};
use inputs::{SEED, cuttable, damaged_markup, damaged_seed, dutch_like, odd_text};

fn config(cases: u32) -> Config {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|set| set.parse().ok()).unwrap_or(cases);
    Config { cases, failure_persistence: None, max_shrink_iters: 400, ..Config::default() }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn the_reader_places_every_character(text in prop_oneof![odd_text(), any::<String>(), dutch_like()]) {
        if let Ok(reading) = read::read("-", text.as_bytes(), &read::Options::default()) {
            reads_lawfully(&reading)?;
        }
    }

    #[test]
    fn the_reader_takes_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300), label in 0usize..6) {
        let labels = [None, Some("utf-8"), Some("utf-16"), Some("latin1"), Some("gb18030"), Some("shift_jis")];
        let encoding = labels[label].map(str::to_owned);
        if let Ok(reading) = read::read("-", &bytes, &read::Options { encoding, ..read::Options::default() }) {
            reads_lawfully(&reading)?;
        }
    }

    #[test]
    fn a_page_reads_the_same_in_every_encoding(text in dutch_like()) {
        // What Windows-1252 cannot say is left out; a letter is put in that makes it say something.
        let text: String = text.chars().filter(|&c| (c as u32) < 0x80 || matches!(c, 'é' | 'ö' | '•')).collect();
        let text = format!("{text} één");
        let wide = |order: fn(u16) -> [u8; 2], mark| text.encode_utf16().fold(order(mark).to_vec(), |mut bytes, unit| {
            bytes.extend(order(unit));
            bytes
        });
        let narrow = text.chars().map(|c| if c == '•' { 0x95 } else { c as u8 }).collect();
        let plain = read::read("-", text.as_bytes(), &read::Options::default()).unwrap();
        for bytes in [
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            wide(u16::to_le_bytes, 0xFEFF),
            wide(u16::to_be_bytes, 0xFEFF),
            wide(u16::to_le_bytes, 0).split_off(2),
            narrow,
        ] {
            let reading = read::read("-", &bytes, &read::Options::default()).unwrap();
            prop_assert_eq!(&reading.source.characters, &plain.source.characters);
            prop_assert_eq!(&reading.pages, &plain.pages);
        }
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn what_is_one_column_keeps_its_order(text in prop_oneof![cuttable(), dutch_like(), odd_text()]) {
        keeps_order(&text)?;
    }

    #[test]
    fn laws_hold_for_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400), cleaner in any::<usize>()) {
        check(&bytes, cleaner)?;
    }

    #[test]
    fn laws_hold_for_any_text(text in prop_oneof![odd_text(), any::<String>()], cleaner in any::<usize>()) {
        check(text.as_bytes(), cleaner)?;
    }

    #[test]
    fn laws_hold_for_dutch_like_text(text in dutch_like(), cleaner in any::<usize>()) {
        check(text.as_bytes(), cleaner)?;
    }

    #[test]
    fn what_is_explained_is_what_is_written(
        bytes in prop_oneof![dutch_like().prop_map(String::into_bytes), damaged_seed()],
        cleaner in any::<usize>(),
    ) {
        explains_what_it_does(&bytes, cleaner)?;
    }

    #[test]
    fn a_higher_least_confidence_never_changes_more(
        bytes in prop_oneof![dutch_like().prop_map(String::into_bytes), damaged_seed()],
        cleaner in any::<usize>(),
        least in (0.0f32..1.0, 0.0f32..1.0),
    ) {
        holds_back(&bytes, cleaner, least)?;
    }

    #[test]
    fn laws_hold_for_damaged_markup(bytes in damaged_markup(), cleaner in any::<usize>()) {
        check(&bytes, cleaner)?;
    }

    #[test]
    fn laws_hold_for_a_damaged_page(bytes in damaged_seed(), cleaner in any::<usize>()) {
        check(&bytes, cleaner)?;
    }
}

#[test]
fn laws_hold_for_the_seed_page() {
    for cleaner in 0..CLEANERS.len() {
        check(SEED.as_bytes(), cleaner).unwrap();
    }
}

#[test]
fn laws_hold_for_input_without_words() {
    for input in ["", "\n", " \t\n\x0C", "...\n|||\n--\n", "\u{FEFF}", "\u{200B}", "1\n2\n3\n", "\0"] {
        for cleaner in 0..CLEANERS.len() {
            check(input.as_bytes(), cleaner).unwrap_or_else(|error| panic!("{input:?}: {error}"));
        }
    }
}

#[test]
fn laws_hold_for_one_long_line() {
    let words = "een lange regel zonder einde metveelwoorden ".repeat(500);
    let word = "ab".repeat(10_000);
    for cleaner in 0..CLEANERS.len() {
        check(words.as_bytes(), cleaner).unwrap();
        check(word.as_bytes(), cleaner).unwrap();
    }
}
