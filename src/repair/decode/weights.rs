//! The weights of `rerank`, learnt from aligned pairs by a conditional logistic
//! regression over the readings of every doubtful token, of which the one
//! nearest to the truth is right (`training/reranker`).

use crate::language::Language;
#[cfg(feature = "training")]
use crate::language::evidence::HistoricalWeights;

/// The weights of a pack that has none of its own.
#[cfg(feature = "training")]
#[must_use]
pub fn usual_weights() -> HistoricalWeights {
    HistoricalWeights { context: OLD_CONTEXT, join: OLD_JOIN, table: OLD.map(|row| row.to_vec()) }
}

/// How much the neighbours weigh on old print in a language.
#[must_use]
pub fn context_weight(language: &Language) -> f32 {
    language.historical_weights().map_or(OLD_CONTEXT, |own| own.context)
}

/// How many things are seen of a reading.
pub(super) const FEATURES: usize = 31;

/// What is seen of one reading, in numbers, or what each of them weighs.
pub(in crate::repair) type Features = [f32; FEATURES];

/// How much the neighbours weigh on old print.
pub(super) const OLD_CONTEXT: f32 = 0.489;

/// How much of the model's worth of a join counts on old print.
pub(super) const OLD_JOIN: f32 = 0.5;

/// On old print, by the sort of change and then by the kind of evidence.
#[rustfmt::skip]
pub(super) const OLD: [Features; 4] = [
    [
          0.085, // bias
          0.623, // channel
          0.095, // habits
          0.000, // blanks
          0.299, // words
          0.000, // two_edits
          0.000, // three_edits
          0.112, // doubt
         -0.083, // capital
          0.506, // two_letters
          0.244, // three_letters
          0.421, // four_letters
          0.153, // length
          0.108, // unknown_share
         -0.128, // old_share
         -0.305, // listed
         -0.465, // historical
          0.086, // alphabetic
          0.613, // case_only
          0.021, // letters
          0.097, // old_letters
          0.148, // misread_share
         -0.788, // growth
          0.005, // kept_letters
          0.000, // repeats
         -0.022, // caution
          0.000, // misread
          0.000, // open
          0.197, // first_letter
          0.026, // last_letter
          0.091, // old_words
    ],
    [
          0.945, // bias
          0.527, // channel
          0.074, // habits
          0.000, // blanks
          0.085, // words
          0.153, // two_edits
          0.675, // three_edits
          0.045, // doubt
          0.426, // capital
         -0.604, // two_letters
         -0.492, // three_letters
         -0.161, // four_letters
         -0.618, // length
         -0.046, // unknown_share
         -0.145, // old_share
         -0.386, // listed
          0.410, // historical
          0.006, // alphabetic
          0.000, // case_only
          0.018, // letters
          0.091, // old_letters
          0.207, // misread_share
         -0.137, // growth
          0.071, // kept_letters
         -0.065, // repeats
          0.054, // caution
          0.165, // misread
          0.000, // open
          0.462, // first_letter
         -0.236, // last_letter
          0.067, // old_words
    ],
    [
         -1.210, // bias
          0.539, // channel
          0.264, // habits
          0.006, // blanks
          0.098, // words
          0.021, // two_edits
          0.545, // three_edits
          0.000, // doubt
          0.304, // capital
         -0.015, // two_letters
          0.271, // three_letters
          0.241, // four_letters
          0.167, // length
          0.128, // unknown_share
         -0.285, // old_share
          0.000, // listed
          0.000, // historical
          0.182, // alphabetic
         -0.158, // case_only
          0.013, // letters
          0.113, // old_letters
          0.265, // misread_share
         -0.929, // growth
          0.026, // kept_letters
         -0.146, // repeats
         -0.082, // caution
          0.000, // misread
         -0.071, // open
         -0.027, // first_letter
         -0.372, // last_letter
          0.056, // old_words
    ],
    [
         -0.272, // bias
          0.091, // channel
         -0.005, // habits
          0.041, // blanks
          0.089, // words
          0.000, // two_edits
          0.000, // three_edits
         -0.095, // doubt
          0.002, // capital
          0.000, // two_letters
         -0.015, // three_letters
         -0.632, // four_letters
         -0.148, // length
          0.295, // unknown_share
         -0.425, // old_share
         -0.882, // listed
          0.046, // historical
         -0.272, // alphabetic
          0.000, // case_only
          0.023, // letters
          0.024, // old_letters
          0.350, // misread_share
         -0.013, // growth
         -0.076, // kept_letters
          0.272, // repeats
         -0.136, // caution
          0.000, // misread
         -0.697, // open
          0.000, // first_letter
          0.000, // last_letter
          0.092, // old_words
    ],
];
