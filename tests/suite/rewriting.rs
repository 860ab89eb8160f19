//! What is written back is whole: nothing of the input is lost, whatever its markup.
// Markup is put together from pieces; writing into the string instead would hide its shape.
#![allow(clippy::format_push_string)]

use ontwar::language::Language;
use ontwar::write::LineOrder;
use ontwar::{Cleaner, Options, write};

fn cleaner() -> Cleaner {
    Cleaner::new(Language::builtin("nl").expect("the pack is built in"), Options::default())
}

#[test]
fn a_word_of_hocr_that_is_not_closed_takes_nothing_with_it() {
    let word = |text: &str, left: u32| {
        format!("<span class='ocrx_word' title='bbox {left} 10 {} 30'>{text}", left + 90)
    };
    let file = format!(
        "<html><head></head><body><div class='ocr_page' title='bbox 0 0 900 400'>\
         <p class='ocr_par'>{}</span> {}</p>\n<p class='ocr_par'>{}</span> {}</span> {}</span></p></div></body></html>",
        word("Voor", 10),
        // Closed by the end of what is around it.
        word("dejaren", 110),
        word("Het", 10),
        word("gemeenternuseum", 110),
        word("is open.", 210),
    );
    let document = cleaner().clean("-", file.as_bytes()).unwrap();
    let back = write::hocr(&document, file.as_bytes(), LineOrder::Untangled).unwrap();
    for kept in ["Voor", "dejaren</p>", ">is open.</span>", "</div></body></html>"] {
        assert!(back.contains(kept), "{kept}: {back}");
    }
    assert_eq!(back.matches("x_source &quot;").count(), 1, "{back}");
    assert_eq!(write::restore(&back).unwrap(), file);
}

/// What is never closed would be looked through again for each element that closes.
#[test]
fn markup_without_end_is_read_in_time_linear_in_it() {
    let deep = "<i>".repeat(300_000);
    let ends = "</b>".repeat(300_000);
    let words = "<span class='ocrx_word'>dejaren".repeat(50_000);
    for body in [format!("{deep}{ends}"), words] {
        let file = format!(
            "<html><div class='ocr_page' title='bbox 0 0 9 9'><span class='ocrx_word'>Dag</span>{body}"
        );
        let options = ontwar::read::Options { format: Some(ontwar::read::Format::Hocr), encoding: None };
        let reading = ontwar::read::read("-", file.as_bytes(), &options).unwrap();
        assert_eq!(reading.source.characters.iter().take(3).collect::<String>(), "Dag");
    }
}

/// The values of an attribute, wherever it stands.
fn values<'t>(markup: &'t str, name: &str) -> Vec<&'t str> {
    let start = format!(" {name}=\"");
    markup.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn distinct(values: &[&str]) -> bool {
    let set: std::collections::BTreeSet<_> = values.iter().collect();
    set.len() == values.len()
}

/// The words of a line with two mistakes: text, left edge, width.
fn set() -> impl Iterator<Item = (&'static str, u32, u32)> {
    let mut at = 10;
    let words = "Dit geldt voor dejaren 2022 en later. Het gemeenternuseum is vandaag open.".split(' ');
    words.map(move |text| {
        let (left, width) = (at, 12 * text.len() as u32);
        at += width + 12;
        (text, left, width)
    })
}

