//! The fonts of a PDF: from the codes of a string to characters and widths.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Encoding, Object};

/// What a table of characters may come to when unpacked.
const MOST: usize = 4 << 20;
/// More widths than this no font has.
const MOST_WIDTHS: i64 = 1 << 16;

/// A font.
pub(super) struct Font<'a> {
    encoding: Option<Encoding<'a>>,
    /// Whether its codes are of two bytes.
    wide: bool,
    widths: BTreeMap<u32, f32>,
    usual: f32,
    pub(super) bold: bool,
}

/// A character of a string.
pub(super) struct Code {
    pub(super) text: String,
    /// Its width, as a share of the size.
    pub(super) width: f32,
    /// Whether it is a single byte 32, which word spacing widens.
    pub(super) is_blank: bool,
}

impl<'a> Font<'a> {
    /// Looks at the dictionary of a font.
    pub(super) fn new(document: &'a Document, font: &'a Dictionary) -> Self {
        let wide = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type0");
        let encoding = font.get_font_encoding_with_limit(document, MOST).ok();
        let name = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or_default();
        let name = String::from_utf8_lossy(name).to_lowercase();
        let bold = ["bold", "black", "heavy", "semibold"].iter().any(|weight| name.contains(weight));
        let mut made = Self { encoding, wide, widths: BTreeMap::new(), usual: 0.5, bold };
        if wide {
            made.wide_widths(document, font);
        } else {
            made.narrow_widths(document, font);
        }
        made
    }

    fn narrow_widths(&mut self, document: &Document, font: &Dictionary) {
        let first = font.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0).clamp(0, 255);
        let Ok(widths) = font.get_deref(b"Widths", document).and_then(Object::as_array) else { return };
        for (code, width) in (first as u32..=255).zip(widths) {
            let width = document.dereference(width).ok().and_then(|(_, width)| width.as_float().ok());
            if let Some(width) = width.filter(|&width| width > 0.0) {
                self.widths.insert(code, width / 1000.0);
            }
        }
        // Type 3 fonts have units of their own.
        if let Ok(matrix) = font.get_deref(b"FontMatrix", document).and_then(Object::as_array)
            && let Some(scale) = matrix.first().and_then(|scale| scale.as_float().ok())
        {
            for width in self.widths.values_mut() {
                *width *= 1000.0 * scale.abs();
            }
        }
    }

    /// `[first [w w …] first last w …]`.
    fn wide_widths(&mut self, document: &Document, font: &Dictionary) {
        let below = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
        let below = below.and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
        let Some(below) = below else { return };
        self.usual = below.get(b"DW").and_then(Object::as_float).unwrap_or(1000.0) / 1000.0;
        let Ok(list) = below.get_deref(b"W", document).and_then(Object::as_array) else { return };
        let mut rest = list.iter().filter_map(|one| document.dereference(one).ok().map(|(_, one)| one));
        while let (Some(first), Some(second)) = (rest.next().and_then(|one| one.as_i64().ok()), rest.next()) {
            if let Ok(widths) = second.as_array() {
                for (code, width) in (first.max(0)..MOST_WIDTHS).zip(widths) {
                    if let Ok(width) = width.as_float() {
                        self.widths.insert(code as u32, width / 1000.0);
                    }
                }
            } else if let (Ok(last), Some(Ok(width))) = (second.as_i64(), rest.next().map(Object::as_float)) {
                for code in first.max(0)..=last.min(MOST_WIDTHS) {
                    self.widths.insert(code as u32, width / 1000.0);
                }
            }
        }
    }

    /// The characters of a string.
    pub(super) fn codes<'s>(&'s self, string: &'s [u8]) -> impl Iterator<Item = Code> + 's {
        string.chunks(if self.wide { 2 } else { 1 }).map(|bytes| {
            let code = bytes.iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
            let decoded =
                self.encoding.as_ref().and_then(|encoding| Document::decode_text(encoding, bytes).ok());
            let text = match decoded {
                Some(text) if !text.is_empty() => text.replace('\0', ""),
                _ if !self.wide && code >= 32 => char::from(bytes[0]).to_string(),
                _ => '\u{fffd}'.to_string(),
            };
            let width = self.widths.get(&code).copied().unwrap_or(self.usual);
            Code { text, width, is_blank: !self.wide && code == 32 }
        })
    }
}
