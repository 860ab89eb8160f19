//! Cutting a folded line into the tokens that the n-grams count.

/// One token of running text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// The end of a sentence or of a clause: any of `. ! ? ; :` or a bullet.
    Stop,
    Comma,
    /// Anything that starts with a digit.
    Number,
    /// An abbreviation with inner dots, an address, a piece of code.
    Unknown,
    Word {
        text: &'a str,
        /// Stands where any word would get a capital, so that its own says
        /// nothing: at the start of a sentence, after a quote or a bracket.
        fresh: bool,
    },
}

/// Hands the tokens of a folded line to `emit`.
pub(crate) fn tokens<'a>(line: &'a str, mut emit: impl FnMut(Token<'a>)) {
    let mut fresh = true;
    for chunk in line.split_whitespace() {
        if is_code(chunk) {
            emit(Token::Unknown);
            fresh = false;
        } else if is_dotted_abbreviation(chunk) {
            emit(Token::Unknown);
            fresh = true;
        } else {
            fresh = scan(chunk, fresh, &mut emit);
        }
    }
}

/// Cuts one blank-delimited chunk; returns whether the next word is fresh.
fn scan<'a>(chunk: &'a str, mut fresh: bool, emit: &mut impl FnMut(Token<'a>)) -> bool {
    let mut rest = chunk;
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        if first.is_alphabetic() {
            length = word_length(rest);
            let mixed = number_length(&rest[length..]);
            if mixed > 0 {
                length += mixed;
                emit(Token::Unknown);
            } else {
                let text = &rest[..length];
                emit(Token::Word { text, fresh });
            }
            fresh = false;
        } else if first.is_ascii_digit() {
            length = number_length(rest);
            emit(Token::Number);
        } else {
            match first {
                ',' => emit(Token::Comma),
                '.' | '!' | '?' | ';' | ':' | '…' | '•' | '|' | '\u{f0b7}' => emit(Token::Stop),
                _ => {}
            }
            fresh = !matches!(first, ',' | ')' | ']' | '/' | '&' | '%' | '€');
        }
        rest = &rest[length..];
    }
    fresh
}

/// The length in bytes of `[letters]+(['-][letters]+)*` at the start.
fn word_length(text: &str) -> usize {
    run_length(text, char::is_alphabetic, &['\'', '-'])
}

/// The length in bytes of a number at the start, with all that hangs on it.
fn number_length(text: &str) -> usize {
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return 0;
    }
    let inner = ['.', ',', ':', '\'', '-', '/'];
    run_length(text, char::is_alphanumeric, &inner)
}

/// The length of a run of `body` characters, joined by single `inner` ones.
fn run_length(text: &str, body: impl Fn(char) -> bool, inner: &[char]) -> usize {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let joins = inner.contains(&letter) && letters.peek().is_some_and(|&(_, next)| body(next));
        if !body(letter) && (at == 0 || !joins) {
            break;
        }
        end = at + letter.len_utf8();
    }
    end
}

/// Whether a chunk is an address, a path, a tag or another piece of code.
fn is_code(chunk: &str) -> bool {
    if !chunk.contains(char::is_alphanumeric) {
        return false;
    }
    chunk.contains(['@', '_', '\\', '{', '}', '<', '>', '=', '~', '^', '$', '#'])
        || chunk.contains("://")
        || chunk.contains("()")
        || chunk.starts_with("www.")
        || chunk.starts_with("--")
        || chunk.starts_with('&')
        || chunk.matches('/').count() > 1
        || has_dotted_small_letters(chunk)
}

/// `bestand.txt`, `naam.nl`: a dot between letters, the second a small one,
/// after a part too long for an abbreviation.
fn has_dotted_small_letters(chunk: &str) -> bool {
    let mut parts = chunk.split('.').peekable();
    while let Some(part) = parts.next() {
        let follows_small = parts.peek().is_some_and(|next| next.starts_with(char::is_lowercase));
        if follows_small && part.chars().filter(|c| c.is_alphabetic()).count() > 3 {
            return true;
        }
    }
    false
}

/// `o.a.`, `d.w.z.`, `J.P.`: short letter groups with dots between.
fn is_dotted_abbreviation(chunk: &str) -> bool {
    let core = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    core.contains('.')
        && core
            .split('.')
            .all(|part| (1..=3).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        let mut out = Vec::new();
        tokens(line, |token| {
            out.push(match token {
                Token::Stop => "<s>".to_owned(),
                Token::Comma => ",".to_owned(),
                Token::Number => "<n>".to_owned(),
                Token::Unknown => "<u>".to_owned(),
                Token::Word { text, fresh: true } => format!("^{text}"),
                Token::Word { text, .. } => text.to_owned(),
            });
        });
        out.join(" ")
    }

    #[test]
    fn words_keep_inner_apostrophes_and_hyphens() {
        assert_eq!(shown("Foto's, noord-Holland en 's."), "^Foto's , noord-Holland en ^s <s>");
    }

    #[test]
    fn numbers_and_codes_are_one_token() {
        assert_eq!(
            shown("op 1.000,50 of 16u00 via a_b H2O d.w.z. x"),
            "op <n> of <n> via <u> <u> <u> ^x".replacen("op", "^op", 1)
        );
    }
}