/// What the schemas of ALTO ask for, version by version, without the schemas
/// themselves: which elements stand where, and that no name is given twice.
#[test]
fn an_alto_goes_back_as_its_version_asks() {
    let processing = "<OCRProcessing ID=\"p1\"><ocrProcessingStep/></OCRProcessing>";
    let twice = format!("{processing}<OCRProcessing ID=\"p2\"><ocrProcessingStep/></OCRProcessing>");
    let own = "<OCRProcessing ID=\"ontwar_1\"><ocrProcessingStep/><postProcessingStep>";
    let step = "<postProcessingStep><processingStepDescription>";
    let cases = [
        // Namespace, version, what is told before, how the note begins.
        ("2", "alto-2-1", "", own),
        ("3", "alto-3-1", processing, step),
        ("3", "alto-3-1", twice.as_str(), step),
        ("4", "alto-4-0", "", "<Processing ID=\"ontwar_1\"><processingStepDescription>"),
        (
            "4",
            "alto-4-4",
            "",
            "<Processing ID=\"ontwar_1\"><processingCategory>postOperation</processingCategory><processingStepDescription>",
        ),
    ];
    for (space, version, told, note) in cases {
        let word = |(id, (text, left, width)): (usize, (&str, u32, u32))| {
            let doubt = if text.len() > 5 { "5" } else { "0" }.repeat(text.len());
            format!(
                "<String ID=\"s{id}\" HPOS=\"{left}\" VPOS=\"10\" WIDTH=\"{width}\" HEIGHT=\"20\" CC=\"{doubt}\" CONTENT=\"{text}\"/>"
            )
        };
        let file = format!(
            "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v{space}#\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"x {version}.xsd\">\
             <Description><MeasurementUnit>pixel</MeasurementUnit>{told}</Description><Layout><Page ID=\"P\" PHYSICAL_IMG_NR=\"1\">\
             <PrintSpace><TextBlock ID=\"b\"><TextLine ID=\"l\">{}\
             </TextLine></TextBlock></PrintSpace></Page></Layout></alto>",
            set()
                .enumerate()
                .map(word)
                .collect::<Vec<_>>()
                .join("<SP WIDTH=\"12\" VPOS=\"10\" HPOS=\"100\"/>"),
        );
        let document = cleaner().clean("-", file.as_bytes()).unwrap();
        let back = write::alto(&document, file.as_bytes(), LineOrder::Untangled).unwrap();
        assert!(back.starts_with("\u{feff}<?xml"), "{back}");
        assert_eq!(back.matches("<softwareName>ontwar</softwareName>").count(), 1, "{back}");
        assert!(back.contains(note), "{version}: {back}");
        let head = &back[..back.find("</Description>").unwrap()];
        let tail = if told.is_empty() && space == "4" { "</Processing>" } else { "</OCRProcessing>" };
        assert!(head.trim_end().ends_with(tail), "{version}: {back}");
        assert!(values(&back, "CS").is_empty(), "no person corrected this");
        assert!(distinct(&values(&back, "ID")), "{back}");
        for part in [
            "CONTENT=\"de\"><ALTERNATIVE PURPOSE=\"as read\">dejaren</ALTERNATIVE></String><SP WIDTH=\"",
            "CONTENT=\"jaren\"/>",
            "CONTENT=\"gemeentemuseum\"><ALTERNATIVE PURPOSE=\"as read\">gemeenternuseum</ALTERNATIVE></String>",
        ] {
            assert!(back.contains(part), "{part}: {back}");
        }
        // A digit for each character, or none.
        for tag in back.split("<String ").skip(1).filter_map(|rest| rest.split('>').next()) {
            let codes = tag.split(" CC=\"").nth(1).and_then(|rest| rest.split('"').next());
            let content = tag.split(" CONTENT=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            assert!(codes.is_none_or(|codes| codes.len() == content.len()), "{tag}");
        }
    }
}

/// The same for PAGE: the first `TextEquiv` is the text, what was read comes after it.
#[test]
fn a_page_goes_back_as_its_version_asks() {
    for (version, note) in [
        ("2013-07-15", "<Comments>words repaired by ontwar"),
        ("2019-07-15", "<MetadataItem type=\"processingStep\" name=\"recognition/post-correction\""),
    ] {
        let word = |(id, (text, left, width)): (usize, (&str, u32, u32))| {
            let right = left + width;
            format!(
                "<Word id=\"w{id}\"><Coords points=\"{left},10 {right},10 {right},30 {left},30\"/>\
                 <TextEquiv><Unicode>{text}</Unicode></TextEquiv></Word>"
            )
        };
        let said = set().map(|(text, ..)| text).collect::<Vec<_>>().join(" ");
        let line = format!("<TextEquiv><Unicode>{said}</Unicode></TextEquiv>");
        let file = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/{version}\">\
             <Metadata><Creator>x</Creator><Created>2020-01-01T00:00:00</Created><LastChange>2020-01-01T00:00:00</LastChange></Metadata>\
             <Page imageFilename=\"a.png\" imageWidth=\"900\" imageHeight=\"400\"><TextRegion id=\"r\"><Coords points=\"0,0 9,9\"/>\
             <TextLine id=\"l\"><Coords points=\"0,0 9,9\"/>{}{line}</TextLine>{line}</TextRegion></Page></PcGts>",
            set().enumerate().map(word).collect::<String>(),
        );
        let document = cleaner().clean("-", file.as_bytes()).unwrap();
        let back = write::page(&document, file.as_bytes(), LineOrder::Untangled).unwrap();
        let metadata = &back[..back.find("</Metadata>").unwrap()];
        assert!(metadata.contains(note) && back.matches("words repaired by ontwar").count() <= 1, "{back}");
        assert!(distinct(&values(&back, "id")), "{back}");
        let equivalents = |now: &str, before: &str| {
            if version == "2013-07-15" {
                // It knows one text for each element, and no index.
                assert!(
                    back.contains(&format!("<TextEquiv><Unicode>{now}</Unicode></TextEquiv>")),
                    "{now}: {back}"
                );
                assert!(
                    !back.contains(&format!("<Unicode>{before}</Unicode>")) && !back.contains("index="),
                    "{back}"
                );
                return;
            }
            let before = format!("<TextEquiv index=\"2\"><Unicode>{before}</Unicode></TextEquiv>");
            let at = back.find(&format!("<Unicode>{now}</Unicode></TextEquiv>{before}"));
            let at = at.unwrap_or_else(|| panic!("{now}: {back}"));
            assert!(
                back[..at].ends_with("\">") && back[..at].rfind("<TextEquiv index=\"1\" conf=\"").is_some()
            );
        };
        equivalents("de", "dejaren");
        equivalents("gemeentemuseum", "gemeenternuseum");
        let mended = said.replace("dejaren", "de jaren").replace("gemeenternuseum", "gemeentemuseum");
        equivalents(&mended, &said);
        assert!(back.contains("<Unicode>jaren</Unicode></TextEquiv></Word><Word id=\"w4\">"), "{back}");
    }
}

