//! Each stage by itself, and the whole way. Every answer is checked where it
//! is made, so that nothing is fast by being wrong.

use std::sync::OnceLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use ontwar::language::Language;
use ontwar::model::{Piece, Reading, Stream, Token};
use ontwar::training::{Context, repair, structure, untangle};
use ontwar::{Cleaner, Options, read, write};

fn main() {
    divan::main();
}

/// What is measured: a page in columns as a scanner garbled it, and clean prose.
#[derive(Debug, Clone, Copy)]
enum Text {
    Page,
    Prose,
}

const TEXTS: [Text; 2] = [Text::Page, Text::Prose];

const PARAGRAPHS: [&str; 4] = [
    "De gemeente heeft in de jaren na de oorlog veel huizen gebouwd. Langs de oude vaart kwamen \
     arbeiderswoningen, en aan de rand van de stad een wijk met tuinen en brede straten.",
    "In het archief liggen de brieven van de dijkgraaf. Zij laten zien hoe het water elk voorjaar de \
     polders bedreigde en hoe de boeren zelf de dijken versterkten.",
    "Wie de kaart bekijkt, ziet dat de rivier vroeger anders liep. De bocht bij het veerhuis werd in de \
     negentiende eeuw afgesneden, zodat schepen sneller bij de haven konden komen.",
    "Het bestuur van de school vergaderde elke eerste maandag van de maand. De notulen zijn bewaard \
     gebleven en geven een goed beeld van de zorgen van die tijd.",
];

impl Text {
    fn source(self) -> String {
        match self {
            Self::Page => include_str!("../fixtures/contraterrorisme/input.txt").to_owned(),
            Self::Prose => PARAGRAPHS.repeat(8).join("\n\n"),
        }
    }

    fn words(self) -> ItemsCount {
        ItemsCount::new(self.source().split_whitespace().count())
    }

    fn reading(self) -> Reading {
        read::read("page", self.source().as_bytes(), &read::Options::default()).unwrap()
    }

    fn streams(self) -> Vec<Stream<Token>> {
        let Reading { source, pages, .. } = self.reading();
        untangle(pages, &Context::usual(language(), &source)).streams
    }

    fn repaired(self) -> Vec<Stream<Piece>> {
        repair(self.streams().into(), &Context::usual(language(), &self.reading().source)).streams
    }
}

fn language() -> &'static Language {
    static LANGUAGE: OnceLock<Language> = OnceLock::new();
    LANGUAGE.get_or_init(|| Language::builtin("nl").unwrap())
}

fn cleaner() -> Cleaner {
    Cleaner::new(language().clone(), Options::default())
}

fn letters<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.flat_map(str::chars).filter(|c| c.is_alphanumeric()).count()
}

fn token_letters(streams: &[Stream<Token>]) -> usize {
    let fragments = streams.iter().flat_map(|stream| &stream.fragments);
    letters(fragments.flat_map(|fragment| &fragment.items).map(|token| token.text.as_str()))
}

#[divan::bench]
fn start() {
    assert!(Language::builtin("nl").unwrap().has("huis"));
}

#[divan::bench(name = "read", args = TEXTS)]
fn reads(bencher: Bencher<'_, '_>, text: Text) {
    let source = text.source();
    bencher.counter(text.words()).bench_local(|| {
        let reading = read::read("page", source.as_bytes(), &read::Options::default()).unwrap();
        assert_eq!(reading.source.characters.len(), source.chars().count());
        reading
    });
}

#[divan::bench(name = "layout", args = TEXTS)]
fn untangles(bencher: Bencher<'_, '_>, text: Text) {
    let tokens = text.reading().pages;
    let tokens = tokens.iter().flat_map(|page| &page.lines).flat_map(|line| &line.tokens);
    let before = letters(tokens.map(|token| token.text.as_str()));
    let source = text.reading().source;
    bencher.counter(text.words()).with_inputs(|| text.reading().pages).bench_local_values(|pages| {
        let layout = untangle(pages, &Context::usual(language(), &source));
        assert_eq!(token_letters(&layout.streams), before, "nothing is lost");
        layout
    });
}

#[divan::bench(name = "repair", args = TEXTS)]
fn repairs(bencher: Bencher<'_, '_>, text: Text) {
    let source = text.reading().source;
    bencher.counter(text.words()).with_inputs(|| text.streams()).bench_local_values(|streams| {
        let repaired = repair(streams.into(), &Context::usual(language(), &source));
        let fragments = repaired.streams.iter().flat_map(|stream| &stream.fragments);
        let changes = fragments.flat_map(|f| &f.items).filter(|piece| piece.change.is_some()).count();
        match text {
            Text::Page => assert!(changes > 20, "{changes} changes"),
            Text::Prose => assert_eq!(changes, 0),
        }
        repaired
    });
}

#[divan::bench(name = "structure", args = TEXTS)]
fn structures(bencher: Bencher<'_, '_>, text: Text) {
    let source = text.reading().source;
    bencher.counter(text.words()).with_inputs(|| text.repaired()).bench_local_values(|streams| {
        let outline = structure(streams, &Context::usual(language(), &source));
        assert!(outline.sections.iter().any(|section| !section.paragraphs.is_empty()));
        outline
    });
}

#[divan::bench(name = "write", args = TEXTS)]
fn writes(bencher: Bencher<'_, '_>, text: Text) {
    let document = cleaner().clean("page", text.source().as_bytes()).unwrap();
    bencher.counter(text.words()).bench_local(|| {
        let json = write::to_json(&document, false);
        assert!(json.starts_with("{\"schema_version\":1,") && json.ends_with('}'));
        json
    });
}

#[divan::bench(name = "whole", args = TEXTS)]
fn cleans(bencher: Bencher<'_, '_>, text: Text) {
    let (cleaner, source) = (cleaner(), text.source());
    let expected = write::to_json(&cleaner.clean("page", source.as_bytes()).unwrap(), false);
    assert_eq!(write::revert(&expected).unwrap(), source);
    bencher.counter(text.words()).bench_local(|| {
        let json = write::to_json(&cleaner.clean("page", source.as_bytes()).unwrap(), false);
        assert!(json == expected);
    });
}
