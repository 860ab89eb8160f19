//! What reads like the number of a page, or like the signature of a sheet.

use crate::language::{Closed, Language, core_of};
use crate::model::{is_roman, is_year};

pub(in crate::structure) fn is_digits(text: &str) -> bool {
    let text = core_of(text);
    (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `12`, `xii.`, `— 7 —`, `pag. 4`; not in square brackets, as advertisements are numbered; no year, which stands in the head of a first page.
pub(in crate::structure) fn is_number(text: &str, is_page_word: &dyn Fn(&str) -> bool) -> bool {
    let marks = text.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace());
    // Other marks than these make a sum of it, or a price.
    if text.chars().count() > 14 || !marks.into_iter().all(|c| "-–—()./|·•*_,:;".contains(c)) {
        return false;
    }
    let mut parts: Vec<&str> = text.split_whitespace().map(core_of).filter(|part| !part.is_empty()).collect();
    parts.retain(|part| !is_page_word(&part.to_lowercase()));
    match parts[..] {
        // One letter alone may be any, and `cl` is a measure.
        [one] => {
            (is_digits(one) && !is_year(one))
                || ((2..=8).contains(&one.len()) && is_roman(one) && one.to_lowercase() != "cl")
        }
        _ => false,
    }
}

/// `3`, `- 3 -`, `[3]`, `Pagina 3 van 10`, `3/10`, `xiv`, of a line at the edge of one of so many pages. More is taken for a
/// number there than by [`is_number`], which knows nothing of the place.
pub(in crate::structure) fn is_number_at_an_edge(text: &str, pages: usize, language: &Language) -> bool {
    if text.chars().count() > 24 {
        return false;
    }
    let parts: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    let numbers = parts.iter().filter(|part| is_digits(part)).count();
    let named = parts.iter().filter(|part| language.lists(Closed::Page, part));
    let named = named.count();
    let of = parts.iter().filter(|part| language.lists(Closed::PageOf, part)).count();
    let roman = parts.len() == 1 && pages > 1 && is_roman(&parts[0]);
    // On a single page a lone year is more likely a title than a page number.
    let lone = parts.len() == 1 && numbers == 1 && (pages > 1 || parts[0].len() < 4);
    // Other marks than these around a number make it a sum, a price, a measure.
    let plain = text.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "-–—[]()./|·•".contains(c));
    let counted = numbers >= 1 && numbers + named + of == parts.len();
    plain
        && (lone
            || roman
            || (counted && named == 1 && numbers <= 2)
            || (counted && numbers == 2 && (of == 1 || text.contains('/'))))
}

/// `A 2`, `B iij`, `Cc`, `*4`: what tells the binder the order of the sheets.
pub(in crate::structure) fn is_signature(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let letters = plain.chars().take_while(|c| c.is_alphabetic() && !"ivxj".contains(*c)).count();
    let rest: String = plain.chars().skip(letters).collect();
    let number = !rest.is_empty()
        && rest.len() <= 4
        && (rest.bytes().all(|byte| byte.is_ascii_digit()) || rest.chars().all(|c| "ivxj".contains(c)));
    let short = text.chars().count() <= 8;
    let starred = text.starts_with(['*', '†', '§', ')', '(']) && rest.len() <= 2;
    short && number && ((1..=3).contains(&letters) || (letters == 0 && starred))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_told_from_other_numbers() {
        for text in ["12", "xii.", "— 7 —", "pag. 4"] {
            assert!(is_number(text, &|word| word == "pag"), "{text}");
        }
        for text in ["1898", "3 + 4", "12 13", "Nr. 87", "il", "12%", "[178]"] {
            assert!(!is_number(text, &|_| false), "{text}");
        }
    }

    #[test]
    fn signatures_are_letters_with_a_number() {
        for text in ["A 2", "B iij", "Cc 4", "*3"] {
            assert!(is_signature(text), "{text}");
        }
        for text in ["dat", "12", "A", "Amsterdam 2"] {
            assert!(!is_signature(text), "{text}");
        }
    }

    #[test]
    fn at_an_edge_more_is_a_number() {
        let dutch = Language::builtin("nl").unwrap();
        for text in ["3", "- 3 -", "[12]", "Pagina 3 van 10", "3/10", "blz. 4"] {
            assert!(is_number_at_an_edge(text, 1, &dutch), "{text}");
        }
        for text in ["1984", "3 + 4", "€ 3", "3 mei", "3%", "12 maart 2024"] {
            assert!(!is_number_at_an_edge(text, 1, &dutch), "{text}");
        }
    }
}