const LEFT: [&str; 4] = [
    "Na een lange winter is de",
    "molen weer open voor bezoek.",
    "Wie wil kan zelf meel malen",
    "en het mee naar huis nemen.",
];
const RIGHT: [&str; 4] = [
    "Door de regen staat het water",
    "hoger dan in jaren is gemeten.",
    "De pompen draaien dag en nacht",
    "en het dorp blijft nog droog.",
];

/// Words of two columns, row by row: number, row, text, left, top, right, bottom.
fn rows() -> Vec<(usize, usize, &'static str, [u32; 4])> {
    let mut words = Vec::new();
    for (row, pair) in LEFT.iter().zip(RIGHT).enumerate() {
        for (mut left, text) in [(60, *pair.0), (760, pair.1)] {
            for word in text.split(' ') {
                let (top, right) = (100 + 36 * row as u32, left + 16 * word.len() as u32);
                words.push((words.len(), row, word, [left, top, right, top + 26]));
                left = right + 14;
            }
        }
    }
    words
}

/// What a person would read: the left column, then the right.
fn wanted() -> String {
    [LEFT, RIGHT].concat().join(" ")
}

/// An hOCR whose lines run across both columns, as an engine reads a narrow gutter.
fn fused() -> String {
    let mut file = String::from(
        "<html><head><meta name='ocr-system' content='an engine'/></head><body>\n\
         <div class='ocr_page' id='page_1' title='bbox 0 0 1400 400'>\n<div class='ocr_carea' id='block_1' title='bbox 60 100 1300 240'>\n\
         <p class='ocr_par' id='par_1' title='bbox 60 100 1300 240'>",
    );
    let words = rows();
    for row in 0..LEFT.len() {
        let top = 100 + 36 * row;
        file += &format!(
            "\n<span class='ocr_line' id='line_{row}' title=\"bbox 60 {top} 1300 {}; baseline 0 -5\">",
            top + 26
        );
        for (number, _, text, [left, top, right, bottom]) in words.iter().filter(|word| word.1 == row) {
            file += &format!(
                "\n  <span class='ocrx_word' id='word_{number}' title='bbox {left} {top} {right} {bottom}; x_wconf 92'>{text}</span>"
            );
        }
        file += "\n</span>";
    }
    file + "\n</p>\n</div>\n<!-- a -- picture --><div class='ocr_photo' title='bbox 0 300 10 310'></div>\n</div>\n</body></html>\n"
}

