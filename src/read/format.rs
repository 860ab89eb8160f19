use super::{Error, tsv, xml};

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Plain text.
    Text,
    /// hOCR: HTML with `ocr_` classes.
    Hocr,
    /// ALTO XML.
    Alto,
    /// PAGE XML.
    Page,
    /// Tesseract's table.
    Tsv,
    /// PDF with text in it.
    Pdf,
}

impl Format {
    /// Its name in the output and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Hocr => "hocr",
            Self::Alto => "alto",
            Self::Page => "page",
            Self::Tsv => "tsv",
            Self::Pdf => "pdf",
        }
    }

    /// Its name in a sentence.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Hocr => "hOCR",
            Self::Alto => "ALTO",
            Self::Page => "PAGE",
            Self::Tsv => "TSV",
            Self::Pdf => "PDF",
        }
    }

    /// The format of a text, by what stands in it.
    pub(super) fn detect(text: &str) -> Result<Self, Error> {
        if tsv::is_table(text) {
            return Ok(Self::Tsv);
        }
        let body = text.trim_start();
        if !body.starts_with('<') {
            return Ok(Self::Text);
        }
        let declared =
            body.starts_with("<?xml") || body.starts_with("<!DOCTYPE") || body.starts_with("<!doctype");
        let Some(root) = xml::root(body) else { return Ok(Self::Text) };
        match root.as_str() {
            "alto" | "ALTO" => Ok(Self::Alto),
            "PcGts" => Ok(Self::Page),
            _ if body.contains("ocr_") || body.contains("ocrx_") => Ok(Self::Hocr),
            // A text may begin with a word in angle brackets.
            _ if !declared && !root.eq_ignore_ascii_case("html") => Ok(Self::Text),
            _ => Err(Error::UnknownMarkup { advice: advice(&root), root }),
        }
    }
}

fn advice(root: &str) -> &'static str {
    match root {
        "mets" => "it is a list of files: give those of its pages",
        "document" => "have the engine write ALTO",
        _ => "read it as it stands with --input-format text, if that is what you want",
    }
}
