//! The same page in every format that carries places, one answer.
//!
//! Pages are set here, a word at a time, and written as hOCR, ALTO, PAGE, TSV
//! and PDF; what comes out of each must be what comes out of the others.

use std::fmt::Write as _;

use ontwar::language::Language;
use ontwar::{Cleaner, Options, read, write};

use crate::set_pages::{FORMATS, Page, Set, Writer, alto, hocr, line, page_xml, pages};

type Rewriter = fn(&ontwar::model::Document, &[u8], write::LineOrder) -> Result<String, write::RewriteError>;

fn cleaner() -> Cleaner {
    Cleaner::new(Language::builtin("nl").expect("the pack is built in"), Options::default())
}

#[test]
fn one_page_reads_the_same_in_every_format() {
    let cleaner = cleaner();
    for (name, page, wanted) in pages() {
        let mut first: Option<Vec<String>> = None;
        for (format, write) in FORMATS {
            let bytes = write(&page);
            let reading = read::read("-", &bytes, &read::Options::default())
                .unwrap_or_else(|error| panic!("{name} as {format}: {error}"));
            assert_eq!(reading.source.format, format, "{name}");
            let words: Vec<String> = reading
                .pages
                .iter()
                .flat_map(|page| &page.lines)
                .flat_map(|line| &line.tokens)
                .map(|token| token.text.to_string())
                .collect();
            let geometry = reading.source.geometry.as_ref().expect("these formats have places");
            assert_eq!(geometry.words.len(), words.len(), "{name} as {format}");
            assert!(geometry.words.iter().all(|word| word.area.is_some()), "{name} as {format}");
            assert_eq!(first.get_or_insert_with(|| words.clone()), &words, "{name} as {format}");
            let document = cleaner.clean("-", &bytes).expect("what was read can be cleaned");
            assert_eq!(write::to_text(&document), wanted, "{name} as {format}");
        }
    }
}

#[test]
fn what_is_written_back_reads_as_what_was_repaired() {
    let keep = {
        let options = Options { repair: false, ..Options::default() };
        Cleaner::new(Language::builtin("nl").expect("the pack is built in"), options)
    };
    let mut lines = vec![line("Dit geldt voor dejaren 2022 en", 60, 200, 20)];
    lines.push(line("later. Het gemeenternuseum is vandaag", 60, 232, 20));
    lines.push(line("open en het weer is mooi.", 60, 264, 20));
    let page = Page { width: 900, height: 400, lines };
    let rewritten: [(&str, Writer, Rewriter); 3] =
        [("hocr", hocr, write::hocr), ("alto", alto, write::alto), ("page", page_xml, write::page)];
    for (format, make, rewrite) in rewritten {
        let bytes = make(&page);
        let document = cleaner().clean("-", &bytes).unwrap();
        let text = write::to_text(&document);
        assert!(text.contains("de jaren") && text.contains("gemeentemuseum"), "{format}: {text}");
        let back = rewrite(&document, &bytes, write::LineOrder::Untangled).unwrap();
        assert!(
            back.contains("dejaren") && back.contains("ontwar"),
            "{format}: the original and the step are told"
        );
        let again = keep.clean("-", back.as_bytes()).unwrap();
        assert_eq!(write::to_text(&again), text, "{format}");
        assert!(rewrite(&again, b"\xFF", write::LineOrder::Untangled).is_err(), "{format}");
    }
}

#[test]
fn an_alto_without_mistakes_comes_back_the_same_but_for_the_step() {
    let page = Page { width: 900, height: 400, lines: vec![line("Het weer is vandaag mooi.", 60, 200, 20)] };
    let bytes = alto(&page);
    let document = cleaner().clean("-", &bytes).unwrap();
    let back = write::alto(&document, &bytes, write::LineOrder::Untangled).unwrap();
    let start = back.find("\t<postProcessingStep>").expect("the step is there");
    let end = back.find("</postProcessingStep>").expect("the step ends") + "</postProcessingStep>".len();
    let without = format!("{}{}", &back[..start], &back[end..]);
    assert_eq!(without.as_bytes(), bytes);
}