/// The words of an hOCR, each with its line.
fn words_of(hocr: &str) -> Vec<(String, String)> {
    let mut line = String::new();
    let mut words = Vec::new();
    // What leads back is no part of the page.
    let page = hocr.split("<!-- ontwar").next().unwrap();
    for part in page.split("<span ").skip(1) {
        let id = values(&format!(" {}", part.split('>').next().unwrap()).replace('\'', "\""), "id")
            .first()
            .map_or(String::new(), |id| (*id).to_owned());
        if part.contains("ocr_line") {
            line = id;
        } else {
            words.push((part.split(['>', '<']).nth(1).unwrap_or_default().to_owned(), line.clone()));
        }
    }
    words
}

#[test]
fn lines_across_columns_are_parted_and_put_in_order() {
    let file = fused();
    let document = cleaner().clean("-", file.as_bytes()).unwrap();
    assert_eq!(write::to_text(&document).split_whitespace().collect::<Vec<_>>().join(" "), wanted());
    let back = write::hocr(&document, file.as_bytes(), LineOrder::Untangled).unwrap();
    let words = words_of(&back);
    let text: Vec<&str> = words.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(text.join(" "), wanted(), "{back}");
    // Eight lines where there were four, each with a name and a box of its own.
    let mut lines: Vec<&str> = words.iter().map(|(_, line)| line.as_str()).collect();
    lines.dedup();
    assert_eq!(lines.len(), 8, "{lines:?}");
    let ids = back.replace('\'', "\"");
    assert!(distinct(&values(&ids[..ids.find("<!-- ontwar").unwrap()], "id")), "{back}");
    assert!(back.contains("class='ocr_photo'") && back.contains("an engine; ontwar"), "{back}");
    assert_eq!(write::restore(&back).unwrap(), file);
    // Left where it is, it is the file but for the note.
    let kept = write::hocr(&document, file.as_bytes(), LineOrder::Kept).unwrap();
    let noted = file.replace("an engine", &format!("an engine; ontwar {}", env!("CARGO_PKG_VERSION")));
    assert!(kept.starts_with(&noted), "{kept}");
    assert_eq!(write::restore(&kept).unwrap(), file);
    // And what was written reads as it was read, again and again.
    let again = cleaner().clean("-", back.as_bytes()).unwrap();
    let twice = write::hocr(&again, back.as_bytes(), LineOrder::Untangled).unwrap();
    assert_eq!(write::restore(&twice).unwrap(), back);
}

