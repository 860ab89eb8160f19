//! The JSON Schema (draft 2020-12) of schema version 1, checked in as it is published.

/// The JSON Schema of what [`to_json`](super::to_json) writes.
pub const SCHEMA: &str = include_str!("schema.json");

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::model::{
        Alternative, Change, Date, Discarded, Document, Kind, Notice, Outline, Paragraph, ParagraphKind,
        Piece, Section, Source, Span, Text,
    };
    use crate::write::to_json;

    /// A document in which nothing is absent.
    fn full() -> Value {
        let text = |start, end, words: &str| Text {
            pieces: vec![Piece {
                text: words.into(),
                span: Span::new(start, end),
                glued: false,
                confidence: 0.5,
                change: Some(Box::new(Change {
                    kind: Kind::Character,
                    rule: "confusion".to_owned(),
                    alternatives: vec![Alternative { text: "q".to_owned(), confidence: 0.25 }],
                })),
            }],
            breaks: Vec::new(),
        };
        let document = Document {
            source: Source {
                name: "-".to_owned(),
                format: "text".to_owned(),
                encoding: "utf-8".to_owned(),
                sha256: "0".repeat(64),
                characters: "a\nb\nc\nd\ne\nf\ng".chars().collect(),
                geometry: None,
            },
            language: "nl".to_owned(),
            pack: "nl".to_owned(),
            options: "columns=auto".to_owned(),
            outline: Outline {
                title: Some(text(0, 1, "x")),
                date: Some(Date { text: "y".to_owned(), iso: Some("2025".to_owned()) }),
                dateline: Some(text(2, 3, "y")),
                links: vec!["www.nctv.nl".to_owned()],
                sections: vec![Section {
                    heading: Some(text(4, 5, "x")),
                    subheading: Some(text(6, 7, "x")),
                    paragraphs: vec![Paragraph { kind: ParagraphKind::ListItem, text: text(8, 9, "x") }],
                }],
                footer: Some(text(10, 11, "x")),
                ..Outline::default()
            },
            discarded: vec![Discarded { span: Span::new(12, 13), reason: "noise" }],
            notices: vec![Notice {
                code: "columns-unsure",
                message: "perhaps".to_owned(),
                span: Some(Span::new(0, 1)),
                confidence: Some(0.5),
            }],
        };
        serde_json::from_str(&to_json(&document, true)).unwrap()
    }

    /// The names in a value that the schema at `at` does not describe.
    fn undescribed(root: &Value, at: &Value, value: &Value, path: &str, missing: &mut Vec<String>) {
        let at = at["$ref"].as_str().map_or(at, |reference| root.pointer(&reference[1..]).unwrap());
        let at = at["anyOf"].get(0).unwrap_or(at);
        let at = at["$ref"].as_str().map_or(at, |reference| root.pointer(&reference[1..]).unwrap());
        match value {
            Value::Object(entries) => {
                for (name, value) in entries {
                    let path = format!("{path}/{name}");
                    match at["properties"].get(name) {
                        Some(at) => undescribed(root, at, value, &path, missing),
                        None if at["additionalProperties"].is_object() => {}
                        None => missing.push(path),
                    }
                }
                let required = at["required"].as_array().map_or(0, Vec::len);
                if at["properties"].is_object() && required != entries.len() {
                    missing.push(format!("{path}: not every name is required"));
                }
            }
            Value::Array(items) => {
                for item in items.iter().filter(|_| at["items"].is_object()) {
                    undescribed(root, &at["items"], item, path, missing);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn a_full_document_is_valid() {
        let schema: Value = serde_json::from_str(SCHEMA).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&full()).map(|e| format!("{}: {e}", e.instance_path)).collect();
        assert_eq!(errors, [""; 0]);
    }

    #[test]
    fn a_document_without_a_name_of_the_contract_is_not_valid() {
        let schema: Value = serde_json::from_str(SCHEMA).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        for name in full().as_object().unwrap().keys() {
            let mut document = full();
            document.as_object_mut().unwrap().remove(name);
            assert!(!validator.is_valid(&document), "{name} may be missing");
        }
    }

    #[test]
    fn every_name_that_is_written_is_described_and_required() {
        let schema: Value = serde_json::from_str(SCHEMA).unwrap();
        let mut missing = Vec::new();
        undescribed(&schema, &schema, &full(), "", &mut missing);
        assert_eq!(missing, [""; 0]);
    }
}
