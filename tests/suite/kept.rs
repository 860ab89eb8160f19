//! What a page is made of: rows of tables, lines of verse, items, captions stay what they are.
//!
//! Cases are folders of `fixtures/kept`; its README says what each guards.

use std::fs;

use ontwar::language::Language;
use ontwar::{Cleaner, Options, write};

use crate::support::{cases, fixtures};

#[test]
fn every_case_of_fixtures_kept_comes_out_as_it_should() {
    let cleaner = Cleaner::new(Language::builtin("nl").expect("it is built in"), Options::default());
    let listed = fs::read_to_string(fixtures().join("kept/README.md")).unwrap();
    let mut failures = Vec::new();
    for case in cases(&fixtures().join("kept")) {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        assert!(listed.contains(&format!("| {name} |")), "{name} has no line in the list");
        let source = fs::read(case.join("input.txt")).unwrap();
        let document = cleaner.clean(&name, &source).unwrap();
        let (wanted, got) =
            (fs::read_to_string(case.join("expected.txt")).unwrap(), write::to_text(&document));
        if wanted.trim() != got.trim() {
            failures.push(format!("{name}\n--- wanted\n{wanted}\n--- got\n{got}\n"));
        }
        // Cleaning twice is cleaning once.
        let again = write::to_text(&cleaner.clean(&name, got.as_bytes()).unwrap());
        if again != got {
            failures.push(format!("{name}, a second time\n--- once\n{got}\n--- twice\n{again}\n"));
        }
        assert_eq!(
            write::revert(&write::to_json(&document, false)).unwrap(),
            String::from_utf8(source).unwrap()
        );
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
