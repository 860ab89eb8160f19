//! What words and lines are by their letters and marks alone: numbers, labels, leaders.

/// So many dots in a row, or dots by themselves, lead to a number.
const LEADERS: usize = 4;

/// Whether a word is a number, a sum, a time, a range of pages.
pub(super) fn is_number(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit()) && !word.contains(char::is_alphabetic)
}

/// Whether dots lead from words to a number.
pub(super) fn has_leaders(text: &str) -> bool {
    let lone = text.split(' ').filter(|word| matches!(*word, "." | "·" | ".." | "..." | "…")).count();
    lone >= LEADERS || text.split(' ').any(|word| word.bytes().filter(|&b| b == b'.').count() >= LEADERS)
}

/// Whether a line is a label of one to three words with a value: *Beroep: timmerman*.
pub(super) fn has_label(text: &str) -> bool {
    let Some((label, value)) = text.split_once(": ") else { return false };
    label.split(' ').count() <= 3
        && label.starts_with(char::is_alphabetic)
        && label.len() > 1
        && value.contains(char::is_alphanumeric)
}

/// Whether a short name and a number begin it: *Afb. 3*, *Figuur 2:*.
pub(super) fn is_numbered(text: &str) -> bool {
    let mut words = text.split(' ');
    let (Some(name), Some(number)) = (words.next(), words.next()) else { return false };
    name.starts_with(char::is_uppercase)
        && (3..=9).contains(&name.chars().count())
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.len() <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_numbers_leaders_and_labels() {
        for word in ["12", "1,50", "12-14", "(3)", "9.00", "43%"] {
            assert!(is_number(word), "{word}");
        }
        assert!(has_leaders("De kerk ........ 12"));
        assert!(has_leaders("De kerk . . . . . 12"));
        assert!(has_label("Beroep: timmerman"));
        assert!(has_label("Datum van geboorte: 3 mei"));
    }

    #[test]
    fn leaves_words_and_sentences_alone() {
        for word in ["1e", "a4", "twaalf", "-"] {
            assert!(!is_number(word), "{word}");
        }
        assert!(!has_leaders("En toen ... was het stil."));
        assert!(!has_label("Dit is wat hij zei: kom"));
        assert!(!has_label("Opgave:"));
    }
}
