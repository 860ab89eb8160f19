//! What the laws say, held against one input.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use ontwar::language::Language;
use ontwar::model::{Document, Piece, Reading, Span, Text};
use ontwar::{Cleaner, Options, read, write};
use proptest::prelude::*;
use serde_json::Value;

pub(super) static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(write::SCHEMA).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is a schema")
});

/// One cleaner for each pack and each way in which a person may hold the program back, and one
/// that chooses between all packs.
pub(super) static CLEANERS: LazyLock<Vec<Cleaner>> = LazyLock::new(|| {
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

/// The characters without white space: what must be neither lost nor made up.
pub(super) fn ink(characters: &[char]) -> String {
    characters.iter().filter(|c| !c.is_whitespace()).collect()
}

/// Each run of white space as one blank.
pub(super) fn collapsed(characters: &[char]) -> String {
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

pub(super) fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a position")).expect("a position")
}

pub(super) fn stretch(value: &Value, length: usize) -> Result<std::ops::Range<usize>, TestCaseError> {
    let (start, end) = (number(&value[0]), number(&value[1]));
    prop_assert!(start <= end && end <= length, "{start}..{end} of {length}");
    Ok(start..end)
}

pub(super) fn list<'a>(json: &'a Value, key: &str) -> &'a [Value] {
    json[key].as_array().unwrap_or_else(|| panic!("{key} is a list"))
}

/// The paths of all fields of text that are there.
pub(super) fn fields(json: &Value) -> Vec<String> {
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
pub(super) fn obeys_the_laws(json: &str, source: &[char]) -> Result<(), TestCaseError> {
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
pub(super) fn undo(
    document: &Value,
    path: &str,
    text: &[char],
    source: &[char],
) -> Result<Vec<char>, TestCaseError> {
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
pub(super) fn check(bytes: &[u8], cleaner: usize) -> Result<(), TestCaseError> {
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
pub(super) fn pieces(document: &Document) -> impl Iterator<Item = &Piece> {
    let outline = &document.outline;
    let fields = [&outline.title, &outline.dateline, &outline.footer].into_iter().flatten();
    let sections = outline.sections.iter().flat_map(|section| {
        let heads = [&section.heading, &section.subheading].into_iter().flatten();
        heads.chain(section.paragraphs.iter().map(|paragraph| &paragraph.text))
    });
    fields.chain(sections).flat_map(|text: &Text| &text.pieces)
}

/// What `explain` says is taken is what `clean` writes.
pub(super) fn explains_what_it_does(bytes: &[u8], cleaner: usize) -> Result<(), TestCaseError> {
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
pub(super) fn holds_back(bytes: &[u8], cleaner: usize, least: (f32, f32)) -> Result<(), TestCaseError> {
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
pub(super) fn reads_lawfully(reading: &Reading) -> Result<(), TestCaseError> {
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

/// Lines that are not read as several columns come out in the order and the pieces
/// in which they came, and zones follow each other down the page.
pub(super) fn keeps_order(text: &str) -> Result<(), TestCaseError> {
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
