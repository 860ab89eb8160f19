//! `ontwar stream`: JSON Lines in, a document a line out, in order.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, BufReader, BufWriter, Write as _};
use std::ops::ControlFlow;

use anyhow::Context as _;
use ontwar::batch::{self, Panicked};
use ontwar::write::to_json;
use ontwar::{Cleaner, Error};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Outcome;
use crate::args::Stream;
use crate::deadline::Watchdog;
use crate::settings;
use crate::show::Show;

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

/// How many bad lines are told one by one; the others are only counted, so
/// that a log does not outgrow the stream.
const TOLD: u64 = 20;

pub(crate) fn run(arguments: &Stream, show: Show) -> anyhow::Result<Outcome> {
    let mut work = arguments.work.clone();
    // JSON is UTF-8, and so is what stands in it.
    work.encoding = Some("utf-8".to_owned());
    let cleaner = settings::cleaner(&work)?;
    let watchdog = Watchdog::new(arguments.limits);
    // A panic is an error object in the place of its line.
    std::panic::set_hook(Box::new(|_| {}));
    let lines = Lines {
        input: BufReader::with_capacity(1 << 16, io::stdin()),
        most: arguments.limits.max_bytes,
        number: 0,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = 0_u64;
    let flow = batch::run(
        batch::Options::with_jobs(usize::from(arguments.jobs)),
        lines,
        |line| line.as_ref().ok().map(|line| answer(line, &cleaner, watchdog)),
        |line, answer| {
            let line = match line {
                Ok(line) => line,
                Err(error) => return ControlFlow::Break(anyhow::Error::new(error).context("standard input")),
            };
            // There is an answer to every line that could be read.
            let answered = answer.map(|answer| answer.unwrap_or_else(Answer::nothing));
            let Answer { json, failure } = answered.unwrap_or_else(|panicked| line.panicked(&panicked));
            if let Some(reason) = failure {
                failed += 1;
                if failed <= TOLD {
                    show.failure(format_args!("line {}", line.number), &anyhow::Error::msg(reason));
                }
            }
            // Whoever waits for this line gets it now.
            let written =
                out.write_all(json.as_bytes()).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush());
            match written.context("cannot write to standard output") {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => ControlFlow::Break(error),
            }
        },
    );
    if let ControlFlow::Break(error) = flow {
        return Err(error);
    }
    if failed > 0 {
        show.hint(format_args!(
            "{failed} lines could not be cleaned; an error object stands in the place of each"
        ));
        return Ok(Outcome::SomeFailed);
    }
    Ok(Outcome::Done)
}

/// A line of the input; `None` for one that is too long.
struct Line {
    number: u64,
    bytes: Option<Vec<u8>>,
    most: u64,
}

/// Reads lines and never holds more of one than is allowed.
struct Lines<R> {
    input: R,
    most: u64,
    number: u64,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        self.line().transpose()
    }
}

impl<R: BufRead> Lines<R> {
    fn line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let mut held = true;
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                if bytes.is_empty() && held {
                    return Ok(None);
                }
                break;
            }
            let end = chunk.iter().position(|&byte| byte == b'\n');
            let taken = end.unwrap_or(chunk.len());
            held &= (bytes.len() + taken) as u64 <= self.most;
            if held {
                bytes.extend_from_slice(&chunk[..taken]);
            } else {
                bytes = Vec::new();
            }
            self.input.consume(taken + usize::from(end.is_some()));
            if end.is_some() {
                break;
            }
        }
        self.number += 1;
        if self.number == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        Ok(Some(Line { number: self.number, bytes: held.then_some(bytes), most: self.most }))
    }
}

impl Line {
    fn panicked(&self, panicked: &Panicked) -> Answer {
        let record = self.bytes.as_deref().and_then(|bytes| serde_json::from_slice(bytes).ok());
        record.unwrap_or(Record(Vec::new())).error("internal", &panicked.to_string())
    }
}

/// What stands in the place of a line.
struct Answer {
    json: String,
    /// Why it is no document.
    failure: Option<String>,
}

impl Answer {
    fn nothing() -> Self {
        Record(Vec::new()).error("internal", "no answer")
    }
}

fn answer(line: &Line, cleaner: &Cleaner, watchdog: &'static Watchdog) -> Answer {
    let nothing = Record(Vec::new());
    let Some(bytes) = &line.bytes else {
        let message = format!("longer than {} bytes, see --max-bytes", line.most);
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
    match watchdog.watch(|budget| cleaner.clean_within(&name, text.as_bytes(), budget)) {
        Ok(document) => Answer { json: record.joined(&to_json(&document, false)), failure: None },
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
