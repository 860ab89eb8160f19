//! The same page in every format that carries places, one answer.
//!
//! Pages are set here, a word at a time, and written as hOCR, ALTO, PAGE, TSV
//! and PDF; what comes out of each must be what comes out of the others.

use std::fmt::Write as _;

use ontwar::language::Language;
use ontwar::{Cleaner, Options, read, write};

/// A word as it is set: its text, and its box.
struct Set {
    text: String,
    left: u32,
    top: u32,
    width: u32,
    height: u32,
}

/// A page as it is set: its lines, as an engine that reads straight across sees them.
struct Page {
    width: u32,
    height: u32,
    lines: Vec<Vec<Set>>,
}

/// Words of one size on one line from a place on.
fn line(text: &str, left: u32, base: u32, cap: u32) -> Vec<Set> {
    let mut at = left;
    text.split(' ')
        .map(|text| {
            let rises = text.chars().any(|c| c.is_uppercase() || c.is_numeric() || "bdfhijklté".contains(c));
            let hangs = text.chars().any(|c| "gjpqy,".contains(c));
            let up = if rises { cap } else { cap * 7 / 10 };
            let down = if hangs { cap * 3 / 10 } else { 0 };
            let width = text.chars().count() as u32 * cap * 7 / 10;
            let word = Set { text: text.to_owned(), left: at, top: base - up, width, height: up + down };
            at += width + cap * 4 / 10;
            word
        })
        .collect()
}

