//! What of a token is word: all but the marks at its edges.

/// A token without the marks at its edges; nothing, where it has neither letter nor digit.
///
/// ```
/// use ontwar::language::core_of;
///
/// assert_eq!(core_of("(z'n),"), "z'n");
/// ```
#[must_use]
pub fn core_of(token: &str) -> &str {
    parts_of(token)[1]
}

/// The marks before the core of a token, the core, and the marks after it; where there is no core all are before it.
pub(crate) fn parts_of(token: &str) -> [&str; 3] {
    let is_mark = |c: char| !c.is_alphanumeric();
    // Most tokens begin with a letter, and many end with one.
    let is_plain = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    let from = if is_plain(token.bytes().next()) { token } else { token.trim_start_matches(is_mark) };
    let core = if is_plain(from.bytes().next_back()) { from } else { from.trim_end_matches(is_mark) };
    [&token[..token.len() - from.len()], core, &from[core.len()..]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_at_the_edges_are_no_part_of_a_word() {
        assert_eq!(parts_of("(z'n),"), ["(", "z'n", "),"]);
        assert_eq!(parts_of("één…"), ["", "één", "…"]);
        assert_eq!(parts_of("1914-18"), ["", "1914-18", ""]);
        assert_eq!(parts_of("—«"), ["—«", "", ""]);
        assert_eq!(core_of(""), "");
    }
}
