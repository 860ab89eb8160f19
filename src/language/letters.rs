//! How likely a run of letters is as a word that no list has.

use ontwar_pack::letters::{LETTERS, LetterCodes, Model, Said};

use super::bytes::restore;

/// What one more letter costs that the model has never seen anywhere.
const UNSEEN: f32 = -8.0;

/// ln P of some letters and of ending there.
pub(crate) fn ln_p(model: &Model<'_>, codes: &LetterCodes, letters: impl Iterator<Item = char>) -> f32 {
    let mut window = 0u32;
    // A run of letters that is known has ends that are known too, and each of
    // these has gone on somehow; so no longer one than this needs looking for.
    let mut known = LETTERS - 1;
    let mut sum = 0.0;
    for letter in letters {
        window = window << 6 | codes.of(letter);
        sum += step(model, window, &mut known);
    }
    // The end.
    sum + step(model, window << 6, &mut known)
}

/// ln P of the last letter of a window after those before it, of which the last `known` are a known run.
fn step(model: &Model<'_>, window: u32, known: &mut usize) -> f32 {
    let letter = (window & 63) as u8;
    let mut backoff = 0.0;
    for before in (0..=*known).rev() {
        match model.after(before, (window >> 6) & ((1 << (6 * before)) - 1), letter) {
            Said::Follows(p) => {
                *known = (before + 1).min(LETTERS - 1);
                return backoff + restore(p);
            }
            Said::Other(rest) if before > 0 => backoff += restore(rest),
            Said::Other(_) | Said::Nothing => {}
        }
    }
    *known = 0;
    backoff + UNSEEN
}
