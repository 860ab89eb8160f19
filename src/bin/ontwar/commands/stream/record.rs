//! What stands in the place of a line: its document, or what was wrong with it.

use std::collections::BTreeMap;
use std::fmt;

use ontwar::Error;
use ontwar::model::Document;
use ontwar::write::{to_json, to_markdown, to_text};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::args::StreamFormat;

/// The top-level names of a document; a field of a record that is named like
/// one goes into `carried`.
const OURS: [&str; 16] = [
    "schema_version",
    "tool",
    "source",
    "language",
    "title",
    "date",
    "links",
    "sections",
    "footer",
    "corrections",
    "spans",
    "discarded",
    "notices",
    "statistics",
    "carried",
    "error",
];

/// What stands in the place of a line.
pub(super) struct Answer {
    pub(super) json: String,
    /// Why it is no document.
    pub(super) failure: Option<String>,
}

impl Answer {
    /// For a line that nobody looked at, which cannot be.
    pub(super) fn nothing() -> Self {
        Record(Vec::new()).error("internal", "no answer")
    }
}

/// For a line on which the work hit a bug.
pub(super) fn panicked(bytes: Option<&[u8]>, bug: &str) -> Answer {
    let record = bytes.and_then(|bytes| serde_json::from_slice(bytes).ok());
    record.unwrap_or(Record(Vec::new())).error("internal", bug)
}

/// What a line comes to; `None` stands for one that is longer than `most`.
pub(super) fn answer(
    bytes: Option<&[u8]>,
    most: u64,
    format: StreamFormat,
    clean: impl FnOnce(&str, &str) -> Result<Document, Error>,
) -> Answer {
    let nothing = Record(Vec::new());
    let Some(bytes) = bytes else {
        let message = format!("longer than {most} bytes, see --max-bytes");
        return nothing.error("too-long", &message);
    };
    let record: Record<'_> = match serde_json::from_slice(bytes) {
        Ok(record) => record,
        Err(error) => return nothing.error("not-json", &reason(&error)),
    };
    let text: String = match record.get("text").map(|text| serde_json::from_str(text.get())) {
        Some(Ok(text)) => text,
        Some(Err(error)) => {
            return record.error("no-text", &format!("text: {}", reason(&error)));
        }
        None => return record.error("no-text", "there is no field text"),
    };
    let name = record.name();
    match clean(&name, &text) {
        Ok(document) => Answer { json: record.answer(&document, format), failure: None },
        Err(error) => {
            let code = match error {
                Error::Stopped => "timeout",
                Error::TooManyPages { .. } => "too-many-pages",
                _ => "unreadable",
            };
            record.error(code, &error.to_string())
        }
    }
}

/// What a line is called.
pub(super) fn name(bytes: &[u8]) -> Option<String> {
    serde_json::from_slice(bytes).ok().map(|record: Record<'_>| record.name())
}

/// What a line is called, and its text.
pub(super) fn text(bytes: &[u8]) -> Option<(String, String)> {
    let record: Record<'_> = serde_json::from_slice(bytes).ok()?;
    Some((record.name(), serde_json::from_str(record.get("text")?.get()).ok()?))
}

/// Without the line number that the JSON reader adds: it knows one line only.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let Some((reason, _)) = text.rsplit_once(" at line ") else {
        return text;
    };
    format!("{reason} at column {}", error.column())
}

/// The fields of a line, in order, their values as they were written.
struct Record<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Record<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Record<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with a field text")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields: Vec<(String, &'de RawValue)> = Vec::new();
                let mut places: BTreeMap<String, usize> = BTreeMap::new();
                while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
                    // Of fields of one name the last counts, as in most readers of JSON.
                    if let Some(&place) = places.get(&name) {
                        fields[place].1 = value;
                    } else {
                        places.insert(name.clone(), fields.len());
                        fields.push((name, value));
                    }
                }
                Ok(Record(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

impl Record<'_> {
    /// What stands in its place.
    fn answer(&self, document: &Document, format: StreamFormat) -> String {
        let text = match format {
            StreamFormat::Json => return self.joined(&to_json(document, false)),
            StreamFormat::Text => to_text(document),
            StreamFormat::Markdown => to_markdown(document),
        };
        // All else stands as it came, the text in its own place.
        let fields = self.0.iter().map(|(name, value)| match name.as_str() {
            "text" => format!("\"text\":{}", serde_json::Value::from(text.as_str())),
            _ => format!("{}:{}", serde_json::Value::from(name.as_str()), value.get()),
        });
        format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
    }

    fn get(&self, name: &str) -> Option<&RawValue> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    /// What the document is called: its id, a string or a number.
    fn name(&self) -> String {
        let id = self.get("id").map_or("null", RawValue::get);
        match serde_json::from_str(id) {
            Ok(serde_json::Value::String(id)) => id,
            Ok(serde_json::Value::Number(_)) => id.to_owned(),
            _ => "-".to_owned(),
        }
    }

    /// The id, the fields that were carried through, and then `rest`, the rest
    /// of an object that is not empty.
    fn joined(&self, rest: &str) -> String {
        let carried = |(name, _): &&(String, &RawValue)| name != "id" && name != "text";
        let (clash, free): (Vec<_>, Vec<_>) =
            self.0.iter().filter(carried).partition(|(name, _)| OURS.contains(&name.as_str()));
        let mut parts = vec![format!("\"id\":{}", self.get("id").map_or("null", RawValue::get))];
        parts.extend(free.into_iter().map(written));
        if !clash.is_empty() {
            let clash: Vec<_> = clash.into_iter().map(written).collect();
            parts.push(format!("\"carried\":{{{}}}", clash.join(",")));
        }
        format!("{{{},{}", parts.join(","), rest.strip_prefix('{').unwrap_or(rest))
    }

    fn error(&self, code: &str, message: &str) -> Answer {
        // No number of the line: what stands here depends on the line alone, wherever a
        // cluster cut the stream.
        let error = serde_json::json!({"error": {"code": code, "message": message}});
        Answer { json: self.joined(&error.to_string()), failure: Some(message.to_owned()) }
    }
}

fn written((name, value): &(String, &RawValue)) -> String {
    format!("{}:{}", serde_json::Value::from(name.as_str()), value.get())
}
