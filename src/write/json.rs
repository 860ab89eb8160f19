//! The JSON of schema version 1.

use std::io;

use super::assemble::assemble;
use super::wire::Wire;
use crate::model::Document;

/// A document as JSON, on one line or, if `pretty`, indented; without a line break at its end.
pub fn to_json(document: &Document, pretty: bool) -> String {
    let wire = assemble(document);
    let mut out = Vec::with_capacity(document.source.characters.len() * 4);
    // Writing to memory cannot fail, and every key of the wire data is a string.
    let _ = write_json(&wire, pretty, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// Writes wire data as JSON, on one line or, if `pretty`, indented; without a line break at its end.
///
/// Fails only when the writer fails.
pub fn write_json(wire: &Wire<'_>, pretty: bool, out: impl io::Write) -> io::Result<()> {
    if pretty { serde_json::to_writer_pretty(out, wire) } else { serde_json::to_writer(out, wire) }?;
    Ok(())
}
