//! Figures of reading order. All of them stand on the words that output and
//! truth share, matched one to one whatever their order.

use super::align::distance;
use super::matching::Matching;
use super::text::{Text, words};

/// Two words of one paragraph that stand further apart in the truth than this
/// come from different places of the page: a column's line holds fewer.
const APART: usize = 12;
/// So many words of the truth may be missing within a fragment.
const SLACK: usize = 3;

/// Kendall's tau over the words found in both: the share of word pairs in the
/// truth's order less the share in the opposite order. `None` with fewer than
/// two words in common.
pub fn kendall_tau(truth: &Text, output: &Text) -> Option<f64> {
    tau(&Matching::new(&truth.words(), &output.words()))
}

/// Character error rate with order factored out: the *flexible character
/// accuracy* of Clausner, Pletschacher and Antonacopoulos (2020), as a rate of
/// errors over the characters of the truth. A part
/// without line ends (a paragraph, a heading) is one line. Never more than the
/// plain rate.
pub fn flexible_cer(truth: &Text, output: &Text) -> f64 {
    let (wanted, found) = (truth.lines(), output.lines());
    let errors = super::flexible::errors(&wanted, &found);
    let (truth, output): (Vec<char>, Vec<char>) =
        (truth.flat().chars().collect(), output.flat().chars().collect());
    errors.min(distance(&truth, &output)) as f64 / truth.len().max(1) as f64
}

/// The share of the source's line fragments that are followed in the output by
/// the fragment that follows in the truth. A fragment is a stretch of a source
/// line, of two words or more, that runs on in the truth. `None` with fewer
/// than two fragments.
pub fn successor_accuracy(truth: &Text, source: &str, output: &Text) -> Option<f64> {
    let truth = truth.words();
    successors(&truth, source, &Matching::new(&truth, &output.words()))
}

/// The share of adjacent word pairs within the output's paragraphs whose words
/// stand more than twelve words apart in the truth, thus come from different
/// columns or blocks. Words not found in the truth count as unharmed.
pub fn contamination(truth: &Text, output: &Text) -> f64 {
    contaminated(output, &Matching::new(&truth.words(), &output.words()))
}

pub(super) fn tau(matching: &Matching) -> Option<f64> {
    let places: Vec<usize> = matching.truth_of.iter().copied().flatten().collect();
    let n = places.len();
    (n > 1).then(|| {
        let pairs = n as f64 * (n - 1) as f64 / 2.0;
        1.0 - 2.0 * inversions(places).1 as f64 / pairs
    })
}

fn inversions(list: Vec<usize>) -> (Vec<usize>, usize) {
    if list.len() < 2 {
        return (list, 0);
    }
    let (left, a) = inversions(list[..list.len() / 2].to_vec());
    let (right, b) = inversions(list[list.len() / 2..].to_vec());
    let (mut merged, mut count) = (Vec::with_capacity(list.len()), a + b);
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if left[i] <= right[j] {
            merged.push(left[i]);
            i += 1;
        } else {
            count += left.len() - i;
            merged.push(right[j]);
            j += 1;
        }
    }
    merged.extend_from_slice(&left[i..]);
    merged.extend_from_slice(&right[j..]);
    (merged, count)
}

pub(super) fn successors(truth: &[String], source: &str, output: &Matching) -> Option<f64> {
    let lines: Vec<Vec<String>> = source.lines().map(words).collect();
    let matching = Matching::new(truth, &lines.concat());
    let mut fragments: Vec<(usize, usize)> = Vec::new(); // first and last place in the truth
    let mut word = 0;
    for line in &lines {
        let mut open: Option<(usize, usize, usize)> = None; // first, last, words
        let places = matching.truth_of[word..word + line.len()].iter().copied().flatten();
        for place in places {
            open = match open {
                Some((first, last, n)) if (1..=SLACK).contains(&place.wrapping_sub(last)) => {
                    Some((first, place, n + 1))
                }
                closed => {
                    fragments.extend(closed.filter(|f| f.2 > 1).map(|f| (f.0, f.1)));
                    Some((place, place, 1))
                }
            };
        }
        fragments.extend(open.filter(|f| f.2 > 1).map(|f| (f.0, f.1)));
        word += line.len();
    }
    fragments.sort_unstable();
    let right = |pair: &&[(usize, usize)]| {
        let ((_, last), (first, _)) = (pair[0], pair[1]);
        let Some(at) = output.output_of[last] else { return false };
        let next = output.truth_of[at + 1..].iter().copied().flatten().next();
        next.is_some_and(|next| next > last && next <= first)
    };
    let total = fragments.len().checked_sub(1).filter(|n| *n > 0)?;
    Some(fragments.windows(2).filter(right).count() as f64 / total as f64)
}