/// A column: its left edge, its top, and its lines with their sizes and what stands above them.
type SetColumn<'a> = (u32, u32, &'a [(&'a str, u32, u32)]);

/// A page of columns.
fn columns(title: &str, all: &[SetColumn<'_>]) -> Page {
    let mut lines: Vec<(u32, Vec<Set>)> = vec![(90, line(title, 60, 90, 36))];
    for &(left, top, column) in all {
        let mut base = top;
        for &(text, cap, above) in column {
            base += 32 + above;
            lines.push((base, line(text, left, base, cap)));
        }
    }
    // Straight across: what stands about as high is one line.
    lines.sort_by_key(|(base, words)| (*base, words[0].left));
    let mut across: Vec<(u32, Vec<Set>)> = Vec::new();
    for (base, words) in lines {
        match across.last_mut().filter(|(before, _)| base - *before < 14) {
            Some((_, line)) => line.extend(words),
            None => across.push((base, words)),
        }
    }
    for (_, line) in &mut across {
        line.sort_by_key(|word| word.left);
    }
    Page { width: 1600, height: 1200, lines: across.into_iter().map(|(_, line)| line).collect() }
}

fn pages() -> Vec<(&'static str, Page, &'static str)> {
    let two = columns(
        "Nieuws van de molen",
        &[
            (
                60,
                150,
                &[
                    ("De wieken draaien weer", 26, 0),
                    ("Na een lange winter is de molen", 20, 10),
                    ("aan de rand van het dorp weer open", 20, 0),
                    ("voor bezoekers uit de hele streek.", 20, 0),
                    ("Wie wil kan zelf meel malen en", 20, 24),
                    ("het mee naar huis nemen.", 20, 0),
                ],
            ),
            (
                860,
                164,
                &[
                    ("Het water staat hoog", 26, 0),
                    ("Door de regen van de laatste weken", 20, 10),
                    ("staat het water in de sloten hoger", 20, 0),
                    ("dan in jaren is gemeten. De pompen", 20, 0),
                    ("draaien dag en nacht.", 20, 0),
                ],
            ),
        ],
    );
    let one = columns(
        "Aan alle leden",
        &[(
            60,
            150,
            &[
                ("Op de eerste dag van mei komen wij", 20, 0),
                ("bij elkaar in het oude gebouw aan", 20, 0),
                ("de haven. Er is koffie met taart.", 20, 0),
                ("Wij hopen dat u allen kunt komen.", 20, 24),
            ],
        )],
    );
    let three = columns(
        "De week in het kort",
        &[
            (
                60,
                150,
                &[
                    ("Markt", 26, 0),
                    ("De markt is deze week op", 20, 10),
                    ("vrijdag, omdat het plein", 20, 0),
                    ("een dag eerder nodig is.", 20, 0),
                ],
            ),
            (
                580,
                158,
                &[
                    ("School", 26, 0),
                    ("De school begint maandag", 20, 10),
                    ("om half negen. Ouders", 20, 0),
                    ("zijn welkom in de hal.", 20, 0),
                ],
            ),
            (
                1100,
                150,
                &[
                    ("Sport", 26, 0),
                    ("Het eerste elftal heeft", 20, 10),
                    ("met drie tegen nul van", 20, 0),
                    ("de buren gewonnen.", 20, 0),
                ],
            ),
        ],
    );
    vec![
        (
            "two columns",
            two,
            "Nieuws van de molen\n\nDe wieken draaien weer\n\nNa een lange winter is de molen aan de rand van het dorp \
             weer open voor bezoekers uit de hele streek.\n\nWie wil kan zelf meel malen en het mee naar huis \
             nemen.\n\nHet water staat hoog\n\nDoor de regen van de laatste weken staat het water in de sloten \
             hoger dan in jaren is gemeten. De pompen draaien dag en nacht.\n",
        ),
        (
            "one column",
            one,
            "Aan alle leden\n\nOp de eerste dag van mei komen wij bij elkaar in het oude gebouw aan de haven. Er \
             is koffie met taart.\n\nWij hopen dat u allen kunt komen.\n",
        ),
        (
            "three columns",
            three,
            "De week in het kort\n\nMarkt\n\nDe markt is deze week op vrijdag, omdat het plein een dag eerder \
             nodig is.\n\nSchool\n\nDe school begint maandag om half negen. Ouders zijn welkom in de \
             hal.\n\nSport\n\nHet eerste elftal heeft met drie tegen nul van de buren gewonnen.\n",
        ),
    ]
}

fn hocr(page: &Page) -> Vec<u8> {
    let mut out = format!(
        "<html><head><meta name='ocr-system' content='test'></head><body>\
         <div class='ocr_page' title='bbox 0 0 {} {}'><p class='ocr_par'>\n",
        page.width, page.height
    );
    for line in &page.lines {
        out.push_str("<span class='ocr_line'>");
        for Set { text, left, top, width, height } in line {
            let (right, bottom) = (left + width, top + height);
            let _ = write!(
                out,
                "<span class='ocrx_word' title='bbox {left} {top} {right} {bottom}; x_wconf 95'>{text}</span> "
            );
        }
        out.push_str("</span>\n");
    }
    (out + "</p></div></body></html>").into_bytes()
}

fn alto(page: &Page) -> Vec<u8> {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <alto xmlns=\"http://www.loc.gov/standards/alto/ns-v3#\"><Description><OCRProcessing ID=\"p\">\
         <ocrProcessingStep/></OCRProcessing></Description><Layout><Page WIDTH=\"{}\" HEIGHT=\"{}\"><PrintSpace>\
         <TextBlock>\n",
        page.width, page.height
    );
    for line in &page.lines {
        out.push_str("<TextLine>");
        for Set { text, left, top, width, height } in line {
            let _ = write!(
                out,
                "<String HPOS=\"{left}\" VPOS=\"{top}\" WIDTH=\"{width}\" HEIGHT=\"{height}\" WC=\"0.95\" CONTENT=\"{text}\"/><SP/>"
            );
        }
        out.push_str("</TextLine>\n");
    }
    (out + "</TextBlock></PrintSpace></Page></Layout></alto>\n").into_bytes()
}

fn page_xml(page: &Page) -> Vec<u8> {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <pc:PcGts xmlns:pc=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\">\
         <pc:Metadata><pc:Creator>x</pc:Creator></pc:Metadata>\
         <pc:Page imageWidth=\"{}\" imageHeight=\"{}\"><pc:TextRegion id=\"r\">\n",
        page.width, page.height
    );
    for line in &page.lines {
        out.push_str("<pc:TextLine id=\"l\">");
        for Set { text, left, top, width, height } in line {
            let (right, bottom) = (left + width, top + height);
            let _ = write!(
                out,
                "<pc:Word id=\"w\"><pc:Coords points=\"{left},{top} {right},{top} {right},{bottom} {left},{bottom}\"/>\
                 <pc:TextEquiv conf=\"0.95\"><pc:Unicode>{text}</pc:Unicode></pc:TextEquiv></pc:Word>"
            );
        }
        out.push_str("</pc:TextLine>\n");
    }
    (out + "</pc:TextRegion></pc:Page></pc:PcGts>\n").into_bytes()
}

fn tsv(page: &Page) -> Vec<u8> {
    let mut out = format!(
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
         1\t1\t0\t0\t0\t0\t0\t0\t{}\t{}\t-1\t\n",
        page.width, page.height
    );
    for (number, line) in page.lines.iter().enumerate() {
        for (at, Set { text, left, top, width, height }) in line.iter().enumerate() {
            let _ = writeln!(
                out,
                "5\t1\t1\t1\t{}\t{}\t{left}\t{top}\t{width}\t{height}\t95\t{text}",
                number + 1,
                at + 1
            );
        }
    }
    out.into_bytes()
}

/// A PDF without compression, whose font is as wide as the words are set.
fn pdf(page: &Page) -> Vec<u8> {
    let mut drawing = String::from("BT\n");
    for Set { text, left, top, width, height } in page.lines.iter().flatten() {
        let hangs = text.chars().any(|c| "gjpqy,".contains(c));
        let rises = text.chars().any(|c| c.is_uppercase() || c.is_numeric() || "bdfhijklté".contains(c));
        let cap = *width as f32 / (text.chars().count() as f32 * 0.7);
        let up = if rises { cap } else { 0.7 * cap };
        let base = page.height as f32 - *top as f32 - if hangs { up } else { *height as f32 };
        // A letter is half as wide as the size of a font without widths.
        let size = cap / 0.7;
        let stretch = 0.7 * cap / (0.5 * size) * 100.0;
        let _ = writeln!(drawing, "/F {size} Tf {stretch} Tz 1 0 0 1 {left} {base} Tm ({text}) Tj");
    }
    drawing.push_str("ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {} {}]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            page.width, page.height
        ),
        format!("<</Length {}>>\nstream\n{drawing}\nendstream", drawing.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = writeln!(out, "{} 0 obj\n{object}\nendobj", number + 1);
    }
    let table = out.len();
    let _ = write!(out, "xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
    out.into_bytes()
}

type Writer = fn(&Page) -> Vec<u8>;
type Rewriter = fn(&ontwar::model::Document, &[u8], write::LineOrder) -> Result<String, write::RewriteError>;

const FORMATS: [(&str, Writer); 5] =
    [("hocr", hocr), ("alto", alto), ("page", page_xml), ("tsv", tsv), ("pdf", pdf)];

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
        let mut options = Options::default();
        options.repair.keep = true;
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
