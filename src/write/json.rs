//! The JSON of schema version 1. The wire structs live here; the model is not the wire format.

use serde::Serialize;

use crate::model::{Document, Text};

#[derive(Serialize)]
struct Wire {
    schema_version: u32,
    language: String,
    title: Option<String>,
    sections: Vec<WireSection>,
    footer: Option<String>,
}

#[derive(Serialize)]
struct WireSection {
    heading: Option<String>,
    subheading: Option<String>,
    paragraphs: Vec<WireParagraph>,
}

#[derive(Serialize)]
struct WireParagraph {
    text: String,
}

/// A document as JSON, on one line or, if `pretty`, indented.
pub fn to_json(document: &Document, pretty: bool) -> String {
    let plain = |text: &Option<Text>| text.as_ref().map(Text::plain);
    let outline = &document.outline;
    let wire = Wire {
        schema_version: 1,
        language: document.language.clone(),
        title: plain(&outline.title),
        sections: outline
            .sections
            .iter()
            .map(|section| WireSection {
                heading: plain(&section.heading),
                subheading: plain(&section.subheading),
                paragraphs: section
                    .paragraphs
                    .iter()
                    .map(|p| WireParagraph { text: p.text.plain() })
                    .collect(),
            })
            .collect(),
        footer: plain(&outline.footer),
    };
    let json = if pretty { serde_json::to_string_pretty(&wire) } else { serde_json::to_string(&wire) };
    json.unwrap_or_default()
}
