//! What is written back is whole: nothing of the input is lost, whatever its markup.

use ontwar::language::Language;
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
    let back = write::hocr(&document, file.as_bytes()).unwrap();
    for kept in ["Voor", "dejaren</p>", ">is open.</span>", "</div></body></html>"] {
        assert!(back.contains(kept), "{kept}: {back}");
    }
    assert_eq!(back.matches("<ins class=\"alt\"").count(), 1, "{back}");
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
        let back = write::alto(&document, file.as_bytes()).unwrap();
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
        let back = write::page(&document, file.as_bytes()).unwrap();
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
