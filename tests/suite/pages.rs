//! The pages of `fixtures/pages`, from bytes to figures: what the pipeline
//! reaches there must not be lost again. The floors lie a little below what it
//! reaches; raise them when it reaches more.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use ontwar::evaluate::{FIGURES, Row, Table, Text, evaluate, kendall_tau};
use ontwar::language::Language;
use ontwar::{Cleaner, Options, write};

use crate::support;

/// One page: what was read, what it says, what came out.
struct Page {
    name: String,
    source: String,
    truth: Text,
    output: Text,
}

impl Page {
    /// Controls hold one column: nothing on them is to be moved.
    fn is_control(&self) -> bool {
        self.name.starts_with("een-")
    }
}

static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let language = Language::builtin("nl").expect("the Dutch pack is built in");
    let cleaner = Cleaner::new(language, Options::default());
    let folders = support::cases(&support::fixtures().join("pages"));
    let pages = folders.into_iter().filter(|folder| folder.join("truth.json").exists());
    pages.map(|folder| page(&cleaner, &folder)).collect()
});

fn page(cleaner: &Cleaner, folder: &Path) -> Page {
    let read = |name| fs::read_to_string(folder.join(name)).unwrap();
    let source = read("input.txt");
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let document = cleaner.clean(&name, source.as_bytes()).unwrap();
    let output = Text::from_json(&write::to_json(&document, false)).unwrap();
    Page { name, source, truth: Text::from_json(&read("truth.json")).unwrap(), output }
}

/// The mean of a figure over the pages of several columns.
fn mean(name: &str) -> f64 {
    let pages = PAGES.iter().filter(|page| !page.is_control());
    let rows = pages.map(|page| Row {
        name: page.name.clone(),
        scores: evaluate(&page.truth, &page.output, Some(&page.source)),
    });
    let table = Table { rows: rows.collect(), per_case: true };
    let figure = FIGURES.iter().find(|figure| figure.name == name).unwrap();
    table.summary(figure).unwrap().mean
}

#[test]
fn every_page_has_a_line_in_the_list_and_says_what_it_guards() {
    let list = fs::read_to_string(support::fixtures().join("pages/README.md")).unwrap();
    for page in PAGES.iter() {
        assert!(list.contains(&format!("| {} |", page.name)), "{} is not in README.md", page.name);
        let about = support::fixtures().join("pages").join(&page.name).join("about.md");
        assert!(!fs::read_to_string(about).unwrap().trim().is_empty(), "{}", page.name);
    }
}

#[test]
fn lines_of_one_column_come_through_in_order() {
    for page in PAGES.iter().filter(|page| page.is_control()) {
        let tau = kendall_tau(&Text::from_plain(&page.source), &page.output);
        assert_eq!(tau, Some(1.0), "{}", page.name);
    }
}

#[test]
fn words_of_one_column_are_hardly_ever_broken() {
    let controls = PAGES.iter().filter(|page| page.is_control());
    let repairs = controls.map(|page| {
        evaluate(&page.truth, &page.output, Some(&page.source)).repairs.expect("there is a source")
    });
    let (right, broken) = repairs.fold((0, 0), |(right, broken), r| (right + r.right, broken + r.broken));
    assert!(broken * 250 <= right, "{broken} of {right} right words broken");
}

#[test]
fn what_was_repaired_needs_no_repair() {
    let language = Language::builtin("nl").expect("the Dutch pack is built in");
    let cleaner = Cleaner::new(language, Options::default());
    for page in PAGES.iter() {
        let once = cleaner.clean(&page.name, page.source.as_bytes()).unwrap();
        let twice = cleaner.clean(&page.name, once.text().as_bytes()).unwrap();
        let output: serde_json::Value = serde_json::from_str(&write::to_json(&twice, false)).unwrap();
        let again = output["corrections"].as_array().unwrap();
        assert!(again.is_empty(), "{}: {again:?}", page.name);
    }
}

#[test]
fn words_are_read() {
    assert!(mean("words") >= 0.98);
}

#[test]
fn harm_stays_small() {
    // In hundredths: one right word of a thousand.
    assert!(mean("harm") <= 0.1);
}

#[test]
fn neighbours_stay_together() {
    assert!(mean("pairs") >= 0.94);
}

#[test]
fn headings_are_found() {
    assert!(mean("headings") >= 0.67);
}

#[test]
fn the_end_of_a_text_is_no_footer() {
    for page in PAGES.iter().filter(|page| page.truth.footer.is_empty()) {
        assert_eq!(page.output.footer, "", "{}", page.name);
    }
}

#[test]
fn a_speck_above_a_title_does_not_hide_it() {
    let page = PAGES.iter().find(|page| page.name == "scheef-2").unwrap();
    assert!(page.source.starts_with(".\n"), "the engine saw a speck");
    assert_eq!(page.output.title, page.truth.title);
}

#[test]
fn a_heading_over_two_lines_is_one() {
    let page = "De inwoners hadden daar om gevraagd,\n\
        omdat er in de buurt geen ander bad is\n\
        waar kinderen kunnen leren zwemmen.\n\n\
        Nieuwe regels voor het\n\
        parkeren in de binnenstad\n\n\
        In het museum is tot het einde van de\n\
        zomer een tentoonstelling te zien over\n\
        de geschiedenis van de haven. Bezoekers\n\
        kunnen er oude kaarten bekijken.";
    let language = Language::builtin("nl").expect("the Dutch pack is built in");
    let document = Cleaner::new(language, Options::default()).clean("page", page.as_bytes()).unwrap();
    let output = write::markdown(&write::assemble(&document));
    assert!(output.contains("\n## Nieuwe regels voor het parkeren in de binnenstad\n"), "{output}");
}
