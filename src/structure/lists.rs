//! Marks that open an item of a list.

/// What opens an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A glyph that is nothing but a bullet.
    Bullet(char),
    /// A hyphen, a dash, a star: may be a bullet.
    Dash(char),
    /// What an engine is wont to make of a bullet; only others near it tell.
    Misread(char),
    /// `1.`, `2)`, `(3)`.
    Number(u32),
    /// `a.`, `b)`, `(c)`: the letter's place in the alphabet.
    Letter(u32),
}

impl Mark {
    /// Whether `next` is what the item after this one opens with.
    pub(super) fn precedes(self, next: Self) -> bool {
        match (self, next) {
            (Self::Number(a), Self::Number(b)) | (Self::Letter(a), Self::Letter(b)) => a + 1 == b,
            // An engine reads a bullet now as this, now as that.
            (Self::Misread(_) | Self::Bullet(_), Self::Misread(_) | Self::Bullet(_)) => true,
            _ => self == next,
        }
    }

    /// Whether both may be marks of one list.
    pub(super) fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Number(_), Self::Number(_)) | (Self::Letter(_), Self::Letter(_)) => true,
            (Self::Number(_) | Self::Letter(_), _) | (_, Self::Number(_) | Self::Letter(_)) => false,
            _ => true,
        }
    }

    /// How likely it opens an item by itself, in log odds.
    pub(super) fn belief(self) -> f32 {
        match self {
            Self::Bullet(_) => 3.5,
            Self::Number(_) | Self::Letter(_) => -0.5,
            Self::Misread('e' | 'o') => -1.5,
            Self::Dash(_) | Self::Misread(_) => 0.5,
        }
    }
}

/// The mark that a line opens with, when text follows it.
pub(super) fn mark(text: &str) -> Option<Mark> {
    let (first, rest) = text.split_once(' ')?;
    if rest.is_empty() {
        return None;
    }
    let mut chars = first.chars();
    let one = chars.next()?;
    if chars.next().is_none() {
        return match one {
            '•' | '‣' | '◦' | '▪' | '■' | '●' | '○' | '·' | '►' | '▶' | '✓' | '□' | '➢' => {
                Some(Mark::Bullet(one))
            }
            '-' | '–' | '—' | '*' | '»' | '>' | '+' => Some(Mark::Dash(one)),
            'e' | 'o' | '¢' | '©' | '®' | '°' => Some(Mark::Misread(one)),
            // With its like behind it, it opens a quotation.
            '«' if !rest.contains('»') => Some(Mark::Misread(one)),
            _ => None,
        };
    }
    let inner = first.strip_prefix('(').unwrap_or(first);
    let core = inner.strip_suffix(')').or_else(|| first.strip_suffix(['.', '°']))?;
    if (1..=3).contains(&core.len()) && core.bytes().all(|b| b.is_ascii_digit()) {
        return core.parse().ok().map(Mark::Number);
    }
    match core.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(Mark::Letter(u32::from(letter - b'a'))),
        [letter @ b'A'..=b'Z'] => Some(Mark::Letter(u32::from(letter - b'A') + 100)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, mark};

    #[test]
    fn knows_bullets_numbers_and_letters() {
        assert_eq!(mark("• appels"), Some(Mark::Bullet('•')));
        assert_eq!(mark("- peren"), Some(Mark::Dash('-')));
        assert_eq!(mark("12. pruimen"), Some(Mark::Number(12)));
        assert_eq!(mark("(3) kersen"), Some(Mark::Number(3)));
        assert_eq!(mark("b) bessen"), Some(Mark::Letter(1)));
    }

    #[test]
    fn knows_what_engines_make_of_bullets() {
        for text in ["e een bezem", "o verf", "¢ een hamer", "© spijkers", "« lappen"] {
            assert!(matches!(mark(text), Some(Mark::Misread(_))), "{text}");
        }
        assert!(mark("e een bezem").unwrap().precedes(mark("¢ een hamer").unwrap()));
        assert_eq!(mark("« Kom » zei hij"), None);
    }

    #[test]
    fn leaves_lines_that_open_with_a_word_or_hold_only_a_mark() {
        for text in ["", "•", "- ", "1998. Toen", "De man", "-de man", "en- of"] {
            assert_eq!(mark(text), None, "{text}");
        }
    }

    #[test]
    fn knows_the_marks_of_one_list() {
        assert!(Mark::Number(3).is_like(Mark::Number(4)));
        assert!(!Mark::Letter(2).is_like(Mark::Number(4)));
        assert!(Mark::Misread('e').is_like(Mark::Bullet('•')));
        assert!(!Mark::Dash('-').is_like(Mark::Letter(0)));
    }

    #[test]
    fn knows_which_item_comes_next() {
        assert!(Mark::Number(1).precedes(Mark::Number(2)));
        assert!(!Mark::Number(1).precedes(Mark::Number(3)));
        assert!(Mark::Bullet('•').precedes(Mark::Bullet('•')));
    }
}
