//! The figures of two contests, as their own scorers define them: ICDAR's
//! improvement, and HIPE-OCRepair's match error rate and preference.

use std::cmp::Ordering;

use super::align::{Path, path, steps};
use super::rates::normalised_error_rate;
use super::text::normalise;

/// ICDAR 2017 and 2019, task 2: the edits that are left. Both texts are cut
/// where a blank stands in both; hyphens with the blank beside them and `@` are
/// taken out; swapped neighbours are one edit (Damerau).
pub fn icdar_edits(truth: &str, text: &str) -> usize {
    let (truth, text): (Vec<char>, Vec<char>) =
        (normalise(truth).chars().collect(), normalise(text).chars().collect());
    let (mut i, mut j, mut edits) = (0, 0, 0);
    let (mut from_i, mut from_j) = (0, 0);
    let cut = |a: &[char], b: &[char]| {
        if a == b { 0 } else { strsim::generic_damerau_levenshtein(&bare(a), &bare(b)) }
    };
    for (in_truth, in_text) in steps(&truth, &text) {
        if in_truth && in_text && truth[i] == ' ' && text[j] == ' ' {
            edits += cut(&truth[from_i..i], &text[from_j..j]);
            (from_i, from_j) = (i + 1, j + 1);
        }
        i += usize::from(in_truth);
        j += usize::from(in_text);
    }
    edits + cut(&truth[from_i..], &text[from_j..])
}

/// Without what the contest leaves out.
fn bare(chars: &[char]) -> Vec<char> {
    let text: String = chars.iter().collect();
    text.replace(" -", "").replace("- ", "").replace(['-', '@'], "").chars().collect()
}

/// HIPE-OCRepair 2026: how two texts align in small letters, with everything
/// but letters and digits taken for a blank.
pub fn hipe_path(truth: &str, text: &str) -> Path {
    path(&plain(truth), &plain(text))
}

fn plain(text: &str) -> Vec<char> {
    let small: String =
        normalise(text).to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    small.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect()
}

/// HIPE-OCRepair's preference: 1 where the match error rate fell, -1 where it rose, 0 where it stayed.
pub fn preference(before: &Path, after: &Path) -> f64 {
    match normalised_error_rate(before).total_cmp(&normalised_error_rate(after)) {
        Ordering::Greater => 1.0,
        Ordering::Equal => 0.0,
        Ordering::Less => -1.0,
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp)] // whole numbers
mod tests {
    use super::*;

    #[test]
    fn hyphens_and_their_blanks_cost_nothing_and_a_swap_costs_one() {
        assert_eq!(icdar_edits("de vrije tijd", "de vrije- tijd"), 0);
        assert_eq!(icdar_edits("het boek", "hte boek"), 1);
        assert_eq!(icdar_edits("het boek", "hetboek"), 1);
        assert_eq!(icdar_edits("", "abc"), 3);
    }

    #[test]
    fn case_and_punctuation_are_no_errors_and_accents_are() {
        assert_eq!(hipe_path("De Kat, zei hij.", "de kat zei hij").errors(), 0);
        assert_eq!(hipe_path("één", "een").errors(), 2);
    }

    #[test]
    fn preference_is_a_sign() {
        let (good, bad) = (hipe_path("abc", "abc"), hipe_path("abc", "abx"));
        assert_eq!(
            (preference(&bad, &good), preference(&good, &good), preference(&good, &bad)),
            (1.0, 0.0, -1.0)
        );
    }
}
