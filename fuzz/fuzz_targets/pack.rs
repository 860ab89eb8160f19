//! The parsers of dictionary files: no panic, and a folder that is taken can be asked.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use ontwar::language::{FILES, Language};

static DUTCH: LazyLock<Language> =
    LazyLock::new(|| Language::builtin("nl").expect("the Dutch pack is built in"));

fuzz_target!(|input: &str| {
    let Some(choice) = input.chars().next() else { return };
    let text = &input[choice.len_utf8()..];
    // The first character chooses the file.
    let file = FILES[choice as usize % FILES.len()];
    let Ok(language) = DUTCH.with_dictionary([(file, text)]) else { return };
    let mut items = Vec::new();
    for word in text.split_whitespace().take(20) {
        if let Some(id) = language.word(&word.to_lowercase()) {
            let _ = (language.flags(id), language.unigram(id), language.class(id));
        }
        let _ = (language.knows(word), language.compound(word), language.letters(word));
        let _ = (language.ordered(word, 0..word.len(), None, None), language.confusions().at(word).count());
        language.glance(word, &mut items);
    }
});
