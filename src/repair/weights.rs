//! The weights of `weigh`, learnt from aligned pairs by a conditional logistic
//! regression over the readings of every doubtful token, of which the one
//! nearest to the truth is right (`examples/weigh_readings.rs`).

use super::weigh::Evidence;

/// How much the neighbours weigh on old print.
pub(super) const OLD_CONTEXT: f32 = 0.350;

/// How much of the model's worth of a join counts on old print.
pub(super) const OLD_JOIN: f32 = 0.5;

/// On old print, by the sort of change and then by the kind of evidence.
#[rustfmt::skip]
pub(super) const OLD: [Evidence; 4] = [
    [
          0.007, // bias
          0.499, // channel
          0.277, // habits
          0.000, // blanks
          0.225, // words
          0.000, // two_edits
          0.000, // three_edits
          0.096, // doubt
         -0.303, // capital
          0.347, // two_letters
          0.146, // three_letters
          0.294, // four_letters
          0.089, // length
          0.124, // unknown_share
         -1.073, // old_share
         -0.414, // listed
         -0.601, // historical
          0.007, // alphabetic
          1.579, // case_only
          0.005, // letters
          0.120, // old_letters
          0.178, // misread_share
         -0.481, // growth
          0.020, // kept_letters
          0.000, // repeats
          0.000, // caution
          0.000, // misread
          0.000, // open
          0.193, // first_letter
          0.161, // last_letter
          0.114, // old_words
    ],
    [
          2.672, // bias
          0.738, // channel
          0.410, // habits
          0.000, // blanks
          0.107, // words
          0.740, // two_edits
          1.597, // three_edits
          0.122, // doubt
         -0.210, // capital
         -1.524, // two_letters
         -1.476, // three_letters
         -1.543, // four_letters
         -3.049, // length
          0.080, // unknown_share
         -0.385, // old_share
         -0.359, // listed
          0.156, // historical
          0.946, // alphabetic
          0.000, // case_only
          0.001, // letters
          0.123, // old_letters
         -0.002, // misread_share
          0.014, // growth
          0.233, // kept_letters
          0.081, // repeats
          0.531, // caution
          2.517, // misread
          0.000, // open
          0.507, // first_letter
         -0.099, // last_letter
          0.067, // old_words
    ],
    [
         -0.622, // bias
          0.561, // channel
          0.368, // habits
          0.342, // blanks
          0.108, // words
          0.269, // two_edits
          0.998, // three_edits
          0.033, // doubt
          0.073, // capital
         -0.395, // two_letters
          0.082, // three_letters
          0.325, // four_letters
         -0.094, // length
          0.242, // unknown_share
          0.575, // old_share
          0.000, // listed
          0.000, // historical
          0.127, // alphabetic
         -0.427, // case_only
         -0.000, // letters
          0.144, // old_letters
          0.226, // misread_share
         -1.075, // growth
          0.010, // kept_letters
         -0.080, // repeats
         -0.045, // caution
          0.000, // misread
         -0.019, // open
         -0.269, // first_letter
         -0.463, // last_letter
          0.018, // old_words
    ],
    [
          0.949, // bias
          0.488, // channel
         -0.000, // habits
         -0.048, // blanks
          0.267, // words
          0.000, // two_edits
          0.000, // three_edits
          0.063, // doubt
          0.134, // capital
          0.000, // two_letters
         -0.195, // three_letters
         -0.941, // four_letters
         -1.871, // length
          1.028, // unknown_share
          1.944, // old_share
         -1.066, // listed
         -0.042, // historical
          0.949, // alphabetic
          0.000, // case_only
          0.015, // letters
          0.064, // old_letters
          0.126, // misread_share
         -0.395, // growth
          0.276, // kept_letters
          1.725, // repeats
          0.474, // caution
          0.000, // misread
         -1.580, // open
          0.000, // first_letter
          0.000, // last_letter
          0.023, // old_words
    ],
];
