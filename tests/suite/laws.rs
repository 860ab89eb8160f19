//! The laws: what holds for any input, however little it is like a page.
//!
//! Everything is checked on the JSON, as someone who reads it would, against
//! the characters of the source. `PROPTEST_CASES` raises the number of cases.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use ontwar::language::Language;
use ontwar::model::{Document, Piece, Reading, Span, Text};
use ontwar::{Cleaner, Options, read, write};
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::Value;

const SEED: &str = include_str!("../../fixtures/contraterrorisme/input.txt");

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(write::SCHEMA).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is a schema")
});

/// One cleaner for each pack and each way in which a person may hold the program back, and one
/// that chooses between all packs.
static CLEANERS: LazyLock<Vec<Cleaner>> = LazyLock::new(|| {
    let ways: [fn(&mut Options); 6] = [
        |_| {},
        |options| options.repair = false,
        |options| options.untangle = false,
        |options| {
            options.untangle = false;
            options.repair = false;
        },
        |options| options.columns = Some(3),
        |options| options.min_confidence = 0.0,
    ];
    let mut cleaners = Vec::new();
    for tag in Language::builtin_tags() {
        let language = Language::builtin(tag).expect("its tag is that of a pack that is built in");
        for set in ways {
            let mut options = Options::default();
            set(&mut options);
            cleaners.push(Cleaner::new(language.clone(), options));
        }
    }
    let mut all: Vec<Language> =
        Language::builtin_tags().filter_map(|tag| Language::builtin(tag).ok()).collect();
    cleaners.push(Cleaner::choosing(all.remove(0), all, Options::default()));
    cleaners
});

fn config(cases: u32) -> Config {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|set| set.parse().ok()).unwrap_or(cases);
    Config { cases, failure_persistence: None, max_shrink_iters: 400, ..Config::default() }
}

// --- inputs -----------------------------------------------------------------

/// Characters that readers trip over.
fn odd_character() -> impl Strategy<Value = char> {
    prop_oneof![
        4 => prop::sample::select("abeijnrtABIJ019.,;:!?'’“”„()/|¦•·–-_*#@&%é".chars().collect::<Vec<_>>()),
        2 => prop::sample::select(" \t\n\r\u{b}\u{c}\u{85}\u{a0}\u{2003}\u{2028}\u{2029}\u{3000}".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("\u{ad}¬ﬁﬂﬅſĳĲ\u{301}\u{308}\u{327}\u{200b}\u{200d}\u{feff}\u{0}\u{7}\u{1b}\u{1c}\u{1f}\u{92}\u{fffd}\u{202e}\u{fe0f}\u{10ffff}".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ]
}

fn odd_text() -> impl Strategy<Value = String> {
    prop::collection::vec(odd_character(), 0..200).prop_map(String::from_iter)
}

/// Words as a scanner leaves them, with all that may stand between them.
fn dutch_like() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "de",
        "het",
        "een",
        "en",
        "van",
        "in",
        "gemeente",
        "beleid",
        "wet-",
        "regelgeving",
        "dejaren",
        "inde",
        "veilig",
        "heid",
        "veiligheids-",
        "Nederland",
        "NEDERLAND",
        "|k",
        "rnet",
        "zijn",
        "zĳn",
        "fﬁets",
        "coördinatie",
        "coordinatie",
        "2025",
        "1.",
        "a)",
        "•",
        "www.voorbeeld.nl",
        "12 december",
        "December 2025",
        "“Open”,",
        "dat?",
        "is.",
        "'s-Gravenhage",
        "zo'n",
        "ſtad",
        "be\u{ad}leid",
        "cafe\u{301}",
        "—",
        "...",
        "|",
        "~",
        "é",
        "aan-",
        "pak",
        "Inhoud",
        "langebijelkaargeschrevenwoorden",
        "b e l e i d",
        "info@voorbeeld.nl",
    ];
    const BETWEEN: &[&str] = &[
        " ", " ", " ", " ", "  ", "     ", "\n", "\n", "-\n", "\u{ad}\n", "\n\n", "\r\n", "\t", "\u{c}", "",
        " | ",
    ];
    let word = (prop::sample::select(WORDS), prop::sample::select(BETWEEN));
    prop::collection::vec(word, 0..120)
        .prop_map(|words| words.into_iter().flat_map(|(word, between)| [word, between]).collect())
}

