//! Markdown (CommonMark): the title as `#`, headings as `##`, subheadings as `###`.

use super::assemble::assemble;
use super::text::{body, dateline, join};
use super::wire::Wire;
use crate::model::Document;

/// A document as Markdown. Ends with a line break unless it is empty.
pub fn to_markdown(document: &Document) -> String {
    markdown(&assemble(document))
}

/// Wire data as Markdown. Ends with a line break unless it is empty.
pub fn markdown(wire: &Wire<'_>) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let heading =
        |level: &str, text: &Option<String>| text.as_ref().map(|t| format!("{level} {}", inline(t)));
    blocks.extend(heading("#", &wire.title));
    blocks.extend(dateline(wire).map(|date| format!("*{}*", inline(date))));
    for section in &wire.sections {
        blocks.extend(heading("##", &section.heading));
        blocks.extend(heading("###", &section.subheading));
        blocks.extend(body(section, item, paragraph));
    }
    if let Some(footer) = &wire.footer {
        blocks.push("---".to_owned());
        blocks.push(paragraph(footer));
    }
    join(&blocks)
}

/// Text with the marks escaped that mean something inside a line.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A paragraph, with what would make a list or a rule of it escaped.
fn paragraph(text: &str) -> String {
    let escaped = inline(text);
    let digits = escaped.len() - escaped.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let at = if digits > 0 && escaped[digits..].starts_with(['.', ')']) {
        digits
    } else if escaped.starts_with(['-', '+', '=']) {
        0
    } else {
        return escaped;
    };
    format!("{}\\{}", &escaped[..at], &escaped[at..])
}

/// An item of a list: its number stays, its bullet becomes Markdown's.
fn item(text: &str) -> String {
    let rest =
        text.trim_start_matches(['•', '·', '▪', '■', '●', '○', '◦', '‣', '–', '—', '-', '*', '+', '>']);
    let numbered = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if numbered.len() < rest.len()
        && let Some(words) = numbered.strip_prefix(['.', ')'])
        && words.starts_with(' ')
    {
        let mark = &rest[..rest.len() - words.len()];
        return format!("{mark}{}", inline(words));
    }
    format!("- {}", paragraph(rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_would_be_read_as_markup() {
        assert_eq!(inline("a_b *c* <d>"), "a\\_b \\*c\\* \\<d\\>");
        assert_eq!(paragraph("2024. Een jaar"), "2024\\. Een jaar");
        assert_eq!(paragraph("- streepje"), "\\- streepje");
    }

    #[test]
    fn leaves_plain_words_alone() {
        assert_eq!(paragraph("Het is 24/7 open, 2-cd-single."), "Het is 24/7 open, 2-cd-single.");
    }

    #[test]
    fn an_item_keeps_its_number_and_loses_its_bullet() {
        assert_eq!(item("• appels"), "- appels");
        assert_eq!(item("3. peren"), "3. peren");
        assert_eq!(item("1995 was nat"), "- 1995 was nat");
    }
}
