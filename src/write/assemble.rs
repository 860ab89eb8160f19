//! From the model to the wire data.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cover::Cover;
use super::field::Gathered;
use super::wire::{
    Date, Discarded, Notice, Paragraph, PlacedBox, SCHEMA_VERSION, Section, Source, Statistics, Tool, Wire,
    round,
};
use crate::model::{self, Document, Kind, Text};

/// Lays a document out as wire data.
///
/// Every character of the source that is not white space ends up in exactly
/// one of `spans` and `discarded`; what no stage placed is discarded as
/// `unplaced`, with a notice, so that it is still there to be found.
pub fn assemble<'a>(document: &'a Document) -> Wire<'a> {
    let outline = &document.outline;
    let source = &document.source;
    let mut gathered = Gathered { cover: Cover::new(source), corrections: Vec::new(), spans: Vec::new() };
    let mut words = 0;
    let mut field = |path: &str, text: &'a Text| {
        let field = gathered.field(path, text);
        words += count_words(&field.text);
        field
    };
    let title = outline.title.as_ref().map(|text| field("/title", text).text);
    if let Some(text) = &outline.dateline {
        field("/date/text", text);
    }
    let sections = outline.sections.iter().enumerate().map(|(i, s)| section(i, s, &mut field)).collect();
    let footer = outline.footer.as_ref().map(|text| field("/footer", text).text);
    let Gathered { mut cover, corrections, spans } = gathered;

    let mut notices: Vec<Notice<'_>> = document.notices.iter().map(notice).collect();
    let discarded = discarded(document, &mut cover, &mut notices);
    let mut by_kind: BTreeMap<Cow<'static, str>, usize> =
        Kind::ALL.into_iter().map(|kind| (Cow::Borrowed(kind.name()), 0)).collect();
    for correction in &corrections {
        *by_kind.entry(correction.kind.clone()).or_insert(0) += 1;
    }
    Wire {
        schema_version: SCHEMA_VERSION,
        tool: Tool {
            name: env!("CARGO_PKG_NAME").into(),
            version: env!("CARGO_PKG_VERSION").into(),
            pack: Cow::from(&document.pack),
            options: Cow::from(&document.options),
        },
        source: Source {
            name: Cow::from(&source.name),
            format: Cow::from(&source.format),
            encoding: Cow::from(&source.encoding),
            sha256: Cow::from(&source.sha256),
            characters: source.characters.len(),
            blanks: cover.blanks(),
        },
        language: Cow::from(&document.language),
        title,
        date: outline
            .date
            .as_ref()
            .map(|date| Date { text: Cow::from(&date.text), iso: date.iso.as_deref().map(Cow::from) }),
        links: Cow::from(&outline.links),
        sections,
        footer,
        corrections,
        spans,
        boxes: boxes(document),
        discarded,
        notices,
        statistics: Statistics { words, corrections: by_kind },
    }
}

fn section<'a>(
    index: usize,
    section: &'a model::Section,
    field: &mut impl FnMut(&str, &'a Text) -> super::field::Field,
) -> Section {
    let path = format!("/sections/{index}");
    let mut heading = |name: &str, text: &'a Option<Text>| {
        text.as_ref().map(|text| field(&format!("{path}/{name}"), text).text)
    };
    let (heading, subheading) =
        (heading("heading", &section.heading), heading("subheading", &section.subheading));
    let paragraphs = section
        .paragraphs
        .iter()
        .enumerate()
        .map(|(i, paragraph)| {
            let made = field(&format!("{path}/paragraphs/{i}/text"), &paragraph.text);
            Paragraph { kind: paragraph.kind.name().into(), text: made.text, confidence: made.confidence }
        })
        .collect();
    Section { id: format!("s{}", index + 1), heading, subheading, paragraphs }
}

fn boxes(document: &Document) -> Vec<PlacedBox> {
    let words = document.source.geometry.iter().flat_map(|geometry| &geometry.words);
    let edges = |area: model::Area| [area.left, area.top, area.right, area.bottom];
    words
        .filter_map(|word| {
            Some(PlacedBox {
                source: word.span.into(),
                page: word.page + 1,
                edges: edges(word.area?).map(|edge| (edge * 100.0).round() / 100.0),
                confidence: word.confidence.map(round),
            })
        })
        .collect()
}

fn notice(notice: &model::Notice) -> Notice<'_> {
    Notice {
        code: notice.code.into(),
        message: notice.message.clone(),
        source: notice.span.map(Into::into),
        confidence: notice.confidence.map(round),
    }
}