/// A stretch of the seed page with some of its bytes flipped.
fn damaged_seed() -> impl Strategy<Value = Vec<u8>> {
    let flips = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12);
    (0..SEED.len(), 1..1200usize, flips).prop_map(|(start, length, flips)| {
        let mut bytes = SEED.as_bytes()[start..SEED.len().min(start + length)].to_vec();
        for (at, flip) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
        }
        bytes
    })
}

/// A page of two columns in each kind of markup, as engines write it.
const MARKUP: [&str; 4] = [
    "<html><head><meta name='ocr-system' content='x'></head><body><div class='ocr_page' title='bbox 0 0 900 400'>\
     <p class='ocr_par'><span class='ocr_line'><span class='ocrx_word' title='bbox 10 10 90 30; x_wconf 90'>voor</span> \
     <span class='ocrx_word' title='bbox 100 10 190 30'><strong>dejaren</strong></span> \
     <span class='ocrx_word' title='bbox 500 10 590 30'>Het&shy;</span></span></p></div></body></html>",
    "<?xml version=\"1.0\"?><alto><Layout><Page><TextBlock ID=\"b\"><TextLine HPOS=\"1\" VPOS=\"2\" WIDTH=\"90\" HEIGHT=\"9\">\
     <String ID=\"s\" CONTENT=\"inde\" HPOS=\"1\" VPOS=\"2\" WIDTH=\"30\" HEIGHT=\"9\" WC=\"0.4\" CC=\"0123\"/><SP/>\
     <String CONTENT=\"veilig\"><ALTERNATIVE>veelig</ALTERNATIVE></String><HYP CONTENT=\"-\"/></TextLine><TextLine>\
     <String CONTENT=\"heid &amp; zo\"/></TextLine></TextBlock></Page></Layout></alto>",
    "<?xml version=\"1.0\"?><PcGts><Metadata/><Page imageWidth=\"9\" imageHeight=\"9\"><ReadingOrder><OrderedGroup>\
     <RegionRefIndexed regionRef=\"b\"/><RegionRefIndexed regionRef=\"a\"/></OrderedGroup></ReadingOrder>\
     <TextRegion id=\"a\" type=\"heading\"><TextLine id=\"l\"><Coords points=\"1,1 8,1 8,3 1,3\"/><Word id=\"w\">\
     <Coords points=\"1,1 4,1 4,3\"/><TextEquiv index=\"2\"><Unicode>wet</Unicode></TextEquiv><TextEquiv index=\"1\">\
     <Unicode>metde</Unicode></TextEquiv></Word><TextEquiv><Unicode>metde</Unicode></TextEquiv></TextLine></TextRegion>\
     <TextRegion id=\"b\"><TextEquiv><Unicode>een regel\nen nog een</Unicode></TextEquiv></TextRegion></Page></PcGts>",
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
     1\t1\t0\t0\t0\t0\t0\t0\t900\t400\t-1\t\n5\t1\t1\t1\t1\t1\t10\t10\t80\t20\t91.5\tvoor\n\
     5\t1\t1\t1\t1\t2\t100\t10\t80\t20\t91.5\tdejaren\n5\t1\t2\t1\t1\t1\t500\t10\t80\t20\t9\tHet\n",
];

/// Markup that was cut off, and some of its bytes changed.
fn damaged_markup() -> impl Strategy<Value = Vec<u8>> {
    let flips = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    (0..MARKUP.len(), any::<prop::sample::Index>(), any::<bool>(), flips).prop_map(
        |(which, cut, whole, flips)| {
            let mut bytes = MARKUP[which].as_bytes().to_vec();
            if !whole {
                bytes.truncate(cut.index(bytes.len()) + 1);
            }
            for (at, flip) in flips {
                let at = at.index(bytes.len());
                bytes[at] ^= flip;
            }
            bytes
        },
    )
}

// --- the laws ---------------------------------------------------------------

/// The characters without white space: what must be neither lost nor made up.
fn ink(characters: &[char]) -> String {
    characters.iter().filter(|c| !c.is_whitespace()).collect()
}

/// Each run of white space as one blank.
fn collapsed(characters: &[char]) -> String {
    let mut out = String::new();
    for &c in characters {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a position")).expect("a position")
}

fn stretch(value: &Value, length: usize) -> Result<std::ops::Range<usize>, TestCaseError> {
    let (start, end) = (number(&value[0]), number(&value[1]));
    prop_assert!(start <= end && end <= length, "{start}..{end} of {length}");
    Ok(start..end)
}

fn list<'a>(json: &'a Value, key: &str) -> &'a [Value] {
    json[key].as_array().unwrap_or_else(|| panic!("{key} is a list"))
}

