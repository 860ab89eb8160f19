//! Letters as the strokes that they are made of, as a worn page leaves them: *rn* and *m* have the same ones, *cl* and
//! *d*, *li* and *h*, *ii*, *n* and *u*.

use unicode_normalization::UnicodeNormalization as _;

/// Longer words are not looked at stroke by stroke.
const LONGEST: usize = 80;

/// The strokes of a small letter: `i` a short stem, `l` a tall one, `t` a crossed one, `j` one below the line, `o` a
/// bowl. What type looks like, set by hand.
fn strokes_of(letter: char) -> &'static [u8] {
    match letter {
        'a' => b"oi",
        'b' | 'k' => b"lo",
        'c' | 'e' | 'o' | 's' | 'z' | 'x' => b"o",
        'd' => b"ol",
        'f' | 't' => b"t",
        'g' | 'q' => b"oj",
        'h' => b"li",
        'i' | 'r' | '1' | '!' | '|' => b"i",
        'j' => b"j",
        'l' => b"l",
        'm' => b"iii",
        'n' | 'u' | 'v' => b"ii",
        'p' => b"jo",
        'w' => b"iiii",
        'y' => b"ij",
        // Blanks are counted by themselves.
        ' ' => b"",
        _ => b"?",
    }
}

/// The strokes of a word, without its accents and capitals.
pub(super) fn strokes(word: &str) -> Vec<u8> {
    let letters = word.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).flat_map(char::to_lowercase);
    letters.flat_map(|letter| strokes_of(letter).iter().copied()).take(LONGEST).collect()
}

/// How many strokes must be changed, added or lost to make one word of another.
pub(super) fn apart(a: &[u8], b: &[u8]) -> usize {
    let mut row: [u8; LONGEST + 1] = std::array::from_fn(|at| at as u8);
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i as u8 + 1;
        for (j, y) in b.iter().enumerate() {
            let both = diagonal + u8::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = both.min(row[j] + 1).min(diagonal + 1);
        }
    }
    usize::from(row[b.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_the_same_strokes_are_alike() {
        for (read, meant, expected) in [
            ("gerneente", "gemeente", 0),
            ("tlie", "the", 0),
            ("iiot", "not", 0),
            ("cliief", "chief", 0),
            ("Année", "annee", 0),
            ("ofthe", "of the", 0),
            ("tbe", "the", 1),
            ("", "in", 3),
        ] {
            assert_eq!(apart(&strokes(read), &strokes(meant)), expected, "{read} {meant}");
        }
    }
}
