//! The texts that are compared: read, normalised, cut into words.

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;

use super::error::TextError;

/// A document as evaluation sees it. Absent parts are empty strings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The title.
    pub title: String,
    /// The sections, in reading order.
    pub sections: Vec<Section>,
    /// The footer.
    pub footer: String,
}

/// A section of a [`Text`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// The subheading.
    pub subheading: String,
    /// The paragraphs of the body.
    pub paragraphs: Vec<String>,
}

#[derive(Deserialize)]
struct WireText {
    title: Option<String>,
    #[serde(default)]
    sections: Vec<WireSection>,
    footer: Option<WireFooter>,
}

#[derive(Deserialize)]
struct WireSection {
    heading: Option<String>,
    subheading: Option<String>,
    text: Option<String>,
    paragraphs: Option<Vec<WireParagraph>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WireParagraph {
    Object { text: String },
    Plain(String),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WireFooter {
    Object { text: Option<String> },
    Plain(String),
}

impl Text {
    /// Reads the JSON of a truth (`text` per section) or of an output
    /// (`paragraphs` per section).
    pub fn from_json(json: &str) -> Result<Self, TextError> {
        let wire: WireText = serde_json::from_str(json)?;
        let sections = wire.sections.into_iter().map(|section| {
            let paragraphs = match section.paragraphs {
                Some(list) => list
                    .into_iter()
                    .map(|p| match p {
                        WireParagraph::Object { text } | WireParagraph::Plain(text) => text,
                    })
                    .collect(),
                None => blocks(&section.text.unwrap_or_default()),
            };
            Section {
                heading: section.heading.unwrap_or_default(),
                subheading: section.subheading.unwrap_or_default(),
                paragraphs,
            }
        });
        Ok(Self {
            title: wire.title.unwrap_or_default(),
            sections: sections.collect(),
            footer: match wire.footer {
                Some(WireFooter::Object { text }) => text.unwrap_or_default(),
                Some(WireFooter::Plain(text)) => text,
                None => String::new(),
            },
        })
    }

    /// A plain text: every block between blank lines is a section of one
    /// paragraph without a heading.
    pub fn from_plain(text: &str) -> Self {
        let section = |block| Section { paragraphs: vec![block], ..Section::default() };
        Self { sections: blocks(text).into_iter().map(section).collect(), ..Self::default() }
    }

    /// The text of a page in ALTO or PAGE XML: every block is a section of one
    /// paragraph without a heading; lines stay lines.
    pub fn from_xml(xml: &str) -> Result<Self, TextError> {
        let section = |block| Section { paragraphs: vec![block], ..Section::default() };
        Ok(Self { sections: super::xml::blocks(xml)?.into_iter().map(section).collect(), ..Self::default() })
    }

    /// The lines of all parts, normalised; a part without line ends is one line.
    pub(super) fn lines(&self) -> Vec<String> {
        let lines = self.parts().flat_map(|(part, _)| part.lines().map(normalise).collect::<Vec<_>>());
        lines.filter(|line| !line.is_empty()).collect()
    }

    /// Title, headings, bodies and footer in reading order, normalised, one
    /// space between.
    pub fn flat(&self) -> String {
        let parts = self.parts().map(|(part, _)| normalise(part)).filter(|p| !p.is_empty());
        parts.collect::<Vec<_>>().join(" ")
    }

    /// The words of [`Text::flat`].
    pub fn words(&self) -> Vec<String> {
        words(&self.flat())
    }

    /// The parts in reading order; `true` for a paragraph of a body.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&str, bool)> {
        let sections = self.sections.iter().flat_map(|s| {
            [(s.heading.as_str(), false), (s.subheading.as_str(), false)]
                .into_iter()
                .chain(s.paragraphs.iter().map(|p| (p.as_str(), true)))
        });
        std::iter::once((self.title.as_str(), false))
            .chain(sections)
            .chain(std::iter::once((self.footer.as_str(), false)))
    }
}

impl Section {
    /// The body, normalised.
    pub fn body(&self) -> String {
        normalise(&self.paragraphs.join(" "))
    }

    /// Heading, subheading and body, normalised, one space between.
    pub fn flat(&self) -> String {
        let parts = [normalise(&self.heading), normalise(&self.subheading), self.body()];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// NFC, one kind of single quote, double quote and dash, single spaces, none
/// at the ends.
pub(super) fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.nfc().map(|c| match c {
            '’' | '‘' => '\'',
            '“' | '”' | '„' => '"',
            '–' | '—' => '-',
            other => other,
        }));
    }
    out
}

/// The words of a text: what stands between spaces, without the punctuation
/// at its edges.
pub(super) fn words(text: &str) -> Vec<String> {
    let inner = |c: char| c.is_alphanumeric() || c == '_';
    normalise(text)
        .split(' ')
        .map(|word| word.trim_matches(|c| !inner(c)).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The blocks of a text between blank lines.
fn blocks(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            open = false;
        } else if let (true, Some(last)) = (open, out.last_mut()) {
            last.push('\n');
            last.push_str(line);
        } else {
            out.push(line.to_owned());
            open = true;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_truth_and_output_alike() {
        let truth = Text::from_json(
            r#"{"title": null, "sections": [{"heading": "A", "subheading": "B", "text": "c d\n\ne"}], "footer": "f"}"#,
        );
        let output = Text::from_json(
            r#"{"sections": [{"heading": "A", "subheading": "B", "paragraphs": [{"text": "c d"}, "e"]}],
                "footer": {"text": "f"}}"#,
        );
        assert_eq!(truth.unwrap(), output.unwrap());
    }

    #[test]
    fn refuses_what_is_no_document() {
        assert!(Text::from_json("[1, 2]").is_err());
    }

    #[test]
    fn words_lose_the_punctuation_at_their_edges_only() {
        assert_eq!(
            words("‘Ja’, zei \u{201e}oma\u{201d} — 's ochtends: re-integratie!"),
            ["Ja", "zei", "oma", "s", "ochtends", "re-integratie"]
        );
    }

    #[test]
    fn normalising_composes_and_closes_gaps() {
        assert_eq!(normalise(" coo\u{308}rdineert \n\t de–  "), "coördineert de-");
    }

    #[test]
    fn plain_text_falls_into_blocks() {
        let text = Text::from_plain("a\nb\n \nc\n");
        assert_eq!(text.sections.len(), 2);
        assert_eq!(text.flat(), "a b c");
    }
}
