//! Which letters follow each other where a scanner reads what is no text.

use std::sync::LazyLock;

/// How much likelier letters are in noise than in text.
static RANDOM: LazyLock<NoiseBigrams> = LazyLock::new(|| {
    NoiseBigrams::parse(include_str!("../../../models/noise-letters/table.letters"))
        .expect("its test reads it")
});

/// How much likelier a token is as noise, by its letters alone (ln).
pub(super) fn odds(token: &str) -> f32 {
    RANDOM.of(token)
}

/// How many sorts of letters are told apart: the edge of a token, those of ASCII,
/// digits, marks, others.
const SORTS: usize = 30;

/// For each sort of letter and the one after it how much likelier they are in noise than in text (ln).
struct NoiseBigrams([[f32; SORTS]; SORTS]);

impl NoiseBigrams {
    fn parse(text: &str) -> Result<Self, String> {
        let mut rows = [[0.0; SORTS]; SORTS];
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        for row in &mut rows {
            let line = lines.next().ok_or("a row is missing")?;
            let mut numbers = line.split_whitespace().skip(1);
            for cell in row {
                let number = numbers.next().ok_or_else(|| format!("{line:?} is too short"))?;
                let tenths: i16 =
                    number.parse().map_err(|_| format!("expected a whole number, found {number:?}"))?;
                *cell = f32::from(tenths) / 10.0;
            }
        }
        Ok(Self(rows))
    }

    /// How much likelier a token is as noise, by its letters alone.
    fn of(&self, token: &str) -> f32 {
        let mut before = 0;
        let mut sum = 0.0;
        for after in token.chars().map(Self::sort).chain([0]) {
            sum += self.0[before][after];
            before = after;
        }
        sum
    }

    fn sort(letter: char) -> usize {
        match letter.to_ascii_lowercase() {
            letter @ 'a'..='z' => letter as usize - 'a' as usize + 1,
            '0'..='9' => 27,
            other if other.is_alphabetic() => 29,
            _ => 28,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_noise_from_text() {
        for (noise, text) in [("EEE", "een"), ("ilsl", "stil"), ("aiiui", "graag")] {
            assert!(RANDOM.of(noise) > RANDOM.of(text), "{noise} {text}");
        }
    }
}
