//! Dates that stand by themselves: as written, and in ISO 8601.

use crate::language::{Closed, Language, core_of};
use crate::model::Date;

/// The date that a text is, when it is a date and nothing else.
///
/// A weekday and a word such as *den* before it and a full stop after it may be there; a year
/// must be, so that a lone `12 maart` in a list of events is not the document's.
pub(super) fn whole(text: &str, language: &Language) -> Option<Date> {
    let written = text.trim().trim_end_matches(['.', ',', ';']);
    if written.len() > 60 || !written.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let parts: Vec<String> = written
        .split_whitespace()
        .map(|part| core_of(part).to_lowercase())
        .filter(|part| !part.is_empty())
        .collect();
    let mut rest: &[String] = &parts;
    for skip in [Closed::Weekday, Closed::DateLead] {
        if let [first, tail @ ..] = rest
            && language.lists(skip, first)
        {
            rest = tail;
        }
    }
    let iso = match rest {
        [numeric] => numeric_date(numeric, language)?,
        [name, number] => format!("{:04}-{:02}", year(number)?, language.month(name)?),
        [a, b, last] => match (language.month(a), language.month(b)) {
            // 12 maart 2024, March 12, 2024
            (_, Some(month)) => full_date(year(last)?, month, day(a, language)?)?,
            (Some(month), None) => full_date(year(last)?, month, day(b, language)?)?,
            (None, None) => return None,
        },
        _ => return None,
    };
    Some(Date { text: written.to_owned(), iso: Some(iso) })
}

/// `d-m-yyyy` or `yyyy-mm-dd`, with hyphens, slashes or dots.
fn numeric_date(text: &str, language: &Language) -> Option<String> {
    let separator = text.chars().find(|c| ['-', '/', '.'].contains(c))?;
    let mut parts = text.split(separator);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    if a.len() == 4 {
        full_date(year(a)?, number(b)?, number(c)?)
    } else {
        // Where it may be either, only a day past the twelfth tells.
        let (day, month) = (number(a)?, number(b)?);
        match language.day_first() {
            true => full_date(year(c)?, month, day),
            false if day > 12 => full_date(year(c)?, month, day),
            false if month > 12 || day == month => full_date(year(c)?, day, month),
            false => None,
        }
    }
}

fn full_date(year: u32, month: u32, day: u32) -> Option<String> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    (1..=days).contains(&day).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// One or two digits.
fn number(text: &str) -> Option<u32> {
    if (1..=2).contains(&text.len()) { digits(text) } else { None }
}

/// A day of the month: `3`, `3e`, `3de`, `3den`.
fn day(text: &str, language: &Language) -> Option<u32> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (count, suffix) = text.split_at(end);
    if suffix.is_empty() || language.lists(Closed::DaySuffix, suffix) { number(count) } else { None }
}

/// Four digits that are a year.
fn year(text: &str) -> Option<u32> {
    if text.len() == 4 { digits(text).filter(|year| (1000..2200).contains(year)) } else { None }
}

fn digits(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::Language;

    fn whole(text: &str) -> Option<super::Date> {
        super::whole(text, &Language::builtin("nl").unwrap())
    }

    fn iso(text: &str) -> Option<String> {
        whole(text).and_then(|date| date.iso)
    }

    #[test]
    fn reads_month_and_year() {
        assert_eq!(iso("December 2025").as_deref(), Some("2025-12"));
        assert_eq!(whole("December 2025").unwrap().text, "December 2025");
    }

    #[test]
    fn reads_a_full_date_with_weekday_abbreviation_or_old_spelling() {
        assert_eq!(iso("12 maart 2024").as_deref(), Some("2024-03-12"));
        assert_eq!(iso("Dinsdag 12 mrt. 2024.").as_deref(), Some("2024-03-12"));
        assert_eq!(iso("Den 3den Januarij 1789").as_deref(), Some("1789-01-03"));
        assert_eq!(iso("1 Meij 1831").as_deref(), Some("1831-05-01"));
    }

    #[test]
    fn reads_numbers_day_first() {
        assert_eq!(iso("3-4-1998").as_deref(), Some("1998-04-03"));
        assert_eq!(iso("03/04/1998").as_deref(), Some("1998-04-03"));
        assert_eq!(iso("1998-04-03").as_deref(), Some("1998-04-03"));
    }

    #[test]
    fn leaves_what_is_not_a_date() {
        for text in
            ["", "31-2-2020", "12 maart", "2025", "In december 2025", "Mei", "1.2.3.4", "2022-2026", "é-ö-ü"]
        {
            assert_eq!(iso(text), None, "{text}");
        }
    }
}