fn discarded<'a>(
    document: &'a Document,
    cover: &mut Cover<'a>,
    notices: &mut Vec<Notice<'a>>,
) -> Vec<Discarded<'a>> {
    let mut out = Vec::new();
    for discarded in &document.discarded {
        out.extend(cover.place_free(discarded.span).into_iter().map(|span| (span, discarded.reason)));
    }
    let unplaced = cover.unplaced();
    if let Some(first) = unplaced.first() {
        let characters: usize = unplaced.iter().map(|span| span.len()).sum();
        notices.push(Notice {
            code: "unplaced".into(),
            message: format!("{characters} characters were placed nowhere; they are kept under discarded"),
            source: Some((*first).into()),
            confidence: None,
        });
    }
    if cover.twice > 0 {
        notices.push(Notice {
            code: "placed-twice".into(),
            message: format!("{} characters of the source stand in the document twice", cover.twice),
            source: None,
            confidence: None,
        });
    }
    out.extend(unplaced.into_iter().map(|span| (span, "unplaced")));
    out.sort_by_key(|(span, _)| *span);
    out.into_iter()
        .map(|(span, reason)| Discarded {
            source: span.into(),
            text: cover.slice(span).iter().collect(),
            reason: reason.into(),
        })
        .collect()
}

/// How many runs between white space hold a letter or a digit.
pub(crate) fn count_words(text: &str) -> usize {
    let mut words = 0;
    let mut counted = false;
    for c in text.chars() {
        if c.is_whitespace() {
            counted = false;
        } else if !counted && c.is_alphanumeric() {
            counted = true;
            words += 1;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Break, Change, Kind, Outline, Piece, Span};
    use crate::write::{revert, to_json};

    fn document(source: &str, outline: Outline) -> Document {
        Document {
            source: model::Source {
                name: "-".to_owned(),
                format: "text".to_owned(),
                encoding: "utf-8".to_owned(),
                sha256: String::new(),
                characters: source.chars().collect(),
                geometry: None,
            },
            language: "nl".to_owned(),
            pack: "nl".to_owned(),
            options: String::new(),
            outline,
            discarded: Vec::new(),
            notices: Vec::new(),
        }
    }

    fn piece(text: &str, start: u32, end: u32) -> Piece {
        Piece { text: text.into(), span: Span::new(start, end), glued: false, confidence: 0.9, change: None }
    }

    fn changed(text: &str, start: u32, end: u32, kind: Kind) -> Piece {
        let change = Change { kind, rule: "lexicon".to_owned(), alternatives: Vec::new() };
        Piece { change: Some(Box::new(change)), ..piece(text, start, end) }
    }

    fn glued(piece: Piece) -> Piece {
        Piece { glued: true, ..piece }
    }

    /// A document of one field, and its source after undoing everything.
    fn title(source: &str, pieces: Vec<Piece>) -> (Document, String) {
        let outline = Outline { title: Some(Text { pieces, breaks: Vec::new() }), ..Outline::default() };
        let document = document(source, outline);
        let restored = revert(&to_json(&document, false)).unwrap();
        (document, restored)
    }

    #[test]
    fn reports_a_split_where_it_stands() {
        let (document, restored) = title(
            "voor  dejaren\n2022",
            vec![piece("voor", 0, 4), changed("de jaren", 6, 13, Kind::Split), piece("2022", 14, 18)],
        );
        let wire = assemble(&document);
        assert_eq!(wire.title.as_deref(), Some("voor de jaren 2022"));
        let [correction] = wire.corrections.as_slice() else { panic!("{:?}", wire.corrections) };
        assert_eq!((correction.start, correction.end), (5, 13));
        assert_eq!((correction.before.as_str(), correction.after.as_str()), ("dejaren", "de jaren"));
        assert_eq!(correction.source, crate::write::Stretch(6, 13));
        assert_eq!(wire.spans[0].source, [crate::write::Stretch(0, 18)]);
        assert_eq!(wire.statistics.corrections["split"], 1);
        assert_eq!(restored, "voor  dejaren\n2022");
    }

    #[test]
    fn reports_what_normalisation_changed_although_no_stage_did() {
        let (document, restored) = title(
            "e\u{301}e\u{301}n ſtad soft\u{ad}hyphen",
            vec![piece("één", 0, 5), piece("stad", 6, 10), piece("softhyphen", 11, 22)],
        );
        let kinds: Vec<_> = assemble(&document)
            .corrections
            .into_iter()
            .map(|c| (c.kind.into_owned(), c.rule.into_owned()))
            .collect();
        let unicode = |kind: Kind| (kind.name().to_owned(), "unicode".to_owned());
        assert_eq!(kinds, [unicode(Kind::Diacritic), unicode(Kind::Character), unicode(Kind::Noise)]);
        assert!(restored.starts_with("e\u{301}e\u{301}n ſtad soft\u{ad}"));
    }

    #[test]
    fn reports_a_join_that_changed_no_letter() {
        let (document, restored) =
            title("be\nleid is", vec![piece("be", 0, 2), glued(piece("leid", 3, 7)), piece("is", 8, 10)]);
        let wire = assemble(&document);
        assert_eq!(wire.title.as_deref(), Some("beleid is"));
        assert_eq!(wire.corrections[0].before, "be leid");
        assert_eq!(wire.corrections[0].kind, "join");
        assert_eq!(restored, "be\nleid is");
    }

    #[test]
    fn reports_a_join_of_halves_that_stand_apart() {
        let (document, restored) = title("be xxx leid", vec![piece("be", 0, 2), glued(piece("leid", 7, 11))]);
        let wire = assemble(&document);
        assert_eq!(wire.corrections[0].source, crate::write::Stretch(2, 2));
        assert_eq!(wire.spans[0].source.len(), 2);
        assert_eq!(wire.discarded[0].text, "xxx");
        assert_eq!(wire.discarded[0].reason, "unplaced");
        assert_eq!(wire.notices[0].code, "unplaced");
        assert_eq!(restored, "be xxx leid");
    }

    #[test]
    fn the_same_change_is_told_once() {
        let (document, restored) =
            title("be- xxx leid", vec![changed("be", 0, 3, Kind::Dehyphenate), glued(piece("leid", 8, 12))]);
        let wire = assemble(&document);
        assert_eq!(wire.corrections.len(), 1);
        assert_eq!(wire.corrections[0].kind, "dehyphenate");
        assert_eq!(restored, "be- xxx leid");
    }

    #[test]
    fn an_empty_source_is_a_document() {
        let document = document("", Outline::default());
        assert_eq!(revert(&to_json(&document, true)).unwrap(), "");
    }

    proptest! {
        /// Whatever the stages make of the words, undoing it gives the source back.
        #[test]
        fn undoing_restores_the_source(
            source in "[a-cé\u{301}\u{ad} \n\t\u{a0}]{0,40}",
            edits in prop::collection::vec((1usize..4, 0u8..6, any::<bool>(), 0usize..4), 40),
        ) {
            let characters: Vec<char> = source.chars().collect();
            let mut fields = vec![Vec::new(); 3];
            let mut at = 0;
            for (length, edit, glue, field) in edits {
                while at < characters.len() && characters[at].is_whitespace() {
                    at += 1;
                }
                let mut end = (at + length).min(characters.len());
                while end > at && characters[end - 1].is_whitespace() {
                    end -= 1;
                }
                if at >= characters.len() {
                    break;
                }
                let seen: String = characters[at..end].iter().collect();
                let text = match edit {
                    0 => String::new(),
                    1 => format!("{seen} x"),
                    2 => "y".to_owned(),
                    _ => seen,
                };
                let piece = Piece { glued: glue, ..piece(&text, at as u32, end as u32) };
                if let Some(field) = fields.get_mut(field) {
                    field.push(piece);
                }
                at = end;
            }
            fields[1].reverse();
            let [first, second, third] = fields.try_into().unwrap();
            // Some pieces stand on lines or in cells of their own.
            let text = |pieces: Vec<Piece>| {
                let breaks = (1..pieces.len()).filter(|at| at % 3 == 1);
                let breaks = breaks.map(|at| (at, if at % 2 == 1 { Break::Line } else { Break::Cell })).collect();
                (!pieces.is_empty()).then_some(Text { pieces, breaks })
            };
            let document = document(&source, Outline {
                title: text(first),
                footer: text(second),
                sections: vec![model::Section { heading: text(third), ..Default::default() }],
                ..Outline::default()
            });
            let json = to_json(&document, false);
            prop_assert_eq!(revert(&json).expect(&json), source);
            let wire = assemble(&document);
            for correction in &wire.corrections {
                let value: serde_json::Value = serde_json::from_str(&json).unwrap();
                let text = value.pointer(&correction.path).unwrap().as_str().unwrap();
                let range = correction.start as usize..correction.end as usize;
                let after: String = text.chars().collect::<Vec<_>>()[range].iter().collect();
                prop_assert_eq!(&after, &correction.after);
            }
        }
    }
}
