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
    /// The XML of ABBYY `FineReader`.
    Abbyy,
    /// `FoLiA` XML.
    Folia,
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
            Self::Abbyy => "abbyy",
            Self::Folia => "folia",
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
            Self::Abbyy => "ABBYY XML",
            Self::Folia => "FoLiA",
        }
    }

    /// This format, if the text may be of it: markup without a trace of what
    /// its format calls a page would read as an empty document.
    pub(super) fn expect(self, text: &str) -> Result<Self, Error> {
        let (found, wanted) = match self {
            Self::Alto => (xml::has_element(text, "alto"), "an element <alto>"),
            Self::Page => (xml::has_element(text, "PcGts"), "an element <PcGts>"),
            Self::Hocr => {
                (text.contains("ocr_") || text.contains("ocrx_"), "elements of the classes ocr_… or ocrx_…")
            }
            Self::Abbyy => (xml::has_element(text, "document"), "an element <document>"),
            Self::Folia => (xml::has_element(text, "FoLiA"), "an element <FoLiA>"),
            Self::Text | Self::Tsv | Self::Pdf => return Ok(self),
        };
        if found || text.trim().is_empty() {
            return Ok(self);
        }
        let first = text.split_whitespace().next().unwrap_or_default();
        let seen = format!("a text that begins with `{}`", first.chars().take(24).collect::<String>());
        Err(Error::Markup { format: self.title(), line: 1, seen, wanted })
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
            "FoLiA" => Ok(Self::Folia),
            "document" if body.contains("abbyy.com/FineReader_xml") => Ok(Self::Abbyy),
            _ if body.contains("ocr_") || body.contains("ocrx_") => Ok(Self::Hocr),
            // A text may begin with a word in angle brackets.
            _ if !declared && !root.eq_ignore_ascii_case("html") => Ok(Self::Text),
            _ => Err(Error::UnknownMarkup { advice: advice(&root), root }),
        }
    }
}

fn advice(root: &str) -> &'static str {
    match root {
        "mets" => "it is a list of files: give it to `ontwar batch`, or give those of its pages",
        _ => "read it as it stands with --input-format text, if that is what you want",
    }
}
