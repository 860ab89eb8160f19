//! What numbers are years.

/// Whether a word is a year in which pages were printed, whatever marks stand around it: `1847`, `(1912).`
pub(crate) fn is_year(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) && ("1450".."2100").contains(&word)
}

#[cfg(test)]
mod tests {
    use super::is_year;

    #[test]
    fn years_of_print_are_told_from_other_numbers() {
        for word in ["1450", "1847", "(1912).", "2026,"] {
            assert!(is_year(word), "{word}");
        }
        for word in ["1250", "2100", "18471", "184", "1e47", "", "18.47"] {
            assert!(!is_year(word), "{word}");
        }
    }
}
