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