/// The paths of all fields of text that are there.
fn fields(json: &Value) -> Vec<String> {
    let mut paths: Vec<String> = ["/title", "/footer"].map(str::to_owned).into();
    for (i, section) in list(json, "sections").iter().enumerate() {
        paths.extend(["heading", "subheading"].map(|name| format!("/sections/{i}/{name}")));
        let paragraphs = 0..list(section, "paragraphs").len();
        paths.extend(paragraphs.map(|j| format!("/sections/{i}/paragraphs/{j}/text")));
    }
    paths.retain(|path| json.pointer(path).is_some_and(Value::is_string));
    paths
}

/// Checks one document, as JSON, against the characters of its source.
fn obeys_the_laws(json: &str, source: &[char]) -> Result<(), TestCaseError> {
    let document: Value = serde_json::from_str(json).expect("JSON");
    let complaint = SCHEMA.iter_errors(&document).next().map(|error| error.to_string());
    prop_assert!(complaint.is_none(), "schema: {complaint:?}");
    prop_assert_eq!(number(&document["source"]["characters"]), source.len());

    let mut placed = vec![0u8; source.len()];
    let mut with_spans = Vec::new();
    for field in list(&document, "spans") {
        let path = field["path"].as_str().expect("a path");
        with_spans.push(path.to_owned());
        let text = document.pointer(path).and_then(Value::as_str);
        prop_assert!(text.is_some(), "{path} leads to no text");
        let text: Vec<char> = text.unwrap_or_default().chars().collect();
        let mut from = Vec::new();
        for range in list(field, "source") {
            let range = stretch(range, source.len())?;
            for at in range.clone() {
                placed[at] += 1;
            }
            from.extend_from_slice(&source[range]);
        }
        let undone = undo(&document, path, &text, source)?;
        prop_assert_eq!(ink(&undone), ink(&from), "{} undone", path);
    }
    for path in fields(&document) {
        let times = with_spans.iter().filter(|with| **with == path).count();
        prop_assert_eq!(times, 1, "{} has its spans once", path);
    }
    for correction in list(&document, "corrections") {
        let path = correction["path"].as_str().unwrap_or_default();
        prop_assert!(with_spans.iter().any(|with| with == path), "{path} is corrected and has no spans");
    }
    for discarded in list(&document, "discarded") {
        let range = stretch(&discarded["source"], source.len())?;
        for at in range.clone() {
            placed[at] += 1;
        }
        prop_assert_eq!(&discarded["text"], &Value::from(String::from_iter(&source[range])));
        prop_assert_ne!(&discarded["reason"], "unplaced", "a stage forgot {}", discarded);
    }
    for notice in list(&document, "notices").iter().filter(|notice| !notice["source"].is_null()) {
        stretch(&notice["source"], source.len())?;
    }
    for (at, c) in source.iter().enumerate().filter(|(_, c)| !c.is_whitespace()) {
        prop_assert_eq!(placed[at], 1, "how often {:?} at {} is placed", c, at);
    }
    prop_assert_eq!(
        write::revert(json).map_err(|e| TestCaseError::fail(e.to_string()))?,
        String::from_iter(source)
    );
    Ok(())
}

/// The text of a field with its corrections undone.
fn undo(document: &Value, path: &str, text: &[char], source: &[char]) -> Result<Vec<char>, TestCaseError> {
    let mut undone = Vec::new();
    let mut at = 0;
    for correction in list(document, "corrections").iter().filter(|c| c["path"] == path) {
        let (start, end) = (number(&correction["start"]), number(&correction["end"]));
        prop_assert!(at <= start && start <= end && end <= text.len(), "{correction} after {at}");
        prop_assert_eq!(&correction["after"], &Value::from(String::from_iter(&text[start..end])));
        let before = correction["before"].as_str().unwrap_or_default();
        let range = stretch(&correction["source"], source.len())?;
        if !range.is_empty() {
            prop_assert_eq!(before, collapsed(&source[range]));
        }
        undone.extend_from_slice(&text[at..start]);
        undone.extend(before.chars());
        at = end;
    }
    undone.extend_from_slice(&text[at..]);
    Ok(undone)
}

