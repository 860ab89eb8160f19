//! Output against ground truth: text in, numbers out.
//!
//! Nothing of the rest of the crate is used here, so that the judge cannot
//! lean on the judged, and other tools' output can be scored as well.
//!
//! ```
//! use ontwar::evaluate::{Text, evaluate};
//!
//! let truth = Text::from_plain("de kat zit op de mat");
//! let output = Text::from_plain("dekat zit op de mat");
//! let scores = evaluate(&truth, &output, None);
//! assert!((scores.cer - 1.0 / 20.0).abs() < 1e-9);
//! ```
//!
//! Every text is first brought to NFC, with one kind of quote and dash and
//! single spaces; a character is a code point, a word what stands between
//! spaces without the punctuation at its edges, case kept.

mod align;
mod contests;
mod error;
mod figures;
mod flexible;
mod matching;
mod order;
mod rates;
mod repairs;
mod sections;
mod table;
mod text;
mod xml;

pub use align::{Path, distance, path};
pub use contests::{hipe_path, icdar_edits, preference};
pub use error::TextError;
pub use figures::{FIGURES, Figure};
pub use order::{contamination, flexible_cer, kendall_tau, successor_accuracy};
pub use rates::{bag_error, bag_f1, character_error_rate, normalised_error_rate, pair_recall};
pub use repairs::{Repairs, changes, repairs};
pub use sections::{headings_f1, section_error_rate};
pub use table::{Mean, Row, Table};
pub use text::{Section, Text};

use matching::Matching;

/// What one output is worth against its truth. Rates are shares (0.05 is 5 %).
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// Characters of the truth, after normalising: the weight of the case.
    pub size: usize,
    /// Character error rate: insertions, deletions and substitutions over the
    /// characters of the truth. Can pass 1.
    pub cer: f64,
    /// The same errors over the length of the alignment (errors and correct
    /// characters together); never passes 1.
    pub normalised_cer: f64,
    /// Word error rate, over the words of the truth. Can pass 1.
    pub wer: f64,
    /// The same errors over the length of the alignment; never passes 1.
    pub normalised_wer: f64,
    /// Bag-of-words error. See [`bag_error`].
    pub bag: f64,
    /// Character error rate with order factored out. See [`flexible_cer`].
    pub flexible_cer: f64,
    /// Section character error rate, at most 2. See [`section_error_rate`].
    pub section: f64,
    /// F1 of the bag of words: repair alone, blind to order.
    pub words: f64,
    /// Recall of the truth's adjacent word pairs within a section's body.
    pub pairs: f64,
    /// F1 of headings and subheadings.
    pub headings: f64,
    /// Kendall's tau over the words found in both; 1 is the truth's order.
    /// `None` with fewer than two such words.
    pub tau: Option<f64>,
    /// Share of the source's line fragments followed by the right one;
    /// `None` without a source or with nothing to follow.
    pub successors: Option<f64>,
    /// Share of adjacent words of a paragraph that stand far apart in the truth.
    pub contamination: f64,
    /// Words broken and mended on the way from source to output; `None`
    /// without a source.
    pub repairs: Option<Repairs>,
    /// HIPE-OCRepair's alignment of truth and output. See [`hipe_path`].
    pub hipe: Path,
    /// What the source was worth; `None` without one.
    pub source: Option<SourceScores>,
}

/// What a source was worth before anything was done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SourceScores {
    /// Its character error rate, over the characters of the truth.
    pub cer: f64,
    /// ICDAR's edits before and after. See [`icdar_edits`].
    pub icdar: (usize, usize),
    /// HIPE-OCRepair's alignment of truth and source.
    pub hipe: Path,
}

impl Scores {
    /// What disorder costs: CER less flexible CER.
    pub fn gap(&self) -> f64 {
        self.cer - self.flexible_cer
    }
}

/// Scores an output against the truth; `source` is the text both came from,
/// as the engine read it.
pub fn evaluate(truth: &Text, output: &Text, source: Option<&str>) -> Scores {
    let truth_text: Vec<char> = truth.flat().chars().collect();
    let output_text: Vec<char> = output.flat().chars().collect();
    let alignment = path(&truth_text, &output_text);
    let truth_words = truth.words();
    let output_words = output.words();
    let matching = Matching::new(&truth_words, &output_words);
    let word_path = path(&truth_words, &output_words);
    let (truth_flat, output_flat) = (truth.flat(), output.flat());
    Scores {
        size: truth_text.len(),
        cer: character_error_rate(&alignment),
        normalised_cer: normalised_error_rate(&alignment),
        wer: character_error_rate(&word_path),
        normalised_wer: normalised_error_rate(&word_path),
        bag: bag_error(&truth_words, &output_words),
        flexible_cer: flexible_cer(truth, output),
        section: section_error_rate(truth, output),
        words: bag_f1(&truth_words, &output_words),
        pairs: pair_recall(truth, &output_words),
        headings: headings_f1(truth, output),
        tau: order::tau(&matching),
        successors: source.and_then(|source| order::successors(&truth_words, source, &matching)),
        contamination: order::contaminated(output, &matching),
        repairs: source.map(|source| repairs(&text::words(source), &output_words, &truth_words)),
        hipe: hipe_path(&truth_flat, &output_flat),
        source: source.map(|source| {
            let flat: Vec<char> = text::normalise(source).chars().collect();
            SourceScores {
                cer: distance(&truth_text, &flat) as f64 / truth_text.len().max(1) as f64,
                icdar: (icdar_edits(&truth_flat, source), icdar_edits(&truth_flat, &output_flat)),
                hipe: hipe_path(&truth_flat, source),
            }
        }),
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp)] // shares of small whole numbers, exact
mod tests {
    use super::*;

    #[test]
    fn a_perfect_output_scores_perfectly() {
        let truth = Text::from_json(
            r#"{"title": "Water", "sections": [{"heading": "Dijk", "subheading": null,
                "text": "De dijk gaat omhoog."}], "footer": null}"#,
        )
        .unwrap();
        let scores = evaluate(&truth, &truth, Some("Water\nDijk\nDe dijk\ngaat omhoog."));
        assert_eq!(scores.size, "Water Dijk De dijk gaat omhoog.".len());
        assert_eq!((scores.cer, scores.normalised_cer, scores.wer), (0.0, 0.0, 0.0));
        assert_eq!((scores.flexible_cer, scores.section, scores.contamination), (0.0, 0.0, 0.0));
        assert_eq!((scores.words, scores.pairs, scores.headings), (1.0, 1.0, 1.0));
        assert_eq!(scores.tau, Some(1.0));
        assert_eq!(scores.successors, Some(1.0));
    }

    #[test]
    fn columns_in_the_wrong_order_cost_order_alone() {
        let truth = Text::from_plain("een twee drie vier\n\nvijf zes zeven acht");
        let output = Text::from_plain("vijf zes zeven acht\n\neen twee drie vier");
        let scores = evaluate(&truth, &output, None);
        assert!(scores.cer > 0.5);
        assert_eq!(scores.flexible_cer, 0.0);
        assert_eq!(scores.words, 1.0);
        // 16 of the 28 pairs of words are out of order: (12 - 16) / 28
        assert!((scores.tau.unwrap() + 1.0 / 7.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_against_nothing_is_no_error() {
        let scores = evaluate(&Text::default(), &Text::default(), Some(""));
        assert_eq!((scores.cer, scores.normalised_cer, scores.section), (0.0, 0.0, 0.0));
        assert_eq!(scores.tau, None);
    }
}