#[test]
fn an_alto_names_the_order_in_which_it_is_read() {
    let alto = |version: &str| {
        let mut file = format!(
            "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\" SCHEMAVERSION=\"{version}\"><Description>\
             <MeasurementUnit>pixel</MeasurementUnit></Description><Layout><Page ID=\"P\" WIDTH=\"1400\" HEIGHT=\"400\">\
             <PrintSpace><TextBlock ID=\"b\">"
        );
        let words = rows();
        for row in 0..LEFT.len() {
            file += &format!("<TextLine ID=\"l{row}\">");
            for (number, _, text, [left, top, right, bottom]) in words.iter().filter(|word| word.1 == row) {
                file += &format!(
                    "<String ID=\"s{number}\" HPOS=\"{left}\" VPOS=\"{top}\" WIDTH=\"{}\" HEIGHT=\"{}\" CONTENT=\"{text}\"/>",
                    right - left,
                    bottom - top
                );
            }
            file += "</TextLine>";
        }
        file + "</TextBlock></PrintSpace></Page></Layout></alto>"
    };
    let file = alto("4.4");
    let document = cleaner().clean("-", file.as_bytes()).unwrap();
    let back = write::alto(&document, file.as_bytes(), LineOrder::Untangled).unwrap();
    let words = rows();
    let named: Vec<&str> = values(&back, "REF")
        .iter()
        .map(|id| words[id.trim_start_matches('s').parse::<usize>().expect("parts of lines are words")].2)
        .collect();
    assert_eq!(named.join(" "), wanted(), "{back}");
    assert!(back.find("<ReadingOrder>").unwrap() < back.find("<Layout>").unwrap());
    assert!(distinct(&values(&back, "ID")));
    let kept = write::alto(&document, file.as_bytes(), LineOrder::Kept).unwrap();
    let old = alto("4.1");
    let document = cleaner().clean("-", old.as_bytes()).unwrap();
    let old = write::alto(&document, old.as_bytes(), LineOrder::Untangled).unwrap();
    assert!(!kept.contains("ReadingOrder") && !old.contains("ReadingOrder"));
}

#[test]
fn a_page_names_the_order_of_its_regions() {
    let mut file = String::from(
        "<PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\"><Metadata><Creator>x</Creator></Metadata>\
         <Page imageFilename=\"a.png\" imageWidth=\"1400\" imageHeight=\"400\"><PrintSpace><Coords points=\"0,0 9,9\"/></PrintSpace>",
    );
    // The right column stands first in the file.
    for (column, name) in [(1, "right"), (0, "left")] {
        file += &format!("<TextRegion id=\"{name}\"><Coords points=\"0,0 9,9\"/>");
        for row in 0..LEFT.len() {
            file += &format!("<TextLine id=\"{name}{row}\"><Coords points=\"0,0 9,9\"/>");
            let here = rows()
                .into_iter()
                .filter(|(_, own, _, edges)| *own == row && u32::from(edges[0] > 700) == column);
            for (number, _, text, [left, top, right, bottom]) in here {
                file += &format!(
                    "<Word id=\"w{number}\"><Coords points=\"{left},{top} {right},{top} {right},{bottom} {left},{bottom}\"/>\
                     <TextEquiv><Unicode>{text}</Unicode></TextEquiv></Word>"
                );
            }
            file += "</TextLine>";
        }
        file += "</TextRegion>";
    }
    file += "</Page></PcGts>";
    let document = cleaner().clean("-", file.as_bytes()).unwrap();
    let read = write::to_text(&document).split_whitespace().collect::<Vec<_>>().join(" ");
    let back = write::page(&document, file.as_bytes(), LineOrder::Untangled).unwrap();
    if read == wanted() {
        assert_eq!(values(&back, "regionRef"), ["left", "right"], "{back}");
        assert!(back.find("</PrintSpace><ReadingOrder>").is_some(), "{back}");
    } else {
        // What people zoned and ordered is kept; then nothing is to be named.
        assert!(!back.contains("<ReadingOrder>"), "{back}");
    }
}

#[test]
fn what_has_places_is_written_in_any_of_the_three() {
    let file = fused();
    let document = cleaner().clean("page.hocr", file.as_bytes()).unwrap();
    let keep = {
        let options = Options { repair: false, untangle: false, ..Options::default() };
        Cleaner::new(Language::builtin("nl").expect("the pack is built in"), options)
    };
    for (format, made) in [
        ("alto", write::alto_anew(&document, LineOrder::Untangled).unwrap()),
        ("hocr", write::hocr_anew(&document, LineOrder::Untangled).unwrap()),
        ("page", write::page_anew(&document, LineOrder::Untangled).unwrap()),
    ] {
        let again = keep.clean("-", made.as_bytes()).unwrap();
        assert_eq!(again.source.format, format);
        let text: String = again.source.characters.iter().collect();
        assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), wanted(), "{format}: {made}");
    }
    let text = cleaner().clean("-", b"Zonder plaatsen.").unwrap();
    assert!(write::hocr_anew(&text, LineOrder::Untangled).is_err());
}
