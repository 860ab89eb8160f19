//! A cleaned document as the text of a format.

use ontwar::write::{self, LineOrder, Wire};

use crate::args::Format;
use crate::tesseract::Cleaned;

/// The document in a format; `bytes` are those that it was cleaned from.
///
/// What came as ALTO, hOCR or PAGE goes back into its own file where that is
/// the format wanted; all else that has places is written anew.
pub(crate) fn written(
    cleaned: &Cleaned,
    wire: &Wire<'_>,
    bytes: &[u8],
    format: Format,
    order: LineOrder,
) -> anyhow::Result<String> {
    let document = &cleaned.document;
    // What an engine wrote on the way is the file; what was packed cannot be written into.
    let (came_as, original) = match &cleaned.hocr {
        Some(hocr) => ("hocr", hocr.as_slice()),
        None if is_packed(bytes) => ("packed", bytes),
        None => (document.source.format.as_str(), bytes),
    };
    Ok(match format {
        Format::Json => {
            let mut json = Vec::new();
            write::write_json(wire, false, &mut json)?;
            String::from_utf8(json)? + "\n"
        }
        Format::Text => write::text(wire),
        Format::Markdown => write::markdown(wire),
        Format::Alto if came_as == "alto" => write::alto(document, original, order)?,
        Format::Hocr if came_as == "hocr" => write::hocr(document, original, order)?,
        Format::Page if came_as == "page" => write::page(document, original, order)?,
        Format::Alto => write::alto_anew(document, order)?,
        Format::Hocr => write::hocr_anew(document, order)?,
        Format::Page => write::page_anew(document, order)?,
    })
}

fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b") || bytes.starts_with(b"PK")
}