#[test]
fn half_a_file_gives_what_was_whole() {
    let (_, page, _) = pages().remove(0);
    for (format, write) in FORMATS.into_iter().filter(|(format, _)| *format != "pdf") {
        let bytes = write(&page);
        for cut in [bytes.len() / 2, bytes.len() * 3 / 4, bytes.len() - 3] {
            let reading = read::read("-", &bytes[..cut], &read::Options::default())
                .unwrap_or_else(|error| panic!("{format} cut at {cut}: {error}"));
            assert!(!reading.pages[0].lines.is_empty(), "{format} cut at {cut}");
        }
        let half = read::read("-", &bytes[..bytes.len() / 2], &read::Options::default()).unwrap();
        // HTML need not end; what shows is only a word that does not.
        if matches!(format, "alto" | "page") {
            assert!(half.notices.iter().any(|notice| notice.code == "broken-off"), "{format}");
        }
    }
}

#[test]
fn malformed_markup_is_told_with_its_line() {
    let broken = "<alto>\n<Layout><Page>\n<TextBlock></Page></TextBlock></alto>";
    let error = read::read("-", broken.as_bytes(), &read::Options::default()).unwrap_err().to_string();
    assert!(error.starts_with("line 3: "), "{error}");
    let nested = "<a>".repeat(400);
    let deep = format!("<alto>{nested}");
    let error = read::read("-", deep.as_bytes(), &read::Options::default()).unwrap_err().to_string();
    assert!(error.contains("nested"), "{error}");
    let lists = "<?xml version=\"1.0\"?><mets><fileSec/></mets>";
    let error = read::read("-", lists.as_bytes(), &read::Options::default()).unwrap_err().to_string();
    assert!(error.contains("<mets>") && error.contains("list of files"), "{error}");
}

#[test]
fn entities_of_a_file_are_not_expanded() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE alto [<!ENTITY a \"xxxxxxxxxx\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>\n\
                <alto><Layout><Page><TextBlock><TextLine><String CONTENT=\"&b;&eacute;&amp;\"/></TextLine></TextBlock></Page></Layout></alto>";
    let reading = read::read("-", bomb.as_bytes(), &read::Options::default()).unwrap();
    assert!(reading.source.characters.len() < 40);
}

/// What an engine makes of a picture is no word, and the engine knows it.
#[test]
fn letters_that_are_no_words_and_that_the_engine_doubts_are_set_aside() {
    let page = |sure: u32| {
        let rows = [
            ("Na een lange winter is de molen aan de rand van het dorp", 95),
            ("Gieke Bevp naels iecs", sure),
            ("weer open voor bezoekers uit de hele streek.", 93),
        ];
        let mut out =
            String::from("<html><body><div class='ocr_page' title='bbox 0 0 1500 400'><p class='ocr_par'>\n");
        for (row, (text, sure)) in rows.into_iter().enumerate() {
            out.push_str("<span class='ocr_line'>");
            for Set { text, left, top, width, height } in line(text, 60, 100 + 40 * row as u32, 20) {
                let (right, bottom) = (left + width, top + height);
                let _ = write!(
                    out,
                    "<span class='ocrx_word' title='bbox {left} {top} {right} {bottom}; x_wconf {sure}'>{text}</span> "
                );
            }
            out.push_str("</span>\n");
        }
        (out + "</p></div></body></html>").into_bytes()
    };
    let aside = |sure: u32| {
        let document = cleaner().clean("-", &page(sure)).unwrap();
        let text = write::to_text(&document);
        assert!(text.contains("aan de rand van het dorp") && text.contains("weer open"), "{text}");
        (!text.contains("Bevp"), document.discarded.iter().filter(|mark| mark.reason == "noise").count())
    };
    assert_eq!(aside(92), (false, 0));
    assert!(matches!(aside(8), (true, 3..)));
}