/// Cleans with one of the cleaners, twice, and checks everything. An input
/// that cannot be read is no document, and no panic either.
fn check(bytes: &[u8], cleaner: usize) -> Result<(), TestCaseError> {
    let cleaner = &CLEANERS[cleaner % CLEANERS.len()];
    let Ok(document) = cleaner.clean("-", bytes) else { return Ok(()) };
    let json = write::to_json(&document, false);
    // What it came from can be written back, or it is said why not.
    for order in [write::LineOrder::Untangled, write::LineOrder::Kept] {
        for rewritten in [
            write::alto(&document, bytes, order),
            write::page(&document, bytes, order),
            write::alto_anew(&document, order),
            write::hocr_anew(&document, order),
            write::page_anew(&document, order),
        ] {
            prop_assert!(rewritten.is_err() || !rewritten.unwrap_or_default().is_empty());
        }
        // And hOCR back again, byte for byte.
        if document.source.encoding == "utf-8"
            && let Ok(hocr) = write::hocr(&document, bytes, order)
        {
            let restored = write::restore(&hocr);
            prop_assert!(restored.is_ok_and(|restored| restored.as_bytes() == bytes), "{hocr}");
        }
    }
    let again = cleaner.clone().clean("-", bytes).map(|again| write::to_json(&again, false));
    prop_assert_eq!(again.unwrap_or_default(), &*json, "the same bytes on every run");
    obeys_the_laws(&json, &document.source.characters)
}

/// The pieces of all fields of a document.
fn pieces(document: &Document) -> impl Iterator<Item = &Piece> {
    let outline = &document.outline;
    let fields = [&outline.title, &outline.dateline, &outline.footer].into_iter().flatten();
    let sections = outline.sections.iter().flat_map(|section| {
        let heads = [&section.heading, &section.subheading].into_iter().flatten();
        heads.chain(section.paragraphs.iter().map(|paragraph| &paragraph.text))
    });
    fields.chain(sections).flat_map(|text: &Text| &text.pieces)
}

/// What `explain` says is taken is what `clean` writes.
fn explains_what_it_does(bytes: &[u8], cleaner: usize) -> Result<(), TestCaseError> {
    let cleaner = &CLEANERS[cleaner % CLEANERS.len()];
    let Ok(document) = cleaner.clean("-", bytes) else { return Ok(()) };
    let pages = cleaner.explain("-", bytes).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let tokens = || pages.iter().flat_map(|page| &page.tokens);
    let holds = |outer: Span, inner: Span| outer.start <= inner.start && inner.end <= outer.end;
    for token in tokens() {
        let discarded = || document.discarded.iter().any(|discarded| holds(discarded.span, token.span));
        if token.noise {
            prop_assert!(discarded(), "{} was to be set aside", token.token);
        }
        let Some(taken) = token.candidates.iter().find(|candidate| candidate.taken) else { continue };
        if taken.text == token.candidates[0].text || taken.join {
            continue;
        }
        let written = |piece: &Piece| {
            piece.change.is_some() && holds(token.span, piece.span) && piece.text.contains(&taken.text)
        };
        prop_assert!(pieces(&document).any(written) || discarded(), "{} as {}", token.token, taken.text);
    }
    let tokens: Vec<_> = tokens().collect();
    let touches = |a: Span, b: Span| a.start < b.end && b.start < a.end;
    for piece in pieces(&document).filter(|piece| piece.change.is_some()) {
        let told = tokens.iter().enumerate().any(|(at, token)| {
            let mut taken = token.candidates.iter().enumerate().filter(|(_, candidate)| candidate.taken);
            // A join says what becomes of the next token too.
            let joined = || tokens.get(at + 1).is_some_and(|next| touches(next.span, piece.span));
            taken.any(|(nth, candidate)| {
                let changes = nth > 0 || candidate.join;
                changes && (touches(token.span, piece.span) || candidate.join && joined())
            })
        });
        prop_assert!(told, "{:?} was not explained", piece);
    }
    Ok(())
}