pub(super) fn contaminated(output: &Text, matching: &Matching) -> f64 {
    let (mut pairs, mut apart, mut word) = (0usize, 0usize, 0);
    for (part, body) in output.parts() {
        let places = &matching.truth_of[word..][..words(part).len()];
        word += places.len();
        if body {
            pairs += places.len().saturating_sub(1);
            let far = |pair: &&[Option<usize>]| match (pair[0], pair[1]) {
                (Some(a), Some(b)) => a.abs_diff(b) > APART,
                _ => false,
            };
            apart += places.windows(2).filter(far).count();
        }
    }
    apart as f64 / pairs.max(1) as f64
}

#[cfg(test)]
#[allow(clippy::float_cmp)] // shares of small whole numbers, exact
mod tests {
    use super::*;

    const LEFT: &str = "de oude dijk langs de rivier gaat dit jaar veertig centimeter omhoog";
    const RIGHT: &str = "wie nog appels wil bewaren legt ze koel en droog op zolder";

    fn truth() -> Text {
        Text::from_plain(&format!("{LEFT}\n\n{RIGHT}"))
    }

    /// The two columns side by side, four words of each a line.
    fn fused() -> String {
        let (left, right) = (words(LEFT), words(RIGHT));
        let rows = left.chunks(4).zip(right.chunks(4));
        rows.map(|(a, b)| [a.join(" "), b.join(" ")].join(" ")).collect::<Vec<_>>().join(
            "
",
        )
    }

    #[test]
    fn tau_is_one_in_order_and_minus_one_backwards() {
        let tau = |output| kendall_tau(&Text::from_plain("a b c"), &Text::from_plain(output));
        assert_eq!(tau("a b c"), Some(1.0));
        assert_eq!(tau("c b a"), Some(-1.0));
        // one of three pairs turned round: 1 - 2 / 3
        assert!((tau("b a c").unwrap() - 1.0 / 3.0).abs() < 1e-9);
        assert_eq!(tau("x"), None);
    }

    #[test]
    fn untangled_columns_are_followed_rightly() {
        assert_eq!(successor_accuracy(&truth(), &fused(), &truth()), Some(1.0));
        assert_eq!(contamination(&truth(), &truth()), 0.0);
    }

    #[test]
    fn fused_columns_are_not() {
        let column = |from: usize| (from..from + 20).map(|n| format!("w{n}")).collect::<Vec<_>>();
        let (left, right) = (column(0), column(20));
        let truth = Text::from_plain(&format!("{}\n\n{}", left.join(" "), right.join(" ")));
        let rows = left.chunks(5).zip(right.chunks(5));
        let source = rows.map(|(a, b)| [a.join(" "), b.join(" ")].join(" ")).collect::<Vec<_>>().join(
            "
",
        );
        let output = Text::from_plain(&source);
        // eight fragments, seven seams, of which the fused lines keep none
        assert_eq!(successor_accuracy(&truth, &source, &output), Some(0.0));
        // four seams within lines and three between lines among 39 pairs of words
        assert!((contamination(&truth, &output) - 7.0 / 39.0).abs() < 1e-9);
    }

    #[test]
    fn fused_columns_cost_no_characters_once_order_is_factored_out() {
        let output = Text::from_plain(&fused());
        assert_eq!(flexible_cer(&truth(), &output), 0.0);
    }

    #[test]
    fn a_wrong_letter_still_costs_when_order_is_factored_out() {
        let output = Text::from_plain(&fused().replace("dijk", "dijl"));
        let size = truth().flat().chars().count() as f64;
        assert!((flexible_cer(&truth(), &output) - 1.0 / size).abs() < 1e-9);
    }
}
