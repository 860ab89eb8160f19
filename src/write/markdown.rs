//! Markdown (CommonMark): the title as `#`, headings as `##`, subheadings as `###`;
//! tables as most readers of Markdown know them, the first row as their head.

use super::assemble::assemble;
use super::text::{body, dateline, join};
use super::wire::{Paragraph, Wire};
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
        blocks.extend(body(section, of_kind));
    }
    if let Some(footer) = &wire.footer {
        blocks.push("---".to_owned());
        blocks.push(paragraph(footer));
    }
    join(&blocks)
}

fn of_kind(made: &Paragraph) -> String {
    match &*made.kind {
        "list_item" => item(&made.text),
        "table" => table(&made.text),
        // A backslash at the end of a line keeps that end.
        "lines" => made.text.split('\n').map(paragraph).collect::<Vec<_>>().join("\\\n"),
        "caption" => format!("*{}*", inline(&made.text)),
        _ => paragraph(&made.text),
    }
}

fn table(text: &str) -> String {
    let rows: Vec<Vec<String>> = text.split('\n').map(|row| row.split('\t').map(inline).collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let line = |row: &[String]| format!("| {}{} |", row.join(" | "), " |".repeat(columns - row.len()));
    let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
    lines.insert(1, format!("|{}", " --- |".repeat(columns)));
    lines.join("\n")
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
    use std::borrow::Cow;

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
    fn keeps_lines_and_rows() {
        let made = |kind, text: &str| {
            of_kind(&Paragraph { kind: Cow::Borrowed(kind), text: text.to_owned(), confidence: 1.0 })
        };
        assert_eq!(made("lines", "De wind\n1. Het *riet*"), "De wind\\\n1\\. Het \\*riet\\*");
        assert_eq!(
            made("table", "Jaar\tLeden\n1901\t12\nSamen"),
            "| Jaar | Leden |\n| --- | --- |\n| 1901 | 12 |\n| Samen | |"
        );
        assert_eq!(made("caption", "42 % van de leden"), "*42 % van de leden*");
    }

    #[test]
    fn an_item_keeps_its_number_and_loses_its_bullet() {
        assert_eq!(item("• appels"), "- appels");
        assert_eq!(item("3. peren"), "3. peren");
        assert_eq!(item("1995 was nat"), "- 1995 was nat");
    }
}