/// A higher least confidence never changes more: each stretch of the source that
/// repair changes or sets aside then was so with the lower one.
fn holds_back(bytes: &[u8], cleaner: usize, least: (f32, f32)) -> Result<(), TestCaseError> {
    let cleaner = &CLEANERS[cleaner % CLEANERS.len()];
    let low = least.0.min(least.1);
    let changed = |least: f32| {
        let mut options = cleaner.options().clone();
        options.min_confidence = least;
        let cleaner = Cleaner::new(cleaner.languages()[0].clone(), options);
        let pages = cleaner.explain("-", bytes).unwrap_or_default();
        let tokens = pages.into_iter().flat_map(|page| page.tokens);
        let is_changed = |candidates: &[ontwar::model::ExplainedCandidate]| {
            candidates.iter().enumerate().any(|(at, candidate)| candidate.taken && (at > 0 || candidate.join))
        };
        let changed = tokens.filter(|token| token.noise || is_changed(&token.candidates));
        changed.map(|token| token.span).collect::<Vec<_>>()
    };
    let (more, fewer) = (changed(low), changed(least.0.max(least.1)));
    let new = fewer.iter().find(|span| !more.contains(span));
    prop_assert!(new.is_none(), "{new:?} changes only with the higher confidence");
    Ok(())
}

/// The reader's own laws: tokens in order, each where it says it is, nothing left over.
fn reads_lawfully(reading: &Reading) -> Result<(), TestCaseError> {
    let source = &reading.source.characters;
    let mut placed = vec![false; source.len()];
    let mut place = |start: u32, end: u32| {
        prop_assert!(start < end && end as usize <= source.len());
        for (at, placed) in placed.iter_mut().enumerate().take(end as usize).skip(start as usize) {
            prop_assert!(!*placed && !source[at].is_whitespace(), "character {at}");
            *placed = true;
        }
        Ok(())
    };
    let mut at = 0;
    for line in reading.pages.iter().flat_map(|page| &page.lines) {
        prop_assert!(!line.tokens.is_empty());
        for token in &line.tokens {
            prop_assert!(at <= token.span.start);
            at = token.span.end;
            place(token.span.start, token.span.end)?;
            prop_assert!(
                !token.text.is_empty() && !token.text.contains(|c: char| c.is_whitespace() || c.is_control())
            );
            prop_assert!(unicode_normalization::is_nfc(&token.text), "{:?}", token.text);
        }
    }
    for discarded in &reading.discarded {
        place(discarded.span.start, discarded.span.end)?;
    }
    let lost = source.iter().zip(&placed).find(|(c, placed)| !*placed && !c.is_whitespace());
    prop_assert!(lost.is_none(), "{lost:?}");
    Ok(())
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

/// Lines that are not read as several columns come out in the order and the pieces
/// in which they came, and zones follow each other down the page.
fn keeps_order(text: &str) -> Result<(), TestCaseError> {
    let reading = read::read("-", text.as_bytes(), &read::Options::default()).unwrap();
    let streams = CLEANERS[0].columns("-", text.as_bytes()).unwrap();
    for (number, page) in reading.pages.iter().enumerate() {
        let (mut zone, mut next) = (0, 0);
        let mut lines = BTreeSet::new();
        for stream in streams.iter().filter(|stream| stream.page == number) {
            let own = stream.fragments.iter().map(|fragment| fragment.line);
            if stream.zone != zone {
                prop_assert!(
                    lines.iter().copied().eq(next..next + lines.len()),
                    "zone {} has {:?}",
                    zone,
                    lines
                );
                (zone, next) = (stream.zone, next + lines.len());
                lines.clear();
            }
            lines.extend(own.clone());
            if stream.columns == 1 {
                prop_assert!(own.eq(next..next + stream.fragments.len()));
                for fragment in &stream.fragments {
                    prop_assert_eq!(&fragment.items, &page.lines[fragment.line].tokens);
                }
            }
        }
        prop_assert!(lines.into_iter().eq(next..page.lines.len()));
    }
    Ok(())
}

/// Lines that look as if they could be cut: cells, entries, short lines, beside fused columns.
fn cuttable() -> impl Strategy<Value = String> {
    let fused = SEED.lines().map(str::to_owned).collect::<Vec<_>>();
    let cell = prop::sample::select(vec![
        "De raad",
        "12",
        "Aanwezig",
        "3,5 %",
        "zie ook",
        "J. de Vries",
        "€ 4,-",
        ".",
    ]);
    let row = prop::collection::vec(cell, 1..6).prop_map(|cells| cells.join(" "));
    let line =
        prop_oneof![3 => row, 3 => prop::sample::select(fused), 1 => Just(String::new()), 1 => dutch_like()];
    prop::collection::vec(line, 0..60).prop_map(|lines| lines.join("\n"))
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
